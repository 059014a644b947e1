// SPDX-License-Identifier: MIT
// One run of a simulated network: who is in it, and whose turn it is.
#pragma once

#include "tests/simulation/simulation.h"

namespace stoa::test {

class Simulation {
public:
    explicit Simulation(const SimulationOptions& options);

    SimulationReport run();

private:
    static constexpr std::size_t kDeceived = 4; ///< the person whose node may be the hostile one

    // ---- the run (simulation.cpp)
    void begin();
    void step();
    void passTime();
    void someFault();
    void diskFaults(const std::string& name, const std::vector<Volume*>& volumes,
                    const std::function<void()>& turn, const std::function<void()>& powerIsBack);
    void chainDiskFaults();
    void chainPowerIsBack();
    std::function<void()> groupFault();
    void clockFault();
    void setClocks();
    void someTurn();
    void memberActs();
    void countLies(SimulatedMember& member);
    void actPastEngine(std::size_t person, const tx::Payload& payload);
    void crowdActs();
    void found();
    void tick(SimulatedNode& node);
    void guardWindow();

    // ---- afterwards (simulation_end.cpp)
    void heal();
    void calm(std::uint64_t rounds, Seconds stride);
    bool isAtRest() { return unrest().empty(); }
    /// What is not done yet.
    std::string unrest();
    void checkEnd();
    std::string counts() const;

    // ---- what must be true at any time (simulation_checks.cpp)
    void checkAll();
    void checkChain();
    void checkNode();
    /// What the main chain has brought into the blocks of a node. Absent: it cannot read its disk just now,
    /// or has not seen yet that the main chain has changed.
    std::optional<Amount> deposited(node::Aggregator& aggregator);
    std::optional<std::uint32_t> inboxSteps(node::Aggregator& aggregator,
                                            const rollup::BlockHeader& lastBlock);
    void checkMembers();
    void checkFollower();
    void happened(const std::string& fault);
    void violated(const std::string& what);

    /// Somebody asks the hostile aggregator's node.
    bool isDeceived() const
    {
        return m_plan.has(Hostility::LyingNode) || m_plan.has(Hostility::Equivocation) ||
               m_plan.has(Hostility::BrokenPromise);
    }
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool strikes(unsigned chance) { return chance != 0 && below(1000) < chance; }
    void note(const std::string& line);

    SimulationOptions m_options;
    SeededRandom m_random;
    FaultPlan m_plan;   ///< as drawn
    FaultPlan m_faults; ///< as it is now
    rollup::NetworkDefinition m_definition;
    Trace m_trace;
    Timestamp m_now;
    std::uint64_t m_step = 0;
    std::string m_violated;
    ReorganisingChain m_chain;
    Recomputed m_truth;
    Messages m_messages;
    SimulatedNode m_node;      ///< "a": the honest aggregator, and a validator
    SimulatedNode m_watcher;   ///< "c": follows the main chain, validates, serves
    Follower m_follower;       ///< "d": follows "c" over the network, keeps everything, serves
    HostileNode m_hostileNode; ///< "b"
    Hostile m_hostile;
    Acts m_acts;
    std::vector<std::unique_ptr<SimulatedMember>> m_members;
    std::vector<Bytes> m_seen; ///< steps that have been on the network
    Timestamp m_lookedAt = 0;  ///< when a validator had nothing left to look at
    bool m_wasReorganised = false;
    std::map<std::uint64_t, Hash> m_final; ///< headers of final batches
    std::size_t m_accepted = 0;
    std::size_t m_refused = 0;
    std::size_t m_faultCount = 0;
    std::size_t m_fullDisks = 0;
    std::size_t m_reorganisations = 0;
    std::size_t m_crowds = 0;
};

} // namespace stoa::test
