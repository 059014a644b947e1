// SPDX-License-Identifier: MIT
// What only a node can tell about this wallet: what came to it, and which companies it has to do with. The
// first is shown as the node's word; the second is proved before it is believed.
#include <algorithm>
#include <utility>

#include "core/engine/member.h"
#include "core/engine/member_keys.h"

namespace stoa::engine {
namespace {

constexpr std::uint32_t kCreditsShown = 200;
constexpr std::size_t kMostCompanies = 100;
constexpr std::size_t kMostOffers = 20;

} // namespace

void Member::updateCredits()
{
    const KnownAccount* mine = myAccount();
    if (!mine) return;
    const auto seen = std::tuple(me(), mine->account.balance, mine->account.lanes);
    if (m_creditsSeen == seen) return;
    auto found = node->credits(me(), kCreditsShown, {});
    if (!found) return;
    if (knowsCredits())
        noteUndone(*found);
    else
        undoneCredits.clear(); // another account's
    credits = *std::move(found);
    m_creditsSeen = seen;
    m_creditsFinal = headers->finalBatch();
}

/// What was there and is not among `now` did not happen after all, unless it is only older than all of these.
/// What was undone and is brought again, in another block, has happened.
void Member::noteUndone(const std::vector<node::Credit>& now)
{
    const auto has = [](const std::vector<node::Credit>& all, const node::Credit& credit) {
        return std::ranges::find(all, credit) != all.end();
    };
    const auto isListed = [&](const node::Credit& credit) {
        return now.size() < kCreditsShown || node::CreditPlace{credit.block, credit.step}.isAfter(now.back());
    };
    std::vector<node::Credit> missing = std::exchange(undoneCredits, {});
    for (const node::Credit& credit : credits)
        if (credit.batch > m_creditsFinal && isListed(credit) && !has(now, credit)) missing.push_back(credit);
    std::vector<node::Credit> brought;
    for (const node::Credit& credit : now)
        if (!has(credits, credit)) brought.push_back(credit);
    for (const node::Credit& credit : missing) {
        const auto again = std::ranges::find_if(brought, [&](const node::Credit& each) {
            return each.kind == credit.kind && each.from == credit.from && each.dac == credit.dac &&
                   each.object == credit.object && each.amount == credit.amount;
        });
        if (again != brought.end())
            brought.erase(again);
        else if (undoneCredits.size() < kCreditsShown)
            undoneCredits.push_back(credit);
    }
}

std::vector<node::Credit> Member::creditsAndUndone() const
{
    std::vector<node::Credit> all = credits;
    for (const node::Credit& credit : undoneCredits)
        if (credits.size() < kCreditsShown ||
            node::CreditPlace{credit.block, credit.step}.isAfter(credits.back()))
            all.push_back(credit);
    std::ranges::stable_sort(all, [](const node::Credit& one, const node::Credit& other) {
        return std::pair(one.block, one.step) > std::pair(other.block, other.step);
    });
    return all;
}

bool Member::isUndone(const node::Credit& credit) const
{
    return std::ranges::find(undoneCredits, credit) != undoneCredits.end();
}

bool Member::knowsCredits() const { return std::get<0>(m_creditsSeen) == me() && !me().isZero(); }

Result<void> Member::findCompanies(bool again)
{
    const bool isVisiting = m_trial && m_trial->left; // whose companies would have to be forgotten again
    if (isReadOnly || me().isZero() || isVisiting || (m_companiesOf == me() && !again)) return {};
    std::vector<DacId> named;
    std::size_t looked = 0;
    Result<void> all;
    for (const tx::Party& party : myParties()) {
        const auto found = node->companiesOf(Address::fromPrefix(ByteView(party.bytes).subspan(1)));
        if (!found) {
            if (found.error().code == ErrorCode::NotSupported) return {}; // it takes no notes, and says so
            if (all) all = found.error();
            if (found.error().code == ErrorCode::Offline) break;
            continue;
        }
        for (const DacId& dac : *found) {
            if (replicas.contains(dac)) continue;
            // A member has signed for it. Whoever else is named need not know why: that is only listed. Each
            // is asked about once, so that many names cost little and hide nothing.
            if (!m_notJoined.contains(dac) && ++looked <= kMostCompanies) {
                const state::Key key = state::memberKey(dac, me());
                if (record(key)) {
                    STOA_TRY_VOID(follow(dac));
                    continue;
                }
                if (m_proven.contains(key)) m_notJoined.insert(dac); // else there was no answer
            }
            if (named.size() == kMostOffers) continue;
            STOA_TRY(const auto ignored, store->get(keyed(kIgnored, dac.bytes)));
            const bool isListed = std::find(named.begin(), named.end(), dac) != named.end();
            if (!ignored && !isListed) named.push_back(dac);
        }
    }
    // Else the next ones are looked at the next time, and who did not answer is asked again.
    m_companiesOf = all && looked <= kMostCompanies ? me() : Address{};
    STOA_TRY_VOID(std::move(all));
    if (std::exchange(offers, std::move(named)) != offers) tell(NetworkChanged{});
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

Result<void> Member::takeOffer(const DacId& dac)
{
    if (replicas.contains(dac)) return {};
    light::DacReplica there(dac);
    STOA_TRY_VOID(updateReplica(there));
    if (there.isEmpty()) return ErrorCode::NoSuchCompany;
    STOA_TRY_VOID(follow(dac));
    std::erase(offers, dac);
    return synchronizeNow();
}

Result<void> Member::ignoreOffer(const DacId& dac)
{
    storage::WriteBatch batch;
    batch.put(keyed(kIgnored, dac.bytes), Bytes{1});
    STOA_TRY_VOID(store->commit(batch));
    std::erase(offers, dac);
    return {};
}

} // namespace stoa::engine
