// SPDX-License-Identifier: MIT
#include "app/commands/values.h"

#include <QTest>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"

namespace stoa::commands {

class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void amountsAreTokens()
    {
        QCOMPARE(*readAmount("12.5", "A"), Amount(12'500'000'000));
        for (const char* huge : {"18446744073709551616", "18446744073709.551616", "18446744074"})
            QCOMPARE(readAmount(huge, "A").error().code, std::string("amount-overflow"));
        for (const char* bad : {"", "-1", "x", "1.0000000001", "1e3"}) {
            QVERIFY(!readAmount(bad, "A"));
            QCOMPARE(readAmount(bad, "A").error().code, std::string("bad-amount"));
            QCOMPARE(readAmount(bad, "A").error().exitCode, kExitUsage);
        }
    }

    void periodsHaveUnits()
    {
        QCOMPARE(*readDuration("90s"), std::uint64_t(90));
        QCOMPARE(*readDuration("90"), std::uint64_t(90));
        QCOMPARE(*readDuration("30m"), std::uint64_t(1800));
        QCOMPARE(*readDuration("3h"), std::uint64_t(10'800));
        QCOMPARE(*readDuration("14d"), std::uint64_t(14 * 86'400));
        QCOMPARE(*readDuration("2w"), std::uint64_t(14 * 86'400));
        QCOMPARE(*readDuration("1d12h"), std::uint64_t(36 * 3'600));
        for (const char* bad :
             {"", "d", "1x", "1d2", "-1d", "1.5d", "99999999999999999999", "999999999w", "1 d"})
            QVERIFY2(!readDuration(bad), bad);
    }

    void timesAreIsoOrUnix()
    {
        QCOMPARE(*readTime("1970-01-02"), Timestamp(86'400));
        QCOMPARE(*readTime("1970-01-02T01:00"), Timestamp(90'000));
        QCOMPARE(*readTime("1970-01-02T01:00:00Z"), Timestamp(90'000));
        QCOMPARE(*readTime("1970-01-02T03:00:00+02:00"), Timestamp(90'000));
        QCOMPARE(*readTime("1800000000"), Timestamp(1'800'000'000));
        for (const char* bad : {"", "tomorrow", "2026-13-01", "1969-01-01", "12"})
            QVERIFY2(!readTime(bad), bad);
    }

    void addressesCarryTheirChecksum()
    {
        QVERIFY(bool(readAddress("0x9858EfFD232B4033E47d90003D41EC34EcaEda94")));
        QVERIFY(bool(readAddress("0x9858effd232b4033e47d90003d41ec34ecaeda94")));
        for (const char* bad : {"", "0x", "0x9858EfFD232B4033E47d90003D41EC34EcaEdA94", "9858", "0xzz",
                                "0x9858effd232b4033e47d90003d41ec34ecaeda9400"}) {
            QVERIFY2(!readAddress(bad), bad);
            QCOMPARE(readAddress(bad).error().code, std::string("bad-address"));
        }
    }

    void sharesArePercent()
    {
        QCOMPARE(int(*readShare("2.5", "S")), 250);
        QCOMPARE(int(*readShare("100%", "S")), 10'000);
        QCOMPARE(int(*readShare("0.01", "S")), 1);
        for (const char* bad : {"", "101", "1.234", "-1", "a", "."}) QVERIFY2(!readShare(bad, "S"), bad);
    }

    void pathsStartWhereTheCallerStands()
    {
        test::FakeEngine engine;
        const Context context{engine, {}, "/somewhere/else"};
        QCOMPARE(pathFrom(context, "a/../b"), std::string("/somewhere/else/b"));
        QCOMPARE(pathFrom(context, "/c"), std::string("/c"));
    }

    void aFileThatCannotBeReadIsNoEmptyText()
    {
        test::FakeEngine engine;
        const Context context{engine, {}, "/"};
        for (const char* file : {"/proc/self/mem", "/dev/zero", "/proc", "/none"}) {
            const auto read = readTextFile(context, file);
            QVERIFY2(!read && read.error().code == "file-unreadable", file);
        }
    }
};

STOA_TEST(ValuesTest)

} // namespace stoa::commands

#include "values_test.moc"
