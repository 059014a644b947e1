// SPDX-License-Identifier: MIT
#include "core/engine/last_moment.h"

#include <algorithm>
#include <limits>

#include "core/mvm/contracts/collaboration_rules.h"
#include "core/mvm/contracts/motion_rules.h"

namespace stoa::engine {
namespace {

using mvm::Standing;
using CaseIs = state::CaseState;
using State = state::CollaborationState;

/// Ends are the first second in which a step is refused.
constexpr Timestamp kNoEnd = std::numeric_limits<Timestamp>::max();

/// When a standing becomes another one by itself. Absent: its case is not known.
std::optional<Timestamp> endOf(const Standing& standing)
{
    if (standing.state() != State::Disputed) return standing.collaboration.deadline;
    if (!standing.dispute) return std::nullopt;
    return standing.dispute->deadline;
}

/// What follows at its `end` if nobody acts. A panel that is being drawn is whole then, at the earliest.
Standing afterwards(Standing standing, Timestamp end, const mvm::Rules& rules)
{
    if (standing.state() == State::Disputed && standing.dispute && mvm::isBeingDrawn(*standing.dispute))
        standing.dispute->drawn = standing.dispute->size;
    return mvm::effective(std::move(standing), end, rules);
}

/// Nothing has changed by itself.
bool isStill(const Standing& a, const Standing& b)
{
    return a.collaboration.seq == b.collaboration.seq &&
           (!a.dispute || !b.dispute || a.dispute->state == b.dispute->state);
}

bool isDisputed(const Standing& standing, std::uint8_t round)
{
    return standing.state() == State::Disputed && standing.dispute && standing.dispute->round == round;
}

/// The end of the last time in which somebody may do `act`, one for each kind that there is.
struct EndOf {
    Timestamp now;
    const mvm::Rules& rules;
    const ReadRecord& read;

    template <typename R>
    std::optional<R> record(const state::Key& key) const
    {
        const auto bytes = read(key);
        return bytes ? state::decodeRecord<R>(*bytes) : std::nullopt;
    }

    /// The last standing that takes the act, as it is stored or will be by itself, and its end. Absent: none
    /// does, because another step has to come first, or the act is refused whenever it comes.
    struct Open {
        state::Collaboration collaboration;
        Timestamp end = kNoEnd;
    };
    template <typename Act, typename Takes>
    std::optional<Open> lastThat(const Act& act, Takes&& takes) const
    {
        const auto stored = record<state::Collaboration>(state::collaborationKey(act.dac, act.collaboration));
        if (!stored) return std::nullopt;
        Standing standing{*stored, {}};
        if (stored->round != 0)
            standing.dispute = record<state::Case>(state::caseKey(act.dac, act.collaboration, stored->round));
        std::optional<Open> last;
        while (const auto end = endOf(standing)) {
            if (takes(standing)) last = Open{standing.collaboration, *end};
            Standing next = afterwards(standing, *end, rules);
            if (isStill(next, standing)) break;
            standing = std::move(next);
        }
        return last;
    }
    template <typename Act, typename Takes>
    Timestamp endOfLast(const Act& act, Takes&& takes) const
    {
        const auto last = lastThat(act, takes);
        return last ? last->end : kNoEnd;
    }
    /// Of an act on what one has seen: every change of state makes it another one.
    template <typename Act>
    Timestamp endOfSeen(const Act& act) const
    {
        return endOfLast(act, [&](const Standing& s) { return s.collaboration.seq == act.seq; });
    }
    template <typename Act>
    Timestamp endOfCase(const Act& act, CaseIs state) const
    {
        return endOfLast(
            act, [&](const Standing& s) { return isDisputed(s, act.round) && mvm::isIn(*s.dispute, state); });
    }
    /// Both sides can settle until sealed rulings are opened.
    template <typename Act>
    std::optional<Open> settleable(const Act& act) const
    {
        return lastThat(act, [&](const Standing& s) {
            return s.collaboration.seq == act.seq &&
                   (s.state() != State::Disputed || !mvm::isIn(*s.dispute, CaseIs::Revealing));
        });
    }
    Timestamp endOfInvite(const DacId& dac, const Address& ticket) const
    {
        const auto invite = record<state::Invite>(state::inviteKey(dac, ticket));
        return invite ? invite->expires : kNoEnd;
    }
    std::optional<state::Motion> motion(const DacId& dac, const tx::MotionId& id) const
    {
        return record<state::Motion>(state::motionKey(dac, id));
    }

    // ---- accounts and companies: only what the step itself says ----
    Timestamp operator()(const tx::Deposit&) const { return kNoEnd; }
    Timestamp operator()(const tx::Force&) const { return kNoEnd; }
    Timestamp operator()(const tx::Transfer&) const { return kNoEnd; }
    Timestamp operator()(const tx::Withdraw&) const { return kNoEnd; }
    Timestamp operator()(const tx::SetProfile&) const { return kNoEnd; }
    // What ends a guardian's change ends with the key that signs it, as everything else that it signs does.
    Timestamp operator()(const tx::SetGuardian&) const { return kNoEnd; }
    Timestamp operator()(const tx::RotateKey&) const { return kNoEnd; }
    Timestamp operator()(const tx::Recover&) const { return kNoEnd; }
    Timestamp operator()(const tx::CreateDac&) const { return kNoEnd; }
    Timestamp operator()(const tx::ChangeStake&) const { return kNoEnd; }
    Timestamp operator()(const tx::Leave&) const { return kNoEnd; }
    Timestamp operator()(const tx::SetRole&) const { return kNoEnd; }
    Timestamp operator()(const tx::FundTreasury&) const { return kNoEnd; }
    Timestamp operator()(const tx::SpendTreasury&) const { return kNoEnd; }
    Timestamp operator()(const tx::AmendCharter&) const { return kNoEnd; }
    Timestamp operator()(const tx::InstallTool&) const { return kNoEnd; }
    Timestamp operator()(const tx::RemoveTool&) const { return kNoEnd; }
    Timestamp operator()(const tx::PutRecord&) const { return kNoEnd; }
    Timestamp operator()(const tx::TakeSeat&) const { return kNoEnd; }
    Timestamp operator()(const tx::LeaveSeat&) const { return kNoEnd; }
    Timestamp operator()(const tx::Settle&) const { return kNoEnd; }
    Timestamp operator()(const tx::CloseVote&) const { return kNoEnd; }

