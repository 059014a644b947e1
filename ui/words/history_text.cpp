// SPDX-License-Identifier: MIT
// What has happened or waits to, in words: the same kinds as in sentence_text.cpp, once they are signed.
#include <QCoreApplication>

#include "ui/words/act_text.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/sentence_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

bool isWiki(const tx::PutRecord& put) { return put.tool == static_cast<std::uint16_t>(tx::Tool::Wiki); }

/// Of each kind what was done, and what is still to be done.
struct HistoryWords {
    Q_DECLARE_TR_FUNCTIONS(HistoryText)

public:
    const engine::ActionView& action;
    const QString& symbol;
    bool isDone = true;

    QString said(const QString& done, const QString& toDo) const { return isDone ? done : toDo; }
    QString money(Amount amount) const { return amountText(amount, symbol); }
    QString about() const { return toQt(action.subject); }
    QString with() const { return nameOf(action.with); }
    bool isCompanys() const { return !action.payer.company.isZero(); }
    QString payer() const { return isCompanys() ? nameOf(action.payer) : tr("a company"); }
    /// What the company sets aside besides what it locks or pays; empty if that is nothing.
    QString aside() const
    {
        return action.setAside == 0
                   ? QString()
                   : said(tr(" and set %1 aside for the network"), tr(" and sets %1 aside for the network"))
                         .arg(money(action.setAside));
    }

