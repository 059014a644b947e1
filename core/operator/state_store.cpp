// SPDX-License-Identifier: MIT
#include "core/operator/state_store.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/check.h"
#include "core/codec/reader.h"
#include "core/codec/sparse.h"
#include "core/codec/writer.h"

namespace stoa::node {
namespace {

constexpr std::uint8_t kRecordTable = 's';
constexpr std::uint8_t kUndoTable = 'u';
constexpr std::uint8_t kMarkerTable = 'k';

/// Before the marker told the form, records lay as they are.
constexpr std::size_t kFirstMarker = 2 * sizeof(std::uint64_t) + Hash::kSize;

/// What an entry of undo has of the record as it was.
enum class Was : std::uint8_t { Absent = 0, Whole = 1, Difference = 2 };

Bytes recordKey(const state::Key& key)
{
    Bytes bytes(1 + state::Key::kSize, kRecordTable);
    std::copy(key.begin(), key.end(), bytes.begin() + 1);
    return bytes;
}

Bytes undoKey(std::uint64_t version)
{
    codec::Writer writer;
    writer.u8(kUndoTable);
    writer.u64(version);
    return writer.take();
}

void writeRecord(storage::WriteBatch& writes, const state::Key& key, const ByteView* record)
{
    if (record)
        writes.put(recordKey(key), codec::toSparse(*record));
    else
        writes.erase(recordKey(key));
}

void setRecord(state::Tree& tree, const state::Key& key, std::optional<Bytes> record)
{
    if (record)
        tree.put(key, std::move(*record));
    else
        tree.erase(key);
}

/// Each byte of one where it differs from the other's; both are of one length.
Bytes difference(ByteView one, ByteView other)
{
    Bytes bytes(one.size());
    std::transform(one.begin(), one.end(), other.begin(), bytes.begin(), std::bit_xor<>());
    return bytes;
}

void appendUndo(codec::Writer& undo, const state::Tree::Change& change)
{
    const auto& [key, before, after] = change;
    const bool isSameSize = before && after && after->size() == before->size();
    const Was was = !before ? Was::Absent : isSameSize ? Was::Difference : Was::Whole;
    undo.fixed(key);
    undo.u8(static_cast<std::uint8_t>(was));
    if (was == Was::Whole) undo.blob(codec::toSparse(*before));
    if (was == Was::Difference) undo.blob(codec::toSparse(difference(*before, *after)));
}

/// What leads back from `after` to `before`, which has this root.
Bytes undoRow(const Hash& before, std::span<const state::Tree::Change> changes)
{
    codec::Writer undo;
    undo.fixed(before);
    for (const state::Tree::Change& change : changes) appendUndo(undo, change);
    return undo.take();
}

/// The record that an entry is about, as it was; `after`: as it is, null if it is not there. Absent: it was
/// not there. Errors: StoreDamaged.
Result<std::optional<Bytes>> recordBefore(codec::Reader& entry, const ByteView* after)
{
    const Error damaged{ErrorCode::StoreDamaged, "undo"};
    const std::uint8_t was = entry.u8();
    if (!entry.ok() || was > static_cast<std::uint8_t>(Was::Difference)) return damaged;
    if (was == static_cast<std::uint8_t>(Was::Absent)) return std::optional<Bytes>();
    auto record = codec::fromSparse(entry.blob(2 * state::kMaxRecordBytes), state::kMaxRecordBytes);
    if (!entry.ok() || !record || record->empty()) return damaged;
    if (was == static_cast<std::uint8_t>(Was::Whole)) return std::optional(std::move(*record));
    if (!after || after->size() != record->size()) return damaged;
    return std::optional(difference(*record, *after));
}

} // namespace

Result<std::unique_ptr<StateStore>> StateStore::open(storage::Store& store)
{
    std::unique_ptr<StateStore> state(new StateStore(store));
    STOA_TRY(const auto marker, store.get(Bytes{kMarkerTable}));
    const bool isFirstForm = marker && marker->size() == kFirstMarker;
    if (marker) {
        Bytes bytes = *marker;
        if (isFirstForm) bytes.insert(bytes.begin(), kForm);
        if (bytes.size() != widthOfFields<Marker>() || bytes.front() != kForm)
            return Error{ErrorCode::StoreDamaged, "marker"};
        ByteView rest(bytes);
        takeFields(rest, state->m_marker);
    }
    bool isWhole = true;
    const auto take = [&](ByteView key, ByteView record) {
        auto bytes =
            isFirstForm ? Result<Bytes>(toBytes(record)) : codec::fromSparse(record, state::kMaxRecordBytes);
        isWhole = isWhole && key.size() == 1 + state::Key::kSize && bytes && !bytes->empty();
        if (isWhole) state->m_tree.put(state::Key::fromPrefix(key.subspan(1)), std::move(*bytes));
        return isWhole;
    };
    STOA_TRY_VOID(store.iterate(Bytes{kRecordTable}, take));
    if (!isWhole || state->m_tree.root() != state->m_marker.root)
        return Error{ErrorCode::StoreDamaged, "the records do not hash to the root"};
    if (isFirstForm) STOA_TRY_VOID(state->rewriteFirstForm());
    return state;
}

/// All rows of a store of the first form anew, in one commit. What they undo to is believed: they tell no
/// root.
Result<void> StateStore::rewriteFirstForm()
{
    storage::WriteBatch writes;
    m_tree.forEach({}, [&](const state::Key& key, ByteView record) { writeRecord(writes, key, &record); });
    state::Tree after = m_tree;
    for (std::uint64_t version = m_marker.version; version > m_marker.oldest; --version) {
        STOA_TRY(const auto row, m_store.get(undoKey(version)));
        if (!row) return Error{ErrorCode::StoreDamaged, "undo"};
        state::Tree before = after;
        codec::Reader reader(*row); // of each record: key(32), whether it was there(1), length(4), the record
        while (reader.remaining() > 0) {
            const auto key = reader.fixed<state::Key>();
            const bool wasThere = reader.u8() == 1;
            const Bytes record = toBytes(reader.blob(state::kMaxRecordBytes));
            if (!reader.ok() || wasThere == record.empty()) return Error{ErrorCode::StoreDamaged, "undo"};
            setRecord(before, key, wasThere ? std::optional(record) : std::nullopt);
        }
        writes.put(undoKey(version), undoRow(before.root(), state::Tree::changes(before, after)));
        after = before;
    }
    putMarker(writes, m_marker);
    return m_store.commit(std::move(writes));
}

void StateStore::putMarker(storage::WriteBatch& writes, const Marker& marker) const
{
    Bytes bytes;
    appendFields(bytes, marker);
    writes.put(Bytes{kMarkerTable}, std::move(bytes));
}

Result<void> StateStore::commit(const state::Tree& next, storage::WriteBatch extra,
                                storage::Durability durability)
{
    return commit(next, state::Tree::changes(m_tree, next), std::move(extra), durability);
}

Result<void> StateStore::commit(const state::Tree& next, std::span<const state::Tree::Change> changes,
                                storage::WriteBatch extra, storage::Durability durability)
{
    STOA_CHECK(!changes.empty() || next.root() == m_marker.root);
    for (const state::Tree::Change& change : changes) writeRecord(extra, change.key, change.after);
    Marker marker = m_marker;
    ++marker.version;
    marker.root = next.root();
    extra.put(undoKey(marker.version), undoRow(m_marker.root, changes));
    const std::uint64_t oldest = std::min(std::max(m_forgetBefore, marker.oldest), marker.version);
    for (; marker.oldest < oldest; ++marker.oldest) extra.erase(undoKey(marker.oldest + 1));
    putMarker(extra, marker);
    STOA_TRY_VOID(m_store.commit(std::move(extra), durability));
    m_tree = next;
    m_marker = marker;
    if (m_earlier && m_earlier->version < marker.oldest) m_earlier.reset();
    return {};
}

/// Has `tree`, the newest state, be that of `version`. Gives the keys of all that was otherwise. After an
/// error it may be anything.
Result<std::vector<state::Key>> StateStore::undoTo(std::uint64_t version, state::Tree& tree)
{
    Hash root = m_marker.root;
    std::vector<state::Key> keys;
    for (std::uint64_t each = m_marker.version; each > version; --each) {
        STOA_TRY(const auto row, m_store.get(undoKey(each)));
        if (!row) return Error{ErrorCode::StoreDamaged, "undo"};
        codec::Reader reader(*row);
        root = reader.fixed<Hash>();
        while (reader.remaining() > 0) {
            keys.push_back(reader.fixed<state::Key>());
            STOA_TRY(auto record, recordBefore(reader, tree.get(keys.back())));
            setRecord(tree, keys.back(), std::move(record));
        }
        if (!reader.ok()) return Error{ErrorCode::StoreDamaged, "undo"};
    }
    state::Tree::hashAll({&tree, 1});
    if (tree.root() != root) return Error{ErrorCode::StoreDamaged, "undo"};
    return keys;
}

Result<state::Tree> StateStore::at(std::uint64_t version)
{
    if (version > m_marker.version || version < m_marker.oldest) return ErrorCode::NotFound;
    if (version == m_marker.version) return m_tree;
    if (m_earlier && m_earlier->version == version) return m_earlier->tree;
    state::Tree tree = m_tree;
    STOA_TRY_VOID(undoTo(version, tree));
    m_earlier = Earlier{version, tree};
    return tree;
}

Result<void> StateStore::goBack(std::uint64_t version, storage::WriteBatch extra)
{
    if (version > m_marker.version || version < m_marker.oldest) return ErrorCode::NotFound;
    state::Tree tree = m_tree;
    STOA_TRY(const auto keys, undoTo(version, tree));
    for (std::uint64_t each = m_marker.version; each > version; --each) extra.erase(undoKey(each));
    const std::set<state::Key> touched(keys.begin(), keys.end());
    for (const state::Key& key : touched) writeRecord(extra, key, tree.get(key));
    Marker marker = m_marker;
    marker.version = version;
    marker.root = tree.root();
    putMarker(extra, marker);
    STOA_TRY_VOID(m_store.commit(std::move(extra)));
    m_tree = std::move(tree);
    m_marker = marker;
    if (m_earlier && m_earlier->version > version) m_earlier.reset();
    return {};
}

void StateStore::forgetBefore(std::uint64_t version) { m_forgetBefore = std::max(m_forgetBefore, version); }

} // namespace stoa::node
