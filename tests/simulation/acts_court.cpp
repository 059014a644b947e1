// SPDX-License-Identifier: MIT
// What chance alone seldom brings about: cases before a panel, seats, invitations, tools, keys and guardians.
#include "core/crypto/keccak.h"
#include "tests/simulation/acts.h"

namespace stoa::test {

using state::CaseState;
using state::CollaborationState;

RandomActs::Act Acts::dispute(const Job& job, std::size_t person, Amount pot)
{
    tx::Dispute dispute = m_world.dispute(job, below(pot + 1));
    dispute.saltHash = crypto::keccak256(kClaimantSalt.bytes);
    return {person, dispute};
}

RandomActs::Act Acts::answer(const Job& job, const mvm::Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    tx::Answer answer = m_world.answer(job, below(mvm::potOf(c) + 1));
    answer.salt = contentOf("the answer's salt");
    const bool isAskers = standing.dispute && standing.dispute->claimant == state::kAskerSide;
    return {personOf(isAskers ? c.doer : c.asker), answer};
}

/// What both sides may agree on while they work together, and what is left to do about a case.
RandomActs::Act Acts::talk()
{
    const std::size_t first = m_jobs.empty() ? 0 : below(m_jobs.size());
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        const Job& job = m_jobs[(first + i) % m_jobs.size()];
        const state::Collaboration c = m_world.collaboration(job);
        if (c.state != static_cast<std::uint8_t>(CollaborationState::Active)) continue;
        if (c.offerBy != 0 || c.amendBy != 0) return m_acts.forJob(job);
        const std::size_t side = once(2) ? job.asker : job.doer;
        if (once(2))
            return {side, tx::Offer{job.dac, job.id, c.seq, below(mvm::potOf(c) + 1), m_world.now + kDay}};
        const Amount reward = once(3) ? below(c.reward + 1) : c.reward + kToken;
        return {side, tx::Amend{job.dac, job.id, c.seq, contentOf("more"), reward, c.workBy + kDay}};
    }
    const Job* job = someJob();
    return job ? m_acts.forJob(*job) : propose();
}

/// The next thing to be done in some case before a panel.
std::optional<RandomActs::Act> Acts::judge()
{
    const std::size_t first = m_jobs.empty() ? 0 : below(m_jobs.size());
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        const Job& job = m_jobs[(first + i) % m_jobs.size()];
        const mvm::Standing standing = m_world.standing(job);
        if (standing.dispute && mvm::hasPanel(standing.collaboration))
            if (auto act = judge(job, standing)) return act;
    }
    return std::nullopt;
}

std::optional<RandomActs::Act> Acts::judge(const Job& job, const mvm::Standing& standing)
{
    const state::Collaboration& c = standing.collaboration;
    const state::Case& dispute = *standing.dispute;
    if (standing.state() == CollaborationState::Ruled && dispute.round == 1)
        return once(2) ? std::optional(m_acts.forJob(job)) : std::nullopt; // mostly an appeal
    if (standing.state() != CollaborationState::Disputed) return std::nullopt;
    if (once(24))
        return RandomActs::Act{personOf(dispute.claimant == state::kAskerSide ? c.asker : c.doer),
                               tx::WithdrawDispute{job.dac, job.id, dispute.round}};
    // The juror who has not done it yet.
    const auto jurorWho = [&](auto isDue) -> std::optional<std::size_t> {
        for (std::uint8_t place = 0; place < dispute.drawn; ++place) {
            const auto juror =
                m_world.read<state::Juror>(state::jurorKey(job.dac, job.id, dispute.round, place));
            if (juror && isDue(*juror)) return jurorAt(m_world, job, place);
        }
        return std::nullopt;
    };
    switch (static_cast<CaseState>(dispute.state)) {
    case CaseState::Open: return once(4) ? std::optional(answer(job, standing)) : std::nullopt;
    case CaseState::Drawing:
        if (dispute.drawn >= std::min<std::size_t>(dispute.size, kJurors - 1)) return std::nullopt;
        return RandomActs::Act{anyone(), drawing(m_world, job)};
    case CaseState::Committing:
        if (const auto juror = jurorWho([](const state::Juror& j) { return j.commitment.isZero(); }))
            return RandomActs::Act{*juror, commitment(m_world, job, *juror, rulingBy(*juror))};
        return std::nullopt;
    case CaseState::Revealing:
        if (const auto juror = jurorWho(
                [](const state::Juror& j) { return !j.commitment.isZero() && j.state != state::kRevealed; }))
            return RandomActs::Act{*juror, panelRuling(m_world, job, rulingBy(*juror))};
        return std::nullopt;
    case CaseState::Ruling:
    case CaseState::Void:
    case CaseState::Ruled:
    case CaseState::Withdrawn:
    case CaseState::Agreed: break;
    }
    return std::nullopt;
}

