// SPDX-License-Identifier: MIT
#include "core/crypto/keccak.h"

#include <botan/hash.h>

#include <QTest>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::Keccak256;
using crypto::keccak256;
using crypto::keccak256Many;
using crypto::detail::KeccakPath;

class KeccakTest : public QObject {
    Q_OBJECT
private slots:
    void knownDigests()
    {
        QVERIFY(toHex(keccak256("")) == "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
        QVERIFY(toHex(keccak256("abc")) ==
                "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }

    void agreesWithAnotherImplementationAtEveryLength()
    {
        SeededRandom random(1);
        const auto other = Botan::HashFunction::create_or_throw("Keccak-1600(256)");
        Bytes message;
        for (int length = 0; length < 600; ++length) {
            other->update(message.data(), message.size());
            Hash expected;
            other->final(expected.data());
            QVERIFY(keccak256(ByteView(message)) == expected);

            const ByteView all = message;
            const std::size_t cut = message.size() / 3;
            QVERIFY(keccak256({all.first(cut), all.subspan(cut)}) == expected);
            Keccak256 byByte;
            for (const std::uint8_t& byte : message) byByte.update({&byte, 1});
            QVERIFY(byByte.finish() == expected);

            message.push_back(static_cast<std::uint8_t>(random.next()));
        }
    }

    void everyPathGivesTheSameDigests()
    {
        SeededRandom random(2);
        for (const std::size_t length :
             {0, 1, 7, 8, 31, 32, 63, 64, 65, 127, 128, 129, 134, 135, 136, 137, 263, 271, 272, 273, 545}) {
            for (const std::size_t count : {0, 1, 3, 4, 5, 7, 8, 12, 15, 16, 29}) {
                Bytes messages(length * count);
                random.fill(messages);
                std::vector<Hash> digests(count);
                keccak256Many(messages, length, digests);
                for (std::size_t i = 0; i < count; ++i)
                    QVERIFY(digests[i] == keccak256(ByteView(messages).subspan(i * length, length)));
                for (const auto path : {KeccakPath::Scalar, KeccakPath::Avx2, KeccakPath::Avx512}) {
                    if (!crypto::detail::hasPath(path)) continue;
                    std::vector<Hash> same(count);
                    crypto::detail::keccak256Many(path, messages, length, same);
                    QVERIFY(same == digests);
                }
            }
        }
    }

    void messagesOfAllLengthsTogether()
    {
        SeededRandom random(3);
        std::vector<Bytes> messages;
        for (std::size_t i = 0; i < 200; ++i) {
            messages.emplace_back(i % 3 == 0 ? 66 : random.next() % 300);
            random.fill(messages.back());
        }
        const std::vector<Hash> digests =
            crypto::keccak256Each(std::vector<ByteView>(messages.begin(), messages.end()));
        QCOMPARE(digests.size(), messages.size());
        for (std::size_t i = 0; i < messages.size(); ++i) QVERIFY(digests[i] == keccak256(messages[i]));
        QVERIFY(crypto::keccak256Each({}).empty());
    }
};

STOA_TEST(KeccakTest)

} // namespace stoa::test

#include "keccak_test.moc"
