// SPDX-License-Identifier: MIT
// A whole network in one process, from a seed: nodes, aggregators, members, the main chain, messages, disks
// and clocks. First everything goes wrong that the seed's plan says, and nothing false may ever be believed;
// then all is well again, and everything must come to its end.
#pragma once

#include <memory>
#include <optional>

#include "tests/simulation/acts.h"
#include "tests/simulation/follower.h"
#include "tests/simulation/hostile.h"
#include "tests/simulation/hostile_node.h"
#include "tests/simulation/simulated_member.h"
#include "tests/simulation/simulated_node.h"

namespace stoa::test {

/// What is taken out of the network, to see that the checks notice it.
enum class Sabotage : std::uint8_t {
    None,
    NoValidators,     ///< nobody looks at what is posted
    ForgetfulMembers, ///< what a member signed is not kept
    DeafAggregator,   ///< the honest aggregator never has its turn
    ForgetfulGroups,  ///< calls that were grouped on the main chain do not wait for its disk
};

struct SimulationOptions {
    std::uint64_t seed = 1;
    std::uint64_t steps = 250;
    Sabotage sabotage = Sabotage::None;
    bool isLoud = false; ///< prints every line of the trace
};

struct SimulationReport {
    std::string violated; ///< what is not as it must be; empty: nothing
    std::uint64_t step = 0;
    std::string plan;
    Hash trace;
    std::vector<std::string> tail; ///< the last lines of the trace
    std::string counts;
    std::uint64_t groupedCalls = 0; ///< on the main chain, within a submit
    /// How often each kind was accepted for good, and how often it was undone by a rollback or a
    /// reorganisation.
    std::map<std::string, std::size_t> accepted;
    std::map<std::string, std::size_t> undone;
    /// By the name of a hostility and what was tried: how often it came to the rule that it is against.
    std::map<std::string, std::map<std::string, std::size_t>> reached;
    bool isGood() const { return violated.empty(); }
};

SimulationReport simulate(const SimulationOptions& options);

} // namespace stoa::test
