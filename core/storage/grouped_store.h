// SPDX-License-Identifier: MIT
// Several commits that are acknowledged together wait for the disk once.
#pragma once

#include <utility>

#include "core/storage/store.h"

namespace stoa::storage {

/// A store of somebody else's, of which commits can be grouped: between begin() and end() a Synced commit is
/// Chained, and end() makes all of them durable. Outside of a group it changes nothing.
///
/// Whoever groups tells nobody of what the commits hold before end() has returned without an error. After an
/// error of end() the newest of them may be gone with the next power cut, or gone already: read again what is
/// there.
class GroupedStore final : public Store {
public:
    explicit GroupedStore(Store& store)
        : m_store(store)
    {}

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override { return m_store.get(key); }
    Result<void> commit(WriteBatch batch, Durability durability) override
    {
        if (m_isOpen && durability == Durability::Synced) {
            m_waits = true;
            durability = Durability::Chained;
        }
        return m_store.commit(std::move(batch), durability);
    }
    Result<void> iterate(ByteView prefix, const Visitor& visit) override
    {
        return m_store.iterate(prefix, visit);
    }

    void begin() { m_isOpen = true; }
    /// Errors: those of commit.
    Result<void> end()
    {
        m_isOpen = false;
        if (!m_waits) return {};
        STOA_TRY_VOID(m_store.commit({}, Durability::Synced));
        m_waits = false;
        return {};
    }

private:
    Store& m_store;
    bool m_isOpen = false;
    bool m_waits = false; ///< something has been committed since begin()
};

} // namespace stoa::storage
