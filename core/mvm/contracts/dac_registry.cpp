// SPDX-License-Identifier: MIT
// Companies: how one is founded and how people come in.
#include "core/crypto/recoverable_signature.h"
#include "core/mvm/contracts/handlers.h"

namespace stoa::mvm {
namespace {

bool isPeriod(const Rules& rules, Seconds period)
{
    return period >= rules.minimumPeriod && period <= rules.maximumPeriod;
}

} // namespace

Result<void> checkTerms(const Rules& rules, const tx::CharterTerms& terms)
{
    if (terms.joinRule > 1 || terms.weightRule > 1 || terms.serves > 1) return ErrorCode::OutOfRange;
    if (terms.tax > kWhole || terms.depositShare > kWhole || terms.objectionThreshold > kWhole ||
        terms.slash > kWhole)
        return ErrorCode::OutOfRange;
    for (const Seconds period : {terms.answerPeriod, terms.reviewPeriod, terms.challengePeriod,
                                 terms.gracePeriod, terms.objectionPeriod, terms.votePeriod})
        if (!isPeriod(rules, period)) return ErrorCode::OutOfRange;
    if (terms.serves != 0) {
        if (terms.panel != 1 && terms.panel != 3 && terms.panel != 5) return ErrorCode::OutOfRange;
        for (const Seconds period : {terms.commitPeriod, terms.revealPeriod, terms.appealPeriod})
            if (!isPeriod(rules, period)) return ErrorCode::OutOfRange;
    }
    switch (tx::typeOf(terms.court)) {
    case tx::PartyType::None:
        return terms.court.isZero() ? Result<void>() : Result<void>(ErrorCode::OutOfRange);
    case tx::PartyType::Person:
        if (tx::personOf(terms.court).isZero() || terms.panel != 1) return ErrorCode::OutOfRange;
        if (!isPeriod(rules, terms.revealPeriod)) return ErrorCode::OutOfRange;
        // Deposits must cover the court's fee, or the loser could not bear it.
        if (terms.courtFee > terms.minimumDeposit) return ErrorCode::BelowMinimum;
        return {};
    case tx::PartyType::Company:
        // Whether it serves, and on which terms, is asked when somebody proposes.
        return tx::companyOf(terms.court).isZero() ? Result<void>(ErrorCode::OutOfRange) : Result<void>();
    }
    return ErrorCode::OutOfRange;
}

bool isPermitted(const state::Charter& charter, std::uint8_t role, tx::Permission permission)
{
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(permission);
    switch (static_cast<tx::Role>(role)) {
    case tx::Role::None: return false;
    case tx::Role::Member: return (charter.memberMask & bit) != 0;
    case tx::Role::Arbitrator: return ((charter.memberMask | charter.arbitratorMask) & bit) != 0;
    case tx::Role::Officer: return ((charter.memberMask | charter.officerMask) & bit) != 0;
    case tx::Role::Founder: return true;
    }
    return false;
}

Result<void> handle(const tx::CreateDac& creation, ApplyContext& context)
{
    const DacId dac = tx::dacIdOf(context.digest());
    STOA_TRY_VOID(checkTerms(context.rules(), creation));
    if (context.read<state::Charter>(state::charterKey(dac))) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), creation.stake));
    context.write(state::charterKey(dac), state::Charter{static_cast<const tx::CharterTerms&>(creation)});
    state::Purse purse;
    purse.members = 1;
    purse.weight = creation.stake;
    purse.nextTool = 1;
    context.write(state::purseKey(dac), purse);
    state::Member founder;
    founder.role = static_cast<std::uint8_t>(tx::Role::Founder);
    founder.since = context.time();
    founder.stake = creation.stake;
    context.write(state::memberKey(dac, context.sender()), founder);
    return {};
}

