// SPDX-License-Identifier: MIT
#include "core/operator/loose_contents.h"

#include <algorithm>
#include <set>

#include "core/content/page_revision.h"
#include "core/crypto/keccak.h"

namespace stoa::node {
namespace {

// The keys are described in core/engine/FORMAT.md.
constexpr std::string_view kEntryPrefix = "loose/";
constexpr std::string_view kObjectPrefix = "loose-object/";
constexpr std::string_view kMarkKey = "loose-mark";
constexpr std::string_view kAwaitedPrefix = "awaited/";
/// Blocks that are looked at again after a start, at most.
constexpr std::uint64_t kMarkEvery = 256;
/// Small ones count as so many bytes, so that there are not too many of them.
constexpr std::uint64_t kLeast = 4096;

Bytes keyOf(std::string_view prefix, const Hash& id)
{
    Bytes key = toBytes(viewOf(prefix));
    append(key, id.bytes);
    return key;
}

std::uint64_t roomOf(std::uint32_t size) { return std::max<std::uint64_t>(size, kLeast); }

template <typename Fields>
void addHashes(const Fields& fields, std::vector<Hash>& hashes)
{
    forEachField(fields, [&](std::string_view, const auto& each) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(each)>, Hash>)
            if (!each.isZero()) hashes.push_back(each);
    });
}

std::vector<Hash> hashesOf(const tx::Payload& payload)
{
    std::vector<Hash> hashes;
    std::visit([&](const auto& fields) { addHashes(fields, hashes); }, payload);
    return hashes;
}

/// What an object names in its turn: a revision its parents, an act that is voted on its texts.
std::vector<Hash> namedBy(const Bytes& object)
{
    if (const auto revision = content::decodePageRevision(textOf(object))) return revision->parents;
    if (const auto act = tx::decodeAct(object)) return hashesOf(*act);
    return {};
}

} // namespace

std::vector<Hash> hashesIn(const tx::Transaction& transaction)
{
    std::vector<Hash> hashes = hashesOf(transaction.payload);
    const auto add = [&](const std::vector<Hash>& more) {
        hashes.insert(hashes.end(), more.begin(), more.end());
    };
    // A step that puts an act to the members names it by nothing but itself.
    std::visit(
        [&](auto act) {
            if constexpr (requires { act.asMotion; }) {
                add({tx::actHashOf(act)});
                act.asMotion = 0;
                add({tx::actHashOf(act)});
            }
        },
        transaction.payload);
    if (const auto* force = std::get_if<tx::Force>(&transaction.payload)) {
        if (const auto inner = tx::decode(force->inner)) add(hashesIn(*inner));
    } else if (const auto* enact = std::get_if<tx::EnactMotion>(&transaction.payload)) {
        if (const auto act = tx::decodeAct(enact->act)) add(hashesOf(*act));
    }
    return hashes;
}

void LooseContents::add(const Hash& id, const Entry& entry)
{
    m_entries[id] = entry;
    m_oldestFirst[entry.number] = id;
    m_bytes += roomOf(entry.size);
}

void LooseContents::drop(const Hash& id, storage::WriteBatch& writes)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end()) return;
    m_bytes -= roomOf(found->second.size);
    m_oldestFirst.erase(found->second.number);
    m_entries.erase(found);
    writes.erase(keyOf(kEntryPrefix, id));
    writes.erase(keyOf(kObjectPrefix, id));
}

Result<void> LooseContents::load()
{
    m_entries.clear();
    m_oldestFirst.clear();
    m_bytes = 0;
    m_mark = m_written = {};
    bool isGood = true;
    STOA_TRY_VOID(m_contents.store().iterate(viewOf(kEntryPrefix), [&](ByteView key, ByteView value) {
        isGood = key.size() == kEntryPrefix.size() + Hash::kSize && value.size() == widthOfFields<Entry>();
        if (!isGood) return false;
        Entry entry;
        takeFields(value, entry);
        add(Hash::fromPrefix(key.subspan(kEntryPrefix.size())), entry);
        return true;
    }));
    STOA_TRY(const auto mark, m_contents.store().get(viewOf(kMarkKey)));
    if (!isGood || (mark && mark->size() != widthOfFields<Mark>()))
        return Error{ErrorCode::StoreDamaged, "texts of others"};
    if (mark) {
        ByteView rest(*mark);
        takeFields(rest, m_written);
        m_mark = m_written;
    }
    return {};
}

