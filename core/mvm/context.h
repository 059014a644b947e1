// SPDX-License-Identifier: MIT
// What a handler sees of the world: its step, the batch it stands in, and records. Writes are kept aside
// until the whole step has been accepted, so a refused step has changed nothing.
#pragma once

#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/state/records.h"
#include "core/state/state_access.h"
#include "core/tx/transaction.h"

namespace stoa::mvm {

/// Immutables of a network, part of its definition: every node and the referee use the same.
struct Rules {
    Hash domain;               ///< EIP-712 separator of the network
    Seconds minimumPeriod = 0; ///< of anything that a charter or a proposal fixes
    Seconds maximumPeriod = 0;
    Seconds answerPeriod = 0; ///< to answer a dispute
};

/// All that a step may know besides state and its own bytes.
struct BatchContext {
    std::uint64_t number = 0;
    Timestamp time = 0;
    std::uint32_t step = 0;
    bool fromInbox = false;
    Address aggregator;
    Hash entropy;
};

inline constexpr Amount kTip = 1000; ///< gwei for an unsigned step that somebody else's step makes due

inline constexpr Seconds kRecoveryDelay = 14 * kDay; ///< in which an owner can cancel a guardian's change

/// The account as it is at `time`: a guardian's change whose day has come counts.
state::Account effective(state::Account account, Timestamp time);
/// Who signs for the account of this address, `account` being effective.
Address signerOf(const state::Account& account, const Address& address);

class ApplyContext {
public:
    ApplyContext(state::StateAccess& state, const Rules& rules, const BatchContext& batch,
                 const tx::Transaction& tx, const Hash& digest)
        : m_rules(rules)
        , m_batch(batch)
        , m_tx(tx)
        , m_digest(digest)
        , m_state(state)
    {
        m_entries.reserve(kUsualRecords);
    }

    const Rules& rules() const { return m_rules; }
    const BatchContext& batch() const { return m_batch; }
    Timestamp time() const { return m_batch.time; }
    const Address& sender() const { return m_tx.envelope.from; }
    const Hash& digest() const { return m_digest; }

    /// The record as this step has left it so far. Absent if there is none.
    template <typename R>
    std::optional<R> read(const state::Key& key)
    {
        const std::optional<Bytes>& bytes = load(key).now();
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }
    template <typename R>
    void write(const state::Key& key, const R& record)
    {
        std::optional<Bytes>& bytes = change(key);
        state::encodeRecordInto(bytes ? *bytes : bytes.emplace(), record);
    }
    void erase(const state::Key& key) { change(key).reset(); }

    /// Effective at the step's time; an empty one if there is none.
    state::Account account(const Address& address);

    /// Money moves only here, one record read, changed and written at a time: payer and payee may be the
    /// same. Errors: InsufficientBalance.
    Result<void> debit(const Address& address, Amount amount);
    /// Errors: AmountOverflow.
    Result<void> credit(const Address& address, Amount amount);

    /// Hands all writes to the state, in the order of first touch. No step reads and changes more than
    /// state::kMaxAccesses records (checked). Errors: MoneyMismatch (held afterwards ≠ held before +
    /// `minted`); then nothing is written.
    Result<void> commit(Amount minted);

private:
    struct Entry {
        state::Key key;
        std::optional<Bytes> before;
        std::optional<Bytes> after; ///< if it was written
        bool isWritten = false;

        const std::optional<Bytes>& now() const { return isWritten ? after : before; }
        bool isChanged() const { return isWritten && after != before; }
    };

    static constexpr std::size_t kUsualRecords = 4; ///< that a step touches

    Entry& load(const state::Key& key);
    /// The record as it will be, to be set.
    std::optional<Bytes>& change(const state::Key& key);

    const Rules& m_rules;
    const BatchContext& m_batch;
    const tx::Transaction& m_tx;
    const Hash& m_digest;
    state::StateAccess& m_state;
    std::vector<Entry> m_entries; ///< in the order of first touch; few, so they are searched one by one
};

} // namespace stoa::mvm
