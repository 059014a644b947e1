// SPDX-License-Identifier: MIT
// Texts that others have brought and that no step names yet. They have a room of their own, in which the
// oldest give way: whoever brings much takes room from such texts only, never from what somebody has signed
// for. What a step has named stays, in whatever order the two come.
#pragma once

#include <map>
#include <span>
#include <unordered_map>

#include "core/content/content_store.h"
#include "core/tx/transaction.h"

namespace stoa::node {

/// Every hash in the transaction's fields; those of texts are among them.
std::vector<Hash> hashesIn(const tx::Transaction& transaction);

/// Thread-confined. Errors of every function: those of storage::Store.
class LooseContents {
public:
    /// Until which block what steps name has been moved to the texts that stay.
    struct Mark {
        std::uint64_t block = 0;
        Hash hash; ///< of the block's header

        static constexpr auto fields(auto visit)
        {
            return visit(field("block", &Mark::block), field("hash", &Mark::hash));
        }
        bool operator==(const Mark&) const = default;
    };

    /// Kept beside `contents`, which has to outlive this. `most`: bytes of all together.
    LooseContents(content::ContentStore& contents, std::uint64_t most)
        : m_contents(contents)
        , m_most(most)
    {}
    /// Reads what the disk holds. Before anything else, and again after an error.
    Result<void> load();

    /// Keeps them durably until newer ones need the room; what a step has named before stays. What stays
    /// already is left alone. `mark`: up to which block keep() has been told of all. Errors: BadContent
    /// (empty), TooLarge, NoRoom (more at once than there is room in all).
    Result<void> put(const std::vector<Bytes>& objects, const Mark& mark);
    /// Errors: ContentMissing.
    Result<Bytes> get(const Hash& id);
    /// Steps name these: they, and what they name in their turn, stay from now on; so does what is not here
    /// when it comes.
    Result<void> keep(std::span<const Hash> ids, const Mark& mark);

    std::uint64_t bytes() const { return m_bytes; } ///< as they count against the room
    const Mark& mark() const { return m_mark; }

private:
    struct Entry {
        std::uint64_t number = 0; ///< rises with each that is brought
        std::uint32_t size = 0;

        static constexpr auto fields(auto visit)
        {
            return visit(field("number", &Entry::number), field("size", &Entry::size));
        }
    };

    void add(const Hash& id, const Entry& entry);
    void drop(const Hash& id, storage::WriteBatch& writes);
    Result<void> write(storage::WriteBatch writes, const Mark& mark);
    Result<bool> isAwaited(const Hash& id);

    content::ContentStore& m_contents;
    std::uint64_t m_most;
    std::uint64_t m_bytes = 0;
    std::unordered_map<Hash, Entry> m_entries;
    std::map<std::uint64_t, Hash> m_oldestFirst;
    Mark m_mark;
    Mark m_written; ///< as the disk has it
};

} // namespace stoa::node
