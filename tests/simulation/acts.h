// SPDX-License-Identifier: MIT
// What the members of a simulated network do next: mostly what the state allows, sometimes anything.
#pragma once

#include <vector>

#include "tests/support/random_acts.h"

namespace stoa::test {

class Acts {
public:
    static constexpr std::size_t kPeople = RandomActs::kMembers;

    Acts(SeededRandom& random, const mvm::Rules& rules);

    /// The state and time that the next acts are thought of in.
    void look(const state::Tree& tree, Timestamp now);
    /// The steps that found a company and bring everybody in, one after the other.
    std::pair<std::size_t, tx::Payload> founding(std::size_t step) const;
    static constexpr std::size_t kFoundingSteps = kPeople;
    void remember(std::size_t person, const tx::Payload& payload, const Hash& digest);

    RandomActs::Act next();

    const MachineWorld& world() const { return m_world; }
    const std::vector<DacId>& companies() const { return m_companies; }
    const std::vector<Job>& jobs() const { return m_jobs; }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool once(std::uint64_t in) { return below(in) == 0; }
    std::size_t anyone() { return below(kPeople); }
    const DacId& someCompany() { return m_companies[below(m_companies.size())]; }
    tx::CreateDac terms() const;
    RandomActs::Act collaborate();
    RandomActs::Act propose();
    RandomActs::Act page();
    std::size_t personOf(const tx::Party& party);

    SeededRandom& m_random;
    MachineWorld m_world;
    RandomActs m_acts;
    std::vector<DacId> m_companies;
    std::vector<Job> m_jobs;
};

} // namespace stoa::test
