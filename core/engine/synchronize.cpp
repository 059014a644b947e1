// SPDX-License-Identifier: MIT
// How a member's knowledge follows the network: ask, check, take over, tell.
#include "core/engine/clock_view.h"
#include "core/engine/member.h"

namespace stoa::engine {
namespace {

constexpr std::uint32_t kBatchesKept = 200;
constexpr std::uint64_t kEventsKept = 10'000;
constexpr std::uint64_t kEventsAtFirst = 100;
constexpr std::uint32_t kEventsAtOnce = 500; ///< as many as are given away at once
constexpr std::uint64_t kMostAsked = kEventsKept / kEventsAtOnce;
constexpr unsigned kLongestPause = 120; ///< synchronisations; they come four times a second
/// A round that has taken so long is followed by as long a pause: it kept everything else waiting.
constexpr Seconds kSlow = 5;
constexpr unsigned kTurnsInASecond = 4;
/// For so long a node that shows less than is known here is taken for one that is behind.
constexpr Seconds kPatience = 10 * kMinute;

Bytes replicaKey(const DacId& dac)
{
    Bytes key = toBytes(viewOf("replica/"));
    append(key, dac.bytes);
    return key;
}

/// What tells two moments of the validator in this program apart: up to where it found batches right, and the
/// one that it challenges.
std::pair<std::uint64_t, std::uint64_t> foundBy(node::LocalNetwork& local)
{
    const node::Validator* validator = local.node(0).validator();
    return validator ? std::pair(validator->checkedBatch(), validator->challenged())
                     : std::pair<std::uint64_t, std::uint64_t>();
}

/// Actions of batches that may still be replaced by others; or, where another chain of headers is believed
/// from now on, of all batches.
std::vector<Hash> actionsToCompare(const Member& member, bool isAnotherChain)
{
    std::vector<Hash> found;
    if (!member.outbox) return found;
    for (const sync::OutboxEntry& entry : member.outbox->entries())
        if (entry.stage == sync::OutboxEntry::Stage::Included && !entry.batchHeader.isZero() &&
            (isAnotherChain || member.finalityOf(entry).stage != Finality::Final))
            found.push_back(entry.digest);
    return found;
}

/// A batch that was not final may have been replaced by another one of its number, and that one be so old
/// soon that its header is not kept. Actions of such a batch are in none, until they are proved again.
Result<void> doubtWhatIsElsewhere(Member& member, const std::vector<Hash>& actions)
{
    for (const Hash& digest : actions) {
        const sync::OutboxEntry* entry = member.outbox->find(digest);
        if (!entry || entry->batch > member.headers->tip()) continue;
        const rollup::Header* kept = member.headers->batch(entry->batch);
        if (kept && rollup::headerHash(*kept) == entry->batchHeader) continue;
        node::StepStatus status;
        status.stage = node::StepStatus::Stage::Included;
        status.block = entry->block;
        status.batch = entry->batch;
        STOA_TRY_VOID(member.outbox->update(digest, status, {}));
    }
    return {};
}

} // namespace

bool isOfLies(ErrorCode code)
{
    return code == ErrorCode::ProofFailed || code == ErrorCode::BadSignature ||
           code == ErrorCode::WrongNetwork || code == ErrorCode::BadAnswer;
}

Result<bool> Member::updateReplica(light::DacReplica& replica)
{
    STOA_TRY(const auto snapshot, node->company(replica.dac(), replica.root()));
    if (snapshot.head.header.number == 0 && replica.isEmpty()) return false; // before the first block
    STOA_TRY_VOID(headers->accept(*node, snapshot.head));
    std::vector<std::pair<state::Key, state::Tool>> tools;
    replica.forEach<state::Tool>(state::Table::Tool, [&](const state::Key& key, const state::Tool& tool) {
        tools.emplace_back(key, tool);
    });
    STOA_TRY(const bool isNews, replica.update(snapshot, definitionHash));
    // What a removed tool said about itself can still be read, if it was ever seen here.
    for (const auto& [key, tool] : tools)
        if (!replica.read<state::Tool>(key)) remember(key, state::encodeRecord(tool));
    return isNews;
}

Result<void> Member::updateReplicas(bool headMoved)
{
    Result<void> all;
    for (auto& [dac, replica] : replicas) {
        if (!headMoved && !replica.isEmpty()) continue;
        const auto changed = updateReplica(replica);
        if (!changed && all) all = changed.error();
        if (!changed || !*changed) continue;
        storage::WriteBatch batch;
        batch.put(replicaKey(dac), replica.encode());
        STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
        STOA_TRY_VOID(wantContentsOf(replica));
        m_accounts.clear(); // names and counts may have changed with it
        tell(CompanyChanged{dac});
    }
    return all;
}

Result<void> Member::addOwnFinding(node::BatchInfo& batch)
{
    if (node::Validator* validator =
            operators && operators->node() ? operators->node()->validator() : nullptr) {
        STOA_TRY(const auto finding, validator->finding(batch.header));
        batch.check = finding.check;
        batch.wrongStep = finding.wrongStep;
    } else if (follower) {
        STOA_TRY(const auto finding, follower->finding(batch.header));
        batch.check = finding.check;
        batch.wrongStep = finding.wrongStep;
    }
    return {};
}

/// Batches and events for people to look at. What is linked here is shown as this computer knows it.
Result<void> Member::updateChain()
{
    const std::uint64_t from = info->tipBatch > kBatchesKept ? info->tipBatch - kBatchesKept : 0;
    STOA_TRY(const auto list, node->batches(from, kBatchesKept + 1));
    std::vector<node::BatchInfo> known;
    for (node::BatchInfo batch : list) {
        const std::uint64_t number = batch.header.number;
        if (number <= headers->tip()) {
            const rollup::Header* header = headers->batch(number);
            if (header && *header != batch.header) return Error{ErrorCode::ProofFailed, "another batch"};
            if (number <= headers->finalBatch())
                batch.stage = node::BatchStage::Final;
            else if (batch.stage != node::BatchStage::Challenged)
                batch.stage = node::BatchStage::Posted;
            if (remote) batch.check = node::BatchInfo::Check::NotChecked; // its validator is not ours
            STOA_TRY_VOID(addOwnFinding(batch));
            if (!headers->agrees(number)) batch.check = node::BatchInfo::Check::Different;
        } else if (batch.stage != node::BatchStage::Open && batch.stage != node::BatchStage::RolledBack) {
            continue; // newer than what is linked
        }
        known.push_back(batch);
    }
    batches = std::move(known);
    return updateEvents();
}

/// It grows with every block, without anything that happens on the main chain.
Result<void> Member::updateOpenBatch()
{
    const std::uint64_t number = info->tipBatch + 1;
    STOA_TRY(const auto list, node->batches(number, 1));
    std::erase_if(batches, [&](const auto& each) {
        return each.stage == node::BatchStage::Open || each.header.number == number;
    });
    const auto open = std::ranges::find_if(list, [&](const auto& each) {
        return each.stage == node::BatchStage::Open && each.header.number == number;
    });
    if (open == list.end()) return {};
    const auto later =
        std::ranges::find_if(batches, [&](const auto& each) { return each.header.number > number; });
    node::BatchInfo& added = *batches.insert(later, *open);
    added.check = node::BatchInfo::Check::NotChecked; // nobody has looked at it
    added.wrongStep = {};
    return {};
}

/// Everything that has happened since the last look, however much it is: whoever counts slashes must not miss
/// one among a thousand deposits. At the first look the newest, for people to look at.
Result<void> Member::updateEvents()
{
    const std::uint64_t newest = info->lastEvent;
    std::uint64_t after = newest - std::min(newest, eventsUntil ? kEventsKept : kEventsAtFirst);
    if (eventsUntil) after = std::max(after, std::min(*eventsUntil, newest));
    std::erase_if(events, [&](const node::ChainEvent& event) { return event.id > after; });
    bool areAll = after >= newest;
    for (std::uint64_t i = 0; i < kMostAsked && !areAll; ++i) {
        STOA_TRY(const auto more, node->events(after, kEventsAtOnce));
        // The newest may be of those that members are not told about.
        areAll = more.empty() || more.back().id >= newest;
        if (more.empty()) break;
        if (more.back().id <= after) return Error{ErrorCode::BadAnswer, "events"};
        after = more.back().id;
        events.insert(events.end(), more.begin(), more.end());
    }
    // What has happened since the node said how far it is comes with the next look, like its batches.
    std::erase_if(events, [&](const node::ChainEvent& event) { return event.id > newest; });
    after = std::min(after, newest);
    eventsUntil = areAll ? std::max(after, newest) : after;
    if (events.size() > kEventsKept)
        events.erase(events.begin(), events.end() - static_cast<std::ptrdiff_t>(kEventsKept));
    return {};
}

Result<void> Member::followHeaders()
{
    STOA_TRY(node::NodeInfo next, node->info());
    const auto announced = rollup::decodeDefinition(next.definition);
    if (!announced || announced->hash() != definitionHash) return ErrorCode::WrongNetwork;
    const Timestamp now = world.clock.now();
    std::vector<Hash> compared = actionsToCompare(*this, false);
    auto followed = headers->follow(*node, next, now);
    if (!followed) {
        // While it was asked, batches may have been rolled back.
        STOA_TRY(node::NodeInfo again, node->info());
        if (again.rollbacks != next.rollbacks && again.definition == next.definition) {
            next = std::move(again);
            followed = headers->follow(*node, next, now);
        }
    }
    if (!followed && followed.error().code == ErrorCode::ProofFailed && remote) {
        // What is known here may be what another node has made up. Somebody who has chosen this one believes
        // it from the beginning on; otherwise what is final stays.
        const bool isChosen = options.nodeUrl != m_savedUrl;
        if (isChosen || now >= lastContact + kPatience) followed = headers->followAnew(*node, next, now);
        if (!followed && followed.error().code == ErrorCode::ProofFailed && isChosen) {
            light::HeaderChain fromGenesis(definition);
            followed = fromGenesis.follow(*node, next, now);
            if (followed) {
                headers = std::move(fromGenesis);
                compared = actionsToCompare(*this, true);
            }
        }
    }
    STOA_TRY_VOID(std::move(followed));
    STOA_TRY_VOID(doubtWhatIsElsewhere(*this, compared));
    info = std::move(next);
    lastContact = m_clockAtContact = world.clock.now();
    STOA_TRY_VOID(keepHeaders());
    return keepInfo();
}

Result<void> Member::ask()
{
    const std::optional<node::NodeInfo> before = info;
    const std::uint64_t finalBefore = headers->finalBatch();
    STOA_TRY_VOID(followHeaders());
    if (headers->isBehind()) {
        tell(NetworkChanged{});
        return {};
    }
    const auto sent = sendWaiting();
    const bool headMoved = (sent && *sent) || info->head.header.postRoot != m_lastRoot;
    const bool chainMoved = !m_isChainShown || !before || before->tipBatch != info->tipBatch ||
                            before->finalBatch != info->finalBatch || finalBefore != headers->finalBatch() ||
                            before->rollbacks != info->rollbacks || before->lastEvent != info->lastEvent;
    const bool clockMoved = before && definition.clockIsSettable && before->now != info->now;
    const bool cameBack = isOffline;
    const bool mustLookAgain = cameBack || nodeProblem.has_value();
    const auto found = findCompanies(chainMoved);
    if (!found && isDiskFailure(found.error().code)) return found;
    if (chainMoved) {
        m_isChainShown = false;
        STOA_TRY_VOID(updateChain());
        m_isChainShown = eventsUntil >= info->lastEvent; // or there is more to ask for
    }
    if (headMoved && !chainMoved) STOA_TRY_VOID(updateOpenBatch());
    if (headMoved) m_accounts.clear();
    STOA_TRY_VOID(updateReplicas(headMoved));
    m_lastRoot = info->head.header.postRoot; // only now: what failed is asked for again
    if (chainMoved || headMoved || mustLookAgain) STOA_TRY_VOID(updateActions());
    const bool mayHaveCome =
        headMoved || mustLookAgain || chainMoved; // other blocks may lead to the same state
    if (mayHaveCome && !me().isZero()) account(me());
    const bool isAskedAnew = mayHaveCome && updateCredits();
    if (headMoved || mustLookAgain || isAskedAnew) tell(WalletChanged{});
    if (headMoved || chainMoved || cameBack || clockMoved) tell(NetworkChanged{});
    STOA_TRY_VOID(fetchWanted());
    STOA_TRY_VOID(followChain());
    if (!sent) return sent.error();
    return found;
}

Result<void> Member::followChain()
{
    if (!follower) return {};
    STOA_TRY(const bool happened, follower->follow(*node, *headers));
    if (!happened) return {};
    STOA_TRY_VOID(updateChain());
    tell(NetworkChanged{});
    return {};
}

/// What the last round of asking means for the next ones, and for what people are told.
void Member::note(const Result<void>& asked)
{
    const bool isGone = !asked && asked.error().code == ErrorCode::Offline;
    const auto problem = asked || isGone ? std::nullopt : std::optional(asked.error().code);
    m_failures = problem && isOfLies(*problem) && remote ? m_failures + 1 : 0;
    m_pause = m_failures == 0 ? 0 : std::min(1U << std::min(m_failures - 1, 7U), kLongestPause) - 1;
    const bool isNews = isOffline != isGone || nodeProblem != problem;
    isOffline = isGone;
    nodeProblem = problem;
    if (isNews) tell(NetworkChanged{});
}

void Member::noteDisk(std::optional<ErrorCode> problem)
{
    if (problem == ErrorCode::StoreDamaged) return; // the engine stops, and says so
    if (std::exchange(diskProblem, problem) != problem) tell(NetworkChanged{});
}

std::optional<ErrorCode> Member::tryDisk()
{
    Result<void> kept = folder ? folder->checkRoom() : Result<void>();
    if (kept) kept = store->commit({});
    return kept ? std::nullopt : std::optional(kept.error().code);
}

void Member::heedDisk(ErrorCode code)
{
    if (isDiskFailure(code) && !isReadOnly) noteDisk(tryDisk());
}

Result<void> Member::synchronize()
{
    if (standstill) return {};
    const Result<void> turned = turn();
    if (turned || isDiskFailure(turned.error().code))
        noteDisk(!turned       ? std::optional(turned.error().code)
                 : diskProblem ? tryDisk() // there may have been nothing to write
                               : std::nullopt);
    // A clock that was set is told, though nothing else has happened.
    const ClockView clock = clockView(*this);
    const bool isApart = clock.behind != 0 || clock.ahead != 0;
    if (std::exchange(m_isClockApart, isApart) != isApart) tell(NetworkChanged{});
    return turned;
}

Result<void> Member::turn()
{
    STOA_TRY_VOID(outbox->catchUp());
    if (local) {
        const auto before = foundBy(*local);
        STOA_TRY_VOID(local->tick(mostChecks));
        if (foundBy(*local) != before) m_isChainShown = false; // it is shown with the batches
    }
    if (operators) {
        STOA_TRY(const bool happened, operators->tick(mostChecks));
        if (happened) m_isChainShown = false; // what was found out is shown with the batches
        if (happened) tell(NetworkChanged{});
        if (operators->roles().aggregates && operators->service()) node = operators->service();
    }
    if (m_pause > 0) {
        --m_pause;
        return {};
    }
    const Timestamp begun = world.clock.now();
    const Result<void> asked = ask();
    // The money of another computer's node is never an answer here: this is of a node in this program.
    const bool isOwn =
        !asked && (isDiskFailure(asked.error().code) || asked.error().code == ErrorCode::MoneyMismatch);
    if (isOwn) return asked;
    note(asked);
    const Timestamp took = world.clock.now() - std::min(begun, world.clock.now());
    if (remote && took >= kSlow)
        m_pause = std::max(m_pause,
                           static_cast<unsigned>(std::min<Timestamp>(kTurnsInASecond * took, kLongestPause)));
    return {};
}

} // namespace stoa::engine
