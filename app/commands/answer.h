// SPDX-License-Identifier: MIT
// What a command comes to: a value, or a failure in words a person reads, with the exit code it means.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/check.h"
#include "core/base/error.h"

namespace stoa::commands {

inline constexpr int kExitRefused = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitWaiting = 3; ///< signed and kept here, and sent by itself: not to be done again

struct Failure {
    std::string code;    ///< a stable name: of an ErrorCode, or "usage"
    std::string message; ///< one plain sentence
    int exitCode = kExitRefused;

    Failure() = default;
    Failure(std::string code_, std::string message_, int exitCode_)
        : code(std::move(code_))
        , message(std::move(message_))
        , exitCode(exitCode_)
    {}
    /// The sentence of ui/words.
    Failure(const Error& error);
};

/// 2 for what was typed wrongly (also an amount, an address or a name that cannot be one), 1 for a refusal.
int exitCodeOf(std::string_view code);

/// Wrong usage; exit code 2.
Failure usage(std::string sentence);
/// A refusal with a sentence of our own; exit code 1.
Failure refusal(ErrorCode code, std::string sentence);

/// Why a command with keys is not passed on to the program that has the data folder: a window, stoad or
/// another stoa-cli.
Failure keysStayHere(ErrorCode code);

/// As Result, with a Failure. STOA_TRY takes both, and turns an Error into a Failure.
template <typename T>
class [[nodiscard]] Answer {
public:
    Answer(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {}
    Answer(Failure failure)
        : m_data(std::in_place_index<1>, std::move(failure))
    {}
    Answer(const Error& error)
        : m_data(std::in_place_index<1>, Failure(error))
    {}

    explicit operator bool() const { return m_data.index() == 0; }
    const T& operator*() const& { return checked(*this); }
    T& operator*() & { return checked(*this); }
    T&& operator*() && { return std::move(checked(*this)); }
    const T* operator->() const { return &checked(*this); }
    T* operator->() { return &checked(*this); }
    const Failure& error() const
    {
        STOA_CHECK(m_data.index() == 1);
        return *std::get_if<1>(&m_data);
    }

private:
    template <typename Self>
    static auto& checked(Self& self)
    {
        STOA_CHECK(self.m_data.index() == 0);
        return *std::get_if<0>(&self.m_data);
    }

    std::variant<T, Failure> m_data;
};

} // namespace stoa::commands
