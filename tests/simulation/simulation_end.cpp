// SPDX-License-Identifier: MIT
// The second part of a run: nothing goes wrong any more, and everything has to come to its end.
#include "core/mvm/contracts/collaboration_rules.h"
#include "tests/simulation/simulation_run.h"

namespace stoa::test {

using state::CollaborationState;
using sync::OutboxEntry;

void Simulation::heal()
{
    note("everything heals");
    m_faults = FaultPlan::none();
    m_messages.mend();
    m_messages.forget();
    for (SimulatedNode* node : {&m_node, &m_watcher}) {
        for (Volume* volume : node->volumes()) volume->heal();
        node->clock().heal();
    }
    m_chain.disk().setFull(false);
    m_chain.disk().failSoon(0, false);
    m_follower.volume().heal();
    m_follower.clock().heal();
    for (const auto& member : m_members) {
        for (Volume* volume : member->volumes()) volume->heal();
        member->clock().heal();
        member->stop();                                                // what is on the disk is what counts
        if (member->line().server == "b") member->line().server = "a"; // it looks for another node
    }
    constexpr std::uint64_t kRounds = 160;
    calm(kRounds, 30);
    if (!m_violated.empty()) return;
    if (!isAtRest()) return violated("all is well, and it does not come to rest: " + unrest());
    // Every deadline passes, and what is due is paid by itself.
    for (const Seconds jump : {kDay, 30 * kDay, 400 * kDay}) calm(6, jump / 6);
    calm(kRounds, 30);
}

void Simulation::calm(std::uint64_t rounds, Seconds stride)
{
    for (; rounds > 0 && m_violated.empty(); --rounds) {
        ++m_step;
        m_now += stride;
        (void)m_chain.refresh();
        m_chain.advanceTo(m_now);
        setClocks();
        for (int again = 0; again < 3; ++again) {
            if (m_options.sabotage != Sabotage::DeafAggregator) tick(m_node);
            tick(m_watcher);
        }
        (void)m_follower.tick();
        m_messages.connect("d", m_follower.service());
        for (const auto& member : m_members) {
            (void)member->synchronize();
            if (rounds % 4 == 0) member->tidyUp();
        }
        m_wasReorganised = false;
        checkAll();
        if (stride < kMinute && isAtRest()) return;
    }
}

/// Everybody has seen the same, it is final, and nothing waits.
std::string Simulation::unrest()
{
    node::Aggregator* aggregator = m_node.aggregator();
    const std::uint64_t tip = m_chain.tip();
    if (!aggregator) return "a does not run";
    if (aggregator->openBatch()) return "a has not posted everything";
    if (aggregator->waitingSteps() != 0) return "a has steps that wait to be run again";
    node::Aggregator* second = m_watcher.aggregator();
    if (!second) return "c does not run";
    if (second->openBatch()) return "c has not posted everything";
    if (second->waitingSteps() != 0) return "c has steps that wait to be run again";
    if (m_truth.wrongStep()) return "a wrong batch is in the chain";
    const auto final = mainchain::finalBatchOf(m_chain);
    if (!final || *final != tip) return "the last batch is not final";
    const Hash& root = m_truth.tree().root();
    if (aggregator->tree().root() != root) return "a has another state than the main chain";
    const auto header = m_chain.header(tip);
    if (!header || header->inboxEnd != m_chain.inboxCount()) return "messages wait in the inbox";
    for (SimulatedNode* node : {&m_node, &m_watcher})
        if (node->validator() && node->validator()->checkedBatch() != tip)
            return node->name() + " has not checked everything";
    if (second->tree().root() != root) return "c is behind";
    if (!m_follower.chain() || m_follower.chain()->checkedBatch() != tip) return "d is behind";
    for (const auto& member : m_members) {
        if (!member->isRunning()) return member->name() + " does not run";
        const light::HeaderChain& headers = *member->member()->headers;
        const auto problem = member->member()->nodeProblem;
        std::string why = problem ? std::string(": ") + std::string(name(*problem)) : std::string();
        if (problem) {
            light::HeaderChain again = headers;
            const auto info = member->member()->node->info();
            const auto followed = info ? again.follow(*member->member()->node, *info, m_now) : Result<void>();
            if (!followed) why += ", " + followed.error().detail;
        }
        if (headers.finalBatch() != tip)
            return member->name() + " knows as final " + std::to_string(headers.finalBatch()) + why;
        if (headers.head().header.postRoot != root) return member->name() + " knows another state" + why;
        if (member->waits()) return member->name() + " waits with " + member->waitingText(m_truth.tree());
    }
    return {};
}

void Simulation::checkEnd()
{
    ++m_step;
    if (!isAtRest()) return violated("after the deadlines it does not come to rest: " + unrest());
    if (!m_hostile.isCaught()) return violated("a lie is still in the chain");
    if (deposited(*m_node.aggregator()) != supplyOf(m_node.aggregator()->tree()))
        return violated("at the end, money was made or lost in a's state");
    const state::Tree& tree = m_truth.tree();
    tree.forEach({}, [&](const state::Key& key, ByteView bytes) {
        if (state::spaceOf(key) != state::Space::Company) return;
        if (state::tableOf(key) != state::Table::Collaboration) return;
        const auto c = state::decodeRecord<state::Collaboration>(bytes);
        if (c && c->state < static_cast<std::uint8_t>(CollaborationState::Settled))
            violated(
                "a collaboration that was due is not paid: state " + std::to_string(c->state) + ", due " +
                std::to_string(static_cast<std::int64_t>(m_now) - static_cast<std::int64_t>(c->deadline)) +
                "s ago");
    });
    for (std::uint64_t number = 1; number <= m_chain.tip(); ++number) {
        const auto kept = m_follower.chain()->batch(number);
        if (!kept || rollup::headerHash(kept->header) != *m_chain.headerHash(number))
            violated("d has not kept batch " + std::to_string(number));
    }
    for (const auto& member : m_members)
        for (const OutboxEntry& entry : member->member()->outbox->entries()) {
            const bool isThere = m_truth.accepted().contains(entry.digest);
            const std::string what = member->name() + "'s action " + shortOf(entry.digest);
            if (entry.stage == OutboxEntry::Stage::Included && !isThere)
                violated(what + " is shown as done, and is not on the chain");
            if (entry.stage == OutboxEntry::Stage::Refused && isThere)
                violated(what + " is shown as refused, and has happened");
            if (entry.stage == OutboxEntry::Stage::RolledBack && isThere)
                violated(what + " is shown as undone, and has happened");
        }
}

std::string Simulation::counts() const
{
    const Hostile::Counts& hostile = m_hostile.counts();
    const Messages::Counts& messages = m_messages.counts();
    std::size_t denied = 0;
    for (const auto& member : m_members) denied += member->denied();
    const auto number = [](std::size_t value) { return std::to_string(value); };
    return "acts " + number(m_accepted) + " taken, " + number(m_refused) + " not; batches " +
           number(m_chain.tip()) + "; rollbacks " + number(m_chain.rollbacks()) + "; reorganisations " +
           number(m_reorganisations) + "; faults " + number(m_faultCount) + ", " + number(m_fullDisks) +
           " full disks; messages " + number(messages.sent) + ", lost " + number(messages.lost) + ", late " +
           number(messages.late) + ", doubled " + number(messages.doubled) + "; hostile " +
           number(hostile.attempts) + " attempts, " + number(hostile.posted) + " batches, " +
           number(hostile.lies) + " lies, " + number(hostile.slashed) + " slashed, " +
           number(hostile.copied) + " overheard; " + number(denied) + " actions not saved; crowds " +
           number(m_crowds);
}

} // namespace stoa::test
