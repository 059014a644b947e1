// SPDX-License-Identifier: MIT
// Time and payment as pure functions: what collaboration_rules.h promises, for standings of every kind.
#include "core/mvm/contracts/collaboration_rules.h"

#include <QTest>

#include "core/base/random.h"
#include "core/mvm/contracts/motion_rules.h"
#include "core/mvm/contracts/treasury.h"
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
    if (random.next() % 2 == 0) c.court = tx::companyParty(DacId::fromPrefix(viewOf("a court")));
    c.commitPeriod = period();
    c.revealPeriod = period();
    c.appealPeriod = period();
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
        // A case that has ended, where the collaboration says so; any other where it is disputed.
        const bool isRuled = s.state() == CollaborationState::Ruled;
        dispute.state = static_cast<std::uint8_t>(isRuled ? 4 : 1 + random.next() % 9);
        dispute.claimant = static_cast<std::uint8_t>(1 + random.next() % 2);
        dispute.claim = random.next() % (mvm::potOf(c) + 1);
        dispute.counterClaim = random.next() % (mvm::potOf(c) + 1);
        dispute.reveals = static_cast<std::uint8_t>(isRuled ? 1 + random.next() % 7 : random.next() % 8);
        for (std::size_t i = 0; i < dispute.reveals; ++i)
            dispute.setAmount(i, mvm::clampRuling(dispute, someAmount(random)));
        dispute.statusQuo = random.next() % (mvm::potOf(c) + 1);
        dispute.draw = static_cast<std::uint8_t>(random.next() % 3);
        dispute.drawn = static_cast<std::uint8_t>(random.next() % 4);
        dispute.size = 3;
        dispute.tries = random.next() % 2 == 0 ? 48 : 47;
        if (random.next() % 3 == 0) {
            dispute.appellant = static_cast<std::uint8_t>(1 + random.next() % 2);
            dispute.first = mvm::clampRuling(dispute, someAmount(random));
        }
        dispute.deadline = kStart + period();
        s.dispute = dispute;
    }
    return s;
}

mvm::Rules someRules(SeededRandom& random)
{
    mvm::Rules rules;
    rules.minimumPeriod = static_cast<Seconds>(random.next() % 100);
    rules.answerPeriod = static_cast<Seconds>(random.next() % 300);
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
            if (!standing.dispute || standing.state() != CollaborationState::Ruled) continue;
            const mvm::Payout ruled = mvm::ruledPayoutOf(c, *standing.dispute);
            QCOMPARE(ruled.asker + ruled.doer + ruled.tax, mvm::potOf(c));
            QVERIFY(ruled.asker <= mvm::potOf(c) && ruled.doer <= mvm::potOf(c));
            // The fee moves from the respondent to the claimant, never more than the fee.
            const mvm::Payout before = mvm::payoutOf(c, mvm::rulingOf(*standing.dispute));
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

    void theMedianIsTheMiddleOneNearerTheStatusQuo()
    {
        state::Case dispute;
        dispute.state = static_cast<std::uint8_t>(CaseState::Ruled);
        const auto rulingOf = [&](std::initializer_list<Amount> amounts, Amount statusQuo) {
            dispute.reveals = 0;
            for (const Amount amount : amounts) dispute.setAmount(dispute.reveals++, amount);
            dispute.statusQuo = statusQuo;
            return mvm::rulingOf(dispute);
        };
        QCOMPARE(rulingOf({7}, 0), Amount{7});
        QCOMPARE(rulingOf({90, 10, 40}, 0), Amount{40});
        QCOMPARE(rulingOf({90, 10}, 100), Amount{90});
        QCOMPARE(rulingOf({90, 10}, 0), Amount{10});
        QCOMPARE(rulingOf({90, 10}, 50), Amount{10}); // as near as the other: the lower
        QCOMPARE(rulingOf({1, 80, 60, 100}, 71), Amount{80});
        QCOMPARE(rulingOf({7, 6, 5, 4, 3, 2, 1}, 0), Amount{4});
        // An appeal in which nobody ruled leaves what it was about.
        dispute.appellant = state::kDoerSide;
        dispute.first = 33;
        QCOMPARE(rulingOf({7}, 0), Amount{7});
        dispute.state = static_cast<std::uint8_t>(CaseState::Void);
        QCOMPARE(mvm::rulingOf(dispute), Amount{33});
    }

    void aMotionLookedAtEarlierIsTheSame()
    {
        for (std::uint64_t seed = 1; seed <= 40'000; ++seed) {
            SeededRandom random(seed);
            state::Motion motion;
            motion.state = static_cast<std::uint8_t>(1 + random.next() % 5);
            motion.objectBy = kStart + random.next() % kSpan;
            motion.decideBy = motion.objectBy + random.next() % kSpan;
            motion.total = random.next() % 10;
            motion.inFavour = random.next() % 10;
            motion.against = random.next() % 10;
            motion.threshold = random.next() % 3 == 0 ? state::kMajorityThreshold
                                                      : static_cast<std::uint16_t>(random.next() % 10'001);
            const Timestamp early = kStart + random.next() % (4 * kSpan);
            const Timestamp late = early + random.next() % (4 * kSpan);
            const state::Motion once = mvm::effective(motion, late);
            const state::Motion twice = mvm::effective(mvm::effective(motion, early), late);
            QVERIFY2(state::encodeRecord(once) == state::encodeRecord(twice),
                     qPrintable(QString::number(seed)));
            // What the aggregator is told is the first second in which it can be closed.
            const auto closing = mvm::closingTime(motion);
            if (!closing) continue;
            const auto isDue = [&](Timestamp time) {
                const std::uint8_t state = mvm::effective(motion, time).state;
                return state == static_cast<std::uint8_t>(state::MotionState::Rejected) ||
                       state == static_cast<std::uint8_t>(state::MotionState::Lapsed);
            };
            QVERIFY(isDue(*closing) && !isDue(*closing - 1));
        }
    }

    void anAccountLookedAtEarlierIsTheSame()
    {
        state::Account account;
        account.pending = addressOf(kDoer);
        account.due = kStart + 10;
        QVERIFY(mvm::effective(account, kStart + 9).controller.isZero());
        const state::Account late = mvm::effective(account, kStart + 10);
        QVERIFY(late.controller == addressOf(kDoer) && late.pending.isZero() && late.due == 0);
        const state::Account twice = mvm::effective(mvm::effective(account, kStart), kStart + 10);
        QVERIFY(state::encodeRecord(twice) == state::encodeRecord(late));
    }

    void theLimitDrainsEvenly()
    {
        state::Purse purse;
        purse.spent = 300;
        purse.spentAt = static_cast<std::uint32_t>(kStart);
        QCOMPARE(mvm::spentOf(purse, 300, kStart), Amount{300});
        QCOMPARE(mvm::spentOf(purse, 300, kStart + 3 * kDay), Amount{270});
        QCOMPARE(mvm::spentOf(purse, 300, kStart + 30 * kDay - 1), Amount{1});
        QCOMPARE(mvm::spentOf(purse, 300, kStart + 30 * kDay), Amount{0});
        QCOMPARE(mvm::spentOf(purse, ~Amount{0}, kStart + 1), Amount{0});
        // Only the lower half of the time is kept, and wraps.
        purse.spentAt = 0xffffffffU - 10;
        QCOMPARE(mvm::spentOf(purse, 300, (Timestamp{1} << 32) + 3 * kDay - 11), Amount{270});
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
