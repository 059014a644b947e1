// SPDX-License-Identifier: MIT
// Why an act on a collaboration was refused before anybody signed it.
#pragma once

#include <QString>

#include "core/base/error.h"

namespace stoa::ui {

/// What the error's detail says besides its code, as sentences; empty if it is another error or says no more.
QString collaborationFaultText(const Error& error);

} // namespace stoa::ui
