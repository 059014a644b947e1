// SPDX-License-Identifier: MIT
#include "core/mvm/context.h"

#include <limits>

#include "core/base/check.h"
#include "core/state/tape.h"

namespace stoa::mvm {

state::Account effective(state::Account account, Timestamp time)
{
    if (account.pending.isZero() || time < account.due) return account;
    account.controller = account.pending;
    account.pending = {};
    account.due = 0;
    return account;
}

Address signerOf(const state::Account& account, const Address& address)
{
    return account.controller.isZero() ? address : account.controller;
}

ApplyContext::Entry& ApplyContext::load(const state::Key& key)
{
    for (Entry& entry : m_entries)
        if (entry.key == key) return entry;
    return m_entries.emplace_back(Entry{key, m_state.get(key), std::nullopt, false});
}

std::optional<Bytes>& ApplyContext::change(const state::Key& key)
{
    Entry& entry = load(key);
    entry.isWritten = true;
    return entry.after;
}

state::Account ApplyContext::account(const Address& address)
{
    return effective(read<state::Account>(state::accountKey(address)).value_or(state::Account{}), time());
}

Result<void> ApplyContext::debit(const Address& address, Amount amount)
{
    state::Account record = account(address);
    if (record.balance < amount) return ErrorCode::InsufficientBalance;
    record.balance -= amount;
    write(state::accountKey(address), record);
    return {};
}

Result<void> ApplyContext::credit(const Address& address, Amount amount)
{
    state::Account record = account(address);
    if (amount > std::numeric_limits<Amount>::max() - record.balance) return ErrorCode::AmountOverflow;
    record.balance += amount;
    write(state::accountKey(address), record);
    return {};
}

Result<void> ApplyContext::commit(Amount minted)
{
    // Sums wrap, and wrap equally on both sides.
    Amount before = minted;
    Amount after = 0;
    std::size_t changes = 0;
    for (const Entry& entry : m_entries) {
        if (!entry.isChanged()) continue;
        ++changes;
        if (entry.before) before += state::heldIn(entry.key, *entry.before);
        if (entry.after) after += state::heldIn(entry.key, *entry.after);
    }
    if (before != after) return ErrorCode::MoneyMismatch;
    STOA_CHECK(m_entries.size() + changes <= state::kMaxAccesses);
    for (Entry& entry : m_entries) {
        if (!entry.isChanged()) continue;
        if (entry.after)
            m_state.put(entry.key, *std::move(entry.after));
        else
            m_state.erase(entry.key);
    }
    return {};
}

} // namespace stoa::mvm
