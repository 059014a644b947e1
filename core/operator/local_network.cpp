// SPDX-License-Identifier: MIT
// The local network: what joins the main chain and its nodes, and when each has its turn.
#include "core/operator/local_network.h"

#include <algorithm>

namespace stoa::node {
namespace {

/// A jump of the clock after which everything that waits is done before time goes on: the program was
/// stopped, or the computer slept.
constexpr Seconds kJump = 10;
/// More rounds than any history of this network can need before nothing is left to do.
constexpr int kMaxRounds = 100'000;

class LocalNetworkInOne final : public LocalNetwork {
public:
    explicit LocalNetworkInOne(Setup setup)
        : m_setup(std::move(setup))
    {}

    Result<void> start(const std::function<rollup::NetworkDefinition()>& whenNew);

    // ---- what members ask is answered by the first node

    Result<NodeInfo> info() override { return first().info(); }
    Result<std::vector<BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override
    {
        return first().batches(from, count);
    }
    Result<std::vector<ChainEvent>> events(std::uint64_t after, std::uint32_t count) override
    {
        return first().events(after, count);
    }
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override
    {
        return first().blocks(from, count);
    }
    Result<BlockSteps> blockSteps(std::uint64_t number) override { return first().blockSteps(number); }
    Result<BatchSteps> batchSteps(std::uint64_t number) override { return first().batchSteps(number); }
    Result<rollup::Batch> batch(std::uint64_t number) override { return first().batch(number); }
    Result<CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override
    {
        return first().company(dac, knownRoot);
    }
    Result<CompanySnapshot> companyPiece(const DacId& dac, const Hash& knownRoot,
                                         const std::optional<CompanyPlace>& place) override
    {
        return first().companyPiece(dac, knownRoot, place);
    }
    Result<RecordProof> record(const state::Key& key) override { return first().record(key); }
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override
    {
        return first().contents(ids);
    }
    Result<void> putContents(const std::vector<Bytes>& objects) override
    {
        return first().putContents(objects);
    }
    Result<std::vector<StepStatus>> submit(const std::vector<Bytes>& steps) override;
    Result<std::vector<StepStatus>> status(const std::vector<Hash>& digests) override
    {
        return first().status(digests);
    }
    Result<std::vector<Credit>> credits(const Address& to, std::uint32_t count,
                                        const CreditPlace& before) override
    {
        return first().credits(to, count, before);
    }
    Result<std::vector<DacId>> companiesOf(const Address& member) override
    {
        return first().companiesOf(member);
    }
    Result<ChainPurse> purse(const Address& who) override { return first().purse(who); }
    Result<bool> isClaimed(const ObjectId& withdrawal) override { return first().isClaimed(withdrawal); }
    Result<void> claim(const ObjectId& withdrawal) override { return first().claim(withdrawal); }
    Result<std::uint64_t> force(const Bytes& step) override { return first().force(step); }

    // ---- the network

    Result<void> tick(int checks) override;
    Result<void> postNow() override;
    std::size_t nodes() const override { return m_nodes.size(); }
    Node& node(std::size_t index) override { return *m_nodes[index].node; }
    mainchain::LocalChain& chain() override { return *m_chain; }
    void run(std::size_t index, bool isRunning) override { m_nodes[index].isRunning = isRunning; }
    const rollup::NetworkDefinition& definition() const override { return m_chain->definition(); }
    Timestamp now() const override;
    std::uint64_t stoodStill() const override { return m_stoodStill; }
    Result<Node::Collected> collect(const Address& to, bool leaves) override
    {
        return first().collect(to, leaves);
    }
    Result<void> faucet(const Address& to, Amount amount) override;
    Result<Timestamp> advanceTime(std::uint64_t seconds) override;
    Result<void> corruptNextBatch() override;
    Result<mainchain::LocalChain*> hostedChain() override;
    Result<Check> verifyBatches() override;
    Result<Check> verifySupply() override;

private:
    struct Place {
        std::unique_ptr<Node> node;
        bool isRunning = true;
    };

    Node& first() { return *m_nodes.front().node; }
    Result<void> openNode(std::size_t index);
    NodeService* runningNodeOf(const Address& aggregator);
    /// Applies to every node that runs.
    Result<void> each(const std::function<Result<void>(Node&)>& what);
    /// Moves the main chain's time to the clock's.
    Result<void> catchUp();
    /// Posts, checks and challenges until nothing is left to do at this time.
    Result<void> finishAll();
    Result<void> doFaucet(const Address& to, Amount amount);
    Result<WideAmount> depositsBefore(std::uint64_t inboxEnd);