    QString operator()(const tx::Transfer& step) const
    {
        return action.from == step.to
                   ? said(tr("Sent %1 to yourself"), tr("send %1 to yourself")).arg(money(step.amount))
               : action.with.isMe
                   ? said(tr("Received %1 from %2"), tr("receive %1 from %2"))
                         .arg(money(step.amount), nameOf({action.from, {}, false}))
                   : said(tr("Sent %1 to %2"), tr("send %1 to %2")).arg(money(step.amount), with());
    }
    QString operator()(const tx::Withdraw& step) const
    {
        return said(tr("Took %1 out to the main chain"), tr("take %1 out to the main chain"))
            .arg(money(step.amount));
    }
    QString operator()(const tx::Deposit& step) const
    {
        return said(tr("%1 arrived from the main chain"), tr("%1 from the main chain"))
            .arg(money(step.amount));
    }
    QString operator()(const tx::Force&) const
    {
        return said(tr("Brought a step in over the main chain"), tr("bring a step in over the main chain"));
    }
    QString operator()(const tx::SetProfile&) const
    {
        return said(tr("Published your name"), tr("publish your name"));
    }
    QString operator()(const tx::CreateDac& step) const
    {
        return step.stake == 0 ? said(tr("Created %1"), tr("create %1")).arg(companyTitle(about()))
                               : said(tr("Created %1 and locked %2"), tr("create %1 and lock %2"))
                                     .arg(companyTitle(about()), money(step.stake));
    }
    QString operator()(const tx::Invite& step) const
    {
        return step.gift == 0 ? said(tr("Created an invitation"), tr("create an invitation"))
                              : said(tr("Created an invitation with %1 as a gift for whoever joins"),
                                     tr("create an invitation with %1 as a gift for whoever joins"))
                                    .arg(money(step.gift));
    }
    QString operator()(const tx::RevokeInvite&) const
    {
        return said(tr("Ended an invitation"), tr("end an invitation"));
    }
    QString operator()(const tx::Join&) const
    {
        return said(tr("Joined %1"), tr("join %1")).arg(companyTitle(about()));
    }
    QString operator()(const tx::Propose& step) const
    {
        const QString amount = money(step.reward + step.askerDeposit);
        return step.asker.isZero() ? said(tr("Proposed “%1” and locked %2, reward and deposit"),
                                          tr("propose “%1” and lock %2, reward and deposit"))
                                         .arg(about(), amount)
                                   : said(tr("Proposed “%1” for %2, which locked %3%4"),
                                          tr("propose “%1” for %2, which locks %3%4"))
                                         .arg(about(), payer(), amount, aside());
    }
    QString operator()(const tx::Accept& step) const
    {
        return isCompanys() ? said(tr("Accepted “%1” for %2, which locked a deposit of %3"),
                                   tr("accept “%1” for %2, which locks a deposit of %3"))
                                  .arg(about(), payer(), money(step.deposit))
                            : said(tr("Accepted “%1” and locked a deposit of %2"),
                                   tr("accept “%1” and lock a deposit of %2"))
                                  .arg(about(), money(step.deposit));
    }
    QString operator()(const tx::Cancel&) const
    {
        return said(tr("Ended the proposal “%1”"), tr("end the proposal “%1”")).arg(about());
    }
    QString operator()(const tx::Deliver&) const
    {
        return said(tr("Delivered “%1”"), tr("deliver “%1”")).arg(about());
    }
    QString operator()(const tx::RequestChanges&) const
    {
        return said(tr("Asked for changes of “%1”"), tr("ask for changes of “%1”")).arg(about());
    }
    QString operator()(const tx::Approve&) const
    {
        return said(tr("Accepted the work on “%1”"), tr("accept the work on “%1”")).arg(about());
    }
    QString operator()(const tx::Dispute& step) const
    {
        if (isCompanys())
            return said(tr("Opened a dispute about “%1” for %2, which paid a fee of %3%4"),
                        tr("open a dispute about “%1” for %2, which pays a fee of %3%4"))
                .arg(about(), payer(), money(step.courtFee), aside());
        return step.courtFee == 0
                   ? said(tr("Opened a dispute about “%1”"), tr("open a dispute about “%1”")).arg(about())
                   : said(tr("Opened a dispute about “%1” for a fee of %2"),
                          tr("open a dispute about “%1” for a fee of %2"))
                         .arg(about(), money(step.courtFee));
    }
    QString operator()(const tx::Answer&) const
    {
        return said(tr("Answered the dispute about “%1”"), tr("answer the dispute about “%1”")).arg(about());
    }
    QString operator()(const tx::Settle&) const
    {
        return said(tr("Paid out “%1”"), tr("pay out “%1”")).arg(about());
    }
    QString operator()(const tx::RevealRuling&) const
    {
        return said(tr("Ruled about “%1”"), tr("rule about “%1”")).arg(about());
    }
    /// A step on a tool's record that moved money of the company.
    QString moved(const tx::PutRecord& step) const
    {
        const QString amount = money(action.moved.amount);
        const QString state = QString::number(step.state);
        const QString record = about().isEmpty()
                                   ? tr("a record of tool %1").arg(step.tool)
                                   : tr("“%1”, a record of tool %2").arg(about(), QString::number(step.tool));
        switch (action.moved.money) {
        case tx::ToolMoney::None: break;
        case tx::ToolMoney::Fund:
            return said(tr("Put %1 of the company from the treasury into %2 (state %3)"),
                        tr("put %1 of the company from the treasury into %2 (state %3)"))
                .arg(amount, record, state);
        case tx::ToolMoney::Pay:
            return said(tr("Paid %1 of the company to %2 from %3 (state %4)"),
                        tr("pay %1 of the company to %2 from %3 (state %4)"))
                .arg(amount, nameAndAddress(action.with), record, state);
        case tx::ToolMoney::Refund:
            return said(tr("Returned %1 to the treasury from %2 (state %3)"),
                        tr("return %1 to the treasury from %2 (state %3)"))
                .arg(amount, record, state);
        }
        return {};
    }
    QString operator()(const tx::PutRecord& step) const
    {
        if (action.moved.money != tx::ToolMoney::None) return moved(step);
        if (isWiki(step))
            return said(tr("Published the page “%1”"), tr("publish the page “%1”")).arg(about());
        if (step.tool >= tx::kFirstInstalledTool)
            return about().isEmpty()
                       ? said(tr("Put a record of tool %1 into state %2"),
                              tr("put a record of tool %1 into state %2"))
                             .arg(step.tool)
                             .arg(step.state)
                       : said(tr("Put “%1”, a record of tool %2, into state %3"),
                              tr("put “%1”, a record of tool %2, into state %3"))
                             .arg(about(), QString::number(step.tool), QString::number(step.state));
        return step.expected.isZero()
                   ? said(tr("Added the task “%1”"), tr("add the task “%1”")).arg(about())
                   : said(tr("Changed the task “%1”"), tr("change the task “%1”")).arg(about());
    }
    QString operator()(const tx::SetGuardian&) const
    {
        return said(tr("Named a guardian"), tr("name a guardian"));
    }
    QString operator()(const tx::RotateKey&) const
    {
        return said(tr("Changed the key of the account"), tr("change the key of the account"));
    }
    QString operator()(const tx::Recover&) const
    {
        return said(tr("Changed or kept the key of an account as its guardian or owner"),
                    tr("change or keep the key of an account as its guardian or owner"));
    }
    QString operator()(const tx::ChangeStake& step) const
    {
        return said(tr("Changed what is locked in %1 to %2"), tr("change what is locked in %1 to %2"))
            .arg(companyTitle(about()), money(step.stake));
    }
    QString operator()(const tx::Leave&) const
    {
        return said(tr("Left %1"), tr("leave %1")).arg(companyTitle(about()));
    }
    QString operator()(const tx::SetRole& step) const
    {
        return step.asMotion != 0
                   ? said(tr("Put a motion to the members"), tr("put a motion to the members"))
                   : said(tr("Changed a role in %1"), tr("change a role in %1")).arg(companyTitle(about()));
    }
    QString operator()(const tx::FundTreasury& step) const
    {
        return said(tr("Gave %1 to the treasury of %2"), tr("give %1 to the treasury of %2"))
            .arg(money(step.amount), companyTitle(about()));
    }
    QString operator()(const tx::SpendTreasury& step) const
    {
        return step.asMotion != 0 ? said(tr("Put a motion to the members"), tr("put a motion to the members"))
                                  : said(tr("Paid %1 of the money of %2"), tr("pay %1 of the money of %2"))
                                        .arg(money(step.amount), companyTitle(about()));
    }
    QString operator()(const tx::AmendCharter& step) const
    {
        return step.asMotion != 0 ? said(tr("Put a motion to the members"), tr("put a motion to the members"))
                                  : said(tr("Changed the rules of %1"), tr("change the rules of %1"))
                                        .arg(companyTitle(about()));
    }
    QString operator()(const tx::InstallTool& step) const
    {
        return step.asMotion != 0
                   ? said(tr("Put a motion to the members"), tr("put a motion to the members"))
                   : said(tr("Added a tool to %1"), tr("add a tool to %1")).arg(companyTitle(about()));
    }
    QString operator()(const tx::RemoveTool& step) const
    {
        return step.asMotion != 0 ? said(tr("Put a motion to the members"), tr("put a motion to the members"))
                                  : said(tr("Removed a tool from %1"), tr("remove a tool from %1"))
                                        .arg(companyTitle(about()));
    }
    QString operator()(const tx::Vote&) const
    {
        return said(tr("Voted on a motion"), tr("vote on a motion"));
    }
    QString operator()(const tx::EnactMotion&) const
    {
        if (!action.motion) return said(tr("Carried out a motion"), tr("carry out a motion"));
        const auto numberOf = [](std::uint16_t number) { return QString::number(number); };
        return said(tr("Carried out a motion: %1"), tr("carry out a motion: %1"))
            .arg(motionSubject(*action.motion, addressText, numberOf, symbol));
    }
    QString operator()(const tx::Amend&) const
    {
        return said(tr("Offered other terms for “%1”"), tr("offer other terms for “%1”")).arg(about());
    }
    QString operator()(const tx::AgreeAmendment&) const
    {
        return said(tr("Agreed to other terms for “%1”"), tr("agree to other terms for “%1”")).arg(about());
    }
    QString operator()(const tx::Offer&) const
    {
        return said(tr("Offered to settle “%1”"), tr("offer to settle “%1”")).arg(about());
    }
    QString operator()(const tx::AcceptOffer&) const
    {
        return said(tr("Settled “%1”"), tr("settle “%1”")).arg(about());
    }
    QString operator()(const tx::WithdrawDispute&) const
    {
        return said(tr("Took back the dispute about “%1”"), tr("take back the dispute about “%1”"))
            .arg(about());
    }
    QString operator()(const tx::TakeSeat& step) const
    {
        return said(tr("Took a seat as an arbitrator and locked %1"),
                    tr("take a seat as an arbitrator and lock %1"))
            .arg(money(step.deposit));
    }
    QString operator()(const tx::LeaveSeat&) const
    {
        return said(tr("Gave up a seat as an arbitrator"), tr("give up a seat as an arbitrator"));
    }
    QString operator()(const tx::DrawPanel&) const
    {
        return said(tr("Had arbitrators drawn for “%1”"), tr("have arbitrators drawn for “%1”")).arg(about());
    }
    QString operator()(const tx::CommitRuling&) const
    {
        return said(tr("Sealed a ruling about “%1”"), tr("seal a ruling about “%1”")).arg(about());
    }
    QString operator()(const tx::CloseVote&) const
    {
        return said(tr("Closed an arbitrator’s part in “%1”"), tr("close an arbitrator’s part in “%1”"))
            .arg(about());
    }
    QString operator()(const tx::Appeal& step) const
    {
        return isCompanys()
                   ? said(tr("Appealed about “%1” for %2, which paid a fee of %3%4"),
                          tr("appeal about “%1” for %2, which pays a fee of %3%4"))
                         .arg(about(), payer(), money(step.fee), aside())
                   : said(tr("Appealed about “%1” for a fee of %2"), tr("appeal about “%1” for a fee of %2"))
                         .arg(about(), money(step.fee));
    }
};

