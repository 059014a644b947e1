// SPDX-License-Identifier: MIT
#include "core/operator/waiting_pool.h"

#include <algorithm>

namespace stoa::node {

std::vector<WaitingPool::Entry> WaitingPool::all() const
{
    std::vector<Entry> list;
    list.reserve(m_entries.size());
    for (const auto& [number, entry] : m_entries) list.push_back(entry);
    return list;
}

const WaitingPool::Entry* WaitingPool::find(const Hash& digest) const
{
    const auto number = m_numbers.find(digest);
    return number == m_numbers.end() ? nullptr : &m_entries.at(number->second);
}

std::uint64_t WaitingPool::add(const Hash& digest, const Bytes& step)
{
    return restore({m_last + 1, digest, step}) ? m_last : 0;
}

bool WaitingPool::restore(Entry entry)
{
    const std::uint64_t number = entry.number;
    if (m_entries.contains(number) || !m_numbers.emplace(entry.digest, number).second) return false;
    m_entries.emplace(number, std::move(entry));
    m_last = std::max(m_last, number);
    return true;
}

void WaitingPool::erase(const Hash& digest)
{
    const auto number = m_numbers.find(digest);
    if (number == m_numbers.end()) return;
    m_entries.erase(number->second);
    m_numbers.erase(number);
}

} // namespace stoa::node
