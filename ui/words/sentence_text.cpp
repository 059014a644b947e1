// SPDX-License-Identifier: MIT
#include "ui/words/sentence_text.h"

#include <set>

#include <QCoreApplication>

#include "ui/words/act_text.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/names.h"
#include "ui/words/text.h"
#include "ui/words/tool_text.h"
#include "ui/words/treasury_sentence.h"

namespace stoa::ui {

using engine::Draft;

namespace {

bool isWiki(const tx::PutRecord& put) { return put.tool == static_cast<std::uint16_t>(tx::Tool::Wiki); }
bool isTasks(const tx::PutRecord& put) { return put.tool == static_cast<std::uint16_t>(tx::Tool::Tasks); }

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SentenceText)

public:
    const Draft& draft;
    const QString& symbol;
    Timestamp now;

    QString money(Amount amount) const { return amountText(amount, symbol); }
    QString subject() const
    {
        return draft.subject.empty() ? tr("this collaboration") : tr("“%1”").arg(toQt(draft.subject));
    }
    QString with() const { return nameOf(draft.with); }
    QString company() const { return companyTitle(toQt(draft.company)); }
    /// Money that this step gives back to the signer.
    Amount returned() const
    {
        const Amount after = draft.availableAfter + draft.fee;
        return after > draft.availableNow ? after - draft.availableNow : 0;
    }

