// SPDX-License-Identifier: MIT
#include "ui/words/fault_detail.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/words/amounts.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::ui {

QString FaultDetail::amount(std::size_t at) const
{
    const Amount value = at < amounts.size() ? amounts[at] : 0;
    if (!symbol.isEmpty()) return amountText(value, symbol);
    return QCoreApplication::translate("ErrorText", "%1 tokens").arg(amountNumber(value));
}

FaultDetail faultDetailOf(const std::string& detail)
{
    FaultDetail parts;
    const QStringList lines = toQt(detail).split(QLatin1Char('\n'));
    QStringList words = lines[0].split(QLatin1Char(' '));
    while (!words.isEmpty()) {
        bool isNumber = false;
        const Amount amount = words.back().toULongLong(&isNumber);
        if (!isNumber) break;
        parts.amounts.insert(parts.amounts.begin(), amount);
        words.pop_back();
    }
    if (parts.amounts.empty()) return {};
    parts.what = words.join(QLatin1Char(' '));
    if (lines.size() > 1) parts.symbol = lines[1];
    if (lines.size() > 2 && !lines[2].isEmpty()) parts.company = companyTitle(lines[2]);
    return parts;
}

} // namespace stoa::ui
