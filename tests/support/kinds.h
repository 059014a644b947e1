// SPDX-License-Identifier: MIT
// What a test does for every kind of transaction, straight from the list of kinds.
#pragma once

#include <utility>

#include "core/base/random.h"
#include "core/tx/transaction.h"

namespace stoa::test {

template <typename Visitor, std::size_t... Index>
void forEachKind(Visitor&& visit, std::index_sequence<Index...>)
{
    (visit(std::variant_alternative_t<Index, tx::AnyKind>{}), ...);
}

/// Calls `visit(T{})` for each alternative T of Payload.
template <typename Visitor>
void forEachKind(Visitor&& visit)
{
    forEachKind(visit, std::make_index_sequence<std::variant_size_v<tx::AnyKind>>{});
}

template <typename T>
void fillField(SeededRandom& random, T& field)
{
    if constexpr (std::is_integral_v<T>)
        field = static_cast<T>(random.next());
    else
        random.fill(field.bytes);
}

/// A transaction of kind T whose fields are made by chance; signed by nobody.
template <typename T>
tx::Transaction sampleTransaction(SeededRandom& random)
{
    const auto fill = [&](std::string_view, auto& field) { fillField(random, field); };
    tx::Transaction transaction;
    T payload;
    forEachField(payload, fill);
    if constexpr (requires { T::kTailName; }) { // bytes of any length behind the fields
        (payload.*T::tail()).resize(random.next() % 300);
        random.fill(payload.*T::tail());
    }
    transaction.payload = std::move(payload);
    if constexpr (T::kOrigin == tx::Origin::Signed) {
        forEachField(transaction.envelope, fill);
        random.fill(transaction.signature.r.bytes);
        random.fill(transaction.signature.s.bytes);
        transaction.signature.v = random.next() % 2 == 0 ? 27 : 28;
    }
    return transaction;
}

} // namespace stoa::test
