// SPDX-License-Identifier: MIT
// Where bytes are kept: an ordered map from keys to values, written in atomic batches.
// Whoever keeps something takes a Store&, so that tests, memory and disk look the same.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secret.h"

namespace stoa::storage {

/// Changes that happen together or not at all. Later changes of a key win over earlier ones.
class WriteBatch {
public:
    struct Change {
        Bytes key;
        std::optional<Bytes> value; ///< absent: the key is erased
        bool isSecret = false;      ///< the value is wiped when the batch ends
    };

    WriteBatch() = default;
    WriteBatch(const WriteBatch&) = default;
    WriteBatch(WriteBatch&&) = default;
    WriteBatch& operator=(WriteBatch other) noexcept
    {
        std::swap(m_changes, other.m_changes);
        std::swap(m_byteSize, other.m_byteSize);
        return *this;
    }
    ~WriteBatch() { wipeSecrets(); }

    void put(ByteView key, ByteView value) { put(toBytes(key), toBytes(value)); }
    void put(Bytes key, Bytes value)
    {
        m_byteSize += key.size() + value.size();
        m_changes.push_back({std::move(key), std::move(value)});
    }
    /// As put, for what must not stay in this program's memory. The store itself keeps it as it is.
    void putSecret(ByteView key, ByteView value)
    {
        put(key, value);
        m_changes.back().isSecret = true;
    }
    void erase(ByteView key)
    {
        m_byteSize += key.size();
        m_changes.push_back({toBytes(key), std::nullopt});
    }
    /// Takes over every change of `other`, after those already here.
    void append(WriteBatch other)
    {
        m_byteSize += other.m_byteSize;
        for (Change& change : other.m_changes) m_changes.push_back(std::move(change));
    }
    void clear()
    {
        wipeSecrets();
        m_changes.clear();
        m_byteSize = 0;
    }

    const std::vector<Change>& changes() const { return m_changes; }
    bool isEmpty() const { return m_changes.empty(); }
    std::size_t byteSize() const { return m_byteSize; } ///< keys and values together

private:
    void wipeSecrets()
    {
        for (Change& change : m_changes)
            if (change.isSecret && change.value) crypto::wipe(*change.value);
    }

    std::vector<Change> m_changes;
    std::size_t m_byteSize = 0;
};

/// Keccak over the keccaks of each 1,024 bytes of all changes: key and value with their lengths, 0xFFFFFFFF
/// as length of an erased one. In pieces, because several are hashed at a time.
Hash contentHash(const WriteBatch& batch);

/// What a store is mostly made of. Signatures and hashes do not get smaller by compression.
enum class Contents : std::uint8_t { Texts, Signatures };

enum class Durability {
    Synced,   ///< survives a power cut once commit() has returned
    Chained,  ///< as Synced once a later Synced commit has returned; until then as Buffered
    Buffered, ///< survives the end of the program; a power cut may take it, never in part
};

/// Return false to stop. The views are valid during the call only.
using Visitor = std::function<bool(ByteView key, ByteView value)>;

/// A durable ordered map. Keys order byte by byte.
///
/// Errors of every function: StoreUnavailable (the disk failed, a later call may work again), StoreDamaged
/// (what is there is not what was written: stop writing), DiskFull.
class Store {
public:
    virtual ~Store() = default;

    /// The value, or nothing if the key was never put or was erased.
    virtual Result<std::optional<Bytes>> get(ByteView key) = 0;

    /// Writes the whole batch in one step. An empty batch is written too: Synced then makes earlier
    /// commits durable.
    /// After an error the batch is *unknown*: it may be there in full or be absent in full. Read before
    /// trusting either.
    virtual Result<void> commit(WriteBatch batch, Durability durability) = 0;
    Result<void> commit(WriteBatch batch) { return commit(std::move(batch), Durability::Synced); }

    /// Visits every key that begins with `prefix`, in order, as it was when the call began.
    virtual Result<void> iterate(ByteView prefix, const Visitor& visit) = 0;
};

} // namespace stoa::storage
