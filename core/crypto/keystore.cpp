// SPDX-License-Identifier: MIT
#include "core/crypto/keystore.h"

#include <limits>
#include <optional>

#include <botan/pwdhash.h>
#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "core/codec/canonical_json.h"
#include "core/crypto/address_text.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/mnemonic.h"
#include "core/crypto/sealed_box.h"

namespace stoa::crypto {

namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "stoa-wallet";
constexpr std::uint64_t kVersion = 1;
constexpr std::string_view kKdfName = "argon2id";
constexpr std::string_view kCipherName = "xchacha20-poly1305";
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kMaxSaltSize = 64;

struct Keystore {
    KeystoreHead head;
    KdfParameters kdf;
    Bytes salt;
    BoxNonce nonce;
    Bytes ciphertext;
};

bool isEntropySize(std::size_t size) { return size >= 16 && size <= 32 && size % 4 == 0; }

json toJson(const Keystore& keystore)
{
    json addresses = json::array();
    for (const Address& address : keystore.head.addresses) addresses.push_back(toChecksumText(address));
    return {{"format", kFormat},
            {"version", kVersion},
            {"created", keystore.head.created},
            {"addresses", std::move(addresses)},
            {"kdf",
             {{"name", kKdfName},
              {"memoryKiB", keystore.kdf.memoryKiB},
              {"passes", keystore.kdf.passes},
              {"lanes", keystore.kdf.lanes},
              {"salt", toHex(keystore.salt)}}},
            {"cipher",
             {{"name", kCipherName},
              {"nonce", toHex(keystore.nonce)},
              {"ciphertext", toHex(keystore.ciphertext)}}}};
}

// All but the ciphertext: whoever changes a word of it makes the file unopenable.
std::string sealedContext(Keystore keystore)
{
    keystore.ciphertext.clear();
    return codec::canonicalJson(toJson(keystore));
}

Result<Secret32> stretch(const Secret& password, const KdfParameters& kdf, ByteView salt)
{
    STOA_CHECK(kdf.isWithinBounds());
    try {
        const auto argon = Botan::PasswordHashFamily::create_or_throw("Argon2id")
                               ->from_params(kdf.memoryKiB, kdf.passes, kdf.lanes);
        Secret32 key;
        argon->derive_key(key.writable().data(), Secret32::kSize, password.text().data(), password.size(),
                          salt.data(), salt.size());
        return key;
    } catch (const std::exception&) {
        return Error{ErrorCode::Internal, "no memory to stretch the password"};
    }
}

// The form is fixed: every member there, none more, everything in its bounds.
class FormReader {
public:
    explicit FormReader(const json& object, std::size_t members)
        : m_object(object)
        , m_ok(object.is_object() && object.size() == members)
    {}

