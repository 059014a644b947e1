// SPDX-License-Identifier: MIT
// What a node does for its network: one that begins it, and one that follows it on another computer.
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

class NodeRolesTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_people = 0;

    Person person(Wire* wire, std::optional<NodeRoles> roles)
    {
        Person made(m_folder.filePath(QString::number(++m_people)), wire);
        made.roles = roles;
        return made;
    }
    static bool pay(Person& person)
    {
        return ask(*person.engine, UseFaucet{Address::fromPrefix(Bytes(20, 7)), kToken}).has_value() &&
               ask(*person.engine, AdvanceTime{10}).has_value();
    }
    /// Has a wallet and a first batch, and is reached over `wire`.
    static bool beginsToMakeBlocks(Person& person, Wire& wire)
    {
        if (!person.start() || !person.createWallet()) return false;
        wire.server = person.engine.get();
        return ask(*person.engine, UseFaucet{{}, 10 * kToken}).has_value() &&
               ask(*person.engine, AdvanceTime{10}).has_value();
    }
    /// Looks now; a few times, because little is fetched at once.
    static NetworkView look(Person& person)
    {
        for (int i = 0; i < 10; ++i) (void)ask(*person.engine, Verify{});
        return person.network();
    }

private Q_SLOTS:
    void rolesThatCannotBeAreRefused()
    {
        Wire wire;
        Person lonely = person(&wire, NodeRoles{false, true, true});
        QCOMPARE(lonely.startOrWhy(), std::optional(ErrorCode::NotSupported));
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start());
        wire.server = ana.engine.get();
        Person second = person(&wire, NodeRoles{true, true, false});
        second.nodeUrl = "http://127.0.0.1:8686/";
        QCOMPARE(second.startOrWhy(), std::optional(ErrorCode::NotSupported));
    }

    /// There the role changes nothing, as stoad's help says.
    void whoHostsTheMainChainKeepsEveryBatch()
    {
        Person host = person(nullptr, NodeRoles{true, false, false});
        QVERIFY(host.start());
        for (int i = 0; i < 3; ++i) QVERIFY(pay(host));
        QVERIFY(host.network().tipBatch >= 3);
        QCOMPARE(host.network().keptBatch, host.network().tipBatch);
        const auto first = std::make_shared<const nlohmann::json>(nlohmann::json::object({{"number", 1U}}));
        QVERIFY(ask(*host.engine, ServeRpc{"batch", first}).has_value());
    }

    /// Its own main chain is no reason to be silent: the money of a challenge is missing there, too.
    void whoHostsTheMainChainIsToldWhatIsMissing()
    {
        Person host = person(nullptr, std::nullopt);
        host.challengerOwner = Address{{7}};
        QVERIFY(host.start() && host.createWallet());
        QVERIFY(pay(host));
        NetworkView view = host.network();
        QVERIFY(view.operators.isValidator && !view.operators.isAppointed);
        QCOMPARE(view.operators.missingStake, 10 * kToken);
        QCOMPARE(view.operators.missingBond, Amount{0});
        QCOMPARE(view.operators.bond, 1000 * kToken);
        QCOMPARE(view.wrongBatch, std::uint64_t{0});
        // And nobody challenges a wrong batch.
        STOA_SUCCEEDS(money, ask(*host.engine, UseFaucet{{}, 10 * kToken}));
        STOA_SUCCEEDS(lie, ask(*host.engine, CorruptNextBatch{}));
        STOA_SUCCEEDS(sent, host.act(SendMoney{Address{{9}}, kToken}));
        STOA_SUCCEEDS(moved, ask(*host.engine, AdvanceTime{10}));
        QVERIFY(look(host).wrongBatch != 0);
    }

    void aValidatorAndArchiveFollowsAnotherComputersChain()
    {
        Wire wire;
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start());
        wire.server = ana.engine.get();
        for (int i = 0; i < 3; ++i) QVERIFY(pay(ana));
        Person watcher = person(&wire, NodeRoles{false, true, true});
        watcher.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(watcher.start());
        NetworkView view = look(watcher);
        QVERIFY(view.tipBatch >= 3);
        QCOMPARE(view.checkedBatch, view.tipBatch);
        QCOMPARE(view.keptBatch, view.tipBatch);
        QCOMPARE(view.wrongBatch, std::uint64_t(0));
        QVERIFY(view.batches.front().check == BatchCheck::Same);
        // With the other computer away, what is kept is still answered.
        const auto before =
            ask(*watcher.engine, ServeRpc{"batch", std::make_shared<const nlohmann::json>(
                                                       nlohmann::json::object({{"number", 1U}}))});
        QVERIFY(before.has_value());
        wire.isCut = true;
        const auto after =
            ask(*watcher.engine, ServeRpc{"batch", std::make_shared<const nlohmann::json>(
                                                       nlohmann::json::object({{"number", 1U}}))});
        QVERIFY(after.has_value() && *after == *before);
        QVERIFY(!ask(*watcher.engine, ServeRpc{"node_info", nullptr}).has_value());
        // Stopped and started without the other one, it knows what it knew.
        watcher.stop();
        QVERIFY(watcher.start());
        QCOMPARE(watcher.network().keptBatch, view.keptBatch);
        wire.isCut = false;
        QVERIFY(pay(ana));
        view = look(watcher);
        QCOMPARE(view.checkedBatch, ana.network().tipBatch);
    }

    void aWrongBatchIsSeenWhereNobodyElseChecks()
    {
        Wire wire;
        Person ana = person(nullptr, NodeRoles{true, false, false});
        QVERIFY(beginsToMakeBlocks(ana, wire));
        Person watcher = person(&wire, NodeRoles{false, true, false});
        watcher.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(watcher.start());
        const std::uint64_t good = look(watcher).checkedBatch;
        QVERIFY(good > 0);
        QVERIFY(ana.network().validator.isZero());
        QVERIFY(ask(*ana.engine, CorruptNextBatch{}).has_value());
        QVERIFY(ana.act(SendMoney{Address::fromPrefix(Bytes(20, 9)), kToken}).has_value());
        QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
        QVERIFY(ana.network().tipBatch > good);
        const NetworkView view = look(watcher);
        QCOMPARE(view.wrongBatch, good + 1);
        QCOMPARE(view.checkedBatch, good);
        QCOMPARE(view.keptBatch, std::uint64_t(0));
    }

    void aValidatorWithTheChainWithinReachChallenges()
    {
        Wire wire;
        Person ana = person(nullptr, NodeRoles{true, false, false});
        QVERIFY(beginsToMakeBlocks(ana, wire));
        Person watcher = person(&wire, NodeRoles{false, true, true});
        watcher.chainUrl = "http://127.0.0.1:8686/";
        QVERIFY(watcher.start());
        const std::uint64_t good = look(watcher).checkedBatch;
        QVERIFY(good > 0);
        QCOMPARE(watcher.network().keptBatch, good);
        QVERIFY(watcher.network().operators.isValidator);
        QVERIFY(!watcher.network().operators.chainProblem);
        QVERIFY(ask(*ana.engine, CorruptNextBatch{}).has_value());
        QVERIFY(ana.act(SendMoney{Address::fromPrefix(Bytes(20, 9)), kToken}).has_value());
        QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
        const NetworkView view = look(watcher);
        QCOMPARE(view.operators.challengesWon, std::uint64_t{1});
        QCOMPARE(view.wrongBatch, std::uint64_t{0}); // it does not stand any more
        QCOMPARE(look(ana).rollbacks, std::uint64_t{1});
        // Away, back, and after a restart.
        wire.isCut = true;
        QCOMPARE(look(watcher).operators.chainProblem, std::optional(ErrorCode::Offline));
        watcher.stop();
        QVERIFY(watcher.start());
        wire.isCut = false;
        QVERIFY(pay(ana));
        QCOMPARE(look(watcher).checkedBatch, ana.network().tipBatch);
        QVERIFY(!watcher.network().operators.chainProblem);
    }

    /// One program keeps the main chain, another makes the batches.
    void anotherProgramTakesOverTheBatches()
    {
        Wire wire;
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(pay(ana));
        const Address before = ana.network().aggregator;
        ana.stop();
        ana.roles = NodeRoles{false, true, false};
        QVERIFY(ana.start());
        QVERIFY(!ana.network().operators.isAggregator);
        wire.server = ana.engine.get();
        Person cleo = person(&wire, NodeRoles{true, true, false});
        cleo.chainUrl = "http://127.0.0.1:8686/";
        QVERIFY(cleo.start() && cleo.createWallet());
        QCOMPARE(look(cleo).tipBatch, ana.network().tipBatch);
        const Address own = cleo.network().operators.aggregator;
        QVERIFY(cleo.network().operators.isAggregator && own != before);
        const std::uint64_t old = ana.network().tipBatch;
        QVERIFY(ask(*ana.engine, UseFaucet{cleo.address, 10 * kToken}).has_value());
        for (int i = 0; i < 6; ++i) {
            QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
            look(cleo);
        }
        QCOMPARE(cleo.balance(), 10 * kToken);
        // What is done there is posted from there, and checked where the chain is.
        QVERIFY(cleo.act(SendMoney{Address::fromPrefix(Bytes(20, 9)), kToken}).has_value());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
            look(cleo);
        }
        const NetworkView there = look(ana);
        QVERIFY(there.tipBatch >= old + 2);
        QVERIFY(there.batches.front().aggregator == own);
        QVERIFY(there.batches.front().check == BatchCheck::Same);
        const NetworkView view = look(cleo);
        QCOMPARE(view.tipBatch, there.tipBatch);
        QVERIFY(view.operators.bond >= view.operators.requiredBond && view.operators.bond > 0);
        QVERIFY(view.operators.lastPosted > 0);
        QVERIFY(!view.operators.chainProblem);
        // Also from a folder that had begun a network of its own, and joined this one by a link.
        STOA_SUCCEEDS(terms, ask(*cleo.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, cleo.act(CreateCompany{"Forge", "We build", *terms, 0}));
        STOA_SUCCEEDS(invitation, cleo.act(InviteMember{company->dac, tx::Role::Member, 1, 0, kToken / 100,
                                                        "http://127.0.0.1:8686/"}));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
            look(cleo);
        }
        Person dan = person(&wire, std::nullopt);
        QVERIFY(dan.start() && dan.createWallet());
        QCOMPARE(dan.network().mode, NetworkMode::Local);
        STOA_SUCCEEDS(joined, dan.act(JoinCompany{invitation->link}));
        dan.stop();
        dan.chainUrl = "http://127.0.0.1:8686/";
        dan.roles = NodeRoles{true, true, false};
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(dan.startOrWhy(), std::nullopt);
            QCOMPARE(look(dan).tipBatch, look(cleo).tipBatch);
            QVERIFY(dan.network().operators.isAggregator && !dan.network().standstill);
            dan.stop();
        }
        // Stopped, away, and back.
        wire.isCut = true;
        QCOMPARE(look(cleo).operators.chainProblem, std::optional(ErrorCode::Offline));
        cleo.stop();
        QVERIFY(cleo.start() && cleo.unlock());
        wire.isCut = false;
        look(cleo);
        QCOMPARE(cleo.network().tipBatch, ana.network().tipBatch);
        QVERIFY(cleo.balance() < 9 * kToken && cleo.balance() > 8 * kToken);
    }

    void onlyTheProgramThatHostsTheChainAnswersForIt()
    {
        Wire wire;
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start());
        wire.server = ana.engine.get();
        QVERIFY(pay(ana));
        QVERIFY(ask(*ana.engine, ServeRpc{"chain_info", nullptr}).has_value());
        Person member = person(&wire, std::nullopt);
        member.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(member.start());
        const auto answer = ask(*member.engine, ServeRpc{"chain_info", nullptr});
        QVERIFY(!answer && answer.error().code == ErrorCode::NotSupported);
    }

    void anOwnerAppointsAKeyWithTheWallet()
    {
        Wire wire;
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(pay(ana));
        wire.server = ana.engine.get();
        Person ben = person(&wire, std::nullopt);
        ben.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(ben.start() && ben.createWallet());
        const Address key = Address::fromPrefix(Bytes(20, 5));
        for (Person* each : {&ana, &ben}) { // where the chain is, and from afar
            QVERIFY(ask(*each->engine, AppointChallenger{key, 20 * kToken}).has_value());
            const auto account =
                ask(*ana.engine,
                    ServeRpc{"chain_account", std::make_shared<const nlohmann::json>(
                                                  nlohmann::json{{"account", toHex(each->address)}})});
            QVERIFY(account.has_value());
            QVERIFY(account->find(toHex(key)) != std::string::npos);
            QVERIFY(account->find("\"allowance\":\"20000000000\"") != std::string::npos);
            QVERIFY(ask(*each->engine, AppointChallenger{}).has_value());
            const auto again = ask(*each->engine, AppointChallenger{});
            QVERIFY(!again && again.error().code == ErrorCode::NothingChanged);
        }
    }

    void withoutRolesNothingIsFollowedOrKept()
    {
        Wire wire;
        Person ana = person(nullptr, std::nullopt);
        QVERIFY(ana.start());
        wire.server = ana.engine.get();
        QVERIFY(pay(ana));
        Person member = person(&wire, std::nullopt);
        member.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(member.start());
        const NetworkView view = look(member);
        QVERIFY(view.tipBatch > 0);
        QCOMPARE(view.checkedBatch, std::uint64_t(0));
        QCOMPARE(view.keptBatch, std::uint64_t(0));
    }
};

STOA_TEST(NodeRolesTest)

} // namespace stoa::test

#include "node_roles_test.moc"
