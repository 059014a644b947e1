// SPDX-License-Identifier: MIT
// The versions of a page, oldest first, found from its newest one. A small note about each revision is kept
// beside the content, so that neither the list nor version N of a long history reads the texts.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/clock.h"
#include "core/content/content_store.h"
#include "core/content/page_revision.h"

namespace stoa::content {

/// What a list of versions shows of one.
struct VersionInfo {
    std::uint32_t number = 0; ///< 1 is the oldest; of a merge, both sides are counted
    Hash revision;
    std::vector<Hash> parents;
    Timestamp time = 0;
    Address author;
    std::string authorName;
    std::string summary;
    std::uint32_t textBytes = 0;
};

/// Order of versions: those of the first parent, then what only the second parent brings, then the revision
/// itself. So a number never changes while a page only moves forward.
///
/// Thread-confined; store and content have to outlive it. Errors of every function: ContentMissing (a
/// revision has not arrived on this computer), StoreDamaged, BadContent, BadJson, and those of
/// storage::Store.
class PageHistory {
public:
    /// Keys of the content's store are `prefix` followed by the revision's hash.
    PageHistory(ContentStore& content, Bytes prefix);

    /// All versions of the page whose newest revision is `head`, oldest first.
    Result<std::vector<VersionInfo>> versions(const Hash& head);

    /// Version `number` of that page, in a logarithmic number of steps. Errors: NotFound.
    Result<VersionInfo> version(const Hash& head, std::uint32_t number);

    /// What is known about one revision; its number is the count of versions of a page that ends with it.
    Result<VersionInfo> info(const Hash& revision);

    /// The revision itself, with its text.
    Result<PageRevision> read(const Hash& revision);

    /// Adds the note about a revision to a batch that also puts the revision. Its parents have to be known,
    /// or be in the same batch and noted before it. Never has to be called: what is missing is made when it
    /// is asked for.
    Result<void> note(ContentBatch& batch, const Hash& hash, const PageRevision& revision);

    /// Whether `revision` is `head` or came before it.
    Result<bool> contains(const Hash& head, const Hash& revision);

    /// The newest revision that both have; absent if they have none in common. For merges.
    Result<std::optional<Hash>> commonAncestor(const Hash& one, const Hash& other);

private:
    /// The bytes are described in FORMAT.md.
    struct Note {
        VersionInfo info;
        std::uint32_t depth = 0; ///< length of the line of first parents
        Hash jump;               ///< an ancestor on that line, so that steps back are logarithmic
        std::uint32_t jumpDepth = 0;
        std::uint32_t jumpNumber = 0;
    };

    Bytes keyOf(const Hash& revision) const;
    Result<std::optional<Note>> find(const Hash& revision);
    Result<Note> ensure(const Hash& revision);
    Result<Note> make(VersionInfo info);
    Result<std::vector<Hash>> order(const Hash& head, const std::optional<Hash>& before);
    static Bytes encode(const Note& note);
    static Result<Note> decode(ByteView bytes);
    void remember(const Hash& revision, const Note& note);

    ContentStore& m_content;
    Bytes m_prefix;
    std::unordered_map<Hash, Note> m_recent; ///< noted lately, perhaps not stored yet
};

} // namespace stoa::content
