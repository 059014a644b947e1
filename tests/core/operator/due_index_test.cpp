// SPDX-License-Identifier: MIT
// Whatever comes due is found without being asked for: the aggregator's unsigned steps, one after the other,
// leave nothing behind.
#include "core/operator/due_index.h"

#include <map>

#include <QTest>

#include "tests/support/company_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

/// A world whose changes an index follows, record by record.
class Followed {
public:
    Followed()
        : index(world.rules)
    {}

    World world;
    node::DueIndex index;

    void follow()
    {
        std::map<state::Key, Bytes> now;
        world.tree.forEach({}, [&](const state::Key& key, ByteView record) { now[key] = toBytes(record); });
        std::vector<state::Key> written;
        for (const auto& [key, record] : now)
            if (const auto old = m_seen.find(key); old == m_seen.end() || old->second != record)
                written.push_back(key);
        for (const auto& [key, record] : m_seen)
            if (!now.contains(key)) written.push_back(key);
        m_seen = std::move(now);
        index.update(world.tree, written);
    }

    /// Takes every step that is due. How many there were.
    int settle()
    {
        int steps = 0;
        for (;;) {
            follow();
            const auto key = index.firstDue(world.now, world.batchNumber);
            if (!key) return steps;
            world.must(world.apply({node::settleStep(*key)}), "an unsigned step");
            if (!world.faults().empty()) return -1;
            ++steps;
        }
    }

private:
    std::map<state::Key, Bytes> m_seen;
};

} // namespace

class DueIndexTest : public QObject {
    Q_OBJECT
private slots:
    void aRuledCaseIsClosedToTheLastJuror()
    {
        Followed f;
        World& w = f.world;
        const PanelJob p = panelJob(w);
        answered(w, p);
        drawn(w, p);
        f.follow();
        committed(w, p, {80 * kToken, 81 * kToken});
        revealed(w, p, {80 * kToken, 81 * kToken});
        w.now = w.standing(p.job).dispute->deadline - 1;
        QCOMPARE(f.settle(), 0);
        QCOMPARE(f.index.next(), std::optional(w.now + 1));
        ++w.now;
        QCOMPARE(f.settle(), 4); // three jurors and the case
        w.now = w.standing(p.job).collaboration.deadline;
        QCOMPARE(f.settle(), 1);
        QVERIFY(w.stateOf(p.job) == state::CollaborationState::Settled);
        QVERIFY(!f.index.next());
        // Looked at from the beginning, the same.
        node::DueIndex anew(w.rules);
        anew.rebuild(w.tree);
        QVERIFY(!anew.next());
    }

    /// The jurors of a case that ends early are freed early.
    void aSettledCaseFreesItsJurorsAtOnce()
    {
        Followed f;
        World& w = f.world;
        const PanelJob p = panelJob(w);
        answered(w, p);
        drawn(w, p);
        QCOMPARE(f.settle(), 0);
        w.must(w.send(kAsker, tx::WithdrawDispute{p.job.dac, p.job.id, 1}), "taking back");
        QCOMPARE(f.settle(), 4);
        for (std::uint32_t seat = 0; seat < 7; ++seat) QCOMPARE(seatOf(w, p.court, seat).open, 0U);
    }

    /// Once its salt is known a panel is drawn to the end without anybody's choice; without an answer in the
    /// first batch after that one.
    void aPanelDrawsItselfOn()
    {
        Followed f;
        World& w = f.world;
        const PanelJob p = panelJob(w);
        answered(w, p);
        QCOMPARE(f.settle(), 0);
        w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
        QVERIFY(f.settle() > 0);
        QCOMPARE(int{w.storedCase(p.job).drawn}, 3);
        committed(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
        revealed(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
        w.now = w.standing(p.job).dispute->deadline;
        QCOMPARE(f.settle(), 4);
        w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
        w.must(w.send(kDoer, drawing(w, p.job)), "opening the salt");
        f.follow();
        QCOMPARE(f.settle(), 0);
        QVERIFY(f.index.next() && *f.index.next() <= w.now);
        QVERIFY(f.index.next(w.batchNumber) != f.index.next());
        ++w.batchNumber;
        const int tries = f.settle();
        QVERIFY(tries >= 7);
        QCOMPARE(int{w.storedCase(p.job, 2).drawn}, 7);
        QCOMPARE(int{w.storedCase(p.job, 2).tries}, tries);
    }

    /// Nobody drew in time: it is drawn all the same.
    void aPanelIsDrawnHoweverLate()
    {
        Followed f;
        World& w = f.world;
        const PanelJob p = panelJob(w);
        w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
        w.now = w.standing(p.job).dispute->deadline;
        w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
        QCOMPARE(f.settle(), 0);
        w.now = w.standing(p.job).dispute->deadline + kDay;
        QCOMPARE(f.settle(), 0);
        ++w.batchNumber;
        QVERIFY(f.settle() >= 3);
        QCOMPARE(int{w.storedCase(p.job).drawn}, 3);
        // Should nobody rule now, the case is over after the jurors' time.
        QCOMPARE(f.index.next(), std::optional(w.now + 4 * kDay));
    }

    void anAppealIsClosedBesideTheFirstRound()
    {
        Followed f;
        World& w = f.world;
        const PanelJob p = panelJob(w);
        answered(w, p);
        ruled(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
        w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
        QCOMPARE(f.settle(), 4); // of the first round
        ruled(w, p, {100 * kToken});
        QCOMPARE(f.settle(), 9); // seven jurors, the case, and the pot
        QVERIFY(!f.index.next());
    }

    void motionsAreClosed()
    {
        Followed f;
        World& w = f.world;
        const DacId dac = governedCompany(w);
        const auto id = putMotion(w, spending(dac, kToken, true));
        f.follow();
        const state::Motion motion = motionOf(w, dac, id);
        QCOMPARE(f.index.next(), std::optional(motion.objectBy + 7 * kDay));
        w.must(w.send(kFounder, voteOn(dac, id, tx::Side::Against)), "voting");
        f.follow();
        QCOMPARE(f.index.next(), std::optional(motion.decideBy));
        w.now = motion.decideBy;
        QCOMPARE(f.settle(), 1);
        QVERIFY(!f.index.next());
    }

    void anEnactedMotionIsClosedAlready()
    {
        Followed f;
        World& w = f.world;
        const DacId dac = governedCompany(w);
        const tx::Payload act = spending(dac, kToken, true);
        const auto id = putMotion(w, act);
        w.now = motionOf(w, dac, id).objectBy;
        w.must(w.send(kDoer, enactment(dac, id, act)), "carrying it out");
        f.follow();
        QVERIFY(!f.index.next());
    }
};

STOA_TEST(DueIndexTest)

} // namespace stoa::test

#include "due_index_test.moc"
