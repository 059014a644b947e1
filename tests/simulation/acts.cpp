// SPDX-License-Identifier: MIT
#include "tests/simulation/acts.h"

namespace stoa::test {

using state::CollaborationState;

namespace {

constexpr Seconds kShort = 150; ///< for each part of a panel's work
constexpr std::size_t kWholeFounding = 9;

} // namespace

Acts::Acts(SeededRandom& random, const mvm::Rules& rules)
    : m_random(random)
    , m_acts(m_world, random)
    , m_rounds(kWholeFounding - below(5))
{
    m_world.rules = rules;
}

void Acts::look(const state::Tree& tree, Timestamp now)
{
    m_world.tree = tree;
    m_world.now = now;
}

/// Periods of minutes, so that a short run sees them end.
tx::CreateDac Acts::terms()
{
    tx::CreateDac t = governedTerms();
    t.joinRule = static_cast<std::uint8_t>(tx::JoinRule::Anyone);
    t.answerPeriod = t.reviewPeriod = t.gracePeriod = 3 * kMinute;
    t.challengePeriod = 5 * kMinute;
    t.objectionPeriod = 90;
    t.votePeriod = 3 * kMinute;
    t.revealPeriod = 5 * kMinute;
    if (m_companies.empty() || once(2)) t.court = tx::companyParty(m_court);
    return t;
}

tx::CreateDac Acts::termsOfCourt() const
{
    tx::CreateDac t = courtTerms();
    t.commitPeriod = t.revealPeriod = kShort;
    t.appealPeriod = 3 * kMinute;
    return t;
}

std::vector<RandomActs::Act> Acts::founding(std::size_t round)
{
    const auto eachJuror = [](std::size_t count, auto make) {
        std::vector<RandomActs::Act> acts;
        for (std::size_t i = 0; i < count; ++i) acts.emplace_back(kFirstJuror + i, make(i));
        return acts;
    };
    switch (round) {
    case 0: return {{kFounder, termsOfCourt()}};
    case 1: return {{kFounder, terms()}};
    case 2: {
        tx::Invite invite = MachineWorld::invite(m_court, m_world.now + kDay, tx::Role::Arbitrator);
        invite.uses = kJurors;
        std::vector<RandomActs::Act> acts{{kFounder, invite}};
        for (std::size_t person = 1; person < kPeople; ++person)
            acts.emplace_back(person, tx::Join{.dac = m_companies.front()});
        return acts;
    }
    case 3: {
        auto acts =
            eachJuror(kJurors, [&](std::size_t i) { return m_world.joining(m_court, kFirstJuror + i); });
        acts.emplace_back(kFounder, tx::FundTreasury{m_companies.front(), 200 * kToken});
        return acts;
    }
    case 4: {
        auto acts = eachJuror(kJurors - 1, [&](std::size_t i) {
            return tx::TakeSeat{m_court, static_cast<std::uint32_t>(i), 10 * kToken};
        });
        for (const std::size_t asker : {kAsker, kArbitrator}) {
            tx::Propose p = m_world.proposal(m_companies.front(), asker + 1);
            p.answerBy = m_world.now + 5 * kMinute;
            p.workBy = p.answerBy + 5 * kMinute;
            acts.emplace_back(asker, p);
        }
        return acts;
    }
    default: break;
    }
    std::vector<RandomActs::Act> acts;
    if (round == 5) acts.emplace_back(kAsker, tx::SetGuardian{addressOf(kFounder)});
    for (const Job& job : m_jobs) {
        const bool isFirst = job.asker == kAsker;
        const Amount pot = mvm::potOf(m_world.collaboration(job));
        if (round == 5) acts.emplace_back(job.doer, m_world.acceptance(job));
        if (round == 6) acts.emplace_back(job.doer, m_world.delivery(job));
        if (round == 7 && isFirst) acts.push_back(dispute(job, job.asker, pot));
        if (round == 8 && isFirst) acts.push_back(answer(job, m_world.standing(job)));
    }
    return acts;
}

void Acts::remember(std::size_t person, const tx::Payload& payload, const Hash& digest)
{
    constexpr std::size_t kMostCompanies = 3;
    constexpr std::size_t kMostJobs = 12;
    if (std::holds_alternative<tx::CreateDac>(payload)) {
        if (m_court.isZero()) {
            m_court = tx::dacIdOf(digest);
            m_acts.setCourt(m_court);
        } else if (m_companies.size() < kMostCompanies) {
            m_companies.push_back(tx::dacIdOf(digest));
        }
    }
    if (const auto* propose = std::get_if<tx::Propose>(&payload)) {
        m_jobs.push_back({propose->dac, tx::objectIdOf(digest), person, personOf(propose->doer)});
        if (m_jobs.size() > kMostJobs) m_jobs.erase(m_jobs.begin());
    }
    tx::Transaction transaction;
    transaction.payload = payload;
    m_acts.remember(transaction, digest);
}

const DacId& Acts::someCompany()
{
    const DacId& dac = m_companies[once(2) ? below(m_companies.size()) : 0];
    const bool isThere = m_world.read<state::Charter>(state::charterKey(dac)).has_value();
    return isThere ? dac : m_companies.front(); // it was rolled back
}

const Job* Acts::someJob()
{
    if (m_jobs.empty()) return nullptr;
    const std::size_t first = below(m_jobs.size());
    if (once(12)) return &m_jobs[first];
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        const Job& job = m_jobs[(first + i) % m_jobs.size()];
        const state::Collaboration c = m_world.collaboration(job);
        if (c.state != 0 && c.state < static_cast<std::uint8_t>(CollaborationState::Settled)) return &job;
    }
    return nullptr;
}

