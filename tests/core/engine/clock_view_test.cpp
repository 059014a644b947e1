// SPDX-License-Identifier: MIT
// A clock that cannot be right is told.
#include "core/engine/clock_view.h"

#include <atomic>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

constexpr Timestamp kStart = 1'700'000'000;

/// Set while an engine looks at it.
struct SetClock final : Clock {
    std::atomic<Timestamp> time = kStart;
    Timestamp now() const override { return time; }
};

} // namespace

class ClockViewTest : public QObject {
    Q_OBJECT

private slots:
    void clocksThatLieClearlyApartAreTold()
    {
        const Timestamp now = 1'700'000'000;
        const auto is = [](const ClockView& view, std::uint64_t behind, std::uint64_t ahead) {
            return view.behind == behind && view.ahead == ahead && view.stoodStill == 0;
        };
        QVERIFY(is(clocksApart(now, now, now), 0, 0));
        QVERIFY(is(clocksApart(now + 300, now, now), 0, 0));
        QVERIFY(is(clocksApart(now, now + 300, now + 300), 0, 0));
        QVERIFY(is(clocksApart(now + 301, now, now), 301, 0));
        QVERIFY(is(clocksApart(now, now + 301, now + 301), 0, 301));
        // A node that has not answered for long says nothing of the clock.
        QVERIFY(is(clocksApart(now, now, now + 90 * kDay), 0, 0));
        // But the clock was set back since it did.
        QVERIFY(is(clocksApart(now, now, now - kHour), kHour, 0));
        QVERIFY(is(clocksApart(0, now, now), 0, now));
    }

    /// Whoever shows it hears of it when the clock is set, though nothing else happens.
    void aClockThatIsSetIsTold()
    {
        const QTemporaryDir folder;
        SetClock clock;
        SeededRandom random{6};
        EngineOptions options;
        options.dataFolder = folder.filePath(QStringLiteral("host")).toStdString();
        STOA_SUCCEEDS(engine, makeEngine(options, {clock, random, nullptr}));
        const auto isBehind = [&] { return ask(**engine, ReadNetwork{})->clock.behind != 0; };
        std::atomic<int> told = 0;
        const auto subscription = (*engine)->subscribe([&told](const Event& event) {
            if (std::holds_alternative<NetworkChanged>(event)) ++told;
        });
        // Until nothing else happens.
        for (int i = 0; i < 10; ++i) {
            told = 0;
            QVERIFY(ask(**engine, Verify{}) && !isBehind());
            if (told == 0) break;
        }
        QCOMPARE(told.load(), 0);
        clock.time = kStart - kHour;
        QVERIFY(ask(**engine, Verify{}) && isBehind());
        QCOMPARE(told.load(), 1);
        QVERIFY(ask(**engine, Verify{}));
        QCOMPARE(told.load(), 1); // once
        clock.time = kStart + kMinute;
        QVERIFY(ask(**engine, Verify{}) && !isBehind());
        QVERIFY(told.load() >= 2);
    }

    /// The main chain is on this computer, and remembers the time of its newest block.
    void aHostIsToldWhatItsChainRemembers()
    {
        const QTemporaryDir folder;
        ManualClock clock{1'700'000'000};
        SeededRandom random{5};
        const auto start = [&]() -> Result<ClockView> {
            EngineOptions options;
            options.dataFolder = folder.filePath(QStringLiteral("host")).toStdString();
            STOA_TRY(const auto engine, makeEngine(options, {clock, random, nullptr}));
            STOA_TRY(const NetworkView view, ask(*engine, ReadNetwork{}));
            return view.clock;
        };
        STOA_SUCCEEDS(first, start());
        QVERIFY(first->behind == 0 && first->ahead == 0 && first->stoodStill == 0);
        clock.advance(kMinute);
        STOA_SUCCEEDS(soon, start());
        QVERIFY(soon->behind == 0 && soon->stoodStill == 0);
        clock.advance(3 * kDay);
        STOA_SUCCEEDS(late, start());
        QVERIFY(late->behind == 0 && late->ahead == 0);
        QVERIFY(late->stoodStill >= 3 * kDay && late->stoodStill <= 3 * kDay + kMinute);
        clock.set(1'700'000'000 - kHour);
        STOA_SUCCEEDS(back, start());
        QVERIFY(back->behind >= kHour && back->ahead == 0 && back->stoodStill == 0);
    }
};

STOA_TEST(ClockViewTest)

} // namespace stoa::test

#include "clock_view_test.moc"
