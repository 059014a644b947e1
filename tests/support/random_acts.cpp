// SPDX-License-Identifier: MIT
#include "tests/support/random_acts.h"

#include "core/crypto/keccak.h"
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::test {

using state::CaseState;
using state::CollaborationState;

Amount rulingBy(std::size_t juror) { return (50 + 25 * (juror - kFirstJuror)) * kToken; }

Amount RandomActs::amount()
{
    const Amount amounts[] = {0,           1,         kToken, 5 * kToken, 20 * kToken, 20 * kToken + 1,
                              40 * kToken, ~Amount{0}};
    return amounts[below(std::size(amounts))];
}

RandomActs::Act RandomActs::forAccount()
{
    const std::size_t person = somebody();
    switch (below(4)) {
    case 0: return {person, tx::SetGuardian{once(5) ? Address{} : addressOf(somebody())}};
    case 1: return {person, tx::RotateKey{once(2) ? Address{} : addressOf(somebody())}};
    default: {
        // Preferably somebody who has a guardian.
        std::size_t whose = somebody();
        for (std::size_t each = 0; each < kMembers && m_world.account(whose).guardian.isZero(); ++each)
            whose = (whose + 1) % kMembers;
        const state::Account account = m_world.account(whose);
        if (!account.pending.isZero() && once(2))
            return {whose, tx::Recover{addressOf(whose), account.pending}};
        std::size_t guardian = somebody();
        for (std::size_t each = 0; each < kMembers && !once(4); ++each)
            if (addressOf(each) == account.guardian) guardian = each;
        return {guardian, tx::Recover{addressOf(whose), addressOf(somebody())}};
    }
    }
}

RandomActs::Act RandomActs::forCompany(const DacId& dac)
{
    switch (below(14)) {
    case 0: return {somebody(), tx::ChangeStake{dac, amount()}};
    case 1: return {once(3) ? kDoer : kOutsider, tx::Leave{dac}}; // founders stay, or nothing more happens
    case 2: {
        const auto role = static_cast<tx::Role>(1 + below(4));
        return {once(2) ? kFounder : somebody(), roleChange(dac, somebody(), role, once(2))};
    }
    case 3: return {somebody(), tx::FundTreasury{dac, amount()}};
    case 4:
    case 5: {
        tx::SpendTreasury act = spending(dac, amount(), once(2));
        act.to = addressOf(somebody());
        return {once(2) ? kFounder : somebody(), act};
    }
    case 6: {
        tx::AmendCharter act = otherRules(dac, m_world.charter(dac), once(2));
        act.tax = static_cast<std::uint16_t>(below(2000));
        return {once(2) ? kFounder : somebody(), act};
    }
    case 7: return {once(2) ? kFounder : somebody(), bountyTool(dac, once(2))};
    case 8: {
        auto number = static_cast<std::uint16_t>(kBounties + below(6));
        for (std::uint16_t each = 0; each < 6 && !m_world.read<state::Tool>(state::toolKey(dac, number));
             ++each)
            number = static_cast<std::uint16_t>(kBounties + each);
        return {once(4) ? somebody() : kFounder,
                tx::RemoveTool{dac, number, static_cast<std::uint8_t>(once(3))}};
    }
    case 9: return bountyAct(dac);
    default: return motionAct(dac);
    }
}

RandomActs::Act RandomActs::motionAct(const DacId& dac)
{
    if (m_motions.empty()) return {somebody(), spending(dac, kToken, true)};
    const auto now = [&](const Put& each) {
        return mvm::effective(motionOf(m_world, each.dac, each.id), m_world.now);
    };
    std::size_t at = below(m_motions.size());
    for (std::size_t each = 0; each < m_motions.size(); ++each) // what has passed waits for little
        if (now(m_motions[each]).state == static_cast<std::uint8_t>(state::MotionState::Passed)) at = each;
    const Put put = m_motions[at];
    const state::Motion motion = now(put);
    const auto is = [&](state::MotionState state) {
        return motion.state == static_cast<std::uint8_t>(state);
    };
    if (is(state::MotionState::Passed) && !once(4)) return {somebody(), enactment(put.dac, put.id, put.act)};
    if (is(state::MotionState::Open) && !once(8))
        return {somebody(), voteOn(put.dac, put.id, once(4) ? tx::Side::Against : tx::Side::For)};
    return {somebody(), motionPayout(put.dac, put.id)};
}

RandomActs::Act RandomActs::bountyAct(const DacId& dac)
{
    if (m_bounties.empty() || once(3)) {
        tx::PutRecord put = newBounty(dac);
        put.tool = static_cast<std::uint16_t>(kBounties + below(2));
        return {somebody(), put};
    }
    const Bounty& bounty = m_bounties[below(m_bounties.size())];
    tx::PutRecord put = newBounty(bounty.dac);
    const auto record = m_world.read<state::Record>(state::recordKey(put.dac, put.tool, bounty.id));
    const auto next = static_cast<std::uint8_t>(1 + below(4));
    const Amount held = record ? record->amount : 0;
    return {once(2) ? kFounder : somebody(), bountyIn(m_world, put, bounty.id, next,
                                                      next == 2   ? held + kToken
                                                      : next == 1 ? held
                                                                  : 0)};
}

RandomActs::Act RandomActs::forCourt()
{
    const std::size_t juror = kFirstJuror + below(5);
    const state::Member member = memberOf(m_world, m_court, juror);
    if (member.seat != 0 && once(2)) return {juror, tx::LeaveSeat{m_court}};
    const auto seat = static_cast<std::uint32_t>(below(6));
    return {juror, tx::TakeSeat{m_court, seat, m_world.charter(m_court).seatDeposit}};
}

RandomActs::Act RandomActs::panelAct(const Job& job, const mvm::Standing& standing)
{
    const state::Case& dispute = *standing.dispute;
    const std::uint8_t drawn = dispute.drawn == 0 ? 1 : dispute.drawn;
    const std::size_t juror = jurorAt(m_world, job, static_cast<std::uint8_t>(below(drawn)));
    switch (static_cast<CaseState>(dispute.state)) {
    case CaseState::Drawing:
        if (dispute.draw != 0 && once(2)) {
            if (dispute.draw == 1 && once(2)) ++m_world.batchNumber;
            return {somebody(), MachineWorld::casePayout(job, dispute.round)};
        }
        return {somebody(), drawing(m_world, job)};
    case CaseState::Committing: return {juror, commitment(m_world, job, juror, rulingBy(juror))};
    case CaseState::Revealing: return {juror, panelRuling(m_world, job, rulingBy(juror))};
    case CaseState::Open:
    case CaseState::Ruling:
    case CaseState::Void:
    case CaseState::Ruled:
    case CaseState::Withdrawn:
    case CaseState::Agreed: break;
    }
    const auto round = static_cast<std::uint8_t>(1 + below(2));
    if (once(3)) return {somebody(), MachineWorld::casePayout(job, round)};
    return {somebody(), closing(job, static_cast<std::uint8_t>(below(7)), round)};
}

RandomActs::Act RandomActs::forJob(const Job& job)
{
    const mvm::Standing standing = m_world.standing(job);
    const state::Collaboration& c = standing.collaboration;
    const std::size_t side = once(2) ? job.asker : job.doer;
    if (standing.dispute && !once(6)) {
        // Who has what it asked for has nothing to appeal.
        const state::Case& ruled = *standing.dispute;
        const bool claimantIsMet = c.outcome == ruled.claim;
        const std::uint8_t unmet =
            claimantIsMet ? (ruled.claimant == state::kAskerSide ? state::kDoerSide : state::kAskerSide)
                          : ruled.claimant;
        if (standing.state() == CollaborationState::Ruled && !once(6))
            return {unmet == state::kAskerSide ? job.asker : job.doer, appeal(m_world, job)};
        if (standing.state() == CollaborationState::Disputed && once(12))
            return {side, tx::WithdrawDispute{job.dac, job.id, c.round}};
        if (mvm::hasPanel(c)) return panelAct(job, standing);
    }
    // An answer to what the other side has offered comes more often than another offer.
    const auto other = [&](std::uint8_t by) { return by == state::kAskerSide ? job.doer : job.asker; };
    if (c.offerBy != 0 && (c.amendBy == 0 || once(2)))
        return {other(c.offerBy), tx::AcceptOffer{job.dac, job.id, c.seq, c.offer}};
    if (c.amendBy != 0 && !once(6))
        return {other(c.amendBy),
                tx::AgreeAmendment{job.dac, job.id, c.seq, c.amendStatement, c.amendReward, c.amendWorkBy}};
    switch (below(4)) {
    case 0:
        return {side, tx::Amend{job.dac, job.id, c.seq, contentOf("more"),
                                once(2) ? amount() : c.reward + kToken, c.workBy + kDay}};
    case 1:
        return {side,
                tx::AgreeAmendment{job.dac, job.id, c.seq, c.amendStatement, c.amendReward, c.amendWorkBy}};
    case 2: return {side, tx::Offer{job.dac, job.id, c.seq, below(mvm::potOf(c) + 1), m_world.now + kDay}};
    default: return {side, tx::AcceptOffer{job.dac, job.id, c.seq, c.offer}};
    }
}

void RandomActs::remember(const tx::Transaction& transaction, const Hash& digest)
{
    const auto note = [&](const auto& act) {
        if constexpr (requires { act.asMotion; }) {
            if (act.asMotion == 0) return;
            m_motions.push_back({act.dac, tx::motionIdOf(digest), act});
            if (m_motions.size() > 5) m_motions.erase(m_motions.begin());
        }
    };
    std::visit(note, transaction.payload);
    const auto* put = std::get_if<tx::PutRecord>(&transaction.payload);
    if (!put || put->tool != kBounties || !put->object.isZero()) return;
    m_bounties.push_back({put->dac, tx::objectIdOf(digest)});
    if (m_bounties.size() > 4) m_bounties.erase(m_bounties.begin());
}

Timestamp RandomActs::someDeadline()
{
    if (m_motions.empty()) return 0;
    const Put& put = m_motions[below(m_motions.size())];
    const state::Motion motion = motionOf(m_world, put.dac, put.id);
    return once(2) ? motion.objectBy : motion.decideBy;
}

std::size_t RandomActs::signerFor(std::size_t person) const
{
    const state::Account account = mvm::effective(m_world.account(person), m_world.now);
    const Address signer = mvm::signerOf(account, addressOf(person));
    for (std::size_t each = 0; each < kMembers; ++each)
        if (addressOf(each) == signer) return each;
    return person;
}

} // namespace stoa::test
