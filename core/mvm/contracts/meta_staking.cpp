// SPDX-License-Identifier: MIT
// The Meta Staking Contract: the life of a collaboration from the proposal to the day the deposits return.
#include <limits>

#include "core/mvm/contracts/standing.h"

namespace stoa::mvm {
namespace {

using state::CollaborationState;

constexpr std::uint16_t kWhole = 10'000; ///< hundredths of a percent

bool isSum(Amount total, std::initializer_list<Amount> parts)
{
    for (const Amount part : parts) {
        if (part > total) return false;
        total -= part;
    }
    return true;
}

Result<void> checkProposal(const tx::Propose& p, const state::Charter& charter, const ApplyContext& context)
{
    const Rules& rules = context.rules();
    const Timestamp now = context.time();
    // What the charter fixes must be what the asker saw and signed.
    if (p.court != charter.court || p.courtFee != charter.courtFee || p.tax != charter.tax)
        return ErrorCode::OutOfRange;
    if (p.reviewPeriod != charter.reviewPeriod || p.challengePeriod != charter.challengePeriod ||
        p.gracePeriod != charter.gracePeriod || p.changes != charter.changes)
        return ErrorCode::OutOfRange;
    if (p.answerBy <= now || p.answerBy - now > rules.maximumPeriod) return ErrorCode::OutOfRange;
    if (p.workBy <= p.answerBy || p.workBy - now > 2 * std::uint64_t{rules.maximumPeriod})
        return ErrorCode::OutOfRange;
    // Far below 2⁶⁴, so that no later sum of its parts can overflow.
    constexpr Amount kMost = Amount{1} << 62;
    if (!isSum(kMost, {p.reward, p.askerDeposit, p.doerDeposit, p.courtFee}))
        return ErrorCode::AmountOverflow;
    __extension__ using Wide = unsigned __int128;
    const auto share = static_cast<Amount>(static_cast<Wide>(p.reward) * charter.depositShare / kWhole);
    for (const Amount deposit : {p.askerDeposit, p.doerDeposit})
        if (deposit < charter.minimumDeposit || deposit < share) return ErrorCode::BelowMinimum;
    if (p.statement.isZero()) return ErrorCode::OutOfRange;
    const tx::Party asker = tx::personParty(context.sender());
    switch (tx::typeOf(p.doer)) {
    case tx::PartyType::None:
        if (!p.doer.isZero()) return ErrorCode::OutOfRange;
        break;
    case tx::PartyType::Person:
        if (p.doer == asker || tx::personOf(p.doer).isZero()) return ErrorCode::SameParty;
        break;
    case tx::PartyType::Company: return ErrorCode::NotSupported;
    default: return ErrorCode::OutOfRange;
    }
    // Nobody judges a collaboration of their own.
    if (!p.court.isZero() && (p.court == asker || p.court == p.doer)) return ErrorCode::SameParty;
    return {};
}

/// Reads the standing, effective now, and checks what every act repeats.
Result<Standing> readFor(ApplyContext& context, const DacId& dac, const ObjectId& id, std::uint16_t seq)
{
    STOA_TRY(Standing standing, readStanding(context, dac, id));
    if (standing.collaboration.seq != seq) return ErrorCode::WrongSequence;
    return standing;
}

bool isAsker(const ApplyContext& context, const state::Collaboration& c)
{
    return c.asker == tx::personParty(context.sender());
}

bool isDoer(const ApplyContext& context, const state::Collaboration& c)
{
    return c.doer == tx::personParty(context.sender());
}

/// What one side's counts remember of a collaboration.
struct Ending {
    bool isRefund = false; ///< nothing was delivered in time
    bool isAgreed = false;
    bool isLost = false;
    bool isLate = false;
};

/// Pays one side and writes the ending into its record; payer and payee records are never held together.
Result<void> endFor(ApplyContext& context, const tx::Party& party, Amount amount, const Ending& ending)
{
    const Address who = tx::personOf(party);
    STOA_TRY_VOID(context.credit(who, amount));
    state::Account account = context.account(who);
    if (ending.isLost)
        ++account.lost;
    else if (ending.isAgreed)
        ++account.agreed;
    else if (!ending.isRefund)
        ++account.settled;
    if (ending.isLate) ++account.late;
    context.write(state::accountKey(who), account);
    return {};
}

Result<void> settleCollaboration(const tx::Settle& settle, ApplyContext& context)
{
    STOA_TRY(Standing standing, readStanding(context, settle.dac, settle.object));
    state::Collaboration& c = standing.collaboration;
    const auto due = duePayout(standing, context.time());
    if (!due) return ErrorCode::NothingDue;
    const CollaborationState ending = standing.state();
    const Amount tip = c.tip;

    if (due->tax != 0) {
        auto purse = context.read<state::Purse>(state::purseKey(settle.dac));
        if (!purse) return ErrorCode::NoSuchCompany;
        if (due->tax > std::numeric_limits<Amount>::max() - purse->treasury) return ErrorCode::AmountOverflow;
        purse->treasury += due->tax;
        context.write(state::purseKey(settle.dac), *purse);
    }
    if (ending == CollaborationState::Proposed) {
        c.state = static_cast<std::uint8_t>(CollaborationState::Cancelled);
        STOA_TRY_VOID(context.credit(tx::personOf(c.asker), due->asker));
    } else {
        const bool isRuled = ending == CollaborationState::Ruled;
        const bool isRefund = !isRuled && (c.flags & state::kRefund) != 0 && c.outcome == c.doerDeposit;
        c.state =
            static_cast<std::uint8_t>(isRefund ? CollaborationState::Refunded : CollaborationState::Settled);
        // A side has lost if the ruling gave it less than it would have had without the dispute.
        const bool askerLost = isRuled && c.outcome > standing.dispute->statusQuo;
        const bool doerLost = isRuled && c.outcome < standing.dispute->statusQuo;
        const bool isAgreed = !isRuled && (c.flags & state::kAgreed) != 0;
        const bool isLate = isRefund || (c.flags & state::kLate) != 0;
        STOA_TRY_VOID(endFor(context, c.asker, due->asker, {isRefund, isAgreed, askerLost, false}));
        STOA_TRY_VOID(endFor(context, c.doer, due->doer, {isRefund, isAgreed, doerLost, isLate}));
    }
    c.tip = 0;
    c.deadline = context.time();
    ++c.seq;
    context.write(state::collaborationKey(settle.dac, settle.object), c);
    return context.credit(context.batch().aggregator, tip);
}

Result<void> settleCase(const tx::Settle& settle, ApplyContext& context)
{
    if (settle.sub > 255) return ErrorCode::NoSuchCase;
    const state::Key key = state::caseKey(settle.dac, settle.object, static_cast<std::uint8_t>(settle.sub));
    const auto stored = context.read<state::Case>(key);
    const auto c = context.read<state::Collaboration>(state::collaborationKey(settle.dac, settle.object));
    if (!stored || !c) return ErrorCode::NoSuchCase;
    state::Case dispute = effective(*stored, context.time(), c->revealPeriod);
    if (!isCaseDue(dispute)) return ErrorCode::NothingDue;
    const bool claimantIsAsker = dispute.claimant == state::kAskerSide;
    const bool isWithdrawn = dispute.state == static_cast<std::uint8_t>(state::CaseState::Withdrawn);
    const bool isRuled = dispute.state == static_cast<std::uint8_t>(state::CaseState::Ruled);
    // The arbitrator is paid for a ruling. A silent court returns the fee; one who withdraws loses it.
    const tx::Party& payee = isRuled ? c->court : claimantIsAsker != isWithdrawn ? c->asker : c->doer;
    const Amount fee = dispute.fee;
    const Amount tip = dispute.tip;
    dispute.fee = 0;
    dispute.tip = 0;
    context.write(key, dispute);
    STOA_TRY_VOID(context.credit(tx::personOf(payee), fee));
    return context.credit(context.batch().aggregator, tip);
}

Result<void> settleInvite(const tx::Settle& settle, ApplyContext& context)
{
    const state::Key key = state::companyKey(settle.dac, state::Table::Invite, settle.object, settle.sub);
    const auto invite = context.read<state::Invite>(key);
    if (!invite) return ErrorCode::NoSuchInvite;
    if (context.time() < invite->expires) return ErrorCode::NothingDue;
    context.erase(key);
    return context.credit(invite->inviter, invite->gift);
}

} // namespace

Result<Standing> readStanding(ApplyContext& context, const DacId& dac, const ObjectId& id)
{
    const auto stored = context.read<state::Collaboration>(state::collaborationKey(dac, id));
    if (!stored) return ErrorCode::NoSuchCollaboration;
    Standing standing{*stored, {}};
    if (standing.state() == CollaborationState::Disputed || standing.state() == CollaborationState::Ruled)
        standing.dispute = context.read<state::Case>(state::caseKey(dac, id, stored->round));
    return effective(std::move(standing), context.time(), context.rules());
}

Result<void> handle(const tx::Propose& p, ApplyContext& context)
{
    const auto charter = context.read<state::Charter>(state::charterKey(p.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    const auto member = context.read<state::Member>(state::memberKey(p.dac, context.sender()));
    if (!member) return ErrorCode::NotAMember;
    if (!isPermitted(*charter, member->role, tx::Permission::Propose)) return ErrorCode::NotPermitted;
    STOA_TRY_VOID(checkProposal(p, *charter, context));
    const ObjectId id = tx::objectIdOf(context.digest());
    const state::Key key = state::collaborationKey(p.dac, id);
    if (context.read<state::Collaboration>(key)) return ErrorCode::AlreadyExists;

    state::Collaboration c;
    c.state = static_cast<std::uint8_t>(CollaborationState::Proposed);
    c.asker = tx::personParty(context.sender());
    c.doer = p.doer;
    c.statement = p.statement;
    c.reward = p.reward;
    c.askerDeposit = p.askerDeposit;
    c.doerDeposit = p.doerDeposit;
    c.tip = kTip;
    c.tax = p.tax;
    c.court = p.court;
    c.panel = charter->panel;
    c.courtFee = p.courtFee;
    c.slash = charter->slash;
    c.commitPeriod = charter->commitPeriod;
    c.revealPeriod = charter->revealPeriod;
    c.appealPeriod = charter->appealPeriod;
    c.answerBy = p.answerBy;
    c.workBy = p.workBy;
    c.reviewPeriod = p.reviewPeriod;
    c.challengePeriod = p.challengePeriod;
    c.gracePeriod = p.gracePeriod;
    c.changes = p.changes;
    c.deadline = p.answerBy;
    c.task = p.task;
    c.proposed = context.time();
    STOA_TRY_VOID(context.debit(context.sender(), p.reward + p.askerDeposit + kTip));
    context.write(key, c);
    return {};
}

Result<void> handle(const tx::Accept& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, a.dac, a.collaboration, a.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Proposed) return ErrorCode::WrongState;
    if (context.time() >= c.answerBy) return ErrorCode::TooLate;
    const tx::Party sender = tx::personParty(context.sender());
    if (sender == c.asker || sender == c.court) return ErrorCode::SameParty;
    if (c.doer.isZero()) {
        const auto charter = context.read<state::Charter>(state::charterKey(a.dac));
        const auto member = context.read<state::Member>(state::memberKey(a.dac, context.sender()));
        if (!charter || !member) return ErrorCode::NotAMember;
        if (!isPermitted(*charter, member->role, tx::Permission::AcceptOpen)) return ErrorCode::NotPermitted;
        c.doer = sender;
    } else if (c.doer != sender) {
        return ErrorCode::NotAParty;
    }
    if (a.statement != c.statement || a.deposit != c.doerDeposit) return ErrorCode::ContentConflict;
    STOA_TRY_VOID(context.debit(context.sender(), c.doerDeposit));
    c.state = static_cast<std::uint8_t>(CollaborationState::Active);
    c.started = context.time();
    c.deadline = c.workBy + c.gracePeriod;
    ++c.seq;
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    return {};
}

Result<void> handle(const tx::Cancel& cancel, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, cancel.dac, cancel.collaboration, cancel.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Proposed) return ErrorCode::WrongState;
    if (context.time() >= c.answerBy) return ErrorCode::TooLate;
    if (!isAsker(context, c) && !isDoer(context, c)) return ErrorCode::NotAParty;
    c.flags |= isAsker(context, c) ? state::kWithdrawn : state::kDeclined;
    c.answerBy = context.time(); // due at once: Settle returns everything to the asker
    c.deadline = c.answerBy;
    ++c.seq;
    context.write(state::collaborationKey(cancel.dac, cancel.collaboration), c);
    return {};
}

Result<void> handle(const tx::Deliver& d, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, d.dac, d.collaboration, d.seq));
    state::Collaboration& c = standing.collaboration;
    if (!isDoer(context, c)) return ErrorCode::NotAParty;
    if (standing.state() != CollaborationState::Active) return ErrorCode::WrongState;
    if (d.delivery.isZero()) return ErrorCode::OutOfRange;
    c.state = static_cast<std::uint8_t>(CollaborationState::Delivered);
    if (context.time() >= c.workBy) c.flags |= state::kLate;
    c.delivery = d.delivery;
    c.deadline = context.time() + c.reviewPeriod;
    ++c.seq;
    context.write(state::collaborationKey(d.dac, d.collaboration), c);
    return {};
}

