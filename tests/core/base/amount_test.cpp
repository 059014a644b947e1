// SPDX-License-Identifier: MIT
#include "core/base/amount.h"

#include <limits>

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

class AmountTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokensAreReadExactly()
    {
        QCOMPARE(*parseTokens("12"), Amount{12'000'000'000});
        QCOMPARE(*parseTokens("0.000000001"), Amount{1});
        QCOMPARE(*parseTokens("1 200.25"), Amount{1'200'250'000'000});
        QCOMPARE(*parseTokens("18446744073.709551615"), std::numeric_limits<Amount>::max());
    }

    void whatIsNoAmountIsRefused()
    {
        for (const char* text : {"", ".", "-1", "+1", "1e3", "1.0000000001", "1,5", "0x10",
                                 "18446744073.709551616", "1.2.3", " 1", "abc"})
            QVERIFY2(!parseTokens(text), text);
    }

    void formattingAndReadingAreInverse()
    {
        for (const Amount amount : {Amount{0}, Amount{1}, Amount{10}, kToken, kToken + 1,
                                    12 * kToken + kToken / 2, std::numeric_limits<Amount>::max()})
            QCOMPARE(*parseTokens(formatTokens(amount)), amount);
        QCOMPARE(formatTokens(kToken / 2), std::string("0.50"));
    }
};

STOA_TEST(AmountTest)

} // namespace stoa::test

#include "amount_test.moc"
