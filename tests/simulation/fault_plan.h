// SPDX-License-Identifier: MIT
// What goes wrong in a simulated network, and how often: drawn from the seed. Each seed leaves some kinds of
// faults out altogether, so that the others meet histories that they would otherwise cut short.
#pragma once

#include <string>
#include <vector>

#include "core/base/random.h"

namespace stoa::test {

/// What an aggregator or its friends may try. The names are the rows of tests/core/ATTACKS.md.
enum class Hostility : std::uint8_t {
    WrongRoot,        ///< C08 a lie at any step of a batch
    LateLie,          ///< C08 honest batches first
    Descendants,      ///< C09 more batches upon a lie
    Posting,          ///< C32 batches without the members' steps
    SkippedInbox,     ///< C32, C33 messages left out for longer than allowed, or replaced
    StaleParent,      ///< C26, and C07: a parent of another version
    BentTime,         ///< C27 times at and beyond the edges
    OddBatch,         ///< C28 empty, oversized, of unequal lengths, and C39: too large a step
    ForgedDeposit,    ///< C12
    Replay,           ///< C14 steps that were in before, malformed bytes
    Malleable,        ///< C30 the other form of a member's signature
    SelfChallenge,    ///< C21
    WrongChallenge,   ///< C22, C23 challenges of honest batches
    MalformedWitness, ///< C02 – C05, C16 – C19, and C07: a header of another version
    CopiedChallenge,  ///< C20, C24
    Flood,            ///< C33
    DeepKeys,         ///< C38
    EarlyExit,        ///< C35 leaving before its batches are final, coming back after it was slashed
    DoubleClaim,      ///< C13, C14, C15
    LyingNode,        ///< C25 a node that withholds and makes things up
    RefusedStep,      ///< C01 a lie at a step that the machine refuses
    AliasedStep,      ///< C37 a lie at a step that names one account twice
    ForeignStep,      ///< C29 a step that was signed for another network
    ExpiredStep,      ///< C31 a step that was held back until it was too late
    Equivocation,     ///< C34 two promises of one parent
    BrokenPromise,    ///< C34 a batch that is not what was promised
};
inline constexpr std::size_t kHostilities = 26;
const char* name(Hostility hostility);

/// Chances are in thousandths, of a message or of a step.
struct FaultPlan {
    unsigned lost = 0;
    unsigned answerLost = 0;
    unsigned doubled = 0;
    unsigned delayed = 0;
    unsigned partitions = 0;
    unsigned diskFails = 0;
    unsigned diskFills = 0;
    unsigned powerCuts = 0;
    unsigned chainAway = 0;
    unsigned reorganisations = 0;
    std::size_t deepest = 0; ///< calls of the main chain that one reorganisation undoes
    unsigned clockJumps = 0;
    unsigned timeJumps = 0;
    bool isOnLevelDb = false;  ///< stores are LevelDB on a simulated disk, otherwise maps in memory
    bool hasTwoHonest = false; ///< a second honest aggregator, which takes turns with the first
    std::vector<Hostility> hostilities;

    static FaultPlan of(std::uint64_t seed);
    /// Nothing goes wrong.
    static FaultPlan none() { return {}; }
    bool has(Hostility hostility) const;
    std::string text() const;
};

} // namespace stoa::test
