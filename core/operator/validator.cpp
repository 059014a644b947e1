// SPDX-License-Identifier: MIT
#include "core/operator/validator.h"

#include <algorithm>

#include "core/base/random.h"
#include "core/codec/writer.h"
#include "core/crypto/keccak.h"
#include "core/mvm/fetch_ahead.h"
#include "core/operator/check_ahead.h"
#include "core/state/tape.h"

namespace stoa::node {
namespace {

constexpr std::uint32_t kKeptTogether = 64; ///< batches that were right, with one wait for the disk

const Bytes kSecretKey{'V'};
const Bytes kPlanKey{'P'};
const Bytes kPlannedHeaderKey{'H'}; // of the batch that the plan is about

Bytes findingKey(std::uint64_t batch)
{
    codec::Writer writer;
    writer.u8('v');
    writer.u64(batch);
    return writer.take();
}

/// What the store keeps about a batch. The header's hash tells it from another one of that number.
struct StoredFinding {
    Hash header;
    std::uint8_t check = 0;
    std::uint32_t wrongStep = 0;

    static constexpr auto fields(auto visit)
    {
        using T = StoredFinding;
        return visit(field("header", &T::header), field("check", &T::check),
                     field("wrongStep", &T::wrongStep));
    }
};

template <typename T>
Result<std::optional<T>> stored(storage::Store& store, const Bytes& key)
{
    STOA_TRY(const auto bytes, store.get(key));
    if (!bytes) return std::optional<T>();
    if (bytes->size() != widthOfFields<T>()) return Error{ErrorCode::StoreDamaged, "validator"};
    T value;
    ByteView rest(*bytes);
    takeFields(rest, value);
    return std::optional(value);
}

} // namespace

std::optional<std::uint32_t>
firstWrongStep(const rollup::Batch& batch, const mvm::Rules& rules, state::Tree& tree,
               const std::function<const mvm::CheckedStep&(std::uint32_t)>& checked)
{
    const auto count = static_cast<std::uint32_t>(batch.steps.size());
    std::vector<state::Tree> states{tree}; // the last that was right, and those after it: hashed late and
    state::TreeState access(tree);         // together, as the aggregator does
    std::uint32_t right = 0;
    mvm::FetchAhead fetch;
    const auto at = [&](std::size_t i) -> const mvm::CheckedStep& {
        return checked(static_cast<std::uint32_t>(i));
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        fetch.before(i, count, tree, at);
        (void)mvm::apply(access, rules, rollup::contextOf(batch.header, i), at(i));
        states.push_back(tree);
        if (states.size() <= state::Tree::kHashedTogether && i + 1 < count) continue;
        state::Tree::hashAll(states);
        for (std::size_t j = 1; j < states.size(); ++j, ++right) {
            if (states[j].root() == batch.roots[right]) continue;
            tree = states[j - 1];
            return right;
        }
        states.erase(states.begin(), states.end() - 1);
    }
    return std::nullopt;
}

std::optional<std::uint32_t> firstWrongStep(const rollup::Batch& batch, const mvm::Rules& rules,
                                            state::Tree& tree)
{
    CheckAhead checked(batch.steps, rules.domain);
    return firstWrongStep(batch, rules, tree,
                          [&](std::uint32_t i) -> const mvm::CheckedStep& { return checked.at(i); });
}

Validator::Validator(Setup setup)
    : m_store(setup.store)
    , m_chain(setup.chain)
    , m_random(setup.random)
    , m_fund(std::move(setup.fund))
    , m_owner(setup.owner)
    , m_rules(m_chain.definition().rules())
    , m_ahead(m_chain, setup.memo)
{}

Result<std::unique_ptr<Validator>> Validator::open(Setup setup)
{
    std::unique_ptr<Validator> validator(new Validator(std::move(setup)));
    STOA_TRY_VOID(validator->load());
    return validator;
}

Result<void> Validator::load()
{
    STOA_TRY(m_state, StateStore::open(m_store));
    STOA_TRY(auto bytes, m_store.get(kSecretKey));
    if (bytes) {
        const crypto::Secret secret{ByteView(*bytes)};
        crypto::wipe(*bytes);
        if (secret.size() != crypto::Secret32::kSize) return Error{ErrorCode::StoreDamaged, "key"};
        auto key = crypto::KeyPair::fromSecret(crypto::Secret32(secret.view()));
        if (!key) return Error{ErrorCode::StoreDamaged, "key"};
        m_key = std::move(*key);
    } else {
        m_key = crypto::KeyPair::generate(m_random);
        storage::WriteBatch writes;
        writes.putSecret(kSecretKey, m_key->secret().view());
        STOA_TRY_VOID(m_store.commit(writes));
    }
    m_chain.signFor(address(), [this](const Hash& digest) { return m_key->sign(digest); });
    STOA_TRY(m_plan, stored<Plan>(m_store, kPlanKey));
    return {};
}

Result<void> Validator::writePlan(const std::optional<Plan>& plan, storage::WriteBatch writes)
{
    if (plan)
        writes.put(kPlanKey, packedFields(*plan));
    else
        for (const Bytes& key : {kPlanKey, kPlannedHeaderKey}) writes.erase(key);
    STOA_TRY_VOID(m_store.commit(writes));
    m_plan = plan;
    return {};
}

Result<void> Validator::followRollback()
{
    std::uint64_t good = m_state->version();
    storage::WriteBatch writes;
    for (; good > 0; --good) {
        STOA_TRY(const auto known, stored<StoredFinding>(m_store, findingKey(good)));
        if (!known) return Error{ErrorCode::StoreDamaged, "finding"};
        if (good <= m_chain.tip()) {
            STOA_TRY(const Hash header, m_chain.headerHash(good));
            if (known->header == header) break;
        }
        writes.erase(findingKey(good));
    }
    if (good != m_state->version()) STOA_TRY_VOID(m_state->goBack(good, std::move(writes)));
    if (!m_plan) return {};
    if (m_plan->batch <= m_chain.tip()) {
        STOA_TRY(const Hash header, m_chain.headerHash(m_plan->batch));
        if (header == m_plan->header) return {};
    }
    STOA_TRY_VOID(takeBondBack());
    return writePlan(std::nullopt, {});
}

/// The batch of the plan is gone. If somebody else has proved its wrong step, what was announced here comes
/// back, also if this program was stopped before it could note down that it had announced.
Result<void> Validator::takeBondBack()
{
    STOA_TRY(const auto bytes, m_store.get(kPlannedHeaderKey));
    if (!bytes) return {}; // an earlier version's plan
    mainchain::Challenge challenge;
    STOA_TRY(challenge.header, rollup::decodeHeader(*bytes));
    challenge.step = m_plan->step;
    challenge.salt = m_plan->salt;
    const auto verdict = m_chain.challenge(address(), challenge);
    if (verdict) return {};
    constexpr ErrorCode kNothingToGet[] = {
        ErrorCode::RolledBack,   // by another step's proof, or the main chain itself went back
        ErrorCode::NotAnnounced, // nothing is at stake
        // A main chain that went back has the batch once more: it is checked anew.
        ErrorCode::TooEarly, ErrorCode::AlreadyFinal, ErrorCode::BadWitness};
    const bool isOver = std::ranges::find(kNothingToGet, verdict.error().code) != std::end(kNothingToGet);
    return isOver ? Result<void>() : verdict.error();
}

Result<Validator::Progress> Validator::step()
{
    STOA_TRY_VOID(followRollback());
    if (m_plan) return pursue();
    const std::uint64_t next = m_state->version() + 1;
    if (next > m_chain.tip()) {
        STOA_TRY_VOID(keepChecked());
        return Progress::Idle;
    }
    STOA_TRY_VOID(check(next));
    return Progress::Done;
}

/// What was found right waits for the disk once: what a power cut takes of it is found again.
Result<void> Validator::keepChecked()
{
    if (m_unkept == 0) return {};
    STOA_TRY_VOID(m_store.commit({}, storage::Durability::Synced));
    m_unkept = 0;
    return {};
}

Result<void> Validator::check(std::uint64_t number)
{
    STOA_TRY(const Hash header, m_chain.headerHash(number));
    STOA_TRY(const BatchesAhead::Item next, m_ahead.at(number, header));
    const rollup::Batch& batch = *next.batch;
    // The contract has computed these; a main chain that did not is broken.
    if (rollup::headerHash(batch.header) != header || batch.header.preRoot != m_state->root())
        return mainchain::impossible(m_chain, "batch of the main chain");
    STOA_TRY_VOID(rollup::checkBatch(batch));

    state::Tree tree = m_state->tree();
    const auto wrong = firstWrongStep(batch, m_rules, tree, next.checked);
    StoredFinding finding{header, static_cast<std::uint8_t>(BatchInfo::Check::Same), 0};
    storage::WriteBatch writes;
    if (!wrong) {
        writes.put(findingKey(number), packedFields(finding));
        STOA_TRY(m_finalBatch, mainchain::finalBatchOf(m_chain, m_finalBatch));
        m_state->forgetBefore(m_finalBatch);
        const bool keeps = ++m_unkept == kKeptTogether;
        if (keeps) m_unkept = 0;
        return m_state->commit(tree, std::move(writes),
                               keeps ? storage::Durability::Synced : storage::Durability::Chained);
    }
    finding.check = static_cast<std::uint8_t>(BatchInfo::Check::Different);
    finding.wrongStep = *wrong;
    writes.put(findingKey(number), packedFields(finding));
    Plan plan;
    plan.batch = number;
    plan.header = header;
    plan.step = *wrong;
    plan.salt = m_random.bytes<32>();
    writes.put(kPlannedHeaderKey, rollup::encodeHeader(batch.header));
    return writePlan(plan, std::move(writes));
}

Result<Validator::Missing> Validator::missing()
{
    const Amount bond = m_chain.definition().challengerBond;
    Missing missing;
    Amount there = 0;
    if (m_owner.isZero()) {
        STOA_TRY(const mainchain::ChainAccount account, m_chain.account(address()));
        there = account.balance;
    } else {
        STOA_TRY(const mainchain::ChainAccount account, m_chain.account(m_owner));
        STOA_TRY(const mainchain::Appointment appointed, m_chain.appointment(m_owner));
        missing.isAppointed = appointed.key == address();
        if (missing.isAppointed) there = std::min(account.credit, appointed.allowance);
    }
    missing.amount = bond - std::min(bond, there);
    return missing;
}

Result<void> Validator::stake(const Hash& blind)
{
    if (!m_owner.isZero()) return m_chain.announceFor(address(), m_owner, blind);
    STOA_TRY(const Missing needed, missing());
    if (needed.amount != 0) STOA_TRY_VOID(m_fund(address(), needed.amount));
    return m_chain.announce(address(), blind);
}

Result<Validator::Progress> Validator::announce()
{
    const auto announced = stake(mainchain::blindOf(address(), m_plan->batch, m_plan->step, m_plan->salt));
    const auto failedWith = [&](ErrorCode code) { return !announced && announced.error().code == code; };
    if (failedWith(ErrorCode::InsufficientBalance) || failedWith(ErrorCode::NotPermitted) ||
        failedWith(ErrorCode::LocalNetworkOnly) || failedWith(ErrorCode::OverLimit) ||
        failedWith(ErrorCode::AmountOverflow))
        return Progress::Unfunded;
    // It may be there already, if we were stopped before we could note it down.
    if (!announced && announced.error().code != ErrorCode::AlreadyExists) return announced.error();
    Plan plan = *m_plan;
    plan.isAnnounced = 1;
    STOA_TRY_VOID(writePlan(plan, {}));
    return Progress::Done;
}

Result<mainchain::Challenge> Validator::makeChallenge()
{
    STOA_TRY(const rollup::Batch batch, m_chain.batch(m_plan->batch));
    const std::uint32_t step = m_plan->step;
    state::Tree tree = m_state->tree();
    const auto wrong = firstWrongStep(batch, m_rules, tree);
    if (wrong != step) return mainchain::impossible(m_chain, "the wrong step has changed");
    return mainchain::challengeOf(batch, step, tree, m_rules, m_plan->salt);
}

Result<Validator::Progress> Validator::pursue()
{
    if (m_plan->isRejected != 0) return Progress::Mistrusted;
    if (m_plan->isAnnounced == 0) return announce();
    STOA_TRY(const mainchain::Challenge challenge, makeChallenge());
    const auto verdict = m_chain.challenge(address(), challenge);
    if (!verdict) {
        if (verdict.error().code == ErrorCode::TooEarly) return Progress::Waiting;
        if (verdict.error().code == ErrorCode::NotAnnounced) { // it ran out: begin again
            Plan plan = *m_plan;
            plan.isAnnounced = 0;
            plan.salt = m_random.bytes<32>();
            STOA_TRY_VOID(writePlan(plan, {}));
            return Progress::Done;
        }
        if (verdict.error().code == ErrorCode::AlreadyFinal ||
            verdict.error().code == ErrorCode::BadWitness) {
            Plan plan = *m_plan;
            plan.isRejected = 1;
            STOA_TRY_VOID(writePlan(plan, {}));
            return Progress::Mistrusted;
        }
        return verdict.error();
    }
    if (verdict->isFraud) {
        if (!verdict->computed.isZero()) ++m_won; // or else somebody was quicker
        STOA_TRY_VOID(writePlan(std::nullopt, {}));
        return Progress::Done;
    }
    Plan plan = *m_plan;
    plan.isRejected = 1;
    STOA_TRY_VOID(writePlan(plan, {}));
    return Progress::Mistrusted;
}

Result<Validator::Finding> Validator::finding(const rollup::Header& header)
{
    STOA_TRY(const auto known, stored<StoredFinding>(m_store, findingKey(header.number)));
    Finding finding;
    if (!known || known->header != rollup::headerHash(header)) return finding;
    finding.check = static_cast<BatchInfo::Check>(known->check);
    finding.wrongStep = known->wrongStep;
    return finding;
}

} // namespace stoa::node
