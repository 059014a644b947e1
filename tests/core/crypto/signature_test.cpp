// SPDX-License-Identifier: MIT
// Keys, signatures and recovery against the examples of EIP-155 and EIP-712.
#include <QTest>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"
#include "core/crypto/key_pair.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::keccak256;
using crypto::KeyPair;
using crypto::RecoverableSignature;
using crypto::recoverSigner;
using crypto::Secret32;

namespace {

Hash hash(std::string_view hex) { return *fixedFromHex<Hash>(hex); }

KeyPair pairOf(std::string_view hex) { return *KeyPair::fromSecret(Secret32(hash(hex).bytes)); }

constexpr std::string_view kOrder = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

// order − s
Hash twinOf(const Hash& s)
{
    const Hash order = hash(kOrder);
    Hash twin;
    int borrow = 0;
    for (std::size_t i = 32; i-- > 0;) {
        const int digit = int{order[i]} - int{s[i]} - borrow;
        borrow = digit < 0 ? 1 : 0;
        twin[i] = static_cast<std::uint8_t>(digit + 256 * borrow);
    }
    return twin;
}

} // namespace

class SignatureTest : public QObject {
    Q_OBJECT
private slots:
    void signsTheExampleOfEip155()
    {
        const KeyPair pair = pairOf("0x4646464646464646464646464646464646464646464646464646464646464646");
        QVERIFY(toHex(pair.address()) == "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");
        const RecoverableSignature signature =
            pair.sign(hash("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
        QVERIFY(signature.r == hash("0x28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"));
        QVERIFY(signature.s == hash("0x67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"));
        QCOMPARE(int{signature.v}, 27);
    }

    void signsTheExampleOfEip712()
    {
        const crypto::Domain domain{
            "Ether Mail", "1", 1, *fixedFromHex<Address>("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"), {}};
        const Hash separator = crypto::domainSeparator(domain);
        QVERIFY(separator == hash("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"));
        const Hash mail = hash("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e");
        const Hash digest = crypto::typedDataDigest(separator, mail);
        QVERIFY(digest == hash("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"));

        const KeyPair cow = *KeyPair::fromSecret(Secret32(keccak256("cow").bytes));
        QVERIFY(toHex(cow.address()) == "0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826");
        const RecoverableSignature signature = cow.sign(digest);
        QVERIFY(toHex(signature.encode()) ==
                "0x4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b915621c");
        QVERIFY(*recoverSigner(digest, signature) == cow.address());
        QVERIFY(*RecoverableSignature::decode(signature.encode().bytes) == signature);
    }

    void aDomainNamesOnlyWhatItHas()
    {
        crypto::Domain domain;
        domain.name = "Stoa";
        domain.salt = keccak256("network");
        QVERIFY(crypto::domainType(domain) == "EIP712Domain(string name,bytes32 salt)");
        const crypto::Domain whole{"a", "1", 7, Address{}, Hash{}};
        QVERIFY(crypto::domainType(whole) == "EIP712Domain(string name,string version,uint256 chainId,"
                                             "address verifyingContract,bytes32 salt)");
        QVERIFY(crypto::domainSeparator(domain) != crypto::domainSeparator(whole));
    }

    void wordsLieWhereSolidityPutsThem()
    {
        QVERIFY(toHex(crypto::wordOf(std::uint64_t{0x0102})) == "0x" + std::string(60, '0') + "0102");
        Address address;
        address[0] = 0xab;
        QVERIFY(toHex(crypto::wordOf(address)) == "0x" + std::string(24, '0') + "ab" + std::string(38, '0'));
        DacId company;
        company[0] = 0xcd;
        QVERIFY(toHex(crypto::wordOf(company)) == "0xcd" + std::string(62, '0'));
    }

    void theTwinWithAHighSIsRefused()
    {
        SeededRandom random(3);
        const KeyPair pair = KeyPair::generate(random);
        for (int i = 0; i < 20; ++i) {
            const Hash digest = random.bytes<32>();
            RecoverableSignature signature = pair.sign(digest);
            QVERIFY(*recoverSigner(digest, signature) == pair.address());
            signature.s = twinOf(signature.s);
            signature.v = static_cast<std::uint8_t>(55 - signature.v);
            QVERIFY(recoverSigner(digest, signature).error().code == ErrorCode::BadSignature);
        }
    }

    void whatIsNoSignatureIsRefused()
    {
        SeededRandom random(4);
        const KeyPair pair = KeyPair::generate(random);
        const Hash digest = keccak256("digest");
        const RecoverableSignature good = pair.sign(digest);
        const auto isRefused = [&](auto change) {
            RecoverableSignature bad = good;
            change(bad);
            const auto signer = recoverSigner(digest, bad);
            return !signer && signer.error().code == ErrorCode::BadSignature;
        };
        QVERIFY(isRefused([](auto& bad) { bad.r = {}; }));
        QVERIFY(isRefused([](auto& bad) { bad.s = {}; }));
        QVERIFY(isRefused([](auto& bad) { bad.r = hash(kOrder); }));
        QVERIFY(isRefused([](auto& bad) { bad.s = hash(kOrder); }));
        for (const int v : {0, 1, 26, 29, 30, 37, 255})
            QVERIFY(isRefused([v](auto& bad) { bad.v = static_cast<std::uint8_t>(v); }));

        Bytes encoded = toBytes(good.encode().bytes);
        encoded.back() = 0;
        QVERIFY(!RecoverableSignature::decode(encoded));
        encoded.pop_back();
        QVERIFY(!RecoverableSignature::decode(encoded));
    }

    void manyAreRecoveredInOrderByAnyNumberOfThreads()
    {
        SeededRandom random(5);
        std::vector<crypto::SignedDigest> all;
        std::vector<Address> expected;
        for (int i = 0; i < 70; ++i) {
            const KeyPair pair = KeyPair::generate(random);
            const Hash digest = random.bytes<32>();
            all.push_back({digest, pair.sign(digest)});
            expected.push_back(pair.address());
        }
        all[33].signature.v = 0;
        for (const int threads : {0, 1, 2, 8}) {
            const auto signers = crypto::recoverSigners(all, threads);
            QCOMPARE(signers.size(), all.size());
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (i == 33)
                    QVERIFY(!signers[i]);
                else
                    QVERIFY(signers[i]->address == expected[i] && addressOf(signers[i]->key) == expected[i]);
            }
        }
        QVERIFY(crypto::recoverSigners({}, 4).empty());
    }

    void keysOutsideTheRangeAreRefused()
    {
        QVERIFY(!KeyPair::fromSecret(Secret32()));
        QVERIFY(KeyPair::fromSecret(Secret32(hash(kOrder).bytes)).error().code == ErrorCode::InvalidArgument);
        QVERIFY(
            toHex(pairOf("0x0000000000000000000000000000000000000000000000000000000000000001").address()) ==
            "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");
    }

    void twoPeopleAgreeOnOneSecret()
    {
        SeededRandom random(6);
        const KeyPair one = KeyPair::generate(random);
        const KeyPair other = KeyPair::generate(random);
        const auto here = one.agree(other.publicKey());
        const auto there = other.agree(one.publicKey());
        QVERIFY(here && there && equal(here->view(), there->view()));
        QVERIFY(crypto::isOnCurve(one.publicKey()));
        crypto::PublicKey nowhere = one.publicKey();
        nowhere[63] ^= 1;
        QVERIFY(!crypto::isOnCurve(nowhere));
        QVERIFY(one.agree(nowhere).error().code == ErrorCode::BadPublicKey);
    }

    void saltsFollowFromKeyAndPurpose()
    {
        SeededRandom random(7);
        const KeyPair one = KeyPair::generate(random);
        const KeyPair again = *KeyPair::fromSecret(one.secret());
        QVERIFY(one.derivedSalt(viewOf("case 1")) == again.derivedSalt(viewOf("case 1")));
        QVERIFY(one.derivedSalt(viewOf("case 1")) != one.derivedSalt(viewOf("case 2")));
    }
};

STOA_TEST(SignatureTest)

} // namespace stoa::test

#include "signature_test.moc"
