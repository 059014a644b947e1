// SPDX-License-Identifier: MIT
#include "tests/simulation/simulated_node.h"

#include "core/crypto/keccak.h"

namespace stoa::test {

SimulatedNode::SimulatedNode(std::string name, node::Roles roles, ReorganisingChain& chain,
                             SeededRandom& random, const FaultPlan& faults, std::uint64_t seed,
                             bool isOnLevelDb)
    : m_name(std::move(name))
    , m_roles(roles)
    , m_random(random)
    , m_chain(chain, random, faults)
    , m_clock(chain.time())
    , m_aggregatorVolume(seed * 2 + 1, isOnLevelDb)
    , m_validatorVolume(seed * 2 + 2, isOnLevelDb)
{}

Result<void> SimulatedNode::open()
{
    const auto openStore = [this](std::string_view name) {
        return (name == "validator" ? m_validatorVolume : m_aggregatorVolume).open();
    };
    const auto fund = [this](const Address& who, Amount amount) { return m_chain.mint(who, amount); };
    const auto mine = [this] { return m_chain.mine(); };
    const auto nodeOf = [this](const Address&) { return m_other; };
    STOA_TRY(m_node, node::Node::open(
                         {m_chain, openStore, m_clock, m_random, m_contents, m_roles, fund, mine, nodeOf}));
    checkAcknowledged();
    note();
    return {};
}

/// Whether the node may undo that block by itself: it is not posted yet, and too old to be, or a message has
/// waited for so long that the main chain takes no batch without it.
bool SimulatedNode::mayBeUndone(const rollup::BlockHeader& block)
{
    ReorganisingChain& chain = m_chain.chain();
    if (block.batch <= chain.tip()) return false;
    const std::uint64_t next = chain.header(chain.tip())->inboxEnd;
    const bool isAwaited =
        next < chain.inboxCount() && chain.time() >= chain.inbox(next)->time + chain.definition().forceDelay;
    return isAwaited || chain.time() > block.time + chain.definition().timeLag;
}

/// What the aggregator can see of the main chain.
Hash SimulatedNode::chainNow()
{
    ReorganisingChain& chain = m_chain.chain();
    const Hash tip = *chain.headerHash(chain.tip());
    const Hash inbox = *chain.inboxAcc(chain.inboxCount());
    // A batch that was posted and lost is run again, in other blocks.
    const std::string rollbacks = std::to_string(chain.rollbacks()) + " " + std::to_string(chain.losses());
    return crypto::keccak256({ByteView(tip.bytes), ByteView(inbox.bytes), viewOf(rollbacks)});
}

void SimulatedNode::note()
{
    if (!isReady()) return;
    const Hash definition = m_chain.definition().hash();
    node::Aggregator& aggregator = m_node->aggregator();
    m_acknowledged = aggregator.head();
    m_chainThen = chainNow();
    if (!m_noted.contains(rollup::blockHash(m_acknowledged.header, definition)))
        for (auto& [who, records] : m_accounts)
            if (const ByteView* record = aggregator.tree().get(state::accountKey(who)))
                records.insert(toBytes(*record));
    for (std::uint64_t number = m_acknowledged.header.number; number > 0; --number) {
        const auto block = aggregator.block(number);
        if (!block) return;
        if (!m_noted.insert(rollup::blockHash(block->header.header, definition)).second) return;
        m_roots.insert(block->header.header.postRoot);
    }
}

void SimulatedNode::checkAcknowledged()
{
    const std::uint64_t number = m_acknowledged.header.number;
    if (number == 0 || !isReady() || chainNow() != m_chainThen || mayBeUndone(m_acknowledged.header)) return;
    const auto block = m_node->aggregator().block(number);
    if (!block || block->header.header != m_acknowledged.header)
        m_problem = m_name + ": block " + std::to_string(number) + " was acknowledged, and is gone";
}

void SimulatedNode::failed(const Error& error)
{
    if (error.code == ErrorCode::StoreDamaged || error.code == ErrorCode::MoneyMismatch)
        m_problem = m_name + " says " + std::string(stoa::name(error.code)) + ": " + error.detail;
}

bool SimulatedNode::start()
{
    if (m_node) return true;
    const auto opened = open();
    if (!opened) failed(opened.error());
    return opened.has_value();
}

void SimulatedNode::stop() { m_node.reset(); }

std::vector<Volume*> SimulatedNode::volumes() { return {&m_aggregatorVolume, &m_validatorVolume}; }

void SimulatedNode::powerIsBack()
{
    stop();
    for (Volume* volume : volumes()) volume->powerIsBack();
}

Result<void> SimulatedNode::tick()
{
    return asked([&] { return m_node->tick(); });
}

} // namespace stoa::test
