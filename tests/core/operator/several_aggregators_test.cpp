// SPDX-License-Identifier: MIT
// Several aggregators on one main chain: taking turns, dying, lying, and a main chain that is reorganized.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/several_world.h"
#include "tests/support/terms.h"

namespace stoa::test {

using Stage = node::StepStatus::Stage;

namespace {

/// A world in which the first node has posted deposits of a hundred tokens for persons 0 to 2.
struct Begun : SeveralWorld {
    explicit Begun(std::size_t nodes = 2, std::size_t validators = 2)
        : SeveralWorld(nodes, validators)
    {
        for (std::size_t person = 0; person < 3; ++person) STOA_CHECK(deposit(person, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
        STOA_CHECK(chain->tip() == 1 && areAlike());
    }
};

/// A world in which the first node has posted the step that opens a case's salt; nobody has answered.
struct Drawing : SeveralWorld {
    Drawing()
        : SeveralWorld(2, 2, [](rollup::NetworkDefinition& d) { d.answerPeriod = d.minimumPeriod; })
    {
        for (std::size_t person = 0; person < 3; ++person) STOA_CHECK(deposit(person, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
        tx::CreateDac court;
        static_cast<tx::CharterTerms&>(court) = NetworkWorld::terms({});
        court.serves = 1;
        court.commitPeriod = court.appealPeriod = kDay;
        court.seatDeposit = kToken;
        const DacId judges = tx::dacIdOf(does(0, court));
        does(0, tx::TakeSeat{judges, 0, kToken});
        tx::CreateDac home;
        static_cast<tx::CharterTerms&>(home) = NetworkWorld::terms(tx::companyParty(judges));
        const DacId dac = tx::dacIdOf(does(1, home));
        tx::Join join;
        join.dac = dac;
        does(2, join);
        STOA_CHECK(pass(8)); // the seat is older than the case
        const tx::Propose proposal = proposalOf(dac, tx::personParty(address(2)), chain->time(), home);
        const ObjectId id = tx::objectIdOf(does(1, proposal));
        const auto job = [&] { return *read<state::Collaboration>(0, state::collaborationKey(dac, id)); };
        does(2, tx::Accept{dac, id, job().seq, job().statement, job().doerDeposit});
        const Hash salt = contentIdOf("salt");
        does(1, tx::Dispute{dac, id, job().seq, 0, contentIdOf("evidence"), crypto::keccak256(salt.bytes),
                            job().courtFee});
        STOA_CHECK(pass(8));
        chain->advanceTo(chain->time() + definition.answerPeriod);
        STOA_CHECK(tick());
        does(1, tx::DrawPanel{dac, id, 1, salt});
        STOA_CHECK(node(0).postNow().has_value());
        at = state::caseKey(dac, id, 1);
    }

    /// What the first node includes. The step's digest.
    Hash does(std::size_t person, tx::Payload payload)
    {
        const Bytes made = step(0, person, std::move(payload));
        STOA_CHECK(give(0, made).stage == Stage::Included);
        return digestOf(made);
    }

    unsigned drawn(std::size_t index)
    {
        const auto dispute = read<state::Case>(index, at);
        return dispute ? dispute->drawn : 99U;
    }

    state::Key at; ///< of the case
};

} // namespace

class SeveralAggregatorsTest : public QObject {
    Q_OBJECT

private slots:
    void twoTakeTurnsAndAgree()
    {
        Begun world;
        QCOMPARE(world.balance(1, 0), 100 * kToken);
        Amount paid = 0;
        for (std::size_t turn = 0; turn < 6; ++turn) {
            const std::size_t who = turn % 2;
            QVERIFY(world.pass(world.definition.slot));
            QCOMPARE(world.pay(who, 0, 3, kToken).stage, Stage::Included);
            paid += kToken;
            QVERIFY(world.pass(4));
            QVERIFY(world.areAlike());
            QCOMPARE(world.balance(1 - who, 3), paid);
            const auto header = world.chain->header(world.chain->tip());
            QCOMPARE(header->aggregator, world.aggregator(who).address());
        }
        QVERIFY(world.isChainRight());
        for (const std::size_t index : {0U, 1U}) { // and also after a restart
            QVERIFY(world.start(index));
            QCOMPARE(world.balance(index, 3), paid);
        }
        QVERIFY(world.areAlike());
    }

    void whoseTurnItIsNotAcknowledgesNothing()
    {
        Begun world;
        QCOMPARE(world.chain->slot()->who, world.aggregator(0).address());
        QCOMPARE(mainchain::maySubmit(*world.chain, world.aggregator(0).address()).has_value(), true);
        QCOMPARE(world.pay(1, 0, 3, kToken).stage, Stage::Unknown);
        QCOMPARE(world.lastError, std::optional(ErrorCode::NotYourSlot));
        QVERIFY(!world.aggregator(1).openBatch());
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.chain->slot()->who.isZero());
        QCOMPARE(world.pay(1, 0, 3, kToken).stage, Stage::Included);
    }

    void stepsAreHandedToWhoseTurnItIs()
    {
        Begun world;
        world.handsOver = true;
        const Bytes step = world.step(1, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(1, step).stage, Stage::Waiting); // not here yet, and nobody's word is passed on
        QCOMPARE(world.balance(0, 3), kToken);
        QCOMPARE(world.balance(1, 3), Amount{0});
        QCOMPARE(world.give(1, step).stage, Stage::Waiting); // who asks again does no harm
        QVERIFY(world.pass(4));
        QCOMPARE(world.stageOf(1, step), Stage::Included);
        QCOMPARE(world.balance(1, 3), kToken);
        const Bytes tooMuch = world.step(1, 0, tx::Transfer{world.address(3), 1000 * kToken});
        const auto refused = world.give(1, tooMuch);
        QCOMPARE(refused.stage, Stage::Refused);
        QCOMPARE(refused.refusal, std::optional(ErrorCode::InsufficientBalance));
    }

    /// A draw waits for the next batch, which is the last aggregator's duty.
    void aDrawIsMadeByWhoHasTheSlot()
    {
        Drawing world;
        QVERIFY(world.start(1));
        QVERIFY(world.node(1).tick()); // knows of the draw, and leaves it
        QCOMPARE(world.drawn(1), 0U);
        QVERIFY(!world.aggregator(1).trouble());
        QVERIFY(world.pass(1));
        QCOMPARE(world.drawn(0), 1U);
        QVERIFY(world.pass(4));
        QCOMPARE(world.drawn(1), 1U);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void aDrawIsMadeByAnotherAfterSilence()
    {
        Drawing world;
        world.stop(0);
        QVERIFY(world.pass(world.definition.slot - 1));
        QCOMPARE(world.drawn(1), 0U);
        QVERIFY(world.pass(2));
        QCOMPARE(world.drawn(1), 1U);
    }

    void afterSilenceAnotherTakesOver()
    {
        Begun world;
        // Work of the first: posted, and acknowledged but not posted.
        QCOMPARE(world.pay(0, 0, 3, kToken).stage, Stage::Included);
        QVERIFY(world.pass(4));
        const Bytes lost = world.step(0, 1, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, lost).stage, Stage::Included);
        world.stop(0);
        // A deposit arrives meanwhile: the second waits for the slot's end, then takes it in.
        QVERIFY(world.deposit(2, 5 * kToken));
        QVERIFY(world.pass(5));
        QCOMPARE(world.balance(1, 2), 100 * kToken);
        QVERIFY(world.pass(20));
        QCOMPARE(world.balance(1, 2), 105 * kToken);
        QCOMPARE(world.pay(1, 0, 3, kToken).stage, Stage::Included);
        QVERIFY(world.pass(4));
        QCOMPARE(world.balance(1, 3), 2 * kToken);
        // The first comes back. What it had acknowledged is run again as soon as it is its turn.
        QVERIFY(world.start(0));
        QCOMPARE(world.stageOf(0, lost), Stage::Waiting);
        QVERIFY(world.areAlike());
        QVERIFY(world.pass(2 * world.definition.slot));
        QCOMPARE(world.stageOf(0, lost), Stage::Included);
        QCOMPARE(world.stageOf(1, lost), Stage::Included);
        QCOMPARE(world.balance(1, 3), 3 * kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void depositsReturnAlsoWhenTheAggregatorHasDied()
    {
        Begun world;
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(tx::personParty(world.address(2)));
        const Bytes founding = world.step(0, 0, creation);
        QCOMPARE(world.give(0, founding).stage, Stage::Included);
        const DacId dac = tx::dacIdOf(world.digestOf(founding));
        tx::Join join;
        join.dac = dac;
        QCOMPARE(world.give(0, world.step(0, 1, join)).stage, Stage::Included);
        const auto p = proposalOf(dac, tx::personParty(world.address(1)), world.chain->time(), creation);
        QCOMPARE(world.give(0, world.step(0, 0, p)).stage, Stage::Included);
        QVERIFY(world.pass(4));
        const Amount before = world.balance(1, 0);
        world.stop(0);
        // Nobody answers the proposal, and the aggregator that took it is dead: the other one pays it back.
        world.chain->advanceTo(world.chain->time() + kDay);
        QVERIFY(world.pass(world.definition.slot + 4));
        QCOMPARE(world.balance(1, 0), before + 30 * kToken);
        QVERIFY(world.isChainRight());
    }

    void whatNoLongerAppliesIsRolledBack()
    {
        Begun world;
        const Bytes one = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        const Bytes other = world.step(0, 0, tx::Transfer{world.address(4), 2 * kToken}); // the same nonce
        QCOMPARE(world.give(0, one).stage, Stage::Included);
        world.stop(0); // before it has posted
        QVERIFY(world.pass(world.definition.slot));
        QCOMPARE(world.give(1, other).stage, Stage::Included);
        QVERIFY(world.pass(4));
        QVERIFY(world.start(0));
        QVERIFY(world.pass(2 * world.definition.slot));
        QCOMPARE(world.stageOf(0, one), Stage::RolledBack);
        QCOMPARE(world.stageOf(0, other), Stage::Included);
        QCOMPARE(world.aggregator(0).waitingSteps(), std::size_t{0});
        QCOMPARE(world.balance(0, 3), Amount{0});
        QVERIFY(world.areAlike());
    }

    void theSameStepAtTwoNodesHappensOnce()
    {
        Begun world;
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QVERIFY(world.pass(world.definition.slot)); // anybody's turn
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        QCOMPARE(world.give(1, step).stage, Stage::Included);
        QVERIFY(world.pass(30));
        QVERIFY(world.areAlike() && world.isChainRight());
        for (const std::size_t index : {0U, 1U}) {
            QCOMPARE(world.stageOf(index, step), Stage::Included);
            QCOMPARE(world.balance(index, 3), kToken);
        }
    }

    void aWrongBatchIsNeverBuiltUpon()
    {
        Begun world(3, 1); // the third does not validate, and is not fooled either
        world.stop(0);     // the only one that challenges
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.aggregator(1).corruptNextBatch());
        const Bytes step = world.step(1, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(1, step).stage, Stage::Included);
        QVERIFY(world.pass(4));
        QCOMPARE(world.chain->tip(), std::uint64_t{2});
        QCOMPARE(world.aggregator(2).wrongBatch(), std::uint64_t{2});
        QCOMPARE(world.aggregator(2).followedBatch(), std::uint64_t{1});
        QCOMPARE(world.balance(2, 3), Amount{0});
        QVERIFY(world.pass(world.definition.slot)); // its turn, but nothing to build upon
        QCOMPARE(world.pay(2, 1, 3, kToken).stage, Stage::Unknown);
        QCOMPARE(world.lastError, std::optional(ErrorCode::Busy));
        QCOMPARE(world.chain->tip(), std::uint64_t{2});
        // Who validates comes back and has it rolled back. The step that stood in the lie is run by the
        // others.
        const Address liar = world.aggregator(1).address();
        QVERIFY(world.start(0));
        QVERIFY(world.pass(30));
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QVERIFY(world.chain->account(liar)->isSlashed != 0);
        QVERIFY(world.aggregator(1).address() != liar);
        QVERIFY(world.areAlike() && world.isChainRight());
        QCOMPARE(world.stageOf(0, step), Stage::Included);
        QCOMPARE(world.stageOf(2, step), Stage::Included);
        QCOMPARE(world.balance(1, 3), kToken);
    }

    void blocksOfOnesOwnOutliveALieOfAnother()
    {
        Begun world(2, 1);
        QVERIFY(world.pass(world.definition.slot));
        const Bytes mine = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, mine).stage, Stage::Included); // not posted yet
        QVERIFY(world.aggregator(1).corruptNextBatch());
        QCOMPARE(world.pay(1, 1, 4, kToken).stage, Stage::Included);
        QVERIFY(world.node(1).postNow());
        QCOMPARE(world.chain->tip(), std::uint64_t{2});
        QVERIFY(world.node(0).info());
        QCOMPARE(world.stageOf(0, mine), Stage::Included);
        QVERIFY(world.pass(20));
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.stageOf(0, mine), Stage::Included);
        QCOMPARE(world.balance(1, 3), kToken);
        QCOMPARE(world.balance(1, 4), kToken); // from the lie's calldata
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void descendantsOfALieAreRolledBackWithIt()
    {
        // A liar that goes on posting on its lie, as fast as it may.
        Begun world(2, 1);
        world.stop(0);
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.aggregator(1).corruptNextBatch());
        QCOMPARE(world.pay(1, 0, 3, kToken).stage, Stage::Included);
        QVERIFY(world.node(1).postNow());
        const Address liar = world.aggregator(1).address();
        for (int i = 0; i < 5; ++i) { // anything at all, with roots out of thin air
            mainchain::Submission s;
            s.parent = *world.chain->header(world.chain->tip());
            s.expectedInboxAcc = *world.chain->inboxAcc(s.parent.inboxEnd);
            s.time = world.chain->time();
            s.txs = {Bytes{0xff, static_cast<std::uint8_t>(i)}};
            s.roots = {Hash{{static_cast<std::uint8_t>(i)}}};
            QVERIFY(world.chain->submit(liar, s));
        }
        world.stop(1);
        QCOMPARE(world.chain->tip(), std::uint64_t{7});
        QVERIFY(world.start(0));
        QVERIFY(world.pass(20));
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1}); // one challenge was enough
        QCOMPARE(world.balance(0, 3), kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
        QVERIFY(world.start(1));
        QVERIFY(world.pass(4));
        QVERIFY(world.areAlike());
    }

