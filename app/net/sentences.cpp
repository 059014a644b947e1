// SPDX-License-Identifier: MIT
#include "app/net/sentences.h"

#include "ui/words/error_text.h"
#include "ui/words/text.h"

namespace stoa::net {

std::string sentenceOf(const Error& error) { return ui::toStd(ui::errorText(error)); }

} // namespace stoa::net
