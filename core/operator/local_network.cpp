// SPDX-License-Identifier: MIT
// The local network: what joins main chain, aggregator and validator, and when each has its turn.
#include "core/operator/local_network.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/crypto/keccak.h"
#include "core/mainchain/local_chain.h"
#include "core/operator/aggregator.h"
#include "core/operator/validator.h"

namespace stoa::node {
namespace {

/// A jump of the clock after which everything that waits is done before time goes on: the program was
/// stopped, or the computer slept.
constexpr Seconds kJump = 10;
const Bytes kTakenKey = toBytes(viewOf("taken")); ///< bytes of content that others have brought
constexpr std::uint32_t kMaxListed = 1000;
constexpr std::uint32_t kMaxCredits = 200;
constexpr int kChecksInATick = 8;
/// More rounds than any history of this network can need before nothing is left to do.
constexpr int kMaxRounds = 100'000;

std::optional<ChainEvent::What> meaningOf(const mainchain::Event& event)
{
    using What = mainchain::Event::What;
    switch (static_cast<What>(event.what)) {
    case What::Joined: return ChainEvent::What::Joined;
    case What::Deposited: return ChainEvent::What::Deposited;
    case What::Submitted: return ChainEvent::What::Posted;
    case What::Announced: return ChainEvent::What::Announced;
    case What::ProvedWrong: return ChainEvent::What::ProvedWrong;
    case What::ProvedRight: return ChainEvent::What::ProvedRight;
    case What::RolledBack: return ChainEvent::What::RolledBack;
    case What::Slashed: return ChainEvent::What::Slashed;
    case What::Left: return ChainEvent::What::Left;
    case What::Forced:
    case What::Expired:
    case What::Claimed: return std::nullopt;
    }
    return std::nullopt;
}

bool isOfStorage(ErrorCode code)
{
    return code == ErrorCode::StoreUnavailable || code == ErrorCode::StoreDamaged ||
           code == ErrorCode::MoneyMismatch || code == ErrorCode::DiskFull;
}

class LocalNetworkInOne final : public LocalNetwork {
public:
    explicit LocalNetworkInOne(Setup setup)
        : m_setup(std::move(setup))
    {}

    Result<void> start(const std::function<rollup::NetworkDefinition()>& whenNew);

    Result<NodeInfo> info() override;
    Result<std::vector<BatchInfo>> batches(std::uint64_t from, std::uint32_t count) override;
    Result<std::vector<ChainEvent>> events(std::uint64_t after, std::uint32_t count) override;
    Result<std::vector<rollup::SignedHeader>> blocks(std::uint64_t from, std::uint32_t count) override;
    Result<BlockSteps> blockSteps(std::uint64_t number) override;
    Result<BatchSteps> batchSteps(std::uint64_t number) override;
    Result<rollup::Batch> batch(std::uint64_t number) override { return watched(m_chain->batch(number)); }
    Result<CompanySnapshot> company(const DacId& dac, const Hash& knownRoot) override;
    Result<RecordProof> record(const state::Key& key) override;
    Result<std::vector<Bytes>> contents(const std::vector<Hash>& ids) override;
    Result<void> putContents(const std::vector<Bytes>& objects) override;
    Result<std::vector<StepStatus>> submit(const std::vector<Bytes>& steps) override;
    Result<std::vector<StepStatus>> status(const std::vector<Hash>& digests) override;
    Result<std::vector<Credit>> credits(const Address& to, std::uint32_t count,
                                        const CreditPlace& before) override;
    Result<std::vector<DacId>> companiesOf(const Address& member) override;

    Result<void> tick() override;
    Result<void> postNow() override;
    const rollup::NetworkDefinition& definition() const override { return m_chain->definition(); }
    Timestamp now() const override;
    Result<void> faucet(const Address& to, Amount amount) override;
    Result<Timestamp> advanceTime(std::uint64_t seconds) override;
    Result<void> corruptNextBatch() override;
    Result<Check> verifyBatches() override;
    Result<Check> verifySupply() override;

private:
    /// Opens aggregator and validator anew if a store has failed: what was in memory may not be what is
    /// stored.
    Result<void> ready();
    Result<void> openOperators();
    /// Moves the main chain's time to the clock's.
    Result<void> catchUp();
    /// Posts, checks and challenges until nothing is left to do at this time.
    Result<void> finishAll();
    Result<Validator::Progress> validate();
    /// The batch whose challenge is under way; 0 if none.
    std::uint64_t challenged() const { return m_validator ? m_validator->challenged() : 0; }
    /// Passes the result on, and remembers if a store has failed.
    template <typename T>
    Result<T> watched(Result<T> result)
    {
        if (!result && isOfStorage(result.error().code)) m_isBroken = true;
        return result;
    }