    /// Otherwise members would take an honest node for a liar until the rollback.
    void aWrongBatchIsShownThoughBlocksOfOnesOwnWereToStandThere()
    {
        Begun world(2, 0);
        QCOMPARE(world.pay(0, 0, 3, kToken).stage, Stage::Included);
        const Address liar{{1, 2, 3}};
        const Amount bond = world.chain->requiredBond();
        QVERIFY(world.chain->mint(liar, bond) && world.chain->join(liar, bond));
        world.chain->advanceTo(world.chain->time() + world.definition.slot);
        mainchain::Submission s;
        s.parent = *world.chain->header(1);
        s.expectedInboxAcc = *world.chain->inboxAcc(s.parent.inboxEnd);
        s.time = world.chain->time();
        s.txs = {Bytes{0xff}};
        s.roots = {Hash{{9}}};
        QVERIFY(world.chain->submit(liar, s));
        const auto shown = world.node(0).batches(2, 1);
        QVERIFY(shown && shown->size() == 1);
        QVERIFY(shown->front().header == *world.chain->header(2));
        QVERIFY(world.aggregator(0).openBatch()); // its own are only put off
        light::HeaderChain headers(world.definition);
        QCOMPARE(world.follow(headers, 0), std::nullopt);
        QCOMPARE(headers.tip(), std::uint64_t{2});
        QVERIFY(!headers.agrees(2));
    }

