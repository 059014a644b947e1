// SPDX-License-Identifier: MIT
#include "tests/support/machine_world.h"

#include <memory>

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"
#include "core/state/tape.h"
#include "tests/support/terms.h"

namespace stoa::test {

using state::CollaborationState;

const crypto::KeyPair& keyOf(std::size_t person)
{
    static std::vector<std::unique_ptr<crypto::KeyPair>> keys;
    while (keys.size() <= person) {
        const Hash secret = contentOf("the key of person " + std::to_string(keys.size()));
        keys.push_back(std::make_unique<crypto::KeyPair>(
            *crypto::KeyPair::fromSecret(crypto::Secret32(ByteView(secret.bytes)))));
    }
    return *keys[person];
}

Hash contentOf(std::string_view text) { return crypto::keccak256(text); }

Amount supplyOf(const state::Tree& tree)
{
    Amount sum = 0;
    tree.forEach({}, [&](const state::Key& key, ByteView record) { sum += state::heldIn(key, record); });
    return sum;
}

namespace {

/// A tree's state, and in what order a step asks for it.
class WatchedState final : public state::StateAccess {
public:
    explicit WatchedState(state::Tree& tree)
        : m_state(tree)
    {}

    std::optional<Bytes> get(const state::Key& key) override
    {
        read.push_back(key);
        return m_state.get(key);
    }
    void put(const state::Key& key, Bytes record) override { m_state.put(key, std::move(record)); }
    void erase(const state::Key& key) override { m_state.erase(key); }
    const std::vector<state::Key>& written() const { return m_state.written(); }

    std::vector<state::Key> read;

private:
    state::TreeState m_state;
};

bool isMoneyWrong(const Result<void>& result)
{
    return !result && result.error().code == ErrorCode::MoneyMismatch;
}

} // namespace

MachineWorld::MachineWorld()
{
    rules.domain =
        crypto::domainSeparator({.name = "Stoa", .version = "1", .salt = contentOf("test network")});
    rules.minimumPeriod = kHour;
    rules.maximumPeriod = 365 * kDay;
    rules.answerPeriod = 3 * kDay;
}

mvm::BatchContext MachineWorld::batch(bool fromInbox) const
{
    mvm::BatchContext context;
    context.number = batchNumber;
    context.time = now;
    context.step = static_cast<std::uint32_t>(m_steps);
    context.fromInbox = fromInbox;
    context.aggregator = aggregator;
    context.entropy = contentOf("entropy");
    return context;
}

tx::Transaction MachineWorld::transaction(std::size_t person, tx::Payload payload) const
{
    tx::Transaction result;
    result.envelope.from = addressOf(person);
    result.envelope.nonce = account(person).nonce(0);
    result.envelope.validUntil = now + kDay;
    result.payload = std::move(payload);
    return result;
}

Bytes MachineWorld::sign(tx::Transaction transaction, std::size_t person) const
{
    transaction.signature = keyOf(person).sign(tx::digestOf(transaction, rules.domain));
    return tx::encode(transaction);
}

Step MachineWorld::by(std::size_t person, tx::Payload payload) const
{
    return {sign(transaction(person, std::move(payload)), person)};
}

Step MachineWorld::unsignedStep(tx::Payload payload)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    return {tx::encode(transaction), tx::originOf(transaction.payload) == tx::Origin::MainChain};
}

Step MachineWorld::forced(const Step& inner) { return unsignedStep(tx::Force{7, inner.bytes}); }

Result<void> MachineWorld::applyWatched(const Step& step)
{
    const mvm::BatchContext context = batch(step.fromInbox);
    const mvm::CheckedStep checked = mvm::checkStep(step.bytes, rules.domain);
    ++m_steps;
    m_digest = checked.digest;
    WatchedState watched(tree);
    const Result<void> result = mvm::apply(watched, rules, context, checked);
    watch({*this, context, step, checked, result, watched.read, watched.written()});
    if (isMoneyWrong(result)) fault("money would have been made or lost");
    return result;
}

Result<void> MachineWorld::apply(const Step& step)
{
    if (watch) return applyWatched(step);
    const state::Tree before = tree;
    const Hash root = before.root();
    const mvm::BatchContext context = batch(step.fromInbox);
    const mvm::CheckedStep checked = mvm::checkStep(step.bytes, rules.domain);
    ++m_steps;
    m_digest = checked.digest;

    state::TreeState onTree(tree);
    const Result<void> result = mvm::apply(onTree, rules, context, checked);

    state::Tree recorded = before;
    state::Recorder recorder(recorded);
    const Result<void> again = mvm::apply(recorder, rules, context, checked);
    state::Replayer replayer(root, recorder.tape());
    const Result<void> judged = mvm::applyBytes(replayer, rules, context, step.bytes);

    const auto codeOf = [](const Result<void>& each) {
        return each ? std::string_view("accepted") : name(each.error().code);
    };
    if (codeOf(again) != codeOf(result) || recorded.root() != tree.root()) fault("recorder and tree differ");
    if (!replayer.isGood()) fault("the tape does not fit");
    if (codeOf(judged) != codeOf(result) || replayer.root() != tree.root()) fault("replayer and tree differ");
    if (!result && tree.root() != root) fault("a refused step has changed the state");
    if (recorder.accesses() > state::kMaxAccesses) fault("too many accesses");
    m_mostAccesses = std::max(m_mostAccesses, recorder.accesses());
    if (result)
        if (const auto* deposit = std::get_if<tx::Deposit>(&checked.transaction->payload))
            m_supply += deposit->amount;
    if (isMoneyWrong(result)) fault("money would have been made or lost");
    if (supplyOf(tree) != m_supply) fault("money was made or lost");
    return result;
}

