// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/history_rows.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/base/overloaded.h"
#include "ui/bridge/convert.h"
#include "ui/words/amounts.h"
#include "ui/words/sentence_text.h"

namespace stoa::ui {

using engine::ActionView;
using engine::Finality;
using engine::IncomingView;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WalletHistory)
};

constexpr std::size_t kFewestTogether = 3;
constexpr Timestamp kTogetherWithin = kMinute;

Timestamp timeOf(const WalletLine& line)
{
    return std::visit([](const auto& each) { return each.time; }, line);
}

bool isPublished(const ActionView& action)
{
    const auto* put = std::get_if<tx::PutRecord>(&action.payload);
    return put && put->tool == static_cast<std::uint16_t>(tx::Tool::Wiki) &&
           put->state == static_cast<std::uint8_t>(tx::PageState::Published);
}

bool belongTogether(const ActionView& newer, const ActionView& older)
{
    return isPublished(newer) && isPublished(older) && newer.finality.stage == older.finality.stage &&
           newer.finality.batch == older.finality.batch && newer.time - older.time <= kTogetherWithin;
}

/// Of the wallet's own money.
Amount takenBy(const ActionView& action)
{
    const tx::MoneyOut out = tx::moneyOutOf(action.payload);
    return out.isCompanys || !action.payer.company.isZero() ? 0 : out.amount;
}

bool didNotHappen(const engine::FinalityView& finality)
{
    return finality.stage == Finality::Refused || finality.stage == Finality::RolledBack;
}

} // namespace

std::vector<WalletRow> historyRows(const std::vector<WalletLine>& lines)
{
    std::vector<WalletRow> rows;
    for (std::size_t at = 0; at < lines.size();) {
        std::vector<ActionView> together;
        for (std::size_t next = at; next < lines.size(); ++next) {
            const auto* action = std::get_if<ActionView>(&lines[next]);
            if (!action || (!together.empty() && !belongTogether(together.back(), *action))) break;
            together.push_back(*action);
        }
        if (together.size() < kFewestTogether) together.clear();
        const std::size_t taken = std::max<std::size_t>(1, together.size());
        rows.push_back({lines[at], std::move(together), false});
        at += taken;
    }
    return rows;
}

QString rowKey(const WalletRow& row)
{
    if (const auto* action = row.action()) return idText(action->id);
    const IncomingView& incoming = *row.incoming();
    return QStringLiteral("%1/%2/%3/%4")
        .arg(incoming.time)
        .arg(incoming.finality.block)
        .arg(incoming.amount)
        .arg(idText(incoming.from.address));
}

Timestamp rowTime(const WalletRow& row) { return timeOf(row.line); }

const engine::FinalityView& rowFinality(const WalletRow& row)
{
    return std::visit([](const auto& each) -> const engine::FinalityView& { return each.finality; },
                      row.line);
}

QString rowText(const WalletRow& row, const QString& symbol)
{
    const auto pages = static_cast<int>(row.together.size());
    if (pages > 0 && !happenedAlready(rowFinality(row)))
        return notHappened(rowFinality(row), row.mayBeMore
                                                 ? Words::tr("publish at least %n page(s)", nullptr, pages)
                                                 : Words::tr("publish %n page(s)", nullptr, pages));
    if (pages > 0 && row.mayBeMore) return Words::tr("Published at least %n page(s) at once", nullptr, pages);
    if (pages > 0) return Words::tr("Published %n page(s) at once", nullptr, pages);
    if (const auto* action = row.action()) return historyText(*action, symbol);
    const QString came = incomingText(*row.incoming());
    if (didNotHappen(rowFinality(row))) return notHappened(rowFinality(row), came);
    return row.incoming()->cameAgain ? cameAgain(came) : came;
}

QString rowAmount(const WalletRow& row, const QString& symbol)
{
    // What did not happen moved nothing.
    if (didNotHappen(rowFinality(row))) return QStringLiteral("—");
    const auto* action = row.action();
    if (!action) return amountText(row.incoming()->amount, symbol, Sign::Plus);
    if (const auto* arrival = std::get_if<tx::Deposit>(&action->payload))
        return amountText(arrival->amount, symbol, Sign::Plus);
    const Amount amount = takenBy(*action);
    return amount == 0 ? QString() : amountText(amount, symbol, Sign::Minus);
}

Amount rowFee(const WalletRow& row)
{
    if (row.together.empty()) return row.action() ? row.action()->fee : 0;
    Amount sum = 0;
    for (const ActionView& each : row.together) sum += each.fee;
    return sum;
}

bool movesMoney(const WalletRow& row)
{
    const auto* action = row.action();
    return !action || std::holds_alternative<tx::Deposit>(action->payload) || takenBy(*action) != 0;
}

} // namespace stoa::ui
