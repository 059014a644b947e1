// SPDX-License-Identifier: MIT
#include "ui/models/payoff_text.h"

#include <QCoreApplication>

#include "ui/words/amounts.h"
#include "ui/words/dates.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PayoffText)
public:
    static QString well(const Stakes& stakes, const QString& doer, const QString& day, const QString& symbol)
    {
        const Split split = goesWell(stakes);
        const Amount gain = split.toDoer - stakes.doerDeposit;
        QString text =
            tr("If all goes well: %1 gets %2 and both deposits return").arg(doer, amountText(gain, symbol));
        if (split.tax > 0)
            text = tr("If all goes well: %1 gets %2, the company %3 as tax, and both deposits return")
                       .arg(doer, amountText(gain, symbol), amountText(split.tax, symbol));
        return day.isEmpty() ? tr("%1.").arg(text) : tr("%1, about %2.").arg(text, day);
    }
    static QString worstForYou(const Stakes& stakes, const QString& symbol)
    {
        if (!stakes.hasArbitrator)
            return tr("Worst case for you: nobody can rule here, so if you do not review in time, the reward "
                      "of "
                      "%1 is paid for whatever was delivered.")
                .arg(amountText(stakes.reward, symbol));
        const QString lost = amountText(worstForAsker(stakes), symbol);
        if (stakes.courtFee == 0)
            return tr("Worst case for you: you lose %1, your deposit and the reward.").arg(lost);
        return tr("Worst case for you: you lose %1, your deposit and the reward, and %2 for the arbitrator "
                  "if "
                  "you open the dispute yourself.")
            .arg(lost, amountText(stakes.courtFee, symbol));
    }
    static QString worstForThem(const Stakes& stakes, const QString& doer, const QString& symbol)
    {
        if (!stakes.hasArbitrator)
            return tr("Worst case for %1: the deposit returns, without a reward.").arg(doer);
        const QString lost = amountText(worstForDoer(stakes), symbol);
        if (stakes.courtFee == 0) return tr("Worst case for %1: %2 lost, the deposit.").arg(doer, lost);
        return tr("Worst case for %1: %2 lost, the deposit, and %3 for the arbitrator if %1 opens the "
                  "dispute.")
            .arg(doer, lost, amountText(stakes.courtFee, symbol));
    }
    static QString zero(const QString& amount) { return tr("±%1", "neither won nor lost").arg(amount); }
};

} // namespace

QString prospectText(const Stakes& stakes, const QString& doer, Timestamp payDay, Timestamp now,
                     const QString& symbol)
{
    const QString day = payDay == 0 ? QString() : dayText(payDay, now);
    return Words::well(stakes, doer, day, symbol) + u' ' + Words::worstForYou(stakes, symbol) + u' ' +
           Words::worstForThem(stakes, doer, symbol);
}

QString netText(const NetResult& net, const QString& symbol)
{
    if (net.amount == 0) return Words::zero(amountText(0, symbol));
    return amountText(net.amount, symbol, net.isLoss ? Sign::Minus : Sign::Plus);
}

} // namespace stoa::ui
