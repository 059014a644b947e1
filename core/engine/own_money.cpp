// SPDX-License-Identifier: MIT
// What only a node can tell about this wallet: what came to it, and which companies it has to do with. The
// first is shown as the node's word; the second is proved before it is believed.
#include <algorithm>
#include <utility>

#include "core/engine/member.h"
#include "core/engine/member_keys.h"

namespace stoa::engine {
namespace {

constexpr std::size_t kMostCompanies = 100;
constexpr std::size_t kMostOffers = 20;

Bytes creditsKey(const Hash& network, const Address& account)
{
    Bytes key = toBytes(viewOf("credits/"));
    append(key, network.bytes);
    append(key, account.bytes);
    return key;
}

} // namespace

bool Member::updateCredits()
{
    const KnownAccount* mine = myAccount();
    if (!mine) return false;
    const auto seen = std::tuple(me(), mine->account.balance, mine->account.lanes);
    // Where the chain has gone another way, others may have brought the same.
    const bool isSame = m_creditsSeen == seen && headers->contains(m_creditsHead);
    const rollup::BlockHeader head = headers->head().header;
    if (isSame) {
        m_creditsHead = head;
        keepCredits(); // if the disk has failed
        return false;
    }
    auto found = node->credits(me(), KnownCredits::kMost, {});
    if (!found) return false;
    if (!knowsCredits()) {
        // What was undone is known to the disk alone: it is read before it could be written over.
        if (const auto read = recallCredits(); !read) {
            noteDisk(read.error().code);
            return false;
        }
    }
    credits.take(*std::move(found), headers->finalBatch());
    m_creditsSeen = seen;
    m_creditsHead = head;
    keepCredits();
    return true;
}

/// What was listed before this program began, or before another account acted. It is compared with what the
/// node says, and not shown before.
Result<void> Member::recallCredits()
{
    STOA_TRY(const auto kept, store->get(creditsKey(definitionHash, me())));
    m_keptCredits = kept.value_or(Bytes{});
    auto known = KnownCredits::decode(m_keptCredits);
    credits = known ? *std::move(known) : KnownCredits{};
    return {};
}

/// Before it is shown: what is undone while this program does not run is said when it runs again.
void Member::keepCredits()
{
    const bool isVisiting = m_trial && m_trial->left;
    if (isReadOnly || isVisiting || (credits.isNothing() && m_keptCredits.empty())) return;
    Bytes bytes = credits.encode();
    if (bytes == m_keptCredits) return;
    storage::WriteBatch batch;
    batch.put(creditsKey(definitionHash, me()), ByteView(bytes));
    if (const auto kept = store->commit(std::move(batch)); kept)
        m_keptCredits = std::move(bytes);
    else
        noteDisk(kept.error().code);
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
