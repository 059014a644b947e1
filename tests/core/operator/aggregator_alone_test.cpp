// SPDX-License-Identifier: MIT
// One aggregator, and what can go wrong around it for a moment: a main chain that does not answer one
// question, and steps that nobody here can run again.
#include <algorithm>
#include <set>
#include <span>

#include <QTest>

#include "core/operator/aggregator.h"
#include "core/operator/waiting_pool.h"
#include "tests/support/registry.h"
#include "tests/support/several_world.h"
#include "tests/support/terms.h"
#include "tests/support/unanswering_chain.h"

namespace stoa::test {

using Stage = node::StepStatus::Stage;

namespace {

/// An aggregator that reaches the main chain over a line that can be cut.
struct Alone : SeveralWorld {
    Alone()
        : SeveralWorld(0)
    {
        auto opened = node::Aggregator::open({store, line, random, [this](const Address& who, Amount amount) {
                                                  return chain->mint(who, amount);
                                              }});
        STOA_CHECK(opened.has_value());
        aggregator = std::move(*opened);
    }

    Amount balance(std::size_t person) const
    {
        const ByteView* bytes = aggregator->tree().get(state::accountKey(addresses[person]));
        const auto account = bytes ? state::decodeRecord<state::Account>(*bytes) : std::nullopt;
        return account ? account->balance : 0;
    }
    /// Signed, with a number that the account has not used.
    Bytes signedStep(std::size_t person, tx::Payload payload)
    {
        tx::Transaction transaction;
        transaction.payload = std::move(payload);
        transaction.envelope.from = address(person);
        transaction.envelope.nonce = used[person]++;
        transaction.envelope.validUntil = chain->time() + 30 * kDay;
        transaction.signature = key(person).sign(tx::digestOf(transaction, definition.rules().domain));
        return tx::encode(transaction);
    }
    bool runs(const Bytes& bytes)
    {
        const auto answers = aggregator->submit(std::span(&bytes, 1));
        return answers && answers->front().stage == Stage::Included;
    }
    /// A second of the main chain's, and a turn. False if it fails.
    bool second()
    {
        chain->advanceTo(chain->time() + 1);
        return aggregator->tick().has_value();
    }

    storage::MemoryStore store;
    UnansweringChain line{*chain};
    SeededRandom random{3};
    std::unique_ptr<node::Aggregator> aggregator;
    std::vector<Address> addresses{address(0), address(1)};
    std::uint32_t used[2] = {};
};

} // namespace

class AggregatorAloneTest : public QObject {
    Q_OBJECT

private slots:
    /// Whichever question of a turn it is that the main chain does not answer.
    void whatIsDueIsPaidAlsoIfTheMainChainWasAway()
    {
        std::size_t questions = 0;
        for (bool isLeft = false; !isLeft; ++questions) {
            Alone world;
            for (const std::size_t person : {0U, 1U}) QVERIFY(world.deposit(person, 100 * kToken));
            QVERIFY(world.second() && world.aggregator->postNow());
            tx::CreateDac creation;
            static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(tx::personParty(world.address(2)));
            const Bytes founding = world.signedStep(0, creation);
            QVERIFY(world.runs(founding));
            const DacId dac = tx::dacIdOf(world.digestOf(founding));
            tx::Join join;
            join.dac = dac;
            QVERIFY(world.runs(world.signedStep(1, join)));
            // Nobody answers: after a day 30 tokens are due to the one who made it.
            const auto p = proposalOf(dac, tx::personParty(world.address(1)), world.chain->time(), creation);
            QVERIFY(world.runs(world.signedStep(0, p)));
            for (int i = 0; i < 4; ++i) QVERIFY(world.second());
            QVERIFY(!world.aggregator->openBatch());
            const Amount before = world.balance(0);

            world.chain->advanceTo(world.chain->time() + kDay);
            world.line.leaveOut(questions + 1);
            const auto turn = world.aggregator->tick();
            isLeft = world.line.isLeft();
            world.line.leaveOut(0);
            QVERIFY(turn || turn.error().code == ErrorCode::Offline);
            for (int i = 0; i < 4; ++i) QVERIFY(world.second());
            const std::string which = "question " + std::to_string(questions + 1);
            QVERIFY2(world.balance(0) == before + 30 * kToken, which.c_str());
        }
        QVERIFY(questions > 5); // there are that many at least
    }

