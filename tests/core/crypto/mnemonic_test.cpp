// SPDX-License-Identifier: MIT
// The official vectors of BIP-39 (passphrase TREZOR) and BIP-32, and the accounts every Ethereum tool knows.
#include "core/crypto/mnemonic.h"

#include <botan/hash.h>

#include <QTest>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "core/crypto/address_text.h"
#include "core/crypto/key_derivation.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::kHardened;
using crypto::nearestWord;
using crypto::parsePhrase;
using crypto::Secret;

namespace {

struct Vector {
    std::string_view entropy;
    std::string_view phrase;
    std::string_view seed;
};

constexpr Vector kVectors[] = {
    {"00000000000000000000000000000000",
     "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
     "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3"
     "c4ab7c81b2f001698e7463b04"},
    {"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
     "legal winner thank year wave sausage worth useful legal winner thank yellow",
     "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937a1c1069be3a3a5b"
     "d381ee6260e8d9739fce1f607"},
    {"80808080808080808080808080808080",
     "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
     "d71de856f81a8acc65e6fc851a38d4d7ec216fd0796d0a6827a3ad6ed5511a30fa280f12eb2e47ed2ac03b5c462a0358d18d69f"
     "e4f985ec81778c1b370b652a8"},
    {"ffffffffffffffffffffffffffffffff", "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
     "ac27495480225222079d7be181583751e86f571027b0497b5b5d11218e0a8a13332572917f0f8e5a589620c6f15b11c61dee327"
     "651a14c34e18231052e48c069"},
    {"000000000000000000000000000000000000000000000000",
     "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
     "abandon abandon abandon abandon abandon agent",
     "035895f2f481b1b0f01fcf8c289c794660b289981a78f8106447707fdd9666ca06da5a9a565181599b79f53b844d8a71dd9f439"
     "c52a3d7b3e8a79c906ac845fa"},
    {"0000000000000000000000000000000000000000000000000000000000000000",
     "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
     "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
     "bda85446c68413707090a52022edd26a1c9462295029f2e60cd7c4f2bbd3097170af7a4d73245cafa9c3cca8d561a7c3de6f5d4"
     "a10be8ed2a5e608d68f92fcc8"},
    {"7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
     "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful "
     "legal winner thank year wave sausage worth title",
     "bc09fca1804f7e69da93c2f2028eb238c227f2e9dda30cd63699232578480a4021b146ad717fbb7e451ce9eb835f43620bf5c51"
     "4db0f8add49f5d121449d3e87"},
    {"8080808080808080808080808080808080808080808080808080808080808080",
     "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor "
     "acoustic avoid letter advice cage absurd amount doctor acoustic bless",
     "c0c519bd0e91a2ed54357d9d1ebef6f5af218a153624cf4f2da911a0ed8f7a09e2ef61af0aca007096df430022f7a2b6fb91661"
     "a9589097069720d015e4e982f"},
    {"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
     "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
     "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e1613912f0a5b694407be899ffd31ed3992c456cdf"
     "60f5d4564b8ba3f05a69890ad"},
    {"f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f",
     "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen "
     "patrol group space point ten exist slush involve unfold",
     "01f5bced59dec48e362f2c45b5de68b9fd6c92c6634f44d6d40aab69056506f0e35524a518034ddc1192e1dacd32c1ed3eaa3c3"
     "b131c88ed8e7e54c49a5d0998"},
};

Secret secretOf(std::string_view text) { return Secret(text); }

} // namespace

