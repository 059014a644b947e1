// SPDX-License-Identifier: MIT
#include "core/mainchain/local_chain.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/crypto/keccak.h"
#include "core/mainchain/local_chain_records.h"
#include "core/rollup/referee.h"
#include "core/state/tape.h"

namespace stoa::mainchain {
namespace {

Error badBatch(const char* why) { return {ErrorCode::BadBatch, why}; }

} // namespace

/// What one call changes, kept aside until all of it has been accepted.
class LocalChain::Call {
public:
    explicit Call(LocalChain& chain)
        : meta(chain.m_meta)
        , m_chain(chain)
    {
        meta.time = chain.m_time;
    }

    Result<ChainAccount*> account(const Address& who)
    {
        const auto found = m_accounts.find(who);
        if (found != m_accounts.end()) return &found->second;
        STOA_TRY(const ChainAccount account, m_chain.account(who));
        return &m_accounts.emplace(who, account).first->second;
    }

    void put(Bytes key, Bytes value) { m_batch.put(std::move(key), std::move(value)); }
    void erase(const Bytes& key) { m_batch.erase(key); }

    void tell(Event::What what, std::uint64_t number, const Address& who, Amount paid = 0, Amount burnt = 0)
    {
        Event event;
        event.id = ++meta.eventCount;
        event.what = static_cast<std::uint8_t>(what);
        event.time = meta.time;
        event.number = number;
        event.who = who;
        event.paid = paid;
        event.burnt = burnt;
        put(keyOf('e', event.id), packed(event));
    }

    /// Halves a lost bond of `bond`: one part to the winner's credit, the rest burnt.
    Result<Verdict> split(Amount bond, const Address& winner)
    {
        Verdict verdict;
        verdict.paid = bond / 2;
        verdict.burnt = bond - verdict.paid;
        STOA_TRY(ChainAccount * to, account(winner));
        to->credit += verdict.paid;
        meta.bonds -= bond;
        meta.credits += verdict.paid;
        meta.burnt += verdict.burnt;
        return verdict;
    }

    /// Gives back the bond of an announcement of `who`, and its part of the allowance where `who` is still
    /// the payer's key.
    Result<void> giveBack(const Announcement& announced, const Address& who)
    {
        STOA_TRY(ChainAccount * payer, account(announced.payer));
        payer->credit += announced.bond;
        meta.bonds -= announced.bond;
        meta.credits += announced.bond;
        if (announced.payer == who) return {};
        STOA_TRY(Appointment appointed, m_chain.appointment(announced.payer));
        if (appointed.key != who) return {};
        appointed.allowance += announced.bond;
        put(keyOf('k', announced.payer.bytes), packed(appointed));
        return {};
    }

    /// Takes money of an account into the contract.
    static Result<void> pay(Meta& meta, ChainAccount& from, Amount amount)
    {
        if (from.balance < amount) return ErrorCode::InsufficientBalance;
        from.balance -= amount;
        meta.held += amount;
        return {};
    }

    /// Mines the call: one block, one commit. Errors: MoneyMismatch, and then nothing was written.
    Result<void> mine()
    {
        if (!addsUp(meta)) { // the contract is never short
            m_chain.m_fault =
                Error{ErrorCode::MoneyMismatch, "main chain, block " + std::to_string(meta.blockNumber + 1)};
            return *m_chain.m_fault;
        }
        for (const auto& [who, account] : m_accounts) put(keyOf('a', who.bytes), packed(account));
        if (const auto& made = m_chain.m_signed) {
            Bytes stored = packed(StoredCall{made->number + 1, made->digest});
            append(stored, answer);
            put(keyOf('q', made->from.bytes), std::move(stored));
        }
        const Hash parent = meta.blockHash;
        ++meta.blockNumber;
        meta.blockHash = {};
        meta.blockHash = crypto::keccak256({parent.bytes, storage::contentHash(m_batch).bytes, packed(meta)});
        put(toBytes(viewOf(kMetaKey)), packed(meta));
        m_chain.m_isStale = true; // until the store says that it is written
        STOA_TRY_VOID(m_chain.m_store.commit(std::move(m_batch)));
        m_chain.m_meta = meta;
        m_chain.m_isStale = false;
        return {};
    }

