// SPDX-License-Identifier: MIT
// A company's rules: as options of “company create” and “company rules”, as JSON, and as lines of text.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

/// `options`, and one for every rule.
std::vector<Option> withTerms(std::vector<Option> options);

/// `terms` with what the options say.
Answer<tx::CharterTerms> readTerms(Context& context, const Invocation& call, tx::CharterTerms terms);

Json termsJson(const tx::CharterTerms& terms);

/// The rules that everybody in the company signs with every proposal; begins with a line's end.
std::string termsText(const tx::CharterTerms& terms, const engine::PersonView& arbitrator,
                      const std::string& symbol);

Answer<tx::Role> readRole(std::string_view text);

} // namespace stoa::commands
