// SPDX-License-Identifier: MIT
// What becomes of a member's own steps: sending what waits, and proving where the node says that they are.
#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "core/base/hex.h"
#include "core/crypto/keccak.h"
#include "core/engine/page_edits.h"
#include "core/engine/step_contents.h"

namespace stoa::engine {
namespace {

constexpr std::size_t kStepsAtOnce = 128;
/// Bytes of what is brought before the steps that name it. The node has only so much room for what nobody has
/// named yet (kMostLooseContents), and a small one takes as much of it as this.
constexpr std::size_t kStepContentsAtOnce = std::size_t{8} << 20;
constexpr std::size_t kSmallContent = 4096;
constexpr std::size_t kNotTakenAsked = 64; ///< the newest of those that did not happen

Bytes unsentKey(const Hash& action) { return toBytes(viewOf("setting/unsent/" + toHex(action))); }

} // namespace

bool Member::isUnsent(const Hash& action)
{
    if (m_unsent.contains(action)) return true;
    const auto kept = store->get(unsentKey(action));
    return kept && *kept;
}

/// Of those that were just signed and are still here: so that it is known after a restart, too.
Result<void> Member::keepUnsent(const std::vector<Hash>& actions)
{
    storage::WriteBatch batch;
    for (const Hash& action : actions)
        if (m_unsent.contains(action)) batch.put(unsentKey(action), Bytes{'1'});
    return batch.isEmpty() ? Result<void>() : store->commit(std::move(batch));
}

Result<void> Member::forgetUnsent(const std::vector<Hash>& actions)
{
    storage::WriteBatch batch;
    for (const Hash& action : actions) {
        m_unsent.erase(action);
        STOA_TRY(const auto kept, store->get(unsentKey(action)));
        if (kept) batch.erase(unsentKey(action));
    }
    return batch.isEmpty() ? Result<void>() : store->commit(std::move(batch));
}

/// What was proved in one go: many steps share a block or a batch.
struct Member::Proofs {
    std::map<std::uint64_t, node::BlockSteps> blocks;
    std::map<std::uint64_t, std::pair<Hash, node::BatchSteps>> batches; ///< with the header's hash
};

/// That the step is in a linked batch, whose header's hash is returned, or else in a linked block: zero.
Result<Hash> Member::prove(const sync::OutboxEntry& entry, const node::StepStatus& status, Proofs& proofs)
{
    const Hash txHash = crypto::keccak256(entry.step);
    const auto isThere = [&](const auto& steps) -> Result<bool> {
        if (light::holds(steps, txHash, status.step)) return true;
        // Over the main chain it came wrapped, with its place in the inbox: a batch begins with the messages
        // that the one before has left.
        rollup::Header before = rollup::genesisHeader(definition.genesis);
        if (status.batch > 1) {
            STOA_TRY(before, headers->batch(*node, status.batch - 1));
        }
        tx::Force wrapper;
        wrapper.index = before.inboxEnd + status.step;
        wrapper.inner = entry.step;
        const Hash hash = crypto::keccak256(tx::encode({{}, std::move(wrapper), {}}));
        return light::holds(steps, hash, status.step);
    };
    const Error notThere{ErrorCode::ProofFailed, "the step is not where the node says"};
    if (status.batch != 0 && status.batch <= headers->tip()) {
        if (!proofs.batches.contains(status.batch)) {
            STOA_TRY(const rollup::Header header, headers->batch(*node, status.batch));
            STOA_TRY(node::BatchSteps steps, node->batchSteps(status.batch));
            STOA_TRY_VOID(light::checkSteps(steps, header));
            proofs.batches[status.batch] = {rollup::headerHash(header), std::move(steps)};
        }
        const auto& [header, steps] = proofs.batches[status.batch];
        STOA_TRY(const bool isIn, isThere(steps));
        if (!isIn) return notThere;
        return header;
    }
    if (!proofs.blocks.contains(status.block)) {
        STOA_TRY_VOID(headers->reachBack(*node, status.block));
        STOA_TRY(node::BlockSteps steps, node->blockSteps(status.block));
        STOA_TRY_VOID(light::checkSteps(steps, *headers));
        proofs.blocks[status.block] = std::move(steps);
    }
    const node::BlockSteps& block = proofs.blocks[status.block];
    const rollup::BlockHeader& header = block.header.header;
    if (header.number != status.block || header.batch != status.batch) return notThere;
    STOA_TRY(const bool isIn, isThere(block));
    if (!isIn) return notThere;
    return Hash{};
}

/// Into the outbox, if it proves itself as far as it can.
Result<void> Member::takeStatus(const Hash& digest, const node::StepStatus& status, Proofs& proofs)
{
    const sync::OutboxEntry* entry = outbox->find(digest);
    if (!entry) return {};
    Hash batchHeader;
    if (status.stage == node::StepStatus::Stage::Included) {
        STOA_TRY(batchHeader, prove(*entry, status, proofs));
    } else if (!entry->batchHeader.isZero() && finalityOf(*entry).stage != Finality::OnSidechain) {
        // It was proved to be in a batch that the main chain still has.
        return Error{ErrorCode::ProofFailed, "a posted step cannot be gone"};
    }
    const auto before = entry->stage;
    STOA_TRY(const bool isNews, outbox->update(digest, status, batchHeader));
    if (isNews || before == sync::OutboxEntry::Stage::Waiting) tell(ActionChanged{digest});
    return {};
}

/// Brings what the first of `steps` name, some of it at a time. Returns of how many: all that fit in
/// kStepContentsAtOnce, or one that has more.
Result<std::size_t> Member::bringContents(std::span<const sync::OutboxEntry* const> steps)
{
    if (!remote) return steps.size();
    std::vector<Bytes> objects;
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (std::size_t all = 0; count < steps.size() && all < kStepContentsAtOnce; ++count) {
        for (const Hash& id : contentsOfStep(*this, *steps[count])) {
            auto object = contents->get(id);
            if (!object) continue;
            const std::size_t size = std::max(object->size(), kSmallContent);
            if (bytes + size > kStepContentsAtOnce && !objects.empty()) {
                STOA_TRY_VOID(remote->putContents(objects));
                objects.clear();
                bytes = 0;
            }
            bytes += size;
            all += size;
            objects.push_back(*std::move(object));
        }
    }
    if (!objects.empty()) STOA_TRY_VOID(remote->putContents(objects));
    return count;
}

/// Hands over those of `steps` that the node does not know yet; `answers` gets what it says of any.
Result<void> Member::sendSome(std::span<const sync::OutboxEntry* const> steps, Answers& answers)
{
    std::vector<Hash> digests;
    for (const sync::OutboxEntry* entry : steps) digests.push_back(entry->digest);
    // Sent before, perhaps, by a program that was killed before it read the answer.
    STOA_TRY(const auto known, node->status(digests));
    std::vector<const sync::OutboxEntry*> wanted; // whose texts the node may lack
    std::map<Hash, node::StepStatus> included;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        using Stage = node::StepStatus::Stage;
        // What was rolled back once, and is sent again, is known as rolled back with its old batch.
        const bool isAgain = known[i].stage == Stage::RolledBack && known[i].batch == steps[i]->batch;
        if (known[i].stage == Stage::Included)
            included[digests[i]] = known[i]; // over the main chain, perhaps
        if (known[i].stage == Stage::Unknown || known[i].stage == Stage::Included || isAgain)
            wanted.push_back(steps[i]);
        else if (known[i].stage != Stage::Waiting)
            answers.emplace_back(digests[i], known[i]);
    }
    for (std::span<const sync::OutboxEntry* const> rest(wanted); !rest.empty();) {
        STOA_TRY(const std::size_t count, bringContents(rest));
        std::vector<Bytes> fresh;
        std::vector<Hash> freshDigests;
        for (const sync::OutboxEntry* entry : rest.first(count)) {
            if (const auto at = included.find(entry->digest); at != included.end()) {
                answers.emplace_back(*at);
                continue;
            }
            fresh.push_back(entry->step);
            freshDigests.push_back(entry->digest);
        }
        rest = rest.subspan(count);
        if (fresh.empty()) continue;
        STOA_TRY_VOID(forgetUnsent(freshDigests)); // before they go out: the answer may get lost
        STOA_TRY(const auto statuses, node->submit(fresh));
        for (std::size_t i = 0; i < fresh.size(); ++i)
            if (statuses[i].stage != node::StepStatus::Stage::Waiting)
                answers.emplace_back(freshDigests[i], statuses[i]);
    }
    return {};
}

