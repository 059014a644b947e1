// SPDX-License-Identifier: MIT
#include "core/operator/conservation.h"

#include <limits>

#include "core/state/records.h"

namespace stoa::node {
namespace {

Error mismatch(WideAmount held, WideAmount expected)
{
    const auto text = [](WideAmount amount) {
        constexpr auto kMost = std::numeric_limits<Amount>::max();
        return amount > kMost ? std::string("more than 64 bits hold")
                              : std::to_string(static_cast<Amount>(amount));
    };
    return {ErrorCode::MoneyMismatch, "held " + text(held) + ", deposited " + text(expected)};
}

WideAmount heldIn(const state::Key& key, const ByteView* record)
{
    return record ? WideAmount{state::heldIn(key, *record)} : WideAmount{0};
}

} // namespace

Result<Conservation> Conservation::count(const state::Tree& tree, WideAmount deposited)
{
    WideAmount held = 0;
    tree.forEach({}, [&](const state::Key& key, ByteView record) { held += state::heldIn(key, record); });
    if (held != deposited) return mismatch(held, deposited);
    return Conservation(deposited);
}

Result<Conservation> Conservation::after(std::span<const state::Tree::Change> changes,
                                         WideAmount deposited) const
{
    const WideAmount expected = m_held + deposited;
    WideAmount gone = 0;
    WideAmount come = 0;
    for (const state::Tree::Change& change : changes) {
        gone += heldIn(change.key, change.before);
        come += heldIn(change.key, change.after);
    }
    if (gone > m_held + come) return mismatch(0, expected);
    const WideAmount held = m_held + come - gone;
    if (held != expected) return mismatch(held, expected);
    return Conservation(held);
}

} // namespace stoa::node
