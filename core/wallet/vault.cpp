// SPDX-License-Identifier: MIT
#include "core/wallet/vault.h"

#include "core/base/file_system.h"
#include "core/base/password_strength.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/mnemonic.h"

namespace stoa::wallet {

namespace {

using crypto::KeyPair;
using crypto::KeystoreHead;
using crypto::Secret;

Result<std::vector<KeyPair>> firstKeys(const Secret& entropy, std::size_t count)
{
    const crypto::Secret64 seed = crypto::seedOf(entropy);
    std::vector<KeyPair> keys;
    for (std::size_t i = 0; i < count; ++i) {
        STOA_TRY(KeyPair pair, crypto::accountKey(seed, static_cast<std::uint32_t>(i)));
        keys.push_back(std::move(pair));
    }
    return keys;
}

std::vector<Address> addressesOf(const std::vector<KeyPair>& keys)
{
    std::vector<Address> addresses;
    for (const KeyPair& pair : keys) addresses.push_back(pair.address());
    return addresses;
}

} // namespace

Result<void> checkPassword(const Secret& password)
{
    if (countCharacters(password.text()) < kMinPasswordLength) return ErrorCode::WeakPassword;
    return {};
}

std::filesystem::path walletFile(const std::filesystem::path& dataFolder)
{
    return dataFolder / "wallet" / "keystore.json";
}

Vault::Vault(const std::filesystem::path& dataFolder, Random& random, const crypto::KdfParameters& kdf)
    : m_file(walletFile(dataFolder))
    , m_random(&random)
    , m_kdf(kdf)
{
    readHead();
}

Result<Vault> Vault::inMemory(const Secret& phrase, std::size_t accounts)
{
    STOA_TRY(const Secret entropy, crypto::parsePhrase(phrase));
    STOA_TRY(std::vector<KeyPair> keys, firstKeys(entropy, accounts));
    return ofKeys(std::move(keys));
}

Vault Vault::ofKeys(std::vector<KeyPair> keys)
{
    Vault vault;
    vault.m_keys = std::move(keys);
    vault.m_head.addresses = addressesOf(vault.m_keys);
    return vault;
}

bool Vault::exists() const { return m_file.empty() ? !m_keys.empty() : fileExists(m_file); }

void Vault::readHead()
{
    m_head = {};
    const auto text = sealedText();
    if (!text) return;
    if (auto head = crypto::readKeystoreHead(*text)) m_head = *std::move(head);
}

/// What stands in the place of a new wallet is kept, whatever it is.
Result<void> Vault::makeRoom()
{
    if (!isDamaged()) return {};
    std::filesystem::path aside = m_file;
    aside += ".damaged";
    if (fileExists(aside)) return Error{ErrorCode::FileUnwritable, "exists"};
    std::error_code problem;
    std::filesystem::rename(m_file, aside, problem);
    if (problem) return Error{ErrorCode::FileUnwritable, problem.message()};
    return {};
}

Result<void> Vault::create(const Secret& phrase, const Secret& password, Timestamp now, std::size_t accounts,
                           const BeforeItCounts& beforeItCounts)
{
    STOA_CHECK(!m_file.empty());
    readHead();
    if (exists() && !isDamaged()) return ErrorCode::WalletExists;
    STOA_TRY(const Secret entropy, crypto::parsePhrase(phrase));
    STOA_TRY_VOID(checkPassword(password));
    STOA_TRY(std::vector<KeyPair> keys, firstKeys(entropy, accounts));
    STOA_TRY_VOID(makeRoom());
    STOA_TRY_VOID(save(entropy, password, {addressesOf(keys), now}, beforeItCounts));
    m_keys = std::move(keys);
    return {};
}

Result<void> Vault::restoreFrom(const std::filesystem::path& path, const Secret& password)
{
    STOA_CHECK(!m_file.empty());
    readHead();
    if (exists() && !isDamaged()) return ErrorCode::WalletExists;
    const Error noBackup{ErrorCode::BadKeystore, "backup"};
    const auto copy = readFile(path, crypto::kMaxKeystoreBytes);
    if (!copy) return copy.error().code == ErrorCode::TooLarge ? noBackup : copy.error();
    const std::string text(textOf(*copy));
    const auto head = crypto::readKeystoreHead(text);
    if (!head) return head.error().detail == "version" ? head.error() : noBackup;
    auto entropy = crypto::openKeystore(text, password);
    if (!entropy) return entropy.error().code == ErrorCode::BadKeystore ? noBackup : entropy.error();
    STOA_TRY(const std::vector<KeyPair> keys, firstKeys(*entropy, head->addresses.size()));
    if (addressesOf(keys) != head->addresses) return noBackup;
    STOA_TRY_VOID(makeRoom());
    STOA_TRY_VOID(createDirectories(m_file.parent_path()));
    STOA_TRY_VOID(writeFileAtomically(m_file, viewOf(text), [&](ByteView written) -> Result<void> {
        if (textOf(written) != text) return Error{ErrorCode::FileUnwritable, "read back differently"};
        return {};
    }));
    return unlockWith(*entropy);
}

Result<void> Vault::save(const Secret& entropy, const Secret& password, const KeystoreHead& head,
                         const BeforeItCounts& beforeItCounts)
{
    STOA_TRY(const std::string text, crypto::sealKeystore(entropy, password, head, m_kdf, *m_random));
    STOA_TRY_VOID(createDirectories(m_file.parent_path()));
    STOA_TRY_VOID(writeFileAtomically(m_file, viewOf(text), [&](ByteView written) -> Result<void> {
        STOA_TRY(const Secret opened, crypto::openKeystore(textOf(written), password));
        if (!equal(opened.view(), entropy.view()))
            return Error{ErrorCode::FileUnwritable, "read back differently"};
        return beforeItCounts ? beforeItCounts(head.addresses.front()) : Result<void>();
    }));
    m_head = head;
    return {};
}

Result<std::string> Vault::sealedText() const
{
    if (m_file.empty() || !fileExists(m_file)) return ErrorCode::NoWallet;
    const auto content = readFile(m_file, crypto::kMaxKeystoreBytes);
    if (!content)
        return content.error().code == ErrorCode::TooLarge ? Error{ErrorCode::BadKeystore, {}}
                                                           : content.error();
    return std::string(textOf(*content));
}

Result<void> Vault::unlock(const Secret& password)
{
    STOA_TRY(const std::string text, sealedText());
    STOA_TRY(const Secret entropy, crypto::openKeystore(text, password));
    return unlockWith(entropy);
}

Result<void> Vault::unlockWith(const Secret& entropy)
{
    // The file may have been put there since this was made.
    readHead();
    if (m_head.addresses.empty()) return exists() ? ErrorCode::BadKeystore : ErrorCode::NoWallet;
    STOA_TRY(std::vector<KeyPair> keys, firstKeys(entropy, m_head.addresses.size()));
    if (addressesOf(keys) != m_head.addresses) return Error{ErrorCode::BadKeystore, "addresses"};
    m_keys = std::move(keys);
    return {};
}

void Vault::lock()
{
    m_keys.clear();
    if (m_file.empty()) m_head = {};
}

Result<const KeyPair*> Vault::key(const Address& address) const
{
    if (isLocked()) return ErrorCode::WalletLocked;
    for (const KeyPair& pair : m_keys)
        if (pair.address() == address) return &pair;
    return ErrorCode::NotFound;
}

Result<crypto::RecoverableSignature> Vault::sign(const Address& address, const Hash& digest) const
{
    STOA_TRY(const KeyPair* const pair, key(address));
    return pair->sign(digest);
}

Result<void> Vault::changePassword(const Secret& before, const Secret& after)
{
    STOA_TRY(const std::string text, sealedText());
    STOA_TRY_VOID(checkPassword(after));
    STOA_TRY(const Secret entropy, crypto::openKeystore(text, before));
    STOA_TRY(const KeystoreHead head, crypto::readKeystoreHead(text));
    return save(entropy, after, head);
}

Result<Secret> Vault::revealPhrase(const Secret& password) const
{
    STOA_TRY(const std::string text, sealedText());
    STOA_TRY(const Secret entropy, crypto::openKeystore(text, password));
    return crypto::phraseOf(entropy);
}

Result<void> Vault::backupTo(const std::filesystem::path& path) const
{
    STOA_TRY(const std::string text, sealedText());
    STOA_TRY_VOID(crypto::readKeystoreHead(text)); // no copy of a damaged file that would be trusted later
    if (fileExists(path)) {
        const auto there = readFile(path, crypto::kMaxKeystoreBytes);
        if (there && textOf(*there) == text) return {};
        return Error{ErrorCode::FileUnwritable, "exists"};
    }
    return writeFileAtomically(path, viewOf(text));
}

} // namespace stoa::wallet