    Meta meta;
    Bytes answer; ///< what a signed call is told

private:
    LocalChain& m_chain;
    std::map<Address, ChainAccount> m_accounts;
    storage::WriteBatch m_batch;
};

Result<std::unique_ptr<LocalChain>> LocalChain::create(storage::Store& store,
                                                       const rollup::NetworkDefinition& definition)
{
    bool isEmpty = true;
    STOA_TRY_VOID(store.iterate({}, [&isEmpty](ByteView, ByteView) { return isEmpty = false; }));
    if (!isEmpty) return Error{ErrorCode::StoreDamaged, "a new main chain begins in an empty store"};
    std::unique_ptr<LocalChain> chain(new LocalChain(store, definition));
    chain->m_time = definition.genesis;
    const rollup::Header genesis = rollup::genesisHeader(definition.genesis);
    Call call(*chain);
    call.put(toBytes(viewOf(kDefinitionKey)), toBytes(viewOf(rollup::encodeDefinition(definition))));
    call.put(keyOf('h', std::uint64_t{0}), rollup::encodeHeader(genesis));
    STOA_TRY_VOID(call.mine());
    return chain;
}

void LocalChain::advanceTo(Timestamp time) { m_time = std::max(m_time, time); }

Result<void> LocalChain::keepCalls()
{
    const bool wasStale = std::exchange(m_isStale, true); // until the store says that it is written
    STOA_TRY_VOID(m_store.end());
    m_isStale = wasStale;
    return {};
}

Result<void> LocalChain::mine()
{
    STOA_TRY_VOID(refresh());
    return Call(*this).mine();
}

Result<void> LocalChain::mintAndNote(const Address& to, Amount amount, const Notes& notes)
{
    if (!m_definition.hasFaucet) return ErrorCode::LocalNetworkOnly;
    if (amount > kMostMinted - m_meta.minted) return ErrorCode::AmountOverflow;
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(to));
    account->balance += amount;
    call.meta.minted += amount;
    for (const auto& [key, value] : notes) call.put(key, value);
    return call.mine();
}

Result<void> LocalChain::join(const Address& who, Amount bond)
{
    STOA_TRY_VOID(refresh());
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(who));
    if (account->isSlashed != 0) return ErrorCode::NotPermitted;
    // Whoever joins is known to every member from then on: that costs a whole bond.
    if (bond < m_definition.aggregatorBond - std::min(account->bond, m_definition.aggregatorBond))
        return ErrorCode::BelowMinimum;
    STOA_TRY_VOID(Call::pay(call.meta, *account, bond));
    account->bond += bond;
    call.meta.bonds += bond;
    call.tell(Event::What::Joined, m_meta.tip, who, account->bond);
    return call.mine();
}

Result<void> LocalChain::leave(const Address& who)
{
    STOA_TRY_VOID(refresh());
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(who));
    if (account->bond == 0) return ErrorCode::NotBonded;
    if (m_time < account->lockedUntil) return ErrorCode::TooEarly;
    call.tell(Event::What::Left, m_meta.tip, who, account->bond);
    call.meta.bonds -= account->bond;
    call.meta.credits += account->bond;
    account->credit += account->bond;
    account->bond = 0;
    return call.mine();
}

namespace {

/// The message as the store keeps it: time, accumulator, step.
Bytes encodeMessage(const InboxMessage& message, const Hash& accBefore)
{
    const Hash hash = messageHash(message);
    const Hash acc = crypto::keccak256({ByteView(accBefore.bytes), ByteView(hash.bytes)});
    Bytes bytes = packed(StoredMessage{message.time, acc});
    append(bytes, message.step);
    return bytes;
}

} // namespace

