// SPDX-License-Identifier: MIT
// What a company would do if a motion passes, in words that say who gets what, and what a tool is allowed.
#pragma once

#include <functional>

#include <QString>

#include "core/engine/governance_views.h"
#include "ui/words/tool_text.h"

namespace stoa::ui {

/// What an address is called here.
using AddressName = std::function<QString(const Address&)>;

/// "Pay 40.00 MTS out of the treasury to Ana R", whoever put it. `tool` names an installed tool by its
/// number.
QString motionSubject(const engine::MotionSubject& motion, const AddressName& nameOf,
                      const std::function<QString(std::uint16_t)>& tool, const QString& symbol);

/// The same as sentences, for who votes on it or carries it out; of a tool, also what its rules do with
/// money.
QString motionSentences(const engine::MotionSubject& motion, const QString& symbol,
                        const AddressName& nameOf);

QString motionStateText(engine::MotionState state);
/// "2 for, 1 against, of 5"; by what they have locked where that is the weight.
QString votesText(const engine::MotionView& motion, const QString& symbol);

} // namespace stoa::ui
