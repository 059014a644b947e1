// SPDX-License-Identifier: MIT
// What an aggregator remembers for people who ask about an address: what steps of others brought to it, and
// which companies it is a member of or an arbitrator for. The state alone tells neither.
#pragma once

#include <array>
#include <span>

#include "core/mvm/machine.h"
#include "core/operator/node_service.h"
#include "core/storage/store.h"

namespace stoa::node {

/// Collects what the steps of one block did, then puts it into that block's write.
class AccountNotes {
public:
    /// `step` has been applied: `keys` were written between `before` and `after`. `aggregator` earns a fee
    /// with every step, which is left out. What a step brings to its own sender, as a gift with an invitation
    /// or a stake that comes back, is noted before the fee for it.
    void add(const mvm::CheckedStep& step, const mvm::BatchContext& context, std::span<const state::Key> keys,
             const state::Tree& before, const state::Tree& after);
    /// Into the write of a block. `stepHashes`: of its steps, one after the other; `roots`: after each.
    void writeTo(storage::WriteBatch& writes, const rollup::BlockHeader& header, ByteView stepHashes,
                 std::span<const Hash> roots) const;

private:
    struct Note {
        Address to;
        std::uint32_t step = 0;
        Amount amount = 0;
    };
    struct Concerned {
        Address who;
        DacId dac;
        std::uint8_t how = 0;
    };
    void addConcerned(const state::Key& key, const ByteView* before, const ByteView* after);

    std::vector<Note> m_credits;
    std::vector<Concerned> m_concerned;
};

/// By what a note knows its step again: after a rollback another may stand in its place, also one that leads
/// to the same state, or the same step and bring nothing.
class StepMark {
public:
    static constexpr std::size_t kSize = 16;

    /// `value` must outlive it.
    explicit StepMark(ByteView value);
    /// Whether it is of `step` between states of these roots.
    bool isOf(ByteView step, const Hash& rootBefore, const Hash& rootAfter) const;

    /// The first bytes of all three, added bit by bit.
    static std::array<std::uint8_t, kSize> of(ByteView stepHash, const Hash& rootBefore,
                                              const Hash& rootAfter);

private:
    ByteView m_value;
};

/// What came to an address before `before`, newest first. Only place and amount of a credit are noted down:
/// `complete` adds the rest from the block, or says false if the step with that mark does not stand there.
/// Errors: StoreDamaged, and those of `complete`.
Result<std::vector<Credit>>
readCredits(storage::Store& store, const Address& to, std::size_t most, const CreditPlace& before,
            const std::function<Result<bool>(Credit&, const StepMark&)>& complete);
/// Adds to `writes` that what came to an address in blocks after `block` is noted down no more.
Result<void> forgetCreditsAfter(storage::Store& store, const Address& to, std::uint64_t block,
                                storage::WriteBatch& writes);
/// Adds what the step says of a credit. `step`: of a Force, the inner one.
void describe(Credit& credit, const tx::Transaction& step);

/// A company that an address has to do with.
struct Company {
    DacId dac;
    bool isNamed = false; ///< as arbitrator, by its rules or by lot, or as a side; else it has joined
};
/// At some time, in blocks that may be gone.
Result<std::vector<Company>> readCompanies(storage::Store& store, const Address& account);

} // namespace stoa::node
