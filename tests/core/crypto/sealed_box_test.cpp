// SPDX-License-Identifier: MIT
#include "core/crypto/sealed_box.h"

#include <QTest>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::BoxNonce;
using crypto::openBox;
using crypto::sealBox;
using crypto::Secret32;

class SealedBoxTest : public QObject {
    Q_OBJECT
private slots:
    // Appendix A.3.1 of draft-irtf-cfrg-xchacha.
    void theVectorOfTheDraftHolds()
    {
        const Secret32 key(*fromHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"));
        const auto nonce = *fixedFromHex<BoxNonce>("404142434445464748494a4b4c4d4e4f5051525354555657");
        const Bytes context = *fromHex("50515253c0c1c2c3c4c5c6c7");
        const std::string_view plain =
            "Ladies and Gentlemen of the class of '99: If I could offer you only one tip "
            "for the future, sunscreen would be it.";
        const Bytes sealed = sealBox(key, nonce, viewOf(plain), context);
        QVERIFY(toHex(sealed) == "0xbd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                                 "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                                 "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                                 "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49");
        const auto opened = openBox(key, nonce, sealed, context);
        QVERIFY(opened && opened->text() == plain);
    }

    void anyChangeIsNoticed()
    {
        SeededRandom random(1);
        const Secret32 key(random.bytes<32>().bytes);
        const Bytes context = toBytes(viewOf("context"));
        const Bytes box = sealBox(random, key, viewOf("some text"), context);
        QVERIFY(openBox(key, box, context)->text() == "some text");
        for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
            Bytes changed = box;
            changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
            QVERIFY(openBox(key, changed, context).error().code == ErrorCode::BadEncoding);
        }
        for (std::size_t length = 0; length < box.size(); ++length)
            QVERIFY(!openBox(key, ByteView(box).first(length), context));
        QVERIFY(!openBox(key, box, viewOf("another")));
        QVERIFY(!openBox(Secret32(), box, context));
    }

    void anEmptyTextIsSealedToo()
    {
        SeededRandom random(2);
        const Secret32 key(random.bytes<32>().bytes);
        const Bytes box = sealBox(random, key, {}, {});
        QCOMPARE(box.size(), BoxNonce::kSize + crypto::kBoxTagSize);
        const auto opened = openBox(key, box, {});
        QVERIFY(opened && opened->isEmpty());
        QVERIFY(sealBox(random, key, {}, {}) != box);
    }
};

STOA_TEST(SealedBoxTest)

} // namespace stoa::test

#include "sealed_box_test.moc"
