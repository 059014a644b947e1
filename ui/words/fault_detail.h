// SPDX-License-Identifier: MIT
// An error's detail that carries amounts, taken apart.
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "core/base/amount.h"

namespace stoa::ui {

/// "WHAT 5000000000 7\nMTS\nForge": what it is about; numbers, mostly amounts in gwei; then the unit and the
/// company, each on a line of its own, where they are known.
struct FaultDetail {
    QString what;
    std::vector<Amount> amounts;
    QString symbol;
    QString company;

    /// "5.00 MTS", or "5.00 tokens" while the unit is not known.
    QString amount(std::size_t at) const;
};

/// `what` is empty if the first line does not end in whole numbers.
FaultDetail faultDetailOf(const std::string& detail);

} // namespace stoa::ui
