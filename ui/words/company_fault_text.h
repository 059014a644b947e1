// SPDX-License-Identifier: MIT
// Why a tool's table, a step of a record or of a role, a payment or a rule's number was refused, with its
// numbers.
#pragma once

#include <QString>

#include "core/base/error.h"

namespace stoa::ui {

/// What the error's detail says besides its code, as sentences; empty if it is another error or says no more.
QString companyFaultText(const Error& error);

} // namespace stoa::ui
