// SPDX-License-Identifier: MIT
#include <QTest>

#include "tests/support/registry.h"
#include "ui/words/dates.h"
#include "ui/words/finality_text.h"

namespace stoa::ui {

using namespace Qt::Literals::StringLiterals;

class ForceTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Nothing is sent over the main chain by itself: a person is told in time.
    void whatCanBeForcedSaysAtOnceUntilWhen()
    {
        const Timestamp now = 1'700'000'000;
        engine::ForceView force;
        force.from = now + kHour;
        force.last = now + 9 * kDay;
        force.until = force.last + kHour;
        QVERIFY(!forceText(force, now).contains(u"too late"_s));
        const QString last = fullTimeText(force.last, force.from);
        QVERIFY(forceText(force, force.from).contains(u"Do it at the latest "_s + last));
        const auto says = [&](Timestamp time, const QString& words) {
            return forceText(force, time).contains(words);
        };
        QVERIFY(!says(force.last - kDay, u"little time"_s) && !force.isPressing(force.last - kDay));
        QVERIFY(says(force.last - kDay + 1, u"little time"_s) && force.isPressing(force.last - kDay + 1));
        QVERIFY(says(force.last, u"little time"_s) && force.isPressing(force.last));
        QVERIFY(says(force.last + 1, u"that may be too late"_s) && !force.isPressing(force.last + 1));
        // It is over before anybody may force it: that is said before, too.
        force.last = force.from - 1;
        QVERIFY(says(now, u"that may be too late"_s) && !force.isPressing(now));
        // A way of an hour: forced in the last moment it comes in time, and a second later perhaps not.
        force.isForced = true;
        force.takenBy = force.until;
        QVERIFY(!says(now, u"too late"_s));
        ++force.takenBy;
        QVERIFY(says(now, u"It may come too late"_s));
    }
};

STOA_TEST(ForceTextTest)

} // namespace stoa::ui

#include "force_text_test.moc"
