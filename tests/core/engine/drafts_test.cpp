// SPDX-License-Identifier: MIT
// What is laid out and not signed yet: two at a time, of the same wallet.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

Address someone(std::uint8_t name)
{
    Address address;
    address.bytes.fill(name);
    return address;
}

} // namespace

class DraftsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A payment that is given twice at the same time happens once, or twice, but is never said to have
    /// happened more often than it did.
    void whoeverSignsSecondIsToldThatTheNumberIsTaken_data()
    {
        QTest::addColumn<bool>("isSame");
        QTest::newRow("the same payment") << true;
        QTest::newRow("another one") << false;
    }
    void whoeverSignsSecondIsToldThatTheNumberIsTaken()
    {
        QFETCH(const bool, isSame);
        QTemporaryDir folder;
        Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
        QVERIFY(ana.start() && ana.createWallet());
        STOA_SUCCEEDS(funded, ask(*ana.engine, UseFaucet{{}, 100 * kToken}));
        const Amount before = ana.balance();
        const Prepare first{SendMoney{someone(1), 5 * kToken}};
        const Prepare second{SendMoney{someone(isSame ? 1 : 2), 5 * kToken}};
        STOA_SUCCEEDS(one, ask(*ana.engine, first));
        STOA_SUCCEEDS(other, ask(*ana.engine, second));
        QCOMPARE(one->nonce, other->nonce);
        QCOMPARE(one->digest == other->digest, isSame);
        STOA_SUCCEEDS(sent, ask(*ana.engine, SignAndSend{other->id}));
        const Amount after = ana.balance();
        QCOMPARE(before - after, 5 * kToken + other->fee);
        QCOMPARE(ask(*ana.engine, SignAndSend{one->id}).error().code, ErrorCode::DraftOvertaken);
        QCOMPARE(ana.balance(), after);
        ana.stop();
        QVERIFY(ana.start() && ana.unlock());
        const auto history = ask(*ana.engine, ReadWalletHistory{});
        const auto payments = std::ranges::count_if(history->lines, [](const auto& line) {
            const auto* action = std::get_if<ActionView>(&line);
            return action && std::holds_alternative<tx::Transfer>(action->payload);
        });
        QCOMPARE(payments, 1);
        STOA_SUCCEEDS(anew, ask(*ana.engine, first));
        STOA_SUCCEEDS(again, ask(*ana.engine, SignAndSend{anew->id}));
        QCOMPARE(before - ana.balance(), 2 * (5 * kToken + other->fee));
    }
};

STOA_TEST(DraftsTest)

} // namespace stoa::test

#include "drafts_test.moc"
