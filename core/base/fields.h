// SPDX-License-Identifier: MIT
// Fixed-width structs described once. A struct names its fields in a constexpr `fields()` tuple; wire
// form, record form, EIP-712 type, JSON and command line are all made from that one table.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "core/base/bytes.h"

namespace stoa {

/// One field: the name that people and EIP-712 wallets see, and where it is.
template <typename Struct, typename T>
struct Field {
    using Type = T;
    std::string_view name;
    T Struct::*member;
};

template <typename Struct, typename T>
constexpr Field<Struct, T> field(std::string_view name, T Struct::*member)
{
    return {name, member};
}

namespace detail {
template <typename T>
struct FixedWidth;
template <std::unsigned_integral T>
struct FixedWidth<T> {
    static constexpr std::size_t kSize = sizeof(T);
    static std::string solidityType() { return "uint" + std::to_string(8 * sizeof(T)); }
};
template <std::size_t N, typename Tag>
struct FixedWidth<FixedBytes<N, Tag>> {
    static constexpr std::size_t kSize = N;
    static std::string solidityType()
    {
        if constexpr (std::is_same_v<FixedBytes<N, Tag>, Address>) return "address";
        return "bytes" + std::to_string(N);
    }
};
} // namespace detail

/// Bytes that a value of type T takes on the wire and in a record: big-endian, never padded.
template <typename T>
inline constexpr std::size_t kWidthOf = detail::FixedWidth<T>::kSize;

/// The Solidity (EIP-712) name of a field's type: uint64, bytes18, address …
template <typename T>
std::string solidityType()
{
    return detail::FixedWidth<T>::solidityType();
}

/// Calls `visit(name, value)` for each field of `value`, in order. `value` may be const.
template <typename Struct, typename Visitor>
constexpr void forEachField(Struct& value, Visitor&& visit)
{
    std::apply([&](const auto&... each) { (visit(each.name, value.*each.member), ...); },
               std::remove_const_t<Struct>::fields());
}

/// Width of all fields together.
template <typename Struct>
constexpr std::size_t widthOfFields()
{
    return std::apply(
        [](const auto&... each) {
            return (std::size_t{0} + ... + kWidthOf<typename std::remove_cvref_t<decltype(each)>::Type>);
        },
        Struct::fields());
}

template <std::unsigned_integral T>
void appendFixed(Bytes& target, T value)
{
    for (std::size_t i = sizeof(T); i-- > 0;) target.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <std::size_t N, typename Tag>
void appendFixed(Bytes& target, const FixedBytes<N, Tag>& value)
{
    append(target, value.bytes);
}

/// Reads `value` from the front of `source`, which must be long enough, and drops what was read.
template <std::unsigned_integral T>
void takeFixed(ByteView& source, T& value)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) number = (number << 8) | source[i];
    value = static_cast<T>(number);
    source = source.subspan(sizeof(T));
}

template <std::size_t N, typename Tag>
void takeFixed(ByteView& source, FixedBytes<N, Tag>& value)
{
    value = FixedBytes<N, Tag>::fromPrefix(source.first(N));
    source = source.subspan(N);
}

/// Appends all fields, packed.
template <typename Struct>
void appendFields(Bytes& target, const Struct& value)
{
    forEachField(value, [&](std::string_view, const auto& each) { appendFixed(target, each); });
}

/// Reads all fields; `source` must hold at least widthOfFields<Struct>() bytes.
template <typename Struct>
void takeFields(ByteView& source, Struct& value)
{
    forEachField(value, [&](std::string_view, auto& each) { takeFixed(source, each); });
}

} // namespace stoa