    Sentence operator()(const tx::Transfer& step) const
    {
        const QString to = draft.with.name.empty() ? groupedAddress(step.to)
                                                   : tr("%1 (%2)").arg(with(), groupedAddress(step.to));
        return {tr("You will send %1 to %2.").arg(money(step.amount), to), tr("It cannot be undone."),
                tr("Send %1").arg(money(step.amount))};
    }
    Sentence operator()(const tx::Withdraw& step) const
    {
        return {
            tr("You will take %1 out to the main chain, to %2.")
                .arg(money(step.amount), groupedAddress(step.to)),
            tr("You can claim it there once nobody can challenge the batch any more. It cannot be undone."),
            tr("Take out %1").arg(money(step.amount))};
    }
    Sentence operator()(const tx::Deposit& step) const
    {
        return {tr("%1 arrive from the main chain.").arg(money(step.amount)), tr("Nobody has to sign this."),
                tr("Receive %1").arg(money(step.amount))};
    }
    Sentence operator()(const tx::Force&) const
    {
        return {tr("A step is brought in over the main chain."),
                tr("The network has to take it, whatever the aggregator does. Nobody has to sign this."),
                tr("Bring it in")};
    }
    Sentence operator()(const tx::SetProfile& step) const
    {
        return {step.profile.isZero()
                    ? tr("You will publish your key without a name.")
                    : tr("You will publish the name “%1” for your address.").arg(subjectPlain()),
                tr("Everybody can see that this address uses this name. You can change it later."),
                tr("Publish my name")};
    }
    Sentence operator()(const tx::CreateDac& step) const
    {
        return {tr("You will create the company %1 and lock %2 in it as its founder.")
                    .arg(companyTitle(subjectPlain()), money(step.stake)),
                tr("The name cannot be changed, and the rules only by founders or by a vote. What you lock "
                   "stays in the company as long as you are a member."),
                tr("Create %1").arg(companyTitle(subjectPlain()))};
    }
    Sentence operator()(const tx::Invite& step) const
    {
        const QString uses = tr("%n person(s)", nullptr, step.uses);
        QString consequence = tr("Whoever has the link can join until %1, so give it only to those you mean. "
                                 "You can end the invitation at any time.")
                                  .arg(dayText(step.expires, now));
        if (step.gift > 0)
            consequence += u' ' + tr("The gift of %1 is divided among them; what is left comes back to you.")
                                      .arg(money(step.gift));
        return {tr("You will invite %1 to %2 as: %3.")
                    .arg(uses, company(), roleText(static_cast<tx::Role>(step.role)).toLower()),
                consequence,
                step.gift > 0 ? tr("Invite and give %1").arg(money(step.gift)) : tr("Create the invitation")};
    }
    Sentence operator()(const tx::RevokeInvite&) const
    {
        return {tr("You will end an invitation to %1.").arg(company()),
                returned() > 0 ? tr("Its link stops working, and %1 come back to you.").arg(money(returned()))
                               : tr("Its link stops working. Members who have joined stay members."),
                tr("End the invitation")};
    }
    Sentence operator()(const tx::Join&) const
    {
        return {
            tr("You will join %1 as a member.").arg(company()),
            tr("The members see your address and what you do in the company. No money is locked by this."),
            tr("Join %1").arg(company())};
    }
    Sentence operator()(const tx::Propose& step) const
    {
        const Amount locked = step.reward + step.askerDeposit;
        const QString whom =
            step.doer.isZero() ? tr("any member who accepts") : tr("%1, if they accept").arg(with());
        return {
            tr("You will lock %1 for %2: %3 as your deposit and %4 as the reward for %5.")
                .arg(money(locked), subject(), money(step.askerDeposit), money(step.reward), whom),
            tr("If all goes well, your deposit comes back %1 after the work is accepted, and the reward goes "
               "to the doer. You can lose all of it if an arbitrator rules against you. If nobody accepts "
               "until %2, everything comes back.")
                .arg(periodText(step.challengePeriod), dayText(step.answerBy, now)),
            tr("Lock %1").arg(money(locked))};
    }
    Sentence operator()(const tx::Accept& step) const
    {
        return {
            tr("You will lock %1 as a deposit for %2 with %3, and you take the work on.")
                .arg(money(step.deposit), subject(), with()),
            tr("It comes back when the challenging period after the accepted work is over. You can lose all "
               "of it if an arbitrator rules against you."),
            tr("Lock %1").arg(money(step.deposit))};
    }
    Sentence operator()(const tx::Cancel&) const
    {
        if (draft.comesBack > 0)
            return {tr("You will take back %1 from %2, because nobody has accepted it yet.")
                        .arg(money(draft.comesBack), subject()),
                    tr("The proposal ends, and all of it comes back to you at once."),
                    tr("Take back %1").arg(money(draft.comesBack))};
        return {tr("You decline %1. Deposit and reward go back to %2.").arg(subject(), with()),
                tr("The proposal ends. No money of yours is involved."), tr("Decline")};
    }
    Sentence operator()(const tx::Deliver&) const
    {
        return {
            tr("You deliver your work on %1 to %2.").arg(subject(), with()),
            tr("The review begins. If %1 does not answer in time, the work counts as accepted.").arg(with()),
            tr("Deliver")};
    }
    Sentence operator()(const tx::RequestChanges& step) const
    {
        return {tr("You ask %1 for changes of the work on %2, until %3.")
                    .arg(with(), subject(), dayText(step.workBy, now)),
                tr("The work goes back to %1. Both deposits stay locked.").arg(with()),
                tr("Ask for changes")};
    }
    Sentence operator()(const tx::Approve&) const
    {
        return {tr("You accept %1's work on %2.").arg(with(), subject()),
                tr("The challenging period starts. When it is over, the reward goes to %1 and both deposits "
                   "return, unless one of you opens a dispute before.")
                    .arg(with()),
                tr("Accept the work")};
    }
    Sentence operator()(const tx::Dispute& step) const
    {
        return {
            tr("You open a dispute with %1 about %2. You ask that the doer receives %3.")
                .arg(with(), subject(), money(step.claim)),
            tr("All money of this collaboration is frozen until the arbitrator rules. You pay the fee of %1 "
               "now; "
               "you get it back if you win. If you lose, you can lose all that you put in, %2 with the fee.")
                .arg(money(step.courtFee), money(draft.atRisk)),
            tr("Open the dispute")};
    }
    Sentence operator()(const tx::Answer& step) const
    {
        if (step.counterClaim == step.claim)
            return {tr("You agree to what %1 asks for about %2: the doer receives %3.")
                        .arg(with(), subject(), money(step.counterClaim)),
                    tr("This ends the dispute at once. You cannot change it."), tr("Agree and settle")};
        return {tr("You answer the dispute about %1: the doer should receive %2, not %3.")
                    .arg(subject(), money(step.counterClaim), money(step.claim)),
                tr("The arbitrator decides between the two amounts. You cannot change your answer."),
                tr("Send my answer")};
    }
    Sentence operator()(const tx::Settle&) const
    {
        return {tr("Money that is due for %1 is paid out.").arg(subject()),
                tr("It moves as the agreement says. Nobody has to sign this."), tr("Pay out")};
    }
    Sentence operator()(const tx::RevealRuling& step) const
    {
        return {tr("You rule about %1: the doer receives %2 of the locked money.")
                    .arg(subject(), money(step.amount)),
                tr("You cannot change it. Both sides see your ruling and your reasons."),
                tr("Send my ruling")};
    }
    Sentence operator()(const tx::PutRecord& step) const
    {
        if (isWiki(step)) return page(step);
        if (isTasks(step)) return task(step);
        return toolRecord(step);
    }

