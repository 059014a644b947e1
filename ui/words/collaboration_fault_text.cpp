// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_fault_text.h"

#include <string_view>

#include <QCoreApplication>

#include "ui/words/collaboration_text.h"
#include "ui/words/fault_detail.h"

namespace stoa::ui {

namespace {

struct CollaborationFaults {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// Whose turn it is, told to the other side.
    static QString turn(const Error& error)
    {
        const auto is = [&](ErrorCode code, std::string_view detail) {
            return error.code == code && error.detail == detail;
        };
        if (is(ErrorCode::NotAParty, "deliver"))
            return tr("Only the doer can deliver, and here you are the asker. Nothing was signed. Once it is "
                      "delivered, you can accept the work or ask for changes.");
        if (is(ErrorCode::NotAParty, "approve"))
            return tr("Only the asker can accept the work, and here you are the doer. Nothing was signed. If "
                      "the asker does nothing in time, it counts as accepted.");
        if (is(ErrorCode::NotAParty, "changes"))
            return tr("Only the asker can ask for changes, and here you are the doer. Nothing was signed.");
        if (is(ErrorCode::NotAParty, "decline"))
            return tr("Only the doer can decline a proposal, and here you are the asker. Nothing was signed. "
                      "You can take it back (in a terminal: stoa-cli collaboration cancel).");
        if (is(ErrorCode::NotAParty, "take back"))
            return tr("Only the asker can take a proposal back, and here you are the doer. Nothing was "
                      "signed. You can decline it (in a terminal: stoa-cli collaboration decline).");
        if (is(ErrorCode::NotAParty, "for another"))
            return tr("This proposal was made to somebody else, and only they can accept it. Nothing was "
                      "signed.");
        if (is(ErrorCode::NotAParty, "answer"))
            return tr("Your side has opened this dispute, so the other side answers it. Nothing was signed.");
        if (is(ErrorCode::NotAParty, "withdraw"))
            return tr("The other side has opened this, so only they can withdraw it. Nothing was signed.");
        if (is(ErrorCode::NotAParty, "own terms"))
            return tr("Your side has offered these terms, so the other side agrees to them. Nothing was "
                      "signed.");
        if (is(ErrorCode::NotAParty, "own offer"))
            return tr("Your side has made this offer, so the other side accepts it. Nothing was signed.");
        if (is(ErrorCode::SameParty, "own proposal"))
            return tr("This is your own proposal, so somebody else accepts it. Nothing was signed. As long "
                      "as nobody has, you can take it back.");
        if (is(ErrorCode::SameParty, "one party"))
            return tr(
                "Asker and doer would be the same. Nothing was signed. Choose somebody else for the one "
                "or the other.");
        if (is(ErrorCode::SameParty, "both sides"))
            return tr("You could sign for the other side, too, and nobody decides for both. Nothing was "
                      "signed. Have somebody sign who can sign for one side only.");
        if (is(ErrorCode::SameParty, "court is side"))
            return tr("The arbitrator would be one of the two sides, and nobody judges a case of their own. "
                      "Nothing was signed. Choose another side, or give the company another arbitrator "
                      "before.");
        if (is(ErrorCode::SameParty, "court is member"))
            return tr("The arbitrator is a member of a company that is one of the two sides, and nobody "
                      "judges a case of their own. Nothing was signed. Choose another side, or give the "
                      "company another arbitrator before.");
        if (is(ErrorCode::SameParty, "court signs"))
            return tr("You are the arbitrator here, and nobody judges what they have signed for a side. "
                      "Nothing was signed. Have somebody else sign it.");
        if (is(ErrorCode::SameParty, "judge"))
            return tr("You are one of the two sides, or a member of one, so you cannot rule on this. Nothing "
                      "was signed. The case ends as if nobody had ruled.");
        if (is(ErrorCode::NotPermitted, "ruled as asked"))
            return tr("The ruling is what your side has asked for, so there is nothing to appeal against. "
                      "Nothing was signed.");
        return {};
    }
    /// Not yet, or not any more.
    static QString state(const Error& error)
    {
        const auto is = [&](ErrorCode code, std::string_view detail) {
            return error.code == code && error.detail == detail;
        };
        if (is(ErrorCode::WrongState, "not begun"))
            return tr("This is still a proposal: nobody has accepted it, so nothing has been delivered. "
                      "Nothing was signed. Once it is accepted, the work can be delivered, and then looked "
                      "at.");
        if (is(ErrorCode::WrongState, "not delivered"))
            return tr(
                "Nothing has been delivered yet, so there is nothing to accept or to send back. Nothing "
                "was signed. First the doer delivers, then the asker has time to look at it. If "
                "nothing comes in time, the reward and both deposits go back by themselves.");
        if (is(ErrorCode::WrongState, "not delivered again"))
            return tr(
                "Nothing new has been delivered since changes were asked for. Nothing was signed. First "
                "the doer delivers again, then the asker has time to look at it. If nothing comes in "
                "time, the reward and both deposits go back by themselves.");
        if (is(ErrorCode::WrongState, "delivered already"))
            return tr("The work has been delivered already, and the asker looks at it now. Nothing was "
                      "signed. If changes are asked for, it can be delivered again.");
        if (is(ErrorCode::WrongState, "accepted already"))
            return tr("This proposal has been accepted already. Nothing was signed, and nothing more was "
                      "locked.");
        if (is(ErrorCode::WrongState, "begun already"))
            return tr("This proposal has been accepted, so it can no longer be declined or taken back. "
                      "Nothing was signed. Both sides together can end it: one offers to settle, the other "
                      "accepts.");
        if (is(ErrorCode::TooLate, "proposal"))
            return tr("This proposal is over: it was declined, taken back or not accepted in time. Nothing "
                      "was signed. What was locked for it goes back to the asker.");
        if (is(ErrorCode::WrongState, "no other terms"))
            return tr("Nobody has offered other terms, so there is nothing to agree to. Nothing was signed.");
        if (is(ErrorCode::WrongState, "no offer"))
            return tr("Nobody has offered to settle, so there is nothing to accept. Nothing was signed.");
        if (is(ErrorCode::WrongState, "answered already"))
            return tr("This dispute has been answered already, and an answer cannot be changed. Nothing was "
                      "signed.");
        if (is(ErrorCode::TooLate, "answer"))
            return tr("The time to answer this dispute is over. Nothing was signed. It is decided without "
                      "the answer.");
        if (is(ErrorCode::TooEarly, "answer"))
            return tr("The other side can still answer, and the ruling comes after that. Nothing was "
                      "signed. Wait until it has answered, or its time is over.");
        if (is(ErrorCode::TooLate, "named ruling"))
            return tr("The ruling of a named arbitrator is final, so it cannot be appealed. Nothing was "
                      "signed.");
        if (is(ErrorCode::TooLate, "appeal's ruling"))
            return tr("This ruling was made in an appeal and is final. Nothing was signed.");
        const FaultDetail detail = faultDetailOf(error.detail);
        if (error.code != ErrorCode::WrongState || detail.what != QLatin1String("state")) return {};
        const QString now =
            collaborationStateText(static_cast<engine::CollaborationState>(detail.amounts[0] & 0xff));
        return now.isEmpty() ? QString()
                             : tr("This does not fit the state that the collaboration is in now: “%1”. "
                                  "Nothing was signed. Look at it again to see what can be done.")
                                   .arg(now);
    }
    /// An answer that is worse for who answers than what the other side has claimed.
    static QString answer(const Error& error)
    {
        if (error.code != ErrorCode::OutOfRange) return {};
        const FaultDetail detail = faultDetailOf(error.detail);
        if (detail.amounts.size() != 1) return {};
        if (detail.what == QLatin1String("answer below"))
            return tr("The other side already grants your side %1, deposit included, and less would bind the "
                      "ruling to your loss. Nothing was signed. To accept that, answer %1; to ask for more, "
                      "answer more.")
                .arg(detail.amount(0));
        if (detail.what == QLatin1String("answer above"))
            return tr("The other side asks for no more than %1 for the doer, deposit included, and more "
                      "would bind the ruling to your loss. Nothing was signed. To accept that, answer %1; to "
                      "give less, answer less.")
                .arg(detail.amount(0));
        return {};
    }
};

} // namespace

QString collaborationFaultText(const Error& error)
{
    for (const auto& of :
         {&CollaborationFaults::turn, &CollaborationFaults::state, &CollaborationFaults::answer})
        if (const QString text = of(error); !text.isEmpty()) return text;
    return {};
}

} // namespace stoa::ui
