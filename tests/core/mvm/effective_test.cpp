// SPDX-License-Identifier: MIT
// Time and payment as pure functions: what collaboration_rules.h promises, for standings of every kind.
#include "core/mvm/contracts/collaboration_rules.h"

#include <QTest>

#include "core/base/random.h"
#include "tests/support/machine_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using mvm::Standing;
using state::CaseState;
using state::CollaborationState;

namespace {

constexpr Timestamp kStart = 1'000'000;
constexpr std::uint64_t kSpan = 1000; ///< all deadlines and times lie within a few of these

Amount someAmount(SeededRandom& random)
{
    return random.next() % 2 == 0 ? random.next() % 5 : random.next() >> 3;
}

Standing someStanding(SeededRandom& random)
{
    const auto period = [&] { return static_cast<Seconds>(random.next() % kSpan); };
    Standing s;
    state::Collaboration& c = s.collaboration;
    c.state = static_cast<std::uint8_t>(1 + random.next() % 9);
    c.seq = static_cast<std::uint16_t>(random.next() % 5);
    c.reward = someAmount(random);
    c.askerDeposit = someAmount(random);
    c.doerDeposit = someAmount(random);
    c.tax = static_cast<std::uint16_t>(random.next() % 10'001);
    c.courtFee = someAmount(random);
    c.revealPeriod = period();
    c.answerBy = kStart + period();
    c.workBy = kStart + period();
    c.reviewPeriod = period();
    c.challengePeriod = period();
    c.gracePeriod = period();
    c.deadline = kStart + period();
    c.frozenState = static_cast<std::uint8_t>(2 + random.next() % 3);
    c.remaining = period();
    c.outcome = random.next() % (mvm::potOf(c) + 1);
    c.round = 1;
    c.offerBy = 1;
    c.amendBy = 2;
    const bool needsCase =
        s.state() == CollaborationState::Disputed || s.state() == CollaborationState::Ruled;
    if (needsCase && random.next() % 20 != 0) {
        state::Case dispute;
        dispute.state = static_cast<std::uint8_t>(1 + random.next() % 6);
        dispute.claimant = static_cast<std::uint8_t>(1 + random.next() % 2);
        dispute.claim = random.next() % (mvm::potOf(c) + 1);
        dispute.counterClaim = random.next() % (mvm::potOf(c) + 1);
        dispute.setAmount(0, mvm::clampRuling(dispute, someAmount(random)));
        dispute.deadline = kStart + period();
        s.dispute = dispute;
    }
    return s;
}

mvm::Rules someRules(SeededRandom& random)
{
    mvm::Rules rules;
    rules.minimumPeriod = static_cast<Seconds>(random.next() % 100);
    return rules;
}

bool same(const Standing& a, const Standing& b)
{
    if (state::encodeRecord(a.collaboration) != state::encodeRecord(b.collaboration)) return false;
    if (a.dispute.has_value() != b.dispute.has_value()) return false;
    return !a.dispute || state::encodeRecord(*a.dispute) == state::encodeRecord(*b.dispute);
}

} // namespace

class EffectiveTest : public QObject {
    Q_OBJECT
private slots:
    /// Whoever looks first, and how often, changes nothing.
    void lookingEarlierChangesNothing()
    {
        for (std::uint64_t seed = 1; seed <= 40'000; ++seed) {
            SeededRandom random(seed);
            const Standing standing = someStanding(random);
            const mvm::Rules rules = someRules(random);
            const Timestamp early = kStart + random.next() % (3 * kSpan);
            const Timestamp late = early + random.next() % (3 * kSpan);
            const Standing once = mvm::effective(standing, late, rules);
            const Standing twice = mvm::effective(mvm::effective(standing, early, rules), late, rules);
            QVERIFY2(same(once, twice), qPrintable(QString::number(seed)));
            QVERIFY(same(mvm::effective(once, late, rules), once));
        }
    }

    void whatIsStoredMayBeWhatIsEffective()
    {
        for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
            SeededRandom random(seed);
            const Standing standing = someStanding(random);
            const mvm::Rules rules = someRules(random);
            const Timestamp time = kStart + random.next() % (5 * kSpan);
            const Standing now = mvm::effective(standing, time, rules);
            const auto a = mvm::duePayout(mvm::effective(standing, time + 10, rules), time + 10);
            const auto b = mvm::duePayout(mvm::effective(now, time + 10, rules), time + 10);
            QCOMPARE(a.has_value(), b.has_value());
            if (a) QVERIFY(a->asker == b->asker && a->doer == b->doer && a->tax == b->tax);
        }
    }