    /// Between a rollback and the batch in its place nobody else has a turn.
    void whatARollbackHasUndoneIsPostedInTheSameTurn()
    {
        Begun world(2, 1);
        QVERIFY(world.pass(world.definition.slot));
        QVERIFY(world.aggregator(1).corruptNextBatch());
        const Bytes step = world.step(1, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(1, step).stage, Stage::Included);
        QVERIFY(world.node(1).postNow());
        world.stop(1);
        const std::uint64_t lie = world.chain->tip();
        for (int i = 0; i < 20 && world.chain->rollbacks() == 0; ++i) QVERIFY(world.pass(1));
        QCOMPARE(world.chain->rollbacks(), std::uint64_t{1});
        QCOMPARE(world.chain->tip(), lie);
        QVERIFY(world.chain->header(lie)->aggregator == world.aggregator(0).address());
        QVERIFY(!world.aggregator(0).openBatch());
        QCOMPARE(world.stageOf(0, step), Stage::Included);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// After a rollback nobody has the slot: the next liar waits already, with another bond.
    void liesOneAfterTheOtherDoNotHoldTheNetworkUp()
    {
        Begun world(1, 1);
        const Address honest = world.aggregator(0).address();
        QVERIFY(world.pass(world.definition.slot));
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        const auto lie = [&](std::size_t liar) {
            const Address who = world.address(20 + liar);
            if (world.chain->account(who)->bond == 0)
                return world.chain->mint(who, 1000 * kToken) && world.chain->join(who, 1000 * kToken);
            mainchain::Submission s;
            s.parent = *world.chain->header(world.chain->tip());
            s.expectedInboxAcc = *world.chain->inboxAcc(s.parent.inboxEnd);
            s.time = world.chain->time();
            s.txs = {Bytes{0x63}};
            s.roots = {Hash{{static_cast<std::uint8_t>(liar + 1)}}};
            return world.chain->submit(who, s).has_value();
        };
        for (std::size_t liar = 0; liar < 10; ++liar) {
            QVERIFY(lie(liar)); // joins
            QVERIFY(lie(liar)); // and is in front
            const std::uint64_t before = world.chain->rollbacks();
            for (int i = 0; i < 10 && world.chain->rollbacks() == before; ++i) QVERIFY(world.pass(1));
            QCOMPARE(world.chain->rollbacks(), before + 1);
        }
        QVERIFY(world.chain->tip() >= 2);
        QVERIFY(world.chain->header(2)->aggregator == honest);
        QCOMPARE(world.balance(0, 3), kToken);
        QVERIFY(world.pass(4));
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void aReorganizationOfTheMainChainLosesNothing_data()
    {
        QTest::addColumn<int>("batches");
        for (const int batches : {1, 2, 5}) QTest::addRow("%d", batches) << batches;
    }
    void aReorganizationOfTheMainChainLosesNothing()
    {
        QFETCH(int, batches);
        Begun world;
        light::HeaderChain member(world.definition);
        QCOMPARE(world.follow(member, 1), std::nullopt);
        const storage::MemoryStore before = world.remembered();
        std::vector<Bytes> steps;
        for (int i = 0; i < batches; ++i) {
            QVERIFY(world.pass(world.definition.slot));
            const std::size_t who = static_cast<std::size_t>(i) % 2;
            steps.push_back(world.step(who, 0, tx::Transfer{world.address(3), kToken}));
            QCOMPARE(world.give(who, steps.back()).stage, Stage::Included);
            QVERIFY(world.pass(4));
            QVERIFY(world.areAlike());
        }
        QCOMPARE(world.chain->tip(), static_cast<std::uint64_t>(batches) + 1);
        QCOMPARE(world.follow(member, 1), std::nullopt);
        const auto rollbacks = world.chain->rollbacks();
        world.reorganize(before);
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QVERIFY(world.pass(40));
        QCOMPARE(world.chain->rollbacks(), rollbacks); // the contract never rolled anything back
        QVERIFY(world.areAlike() && world.isChainRight());
        for (const std::size_t index : {0U, 1U}) {
            for (const Bytes& step : steps) QCOMPARE(world.stageOf(index, step), Stage::Included);
            QCOMPARE(world.balance(index, 3), static_cast<Amount>(batches) * kToken);
        }
        QVERIFY(world.chain->tip() > 1);
        QCOMPARE(world.follow(member, 1), std::nullopt); // a member goes along
        QVERIFY(member.head().header == world.aggregator(1).head().header);
    }

    void aReorganizationMayMoveTheInbox()
    {
        Begun world;
        const storage::MemoryStore before = world.remembered();
        QVERIFY(world.deposit(3, kToken));
        QVERIFY(world.deposit(4, 2 * kToken));
        QVERIFY(world.node(0).tick()); // in a block that is not posted
        QCOMPARE(world.balance(0, 3), kToken);
        const Bytes step = world.step(0, 3, tx::Transfer{world.address(5), 1000});
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        world.reorganize(before);
        QVERIFY(world.deposit(4, 3 * kToken)); // what was the second message comes first, with another amount
        QVERIFY(world.deposit(3, kToken));
        QVERIFY(world.pass(20));
        QVERIFY(world.areAlike() && world.isChainRight());
        QCOMPARE(world.balance(1, 4), 3 * kToken);
        QCOMPARE(world.stageOf(1, step), Stage::Included);
        QCOMPARE(world.balance(1, 5), Amount{1000});
    }

    /// Two of them in the other order lead to the same state; what was noted of the first order is no money.
    void whatCameInOnALostBranchIsNotToldTwice()
    {
        Begun world;
        const storage::MemoryStore before = world.remembered();
        const auto pay = [&](std::size_t first, std::size_t second) {
            for (const std::size_t to : {first, second}) STOA_CHECK(world.deposit(to, to * kToken));
            STOA_CHECK(world.node(0).tick() && world.node(0).postNow() && world.tick());
        };
        pay(3, 4);
        const Hash root = world.aggregator(0).tree().root();
        world.reorganize(before);
        pay(4, 3);
        QVERIFY(world.aggregator(0).tree().root() == root);
        for (const std::size_t index : {0U, 1U})
            for (const std::size_t person : {3U, 4U}) {
                const auto credits = world.node(index).credits(world.address(person), 9, {});
                QVERIFY(credits && credits->size() == 1);
                QCOMPARE(credits->front().amount, person * kToken);
            }
    }

    void aDepositThatVanishesTakesWhatWasBuiltOnItAlong()
    {
        Begun world;
        const storage::MemoryStore before = world.remembered();
        QVERIFY(world.deposit(3, kToken));
        QVERIFY(world.node(0).tick());
        const Bytes step = world.step(0, 3, tx::Transfer{world.address(5), 1000});
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        QVERIFY(world.node(0).postNow());
        world.reorganize(before);
        QVERIFY(world.pass(20));
        QCOMPARE(world.balance(0, 3), Amount{0});
        QCOMPARE(world.stageOf(0, step), Stage::RolledBack); // it cannot pay any more, and is told so
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void aBatchThatWasTooOldIsRunAgain()
    {
        Begun world;
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        world.stop(0);
        world.chain->advanceTo(world.chain->time() + kDay); // nobody stopped the clock of the main chain
        QVERIFY(world.start(0));
        QVERIFY(world.pass(8));
        QCOMPARE(world.stageOf(0, step), Stage::Included);
        QCOMPARE(world.balance(1, 3), kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void itCanBeStoppedAtEveryWrite()
    {
        // A takeover and a return, with the returning node's store failing at each commit in turn.
        std::size_t reached = 0;
        for (std::size_t nth = 1; nth < 12; ++nth) {
            for (const auto effect : {storage::MemoryStore::FaultEffect::NotWritten,
                                      storage::MemoryStore::FaultEffect::Written}) {
                Begun world;
                const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
                QCOMPARE(world.give(0, step).stage, Stage::Included);
                world.stop(0);
                QVERIFY(world.pass(world.definition.slot));
                QCOMPARE(world.pay(1, 1, 3, kToken).stage, Stage::Included);
                QVERIFY(world.pass(4));
                world.failAggregatorStore(0, nth, effect);
                for (int i = 0; i < 40; ++i) {
                    if (!world.runs(0) && !world.start(0)) {
                        ++reached;
                        continue;
                    }
                    if (!world.pass(1)) {
                        ++reached;
                        world.stop(0);
                    }
                }
                QVERIFY(world.runs(0));
                QCOMPARE(world.stageOf(0, step), Stage::Included);
                QCOMPARE(world.balance(1, 3), 2 * kToken);
                QVERIFY(world.areAlike() && world.isChainRight());
            }
        }
        QVERIFY(reached > 6);
    }
};

STOA_TEST(SeveralAggregatorsTest)

} // namespace stoa::test

#include "several_aggregators_test.moc"