    bool ok() const { return m_ok; }
    const json& member(const char* name)
    {
        static const json absent;
        if (m_ok && m_object.contains(name)) return m_object[name];
        m_ok = false;
        return absent;
    }
    std::uint64_t number(const char* name, std::uint64_t most)
    {
        const json& value = member(name);
        if (value.is_number_unsigned() && value.get<std::uint64_t>() <= most)
            return value.get<std::uint64_t>();
        m_ok = false;
        return 0;
    }
    std::uint32_t number32(const char* name)
    {
        return static_cast<std::uint32_t>(number(name, std::numeric_limits<std::uint32_t>::max()));
    }
    void mustBe(const char* name, std::string_view text) { m_ok = member(name) == text && m_ok; }
    Bytes hex(const char* name)
    {
        const json& value = member(name);
        auto bytes = value.is_string() ? fromHex(value.get_ref<const std::string&>()) : std::nullopt;
        if (bytes) return *std::move(bytes);
        m_ok = false;
        return {};
    }

private:
    const json& m_object;
    bool m_ok;
};

std::optional<std::vector<Address>> readAddresses(const json& list)
{
    if (!list.is_array() || list.empty() || list.size() > kMaxKeystoreAddresses) return std::nullopt;
    std::vector<Address> addresses;
    for (const json& each : list) {
        if (!each.is_string()) return std::nullopt;
        const auto address = parseAddress(each.get_ref<const std::string&>());
        if (!address) return std::nullopt;
        addresses.push_back(*address);
    }
    return addresses;
}

Result<Keystore> readKeystore(std::string_view text)
{
    const auto document = codec::parseJson(text, kMaxKeystoreBytes);
    if (!document) return Error{ErrorCode::BadKeystore, "not a wallet file"};
    FormReader form(*document, 6);
    form.mustBe("format", kFormat);
    if (!form.ok()) return Error{ErrorCode::BadKeystore, "not a wallet file"};
    if (form.number("version", std::numeric_limits<std::uint32_t>::max()) != kVersion)
        return Error{ErrorCode::BadKeystore, "version"};

    Keystore keystore;
    keystore.head.created = form.number("created", std::uint64_t{codec::kMaxJsonInteger});
    auto addresses = readAddresses(form.member("addresses"));

    FormReader kdf(form.member("kdf"), 5);
    kdf.mustBe("name", kKdfName);
    keystore.kdf = {kdf.number32("memoryKiB"), kdf.number32("passes"), kdf.number32("lanes")};
    keystore.salt = kdf.hex("salt");

    FormReader cipher(form.member("cipher"), 3);
    cipher.mustBe("name", kCipherName);
    const Bytes nonce = cipher.hex("nonce");
    keystore.ciphertext = cipher.hex("ciphertext");

    const bool isWhole = form.ok() && kdf.ok() && cipher.ok() && addresses &&
                         nonce.size() == BoxNonce::kSize && keystore.ciphertext.size() > kBoxTagSize &&
                         isEntropySize(keystore.ciphertext.size() - kBoxTagSize);
    if (!isWhole) return Error{ErrorCode::BadKeystore, "form"};
    if (!keystore.kdf.isWithinBounds() || keystore.salt.size() < kSaltSize ||
        keystore.salt.size() > kMaxSaltSize)
        return Error{ErrorCode::BadKeystore, "key stretching out of bounds"};
    keystore.head.addresses = *std::move(addresses);
    keystore.nonce = BoxNonce::fromPrefix(nonce);
    return keystore;
}

bool areFirstAccountsOf(const Secret& entropy, const std::vector<Address>& addresses)
{
    const Secret64 seed = seedOf(entropy);
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        const auto pair = accountKey(seed, static_cast<std::uint32_t>(i));
        if (!pair || pair->address() != addresses[i]) return false;
    }
    return true;
}

} // namespace

bool KdfParameters::isWithinBounds() const
{
    return memoryKiB >= 1024 && memoryKiB <= 1024 * 1024 && passes >= 1 && passes <= 16 && lanes >= 1 &&
           lanes <= 4 && std::uint64_t{memoryKiB} * passes <= 3584 * 1024;
}

Result<std::string> sealKeystore(const Secret& entropy, const Secret& password, const KeystoreHead& head,
                                 const KdfParameters& kdf, Random& random)
{
    if (!isEntropySize(entropy.size()) || !kdf.isWithinBounds()) return ErrorCode::InvalidArgument;
    if (head.addresses.empty() || head.addresses.size() > kMaxKeystoreAddresses ||
        head.created > std::uint64_t{codec::kMaxJsonInteger} || !areFirstAccountsOf(entropy, head.addresses))
        return ErrorCode::InvalidArgument;
    Keystore keystore{head, kdf, Bytes(kSaltSize), {}, {}};
    random.fill(keystore.salt);
    random.fill(keystore.nonce.bytes);
    STOA_TRY(const Secret32 key, stretch(password, kdf, keystore.salt));
    keystore.ciphertext = sealBox(key, keystore.nonce, entropy.view(), viewOf(sealedContext(keystore)));
    return codec::canonicalJson(toJson(keystore)) + "\n";
}

Result<KeystoreHead> readKeystoreHead(std::string_view json)
{
    STOA_TRY(Keystore keystore, readKeystore(json));
    return std::move(keystore.head);
}

Result<Secret> openKeystore(std::string_view json, const Secret& password)
{
    STOA_TRY(const Keystore keystore, readKeystore(json));
    STOA_TRY(const Secret32 key, stretch(password, keystore.kdf, keystore.salt));
    auto entropy = openBox(key, keystore.nonce, keystore.ciphertext, viewOf(sealedContext(keystore)));
    if (!entropy) return ErrorCode::WrongPassword;
    // Only somebody who knows the password can have sealed it so; still nobody shall pay to an address
    // without a key.
    if (!areFirstAccountsOf(*entropy, keystore.head.addresses))
        return Error{ErrorCode::BadKeystore, "addresses"};
    return *std::move(entropy);
}

} // namespace stoa::crypto
