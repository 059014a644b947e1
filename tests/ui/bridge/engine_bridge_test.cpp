// SPDX-License-Identifier: MIT
#include <thread>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

class EngineBridgeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answerComesOnTheGuiThreadAndNeverAtOnce()
    {
        EngineBridge bridge;
        auto engine = std::make_shared<test::FakeEngine>();
        engine->onReadInbox = [](const auto&) { return std::vector<engine::InboxItem>(3); };
        bridge.attach(engine);
        std::size_t count = 0;
        QThread* answeredOn = nullptr;
        bridge.send(engine::ReadInbox{}, this, [&](const Result<std::vector<engine::InboxItem>>& reply) {
            count = reply->size();
            answeredOn = QThread::currentThread();
        });
        QCOMPARE(count, std::size_t(0));
        QTRY_COMPARE(count, std::size_t(3));
        QCOMPARE(answeredOn, thread());
    }

    void answerIsDroppedOnceTheContextIsGone()
    {
        EngineBridge bridge;
        bridge.attach(std::make_shared<test::FakeEngine>());
        bool wasCalled = false;
        {
            QObject context;
            bridge.send(engine::ReadNetwork{}, &context, [&](const auto&) { wasCalled = true; });
        }
        bool other = false;
        bridge.send(engine::ReadNetwork{}, this, [&](const auto&) { other = true; });
        QTRY_VERIFY(other);
        QVERIFY(!wasCalled);
    }

    void answersOfAnEarlierEngineAreDropped()
    {
        EngineBridge bridge;
        bridge.attach(std::make_shared<test::FakeEngine>());
        bool wasCalled = false;
        bridge.send(engine::ReadNetwork{}, this, [&](const auto&) { wasCalled = true; });
        bridge.attach(std::make_shared<test::FakeEngine>());
        QTest::qWait(10);
        QVERIFY(!wasCalled);
    }

    void withoutAnEngineTheAnswerIsNotReady()
    {
        EngineBridge bridge;
        std::optional<ErrorCode> code;
        bridge.send(engine::ReadWallet{}, this, [&](const auto& reply) { code = reply.error().code; });
        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, ErrorCode::NotReady);
    }

    void eachEventIsOneSignal()
    {
        EngineBridge bridge;
        auto engine = std::make_shared<test::FakeEngine>();
        bridge.attach(engine);
        QSignalSpy network(&bridge, &EngineBridge::networkChanged);
        QSignalSpy wallet(&bridge, &EngineBridge::walletChanged);
        QSignalSpy back(&bridge, &EngineBridge::actionsRolledBack);
        QSignalSpy fault(&bridge, &EngineBridge::engineFailed);
        std::thread([&] {
            engine->tell(engine::NetworkChanged{});
            engine->tell(engine::WalletChanged{});
            engine->tell(engine::ActionsRolledBack{912, 3});
            engine->tell(engine::EngineFault{{ErrorCode::EngineBroken, {}}});
        }).join();
        QTRY_COMPARE(fault.count(), 1);
        QCOMPARE(network.count(), 1);
        QCOMPARE(wallet.count(), 1);
        QCOMPARE(back.count(), 1);
        QCOMPARE(back.first().at(0).toULongLong(), 912ULL);
    }

    void sessionFollowsTheEngine()
    {
        EngineBridge bridge;
        Session session(bridge);
        QVERIFY(!session.isLoaded());
        auto engine = std::make_shared<test::FakeEngine>();
        QSignalSpy loaded(&session, &Session::loaded);
        bridge.attach(engine);
        QTRY_COMPARE(loaded.count(), 1);
        QVERIFY(session.hasWallet() && session.hasCompany());
        QCOMPARE(session.companyName(), u"TranspilerLab"_s);
        QCOMPARE(session.symbol(), u"MTS"_s);
        QCOMPARE(session.now(), engine->world.network.now);
        engine->world.network.now += 500;
        engine->tell(engine::NetworkChanged{});
        QTRY_COMPARE(session.now(), engine->world.network.now);
        session.setCompany(engine->world.companies.at(1).dac);
        QCOMPARE(session.myRole(), tx::Role::Member);
    }

    void settingsAreKeptInTheDataFolder()
    {
        const QTemporaryDir folder;
        {
            UiSettings settings(folder.path());
            QCOMPARE(settings.autoLockMinutes(), 10);
            settings.setAppearance(2);
            settings.setTextPercent(500);
            settings.setDraft(u"form"_s, u"text"_s);
        }
        const UiSettings settings(folder.path());
        QCOMPARE(settings.appearance(), 2);
        QCOMPARE(settings.textPercent(), 200);
        QCOMPARE(settings.draft(u"form"_s), u"text"_s);
    }
};

STOA_TEST(EngineBridgeTest)
#include "engine_bridge_test.moc"
