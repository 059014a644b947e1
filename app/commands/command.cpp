// SPDX-License-Identifier: MIT
#include "app/commands/command.h"

#include <algorithm>

#include "app/commands/views.h"

namespace stoa::commands {

namespace {

struct Reading {
    std::string_view group;
    std::string_view verbs; ///< with a space before and after each
};

// Those that say it in a line of their own are not here: “wallet show” and “history”, “network status”,
// “verify”.
constexpr Reading kReading[] = {
    {"wallet", " withdrawals "},
    {"network", " batches "},
    {"company", " list offers show members motions tools records "},
    {"court", " seats "},
    {"task", " list show "},
    {"collaboration", " list show "},
    {"wiki", " get list history diff export "},
};

std::string asOfText(const engine::NetworkView& network)
{
    return network.asOf == 0 ? "The node does not answer, and this computer has never heard from it."
                             : "The node does not answer; this is what this computer knew at " +
                                   timeText(network.asOf) + ".";
}

/// A refusal for what the records say, which may be others by now.
bool restsOnRecords(const Command& command, const Failure& failure)
{
    if (command.group == "outbox" || command.group == "contact") return false; // these lists are here
    const auto code = codeOf(failure.code);
    if (!code || failure.exitCode != kExitRefused) return false;
    return *code == ErrorCode::NotFound || *code == ErrorCode::Ambiguous ||
           *code == ErrorCode::ContentMissing || *code == ErrorCode::NoCompanyChosen ||
           (*code >= ErrorCode::WrongNonce && *code <= ErrorCode::NotAllowedByTool);
}

} // namespace

const std::string_view kAsOfJson =
    "The object of --json holds besides: isOffline, whether the node does not answer; asOf, when all this\n"
    "was so, in Unix seconds, or null: it is so now, or (isOffline) nothing was heard yet.\n";

bool readsNetwork(const Command& command)
{
    return std::any_of(std::begin(kReading), std::end(kReading), [&](const Reading& row) {
        return row.group == command.group &&
               row.verbs.find(" " + std::string(command.verb) + " ") != std::string_view::npos;
    });
}

Answer<Step> runCommand(Context& context, const Invocation& call)
{
    auto step = call.command->run(context, call);
    const bool isReading = readsNetwork(*call.command);
    if (step ? !isReading : !restsOnRecords(*call.command, step.error())) return step;
    const auto network = ask(context.engine, engine::ReadNetwork{});
    if (!network) return step;
    if (!step) {
        if (!network->isOffline) return step;
        const Failure& failure = step.error();
        return Failure(failure.code, failure.message + " " + asOfText(*network), failure.exitCode);
    }
    auto* reply = std::get_if<Reply>(&*step);
    if (reply == nullptr) return step;
    reply->json["isOffline"] = network->isOffline;
    reply->json["asOf"] = network->asOf == 0 ? Json(nullptr) : Json(network->asOf);
    if (!network->isOffline) return step;
    if (reply->isEmpty) reply->text = "This computer knows of none.";
    reply->note = asOfText(*network) + (reply->note.empty() ? "" : " " + reply->note);
    return step;
}

Answer<Step> prepare(Context& context, engine::Action action,
                     std::function<Answer<Reply>(const engine::Draft&, const engine::Sent&)> finish)
{
    STOA_TRY(engine::Draft draft, ask(context.engine, engine::Prepare{std::move(action)}));
    Unsigned step;
    step.draft = draft;
    step.finish = [draft = std::move(draft), finish = std::move(finish)](const engine::Sent& sent) {
        return finish(draft, sent);
    };
    return Step(std::move(step));
}

} // namespace stoa::commands
