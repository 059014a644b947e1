// SPDX-License-Identifier: MIT
// The Meta Staking Contract: the life of a collaboration from the proposal to the day the deposits return.
#include <algorithm>
#include <limits>

#include "core/mvm/contracts/parties.h"
#include "core/mvm/contracts/standing.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {
namespace {

using state::CollaborationState;

bool isSum(Amount total, std::initializer_list<Amount> parts)
{
    for (const Amount part : parts) {
        if (part > total) return false;
        total -= part;
    }
    return true;
}

/// The terms on which a court judges: a company's from its own charter, a person's from the home charter.
struct CourtTerms {
    std::uint8_t panel = 0;
    Amount courtFee = 0;
    std::uint16_t slash = 0;
    Seconds commitPeriod = 0;
    Seconds revealPeriod = 0;
    Seconds appealPeriod = 0;
};

Result<CourtTerms> courtTermsOf(const state::Charter& home, ApplyContext& context)
{
    state::Charter charter = home;
    if (const DacId court = tx::companyOf(home.court); !court.isZero()) {
        const auto theirs = context.read<state::Charter>(state::charterKey(court));
        if (!theirs || theirs->serves == 0) return ErrorCode::NoCourt;
        charter = *theirs;
    }
    return CourtTerms{charter.panel,        charter.courtFee,     charter.slash,
                      charter.commitPeriod, charter.revealPeriod, charter.appealPeriod};
}

Result<void> checkProposal(const tx::Propose& p, const state::Charter& charter, const CourtTerms& court,
                           const tx::Party& asker, ApplyContext& context)
{
    const Rules& rules = context.rules();
    const Timestamp now = context.time();
    // What the charter fixes must be what the asker saw and signed.
    if (p.court != charter.court || p.courtFee != court.courtFee || p.tax != charter.tax)
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
    const auto share = static_cast<Amount>(static_cast<Wide>(p.reward) * charter.depositShare / kWhole);
    for (const Amount deposit : {p.askerDeposit, p.doerDeposit})
        if (deposit < charter.minimumDeposit || deposit < share || deposit < court.courtFee)
            return ErrorCode::BelowMinimum;
    if (p.statement.isZero()) return ErrorCode::OutOfRange;
    switch (tx::typeOf(p.doer)) {
    case tx::PartyType::None:
        if (!p.doer.isZero()) return ErrorCode::OutOfRange;
        break;
    case tx::PartyType::Person:
        if (p.doer == asker || tx::personOf(p.doer).isZero()) return ErrorCode::SameParty;
        break;
    case tx::PartyType::Company:
        if (tx::companyOf(p.doer).isZero()) return ErrorCode::OutOfRange;
        if (p.doer == asker) return ErrorCode::SameParty;
        break;
    default: return ErrorCode::OutOfRange;
    }
    // Nobody judges a collaboration of their own.
    const tx::Party signer = tx::personParty(context.sender());
    if (!p.court.isZero() && (p.court == asker || p.court == p.doer || p.court == signer))
        return ErrorCode::SameParty;
    return isCourtOutside(context, asker, p.doer, p.court);
}

/// Reads the standing, effective now, and checks what every act repeats.
Result<Standing> readFor(ApplyContext& context, const DacId& dac, const ObjectId& id, std::uint16_t seq)
{
    STOA_TRY(Standing standing, readStanding(context, dac, id));
    if (standing.collaboration.seq != seq) return ErrorCode::WrongSequence;
    return standing;
}

/// Reads as readFor does; the sender acts for `side`.
Result<Standing> readAs(std::uint8_t side, ApplyContext& context, const DacId& dac, const ObjectId& id,
                        std::uint16_t seq)
{
    STOA_TRY(Standing standing, readFor(context, dac, id, seq));
    const state::Collaboration& c = standing.collaboration;
    STOA_TRY_VOID(actFor(context, partyOn(c, side), partyOn(c, otherSide(side))));
    return standing;
}

/// What one side's counts remember of a collaboration.
struct Ending {
    bool isRefund = false; ///< nothing was delivered in time
    bool isAgreed = false;
    bool isLost = false;
    bool isLate = false;
    std::uint64_t stakeDays = 0;
};

/// Tokens × days for which a side's deposit was locked, until the day on which it came due.
std::uint64_t stakeDaysOf(const state::Collaboration& c, Amount deposit)
{
    if (c.started == 0 || c.deadline <= c.started) return 0;
    const Wide days = Wide{deposit} * (c.deadline - c.started) / (Wide{kToken} * kDay);
    constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
    return days > kMost ? kMost : static_cast<std::uint64_t>(days);
}

/// The counts of a person and of a company are the same.
template <typename Record>
void count(Record& record, const Ending& ending)
{
    if (ending.isLost)
        ++record.lost;
    else if (ending.isAgreed)
        ++record.agreed;
    else if (!ending.isRefund)
        ++record.settled;
    if (ending.isLate) ++record.late;
    const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - record.stakeDays;
    record.stakeDays += std::min(room, ending.stakeDays);
}

/// Pays one side and writes the ending into its record; payer and payee records are never held together.
Result<void> endFor(ApplyContext& context, const tx::Party& party, Amount amount, const Ending& ending)
{
    STOA_TRY_VOID(creditParty(context, party, amount));
    if (const DacId dac = tx::companyOf(party); !dac.isZero()) {
        auto purse = context.read<state::Purse>(state::purseKey(dac));
        if (!purse) return ErrorCode::NoSuchCompany;
        count(*purse, ending);
        context.write(state::purseKey(dac), *purse);
        return {};
    }
    const Address who = tx::personOf(party);
    state::Account account = context.account(who);
    count(account, ending);
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

    if (due->tax != 0) STOA_TRY_VOID(giveToTreasury(context, settle.dac, due->tax));
    if (ending == CollaborationState::Proposed) {
        c.state = static_cast<std::uint8_t>(CollaborationState::Cancelled);
        STOA_TRY_VOID(creditParty(context, c.asker, due->asker));
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
        STOA_TRY_VOID(endFor(context, c.asker, due->asker,
                             {isRefund, isAgreed, askerLost, false, stakeDaysOf(c, c.askerDeposit)}));
        STOA_TRY_VOID(endFor(context, c.doer, due->doer,
                             {isRefund, isAgreed, doerLost, isLate, stakeDaysOf(c, c.doerDeposit)}));
    }
    c.tip = 0;
    c.deadline = context.time();
    ++c.seq;
    context.write(state::collaborationKey(settle.dac, settle.object), c);
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
    const tx::Party asker = p.asker.isZero() ? tx::personParty(context.sender()) : p.asker;
    STOA_TRY_VOID(actFor(context, asker, p.doer));
    STOA_TRY(const CourtTerms court, courtTermsOf(*charter, context));
    STOA_TRY_VOID(checkProposal(p, *charter, court, asker, context));
    const ObjectId id = tx::objectIdOf(context.digest());
    const state::Key key = state::collaborationKey(p.dac, id);
    if (context.read<state::Collaboration>(key)) return ErrorCode::AlreadyExists;

    state::Collaboration c;
    c.state = static_cast<std::uint8_t>(CollaborationState::Proposed);
    c.asker = asker;
    c.doer = p.doer;
    c.statement = p.statement;
    c.reward = p.reward;
    c.askerDeposit = p.askerDeposit;
    c.doerDeposit = p.doerDeposit;
    c.tip = kTip;
    c.tax = p.tax;
    c.court = p.court;
    c.panel = court.panel;
    c.courtFee = p.courtFee;
    c.slash = court.slash;
    c.commitPeriod = court.commitPeriod;
    c.revealPeriod = court.revealPeriod;
    c.appealPeriod = court.appealPeriod;
    c.answerBy = p.answerBy;
    c.workBy = p.workBy;
    c.reviewPeriod = p.reviewPeriod;
    c.challengePeriod = p.challengePeriod;
    c.gracePeriod = p.gracePeriod;
    c.changes = p.changes;
    c.deadline = p.answerBy;
    c.task = p.task;
    c.proposed = context.time();
    STOA_TRY_VOID(debitParty(context, asker, p.reward + p.askerDeposit + kTip));
    context.write(key, c);
    noteParty(context, p.dac, id, asker, state::kAskerSide);
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
    } else {
        STOA_TRY_VOID(actFor(context, c.doer, c.asker));
    }
    // Nobody takes on what they could have asked for: a company's money is not for those who spend it.
    STOA_TRY_VOID(isOneSideOnly(context, c.doer, c.asker));
    if (c.doer.isZero()) c.doer = sender;
    STOA_TRY_VOID(isCourtOutside(context, c.asker, c.doer, c.court)); // as when it was proposed
    if (a.statement != c.statement || a.deposit != c.doerDeposit) return ErrorCode::ContentConflict;
    STOA_TRY_VOID(debitParty(context, c.doer, c.doerDeposit));
    c.started = context.time();
    enter(c, CollaborationState::Active, c.workBy + c.gracePeriod);
    context.write(state::collaborationKey(a.dac, a.collaboration), c);
    noteParty(context, a.dac, a.collaboration, c.doer, state::kDoerSide);
    return {};
}

