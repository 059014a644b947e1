// SPDX-License-Identifier: MIT
// A durable state: the tree in memory, its records in a store, and for each version what undoes it, so that
// the state can go back until a version is final.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/state/records.h"
#include "core/state/tree.h"
#include "core/storage/store.h"

namespace stoa::node {

/// Versions are numbered by the owner (blocks, or batches), one after the other from 0, the empty state.
///
/// After an error of commit() or goBack() what is in the store is unknown: the object must be opened anew.
class StateStore {
public:
    /// Builds the tree from the records. The store may be empty, or of the first form (data folders 1 and 2):
    /// then it is written anew, all of it in memory at once. Keys that begin with 's', 'u' or 'k' are this
    /// class's. Errors: StoreDamaged (the records do not hash to the root that was committed, or what undoes
    /// those of the first form cannot be read); those of the store.
    static Result<std::unique_ptr<StateStore>> open(storage::Store& store);

    const state::Tree& tree() const { return m_tree; }
    std::uint64_t version() const { return m_marker.version; }
    const Hash& root() const { return m_marker.root; }

    /// Makes `next` the version after this one: one write of changed records, undo and `extra`.
    Result<void> commit(const state::Tree& next, storage::WriteBatch extra,
                        storage::Durability durability = storage::Durability::Synced);
    /// The same for who knows already what Tree::changes(tree(), next) are.
    Result<void> commit(const state::Tree& next, std::span<const state::Tree::Change> changes,
                        storage::WriteBatch extra,
                        storage::Durability durability = storage::Durability::Synced);

    /// The state as it was. The one that was made last is kept for as long as it can be returned to, so that
    /// asking for it again costs nothing. Errors: NotFound (too long ago, or never).
    Result<state::Tree> at(std::uint64_t version);

    /// Returns to an earlier version, with `extra` in the same write. Errors: as at().
    Result<void> goBack(std::uint64_t version, storage::WriteBatch extra);

    /// With the next commit, versions before `version` cannot be returned to any more.
    void forgetBefore(std::uint64_t version);

private:
    static constexpr std::uint8_t kForm = 2; ///< of what this class keeps

    struct Marker {
        std::uint8_t form = kForm;
        std::uint64_t version = 0;
        std::uint64_t oldest = 0; ///< that can be returned to
        Hash root;

        static constexpr auto fields(auto visit)
        {
            return visit(field("form", &Marker::form), field("version", &Marker::version),
                         field("oldest", &Marker::oldest), field("root", &Marker::root));
        }
    };
    struct Earlier {
        std::uint64_t version = 0;
        state::Tree tree;
    };

    explicit StateStore(storage::Store& store)
        : m_store(store)
    {}

    Result<void> rewriteFirstForm();
    Result<std::vector<state::Key>> undoTo(std::uint64_t version, state::Tree& tree);
    void putMarker(storage::WriteBatch& writes, const Marker& marker) const;

    storage::Store& m_store;
    state::Tree m_tree;
    Marker m_marker;
    std::optional<Earlier> m_earlier; ///< made by at()
    std::uint64_t m_forgetBefore = 0;
};

} // namespace stoa::node
