// SPDX-License-Identifier: MIT
// What only a node can tell about this wallet: what came to it, and which companies it has to do with. The
// first is shown as the node's word; the second is proved before it is believed.
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

Result<void> Member::findCompanies(bool again)
{
    const bool isVisiting = m_trial && m_trial->left; // whose companies would have to be forgotten again
    if (isReadOnly || me().isZero() || isVisiting || (m_companiesOf == me() && !again)) return {};
    if (m_companiesOf != me()) m_notMine.clear();
    const std::set<tx::Party> mine = myParties();
    std::size_t looked = 0;
    for (const tx::Party& party : mine) {
        const auto found = node->companiesOf(Address::fromPrefix(ByteView(party.bytes).subspan(1)));
        if (!found) return {}; // asked again when the node answers
        for (const DacId& dac : *found) {
            if (replicas.contains(dac) || m_notMine.contains(dac) || looked == kMostCompanies) continue;
            ++looked;
            const auto isMine = concerns(dac, mine);
            if (!isMine) return {}; // asked again
            if (*isMine)
                STOA_TRY_VOID(follow(dac));
            else
                m_notMine.insert(dac);
        }
    }
    m_companiesOf = me();
    return {};
}

/// I myself, and the companies that I belong to.
std::set<tx::Party> Member::myParties() const
{
    std::set<tx::Party> mine{tx::personParty(me())};
    for (const auto& [dac, replica] : replicas)
        if (replica.read<state::Member>(state::memberKey(dac, me()))) mine.insert(tx::companyParty(dac));
    return mine;
}

Result<bool> Member::concerns(const DacId& dac, const std::set<tx::Party>& mine)
{
    if (record(state::memberKey(dac, me()))) return true;
    // Who decides a case, or is a side as a company, need not be a member.
    light::DacReplica replica(dac);
    STOA_TRY_VOID(updateReplica(replica));
    const auto charter = replica.read<state::Charter>(state::charterKey(dac));
    bool found = charter && charter->court == tx::personParty(me());
    replica.forEach<state::Juror>(state::Table::Juror, [&](const state::Key&, const state::Juror& juror) {
        found = found || juror.who == me();
    });
    replica.forEach<state::Collaboration>(state::Table::Collaboration, [&](const state::Key&,
                                                                           const state::Collaboration& c) {
        found = found || mine.contains(c.asker) || mine.contains(c.doer) || c.court == tx::personParty(me());
    });
    return found;
}

} // namespace stoa::engine
