// SPDX-License-Identifier: MIT
// Result<T>: a value or an Error. Its members bear the names of C++23's std::expected, so that the
// type can become an alias of it one day.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "core/base/check.h"
#include "core/base/error.h"

namespace stoa {

template <typename T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    template <typename U = T>
    requires(std::is_constructible_v<T, U&&> && !std::is_same_v<std::remove_cvref_t<U>, Result> &&
             !std::is_same_v<std::remove_cvref_t<U>, Error>) Result(U&& value)
        : m_value(std::in_place, std::forward<U>(value))
    {}
    Result(Error error)
        : m_error(std::move(error))
    {}
    Result(ErrorCode code)
        : m_error{code, {}}
    {}

    bool has_value() const { return m_value.has_value(); }
    explicit operator bool() const { return has_value(); }

    const T& value() const& { return checked(*this); }
    T& value() & { return checked(*this); }
    T&& value() && { return std::move(checked(*this)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    template <typename U>
    T value_or(U&& other) const&
    {
        return has_value() ? value() : static_cast<T>(std::forward<U>(other));
    }

    const Error& error() const&
    {
        STOA_CHECK(!has_value());
        return m_error;
    }

private:
    template <typename Self>
    static auto& checked(Self& self)
    {
        STOA_CHECK(self.has_value());
        return *self.m_value;
    }

    // Not a variant of both, which every file would pay for that returns one.
    std::optional<T> m_value;
    Error m_error{}; ///< says something only without a value
};

template <>
class [[nodiscard]] Result<void> : public Result<std::monostate> {
public:
    Result()
        : Result<std::monostate>(std::monostate{})
    {}
    Result(Error error)
        : Result<std::monostate>(std::move(error))
    {}
    Result(ErrorCode code)
        : Result<std::monostate>(code)
    {}
};

} // namespace stoa

#define STOA_CONCAT_(a, b) a##b
#define STOA_CONCAT(a, b) STOA_CONCAT_(a, b)
#define STOA_TRY_(temporary, target, expression)                                                             \
    auto temporary = (expression);                                                                           \
    if (!temporary) return temporary.error();                                                                \
    target = *std::move(temporary)

/// `STOA_TRY(const auto header, decodeHeader(reader));` binds the value, or returns the error.
#define STOA_TRY(target, expression) STOA_TRY_(STOA_CONCAT(result_, __LINE__), target, expression)

/// `STOA_TRY_VOID(checkNonce(tx));` goes on, or returns the error.
#define STOA_TRY_VOID(expression)                                                                            \
    do {                                                                                                     \
        if (auto result_ = (expression); !result_) return result_.error();                                   \
    } while (false)