struct KindWords {
    Q_DECLARE_TR_FUNCTIONS(KindText)

public:
    QString operator()(const tx::Transfer&) const { return tr("Payment"); }
    QString operator()(const tx::Withdraw&) const { return tr("Withdrawal"); }
    QString operator()(const tx::Deposit&) const { return tr("Arrival from the main chain"); }
    QString operator()(const tx::Force&) const { return tr("Step over the main chain"); }
    QString operator()(const tx::SetProfile&) const { return tr("Name"); }
    QString operator()(const tx::CreateDac&) const { return tr("New company"); }
    QString operator()(const tx::Invite&) const { return tr("Invitation"); }
    QString operator()(const tx::RevokeInvite&) const { return tr("End of an invitation"); }
    QString operator()(const tx::Join&) const { return tr("Membership"); }
    QString operator()(const tx::Propose&) const { return tr("Proposal of a collaboration"); }
    QString operator()(const tx::Accept&) const { return tr("Deposit"); }
    QString operator()(const tx::Cancel&) const { return tr("End of a proposal"); }
    QString operator()(const tx::Deliver&) const { return tr("Delivery"); }
    QString operator()(const tx::RequestChanges&) const { return tr("Request for changes"); }
    QString operator()(const tx::Approve&) const { return tr("Acceptance of work"); }
    QString operator()(const tx::Dispute&) const { return tr("Dispute"); }
    QString operator()(const tx::Answer&) const { return tr("Answer to a dispute"); }
    QString operator()(const tx::Settle&) const { return tr("Settlement"); }
    QString operator()(const tx::RevealRuling&) const { return tr("Ruling"); }
    QString operator()(const tx::PutRecord& step) const
    {
        if (step.tool >= tx::kFirstInstalledTool) return tr("Record of a tool");
        return isWiki(step) ? tr("Wiki page") : tr("Task");
    }
    QString operator()(const tx::SetGuardian&) const { return tr("Guardian"); }
    QString operator()(const tx::RotateKey&) const { return tr("Change of key"); }
    QString operator()(const tx::Recover&) const { return tr("Recovery of an account"); }
    QString operator()(const tx::ChangeStake&) const { return tr("Stake"); }
    QString operator()(const tx::Leave&) const { return tr("End of a membership"); }
    QString operator()(const tx::SetRole&) const { return tr("Role"); }
    QString operator()(const tx::FundTreasury&) const { return tr("Gift to a treasury"); }
    QString operator()(const tx::SpendTreasury&) const { return tr("Payment of a company"); }
    QString operator()(const tx::AmendCharter&) const { return tr("Rules"); }
    QString operator()(const tx::InstallTool&) const { return tr("New tool"); }
    QString operator()(const tx::RemoveTool&) const { return tr("End of a tool"); }
    QString operator()(const tx::Vote&) const { return tr("Vote"); }
    QString operator()(const tx::EnactMotion&) const { return tr("Motion"); }
    QString operator()(const tx::Amend&) const { return tr("Offer of terms"); }
    QString operator()(const tx::AgreeAmendment&) const { return tr("Change of terms"); }
    QString operator()(const tx::Offer&) const { return tr("Offer to settle"); }
    QString operator()(const tx::AcceptOffer&) const { return tr("Settlement by agreement"); }
    QString operator()(const tx::WithdrawDispute&) const { return tr("End of a dispute"); }
    QString operator()(const tx::TakeSeat&) const { return tr("Seat"); }
    QString operator()(const tx::LeaveSeat&) const { return tr("End of a seat"); }
    QString operator()(const tx::DrawPanel&) const { return tr("Draw"); }
    QString operator()(const tx::CommitRuling&) const { return tr("Sealed ruling"); }
    QString operator()(const tx::CloseVote&) const { return tr("End of an arbitrator’s part"); }
    QString operator()(const tx::Appeal&) const { return tr("Appeal"); }
};

} // namespace

