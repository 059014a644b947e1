// SPDX-License-Identifier: MIT
// From an action that was built to steps that the network has taken: nonces, dry run, signatures, outbox.
#include <algorithm>
#include <set>

#include "core/base/limits.h"
#include "core/engine/build_acts.h"
#include "core/engine/handlers.h"
#include "core/engine/known_state.h"
#include "core/engine/network_fee.h"
#include "core/engine/page_edits.h"
#include "core/engine/paying_company.h"
#include "core/engine/tool_moves.h"
#include "core/mvm/context.h"
#include "core/mvm/contracts/panel.h"
#include "core/mvm/contracts/treasury.h"
#include "core/mvm/machine.h"

namespace stoa::engine {
namespace {

/// Long enough to be sent after a week without a network.
constexpr Seconds kValidFor = 14 * kDay;
constexpr std::size_t kDraftsKept = 64;

state::Key recordOf(const tx::PutRecord& put) { return state::recordKey(put.dac, put.tool, put.object); }

} // namespace

Result<void> KnownState::run(const tx::Transaction& transaction)
{
    mvm::CheckedStep step;
    step.transaction = transaction;
    step.digest = tx::digestOf(transaction, m_member.rules.domain);
    const auto account = get(state::accountKey(transaction.envelope.from));
    const auto decoded = account ? state::decodeRecord<state::Account>(*account) : std::nullopt;
    step.signer = mvm::signerOf(mvm::effective(decoded.value_or(state::Account{}), m_member.now()),
                                transaction.envelope.from);
    mvm::BatchContext batch;
    // The batch that is open, or the next one.
    if (m_member.info)
        batch.number = m_member.info->openBatch != 0 ? m_member.info->openBatch : m_member.info->tipBatch + 1;
    batch.time = m_member.now();
    batch.step = m_steps++;
    batch.aggregator = m_member.info ? m_member.info->aggregator : Address{};
    return mvm::tryOut(*this, m_member.rules, batch, step);
}

std::vector<tx::Transaction> KnownState::runWaiting()
{
    std::vector<tx::Transaction> taken;
    for (const sync::OutboxEntry* entry : m_member.outbox->waiting()) {
        auto waiting = tx::decode(entry->step);
        if (waiting && run(*waiting)) taken.push_back(*std::move(waiting));
    }
    return taken;
}

namespace {

/// What the signer, or the company that pays, gets back or can lose, in the collaboration that the draft is
/// about.
void addStakes(Member& member, Draft& view, KnownState& state)
{
    const auto collaboration = [&](const auto& step) {
        const auto bytes = state.get(state::collaborationKey(step.dac, step.collaboration));
        return bytes ? state::decodeRecord<state::Collaboration>(*bytes) : std::nullopt;
    };
    const bool isOwn = view.payer.company.isZero();
    const tx::Party me = isOwn ? tx::personParty(view.from) : tx::companyParty(view.payer.company);
    if (const auto* cancel = std::get_if<tx::Cancel>(&view.payload)) {
        const auto c = collaboration(*cancel);
        if (!c) return;
        if (c->asker == me) view.comesBack = c->reward + c->askerDeposit;
        const DacId asker = tx::companyOf(c->asker);
        if (!asker.isZero() && c->doer != me && state.get(state::memberKey(asker, view.from)))
            view.payer = member.party(c->asker); // what it locked goes back to where it came from
    } else if (const auto* dispute = std::get_if<tx::Dispute>(&view.payload)) {
        const auto c = collaboration(*dispute);
        if (!c) return;
        view.atRisk = (c->asker == me ? c->reward + c->askerDeposit : c->doerDeposit) + dispute->courtFee;
    }
}

/// Money that a step takes out of a company's treasury.
struct TreasuryUse {
    DacId dac;
    Amount amount = 0;
    /// "spending", which could be a motion, "motion", which is one, "record", or "collaboration" of which the
    /// company is a side, or "case" about one
    std::string what;
};

/// By a dispute or an appeal of a company that is a side, and which `sender` acts for.
template <typename Step>
TreasuryUse useByCase(const Step& step, Amount fee, const Address& sender, KnownState& state)
{
    const auto c = state.read<state::Collaboration>(state::collaborationKey(step.dac, step.collaboration));
    if (!c) return {};
    const DacId asker = tx::companyOf(c->asker);
    const DacId doer = tx::companyOf(c->doer);
    const tx::Party own = tx::personParty(sender);
    if ((asker.isZero() && doer.isZero()) || c->asker == own || c->doer == own) return {};
    const bool isAskers =
        doer.isZero() || (!asker.isZero() && state.get(state::memberKey(asker, sender)).has_value());
    std::uint8_t jurors = c->panel;
    if constexpr (std::is_same_v<Step, tx::Appeal>) {
        const auto ruled = state.read<state::Case>(state::caseKey(step.dac, step.collaboration, c->round));
        if (!ruled) return {};
        jurors = mvm::sizeOfAppeal(*ruled);
    }
    return {isAskers ? asker : doer, fee + mvm::tipsOf(*c, jurors), "case"};
}

TreasuryUse treasuryUseOf(const tx::Payload& payload, const Address& sender, KnownState& state)
{
    if (const auto* dispute = std::get_if<tx::Dispute>(&payload))
        return useByCase(*dispute, dispute->courtFee, sender, state);
    if (const auto* appeal = std::get_if<tx::Appeal>(&payload))
        return useByCase(*appeal, appeal->fee, sender, state);
    if (const auto* spending = std::get_if<tx::SpendTreasury>(&payload); spending && spending->asMotion == 0)
        return {spending->dac, spending->amount, "spending"};
    if (const auto* enact = std::get_if<tx::EnactMotion>(&payload)) {
        const auto act = tx::decodeAct(enact->act);
        const auto* spending = act ? std::get_if<tx::SpendTreasury>(&*act) : nullptr;
        if (spending) return {spending->dac, spending->amount, "motion"};
    }
    if (const auto* put = std::get_if<tx::PutRecord>(&payload); put && put->tool >= tx::kFirstInstalledTool) {
        const auto record = state.read<state::Record>(state::recordKey(put->dac, put->tool, put->object));
        const Amount held = record ? record->amount : 0;
        return {put->dac, put->amount > held ? put->amount - held : 0, "record"};
    }
    if (const auto* proposal = std::get_if<tx::Propose>(&payload))
        return {tx::companyOf(proposal->asker), proposal->reward + proposal->askerDeposit + mvm::kTip,
                "collaboration"};
    if (const auto* acceptance = std::get_if<tx::Accept>(&payload)) {
        const auto c = state.read<state::Collaboration>(
            state::collaborationKey(acceptance->dac, acceptance->collaboration));
        if (c) return {tx::companyOf(c->doer), c->doerDeposit, "collaboration"};
    }
    return {};
}

/// Whether it could be put to the members instead.
bool couldBeMotion(const tx::Payload& payload)
{
    return std::visit(
        [](const auto& step) {
            if constexpr (requires { step.asMotion; }) return step.asMotion == 0;
            return false;
        },
        payload);
}

/// What the step takes of its signer's own money, and what there is, where that is too little. If a treasury
/// pays, only the fee is the signer's.
Error ownRefusalOf(Member& member, const Error& error, const tx::Transaction& step, KnownState& state,
                   bool treasuryPays)
{
    const auto account =
        state.read<state::Account>(state::accountKey(step.envelope.from)).value_or(state::Account{});
    const tx::MoneyOut out = tx::moneyOutOf(step.payload);
    Amount needed = treasuryPays ? tx::feeOf(step.payload) : networkFeeOf(step.payload, state) + out.amount;
    Amount available = account.balance;
    if (const auto* change = std::get_if<tx::ChangeStake>(&step.payload)) {
        const auto mine = state.read<state::Member>(state::memberKey(change->dac, step.envelope.from));
        if (mine && change->stake > mine->stake) needed += change->stake - mine->stake;
    }
    const auto* join = std::get_if<tx::Join>(&step.payload);
    if (join != nullptr)
        if (const auto invite = state.read<state::Invite>(state::inviteKey(join->dac, join->ticket)))
            available += invite->uses != 0 ? invite->gift / invite->uses : 0;
    if (needed <= available) return error; // another's money is missing
    return {error.code, amountsDetail(member, join != nullptr ? "join" : "own", {needed, available})};
}

/// How a judge has to do with the sides: as one of them, or as a member of one.
std::string courtAmongSides(const tx::Party& asker, const tx::Party& doer, const tx::Party& court,
                            KnownState& state)
{
    if (court == asker || court == doer) return "court is side";
    if (tx::typeOf(court) != tx::PartyType::Person) return {};
    for (const tx::Party& party : {asker, doer}) {
        const DacId dac = tx::companyOf(party);
        if (!dac.isZero() && state.get(state::memberKey(dac, tx::personOf(court)))) return "court is member";
    }
    return {};
}

/// Which of the reasons it is why nobody does something for, or about, themselves.
std::string whyOneself(const tx::Transaction& step, KnownState& state)
{
    const tx::Party sender = tx::personParty(step.envelope.from);
    if (const auto* proposal = std::get_if<tx::Propose>(&step.payload)) {
        const tx::Party asker = proposal->asker.isZero() ? sender : proposal->asker;
        if (proposal->doer == asker) return "one party";
        const std::string court = courtAmongSides(asker, proposal->doer, proposal->court, state);
        return court.empty() && proposal->court == sender ? "court signs" : court;
    }
    if (std::holds_alternative<tx::SetGuardian>(step.payload)) return "own guardian";
    if (std::holds_alternative<tx::AmendCharter>(step.payload)) return "own court";
    if (std::holds_alternative<tx::PutRecord>(step.payload)) return "record";
    const ObjectId id = collaborationOf(step.payload);
    if (id.isZero()) return {};
    const auto c = state.read<state::Collaboration>(state::collaborationKey(dacOf(step.payload), id));
    if (!c) return {};
    if (std::holds_alternative<tx::RevealRuling>(step.payload)) return "judge";
    if (std::holds_alternative<tx::Accept>(step.payload)) {
        const std::string court =
            courtAmongSides(c->asker, c->doer.isZero() ? sender : c->doer, c->court, state);
        if (!court.empty() || c->court == sender) return court.empty() ? "court signs" : court;
    }
    return "both sides";
}

/// A refusal for want of money says whose, and how much there is: for whoever signs for a company it is not
/// their own. One that is a role's says whether a motion could do it.
Error refusalOf(Member& member, const Error& error, const tx::Transaction& step, KnownState& state)
{
    const tx::Payload& payload = step.payload;
    if (error.code == ErrorCode::NotPermitted && couldBeMotion(payload)) return {error.code, "motion"};
    if (error.code == ErrorCode::SameParty) return {error.code, whyOneself(step, state)};
    if (error.code != ErrorCode::InsufficientBalance && error.code != ErrorCode::OverLimit) return error;
    const TreasuryUse use = treasuryUseOf(payload, step.envelope.from, state);
    const auto purse = state.read<state::Purse>(state::purseKey(use.dac));
    const bool isTreasurys = use.amount != 0 && purse;
    if (error.code == ErrorCode::InsufficientBalance) {
        if (!isTreasurys || use.amount <= purse->treasury)
            return ownRefusalOf(member, error, step, state, isTreasurys);
        const bool isAgreement = use.what == "collaboration" || use.what == "case";
        return {ErrorCode::InsufficientTreasury,
                isAgreement ? amountsDetail(member, use.what, {purse->treasury, use.amount}, use.dac)
                            : amountsDetail(member, use.what, {purse->treasury}, use.dac)};
    }
    const auto charter = state.read<state::Charter>(state::charterKey(use.dac));
    if (!isTreasurys || !charter) return error;
    const Amount limit = charter->spendLimit;
    const Amount left = limit - std::min(limit, mvm::spentOf(*purse, limit, member.now()));
    return {error.code, amountsDetail(member, use.what, {use.amount, left, limit, purse->treasury}, use.dac)};
}

/// Says that something stands otherwise than it did when the step was thought of.
bool isOvertaken(ErrorCode code)
{
    return code == ErrorCode::WrongSequence || code == ErrorCode::WrongState || code == ErrorCode::TooLate;
}

/// Of a step that was refused with `why` behind steps of mine that wait. Nobody is told to wait for them if
/// it would be refused without them, too: because it is too late, or for the same reason.
Error whyNotYet(Member& member, const Error& why, tx::Transaction step, std::uint32_t nonce)
{
    step.envelope.nonce = nonce;
    KnownState withoutThem(member);
    const auto alone = withoutThem.run(step);
    const bool isInVain =
        !alone && (alone.error().code == ErrorCode::TooLate || alone.error().code == why.code);
    return isInVain ? alone.error() : Error{ErrorCode::ContentConflict, "own edit"};
}

/// The numbers of the account's lane that steps take which wait.
std::set<std::uint32_t> numbersTaken(const sync::Outbox& outbox, const Address& account, std::uint8_t lane)
{
    std::set<std::uint32_t> taken;
    for (const sync::OutboxEntry& entry : outbox.entries()) {
        if (entry.stage != sync::OutboxEntry::Stage::Waiting) continue;
        const auto step = tx::decode(entry.step);
        if (step && step->envelope.from == account && step->envelope.lane == lane)
            taken.insert(step->envelope.nonce);
    }
    return taken;
}

} // namespace

Result<std::uint8_t> Member::nonceLane(const KnownAccount& mine)
{
    STOA_TRY(const auto kept, setting("lane"));
    if (kept && kept->size() == 1 && kept->front() >= '0' && kept->front() < '0' + tx::kLanes)
        return static_cast<std::uint8_t>(kept->front() - '0');
    const bool mayBeElsewhere = !info || mine.account.nonce(0) != 0;
    std::uint8_t lane = 0;
    if (mayBeElsewhere && outbox->entries().empty())
        lane = static_cast<std::uint8_t>(1 + world.random.bytes<1>()[0] % (tx::kLanes - 1));
    STOA_TRY_VOID(keepSetting("lane", std::to_string(lane)));
    return lane;
}

/// Unsigned steps get the first numbers that no waiting step has. What was done already and only waits for
/// its proof is in the record: `next` is the first number that it does not hold.
void Member::numberSteps(PendingDraft& draft, std::uint8_t lane, std::uint32_t next)
{
    if (draft.signature) return;
    const Address from = me();
    const std::set<std::uint32_t> taken = numbersTaken(*outbox, from, lane);
    std::uint32_t nonce = next;
    for (tx::Transaction& transaction : draft.transactions) {
        while (taken.contains(nonce)) ++nonce;
        transaction.envelope = {from, lane, nonce++, now() + kValidFor};
        // The digest of a step that was rolled back names that one: a new step needs another.
        while (outbox->find(tx::digestOf(transaction, rules.domain))) ++transaction.envelope.validUntil;
    }
}

/// Runs the steps in `state`, behind what waits, and sums up what they cost. Errors: why one is refused.
Result<void> Member::tryOut(PendingDraft& draft, KnownState& state, std::uint32_t next)
{
    Draft& view = draft.view;
    view.fee = 0;
    view.lockedByIt = 0;
    std::set<state::Key> ownEdits; // the records that what waits changes
    for (const tx::Transaction& waiting : state.runWaiting())
        if (const auto* put = std::get_if<tx::PutRecord>(&waiting.payload)) ownEdits.insert(recordOf(*put));
    if (const auto* put = std::get_if<tx::PutRecord>(&draft.transactions.front().payload))
        view.toolStep = toolStepOf(*this, state, *put); // before it has happened
    for (const tx::Transaction& transaction : draft.transactions) {
        const TreasuryUse use = treasuryUseOf(transaction.payload, transaction.envelope.from, state);
        const auto run = state.run(transaction);
        const auto* put = std::get_if<tx::PutRecord>(&transaction.payload);
        if (!run && run.error().code == ErrorCode::ContentConflict && put &&
            ownEdits.contains(recordOf(*put)))
            return Error{ErrorCode::ContentConflict, "own edit"};
        if (!run && isOvertaken(run.error().code) &&
            waitingCollaborations(*this).contains(collaborationOf(transaction.payload)))
            return whyNotYet(*this, run.error(), transaction, next);
        if (!run) return refusalOf(*this, run.error(), transaction, state);
        const bool isTreasurys = !use.dac.isZero() && use.amount != 0;
        if (isTreasurys) {
            view.payer = party(tx::companyParty(use.dac));
            view.paidByPayer += use.amount;
        }
        // Whoever pays sets the tip aside, too.
        view.fee += isTreasurys ? tx::feeOf(transaction.payload) : networkFeeOf(transaction.payload, state);
        const tx::MoneyOut out = tx::moneyOutOf(transaction.payload);
        if (out.isLocked && !isTreasurys) view.lockedByIt += out.amount;
    }
    return {};
}

/// What is shown of the steps is what their bytes say.
Result<void> Member::showSteps(PendingDraft& draft) const
{
    Draft& view = draft.view;
    view.bytes = tx::encodeUnsigned(draft.transactions.front());
    view.steps = static_cast<std::uint32_t>(draft.transactions.size());
    view.allSteps.clear();
    for (std::size_t i = 0; i < draft.transactions.size(); ++i) {
        STOA_TRY(const tx::Transaction step, tx::decodeUnsigned(tx::encodeUnsigned(draft.transactions[i])));
        view.allSteps.push_back({step.payload, tx::digestOf(step, rules.domain), draft.subjectOf(i)});
        if (i != 0) continue;
        view.nonce = step.envelope.nonce;
        view.validUntil = step.envelope.validUntil;
    }
    view.payload = view.allSteps.front().payload;
    view.digest = view.allSteps.front().digest;
    view.isSigned = draft.signature.has_value();
    if (const auto* transfer = std::get_if<tx::Transfer>(&view.payload)) {
        view.isFirstPaymentToThem = true;
        for (const sync::OutboxEntry& entry : outbox->entries()) {
            const auto earlier = tx::decode(entry.step);
            const auto* payment = earlier ? std::get_if<tx::Transfer>(&earlier->payload) : nullptr;
            if (payment && payment->to == transfer->to) view.isFirstPaymentToThem = false;
        }
    }
    // Ids are prefixes of the creating step's digest.
    if (std::holds_alternative<tx::CreateDac>(view.payload)) view.dac = tx::dacIdOf(view.digest);
    if (std::holds_alternative<tx::Propose>(view.payload)) view.object = tx::objectIdOf(view.digest);
    if (const auto* put = std::get_if<tx::PutRecord>(&view.payload))
        view.object = put->object.isZero() ? tx::objectIdOf(view.digest) : put->object;
    return {};
}

Result<Draft> Member::keepDraft(PendingDraft draft)
{
    STOA_TRY_VOID(checkMayAct(*this));
    STOA_CHECK(!draft.transactions.empty());
    for (const Bytes& object : draft.contents)
        if (object.size() > kMaxContentBytes) return Error{ErrorCode::TooLarge, "content"};
    const Address from = me();
    const KnownAccount mine = account(from);
    // Nobody should read, sign and wait for what no network takes.
    if (mine.exists && mvm::signerOf(mvm::effective(mine.account, now()), from) != ownKey() &&
        !draft.signature)
        return ErrorCode::WrongSigner;
    STOA_TRY(const std::uint8_t lane, nonceLane(mine));
    const std::uint32_t next = mine.account.nonce(lane);
    numberSteps(draft, lane, next);
    KnownState state(*this);
    STOA_TRY_VOID(tryOut(draft, state, next));
    STOA_TRY_VOID(showSteps(draft));

    Draft& view = draft.view;
    view.from = from;
    view.fromName = person(from).name;
    view.availableNow = mine.account.balance;
    const auto after = state.read<state::Account>(state::accountKey(from));
    view.availableAfter = after ? after->balance : 0;
    addStakes(*this, view, state);
    view.motion = motionSubjectOf(*this, view.payload);
    if (view.company.empty() && !view.dac.isZero()) view.company = companyName(view.dac);
    view.id = ++m_lastDraft;
    while (drafts.size() >= kDraftsKept) drafts.erase(drafts.begin());
    const auto [at, inserted] = drafts.emplace(view.id, std::move(draft));
    return at->second.view;
}

Result<PendingDraft*> Member::draft(DraftId id)
{
    const auto found = drafts.find(id);
    if (found == drafts.end()) return Error{ErrorCode::NotFound, "draft"};
    return &found->second;
}

/// Whether an attempt to send it failed and turned out to be kept all the same.
bool Member::isKeptAlready(const PendingDraft& draft) const
{
    return draft.wasTried && outbox->find(draft.view.digest) != nullptr;
}

Result<void> Member::checkNumbersAreFree(const PendingDraft& draft) const
{
    using Stage = sync::OutboxEntry::Stage;
    if (draft.signature || isKeptAlready(draft)) return {};
    for (const sync::OutboxEntry& entry : outbox->entries()) {
        if (entry.stage != Stage::Waiting && entry.stage != Stage::Included) continue;
        const auto step = tx::decode(entry.step);
        if (!step) continue;
        for (const tx::Transaction& mine : draft.transactions)
            if (step->envelope.from == mine.envelope.from && step->envelope.lane == mine.envelope.lane &&
                step->envelope.nonce == mine.envelope.nonce)
                return ErrorCode::DraftOvertaken;
    }
    return {};
}

/// What follows once the signed steps are kept. They are sent whatever goes wrong here: it is tried again
/// with every synchronisation, and what was kept twice does no harm; so nobody is told that it was not saved.
void Member::finishSending(const PendingDraft& draft)
{
    const auto tried = [this](const Result<void>& done) {
        if (!done) noteDisk(done.error().code);
    };
    for (const Hash& revision : draft.publishes)
        tried(forgetEdit(*this, draft.view.dac, draft.page, revision));
    const bool followsIt = std::holds_alternative<tx::CreateDac>(draft.view.payload) ||
                           std::holds_alternative<tx::Join>(draft.view.payload);
    if (followsIt) tried(follow(draft.view.dac));
    tried(synchronizeNow()); // sends what waits
}

Result<Sent> Member::send(PendingDraft draft, const std::vector<crypto::RecoverableSignature>& signatures)
{
    STOA_TRY_VOID(checkMayAct(*this));
    if (signatures.size() != draft.transactions.size()) return ErrorCode::InvalidArgument;
    std::vector<Hash> contentIds;
    for (const Bytes& object : draft.contents) {
        STOA_TRY(const Hash id, contents->put(object));
        contentIds.push_back(id);
    }
    Sent sent;
    sent.object = draft.view.object;
    sent.dac = draft.view.dac;
    sent.link = draft.view.link;
    sent.linkNode = draft.view.linkNode;
    sent.report = draft.report;
    std::vector<sync::OutboxEntry> entries;
    for (std::size_t i = 0; i < signatures.size(); ++i) {
        tx::Transaction transaction = draft.transactions[i];
        transaction.signature = signatures[i];
        sync::OutboxEntry entry;
        entry.digest = tx::digestOf(transaction, rules.domain);
        STOA_TRY(const Address signer, crypto::recoverSigner(entry.digest, transaction.signature));
        const Address from = transaction.envelope.from;
        const auto signs = mvm::signerOf(mvm::effective(account(from).account, now()), from);
        if (signer != (draft.signature ? signs : ownKey())) return ErrorCode::WrongSigner;
        entry.step = tx::encode(transaction);
        entry.time = now();
        entry.subject = draft.subjectOf(i);
        entry.with = draft.view.with.address;
        if (i == 0) entry.contents = contentIds;
        sent.ids.push_back(entry.digest);
        entries.push_back(std::move(entry));
    }
    STOA_TRY_VOID(keepTrial(draft.view.payload));
    if (draft.view.toolStep && draft.view.toolStep->move.money != tx::ToolMoney::None)
        STOA_TRY_VOID(keepMoved(*this, sent.ids.front(),
                                {draft.view.toolStep->move.money, draft.view.toolStep->move.amount}));
    STOA_TRY_VOID(keepPayer(*this, sent.ids.front(), draft.view.payload, draft.view.payer));
    if (draft.signature)
        STOA_TRY_VOID(outbox->sendAgain(entries.front().digest, now()));
    else if (!isKeptAlready(draft))
        STOA_TRY_VOID(outbox->add(std::move(entries), draft.replaces));
    if (!draft.signature) m_unsent.insert(sent.ids.begin(), sent.ids.end());
    finishSending(draft);
    if (const auto kept = keepUnsent(sent.ids); !kept) noteDisk(kept.error().code);

    // What was overtaken may have been merged and sent under another digest.
    for (Hash& id : sent.ids)
        for (auto at = outbox->replaced().find(id); at != outbox->replaced().end();
             at = outbox->replaced().find(id))
            id = at->second;
    for (const Hash& id : sent.ids) {
        const sync::OutboxEntry* entry = outbox->find(id);
        if (entry && entry->stage == sync::OutboxEntry::Stage::Refused)
            return Error{entry->refusal.value_or(ErrorCode::Internal),
                         actionViewOf(*this, *entry).isAfterRefused ? "after refused" : "network"};
    }
    // They are taken in their order, some at a time: with the last one all are.
    const sync::OutboxEntry* last = outbox->find(sent.ids.back());
    if (last && last->stage == sync::OutboxEntry::Stage::Included) {
        sent.finality = finalityOf(*last);
    } else {
        sent.finality.stage = Finality::Waiting;
        sent.obstacle = diskProblem ? diskProblem : isOffline ? ErrorCode::Offline : nodeProblem;
    }
    return sent;
}

} // namespace stoa::engine
