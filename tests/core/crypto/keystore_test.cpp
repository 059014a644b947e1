// SPDX-License-Identifier: MIT
#include "core/crypto/keystore.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include "core/base/random.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/mnemonic.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::KdfParameters;
using crypto::KeystoreHead;
using crypto::openKeystore;
using crypto::Secret;
using nlohmann::json;

class KeystoreTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_entropy = *crypto::parsePhrase(
            Secret(std::string_view("test test test test test test test test test test test junk")));
        const crypto::Secret64 seed = crypto::seedOf(m_entropy);
        m_head.created = 1'700'000'000;
        for (std::uint32_t i = 0; i < 2; ++i)
            m_head.addresses.push_back(crypto::accountKey(seed, i)->address());
        m_file = *crypto::sealKeystore(m_entropy, m_password, m_head, kFast, m_random);
    }

    void comesBackWithItsPassword()
    {
        const auto entropy = openKeystore(m_file, m_password);
        QVERIFY(entropy && equal(entropy->view(), m_entropy.view()));
        const auto head = crypto::readKeystoreHead(m_file);
        QVERIFY(head && head->addresses == m_head.addresses && head->created == m_head.created);
        QVERIFY(m_file.find("junk") == std::string::npos);
    }

    void aFileOfVersionOneStaysReadable()
    {
        const std::string_view file =
            R"({"addresses":["0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"],"cipher":{"ciphertext":)"
            R"("0xf09ce5e809fcb87bc24323c649d8b7a77b66b85c96479b30efb323d7bf0f002c","name":"xchacha20-poly1305",)"
            R"("nonce":"0xa5d0aee210147e1f490c83b60bff9996657040878bbfd1ab"},"created":1700000000,"format":)"
            R"("stoa-wallet","kdf":{"lanes":1,"memoryKiB":1024,"name":"argon2id","passes":1,"salt":)"
            R"("0x91bef87171c3e08549cb679a74876f2a"},"version":1})";
        const auto entropy = openKeystore(file, m_password);
        QVERIFY(entropy && equal(entropy->view(), m_entropy.view()));
    }

    void everyFileHasItsOwnSalt()
    {
        QVERIFY(*crypto::sealKeystore(m_entropy, m_password, m_head, kFast, m_random) != m_file);
    }

    void anotherPasswordIsRefused()
    {
        for (const std::string_view wrong : {"correct hors", "Correct horse", "", "correct horse "})
            QVERIFY(openKeystore(m_file, Secret(wrong)).error().code == ErrorCode::WrongPassword);
    }

    void everyPublicWordIsSealedToo()
    {
        const json whole = json::parse(m_file);
        json changed = whole;
        changed["created"] = 1;
        QVERIFY(openKeystore(changed.dump(), m_password).error().code == ErrorCode::WrongPassword);
        changed = whole;
        changed["addresses"].erase(1);
        QVERIFY(openKeystore(changed.dump(), m_password).error().code == ErrorCode::WrongPassword);
        changed = whole;
        changed["kdf"]["passes"] = 2;
        QVERIFY(openKeystore(changed.dump(), m_password).error().code == ErrorCode::WrongPassword);
    }

    // A file that asks for a year of work, or for all memory, is refused by its looks.
    void hostileParametersAreRefusedBeforeAnyWork_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char* pointer, const char* value) {
            QTest::addRow("%s = %s", pointer, value) << QByteArray(pointer) << QByteArray(value);
        };
        for (const char* memory : {"4294967295", "2147483648", "1048577", "1023", "0", "-1", "1.5",
                                   "\"65536\"", "null", "18446744073709551615"})
            row("/kdf/memoryKiB", memory);
        for (const char* passes : {"0", "17", "4294967295", "4294967297"}) row("/kdf/passes", passes);
        for (const char* lanes : {"0", "5", "16777216"}) row("/kdf/lanes", lanes);
        for (const char* name : {"\"argon2i\"", "\"scrypt\"", "\"\"", "1"}) row("/kdf/name", name);
        row("/kdf/salt", "\"0x00\"");
        row("/kdf/salt", "\"nothex\"");
        row("/kdf/salt", ("\"" + std::string(130, '0') + "\"").c_str());
        row("/kdf", "[]");
        row("/cipher/name", "\"none\"");
        row("/cipher/nonce", "\"0x00\"");
        row("/cipher/ciphertext", "\"0x\"");
        row("/cipher/ciphertext", ("\"" + std::string(98, '0') + "\"").c_str());
        row("/cipher/ciphertext", ("\"" + std::string(66, '0') + "\"").c_str());
        row("/addresses", "[]");
        row("/addresses", "{}");
        row("/addresses/0", "\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed\"");
        row("/created", "-1");
        row("/format", "\"other\"");
        row("/version", "2");
        row("/more", "1");
        row("/kdf/more", "1");
    }
    void hostileParametersAreRefusedBeforeAnyWork()
    {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        json changed = json::parse(m_file);
        changed[json::json_pointer(pointer.toStdString())] = json::parse(value.toStdString());
        QVERIFY(openKeystore(changed.dump(), m_password).error().code == ErrorCode::BadKeystore);
        QVERIFY(crypto::readKeystoreHead(changed.dump()).error().code == ErrorCode::BadKeystore);
    }

    void theWorkOfAllPassesTogetherIsBounded()
    {
        QVERIFY((KdfParameters{1024 * 1024, 3, 1}.isWithinBounds()));
        QVERIFY(!(KdfParameters{1024 * 1024, 4, 1}.isWithinBounds()));
        QVERIFY(KdfParameters{}.isWithinBounds());
    }

    void whatIsNoKeystoreIsRefused()
    {
        for (const std::string& text :
             {std::string(), std::string("{}"), std::string("[]"), std::string("null"), m_file + m_file,
              m_file.substr(0, m_file.size() / 2), std::string(crypto::kMaxKeystoreBytes + 1, ' '),
              std::string(70, '[')})
            QVERIFY(openKeystore(text, m_password).error().code == ErrorCode::BadKeystore);
    }

    void onlyThePhrasesOwnAddressesAreSealed()
    {
        KeystoreHead head = m_head;
        std::swap(head.addresses[0], head.addresses[1]);
        QVERIFY(crypto::sealKeystore(m_entropy, m_password, head, kFast, m_random).error().code ==
                ErrorCode::InvalidArgument);
        head.addresses.clear();
        QVERIFY(!crypto::sealKeystore(m_entropy, m_password, head, kFast, m_random));
        QVERIFY(
            !crypto::sealKeystore(Secret(std::string_view("short")), m_password, m_head, kFast, m_random));
        QVERIFY(!crypto::sealKeystore(m_entropy, m_password, m_head, {1, 1, 1}, m_random));
    }

private:
    static constexpr KdfParameters kFast{1024, 1, 1};
    SystemRandom m_random;
    Secret m_entropy;
    Secret m_password{std::string_view("correct horse")};
    KeystoreHead m_head;
    std::string m_file;
};

STOA_TEST(KeystoreTest)

} // namespace stoa::test

#include "keystore_test.moc"
