// SPDX-License-Identifier: MIT
// The rules of the main chain's contract: what each call refuses, and that nobody gains by being wrong.
#include "core/mainchain/local_chain.h"

#include <QTest>

#include "core/crypto/keccak.h"
#include "core/rollup/referee.h"
#include "core/state/tape.h"
#include "tests/support/chain_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using mainchain::Challenge;
using mainchain::Event;
using mainchain::Submission;

namespace {

/// The code of a refusal; absent if the call was accepted.
template <typename T>
std::optional<ErrorCode> refusal(const Result<T>& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

constexpr auto kAccepted = std::optional<ErrorCode>();
const Address kSomebody{{9, 9, 9}};

} // namespace

class LocalChainTest : public QObject {
    Q_OBJECT

private slots:
    // ---- batches --------------------------------------------------------------------------------

    void anHonestBatchIsTaken()
    {
        ChainWorld world;
        world.deposit();
        const auto header = world.post({world.transfer(0)});
        QVERIFY(header);
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(header->inboxSteps, std::uint32_t{1});
        QCOMPARE(header->inboxEnd, std::uint64_t{1});
        QVERIFY(header->postRoot == world.tree.root());
        QVERIFY(rollup::checkBatch(*world.chain->batch(1)));
        QVERIFY(*world.chain->headerHash(1) == rollup::headerHash(*header));
        QVERIFY(!header->entropy.isZero());
        const auto next = world.post({world.transfer(1)});
        QVERIFY(next);
        QVERIFY(next->parentEntropy == header->entropy);
        QVERIFY(next->parent == rollup::headerHash(*header));
        QVERIFY(world.isSolvent());
    }

