// SPDX-License-Identifier: MIT
#include "core/wallet/vault.h"

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_system.h"
#include "core/base/hex.h"
#include "core/base/random.h"
#include "core/crypto/keccak.h"
#include "core/crypto/mnemonic.h"
#include "tests/support/registry.h"

namespace stoa::test {

using crypto::KdfParameters;
using crypto::Secret;
using wallet::Vault;

class VaultTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_folder = std::filesystem::path(m_temporary->path().toStdString()) / "data";
    }

    void aNewWalletIsUnlockedAndOpensAgain()
    {
        Vault vault = open();
        QVERIFY(!vault.exists() && vault.isLocked() && vault.addresses().empty());
        QVERIFY(vault.unlock(m_password).error().code == ErrorCode::NoWallet);
        QVERIFY(vault.create(m_phrase, m_password, 1234, 2));
        QVERIFY(vault.exists() && !vault.isLocked());
        QVERIFY(toHex(vault.addresses().at(0)) == "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        struct stat status = {};
        QCOMPARE(::stat(wallet::walletFile(m_folder).c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t{0600});

        Vault again = open();
        QVERIFY(again.isLocked());
        QVERIFY(again.addresses() == vault.addresses());
        QCOMPARE(again.created(), Timestamp{1234});
        QVERIFY(again.unlock(Secret(std::string_view("wrong password"))).error().code ==
                ErrorCode::WrongPassword);
        QVERIFY(again.isLocked());
        QVERIFY(again.unlock(m_password));
        const Hash digest = crypto::keccak256("digest");
        QVERIFY(*again.sign(again.addresses()[1], digest) == *vault.sign(vault.addresses()[1], digest));
        QVERIFY(again.revealPhrase(m_password)->text() == m_phrase.text());
    }

    void unlockingCanBeDoneInTwoHalves()
    {
        QVERIFY(open().create(m_phrase, m_password, 1));
        Vault vault = open();
        const auto entropy = crypto::openKeystore(*vault.sealedText(), m_password);
        QVERIFY(vault.unlockWith(*entropy));
        QVERIFY(!vault.isLocked());
        SystemRandom random;
        Vault other = open();
        const auto strange = crypto::parsePhrase(crypto::newPhrase(random));
        QVERIFY(other.unlockWith(*strange).error().code == ErrorCode::BadKeystore);
        QVERIFY(other.isLocked());
    }

    void aLockedWalletSignsNothing()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 1));
        const Address address = vault.addresses()[0];
        const Hash digest = crypto::keccak256("digest");
        const auto signature = vault.sign(address, digest);
        QVERIFY(*crypto::recoverSigner(digest, *signature) == address);
        QVERIFY(vault.sign(Address{}, digest).error().code == ErrorCode::NotFound);
        vault.lock();
        QVERIFY(vault.isLocked());
        QVERIFY(vault.sign(address, digest).error().code == ErrorCode::WalletLocked);
        QVERIFY(vault.key(address).error().code == ErrorCode::WalletLocked);
        QVERIFY(vault.addresses().size() == 1);
    }

    void aSecondWalletNeverTakesTheFirstOnesPlace()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 1));
        SystemRandom random;
        const Secret other = crypto::newPhrase(random);
        QVERIFY(vault.create(other, m_password, 2).error().code == ErrorCode::WalletExists);
        QVERIFY(open().create(other, m_password, 2).error().code == ErrorCode::WalletExists);
        QVERIFY(open().unlock(m_password));
    }

    void badPhrasesAndPasswordsMakeNoWallet()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, Secret(std::string_view("seven77")), 1).error().code ==
                ErrorCode::WeakPassword);
        // Twelve bytes, six characters.
        QVERIFY(wallet::checkPassword(Secret(std::string_view("пароль"))).error().code ==
                ErrorCode::WeakPassword);
        QVERIFY(wallet::checkPassword(Secret(std::string_view("eight888"))));
        const auto fault = vault.create(Secret(std::string_view("test tset")), m_password, 1).error();
        QVERIFY(fault.code == ErrorCode::BadPhraseWord);
        QVERIFY(fault.detail == "2");
        QVERIFY(!vault.exists() && vault.isLocked());
    }

    void aDamagedFileIsNamed()
    {
        QVERIFY(open().create(m_phrase, m_password, 1));
        QVERIFY(writeFileAtomically(wallet::walletFile(m_folder), viewOf("{}")));
        Vault vault = open();
        QVERIFY(vault.exists());
        QVERIFY(vault.addresses().empty());
        QVERIFY(vault.unlock(m_password).error().code == ErrorCode::BadKeystore);
        QVERIFY(vault.backupTo(m_folder / "copy").error().code == ErrorCode::BadKeystore);
        QVERIFY(writeFileAtomically(wallet::walletFile(m_folder), Bytes(100'000, ' ')));
        QVERIFY(vault.unlock(m_password).error().code == ErrorCode::BadKeystore);
    }

    void aBackupIsTheSealedFileAndReplacesNothing()
    {
        Vault vault = open();
        const auto copy = m_folder / "copy.json";
        QVERIFY(vault.backupTo(copy).error().code == ErrorCode::NoWallet);
        QVERIFY(vault.create(m_phrase, m_password, 1));
        QVERIFY(vault.backupTo(copy));
        QVERIFY(vault.backupTo(copy));
        QVERIFY(crypto::openKeystore(textOf(*readFile(copy, 100'000)), m_password).has_value());

        const auto other = m_folder / "diary";
        QVERIFY(writeFileAtomically(other, viewOf("dear diary")));
        const auto refused = vault.backupTo(other).error();
        QVERIFY(refused.code == ErrorCode::FileUnwritable);
        QVERIFY(refused.detail == "exists");
        QVERIFY(textOf(*readFile(other, 100)) == "dear diary");
        QVERIFY(!vault.backupTo(m_folder / "no" / "such" / "folder"));
    }

    void aBackupBecomesAWalletAgain()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 1234));
        const auto copy = m_folder / "copy.json";
        QVERIFY(vault.backupTo(copy));
        QVERIFY(vault.restoreFrom(copy, m_password).error().code == ErrorCode::WalletExists);

        Vault other(m_folder / "elsewhere", m_random, kFast);
        QVERIFY(other.restoreFrom(m_folder / "none", m_password).error().code == ErrorCode::FileUnreadable);
        QVERIFY(other.restoreFrom(copy, Secret(std::string_view("wrong password"))).error().code ==
                ErrorCode::WrongPassword);
        QVERIFY(writeFileAtomically(m_folder / "diary", viewOf("dear diary")));
        const auto diary = other.restoreFrom(m_folder / "diary", m_password);
        QVERIFY(diary.error().code == ErrorCode::BadKeystore);
        QVERIFY(diary.error().detail == "backup"); // it is not this wallet that is damaged
        QVERIFY(!other.exists());
        QVERIFY(other.restoreFrom(copy, m_password));
        QVERIFY(!other.isLocked());
        QVERIFY(other.addresses() == vault.addresses());
        QCOMPARE(other.created(), Timestamp{1234});
    }

    void aDamagedWalletMakesRoomAndIsKept()
    {
        QVERIFY(open().create(m_phrase, m_password, 1));
        const auto file = wallet::walletFile(m_folder);
        QVERIFY(writeFileAtomically(file, viewOf("{}")));
        Vault vault = open();
        QVERIFY(vault.isDamaged());
        QVERIFY(vault.create(m_phrase, m_password, 2));
        QVERIFY(!vault.isDamaged());
        auto aside = file;
        aside += ".damaged";
        QVERIFY(textOf(*readFile(aside, 100)) == "{}");
    }

    void noWalletIsMadeBeforeItsPhraseWasSeen()
    {
        Vault vault = open();
        Address seen;
        const auto refuse = [&](const Address& address) -> Result<void> {
            seen = address;
            return Error{ErrorCode::FileUnwritable, "nobody looks"};
        };
        QVERIFY(vault.create(m_phrase, m_password, 1, 1, refuse).error().detail == "nobody looks");
        QVERIFY(toHex(seen) == "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
        QVERIFY(!vault.exists() && vault.isLocked());
        QVERIFY(vault.create(m_phrase, m_password, 1, 1, [](const Address&) { return Result<void>(); }));
    }

    void thePasswordChangesAndTheAddressesStay()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 5));
        const Secret after(std::string_view("another password"));
        QVERIFY(vault.changePassword(after, m_password).error().code == ErrorCode::WrongPassword);
        QVERIFY(vault.changePassword(m_password, Secret(std::string_view("short"))).error().code ==
                ErrorCode::WeakPassword);
        QVERIFY(vault.changePassword(m_password, after));
        Vault again = open();
        QVERIFY(again.unlock(m_password).error().code == ErrorCode::WrongPassword);
        QVERIFY(again.unlock(after));
        QVERIFY(again.addresses() == vault.addresses());
        QCOMPARE(again.created(), Timestamp{5});
    }

    void aFailedWriteLeavesTheWalletAsItWas()
    {
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 5));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tight{20, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &tight);
        const auto changed = vault.changePassword(m_password, Secret(std::string_view("another password")));
        Vault unborn(m_folder / "elsewhere", m_random, kFast);
        const auto created = unborn.create(m_phrase, m_password, 5);
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(changed.error().code == ErrorCode::FileUnwritable);
        QVERIFY(created.error().code == ErrorCode::FileUnwritable);
        QVERIFY(!unborn.exists() && unborn.isLocked());
        QVERIFY(open().unlock(m_password));
    }

    void aFolderThatCannotBeMadeIsReported()
    {
        QVERIFY(createDirectories(m_folder));
        QVERIFY(writeFileAtomically(m_folder / "wallet", viewOf("a file where the folder should be")));
        Vault vault = open();
        QVERIFY(vault.create(m_phrase, m_password, 5).error().code == ErrorCode::FileUnwritable);
    }

    void aWalletInMemoryNeedsNoFolder()
    {
        auto vault = Vault::inMemory(m_phrase, 3);
        QVERIFY(vault && vault->exists() && !vault->isLocked());
        QCOMPARE(vault->addresses().size(), std::size_t{3});
        QVERIFY(vault->sign(vault->addresses()[2], Hash{}).has_value());
        QVERIFY(vault->sealedText().error().code == ErrorCode::NoWallet);
        vault->lock();
        QVERIFY(!vault->exists() && vault->addresses().empty());
        QVERIFY(Vault::inMemory(Secret(std::string_view("x"))).error().code == ErrorCode::BadPhraseWord);
    }

private:
    Vault open() { return Vault(m_folder, m_random, kFast); }

    static constexpr KdfParameters kFast{1024, 1, 1};
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::filesystem::path m_folder;
    SystemRandom m_random;
    Secret m_phrase{std::string_view("test test test test test test test test test test test junk")};
    Secret m_password{std::string_view("correct horse")};
};

STOA_TEST(VaultTest)

} // namespace stoa::test

#include "vault_test.moc"
