// SPDX-License-Identifier: MIT
#include "ui/words/company_fault_text.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "ui/words/amounts.h"
#include "ui/words/dates.h"
#include "ui/words/fault_detail.h"
#include "ui/words/text.h"
#include "ui/words/tool_text.h"

namespace stoa::ui {

namespace {

struct FaultWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// Of a tool's table that cannot be installed: "tool FAULT NUMBER".
    static QString toolTable(const Error& error)
    {
        const QStringList parts = toQt(error.detail).split(QLatin1Char(' '));
        if (error.code != ErrorCode::OutOfRange || parts.size() != 3 || parts[0] != QLatin1String("tool"))
            return {};
        const QString& fault = parts[1];
        const QString& number = parts[2];
        if (fault == QLatin1String("states"))
            return tr("A tool has 1 to 15 states. Nothing was signed. Choose how many.");
        if (fault == QLatin1String("empty"))
            return tr("A tool needs a rule from state 0, which makes a new record. Nothing was signed.");
        if (fault == QLatin1String("state"))
            return tr("Rule %1 names a state that the tool does not have, or leads to state 0. Nothing was "
                      "signed. Correct the rule, or say that there are more states.")
                .arg(number);
        if (fault == QLatin1String("unknown"))
            return tr("Rule %1 has a value that this version does not know. Nothing was signed.").arg(number);
        if (fault == QLatin1String("nobody"))
            return tr("Nobody may follow rule %1. Nothing was signed. Name a role, the author or the "
                      "assignee.")
                .arg(number);
        if (fault == QLatin1String("self-pay"))
            return tr("Rule %1 lets only the assignee pay the assignee, and nobody pays themselves. Nothing "
                      "was signed. Name a role that pays.")
                .arg(number);
        if (fault == QLatin1String("new"))
            return tr("Rule %1 makes a new record, which has neither author nor assignee yet and holds "
                      "nothing to pay or return. Nothing was signed. Name roles only, and no such payment.")
                .arg(number);
        if (fault == QLatin1String("twice"))
            return tr("Rule %1 stands twice: an earlier one leads from the same state to the same state. "
                      "Nothing was signed. Keep one of them.")
                .arg(number);
        if (fault == QLatin1String("stuck"))
            return tr("From state %1 money could not come back to the treasury. Nothing was signed. Add a "
                      "rule from there that returns it and that a role may follow.")
                .arg(number);
        return {};
    }
    /// What a treasury holds and its limit leaves, and what there is of one's own.
    static QString treasury(const Error& error)
    {
        const FaultDetail detail = faultDetailOf(error.detail);
        const std::size_t count = detail.amounts.size();
        const QString company = detail.company.isEmpty() ? tr("the company") : detail.company;
        const QString purse = detail.company.isEmpty() ? tr("The company's treasury")
                                                       : tr("The treasury of %1").arg(detail.company);
        if (error.code == ErrorCode::InsufficientBalance && count == 2 && detail.what == QLatin1String("own"))
            return tr("This takes %1, the fee included, and you have %2 available. Nothing was signed. "
                      "Choose "
                      "less, or receive money first.")
                .arg(detail.amount(0), detail.amount(1));
        if (error.code == ErrorCode::InsufficientBalance && count == 2 &&
            detail.what == QLatin1String("join"))
            return tr("To join costs a fee of %1, and you have %2, the invitation's gift included. Nothing "
                      "was signed. Ask for an invitation with a gift, or receive money first.")
                .arg(detail.amount(0), detail.amount(1));
        if (error.code == ErrorCode::InsufficientTreasury && count == 1)
            return (detail.what == QLatin1String("motion")
                        ? tr("%1 holds %2, and this motion takes more. Nothing was paid. Give the treasury "
                             "money first (in a terminal: stoa-cli company fund); the motion waits until it "
                             "lapses.")
                        : tr("%1 holds %2, and this takes more. Nothing was paid. Choose less, or give the "
                             "treasury money first (in a terminal: stoa-cli company fund)."))
                .arg(purse, detail.amount(0));
        if (error.code == ErrorCode::InsufficientTreasury && count == 2 &&
            detail.what == QLatin1String("case"))
            return tr("Here %1 pays, and its treasury is short: it holds %2, and the fee of the court and "
                      "the "
                      "tips take %3 out of it. Your own money does not count for it. Nothing was signed. "
                      "Give "
                      "the treasury money first (in a terminal: stoa-cli company fund).")
                .arg(company, detail.amount(0), detail.amount(1));
        if (error.code == ErrorCode::InsufficientTreasury && count == 2)
            return tr("Here %1 pays, and its treasury is short: it holds %2, and this collaboration takes %3 "
                      "out of it. Your own money does not count for it. Nothing was signed. Give the "
                      "treasury "
                      "money first (in a terminal: stoa-cli company fund), or agree on less.")
                .arg(company, detail.amount(0), detail.amount(1));
        if (error.code != ErrorCode::OverLimit || count != 4) return {};
        const QString start =
            tr("The spending limit of %1 leaves %2 of %3 for now, and the treasury holds %4. "
               "This takes more, so nothing was paid.")
                .arg(company, amountNumber(detail.amounts[1]), detail.amount(2), detail.amount(3));
        if (detail.what == QLatin1String("spending"))
            return tr("%1 Choose less, wait, or put it to the members as a motion (in a terminal: "
                      "--as-motion).")
                .arg(start);
        if (detail.what == QLatin1String("case"))
            return tr("%1 What was used of the limit becomes free again evenly, within 30 days; the time for "
                      "your dispute or appeal does not wait for it.")
                .arg(start);
        if (detail.amounts[0] > detail.amounts[2])
            return tr("%1 Choose less: it is more than the whole limit, which is one of the company's rules.")
                .arg(start);
        return tr("%1 Choose less, or wait: what was used of the limit becomes free again evenly, within 30 "
                  "days.")
            .arg(start);
    }
    static QString periodName(const QString& period)
    {
        const std::pair<const char*, QString> names[] = {{"answer", tr("The time to answer a proposal")},
                                                         {"review", tr("The time to review a delivery")},
                                                         {"challenge", tr("The challenging period")},
                                                         {"grace", tr("The grace after a missed deadline")},
                                                         {"objection", tr("The time to object to a motion")},
                                                         {"vote", tr("The time to vote on a motion")},
                                                         {"seal", tr("The time to seal a ruling")},
                                                         {"ruling", tr("The time for a ruling")},
                                                         {"appeal", tr("The time to appeal")}};
        for (const auto& [key, name] : names)
            if (period == QLatin1String(key)) return name;
        return {};
    }
    /// A number that is outside of what the network's or the company's rules allow: which one, and the
    /// limits; and who is named for what they cannot be.
    static QString limit(const Error& error)
    {
        if (error.code == ErrorCode::OutOfRange && error.detail == "order of dates")
            return tr(
                "A proposal is answered after now, and before the day on which the work is due. Nothing "
                "was signed. Choose other days.");
        if (error.code == ErrorCode::SameParty && error.detail == "own guardian")
            return tr("Nobody guards their own account. Nothing was signed. Name somebody else.");
        if (error.code == ErrorCode::SameParty && error.detail == "own court")
            return tr("A company does not judge its own collaborations. Nothing was signed. Name another "
                      "arbitrator.");
        if (error.code == ErrorCode::OutOfRange && error.detail == "uses")
            return tr("An invitation is for one person at least. Nothing was signed. Say for how many.");
        const FaultDetail detail = faultDetailOf(error.detail);
        const std::size_t count = detail.amounts.size();
        const auto is = [&](ErrorCode code, const char* what, std::size_t numbers) {
            return error.code == code && detail.what == QLatin1String(what) && count == numbers;
        };
        if (is(ErrorCode::BelowMinimum, "court fee", 2))
            return tr("The court's fee would be %1, and the least deposit %2. Deposits have to cover the "
                      "fee, "
                      "or who loses could not bear it. Nothing was signed. Choose a smaller fee, or a least "
                      "deposit of %1 or more.")
                .arg(detail.amount(0), detail.amount(1));
        if (is(ErrorCode::BelowMinimum, "deposit", 2))
            return tr("A deposit of %1 is too small: by the company's rules each side locks %2 at least. "
                      "Nothing was signed. Choose a larger deposit.")
                .arg(detail.amount(0), detail.amount(1));
        if (is(ErrorCode::BelowMinimum, "deposit for court", 2))
            return tr("A deposit of %1 is too small: each side locks %2 at least, because it has to cover "
                      "the "
                      "court's fee. Nothing was signed. Choose a larger deposit.")
                .arg(detail.amount(0), detail.amount(1));
        if (is(ErrorCode::OutOfRange, "claim as it is", 1))
            return tr("%1 for the doer is what happens without a dispute. Nothing was signed. Ask for more "
                      "or "
                      "less than that.")
                .arg(detail.amount(0));
        const auto most = [&] { return periodText(detail.amounts[0]); };
        if (is(ErrorCode::OutOfRange, "invitation", 1))
            return tr("An invitation can be used from now on for %1 at most. Nothing was signed. Choose an "
                      "end within that time (in a terminal: --expires).")
                .arg(most());
        if (is(ErrorCode::OutOfRange, "answer by", 1))
            return tr("A proposal can be answered for %1 from now at most. Nothing was signed. Choose an "
                      "earlier day (in a terminal: --answer-by).")
                .arg(most());
        if (is(ErrorCode::OutOfRange, "work by", 1))
            return tr("Work is due within %1 from now at most. Nothing was signed. Choose an earlier day.")
                .arg(most());
        if (is(ErrorCode::OutOfRange, "offer until", 1))
            return tr("An offer to settle holds for %1 from now at most, and not until a moment that is "
                      "over. "
                      "Nothing was signed. Choose another end.")
                .arg(most());
        const QString name = periodName(detail.what.mid(7));
        if (error.code != ErrorCode::OutOfRange || !detail.what.startsWith(QLatin1String("period ")) ||
            count != 3 || name.isEmpty())
            return {};
        return tr("%1 would be %2, and this network allows %3 to %4. Nothing was signed. Choose a period "
                  "within that.")
            .arg(name, periodText(detail.amounts[0]), periodText(detail.amounts[1]),
                 periodText(detail.amounts[2]));
    }
    /// A role that may not do it: "motion", where the members could decide it instead; or of a tool's rule
    /// whom it names, "rule ROLES WHO", or "rule spends".
    static QString role(const Error& error)
    {
        if (error.code != ErrorCode::NotPermitted) return {};
        if (error.detail == "motion")
            return tr("Your role in the company does not allow this. Nothing was signed. Put it to the "
                      "members as a motion (in a terminal: the same with --as-motion), or ask a member "
                      "whose role allows it.");
        if (error.detail == "rule spends")
            return tr("This takes money from the treasury, and your role may not spend it. Nothing was "
                      "signed. Ask a member whose role may.");
        const QStringList parts = toQt(error.detail).split(QLatin1Char(' '));
        if (parts.size() != 3 || parts[0] != QLatin1String("rule")) return {};
        engine::ToolMove rule;
        rule.roles = static_cast<std::uint8_t>(parts[1].toUShort());
        rule.who = static_cast<std::uint8_t>(parts[2].toUShort());
        const QString users = toolUsersText(rule);
        if (users.isEmpty()) return {};
        return tr("By the rules of this tool this step is only for: %1. Nothing was signed, and no money "
                  "moved. Ask one of them.")
            .arg(users);
    }
    /// A tool that is not there any more.
    static QString goneTool(const Error& error)
    {
        if (error.code != ErrorCode::NotFound) return {};
        if (error.detail == "tool gone already")
            return tr("This tool was removed already, so there is nothing to remove. Nothing was signed.");
        if (error.detail == "motion's tool gone already")
            return tr("The tool that this motion would remove was removed already, so there is nothing to "
                      "carry out. Nothing was signed. The motion lapses by itself, and its deposit goes back "
                      "to whoever put it.");
        return {};
    }
    /// A step that no rule of a tool allows: "R-4f2a STATE TO…", or "new 0 TO…".
    static QString toolStep(const Error& error)
    {
        QStringList parts = toQt(error.detail).split(QLatin1Char(' '));
        if (error.code != ErrorCode::NotAllowedByTool || parts.size() < 2) return {};
        const QString record = parts.takeFirst();
        for (const QString& part : parts)
            if (part.size() > 2 ||
                !std::all_of(part.begin(), part.end(), [](QChar c) { return c.isDigit(); }))
                return {};
        const QString state = parts.takeFirst();
        const QString leadsTo = parts.join(QLatin1String(", "));
        if (record == QLatin1String("new"))
            return parts.isEmpty() ? tr("This tool has no rule that makes a new record. Nothing was changed.")
                                   : tr("A new record of this tool cannot begin in that state. Nothing was "
                                        "changed. It can begin in state: %1.")
                                         .arg(leadsTo);
        if (!record.startsWith(QLatin1String("R-"))) return {};
        return parts.isEmpty()
                   ? tr("%1 is in state %2, and no rule of its tool leads on from there. Nothing was "
                        "changed.")
                         .arg(record, state)
                   : tr("%1 is in state %2, and no rule of its tool leads from there to the state that was "
                        "wanted. Nothing was changed. From there it can go to state: %3.")
                         .arg(record, state, leadsTo);
    }
};

} // namespace

QString companyFaultText(const Error& error)
{
    for (const auto& of : {&FaultWords::toolTable, &FaultWords::toolStep, &FaultWords::role,
                           &FaultWords::goneTool, &FaultWords::treasury, &FaultWords::limit})
        if (const QString text = of(error); !text.isEmpty()) return text;
    return {};
}

} // namespace stoa::ui
