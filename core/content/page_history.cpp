// SPDX-License-Identifier: MIT
#include "core/content/page_history.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/hex.h"
#include "core/codec/reader.h"
#include "core/codec/writer.h"

namespace stoa::content {
namespace {

constexpr std::size_t kMaxShortText = 2000;
constexpr std::size_t kRecentNotes = 20'000;

VersionInfo infoOf(const Hash& hash, const PageRevision& revision)
{
    VersionInfo info;
    info.revision = hash;
    info.parents = revision.parents;
    info.time = revision.time;
    info.author = revision.author;
    info.authorName = revision.authorName;
    info.summary = revision.summary;
    info.textBytes = static_cast<std::uint32_t>(revision.text.size());
    return info;
}

} // namespace

PageHistory::PageHistory(ContentStore& content, Bytes prefix)
    : m_content(content)
    , m_prefix(std::move(prefix))
{}

Bytes PageHistory::keyOf(const Hash& revision) const
{
    Bytes key = m_prefix;
    append(key, revision.bytes);
    return key;
}

Bytes PageHistory::encode(const Note& note)
{
    codec::Writer writer;
    writer.u32(note.info.number);
    writer.u8(static_cast<std::uint8_t>(note.info.parents.size()));
    for (const Hash& parent : note.info.parents) writer.fixed(parent);
    writer.u64(note.info.time);
    writer.fixed(note.info.author);
    writer.blob(viewOf(note.info.authorName));
    writer.blob(viewOf(note.info.summary));
    writer.u32(note.info.textBytes);
    writer.u32(note.depth);
    writer.fixed(note.jump);
    writer.u32(note.jumpDepth);
    writer.u32(note.jumpNumber);
    return writer.take();
}

Result<PageHistory::Note> PageHistory::decode(ByteView bytes)
{
    codec::Reader reader(bytes);
    Note note;
    note.info.number = reader.u32();
    const std::size_t parents = reader.u8();
    if (parents > kMaxParents) reader.fail();
    for (std::size_t index = 0; index < parents && reader.ok(); ++index)
        note.info.parents.push_back(reader.fixed<Hash>());
    note.info.time = reader.u64();
    note.info.author = reader.fixed<Address>();
    note.info.authorName = textOf(reader.blob(kMaxShortText));
    note.info.summary = textOf(reader.blob(kMaxShortText));
    note.info.textBytes = reader.u32();
    note.depth = reader.u32();
    note.jump = reader.fixed<Hash>();
    note.jumpDepth = reader.u32();
    note.jumpNumber = reader.u32();
    if (!reader.finish()) return Error{ErrorCode::StoreDamaged, "note about a revision"};
    return note;
}

void PageHistory::remember(const Hash& revision, const Note& note)
{
    if (m_recent.size() >= kRecentNotes) m_recent.clear();
    m_recent.insert_or_assign(revision, note);
}

Result<std::optional<PageHistory::Note>> PageHistory::find(const Hash& revision)
{
    if (const auto recent = m_recent.find(revision); recent != m_recent.end())
        return std::optional<Note>(recent->second);
    STOA_TRY(const auto bytes, m_content.store().get(keyOf(revision)));
    if (!bytes) return std::optional<Note>();
    STOA_TRY(Note note, decode(*bytes));
    note.info.revision = revision;
    return std::optional<Note>(std::move(note));
}

/// The note of a revision whose parents have theirs.
Result<PageHistory::Note> PageHistory::make(VersionInfo info)
{
    const Hash hash = info.revision;
    const std::vector<Hash> parents = info.parents;
    Note note;
    note.info = std::move(info);
    note.info.number = 1;
    note.jump = hash;
    note.jumpNumber = 1;
    if (parents.empty()) return note;

    STOA_TRY(const Note parent, ensure(parents[0]));
    note.info.number = parent.info.number + 1;
    if (parents.size() > 1) {
        STOA_TRY(const auto extra, order(parents[1], parents[0]));
        note.info.number += static_cast<std::uint32_t>(extra.size());
    }
    note.depth = parent.depth + 1;
    // Skew-binary jumps: two of the same length in a row become one of twice the length.
    STOA_TRY(const Note parentJump, ensure(parent.jump));
    if (parent.depth - parent.jumpDepth == parent.jumpDepth - parentJump.jumpDepth &&
        parent.depth != parent.jumpDepth) {
        note.jump = parentJump.jump;
        note.jumpDepth = parentJump.jumpDepth;
        note.jumpNumber = parentJump.jumpNumber;
    } else {
        note.jump = parents[0];
        note.jumpDepth = parent.depth;
        note.jumpNumber = parent.info.number;
    }
    return note;
}

/// Makes the notes that are missing, oldest first, without recursion over a long history.
Result<PageHistory::Note> PageHistory::ensure(const Hash& revision)
{
    STOA_TRY(auto found, find(revision));
    if (found) return *std::move(found);

    storage::WriteBatch batch;
    std::vector<VersionInfo> open;
    STOA_TRY(const PageRevision first, read(revision));
    open.push_back(infoOf(revision, first));
    Note note;
    while (!open.empty()) {
        std::optional<Hash> unknown;
        for (const Hash& parent : open.back().parents) {
            STOA_TRY(const auto known, find(parent));
            if (!known) unknown = parent;
        }
        if (unknown) {
            STOA_TRY(const PageRevision parent, read(*unknown));
            open.push_back(infoOf(*unknown, parent));
            continue;
        }
        STOA_TRY(note, make(open.back()));
        batch.put(keyOf(note.info.revision), encode(note));
        remember(note.info.revision, note);
        open.pop_back();
    }
    // Lost in a power cut, they are made again.
    STOA_TRY_VOID(m_content.store().commit(batch, storage::Durability::Buffered));
    return note;
}

Result<void> PageHistory::note(ContentBatch& batch, const Hash& hash, const PageRevision& revision)
{
    STOA_TRY(const Note made, make(infoOf(hash, revision)));
    batch.writes().put(keyOf(hash), encode(made));
    remember(hash, made);
    return {};
}

Result<PageRevision> PageHistory::read(const Hash& revision)
{
    STOA_TRY(const Bytes bytes, m_content.get(revision));
    return decodePageRevision(textOf(bytes));
}

Result<VersionInfo> PageHistory::info(const Hash& revision)
{
    STOA_TRY(Note note, ensure(revision));
    return std::move(note.info);
}

/// The versions of `head` in order, without those of `before`.
Result<std::vector<Hash>> PageHistory::order(const Hash& head, const std::optional<Hash>& before)
{
    std::unordered_set<Hash> seen;
    if (before) {
        STOA_TRY(const auto excluded, order(*before, std::nullopt));
        seen.insert(excluded.begin(), excluded.end());
    }
    // Depth first, first parent first; a revision is written down when its parents are.
    struct Step {
        Hash revision;
        std::vector<Hash> parents;
        std::size_t next = 0;
    };
    std::vector<Hash> ordered;
    std::vector<Step> open;
    const auto enter = [&](const Hash& revision) -> Result<void> {
        if (!seen.insert(revision).second) return {};
        STOA_TRY(const Note note, ensure(revision));
        open.push_back({revision, note.info.parents});
        return {};
    };
    STOA_TRY_VOID(enter(head));
    while (!open.empty()) {
        if (open.back().next < open.back().parents.size()) {
            const Hash parent = open.back().parents[open.back().next++];
            STOA_TRY_VOID(enter(parent));
            continue;
        }
        ordered.push_back(open.back().revision);
        open.pop_back();
    }
    return ordered;
}

Result<std::vector<VersionInfo>> PageHistory::versions(const Hash& head)
{
    STOA_TRY(const auto ordered, order(head, std::nullopt));
    std::vector<VersionInfo> result;
    result.reserve(ordered.size());
    for (const Hash& revision : ordered) {
        STOA_TRY(Note note, ensure(revision));
        note.info.number = static_cast<std::uint32_t>(result.size() + 1);
        result.push_back(std::move(note.info));
    }
    return result;
}

Result<VersionInfo> PageHistory::version(const Hash& head, std::uint32_t number)
{
    STOA_TRY(Note note, ensure(head));
    if (number == 0 || number > note.info.number)
        return Error{ErrorCode::NotFound, "version " + std::to_string(number)};
    const Error damaged{ErrorCode::StoreDamaged, "numbers of versions"};
    while (note.info.number != number) {
        // Along the first parents numbers only fall, so the target is never jumped over unseen.
        const std::uint32_t from = note.info.number;
        if (note.jumpNumber >= number && note.jump != note.info.revision) {
            STOA_TRY(note, ensure(note.jump));
            if (note.info.number >= from) return damaged;
            continue;
        }
        const std::vector<Hash> parents = note.info.parents;
        if (parents.empty()) return damaged;
        STOA_TRY(const Note parent, ensure(parents[0]));
        if (parent.info.number >= from) return damaged;
        if (parent.info.number >= number) {
            note = parent;
            continue;
        }
        // Between a merge and its first parent lie the versions of the other side.
        if (parents.size() < 2) return damaged;
        STOA_TRY(const auto extra, order(parents[1], parents[0]));
        const std::size_t index = number - parent.info.number - 1;
        if (index >= extra.size()) return damaged;
        STOA_TRY(note, ensure(extra[index]));
        note.info.number = number;
    }
    return std::move(note.info);
}

Result<bool> PageHistory::contains(const Hash& head, const Hash& revision)
{
    STOA_TRY(const auto ordered, order(head, std::nullopt));
    return std::find(ordered.begin(), ordered.end(), revision) != ordered.end();
}

Result<std::optional<Hash>> PageHistory::commonAncestor(const Hash& one, const Hash& other)
{
    STOA_TRY(const auto ofOne, order(one, std::nullopt));
    STOA_TRY(const auto ofOther, order(other, std::nullopt));
    const std::unordered_set<Hash> shared(ofOne.begin(), ofOne.end());
    for (auto revision = ofOther.rbegin(); revision != ofOther.rend(); ++revision)
        if (shared.contains(*revision)) return std::optional<Hash>(*revision);
    return std::optional<Hash>();
}

} // namespace stoa::content