RandomActs::Act Acts::sit()
{
    const std::size_t juror = kFirstJuror + below(kJurors);
    if (memberOf(m_world, m_court, juror).seat != 0 && once(2)) return {juror, tx::LeaveSeat{m_court}};
    const std::size_t standing = kFirstJuror + kJurors - 1;
    const tx::TakeSeat seat{m_court, m_world.purse(m_court).seats, m_world.charter(m_court).seatDeposit};
    return {once(4) ? juror : standing, seat};
}

RandomActs::Act Acts::invite()
{
    const auto outsiderOf = [&](const DacId& dac) -> std::optional<std::size_t> {
        const std::size_t first = anyone();
        for (std::size_t each = 0; each < kPeople; ++each)
            if (const std::size_t person = (first + each) % kPeople; memberOf(m_world, dac, person).role == 0)
                return person;
        return std::nullopt;
    };
    DacId dac = someCompany();
    for (const DacId& each : m_companies)
        if (!outsiderOf(dac) && m_world.read<state::Charter>(state::charterKey(each))) dac = each;
    const std::size_t outsider = outsiderOf(dac).value_or(anyone());
    if (once(3)) return {outsider, tx::Join{.dac = dac}};
    const auto open = m_world.read<state::Invite>(state::inviteKey(dac, addressOf(kTicket)));
    if (open && once(3)) return {once(4) ? anyone() : kFounder, tx::RevokeInvite{dac, addressOf(kTicket)}};
    if (open) return {outsider, m_world.joining(dac, outsider)};
    tx::Invite invite = MachineWorld::invite(dac, m_world.now + kMinute + below(10 * kMinute),
                                             static_cast<tx::Role>(1 + below(3)));
    invite.uses = static_cast<std::uint16_t>(1 + below(3));
    invite.gift = below(2) * 10'001;
    return {once(4) ? anyone() : kFounder, invite};
}

/// A tool that holds nothing is removed, otherwise one is installed.
RandomActs::Act Acts::tool()
{
    const DacId dac = once(4) ? someCompany() : m_companies.front();
    for (std::uint16_t number = kBounties; number < kBounties + 6; ++number) {
        const auto tool = m_world.read<state::Tool>(state::toolKey(dac, number));
        if (tool && tool->open == 0 && tool->escrow == 0 && !once(3))
            return {kFounder, tx::RemoveTool{dac, number, 0}};
    }
    return {kFounder, bountyTool(dac)};
}

/// Keys, guardians and profiles. Whoever has given its key away takes it back before long.
RandomActs::Act Acts::identify()
{
    for (std::size_t person = 0; person < kPeople; ++person)
        if (signerFor(person) != person && once(2)) return {person, tx::RotateKey{}};
    if (!once(4)) return m_acts.forAccount();
    const std::size_t person = anyone();
    const ByteView key = keyOf(person).publicKey().bytes;
    return {person, tx::SetProfile{Hash::fromPrefix(key.first(32)), Hash::fromPrefix(key.subspan(32)), {}}};
}

Timestamp Acts::someDeadline()
{
    if (m_jobs.empty() || once(3)) return m_acts.someDeadline();
    const Job& job = m_jobs[below(m_jobs.size())];
    const mvm::Standing standing = m_world.standing(job);
    const bool isPanels = standing.dispute && mvm::hasPanel(standing.collaboration);
    if (isPanels && !once(4) && judge(job, standing)) return 0; // let them work
    return standing.dispute && standing.state() == CollaborationState::Disputed
               ? standing.dispute->deadline
               : standing.collaboration.deadline;
}

} // namespace stoa::test
