// SPDX-License-Identifier: MIT
// State as far as this member can know it: verified copies of companies, and records fetched by proof.
// Changes stay in it. On this the machine dry-runs a draft before anybody signs.
#pragma once

#include <map>
#include <vector>

#include "core/engine/member.h"

namespace stoa::engine {

class KnownState final : public state::StateAccess {
public:
    explicit KnownState(Member& member)
        : m_member(member)
    {}

    std::optional<Bytes> get(const state::Key& key) override
    {
        const auto found = m_changed.find(key);
        return found != m_changed.end() ? found->second : m_member.record(key);
    }
    /// Absent also if it cannot be read.
    template <typename R>
    std::optional<R> read(const state::Key& key)
    {
        const auto bytes = get(key);
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }
    void put(const state::Key& key, Bytes record) override { m_changed[key] = std::move(record); }
    void erase(const state::Key& key) override { m_changed[key] = std::nullopt; }

    /// `step` as the next batch would take it, signed by its sender.
    Result<void> run(const tx::Transaction& transaction);
    /// The steps of this wallet that wait to be sent, which would be included first. Returns those that would
    /// be taken.
    std::vector<tx::Transaction> runWaiting();

private:
    Member& m_member;
    std::map<state::Key, std::optional<Bytes>> m_changed;
    std::uint32_t m_steps = 0;
};

} // namespace stoa::engine
