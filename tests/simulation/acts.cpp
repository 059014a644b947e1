// SPDX-License-Identifier: MIT
#include "tests/simulation/acts.h"

namespace stoa::test {

using state::CollaborationState;

Acts::Acts(SeededRandom& random, const mvm::Rules& rules)
    : m_random(random)
    , m_acts(m_world, random)
{
    m_world.rules = rules;
}

void Acts::look(const state::Tree& tree, Timestamp now)
{
    m_world.tree = tree;
    m_world.now = now;
}

/// Periods of minutes, so that a short run sees them end.
tx::CreateDac Acts::terms() const
{
    tx::CreateDac t = governedTerms();
    t.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
    t.answerPeriod = t.reviewPeriod = t.gracePeriod = 5 * kMinute;
    t.challengePeriod = 10 * kMinute;
    t.objectionPeriod = t.votePeriod = 4 * kMinute;
    t.revealPeriod = 5 * kMinute;
    return t;
}

std::pair<std::size_t, tx::Payload> Acts::founding(std::size_t step) const
{
    if (step == 0) return {kFounder, terms()};
    tx::Join join;
    join.dac = m_companies.front();
    return {step, join};
}

void Acts::remember(std::size_t person, const tx::Payload& payload, const Hash& digest)
{
    constexpr std::size_t kMostCompanies = 3;
    constexpr std::size_t kMostJobs = 12;
    if (std::holds_alternative<tx::CreateDac>(payload) && m_companies.size() < kMostCompanies)
        m_companies.push_back(tx::dacIdOf(digest));
    if (const auto* propose = std::get_if<tx::Propose>(&payload)) {
        m_jobs.push_back({propose->dac, tx::objectIdOf(digest), person, personOf(propose->doer)});
        if (m_jobs.size() > kMostJobs) m_jobs.erase(m_jobs.begin());
    }
    tx::Transaction transaction;
    transaction.payload = payload;
    m_acts.remember(transaction, digest);
}

std::size_t Acts::personOf(const tx::Party& party)
{
    for (std::size_t person = 0; person < kPeople; ++person)
        if (partyOf(person) == party) return person;
    return anyone();
}

RandomActs::Act Acts::next()
{
    const std::uint64_t what = below(100);
    if (what < 28) {
        tx::Transfer transfer;
        transfer.to = addressOf(anyone());
        transfer.amount = once(12) ? m_random.next() : below(5 * kToken);
        return {anyone(), transfer};
    }
    if (what < 31) return {anyone(), terms()};
    if (what < 35) {
        tx::Join join;
        join.dac = someCompany();
        return {anyone(), join};
    }
    if (what < 48) return propose();
    if (what < 72) return collaborate();
    if (what < 82) return m_acts.forCompany(someCompany());
    if (what < 88 && !m_jobs.empty()) return m_acts.forJob(m_jobs[below(m_jobs.size())]);
    if (what < 95) return page();
    tx::Withdraw withdraw;
    withdraw.to = addressOf(anyone());
    withdraw.amount = below(kToken);
    return {anyone(), withdraw};
}

RandomActs::Act Acts::propose()
{
    tx::Propose p = m_world.proposal(someCompany(), anyone());
    if (once(4)) p.doer = {};
    p.answerBy = m_world.now + 5 * kMinute + below(5 * kMinute);
    p.workBy = p.answerBy + 5 * kMinute + below(10 * kMinute);
    p.reward = below(200) * kToken + below(kToken);
    return {anyone(), p};
}

RandomActs::Act Acts::collaborate()
{
    if (m_jobs.empty()) return propose();
    const Job job = m_jobs[below(m_jobs.size())];
    const auto standing = m_world.standing(job);
    const state::Collaboration& c = standing.collaboration;
    const std::size_t asker = personOf(c.asker);
    const std::size_t doer = personOf(c.doer);
    const Amount pot = mvm::potOf(c);
    const auto state = once(10) ? static_cast<CollaborationState>(below(9)) : standing.state();
    switch (state) {
    case CollaborationState::Proposed:
        if (once(8)) return {once(2) ? asker : doer, m_world.cancelling(job)};
        return {doer, m_world.acceptance(job)};
    case CollaborationState::Active:
        if (once(5)) return {once(2) ? asker : doer, m_world.dispute(job, below(pot + 1))};
        return {doer, m_world.delivery(job)};
    case CollaborationState::Delivered:
        if (once(4)) return {asker, m_world.changes(job)};
        if (once(4)) return {once(2) ? asker : doer, m_world.dispute(job, below(pot + 1))};
        return {asker, m_world.approval(job)};
    case CollaborationState::ToBeAllocated:
        return {once(2) ? asker : doer, m_world.dispute(job, below(pot + 1))};
    case CollaborationState::Disputed:
        if (once(2)) {
            const bool isAskers = standing.dispute && standing.dispute->claimant == state::kAskerSide;
            return {isAskers ? doer : asker, m_world.answer(job, below(pot + 1))};
        }
        return {personOf(c.court), m_world.ruling(job, below(pot + 1))};
    case CollaborationState::Ruled:
    case CollaborationState::Settled:
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded: break;
    }
    return {anyone(), MachineWorld::payout(job)};
}

RandomActs::Act Acts::page()
{
    tx::PutRecord put;
    put.dac = someCompany();
    put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
    put.object = tx::pageIdOf(once(2) ? "start" : "rules");
    if (const auto stored = m_world.read<state::Record>(state::recordKey(put.dac, put.tool, put.object))) {
        put.expected = stored->content;
        put.edits = stored->edits;
    }
    put.state = static_cast<std::uint8_t>(once(6) ? tx::PageState::Deleted : tx::PageState::Published);
    put.content = contentOf("text " + std::to_string(m_random.next()));
    return {anyone(), put};
}

} // namespace stoa::test
