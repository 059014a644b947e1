// SPDX-License-Identifier: MIT
#include "ui/words/tool_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/words/amounts.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

using engine::ToolMove;
using tx::ToolMoney;

struct ToolWords {
    Q_DECLARE_TR_FUNCTIONS(ToolText)

public:
    static QString number(std::uint16_t number) { return tr("Tool %1").arg(number); }
    static QString record(const QString& number, const QString& title)
    {
        return title.isEmpty() ? number : tr("%1, “%2”", "short name, first words").arg(number, title);
    }
    static QString added(const QString& name)
    {
        return name.isEmpty() ? tr("a tool") : tr("the tool “%1”").arg(name);
    }
    static QString removed(std::uint16_t number, const QString& name)
    {
        const QString text = QString::number(number);
        return name.isEmpty() ? tr("tool %1").arg(text) : tr("the tool “%1” (number %2)").arg(name, text);
    }
    static QString rule(const ToolMove& rule)
    {
        return rule.from == 0 ? tr("a new record in state %1: %2 (by %3)")
                                    .arg(QString::number(rule.to), money(rule, 0, {}), users(rule))
                              : tr("from state %1 to state %2: %3 (by %4)")
                                    .arg(QString::number(rule.from), QString::number(rule.to),
                                         money(rule, 0, {}), users(rule));
    }
    static QString rules(const tx::ToolRules& table)
    {
        QStringList moving;
        for (const ToolMove& each : rulesOf(table))
            if (each.money != ToolMoney::None) moving << rule(each);
        if (moving.isEmpty()) return tr("Its rules move no money.");
        return tr("Its rules move money of the treasury, without a motion: %1.")
            .arg(moving.join(tr("; ", "between rules in a list")));
    }
    static QString ended(const std::vector<std::string>& unfinished)
    {
        constexpr std::size_t kMostNamed = 10;
        const QString always =
            tr("Nobody can change its records any more. They can be read: at the end of the list "
               "of tools, and with “stoa-cli company records”.");
        if (unfinished.empty()) return always;
        QStringList names;
        for (std::size_t i = 0; i < unfinished.size() && i < kMostNamed; ++i) names << toQt(unfinished[i]);
        if (unfinished.size() > kMostNamed) names << QString(QChar(0x2026));
        return tr("Records that are not finished and stay as they are for good: %1 (%2). %3", "number, names")
            .arg(QString::number(unfinished.size()), names.join(QLatin1String(", ")), always);
    }
    static QString holding(const QString& number, const QString& amount)
    {
        return tr("%1 (%2)", "short name, amount").arg(number, amount);
    }

    static QString money(const ToolMove& move, Amount held, const QString& symbol)
    {
        const QString amount = amountText(move.amount, symbol);
        switch (move.money) {
        case ToolMoney::None:
            return held == 0 ? tr("No money moves")
                             : tr("It keeps the %1 that it holds").arg(amountText(held, symbol));
        case ToolMoney::Fund:
            return move.amount == 0
                       ? tr("Money of the company goes from the treasury into the record")
                       : tr("%1 of the company go from the treasury into the record").arg(amount);
        case ToolMoney::Pay:
            if (move.amount == 0) return tr("All that it holds goes to its assignee");
            if (move.payee.isMe) return tr("All that it holds, %1 of the company, goes to you").arg(amount);
            return move.payee.address.isZero()
                       ? tr("All that it holds, %1 of the company, goes to its assignee").arg(amount)
                       : tr("All that it holds, %1 of the company, goes to %2")
                             .arg(amount, nameAndAddress(move.payee));
        case ToolMoney::Refund:
            return move.amount == 0 ? tr("All that it holds goes back to the treasury")
                                    : tr("All that it holds, %1, goes back to the treasury").arg(amount);
        }
        return {};
    }
    static QString label(const ToolMove& move, const QString& symbol)
    {
        const QString amount = amountText(move.amount, symbol);
        switch (move.money) {
        case ToolMoney::None: return tr("To state %1").arg(move.to);
        case ToolMoney::Fund: return tr("To state %1: put money in").arg(move.to);
        case ToolMoney::Pay:
            return move.amount == 0 ? tr("To state %1: pay its assignee").arg(move.to)
                                    : tr("To state %1: pay %2").arg(move.to).arg(amount);
        case ToolMoney::Refund:
            return move.amount == 0 ? tr("To state %1: return its money").arg(move.to)
                                    : tr("To state %1: return %2").arg(move.to).arg(amount);
        }
        return {};
    }
    static QString users(const ToolMove& move)
    {
        const std::pair<bool, QString> all[] = {{(move.roles & 2U) != 0, tr("members")},
                                                {(move.roles & 4U) != 0, tr("arbitrators")},
                                                {(move.roles & 8U) != 0, tr("officers")},
                                                {(move.roles & 16U) != 0, tr("founders")},
                                                {(move.who & tx::kByAuthor) != 0, tr("its author")},
                                                {(move.who & tx::kByAssignee) != 0, tr("its assignee")}};
        QStringList names;
        for (const auto& [isNamed, name] : all)
            if (isNamed) names << name;
        return names.join(tr(", ", "between names in a list"));
    }
    static QString bar(const ToolMove& move)
    {
        switch (move.bar) {
        case ToolMove::Bar::None: return {};
        case ToolMove::Bar::NotAMember: return tr("You are not a member of this company.");
        case ToolMove::Bar::NotNamed: return tr("The tool leaves this to others: %1.").arg(users(move));
        case ToolMove::Bar::MayNotSpend:
            return tr("It takes money from the treasury, and your role may not.");
        case ToolMove::Bar::HoldsNothing: return tr("The record holds no money that could move.");
        case ToolMove::Bar::NobodyAssigned: return tr("Nobody is assigned, so there is nobody to pay.");
        case ToolMove::Bar::PaysMyself: return tr("It would pay you: somebody else has to do it.");
        }
        return {};
    }
};

