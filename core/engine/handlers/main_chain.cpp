// SPDX-License-Identifier: MIT
// What a member does on the main chain: fetch what was withdrawn, and go around whoever makes the blocks.
#include "core/base/hex.h"
#include "core/engine/handlers.h"
#include "core/engine/last_moment.h"

namespace stoa::engine {
namespace {

std::string forcedKey(const Hash& action) { return "forced/" + toHex(action); }

/// What this computer knows of companies: it asks nobody.
std::optional<Bytes> recordHere(Member& member, const state::Key& key)
{
    const light::DacReplica* replica = member.replica(state::dacOf(key));
    const ByteView* bytes = replica ? replica->records().get(key) : nullptr;
    return bytes ? std::optional(toBytes(*bytes)) : std::nullopt;
}

/// What forcing may take: the next batch after the delay must have it, whoever posts it; and nobody posts
/// before a slot is over.
Seconds forcedWay(const rollup::NetworkDefinition& network)
{
    return network.forceDelay + network.slot + network.timeLag;
}

} // namespace

Error unheard(const Error& error)
{
    return error.code == ErrorCode::Offline ? Error{ErrorCode::Unanswered, "main chain"} : error;
}

Result<void> Member::keepForced(const Hash& action)
{
    return keepSetting(forcedKey(action), std::to_string(now()));
}

std::optional<Timestamp> Member::forcedAt(const Hash& action)
{
    const auto kept = setting(forcedKey(action));
    if (!kept || !*kept) return std::nullopt;
    return std::strtoull((*kept)->c_str(), nullptr, 10);
}

/// A node has one slot's time: after that anybody who has a bond could have taken the step.
std::optional<ForceView> forceViewOf(Member& member, const sync::OutboxEntry& entry)
{
    const auto transaction = tx::decode(entry.step);
    if (!transaction || entry.stage == sync::OutboxEntry::Stage::Included) return std::nullopt;
    ForceView view;
    view.fee = member.definition.forceFee;
    const bool isWaiting = entry.stage == sync::OutboxEntry::Stage::Waiting;
    view.from = isWaiting ? entry.time + member.definition.slot : entry.time;
    const Seconds way = forcedWay(member.definition);
    view.until = lastMomentOf(*transaction, member.account(transaction->envelope.from).account, member.now(),
                              member.rules, [&](const state::Key& key) { return recordHere(member, key); });
    view.last = view.until > way ? view.until - way : 0;
    if (const auto at = member.forcedAt(entry.digest)) {
        view.isForced = true;
        view.takenBy = *at + way;
    }
    return view;
}

Result<ForceAction::Reply> handle(Member& member, const ForceAction& request)
{
    STOA_TRY_VOID(checkWritable(member));
    STOA_TRY_VOID(member.synchronizeNow()); // it may be in by now
    const sync::OutboxEntry* entry = member.outbox->find(request.action);
    if (!entry) return Error{ErrorCode::NotFound, "action"};
    const auto before = forceViewOf(member, *entry);
    if (!before || before->isForced) return ErrorCode::WrongState;
    if (member.now() < before->from) return ErrorCode::TooEarly;
    STOA_TRY_VOID(member.forgetUnsent({request.action})); // before it goes out
    if (const auto forced = member.node->force(entry->step); !forced) return unheard(forced.error());
    STOA_TRY_VOID(member.keepForced(request.action));
    if (entry->stage != sync::OutboxEntry::Stage::Waiting)
        STOA_TRY_VOID(member.outbox->sendAgain(request.action, member.now()));
    STOA_TRY_VOID(member.synchronizeNow());
    member.tell(ActionChanged{request.action});
    ForceView view = *before;
    view.isForced = true;
    view.takenBy = *member.forcedAt(request.action) + forcedWay(member.definition);
    return view;
}

namespace {

std::optional<WithdrawalView> withdrawalViewOf(Member& member, const sync::OutboxEntry& entry)
{
    const auto transaction = tx::decode(entry.step);
    const auto* withdraw = transaction ? std::get_if<tx::Withdraw>(&transaction->payload) : nullptr;
    if (!withdraw || transaction->envelope.from != member.me()) return std::nullopt;
    WithdrawalView view;
    view.action = entry.digest;
    view.id = tx::objectIdOf(entry.digest);
    view.to = withdraw->to;
    view.amount = withdraw->amount;
    view.time = entry.time;
    if (entry.stage != sync::OutboxEntry::Stage::Included) return view;
    view.finality = member.finalityOf(entry);
    view.state = view.finality.stage == Finality::Final ? WithdrawalView::State::Ready
                                                        : WithdrawalView::State::Waiting;
    if (view.state != WithdrawalView::State::Ready) return view;
    if (const auto isClaimed = member.node->isClaimed(view.id); isClaimed && *isClaimed)
        view.state = WithdrawalView::State::Claimed;
    return view;
}

} // namespace

Result<ReadWithdrawals::Reply> handle(Member& member, const ReadWithdrawals&)
{
    if (member.me().isZero()) return ErrorCode::NoWallet;
    std::vector<WithdrawalView> views;
    const auto& entries = member.outbox->entries();
    for (auto at = entries.rbegin(); at != entries.rend(); ++at)
        if (auto view = withdrawalViewOf(member, *at)) views.push_back(std::move(*view));
    return views;
}

Result<ClaimWithdrawal::Reply> handle(Member& member, const ClaimWithdrawal& request)
{
    STOA_TRY_VOID(checkWritable(member));
    STOA_TRY_VOID(member.synchronizeNow());
    const sync::OutboxEntry* entry = member.outbox->find(request.action);
    const auto view = entry ? withdrawalViewOf(member, *entry) : std::nullopt;
    if (!view) return Error{ErrorCode::NotFound, "withdrawal"};
    if (view->state == WithdrawalView::State::Claimed) return ErrorCode::AlreadyClaimed;
    if (view->state != WithdrawalView::State::Ready) return ErrorCode::NotFinal;
    if (const auto claimed = member.node->claim(view->id); !claimed) return unheard(claimed.error());
    member.tell(WalletChanged{});
    return std::monostate{};
}

} // namespace stoa::engine
