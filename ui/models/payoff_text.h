// SPDX-License-Identifier: MIT
// The money of a collaboration in sentences, before anybody signs.
#pragma once

#include <QString>

#include "ui/models/payoff.h"

namespace stoa::ui {

/// From the asker's side: "If all goes well: Mira P. gets 40.00 MTS and both get their deposits back … Worst
/// case for you: … Worst case for Mira P.: …". `payDay` is about when; 0 leaves it out.
QString prospectText(const Stakes& stakes, const QString& doer, Timestamp payDay, Timestamp now,
                     const QString& symbol);

/// "+40.00 MTS", "−120.00 MTS" or "±0.00 MTS".
QString netText(const NetResult& net, const QString& symbol);

} // namespace stoa::ui
