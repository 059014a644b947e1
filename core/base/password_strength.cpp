// SPDX-License-Identifier: MIT
#include "core/base/password_strength.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace stoa {

namespace {

// What lists of leaked passwords begin with, without digits at the end, longest first.
constexpr std::string_view kFirstGuesses[] = {
    "qwertyuiop", "basketball", "password", "football", "baseball", "princess",  "sunshine", "superman",
    "trustno",    "starwars",   "whatever", "computer", "passwort", "asdfghjkl", "iloveyou", "changeme",
    "internet",   "michelle",   "jennifer", "letmein",  "welcome",  "charlie",   "passw0rd", "p@ssword",
    "zxcvbnm",    "freedom",    "shadow",   "master",   "dragon",   "monkey",    "secret",   "hunter",
    "summer",     "winter",     "qwerty",   "azerty",   "qwertz",   "killer",    "wallet",   "ethereum",
    "bitcoin",    "crypto",     "admin",    "login",    "hello",    "test",      "pass",
};

enum class Kind : std::uint8_t { Lower, Upper, Digit, Symbol, Other };

Kind kindOf(char c)
{
    if (c >= 'a' && c <= 'z') return Kind::Lower;
    if (c >= 'A' && c <= 'Z') return Kind::Upper;
    if (c >= '0' && c <= '9') return Kind::Digit;
    return static_cast<unsigned char>(c) < 0x80 ? Kind::Symbol : Kind::Other;
}

bool isLetter(char c) { return kindOf(c) == Kind::Lower || kindOf(c) == Kind::Upper; }

// Every character adds what it leaves open to somebody who knows those before it.
double guessBits(std::string_view text)
{
    double bits = 0;
    std::size_t lettersInRow = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue; // inside a character
        const int step = i == 0 ? 100 : c - text[i - 1];
        const bool goesOn = (step >= -1 && step <= 1) || (i >= 2 && c == text[i - 2]);
        lettersInRow = isLetter(c) ? lettersInRow + 1 : 0;
        if (goesOn)
            bits += 0.5;
        else if (kindOf(c) == Kind::Digit)
            bits += 3.3;
        else if (kindOf(c) == Kind::Symbol)
            bits += c == ' ' ? 1.0 : 5.0;
        else if (kindOf(c) == Kind::Other)
            bits += 6.0;
        else // words: their first letters say most
            bits +=
                (lettersInRow <= 3 ? 4.0 : 1.5) + (kindOf(c) == Kind::Upper && lettersInRow > 1 ? 1.0 : 0.0);
    }
    return bits;
}

} // namespace

std::size_t countCharacters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

int passwordStrength(std::string_view password)
{
    if (countCharacters(password) < kMinPasswordLength) return 0;

    double bits = guessBits(password);
    for (const std::string_view guess : kFirstGuesses) {
        const auto* const found =
            std::search(password.begin(), password.end(), guess.begin(), guess.end(),
                        [](char a, char b) { return (isLetter(a) ? a | 0x20 : a) == b; });
        if (found == password.end()) continue;
        // All of it together is worth one guess of a short list.
        bits += 5.0 - guessBits({found, guess.size()});
        break;
    }
    // Some ten thousand guesses a second, because each costs an Argon2 of 64 MiB.
    if (bits < 20) return 0;
    if (bits < 28) return 1;
    if (bits < 40) return 2;
    return bits < 52 ? 3 : 4;
}

} // namespace stoa
