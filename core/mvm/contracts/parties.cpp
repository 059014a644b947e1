// SPDX-License-Identifier: MIT
#include "core/mvm/contracts/parties.h"

#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::mvm {

Result<void> actFor(ApplyContext& context, const tx::Party& party, const tx::Party& other)
{
    const tx::Party sender = tx::personParty(context.sender());
    if (party == sender) return {};
    const DacId dac = tx::companyOf(party);
    if (dac.isZero() || other == sender) return ErrorCode::NotAParty;
    const auto member = context.read<state::Member>(state::memberKey(dac, context.sender()));
    const auto charter = context.read<state::Charter>(state::charterKey(dac));
    if (!member || !charter) return ErrorCode::NotAParty;
    return isPermitted(*charter, member->role, tx::Permission::Spend) ? Result<void>()
                                                                      : Result<void>(ErrorCode::NotPermitted);
}

Result<void> isOneSideOnly(ApplyContext& context, const tx::Party& own, const tx::Party& other)
{
    return actFor(context, other, own) ? Result<void>(ErrorCode::SameParty) : Result<void>();
}

Result<std::uint8_t> sideOfSender(ApplyContext& context, const state::Collaboration& c)
{
    const tx::Party sender = tx::personParty(context.sender());
    if (c.asker == sender) return state::kAskerSide;
    if (c.doer == sender) return state::kDoerSide;
    const Result<void> forAsker = actFor(context, c.asker, c.doer);
    if (forAsker) return state::kAskerSide;
    const Result<void> forDoer = actFor(context, c.doer, c.asker);
    if (forDoer) return state::kDoerSide;
    const bool isMember =
        forAsker.error().code == ErrorCode::NotPermitted || forDoer.error().code == ErrorCode::NotPermitted;
    return isMember ? ErrorCode::NotPermitted : ErrorCode::NotAParty;
}

Result<std::uint8_t> onlySideOfSender(ApplyContext& context, const state::Collaboration& c)
{
    STOA_TRY(const std::uint8_t side, sideOfSender(context, c));
    STOA_TRY_VOID(isOneSideOnly(context, partyOn(c, side), partyOn(c, otherSide(side))));
    return side;
}

bool isInvolved(ApplyContext& context, const tx::Party& asker, const tx::Party& doer, const Address& who)
{
    for (const tx::Party& party : {asker, doer}) {
        if (party == tx::personParty(who)) return true;
        const DacId dac = tx::companyOf(party);
        if (!dac.isZero() && context.read<state::Member>(state::memberKey(dac, who))) return true;
    }
    return false;
}

Result<void> isCourtOutside(ApplyContext& context, const tx::Party& asker, const tx::Party& doer,
                            const tx::Party& court)
{
    const bool isPerson = tx::typeOf(court) == tx::PartyType::Person;
    if (isPerson && isInvolved(context, asker, doer, tx::personOf(court))) return ErrorCode::SameParty;
    return {};
}

Result<void> debitParty(ApplyContext& context, const tx::Party& party, Amount amount)
{
    const DacId dac = tx::companyOf(party);
    return dac.isZero() ? context.debit(tx::personOf(party), amount) : spend(context, dac, amount);
}

Result<void> creditParty(ApplyContext& context, const tx::Party& party, Amount amount)
{
    const DacId dac = tx::companyOf(party);
    return dac.isZero() ? context.credit(tx::personOf(party), amount) : giveToTreasury(context, dac, amount);
}

void noteParty(ApplyContext& context, const DacId& home, const ObjectId& collaboration,
               const tx::Party& party, std::uint8_t side)
{
    const DacId dac = tx::companyOf(party);
    if (dac.isZero() || dac == home) return;
    context.write(state::indexKey(dac, collaboration), state::Index{home, side});
}

} // namespace stoa::mvm
