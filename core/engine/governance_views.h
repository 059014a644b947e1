// SPDX-License-Identifier: MIT
// How a company governs itself, as the engine shows it: motions, seats.
#pragma once

#include "core/engine/views.h"

namespace stoa::engine {

/// A seat of a company that judges for others.
struct SeatView {
    std::uint32_t number = 0;
    PersonView who;
    Amount deposit = 0;
    Timestamp since = 0;
    Timestamp leavesAt = 0; ///< zero: no notice was given
    std::uint32_t openCases = 0;
    std::uint32_t ruled = 0;
    std::uint32_t missed = 0;
};

// ---- motions ----------------------------------------------------------------------------------------

enum class MotionState : std::uint8_t { Open = 1, Passed = 2, Rejected = 3, Enacted = 4, Lapsed = 5 };

/// An act of a company that its members decide about.
struct MotionView : MotionSubject {
    DacId dac;
    tx::MotionId id;
    PersonView proposer;
    MotionState state = MotionState::Open;
    Timestamp proposed = 0;
    Timestamp objectBy = 0;
    Timestamp decideBy = 0;
    std::uint64_t total = 0; ///< weight of all members: heads, or gwei at stake
    std::uint64_t inFavour = 0;
    std::uint64_t against = 0;
    bool isByStake = false;
    bool needsMajority = false;  ///< silence is not enough
    bool isOpposed = false;      ///< enough are against it: it passes only with more for it than against
    std::uint16_t threshold = 0; ///< hundredths of a percent of the weight that stop a silent consent
    Amount bond = 0;
    bool iHaveVoted = false;
    bool iMayVote = false;
    NextStep next; ///< its amounts are those of `next.motion`; a side of a collaboration has none
};

} // namespace stoa::engine
