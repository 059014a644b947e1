// SPDX-License-Identifier: MIT
#include "core/mvm/context.h"

#include <algorithm>
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
    const auto [at, isNew] = m_entries.try_emplace(key);
    if (isNew) {
        at->second.before = m_state.get(key);
        at->second.now = at->second.before;
        m_order.push_back(key);
    }
    return at->second;
}

void ApplyContext::store(const state::Key& key, std::optional<Bytes> bytes)
{
    Entry& entry = load(key);
    entry.now = std::move(bytes);
    entry.written = true;
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

bool ApplyContext::commit(Amount minted)
{
    // Sums wrap, and wrap equally on both sides.
    Amount before = minted;
    Amount after = 0;
    for (const auto& [key, entry] : m_entries) {
        if (!entry.written) continue;
        if (entry.before) before += state::heldIn(key, *entry.before);
        if (entry.now) after += state::heldIn(key, *entry.now);
    }
    if (before != after) return false;
    const auto changes = static_cast<std::size_t>(std::count_if(
        m_entries.begin(), m_entries.end(), [](const auto& each) { return each.second.isChanged(); }));
    STOA_CHECK(m_entries.size() + changes <= state::kMaxAccesses);
    for (const state::Key& key : m_order) {
        const Entry& entry = m_entries.at(key);
        if (!entry.isChanged()) continue;
        if (entry.now)
            m_state.put(key, *entry.now);
        else
            m_state.erase(key);
    }
    return true;
}

} // namespace stoa::mvm
