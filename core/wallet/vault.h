// SPDX-License-Identifier: MIT
// The wallet of a data folder: keys that are sealed on the disk, and in memory only while it is unlocked.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/key_pair.h"
#include "core/crypto/keystore.h"

namespace stoa::wallet {

/// At least stoa::kMinPasswordLength characters. Errors: WeakPassword.
Result<void> checkPassword(const crypto::Secret& password);

/// Where the wallet of a data folder lies.
std::filesystem::path walletFile(const std::filesystem::path& dataFolder);

/// Slow calls are those that take a password: they stretch it.
class Vault {
public:
    /// The wallet of `dataFolder`, locked; there may be none yet. `random` must outlive it.
    Vault(const std::filesystem::path& dataFolder, Random& random, const crypto::KdfParameters& kdf = {});

    /// A wallet that is never written and needs no password, unlocked, with the first `accounts` keys of the
    /// phrase. Errors: those of crypto::parsePhrase.
    static Result<Vault> inMemory(const crypto::Secret& phrase, std::size_t accounts = 1);
    /// The same with keys that come from no phrase.
    static Vault ofKeys(std::vector<crypto::KeyPair> keys);

    Vault(Vault&&) = default;
    Vault& operator=(Vault&&) = default;

    bool exists() const;

    /// Whether there is a file that is no wallet: damaged. It is set aside, as "keystore.json.damaged", when
    /// another wallet takes its place.
    bool isDamaged() const { return exists() && m_head.addresses.empty(); }

    /// Called with the first address when the sealed file lies on the disk and could be opened, but is not
    /// the wallet yet. Its error is passed on, and there is no wallet.
    using BeforeItCounts = std::function<Result<void>(const Address&)>;

    /// Makes the wallet out of a phrase, new or old, and leaves it unlocked. Afterwards the file was read
    /// back and opened once; after an error there is still none. Errors: WalletExists, WeakPassword,
    /// BadPhraseWord, BadPhraseLength, BadPhraseChecksum, FileUnwritable, DiskFull.
    Result<void> create(const crypto::Secret& phrase, const crypto::Secret& password, Timestamp now,
                        std::size_t accounts = 1, const BeforeItCounts& beforeItCounts = {});

    /// Makes the wallet out of a copy that backupTo() wrote, and leaves it unlocked. After an error there is
    /// still none. Errors: WalletExists, FileUnreadable, BadKeystore, WrongPassword, FileUnwritable,
    /// DiskFull.
    Result<void> restoreFrom(const std::filesystem::path& path, const crypto::Secret& password);

    /// Errors: NoWallet, WrongPassword, BadKeystore, FileUnreadable.
    Result<void> unlock(const crypto::Secret& password);

    /// The two halves of unlock(), so that the slow one, crypto::openKeystore(text, password), can run
    /// elsewhere. Errors: NoWallet, BadKeystore, FileUnreadable; unlockWith: BadKeystore (the entropy of
    /// another wallet).
    Result<std::string> sealedText() const;
    Result<void> unlockWith(const crypto::Secret& entropy);

    /// Wipes the keys. A wallet in memory is gone with that.
    void lock();
    bool isLocked() const { return m_keys.empty(); }

    /// Known also while it is locked; empty if there is no wallet or its file cannot be read.
    const std::vector<Address>& addresses() const { return m_head.addresses; }
    /// When the phrase was first used here; 0 for a wallet in memory.
    Timestamp created() const { return m_head.created; }

    /// The key of one of addresses(), for use at once: lock() ends it. Errors: WalletLocked, NotFound.
    Result<const crypto::KeyPair*> key(const Address& address) const;

    /// Errors: WalletLocked, NotFound.
    Result<crypto::RecoverableSignature> sign(const Address& address, const Hash& digest) const;

    /// Seals the same phrase under another password. After an error the old one still opens it.
    /// Errors: those of unlock, WeakPassword, FileUnwritable, DiskFull.
    Result<void> changePassword(const crypto::Secret& before, const crypto::Secret& after);

    /// The recovery phrase itself, for the person to write down. Errors: those of unlock.
    Result<crypto::Secret> revealPhrase(const crypto::Secret& password) const;

    /// Copies the sealed file. A file that is there and is not this wallet's copy stays as it is.
    /// Errors: NoWallet, BadKeystore, FileUnreadable, FileUnwritable (detail "exists": another file is
    /// there), DiskFull.
    Result<void> backupTo(const std::filesystem::path& path) const;

private:
    Vault() = default;

    Result<void> save(const crypto::Secret& entropy, const crypto::Secret& password,
                      const crypto::KeystoreHead& head, const BeforeItCounts& beforeItCounts = {});
    Result<void> makeRoom();
    void readHead();

    std::filesystem::path m_file; ///< empty: in memory
    Random* m_random = nullptr;
    crypto::KdfParameters m_kdf;
    crypto::KeystoreHead m_head;
    std::vector<crypto::KeyPair> m_keys; ///< in the order of the addresses; empty while locked
};

} // namespace stoa::wallet
