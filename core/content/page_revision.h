// SPDX-License-Identifier: MIT
// One version of a wiki page. Its bytes are canonical JSON; the page's record carries their keccak.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace stoa::content {

inline constexpr std::size_t kMaxPageText = 1U << 20U;
inline constexpr std::size_t kMaxParents = 2;

/// What another program's history said about a version, word for word.
struct ImportedFrom {
    std::string revision;
    std::optional<std::string> previous;

    bool operator==(const ImportedFrom&) const = default;
};

struct PageRevision {
    std::string page;          ///< by checkPageName()
    std::string title;         ///< by checkTitle()
    std::vector<Hash> parents; ///< none: a new page; two: a merge, the page's head at that time first
    std::string text;          ///< Markdown, at most 1 MiB
    std::string summary;       ///< what was changed, at most 500 bytes, may be empty
    Address author;            ///< who put it here
    std::string authorName;    ///< who wrote it elsewhere, at most 200 bytes; empty if `author` did
    Timestamp time = 0;
    std::optional<ImportedFrom> imported;
    Bytes signature; ///< empty or 65 bytes, meant to be `author`'s over revisionDigest(). Only the length is
                     ///< checked, here and anywhere: who put it here is known by the step that names it

    bool operator==(const PageRevision&) const = default;
};

/// Errors: BadPageName, BadContent, TooLarge (the text).
Result<void> checkPageRevision(const PageRevision& revision);

/// Canonical JSON. The revision must pass checkPageRevision().
std::string encodePageRevision(const PageRevision& revision);
/// Errors: those of checkPageRevision(), BadJson, TooLarge.
Result<PageRevision> decodePageRevision(std::string_view json);

/// What its author signs: the keccak of the revision without signature.
Hash revisionDigest(PageRevision revision);

} // namespace stoa::content
