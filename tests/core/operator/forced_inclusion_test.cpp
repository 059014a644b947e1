// SPDX-License-Identifier: MIT
// Steps over the main chain that no aggregator can leave out, and bonds that follow what they answer for.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/several_world.h"
#include "tests/support/terms.h"

namespace stoa::test {

using Stage = node::StepStatus::Stage;

namespace {

constexpr std::size_t kStranger = 9; ///< an account of the main chain that is nobody on the sidechain

struct Begun : SeveralWorld {
    explicit Begun(const Change& change = {})
        : SeveralWorld(2, 2, change)
    {
        for (std::size_t person = 0; person < 3; ++person) STOA_CHECK(deposit(person, 100 * kToken));
        STOA_CHECK(node(0).tick() && node(0).postNow() && tick());
        STOA_CHECK(chain->tip() == 1);
        STOA_CHECK(chain->mint(address(kStranger), kToken).has_value());
    }
    Result<std::uint64_t> force(const Bytes& step) { return chain->force(address(kStranger), step); }
};

} // namespace

class ForcedInclusionTest : public QObject {
    Q_OBJECT

private slots:
    void anybodyForcesASignedStep()
    {
        Begun world;
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QVERIFY(world.force(step));
        QVERIFY(world.pass(8));
        for (const std::size_t index : {0U, 1U}) {
            QCOMPARE(world.balance(index, 3), kToken);
            QCOMPARE(world.stageOf(index, step), Stage::Included);
            // Who was paid hears who paid, not that a message came.
            const auto credits = world.aggregator(index).credits(world.address(3), 9, {});
            QVERIFY(credits && credits->size() == 1);
            QCOMPARE(credits->front().kind, static_cast<std::uint16_t>(tx::Kind::Transfer));
            QVERIFY(credits->front().from == world.address(0));
            QCOMPARE(credits->front().amount, kToken);
            const auto block = world.aggregator(index).block(credits->front().block);
            QCOMPARE(credits->front().batch, block->header.header.batch);
            QCOMPARE(credits->front().time, block->header.header.time);
        }
        // Forced again, or sent besides, it is a step that does nothing.
        QVERIFY(world.force(step));
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        QVERIFY(world.pass(8));
        QCOMPARE(world.balance(1, 3), kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void whatMeansNothingIsForcedInVain()
    {
        Begun world;
        const Hash root = world.aggregator(0).tree().root();
        QVERIFY(world.force(Bytes{0xff, 1, 2}));
        QVERIFY(world.force(tx::encode({{}, tx::Deposit{0, world.address(3), kToken}, {}})));
        QVERIFY(world.pass(8));
        QVERIFY(world.aggregator(0).tree().root() == root);
        QCOMPARE(world.chain->header(world.chain->tip())->inboxEnd, world.chain->inboxCount());
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void anUnsignedStepIsForcedToo()
    {
        Begun world;
        tx::CreateDac creation;
        static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(tx::personParty(world.address(2)));
        const Bytes founding = world.step(0, 0, creation);
        QCOMPARE(world.give(0, founding).stage, Stage::Included);
        const DacId dac = tx::dacIdOf(world.digestOf(founding));
        const auto p = proposalOf(dac, tx::personParty(world.address(1)), world.chain->time(), creation);
        const Bytes proposing = world.step(0, 0, p);
        QCOMPARE(world.give(0, proposing).stage, Stage::Included);
        QVERIFY(world.pass(4));
        const Amount before = world.balance(0, 0);
        world.chain->advanceTo(world.chain->time() + kDay);
        tx::Settle settle;
        settle.dac = dac;
        settle.object = tx::objectIdOf(world.digestOf(proposing));
        QVERIFY(world.force(tx::encode({{}, settle, {}})));
        QVERIFY(world.aggregator(0).takeInbox());
        QCOMPARE(world.balance(0, 0), before + 30 * kToken); // and the tip, which nobody earned, at the end
        QVERIFY(world.pass(8));
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void attackC32_aCensorCannotPostWithoutIt()
    {
        Begun world;
        world.stop(1); // the censor is alone
        world.aggregator(0).censor(true);
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QVERIFY(world.force(step));
        QVERIFY(world.deposit(2, kToken)); // what comes after it in the inbox has to wait with it
        QCOMPARE(world.pay(0, 1, 4, kToken).stage, Stage::Included);
        QVERIFY(world.pass(4));
        QCOMPARE(world.chain->tip(), std::uint64_t{2}); // the delay is not over: it goes on without
        QVERIFY(world.pass(world.definition.forceDelay));
        const Bytes later = world.step(0, 1, tx::Transfer{world.address(4), kToken});
        QCOMPARE(world.give(0, later).stage, Stage::Included);
        QVERIFY(world.pass(10));
        QCOMPARE(world.chain->tip(), std::uint64_t{2}); // and now it cannot
        QCOMPARE(world.aggregator(0).trouble(), std::optional(ErrorCode::BadBatch));
        QCOMPARE(world.balance(0, 3), Amount{0});
        // Anybody else with a bond goes on with it.
        QVERIFY(world.start(1));
        QVERIFY(world.pass(world.definition.slot + 4));
        QVERIFY(world.chain->tip() > 2);
        QCOMPARE(world.stageOf(1, step), Stage::Included);
        QCOMPARE(world.balance(1, 3), kToken);
        QCOMPARE(world.balance(0, 3), kToken); // the censor follows
        QVERIFY(world.pass(4 * world.definition.slot));
        QCOMPARE(world.stageOf(1, later), Stage::Included); // what it had acknowledged is not lost
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void attackC33_aFloodedInboxStopsNobody()
    {
        Begun world;
        for (int i = 0; i < 200; ++i) QVERIFY(world.force(Bytes{0xfe, static_cast<std::uint8_t>(i)}));
        QVERIFY(world.deposit(3, kToken));                           // somebody's money behind the flood
        QCOMPARE(world.pay(0, 0, 4, kToken).stage, Stage::Included); // and a member's step beside it
        QVERIFY(world.pass(30));
        QCOMPARE(world.chain->header(world.chain->tip())->inboxEnd, world.chain->inboxCount());
        for (std::uint64_t number = 1; number <= world.chain->tip(); ++number)
            QVERIFY(world.chain->header(number)->inboxSteps <= rollup::kMaxInboxSteps);
        QCOMPARE(world.balance(1, 3), kToken);
        QCOMPARE(world.balance(1, 4), kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// Who asks a node to force something pays it nothing: it brings what would be done, and not without end.
    void attackC33_aNodeIsNotMadeToPayForJunk()
    {
        Begun world;
        const auto refused = [&](const Bytes& step) {
            const auto forced = world.node(0).force(step);
            return forced ? std::optional<ErrorCode>() : std::optional(forced.error().code);
        };
        const std::uint64_t messages = world.chain->inboxCount();
        const Amount burnt = world.chain->solvency().burnt;
        QCOMPARE(refused(Bytes{0xfe, 1}), std::optional(ErrorCode::UnknownKind));
        QCOMPARE(refused(Bytes{}), std::optional(ErrorCode::WrongLength));
        QCOMPARE(refused(tx::encode({{}, tx::Deposit{0, world.address(3), kToken}, {}})),
                 std::optional(ErrorCode::WrongOrigin));
        // Nobody who has nothing, nothing that was done, nothing out of order.
        QVERIFY(refused(world.step(0, kStranger, tx::Transfer{world.address(3), kToken})));
        QCOMPARE(refused(world.step(0, 0, tx::Transfer{world.address(3), kToken}, 1)),
                 std::optional(ErrorCode::WrongNonce));
        QCOMPARE(world.chain->inboxCount(), messages);
        QCOMPARE(world.chain->solvency().burnt, burnt);

        // What waits is counted in: the next number may follow, the same step comes once, and eight are
        // enough.
        for (std::uint32_t nonce = 0; nonce < 8; ++nonce) {
            const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken}, nonce);
            QVERIFY(!refused(step));
            QVERIFY(!refused(step));
            QCOMPARE(world.chain->inboxCount(), messages + nonce + 1);
        }
        QCOMPARE(refused(world.step(0, 0, tx::Transfer{world.address(3), kToken}, 8)),
                 std::optional(ErrorCode::Busy));
        QVERIFY(
            !refused(world.step(0, 1, tx::Transfer{world.address(3), kToken}))); // others are not kept out
        QCOMPARE(world.chain->solvency().burnt, burnt + 9 * world.definition.forceFee);
        QVERIFY(world.pass(8));
        QCOMPARE(world.balance(1, 3), 9 * kToken);
        QVERIFY(!refused(world.step(0, 0, tx::Transfer{world.address(3), kToken})));
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// Deposits cost nothing, and forced junk next to nothing.
    void attackC33_whatOthersBringStopsNobodyFromForcing()
    {
        Begun world;
        QVERIFY(world.chain->mint(world.address(kStranger), kToken));
        for (int i = 0; i < 300; ++i) {
            QVERIFY(world.chain->deposit(world.address(kStranger), world.address(kStranger), 1));
            QVERIFY(world.force(Bytes{0xfe, static_cast<std::uint8_t>(i)}));
        }
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        const auto forced = world.node(0).force(step);
        QVERIFY(forced);
        QCOMPARE(*forced + 1, world.chain->inboxCount());
        QVERIFY(world.pass(40));
        QCOMPARE(world.stageOf(1, step), Stage::Included);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// It posts in every slot, and keeps it; but not for longer than the delay.
    void attackC32_aCensorThatGoesOnPostingLosesItsTurn()
    {
        Begun world;
        world.aggregator(0).censor(true);
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QVERIFY(world.force(step));
        const Timestamp over = world.chain->time() + world.definition.forceDelay;
        for (std::uint32_t i = 0; world.chain->time() + 1 < over; ++i) {
            if (i % 4 == 0) QCOMPARE(world.pay(0, 1, 4, kToken / 100).stage, Stage::Included);
            QVERIFY(world.chain->slot()->who == world.aggregator(0).address());
            QVERIFY(world.pass(1));
        }
        QCOMPARE(world.stageOf(1, step), Stage::Unknown);
        QVERIFY(world.pass(4)); // the other one does not wait until the slot would have been over
        QCOMPARE(world.stageOf(1, step), Stage::Included);
        QVERIFY(world.pass(4 * world.definition.slot));
        QVERIFY(world.chain->header(world.chain->tip())->inboxEnd == world.chain->inboxCount());
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    void theBondFollowsTheValueThatIsHeld()
    {
        // A tenth of what is held, and a thousand tokens at least.
        Begun world([](rollup::NetworkDefinition& d) { d.bondShare = 1000; });
        const Address who = world.aggregator(0).address();
        QCOMPARE(world.chain->requiredBond(), 1000 * kToken);
        QCOMPARE(world.chain->account(who)->bond, 1000 * kToken);
        QVERIFY(world.deposit(3, 50'000 * kToken));
        const Amount required = world.chain->solvency().value / 10;
        QCOMPARE(world.chain->requiredBond(), required);
        QVERIFY(required > 5000 * kToken);
        QCOMPARE(mainchain::maySubmit(*world.chain, who).error().code, ErrorCode::BondTooSmall);
        QVERIFY(world.pass(4)); // it brings more, and goes on
        QCOMPARE(world.chain->account(who)->bond, required);
        QCOMPARE(world.balance(1, 3), 50'000 * kToken);
        QVERIFY(world.areAlike());
    }

    void belowTheBondNobodyPosts()
    {
        Begun world([](rollup::NetworkDefinition& d) { d.bondShare = 1000; });
        QCOMPARE(world.pay(0, 0, 3, kToken).stage, Stage::Included);
        QVERIFY(world.deposit(4, 50'000 * kToken)); // now its bond is too small
        world.isPoor = true;
        QVERIFY(world.pass(8));
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.aggregator(0).trouble(), std::optional(ErrorCode::InsufficientBalance));
        // The main chain would not have taken it either.
        mainchain::Submission s;
        s.parent = *world.chain->header(1);
        s.time = world.chain->time();
        s.expectedInboxAcc = *world.chain->inboxAcc(s.parent.inboxEnd);
        s.txs = {Bytes{0xff}};
        s.roots = {s.parent.postRoot};
        QCOMPARE(world.chain->submit(world.aggregator(0).address(), s).error().code, ErrorCode::BondTooSmall);
        world.isPoor = false;
        QVERIFY(world.pass(20));
        QCOMPARE(world.balance(1, 3), kToken); // what was acknowledged has waited
        QCOMPARE(world.balance(1, 4), 50'000 * kToken);
        QVERIFY(world.areAlike() && world.isChainRight());
    }

    /// For whatever reason nobody brings it.
    void aBondThatNobodyBringsStopsNothingElse()
    {
        for (const ErrorCode why :
             {ErrorCode::AmountOverflow, ErrorCode::OverLimit, ErrorCode::LocalNetworkOnly}) {
            Begun world([](rollup::NetworkDefinition& d) { d.bondShare = 1000; });
            QVERIFY(world.pass(4));
            QCOMPARE(world.pay(0, 0, 3, kToken).stage, Stage::Included);
            world.isPoor = true;
            world.poverty = why;
            QVERIFY(world.deposit(4, 50'000 * kToken));
            QVERIFY(world.pass(8));
            QCOMPARE(world.aggregator(0).trouble(), std::optional(ErrorCode::InsufficientBalance));
            for (const std::size_t index : {0U, 1U}) {
                QCOMPARE(world.node(index).validator()->checkedBatch(), world.chain->tip());
                world.stop(index);
                QVERIFY(world.start(index)); // and its folder opens
            }
            world.isPoor = false;
            QVERIFY(world.pass(20));
            QCOMPARE(world.balance(1, 3), kToken);
            QVERIFY(world.areAlike() && world.isChainRight());
        }
    }
};

STOA_TEST(ForcedInclusionTest)

} // namespace stoa::test

#include "forced_inclusion_test.moc"
