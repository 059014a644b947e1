// SPDX-License-Identifier: MIT
// Whoever waits for the engine has a turn, whatever comes back at intervals.
#include "core/engine/mailbox.h"

#include <atomic>

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

using engine::Mailbox;
using std::chrono::milliseconds;

class MailboxTest : public QObject {
    Q_OBJECT
private slots:
    /// A node that does not answer makes each round longer than the time between two.
    void whatTakesLongerThanItsIntervalLeavesOthersTheirTurn()
    {
        std::atomic<int> rounds = 0;
        std::atomic<int> jobs = 0;
        Mailbox mailbox;
        mailbox.runEvery(milliseconds(20), [&] {
            std::this_thread::sleep_for(milliseconds(60));
            ++rounds;
        });
        QTRY_VERIFY(rounds > 0);
        for (int i = 0; i < 20; ++i) QVERIFY(mailbox.post([&] { ++jobs; }));
        QTRY_COMPARE(jobs, 20);
        const int before = rounds;
        QTRY_VERIFY(rounds > before); // and the other way round
        mailbox.stop();
        QVERIFY(!mailbox.post([] {}));
    }
};

STOA_TEST(MailboxTest)

} // namespace stoa::test

#include "mailbox_test.moc"
