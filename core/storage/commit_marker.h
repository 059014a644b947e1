// SPDX-License-Identifier: MIT
// Notices a store that has lost its end. LevelDB cannot tell a log that was cut short from one that was never
// longer; so every commit carries a numbered link of a hash chain, and the last one that was acknowledged is
// also kept in a file of its own. A key for each commit tells whether one in the middle is gone.
#pragma once

#include <filesystem>
#include <memory>

#include "core/storage/store.h"

namespace stoa::storage {

/// One link of the chain of commits.
struct CommitMarker {
    std::uint64_t number = 0; ///< of the commit; 0: none yet
    Hash previous;            ///< hash() of the link before; zero for the first
    Hash content;             ///< contentHash() of what the commit changed

    bool operator==(const CommitMarker&) const = default;
    Hash hash() const;
};

/// A Store that knows whether anything it once acknowledged is missing.
///
/// The link of a commit travels in the same batch as its changes, then goes into the marker file. Keys that
/// begin with kMarkerKey belong to this class: they are refused in batches and never visited.
/// After a commit that failed, the next call reads back what really happened.
class MarkedStore final : public Store {
public:
    static constexpr std::uint8_t kMarkerKey = 0xFF; ///< first byte of the keys used here

    /// Compares the store with its marker file. A store that is ahead by commits which follow from the file's
    /// was interrupted before they were acknowledged: the file follows. Anything else that differs is
    /// StoreDamaged: stop writing, fetch again what was lost. Errors: StoreDamaged, StoreUnavailable,
    /// FileUnreadable, FileUnwritable, DiskFull.
    static Result<std::unique_ptr<MarkedStore>> open(std::unique_ptr<Store> store,
                                                     const std::filesystem::path& markerFile);

    ~MarkedStore() override;
    MarkedStore(const MarkedStore&) = delete;
    MarkedStore& operator=(const MarkedStore&) = delete;

    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override;
    /// Synced and Chained commits become links, Buffered ones do not. The file hears of Synced ones. Errors
    /// besides those of Store: InvalidArgument (a key that belongs to this class), FileUnwritable (the batch
    /// is there; the marker file follows with the next commit).
    Result<void> commit(WriteBatch batch, Durability durability) override;
    Result<void> iterate(ByteView prefix, const Visitor& visit) override;

    /// The store's last link. The file holds it, too, if it was Synced.
    const CommitMarker& last() const { return m_last; }

private:
    class MarkerFile;

    MarkedStore(std::unique_ptr<Store> store, std::unique_ptr<MarkerFile> file);
    Result<void> catchUp();
    Result<void> checkNumbers();
    Result<void> follow(const CommitMarker& inFile, const CommitMarker& inStore);
    Result<void> link(WriteBatch batch, Durability durability);

    std::unique_ptr<Store> m_store;
    std::unique_ptr<MarkerFile> m_file;
    CommitMarker m_last;
    bool m_isCertain = false; ///< m_last is what the store holds
};

} // namespace stoa::storage
