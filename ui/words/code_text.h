// SPDX-License-Identifier: MIT
// The sentence of every error code, whatever its detail.
#pragma once

#include <QString>

#include "core/base/error.h"

namespace stoa::ui {

/// For errorText, which knows the detail, too.
QString codeText(ErrorCode code);

} // namespace stoa::ui
