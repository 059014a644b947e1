// SPDX-License-Identifier: MIT
// Texts that records name and that have not arrived here: remembered on the disk until they have, asked for
// again and again, and counted, so that nobody takes their absence for an empty page.
#include "core/base/limits.h"
#include "core/content/page_revision.h"
#include "core/crypto/keccak.h"
#include "core/engine/handlers.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kWanted = "wanted/";
constexpr std::size_t kObjectsAtOnce = 256;
constexpr int kAnswersAtOnce = 4;      ///< in one synchronisation: the engine has other things to do
constexpr unsigned kLongestWait = 240; ///< synchronisations; they come four times a second

Bytes wantedKey(const Hash& id)
{
    Bytes key(kWanted.size() + Hash::kSize);
    std::copy(id.bytes.begin(), id.bytes.end(), std::copy(kWanted.begin(), kWanted.end(), key.begin()));
    return key;
}

std::vector<Hash> namedContents(const light::DacReplica& replica)
{
    std::vector<Hash> ids;
    const auto add = [&](const Hash& id) {
        if (!id.isZero()) ids.push_back(id);
    };
    replica.forEach<state::Charter>(state::Table::Charter,
                                    [&](const state::Key&, const state::Charter& r) { add(r.text); });
    replica.forEach<state::Collaboration>(state::Table::Collaboration,
                                          [&](const state::Key&, const state::Collaboration& r) {
                                              add(r.statement);
                                              add(r.delivery);
                                              add(r.reasons);
                                              add(r.amendStatement);
                                          });
    replica.forEach<state::Motion>(state::Table::Motion,
                                   [&](const state::Key&, const state::Motion& r) { add(r.act); });
    replica.forEach<state::Tool>(state::Table::Tool,
                                 [&](const state::Key&, const state::Tool& r) { add(r.manifest); });
    replica.forEach<state::Case>(state::Table::Case, [&](const state::Key&, const state::Case& r) {
        add(r.evidence);
        add(r.answer);
    });
    replica.forEach<state::Juror>(state::Table::Juror,
                                  [&](const state::Key&, const state::Juror& r) { add(r.reasons); });
    replica.forEach<state::Record>(state::Table::Record,
                                   [&](const state::Key&, const state::Record& r) { add(r.content); });
    return ids;
}

/// What an object names in its turn: a revision its parents, a motion's act the words that come with it.
std::vector<Hash> namedBy(const Bytes& object)
{
    if (const auto revision = content::decodePageRevision(textOf(object))) return revision->parents;
    const auto act = tx::decodeAct(object);
    const Hash text = act ? textOfAct(*act) : Hash{};
    return text.isZero() ? std::vector<Hash>{} : std::vector<Hash>{text};
}

} // namespace

Result<void> Member::loadWanted()
{
    m_wanted.clear();
    if (!remote) return {};
    return store->iterate(viewOf(kWanted), [&](ByteView key, ByteView) {
        m_wanted.insert(Hash::fromPrefix(key.subspan(kWanted.size())));
        return true;
    });
}

Result<void> Member::want(const std::vector<Hash>& ids)
{
    storage::WriteBatch batch;
    std::vector<Hash> fresh;
    for (const Hash& id : ids) {
        if (m_wanted.contains(id)) continue;
        STOA_TRY(const bool isHere, contents->has(id));
        if (isHere) continue;
        batch.put(wantedKey(id), Bytes{1});
        fresh.push_back(id);
    }
    if (fresh.empty()) return {};
    STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
    m_wanted.insert(fresh.begin(), fresh.end());
    m_wantedFrom = {}; // a new round
    m_wantedPause = m_wantedFailures = 0;
    return {};
}

Result<void> Member::wantContentsOf(const light::DacReplica& replica)
{
    if (!remote) return {}; // a local network keeps its contents in the same store
    return want(namedContents(replica));
}

Result<bool> Member::takeObjects(const std::vector<Hash>& asked, const std::vector<Bytes>& objects)
{
    content::ContentBatch arrived(*contents);
    std::vector<Hash> here;
    std::vector<Hash> parents;
    for (const Bytes& object : objects) {
        const Hash id = crypto::keccak256(object);
        // Nothing is kept that was not asked for.
        if (std::find(asked.begin(), asked.end(), id) == asked.end()) continue;
        STOA_TRY_VOID(arrived.put(object));
        here.push_back(id);
        for (const Hash& parent : namedBy(object)) parents.push_back(parent);
    }
    if (here.empty()) return false;
    STOA_TRY_VOID(arrived.commit());
    STOA_TRY_VOID(want(parents)); // before what named them is crossed off
    storage::WriteBatch batch;
    for (const Hash& id : here) batch.erase(wantedKey(id));
    STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
    for (const Hash& id : here) m_wanted.erase(id);
    return true;
}

/// No longer asks for what only this company names.
void Member::forget(const light::DacReplica& replica, storage::WriteBatch& batch)
{
    std::set<Hash> others;
    for (const auto& [dac, other] : replicas)
        if (dac != replica.dac())
            for (const Hash& id : namedContents(other)) others.insert(id);
    for (const Hash& id : namedContents(replica)) {
        if (others.contains(id) || m_wanted.erase(id) == 0) continue;
        batch.erase(wantedKey(id));
    }
}

Result<void> Member::fetchWanted()
{
    if (m_wanted.empty()) return {};
    if (m_wantedPause > 0) {
        --m_wantedPause;
        return {};
    }
    bool isProgress = false;
    bool isRoundOver = false;
    for (int answer = 0; answer < kAnswersAtOnce && !m_wanted.empty() && !isRoundOver; ++answer) {
        // In turn from where the last one ended, so that what nobody has does not stand in the way.
        auto at = m_wanted.lower_bound(m_wantedFrom);
        std::vector<Hash> some;
        std::vector<Bytes> objects;
        for (; at != m_wanted.end() && some.size() < kObjectsAtOnce; ++at) {
            some.push_back(*at);
            if (auto kept = contents->get(*at)) objects.push_back(*std::move(kept));
        }
        isRoundOver = at == m_wanted.end();
        const Hash next = isRoundOver ? Hash{} : *at;
        if (remote && objects.empty() && !some.empty()) {
            STOA_TRY(objects, remote->contents(some));
        }
        STOA_TRY(const bool came, takeObjects(some, objects));
        // A long answer stops early: then the same ones are asked for again, without those that came.
        m_wantedFrom = came && !some.empty() ? some.front() : next;
        isProgress = isProgress || came;
        if (came) isRoundOver = false;
    }
    if (isProgress) {
        m_wantedFailures = 0;
        for (const auto& [dac, replica] : replicas) tell(CompanyChanged{dac});
        tell(NetworkChanged{});
    } else if (isRoundOver) {
        m_wantedPause = std::min(4U << std::min(m_wantedFailures++, 8U), kLongestWait);
    }
    return {};
}

Result<std::uint64_t> Member::findMissingContents()
{
    std::set<Hash> seen;
    std::vector<Hash> missing;
    std::vector<Hash> open;
    for (const auto& [dac, replica] : replicas)
        for (const Hash& id : namedContents(replica)) open.push_back(id);
    while (!open.empty()) {
        const Hash id = open.back();
        open.pop_back();
        if (!seen.insert(id).second) continue;
        const auto object = contents->get(id);
        if (object) {
            for (const Hash& parent : namedBy(*object)) open.push_back(parent);
            continue;
        }
        if (object.error().code != ErrorCode::ContentMissing) return object.error();
        missing.push_back(id);
    }
    STOA_TRY_VOID(want(missing));
    return missing.size();
}

} // namespace stoa::engine