class MnemonicTest : public QObject {
    Q_OBJECT
private slots:
    void theWordsAreThoseOfTheStandard()
    {
        const auto sha = Botan::HashFunction::create_or_throw("SHA-256");
        for (std::size_t i = 0; i < crypto::kPhraseWordCount; ++i)
            sha->update(std::string(crypto::phraseWord(i)) + "\n");
        Hash digest;
        sha->final(digest.data());
        QVERIFY(toHex(digest) == "0x2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    }

    void theOfficialVectorsHold()
    {
        for (const Vector& vector : kVectors) {
            const Secret entropy(*fromHex(vector.entropy));
            QVERIFY(crypto::phraseOf(entropy).text() == vector.phrase);
            const auto parsed = parsePhrase(secretOf(vector.phrase));
            QVERIFY(parsed.has_value());
            QVERIFY(equal(parsed->view(), entropy.view()));
            QVERIFY(toHex(crypto::seedOf(entropy, "TREZOR").view()).substr(2) == vector.seed);
        }
    }

    void spacingAndCaseDoNotMatter()
    {
        const auto plain =
            parsePhrase(secretOf("test test test test test test test test test test test junk"));
        const auto odd =
            parsePhrase(secretOf("  Test\ttest TEST\n\ntest test test test test test test test  jUNK \r\n"));
        QVERIFY(plain && odd && equal(plain->view(), odd->view()));
    }

    void faultsAreNamed()
    {
        const auto faultOf = [](std::string_view phrase) { return parsePhrase(secretOf(phrase)).error(); };
        const Error word = faultOf("test test tset test test test test test test test test junk");
        QVERIFY(word.code == ErrorCode::BadPhraseWord);
        QVERIFY(word.detail == "3");
        QVERIFY(faultOf("").code == ErrorCode::BadPhraseLength);
        QVERIFY(faultOf("test test test test test test test test test test junk").code ==
                ErrorCode::BadPhraseLength);
        std::string many;
        for (int i = 0; i < 300; ++i) many += "abandon ";
        QVERIFY(faultOf(many).code == ErrorCode::BadPhraseLength);
        QVERIFY(faultOf(many + "xyz").detail == "301");
        QVERIFY(faultOf("junk test test test test test test test test test test test").code ==
                ErrorCode::BadPhraseChecksum);
    }

    void newPhrasesAreReadBackAndDiffer()
    {
        SystemRandom random;
        for (const std::size_t words : {12, 15, 18, 21, 24}) {
            const Secret phrase = crypto::newPhrase(random, words);
            const auto entropy = parsePhrase(phrase);
            QVERIFY(entropy.has_value());
            QCOMPARE(entropy->size(), words / 3 * 4);
            QVERIFY(crypto::phraseOf(*entropy).text() == phrase.text());
            QVERIFY(crypto::newPhrase(random, words).text() != phrase.text());
        }
    }

    void theNearestWordIsSuggested()
    {
        QVERIFY(nearestWord("abandn") == "abandon");
        QVERIFY(nearestWord("abandno") == "abandon");
        QVERIFY(nearestWord("ZOO") == "zoo");
        QVERIFY(nearestWord("jnuk") == "junk");
        QVERIFY(nearestWord("wagonn") == "wagon");
        QVERIFY(crypto::isPhraseWord(nearestWord("")));
        QVERIFY(crypto::isPhraseWord(nearestWord(std::string(100'000, 'x'))));
        QVERIFY(!crypto::isPhraseWord("abandn"));
    }

    void vectorOneOfBip32Holds()
    {
        const Bytes seed = *fromHex("000102030405060708090a0b0c0d0e0f");
        const std::uint32_t path[] = {kHardened, 1, 2 | kHardened, 2, 1'000'000'000};
        constexpr std::string_view kKeys[] = {
            "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
            "edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea",
            "3c6cb8d0f6a264c91ea8b5030fadaa8e538b020f0a387421a12de9319dc93368",
            "cbce0d719ecf7431d88e6a89fa1483e02e35092af60c042b1df2ff59fa424dca",
            "0f479245fb19a38a1954c5c7c0ebab2f9bdfd96a17563ef28a6a4b1a2a764ef4",
            "471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8",
        };
        for (std::size_t depth = 0; depth <= 5; ++depth) {
            const auto key = crypto::keyAt(seed, std::span(path).first(depth));
            QVERIFY(key.has_value());
            QVERIFY(toHex(key->key.view()).substr(2) == kKeys[depth]);
        }
        QVERIFY(toHex(crypto::masterKey(seed)->chainCode.view()).substr(2) ==
                "873dff81c02f525623fd1fe5167eac3a55a049de3d314bb42ee227ffed37d508");
        QVERIFY(crypto::masterKey(Bytes(15)).error().code == ErrorCode::InvalidArgument);
        QVERIFY(crypto::masterKey(Bytes(65)).error().code == ErrorCode::InvalidArgument);
    }

    void keysKeepTheirLeadingZeros()
    {
        // Vector 3 of BIP-32.
        const Bytes seed =
            *fromHex("4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4acba45d239319ac14f"
                     "863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be");
        QVERIFY(toHex(crypto::masterKey(seed)->key.view()).substr(2) ==
                "00ddb80b067e0d4993197fe10f2657a844a384589847602d56f0c629c81aae32");
    }

    void wellKnownAccountsAreFound()
    {
        const auto entropy =
            parsePhrase(secretOf("test test test test test test test test test test test junk"));
        const crypto::Secret64 seed = crypto::seedOf(*entropy);
        QVERIFY(crypto::toChecksumText(crypto::accountKey(seed, 0)->address()) ==
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        QVERIFY(crypto::toChecksumText(crypto::accountKey(seed, 1)->address()) ==
                "0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
        QVERIFY(crypto::toChecksumText(crypto::accountKey(seed, 2)->address()) ==
                "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    }
};

STOA_TEST(MnemonicTest)

} // namespace stoa::test

#include "mnemonic_test.moc"
