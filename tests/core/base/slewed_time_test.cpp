// SPDX-License-Identifier: MIT
// A clock that is set does not move what has deadlines by more than the time for which it was wrong.
#include "core/base/slewed_time.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// Looked at four times a second.
struct Looked {
    SlewedTime time;
    SlewedTime::Time passed = seconds(17);
    SlewedTime::Time right = hours(24 * 365);
    SlewedTime::Time shown = time.look(right, passed);

    /// The clock shows so much more than what is right, for so long.
    void go(SlewedTime::Time wrongBy, SlewedTime::Time duration)
    {
        for (SlewedTime::Time gone{0}; gone < duration; gone += milliseconds(250)) {
            passed += milliseconds(250);
            right += milliseconds(250);
            const SlewedTime::Time before = shown;
            shown = time.look(right + wrongBy, passed);
            isEverBack = isEverBack || shown < before;
        }
    }
    bool isEverBack = false;
};

} // namespace

class SlewedTimeTest : public QObject {
    Q_OBJECT
private slots:
    void aClockThatIsRightIsFollowed()
    {
        Looked clock;
        clock.go({}, hours(1));
        QVERIFY(clock.shown == clock.right);
    }

    void aClockThatIsWrongForThreeSecondsMovesItByThree()
    {
        for (const auto wrong : {hours(24 * 30), -hours(24 * 30)}) {
            Looked clock;
            clock.go(wrong, seconds(3));
            const auto by = clock.shown - clock.right;
            QVERIFY(by <= seconds(3) && by >= -seconds(3));
            clock.go({}, seconds(4));
            QVERIFY(clock.shown == clock.right);
            QVERIFY(!clock.isEverBack);
        }
    }

    void aClockThatWasSetRightIsCaughtUpWith()
    {
        Looked clock;
        clock.go(hours(1), hours(1)); // it was an hour behind until now
        QVERIFY(clock.shown == clock.right + hours(1));
        clock.go(hours(1), hours(1));
        QVERIFY(clock.shown == clock.right + hours(1));
    }

    /// The computer slept: as much has really passed.
    void aSleepIsNoJump()
    {
        Looked clock;
        clock.passed += hours(9);
        clock.right += hours(9);
        clock.go({}, milliseconds(250));
        QVERIFY(clock.shown == clock.right);
    }

    void timeThatGoesBackOnlyStandsStill()
    {
        SlewedTime time;
        QVERIFY(time.look(seconds(100), seconds(50)) == seconds(100));
        QVERIFY(time.look(seconds(500), seconds(40)) == seconds(100));
        QVERIFY(time.look(seconds(500), seconds(50)) == seconds(100));
        QVERIFY(time.look(seconds(500), seconds(51)) == seconds(102));
    }
};

STOA_TEST(SlewedTimeTest)

} // namespace stoa::test

#include "slewed_time_test.moc"
