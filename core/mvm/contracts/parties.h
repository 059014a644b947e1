// SPDX-License-Identifier: MIT
// The sides of a collaboration. A person acts and pays for themselves; for a company, one of its members acts
// whom its charter lets spend, and its treasury pays, within its spending limit.
#pragma once

#include "core/mvm/context.h"

namespace stoa::mvm {

inline const tx::Party& partyOn(const state::Collaboration& c, std::uint8_t side)
{
    return side == state::kAskerSide ? c.asker : c.doer;
}
constexpr std::uint8_t otherSide(std::uint8_t side)
{
    return side == state::kAskerSide ? state::kDoerSide : state::kAskerSide;
}

/// Whether the sender may act for `party`, whose other party is `other`. Who is a party never signs for a
/// company on the other side. Errors: NotAParty, NotPermitted.
Result<void> actFor(ApplyContext& context, const tx::Party& party, const tx::Party& other);
/// Whether the sender could not consent for the other party too. Who could act for `other`, when `own` is the
/// party that the sender acts for at that moment, gives nothing that `other` may gain by: PROTOCOL.md lists
/// the acts. Errors: SameParty.
Result<void> isOneSideOnly(ApplyContext& context, const tx::Party& own, const tx::Party& other);
/// The side that the sender acts for; the asker's, if it might be both. Errors: NotAParty, NotPermitted.
Result<std::uint8_t> sideOfSender(ApplyContext& context, const state::Collaboration& c);
/// The only side that the sender could act for. Errors: NotAParty, NotPermitted, SameParty.
Result<std::uint8_t> onlySideOfSender(ApplyContext& context, const state::Collaboration& c);

/// Whether `who` is one of these parties, or a member of a company that is one: nobody judges that.
bool isInvolved(ApplyContext& context, const tx::Party& asker, const tx::Party& doer, const Address& who);
/// Whether a court that is a named person is not involved; jurors are asked when they are drawn. Errors:
/// SameParty.
Result<void> isCourtOutside(ApplyContext& context, const tx::Party& asker, const tx::Party& doer,
                            const tx::Party& court);

/// Errors: InsufficientBalance; for a company also NoSuchCompany, OverLimit.
Result<void> debitParty(ApplyContext& context, const tx::Party& party, Amount amount);
/// Errors: AmountOverflow, NoSuchCompany.
Result<void> creditParty(ApplyContext& context, const tx::Party& party, Amount amount);

/// Leaves a note among the records of a company that is a party somewhere else; nothing for others.
void noteParty(ApplyContext& context, const DacId& home, const ObjectId& collaboration,
               const tx::Party& party, std::uint8_t side);

} // namespace stoa::mvm