Result<void> LocalChain::renewInbox()
{
    const std::uint64_t count = m_meta.inboxCount;
    if (count == 0) return {};
    const auto renewed = [this](std::uint64_t index, const Hash& before) -> Result<Bytes> {
        STOA_TRY(const InboxMessage message, inbox(index));
        return encodeMessage(message, before);
    };
    STOA_TRY(const Hash before, inboxAcc(count - 1));
    STOA_TRY(const Bytes last, renewed(count - 1, before));
    STOA_TRY(const Hash acc, inboxAcc(count));
    if (unpacked<StoredMessage>(ByteView(last).first(widthOfFields<StoredMessage>()))->acc == acc) return {};
    storage::WriteBatch batch;
    Hash running;
    for (std::uint64_t index = 0; index < count; ++index) {
        STOA_TRY(Bytes bytes, renewed(index, running));
        running = unpacked<StoredMessage>(ByteView(bytes).first(widthOfFields<StoredMessage>()))->acc;
        batch.put(keyOf('i', index), std::move(bytes));
    }
    return m_store.commit(batch);
}

Result<std::uint64_t> LocalChain::deposit(const Address& from, const Address& to, Amount amount)
{
    STOA_TRY_VOID(refresh());
    if (amount == 0 || to.isZero()) return ErrorCode::OutOfRange;
    if (amount > kMostValue - std::min(kMostValue, m_meta.value)) return ErrorCode::AmountOverflow;
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(from));
    STOA_TRY_VOID(Call::pay(call.meta, *account, amount));
    call.meta.value += amount;
    const std::uint64_t index = call.meta.inboxCount++;
    STOA_TRY(const Hash acc, inboxAcc(index));
    const Bytes step = tx::encode({{}, tx::Deposit{index, to, amount}, {}});
    call.put(keyOf('i', index), encodeMessage({index, m_time, step}, acc));
    call.tell(Event::What::Deposited, index, to, amount);
    call.answer = encodeNumberAnswer(index);
    STOA_TRY_VOID(call.mine());
    return index;
}

Result<std::uint64_t> LocalChain::force(const Address& from, const Bytes& inner)
{
    STOA_TRY_VOID(refresh());
    if (inner.empty()) return ErrorCode::WrongLength;
    Call call(*this);
    const std::uint64_t index = call.meta.inboxCount++;
    tx::Force force;
    force.index = index;
    force.inner = inner;
    const Bytes step = tx::encode({{}, force, {}});
    if (step.size() > tx::kMaxStepBytes) return ErrorCode::TooLarge;
    STOA_TRY(ChainAccount * account, call.account(from));
    STOA_TRY_VOID(Call::pay(call.meta, *account, m_definition.forceFee));
    call.meta.burnt += m_definition.forceFee;
    STOA_TRY(const Hash acc, inboxAcc(index));
    call.put(keyOf('i', index), encodeMessage({index, m_time, step}, acc));
    call.tell(Event::What::Forced, index, from, 0, m_definition.forceFee);
    call.answer = encodeNumberAnswer(index);
    STOA_TRY_VOID(call.mine());
    return index;
}

Result<Hash> LocalChain::checkInbox(const Submission& submission)
{
    const std::uint64_t start = submission.parent.inboxEnd;
    const std::size_t consumed = submission.inboxHashes.size();
    const std::uint64_t end = start + consumed;
    if (consumed > rollup::kMaxInboxSteps) return badBatch("too many messages of the inbox");
    if (end > m_meta.inboxCount) return badBatch("messages that do not exist");
    STOA_TRY(Hash acc, inboxAcc(start));
    for (const Hash& hash : submission.inboxHashes)
        acc = crypto::keccak256({ByteView(acc.bytes), ByteView(hash.bytes)});
    STOA_TRY(const Hash expected, inboxAcc(end));
    if (acc != expected || acc != submission.expectedInboxAcc) return badBatch("another inbox");
    if (end < m_meta.inboxCount && consumed < rollup::kMaxInboxSteps) {
        STOA_TRY(const InboxMessage next, inbox(end));
        if (m_time >= next.time + m_definition.forceDelay) return badBatch("a message waits for too long");
    }
    return acc;
}