    void submissionIsRefusedUnlessItsParentIsTheTip()
    {
        ChainWorld world;
        world.deposit();
        Submission s = world.honest({});
        s.parent.number = 1;
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::WrongParent));
        s = world.honest({});
        s.parent.postRoot[0] ^= 1; // right number, another header
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::WrongParent));
        const Submission first = world.honest({});
        QVERIFY(world.submit(first));
        QCOMPARE(refusal(world.submit(first)), std::optional(ErrorCode::WrongParent));
    }

    void submissionIsRefusedWithoutABond()
    {
        ChainWorld world;
        world.deposit();
        const Submission s = world.honest({});
        QCOMPARE(refusal(world.chain->submit(kSomebody, s)), std::optional(ErrorCode::NotBonded));
        QVERIFY(world.chain->mint(kSomebody, ChainWorld::kBond));
        QCOMPARE(refusal(world.chain->join(kSomebody, ChainWorld::kBond - 1)),
                 std::optional(ErrorCode::BelowMinimum));
        QCOMPARE(world.chain->account(kSomebody)->bond, Amount{0});
        QVERIFY(world.chain->join(kSomebody, ChainWorld::kBond));
        QVERIFY(world.chain->mint(kSomebody, 1) && world.chain->join(kSomebody, 1)); // adds to a whole one
        QCOMPARE(refusal(world.chain->submit(kSomebody, s)), kAccepted);
    }

    void theBondGrowsWithWhatIsHeld()
    {
        ChainWorld world;
        QCOMPARE(world.chain->requiredBond(), ChainWorld::kBond);
        QVERIFY(world.chain->mint(kSomebody, 3'000'000 * kToken));
        QVERIFY(world.chain->deposit(kSomebody, kSomebody, 2'000'000 * kToken));
        QCOMPARE(world.chain->requiredBond(), 2000 * kToken); // a thousandth
        QCOMPARE(refusal(world.submit(world.honest({}))), std::optional(ErrorCode::BondTooSmall));
        QVERIFY(world.chain->join(world.aggregator.address(), ChainWorld::kBond));
        QCOMPARE(refusal(world.submit(world.honest({}))), kAccepted);
    }

    void theLastAggregatorHasItsSlot()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({}));
        QVERIFY(world.chain->mint(kSomebody, ChainWorld::kBond));
        QVERIFY(world.chain->join(kSomebody, ChainWorld::kBond));
        QCOMPARE(refusal(world.chain->submit(kSomebody, world.honest({world.transfer(0)}))),
                 std::optional(ErrorCode::NotYourSlot));
        world.chain->advanceTo(ChainWorld::kStart + 9);
        QCOMPARE(refusal(world.chain->submit(kSomebody, world.honest({world.transfer(0)}))),
                 std::optional(ErrorCode::NotYourSlot));
        world.chain->advanceTo(ChainWorld::kStart + 10);
        QCOMPARE(refusal(world.chain->submit(kSomebody, world.honest({world.transfer(0)}))), kAccepted);
    }

    void aBatchHasOneTo256StepsAndARootForEach()
    {
        ChainWorld world;
        QCOMPARE(refusal(world.submit(world.honest({}))), std::optional(ErrorCode::BadBatch));
        const std::vector<Bytes> most(256, Bytes{0xff});
        QCOMPARE(refusal(world.post(most)), kAccepted);
        QCOMPARE(refusal(world.submit(world.honest(std::vector<Bytes>(257, Bytes{0xff})))),
                 std::optional(ErrorCode::BadBatch));
        Submission s = world.honest({Bytes{0xff}});
        s.roots.push_back({});
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s.roots.clear();
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
    }

    void aStepHasOneTo1024Bytes()
    {
        ChainWorld world;
        QCOMPARE(refusal(world.submit(world.honest({Bytes{}}))), std::optional(ErrorCode::BadBatch));
        QCOMPARE(refusal(world.submit(world.honest({Bytes(1025, 1)}))), std::optional(ErrorCode::BadBatch));
        QCOMPARE(refusal(world.submit(world.honest({Bytes(1024, 1)}))), kAccepted);
    }

    void aBatchesTimeLiesBetweenItsParentAndNow()
    {
        ChainWorld world;
        world.chain->advanceTo(ChainWorld::kStart + 100);
        Submission s = world.honest({Bytes{0xff}});
        s.time = ChainWorld::kStart + 101;
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s.time = ChainWorld::kStart + 39; // more than the lag behind
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s.time = ChainWorld::kStart + 40;
        QCOMPARE(refusal(world.submit(s)), kAccepted);
        s = world.honest({Bytes{0xff}});
        s.time = ChainWorld::kStart + 39 + 1 - 1; // before its parent's
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s.time = ChainWorld::kStart + 40; // the same as its parent's
        QCOMPARE(refusal(world.submit(s)), kAccepted);
    }

    // ---- the inbox ------------------------------------------------------------------------------

    void theInboxIsTakenInOrderAndUnchanged()
    {
        ChainWorld world;
        world.deposit(kToken);
        world.deposit(2 * kToken);
        Submission s = world.honest({Bytes{0xff}});
        std::swap(s.inboxHashes[0], s.inboxHashes[1]);
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s = world.honest({Bytes{0xff}});
        s.inboxHashes[1][0] ^= 1;
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s = world.honest({Bytes{0xff}});
        s.inboxHashes.push_back(s.inboxHashes[0]); // a message that is not there
        s.roots.push_back({});
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        s = world.honest({Bytes{0xff}});
        s.expectedInboxAcc[0] ^= 1; // the main chain is not the one that the aggregator saw
        QCOMPARE(refusal(world.submit(s)), std::optional(ErrorCode::BadBatch));
        QCOMPARE(refusal(world.submit(world.honest({Bytes{0xff}}))), kAccepted);
    }

    void aMessageCannotBeLeftOutForLongerThanTheDelay()
    {
        ChainWorld world;
        world.deposit();
        const auto without = [&] {
            Submission s = world.honest({Bytes{0xff}});
            s.inboxHashes.clear();
            s.roots.resize(1);
            s.expectedInboxAcc = {};
            return s;
        };
        world.chain->advanceTo(ChainWorld::kStart + 59);
        QCOMPARE(refusal(world.submit(without())), kAccepted);
        world.chain->advanceTo(ChainWorld::kStart + 60);
        QCOMPARE(refusal(world.submit(without())), std::optional(ErrorCode::BadBatch));
        QCOMPARE(refusal(world.submit(world.honest({Bytes{0xff}}))), kAccepted);
    }

    void aFullInboxGoesOnInTheNextBatch()
    {
        ChainWorld world;
        for (int i = 0; i < 70; ++i) world.deposit(kToken);
        world.chain->advanceTo(ChainWorld::kStart + 1000);
        Submission s = world.honest({});
        QCOMPARE(s.inboxHashes.size(), std::size_t{64});
        Submission fewer = s; // 64 are enough, 63 are not
        fewer.inboxHashes.pop_back();
        fewer.roots.pop_back();
        fewer.expectedInboxAcc = *world.chain->inboxAcc(63);
        QCOMPARE(refusal(world.submit(fewer)), std::optional(ErrorCode::BadBatch));
        Submission more = s;
        more.inboxHashes.push_back(mainchain::messageHash(*world.chain->inbox(64)));
        more.roots.push_back({});
        more.expectedInboxAcc = *world.chain->inboxAcc(65);
        QCOMPARE(refusal(world.submit(more)), std::optional(ErrorCode::BadBatch));
        QVERIFY(world.post({}));
        QCOMPARE(world.post({})->inboxSteps, std::uint32_t{6});
    }

    void aForcedStepRunsWithoutTheAggregatorsGoodWill()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.chain->mint(kSomebody, kToken));
        QVERIFY(world.chain->force(kSomebody, world.transfer(0, 7 * kToken)));
        QVERIFY(world.post({}));
        const ByteView* record = world.tree.get(state::accountKey(world.challenger.address()));
        QVERIFY(record);
        QCOMPARE(state::decodeRecord<state::Account>(*record)->balance, 7 * kToken);
        QCOMPARE(refusal(world.chain->force(kSomebody, {})), std::optional(ErrorCode::WrongLength));
        QCOMPARE(refusal(world.chain->force(kSomebody, Bytes(1016, 1))), std::optional(ErrorCode::TooLarge));
        QVERIFY(world.chain->force(kSomebody, Bytes(1015, 1)));
        // Nonsense in the inbox is a step that does nothing.
        const Hash before = world.tree.root();
        QVERIFY(world.post({}));
        QVERIFY(world.tree.root() == before);
    }

    void depositsAreCheckedAndBounded()
    {
        ChainWorld world;
        const Address member = world.member.address();
        QCOMPARE(refusal(world.chain->deposit(member, member, 0)), std::optional(ErrorCode::OutOfRange));
        QCOMPARE(refusal(world.chain->deposit(member, {}, 1)), std::optional(ErrorCode::OutOfRange));
        QCOMPARE(refusal(world.chain->deposit(member, member, 1001 * kToken)),
                 std::optional(ErrorCode::InsufficientBalance));
        QCOMPARE(refusal(world.chain->mint(member, ~Amount{0})), std::optional(ErrorCode::AmountOverflow));
        QCOMPARE(world.account(world.member).balance, 1000 * kToken);
        world.definition.hasFaucet = false;
        storage::MemoryStore other;
        auto poor = mainchain::LocalChain::create(other, world.definition);
        QVERIFY(poor);
        QCOMPARE(refusal((*poor)->mint(member, 1)), std::optional(ErrorCode::LocalNetworkOnly));
    }

    // ---- bonds ----------------------------------------------------------------------------------

    void aBondIsFreeOnceTheLastBatchIsFinal()
    {
        ChainWorld world;
        const Address who = world.aggregator.address();
        QCOMPARE(refusal(world.chain->leave(kSomebody)), std::optional(ErrorCode::NotBonded));
        world.deposit();
        QVERIFY(world.post({}));
        world.chain->advanceTo(ChainWorld::kStart + 599);
        QCOMPARE(refusal(world.chain->leave(who)), std::optional(ErrorCode::TooEarly));
        world.chain->advanceTo(ChainWorld::kStart + 600);
        QVERIFY(world.chain->leave(who));
        QCOMPARE(*world.chain->payout(who), ChainWorld::kBond);
        QCOMPARE(*world.chain->payout(who), Amount{0});
        QCOMPARE(world.account(world.aggregator).balance, 2 * ChainWorld::kBond);
        QCOMPARE(refusal(world.submit(world.honest({Bytes{1}}))), std::optional(ErrorCode::NotBonded));
        QCOMPARE(refusal(world.chain->join(who, 3 * ChainWorld::kBond)),
                 std::optional(ErrorCode::InsufficientBalance));
        QVERIFY(world.isSolvent());
    }

    // ---- challenges -----------------------------------------------------------------------------

    void aWrongRootIsProvedWhereverItIs()
    {
        // First, middle and last step; one of the inbox; one that the machine refuses.
        for (std::uint32_t step = 0; step < 5; ++step) {
            ChainWorld world;
            world.deposit();
            const std::vector<Bytes> txs{world.transfer(0), world.transfer(5), Bytes{0xee},
                                         world.transfer(1)};
            const auto header = world.submit(world.lying(txs, step));
            QVERIFY(header);
            const Challenge challenge = world.challengeOf(1, step, world.tree);
            QVERIFY(world.announce(challenge));
            const auto verdict = world.chain->challenge(world.challenger.address(), challenge);
            QVERIFY(verdict);
            QVERIFY(verdict->isFraud);
            QCOMPARE(verdict->paid, ChainWorld::kBond / 2);
            QCOMPARE(verdict->burnt, ChainWorld::kBond / 2);
            QCOMPARE(world.chain->tip(), std::uint64_t{0});
            QCOMPARE(world.account(world.aggregator).bond, Amount{0});
            QCOMPARE(world.account(world.challenger).credit, ChainWorld::kBond / 2 + 10 * kToken);
            QCOMPARE(refusal(world.chain->header(1)), std::optional(ErrorCode::NotFound));
            QVERIFY(!*world.chain->isFinal(*header));
            QVERIFY(world.isSolvent());
        }
    }

    void anHonestBatchCannotBeProvedWrong()
    {
        ChainWorld world;
        world.deposit();
        const state::Tree before = world.tree;
        QVERIFY(world.post({world.transfer(0), world.transfer(5), Bytes{0xee}, world.transfer(1)}));
        for (std::uint32_t step = 0; step < 5; ++step) {
            const Challenge challenge = world.challengeOf(1, step, before);
            QVERIFY(world.announce(challenge));
            const auto verdict = world.chain->challenge(world.challenger.address(), challenge);
            QVERIFY(verdict);
            QVERIFY(!verdict->isFraud);
            QCOMPARE(world.chain->tip(), std::uint64_t{1});
            QCOMPARE(world.account(world.aggregator).bond, ChainWorld::kBond);
            QCOMPARE(world.account(world.aggregator).credit, (step + 1) * 5 * kToken);
        }
        QCOMPARE(world.account(world.challenger).balance, ChainWorld::kBond - 50 * kToken);
        QCOMPARE(world.chain->solvency().burnt, 25 * kToken);
        QVERIFY(world.isSolvent());
    }

    void aChallengeNeedsAnAnnouncementOfItsOwn()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0)}, 1)));
        Challenge challenge = world.challengeOf(1, 1, world.tree);
        const Address who = world.challenger.address();
        QCOMPARE(refusal(world.chain->challenge(who, challenge)), std::optional(ErrorCode::NotAnnounced));
        QVERIFY(world.announce(challenge));
        QCOMPARE(refusal(world.announce(challenge)), std::optional(ErrorCode::AlreadyExists));
        // Whoever copies a challenge has not announced it.
        QCOMPARE(refusal(world.chain->challenge(world.member.address(), challenge)),
                 std::optional(ErrorCode::NotAnnounced));
        Challenge other = challenge;
        other.salt[0] ^= 1;
        QCOMPARE(refusal(world.chain->challenge(who, other)), std::optional(ErrorCode::NotAnnounced));
        other = challenge;
        other.step = 0;
        QCOMPARE(refusal(world.chain->challenge(who, other)), std::optional(ErrorCode::NotAnnounced));
        QVERIFY(world.chain->challenge(who, challenge));
        // Used up, and the batch is gone.
        QCOMPARE(refusal(world.chain->challenge(who, challenge)), std::optional(ErrorCode::NotAnnounced));
        QCOMPARE(refusal(world.chain->challenge(who, other)), std::optional(ErrorCode::NotAnnounced));
    }

    void anAnnouncementMustBeOldEnough()
    {
        ChainWorld world;
        world.definition.announceAge = 3;
        storage::MemoryStore store;
        world.chain = std::move(*mainchain::LocalChain::create(store, world.definition));
        QVERIFY(world.chain->mint(world.aggregator.address(), 2 * ChainWorld::kBond));
        QVERIFY(world.chain->mint(world.challenger.address(), ChainWorld::kBond));
        QVERIFY(world.chain->mint(world.member.address(), ChainWorld::kBond));
        QVERIFY(world.chain->join(world.aggregator.address(), ChainWorld::kBond));
        world.deposit();
        QVERIFY(world.submit(world.lying({}, 0)));
        const Challenge challenge = world.challengeOf(1, 0, world.tree);
        QVERIFY(world.announce(challenge));
        const Address who = world.challenger.address();
        QCOMPARE(refusal(world.chain->challenge(who, challenge)), std::optional(ErrorCode::TooEarly));
        QVERIFY(world.chain->mine());
        QCOMPARE(refusal(world.chain->challenge(who, challenge)), std::optional(ErrorCode::TooEarly));
        QVERIFY(world.chain->mine());
        QCOMPARE(refusal(world.chain->challenge(who, challenge)), kAccepted);
    }

    void aMalformedWitnessPunishesNobody()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({world.transfer(0), world.transfer(1)}, 2)));
        const Challenge good = world.challengeOf(1, 2, world.tree);
        QVERIFY(world.announce(good));
        const auto bad = [&](auto change) {
            Challenge challenge = good;
            change(challenge);
            return refusal(world.chain->challenge(world.challenger.address(), challenge));
        };
        const auto witness = std::optional(ErrorCode::BadWitness);
        QCOMPARE(bad([](Challenge& c) { c.tape.pop_back(); }), witness);
        QCOMPARE(bad([](Challenge& c) { c.tape.push_back(0); }), witness);
        QCOMPARE(bad([](Challenge& c) { c.tape.clear(); }), witness);
        QCOMPARE(bad([](Challenge& c) { c.tape[c.tape.size() / 2] ^= 1; }), witness);
        QCOMPARE(bad([](Challenge& c) { c.txBytes[30] ^= 1; }), witness);
        QCOMPARE(bad([](Challenge& c) { c.cur.postRoot[0] ^= 1; }), witness);
        QCOMPARE(bad([](Challenge& c) { c.cur.siblings.clear(); }), witness);
        QCOMPARE(bad([](Challenge& c) { c.pre = c.cur; }), witness); // a state before that it was not
        QCOMPARE(bad([](Challenge& c) { c.pre.siblings.push_back({}); }), witness);
        QCOMPARE(bad([](Challenge& c) { c.header.postRoot[0] ^= 1; }), std::optional(ErrorCode::RolledBack));
        QCOMPARE(bad([](Challenge& c) { c.header.number = 0; }), std::optional(ErrorCode::RolledBack));
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.account(world.aggregator).bond, ChainWorld::kBond);
        QCOMPARE(world.chain->solvency().burnt, Amount{0});
        QCOMPARE(bad([](Challenge&) {}), kAccepted);
    }

    void aStepBeyondTheBatchIsRefused()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({}, 0)));
        Challenge challenge = world.challengeOf(1, 0, world.tree);
        challenge.step = 1;
        QVERIFY(world.announce(challenge));
        QCOMPARE(refusal(world.chain->challenge(world.challenger.address(), challenge)),
                 std::optional(ErrorCode::OutOfRange));
    }

    void aFinalBatchCannotBeChallenged()
    {
        ChainWorld world;
        world.deposit();
        const auto header = world.submit(world.lying({}, 0));
        QVERIFY(header);
        const Challenge challenge = world.challengeOf(1, 0, world.tree);
        QVERIFY(world.announce(challenge));
        world.chain->advanceTo(ChainWorld::kStart + 600);
        QVERIFY(*world.chain->isFinal(*header));
        QCOMPARE(refusal(world.chain->challenge(world.challenger.address(), challenge)),
                 std::optional(ErrorCode::AlreadyFinal));
    }

    void aRollbackTakesAllThatWasBuiltOnTheLieAtOnce()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        const state::Tree before = world.tree;
        world.deposit(kToken);
        QVERIFY(world.submit(world.lying({world.transfer(1)}, 1)));
        for (int i = 0; i < 100; ++i) QVERIFY(world.submit(world.honest({Bytes{0xff}})));
        QCOMPARE(world.chain->tip(), std::uint64_t{102});
        const Challenge challenge = world.challengeOf(2, 1, before);
        QVERIFY(world.announce(challenge));
        const std::size_t commits = world.store.commitCount();
        QVERIFY(world.chain->challenge(world.challenger.address(), challenge));
        QCOMPARE(world.store.commitCount(), commits + 1);
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        // The inbox's cursor is the header's: the second deposit comes again, once.
        world.tree = before;
        QVERIFY(world.chain->mint(kSomebody, ChainWorld::kBond));
        QVERIFY(world.chain->join(kSomebody, ChainWorld::kBond));
        const Submission again = world.honest({});
        QCOMPARE(again.inboxHashes.size(), std::size_t{1});
        // Nobody has priority after a fraud.
        QCOMPARE(refusal(world.chain->submit(kSomebody, again)), kAccepted);
    }

    void whoeverWasSlashedIsOutForGood()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.submit(world.lying({}, 0)));
        const Challenge challenge = world.challengeOf(1, 0, world.tree);
        QVERIFY(world.announce(challenge));
        QVERIFY(world.chain->challenge(world.challenger.address(), challenge));
        QCOMPARE(refusal(world.chain->join(world.aggregator.address(), ChainWorld::kBond)),
                 std::optional(ErrorCode::NotPermitted));
        QCOMPARE(refusal(world.submit(world.honest({}))), std::optional(ErrorCode::NotBonded));
    }

    void anUnusedAnnouncementExpires()
    {
        ChainWorld world;
        const Address who = world.challenger.address();
        const Hash blind{{5}};
        QCOMPARE(refusal(world.chain->expire(who, blind)), std::optional(ErrorCode::NotAnnounced));
        QVERIFY(world.chain->announce(who, blind));
        world.chain->advanceTo(ChainWorld::kStart + 59);
        QCOMPARE(refusal(world.chain->expire(who, blind)), std::optional(ErrorCode::TooEarly));
        world.chain->advanceTo(ChainWorld::kStart + 60);
        QVERIFY(world.chain->expire(who, blind));
        QCOMPARE(world.chain->solvency().burnt, 10 * kToken);
        QVERIFY(world.isSolvent());
        QCOMPARE(refusal(world.chain->announce(kSomebody, blind)),
                 std::optional(ErrorCode::InsufficientBalance));
    }

    void everyFlippedBitOfATapeIsRejected()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({}));
        const state::Tree before = world.tree;
        QVERIFY(world.post({world.transfer(0), world.transfer(1)}));
        const auto batch = world.chain->batch(2);
        for (const std::uint32_t step : {0U, 1U}) {
            const Challenge good = world.challengeOf(2, step, before);
            const auto context = rollup::contextOf(batch->header, step);
            const Hash& pre = rollup::rootBefore(*batch, step);
            QVERIFY(*rollup::judge(pre, world.definition.rules(), context, good.txBytes, good.tape) ==
                    batch->roots[step]);
            for (std::size_t bit = 0; bit < good.tape.size() * 8; ++bit) {
                Bytes tape = good.tape;
                tape[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
                QCOMPARE(refusal(rollup::judge(pre, world.definition.rules(), context, good.txBytes, tape)),
                         std::optional(ErrorCode::BadWitness));
            }
        }
    }

    // ---- back to the main chain -----------------------------------------------------------------

    void aWithdrawalIsPaidOnceFromAFinalBatch()
    {
        ChainWorld world;
        world.deposit();
        const Bytes step = world.withdrawal(0, kSomebody, 30 * kToken);
        const auto header = world.post({step});
        QVERIFY(header);
        const Hash digest = tx::digestOf(*tx::decode(step), world.definition.rules().domain);
        const ObjectId id = tx::objectIdOf(digest);
        state::Tree copy = world.tree;
        state::Recorder recorder(copy);
        QVERIFY(recorder.get(state::withdrawalKey(id)));
        const Bytes tape = recorder.tape();
        const auto claim = [&](Amount amount, const Address& to, const Bytes& witness) {
            return refusal(world.chain->claim(*header, id, to, amount, witness));
        };
        QCOMPARE(claim(30 * kToken, kSomebody, tape), std::optional(ErrorCode::NotFinal));
        world.chain->advanceTo(ChainWorld::kStart + 600);
        QCOMPARE(claim(31 * kToken, kSomebody, tape), std::optional(ErrorCode::BadWitness));
        QCOMPARE(claim(30 * kToken, world.member.address(), tape), std::optional(ErrorCode::BadWitness));
        QCOMPARE(claim(30 * kToken, kSomebody, {}), std::optional(ErrorCode::BadWitness));
        Bytes longer = tape;
        longer.push_back(0);
        QCOMPARE(claim(30 * kToken, kSomebody, longer), std::optional(ErrorCode::BadWitness));
        QCOMPARE(claim(30 * kToken, kSomebody, tape), kAccepted);
        QCOMPARE(claim(30 * kToken, kSomebody, tape), std::optional(ErrorCode::AlreadyClaimed));
        QCOMPARE(*world.chain->payout(kSomebody), 30 * kToken);
        QCOMPARE(world.chain->solvency().value, 70 * kToken);
        rollup::Header other = *header;
        other.postRoot[0] ^= 1;
        QCOMPARE(refusal(world.chain->claim(other, id, kSomebody, 1, tape)),
                 std::optional(ErrorCode::NotFinal));
    }

    // ---- keeping --------------------------------------------------------------------------------

    void everyCallSurvivesARestart()
    {
        ChainWorld world;
        world.deposit();
        QVERIFY(world.post({world.transfer(0)}));
        const auto block = world.chain->blockNumber();
        const auto events = *world.chain->events(0, 100);
        world.reopen();
        QCOMPARE(world.chain->blockNumber(), block);
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.chain->events(0, 100)->size(), events.size());
        // After a number that there is not, there is nothing.
        for (const std::uint64_t after : {std::uint64_t(events.size()), ~std::uint64_t(0)})
            QCOMPARE(world.chain->events(after, 100)->size(), std::size_t(0));
        QCOMPARE(world.chain->time(), ChainWorld::kStart);
        QVERIFY(world.post({world.transfer(1)}));
        for (std::size_t i = 0; i < events.size(); ++i) QCOMPARE(events[i].id, i + 1);
    }

    void aFailedCommitLeavesTheCallUndoneOrDone()
    {
        using Effect = storage::MemoryStore::FaultEffect;
        for (const Effect effect : {Effect::NotWritten, Effect::Written}) {
            ChainWorld world;
            world.store.failCommit(1, effect);
            QCOMPARE(refusal(world.chain->deposit(world.member.address(), world.member.address(), kToken)),
                     std::optional(ErrorCode::StoreUnavailable));
            // The next call reads what is really there.
            const Amount expected = effect == Effect::Written ? 2 * kToken : kToken;
            world.deposit(kToken);
            QCOMPARE(world.chain->solvency().value, expected);
            QCOMPARE(world.chain->inboxCount(), expected / kToken);
            QVERIFY(world.post({}));
        }
    }

    void timeNeverRunsBackwards()
    {
        ChainWorld world;
        world.chain->advanceTo(ChainWorld::kStart + 50);
        world.chain->advanceTo(ChainWorld::kStart + 20);
        QCOMPARE(world.chain->time(), ChainWorld::kStart + 50);
        QVERIFY(world.chain->mine());
        world.reopen();
        QCOMPARE(world.chain->time(), ChainWorld::kStart + 50);
    }
};

STOA_TEST(LocalChainTest)

} // namespace stoa::test

#include "local_chain_test.moc"
