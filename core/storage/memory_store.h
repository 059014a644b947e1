// SPDX-License-Identifier: MIT
// A Store in memory, for tests and simulated networks, with faults on demand.
#pragma once

#include <map>

#include "core/storage/store.h"

namespace stoa::storage {

class MemoryStore final : public Store {
public:
    enum class FaultEffect {
        NotWritten, ///< the failing commit left nothing behind
        Written,    ///< it reports an error, yet is there in full
    };

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override;
    Result<void> commit(WriteBatch batch, Durability durability) override;
    Result<void> iterate(ByteView prefix, const Visitor& visit) override;

    /// Makes the `nth` commit from now fail once with `code` (1 = the next one).
    void failCommit(std::size_t nth, FaultEffect effect = FaultEffect::NotWritten,
                    ErrorCode code = ErrorCode::StoreUnavailable);
    /// Every commit fails until called with false, like a disk that is full.
    void failEveryCommit(bool fail) { m_failEvery = fail; }
    /// What a power cut does: commits since the last Synced one are gone.
    void loseUnsynced();
    /// What opening a store on a disk does: whatever is there survives a power cut from then on.
    void openAnew() { m_undo.clear(); }

    std::size_t commitCount() const { return m_commits; } ///< those that were written
    std::size_t syncCount() const { return m_syncs; }     ///< of these, those that were Synced
    std::size_t size() const { return m_values.size(); }  ///< number of keys

private:
    using Values = std::map<Bytes, Bytes>;

    void apply(const WriteBatch& batch, Durability durability);

    Values m_values;
    std::vector<WriteBatch::Change> m_undo; ///< how it was before each unsynced change, oldest first
    std::size_t m_commits = 0;
    std::size_t m_syncs = 0;
    std::size_t m_failAfter = 0; ///< 0: none waiting
    FaultEffect m_effect = FaultEffect::NotWritten;
    ErrorCode m_code = ErrorCode::StoreUnavailable;
    bool m_failEvery = false;
};

} // namespace stoa::storage
