// SPDX-License-Identifier: MIT
// What the wallet's history shows: what I signed and what came in, newest first, in one list. Pages that
// were published together, as an import does, are one row, so that money does not drown among them.
#pragma once

#include <variant>
#include <vector>

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

using WalletLine = std::variant<engine::ActionView, engine::IncomingView>;

struct WalletRow {
    WalletLine line;                          ///< of several, the newest
    std::vector<engine::ActionView> together; ///< all of them, when there is more than one; else empty
    bool mayBeMore = false;                   ///< the list ends within them

    const engine::ActionView* action() const { return std::get_if<engine::ActionView>(&line); }
    const engine::IncomingView* incoming() const { return std::get_if<engine::IncomingView>(&line); }
};

/// The lines as rows. Three or more pages that were published within a minute, with nothing in between, and
/// that came equally far, are one row.
std::vector<WalletRow> historyRows(const std::vector<WalletLine>& lines);

QString rowKey(const WalletRow& row);
Timestamp rowTime(const WalletRow& row);
const engine::FinalityView& rowFinality(const WalletRow& row);
/// "Received from Ana R.", "Published 488 pages at once".
QString rowText(const WalletRow& row, const QString& symbol);
/// With its sign; empty if no money moved apart from the fee, a dash if it did not happen.
QString rowAmount(const WalletRow& row, const QString& symbol);
Amount rowFee(const WalletRow& row);
bool movesMoney(const WalletRow& row);

} // namespace stoa::ui
