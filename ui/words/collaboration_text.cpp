// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_text.h"

#include <QCoreApplication>

#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

using engine::Act;
using engine::Actor;
using engine::CaseState;
using engine::CollaborationState;
using engine::CollaborationView;
using engine::DefaultOutcome;
using engine::InboxItem;
using engine::NextStep;
using engine::PersonView;
using engine::ProposalEnding;

namespace {

/// The people of one collaboration as the reader sees them.
struct People {
    PersonView asker;
    PersonView doer;
    PersonView arbitrator;
    PersonView claimant; ///< who has opened the dispute
};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CollaborationText)
public:
    static QString state(CollaborationState state)
    {
        switch (state) {
        case CollaborationState::Proposed: return tr("1 of 2 deposits");
        case CollaborationState::Active: return tr("Active");
        case CollaborationState::Delivered: return tr("Delivered");
        case CollaborationState::ToBeAllocated: return tr("To be allocated");
        case CollaborationState::Disputed: return tr("In dispute");
        case CollaborationState::Ruled: return tr("Ruled");
        case CollaborationState::Settled: return tr("Settled");
        case CollaborationState::Cancelled: return tr("Ended before it began");
        case CollaborationState::Refunded: return tr("Refunded");
        }
        return {};
    }

    static QString headline(const CollaborationView& view, const QString& symbol)
    {
        const QString asker = nameOf(view.asker);
        const QString doer = nameOf(view.doer);
        const bool isOpen = view.doer.address.isZero();
        // Who acts for a company has locked and received nothing: the company has.
        const bool iAsk = view.asker.isMe;
        const bool iWork = view.doer.isMe;
        switch (view.state) {
        case CollaborationState::Proposed:
            if (view.ending != ProposalEnding::None) return ended(view, asker, doer);
            if (iAsk)
                return isOpen ? tr("Your deposit and the reward are locked. Any member can accept.")
                              : tr("Your deposit and the reward are locked. %1 can accept.").arg(doer);
            return isOpen ? tr("%1 has locked a deposit and the reward. Any member can accept.").arg(asker)
                   : iWork
                       ? tr("%1 has locked a deposit and the reward, and asks you to do the work.").arg(asker)
                       : tr("%1 has locked a deposit and the reward. %2 can accept.").arg(asker, doer);
        case CollaborationState::Active:
            if (view.changesUsed > 0)
                return iWork ? tr("%1 asked for changes. Deliver again.").arg(asker)
                             : tr("Changes were asked for. %1 delivers again.").arg(doer);
            return iWork ? tr("Both deposits are locked. The work is yours.")
                         : tr("Both deposits are locked. %1 does the work.").arg(doer);
        case CollaborationState::Delivered:
            return view.iAmAsker ? tr("%1 has delivered. Review the work.").arg(doer)
                   : iWork       ? tr("You have delivered. %1 reviews the work.").arg(asker)
                                 : tr("%1 has delivered. %2 reviews the work.").arg(doer, asker);
        case CollaborationState::ToBeAllocated:
            return tr("The work is over. The money is paid out when the challenging period ends.");
        case CollaborationState::Disputed:
            return tr("A dispute is open. All money of this collaboration is frozen.");
        case CollaborationState::Ruled: return tr("The arbitrator has ruled.");
        case CollaborationState::Settled:
            if (iWork)
                return tr("Settled. You received %1, and %2 went to %3.")
                    .arg(amountText(view.paidToDoer, symbol), amountText(view.paidToAsker, symbol), asker);
            if (iAsk)
                return tr("Settled. %1 went to %2, and %3 returned to you.")
                    .arg(amountText(view.paidToDoer, symbol), doer, amountText(view.paidToAsker, symbol));
            return tr("Settled. %1 went to %2, %3 to %4.")
                .arg(amountText(view.paidToDoer, symbol), doer, amountText(view.paidToAsker, symbol), asker);
        case CollaborationState::Cancelled: return ended(view, asker, doer);
        case CollaborationState::Refunded:
            return view.asker.isMe
                       ? tr("Nothing was delivered in time. Both deposits and the reward went back.")
                       : tr("Nothing was delivered in time. Both deposits are back, and the reward went to "
                            "%1.")
                             .arg(asker);
        }
        return {};
    }

    /// What the court had, and what else was taken from the two sides.
    static QString money(const CollaborationView& view, const QString& symbol)
    {
        const auto to = [](const PersonView& person) { return person.isMe ? tr("you") : nameOf(person); };
        const bool isOver =
            view.state == CollaborationState::Settled || view.state == CollaborationState::Refunded;
        QStringList sentences;
        if (view.dispute && (isOver || view.state == CollaborationState::Ruled)) {
            const engine::CaseView& dispute = *view.dispute;
            const PersonView& claimant = dispute.claimantIsAsker ? view.asker : view.doer;
            const PersonView& other = dispute.claimantIsAsker ? view.doer : view.asker;
            const QString borne = amountText(view.feeBorne, symbol);
            if (dispute.state == CaseState::Ruled)
                sentences
                    << tr("The ruling gives %1 %2.").arg(to(view.doer), amountText(dispute.ruling, symbol));
            if (view.feeBorne > 0)
                sentences << (isOver
                                  ? tr("Out of what the ruling left, %1 went from %2 to %3 for the court's "
                                       "fee, which %3 had paid.")
                                        .arg(borne, to(other), to(claimant))
                                  : tr("Out of what the ruling leaves, %1 go from %2 to %3 for the court's "
                                       "fee, which %3 had paid.")
                                        .arg(borne, to(other), to(claimant)));
            if (const QString fee = courtEnd(view, to(claimant), to(other), symbol); isOver && !fee.isEmpty())
                sentences << fee;
        }
        if (view.paidAsTax > 0)
            sentences << tr("%1 went to the treasury of %2 as tax.")
                             .arg(amountText(view.paidAsTax, symbol), companyTitle(toQt(view.company)));
        return sentences.join(QLatin1Char(' '));
    }

    /// The fee of a case that is over and was handed out. An appeal has one of its own, paid by who appealed.
    static QString courtEnd(const CollaborationView& view, const QString& claimant, const QString& other,
                            const QString& symbol)
    {
        if (view.courtFee == 0 || view.next.ifNobodyActs == DefaultOutcome::PaysCourt) return {};
        const engine::CaseView& dispute = *view.dispute;
        const QString fee = amountText(view.courtFee, symbol);
        const QString more = amountText(2 * view.courtFee, symbol);
        const bool isByClaimant = dispute.appellantIsAsker == dispute.claimantIsAsker;
        const QString& appellant = isByClaimant ? claimant : other;
        switch (dispute.state) {
        case CaseState::Ruled:
            return dispute.isAppeal ? tr("The court received its fee of %1, and for the appeal %2 from %3.")
                                          .arg(fee, more, appellant)
                                    : tr("The court received its fee of %1.").arg(fee);
        case CaseState::Void:
        case CaseState::Agreed:
            return dispute.isAppeal
                       ? tr("The court received its fee of %1; the %2 for the appeal went back to %3.")
                             .arg(fee, more, appellant)
                       : tr("The court's fee of %1 went back to %2.").arg(fee, claimant);
        case CaseState::Withdrawn:
            return dispute.isAppeal
                       ? tr("The court received its fee of %1; the %2 that %3 had paid for the appeal went "
                            "to %4, because it was withdrawn.")
                             .arg(fee, more, appellant, isByClaimant ? other : claimant)
                       : tr("The dispute was withdrawn, so the court's fee of %1 went to %2.")
                             .arg(fee, other);
        case CaseState::Open:
        case CaseState::Ruling:
        case CaseState::Closed:
        case CaseState::Drawing:
        case CaseState::Committing:
        case CaseState::Revealing: break;
        }
        return {};
    }

    /// A proposal that ended before the second deposit: by whom, and where the money is.
    static QString ended(const CollaborationView& view, const QString& asker, const QString& doer)
    {
        const QString money = view.asker.isMe ? tr("Your deposit and the reward are back.")
                                              : tr("Deposit and reward went back to %1.").arg(asker);
        const auto both = [&](const QString& what) { return tr("%1 %2", "two sentences").arg(what, money); };
        switch (view.ending) {
        case ProposalEnding::Declined:
            return both(view.doer.isMe ? tr("You declined the proposal.")
                                       : tr("%1 declined the proposal.").arg(doer));
        case ProposalEnding::TakenBack:
            return both(view.asker.isMe ? tr("You took the proposal back.")
                                        : tr("%1 took the proposal back.").arg(asker));
        case ProposalEnding::None:
        case ProposalEnding::Unanswered: break;
        }
        return both(tr("The proposal was not accepted in time."));
    }

    /// One of the two. To appeal against a ruling is nobody's duty.
    static QString side(const NextStep& next, const PersonView& person)
    {
        if (next.ifNobodyActs != DefaultOutcome::RulingStands) return nameOf(person);
        return person.isMe ? tr("You, if you want") : tr("%1, if they want").arg(nameOf(person));
    }

    static QString who(const NextStep& next, const People& people)
    {
        switch (next.who) {
        case Actor::Nobody: return tr("Nobody");
        case Actor::Asker: return side(next, people.asker);
        case Actor::Doer: return side(next, people.doer);
        case Actor::AnyMember: return tr("Any member of the company");
        case Actor::BothParties:
            return tr("%1 and %2, if they want").arg(nameOf(people.asker), nameOf(people.doer));
        case Actor::Arbitrator:
            return people.arbitrator.isMe ? tr("You, as the arbitrator")
                                          : tr("%1, as the arbitrator").arg(nameOf(people.arbitrator));
        case Actor::Network: return tr("Nobody — the network does it by itself");
        case Actor::Claimant: return nameOf(people.claimant);
        case Actor::Jurors:
            return next.waitsForMe ? tr("You, and the others who were drawn")
                                   : tr("The arbitrators who were drawn");
        case Actor::Members: return tr("The members, with their votes");
        case Actor::Anybody: return tr("Anybody");
        }
        return {};
    }

    static QString by(const NextStep& next, Timestamp now)
    {
        if (next.by == 0) return tr("No deadline");
        if (isOverdue(next, now)) return tr("Now. It has been due since %1.").arg(dateText(next.by));
        return fullTimeText(next.by, now);
    }

    /// People have until their deadline, and what comes then is another state. Only the network can be late.
    static bool isOverdue(const NextStep& next, Timestamp now) { return next.by != 0 && next.by <= now; }

    /// "40.00 MTS go to Mira P. and 120.00 MTS to you" — whoever receives nothing is left out.
    static QString payments(const NextStep& next, const People& people, const QString& symbol)
    {
        const auto to = [](const PersonView& person) { return person.isMe ? tr("you") : nameOf(person); };
        const QString asker = tr("%1 to %2").arg(amountText(next.toAsker, symbol), to(people.asker));
        const QString doer = tr("%1 to %2").arg(amountText(next.toDoer, symbol), to(people.doer));
        QString text;
        if (next.toAsker > 0 && next.toDoer > 0)
            text = tr("%1 and %2", "two payments").arg(doer, asker);
        else if (next.toDoer > 0)
            text = doer;
        else
            text = asker;
        if (next.taxPaid > 0)
            text = tr("%1 (and %2 to the company's treasury)").arg(text, amountText(next.taxPaid, symbol));
        return text;
    }

    /// "The court's fee: 3.00 MTS to Mira P." — where the fee and the tips of a case end up.
    static QString courtMoney(const NextStep& next, const People& people, const QString& symbol)
    {
        const auto to = [](const PersonView& person) { return person.isMe ? tr("you") : nameOf(person); };
        QStringList parts;
        const auto add = [&](Amount amount, const QString& whom) {
            if (amount > 0) parts << tr("%1 to %2", "amount, receiver").arg(amountText(amount, symbol), whom);
        };
        add(next.court.toAsker, to(people.asker));
        add(next.court.toDoer, to(people.doer));
        add(next.court.toCourt, tr("the court"));
        if (parts.isEmpty()) return {};
        return tr("The court's fee: %1.").arg(parts.join(tr(", ", "between payments")));
    }

    /// What happens if nobody acts, and where everything that is held ends up then.
    static QString otherwise(const NextStep& next, const People& people, const QString& symbol, Timestamp now)
    {
        QStringList sentences{outcome(next, people, symbol, now)};
        if (const QString fee = courtMoney(next, people, symbol); !fee.isEmpty()) sentences << fee;
        if (next.fromMySeat > 0)
            sentences
                << tr("If you open no ruling, your seat loses %1.").arg(amountText(next.fromMySeat, symbol));
        if (next.appealCosts > 0)
            sentences << tr("An appeal costs %1.").arg(amountText(next.appealCosts, symbol));
        return sentences.join(QLatin1Char(' '));
    }

    /// What the network does, when its day has passed. Empty: no day is in the sentence.
    static QString overdueOutcome(const NextStep& next, const QString& paid)
    {
        if (next.ifNobodyActs == DefaultOutcome::ReturnsToAsker)
            return tr("The proposal ends by itself in the next block: %1.").arg(paid);
        if (next.ifNobodyActs == DefaultOutcome::PaysOut)
            return tr("Everything is paid in the next block: %1.").arg(paid);
        if (next.ifNobodyActs == DefaultOutcome::PaysRefund)
            return tr("Everything goes back in the next block: %1.").arg(paid);
        if (next.ifNobodyActs == DefaultOutcome::PanelBegins)
            return tr("Those who are drawn begin to rule as soon as the last one is. Without a ruling: %1.")
                .arg(paid);
        return {};
    }

    static QString outcome(const NextStep& next, const People& people, const QString& symbol, Timestamp now)
    {
        const QString paid = payments(next, people, symbol);
        if (isOverdue(next, now))
            if (const QString late = overdueOutcome(next, paid); !late.isEmpty()) return late;
        const QString day = dayText(next.otherwiseAt != 0 ? next.otherwiseAt : next.by, now);
        switch (next.ifNobodyActs) {
        case DefaultOutcome::None:
            return next.by == 0 ? tr("Nothing moves any more.") : tr("Nothing moves by itself.");
        case DefaultOutcome::ReturnsToAsker:
            return tr("On %1 the proposal ends by itself: %2.").arg(day, paid);
        case DefaultOutcome::RefundAllocated:
            return tr("On %1 it counts as not delivered. After the challenging period: %2.").arg(day, paid);
        case DefaultOutcome::CountsAsApproved:
            return tr("On %1 the work counts as accepted. After the challenging period: %2.").arg(day, paid);
        case DefaultOutcome::PaysOut: return tr("On %1 everything is paid: %2.").arg(day, paid);
        case DefaultOutcome::PaysRefund: return tr("On %1 everything goes back: %2.").arg(day, paid);
        case DefaultOutcome::RulesWithoutAnswer:
            return tr("After %1 the arbitrator decides without the answer. Without a ruling either: %2.")
                .arg(day, paid);
        case DefaultOutcome::CourtSilent:
            return tr("On %1 the dispute ends without a ruling, the fee goes back, and what was frozen goes "
                      "on: "
                      "%2.")
                .arg(day, paid);
        case DefaultOutcome::PaysRuling: return tr("The ruling is paid in the next block: %1.").arg(paid);
        case DefaultOutcome::DrawsWithoutAnswer:
            return tr("After %1 the arbitrators are drawn without the answer. If who has opened the dispute "
                      "does not have them drawn: %2.")
                .arg(day, paid);
        case DefaultOutcome::DisputeLapses:
            return tr("On %1 the dispute counts as withdrawn, the fee goes to the other side, and what was "
                      "frozen "
                      "goes on: %2.")
                .arg(day, paid);
        case DefaultOutcome::PanelBegins:
            return tr("On %1 those who have been drawn begin to rule. Without a ruling: %2.").arg(day, paid);
        case DefaultOutcome::SealsEnd:
            return tr("After %1 nobody can seal a ruling any more. Sealed ones are opened then. Without one: "
                      "%2.")
                .arg(day, paid);
        case DefaultOutcome::RulesByMedian:
            return tr("On %1 the middle one of the opened rulings counts. As it stands: %2.").arg(day, paid);
        case DefaultOutcome::RulingStands:
            return tr("On %1 the ruling can no longer be appealed, and it is paid: %2.").arg(day, paid);
        case DefaultOutcome::FirstRulingStands:
            return tr("On %1 the first ruling stands, and it is paid: %2.").arg(day, paid);
        case DefaultOutcome::MotionPasses: return tr("On %1 the motion has passed.").arg(day);
        case DefaultOutcome::MotionFails: return tr("On %1 the motion is rejected.").arg(day);
        case DefaultOutcome::MotionLapses: return tr("On %1 the motion lapses.").arg(day);
        case DefaultOutcome::PaysCourt:
            return tr("The case is over, and what it has cost is handed out in the next block.");
        }
        return {};
    }

    static QString act(Act act, const CollaborationView& view, const QString& symbol)
    {
        switch (act) {
        case Act::Accept: return tr("Accept and lock %1…").arg(amountText(view.doerDeposit, symbol));
        case Act::Decline: return tr("Decline…");
        case Act::TakeBack:
            return tr("Take back %1…").arg(amountText(view.reward + view.askerDeposit, symbol));
        case Act::Deliver: return view.changesUsed > 0 ? tr("Deliver again…") : tr("Deliver…");
        case Act::RequestChanges: return tr("Ask for changes…");
        case Act::Approve: return tr("Accept the work…");
        case Act::Dispute: return tr("Open a dispute…");
        case Act::Answer: return tr("Answer…");
        case Act::Rule: return tr("Rule…");
        case Act::Amend: return tr("Offer other terms…");
        case Act::AgreeAmendment: return tr("Agree to the other terms…");
        case Act::Offer: return tr("Offer to settle…");
        case Act::AcceptOffer:
            return view.offer ? tr("Settle with %1 for the doer…").arg(amountText(view.offer->amount, symbol))
                              : tr("Settle…");
        case Act::WithdrawDispute:
            return view.dispute && view.dispute->isAppeal ? tr("Withdraw the appeal…")
                                                          : tr("Withdraw the dispute…");
        case Act::DrawPanel: return tr("Draw the arbitrators…");
        case Act::CommitRuling: return tr("Seal a ruling…");
        case Act::RevealRuling: return tr("Open the sealed ruling…");
        case Act::Appeal: return tr("Appeal…");
        }
        return {};
    }

    static QString inbox(const InboxItem& item, const QString& title)
    {
        const QString with = nameOf(item.with);
        switch (item.what) {
        case InboxItem::What::Collaboration:
            switch (item.state) {
            case CollaborationState::Proposed:
                return item.next.who == Actor::AnyMember
                           ? tr("%1 looks for someone for “%2”").arg(with, title)
                           : tr("%1 asks you to do “%2”").arg(with, title);
            case CollaborationState::Active: return tr("Do the work on “%1” for %2").arg(title, with);
            case CollaborationState::Delivered: return tr("%1 delivered “%2”").arg(with, title);
            case CollaborationState::Disputed: return tr("%1 opened a dispute about “%2”").arg(with, title);
            case CollaborationState::ToBeAllocated:
            case CollaborationState::Ruled:
            case CollaborationState::Settled:
            case CollaborationState::Cancelled:
            case CollaborationState::Refunded: return tr("“%1” with %2").arg(title, with);
            }
            return title;
        case InboxItem::What::Ruling: return tr("You are the arbitrator of “%1”").arg(title);
        case InboxItem::What::RolledBack:
            return tr("“%1” did not happen: its batch was rolled back").arg(title);
        case InboxItem::What::Refused: return tr("“%1” was refused by the network").arg(title);
        case InboxItem::What::PageConflict: return tr("Two versions of the page “%1”").arg(title);
        case InboxItem::What::Motion:
            return tr("%1 put a motion to the members of %2").arg(with, companyTitle(title));
        }
        return title;
    }
    static QString inboxOtherwise(const InboxItem& item, const QString& symbol, Timestamp now)
    {
        PersonView me;
        me.isMe = true;
        People people{item.iAmAsker ? me : item.with, item.iAmAsker ? item.with : me, me, me};
        if (item.what == InboxItem::What::Ruling) { // whoever judges is neither
            people.asker = {};
            people.asker.name = toStd(tr("who asked for it"));
            people.doer = {};
            people.doer.name = toStd(tr("who does it"));
        }
        return withOneStop(otherwise(item.next, people, symbol, now));
    }
    static QString resend() { return tr("It stays undone until you send it again."); }
    static QString bothKept() { return tr("Both versions are kept."); }
    static QString noDeadline() { return tr("No deadline"); }

    static QString caseState(CaseState state)
    {
        switch (state) {
        case CaseState::Open: return tr("Waiting for the answer");
        case CaseState::Ruling: return tr("Waiting for the ruling");
        case CaseState::Void: return tr("Ended without a ruling");
        case CaseState::Ruled: return tr("Ruled");
        case CaseState::Withdrawn: return tr("Withdrawn");
        case CaseState::Agreed: return tr("Settled by agreement");
        case CaseState::Closed: return tr("Closed");
        case CaseState::Drawing: return tr("Arbitrators are being drawn");
        case CaseState::Committing: return tr("Rulings are being sealed");
        case CaseState::Revealing: return tr("Rulings are being opened");
        }
        return {};
    }

    /// Where a motion stands. A vote's weight is a head, or what is locked.
    static QString motion(const engine::MotionView& view, const QString& symbol)
    {
        const auto weight = [&](std::uint64_t amount) {
            return view.isByStake ? amountText(amount, symbol) : QString::number(amount);
        };
        const QString votes = tr("%1 for, %2 against, of %3")
                                  .arg(weight(view.inFavour), weight(view.against), weight(view.total));
        switch (view.state) {
        case engine::MotionState::Open:
            if (!view.hasAct && view.needsMajority)
                return tr("Open: it needs more than half. What it would do cannot be read on this computer; "
                          "do not vote for it until it can. %1.")
                    .arg(votes);
            if (!view.hasAct && view.isOpposed)
                return tr("Open: enough are against it, so it needs more for it than against. What it would "
                          "do cannot be read on this computer; vote against it as long as that is so. %1.")
                    .arg(votes);
            if (!view.hasAct)
                return tr("Open: it passes unless enough are against it. What it would do cannot be read on "
                          "this computer; vote against it as long as that is so. %1.")
                    .arg(votes);
            if (view.needsMajority) return tr("Open: it needs more than half. %1.").arg(votes);
            return view.isOpposed
                       ? tr("Open: enough are against it, so it needs more for it than against. %1.")
                             .arg(votes)
                       : tr("Open: it passes unless enough are against it. %1.").arg(votes);
        case engine::MotionState::Passed: return tr("Passed, and not carried out yet. %1.").arg(votes);
        case engine::MotionState::Rejected: return tr("Rejected. %1.").arg(votes);
        case engine::MotionState::Enacted: return tr("Carried out. %1.").arg(votes);
        case engine::MotionState::Lapsed: return tr("Lapsed: nobody carried it out in time. %1.").arg(votes);
        }
        return {};
    }

    static QString motionOtherwise(const engine::MotionView& view, const QString& symbol, Timestamp now)
    {
        const QString day = dayText(view.next.by, now);
        const QString bond = amountText(view.bond, symbol);
        const DefaultOutcome outcome = view.next.ifNobodyActs;
        if (view.next.who == Actor::Network)
            return outcome == DefaultOutcome::MotionFails
                       ? tr("The deposit of %1 goes to the treasury in the next block.").arg(bond)
                       : tr("%1 return to who put it in the next block.").arg(bond);
        const QString moved = amountText(view.next.motion.ifCarriedOut, symbol);
        if (outcome == DefaultOutcome::MotionPasses) {
            const QString passes =
                tr("On %1 it has passed, and anybody can carry it out. %2 return to who put it then.")
                    .arg(day, bond);
            if (view.next.motion.ifCarriedOut == 0) return passes;
            return tr("%1 Carrying it out pays %2 out of the treasury.", "a sentence, an amount")
                .arg(passes, moved);
        }
        if (outcome == DefaultOutcome::MotionFails)
            return tr("On %1 it is rejected, and the deposit of %2 goes to the treasury.").arg(day, bond);
        if (outcome == DefaultOutcome::MotionLapses) {
            const QString lapses = tr("On %1 it lapses, and %2 return to who put it.").arg(day, bond);
            if (view.next.motion.ifCarriedOut == 0) return lapses;
            return tr("%1 Carrying it out before that pays %2 out of the treasury.", "a sentence, an amount")
                .arg(lapses, moved);
        }
        return tr("Nothing moves any more.");
    }
};

} // namespace

