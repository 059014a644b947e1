// SPDX-License-Identifier: MIT
#include "core/tx/transaction.h"

#include <set>

#include <QTest>

#include "core/base/hex.h"
#include "core/crypto/eip712.h"
#include "tests/support/kinds.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

template <typename Fixed>
Fixed filled(std::uint8_t byte)
{
    Fixed fixed;
    fixed.bytes.fill(byte);
    return fixed;
}

Hash testDomain()
{
    return crypto::domainSeparator({.name = "Stoa", .version = "1", .salt = filled<Hash>(0x5a)});
}

/// Signed by nobody: 12.5 tokens from 1111… to 2222….
tx::Transaction knownTransfer()
{
    tx::Transaction transaction;
    transaction.envelope = {filled<Address>(0x11), 3, 41, 1'700'000'000};
    transaction.payload = tx::Transfer{filled<Address>(0x22), 12'500'000'000};
    return transaction;
}

bool hasError(const Result<tx::Transaction>& result, ErrorCode code)
{
    return !result && result.error().code == code;
}

} // namespace

class TransactionTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsEncodedIsDecoded()
    {
        SeededRandom random(30);
        forEachKind([&]<typename T>(const T&) {
            for (int i = 0; i < 20; ++i) {
                const tx::Transaction transaction = sampleTransaction<T>(random);
                const Bytes bytes = tx::encode(transaction);
                const auto decoded = tx::decode(bytes);
                QVERIFY2(decoded, T::kName.data());
                QCOMPARE(decoded->payload.index(), transaction.payload.index());
                QVERIFY(tx::encode(*decoded) == bytes);
                QVERIFY(decoded->envelope == transaction.envelope);
                QVERIFY(decoded->signature == transaction.signature);

                const Bytes draft = tx::encodeUnsigned(transaction);
                const auto again = tx::decodeUnsigned(draft);
                QVERIFY2(again, T::kName.data());
                QVERIFY(tx::encodeUnsigned(*again) == draft);
                QVERIFY(tx::digestOf(*again, testDomain()) == tx::digestOf(transaction, testDomain()));
                QVERIFY(equal(draft, ByteView(bytes).first(draft.size())));
            }
        });
    }

    void lengthsAreExact()
    {
        SeededRandom random(31);
        forEachKind([&]<typename T>(const T&) {
            tx::Transaction transaction = sampleTransaction<T>(random);
            constexpr bool kHasTail = requires { T::kTailName; };
            if constexpr (kHasTail) (std::get<T>(transaction.payload).*T::tail()).clear();
            Bytes bytes = tx::encode(transaction);
            std::size_t expected = 1 + widthOfFields<T>();
            if (T::kOrigin == tx::Origin::Signed) expected += 33 + 65;
            QCOMPARE(bytes.size(), expected);
            QVERIFY(bytes.size() <= tx::kMaxStepBytes);
            for (std::size_t length = 1; length < bytes.size(); ++length)
                QVERIFY(hasError(tx::decode(ByteView(bytes).first(length)), ErrorCode::WrongLength));
            bytes.push_back(27);
            if (!kHasTail) QVERIFY(hasError(tx::decode(bytes), ErrorCode::WrongLength));
        });
        QVERIFY(hasError(tx::decode({}), ErrorCode::WrongLength));
    }

    void unknownKindsAreRefused()
    {
        std::set<unsigned> known;
        forEachKind([&]<typename T>(const T&) {
            QVERIFY2(known.insert(static_cast<unsigned>(T::kKind)).second, T::kName.data());
        });
        for (unsigned byte = 0; byte < 256; ++byte) {
            const Bytes bytes(200, static_cast<std::uint8_t>(byte));
            const auto decoded = tx::decode(bytes);
            if (known.count(byte) == 0) QVERIFY(hasError(decoded, ErrorCode::UnknownKind));
            if (known.count(byte) == 0 || decoded) continue;
            // Bytes of any length stand before the signature of an EnactMotion.
            const bool hasTail = byte == static_cast<unsigned>(tx::Kind::EnactMotion);
            QVERIFY(hasError(decoded, hasTail ? ErrorCode::BadSignature : ErrorCode::WrongLength));
        }
    }

    void onlyTheMainChainHasKindsBelowSixteen()
    {
        forEachKind([]<typename T>(const T&) {
            QCOMPARE(T::kOrigin == tx::Origin::MainChain, static_cast<unsigned>(T::kKind) < 0x10);
            // Who signs nothing pays nothing, and the other way round.
            QCOMPARE(T::kFee != 0, T::kOrigin == tx::Origin::Signed);
        });
    }

    void whatIsTooLongIsRefused()
    {
        tx::Transaction force;
        force.payload = tx::Force{1, Bytes(tx::kMaxStepBytes - 9, 7)};
        QVERIFY(tx::decode(tx::encode(force)));
        std::get<tx::Force>(force.payload).inner.push_back(7);
        QVERIFY(hasError(tx::decode(tx::encode(force)), ErrorCode::TooLarge));
    }

    void aSignatureHasOneForm()
    {
        Bytes bytes = tx::encode(knownTransfer());
        for (unsigned v = 0; v < 256; ++v) {
            bytes.back() = static_cast<std::uint8_t>(v);
            const auto decoded = tx::decode(bytes);
            if (v == 27 || v == 28)
                QVERIFY(decoded);
            else
                QVERIFY(hasError(decoded, ErrorCode::BadSignature));
        }
    }

    void theWireFormIsPackedAndBigEndian()
    {
        const Bytes bytes = tx::encodeUnsigned(knownTransfer());
        const std::string expected = "0x10"                                     // kind
                                     "1111111111111111111111111111111111111111" // from
                                     "03"                                       // lane
                                     "00000029"                                 // nonce
                                     "000000006553f100"                         // validUntil
                                     "2222222222222222222222222222222222222222" // to
                                     "00000002e90edd00";                        // amount
        QCOMPARE(QString::fromStdString(toHex(bytes)), QString::fromStdString(expected));
    }

    void typesReadAsWalletsShowThem()
    {
        QCOMPARE(
            tx::typeStringOf(tx::Transfer{}),
            std::string("Transfer(address from,uint8 lane,uint32 nonce,uint64 validUntil,address to,uint64 "
                        "amount)"));
        QCOMPARE(tx::typeStringOf(tx::Settle{}),
                 std::string("Settle(bytes8 dac,uint8 table,bytes18 object,uint32 sub)"));
        QCOMPARE(tx::typeStringOf(tx::Force{}), std::string("Force(uint64 index,bytes inner)"));
        QCOMPARE(
            tx::typeStringOf(tx::Accept{}),
            std::string("Accept(address from,uint8 lane,uint32 nonce,uint64 validUntil,bytes8 dac,bytes18 "
                        "collaboration,uint16 seq,bytes32 statement,uint64 deposit)"));
        const std::string propose = tx::typeStringOf(tx::Propose{});
        QVERIFY(propose.find("bytes21 doer,bytes32 statement,bytes18 task,uint64 reward") !=
                std::string::npos);
        const std::string creation = tx::typeStringOf(tx::CreateDac{});
        QVERIFY(creation.rfind("CreateDac(", 0) == 0 && creation.find(",uint64 stake)") != std::string::npos);
    }

    /// Computed apart from this program, from the words of EIP-712.
    void digestsAreKnown()
    {
        QCOMPARE(toHex(testDomain()),
                 std::string("0xde7da9e69b2e8467de99b89450e775957b85c90f1805889485f10717175ab013"));
        QCOMPARE(toHex(tx::digestOf(knownTransfer(), testDomain())),
                 std::string("0xee3a079691a6aa2cd07c255b054f8c966b30d4c94b69ebf626ead2fce129e06c"));
        const DacId dac{{1, 2, 3, 4, 5, 6, 7, 8}};
        tx::Transaction settle;
        settle.payload = tx::Settle{dac, 5, filled<ObjectId>(0x33), 0};
        QCOMPARE(toHex(tx::digestOf(settle, testDomain())),
                 std::string("0x5118df9fe5e4af5e5cab048e4b1ad0557dc3be547173f40ac164d8c06b6c89e6"));
        QCOMPARE(toHex(tx::ticketDigest(dac, filled<Address>(0x22), testDomain())),
                 std::string("0x15acb04317184969ea6c82c0bdeb7a225365abeb30d72e7928c61cb387a4b4c2"));
        QCOMPARE(toHex(tx::pageIdOf("Home")), std::string("0xf98ebf243a66ca394c93533d5b0bfae4fe4f"));
    }

    void manyDigestsAreTheSameAsEach()
    {
        SeededRandom random(31);
        std::vector<tx::Transaction> all;
        for (int i = 0; i < 5; ++i)
            forEachKind([&]<typename T>(const T&) { all.push_back(sampleTransaction<T>(random)); });
        std::vector<const tx::Transaction*> pointers;
        for (const tx::Transaction& each : all) pointers.push_back(&each);
        const std::vector<Hash> digests = tx::digestsOf(pointers, testDomain());
        QCOMPARE(digests.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            QVERIFY(digests[i] == tx::digestOf(all[i], testDomain()));
    }

    void everyFieldIsPartOfTheDigest()
    {
        SeededRandom random(32);
        forEachKind([&]<typename T>(const T&) {
            const Bytes bytes = tx::encodeUnsigned(sampleTransaction<T>(random));
            std::set<Hash> digests{tx::digestOf(*tx::decodeUnsigned(bytes), testDomain())};
            for (std::size_t i = 1; i < bytes.size(); ++i) {
                Bytes changed = bytes;
                changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << (random.next() % 8)));
                const Hash digest = tx::digestOf(*tx::decodeUnsigned(changed), testDomain());
                QVERIFY2(digests.insert(digest).second, T::kName.data());
            }
        });
    }

    void theSignatureIsNotPartOfTheDigest()
    {
        tx::Transaction transaction = knownTransfer();
        const Hash digest = tx::digestOf(transaction, testDomain());
        transaction.signature.r = filled<Hash>(1);
        QVERIFY(tx::digestOf(transaction, testDomain()) == digest);
    }

    void anotherNetworkMeansAnotherDigest()
    {
        SeededRandom random(33);
        forEachKind([&]<typename T>(const T&) {
            const tx::Transaction transaction = sampleTransaction<T>(random);
            QVERIFY(tx::digestOf(transaction, testDomain()) != tx::digestOf(transaction, filled<Hash>(9)));
        });
        QVERIFY(tx::ticketDigest({}, {}, testDomain()) != tx::ticketDigest({}, {}, filled<Hash>(9)));
    }

    void idsArePrefixesOfTheDigest()
    {
        const Hash digest = tx::digestOf(knownTransfer(), testDomain());
        QCOMPARE(toHex(tx::dacIdOf(digest)), std::string("0xee3a079691a6aa2c"));
        QCOMPARE(toHex(tx::objectIdOf(digest)), std::string("0xee3a079691a6aa2cd07c255b054f8c966b30"));
    }

    void bytesOfAnyKindDoNoHarm()
    {
        SeededRandom random(34);
        std::vector<std::uint8_t> kinds;
        forEachKind([&]<typename T>(const T&) { kinds.push_back(static_cast<std::uint8_t>(T::kKind)); });
        for (int i = 0; i < 20'000; ++i) {
            Bytes bytes(random.next() % 400);
            random.fill(bytes);
            if (!bytes.empty() && i % 2 == 0) bytes[0] = kinds[random.next() % kinds.size()];
            if (const auto decoded = tx::decode(bytes)) QVERIFY(tx::encode(*decoded) == bytes);
        }
    }

    void partiesKnowTheirType()
    {
        const tx::Party person = tx::personParty(filled<Address>(7));
        QVERIFY(tx::typeOf(person) == tx::PartyType::Person);
        QVERIFY(tx::personOf(person) == filled<Address>(7));
        tx::Party company = person;
        company[0] = static_cast<std::uint8_t>(tx::PartyType::Company);
        QVERIFY(tx::personOf(company).isZero());
        QVERIFY(tx::personOf({}).isZero());
    }
};

STOA_TEST(TransactionTest)

} // namespace stoa::test

#include "transaction_test.moc"
