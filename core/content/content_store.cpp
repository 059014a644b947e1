// SPDX-License-Identifier: MIT
#include "core/content/content_store.h"

#include "core/base/hex.h"
#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/crypto/keccak.h"

namespace stoa::content {
namespace {

// The bytes are described in FORMAT.md.
enum class Form : std::uint8_t { Plain = 0, Compressed = 1, Difference = 2 };

// Reading an object expands at most this many others before it.
constexpr std::uint8_t kMaxDepth = 16;
constexpr std::size_t kRecentLimit = 24U << 20U;
// Below this size a frame around the bytes costs more than it saves.
constexpr std::size_t kWorthCompressing = 64;

constexpr std::size_t kMaxStoredBytes = 8U << 20U; ///< that earlier versions took

struct Stored {
    Form form = Form::Plain;
    std::uint32_t size = 0;
    std::uint8_t depth = 0;
    Hash base;
    ByteView data;
};

Result<Stored> parse(ByteView value)
{
    codec::Reader reader(value);
    Stored stored;
    const std::uint8_t form = reader.u8();
    if (form > static_cast<std::uint8_t>(Form::Difference)) reader.fail();
    stored.form = static_cast<Form>(form);
    stored.size = reader.u32();
    if (stored.form == Form::Difference) {
        stored.depth = reader.u8();
        stored.base = reader.fixed<Hash>();
    }
    stored.data = reader.raw(reader.remaining());
    if (!reader.ok() || stored.size > kMaxStoredBytes || stored.depth > kMaxDepth)
        return Error{ErrorCode::StoreDamaged, "content header"};
    if (stored.form == Form::Plain && stored.size != stored.data.size())
        return Error{ErrorCode::StoreDamaged, "content size"};
    return stored;
}

} // namespace

ContentStore::ContentStore(storage::Store& store, Bytes prefix)
    : m_store(store)
    , m_prefix(std::move(prefix))
{}

Bytes ContentStore::keyOf(const Hash& hash) const
{
    Bytes key = m_prefix;
    append(key, hash.bytes);
    return key;
}

Result<Hash> ContentStore::put(ByteView bytes, const std::optional<Hash>& similar)
{
    ContentBatch batch(*this);
    STOA_TRY(const Hash hash, batch.put(bytes, similar));
    STOA_TRY_VOID(batch.commit());
    return hash;
}

Result<Bytes> ContentStore::get(const Hash& hash)
{
    STOA_TRY(auto object, load(hash));
    if (!object) return Error{ErrorCode::ContentMissing, toHex(hash)};
    return std::move(object->bytes);
}

Result<bool> ContentStore::has(const Hash& hash)
{
    if (m_recent.contains(hash)) return true;
    STOA_TRY(const auto value, m_store.get(keyOf(hash)));
    return value.has_value();
}

Result<std::optional<ContentStore::Object>> ContentStore::load(const Hash& hash)
{
    // From the object down to one that stands alone, then up again.
    std::vector<std::pair<Hash, Bytes>> chain;
    Object object;
    for (Hash next = hash;;) {
        if (const auto recent = m_recent.find(next); recent != m_recent.end()) {
            object = recent->second;
            break;
        }
        STOA_TRY(auto value, m_store.get(keyOf(next)));
        if (!value && chain.empty()) return std::optional<Object>();
        if (!value) return Error{ErrorCode::StoreDamaged, "content: base is missing"};
        chain.emplace_back(next, *std::move(value));
        STOA_TRY(const Stored stored, parse(chain.back().second));
        if (stored.form != Form::Difference) break;
        if (chain.size() > kMaxDepth) return Error{ErrorCode::StoreDamaged, "content: chain too long"};
        next = stored.base;
    }
    if (chain.empty()) return std::optional<Object>(std::move(object));
    for (auto link = chain.rbegin(); link != chain.rend(); ++link) {
        STOA_TRY(const Stored stored, parse(link->second));
        if (stored.form == Form::Plain) {
            object = {toBytes(stored.data), 0};
            continue;
        }
        const ByteView base = stored.form == Form::Difference ? ByteView(object.bytes) : ByteView();
        STOA_TRY(Bytes bytes, m_codec.expand(stored.data, stored.size, base));
        object = {std::move(bytes), stored.depth};
    }
    if (crypto::keccak256(object.bytes) != hash)
        return Error{ErrorCode::StoreDamaged, "content: wrong hash at " + toHex(hash)};
    remember(hash, object);
    return std::optional<Object>(std::move(object));
}

Bytes ContentStore::encode(ByteView bytes, const Hash& baseHash, const Object* base, std::uint8_t& depth)
{
    codec::Writer writer;
    const auto header = [&](Form form) {
        writer.u8(static_cast<std::uint8_t>(form));
        writer.u32(static_cast<std::uint32_t>(bytes.size()));
    };
    depth = 0;
    if (base != nullptr && base->depth < kMaxDepth && !base->bytes.empty()) {
        depth = static_cast<std::uint8_t>(base->depth + 1);
        header(Form::Difference);
        writer.u8(depth);
        writer.fixed(baseHash);
        writer.raw(m_codec.compress(bytes, base->bytes));
        return writer.take();
    }
    if (bytes.size() >= kWorthCompressing) {
        const Bytes frame = m_codec.compress(bytes, {});
        if (frame.size() < bytes.size()) {
            header(Form::Compressed);
            writer.raw(frame);
            return writer.take();
        }
    }
    header(Form::Plain);
    writer.raw(bytes);
    return writer.take();
}

void ContentStore::remember(const Hash& hash, Object object)
{
    if (m_recentBytes + object.bytes.size() > kRecentLimit) {
        m_recent.clear();
        m_recentBytes = 0;
    }
    const std::size_t size = object.bytes.size();
    if (m_recent.try_emplace(hash, std::move(object)).second) m_recentBytes += size;
}

Result<std::uint64_t> ContentStore::verify()
{
    std::vector<Hash> hashes;
    bool isWellFormed = true;
    STOA_TRY_VOID(m_store.iterate(m_prefix, [&](ByteView key, ByteView) {
        isWellFormed = key.size() == m_prefix.size() + Hash::kSize;
        if (isWellFormed) hashes.push_back(Hash::fromPrefix(key.subspan(m_prefix.size())));
        return isWellFormed;
    }));
    if (!isWellFormed) return Error{ErrorCode::StoreDamaged, "content: key"};
    for (const Hash& hash : hashes) {
        // Read from the store itself: what memory holds proves nothing.
        if (const auto recent = m_recent.find(hash); recent != m_recent.end()) {
            m_recentBytes -= recent->second.bytes.size();
            m_recent.erase(recent);
        }
        STOA_TRY(const auto object, load(hash));
        if (!object) return Error{ErrorCode::StoreDamaged, "content: vanished"};
    }
    return hashes.size();
}

ContentBatch::ContentBatch(ContentStore& store)
    : m_store(store)
{}

Result<Hash> ContentBatch::put(ByteView bytes, const std::optional<Hash>& similar)
{
    if (bytes.size() > kMaxContentBytes) return ErrorCode::TooLarge;
    const Hash hash = crypto::keccak256(bytes);
    if (m_pending.contains(hash)) return hash;
    STOA_TRY(const bool isStored, m_store.has(hash));
    if (isStored) return hash;

    const ContentStore::Object* base = nullptr;
    if (similar && *similar != hash) {
        auto found = m_pending.find(*similar);
        if (found == m_pending.end()) {
            found = m_store.m_recent.find(*similar);
            if (found == m_store.m_recent.end()) {
                STOA_TRY(const auto loaded, m_store.load(*similar)); // remembers it
                static_cast<void>(loaded);
                found = m_store.m_recent.find(*similar);
            }
            if (found != m_store.m_recent.end()) base = &found->second;
        } else {
            base = &found->second;
        }
    }
    std::uint8_t depth = 0;
    m_writes.put(m_store.keyOf(hash), m_store.encode(bytes, similar.value_or(Hash{}), base, depth));
    m_pendingBytes += bytes.size();
    m_pending.emplace(hash, ContentStore::Object{toBytes(bytes), depth});
    return hash;
}

Result<void> ContentBatch::commit(storage::Durability durability)
{
    const storage::WriteBatch writes = std::exchange(m_writes, {});
    ContentStore::Objects pending = std::exchange(m_pending, {});
    m_pendingBytes = 0;
    STOA_TRY_VOID(m_store.m_store.commit(writes, durability));
    for (auto& [hash, object] : pending) m_store.remember(hash, std::move(object));
    return {};
}

} // namespace stoa::content