Result<rollup::Batch> LocalChain::assemble(const Address& who, const Submission& submission)
{
    rollup::Batch batch;
    rollup::Header& header = batch.header;
    const rollup::Header& parent = submission.parent;
    header.number = parent.number + 1;
    header.parent = rollup::headerHash(parent);
    header.preRoot = parent.postRoot;
    header.postRoot = submission.roots.back();
    header.inboxSteps = static_cast<std::uint32_t>(submission.inboxHashes.size());
    header.steps = static_cast<std::uint32_t>(submission.roots.size());
    header.inboxEnd = parent.inboxEnd + header.inboxSteps;
    header.time = submission.time;
    header.l1Time = m_time;
    header.aggregator = who;
    header.entropy = m_meta.blockHash;
    header.parentEntropy = parent.entropy;
    for (std::uint64_t index = parent.inboxEnd; index < header.inboxEnd; ++index) {
        STOA_TRY(InboxMessage message, inbox(index));
        batch.steps.push_back(std::move(message.step));
    }
    batch.steps.insert(batch.steps.end(), submission.txs.begin(), submission.txs.end());
    batch.roots = submission.roots;
    header.stepsRoot = rollup::stepsRoot(rollup::stepLeaves(batch));
    return batch;
}

Result<rollup::Header> LocalChain::submit(const Address& who, const Submission& submission)
{
    STOA_TRY_VOID(refresh());
    const rollup::Header& parent = submission.parent;
    if (parent.number != m_meta.tip) return ErrorCode::WrongParent;
    STOA_TRY(const Hash tipHash, headerHash(m_meta.tip));
    if (rollup::headerHash(parent) != tipHash) return ErrorCode::WrongParent;

    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(who));
    STOA_TRY_VOID(maySubmit(*this, who));

    const std::size_t steps = submission.inboxHashes.size() + submission.txs.size();
    if (steps == 0 || steps > rollup::kMaxBatchSteps) return badBatch("number of steps");
    if (submission.roots.size() != steps) return badBatch("number of roots");
    for (const Bytes& tx : submission.txs)
        if (tx.empty() || tx.size() > tx::kMaxStepBytes) return badBatch("size of a step");
    if (submission.time < parent.time || submission.time > m_time ||
        submission.time + m_definition.timeLag < m_time)
        return badBatch("time");
    STOA_TRY_VOID(checkInbox(submission));

    STOA_TRY(const rollup::Batch batch, assemble(who, submission));
    const rollup::Header& header = batch.header;
    call.put(keyOf('h', header.number), rollup::encodeHeader(header));
    call.put(keyOf('d', header.number), rollup::encodeBatch(batch));
    call.meta.tip = header.number;
    account->lockedUntil = m_time + m_definition.window;
    call.tell(Event::What::Submitted, header.number, who);
    call.answer = rollup::encodeHeader(header);
    STOA_TRY_VOID(call.mine());
    return header;
}

Result<void> LocalChain::announce(const Address& who, const Hash& blind)
{
    STOA_TRY_VOID(refresh());
    const Bytes key = announcementKey(who, blind);
    STOA_TRY(const auto known, m_store.get(key));
    if (known) return ErrorCode::AlreadyExists;
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(who));
    STOA_TRY_VOID(Call::pay(call.meta, *account, m_definition.challengerBond));
    call.meta.bonds += m_definition.challengerBond;
    call.put(key, packed(Announcement{m_meta.blockNumber + 1, m_time, m_definition.challengerBond, who}));
    call.tell(Event::What::Announced, 0, who);
    return call.mine();
}

Result<void> LocalChain::announceFor(const Address& key, const Address& owner, const Hash& blind)
{
    STOA_TRY_VOID(refresh());
    const Bytes place = announcementKey(key, blind);
    STOA_TRY(const auto known, m_store.get(place));
    if (known) return ErrorCode::AlreadyExists;
    STOA_TRY(Appointment appointed, appointment(owner));
    if (key.isZero() || appointed.key != key) return ErrorCode::NotPermitted;
    const Amount bond = m_definition.challengerBond;
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(owner));
    if (account->credit < bond || appointed.allowance < bond) return ErrorCode::InsufficientBalance;
    account->credit -= bond;
    appointed.allowance -= bond;
    call.meta.credits -= bond;
    call.meta.bonds += bond;
    call.put(keyOf('k', owner.bytes), packed(appointed));
    call.put(place, packed(Announcement{m_meta.blockNumber + 1, m_time, bond, owner}));
    call.tell(Event::What::Announced, 0, key);
    return call.mine();
}

