// SPDX-License-Identifier: MIT
#include "core/tx/kind.h"

namespace stoa::tx {

Party personParty(const Address& address)
{
    Party party;
    party[0] = static_cast<std::uint8_t>(PartyType::Person);
    std::copy(address.begin(), address.end(), party.begin() + 1);
    return party;
}

PartyType typeOf(const Party& party) { return static_cast<PartyType>(party[0]); }

Address personOf(const Party& party)
{
    if (typeOf(party) != PartyType::Person) return {};
    return Address::fromPrefix(ByteView(party.bytes).subspan(1));
}

Party companyParty(const DacId& dac)
{
    Party party;
    party[0] = static_cast<std::uint8_t>(PartyType::Company);
    std::copy(dac.begin(), dac.end(), party.begin() + 1);
    return party;
}

DacId companyOf(const Party& party)
{
    const DacId dac = DacId::fromPrefix(ByteView(party.bytes).subspan(1));
    return party == companyParty(dac) ? dac : DacId{};
}

} // namespace stoa::tx