void MachineWorld::must(const Result<void>& result, const char* what)
{
    if (!result) fault(std::string(what) + " was refused: " + std::string(name(result.error().code)));
}

void MachineWorld::money(std::size_t person, Amount amount)
{
    must(sendUnsigned(tx::Deposit{m_steps, addressOf(person), amount}), "a deposit");
}

void MachineWorld::place(const state::Key& key, Bytes record)
{
    remove(key);
    m_supply += state::heldIn(key, record);
    tree.put(key, std::move(record));
}

void MachineWorld::remove(const state::Key& key)
{
    if (const ByteView* old = tree.get(key)) m_supply -= state::heldIn(key, *old);
    tree.erase(key);
}

void MachineWorld::fault(const std::string& what)
{
    m_faults += "step " + std::to_string(m_steps) + ": " + what + "\n";
}

state::Account MachineWorld::account(std::size_t person) const
{
    return read<state::Account>(state::accountKey(addressOf(person))).value_or(state::Account{});
}

state::Charter MachineWorld::charter(const DacId& dac) const
{
    return read<state::Charter>(state::charterKey(dac)).value_or(state::Charter{});
}

state::Purse MachineWorld::purse(const DacId& dac) const
{
    return read<state::Purse>(state::purseKey(dac)).value_or(state::Purse{});
}

mvm::Standing MachineWorld::standing(const Job& job) const
{
    mvm::Standing standing;
    standing.collaboration =
        read<state::Collaboration>(state::collaborationKey(job.dac, job.id)).value_or(state::Collaboration{});
    standing.dispute = read<state::Case>(state::caseKey(job.dac, job.id, standing.collaboration.round));
    return mvm::effective(standing, now, rules);
}

state::Case MachineWorld::storedCase(const Job& job, std::uint8_t round) const
{
    return read<state::Case>(state::caseKey(job.dac, job.id, round)).value_or(state::Case{});
}

tx::CreateDac MachineWorld::terms()
{
    const auto bit = [](tx::Permission permission) {
        return std::uint64_t{1} << static_cast<unsigned>(permission);
    };
    tx::CreateDac t;
    t.text = contentOf("charter");
    t.tax = 500;
    t.depositShare = 1000;
    t.minimumDeposit = 5 * kToken;
    t.answerPeriod = 3 * kDay;
    t.reviewPeriod = 7 * kDay;
    t.challengePeriod = 14 * kDay;
    t.gracePeriod = 2 * kDay;
    t.changes = 2;
    t.objectionPeriod = 3 * kDay;
    t.votePeriod = 7 * kDay;
    t.objectionThreshold = 2000;
    t.tools = 1U << static_cast<unsigned>(tx::Tool::Tasks) | 1U << static_cast<unsigned>(tx::Tool::Wiki);
    t.memberMask =
        bit(tx::Permission::PutRecords) | bit(tx::Permission::Propose) | bit(tx::Permission::AcceptOpen);
    t.officerMask = bit(tx::Permission::Invite) | bit(tx::Permission::Spend);
    t.court = partyOf(kArbitrator);
    t.panel = 1;
    t.courtFee = 2 * kToken;
    t.revealPeriod = 5 * kDay;
    t.stake = 50 * kToken;
    return t;
}

DacId MachineWorld::company(const tx::CreateDac& creation)
{
    must(send(kFounder, creation), "founding a company");
    return tx::dacIdOf(digest());
}

tx::Invite MachineWorld::invite(const DacId& dac, Timestamp expires, tx::Role role)
{
    return {dac, addressOf(kTicket), static_cast<std::uint8_t>(role), 1, expires, 0};
}

tx::Join MachineWorld::joining(const DacId& dac, std::size_t person) const
{
    const auto signature = keyOf(kTicket).sign(tx::ticketDigest(dac, addressOf(person), rules.domain));
    return {dac, addressOf(kTicket), signature.r, signature.s, signature.v};
}

void MachineWorld::join(const DacId& dac, std::size_t person, tx::Role role)
{
    must(send(kFounder, invite(dac, now + kDay, role)), "inviting");
    must(send(person, joining(dac, person)), "joining");
}

