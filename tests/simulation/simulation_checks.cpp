// SPDX-License-Identifier: MIT
// What must be true after every step, whatever has gone wrong.
#include "tests/simulation/simulation_run.h"

namespace stoa::test {

void Simulation::violated(const std::string& what)
{
    if (m_violated.empty()) m_violated = what;
}

void Simulation::checkAll()
{
    m_truth.update();
    m_hostile.watch(m_wasReorganised);
    checkChain();
    checkNode();
    checkMembers();
    checkFollower();
    if (!m_hostile.problem().empty()) violated(m_hostile.problem());
    if (!m_truth.problem().empty()) violated(m_truth.problem());
    for (const SimulatedNode* node : {&m_node, &m_watcher})
        if (!node->problem().empty()) violated(node->problem());
}

/// The contract is solvent; what is final is right, the same for ever, and the same for everybody.
void Simulation::checkChain()
{
    const mainchain::Solvency money = m_chain.solvency();
    if (money.held != money.value + money.bonds + money.credits + money.burnt)
        violated("the contract's money does not agree");
    const auto final = mainchain::finalBatchOf(m_chain);
    if (!final) return violated("finality cannot be read");
    if (!m_final.empty() && *final < m_final.rbegin()->first) violated("finality went backwards");
    if (*final > m_truth.rightUpTo())
        return violated("batch " + std::to_string(m_truth.rightUpTo() + 1) + " is final and wrong");
    for (const auto& [number, hash] : m_final)
        if (*m_chain.headerHash(number) != hash)
            return violated("final batch " + std::to_string(number) + " has changed");
    for (std::uint64_t number = m_final.empty() ? 1 : m_final.rbegin()->first + 1; number <= *final; ++number)
        m_final[number] = *m_chain.headerHash(number);
}

/// Of a batch, by its last block.
std::optional<std::uint32_t> Simulation::inboxSteps(node::Aggregator& aggregator,
                                                    const rollup::BlockHeader& lastBlock)
{
    const auto& open = aggregator.openBatch();
    if (open && open->number == lastBlock.batch) return open->inboxSteps;
    const auto there = m_chain.header(lastBlock.batch);
    const bool isIt = there && there->aggregator == lastBlock.aggregator && there->time == lastBlock.time &&
                      there->postRoot == lastBlock.postRoot &&
                      there->steps == lastBlock.firstStep + lastBlock.steps;
    return isIt ? std::optional(there->inboxSteps) : std::nullopt;
}

std::optional<Amount> Simulation::deposited(node::Aggregator& aggregator)
{
    Amount sum = 0;
    std::uint64_t batch = 0;
    std::uint32_t ofInbox = 0;
    for (std::uint64_t number = aggregator.head().header.number; number > 0; --number) {
        const auto block = aggregator.block(number);
        if (!block) return std::nullopt;
        const rollup::BlockHeader& header = block->header.header;
        if (header.batch != batch) {
            const auto count = inboxSteps(aggregator, header);
            if (!count) return std::nullopt;
            batch = header.batch;
            ofInbox = *count;
        }
        // A deposit among an aggregator's own steps does nothing.
        for (std::uint32_t i = 0; i < block->steps.size() && header.firstStep + i < ofInbox; ++i) {
            const auto transaction = tx::decode(block->steps[i]);
            if (!transaction) continue;
            if (const auto* deposit = std::get_if<tx::Deposit>(&transaction->payload)) sum += deposit->amount;
        }
    }
    return sum;
}

/// Money in the honest aggregator's state, counted by somebody else: what its messages have brought, no more
/// and no less.
void Simulation::checkNode()
{
    constexpr std::uint64_t kEvery = 8;
    node::Aggregator* aggregator = m_node.aggregator();
    if (!aggregator || m_step % kEvery != 0) return;
    const auto brought = deposited(*aggregator);
    if (brought && supplyOf(aggregator->tree()) != *brought) violated("money was made or lost in a's state");
}

/// What members take for final is final; the newest state that they take for signed is one of an aggregator
/// with a bond, and one that an honest node had, or that the hostile one has promised to who asks its node.
void Simulation::checkMembers()
{
    const Hash definition = m_definition.hash();
    for (const auto& each : m_members) {
        const std::string problem = each->check(m_truth.accepted());
        if (!problem.empty()) violated(problem);
        engine::Member* member = each->member();
        if (!member || !member->headers) continue;
        const light::HeaderChain& headers = *member->headers;
        const std::uint64_t final = headers.finalBatch();
        const rollup::Header* header = headers.batch(final);
        if (final > 0 && header) {
            const auto known = m_final.find(final);
            if (known == m_final.end())
                violated(each->name() + " takes batch " + std::to_string(final) + " for final too early");
            else if (known->second != rollup::headerHash(*header))
                violated(each->name() + " has another final batch " + std::to_string(final));
        }
        const rollup::SignedHeader& head = headers.head();
        if (head.header.number == 0) continue;
        const rollup::Header* batch = headers.batch(head.header.batch);
        // After a restart the batches are read anew, and the head is as it was.
        const bool isPosted = !batch || batch->postRoot == head.header.postRoot;
        if (!isPosted && !rollup::checkSignature(head, definition))
            violated(each->name() + " took an unsigned block");
        const bool isPromised = each->person() == kDeceived && m_hostileNode.hasPromised(head.header);
        if (!isPromised && !m_node.roots().contains(head.header.postRoot) &&
            !m_watcher.roots().contains(head.header.postRoot))
            violated(each->name() + " took a state that no honest node had");
        if (const engine::KnownAccount* mine = member->myAccount(); mine && mine->exists) {
            const Address who = addressOf(each->person());
            const Bytes record = state::encodeRecord(mine->account);
            if (!m_node.hadAccount(who, record) && !m_watcher.hadAccount(who, record))
                violated(each->name() + " believes an account record that no honest node had");
        }
        for (const auto& [dac, replica] : member->replicas)
            if (!replica.isEmpty() && replica.records().root() != replica.root())
                violated(each->name() + " keeps records that are not those of its root");
    }
}

/// What the follower takes for final is final, too.
void Simulation::checkFollower()
{
    const light::HeaderChain& headers = m_follower.headers();
    const std::uint64_t final = headers.finalBatch();
    const rollup::Header* header = headers.batch(final);
    if (final == 0 || !header) return;
    const auto known = m_final.find(final);
    if (known == m_final.end())
        violated("d takes batch " + std::to_string(final) + " for final too early");
    else if (known->second != rollup::headerHash(*header))
        violated("d has another final batch " + std::to_string(final));
}

} // namespace stoa::test
