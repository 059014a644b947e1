// SPDX-License-Identifier: MIT
#include "tests/simulation/reorganising_chain.h"

#include <algorithm>

namespace stoa::test {
namespace {

constexpr std::size_t kRemembered = 64; ///< calls

} // namespace

Result<std::optional<Bytes>> UndoStore::get(ByteView key)
{
    const auto found = m_values.find(toBytes(key));
    return found == m_values.end() ? std::optional<Bytes>() : std::optional<Bytes>(found->second);
}

Result<void> UndoStore::commit(storage::WriteBatch batch, storage::Durability durability)
{
    if (m_isFull) return Error{ErrorCode::DiskFull, "the main chain's disk"};
    const bool fails = m_failAt != 0 && --m_failAt == 0;
    if (fails && !m_isWritten) return Error{ErrorCode::StoreUnavailable, "the main chain's disk"};
    if (!batch.isEmpty()) apply(batch);
    m_unsynced = durability == storage::Durability::Synced ? 0 : m_unsynced + (batch.isEmpty() ? 0 : 1);
    if (fails) return Error{ErrorCode::StoreUnavailable, "the main chain's disk, after it was written"};
    return {};
}

void UndoStore::apply(const storage::WriteBatch& batch)
{
    Changes undo;
    for (const auto& change : batch.changes()) {
        const auto found = m_values.find(change.key);
        undo.emplace_back(change.key,
                          found == m_values.end() ? std::nullopt : std::optional<Bytes>(found->second));
        if (change.value)
            m_values[change.key] = *change.value;
        else
            m_values.erase(change.key);
    }
    m_undo.push_back(std::move(undo));
    if (m_undo.size() > 2 * kRemembered) m_undo.pop_front();
    ++m_commits;
}

std::size_t UndoStore::loseUnsynced()
{
    const std::size_t lost = std::min(m_unsynced, m_undo.size());
    undo(lost);
    m_unsynced = 0;
    return lost;
}

Result<void> UndoStore::iterate(ByteView prefix, const storage::Visitor& visit)
{
    for (auto at = m_values.lower_bound(toBytes(prefix)); at != m_values.end(); ++at) {
        const ByteView key = at->first;
        if (key.size() < prefix.size() || !equal(key.first(prefix.size()), prefix)) break;
        if (!visit(at->first, at->second)) break;
    }
    return {};
}

void UndoStore::undo(std::size_t count)
{
    m_unsynced -= std::min(m_unsynced, count);
    for (; count > 0; --count) {
        STOA_CHECK(!m_undo.empty());
        for (auto change = m_undo.back().rbegin(); change != m_undo.back().rend(); ++change) {
            if (change->second)
                m_values[change->first] = *change->second;
            else
                m_values.erase(change->first);
        }
        m_undo.pop_back();
    }
}

ReorganisingChain::ReorganisingChain(const rollup::NetworkDefinition& definition)
    : m_definition(definition)
{
    auto created = mainchain::LocalChain::create(m_store, definition);
    STOA_CHECK(created.has_value());
    m_chain = *std::move(created);
}

void ReorganisingChain::reopen()
{
    auto opened = mainchain::LocalChain::open(m_store);
    STOA_CHECK(opened.has_value() && *opened != nullptr);
    m_chain = *std::move(opened);
}

std::optional<std::size_t> ReorganisingChain::powerIsBack()
{
    const Timestamp now = m_chain->time();
    m_store.failSoon(0, false);
    const std::size_t lost = m_store.loseUnsynced();
    for (std::size_t left = lost; left > 0 && !m_calls.empty(); m_calls.pop_back())
        left -= std::min(left, m_calls.back().commits);
    if (lost != 0) ++m_losses;
    m_isGrouping = false;
    reopen();
    m_chain->advanceTo(now);
    return m_chain->blockNumber() >= m_told ? std::optional(lost) : std::nullopt;
}

void ReorganisingChain::groupCalls()
{
    m_isGrouping = true;
    m_chain->groupCalls();
}

Result<void> ReorganisingChain::keepCalls()
{
    m_isGrouping = false;
    if (onKeep) onKeep();
    if (!m_forgetsToKeep) STOA_TRY_VOID(m_chain->keepCalls());
    if (onKept) onKept();
    return {};
}

bool ReorganisingChain::isAsStored()
{
    if (!m_chain->refresh()) return false;
    const auto opened = mainchain::LocalChain::open(m_store);
    return opened && *opened && (*opened)->blockNumber() == m_chain->blockNumber() &&
           (*opened)->tip() == m_chain->tip();
}

template <typename Make>
auto ReorganisingChain::recorded(Make make)
{
    const std::uint64_t before = m_store.commits();
    auto result = make(*m_chain);
    if (m_store.commits() == before) return result;
    m_calls.push_back({[make](mainchain::LocalChain& chain) { return make(chain).has_value(); },
                       m_chain->time(), static_cast<std::size_t>(m_store.commits() - before)});
    if (m_calls.size() > kRemembered) m_calls.pop_front();
    if (m_isGrouping)
        ++m_groupedCalls;
    else if (result)
        wasTold();
    return result;
}

ReorganisingChain::Reorganisation ReorganisingChain::reorganise(SeededRandom& random, std::size_t most,
                                                                Seconds age)
{
    const Timestamp now = m_chain->time();
    std::vector<Call> taken;
    std::size_t commits = 0;
    const std::size_t wanted = 1 + random.next() % most;
    while (taken.size() < wanted && !m_calls.empty() && m_calls.back().time + age >= now) {
        commits += m_calls.back().commits;
        taken.push_back(std::move(m_calls.back()));
        m_calls.pop_back();
    }
    Reorganisation done;
    done.undone = taken.size();
    if (taken.empty()) return done;
    std::reverse(taken.begin(), taken.end());
    const std::uint64_t tip = m_chain->tip();
    m_store.undo(commits);
    reopen();
    m_told = std::min(m_told, m_chain->blockNumber()); // the rest was taken back before everybody's eyes
    const bool isShuffled = random.next() % 2 == 0;
    const std::uint64_t leftOut = random.next() % 3; // one of that many; 0: none
    if (isShuffled)
        for (std::size_t i = taken.size() - 1; i > 0; --i)
            std::swap(taken[i], taken[random.next() % (i + 1)]);
    for (Call& call : taken) {
        // A block of the new chain may well be empty, and it may be a little later than the old one.
        if (random.next() % 4 == 0) (void)mine();
        m_chain->advanceTo(random.next() % 2 == 0 ? call.time : now);
        const bool isLeftOut = leftOut != 0 && random.next() % (leftOut + 1) == 0;
        const std::uint64_t before = m_store.commits();
        if (isLeftOut || !call.again(*m_chain)) {
            ++done.lost;
            continue;
        }
        call.time = m_chain->time();
        call.commits = static_cast<std::size_t>(m_store.commits() - before);
        m_calls.push_back(std::move(call));
    }
    if (m_chain->tip() < tip) ++m_losses;
    m_chain->advanceTo(now);
    (void)mine(); // the new chain is longer
    return done;
}

Result<void> ReorganisingChain::mine()
{
    return recorded([](mainchain::LocalChain& chain) { return chain.mine(); });
}

Result<void> ReorganisingChain::mint(const Address& to, Amount amount)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.mint(to, amount); });
}

