// SPDX-License-Identifier: MIT
// A network under random acts of its members, with lies, restarts, failing disks and jumps of time, all from
// a seed. After every act the money is counted; again and again everything is replayed from genesis.
#include <QTest>

#include "core/mvm/contracts/collaboration_rules.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using node::StepStatus;
using state::Collaboration;
using state::CollaborationState;

namespace {

constexpr std::size_t kPeople = 6;

struct Tally {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    std::size_t rollbacks = 0;
    std::size_t restarts = 0;
    std::size_t faults = 0;
    std::map<std::string, std::size_t> kinds;
};

class Simulation {
public:
    explicit Simulation(std::uint64_t seed)
        : m_world(seed)
        , m_random(seed * 977 + 1)
    {}

    /// The first thing that is not as it should be; empty if there is none.
    std::string run(int acts)
    {
        if (!m_world.reopen()) return "does not open";
        for (std::size_t person = 0; person < kPeople; ++person)
            if (!m_world.network->faucet(m_world.address(person), 10'000 * kToken)) return "faucet";
        for (int i = 0; i < acts; ++i) {
            act();
            if (!m_problem.empty()) return m_problem + " in act " + std::to_string(i);
            if (!isMoneyRight()) return "money in act " + std::to_string(i);
            if (i % 97 == 96 && !isReplayable()) return "replay in act " + std::to_string(i);
        }
        heal();
        if (!m_world.network->advanceTime(400 * kDay)) return "the end of time";
        if (!isReplayable()) return "last replay";
        // Nothing that is due is left lying about.
        return allIsSettled() ? std::string() : "money that was due was not paid";
    }

    const Tally& tally() const { return m_tally; }
    Hash root()
    {
        const auto info = m_world.network->info();
        return info ? info->head.header.postRoot : Hash{};
    }

private:
    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool oneIn(std::uint64_t n) { return below(n) == 0; }
    std::size_t anyone() { return static_cast<std::size_t>(below(kPeople)); }

    void act()
    {
        const std::uint64_t what = below(100);
        if (what < 30) return transfer();
        if (what < 34) return company();
        if (what < 44) return join();
        if (what < 54) return propose();
        if (what < 80) return collaborate();
        if (what < 86) return putRecord();
        if (what < 88) return withdraw();
        if (what < 90) return mustWork(m_world.network->faucet(m_world.address(anyone()), 1 + below(kToken)));
        if (what < 94) return mustWork(m_world.network->postNow());
        if (what < 96) {
            const auto moved = m_world.network->advanceTime(1 + below(oneIn(3) ? 5 * kDay : kHour));
            return mustWork(moved ? Result<void>() : Result<void>(moved.error()));
        }
        if (what < 97) return mustWork(m_world.network->corruptNextBatch());
        if (what < 99) return restart();
        disturb();
    }

    /// A disk that fails once, soon.
    void disturb()
    {
        storage::MemoryStore* stores[] = {&m_world.chainStore, &m_world.aggregatorStore,
                                          &m_world.validatorStore};
        stores[below(3)]->failCommit(1 + below(4), oneIn(2) ? storage::MemoryStore::FaultEffect::Written
                                                            : storage::MemoryStore::FaultEffect::NotWritten);
        ++m_tally.faults;
    }

    /// Lets faults strike that are still waiting.
    void heal()
    {
        for (storage::MemoryStore* store :
             {&m_world.chainStore, &m_world.aggregatorStore, &m_world.validatorStore})
            store->failCommit(0);
        restart();
    }

    void restart()
    {
        if (m_world.reopen() || m_world.reopen() || m_world.reopen()) // the fault may strike here
            ++m_tally.restarts;
        else
            m_problem = "does not open again";
    }

    void mustWork(const Result<void>& result)
    {
        // A store that failed once works again with the next call.
        if (!result && result.error().code != ErrorCode::StoreUnavailable)
            m_problem = std::string(name(result.error().code)) + ' ' + result.error().detail;
        if (const auto info = m_world.network->info()) m_tally.rollbacks = info->rollbacks;
    }

    bool send(std::size_t person, tx::Payload payload)
    {
        const std::string kind(tx::nameOf(payload));
        const Bytes bytes = m_world.step(person, std::move(payload));
        auto answer = m_world.network->submit({bytes});
        // Each store may have a fault waiting; the same step again happens once.
        for (int tries = 0; tries < 3 && !answer; ++tries) answer = m_world.network->submit({bytes});
        if (!answer || answer->size() != 1) {
            m_problem = "submit fails";
            return false;
        }
        m_digest = m_world.digestOf(bytes);
        const bool isIn = answer->front().stage == StepStatus::Stage::Included;
        ++(isIn ? m_tally.accepted : m_tally.refused);
        if (isIn) ++m_tally.kinds[kind];
        return isIn;
    }

    void transfer()
    {
        tx::Transfer transfer;
        transfer.to = m_world.address(anyone());
        transfer.amount = oneIn(10) ? m_random.next() : below(5 * kToken);
        send(anyone(), transfer);
    }

    void company()
    {
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(m_world.party(anyone()));
        creation.tax = static_cast<std::uint16_t>(below(2000));
        creation.stake = below(kToken);
        if (send(anyone(), creation)) m_companies.push_back(tx::dacIdOf(m_digest));
    }

    void join()
    {
        if (m_companies.empty()) return;
        tx::Join join;
        join.dac = m_companies[below(m_companies.size())];
        send(anyone(), join);
    }

    void propose()
    {
        if (m_companies.empty()) return;
        const DacId dac = m_companies[below(m_companies.size())];
        const auto charter = m_world.read<state::Charter>(state::charterKey(dac));
        if (!charter) return; // it was rolled back
        tx::Propose p = m_world.proposal(dac, anyone());
        if (oneIn(4)) p.doer = {};
        p.tax = charter->tax;
        p.court = charter->court;
        p.reward = below(200) * kToken + below(kToken);
        if (send(anyone(), p)) m_jobs.emplace_back(dac, tx::objectIdOf(m_digest));
    }

    template <typename T>
    static T about(const DacId& dac, const ObjectId& id)
    {
        T act;
        act.dac = dac;
        act.collaboration = id;
        return act;
    }

    /// One act on one collaboration: mostly one that its state allows, sometimes any.
    void collaborate()
    {
        if (m_jobs.empty()) return;
        const auto [dac, id] = m_jobs[m_jobs.size() - 1 - below(std::min<std::size_t>(m_jobs.size(), 8))];
        const auto stored = m_world.read<Collaboration>(state::collaborationKey(dac, id));
        if (!stored) return;
        mvm::Standing standing{*stored, m_world.read<state::Case>(state::caseKey(dac, id, stored->round))};
        standing = mvm::effective(standing, m_world.network->now(), m_world.definition.rules());
        const std::uint64_t what = oneIn(10) ? below(8) : usualAct(standing.state());
        if (what < 5)
            work(dac, id, standing.collaboration, what);
        else
            dispute(dac, id, standing, what);
    }

    void work(const DacId& dac, const ObjectId& id, const Collaboration& c, std::uint64_t what)
    {
        if (what == 0) {
            auto accept = about<tx::Accept>(dac, id);
            accept.seq = c.seq;
            accept.statement = c.statement;
            accept.deposit = c.doerDeposit;
            send(c.doer.isZero() ? anyone() : personOf(c.doer), accept);
        } else if (what == 1) {
            auto cancel = about<tx::Cancel>(dac, id);
            cancel.seq = c.seq;
            send(personOf(oneIn(2) ? c.asker : c.doer), cancel);
        } else if (what == 2) {
            auto deliver = about<tx::Deliver>(dac, id);
            deliver.seq = c.seq;
            deliver.delivery = contentIdOf("work");
            send(personOf(c.doer), deliver);
        } else if (what == 3) {
            auto changes = about<tx::RequestChanges>(dac, id);
            changes.seq = c.seq;
            changes.delivery = c.delivery;
            changes.reasons = contentIdOf("reasons");
            changes.workBy = m_world.network->now() + c.reviewPeriod + below(5 * kDay);
            send(personOf(c.asker), changes);
        } else {
            auto approve = about<tx::Approve>(dac, id);
            approve.seq = c.seq;
            approve.delivery = c.delivery;
            send(personOf(c.asker), approve);
        }
    }

    void dispute(const DacId& dac, const ObjectId& id, const mvm::Standing& standing, std::uint64_t what)
    {
        const Collaboration& c = standing.collaboration;
        const Amount pot = mvm::potOf(c);
        if (what == 5) {
            auto dispute = about<tx::Dispute>(dac, id);
            dispute.seq = c.seq;
            dispute.claim = below(pot + 1);
            dispute.evidence = contentIdOf("evidence");
            dispute.courtFee = c.courtFee;
            send(personOf(oneIn(2) ? c.asker : c.doer), dispute);
        } else if (what == 6 && standing.dispute) {
            auto answer = about<tx::Answer>(dac, id);
            answer.round = standing.dispute->round;
            answer.claim = standing.dispute->claim;
            answer.counterClaim = oneIn(4) ? answer.claim : below(pot + 1);
            answer.evidence = contentIdOf("answer");
            const bool isAskers = standing.dispute->claimant == state::kAskerSide;
            send(personOf(isAskers ? c.doer : c.asker), answer);
        } else {
            auto ruling = about<tx::RevealRuling>(dac, id);
            ruling.round = c.round;
            ruling.amount = below(pot + 1);
            ruling.reasons = contentIdOf("ruling");
            send(personOf(c.court), ruling);
        }
    }

    std::uint64_t usualAct(CollaborationState state)
    {
        switch (state) {
        case CollaborationState::Proposed: return oneIn(6) ? 1 : 0;
        case CollaborationState::Active: return oneIn(5) ? 5 : 2;
        case CollaborationState::Delivered: return 3 + below(3);
        case CollaborationState::ToBeAllocated: return 5;
        case CollaborationState::Disputed: return 6 + below(2);
        case CollaborationState::Ruled:
        case CollaborationState::Settled:
        case CollaborationState::Cancelled:
        case CollaborationState::Refunded: return below(8);
        }
        return 0;
    }

    std::size_t personOf(const tx::Party& party)
    {
        for (std::size_t person = 0; person < kPeople; ++person)
            if (m_world.party(person) == party) return person;
        return anyone();
    }

    void putRecord()
    {
        if (m_companies.empty()) return;
        tx::PutRecord put;
        put.dac = m_companies[below(m_companies.size())];
        put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
        put.object = tx::pageIdOf(oneIn(2) ? "start" : "rules");
        const auto stored = m_world.read<state::Record>(state::recordKey(put.dac, put.tool, put.object));
        if (stored) {
            put.expected = stored->content;
            put.edits = stored->edits;
        }
        put.state = static_cast<std::uint8_t>(oneIn(6) ? tx::PageState::Deleted : tx::PageState::Published);
        put.content = contentIdOf("text " + std::to_string(m_random.next()));
        send(anyone(), put);
    }

    void withdraw()
    {
        tx::Withdraw withdraw;
        withdraw.to = m_world.address(anyone());
        withdraw.amount = below(kToken);
        send(anyone(), withdraw);
    }

    bool isMoneyRight()
    {
        for (int tries = 0; tries < 3; ++tries)
            if (const auto supply = m_world.network->verifySupply()) return !supply->problem;
        return false;
    }

    bool isReplayable()
    {
        for (int tries = 0; tries < 3; ++tries) {
            const auto check = m_world.network->verifyBatches();
            if (check) return !check->problem || isWaitingForARollback();
        }
        return false;
    }

    /// A lie has been posted and is not rolled back yet: then replaying must find it, too.
    bool isWaitingForARollback()
    {
        const auto info = m_world.network->info();
        const auto rollbacks = info ? info->rollbacks : 0;
        for (int i = 0; i < 6; ++i) (void)m_world.network->tick();
        const auto later = m_world.network->info();
        return later && later->rollbacks == rollbacks + 1 && isReplayable();
    }

    bool allIsSettled()
    {
        for (const auto& [dac, id] : m_jobs) {
            const auto c = m_world.read<Collaboration>(state::collaborationKey(dac, id));
            if (c && c->state < static_cast<std::uint8_t>(CollaborationState::Settled)) return false;
        }
        return true;
    }

    NetworkWorld m_world;
    SeededRandom m_random;
    Tally m_tally;
    std::string m_problem;
    Hash m_digest;
    std::vector<DacId> m_companies;
    std::vector<std::pair<DacId, ObjectId>> m_jobs;
};

} // namespace

class NetworkSimulationTest : public QObject {
    Q_OBJECT

private slots:
    void moneyAndRootsAgreeWhateverHappens()
    {
        Tally all;
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            Simulation simulation(seed);
            const std::string problem = simulation.run(1500);
            QVERIFY2(problem.empty(), ("seed " + std::to_string(seed) + ": " + problem).c_str());
            const Tally& one = simulation.tally();
            all.accepted += one.accepted;
            all.refused += one.refused;
            all.rollbacks += one.rollbacks;
            all.restarts += one.restarts;
            all.faults += one.faults;
            for (const auto& [kind, count] : one.kinds) all.kinds[kind] += count;
        }
        QString kinds;
        for (const auto& [kind, count] : all.kinds)
            kinds += QStringLiteral(" %1 %2").arg(QString::fromStdString(kind)).arg(count);
        qInfo("accepted %zu, refused %zu, rollbacks %zu, restarts %zu, faults %zu:%s", all.accepted,
              all.refused, all.rollbacks, all.restarts, all.faults, qPrintable(kinds));
        // A simulation in which nothing happens proves nothing.
        QVERIFY(all.accepted > 3000 && all.rollbacks > 8 && all.restarts > 50 && all.faults > 30);
        QVERIFY(all.kinds.size() >= 12);
    }

    void theSameSeedIsTheSameHistory()
    {
        const auto rootOf = [](std::uint64_t seed) {
            Simulation simulation(seed);
            const std::string problem = simulation.run(300);
            return problem.empty() ? simulation.root() : Hash{};
        };
        const Hash first = rootOf(42);
        QVERIFY(!first.isZero());
        QVERIFY(first == rootOf(42));
        QVERIFY(first != rootOf(43));
    }
};

STOA_TEST(NetworkSimulationTest)

} // namespace stoa::test

#include "network_simulation_test.moc"
