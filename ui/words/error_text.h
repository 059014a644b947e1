// SPDX-License-Identifier: MIT
// Every error as a sentence: what happened, what it means for money or work, what one can do.
#pragma once

#include <QString>

#include "core/base/error.h"

namespace stoa::ui {

/// Never shows `detail` as it is; a number in it may make the sentence more exact.
QString errorText(const Error& error);

} // namespace stoa::ui