Result<void> handle(const tx::Cancel& cancel, ApplyContext& context)
{
    STOA_TRY(Standing standing, readFor(context, cancel.dac, cancel.collaboration, cancel.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Proposed) return ErrorCode::WrongState;
    if (context.time() >= c.answerBy) return ErrorCode::TooLate;
    STOA_TRY(const std::uint8_t side, sideOfSender(context, c));
    c.flags |= side == state::kAskerSide ? state::kWithdrawn : state::kDeclined;
    c.answerBy = context.time(); // due at once: Settle returns everything to the asker
    c.deadline = c.answerBy;
    ++c.seq;
    context.write(state::collaborationKey(cancel.dac, cancel.collaboration), c);
    return {};
}

Result<void> handle(const tx::Deliver& d, ApplyContext& context)
{
    STOA_TRY(Standing standing, readAs(state::kDoerSide, context, d.dac, d.collaboration, d.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Active) return ErrorCode::WrongState;
    if (d.delivery.isZero()) return ErrorCode::OutOfRange;
    if (context.time() >= c.workBy) c.flags |= state::kLate;
    c.delivery = d.delivery;
    enter(c, CollaborationState::Delivered, context.time() + c.reviewPeriod);
    context.write(state::collaborationKey(d.dac, d.collaboration), c);
    return {};
}

Result<void> handle(const tx::RequestChanges& r, ApplyContext& context)
{
    STOA_TRY(Standing standing, readAs(state::kAskerSide, context, r.dac, r.collaboration, r.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Delivered) return ErrorCode::WrongState;
    if (r.delivery != c.delivery) return ErrorCode::ContentConflict;
    STOA_TRY_VOID(isOneSideOnly(context, c.asker, c.doer)); // nobody gives themselves more time
    if (c.changesUsed >= c.changes) return ErrorCode::NoMoreChanges;
    if (r.reasons.isZero() || r.workBy < context.time() + c.reviewPeriod ||
        r.workBy - context.time() > context.rules().maximumPeriod)
        return ErrorCode::OutOfRange;
    ++c.changesUsed;
    c.reasons = r.reasons;
    c.workBy = r.workBy;
    enter(c, CollaborationState::Active, r.workBy + c.gracePeriod);
    context.write(state::collaborationKey(r.dac, r.collaboration), c);
    return {};
}

Result<void> handle(const tx::Approve& a, ApplyContext& context)
{
    STOA_TRY(Standing standing, readAs(state::kAskerSide, context, a.dac, a.collaboration, a.seq));
    state::Collaboration& c = standing.collaboration;
    if (standing.state() != CollaborationState::Delivered) return ErrorCode::WrongState;
    if (a.delivery != c.delivery) return ErrorCode::ContentConflict;
    STOA_TRY_VOID(isOneSideOnly(context, c.asker, c.doer)); // nobody approves their own work
    c.outcome = c.reward + c.doerDeposit;
    enter(c, CollaborationState::ToBeAllocated, context.time() + c.challengePeriod);
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
    case state::Table::Motion: return settleMotion(settle, context);
    case state::Table::None:
    case state::Table::Charter:
    case state::Table::Purse:
    case state::Table::Member:
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
