// SPDX-License-Identifier: MIT
// Everything this member has signed, from the moment of signing until it is final and after: what waits,
// what the network took, what it refused, what was rolled back.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/operator/node_service.h"
#include "core/storage/store.h"
#include "core/tx/transaction.h"

namespace stoa::sync {

struct OutboxEntry {
    enum class Stage : std::uint8_t { Waiting, Included, Refused, RolledBack };

    std::uint64_t number = 0; ///< order of signing, or of being sent again
    Hash digest;
    Bytes step;         ///< signed wire bytes
    Timestamp time = 0; ///< when it was signed, or sent again
    std::string subject;
    Address with;
    std::vector<Hash> contents; ///< objects that the node must have first
    Stage stage = Stage::Waiting;
    std::uint64_t block = 0;
    std::uint64_t batch = 0;
    std::optional<ErrorCode> refusal;
    Hash batchHeader; ///< hash of the posted batch that was proved to hold it; zero: not proved yet
};

/// Kept in the member's store. An entry is on disk, synced, before it is sent anywhere.
///
/// A commit that failed may have been kept all the same: what the disk holds is read back, at once if that is
/// possible, else by catchUp(). An error of a change means that it was not kept, or that nobody knows yet.
class Outbox {
public:
    /// Errors: those of storage; BadEncoding means StoreDamaged.
    static Result<Outbox> open(storage::Store& store);

    /// Adds entries, and drops those that the first of them stands for, in one synced commit. Errors besides
    /// those of storage, with nothing added: AlreadyExists (one is here already, or twice among them; not
    /// if it is what catchUp() has just found), TooLarge (one could not be read back).
    Result<void> add(std::vector<OutboxEntry> entries, const std::vector<Hash>& replaces = {});
    /// What was rolled back or refused waits again, as it was signed; from now on it is the newest, since
    /// `time`. Errors: NotFound, WrongState.
    Result<void> sendAgain(const Hash& digest, Timestamp time);
    /// Every action that was replaced by one with another digest, and so with other ids: from, to.
    const std::map<Hash, Hash>& replaced() const { return m_replaced; }
    /// What is known of `digest` now. `batchHeader`: of the batch that was proved to hold it, if there is
    /// one. Included may only come from who has proved it. True if that is news.
    Result<bool> update(const Hash& digest, const node::StepStatus& status, const Hash& batchHeader = {});
    /// Errors: NotFound; WrongState if it has been taken by the network.
    Result<void> drop(const Hash& digest);

    /// Reads back what a failed commit left behind; nothing if none failed. Every change begins with it.
    Result<void> catchUp();

    const OutboxEntry* find(const Hash& digest) const;
    /// Oldest first.
    const std::deque<OutboxEntry>& entries() const { return m_entries; }
    /// What waits, in the order in which the network can take it: oldest first, but those of one nonce lane
    /// by their numbers, for what is sent again stands behind what was signed after it.
    std::vector<const OutboxEntry*> waiting() const;

private:
    explicit Outbox(storage::Store& store)
        : m_store(&store)
    {}

    Result<void> read();
    /// A synced commit. If it fails and `isKept` holds of what is read back, it has not failed.
    Result<void> keep(storage::WriteBatch batch, const std::function<bool()>& isKept);

    storage::Store* m_store;
    bool m_isCertain = true; ///< what is here is what the store holds
    std::deque<OutboxEntry> m_entries;
    std::map<Hash, Hash> m_replaced;
};

} // namespace stoa::sync
