// SPDX-License-Identifier: MIT
#include "core/base/password_strength.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

class PasswordStrengthTest : public QObject {
    Q_OBJECT
private slots:
    void firstGuessesAndShortOnesAreWorthNothing()
    {
        for (const char* text : {"", "x7$Kq", "password", "Password1", "aaaaaaaaaaaa", "12345678",
                                 "abcdefghijkl", "iloveyou", "qwertyuiop", "letmein1"})
            QVERIFY2(passwordStrength(text) == 0, text);
    }

    void longerIsHarder()
    {
        QVERIFY(passwordStrength("maybe2night") >= 1);
        QVERIFY(passwordStrength("x7$Kq!m2") >= 2);
        QVERIFY(passwordStrength("x7$Kq!m2vR#9w") == 4);
        QVERIFY(passwordStrength("correct horse battery staple") == 4);
        QVERIFY(passwordStrength("correct horse") < passwordStrength("correct horse battery staple"));
    }

    void charactersAreCountedNotBytes()
    {
        QCOMPARE(countCharacters("пароль"), std::size_t{6});
        QCOMPARE(passwordStrength("пароль"), 0);
    }
};

STOA_TEST(PasswordStrengthTest)

} // namespace stoa::test

#include "password_strength_test.moc"
