// SPDX-License-Identifier: MIT
// What a node does for its network: one that begins it, and one that follows it on another computer.
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

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
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 10 * kToken}).has_value());
        QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
        wire.server = ana.engine.get();
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