    Timestamp operator()(const tx::Invite& act) const { return act.expires; }
    /// From then on anybody closes it, and what is left of the gift is back all the same.
    Timestamp operator()(const tx::RevokeInvite& act) const { return endOfInvite(act.dac, act.ticket); }
    Timestamp operator()(const tx::Join& act) const
    {
        return act.ticket.isZero() ? kNoEnd : endOfInvite(act.dac, act.ticket);
    }

    // ---- motions ----
    /// Silence lets a motion pass at the end of the objections.
    Timestamp operator()(const tx::Vote& act) const
    {
        const auto stored = motion(act.dac, act.motion);
        if (!stored) return kNoEnd;
        return mvm::isUnopposed(*stored) ? stored->objectBy : stored->decideBy;
    }
    Timestamp operator()(const tx::EnactMotion& act) const
    {
        const auto stored = motion(act.dac, act.motion);
        return stored ? mvm::closingTime(*stored).value_or(kNoEnd) : kNoEnd;
    }

    // ---- a collaboration ----
    Timestamp operator()(const tx::Propose& act) const { return act.answerBy; }
    Timestamp operator()(const tx::Accept& act) const { return endOfSeen(act); }
    Timestamp operator()(const tx::Cancel& act) const { return endOfSeen(act); }
    Timestamp operator()(const tx::Deliver& act) const
    {
        const auto last = lastThat(act, [&](const Standing& s) { return s.collaboration.seq == act.seq; });
        if (!last) return kNoEnd;
        const Timestamp workBy = last->collaboration.workBy;
        return now < workBy ? std::min(workBy, last->end) : last->end;
    }
    /// What is asked for again leaves a whole period to review what comes.
    Timestamp operator()(const tx::RequestChanges& act) const
    {
        const auto last = lastThat(act, [&](const Standing& s) { return s.collaboration.seq == act.seq; });
        if (!last) return kNoEnd;
        const Seconds review = last->collaboration.reviewPeriod;
        return std::min(last->end, act.workBy - std::min<Timestamp>(act.workBy, review) + 1);
    }
    Timestamp operator()(const tx::Approve& act) const { return endOfSeen(act); }
    Timestamp operator()(const tx::Amend& act) const { return std::min(act.workBy, endOfSeen(act)); }
    Timestamp operator()(const tx::AgreeAmendment& act) const { return std::min(act.workBy, endOfSeen(act)); }
    Timestamp operator()(const tx::Offer& act) const
    {
        const auto last = settleable(act);
        return std::min(act.until, last ? last->end : kNoEnd);
    }
    Timestamp operator()(const tx::AcceptOffer& act) const
    {
        const auto last = settleable(act);
        if (!last) return kNoEnd;
        const state::Collaboration& c = last->collaboration;
        return c.offerBy == 0 ? last->end : std::min(c.offerUntil, last->end);
    }

    // ---- a dispute ----
    Timestamp operator()(const tx::Dispute& act) const { return endOfSeen(act); }
    Timestamp operator()(const tx::Answer& act) const { return endOfCase(act, CaseIs::Open); }
    Timestamp operator()(const tx::WithdrawDispute& act) const
    {
        return endOfLast(act, [&](const Standing& s) {
            return isDisputed(s, act.round) && !mvm::isOver(*s.dispute) && s.dispute->reveals == 0;
        });
    }
    /// Once the salt is known the network draws to the end, however late.
    Timestamp operator()(const tx::DrawPanel& act) const
    {
        return endOfLast(act, [&](const Standing& s) {
            return isDisputed(s, act.round) && mvm::isIn(*s.dispute, CaseIs::Drawing) &&
                   !mvm::isBeingDrawn(*s.dispute);
        });
    }
    Timestamp operator()(const tx::CommitRuling& act) const { return endOfCase(act, CaseIs::Committing); }
    Timestamp operator()(const tx::RevealRuling& act) const
    {
        return endOfLast(act, [&](const Standing& s) {
            return isDisputed(s, act.round) &&
                   mvm::isIn(*s.dispute, mvm::hasPanel(s.collaboration) ? CaseIs::Revealing : CaseIs::Ruling);
        });
    }
    Timestamp operator()(const tx::Appeal& act) const { return endOfSeen(act); }
};

/// When the key that has signed the step signs for the account no more: a guardian's change has its day then.
Timestamp endOfKey(const tx::Transaction& step, const state::Account& sender, const mvm::Rules& rules)
{
    if (sender.pending.isZero()) return kNoEnd;
    const auto signer = crypto::recoverSigner(tx::digestOf(step, rules.domain), step.signature);
    return signer && *signer == sender.pending ? kNoEnd : sender.due;
}

} // namespace

Timestamp lastMomentOf(const tx::Transaction& step, const state::Account& sender, Timestamp now,
                       const mvm::Rules& rules, const ReadRecord& read)
{
    const Timestamp end =
        std::min(std::visit(EndOf{now, rules, read}, step.payload), endOfKey(step, sender, rules));
    return std::min(step.envelope.validUntil, end == 0 ? 0 : end - 1);
}

} // namespace stoa::engine
