// SPDX-License-Identifier: MIT
#include "core/storage/memory_store.h"

namespace stoa::storage {

Result<std::optional<Bytes>> MemoryStore::get(ByteView key)
{
    const auto found = m_values.find(toBytes(key));
    if (found == m_values.end()) return std::optional<Bytes>();
    return std::optional<Bytes>(found->second);
}

Result<void> MemoryStore::commit(WriteBatch batch, Durability durability)
{
    if (m_failEvery) return Error{ErrorCode::DiskFull, "fault on demand"};
    if (m_failAfter > 0 && --m_failAfter == 0) {
        if (m_effect == FaultEffect::Written) apply(batch, durability);
        return Error{m_code, "fault on demand"};
    }
    apply(batch, durability);
    return {};
}

void MemoryStore::apply(const WriteBatch& batch, Durability durability)
{
    for (const WriteBatch::Change& change : batch.changes()) {
        const auto found = m_values.find(change.key);
        if (durability != Durability::Synced)
            m_undo.push_back(
                {change.key, found == m_values.end() ? std::nullopt : std::optional<Bytes>(found->second)});
        if (change.value)
            m_values[change.key] = *change.value;
        else if (found != m_values.end())
            m_values.erase(found);
    }
    ++m_commits;
    if (durability != Durability::Synced) return;
    m_undo.clear();
    ++m_syncs;
}

Result<void> MemoryStore::iterate(ByteView prefix, const Visitor& visit)
{
    // A copy, because the visitor may write to this store.
    std::vector<std::pair<Bytes, Bytes>> found;
    for (auto at = m_values.lower_bound(toBytes(prefix)); at != m_values.end(); ++at) {
        const ByteView key = at->first;
        if (key.size() < prefix.size() || !equal(key.first(prefix.size()), prefix)) break;
        found.emplace_back(*at);
    }
    for (const auto& [key, value] : found)
        if (!visit(key, value)) break;
    return {};
}

void MemoryStore::failCommit(std::size_t nth, FaultEffect effect, ErrorCode code)
{
    m_failAfter = nth;
    m_effect = effect;
    m_code = code;
}

void MemoryStore::loseUnsynced()
{
    for (auto change = m_undo.rbegin(); change != m_undo.rend(); ++change) {
        if (change->value)
            m_values[change->key] = *change->value;
        else
            m_values.erase(change->key);
    }
    m_undo.clear();
}

} // namespace stoa::storage