std::size_t Acts::personOf(const tx::Party& party)
{
    for (std::size_t person = 0; person < kPeople; ++person)
        if (partyOf(person) == party) return person;
    return anyone();
}

RandomActs::Act Acts::next()
{
    // Jurors have little time, and more to do than anybody else.
    if (auto act = judge()) {
        const bool isJurors = std::holds_alternative<tx::CommitRuling>(act->second) ||
                              std::holds_alternative<tx::RevealRuling>(act->second) ||
                              std::holds_alternative<tx::Appeal>(act->second);
        if (isJurors ? !once(4) : once(3)) return *std::move(act);
    }
    const std::uint64_t what = below(100);
    if (what < 8) {
        tx::Transfer transfer;
        transfer.to = addressOf(anyone());
        transfer.amount = once(12) ? m_random.next() : below(5 * kToken);
        return {anyone(), transfer};
    }
    if (what < 10) return {anyone(), terms()};
    if (what < 17) return invite();
    if (what < 26) return propose();
    if (what < 53) return collaborate();
    if (what < 63) return m_acts.forCompany(someCompany());
    if (what < 75) return m_acts.forMotion(someCompany());
    if (what < 87) return talk();
    if (what < 92) return identify();
    if (what < 93) return sit();
    if (what < 95) return tool();
    if (what < 98) return page();
    tx::Withdraw withdraw;
    withdraw.to = addressOf(anyone());
    withdraw.amount = below(kToken);
    return {anyone(), withdraw};
}

RandomActs::Act Acts::propose()
{
    const DacId& dac = someCompany();
    std::size_t asker = anyone();
    for (std::size_t each = 0; each < kPeople && memberOf(m_world, dac, asker).role == 0; ++each)
        asker = (asker + 1) % kPeople;
    tx::Propose p = m_world.proposal(dac, (asker + 1 + below(kPeople - 1)) % kPeople);
    if (once(4)) p.doer = {};
    p.answerBy = m_world.now + 5 * kMinute + below(5 * kMinute);
    p.workBy = p.answerBy + 5 * kMinute + below(10 * kMinute);
    p.reward = below(200) * kToken + below(kToken);
    return {asker, p};
}

RandomActs::Act Acts::collaborate()
{
    const Job* chosen = someJob();
    if (!chosen) return propose();
    const Job job = *chosen;
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
        if (once(5)) return dispute(job, once(2) ? asker : doer, pot);
        return {doer, m_world.delivery(job)};
    case CollaborationState::Delivered:
        if (once(3)) {
            tx::RequestChanges changes = m_world.changes(job);
            changes.workBy += kMinute; // it may be a while until it is there
            return {asker, changes};
        }
        if (once(4)) return dispute(job, once(2) ? asker : doer, pot);
        return {asker, m_world.approval(job)};
    case CollaborationState::ToBeAllocated: return dispute(job, once(2) ? asker : doer, pot);
    case CollaborationState::Disputed:
        if (once(2)) return answer(job, standing);
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
