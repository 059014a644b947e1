// SPDX-License-Identifier: MIT
// Amounts as people read and type them: tokens, never gwei, with thin spaces between thousands and always
// with the unit.
#pragma once

#include <optional>

#include <QString>

#include "core/base/amount.h"

namespace stoa::ui {

enum class Sign { None, Plus, Minus };

/// "1 200.00" without the unit. Two decimals, and more only where the amount has them.
QString amountNumber(Amount amount);

/// "120.00 MTS". The space before the unit does not break.
QString amountText(Amount amount, const QString& symbol, Sign sign = Sign::None);

/// What a person typed, as an amount: "12", "0.5", "1 200,25" (a single comma counts as the point).
std::optional<Amount> parseAmount(const QString& text);

/// Hundredths of a percent as "2.5 %".
QString shareText(quint32 hundredthsOfPercent);

} // namespace stoa::ui
