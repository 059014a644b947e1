// SPDX-License-Identifier: MIT
#include "core/crypto/address_text.h"

#include "core/base/hex.h"
#include "core/crypto/keccak.h"

namespace stoa::crypto {

std::string toChecksumText(const Address& address)
{
    std::string text = toHex(address);
    const Hash digest = keccak256(std::string_view(text).substr(2));
    for (std::size_t i = 0; i < 40; ++i) {
        const unsigned nibble = (digest[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xF;
        char& letter = text[2 + i];
        if (nibble >= 8 && letter >= 'a' && letter <= 'f') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return text;
}

Result<Address> parseAddress(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    text = text.substr(0, text.find_last_not_of(kSpace) + 1);
    if (text.size() != 42 || !text.starts_with("0x")) return ErrorCode::BadAddress;
    const auto address = fixedFromHex<Address>(text);
    if (!address) return ErrorCode::BadAddress;
    const std::string_view digits = text.substr(2);
    const bool hasLower = digits.find_first_of("abcdef") != std::string_view::npos;
    const bool hasUpper = digits.find_first_of("ABCDEF") != std::string_view::npos;
    if (hasLower && hasUpper && text != toChecksumText(*address))
        return Error{ErrorCode::BadAddress, "checksum"};
    return *address;
}

} // namespace stoa::crypto
