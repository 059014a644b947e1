// SPDX-License-Identifier: MIT
#include "app/commands/sending.h"

#include <algorithm>
#include <thread>

#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/sentence_text.h"

namespace stoa::commands {

namespace {

bool isUnderWay(const engine::FinalityView& finality)
{
    return finality.stage == engine::Finality::Local || finality.stage == engine::Finality::Waiting;
}

std::optional<ErrorCode> obstacleOf(const engine::NetworkView& network)
{
    if (network.disk) return network.disk;
    return network.isOffline ? ErrorCode::Offline : network.problem;
}

/// Why it only waits, and when it is done.
std::string waitingText(std::optional<ErrorCode> obstacle)
{
    if (!obstacle || obstacle == ErrorCode::Offline) return "and is sent when the network is reached.";
    if (obstacle == ErrorCode::DiskFull)
        return "but the disk of this computer is full. Free some room; then it is done by itself, with the "
               "next command at the latest.";
    if (obstacle == ErrorCode::StoreUnavailable || obstacle == ErrorCode::FileUnwritable)
        return "but the data folder cannot be written. See to that; then it is done by itself, with the next "
               "command at the latest.";
    if (obstacle == ErrorCode::NotYourSlot)
        return "but it is another node's turn to make blocks. It is tried again by itself. If that does not "
               "end, "
               "follow a node that makes blocks (--node URL), or bring it over the main chain with “stoa-cli "
               "outbox force”.";
    return "and the network has not taken it so far (" + std::string(name(*obstacle)) +
           "). It is tried again by itself.";
}

std::optional<engine::ActionView> findAction(engine::Engine& engine, const Hash& id)
{
    const auto matches = [&](const auto& view) { return view.id == id; };
    if (const auto outbox = ask(engine, engine::ReadOutbox{}); outbox) {
        const auto at = std::find_if(outbox->begin(), outbox->end(),
                                     [&](const engine::OutboxItem& item) { return matches(item.action); });
        if (at != outbox->end()) return at->action;
    }
    if (const auto wallet = ask(engine, engine::ReadWallet{}); wallet) {
        const auto at = std::find_if(wallet->history.begin(), wallet->history.end(), matches);
        if (at != wallet->history.end()) return *at;
    }
    return std::nullopt;
}

} // namespace

Answer<Reply> signHere(Context& context, const Unsigned& step)
{
    if (context.keys == nullptr) return refusal(ErrorCode::WalletLocked, "This program cannot sign for you.");
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    if (!wallet.exists) return Failure(Error{ErrorCode::NoWallet, {}});
    if (wallet.isLocked && !step.draft.isSigned) {
        STOA_TRY(auto password, context.keys->password(false));
        STOA_TRY([[maybe_unused]] const Address address,
                 ask(context.engine, engine::UnlockWallet{std::move(password)}));
    }
    STOA_TRY(engine::Sent sent, ask(context.engine, engine::SignAndSend{step.draft.id}));
    STOA_TRY([[maybe_unused]] const auto done, awaitTaken(context.engine, sent, context.stop));
    return finished(step, sent);
}

Answer<Reply> finished(const Unsigned& step, const engine::Sent& sent)
{
    STOA_TRY(Reply reply, step.finish(sent));
    reply.isWaiting = !isTaken(sent);
    return reply;
}

Answer<std::monostate> awaitTaken(engine::Engine& engine, engine::Sent& sent, const std::atomic<bool>* stop)
{
    if (sent.ids.empty()) return std::monostate();
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (isUnderWay(sent.finality) && std::chrono::steady_clock::now() < end &&
           (stop == nullptr || !stop->load())) {
        // Offline, or on a disk that takes nothing more, the outbox is where it stays: there is nothing to
        // wait for. Asked before the action is looked for, which may have been taken just before.
        const auto network = ask(engine, engine::ReadNetwork{});
        if (network) sent.obstacle = obstacleOf(*network);
        const bool isHeldUp = network && (network->disk || network->isOffline);
        // The steps are taken in their order: with the last one all are.
        if (const auto action = findAction(engine, sent.ids.back())) sent.finality = action->finality;
        if (isHeldUp) break;
        if (isUnderWay(sent.finality)) std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    if (sent.finality.stage == engine::Finality::Refused) {
        // The reason is that of the first one; those after it only did not fit any more.
        for (const Hash& id : sent.ids)
            if (const auto action = findAction(engine, id); action && action->refusal)
                return Failure(ui::reasonOf(*action));
        return Failure(Error{ErrorCode::NotPermitted, {}});
    }
    if (sent.finality.stage == engine::Finality::RolledBack) return Failure(Error{ErrorCode::RolledBack, {}});
    return std::monostate();
}

bool isTaken(const engine::Sent& sent) { return !isUnderWay(sent.finality); }

Json sentJson(const engine::Sent& sent)
{
    Json json = Json::object();
    if (!sent.ids.empty()) json["id"] = toHex(sent.ids.front());
    if (sent.ids.size() > 1) json["steps"] = sent.ids.size();
    json["finality"] = nameOf(sent.finality.stage);
    if (sent.finality.block != 0) json["block"] = sent.finality.block;
    if (sent.finality.batch != 0) json["batch"] = sent.finality.batch;
    return json;
}

std::string sentText(const engine::Sent& sent)
{
    using F = engine::Finality;
    switch (sent.finality.stage) {
    case F::Local:
    case F::Waiting:
        return "Not done yet: it is signed and kept on this computer, " + waitingText(sent.obstacle) +
               " Nothing has happened and no money has moved so far. Do not do it again; “stoa-cli outbox "
               "list” shows it.";
    case F::OnSidechain:
        return "The network has taken it (block " + std::to_string(sent.finality.block) + ").";
    case F::InBatch:
        return "The network has taken it, and batch " + std::to_string(sent.finality.batch) + " carries it.";
    case F::Final: return "It is final.";
    case F::Refused: return "The network refused it; nothing happened.";
    case F::RolledBack: return "It was rolled back; it did not happen.";
    }
    return {};
}

std::string doneText(const std::string& done, const engine::Sent& sent)
{
    return isTaken(sent) ? done + " " + sentText(sent) : sentText(sent);
}

Answer<Step> prepareAct(Context& context, engine::Action action, bool asMotion, std::string done)
{
    return prepare(context, std::move(action),
                   [asMotion, done](const engine::Draft& draft, const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{sentJson(sent), doneText(done, sent)};
                       if (!asMotion) return reply;
                       const Hash& digest = sent.ids.empty() ? draft.digest : sent.ids.front();
                       const std::string id = toHex(tx::MotionId::fromPrefix(digest.bytes));
                       reply.json["motion"] = id;
                       reply.text = doneText("The motion " + id +
                                                 " is before the members; “stoa-cli company motions” "
                                                 "says until when they can object.",
                                             sent);
                       return reply;
                   });
}

} // namespace stoa::commands
