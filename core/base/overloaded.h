// SPDX-License-Identifier: MIT
#pragma once

namespace stoa {

/// One callable out of several lambdas, for std::visit.
template <typename... Callables>
struct Overloaded : Callables... {
    using Callables::operator()...;
};
template <typename... Callables>
Overloaded(Callables...) -> Overloaded<Callables...>;

} // namespace stoa
