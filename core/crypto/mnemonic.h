// SPDX-License-Identifier: MIT
// Recovery phrases (BIP-39, English): entropy as words a person can write down, and back.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/crypto/fixed_secret.h"

namespace stoa {
class Random;
}

namespace stoa::crypto {

inline constexpr std::size_t kPhraseWordCount = 2048;

/// Word `index` (below kPhraseWordCount) of the list.
std::string_view phraseWord(std::size_t index);
bool isPhraseWord(std::string_view word);

/// The word of the list that takes the fewest letters to be changed, added, dropped or swapped to get `word`;
/// among equals the one with the same beginning.
std::string nearestWord(std::string_view word);

/// A new phrase of 12, 15, 18, 21 or 24 words with one space between them.
Secret newPhrase(Random& random, std::size_t words = 12);

/// `entropy` has 16, 20, 24, 28 or 32 bytes.
Secret phraseOf(const Secret& entropy);

/// The entropy of a phrase in any spacing and case. Errors: BadPhraseWord (detail: the number of the first
/// word that is not in the list, counted from 1), BadPhraseLength, BadPhraseChecksum.
Result<Secret> parsePhrase(const Secret& phrase);

/// The seed from which all keys follow: 2048 rounds of PBKDF2-HMAC-SHA512 over the phrase.
Secret64 seedOf(const Secret& entropy, std::string_view passphrase = {});

} // namespace stoa::crypto
