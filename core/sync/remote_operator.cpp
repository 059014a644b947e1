// SPDX-License-Identifier: MIT
#include "core/sync/remote_operator.h"

#include <algorithm>
#include <set>

#include "core/crypto/keccak.h"
#include "core/sync/forwarding_node.h"

namespace stoa::sync {
namespace {

constexpr unsigned kTurnsPerCount = 20;
constexpr unsigned kLongestPause = 40; ///< turns; they come four times a second

/// What tells two moments of a node apart.
auto stateOf(node::Node& node)
{
    const node::Validator* validator = node.validator();
    return std::make_tuple(node.aggregator().head().header.number, node.aggregator().followedBatch(),
                           validator ? validator->checkedBatch() : 0, validator ? validator->challenged() : 0,
                           validator ? validator->won() : 0);
}

} // namespace

class RemoteOperator::Service final : public ForwardingNode {
public:
    Service(node::NodeService& node, RpcNode& host)
        : ForwardingNode(node)
        , m_own(node)
        , m_host(host)
    {}

    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override
    {
        STOA_TRY(auto found, m_own.contents(ids));
        std::set<Hash> missing(ids.begin(), ids.end());
        for (const Bytes& object : found) missing.erase(crypto::keccak256(object));
        if (missing.empty()) return found;
        auto more = m_host.contents({missing.begin(), missing.end()});
        if (!more) return found; // later
        for (Bytes& object : *more)
            if (missing.contains(crypto::keccak256(object))) found.push_back(std::move(object));
        return found;
    }
    Result<void> putContents(const std::vector<Bytes>& objects) override
    {
        STOA_TRY_VOID(m_own.putContents(objects));
        (void)m_host.putContents(objects); // others ask there; who misses one asks again
        return {};
    }

    // Where the chain is, they cost nothing and need no key of whoever gets the money.
    Result<void> claim(const ObjectId& withdrawal) override { return m_host.claim(withdrawal); }
    Result<std::uint64_t> force(const Bytes& step) override { return m_host.force(step); }

private:
    node::NodeService& m_own;
    RpcNode& m_host;
};

RemoteOperator::RemoteOperator(Setup setup)
    : m_setup(std::move(setup))
    , m_chain(m_setup.transport, m_setup.url, m_setup.definition)
    , m_host(m_setup.transport, m_setup.url)
{}

RemoteOperator::~RemoteOperator() = default;

Result<void> RemoteOperator::fund(const Address& who, Amount amount)
{
    if (!m_chain.definition().hasFaucet) return ErrorCode::InsufficientBalance; // the operator brings it
    const auto given = m_chain.faucet(who, amount);
    if (!given && given.error().code == ErrorCode::OverLimit) return ErrorCode::InsufficientBalance;
    return given;
}

Result<void> RemoteOperator::openNode()
{
    node::Node::Setup setup{m_chain,
                            m_setup.openStore,
                            m_setup.clock,
                            m_setup.random,
                            m_setup.contents,
                            m_setup.roles,
                            [this](const Address& who, Amount amount) { return fund(who, amount); },
                            {}, // blocks pass where the chain is
                            [this](const Address&) -> node::NodeService* { return &m_host; }};
    setup.challengerOwner = m_setup.owner;
    STOA_TRY(m_node, node::Node::open(std::move(setup)));
    m_service = std::make_unique<Service>(*m_node, m_host);
    return {};
}

Result<void> RemoteOperator::countMoney()
{
    m_money.requiredBond = m_chain.requiredBond();
    if (m_setup.roles.aggregates) {
        STOA_TRY(const auto account, m_chain.account(m_node->aggregator().address()));
        const Amount there = account.bond + account.balance;
        m_money.bond = account.bond;
        m_money.missingBond = m_money.requiredBond - std::min(m_money.requiredBond, there);
        // From a faucet it comes when it is needed, unless that has refused.
        const bool isRefused = m_node->aggregator().trouble() == ErrorCode::InsufficientBalance;
        if (m_chain.definition().hasFaucet && !isRefused) m_money.missingBond = 0;
    }
    if (node::Validator* validator = m_node->validator()) {
        STOA_TRY(m_money.stake, validator->missing());
        if (m_chain.definition().hasFaucet && m_setup.owner.isZero()) m_money.stake.amount = 0;
    }
    return {};
}

Result<bool> RemoteOperator::turn(int checks)
{
    STOA_TRY_VOID(m_chain.refresh());
    if (!m_node) STOA_TRY_VOID(openNode());
    STOA_TRY_VOID(m_node->ready());
    const auto before = stateOf(*m_node);
    STOA_TRY_VOID(m_node->tick(checks));
    const bool happened = stateOf(*m_node) != before;
    if (happened || m_untilCount == 0) {
        STOA_TRY_VOID(countMoney());
        m_untilCount = kTurnsPerCount;
    }
    --m_untilCount;
    return happened;
}

Result<bool> RemoteOperator::tick(int checks)
{
    if (m_pause > 0) {
        --m_pause;
        return false;
    }
    const auto before = m_problem;
    const bool wasOpen = m_node != nullptr;
    const auto done = turn(checks);
    if (done) {
        m_problem.reset();
        m_failures = 0;
        return *done || before.has_value() || !wasOpen;
    }
    const ErrorCode code = done.error().code;
    if (node::Node::isOfStorage(code)) return done.error();
    // Somebody else was quicker: the next look finds it as it is then.
    if (code == ErrorCode::Busy || code == ErrorCode::RolledBack) return false;
    m_problem = code;
    m_pause = std::min(1U << std::min(m_failures++, 6U), kLongestPause) - 1;
    return m_problem != before;
}

Result<void> RemoteOperator::postNow()
{
    if (!m_node || m_problem) return {};
    return m_node->postNow();
}

} // namespace stoa::sync
