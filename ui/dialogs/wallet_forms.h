// SPDX-License-Identifier: MIT
// The forms of what concerns the account alone: money out to the main chain, and who signs for it.
#pragma once

#include <vector>

#include "ui/dialogs/company_forms.h"

namespace stoa::ui {

class EngineBridge;

/// Out of the sidechain, to an address on the main chain.
ActDialog* makeWithdrawForm(const FormDesk& desk, const std::vector<engine::PersonView>& known);
/// Who may give this account another key.
ActDialog* makeGuardianForm(const FormDesk& desk, const std::vector<engine::PersonView>& known);
/// Another key signs for this account, or its own again.
ActDialog* makeNewKeyForm(const FormDesk& desk);
/// Goes on with an account that this wallet's key signs for; nothing is signed.
ActDialog* makeActForForm(const FormDesk& desk, EngineBridge& bridge);
/// As somebody's guardian: another key for their account.
ActDialog* makeRecoverForm(const FormDesk& desk, const std::vector<engine::PersonView>& known);

} // namespace stoa::ui