    /// It cannot run it again, and does not know whether anybody else will.
    void whoMakesNoBlocksKeepsNothingWaiting()
    {
        SeveralWorld world(3, 1);
        world.onlyFollows(2);
        QVERIFY(world.deposit(0, 100 * kToken) && world.deposit(1, 100 * kToken));
        QVERIFY(world.node(0).tick() && world.node(0).postNow() && world.tick());
        const storage::MemoryStore before = world.remembered();
        const Bytes undone = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, undone).stage, Stage::Included);
        QVERIFY(world.pass(4));
        QCOMPARE(world.stageOf(2, undone), Stage::Included);
        // Whoever has posted it dies, and the main chain forgets it.
        world.stop(0);
        world.reorganize(before);
        QVERIFY(world.pass(1));
        QCOMPARE(world.chain->tip(), std::uint64_t{1});
        QCOMPARE(world.balance(2, 3), Amount{0});
        QCOMPARE(world.aggregator(2).waitingSteps(), std::size_t{0});
        QCOMPARE(world.stageOf(2, undone), Stage::RolledBack);
        QCOMPARE(world.aggregator(1).waitingSteps(), std::size_t{1}); // it is the other's to run it again
    }

    void whoMakesNoBlocksKeepsNothingOfALie()
    {
        SeveralWorld world(3, 0); // nobody challenges it
        world.onlyFollows(2);
        QVERIFY(world.deposit(0, 100 * kToken));
        QVERIFY(world.node(0).tick() && world.node(0).postNow() && world.tick());
        QVERIFY(world.aggregator(0).corruptNextBatch());
        const Bytes step = world.step(0, 0, tx::Transfer{world.address(3), kToken});
        QCOMPARE(world.give(0, step).stage, Stage::Included);
        QVERIFY(world.node(0).postNow());
        QVERIFY(world.tick());
        for (const std::size_t index : {1U, 2U})
            QCOMPARE(world.aggregator(index).wrongBatch(), std::uint64_t{2});
        QCOMPARE(world.aggregator(1).waitingSteps(), std::size_t{1});
        QCOMPARE(world.aggregator(2).waitingSteps(), std::size_t{0});
        QCOMPARE(world.stageOf(2, step), Stage::Unknown);
    }

    void whatWaitsOnTheMainChainIsCountedUntilABatchHasIt()
    {
        Alone world;
        QVERIFY(world.second());
        QCOMPARE(world.aggregator->inbox().messages, std::uint64_t{0});
        const Timestamp came = world.chain->time();
        QVERIFY(world.deposit(0, kToken) && world.deposit(1, kToken));
        QVERIFY(world.second());
        QVERIFY(world.aggregator->openBatch()); // it has them, and is posted later
        QCOMPARE(world.aggregator->inbox().messages, std::uint64_t{2});
        QCOMPARE(world.aggregator->inbox().since, came);
        QVERIFY(world.aggregator->postNow() && world.second());
        QCOMPARE(world.aggregator->inbox().messages, std::uint64_t{0});
        QCOMPARE(world.aggregator->inbox().since, Timestamp{0});
    }

    /// Why two signed blocks of one parent are no proof of a lie: work that came too late is run again.
    void whoeverIsHonestMaySignTwoBlocksOfOneParent()
    {
        Alone world;
        QVERIFY(world.deposit(0, 100 * kToken) && world.second() && world.aggregator->postNow());
        const Bytes step = world.signedStep(0, tx::Transfer{world.address(1), kToken});
        QVERIFY(world.runs(step));
        const rollup::SignedHeader first = world.aggregator->head();
        world.chain->advanceTo(world.chain->time() + kDay); // too old now to be posted
        for (int i = 0; i < 8; ++i) QVERIFY(world.second());
        const auto second = world.aggregator->block(first.header.number);
        QVERIFY(second);
        const Hash definition = world.definition.hash();
        QVERIFY(second->header.header.parent == first.header.parent);
        QVERIFY(rollup::blockHash(second->header.header, definition) !=
                rollup::blockHash(first.header, definition));
        QVERIFY(rollup::checkSignature(first, definition));
        QVERIFY(rollup::checkSignature(second->header, definition));
        QCOMPARE(world.balance(1), kToken); // and what was acknowledged has happened
        QVERIFY(!world.aggregator->openBatch());
    }

    /// Anybody founds companies whose rules name somebody else, thousands for a few hundredths of a token.
    void whatOneBelongsToIsToldBeforeWhatOnlyNamesOne()
    {
        Alone world;
        for (const std::size_t person : {0U, 1U}) QVERIFY(world.deposit(person, 100 * kToken));
        QVERIFY(world.second() && world.aggregator->postNow());
        const auto founding = [&](std::size_t founder, const tx::Party& court) {
            tx::CreateDac creation;
            static_cast<tx::CharterTerms&>(creation) = NetworkWorld::terms(court);
            return world.signedStep(founder, creation);
        };
        const auto companyOf = [&](const Bytes& step) { return tx::dacIdOf(world.digestOf(step)); };
        const tx::Party victim = tx::personParty(world.address(1));
        std::set<DacId> joined;
        for (const tx::Party& court : {tx::Party{}, victim}) {
            const Bytes own = founding(1, court);
            QVERIFY(world.runs(own));
            joined.insert(companyOf(own));
        }
        std::vector<Bytes> strangers;
        std::set<DacId> naming;
        for (std::size_t i = 0; i <= node::kMaxCompaniesTold; ++i) {
            strangers.push_back(founding(0, victim));
            naming.insert(companyOf(strangers.back()));
        }
        const std::span<const Bytes> all(strangers);
        for (const auto part : {all.first(all.size() / 2), all.subspan(all.size() / 2)}) {
            const auto answers = world.aggregator->submit(part);
            QVERIFY(answers && std::ranges::all_of(*answers, [](const node::StepStatus& each) {
                        return each.stage == Stage::Included;
                    }));
        }
        // Named by its rules, and joined later.
        tx::Join join;
        join.dac = *naming.rbegin();
        QVERIFY(world.runs(world.signedStep(1, join)));
        joined.insert(join.dac);

        const auto told = world.aggregator->companiesOf(world.address(1));
        QVERIFY(told);
        QCOMPARE(told->size(), node::kMaxCompaniesTold);
        const auto firstNamed = told->begin() + static_cast<std::ptrdiff_t>(joined.size());
        QVERIFY(std::set<DacId>(told->begin(), firstNamed) == joined);
        QVERIFY(std::all_of(firstNamed, told->end(), [&](const DacId& dac) { return naming.contains(dac); }));
    }

    void whatWaitsKeepsItsOrderAndIsThereOnce()
    {
        node::WaitingPool pool;
        QCOMPARE(pool.add(Hash{{9}}, Bytes{1}), std::uint64_t{1});
        QCOMPARE(pool.add(Hash{{3}}, Bytes{2}), std::uint64_t{2});
        QCOMPARE(pool.add(Hash{{9}}, Bytes{3}), std::uint64_t{0});
        QVERIFY(pool.restore({7, Hash{{5}}, Bytes{4}}));
        QVERIFY(!pool.restore({7, Hash{{6}}, Bytes{5}}));
        QVERIFY(!pool.restore({8, Hash{{5}}, Bytes{6}}));
        pool.erase(Hash{{3}});
        pool.erase(Hash{{4}});
        QVERIFY(!pool.find(Hash{{3}}) && pool.find(Hash{{5}})->step == Bytes{4});
        QCOMPARE(pool.add(Hash{{3}}, Bytes{7}), std::uint64_t{8}); // a number is given out once
        std::vector<std::uint64_t> numbers;
        for (const auto& each : pool.all()) numbers.push_back(each.number);
        QCOMPARE(numbers, (std::vector<std::uint64_t>{1, 7, 8}));
        pool.clear();
        QVERIFY(pool.isEmpty() && !pool.find(Hash{{9}}));
        QCOMPARE(pool.add(Hash{{9}}, Bytes{1}), std::uint64_t{1});
    }
};

STOA_TEST(AggregatorAloneTest)

} // namespace stoa::test

#include "aggregator_alone_test.moc"