    void defaultsRaiseTheSequenceAndEndOffers()
    {
        for (std::uint64_t seed = 1; seed <= 5'000; ++seed) {
            SeededRandom random(seed);
            const Standing standing = someStanding(random);
            const Standing later = mvm::effective(standing, kStart + 10 * kSpan, someRules(random));
            const bool hasChanged = later.state() != standing.state();
            if (hasChanged) QVERIFY(later.collaboration.seq > standing.collaboration.seq);
            if (hasChanged) QVERIFY(later.collaboration.offerBy == 0 && later.collaboration.amendBy == 0);
            if (!hasChanged) QVERIFY(later.collaboration.offerBy == 1 && later.collaboration.amendBy == 2);
        }
    }

    void everyPayoutAddsUpToThePot()
    {
        for (std::uint64_t seed = 1; seed <= 40'000; ++seed) {
            SeededRandom random(seed);
            Standing standing = someStanding(random);
            const state::Collaboration& c = standing.collaboration;
            const mvm::Payout plain = mvm::payoutOf(c, c.outcome);
            QCOMPARE(plain.asker + plain.doer + plain.tax, mvm::potOf(c));
            QVERIFY(plain.doer <= c.outcome && plain.asker <= mvm::potOf(c));
            if (c.outcome <= c.doerDeposit) QCOMPARE(plain.tax, Amount{0});
            if (!standing.dispute) continue;
            const mvm::Payout ruled = mvm::ruledPayoutOf(c, *standing.dispute);
            QCOMPARE(ruled.asker + ruled.doer + ruled.tax, mvm::potOf(c));
            QVERIFY(ruled.asker <= mvm::potOf(c) && ruled.doer <= mvm::potOf(c));
            // The fee moves from the respondent to the claimant, never more than the fee.
            const mvm::Payout before = mvm::payoutOf(c, standing.dispute->amount(0));
            const bool byAsker = standing.dispute->claimant == state::kAskerSide;
            const Amount moved = byAsker ? ruled.asker - before.asker : ruled.doer - before.doer;
            QVERIFY(moved <= c.courtFee);
        }
    }

    void aRulingLiesBetweenTheClaims()
    {
        SeededRandom random(50);
        for (int i = 0; i < 10'000; ++i) {
            state::Case dispute;
            dispute.claim = someAmount(random);
            dispute.counterClaim = someAmount(random);
            const Amount ruling = mvm::clampRuling(dispute, someAmount(random));
            QVERIFY(ruling >= std::min(dispute.claim, dispute.counterClaim));
            QVERIFY(ruling <= std::max(dispute.claim, dispute.counterClaim));
        }
    }

    void statusQuoIsWhatHappensWithoutADispute()
    {
        MachineWorld w;
        const Job job = w.jobIn(CollaborationState::Delivered);
        for (const CollaborationState state : {CollaborationState::Active, CollaborationState::Delivered}) {
            state::Collaboration c = w.collaboration(job);
            c.state = static_cast<std::uint8_t>(state);
            const Standing later = mvm::effective({c, {}}, c.deadline, w.rules);
            QVERIFY(later.state() == CollaborationState::ToBeAllocated);
            QCOMPARE(mvm::statusQuoOf(c, state), later.collaboration.outcome);
            QCOMPARE(mvm::statusQuoOf(later.collaboration, later.state()), later.collaboration.outcome);
            c.frozenState = c.state;
            QCOMPARE(mvm::statusQuoOf(c, CollaborationState::Disputed), later.collaboration.outcome);
        }
        QCOMPARE(mvm::statusQuoOf(w.collaboration(job), CollaborationState::Proposed), Amount{0});
        // A dispute cannot freeze a dispute; a record that says so ends nothing and asks nobody for ever.
        state::Collaboration odd = w.collaboration(job);
        odd.state = odd.frozenState = static_cast<std::uint8_t>(CollaborationState::Disputed);
        QCOMPARE(mvm::statusQuoOf(odd, CollaborationState::Disputed), Amount{0});
        QCOMPARE(mvm::statusQuoOf(w.collaboration(job), CollaborationState::Cancelled), Amount{0});
    }
};

STOA_TEST(EffectiveTest)

} // namespace stoa::test

#include "effective_test.moc"
