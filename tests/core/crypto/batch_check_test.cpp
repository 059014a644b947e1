// SPDX-License-Identifier: MIT
// Signatures looked at together, against the same ones looked at alone.
#include <QTest>
#include <secp256k1.h>

#include "core/base/random.h"
#include "core/crypto/batch_check.h"
#include "core/crypto/key_pair.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace crypto;

/// Whatever way a signature is looked at, alone or with others, the answer is the same.
class BatchCheckTest final : public QObject {
    Q_OBJECT

    SeededRandom m_random{11};
    std::vector<KeyPair> m_keys;

    std::vector<ClaimedSignature> signedBy(std::size_t signers, std::size_t count)
    {
        while (m_keys.size() < signers) m_keys.push_back(KeyPair::generate(m_random));
        std::vector<ClaimedSignature> all;
        for (std::size_t i = 0; i < count; ++i) {
            const KeyPair& key = m_keys[i % signers];
            const Hash digest = m_random.bytes<32>();
            all.push_back({digest, key.sign(digest), key.publicKey()});
        }
        return all;
    }
    static bool isEachRecovered(std::span<const ClaimedSignature> all)
    {
        return std::all_of(all.begin(), all.end(), [](const ClaimedSignature& each) {
            const auto key = recoverPublicKey(each.digest, each.signature);
            return key && *key == each.key;
        });
    }
    static Hash product(Hash a, const Hash& b)
    {
        if (!secp256k1_ec_seckey_tweak_mul(secp256k1_context_static, a.data(), b.data())) qFatal("zero");
        return a;
    }
    static Hash total(Hash a, const Hash& b)
    {
        if (!secp256k1_ec_seckey_tweak_add(secp256k1_context_static, a.data(), b.data())) qFatal("zero");
        return a;
    }
    static Hash negative(Hash a)
    {
        if (!secp256k1_ec_seckey_negate(secp256k1_context_static, a.data())) qFatal("zero");
        return a;
    }

private Q_SLOTS:
    void goodOnesAreGoodTogether()
    {
        for (const auto& [signers, count] : {std::pair<std::size_t, std::size_t>{1, 1},
                                             {1, 2},
                                             {2, 3},
                                             {5, 191},
                                             {7, 192},
                                             {64, 200},
                                             {3, 767},
                                             {64, 800}})
            QVERIFY2(areAllSignedBy(signedBy(signers, count)), qPrintable(QString::number(count)));
    }

    /// One that is wrong in any of its parts, at any place, is noticed.
    void aWrongOneIsNoticed()
    {
        for (const std::size_t count : {1U, 2U, 17U, 200U}) {
            const auto good = signedBy(4, count);
            for (const std::size_t place : {std::size_t{0}, count / 2, count - 1}) {
                for (int part = 0; part < 9; ++part) {
                    auto all = good;
                    ClaimedSignature& bad = all[place];
                    if (part == 0) bad.digest[31] ^= 1;
                    if (part == 1) bad.signature.r[31] ^= 1;
                    if (part == 2) bad.signature.s[31] ^= 1;
                    if (part == 3) bad.signature.v = bad.signature.v == 27 ? 28 : 27;
                    if (part == 4) bad.signature.v = 29;
                    if (part == 5) bad.signature.s = negative(bad.signature.s); // the twin
                    if (part == 6) bad.key = KeyPair::generate(m_random).publicKey();
                    if (part == 7) bad.signature.r = {};
                    if (part == 8) bad.signature.s = {};
                    QVERIFY(!isEachRecovered(all));
                    QVERIFY2(!areAllSignedBy(all), qPrintable(QString::number(part)));
                }
            }
        }
    }

    /// The twin of a signature, with the other point as well, is valid for whoever does not ask for the lower
    /// s.
    void theTwinOfASignatureIsNoneHere()
    {
        auto all = signedBy(2, 6);
        all[3].signature.s = negative(all[3].signature.s);
        all[3].signature.v = all[3].signature.v == 27 ? 28 : 27;
        QVERIFY(!isEachRecovered(all) && !areAllSignedBy(all));
    }

    /// Errors that would add up to nothing if all counted alike.
    void twoWrongOnesDoNotMakeUpForEachOther()
    {
        auto all = signedBy(1, 40);
        const Hash error = m_random.bytes<32>();
        ClaimedSignature& one = all[7];
        ClaimedSignature& other = all[31];
        one.digest = total(one.digest, product(one.signature.s, error));
        other.digest = total(other.digest, negative(product(other.signature.s, error)));
        QVERIFY(!areAllSignedBy(all));
    }

    /// Points that are the same, or each other's opposite, meet in one bucket.
    void theSameAndTheOppositePointAreAddedUp()
    {
        auto all = signedBy(1, 3);
        for (int i = 0; i < 300; ++i) all.push_back(all.front()); // the very same
        QVERIFY(areAllSignedBy(all));
        // -R: the digest that makes (r, s, other v) a signature of the same key is z' = -z - 2·r·(secret).
        const KeyPair& key = m_keys.front();
        ClaimedSignature opposite = all.front();
        opposite.signature.v = opposite.signature.v == 27 ? 28 : 27;
        const Hash secret = Hash::fromPrefix(key.secret().view());
        const Hash rTimesSecret = product(opposite.signature.r, secret);
        opposite.digest = negative(total(opposite.digest, total(rTimesSecret, rTimesSecret)));
        QVERIFY(isEachRecovered({&opposite, 1}));
        for (int i = 0; i < 300; ++i) all.push_back(opposite);
        QVERIFY(areAllSignedBy(all));
        all.back().digest[0] ^= 1;
        QVERIFY(!areAllSignedBy(all));
    }