Result<void> handle(const tx::RequestChanges& r, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, r.dac, r.collaboration, r.seq));
    state::Collaboration& c = standing.collaboration;
    if (!isAsker(context, c)) return ErrorCode::NotAParty;
    if (standing.state() != CollaborationState::Delivered) return ErrorCode::WrongState;
    if (r.delivery != c.delivery) return ErrorCode::ContentConflict;
    if (c.changesUsed >= c.changes) return ErrorCode::NoMoreChanges;
    if (r.reasons.isZero() || r.workBy < context.time() + c.reviewPeriod ||
        r.workBy - context.time() > context.rules().maximumPeriod)
        return ErrorCode::OutOfRange;
    c.state = static_cast<std::uint8_t>(CollaborationState::Active);
    ++c.changesUsed;
    c.reasons = r.reasons;
    c.workBy = r.workBy;
    c.deadline = r.workBy + c.gracePeriod;
    ++c.seq;
    context.write(state::collaborationKey(r.dac, r.collaboration), c);
    return {};
}

Result<void> handle(const tx::Approve& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, a.dac, a.collaboration, a.seq));
    state::Collaboration& c = standing.collaboration;
    if (!isAsker(context, c)) return ErrorCode::NotAParty;
    if (standing.state() != CollaborationState::Delivered) return ErrorCode::WrongState;
    if (a.delivery != c.delivery) return ErrorCode::ContentConflict;
    c.state = static_cast<std::uint8_t>(CollaborationState::ToBeAllocated);
    c.outcome = c.reward + c.doerDeposit;
    c.deadline = context.time() + c.challengePeriod;
    ++c.seq;
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    return {};
}

Result<void> handle(const tx::Settle& settle, ApplyContext& context)
{
    switch (static_cast<state::Table>(settle.table)) {
    case state::Table::Collaboration:
        return settle.sub == 0 ? settleCollaboration(settle, context) : Result<void>(ErrorCode::NothingDue);
    case state::Table::Case: return settleCase(settle, context);
    case state::Table::Invite: return settleInvite(settle, context);
    case state::Table::None:
    case state::Table::Charter:
    case state::Table::Purse:
    case state::Table::Member:
    case state::Table::Motion:
    case state::Table::Ballot:
    case state::Table::Seat:
    case state::Table::Juror:
    case state::Table::Tool:
    case state::Table::Record:
    case state::Table::Index: return ErrorCode::NothingDue;
    }
    return ErrorCode::NothingDue;
}

} // namespace stoa::mvm
