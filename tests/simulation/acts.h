// SPDX-License-Identifier: MIT
// What the members of a simulated network do next: mostly what the state allows, sometimes anything.
#pragma once

#include <vector>

#include "tests/support/random_acts.h"

namespace stoa::test {

class Acts {
public:
    static constexpr std::size_t kPeople = RandomActs::kMembers;
    static constexpr std::size_t kJurors = 5; ///< from kFirstJuror on; the last one has no seat at first

    Acts(SeededRandom& random, const mvm::Rules& rules);

    /// The state and time that the next acts are thought of in.
    void look(const state::Tree& tree, Timestamp now);
    /// What happens before anything goes wrong: a court with jurors, a company, collaborations and a case on
    /// their way. The steps of a round are of different people. Some seeds go further than others.
    std::vector<RandomActs::Act> founding(std::size_t round);
    std::size_t foundingRounds() const { return m_rounds; }
    void remember(std::size_t person, const tx::Payload& payload, const Hash& digest);

    /// Who does it, and what. From kFirstJuror on: a juror, who has no computer of its own here.
    RandomActs::Act next();
    /// A moment at which something changes by itself; zero if there is none.
    Timestamp someDeadline();
    /// Whose key signs for this person's account.
    std::size_t signerFor(std::size_t person) const { return m_acts.signerFor(person); }

    const MachineWorld& world() const { return m_world; }
    const std::vector<DacId>& companies() const { return m_companies; }
    const std::vector<Job>& jobs() const { return m_jobs; }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool once(std::uint64_t in) { return below(in) == 0; }
    std::size_t anyone() { return below(kPeople); }
    const DacId& someCompany();
    /// One that is not over yet, mostly. Null: there is none.
    const Job* someJob();
    tx::CreateDac terms();
    tx::CreateDac termsOfCourt() const;
    RandomActs::Act collaborate();
    RandomActs::Act propose();
    RandomActs::Act page();
    std::size_t personOf(const tx::Party& party);

    // ---- acts_court.cpp: what is seldom done by chance alone
    RandomActs::Act dispute(const Job& job, std::size_t person, Amount pot);
    RandomActs::Act answer(const Job& job, const mvm::Standing& standing);
    RandomActs::Act talk();
    std::optional<RandomActs::Act> judge();
    std::optional<RandomActs::Act> judge(const Job& job, const mvm::Standing& standing);
    RandomActs::Act sit();
    RandomActs::Act invite();
    RandomActs::Act tool();
    RandomActs::Act identify();

    SeededRandom& m_random;
    MachineWorld m_world;
    RandomActs m_acts;
    std::size_t m_rounds;
    DacId m_court;
    std::vector<DacId> m_companies;
    std::vector<Job> m_jobs;
};

} // namespace stoa::test
