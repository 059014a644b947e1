// SPDX-License-Identifier: MIT
// What an aggregator remembers for people who ask about an address: what steps of others brought to it, and
// which companies it is a member of or an arbitrator for. The state alone tells neither.
#pragma once

#include <span>

#include "core/mvm/machine.h"
#include "core/operator/node_service.h"
#include "core/storage/store.h"

namespace stoa::node {

/// Collects what the steps of one block did, then puts it into that block's write.
class AccountNotes {
public:
    /// `step` has been applied: `keys` were written between `before` and `after`. `aggregator` earns a fee
    /// with every step, which is left out, as is what a sender does to itself.
    void add(const mvm::CheckedStep& step, const mvm::BatchContext& context, std::span<const state::Key> keys,
             const state::Tree& before, const state::Tree& after);
    /// Into the write of block `number`.
    void writeTo(storage::WriteBatch& writes, std::uint64_t number) const;

private:
    struct Note {
        Address to;
        Hash stepHash;
        Credit credit;
    };
    struct Concerned {
        Address who;
        DacId dac;
        std::uint8_t how = 0;
    };
    void addConcerned(const state::Key& key, const Bytes* before, const Bytes* after);

    std::vector<Note> m_credits;
    std::vector<Concerned> m_concerned;
};

/// Entries about an address before `before`, newest first. `isThere(credit, stepHash)` says whether the step
/// still stands in that block: after a rollback there may be notes of blocks that are gone. Errors:
/// StoreDamaged.
Result<std::vector<Credit>>
readCredits(storage::Store& store, const Address& to, std::size_t most, const CreditPlace& before,
            const std::function<Result<bool>(const Credit&, const Hash& stepHash)>& isThere);

/// A company that an address has to do with.
struct Company {
    DacId dac;
    bool isNamed = false; ///< as arbitrator, by its rules or by lot, or as a side; else it has joined
};
/// At some time, in blocks that may be gone.
Result<std::vector<Company>> readCompanies(storage::Store& store, const Address& account);

} // namespace stoa::node
