// SPDX-License-Identifier: MIT
// Optimistic governance: an act that is put to the members passes unless enough of them object.
#include <algorithm>
#include <limits>

#include "core/base/overloaded.h"
#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/motions.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {
namespace {

using state::MotionState;

/// The proposer may put another motion from now on.
void release(ApplyContext& context, const DacId& dac, const state::Motion& motion, const tx::MotionId& id)
{
    auto member = context.read<state::Member>(state::memberKey(dac, motion.proposer));
    if (!member || member->motion != id) return;
    member->motion = {};
    context.write(state::memberKey(dac, motion.proposer), *member);
}

Result<void> checkAmendment(const tx::AmendCharter& act, ApplyContext& context)
{
    if (!context.read<state::Charter>(state::charterKey(act.dac))) return ErrorCode::NoSuchCompany;
    STOA_TRY_VOID(checkTerms(context.rules(), act));
    // Nobody judges themselves.
    if (act.court == tx::companyParty(act.dac)) return ErrorCode::SameParty;
    return {};
}

} // namespace

Result<state::Member> readMember(ApplyContext& context, const DacId& dac, const Address& who,
                                 ErrorCode absent)
{
    const auto member = context.read<state::Member>(state::memberKey(dac, who));
    if (!member) return absent;
    return *member;
}

Result<std::uint8_t> roleWith(ApplyContext& context, const DacId& dac, tx::Permission permission)
{
    const auto charter = context.read<state::Charter>(state::charterKey(dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    STOA_TRY(const state::Member member, readMember(context, dac, context.sender()));
    if (!isPermitted(*charter, member.role, permission)) return ErrorCode::NotPermitted;
    return member.role;
}

Result<void> putMotion(ApplyContext& context, const DacId& dac, const tx::Payload& act, std::uint8_t asMotion,
                       Consent consent)
{
    if (asMotion != 1) return ErrorCode::OutOfRange;
    const auto charter = context.read<state::Charter>(state::charterKey(dac));
    const auto purse = context.read<state::Purse>(state::purseKey(dac));
    if (!charter || !purse) return ErrorCode::NoSuchCompany;
    STOA_TRY(state::Member member, readMember(context, dac, context.sender()));
    if (!member.motion.isZero()) return ErrorCode::MotionOpen;
    const tx::MotionId id = tx::motionIdOf(context.digest());
    const state::Key key = state::motionKey(dac, id);
    if (context.read<state::Motion>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), charter->motionBond));

    state::Motion motion;
    motion.state = static_cast<std::uint8_t>(MotionState::Open);
    motion.proposer = context.sender();
    motion.kind = static_cast<std::uint8_t>(tx::kindOf(act));
    motion.act = tx::actHashOf(act);
    motion.proposed = context.time();
    motion.objectBy = context.time() + charter->objectionPeriod;
    motion.decideBy = motion.objectBy + charter->votePeriod;
    motion.weightRule = charter->weightRule;
    motion.total = charter->weightRule == 0 ? purse->members : purse->weight;
    motion.threshold = consent == Consent::Majority ? state::kMajorityThreshold : charter->objectionThreshold;
    motion.bond = charter->motionBond;
    member.motion = id;
    context.write(key, motion);
    context.write(state::memberKey(dac, context.sender()), member);
    return {};
}

Result<void> handle(const tx::AmendCharter& act, ApplyContext& context)
{
    STOA_TRY_VOID(checkAmendment(act, context));
    if (act.asMotion != 0) return putMotion(context, act, Consent::Majority);
    STOA_TRY(const std::uint8_t role, roleWith(context, act.dac, tx::Permission::Amend));
    static_cast<void>(role);
    context.write(state::charterKey(act.dac), state::Charter{static_cast<const tx::CharterTerms&>(act)});
    return {};
}

Result<void> enact(const tx::AmendCharter& act, const state::Motion&, ApplyContext& context)
{
    STOA_TRY_VOID(checkAmendment(act, context));
    context.write(state::charterKey(act.dac), state::Charter{static_cast<const tx::CharterTerms&>(act)});
    return {};
}