Result<void> LocalChain::appoint(const Address& owner, const Address& key, Amount allowance)
{
    STOA_TRY_VOID(refresh());
    if (key == owner || (key.isZero() && allowance != 0)) return ErrorCode::OutOfRange;
    if (!key.isZero() && allowance < m_definition.challengerBond) return ErrorCode::BelowMinimum;
    STOA_TRY(const Appointment before, appointment(owner));
    if (key.isZero() && before.key.isZero()) return ErrorCode::NothingChanged;
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(owner));
    if (account->credit < allowance) {
        const Amount missing = allowance - account->credit;
        STOA_TRY_VOID(Call::pay(call.meta, *account, missing));
        account->credit += missing;
        call.meta.credits += missing;
    }
    if (key.isZero())
        call.erase(keyOf('k', owner.bytes));
    else
        call.put(keyOf('k', owner.bytes), packed(Appointment{key, allowance}));
    call.tell(Event::What::Appointed, 0, owner, allowance);
    return call.mine();
}

Result<LocalChain::Announcement> LocalChain::announcement(const Address& who, const Hash& blind)
{
    STOA_TRY(auto stored, m_store.get(announcementKey(who, blind)));
    if (!stored) return ErrorCode::NotAnnounced;
    // Earlier versions knew no payer besides the sender.
    if (stored->size() + Address::kSize == widthOfFields<Announcement>()) append(*stored, who.bytes);
    return unpacked<Announcement>(*stored);
}

Result<bool> LocalChain::isKept(const rollup::Header& header)
{
    if (header.number == 0 || header.number > m_meta.tip) return false;
    STOA_TRY(const Hash known, headerHash(header.number));
    return rollup::headerHash(header) == known;
}

/// Of a batch that is gone. Who had announced the step that somebody else then proved wrong, or one before
/// it, was right, and only too slow: the bond returns. A liar who has lied twice proves the later lie by a
/// friend, and the first one, that everybody honest announces, cannot be looked at any more.
Result<Verdict> LocalChain::proveAgain(const Address& who, const Challenge& challenge)
{
    STOA_TRY(const auto stored, m_store.get(keyOf('p', rollup::headerHash(challenge.header).bytes)));
    if (!stored) return ErrorCode::RolledBack;
    STOA_TRY(const StoredProof proof, unpacked<StoredProof>(*stored));
    if (challenge.step > proof.step) return ErrorCode::RolledBack;
    const Hash blind = blindOf(who, challenge.header.number, challenge.step, challenge.salt);
    STOA_TRY(const Announcement announced, announcement(who, blind));
    if (announced.block > proof.block) return ErrorCode::RolledBack;

    Call call(*this);
    call.erase(announcementKey(who, blind));
    STOA_TRY_VOID(call.giveBack(announced, who));
    call.tell(Event::What::Returned, challenge.header.number, announced.payer, announced.bond);
    Verdict verdict;
    verdict.isFraud = true;
    call.answer = encodeVerdict(verdict);
    STOA_TRY_VOID(call.mine());
    return verdict;
}

