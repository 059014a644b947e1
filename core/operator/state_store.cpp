// SPDX-License-Identifier: MIT
#include "core/operator/state_store.h"

#include <algorithm>
#include <functional>
#include <set>

#include "core/base/check.h"
#include "core/codec/reader.h"
#include "core/codec/sparse.h"
#include "core/codec/writer.h"
#include "core/state/state_access.h"

namespace stoa::node {
namespace {

constexpr std::uint8_t kRecordTable = 's';
constexpr std::uint8_t kUndoTable = 'u';
constexpr std::uint8_t kMarkerTable = 'k';

/// What an entry of undo has of the record as it was.
enum Was : std::uint8_t { kAbsent = 0, kWhole = 1, kDifference = 2 };

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

void writeRecord(storage::WriteBatch& writes, const state::Key& key, const Bytes* record)
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
    const Was was = !before ? kAbsent : after && after->size() == before->size() ? kDifference : kWhole;
    undo.fixed(key);
    undo.u8(was);
    if (was == kWhole) undo.blob(codec::toSparse(*before));
    if (was == kDifference) undo.blob(codec::toSparse(difference(*before, *after)));
}

} // namespace

Result<std::unique_ptr<StateStore>> StateStore::open(storage::Store& store)
{
    std::unique_ptr<StateStore> state(new StateStore(store));
    STOA_TRY(const auto marker, store.get(Bytes{kMarkerTable}));
    if (marker) {
        if (marker->size() != widthOfFields<Marker>()) return Error{ErrorCode::StoreDamaged, "marker"};
        ByteView rest(*marker);
        takeFields(rest, state->m_marker);
    }
    bool isWhole = true;
    const auto take = [&](ByteView key, ByteView record) {
        auto bytes = codec::fromSparse(record, state::kMaxRecordBytes);
        isWhole = isWhole && key.size() == 1 + state::Key::kSize && bytes && !bytes->empty();
        if (isWhole) state->m_tree.put(state::Key::fromPrefix(key.subspan(1)), std::move(*bytes));
        return isWhole;
    };
    STOA_TRY_VOID(store.iterate(Bytes{kRecordTable}, take));
    if (!isWhole || state->m_tree.root() != state->m_marker.root)
        return Error{ErrorCode::StoreDamaged, "the records do not hash to the root"};
    return state;
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
    codec::Writer undo;
    for (const state::Tree::Change& change : changes) {
        writeRecord(extra, change.key, change.after);
        appendUndo(undo, change);
    }
    Marker marker = m_marker;
    ++marker.version;
    marker.root = next.root();
    extra.put(undoKey(marker.version), undo.take());
    const std::uint64_t oldest = std::min(std::max(m_forgetBefore, marker.oldest), marker.version);
    for (; marker.oldest < oldest; ++marker.oldest) extra.erase(undoKey(marker.oldest + 1));
    putMarker(extra, marker);
    STOA_TRY_VOID(m_store.commit(std::move(extra), durability));
    m_tree = next;
    m_marker = marker;
    if (m_earlier && m_earlier->version < marker.oldest) m_earlier.reset();
    return {};
}

/// `tree` is the state of that version; then it is the one before.
Result<std::vector<state::Key>> StateStore::undo(std::uint64_t version, state::Tree& tree)
{
    const Error damaged{ErrorCode::StoreDamaged, "undo"};
    STOA_TRY(const auto bytes, m_store.get(undoKey(version)));
    if (!bytes) return damaged;
    codec::Reader reader(*bytes);
    std::vector<state::Key> keys;
    while (reader.remaining() > 0) {
        const auto key = reader.fixed<state::Key>();
        const std::uint8_t was = reader.u8();
        std::optional<Bytes> record;
        if (was != kAbsent) {
            record = codec::fromSparse(reader.blob(2 * state::kMaxRecordBytes), state::kMaxRecordBytes);
            if (!reader.ok() || was > kDifference || !record || record->empty()) return damaged;
        }
        if (!reader.ok()) return damaged;
        if (was == kDifference) {
            const Bytes* after = tree.get(key);
            if (!after || after->size() != record->size()) return damaged;
            record = difference(*record, *after);
        }
        setRecord(tree, key, std::move(record));
        keys.push_back(key);
    }
    return keys;
}

Result<state::Tree> StateStore::at(std::uint64_t version)
{
    if (version > m_marker.version || version < m_marker.oldest) return ErrorCode::NotFound;
    if (version == m_marker.version) return m_tree;
    if (m_earlier && m_earlier->version == version) return m_earlier->tree;
    state::Tree tree = m_tree;
    for (std::uint64_t each = m_marker.version; each > version; --each) STOA_TRY_VOID(undo(each, tree));
    m_earlier = Earlier{version, tree};
    return tree;
}

Result<void> StateStore::goBack(std::uint64_t version, storage::WriteBatch extra)
{
    if (version > m_marker.version || version < m_marker.oldest) return ErrorCode::NotFound;
    state::Tree tree = m_tree;
    std::set<state::Key> touched;
    for (std::uint64_t each = m_marker.version; each > version; --each) {
        STOA_TRY(const auto keys, undo(each, tree));
        touched.insert(keys.begin(), keys.end());
        extra.erase(undoKey(each));
    }
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
