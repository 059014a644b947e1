// SPDX-License-Identifier: MIT
// What goes wrong in a step: the main chain, the network, disks, power, clocks.
#include "tests/simulation/simulation_run.h"

namespace stoa::test {

void Simulation::happened(const std::string& fault)
{
    ++m_faultCount;
    note("fault: " + fault);
}

void Simulation::someFault()
{
    m_wasReorganised = false;
    if (strikes(m_faults.reorganisations)) {
        const auto done = m_chain.reorganise(m_random, m_faults.deepest, kMinute);
        m_wasReorganised = done.undone != 0;
        if (m_wasReorganised) ++m_reorganisations;
        happened("the main chain reorganises " + std::to_string(done.undone) + " calls and loses " +
                 std::to_string(done.lost));
    }
    if (strikes(m_faults.partitions)) {
        const std::string names[] = {"a",        "b",        "c",        "d",       "member 0",
                                     "member 1", "member 2", "member 3", "member 4"};
        const std::string& from = names[below(9)];
        const std::string& to = names[below(4)];
        m_messages.cut(from, to);
        if (below(2) == 0) m_messages.cut(to, from);
        happened(from + " is cut from " + to);
    }
    if (m_messages.isCut() && below(20) == 0) {
        m_messages.mend();
        note("the network is whole");
    }
    SimulatedNode& node = below(2) == 0 ? m_node : m_watcher;
    diskFaults(
        node.name(), node.volumes(),
        [&] {
            if (node.isRunning()) (void)node.tick();
        },
        [&] { node.powerIsBack(); });
    chainDiskFaults();
    const std::size_t other = below(m_members.size() + 1);
    if (other == m_members.size()) {
        diskFaults(
            "d", {&m_follower.volume()}, [&] { (void)m_follower.tick(); },
            [&] {
                m_messages.connect("d", nullptr);
                m_follower.powerIsBack();
            });
    } else {
        SimulatedMember& member = *m_members[other];
        if (strikes(m_faults.diskFails)) member.failNextAction();
        diskFaults(
            member.name(), member.volumes(), [&] { (void)member.synchronize(); },
            [&] { member.powerIsBack(); });
    }
    if (strikes(m_faults.clockJumps)) clockFault();
}

/// One of a computer's disks is going to fail, fills or has room again; or the computer's power goes while it
/// does something.
void Simulation::diskFaults(const std::string& name, const std::vector<Volume*>& volumes,
                            const std::function<void()>& turn, const std::function<void()>& powerIsBack)
{
    Volume& volume = *volumes[below(volumes.size())];
    if (strikes(m_faults.diskFails)) {
        volume.failSoon();
        happened("a disk of " + name + " is going to fail");
    }
    if (volume.isFull() ? below(8) == 0 : strikes(m_faults.diskFills)) {
        if (volume.isFull())
            volume.makeRoom();
        else
            volume.fill();
        if (volume.isFull()) ++m_fullDisks;
        happened("a disk of " + name + (volume.isFull() ? " is full" : " has room"));
    }
    if (strikes(m_faults.powerCuts)) {
        if (below(2) == 0) {
            volume.cutPowerSoon();
            turn();
        }
        powerIsBack();
        happened("the power of " + name + " was gone");
    }
}

/// The same for the computer that the main chain is on.
void Simulation::chainDiskFaults()
{
    UndoStore& disk = m_chain.disk();
    if (strikes(m_faults.diskFails / 2)) {
        disk.failSoon(1 + below(3), below(2) == 0);
        happened("the main chain's disk is going to fail");
    }
    if (disk.isFull() ? below(4) == 0 : strikes(m_faults.diskFills / 4)) {
        disk.setFull(!disk.isFull());
        if (disk.isFull()) ++m_fullDisks;
        happened(std::string("the main chain's disk ") + (disk.isFull() ? "is full" : "has room"));
    }
    if (strikes(m_faults.powerCuts / 4)) {
        disk.failSoon(1, below(2) == 0);
        if (m_node.isRunning()) (void)m_node.tick();
        chainPowerIsBack();
        happened("the main chain's power was gone");
    }
}

void Simulation::chainPowerIsBack()
{
    const auto lost = m_chain.powerIsBack();
    if (!lost) return violated("the main chain has lost what it had acknowledged");
    m_wasReorganised = m_wasReorganised || *lost != 0;
}

/// What goes wrong while a submit's calls and blocks are grouped: the main chain's group is kept first, then
/// the node's. Returns what has to happen afterwards.
std::function<void()> Simulation::groupFault()
{
    const auto chainLosesPower = [this] { m_chain.disk().failSoon(1, false); };
    const auto disk = [this]() -> Volume& { return *m_node.volumes().front(); };
    const std::uint64_t what = below(8);
    const unsigned chances[] = {
        m_faults.diskFails, m_faults.diskFills, m_faults.diskFails, m_faults.diskFills,
        m_faults.powerCuts, m_faults.powerCuts, m_faults.powerCuts, 0};
    if (chances[what] == 0) return {}; // not in this seed's plan
    switch (what) {
    case 0: {
        const std::size_t nth = 1 + below(3);
        m_chain.disk().failSoon(nth, below(2) == 0);
        happened("the main chain's disk is going to fail within a group");
        return {};
    }
    case 1:
        m_chain.onKeep = [this] { m_chain.disk().setFull(true); };
        happened("the main chain's disk is full when a group ends");
        return {};
    case 2:
        m_chain.onKept = [disk] { disk().failNext(); };
        happened("a's disk fails once the main chain's group is kept");
        return {};
    case 3:
        m_chain.onKept = [disk] { disk().fill(); };
        happened("a's disk is full once the main chain's group is kept");
        return {};
    case 4:
        m_chain.onKeep = chainLosesPower;
        happened("the main chain's power goes before a group is kept");
        return [this] { chainPowerIsBack(); };
    case 5:
        m_chain.onKept = [disk] { disk().cutPowerSoon(); };
        happened("a's power goes once the main chain's group is kept");
        return [this] { m_node.powerIsBack(); };
    default:
        m_chain.onKeep = [disk, chainLosesPower] {
            chainLosesPower();
            disk().cutPowerSoon();
        };
        happened("the power of a and of the main chain goes before a group is kept");
        return [this] {
            m_node.powerIsBack();
            chainPowerIsBack();
        };
    }
}

/// Finality is the word of two clocks, a member's and its node's: not both may be ahead.
void Simulation::clockFault()
{
    const std::size_t which = below(m_members.size() + 3);
    const auto isOn = [&](std::size_t person, const std::string& node) {
        const std::string& server = m_members[person]->line().server;
        return server == node || (node == "c" && server == "d"); // "d" passes on what "c" says
    };
    const auto isMemberAhead = [&](const std::string& node) {
        for (std::size_t person = 0; person < m_members.size(); ++person)
            if (isOn(person, node) && m_members[person]->clock().isAhead()) return true;
        return false;
    };
    std::string name;
    SkewedClock* clock = nullptr;
    bool mayBeAhead = false;
    if (which < m_members.size()) {
        clock = &m_members[which]->clock();
        name = m_members[which]->name();
        // Who has a node that lies needs a clock that is right.
        mayBeAhead =
            isOn(which, "a") ? !m_node.clock().isAhead() : !isOn(which, "b") && !m_watcher.clock().isAhead();
    } else if (which == m_members.size()) {
        clock = &m_follower.clock();
        name = "d";
        mayBeAhead = !m_watcher.clock().isAhead();
    } else {
        SimulatedNode& node = which == m_members.size() + 1 ? m_node : m_watcher;
        clock = &node.clock();
        name = node.name();
        mayBeAhead = !isMemberAhead(name) && (name == "a" || !m_follower.clock().isAhead());
    }
    const bool isForward = mayBeAhead && below(2) == 0;
    const auto ahead = static_cast<std::int64_t>(below(3) == 0 ? 0 : below(2 * kDay));
    const auto drift = static_cast<std::int64_t>(below(2) == 0 ? 0 : below(300));
    clock->skew(isForward ? ahead : -ahead, isForward ? drift : -drift);
    happened("the clock of " + name + " is " + std::to_string(isForward ? ahead : -ahead) +
             "s ahead and gains " + std::to_string(isForward ? drift : -drift) + " in a thousand");
}

} // namespace stoa::test