Result<bool> LooseContents::isAwaited(const Hash& id)
{
    STOA_TRY(const auto row, m_contents.store().get(keyOf(kAwaitedPrefix, id)));
    return row.has_value();
}

Result<void> LooseContents::put(const std::vector<Bytes>& objects, const Mark& mark)
{
    std::uint64_t room = 0;
    for (const Bytes& object : objects) {
        if (object.empty()) return ErrorCode::BadContent;
        if (object.size() > kMaxContentBytes) return Error{ErrorCode::TooLarge, "content"};
        room += roomOf(static_cast<std::uint32_t>(object.size()));
    }
    if (room > m_most) return ErrorCode::NoRoom;

    std::vector<std::pair<Hash, const Bytes*>> fresh; // all is read before anything is changed
    std::vector<Hash> named;
    for (const Bytes& object : objects) {
        const Hash id = crypto::keccak256(object);
        STOA_TRY(const bool stays, m_contents.has(id));
        if (stays) continue;
        STOA_TRY(const bool isNamed, isAwaited(id));
        if (isNamed) named.push_back(id);
        fresh.emplace_back(id, &object);
    }
    storage::WriteBatch writes;
    std::uint64_t number = m_oldestFirst.empty() ? 0 : m_oldestFirst.rbegin()->first;
    for (const auto& [id, object] : fresh) {
        if (m_entries.contains(id)) continue;
        const Entry entry{++number, static_cast<std::uint32_t>(object->size())};
        add(id, entry);
        writes.put(keyOf(kEntryPrefix, id), packedFields(entry));
        writes.put(keyOf(kObjectPrefix, id), *object);
    }
    if (!writes.isEmpty()) STOA_TRY_VOID(write(std::move(writes), mark));
    return named.empty() ? Result<void>() : keep(named, mark);
}

Result<void> LooseContents::write(storage::WriteBatch writes, const Mark& mark)
{
    while (m_bytes > m_most) drop(m_oldestFirst.begin()->second, writes);
    writes.put(toBytes(viewOf(kMarkKey)), packedFields(mark));
    m_mark = m_written = mark;
    const auto done = m_contents.store().commit(std::move(writes));
    if (!done) STOA_TRY_VOID(load()); // what the disk holds counts
    return done;
}

Result<Bytes> LooseContents::get(const Hash& id)
{
    if (!m_entries.contains(id)) return ErrorCode::ContentMissing;
    STOA_TRY(auto object, m_contents.store().get(keyOf(kObjectPrefix, id)));
    if (!object) return Error{ErrorCode::StoreDamaged, "texts of others"};
    return std::move(*object);
}

Result<void> LooseContents::keep(std::span<const Hash> ids, const Mark& mark)
{
    std::vector<Hash> next(ids.begin(), ids.end());
    const std::set<Hash> roots(ids.begin(), ids.end());
    std::set<Hash> seen;
    content::ContentBatch batch(m_contents);
    auto durability = storage::Durability::Buffered; // what is awaited follows from the blocks once more
    while (!next.empty()) {
        const Hash id = next.back();
        next.pop_back();
        if (!seen.insert(id).second) continue;
        if (!m_entries.contains(id)) {
            if (!roots.contains(id)) continue;
            STOA_TRY(const bool stays, m_contents.has(id));
            if (!stays) batch.writes().put(keyOf(kAwaitedPrefix, id), Bytes{1});
            continue;
        }
        STOA_TRY(const bool isNamed, isAwaited(id));
        STOA_TRY(const Bytes object, get(id));
        STOA_TRY_VOID(batch.put(object));
        if (isNamed) batch.writes().erase(keyOf(kAwaitedPrefix, id));
        drop(id, batch.writes());
        durability = storage::Durability::Synced;
        for (const Hash& named : namedBy(object)) next.push_back(named);
    }
    m_mark = mark;
    // For nothing but itself the mark is worth a write only now and then: a few blocks are looked at again.
    if (batch.writes().isEmpty() && mark.block < m_written.block + kMarkEvery) return {};
    batch.writes().put(toBytes(viewOf(kMarkKey)), packedFields(mark));
    m_written = mark;
    const auto done = batch.commit(durability);
    if (!done) STOA_TRY_VOID(load());
    return done;
}

} // namespace stoa::node
