// SPDX-License-Identifier: MIT
// What reading and rendering of Markdown have in common: limits set before the parser sees a text, and where
// links lead. Only for .cpp files of this folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <md4c.h>

#include "core/base/bytes.h"

namespace stoa::content {

inline constexpr std::size_t kMaxMarkdown = 1U << 20U;

/// Tells which pages there are.
using PageExists = std::function<bool(std::string_view page)>;

/// The text with tables of more than 64 columns, and those beyond 50,000 cells, made into plain lines: the
/// parser would fill missing cells without end.
std::string withoutHugeTables(std::string_view text);

/// Flags for the parser. Bare addresses become links unless there are so many that looking for them would
/// take quadratic time.
unsigned parserFlags(std::string_view text);

/// The characters of an attribute, its numeric and common entities resolved.
std::string attributeText(const MD_ATTRIBUTE& attribute);

/// The character of an entity such as "&#65;" or "&amp;"; zero for one that is not known here.
char32_t entityCharacter(std::string_view entity);

void appendUtf8(std::string& text, char32_t character);

struct LinkTarget {
    enum class Kind { Page, External, Refused };
    Kind kind = Kind::Refused;
    std::string page;    ///< Page; empty: the page itself
    std::string heading; ///< Page: as written, may be empty
    std::string address; ///< External
};

/// Where `[[target]]` leads.
LinkTarget targetOfWikiLink(std::string_view target);

/// Where `[text](destination)` on page `here` leads. Only http, https and mailto are External.
LinkTarget targetOfLink(std::string_view destination, std::string_view here, const PageExists& exists);

/// The id of a heading with that text: lower case, "-" for spaces, no punctuation.
std::string headingId(std::string_view text);

} // namespace stoa::content