/// The first line, cut where it is long, without what cannot be seen.
QString firstLineOf(const std::string& text)
{
    constexpr int kLongest = 60;
    QString line = toQt(text).trimmed().section(QLatin1Char('\n'), 0, 0);
    for (QChar& each : line) {
        const auto kind = each.category();
        if (kind == QChar::Other_Control || kind == QChar::Other_Format) each = QLatin1Char(' ');
    }
    line = line.simplified();
    if (line.size() > kLongest) {
        const bool isWhole = !line[kLongest - 2].isHighSurrogate();
        line = line.left(isWhole ? kLongest - 1 : kLongest - 2) + QChar(0x2026);
    }
    return line;
}

} // namespace

QString toolName(std::uint16_t number, const std::string& manifestText)
{
    const QString line = firstLineOf(manifestText);
    return line.isEmpty() ? ToolWords::number(number) : line;
}

QString toolName(const engine::ToolView& tool) { return toolName(tool.number, tool.manifestText); }

QString addedToolText(const std::string& manifestText) { return ToolWords::added(firstLineOf(manifestText)); }

QString removedToolText(std::uint16_t number, const std::string& manifestText)
{
    return ToolWords::removed(number, firstLineOf(manifestText));
}

std::vector<ToolMove> rulesOf(const tx::ToolRules& table)
{
    std::vector<ToolMove> rules;
    for (std::size_t at = 0; at + 3 < table.bytes.size(); at += 4) {
        ToolMove rule;
        rule.from = static_cast<std::uint8_t>(table[at] >> 4U);
        rule.to = static_cast<std::uint8_t>(table[at] & 0xfU);
        rule.roles = table[at + 1];
        rule.who = table[at + 2];
        rule.money = static_cast<ToolMoney>(table[at + 3]);
        if (rule.to != 0) rules.push_back(rule); // what is unused is zero, and no rule leads to state 0
    }
    return rules;
}

QString toolRuleText(const ToolMove& rule) { return ToolWords::rule(rule); }

QString toolRulesText(const tx::ToolRules& rules) { return ToolWords::rules(rules); }

QString endedRecordsText(const std::vector<std::string>& unfinished) { return ToolWords::ended(unfinished); }

QString toolRecordName(const engine::ToolRecordView& record)
{
    return ToolWords::record(toQt(record.number), firstLineOf(record.text));
}

QString toolMoneyText(const ToolMove& move, Amount held, const QString& symbol)
{
    return ToolWords::money(move, held, symbol);
}

QString toolMoveLabel(const ToolMove& move, const QString& symbol) { return ToolWords::label(move, symbol); }

QString toolUsersText(const ToolMove& move) { return ToolWords::users(move); }

QString toolBarText(const ToolMove& move) { return ToolWords::bar(move); }

QString holdingRecordsText(const std::vector<engine::ToolRecordView>& records, const QString& symbol)
{
    QStringList names;
    for (const auto& record : records)
        if (record.held > 0)
            names << ToolWords::holding(toQt(record.number), amountText(record.held, symbol));
    return names.join(QLatin1String(", "));
}

} // namespace stoa::ui