Result<bool> Member::sendWaiting()
{
    const std::vector<const sync::OutboxEntry*> waiting = outbox->waiting();
    if (waiting.empty()) return false;
    Answers answers;
    Result<void> sent;
    for (std::span<const sync::OutboxEntry* const> rest(waiting); sent && !rest.empty();) {
        const std::size_t count = std::min(kStepsAtOnce, rest.size());
        sent = sendSome(rest.first(count), answers);
        rest = rest.subspan(count);
    }
    if (answers.empty()) {
        STOA_TRY_VOID(std::move(sent));
        return false;
    }
    // The steps just taken are in newer blocks: link these, then look for the steps in them. What does not
    // prove itself stays in the outbox as it was, and is asked about again.
    STOA_TRY_VOID(followHeaders());
    Proofs proofs;
    bool isAnyTaken = false;
    for (const auto& [digest, status] : answers) {
        const auto taken = takeStatus(digest, status, proofs);
        isAnyTaken = isAnyTaken || taken;
        // What the node does not have, or lies too far back to be proved, is nobody's lie.
        if (!taken && sent && taken.error().code != ErrorCode::NotFound) sent = taken;
    }
    STOA_TRY_VOID(std::move(sent));
    return isAnyTaken;
}

Result<void> Member::updateActions()
{
    using Stage = sync::OutboxEntry::Stage;
    std::vector<Hash> open;
    std::size_t notTaken = 0;
    for (auto at = outbox->entries().rbegin(); at != outbox->entries().rend(); ++at) {
        const bool isIn = at->stage == Stage::Included && finalityOf(*at).stage != Finality::Final;
        // What was refused or rolled back may be taken later all the same: it is signed, and others have it.
        const bool mayBeTaken = at->stage == Stage::Refused || at->stage == Stage::RolledBack;
        if (isIn || (mayBeTaken && notTaken++ < kNotTakenAsked)) open.push_back(at->digest);
    }
    if (open.empty()) return {};
    std::reverse(open.begin(), open.end());
    STOA_TRY(const auto statuses, node->status(open));
    Proofs proofs;
    Result<void> all;
    std::map<std::uint64_t, std::uint32_t> rolledBack;
    for (std::size_t i = 0; i < open.size(); ++i) {
        const bool wasIn = outbox->find(open[i])->stage == Stage::Included;
        if (!wasIn && statuses[i].stage != node::StepStatus::Stage::Included) continue;
        const auto taken = takeStatus(open[i], statuses[i], proofs);
        // What lies too far back to be proved stays as it is shown, and keeps nothing else from going on.
        if (!taken && all && taken.error().code != ErrorCode::NotFound) all = taken;
        const sync::OutboxEntry* entry = outbox->find(open[i]);
        if (wasIn && entry->stage == Stage::RolledBack) ++rolledBack[entry->batch];
    }
    for (const auto& [batch, count] : rolledBack) tell(ActionsRolledBack{batch, count});
    return all;
}

} // namespace stoa::engine
