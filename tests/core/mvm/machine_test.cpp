// SPDX-License-Identifier: MIT
// The machine as a whole: who may be the same person, how much a step may touch, many steps at once.
#include "core/mvm/machine.h"

#include <QTest>

#include "core/base/hex.h"
#include "core/rollup/referee.h"
#include "core/state/tape.h"
#include "tests/support/kinds.h"
#include "tests/support/machine_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

namespace {

/// A collaboration through a dispute to the last payment.
void playDispute(World& w, const DacId& dac)
{
    const Job job = w.jobIn(CollaborationState::Ruled, dac);
    w.must(w.sendUnsigned(World::casePayout(job)), "paying the court");
    w.must(w.sendUnsigned(World::payout(job)), "paying out");
}

Amount total(const World& w)
{
    Amount sum = 0;
    for (std::size_t person = 0; person < 8; ++person) sum += w.balance(person);
    return sum;
}

} // namespace

class MachineTest : public QObject {
    Q_OBJECT
private slots:
    /// Money moves by reading and writing one record at a time, so the aggregator may be anybody.
    void theAggregatorMayBeAnybody()
    {
        for (const std::size_t person : {kFounder, kAsker, kDoer, kArbitrator, kOutsider, kAggregator}) {
            World w;
            w.aggregator = addressOf(person);
            const DacId dac = w.readyCompany();
            const Amount before = total(w);
            (void)w.jobIn(CollaborationState::Settled, dac);
            (void)w.jobIn(CollaborationState::Cancelled, dac);
            (void)w.jobIn(CollaborationState::Refunded, dac);
            playDispute(w, dac);
            // All that has left the accounts is the treasury's tax.
            QCOMPARE(total(w) + w.purse(dac).treasury, before);
            QCOMPARE(QString::fromStdString(w.faults()), QString());
        }
    }

