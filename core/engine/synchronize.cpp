// SPDX-License-Identifier: MIT
// How a member's knowledge follows the network: ask, check, take over, tell.
#include "core/content/page_revision.h"
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

constexpr std::uint32_t kBatchesKept = 200;
constexpr std::size_t kEventsKept = 100;
constexpr std::size_t kObjectsAtOnce = 256;

Bytes replicaKey(const DacId& dac)
{
    Bytes key = toBytes(viewOf("replica/"));
    append(key, dac.bytes);
    return key;
}

/// Every content object that a company's records name.
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
                                          });
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

} // namespace

void Member::fetchContents(const light::DacReplica& replica)
{
    if (!remote) return; // a local network keeps its contents in the same store
    std::vector<Hash> wanted;
    for (const Hash& id : namedContents(replica))
        if (!contents->has(id).value_or(false)) wanted.push_back(id);
    // Older versions of pages come along: each revision names its parents.
    for (int round = 0; !wanted.empty() && round < 1000; ++round) {
        std::vector<Hash> next;
        for (std::size_t from = 0; from < wanted.size(); from += kObjectsAtOnce) {
            const std::size_t count = std::min(kObjectsAtOnce, wanted.size() - from);
            const std::vector<Hash> some(wanted.begin() + static_cast<std::ptrdiff_t>(from),
                                         wanted.begin() + static_cast<std::ptrdiff_t>(from + count));
            const auto objects = remote->contents(some);
            if (!objects) return;
            for (const Bytes& object : *objects) {
                if (!contents->put(object)) return;
                const auto revision = content::decodePageRevision(textOf(object));
                if (!revision) continue;
                for (const Hash& parent : revision->parents)
                    if (!contents->has(parent).value_or(false)) next.push_back(parent);
            }
        }
        wanted = std::move(next);
    }
}

Result<void> Member::updateReplicas(bool headMoved)
{
    for (auto& [dac, replica] : replicas) {
        if (!headMoved && !replica.isEmpty()) continue;
        const auto snapshot = node->company(dac, replica.root());
        if (!snapshot) {
            isOffline = snapshot.error().code == ErrorCode::Offline;
            continue;
        }
        const auto changed = replica.update(*snapshot, definitionHash);
        if (!changed || !*changed) continue;
        storage::WriteBatch batch;
        batch.put(replicaKey(dac), replica.encode());
        STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
        fetchContents(replica);
        m_accounts.clear(); // names and counts may have changed with it
        tell(CompanyChanged{dac});
    }
    return {};
}

Result<void> Member::updateChain(const node::NodeInfo& next)
{
    const std::uint64_t from = next.tipBatch > kBatchesKept ? next.tipBatch - kBatchesKept : 0;
    STOA_TRY(batches, node->batches(from, kBatchesKept + 1));
    const std::uint64_t after =
        events.empty() ? (next.lastEvent > kEventsKept ? next.lastEvent - kEventsKept : 0) : events.back().id;
    STOA_TRY(const auto more, node->events(after, kEventsKept));
    events.insert(events.end(), more.begin(), more.end());
    if (events.size() > kEventsKept)
        events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(kEventsKept));
    return {};
}

Result<void> Member::updateActions()
{
    std::vector<Hash> open;
    for (const sync::OutboxEntry& entry : outbox->entries()) {
        const bool canStillChange = entry.stage == sync::OutboxEntry::Stage::Included &&
                                    finalityOfBatch(entry.batch).stage != Finality::Final;
        if (canStillChange) open.push_back(entry.digest);
    }
    if (open.empty()) return {};
    STOA_TRY(const auto statuses, node->status(open));
    std::map<std::uint64_t, std::uint32_t> rolledBack;
    for (std::size_t i = 0; i < open.size(); ++i) {
        STOA_TRY(const bool isNews, outbox->update(open[i], statuses[i]));
        if (!isNews) continue;
        const sync::OutboxEntry* entry = outbox->find(open[i]);
        if (entry->stage == sync::OutboxEntry::Stage::RolledBack) ++rolledBack[entry->batch];
        tell(ActionChanged{open[i]});
    }
    for (const auto& [batch, count] : rolledBack) tell(ActionsRolledBack{batch, count});
    return {};
}

Result<void> Member::synchronize()
{
    if (local) STOA_TRY_VOID(local->tick());
    const auto next = node->info();
    if (!next) {
        const bool wasOffline = std::exchange(isOffline, true);
        if (!wasOffline) tell(NetworkChanged{});
        return {};
    }
    const auto announced = rollup::decodeDefinition(next->definition);
    if (!announced || announced->hash() != definitionHash) return ErrorCode::WrongNetwork;
    if (next->head.header.number != 0) STOA_TRY_VOID(rollup::checkSignature(next->head, definitionHash));

    const bool cameBack = std::exchange(isOffline, false);
    lastContact = m_clockAtContact = world.clock.now();
    const bool headMoved = next->head.header.postRoot != m_lastRoot;
    const bool chainMoved = !info || info->tipBatch != next->tipBatch ||
                            info->finalBatch != next->finalBatch || info->rollbacks != next->rollbacks ||
                            info->lastEvent != next->lastEvent;
    const bool clockMoved = info && definition.clockIsSettable && info->now != next->now;
    info = *next;
    m_lastRoot = next->head.header.postRoot;
    STOA_TRY_VOID(sendWaiting());
    STOA_TRY_VOID(findCompanies());
    if (chainMoved) {
        if (auto updated = updateChain(*next); !updated)
            return updated.error().code == ErrorCode::Offline ? Result<void>{} : updated;
    }
    if (headMoved) m_accounts.clear();
    STOA_TRY_VOID(updateReplicas(headMoved));
    if (chainMoved || headMoved) STOA_TRY_VOID(updateActions());
    if (headMoved || cameBack) {
        if (!me().isZero()) account(me());
        updateCredits();
        tell(WalletChanged{});
    }
    if (headMoved || chainMoved || cameBack || clockMoved) tell(NetworkChanged{});
    return {};
}

} // namespace stoa::engine