bool happenedAlready(const engine::FinalityView& finality)
{
    using F = engine::Finality;
    return finality.stage == F::OnSidechain || finality.stage == F::InBatch || finality.stage == F::Final;
}

QString notHappened(const engine::FinalityView& finality, const QString& what)
{
    using F = engine::Finality;
    const bool isOver = finality.stage == F::Refused || finality.stage == F::RolledBack;
    return (isOver ? HistoryWords::tr("Did not happen: %1") : HistoryWords::tr("Not done yet: %1")).arg(what);
}

QString historyText(const engine::ActionView& action, const QString& symbol)
{
    if (happenedAlready(action.finality)) return std::visit(HistoryWords{action, symbol}, action.payload);
    return notHappened(action.finality, std::visit(HistoryWords{action, symbol, false}, action.payload));
}

Error reasonOf(const engine::ActionView& action)
{
    const ErrorCode code = action.refusal.value_or(ErrorCode::NotPermitted);
    if (action.isAfterRefused) return {code, "after refused"};
    const auto* put = std::get_if<tx::PutRecord>(&action.payload);
    return {code, code == ErrorCode::ContentConflict && put && isWiki(*put) ? "page" : ""};
}

QString refusalText(const engine::ActionView& action)
{
    if (action.finality.stage != engine::Finality::Refused) return {};
    return action.refusal ? errorText(reasonOf(action))
                          : HistoryWords::tr("The network refused it: it did not happen.");
}

