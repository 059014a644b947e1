// SPDX-License-Identifier: MIT
#include "core/crypto/mnemonic.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <botan/hash.h>
#include <botan/pwdhash.h>

#include "core/base/random.h"

namespace stoa::crypto {

namespace {

constexpr std::string_view kWords[kPhraseWordCount] = {
#include "core/crypto/mnemonic_words.inc"
};

constexpr std::size_t kBitsOfWord = 11;
constexpr std::size_t kMaxWords = 24;

bool isWordCount(std::size_t words) { return words >= 12 && words <= kMaxWords && words % 3 == 0; }

std::optional<std::size_t> indexOf(std::string_view word)
{
    const auto* const found = std::lower_bound(std::begin(kWords), std::end(kWords), word);
    if (found == std::end(kWords) || *found != word) return std::nullopt;
    return static_cast<std::size_t>(found - std::begin(kWords));
}

std::uint8_t checksumByte(ByteView entropy)
{
    const auto sha = Botan::HashFunction::create_or_throw("SHA-256");
    sha->update(entropy.data(), entropy.size());
    Secret32 digest;
    sha->final(digest.writable().data());
    return digest.view()[0];
}

bool bitAt(ByteView bytes, std::size_t bit) { return (bytes[bit / 8] >> (7 - bit % 8) & 1) != 0; }

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Letters changed, added, dropped, or swapped with their neighbour.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<std::size_t>> steps(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                steps[i][j] = i + j;
                continue;
            }
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            steps[i][j] = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, steps[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
        }
    }
    return steps[a.size()][b.size()];
}

} // namespace

std::string_view phraseWord(std::size_t index)
{
    STOA_CHECK(index < kPhraseWordCount);
    return kWords[index];
}

bool isPhraseWord(std::string_view word) { return indexOf(word).has_value(); }

std::string nearestWord(std::string_view word)
{
    // No word has more than eight letters: what follows would only cost time.
    std::string typed(word.substr(0, 16));
    for (char& letter : typed)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    const auto rank = [&](std::string_view candidate) {
        const auto split = std::mismatch(typed.begin(), typed.end(), candidate.begin(), candidate.end());
        return std::tuple(distance(typed, candidate), split.first == typed.begin(),
                          -(split.first - typed.begin()));
    };
    return std::string(*std::min_element(std::begin(kWords), std::end(kWords),
                                         [&](auto a, auto b) { return rank(a) < rank(b); }));
}

Secret newPhrase(Random& random, std::size_t words)
{
    STOA_CHECK(isWordCount(words));
    Secret entropy = Secret::ofSize(words / 3 * 4);
    random.fill(entropy.writable());
    return phraseOf(entropy);
}

Secret phraseOf(const Secret& entropy)
{
    const std::size_t words = entropy.size() * 3 / 4;
    STOA_CHECK(entropy.size() % 4 == 0 && isWordCount(words));
    Secret bits = Secret::ofSize(entropy.size() + 1);
    std::copy(entropy.view().begin(), entropy.view().end(), bits.writable().begin());
    bits.writable().back() = checksumByte(entropy.view());

    Secret room = Secret::ofSize(words * 9); // eight letters and a space at most
    std::size_t length = 0;
    for (std::size_t word = 0; word < words; ++word) {
        std::size_t index = 0;
        for (std::size_t bit = 0; bit < kBitsOfWord; ++bit)
            index = index * 2 + (bitAt(bits.view(), word * kBitsOfWord + bit) ? 1 : 0);
        if (word > 0) room.writable()[length++] = ' ';
        for (const char letter : kWords[index]) room.writable()[length++] = static_cast<std::uint8_t>(letter);
    }
    return Secret(room.view().first(length));
}

Result<Secret> parsePhrase(const Secret& phrase)
{
    Secret lower = phrase.clone();
    for (std::uint8_t& letter : lower.writable())
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<std::uint8_t>(letter + 32);

    std::string_view rest = lower.text();
    // Eleven bits a word; the first words that fit are kept, all are checked and counted.
    Secret bits = Secret::ofSize(kMaxWords * kBitsOfWord / 8);
    std::size_t words = 0;
    for (;;) {
        rest.remove_prefix(
            static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), isSpace) - rest.begin()));
        if (rest.empty()) break;
        const auto length =
            static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), isSpace) - rest.begin());
        const auto index = indexOf(rest.substr(0, length));
        rest.remove_prefix(length);
        if (!index) return Error{ErrorCode::BadPhraseWord, std::to_string(words + 1)};
        for (std::size_t bit = 0; bit < kBitsOfWord && words < kMaxWords; ++bit) {
            const std::size_t place = words * kBitsOfWord + bit;
            const std::size_t value = *index >> (kBitsOfWord - 1 - bit) & 1;
            bits.writable()[place / 8] |= static_cast<std::uint8_t>(value << (7 - place % 8));
        }
        ++words;
    }
    if (!isWordCount(words)) return Error{ErrorCode::BadPhraseLength, std::to_string(words)};

    Secret entropy(bits.view().first(words / 3 * 4));
    const std::uint8_t checksum = checksumByte(entropy.view());
    for (std::size_t bit = 0; bit < words / 3; ++bit)
        if (bitAt({&checksum, 1}, bit) != bitAt(bits.view(), entropy.size() * 8 + bit))
            return ErrorCode::BadPhraseChecksum;
    return entropy;
}

Secret64 seedOf(const Secret& entropy, std::string_view passphrase)
{
    const Secret phrase = phraseOf(entropy);
    Secret salt = Secret::ofSize(8 + passphrase.size());
    std::copy_n("mnemonic", 8, salt.writable().begin());
    std::copy(passphrase.begin(), passphrase.end(), salt.writable().begin() + 8);
    const auto stretch = Botan::PasswordHashFamily::create_or_throw("PBKDF2(SHA-512)")->from_params(2048);
    Secret64 seed;
    stretch->derive_key(seed.writable().data(), Secret64::kSize, phrase.text().data(), phrase.size(),
                        salt.view().data(), salt.size());
    return seed;
}

} // namespace stoa::crypto