    Result<void> doTick();
    Result<void> doFaucet(const Address& to, Amount amount);
    Result<std::vector<StepStatus>> doSubmit(const std::vector<Bytes>& steps);
    Result<std::optional<BatchInfo>> describe(std::uint64_t number);
    Result<Amount> depositsBefore(std::uint64_t inboxEnd);

    Setup m_setup;
    std::unique_ptr<storage::Store> m_chainStore;
    std::unique_ptr<storage::Store> m_aggregatorStore;
    std::unique_ptr<storage::Store> m_validatorStore;
    std::unique_ptr<mainchain::LocalChain> m_chain;
    mvm::SignerMemo m_memo; ///< of both
    std::unique_ptr<Aggregator> m_aggregator;
    std::unique_ptr<Validator> m_validator;
    std::uint64_t m_finalBatch = 0; ///< known to be final
    bool m_isBroken = false;
};

Result<void> LocalNetworkInOne::start(const std::function<rollup::NetworkDefinition()>& whenNew)
{
    STOA_TRY(m_chainStore, m_setup.openStore("chain"));
    STOA_TRY(m_aggregatorStore, m_setup.openStore("aggregator"));
    if (m_setup.hasValidator) {
        STOA_TRY(m_validatorStore, m_setup.openStore("validator"));
    }
    STOA_TRY(m_chain, mainchain::LocalChain::open(*m_chainStore));
    if (!m_chain) {
        STOA_TRY(m_chain, mainchain::LocalChain::create(*m_chainStore, whenNew()));
    }
    STOA_TRY_VOID(openOperators());
    return watched(catchUp());
}

Result<void> LocalNetworkInOne::openOperators()
{
    const auto fund = [this](const Address& who, Amount amount) { return m_chain->mint(who, amount); };
    m_aggregator.reset();
    m_validator.reset();
    // They compare themselves with the main chain, so it comes first.
    STOA_TRY_VOID(m_chain->refresh());
    STOA_TRY(m_aggregator, Aggregator::open({*m_aggregatorStore, *m_chain, m_setup.random, fund, &m_memo}));
    if (m_setup.hasValidator) {
        STOA_TRY(m_validator, Validator::open({*m_validatorStore, *m_chain, m_setup.random, fund, &m_memo}));
    }
    // The main chain's last block may be older than the open batch: no time has passed since.
    if (const auto& open = m_aggregator->openBatch()) m_chain->advanceTo(open->time);
    m_isBroken = false;
    return {};
}

Result<void> LocalNetworkInOne::ready()
{
    if (!m_isBroken && m_aggregator && (m_validator || !m_setup.hasValidator)) return {};
    return openOperators();
}

Timestamp LocalNetworkInOne::now() const
{
    const Timestamp time = m_chain->time();
    return definition().clockIsSettable ? time : std::max(time, m_setup.clock.now());
}

Result<Validator::Progress> LocalNetworkInOne::validate()
{
    if (!m_validator) return Validator::Progress::Idle;
    STOA_TRY(const Validator::Progress progress, m_validator->step());
    if (progress == Validator::Progress::Waiting) STOA_TRY_VOID(m_chain->mine());
    return progress;
}

Result<void> LocalNetworkInOne::finishAll()
{
    for (int round = 0; round < kMaxRounds; ++round) {
        STOA_TRY(bool happened, m_aggregator->followRollback());
        const std::uint64_t tip = m_chain->tip();
        STOA_TRY_VOID(m_aggregator->postNow());
        STOA_TRY(const Validator::Progress progress, validate());
        happened = happened || m_chain->tip() != tip || progress == Validator::Progress::Done ||
                   progress == Validator::Progress::Waiting;
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
    const auto& open = m_aggregator->openBatch();
    // A batch must not grow too old to be posted, nor a wrong one become final while nobody could look.
    if (target > time + kJump)
        STOA_TRY_VOID(finishAll());
    else if (open && target - open->time > definition().timeLag / 2)
        STOA_TRY_VOID(m_aggregator->postNow());
    m_chain->advanceTo(target);
    return {};
}

Result<void> LocalNetworkInOne::doTick()
{
    STOA_TRY_VOID(ready());
    STOA_TRY_VOID(catchUp());
    STOA_TRY_VOID(m_aggregator->tick());
    // Batches are checked as they come; a challenge takes its steps one tick after the other, so that members
    // see it happen.
    for (int i = 0; i < kChecksInATick; ++i) {
        STOA_TRY(const Validator::Progress progress, validate());
        if (progress != Validator::Progress::Done || challenged() != 0) break;
    }
    STOA_TRY_VOID(m_aggregator->followRollback());
    return {};
}

Result<void> LocalNetworkInOne::tick() { return watched(doTick()); }

Result<void> LocalNetworkInOne::postNow()
{
    STOA_TRY_VOID(watched(ready()));
    STOA_TRY_VOID(watched(catchUp()));
    return watched(m_aggregator->postNow());
}

Result<NodeInfo> LocalNetworkInOne::info()
{
    STOA_TRY_VOID(watched(ready()));
    NodeInfo info;
    info.definition = rollup::encodeDefinition(definition());
    info.head = m_aggregator->head();
    info.now = now();
    info.tipBatch = m_chain->tip();
    info.openBatch = m_aggregator->openBatch() ? m_aggregator->openBatch()->number : 0;
    STOA_TRY(m_finalBatch, watched(mainchain::finalBatchOf(*m_chain, m_finalBatch)));
    info.finalBatch = m_finalBatch;
    info.rollbacks = m_chain->rollbacks();
    info.lastEvent = m_chain->eventCount();
    info.aggregator = m_aggregator->address();
    STOA_TRY(const auto aggregator, watched(m_chain->account(info.aggregator)));
    info.aggregatorBond = aggregator.bond;
    if (m_validator) {
        info.validator = m_validator->address();
        STOA_TRY(const auto validator, watched(m_chain->account(info.validator)));
        info.validatorCredit = validator.credit;
    }
    info.corruptNextBatch = m_aggregator->willLie();
    return info;
}

Result<std::optional<BatchInfo>> LocalNetworkInOne::describe(std::uint64_t number)
{
    BatchInfo info;
    const auto& open = m_aggregator->openBatch();
    if (open && open->number == number) {
        info.stage = BatchStage::Open;
        info.header.number = number;
        info.header.preRoot = open->preRoot;
        info.header.postRoot = open->roots.back();
        info.header.inboxSteps = open->inboxSteps;
        info.header.steps = static_cast<std::uint32_t>(open->steps.size());
        info.header.inboxEnd = open->inboxEnd;
        info.header.time = open->time;
        info.header.aggregator = m_aggregator->address();
        return std::optional(info);
    }
    const auto header = m_chain->keptHeader(number);
    if (!header) {
        if (header.error().code == ErrorCode::NotFound) return std::optional<BatchInfo>();
        return header.error();
    }
    info.header = *header;
    info.windowCloses = header->l1Time + definition().window;
    if (number > m_chain->tip())
        info.stage = BatchStage::RolledBack;
    else if (number <= m_finalBatch)
        info.stage = BatchStage::Final;
    else if (challenged() != 0 && number >= challenged())
        info.stage = BatchStage::Challenged;
    if (!m_validator) return std::optional(info);
    STOA_TRY(const Validator::Finding finding, m_validator->finding(*header));
    info.check = finding.check;
    info.wrongStep = finding.wrongStep;
    return std::optional(info);
}

Result<std::vector<BatchInfo>> LocalNetworkInOne::batches(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY_VOID(watched(ready()));
    STOA_TRY(m_finalBatch, watched(mainchain::finalBatchOf(*m_chain, m_finalBatch)));
    std::vector<BatchInfo> found;
    for (std::uint64_t number = std::max<std::uint64_t>(from, 1); found.size() < std::min(count, kMaxListed);
         ++number) {
        STOA_TRY(auto info, watched(describe(number)));
        if (!info) break;
        found.push_back(std::move(*info));
    }
    return found;
}

Result<std::vector<ChainEvent>> LocalNetworkInOne::events(std::uint64_t after, std::uint32_t count)
{
    count = std::min(count, kMaxListed);
    std::vector<ChainEvent> found;
    while (found.size() < count) {
        STOA_TRY(const auto some, watched(m_chain->events(after, count)));
        if (some.empty()) break;
        for (const mainchain::Event& event : some) {
            after = event.id;
            const auto what = meaningOf(event);
            if (!what || found.size() == count) continue;
            const bool isAboutBatch = *what != ChainEvent::What::Joined &&
                                      *what != ChainEvent::What::Deposited &&
                                      *what != ChainEvent::What::Announced;
            found.push_back({event.id, *what, event.time, isAboutBatch ? event.number : 0, event.who,
                             event.paid, event.burnt});
        }
    }
    return found;
}

Result<std::vector<rollup::SignedHeader>> LocalNetworkInOne::blocks(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY_VOID(watched(ready()));
    std::vector<rollup::SignedHeader> found;
    const std::uint64_t newest = m_aggregator->head().header.number;
    for (std::uint64_t number = std::max<std::uint64_t>(from, 1);
         number <= newest && found.size() < std::min(count, kMaxListed); ++number) {
        STOA_TRY(const Aggregator::Block block, watched(m_aggregator->block(number)));
        found.push_back(block.header);
    }
    return found;
}

Result<BlockSteps> LocalNetworkInOne::blockSteps(std::uint64_t number)
{
    STOA_TRY_VOID(watched(ready()));
    STOA_TRY(const Aggregator::Block block, watched(m_aggregator->block(number)));
    BlockSteps steps;
    steps.header = block.header;
    for (const Bytes& step : block.steps) steps.steps.push_back(crypto::keccak256(step));
    return steps;
}

Result<BatchSteps> LocalNetworkInOne::batchSteps(std::uint64_t number)
{
    STOA_TRY_VOID(watched(ready()));
    STOA_TRY(const rollup::Batch batch, watched(m_chain->batch(number)));
    BatchSteps steps;
    for (const Bytes& step : batch.steps) steps.steps.push_back(crypto::keccak256(step));
    steps.roots = batch.roots;
    return steps;
}

Result<CompanySnapshot> LocalNetworkInOne::company(const DacId& dac, const Hash& knownRoot)
{
    STOA_TRY_VOID(watched(ready()));
    const state::Tree& tree = m_aggregator->tree();
    const Bytes prefix = state::companyPrefix(dac);
    CompanySnapshot snapshot;
    snapshot.head = m_aggregator->head();
    snapshot.root = tree.subtreeRoot(prefix);
    snapshot.path = tree.subtreePath(prefix);
    snapshot.isUnchanged = snapshot.root == knownRoot;
    if (!snapshot.isUnchanged)
        tree.forEach(prefix, [&](const state::Key& key, const Bytes& record) {
            snapshot.records.emplace_back(key, record);
        });
    return snapshot;
}

Result<RecordProof> LocalNetworkInOne::record(const state::Key& key)
{
    STOA_TRY_VOID(watched(ready()));
    return RecordProof{m_aggregator->head(), m_aggregator->tree().path(key)};
}

Result<std::vector<Bytes>> LocalNetworkInOne::contents(const std::vector<Hash>& ids)
{
    std::vector<Bytes> found;
    std::size_t bytes = 0;
    for (const Hash& id : ids) {
        auto object = m_setup.contents.get(id);
        if (!object) {
            if (object.error().code == ErrorCode::ContentMissing) continue;
            return object.error();
        }
        bytes += object->size();
        if (bytes > kMaxContentsInAnswer) break;
        found.push_back(std::move(*object));
    }
    return found;
}

Result<void> LocalNetworkInOne::putContents(const std::vector<Bytes>& objects)
{
    content::ContentStore& store = m_setup.contents;
    STOA_TRY(const auto counted, store.store().get(kTakenKey));
    std::uint64_t taken = 0;
    if (counted) {
        if (counted->size() != sizeof(taken))
            return Error{ErrorCode::StoreDamaged, "bytes taken from others"};
        ByteView rest(*counted);
        takeFixed(rest, taken);
    }
    content::ContentBatch batch(store);
    for (const Bytes& object : objects) {
        if (object.empty()) return ErrorCode::BadContent;
        STOA_TRY(const bool isKnown, store.has(crypto::keccak256(object)));
        if (isKnown) continue;
        // Whoever reaches this computer may bring texts, and nobody can tell yet which of them will be
        // needed.
        if (object.size() > m_setup.mostTaken - std::min(taken, m_setup.mostTaken)) return ErrorCode::NoRoom;
        taken += object.size();
        STOA_TRY_VOID(batch.put(object));
    }
    Bytes number;
    appendFixed(number, taken);
    batch.writes().put(ByteView(kTakenKey), number);
    return batch.commit();
}

Result<std::vector<StepStatus>> LocalNetworkInOne::doSubmit(const std::vector<Bytes>& steps)
{
    STOA_TRY_VOID(ready());
    STOA_TRY_VOID(catchUp());
    return m_aggregator->submit(steps);
}

Result<std::vector<StepStatus>> LocalNetworkInOne::submit(const std::vector<Bytes>& steps)
{
    return watched(doSubmit(steps));
}

Result<std::vector<StepStatus>> LocalNetworkInOne::status(const std::vector<Hash>& digests)
{
    STOA_TRY_VOID(watched(ready()));
    return watched(m_aggregator->status(digests));
}

Result<std::vector<Credit>> LocalNetworkInOne::credits(const Address& to, std::uint32_t count,
                                                       const CreditPlace& before)
{
    STOA_TRY_VOID(watched(ready()));
    return watched(m_aggregator->credits(to, std::min(count, kMaxCredits), before));
}

Result<std::vector<DacId>> LocalNetworkInOne::companiesOf(const Address& member)
{
    STOA_TRY_VOID(watched(ready()));
    return watched(m_aggregator->companiesOf(member));
}

Result<void> LocalNetworkInOne::doFaucet(const Address& to, Amount amount)
{
    if (!definition().hasFaucet) return ErrorCode::LocalNetworkOnly;
    STOA_TRY_VOID(ready());
    STOA_TRY_VOID(catchUp());
    if (amount == 0 || to.isZero()) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(m_chain->mint(to, amount));
    STOA_TRY_VOID(m_chain->deposit(to, to, amount));
    return m_aggregator->takeInbox();
}

Result<void> LocalNetworkInOne::faucet(const Address& to, Amount amount)
{
    return watched(doFaucet(to, amount));
}

Result<Timestamp> LocalNetworkInOne::advanceTime(std::uint64_t seconds)
{
    if (!definition().clockIsSettable) return ErrorCode::TestClockOnly;
    constexpr std::uint64_t kMost = std::uint64_t{100} * 365 * kDay;
    if (seconds > kMost) return ErrorCode::OutOfRange;
    const auto advance = [&]() -> Result<Timestamp> {
        STOA_TRY_VOID(ready());
        STOA_TRY_VOID(finishAll());
        m_chain->advanceTo(m_chain->time() + seconds);
        STOA_TRY_VOID(m_chain->mine()); // so that the new time is durable
        for (int round = 0; round < kMaxRounds; ++round) {
            STOA_TRY(const bool happened, m_aggregator->tick());
            STOA_TRY_VOID(finishAll());
            if (!happened) break;
        }
        return m_chain->time();
    };
    return watched(advance());
}

Result<void> LocalNetworkInOne::corruptNextBatch()
{
    STOA_TRY_VOID(watched(ready()));
    return watched(m_aggregator->corruptNextBatch());
}

Result<LocalNetwork::Check> LocalNetworkInOne::verifyBatches()
{
    STOA_TRY_VOID(watched(ready()));
    Check check;
    state::Tree tree;
    for (std::uint64_t number = 1; number <= m_chain->tip(); ++number) {
        STOA_TRY(const rollup::Batch batch, watched(m_chain->batch(number)));
        const bool fits = rollup::checkBatch(batch).has_value() && batch.header.preRoot == tree.root();
        if (!fits || firstWrongStep(batch, definition().rules(), tree, nullptr)) {
            check.problem = ErrorCode::BadBatch;
            return check;
        }
        ++check.batches;
        check.steps += batch.steps.size();
    }
    // What is posted, and the blocks that are not posted yet, make up the state that members see.
    const auto& open = m_aggregator->openBatch();
    const Hash expected = open ? open->preRoot : m_aggregator->tree().root();
    if (tree.root() != expected) check.problem = ErrorCode::StoreDamaged;
    return check;
}

Result<Amount> LocalNetworkInOne::depositsBefore(std::uint64_t inboxEnd)
{
    Amount sum = 0;
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
    STOA_TRY_VOID(watched(ready()));
    Check check;
    STOA_TRY(const rollup::Header tip, watched(m_chain->header(m_chain->tip())));
    const auto& open = m_aggregator->openBatch();
    STOA_TRY(const Amount expected, watched(depositsBefore(open ? open->inboxEnd : tip.inboxEnd)));
    Amount held = 0;
    m_aggregator->tree().forEach({}, [&](const state::Key& key, const Bytes& record) {
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