QString partName(engine::StepWords::Part part)
{
    using P = engine::StepWords::Part;
    switch (part) {
    case P::Title: return HistoryWords::tr("Title");
    case P::Name: return HistoryWords::tr("Name");
    case P::Purpose: return HistoryWords::tr("Purpose");
    case P::Description: return HistoryWords::tr("Description");
    case P::Statement: return HistoryWords::tr("Job statement");
    case P::Text: break;
    }
    return HistoryWords::tr("Words");
}

QString incomingText(const engine::IncomingView& incoming)
{
    using What = engine::IncomingView::What;
    const QString company =
        incoming.company.empty() ? HistoryWords::tr("a company") : companyTitle(toQt(incoming.company));
    const QString work = incoming.title.empty() ? HistoryWords::tr("a collaboration")
                                                : HistoryWords::tr("“%1”").arg(toQt(incoming.title));
    switch (incoming.what) {
    case What::Deposit: return HistoryWords::tr("Arrived from the main chain");
    case What::Settlement: return HistoryWords::tr("Paid out to you from %1").arg(work);
    case What::Gift: return HistoryWords::tr("Gift of the invitation with which you joined %1").arg(company);
    case What::GiftReturned:
        return HistoryWords::tr("Your gift came back from an invitation to %1 that has ended").arg(company);
    case What::StakeReturned: return HistoryWords::tr("Your stake in %1 came back").arg(company);
    case What::SeatReturned:
        return HistoryWords::tr("Your deposit as an arbitrator of %1 came back").arg(company);
    case What::BondReturned:
        return HistoryWords::tr("What was locked for your motion in %1 came back").arg(company);
    case What::RewardReturned:
        return HistoryWords::tr("A part of the reward of %1 came back, by its new terms").arg(work);
    case What::ProposalReturned:
        return HistoryWords::tr("Reward and deposit came back from the proposal of %1 that has ended")
            .arg(work);
    case What::JudgeFee: return HistoryWords::tr("Fee for your ruling about %1").arg(work);
    case What::CourtFeeReturned:
        return HistoryWords::tr("Your court fee for the dispute about %1 came back").arg(work);
    case What::CourtFeeLost:
        return HistoryWords::tr("Court fee of the other side, which took back the dispute about %1")
            .arg(work);
    case What::FeesReturned:
        return HistoryWords::tr("What the dispute about %1 did not need of your network fees came back")
            .arg(work);
    case What::Payment:
    case What::Company:
    case What::Other: break;
    }
    return incoming.from.address.isZero() ? HistoryWords::tr("Received")
                                          : HistoryWords::tr("Received from %1").arg(nameOf(incoming.from));
}

QString cameAgain(const QString& what)
{
    return HistoryWords::tr("Came again after a rollback, counts once: %1").arg(what);
}

QString kindText(const tx::Payload& payload) { return std::visit(KindWords{}, payload); }

} // namespace stoa::ui
