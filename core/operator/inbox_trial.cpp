// SPDX-License-Identifier: MIT
#include "core/operator/inbox_trial.h"

#include "core/base/check.h"
#include "core/state/state_access.h"

namespace stoa::node {

void InboxTrial::forget()
{
    m_messages.clear();
    m_forced.clear();
    m_tree.reset();
}

void InboxTrial::forgetBefore(std::uint64_t index)
{
    while (!m_messages.empty() && m_first < index) {
        const mvm::CheckedStep& gone = m_messages.front();
        m_forced.erase({gone.signer, gone.digest, m_first++});
        m_messages.pop_front();
        m_tree.reset();
    }
}

Result<void> InboxTrial::readNew(std::uint64_t inboxEnd)
{
    const std::uint64_t count = m_chain.inboxCount();
    bool isKnown = m_first <= inboxEnd && inboxEnd <= end() && end() <= count;
    if (isKnown) {
        // After a reorganization others may stand in their place.
        STOA_TRY(const Hash acc, m_chain.inboxAcc(end()));
        isKnown = acc == m_acc;
    }
    if (!isKnown) {
        forget();
        m_first = inboxEnd;
    }
    forgetBefore(inboxEnd);
    std::vector<Bytes> steps;
    for (std::uint64_t index = end(); index < count; ++index) {
        STOA_TRY(mainchain::InboxMessage message, m_chain.inbox(index));
        steps.push_back(std::move(message.step));
    }
    STOA_TRY(m_acc, m_chain.inboxAcc(count));
    for (mvm::CheckedStep& step : mvm::checkSteps(steps, m_chain.definition().rules().domain, 1, &m_memo)) {
        if (step.isForced) m_forced.insert({step.signer, step.digest, end()});
        m_messages.push_back(std::move(step));
    }
    m_looked += steps.size();
    return {};
}

Result<void> InboxTrial::follow(const state::Tree& tree, const Address& aggregator, Timestamp now)
{
    STOA_TRY(const rollup::Header newest, m_chain.header(m_chain.tip()));
    if (const auto read = readNew(newest.inboxEnd); !read) {
        forget();
        return read.error();
    }
    const Base base{tree.root(), newest.number, aggregator};
    if (!m_tree || m_base != base || now >= m_begun + m_chain.definition().slot) {
        m_tree = tree;
        m_applied = 0;
        m_base = base;
        m_begun = now;
    }
    m_context = {newest.number + 1, now, 0, true, aggregator, {}};
    const mvm::Rules rules = m_chain.definition().rules();
    state::TreeState state(*m_tree);
    for (; m_applied < m_messages.size(); ++m_applied, ++m_ran)
        (void)mvm::tryOut(state, rules, m_context, m_messages[m_applied]);
    return {};
}

Result<void> InboxTrial::forgetDecided(const state::Tree& tree)
{
    if (m_tree && m_base.root != tree.root()) m_tree.reset();
    if (m_messages.empty()) return {};
    STOA_TRY(const rollup::Header newest, m_chain.header(m_chain.tip()));
    forgetBefore(newest.inboxEnd);
    return {};
}

std::optional<std::uint64_t> InboxTrial::indexOf(const mvm::CheckedStep& step) const
{
    // The digest alone does not say so: another one's signature may stand below it.
    const auto found = m_forced.lower_bound({step.signer, step.digest, 0});
    if (found == m_forced.end()) return std::nullopt;
    const auto& [signer, digest, index] = *found;
    return signer == step.signer && digest == step.digest ? std::optional(index) : std::nullopt;
}

int InboxTrial::countOf(const Address& signer, int most) const
{
    int count = 0;
    for (auto at = m_forced.lower_bound({signer, Hash{}, 0});
         count < most && at != m_forced.end() && std::get<Address>(*at) == signer; ++at)
        ++count;
    return count;
}

Result<void> InboxTrial::tryOut(const mvm::CheckedStep& step) const
{
    STOA_CHECK(m_tree.has_value());
    state::Tree tree = *m_tree; // what is tried out on it changes nothing
    state::TreeState state(tree);
    mvm::BatchContext context = m_context;
    context.fromInbox = false;
    return mvm::tryOut(state, m_chain.definition().rules(), context, step);
}

} // namespace stoa::node