    /// Of several steps that are signed together.
    Sentence together() const
    {
        const int count = static_cast<int>(draft.allSteps.size());
        std::set<ObjectId> pages;
        for (const auto& step : draft.allSteps)
            if (const auto* put = std::get_if<tx::PutRecord>(&step.payload); put && isPublished(*put))
                pages.insert(put->object);
        if (static_cast<int>(pages.size()) == count)
            return {tr("You publish %n wiki page(s) in %1, under your name.", nullptr, count).arg(company()),
                    tr("Everyone in the company can read them; earlier versions stay. Each page is a step of "
                       "its own, with a signature and a fee."),
                    tr("Publish %n page(s)", nullptr, count)};
        return {
            tr("You sign %n step(s) at once.", nullptr, count),
            tr("Each of them is listed below, with a signature and a fee of its own. They are sent in this "
               "order."),
            tr("Sign %n step(s)", nullptr, count)};
    }

    /// Short where many alike stand below each other, so that the name is seen; empty: the whole sentence.
    QString inList(const tx::Payload& step) const
    {
        const auto* put = std::get_if<tx::PutRecord>(&step);
        return put && isPublished(*put) ? tr("Publish %1, version %2").arg(subject()).arg(put->edits + 1)
                                        : QString();
    }

    Sentence operator()(const tx::SetGuardian& step) const
    {
        if (step.guardian.isZero())
            return {tr("You will have no guardian any more."),
                    tr("If you lose your key, nobody can help you to a new one."), tr("Have no guardian")};
        return {tr("You name %1 as the guardian of your account.").arg(groupedAddress(step.guardian)),
                tr("If you lose your key, they can give your account a new one. It counts after 14 days, in "
                   "which you can stop it."),
                tr("Name the guardian")};
    }
    Sentence operator()(const tx::RotateKey& step) const
    {
        if (step.controller.isZero() || step.controller == draft.from)
            return {tr("Your account's own key signs again."),
                    tr("The key that signs now stops working for this account at once."),
                    tr("Use my own key")};
        return {tr("You give your account a new key: %1.").arg(groupedAddress(step.controller)),
                tr("From then on only this key signs for your account. Without it you can do nothing more, "
                   "so be sure that you have it."),
                tr("Change the key")};
    }
    Sentence operator()(const tx::Recover& step) const
    {
        if (step.account == draft.from)
            return {
                tr("You stop the change of your account's key to %1.").arg(groupedAddress(step.controller)),
                tr("Your key stays. Choose another guardian if you do not trust this one any more."),
                tr("Stop the change")};
        return {tr("As its guardian, you give the account %1 a new key: %2.")
                    .arg(groupedAddress(step.account), groupedAddress(step.controller)),
                tr("It counts after 14 days. Until then the owner can stop it."), tr("Give a new key")};
    }
    Sentence operator()(const tx::ChangeStake& step) const
    {
        return {
            tr("You will have %1 locked in %2.").arg(money(step.stake), company()),
            tr("Your time as a member counts from now: you cannot vote on motions that are open already."),
            tr("Have %1 locked").arg(money(step.stake))};
    }
    Sentence operator()(const tx::Leave&) const
    {
        return {tr("You leave %1.").arg(company()),
                tr("What you have locked comes back to you. To come back yourself, you need an invitation."),
                tr("Leave %1").arg(company())};
    }
    Sentence operator()(const tx::SetRole& step) const
    {
        const QString role = roleText(static_cast<tx::Role>(step.role)).toLower();
        QString meaning = tr("What they may do follows from the charter.");
        if (step.role == static_cast<std::uint8_t>(tx::Role::Member))
            meaning +=
                u' ' + tr("If they have a seat as an arbitrator, this gives notice of it: they are drawn "
                          "for no dispute that opens later, and their deposit can come back after 60 "
                          "days.");
        return act(step.asMotion,
                   {tr("You give %1 the role in %2: %3.").arg(groupedAddress(step.member), company(), role),
                    meaning, tr("Change the role")});
    }
    Sentence operator()(const tx::FundTreasury& step) const
    {
        return {tr("You will give %1 to the treasury of %2.").arg(money(step.amount), company()),
                tr("You cannot take it back. The company decides what it is used for."),
                tr("Give %1").arg(money(step.amount))};
    }
    Sentence operator()(const tx::SpendTreasury& step) const
    {
        return act(step.asMotion,
                   {tr("You pay %1 out of the treasury of %2 to %3.")
                        .arg(money(step.amount), company(), groupedAddress(step.to)),
                    tr("It counts against the company's spending limit, and cannot be undone."),
                    tr("Pay %1").arg(money(step.amount))});
    }
    Sentence operator()(const tx::AmendCharter& step) const
    {
        return act(step.asMotion,
                   {tr("You give %1 other rules.").arg(company()),
                    tr("They count for everybody from then on. What is under way keeps the old ones."),
                    tr("Change the rules")});
    }
    Sentence operator()(const tx::InstallTool& step) const
    {
        return act(step.asMotion,
                   {tr("You add %1 to %2. %3")
                        .arg(addedToolText(draft.manifestText), company(), toolRulesText(step.rules())),
                    tr("The table of its rules cannot be changed later."), tr("Add the tool")});
    }
    Sentence operator()(const tx::RemoveTool& step) const
    {
        return act(
            step.asMotion,
            {tr("You take %1 out of %2.").arg(removedToolText(step.tool, draft.manifestText), company()),
             endedRecordsText(draft.unfinished), tr("Remove the tool")});
    }
    Sentence operator()(const tx::Vote& step) const
    {
        const bool isFor = step.side == static_cast<std::uint8_t>(tx::Side::For);
        return {(isFor ? tr("You vote for a motion in %1%2") : tr("You vote against a motion in %1%2"))
                    .arg(company(), motionAbout()),
                tr("A vote cannot be changed. You cannot leave the company before the motion is decided."),
                isFor ? tr("Vote for it") : tr("Vote against it")};
    }
    Sentence operator()(const tx::EnactMotion&) const
    {
        return {
            tr("You carry out a motion that the members of %1 have let pass%2").arg(company(), motionAbout()),
            tr("It takes effect at once. Who put it gets the deposit back."), tr("Carry it out")};
    }
    Sentence operator()(const tx::Amend& step) const
    {
        return {
            tr("You offer %1 other terms for %2: a reward of %3, until %4.")
                .arg(with(), subject(), money(step.reward), dayText(step.workBy, now)),
            tr("They count when %1 agrees. If the reward rises, the asker locks the rest then.").arg(with()),
            tr("Offer these terms")};
    }
    Sentence operator()(const tx::AgreeAmendment& step) const
    {
        return {tr("You agree to the terms that %1 offers for %2: a reward of %3, until %4.")
                    .arg(with(), subject(), money(step.reward), dayText(step.workBy, now)),
                tr("They count at once, for both of you."), tr("Agree")};
    }
    Sentence operator()(const tx::Offer& step) const
    {
        return {tr("You offer %1 to end %2 with %3 for the doer.").arg(with(), subject(), money(step.amount)),
                tr("If %1 accepts until %2, the money is paid out so at once, deposits included.")
                    .arg(with(), dayText(step.until, now)),
                tr("Make the offer")};
    }
    Sentence operator()(const tx::AcceptOffer& step) const
    {
        return {tr("You end %1 with %2 for the doer, as %3 has offered.")
                    .arg(subject(), money(step.amount), with()),
                tr("The rest goes to the asker. It is paid out at once, and cannot be undone."),
                tr("Accept and settle")};
    }
    Sentence operator()(const tx::WithdrawDispute&) const
    {
        return {tr("You take back your dispute about %1.").arg(subject()),
                tr("The fee that you have paid goes to %1. The collaboration goes on where it stopped; a "
                   "ruling that you have appealed against stands.")
                    .arg(with()),
                tr("Take it back")};
    }
    Sentence operator()(const tx::TakeSeat& step) const
    {
        return {
            tr("You take a seat as an arbitrator in %1 and lock %2 for it.")
                .arg(company(), money(step.deposit)),
            tr("You can be drawn for disputes from now on. Who is drawn and does not rule loses a part of "
               "the deposit."),
            tr("Lock %1").arg(money(step.deposit))};
    }
    Sentence operator()(const tx::LeaveSeat&) const
    {
        return {tr("You give up your seat as an arbitrator in %1.").arg(company()),
                tr("You are drawn for no dispute that opens from now on; for those that are open you still "
                   "can be. After 60 days without open cases, do this again to get the deposit back."),
                tr("Give up the seat")};
    }
    Sentence operator()(const tx::DrawPanel&) const
    {
        return {tr("You have the arbitrators drawn for the dispute about %1.").arg(subject()),
                tr("Chance decides who they are, and the network draws them by itself; nobody can stop it or "
                   "choose its moment."),
                tr("Draw")};
    }
    Sentence operator()(const tx::CommitRuling&) const
    {
        return {tr("You seal your ruling about %1.").arg(subject()),
                tr("Nobody can read it yet. Open it when the time to seal is over, or you lose a part of "
                   "your deposit."),
                tr("Seal my ruling")};
    }
    Sentence operator()(const tx::CloseVote&) const
    {
        return {
            tr("The part of one arbitrator in a dispute is closed."),
            tr("The arbitrator is paid or loses a part of the deposit, as the rules say. Nobody has to sign "
               "this."),
            tr("Close it")};
    }
    Sentence operator()(const tx::Appeal& step) const
    {
        return {tr("You appeal against the ruling about %1 and pay %2.").arg(subject(), money(step.fee)),
                tr("A larger panel decides again, and for the last time. What you pay goes to its "
                   "arbitrators, whatever they decide."),
                tr("Appeal for %1").arg(money(step.fee))};
    }

private:
    /// The same act, put to the members.
    Sentence act(std::uint8_t asMotion, const Sentence& atOnce) const
    {
        if (asMotion == 0) return atOnce;
        return {tr("You put a motion to the members of %1. If it passes: %2").arg(company(), atOnce.sentence),
                atOnce.consequence + u' ' +
                    tr("You lock a deposit for it, and lose it if the members reject the motion."),
                tr("Put the motion")};
    }
    /// ": Add the tool “Grants”. …", or the stop alone where the motion is not known.
    QString motionAbout() const
    {
        return draft.motion ? QLatin1String(": ") + motionSentences(*draft.motion, symbol, groupedAddress)
                            : QStringLiteral(".");
    }
    static bool isPublished(const tx::PutRecord& put)
    {
        return isWiki(put) && put.state == static_cast<std::uint8_t>(tx::PageState::Published);
    }
    QString subjectPlain() const { return toQt(draft.subject); }
    /// A record of an installed tool: which tool, which state, and what becomes of whose money.
    Sentence toolRecord(const tx::PutRecord& step) const
    {
        const QString to = QString::number(step.state);
        if (!draft.toolStep) // the tool is not known here: what the bytes alone say
            return {tr("You put a record of tool %1 in %2 into state %3. It holds %4 then.")
                        .arg(QString::number(step.tool), company(), to, money(step.amount)),
                    tr("If it held more before, the rest is paid or goes back; if it held less, the treasury "
                       "pays the difference."),
                    tr("Write the record")};
        const engine::ToolStep& tool = *draft.toolStep;
        const QString name = tr("“%1”").arg(toolName(step.tool, tool.manifestText));
        const QString about = draft.subject.empty() ? QString() : tr(" (%1)").arg(subject());
        // All at once: what somebody has written may hold a %1 of its own.
        const QString what =
            tool.record.empty()
                ? tr("You make a record of %1 in %2%3, in state %4.").arg(name, company(), about, to)
                : tr("You move the record %1%2 of %3 in %4 from state %5 to state %6.")
                      .arg(toQt(tool.record), about, name, company(), QString::number(tool.move.from), to);
        QString sentence = what + u' ' + toolMoney(step, tool) + u'.';
        // Also while it holds nothing: whoever is assigned is who gets what is put in later.
        if (!step.assignee.isZero() && tool.move.money != tx::ToolMoney::Pay)
            sentence += u' ' + tr("It is assigned to %1.").arg(knownAddress(tool.assignee, step.assignee));
        if (step.assignee.isZero() && !tool.assigneeBefore.address.isZero())
            sentence += u' ' + tr("It is assigned to nobody then; it was assigned to %1.")
                                   .arg(knownAddress(tool.assigneeBefore, tool.assigneeBefore.address));
        return {sentence, toolConsequence(tool.move), toolButton(tool.move)};
    }
    QString toolMoney(const tx::PutRecord& step, const engine::ToolStep& tool) const
    {
        if (tool.move.money == tx::ToolMoney::Pay)
            return tr("All that it holds, %1 of the company, goes to %2")
                .arg(money(tool.move.amount), knownAddress(tool.move.payee, step.assignee));
        if (tool.move.money == tx::ToolMoney::Fund)
            return tr("%1 go from the treasury into the record, which then holds %2")
                .arg(money(tool.move.amount), money(step.amount));
        return toolMoneyText(tool.move, step.amount, symbol);
    }
    static QString knownAddress(const engine::PersonView& person, const Address& address)
    {
        return person.name.empty() ? groupedAddress(address)
                                   : tr("%1 (%2)").arg(properNameOf(person), groupedAddress(address));
    }
    static QString toolConsequence(const engine::ToolMove& move)
    {
        switch (move.money) {
        case tx::ToolMoney::Fund:
            return tr("It counts against the company's spending limit. While a record holds money, its tool "
                      "cannot be removed.");
        case tx::ToolMoney::Pay: return tr("The record holds nothing then. It cannot be undone.");
        case tx::ToolMoney::Refund: return tr("The record holds nothing then.");
        case tx::ToolMoney::None: break;
        }
        return tr("Everyone in the company can read it.");
    }
    QString toolButton(const engine::ToolMove& move) const
    {
        switch (move.money) {
        case tx::ToolMoney::Fund: return tr("Put in %1").arg(money(move.amount));
        case tx::ToolMoney::Pay: return tr("Pay %1").arg(money(move.amount));
        case tx::ToolMoney::Refund: return tr("Return %1").arg(money(move.amount));
        case tx::ToolMoney::None: break;
        }
        return tr("Write the record");
    }
    Sentence page(const tx::PutRecord& step) const
    {
        if (step.state == static_cast<std::uint8_t>(tx::PageState::Deleted))
            return {tr("You delete the page %1.").arg(subject()),
                    tr("It disappears from the list. All versions stay in the history."),
                    tr("Delete the page")};
        return {
            tr("You publish the page %1, version %2, under your name.").arg(subject()).arg(step.edits + 1),
            tr("Everyone in the company can read it; earlier versions stay."), tr("Publish")};
    }
    Sentence task(const tx::PutRecord& step) const
    {
        if (step.expected.isZero())
            return {tr("You add the task %1 to %2.").arg(subject(), company()),
                    tr("Every member can read it. No money moves."), tr("Add the task")};
        const QString state = taskStateText(static_cast<tx::TaskState>(step.state));
        if (step.state == static_cast<std::uint8_t>(tx::TaskState::Archived))
            return {tr("You archive the task %1.").arg(subject()),
                    tr("It leaves the board and stays in the history."), tr("Archive the task")};
        QString sentence = tr("You change the task %1. It stands in “%2”.").arg(subject(), state);
        if (!step.assignee.isZero() && !draft.with.address.isZero())
            sentence = tr("You change the task %1. It stands in “%2” and is assigned to %3.")
                           .arg(subject(), state, with());
        return {sentence, tr("Every member can see it. No money moves."), tr("Save the task")};
    }
};

} // namespace

