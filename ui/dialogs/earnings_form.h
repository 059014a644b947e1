// SPDX-License-Identifier: MIT
// The form with which the owner of a node collects what its keys have earned.
#pragma once

#include <functional>

#include "ui/dialogs/company_forms.h"

namespace stoa::ui {

class EngineBridge;

/// `collected` hears what is on its way, and to whom in words. Nothing is signed: the node's own keys pay.
ActDialog*
makeCollectForm(const FormDesk& desk, EngineBridge& bridge, const engine::EarningsView& earnings,
                std::function<void(const engine::CollectedView& collected, const QString& whom)> collected);

} // namespace stoa::ui
