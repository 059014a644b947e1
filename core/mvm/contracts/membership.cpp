// SPDX-License-Identifier: MIT
// Members: their stake, their role, and how one leaves.
#include <limits>

#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/motions.h"

namespace stoa::mvm {
namespace {

constexpr auto kFounderRole = static_cast<std::uint8_t>(tx::Role::Founder);

/// The one whose role is to change, if it can.
Result<state::Member> memberFor(const tx::SetRole& act, ApplyContext& context)
{
    if (act.role == 0 || act.role > kFounderRole) return ErrorCode::OutOfRange;
    STOA_TRY(const state::Member member, readMember(context, act.dac, act.member, ErrorCode::NoSuchMember));
    if (member.role == act.role) return ErrorCode::OutOfRange;
    return member;
}

bool isAboutFounders(const tx::SetRole& act, const state::Member& member)
{
    return act.role == kFounderRole || member.role == kFounderRole;
}

/// Whether it takes a seat from its holder. An officer could otherwise shut the court to all later cases.
bool takesSeat(const tx::SetRole& act, const state::Member& member)
{
    return member.seat != 0 && act.role < static_cast<std::uint8_t>(tx::Role::Arbitrator);
}

/// Who may be no juror any more has given notice by it: of cases that are open nobody is taken off.
void changeRole(const tx::SetRole& act, state::Member member, ApplyContext& context)
{
    member.role = act.role;
    context.write(state::memberKey(act.dac, act.member), member);
    if (!takesSeat(act, member)) return;
    const state::Key key = state::seatKey(act.dac, member.seat - 1);
    auto seat = context.read<state::Seat>(key);
    if (!seat || seat->left != 0) return;
    seat->left = context.time();
    context.write(key, *seat);
}

} // namespace

Result<void> handle(const tx::ChangeStake& act, ApplyContext& context)
{
    STOA_TRY(state::Member member, readMember(context, act.dac, context.sender()));
    auto purse = context.read<state::Purse>(state::purseKey(act.dac));
    if (!purse) return ErrorCode::NoSuchCompany;
    if (act.stake == member.stake) return ErrorCode::OutOfRange;
    // Who has voted keeps at stake what the vote was worth.
    if (act.stake < member.stake && context.time() < member.locked) return ErrorCode::TooEarly;
    const std::uint64_t others = purse->weight - std::min(purse->weight, member.stake);
    if (act.stake > std::numeric_limits<std::uint64_t>::max() - others) return ErrorCode::AmountOverflow;
    if (act.stake > member.stake)
        STOA_TRY_VOID(context.debit(context.sender(), act.stake - member.stake));
    else
        STOA_TRY_VOID(context.credit(context.sender(), member.stake - act.stake));
    purse->weight = others + act.stake;
    member.stake = act.stake;
    member.since = context.time();
    context.write(state::purseKey(act.dac), *purse);
    context.write(state::memberKey(act.dac, context.sender()), member);
    return {};
}

Result<void> handle(const tx::Leave& act, ApplyContext& context)
{
    STOA_TRY(const state::Member member, readMember(context, act.dac, context.sender()));
    auto purse = context.read<state::Purse>(state::purseKey(act.dac));
    if (!purse) return ErrorCode::NoSuchCompany;
    if (purse->members <= 1) return ErrorCode::LastMember;
    if (!member.motion.isZero()) return ErrorCode::MotionOpen;
    if (member.seat != 0) return ErrorCode::StillHeld;
    if (context.time() < member.locked) return ErrorCode::TooEarly;
    STOA_TRY_VOID(context.credit(context.sender(), member.stake));
    --purse->members;
    purse->weight -= std::min(purse->weight, member.stake);
    context.write(state::purseKey(act.dac), *purse);
    context.erase(state::memberKey(act.dac, context.sender()));
    return {};
}

Result<void> handle(const tx::SetRole& act, ApplyContext& context)
{
    STOA_TRY(const state::Member member, memberFor(act, context));
    if (act.asMotion != 0)
        return putMotion(context, act, isAboutFounders(act, member) ? Consent::Majority : Consent::Silence);
    STOA_TRY(const std::uint8_t own, roleWith(context, act.dac, tx::Permission::ChangeRoles));
    if (act.role >= own || member.role >= own) return ErrorCode::NotPermitted;
    if (takesSeat(act, member) && own != kFounderRole) return ErrorCode::NotPermitted;
    changeRole(act, member, context);
    return {};
}

Result<void> enact(const tx::SetRole& act, const state::Motion& motion, ApplyContext& context)
{
    STOA_TRY(const state::Member member, memberFor(act, context));
    // Somebody may have become a founder since the motion was put.
    if (isAboutFounders(act, member) && motion.threshold != state::kMajorityThreshold)
        return ErrorCode::NotPermitted;
    changeRole(act, member, context);
    return {};
}

} // namespace stoa::mvm