Result<void> ReorganisingChain::join(const Address& who, Amount bond)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.join(who, bond); });
}

Result<void> ReorganisingChain::leave(const Address& who)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.leave(who); });
}

Result<std::uint64_t> ReorganisingChain::deposit(const Address& from, const Address& to, Amount amount)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.deposit(from, to, amount); });
}

Result<std::uint64_t> ReorganisingChain::force(const Address& from, const Bytes& step)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.force(from, step); });
}

Result<rollup::Header> ReorganisingChain::submit(const Address& who, const mainchain::Submission& submission)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.submit(who, submission); });
}

Result<void> ReorganisingChain::announce(const Address& who, const Hash& blind)
{
    if (onAnnounce) onAnnounce(who, blind);
    const auto announced = recorded([=](mainchain::LocalChain& chain) { return chain.announce(who, blind); });
    if (onAnnounced) onAnnounced(who, blind, announced);
    return announced;
}

Result<mainchain::Verdict> ReorganisingChain::challenge(const Address& who,
                                                        const mainchain::Challenge& challenge)
{
    if (onChallenge) onChallenge(who, challenge);
    return recorded([=](mainchain::LocalChain& chain) { return chain.challenge(who, challenge); });
}

Result<void> ReorganisingChain::expire(const Address& who, const Hash& blind)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.expire(who, blind); });
}

Result<void> ReorganisingChain::claim(const rollup::Header& header, const ObjectId& id, const Address& to,
                                      Amount amount, const Bytes& tape)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.claim(header, id, to, amount, tape); });
}

Result<Amount> ReorganisingChain::payout(const Address& who)
{
    return recorded([=](mainchain::LocalChain& chain) { return chain.payout(who); });
}

} // namespace stoa::test
