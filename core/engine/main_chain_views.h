// SPDX-License-Identifier: MIT
// What the main chain means for something of a member's, as values: how final it is, the way past whoever
// makes the blocks, and money on its way out. Part of views.h.
#pragma once

#include <cstdint>

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/tx/kind_table.h"

namespace stoa::engine {

/// How far something has come on its way to final. Only Final can no longer change.
enum class Finality : std::uint8_t {
    Local,       ///< saved on this computer only
    Waiting,     ///< signed, not yet taken by the network
    OnSidechain, ///< an aggregator has included it and signed for it
    InBatch,     ///< posted on the main chain, can still be challenged
    Final,
    Refused,    ///< the network refused it; nothing happened
    RolledBack, ///< its batch was wrong; it did not happen
};

struct FinalityView {
    Finality stage = Finality::Local;
    std::uint64_t block = 0;
    std::uint64_t batch = 0;
    Timestamp windowCloses = 0; ///< when InBatch
    bool isNodesWord = false;   ///< InBatch, Final: that the main chain has the batch is said by a node alone
};

/// The way around whoever makes the blocks: over the main chain.
struct ForceView {
    Timestamp from = 0; ///< when a node has had its time to take the action, which can be forced then
    Timestamp last = 0; ///< forced later, it may come too late for what it is about; zero: it has no end
    bool isForced = false;
    Timestamp takenBy = 0; ///< of a forced one: until then every batch must have taken it in
    Amount fee = 0;        ///< that the main chain takes for it, and the node that brings it there pays
    Timestamp until = 0;   ///< the last second in which the sidechain takes it; zero: it has no end

    /// Whether it is forced, and may come too late all the same.
    bool mayBeLate() const { return isForced && until != 0 && takenBy > until; }
    /// Whether a person has little time left to decide: it can be forced, and a day from `now` it may be too
    /// late.
    bool isPressing(Timestamp now) const
    {
        return !isForced && last != 0 && now >= from && now <= last && last - now < kDay;
    }
};

/// Money on its way out of the sidechain.
struct WithdrawalView {
    Hash action; ///< digest of the step
    ObjectId id;
    Address to; ///< on the main chain
    Amount amount = 0;
    Timestamp time = 0; ///< when it was signed
    enum class State : std::uint8_t {
        NotTaken, ///< not in the network: the action says why
        Waiting,  ///< until its batch cannot be challenged any more
        Ready,    ///< to be claimed
        Claimed
    } state = State::NotTaken;
    FinalityView finality; ///< of the step; windowCloses: when it is ready, once it is in a batch
};

} // namespace stoa::engine