    Setup m_setup;
    std::unique_ptr<storage::Store> m_chainStore;
    std::unique_ptr<mainchain::LocalChain> m_chain;
    std::vector<Place> m_nodes;
    std::uint64_t m_stoodStill = 0;
};

Result<void> LocalNetworkInOne::start(const std::function<rollup::NetworkDefinition()>& whenNew)
{
    STOA_TRY(m_chainStore, m_setup.openStore("chain"));
    STOA_TRY(m_chain, mainchain::LocalChain::open(*m_chainStore));
    if (!m_chain) {
        STOA_TRY(m_chain, mainchain::LocalChain::create(*m_chainStore, whenNew()));
    }
    for (std::size_t index = 0; index < std::max<std::size_t>(m_setup.aggregators, 1); ++index)
        STOA_TRY_VOID(openNode(index));
    const Timestamp clock = m_setup.clock.now();
    m_stoodStill = clock - std::min(clock, m_chain->time());
    return first().watched(catchUp());
}

Result<void> LocalNetworkInOne::openNode(std::size_t index)
{
    const std::string suffix = index == 0 ? std::string() : std::to_string(index + 1);
    Node::Setup setup{
        *m_chain,
        [this, suffix](std::string_view name) { return m_setup.openStore(std::string(name) + suffix); },
        m_setup.clock,
        m_setup.random,
        m_setup.contents,
        Roles{index != 0 || m_setup.aggregates, index == 0 && m_setup.hasValidator},
        [this](const Address& who, Amount amount) { return m_chain->mint(who, amount); },
        [this] { return m_chain->mine(); },
        [this](const Address& who) { return runningNodeOf(who); },
        m_setup.limits,
        m_setup.challengerOwner};
    STOA_TRY(auto node, Node::open(std::move(setup)));
    // The main chain's last block may be older than the open batch: no time has passed since.
    if (const auto& open = node->aggregator().openBatch()) m_chain->advanceTo(open->time);
    m_nodes.push_back({std::move(node), true});
    return {};
}

NodeService* LocalNetworkInOne::runningNodeOf(const Address& aggregator)
{
    for (const Place& place : m_nodes)
        if (place.isRunning && place.node->isOpen() && place.node->aggregator().address() == aggregator)
            return place.node.get();
    return nullptr;
}

Result<void> LocalNetworkInOne::each(const std::function<Result<void>(Node&)>& what)
{
    for (const Place& place : m_nodes)
        if (place.isRunning) STOA_TRY_VOID(what(*place.node));
    return {};
}

Timestamp LocalNetworkInOne::now() const
{
    const Timestamp time = m_chain->time();
    return definition().clockIsSettable ? time : std::max(time, m_setup.clock.now());
}

Result<void> LocalNetworkInOne::finishAll()
{
    for (int round = 0; round < kMaxRounds; ++round) {
        bool happened = false;
        STOA_TRY_VOID(each([&](Node& node) -> Result<void> {
            STOA_TRY(const bool some, node.finishSome());
            happened = happened || some;
            return {};
        }));
        if (!happened) return {};
    }
    return Error{ErrorCode::Busy, "the local network does not come to rest"};
}

Result<void> LocalNetworkInOne::catchUp()
{
    if (definition().clockIsSettable) return {};
    const Timestamp target = m_setup.clock.now();
    const Timestamp time = m_chain->time();
    if (target <= time) return {};
    // A batch must not grow too old to be posted, nor a wrong one become final while nobody could look.
    if (target > time + kJump) {
        STOA_TRY_VOID(finishAll());
    } else {
        STOA_TRY_VOID(each([&](Node& node) -> Result<void> {
            if (!node.isOpen()) return {};
            const auto& open = node.aggregator().openBatch();
            const bool isOld = open && target - open->time > definition().timeLag / 2;
            return isOld ? node.watched(node.aggregator().postNow()) : Result<void>();
        }));
    }
    m_chain->advanceTo(target);
    return {};
}

Result<void> LocalNetworkInOne::tick(int checks)
{
    STOA_TRY_VOID(each([](Node& node) { return node.ready(); }));
    STOA_TRY_VOID(catchUp());
    return each([&](Node& node) { return node.tick(checks); });
}

Result<void> LocalNetworkInOne::postNow()
{
    STOA_TRY_VOID(each([](Node& node) { return node.ready(); }));
    STOA_TRY_VOID(catchUp());
    return each([](Node& node) { return node.postNow(); });
}

Result<std::vector<StepStatus>> LocalNetworkInOne::submit(const std::vector<Bytes>& steps)
{
    STOA_TRY_VOID(first().ready());
    STOA_TRY_VOID(first().watched(catchUp()));
    return first().submit(steps);
}

Result<void> LocalNetworkInOne::doFaucet(const Address& to, Amount amount)
{
    if (!definition().hasFaucet) return ErrorCode::LocalNetworkOnly;
    STOA_TRY_VOID(first().ready());
    STOA_TRY_VOID(catchUp());
    if (amount == 0 || to.isZero()) return ErrorCode::OutOfRange;
    if (amount > m_chain->mintable()) return ErrorCode::AmountOverflow;
    STOA_TRY_VOID(m_chain->mint(to, amount));
    STOA_TRY_VOID(m_chain->deposit(to, to, amount));
    STOA_TRY_VOID(first().aggregator().followChain());
    return first().aggregator().takeInbox();
}

Result<void> LocalNetworkInOne::faucet(const Address& to, Amount amount)
{
    return first().watched(doFaucet(to, amount));
}

Result<Timestamp> LocalNetworkInOne::advanceTime(std::uint64_t seconds)
{
    if (!definition().clockIsSettable) return ErrorCode::TestClockOnly;
    constexpr std::uint64_t kMost = std::uint64_t{100} * 365 * kDay;
    if (seconds > kMost) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(each([](Node& node) { return node.ready(); }));
    const auto advance = [&]() -> Result<Timestamp> {
        STOA_TRY_VOID(finishAll());
        m_chain->advanceTo(m_chain->time() + seconds);
        STOA_TRY_VOID(m_chain->mine()); // so that the new time is durable
        for (int round = 0; round < kMaxRounds; ++round) {
            bool happened = false;
            STOA_TRY_VOID(each([&](Node& node) -> Result<void> {
                STOA_TRY(const bool some, node.watched(node.aggregator().tick()));
                happened = happened || some;
                return {};
            }));
            STOA_TRY_VOID(finishAll());
            if (!happened) break;
        }
        return m_chain->time();
    };
    return first().watched(advance());
}

Result<void> LocalNetworkInOne::corruptNextBatch()
{
    STOA_TRY_VOID(first().ready());
    return first().watched(first().aggregator().corruptNextBatch());
}

Result<mainchain::LocalChain*> LocalNetworkInOne::hostedChain()
{
    STOA_TRY_VOID(first().ready());
    STOA_TRY_VOID(first().watched(catchUp()));
    return m_chain.get();
}

Result<LocalNetwork::Check> LocalNetworkInOne::verifyBatches()
{
    STOA_TRY_VOID(first().ready());
    Check check;
    state::Tree tree;
    for (std::uint64_t number = 1; number <= m_chain->tip(); ++number) {
        STOA_TRY(const rollup::Batch batch, first().watched(m_chain->batch(number)));
        const bool fits = rollup::checkBatch(batch).has_value() && batch.header.preRoot == tree.root();
        if (!fits || firstWrongStep(batch, definition().rules(), tree)) {
            check.problem = ErrorCode::BadBatch;
            return check;
        }
        ++check.batches;
        check.steps += batch.steps.size();
    }
    // What is posted, and the blocks that are not posted yet, make up the state that members see.
    const auto& open = first().aggregator().openBatch();
    const Hash expected = open ? open->preRoot : first().aggregator().tree().root();
    if (tree.root() != expected) check.problem = ErrorCode::StoreDamaged;
    return check;
}

Result<WideAmount> LocalNetworkInOne::depositsBefore(std::uint64_t inboxEnd)
{
    WideAmount sum = 0;
    for (std::uint64_t index = 0; index < inboxEnd; ++index) {
        STOA_TRY(const mainchain::InboxMessage message, m_chain->inbox(index));
        const auto transaction = tx::decode(message.step);
        if (!transaction) continue;
        if (const auto* deposit = std::get_if<tx::Deposit>(&transaction->payload)) sum += deposit->amount;
    }
    return sum;
}

Result<LocalNetwork::Check> LocalNetworkInOne::verifySupply()
{
    STOA_TRY_VOID(first().ready());
    Check check;
    STOA_TRY(const rollup::Header tip, first().watched(m_chain->header(m_chain->tip())));
    const auto& open = first().aggregator().openBatch();
    STOA_TRY(const WideAmount expected,
             first().watched(depositsBefore(open ? open->inboxEnd : tip.inboxEnd)));
    WideAmount held = 0;
    first().aggregator().tree().forEach({}, [&](const state::Key& key, ByteView record) {
        const Amount here = state::heldIn(key, record);
        held += here;
        if (here != 0) ++check.records;
    });
    const mainchain::Solvency money = m_chain->solvency();
    if (held != expected || money.held != money.value + money.bonds + money.credits + money.burnt)
        check.problem = ErrorCode::StoreDamaged;
    check.batches = m_chain->tip();
    return check;
}

} // namespace

Result<std::unique_ptr<LocalNetwork>>
LocalNetwork::open(Setup setup, const std::function<rollup::NetworkDefinition()>& whenNew)
{
    auto network = std::make_unique<LocalNetworkInOne>(std::move(setup));
    STOA_TRY_VOID(network->start(whenNew));
    return std::unique_ptr<LocalNetwork>(std::move(network));
}

} // namespace stoa::node
