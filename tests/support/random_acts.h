// SPDX-License-Identifier: MIT
// Acts by chance for histories over a tiny world: what members, jurors and both sides of a collaboration
// might do next, right often enough that histories get somewhere.
#pragma once

#include <utility>

#include "core/base/random.h"
#include "tests/support/company_world.h"

namespace stoa::test {

/// What a juror rules: always the same, so that what is opened fits what was sealed.
Amount rulingBy(std::size_t juror);

class RandomActs {
public:
    using Act = std::pair<std::size_t, tx::Payload>;

    RandomActs(MachineWorld& world, SeededRandom& random)
        : m_world(world)
        , m_random(random)
    {}

    static constexpr std::size_t kMembers = 5; ///< people who may do anything; jurors come besides

    /// The court that forJob and forCourt mean.
    void setCourt(const DacId& court) { m_court = court; }

    Act forAccount();
    Act forCompany(const DacId& dac);
    /// A motion, or what comes after one: votes, its enactment, its end.
    Act forMotion(const DacId& dac) { return motionAct(dac); }
    Act forCourt();
    /// What somebody may do about the collaboration besides the first kinds: terms, offers, a panel's work.
    Act forJob(const Job& job);

    /// Notes what a step that was accepted has begun.
    void remember(const tx::Transaction& transaction, const Hash& digest);
    /// A moment at which a motion changes by itself; zero if there is none.
    Timestamp someDeadline();
    /// Whose key signs for this person's account now.
    std::size_t signerFor(std::size_t person) const;

private:
    struct Put {
        DacId dac;
        tx::MotionId id;
        tx::Payload act;
    };
    struct Bounty {
        DacId dac;
        ObjectId id;
    };

    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool once(std::uint64_t in) { return below(in) == 0; }
    std::size_t somebody() { return below(kMembers); }
    Amount amount();
    Act motionAct(const DacId& dac);
    Act bountyAct(const DacId& dac);
    Act panelAct(const Job& job, const mvm::Standing& standing);

    MachineWorld& m_world;
    SeededRandom& m_random;
    DacId m_court;
    std::vector<Put> m_motions;
    std::vector<Bounty> m_bounties;
};

} // namespace stoa::test
