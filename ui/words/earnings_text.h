// SPDX-License-Identifier: MIT
// What a node has earned, for the form that collects it and for the command line.
#pragma once

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// What arrives by collecting once.
struct EarningsSum {
    Amount fees = 0;          ///< with the next block, less what bringing them costs
    Amount costs = 0;         ///< of the steps that bring the fees
    Amount fromMainChain = 0; ///< with the next batch

    Amount all() const { return fees + fromMainChain; }
};

/// `to`: who gets it; what one of the keys has itself stays. `leaves`: with the bond and what lies beside it.
EarningsSum sumOf(const engine::EarningsView& earnings, const Address& to, bool leaves);

/// "The key that makes blocks"
QString earningsKeyText(const engine::EarningsView::Key& key);
/// "3.12 MTS for its blocks, and 12.00 MTS on the main chain"
QString earningsText(const engine::EarningsView::Key& key, const QString& symbol);

/// Why the bond cannot be taken back now; empty if it can. `until`: `earnings.bondUntil` in words.
QString whyBondStays(const engine::EarningsView& earnings, Timestamp now, const QString& until);

/// Why nothing was collected, and what to do.
QString collectRefusalText(const Error& error);

} // namespace stoa::ui
