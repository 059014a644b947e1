// SPDX-License-Identifier: MIT
#include "core/operator/conservation.h"

#include <limits>

#include "core/state/records.h"
#include "core/state/state_access.h"

namespace stoa::node {
namespace {

__extension__ using Wide = unsigned __int128; // no sum of records can overflow it

Error mismatch(Wide held, Wide expected)
{
    const auto text = [](Wide amount) {
        constexpr auto kMost = std::numeric_limits<Amount>::max();
        return amount > kMost ? std::string("more than any amount")
                              : std::to_string(static_cast<Amount>(amount));
    };
    return {ErrorCode::MoneyMismatch, "held " + text(held) + ", deposited " + text(expected)};
}

Wide heldAt(const state::Tree& tree, const state::Key& key)
{
    const Bytes* record = tree.get(key);
    return record ? Wide{state::heldIn(key, *record)} : Wide{0};
}

} // namespace

Result<Conservation> Conservation::count(const state::Tree& tree, Amount deposited)
{
    Wide held = 0;
    tree.forEach({}, [&](const state::Key& key, const Bytes& record) { held += state::heldIn(key, record); });
    if (held != deposited) return mismatch(held, deposited);
    return Conservation(deposited);
}

Result<Conservation> Conservation::after(const state::Tree& before, const state::Tree& next,
                                         std::span<const state::Key> written, Amount deposited) const
{
    const Wide expected = Wide{m_held} + deposited;
    Wide gone = 0;
    Wide come = 0;
    for (const state::Key& key : state::distinct(written)) {
        gone += heldAt(before, key);
        come += heldAt(next, key);
    }
    if (gone > Wide{m_held} + come) return mismatch(0, expected);
    const Wide held = Wide{m_held} + come - gone;
    if (held != expected || held > std::numeric_limits<Amount>::max()) return mismatch(held, expected);
    return Conservation(static_cast<Amount>(held));
}

} // namespace stoa::node