Result<Verdict> LocalChain::challenge(const Address& who, const Challenge& challenge)
{
    STOA_TRY_VOID(refresh());
    const rollup::Header& header = challenge.header;
    STOA_TRY(const bool isThere, isKept(header));
    if (!isThere) return proveAgain(who, challenge);
    STOA_TRY(const bool isOver, isFinal(header));
    if (isOver) return ErrorCode::AlreadyFinal;

    const Hash blind = blindOf(who, header.number, challenge.step, challenge.salt);
    STOA_TRY(const Announcement announced, announcement(who, blind));
    const Address& payer = announced.payer;
    if (m_meta.blockNumber + 1 < announced.block + m_definition.announceAge) return ErrorCode::TooEarly;

    if (challenge.step >= header.steps) return ErrorCode::OutOfRange;
    Hash preRoot = header.preRoot;
    if (challenge.step > 0) {
        if (!rollup::opens(challenge.pre, challenge.step - 1, header.steps, header.stepsRoot))
            return ErrorCode::BadWitness;
        preRoot = challenge.pre.postRoot;
    }
    if (!rollup::opens(challenge.cur, challenge.step, header.steps, header.stepsRoot) ||
        crypto::keccak256(challenge.txBytes) != challenge.cur.txHash)
        return ErrorCode::BadWitness;
    STOA_TRY(const Hash computed,
             rollup::judge(preRoot, m_definition.rules(), rollup::contextOf(header, challenge.step),
                           challenge.txBytes, challenge.tape));

    Call call(*this);
    call.erase(announcementKey(who, blind));
    Verdict verdict;
    if (computed != challenge.cur.postRoot) {
        STOA_TRY(ChainAccount * liar, call.account(header.aggregator));
        const Amount bond = liar->bond;
        liar->bond = 0;
        liar->isSlashed = 1;
        STOA_TRY(verdict, call.split(bond, payer));
        STOA_TRY_VOID(call.giveBack(announced, who));
        call.put(keyOf('p', rollup::headerHash(header).bytes),
                 packed(StoredProof{challenge.step, m_meta.blockNumber + 1}));
        call.meta.tip = header.number - 1; // O(1): what lies above is not looked at any more
        call.meta.penaltyUntil = m_time + m_definition.penalty;
        ++call.meta.rollbacks;
        verdict.isFraud = true;
        call.tell(Event::What::ProvedWrong, header.number, payer, verdict.paid, verdict.burnt);
        call.tell(Event::What::Slashed, header.number, header.aggregator, verdict.paid, verdict.burnt);
        call.tell(Event::What::RolledBack, header.number, header.aggregator);
    } else {
        STOA_TRY(verdict, call.split(announced.bond, header.aggregator));
        call.tell(Event::What::ProvedRight, header.number, payer, verdict.paid, verdict.burnt);
        call.tell(Event::What::Slashed, header.number, payer, verdict.paid, verdict.burnt);
    }
    verdict.computed = computed;
    verdict.posted = challenge.cur.postRoot;
    call.answer = encodeVerdict(verdict);
    STOA_TRY_VOID(call.mine());
    return verdict;
}

Result<void> LocalChain::expire(const Address& who, const Hash& blind)
{
    STOA_TRY_VOID(refresh());
    STOA_TRY(const Announcement announced, announcement(who, blind));
    if (m_time < announced.time + m_definition.announceExpiry) return ErrorCode::TooEarly;
    Call call(*this);
    call.erase(announcementKey(who, blind));
    call.meta.bonds -= announced.bond;
    call.meta.burnt += announced.bond;
    call.tell(Event::What::Expired, 0, announced.payer, 0, announced.bond);
    return call.mine();
}

Result<void> LocalChain::claim(const rollup::Header& header, const ObjectId& id, const Address& to,
                               Amount amount, const Bytes& tape)
{
    STOA_TRY_VOID(refresh());
    STOA_TRY(const bool isOver, isFinal(header));
    if (!isOver) return ErrorCode::NotFinal;
    state::Replayer state(header.postRoot, tape);
    const auto record = state.get(state::withdrawalKey(id));
    if (!state.isGood() || !record || *record != state::encodeRecord(state::Withdrawal{to, amount}))
        return ErrorCode::BadWitness;
    // The mark is the withdrawal's own id, never anything of the proof.
    const Bytes key = keyOf('w', id.bytes);
    STOA_TRY(const auto claimed, m_store.get(key));
    if (claimed) return ErrorCode::AlreadyClaimed;
    if (amount > m_meta.value) return ErrorCode::BadWitness;
    Call call(*this);
    call.put(key, Bytes{1});
    STOA_TRY(ChainAccount * account, call.account(to));
    account->credit += amount;
    call.meta.value -= amount;
    call.meta.credits += amount;
    call.tell(Event::What::Claimed, header.number, to, amount);
    return call.mine();
}

Result<Amount> LocalChain::payout(const Address& who)
{
    STOA_TRY_VOID(refresh());
    Call call(*this);
    STOA_TRY(ChainAccount * account, call.account(who));
    // What is set aside for a key that challenges stays: anybody may call this.
    STOA_TRY(const Appointment appointed, appointment(who));
    const Amount amount = account->credit - std::min(account->credit, appointed.allowance);
    if (amount == 0) return amount;
    account->credit -= amount;
    account->balance += amount;
    call.meta.credits -= amount;
    call.meta.held -= amount;
    call.answer = encodeNumberAnswer(amount);
    STOA_TRY_VOID(call.mine());
    return amount;
}

} // namespace stoa::mainchain