Sentence sentenceOf(const Draft& draft, const QString& symbol, Timestamp now)
{
    const Words words{draft, symbol, now};
    const auto treasurys = draft.allSteps.size() > 1 ? std::nullopt : treasurySentence(draft, symbol, now);
    Sentence sentence = treasurys                   ? *treasurys
                        : draft.allSteps.size() > 1 ? words.together()
                                                    : std::visit(words, draft.payload);
    sentence.sentence = withOneStop(sentence.sentence);
    sentence.consequence = withOneStop(sentence.consequence);
    return sentence;
}

QStringList stepSentences(const Draft& draft, const QString& symbol, Timestamp now)
{
    QStringList sentences;
    Draft one; // one step at a time, and nothing of what only the whole has
    one.from = draft.from;
    one.company = draft.company;
    one.with = draft.with;
    one.dac = draft.dac;
    if (draft.allSteps.size() == 1) one.toolStep = draft.toolStep;
    if (draft.allSteps.size() == 1) one.manifestText = draft.manifestText;
    if (draft.allSteps.size() == 1) one.motion = draft.motion;
    if (draft.allSteps.size() == 1) one.payer = draft.payer;
    for (const auto& step : draft.allSteps) {
        one.payload = step.payload;
        one.subject = step.subject;
        const Words words{one, symbol, now};
        const QString inList = words.inList(step.payload);
        sentences << (inList.isEmpty() ? sentenceOf(one, symbol, now).sentence : inList);
    }
    return sentences;
}

} // namespace stoa::ui
