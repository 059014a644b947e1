// SPDX-License-Identifier: MIT
// Content objects, kept and found by the keccak-256 of their bytes. Versions of one text are kept as
// differences, so that a long history is small.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/content/delta_codec.h"
#include "core/storage/store.h"

namespace stoa::content {

using stoa::kMaxContentBytes;

class ContentBatch;

/// Thread-confined. The store has to outlive it.
///
/// What is returned has been checked against its hash. Errors of every function: those of storage::Store.
class ContentStore {
public:
    /// Keys of the store are `prefix` followed by the hash.
    ContentStore(storage::Store& store, Bytes prefix);

    /// Keeps one object, durably. `similar` names an object it resembles, if there is one: a hint that saves
    /// room and changes nothing else. Errors: TooLarge.
    Result<Hash> put(ByteView bytes, const std::optional<Hash>& similar = std::nullopt);
    Result<Hash> put(std::string_view text, const std::optional<Hash>& similar = std::nullopt)
    {
        return put(viewOf(text), similar);
    }

    /// Errors: ContentMissing; StoreDamaged (what lies there has another hash).
    Result<Bytes> get(const Hash& hash);

    Result<bool> has(const Hash& hash);

    /// Reads every object back and checks it. Returns their number. Errors: StoreDamaged.
    Result<std::uint64_t> verify();

    storage::Store& store() { return m_store; }

private:
    friend class ContentBatch;

    /// An object and the length of the chain of differences that its bytes are made from.
    struct Object {
        Bytes bytes;
        std::uint8_t depth = 0;
    };
    using Objects = std::unordered_map<Hash, Object>;

    Bytes keyOf(const Hash& hash) const;
    Result<std::optional<Object>> load(const Hash& hash);
    Bytes encode(ByteView bytes, const Hash& baseHash, const Object* base, std::uint8_t& depth);
    void remember(const Hash& hash, Object object);

    storage::Store& m_store;
    Bytes m_prefix;
    DeltaCodec m_codec;
    Objects m_recent; ///< what was used lately and is certainly stored
    std::size_t m_recentBytes = 0;
};

/// Many objects, and whatever else belongs to them, in one commit. Dropped without commit() it leaves
/// nothing behind. The content store has to outlive it.
class ContentBatch {
public:
    explicit ContentBatch(ContentStore& store);

    /// As ContentStore::put, kept once commit() has returned. `similar` may be an object of this batch.
    Result<Hash> put(ByteView bytes, const std::optional<Hash>& similar = std::nullopt);

    /// Other changes that shall happen together with these objects.
    storage::WriteBatch& writes() { return m_writes; }

    /// Writes everything and begins anew. After an error nothing of it may be relied upon.
    Result<void> commit(storage::Durability durability = storage::Durability::Synced);

    /// Bytes of memory that wait for commit().
    std::size_t byteSize() const { return m_writes.byteSize() + m_pendingBytes; }

private:
    ContentStore& m_store;
    storage::WriteBatch m_writes;
    ContentStore::Objects m_pending;
    std::size_t m_pendingBytes = 0;
};

} // namespace stoa::content
