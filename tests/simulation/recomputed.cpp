// SPDX-License-Identifier: MIT
#include "tests/simulation/recomputed.h"

#include "tests/support/machine_world.h"

namespace stoa::test {

bool Recomputed::run(const rollup::Batch& batch, Done& done)
{
    m_wrong.reset();
    const auto checked = mvm::checkSteps(batch.steps, m_rules.domain, 1);
    for (std::uint32_t i = 0; i < checked.size(); ++i) {
        state::TreeState access(done.tree);
        const auto result = mvm::apply(access, m_rules, rollup::contextOf(batch.header, i), checked[i]);
        // No state that steps have made lets a step make or lose money.
        STOA_CHECK(result || result.error().code != ErrorCode::MoneyMismatch);
        if (done.tree.root() != batch.roots[i]) {
            m_wrong = i;
            return false;
        }
        if (!result || !checked[i].transaction) continue;
        done.accepted.push_back(checked[i].digest);
        const tx::Transaction* transaction = &*checked[i].transaction;
        if (checked[i].isForced) done.kinds.push_back(tx::Force::kName);
        if (!m_leftOut.contains(checked[i].digest)) done.kinds.push_back(tx::nameOf(transaction->payload));
        if (const auto* deposit = std::get_if<tx::Deposit>(&transaction->payload))
            done.deposited += deposit->amount;
        if (tx::originOf(transaction->payload) != tx::Origin::Signed) continue;
        const auto& envelope = transaction->envelope;
        done.nonces.emplace_back(envelope.from, (std::uint64_t{envelope.lane} << 32U) | envelope.nonce);
    }
    return true;
}

Recomputed::Kinds Recomputed::kinds() const
{
    Kinds kinds;
    for (const Done& done : m_batches)
        for (const std::string_view kind : done.kinds) ++kinds[kind];
    return kinds;
}

void Recomputed::update()
{
    const auto isThere = [&](std::uint64_t number, const Hash& header) {
        const auto known = m_chain.headerHash(number);
        return known && *known == header;
    };
    while (!m_batches.empty() && !isThere(m_batches.size(), m_batches.back().header)) {
        for (const Hash& digest : m_batches.back().accepted) m_accepted.erase(digest);
        for (const auto& nonce : m_batches.back().nonces) m_nonces.erase(nonce);
        for (const std::string_view kind : m_batches.back().kinds) ++m_undone[kind];
        m_batches.pop_back();
        m_wrong.reset();
    }
    if (m_wrong && isThere(m_batches.size() + 1, m_wrongHeader)) return;
    m_wrong.reset();
    while (m_batches.size() < m_chain.tip()) {
        const std::uint64_t number = m_batches.size() + 1;
        const auto batch = m_chain.batch(number);
        const auto header = m_chain.headerHash(number);
        STOA_CHECK(batch.has_value() && header.has_value());
        Done done;
        done.header = *header;
        done.tree = tree();
        done.deposited = m_batches.empty() ? 0 : m_batches.back().deposited;
        if (!run(*batch, done)) {
            m_wrongHeader = *header;
            return;
        }
        if (batch->header.preRoot != tree().root()) m_problem = "a batch begins elsewhere";
        for (const auto& nonce : done.nonces)
            if (!m_nonces.insert(nonce).second) m_problem = "a nonce was used twice";
        for (const Hash& digest : done.accepted) m_accepted[digest] = number;
        if (supplyOf(done.tree) != done.deposited) m_problem = "money was made or lost";
        m_batches.push_back(std::move(done));
    }
}

} // namespace stoa::test
