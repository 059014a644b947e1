// SPDX-License-Identifier: MIT
// A company as a side of a collaboration, brought to the moment of a rule; shared by the lists about parties.
#pragma once

#include "tests/support/company_world.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

/// A company that works for others, its officer kOutsider, with 500 tokens and a limit of 300.
inline DacId guild(MachineWorld& w)
{
    tx::CreateDac terms = governedTerms();
    terms.text = contentOf("a guild");
    terms.spendLimit = 300 * kToken;
    const DacId dac = w.company(terms);
    w.join(dac, kOutsider, tx::Role::Officer);
    w.join(dac, kNewcomer);
    w.must(w.send(kFounder, tx::FundTreasury{dac, 500 * kToken}), "funding the guild");
    return dac;
}

struct Between {
    Job job;
    DacId guild;
};

/// kAsker's proposal to the guild; kAsker is an officer of the guild, too.
inline Between proposedToGuild(MachineWorld& w)
{
    const DacId home = w.readyCompany();
    w.money(kFounder, 1000 * kToken);
    w.money(kNewcomer, 100 * kToken);
    const DacId company = guild(w);
    w.join(company, kAsker, tx::Role::Officer);
    tx::Propose p = w.proposal(home);
    p.doer = tx::companyParty(company);
    w.must(w.send(kAsker, p), "proposing to a company");
    return {{home, tx::objectIdOf(w.digest()), kAsker, kOutsider}, company};
}

/// What the guild proposes to kDoer; kOutsider acts for it.
inline tx::Propose guildsProposal(MachineWorld& w, DacId* out = nullptr,
                                  const tx::CreateDac& terms = MachineWorld::terms())
{
    const DacId home = w.readyCompany(terms);
    w.money(kFounder, 1000 * kToken);
    w.money(kNewcomer, 100 * kToken);
    w.join(home, kOutsider);
    const DacId company = guild(w);
    if (out) *out = company;
    tx::Propose p = w.proposal(home);
    p.asker = tx::companyParty(company);
    return p;
}

inline Between proposedByGuild(MachineWorld& w)
{
    DacId company;
    const tx::Propose p = guildsProposal(w, &company);
    w.must(w.send(kOutsider, p), "a company proposes");
    return {{p.dac, tx::objectIdOf(w.digest()), kOutsider, kDoer}, company};
}

/// The home company itself asks the guild: kFounder may act for both, kDoer only for who asks, kOutsider only
/// for who does it.
inline Between betweenTheFoundersCompanies(MachineWorld& w)
{
    tx::CreateDac terms = MachineWorld::terms();
    terms.spendLimit = 300 * kToken;
    const DacId home = w.readyCompany(terms);
    w.money(kFounder, 2000 * kToken);
    w.money(kNewcomer, 100 * kToken);
    w.must(w.send(kFounder,
                  tx::SetRole{home, addressOf(kDoer), static_cast<std::uint8_t>(tx::Role::Officer), 0}),
           "an officer");
    w.must(w.send(kFounder, tx::FundTreasury{home, 500 * kToken}), "funding who asks");
    const DacId company = guild(w);
    tx::Propose p = w.proposal(home);
    p.asker = tx::companyParty(home);
    p.doer = tx::companyParty(company);
    w.must(w.send(kDoer, p), "a company proposes to a company");
    return {{home, tx::objectIdOf(w.digest()), kDoer, kOutsider}, company};
}

} // namespace stoa::test