    void aStepToItsOwnAggregatorCostsNothing()
    {
        World w;
        w.money(kAsker, kToken);
        w.aggregator = addressOf(kAsker);
        w.must(w.send(kAsker, tx::Transfer{addressOf(kAsker), kToken - tx::Transfer::kFee}), "a transfer");
        QCOMPARE(w.balance(kAsker), kToken);
        QCOMPARE(w.account(kAsker).nonce(0), 1U);
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    void theCourtMayBeTheFounderButNeverAParty()
    {
        World w;
        tx::CreateDac terms = World::terms();
        terms.court = partyOf(kFounder);
        const DacId dac = w.readyCompany(terms);
        const Job job = w.jobIn(CollaborationState::Disputed, dac);
        w.now = w.storedCase(job).deadline;
        w.must(w.send(kFounder, w.ruling(job, 30 * kToken)), "ruling");
        QVERIFY(w.send(kFounder, w.proposal(dac)).error().code == ErrorCode::SameParty);
        QVERIFY(w.send(kAsker, w.proposal(dac, kFounder)).error().code == ErrorCode::SameParty);
        QCOMPARE(QString::fromStdString(w.faults()), QString());
    }

    void aRefusedStepCostsNothingAndMayComeAgain()
    {
        World w;
        w.money(kAsker, kToken);
        const Step step = w.by(kAsker, tx::Transfer{addressOf(kDoer), 2 * kToken});
        QVERIFY(!w.apply(step));
        QCOMPARE(w.balance(kAsker), kToken);
        QCOMPARE(w.account(kAsker).nonce(0), 0U);
        QCOMPARE(w.balance(kAggregator), Amount{0});
        w.money(kAsker, 2 * kToken);
        w.must(w.apply(step), "the same step");
    }

    /// The longest tape, and that a company's size does not matter.
    void noStepTouchesMoreThanSixteenRecords()
    {
        World small;
        playDispute(small, small.readyCompany());
        World large;
        const DacId dac = large.readyCompany();
        for (std::size_t person = 20; person < 60; ++person) {
            large.money(person, kToken);
            large.join(dac, person);
        }
        playDispute(large, dac);
        QCOMPARE(large.mostAccesses(), small.mostAccesses());
        QVERIFY(large.mostAccesses() <= state::kMaxAccesses);
        QCOMPARE(QString::fromStdString(large.faults()), QString());
        qInfo("at most %zu accesses in one step", large.mostAccesses());
    }

    void manyStepsAreCheckedLikeOne()
    {
        World w;
        SeededRandom random(60);
        std::vector<Bytes> steps;
        for (std::size_t i = 0; i < 60; ++i) {
            steps.push_back(w.by(i % 6, tx::Transfer{addressOf(kDoer), i}).bytes);
            if (i % 3 == 0) random.fill(std::span(steps.back()).last(40));
            if (i % 5 == 0) steps.push_back(World::forced({steps.back()}).bytes);
            if (i % 7 == 0) steps.push_back(World::unsignedStep(tx::Deposit{i, addressOf(kAsker), 1}).bytes);
            if (i % 11 == 0) steps.push_back(Bytes(i, 0x10));
        }
        mvm::SignerMemo memo;
        // The second and third time it knows them all, and the signatures that are none, too.
        for (const auto& [threads, known] : {std::pair<unsigned, mvm::SignerMemo*>{1, nullptr},
                                             {2, &memo},
                                             {1, &memo},
                                             {7, &memo},
                                             {7, nullptr}}) {
            const auto checked = mvm::checkSteps(steps, w.rules.domain, threads, known);
            QCOMPARE(checked.size(), steps.size());
            for (std::size_t i = 0; i < steps.size(); ++i) {
                const mvm::CheckedStep one = mvm::checkStep(steps[i], w.rules.domain);
                QCOMPARE(checked[i].transaction.has_value(), one.transaction.has_value());
                if (!one.transaction)
                    QVERIFY(checked[i].transaction.error().code == one.transaction.error().code);
                QVERIFY(checked[i].digest == one.digest && checked[i].signer == one.signer);
                QCOMPARE(checked[i].isForced, one.isForced);
                QCOMPARE(checked[i].isFromMainChain, one.isFromMainChain);
            }
        }
    }

    /// Signatures of keys that have signed here before are checked together. The answers are those of one at
    /// a time, also where one signature among them is wrong, or is that of the account's key after a change.
    void signaturesOfKnownKeysAreCheckedLikeOne()
    {
        World w;
        mvm::SignerMemo memo;
        Amount amount = 0; // no two are the same: what the memo knows is not looked at
        const auto transfers = [&](std::size_t count) {
            std::vector<Bytes> steps;
            for (std::size_t i = 0; i < count; ++i)
                steps.push_back(w.by(i % 4, tx::Transfer{addressOf(kDoer), ++amount}).bytes);
            return steps;
        };
        const auto compare = [&](const std::vector<Bytes>& steps, unsigned threads) {
            const auto checked = mvm::checkSteps(steps, w.rules.domain, threads, &memo);
            for (std::size_t i = 0; i < steps.size(); ++i)
                QCOMPARE(toHex(checked[i].signer), toHex(mvm::checkStep(steps[i], w.rules.domain).signer));
        };
        compare(transfers(8), 1); // from now on all four are known
        QVERIFY(memo.keyOf(addressOf(0)) && !memo.keyOf(addressOf(9)) && !memo.keyOf(Address{}));
        QCOMPARE(memo.recovered(), std::uint64_t{8});
        compare(transfers(200), 1);
        compare(transfers(401), 3);
        QCOMPARE(memo.recovered(), std::uint64_t{8}); // all of them together
        auto spoilt = transfers(400);
        spoilt[77].back() = spoilt[77].back() == 27 ? 28 : 27;
        compare(spoilt, 1);
        QCOMPARE(memo.recovered(), std::uint64_t{8 + 100}); // the quarter that it lies in
        // Several: each of them is somebody else's signature or nobody's, and all the others are good.
        struct Case {
            std::vector<std::size_t> places;
            std::uint64_t recovered; ///< all that lie in a quarter with one of them
        };
        for (const Case& each :
             {Case{{10, 20, 30}, 100}, Case{{99, 100, 101}, 200}, Case{{10, 150, 350}, 300},
              Case{{397, 398, 399}, 100}, Case{{0, 100, 200, 300, 399}, 400}}) {
            auto several = transfers(400);
            for (const std::size_t place : each.places)
                several[place].back() = several[place].back() == 27 ? 28 : 27;
            const std::uint64_t before = memo.recovered();
            compare(several, 1);
            QCOMPARE(memo.recovered() - before, each.recovered);
            const auto checked = mvm::checkSteps(several, w.rules.domain, 1, &memo); // as it is remembered
            for (std::size_t i = 0; i < several.size(); ++i) {
                const bool isSpoilt = std::ranges::find(each.places, i) != each.places.end();
                QCOMPARE(checked[i].signer == addressOf(i % 4), !isSpoilt);
            }
        }
        auto mixed = transfers(150); // with accounts that nobody has seen, and what is no step at all
        for (std::size_t person = 10; person < 20; ++person)
            mixed.push_back(w.by(person, tx::Transfer{addressOf(kDoer), 1}).bytes);
        mixed.insert(mixed.begin() + 20, Bytes(40, 0x10));
        compare(mixed, 2);
        // Somebody signs for an account that is not theirs: it is their key that is found, and not remembered
        // as the account's.
        auto foreign = transfers(100);
        for (Bytes& step : foreign) step[6] ^= 1;
        compare(foreign, 1);
        compare(transfers(100), 1);
    }

    /// No way leads to a Force that was not unwrapped; the handler refuses it all the same.
    void aForceThatWasNotUnwrappedIsRefused()
    {
        World w;
        mvm::CheckedStep step;
        tx::Transaction force;
        force.payload = tx::Force{};
        step.transaction = force;
        step.isFromMainChain = true;
        state::TreeState state(w.tree);
        const auto result = mvm::apply(state, w.rules, w.batch(true), step);
        QVERIFY(!result && result.error().code == ErrorCode::WrongOrigin);
    }

    void aForcedStepIsKnownByTheInnerDigest()
    {
        World w;
        const Step inner = w.by(kAsker, tx::Transfer{addressOf(kDoer), 1});
        const mvm::CheckedStep direct = mvm::checkStep(inner.bytes, w.rules.domain);
        const mvm::CheckedStep forced = mvm::checkStep(World::forced(inner).bytes, w.rules.domain);
        QVERIFY(direct.digest == forced.digest && direct.signer == forced.signer);
        QVERIFY(!direct.isForced && !direct.isFromMainChain && forced.isForced && forced.isFromMainChain);
        // What was forced cannot come again directly.
        w.money(kAsker, kToken);
        w.must(w.apply(World::forced(inner)), "forced");
        QVERIFY(w.apply(inner).error().code == ErrorCode::WrongNonce);
    }

    /// A referee that is given a tape of another step finds out, and does not crash.
    void aTapeOfAnotherStepDoesNotFit()
    {
        World w;
        const DacId dac = w.readyCompany();
        const std::vector<Step> steps{
            w.by(kAsker, tx::Transfer{addressOf(kDoer), 1}), w.by(kAsker, w.proposal(dac)),
            w.by(kDoer, tx::Withdraw{addressOf(kDoer), 5}), w.by(kFounder, World::invite(dac, w.now + kDay))};
        std::vector<Bytes> tapes;
        for (const Step& step : steps) {
            state::Tree tree = w.tree;
            state::Recorder recorder(tree);
            QVERIFY(mvm::applyBytes(recorder, w.rules, w.batch(false), step.bytes));
            tapes.push_back(recorder.tape());
        }
        for (std::size_t i = 0; i < steps.size(); ++i) {
            for (std::size_t j = 0; j < steps.size(); ++j) {
                state::Replayer replayer(w.tree.root(), tapes[j]);
                (void)mvm::applyBytes(replayer, w.rules, w.batch(false), steps[i].bytes);
                QCOMPARE(replayer.isGood(), i == j);
            }
        }
    }

    /// Flipped, cut and lengthened tapes of real steps.
    void aSpoiltTapeOfARealStepDoesNotFit()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Ruled);
        const Step step = World::unsignedStep(World::payout(job));
        state::Tree tree = w.tree;
        state::Recorder recorder(tree);
        QVERIFY(mvm::applyBytes(recorder, w.rules, w.batch(false), step.bytes));
        const Bytes tape = recorder.tape();
        const auto judge = [&](const Bytes& spoilt) {
            state::Replayer replayer(w.tree.root(), spoilt);
            (void)mvm::applyBytes(replayer, w.rules, w.batch(false), step.bytes);
            return replayer.isGood();
        };
        QVERIFY(judge(tape));
        for (std::size_t i = 0; i < tape.size(); ++i) {
            Bytes spoilt = tape;
            spoilt[i] = static_cast<std::uint8_t>(spoilt[i] ^ (1U << (i % 8)));
            QVERIFY(!judge(spoilt));
        }
        for (std::size_t length = 0; length < tape.size(); length += 7)
            QVERIFY(!judge({tape.begin(), tape.begin() + static_cast<std::ptrdiff_t>(length)}));
        Bytes longer = tape;
        longer.push_back(0);
        QVERIFY(!judge(longer));
        qInfo("a tape of %zu bytes, %zu accesses", tape.size(), recorder.accesses());
    }

    /// Whoever proves something on top of a wrong root has chosen the records: the referee answers all the
    /// same.
    void theRefereeAnswersAboutAStateThatSomebodyInvented()
    {
        World w;
        w.money(kFounder, 1000 * kToken);
        const Step founding = w.by(kFounder, World::terms());
        state::Member member;
        member.stake = 50 * kToken;
        const Hash digest = mvm::checkStep(founding.bytes, w.rules.domain).digest;
        w.place(state::memberKey(tx::dacIdOf(digest), addressOf(kFounder)), member);
        state::Tree tree = w.tree;
        state::Recorder recorder(tree);
        (void)mvm::applyBytes(recorder, w.rules, w.batch(false), founding.bytes);
        const auto judged =
            rollup::judge(w.tree.root(), w.rules, w.batch(false), founding.bytes, recorder.tape());
        QVERIFY(judged);
        QCOMPARE(*judged, w.tree.root());
    }

    /// A member whose node answers some questions and not others knows records that never stood together.
    void recordsOfTwoMomentsAreNoStateAndStopNothing()
    {
        World w;
        w.money(kFounder, 1000 * kToken);
        const Step founding = w.by(kFounder, World::terms());
        const mvm::CheckedStep checked = mvm::checkStep(founding.bytes, w.rules.domain);
        // It has been taken in already: the founder's stake is known, the company is not.
        state::Member member;
        member.stake = 50 * kToken;
        w.place(state::memberKey(tx::dacIdOf(checked.digest), addressOf(kFounder)), member);
        const Hash before = w.tree.root();
        state::TreeState access(w.tree);
        const auto tried = mvm::tryOut(access, w.rules, w.batch(false), checked);
        QVERIFY(!tried && tried.error().code == ErrorCode::Busy);
        QCOMPARE(w.tree.root(), before);
        // Who says that it is a state is told so, and nothing of the step is kept.
        const auto applied = mvm::apply(access, w.rules, w.batch(false), checked);
        QVERIFY(!applied && applied.error().code == ErrorCode::MoneyMismatch);
        QCOMPARE(w.tree.root(), before);
        // Of one state it says what apply says.
        World whole;
        whole.money(kFounder, 1000 * kToken);
        state::TreeState there(whole.tree);
        QVERIFY(mvm::tryOut(there, whole.rules, whole.batch(false), checked));
        QVERIFY(!mvm::tryOut(there, whole.rules, whole.batch(false), checked)); // its nonce is used
    }
};

STOA_TEST(MachineTest)

} // namespace stoa::test

#include "machine_test.moc"