Result<void> handle(const tx::Invite& invite, ApplyContext& context)
{
    const auto charter = context.read<state::Charter>(state::charterKey(invite.dac));
    if (!charter) return ErrorCode::NoSuchCompany;
    const auto inviter = context.read<state::Member>(state::memberKey(invite.dac, context.sender()));
    if (!inviter) return ErrorCode::NotAMember;
    if (!isPermitted(*charter, inviter->role, tx::Permission::Invite)) return ErrorCode::NotPermitted;
    if (invite.role == 0 || invite.role > inviter->role) return ErrorCode::NotPermitted;
    if (invite.uses == 0 || invite.expires <= context.time() || invite.ticket.isZero())
        return ErrorCode::OutOfRange;
    if (invite.expires - context.time() > context.rules().maximumPeriod) return ErrorCode::OutOfRange;
    const state::Key key = state::inviteKey(invite.dac, invite.ticket);
    if (context.read<state::Invite>(key)) return ErrorCode::AlreadyExists;
    STOA_TRY_VOID(context.debit(context.sender(), invite.gift));
    context.write(key,
                  state::Invite{context.sender(), invite.role, invite.uses, invite.expires, invite.gift});
    return {};
}

Result<void> handle(const tx::RevokeInvite& revocation, ApplyContext& context)
{
    const state::Key key = state::inviteKey(revocation.dac, revocation.ticket);
    const auto invite = context.read<state::Invite>(key);
    if (!invite) return ErrorCode::NoSuchInvite;
    const auto member = context.read<state::Member>(state::memberKey(revocation.dac, context.sender()));
    if (!member) return ErrorCode::NotAMember;
    const bool isFounder = member->role == static_cast<std::uint8_t>(tx::Role::Founder);
    if (invite->inviter != context.sender() && !isFounder) return ErrorCode::NotPermitted;
    context.erase(key);
    return context.credit(invite->inviter, invite->gift);
}

Result<void> handle(const tx::Join& join, ApplyContext& context)
{
    const state::Key memberKey = state::memberKey(join.dac, context.sender());
    if (context.read<state::Member>(memberKey)) return ErrorCode::AlreadyAMember;
    auto purse = context.read<state::Purse>(state::purseKey(join.dac));
    const auto charter = context.read<state::Charter>(state::charterKey(join.dac));
    if (!purse || !charter) return ErrorCode::NoSuchCompany;

    state::Member member;
    member.since = context.time();
    if (join.ticket.isZero()) {
        if (charter->joinRule != static_cast<std::uint8_t>(tx::JoinRule::Anyone))
            return ErrorCode::NotPermitted;
        member.role = static_cast<std::uint8_t>(tx::Role::Member);
    } else {
        const state::Key inviteKey = state::inviteKey(join.dac, join.ticket);
        auto invite = context.read<state::Invite>(inviteKey);
        if (!invite) return ErrorCode::NoSuchInvite;
        if (invite->uses == 0 || context.time() >= invite->expires) return ErrorCode::TooLate;
        const Hash digest = tx::ticketDigest(join.dac, context.sender(), context.rules().domain);
        const auto signer = crypto::recoverSigner(digest, {join.ticketR, join.ticketS, join.ticketV});
        if (!signer || *signer != join.ticket) return ErrorCode::BadTicket;
        const auto inviter = context.read<state::Member>(state::memberKey(join.dac, invite->inviter));
        if (!inviter || inviter->role < invite->role) return ErrorCode::NotPermitted;
        member.role = invite->role;
        member.inviter = invite->inviter;
        const Amount share = invite->gift / invite->uses;
        invite->gift -= share;
        --invite->uses;
        if (invite->uses == 0)
            context.erase(inviteKey);
        else
            context.write(inviteKey, *invite);
        STOA_TRY_VOID(context.credit(context.sender(), share));
    }
    ++purse->members;
    context.write(state::purseKey(join.dac), *purse);
    context.write(memberKey, member);
    return {};
}

} // namespace stoa::mvm
