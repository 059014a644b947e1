// SPDX-License-Identifier: MIT
#include "core/engine/signer.h"

#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "core/crypto/recoverable_signature.h"
#include "core/tx/transaction.h"
#include "core/wallet/vault.h"
#include "tests/support/registry.h"

namespace stoa::test {

/// Somebody else lays out what this program signs.
class SignerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        SeededRandom random(1);
        wallet::Vault vault(folder(), random, crypto::KdfParameters{1024, 1, 1});
        const crypto::Secret phrase(
            std::string_view("test test test test test test test test test test test junk"));
        QVERIFY(vault.create(phrase, m_password, 1, 1));
        m_me = vault.addresses().at(0);
    }

    void aStepOfTheRightKindIsSigned()
    {
        const Bytes step = transfer(m_me);
        const auto signatures = sign({tx::Kind::Transfer}, step);
        QVERIFY(signatures);
        QCOMPARE(signatures->size(), std::size_t(1));
        const auto signature = crypto::RecoverableSignature::decode(signatures->front());
        QVERIFY(signature);
        const Hash digest = tx::digestOf(*tx::decodeUnsigned(step), m_domain);
        QVERIFY(*crypto::recoverSigner(digest, *signature) == m_me);
    }

    void whatWasNotAskedForIsNotSigned()
    {
        QVERIFY(sign({tx::Kind::SetProfile}, transfer(m_me)).error().code == ErrorCode::BadAnswer);
        QVERIFY(sign({}, transfer(m_me)).error().code == ErrorCode::BadAnswer);
    }

    void anotherSenderIsRefused()
    {
        Address other = m_me;
        other[3] ^= 1;
        QVERIFY(sign({tx::Kind::Transfer}, transfer(other)).error().code == ErrorCode::BadAnswer);
    }

    void aBareDigestIsRefused()
    {
        QVERIFY(sign({tx::Kind::Transfer}, Bytes(32, 0x11)).error().code == ErrorCode::BadAnswer);
        Bytes longer = transfer(m_me);
        longer.push_back(0);
        QVERIFY(sign({tx::Kind::Transfer}, longer).error().code == ErrorCode::BadAnswer);
    }

    /// The account's own key may not be the one that signs; a key that is not here signs nothing.
    void theKeyThatActsForAnAccountSigns()
    {
        const Address account = Address::fromPrefix(Bytes(20, 7));
        const std::vector<tx::Kind> allowed{tx::Kind::Transfer};
        const Bytes step = transfer(account);
        const auto sign = [&](const Address& signer) {
            return engine::signSteps(folder(), m_password, account, allowed, {m_domain, {step}, signer});
        };
        const auto signatures = sign(m_me);
        QVERIFY(signatures && signatures->size() == 1);
        const auto signature = crypto::RecoverableSignature::decode(signatures->front());
        const auto decoded = tx::decodeUnsigned(step);
        QVERIFY(signature && decoded);
        QCOMPARE(*crypto::recoverSigner(tx::digestOf(*decoded, m_domain), *signature), m_me);
        QCOMPARE(sign(account).error().code, ErrorCode::NotFound);
    }

private:
    std::string folder() const { return m_folder.path().toStdString(); }
    static Bytes transfer(const Address& from)
    {
        tx::Transaction transaction;
        transaction.envelope = {from, 0, 7, 1000};
        transaction.payload = tx::Transfer{Address{}, 5};
        return tx::encodeUnsigned(transaction);
    }
    Result<std::vector<Bytes>> sign(std::vector<tx::Kind> allowed, const Bytes& step) const
    {
        return engine::signSteps(folder(), m_password, m_me, allowed, {m_domain, {step}});
    }

    QTemporaryDir m_folder;
    crypto::Secret m_password{std::string_view("correct horse battery")};
    Address m_me;
    Hash m_domain = Hash::fromPrefix(Bytes{9});
};

STOA_TEST(SignerTest)

} // namespace stoa::test

#include "signer_test.moc"
