// SPDX-License-Identifier: MIT
// What only a node can tell about this wallet: what came to it, and which companies it belongs to. The first
// is shown as the node's word; the second is proved before it is believed.
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

constexpr std::uint32_t kCreditsShown = 200;
constexpr std::size_t kMostCompanies = 100;

} // namespace

void Member::updateCredits()
{
    const KnownAccount* mine = myAccount();
    if (!mine) return;
    const auto seen = std::tuple(me(), mine->account.balance, mine->account.lanes);
    if (m_creditsSeen == seen) return;
    auto found = node->credits(me(), kCreditsShown, {});
    if (!found) return;
    credits = *std::move(found);
    m_creditsSeen = seen;
}

bool Member::knowsCredits() const { return std::get<0>(m_creditsSeen) == me() && !me().isZero(); }

Result<void> Member::findCompanies()
{
    const bool isVisiting = m_trial && m_trial->left; // whose companies would have to be forgotten again
    if (isReadOnly || me().isZero() || m_companiesOf == me() || isVisiting) return {};
    const auto found = node->companiesOf(me());
    if (!found) return {}; // asked again when the node answers
    m_companiesOf = me();
    std::size_t followed = 0;
    for (const DacId& dac : *found) {
        if (replicas.contains(dac) || followed == kMostCompanies) continue;
        if (!record(state::memberKey(dac, me()))) continue;
        STOA_TRY_VOID(follow(dac));
        ++followed;
    }
    return {};
}

} // namespace stoa::engine
