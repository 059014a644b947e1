// SPDX-License-Identifier: MIT
// Pages that come from elsewhere, and pages that leave: history files, folders of Markdown files.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/content/page_history.h"

namespace stoa::content {

inline constexpr std::size_t kImportBatchBytes = 32U << 20U; ///< that are written at a time

/// A page that an import made or went on with.
struct ImportedPage {
    std::string name;
    Hash head;                  ///< its newest revision now
    std::uint32_t versions = 0; ///< that this import added
};

struct ImportResult {
    std::vector<ImportedPage> pages; ///< by name; only those that got a version
    std::uint64_t versions = 0;
    std::uint64_t authors = 0;
    std::uint64_t alreadyThere = 0;      ///< the page has this version already
    std::uint64_t clockWentBack = 0;     ///< a record is older than the one before it in the file
    std::uint64_t previousIsOlder = 0;   ///< names a version of the page that is not its newest
    std::uint64_t previousIsUnknown = 0; ///< names none of the page
    std::uint64_t previousIsMissing = 0; ///< names nothing, though the page existed
    std::uint64_t textsReturned = 0;     ///< equal to an earlier version of the page
    std::vector<std::string> skipped;    ///< the first 1,000 files that were left out: "name: code"
    std::uint64_t leftOut = 0;           ///< how many were left out in all
};

/// Where an import puts its versions, and in whose name.
struct ImportTarget {
    ContentStore& content;
    PageHistory& history;
    Address author;
    std::map<std::string, Hash, std::less<>> heads; ///< pages that exist already
    Timestamp now = 0;                              ///< time of versions that bring none
};

/// Reads JSON lines (also compressed by zstd), each {page, time, author, revision, previous, text}. In the
/// order of the file each record becomes a version on its page's current head; what it says about itself is
/// kept, and deviations are counted. A version that an earlier import of this file brought (same page,
/// revision, previous, time, author and text) is not added again.
///
/// All or nothing: pages are named only on success; after an error there are at most content objects that
/// nothing refers to. Errors: BadImport (detail: the line's number and what is wrong), TooLarge,
/// FileUnreadable, and those of storage::Store.
Result<ImportResult> importHistory(const std::filesystem::path& file, const ImportTarget& target);

/// Reads every "*.md" below a folder: the path without ".md" is the page's name, a page that has this text
/// already is left alone. Links are not followed, and whatever is no page (a link, too large, not UTF-8, a
/// bad name, a name that differs only in case) is listed in `skipped`. Names beginning with a dot are passed
/// over. Limits: 20,000 pages, 1 MiB each, 512 MiB together, 16 levels. Errors: FileUnreadable (the folder
/// itself), TooLarge, and those of storage::Store.
Result<ImportResult> importFolder(const std::filesystem::path& folder, const ImportTarget& target);

/// The file of a page below an exported folder: its name and ".md".
std::string exportedFileName(std::string_view page);

/// Writes one file a page below a folder that is empty or does not exist yet; follows no links and overwrites
/// nothing. Returns the number of files. Errors: InvalidArgument (the folder holds something), BadPageName,
/// FileUnwritable, DiskFull, and what `textOf` says.
Result<std::uint64_t> exportPages(const std::filesystem::path& folder, const std::vector<std::string>& pages,
                                  const std::function<Result<std::string>(const std::string& page)>& textOf);

} // namespace stoa::content
