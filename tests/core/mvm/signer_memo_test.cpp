// SPDX-License-Identifier: MIT
#include "core/mvm/signer_memo.h"

#include <QTest>

#include "core/crypto/keccak.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

/// The `number`th hash of those that begin alike.
Hash alike(std::uint8_t number)
{
    Hash hash;
    hash[0] = 0xab;
    hash[31] = number;
    return hash;
}

Address somebody(std::uint8_t number)
{
    Address address;
    address[19] = number;
    return address;
}

} // namespace

class SignerMemoTest : public QObject {
    Q_OBJECT
private slots:
    void stepsWhoseHashesBeginAlikeAreKeptBesideEachOther()
    {
        mvm::SignerMemo memo;
        for (std::uint8_t i = 1; i <= 4; ++i) memo.keep(alike(i), somebody(i));
        for (std::uint8_t i = 1; i <= 4; ++i) QVERIFY(memo.find(alike(i)) == somebody(i));
        memo.keep(alike(5), somebody(5));
        QVERIFY(!memo.find(alike(1))); // the oldest has given way
        for (std::uint8_t i = 2; i <= 5; ++i) QVERIFY(memo.find(alike(i)) == somebody(i));
        QVERIFY(!memo.find(alike(6)));
        for (int again = 0; again < 4; ++again) memo.keep(alike(3), somebody(3)); // it has its place already
        for (std::uint8_t i = 2; i <= 5; ++i) QVERIFY(memo.find(alike(i)) == somebody(i));
    }

    void aSubmitOfTheLargestSizeFindsItselfAgain()
    {
        constexpr std::size_t kSteps = 4096;
        mvm::SignerMemo memo;
        std::vector<Hash> steps;
        for (std::size_t i = 0; i < kSteps; ++i) {
            steps.push_back(crypto::keccak256("step " + std::to_string(i)));
            memo.keep(steps.back(), somebody(1));
        }
        const auto known =
            std::ranges::count_if(steps, [&](const Hash& step) { return memo.find(step).has_value(); });
        QVERIFY(known * 1000 > 999 * static_cast<std::ptrdiff_t>(kSteps));
    }
};

STOA_TEST(SignerMemoTest)

} // namespace stoa::test

#include "signer_memo_test.moc"