QString collaborationStateText(CollaborationState state) { return Words::state(state); }

FourLines fourLines(const CollaborationView& view, const QString& symbol, Timestamp now)
{
    const PersonView claimant = view.dispute && view.dispute->claimantIsAsker ? view.asker : view.doer;
    const People people{view.asker, view.doer, view.arbitrator, claimant};
    return {withOneStop(Words::headline(view, symbol)), Words::who(view.next, people),
            Words::by(view.next, now), withOneStop(Words::otherwise(view.next, people, symbol, now))};
}

QString moneyText(const CollaborationView& view, const QString& symbol) { return Words::money(view, symbol); }

QString actText(Act act, const CollaborationView& view, const QString& symbol)
{
    return Words::act(act, view, symbol);
}

InboxText inboxText(const InboxItem& item, const QString& symbol, Timestamp now)
{
    InboxText text;
    text.what = Words::inbox(item, toQt(item.title));
    if (item.what == InboxItem::What::RolledBack || item.what == InboxItem::What::Refused) {
        text.by = Words::noDeadline();
        text.otherwise = Words::resend();
        return text;
    }
    if (item.what == InboxItem::What::PageConflict) {
        text.by = Words::noDeadline();
        text.otherwise = Words::bothKept();
        return text;
    }
    text.otherwise = Words::inboxOtherwise(item, symbol, now);
    text.by = Words::by(item.next, now);
    return text;
}

QString caseStateText(CaseState state) { return Words::caseState(state); }

MotionText motionText(const engine::MotionView& view, const QString& symbol, Timestamp now)
{
    return {Words::motion(view, symbol), Words::who(view.next, {}), Words::by(view.next, now),
            withOneStop(Words::motionOtherwise(view, symbol, now))};
}

} // namespace stoa::ui
