// SPDX-License-Identifier: MIT
#include "ui/words/earnings_text.h"

#include <QCoreApplication>

#include "ui/words/amounts.h"
#include "ui/words/error_text.h"

namespace stoa::ui {

namespace {

constexpr Amount kStepCosts = tx::Transfer::kFee; ///< of each key that has fees

struct Words {
    Q_DECLARE_TR_FUNCTIONS(EarningsText)
};

} // namespace

EarningsSum sumOf(const engine::EarningsView& earnings, const Address& to, bool leaves)
{
    EarningsSum sum;
    for (const auto& key : earnings.keys) {
        sum.fromMainChain += key.onMainChain;
        if (key.fees <= kStepCosts || key.address == to) continue;
        sum.fees += key.fees - kStepCosts;
        sum.costs += kStepCosts;
    }
    if (leaves) sum.fromMainChain += earnings.bond + earnings.besideBond;
    return sum;
}

QString earningsKeyText(const engine::EarningsView::Key& key)
{
    if (key.isValidator) return Words::tr("The validator's key");
    return key.isInUse ? Words::tr("The key that makes blocks") : Words::tr("A key that lost its bond");
}

QString earningsText(const engine::EarningsView::Key& key, const QString& symbol)
{
    const QString fees = Words::tr("%1 for its blocks").arg(amountText(key.fees, symbol));
    const QString there = key.isValidator
                              ? Words::tr("%1 for challenges").arg(amountText(key.onMainChain, symbol))
                              : Words::tr("%1 on the main chain").arg(amountText(key.onMainChain, symbol));
    if (key.onMainChain == 0) return fees;
    return key.fees == 0 ? there : Words::tr("%1, and %2").arg(fees, there);
}

QString whyBondStays(const engine::EarningsView& earnings, Timestamp now, const QString& until)
{
    if (earnings.makesBlocks)
        return Words::tr("It stays down: this node makes blocks, and would put it down again at once. "
                         "Start it without the role of an aggregator first.");
    if (earnings.bondUntil > now)
        return Words::tr("It stays down: it answers for batches that can be challenged until %1.").arg(until);
    return {};
}

QString collectRefusalText(const Error& error)
{
    if (error.code == ErrorCode::NotPermitted)
        return Words::tr("This node makes blocks, and would put its bond down again at once. Nothing was "
                         "moved. Start it without the role of an aggregator first.");
    if (error.code == ErrorCode::TooEarly)
        return Words::tr("The bond answers for batches that can still be challenged. Nothing was moved; try "
                         "again when the newest one is final.");
    if (error.code == ErrorCode::NothingDue)
        return Words::tr("This node has earned nothing that is not collected yet. Nothing was moved.");
    return errorText(error);
}

} // namespace stoa::ui
