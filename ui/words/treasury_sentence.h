// SPDX-License-Identifier: MIT
// What a signature means where a company's treasury pays, and not whoever signs for it.
#pragma once

#include <optional>

#include "ui/words/sentence_text.h"

namespace stoa::ui {

/// Absent: the signer pays, or the ordinary sentence says whose money it is.
std::optional<Sentence> treasurySentence(const engine::Draft& draft, const QString& symbol, Timestamp now);

} // namespace stoa::ui