    /// What cannot be told together is not said to be good: a digest of zero, or above the order.
    void rareDigestsAreLeftToRecovery()
    {
        auto all = signedBy(2, 4);
        for (const std::uint8_t byte : {std::uint8_t{0x00}, std::uint8_t{0xFF}}) {
            all[1].digest.bytes.fill(byte);
            all[1].signature = m_keys[1].sign(all[1].digest);
            QVERIFY(isEachRecovered(all)); // such a digest is as good as any
            QVERIFY(!areAllSignedBy(all));
        }
    }

    /// One in a group is found by halving: the others are not recovered for its sake.
    void oneWrongOneSpoilsItsOwnSmallGroupOnly()
    {
        const auto good = signedBy(4, 1024);
        QCOMPARE(findSigned(good).groups, std::size_t{1});
        for (const std::size_t place : {0U, 300U, 512U, 1023U}) {
            auto all = good;
            all[place].digest[5] ^= 1;
            const FoundSigned found = findSigned(all);
            QVERIFY(!found.isSigned[place]);
            // 1024, 512, 256 and 128, of which none is halved any more: two of each, but one at the top.
            QVERIFY2(found.groups <= 7, qPrintable(QString::number(found.groups)));
            QCOMPARE(std::ranges::count(found.isSigned, false), std::ptrdiff_t{128});
        }
    }

    /// Three or more, side by side or far apart: none of them is said to be good, and of the others only
    /// those are unsaid that lie in a half of a half with one of them.
    void eachOfSeveralWrongOnesIsFound()
    {
        struct Case {
            std::vector<std::size_t> places;
            std::size_t groups; ///< that are summed up
            std::ptrdiff_t unsaid;
        };
        const Case cases[] = {
            {{10, 20, 30}, 7, 128},         {{1021, 1022, 1023}, 4, 128},
            {{127, 128, 129}, 7, 256},      {{5, 300, 900}, 8, 640}, // which is as far as it pays to look
            {{255, 256, 511, 512}, 7, 768}, {{0, 341, 682, 1023}, 7, 1024},
        };
        const auto good = signedBy(4, 1024);
        for (const Case& each : cases) {
            auto all = good;
            for (std::size_t i = 0; i < each.places.size(); ++i) {
                ClaimedSignature& bad = all[each.places[i]];
                if (i % 3 == 0) bad.digest[5] ^= 1;
                if (i % 3 == 1) bad.signature.s[20] ^= 1;
                if (i % 3 == 2) bad.signature.v = bad.signature.v == 27 ? 28 : 27;
            }
            const FoundSigned found = findSigned(all);
            const QString which = QString::number(each.places[0]);
            QVERIFY2(found.groups == each.groups,
                     qPrintable(which + QChar(u':') + QString::number(found.groups)));
            QCOMPARE(std::ranges::count(found.isSigned, false), each.unsaid);
            for (std::size_t i = 0; i < all.size(); ++i) {
                const bool isSpoilt = std::ranges::find(each.places, i) != each.places.end();
                QCOMPARE(isEachRecovered(std::span(all).subspan(i, 1)), !isSpoilt);
                QVERIFY2(!found.isSigned[i] || !isSpoilt, qPrintable(which));
            }
        }
    }

    /// Whatever is wrong, and however many: all that is said to be signed is what recovery says, and the
    /// groups do not become many.
    void whatIsFoundIsWhatRecoveryFinds()
    {
        for (const std::size_t spoilt : {2U, 3U, 8U, 40U, 1024U}) {
            auto all = signedBy(4, 1024);
            for (std::size_t i = 0; i < spoilt; ++i) all[i * 1024 / spoilt].signature.s[20] ^= 1;
            const FoundSigned found = findSigned(all);
            for (std::size_t i = 0; i < all.size(); ++i)
                QVERIFY(!found.isSigned[i] || isEachRecovered(std::span(all).subspan(i, 1)));
            // Two rounds more than the first: the halves, and their halves.
            QVERIFY2(found.groups <= 7, qPrintable(QString::number(found.groups)));
            if (spoilt == 2) QCOMPARE(std::ranges::count(found.isSigned, true), std::ptrdiff_t{512});
        }
    }

    void fewAreNotAddedUpAtAll()
    {
        for (const std::size_t count : {0U, 1U, 71U}) {
            const FoundSigned found = findSigned(signedBy(4, count));
            QCOMPARE(found.groups, std::size_t{0});
            QCOMPARE(std::ranges::count(found.isSigned, true), std::ptrdiff_t{0});
        }
        const FoundSigned found = findSigned(signedBy(4, 72));
        QCOMPARE(std::ranges::count(found.isSigned, true), std::ptrdiff_t{72});
    }

    /// Mixed at random: never good together unless each is good.
    void byChanceBothWaysAgree()
    {
        for (int round = 0; round < 60; ++round) {
            auto all = signedBy(1 + m_random.next() % 5, 1 + m_random.next() % 40);
            const auto changes = m_random.next() % 3;
            for (std::uint64_t i = 0; i < changes; ++i) {
                ClaimedSignature& one = all[m_random.next() % all.size()];
                const std::uint64_t bit = m_random.next() % 256;
                Hash& part =
                    std::array{&one.digest, &one.signature.r, &one.signature.s}[m_random.next() % 3][0];
                part[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
            }
            QCOMPARE(areAllSignedBy(all), isEachRecovered(all));
        }
    }
};

STOA_TEST(BatchCheckTest)

} // namespace stoa::test

#include "batch_check_test.moc"
