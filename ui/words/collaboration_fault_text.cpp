// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_fault_text.h"

#include <QCoreApplication>

#include "ui/words/fault_detail.h"

namespace stoa::ui {

namespace {

struct CollaborationFaults {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// Work that nobody can decide about yet.
    static QString work(const Error& error)
    {
        if (error.code != ErrorCode::WrongState) return {};
        if (error.detail == "not begun")
            return tr("This is still a proposal: nobody has accepted it, so nothing has been delivered. "
                      "Nothing was signed. Once it is accepted, the work can be delivered, and then looked "
                      "at.");
        if (error.detail == "not delivered")
            return tr(
                "Nothing has been delivered yet, so there is nothing to accept or to send back. Nothing "
                "was signed. First the doer delivers, then the asker has time to look at it. If "
                "nothing comes in time, the reward and both deposits go back by themselves.");
        if (error.detail == "not delivered again")
            return tr(
                "Nothing new has been delivered since changes were asked for. Nothing was signed. First "
                "the doer delivers again, then the asker has time to look at it. If nothing comes in "
                "time, the reward and both deposits go back by themselves.");
        if (error.detail == "no other terms")
            return tr("Nobody has offered other terms, so there is nothing to agree to. Nothing was signed.");
        return {};
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
    for (const auto& of : {&CollaborationFaults::work, &CollaborationFaults::answer})
        if (const QString text = of(error); !text.isEmpty()) return text;
    return {};
}

} // namespace stoa::ui
