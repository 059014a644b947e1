// SPDX-License-Identifier: MIT
#include "core/crypto/secret.h"

#include <QTest>

#include "core/crypto/fixed_secret.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::Secret;

class SecretTest : public QObject {
    Q_OBJECT
private slots:
    void movesHandOverTheVeryMemory()
    {
        Secret first(std::string_view("correct horse"));
        const auto* const place = first.view().data();
        Secret second(std::move(first));
        QVERIFY(second.view().data() == place);
        QVERIFY(first.isEmpty()); // NOLINT: a moved-from secret is empty by contract
        Secret third(std::string_view("battery"));
        third = std::move(second);
        QVERIFY(third.text() == "correct horse");
        QVERIFY(second.isEmpty()); // NOLINT
    }

    void clearingLeavesNothing()
    {
        Secret secret(std::string_view("staple"));
        secret.clear();
        QVERIFY(secret.isEmpty());
        QCOMPARE(secret.size(), std::size_t{0});
        secret = Secret();
        QVERIFY(secret.isEmpty());
    }

    void wipingReachesEveryByte()
    {
        Bytes bytes(100, 7);
        crypto::wipe(bytes);
        QVERIFY(bytes == Bytes(100, 0));
    }

    void manySecretsShareAPageAndOutliveEachOther()
    {
        std::vector<Secret> secrets;
        for (int i = 0; i < 500; ++i) secrets.emplace_back(std::string_view("a secret of some length"));
        while (secrets.size() > 1) secrets.erase(secrets.begin());
        QVERIFY(secrets.front().text() == "a secret of some length");
    }

    void aFixedSecretKeepsItsWidth()
    {
        crypto::Secret32 secret;
        QCOMPARE(secret.view().size(), std::size_t{32});
        secret.writable()[31] = 9;
        const crypto::Secret32 copy = secret.clone();
        QVERIFY(equal(copy.view(), secret.view()));
    }

    void cannotBeCopied()
    {
        QVERIFY(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
        QVERIFY(!std::is_copy_constructible_v<crypto::Secret32>);
    }
};

STOA_TEST(SecretTest)

} // namespace stoa::test

#include "secret_test.moc"
