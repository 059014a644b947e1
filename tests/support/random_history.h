// SPDX-License-Identifier: MIT
// Random histories over a tiny world: few people, two companies and a court, few amounts, times that fall on
// deadlines, legal steps and illegal ones, bytes that nobody has signed. The same seed gives the same
// history.
#pragma once

#include <map>

#include "tests/support/random_acts.h"

namespace stoa::test {

struct Past {
    Step step;
    Timestamp now = 0;
    std::uint64_t batch = 0;
    Hash root; ///< zero in a watched world
};

class RandomHistory {
public:
    /// `watch`, if there is one, sees every step from the first on; then nothing is recorded and replayed.
    explicit RandomHistory(std::uint64_t seed, MachineWorld::Watcher watch = {});

    void run(int steps);

    const MachineWorld& world() const { return m_world; }
    const std::vector<Past>& past() const { return m_past; }
    /// How often each kind was accepted, by its name.
    const std::map<std::string, int>& accepted() const { return m_accepted; }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool once(std::uint64_t in) { return below(in) == 0; }
    std::size_t somebody();
    const DacId& someDac() { return m_dacs[below(m_dacs.size())]; }
    Amount someAmount();
    tx::CreateDac someTerms();
    const Job& someJob();
    void makeCourt();
    void tryCase(const DacId& dac);
    void passTime();
    std::uint64_t aptActOf(state::CollaborationState state);
    std::pair<std::size_t, tx::Payload> someAct();
    Step someStep();
    void spoil(Step& step);
    void play(const Step& step);
    void remember(const tx::Transaction& transaction, const tx::Propose& proposal);

    SeededRandom m_random;
    MachineWorld m_world;
    RandomActs m_acts;
    DacId m_court;
    std::vector<DacId> m_dacs;
    std::vector<Job> m_jobs;
    std::vector<Past> m_past;
    std::map<std::string, int> m_accepted;
};

} // namespace stoa::test