Result<void> handle(const tx::Vote& vote, ApplyContext& context)
{
    const state::Key key = state::motionKey(vote.dac, vote.motion);
    const auto stored = context.read<state::Motion>(key);
    if (!stored) return ErrorCode::NoSuchMotion;
    state::Motion motion = effective(*stored, context.time());
    STOA_TRY(state::Member member, readMember(context, vote.dac, context.sender()));
    if (!is(motion, MotionState::Open)) return ErrorCode::TooLate;
    const auto side = static_cast<tx::Side>(vote.side);
    if (side != tx::Side::For && side != tx::Side::Against) return ErrorCode::OutOfRange;
    // Who came, or changed their stake, after the motion was put has no voice on it.
    if (member.since >= motion.proposed) return ErrorCode::NotEntitled;
    const state::Key ballotKey = state::ballotKey(vote.dac, vote.motion, context.sender());
    if (context.read<state::Ballot>(ballotKey)) return ErrorCode::AlreadyVoted;
    const std::uint64_t weight = motion.weightRule == 0 ? 1 : member.stake;
    std::uint64_t& sum = side == tx::Side::For ? motion.inFavour : motion.against;
    if (weight > std::numeric_limits<std::uint64_t>::max() - sum) return ErrorCode::AmountOverflow;
    sum += weight;
    member.locked = std::max(member.locked, motion.decideBy);
    context.write(key, motion);
    context.write(state::memberKey(vote.dac, context.sender()), member);
    context.write(ballotKey, state::Ballot{vote.side, weight});
    return {};
}

Result<void> handle(const tx::EnactMotion& enactment, ApplyContext& context)
{
    const state::Key key = state::motionKey(enactment.dac, enactment.motion);
    const auto stored = context.read<state::Motion>(key);
    if (!stored) return ErrorCode::NoSuchMotion;
    state::Motion motion = effective(*stored, context.time());
    if (is(motion, MotionState::Open)) return ErrorCode::TooEarly;
    if (!is(motion, MotionState::Passed)) return ErrorCode::WrongState;
    STOA_TRY(const tx::Payload act, tx::decodeAct(enactment.act));
    if (tx::actHashOf(act) != motion.act) return ErrorCode::ContentConflict;
    STOA_TRY_VOID(std::visit(
        Overloaded{
            [&](const tx::SetRole& each) { return enact(each, motion, context); },
            [&](const tx::SpendTreasury& each) { return enact(each, motion, context); },
            [&](const tx::AmendCharter& each) { return enact(each, motion, context); },
            [&](const tx::InstallTool& each) { return enact(each, motion, context); },
            [&](const tx::RemoveTool& each) { return enact(each, motion, context); },
            [](const auto&) { return Result<void>(ErrorCode::UnknownKind); }, // no motion holds such an act
        },
        act));
    release(context, enactment.dac, motion, enactment.motion);
    const Amount bond = motion.bond;
    motion.bond = 0;
    motion.state = static_cast<std::uint8_t>(MotionState::Enacted);
    context.write(key, motion);
    return context.credit(motion.proposer, bond);
}

Result<void> settleMotion(const tx::Settle& settle, ApplyContext& context)
{
    const state::Key key = state::companyKey(settle.dac, state::Table::Motion, settle.object, settle.sub);
    const auto stored = context.read<state::Motion>(key);
    if (!stored) return ErrorCode::NoSuchMotion;
    if (!is(*stored, MotionState::Open)) return ErrorCode::NothingDue;
    state::Motion motion = effective(*stored, context.time());
    const bool isRejected = is(motion, MotionState::Rejected);
    if (!isRejected && !is(motion, MotionState::Lapsed)) return ErrorCode::NothingDue;
    release(context, settle.dac, motion, state::motionOf(key));
    const Amount bond = motion.bond;
    motion.bond = 0;
    context.write(key, motion);
    // The members were asked for nothing: that costs the bond.
    if (isRejected) return giveToTreasury(context, settle.dac, bond);
    return context.credit(motion.proposer, bond);
}

} // namespace stoa::mvm