DacId MachineWorld::readyCompany(const tx::CreateDac& creation)
{
    for (const std::size_t person : {kFounder, kAsker, kDoer, kArbitrator, kOutsider})
        money(person, 1000 * kToken);
    const DacId dac = company(creation);
    join(dac, kAsker);
    join(dac, kDoer);
    return dac;
}

tx::Propose MachineWorld::proposal(const DacId& dac, std::size_t doer) const
{
    const state::Charter terms = charter(dac);
    tx::Propose p = proposalOf(dac, partyOf(doer), now, terms);
    p.statement = contentOf("statement");
    p.task = ObjectId::fromPrefix(viewOf("a task"));
    p.reward = 100 * kToken;
    p.answerBy = now + 3 * kDay;
    if (const DacId judge = tx::companyOf(terms.court); !judge.isZero()) p.courtFee = charter(judge).courtFee;
    return p;
}

tx::Accept MachineWorld::acceptance(const Job& job) const
{
    const state::Collaboration c = collaboration(job);
    return {job.dac, job.id, c.seq, c.statement, c.doerDeposit};
}

tx::Cancel MachineWorld::cancelling(const Job& job) const
{
    return {job.dac, job.id, collaboration(job).seq};
}

tx::Deliver MachineWorld::delivery(const Job& job, std::string_view what) const
{
    return {job.dac, job.id, collaboration(job).seq, contentOf(what)};
}

tx::RequestChanges MachineWorld::changes(const Job& job) const
{
    const state::Collaboration c = collaboration(job);
    return {job.dac, job.id, c.seq, c.delivery, contentOf("reasons"), now + c.reviewPeriod};
}

tx::Approve MachineWorld::approval(const Job& job) const
{
    const state::Collaboration c = collaboration(job);
    return {job.dac, job.id, c.seq, c.delivery};
}

tx::Dispute MachineWorld::dispute(const Job& job, Amount claim) const
{
    const state::Collaboration c = collaboration(job);
    return {job.dac, job.id, c.seq, claim, contentOf("evidence"), {}, c.courtFee};
}

tx::Answer MachineWorld::answer(const Job& job, Amount counterClaim) const
{
    const state::Case dispute = standing(job).dispute.value_or(state::Case{});
    return {job.dac, job.id, dispute.round, dispute.claim, counterClaim, contentOf("counter-evidence"), {}};
}

tx::RevealRuling MachineWorld::ruling(const Job& job, Amount amount) const
{
    return {job.dac, job.id, collaboration(job).round, amount, contentOf("ruling"), {}};
}

tx::Settle MachineWorld::payout(const Job& job)
{
    return {job.dac, static_cast<std::uint8_t>(state::Table::Collaboration), job.id, 0};
}

tx::Settle MachineWorld::casePayout(const Job& job, std::uint8_t round)
{
    return {job.dac, static_cast<std::uint8_t>(state::Table::Case), job.id, round};
}

tx::Settle MachineWorld::invitePayout(const DacId& dac, const Address& ticket)
{
    const state::Key key = state::inviteKey(dac, ticket);
    return {dac, static_cast<std::uint8_t>(state::Table::Invite), state::objectOf(key), state::subOf(key)};
}

Job MachineWorld::propose(const DacId& dac)
{
    must(send(kAsker, proposal(dac)), "proposing");
    return {dac, tx::objectIdOf(digest()), kAsker, kDoer};
}

Job MachineWorld::jobIn(CollaborationState state, const DacId& dac)
{
    const Job job = propose(dac);
    if (state == CollaborationState::Proposed) return job;
    if (state == CollaborationState::Cancelled) {
        must(send(kAsker, cancelling(job)), "taking back");
        must(sendUnsigned(payout(job)), "paying out");
        return job;
    }
    must(send(kDoer, acceptance(job)), "accepting");
    if (state == CollaborationState::Active) return job;
    if (state == CollaborationState::Refunded) {
        now = collaboration(job).deadline + collaboration(job).challengePeriod;
        must(sendUnsigned(payout(job)), "paying out");
        return job;
    }
    must(send(kDoer, delivery(job)), "delivering");
    if (state == CollaborationState::Delivered) return job;
    if (state == CollaborationState::Disputed || state == CollaborationState::Ruled) {
        must(send(kAsker, dispute(job, 30 * kToken)), "disputing");
        if (state == CollaborationState::Disputed) return job;
        must(send(kDoer, answer(job, 130 * kToken)), "answering");
        must(send(kArbitrator, ruling(job, 80 * kToken)), "ruling");
        return job;
    }
    must(send(kAsker, approval(job)), "approving");
    if (state == CollaborationState::ToBeAllocated) return job;
    now = collaboration(job).deadline;
    must(sendUnsigned(payout(job)), "paying out");
    return job;
}

} // namespace stoa::test
