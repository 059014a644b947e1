// SPDX-License-Identifier: MIT
#include <thread>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/clock_text.h"
#include "ui/words/earnings_text.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

constexpr Amount kUsualGift = 1000 * kToken;
constexpr Amount kUsualAllowance = 100 * kToken;

Json batchJson(const engine::BatchView& batch)
{
    Json json = {{"number", batch.number},
                 {"stage", nameOf(batch.stage)},
                 {"check", nameOf(batch.check)},
                 {"header", toHex(batch.header)},
                 {"postRoot", toHex(batch.postRoot)},
                 {"time", batch.time},
                 {"steps", batch.steps},
                 {"inboxSteps", batch.inboxSteps},
                 {"aggregator", addressJson(batch.aggregator)},
                 {"windowCloses", batch.windowCloses == 0 ? Json(nullptr) : Json(batch.windowCloses)},
                 {"mine", batch.mine}};
    if (batch.check == engine::BatchCheck::Different) json["wrongStep"] = batch.wrongStep;
    return json;
}

Json operatorsJson(const engine::OperatorView& own)
{
    const auto code = [](const std::optional<ErrorCode>& problem) {
        return problem ? Json(name(*problem)) : Json(nullptr);
    };
    const auto whose = [](bool is, const Address& address) {
        return is ? Json(addressJson(address)) : Json(nullptr);
    };
    return {{"chainUrl", own.chainUrl.empty() ? Json(nullptr) : Json(own.chainUrl)},
            {"chainProblem", code(own.chainProblem)},
            {"aggregator", whose(own.isAggregator, own.aggregator)},
            {"bond", amountJson(own.bond)},
            {"requiredBond", amountJson(own.requiredBond)},
            {"missingBond", amountJson(own.missingBond)},
            {"lastPosted", own.lastPosted == 0 ? Json(nullptr) : Json(own.lastPosted)},
            {"refusal", code(own.refusal)},
            {"validator", whose(own.isValidator, own.validator)},
            {"challengerOwner", whose(!own.challengerOwner.isZero(), own.challengerOwner)},
            {"isAppointed", own.isAppointed},
            {"missingStake", amountJson(own.missingStake)},
            {"challengesWon", own.challengesWon}};
}

/// A line for each way in which the clock may be wrong.
std::string clockText(const engine::NetworkView& view)
{
    std::string text;
    for (const QString& line : {ui::clockApartText(view), ui::stoodStillText(view.clock)})
        if (!line.isEmpty()) text += "\n" + ui::toStd(line);
    return text;
}

Answer<Step> status(Context& context, const Invocation&)
{
    STOA_TRY(const auto view, ask(context.engine, engine::ReadNetwork{}));
    Reply reply;
    reply.json = {{"mode", nameOf(view.mode)},
                  {"name", view.name},
                  {"symbol", view.symbol},
                  {"definition", toHex(view.definition)},
                  {"clockIsSettable", view.clockIsSettable},
                  {"now", view.now},
                  {"clockBehind", view.clock.behind},
                  {"clockAhead", view.clock.ahead},
                  {"stoodStill", view.clock.stoodStill},
                  {"isReady", view.isReady},
                  {"isOffline", view.isOffline},
                  {"asOf", view.asOf == 0 ? Json(nullptr) : Json(view.asOf)},
                  {"problem", view.problem ? Json(name(*view.problem)) : Json(nullptr)},
                  {"disk", view.disk ? Json(name(*view.disk)) : Json(nullptr)},
                  {"standstill", view.standstill ? Json(name(view.standstill->code)) : Json(nullptr)},
                  {"missingTexts", view.missingTexts},
                  {"nodeUrl", view.nodeUrl.empty() ? Json(nullptr) : Json(view.nodeUrl)},
                  {"headBlock", view.headBlock},
                  {"headTime", view.headTime},
                  {"headRoot", toHex(view.headRoot)},
                  {"openBatch", view.openBatch},
                  {"tipBatch", view.tipBatch},
                  {"finalBatch", view.finalBatch},
                  {"checkedBatch", view.checkedBatch},
                  {"wrongBatch", view.wrongBatch},
                  {"keptBatch", view.keptBatch},
                  {"aggregator", addressJson(view.aggregator)},
                  {"aggregatorBond", amountJson(view.aggregatorBond)},
                  {"validator", addressJson(view.validator)},
                  {"validatorCredit", amountJson(view.validatorCredit)},
                  {"corruptNextBatch", view.corruptNextBatch},
                  {"operators", operatorsJson(view.operators)},
                  {"isServing", view.isServing},
                  {"servingPort", view.servingPort}};
    reply.text =
        lineText(view.name) + " (" + std::string(nameOf(view.mode)) + ")" +
        (view.isOffline ? "\nThe node does not answer: showing what this computer knows" +
                              (view.asOf == 0 ? std::string(".") : ", as of " + timeText(view.asOf) + ".")
                        : std::string()) +
        (view.standstill ? "\n" + ui::toStd(ui::errorText(*view.standstill)) : "") +
        (view.disk && !view.standstill
             ? "\nNothing can be kept in the data folder (" + std::string(name(*view.disk)) +
                   "). It is tried again until it works."
             : "") +
        (view.problem == ErrorCode::NotYourSlot && !view.standstill
             ? "\n" + ui::toStd(ui::errorText({*view.problem, {}})) +
                   " If that does not end, follow a node that makes blocks (--node URL), or bring it over "
                   "the "
                   "main chain with “stoa-cli outbox force”."
         : view.problem && !view.standstill
             ? "\nThe node's last answer was not taken over (" + std::string(name(*view.problem)) +
                   "). It is asked again; what is shown was known before. If that does not end, follow "
                   "another node (--node URL): one that you choose is believed anew."
             : "") +
        (view.missingTexts != 0 ? "\nTexts that have not arrived yet: " + std::to_string(view.missingTexts)
                                : "") +
        "\nTime: " + timeText(view.now) + (view.clockIsSettable ? " (settable)" : "") + clockText(view) +
        "\nBlock: " + std::to_string(view.headBlock) + "\nBatches: " + std::to_string(view.tipBatch) +
        " posted, " + std::to_string(view.finalBatch) + " final (also of what the network does by itself)" +
        "\nDefinition: " + toHex(view.definition);
    if (view.checkedBatch != 0)
        reply.text += "\nRun again here up to batch " + std::to_string(view.checkedBatch);
    if (view.wrongBatch != 0)
        reply.text += "\nBatch " + std::to_string(view.wrongBatch) +
                      " is wrong: what was done since then does not count until it is rolled back.";
    if (view.isServing) reply.text += "\nServing other members on port " + std::to_string(view.servingPort);
    return Step(std::move(reply));
}

Answer<Step> faucet(Context& context, const Invocation& call)
{
    STOA_TRY(const Amount amount, amountOption(call, "amount", kUsualGift));
    Address to;
    if (const auto text = call.option("to")) {
        STOA_TRY(to, readAddress(*text));
    } else {
        STOA_TRY(to, myAddress(context));
    }
    if (amount == 0) return usage("--amount must be more than 0.");
    STOA_TRY(const std::string symbol, symbolOf(context));
    STOA_TRY(const auto before, ask(context.engine, engine::ReadWallet{}));
    STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, engine::UseFaucet{to, amount}));
    bool isThere = false;
    if (to == before.address) {
        const auto end = std::chrono::steady_clock::now() + kPatience;
        while (!isThere && std::chrono::steady_clock::now() < end &&
               (context.stop == nullptr || !context.stop->load())) {
            STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
            isThere = wallet.isKnown && wallet.available >= before.available + amount;
            if (!isThere) std::this_thread::sleep_for(std::chrono::milliseconds(30));
        }
    }
    Reply reply;
    reply.json = {{"to", addressJson(to)}, {"amount", amountJson(amount)}, {"arrived", isThere}};
    reply.text = amountText(amount, symbol) + (isThere ? " have arrived." : " are on their way.");
    return Step(std::move(reply));
}

Answer<Step> batches(Context& context, const Invocation&)
{
    STOA_TRY(const auto view, ask(context.engine, engine::ReadNetwork{}));
    Reply reply{{{"batches", Json::array()}, {"events", Json::array()}}, {}};
    for (const auto& batch : view.batches) {
        reply.json["batches"].push_back(batchJson(batch));
        reply.text += (reply.text.empty() ? "" : "\n") + std::to_string(batch.number) + "  " +
                      timeText(batch.time) + "  " + countText(batch.steps, "step", "steps") + "  " +
                      std::string(nameOf(batch.stage)) + ", checked: " + std::string(nameOf(batch.check));
    }
    if (!view.batches.empty())
        reply.text += "\nSteps are what people signed, and what the network does by itself: deposits that "
                      "arrive from the main chain, and what comes due.";
    for (const auto& event : view.events) {
        reply.json["events"].push_back({{"what", nameOf(event.what)},
                                        {"time", event.time},
                                        {"batch", event.batch},
                                        {"who", addressJson(event.who)},
                                        {"paid", amountJson(event.paid)},
                                        {"burnt", amountJson(event.burnt)}});
        reply.text += (reply.text.empty() ? "" : "\n") + timeText(event.time) + "  " +
                      ui::toStd(ui::chainEventText(event, ui::toQt(view.symbol)));
    }
    reply.isEmpty = reply.text.empty();
    if (reply.isEmpty) reply.text = "No batch has been posted yet.";
    return Step(std::move(reply));
}

Answer<Step> advanceTime(Context& context, const Invocation& call)
{
    STOA_TRY(const std::uint64_t seconds, readDuration(call.operands[0]));
    if (seconds == 0) return usage("PERIOD must be more than 0.");
    STOA_TRY(const Timestamp now, ask(context.engine, engine::AdvanceTime{seconds}));
    return Step(Reply{{{"now", now}, {"advanced", seconds}},
                      "It is " + timeText(now) + " now, " + periodText(seconds) + " later."});
}

Answer<Step> corruptNextBatch(Context& context, const Invocation&)
{
    STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, engine::CorruptNextBatch{}));
    return Step(Reply{{{"corruptNextBatch", true}}, "The next batch will be wrong on purpose."});
}

/// With the wallet open: the main chain is called in its name.
Answer<Step> appointed(Context& context, const engine::AppointChallenger& request, Reply reply)
{
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    if (!wallet.exists) return Failure(Error{ErrorCode::NoWallet, {}});
    if (wallet.isLocked) {
        if (context.keys == nullptr)
            return refusal(ErrorCode::WalletLocked, "This program cannot sign for you.");
        STOA_TRY(auto password, context.keys->password(false));
        STOA_TRY([[maybe_unused]] const Address address,
                 ask(context.engine, engine::UnlockWallet{std::move(password)}));
    }
    STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, request));
    return Step(std::move(reply));
}

Answer<Step> appoint(Context& context, const Invocation& call)
{
    engine::AppointChallenger request;
    STOA_TRY(request.key, readAddress(call.operands[0]));
    STOA_TRY(request.allowance, amountOption(call, "allowance", kUsualAllowance));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"key", addressJson(request.key)}, {"allowance", amountJson(request.allowance)}}, {}};
    reply.text = "The key " + addressJson(request.key) + " may challenge wrong batches with up to " +
                 amountText(request.allowance, symbol) +
                 " of your credit on the main chain. What it wins is yours; it can move no money.";
    return appointed(context, request, std::move(reply));
}

Answer<Step> dismiss(Context& context, const Invocation&)
{
    Reply reply{{{"key", nullptr}, {"allowance", "0"}}, "No key may challenge with your credit any more."};
    return appointed(context, {}, std::move(reply));
}

Failure noNode()
{
    return refusal(ErrorCode::NotSupported, "No node runs in this data folder, so nothing was earned here.");
}

Answer<Step> earnings(Context& context, const Invocation&)
{
    const auto view = ask(context.engine, engine::ReadEarnings{});
    if (!view && view.error().code == ErrorCode::NotSupported) return noNode();
    if (!view) return view.error();
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    const QString symbol = ui::toQt(network.symbol);
    const ui::EarningsSum sum = ui::sumOf(*view, Address{}, false);
    const std::string whyBond =
        ui::toStd(ui::whyBondStays(*view, network.now, ui::toQt(timeText(view->bondUntil))));
    const bool hasBond = view->bond != 0;
    Reply reply{{{"keys", Json::array()},
                 {"fees", amountJson(sum.fees)},
                 {"costs", amountJson(sum.costs)},
                 {"fromMainChain", amountJson(sum.fromMainChain)},
                 {"makesBlocks", view->makesBlocks},
                 {"bond", amountJson(view->bond)},
                 {"besideBond", amountJson(view->besideBond)},
                 {"bondUntil", view->bondUntil == 0 ? Json(nullptr) : Json(view->bondUntil)},
                 {"canLeave", hasBond && whyBond.empty()}},
                {}};
    const auto line = [&](const std::string& text) { reply.text += (reply.text.empty() ? "" : "\n") + text; };
    for (const auto& key : view->keys) {
        reply.json["keys"].push_back({{"address", addressJson(key.address)},
                                      {"isInUse", key.isInUse},
                                      {"isValidator", key.isValidator},
                                      {"fees", amountJson(key.fees)},
                                      {"onMainChain", amountJson(key.onMainChain)}});
        line(ui::toStd(ui::earningsKeyText(key)) + ": " + ui::toStd(ui::earningsText(key, symbol)) + ", at " +
             addressJson(key.address));
    }
    if (sum.fees != 0)
        line("With the next block: " + amountText(sum.fees, network.symbol) + ". It costs " +
             amountText(sum.costs, network.symbol) + ", which is taken from the fees already.");
    if (sum.fromMainChain != 0)
        line("With the next batch: " + amountText(sum.fromMainChain, network.symbol) + ".");
    if (sum.all() == 0)
        line("There is nothing to collect yet. The fees of a block can be collected as soon as they are more "
             "than one transfer costs, and what a challenge wins once the wrong batch is rolled back.");
    if (hasBond) {
        line("Bond: " + amountText(view->bond, network.symbol) + ", and " +
             amountText(view->besideBond, network.symbol) + " beside it on the main chain. " +
             (whyBond.empty() ? "Both come back with “network collect --leave”. To make blocks again, the "
                                "node needs another bond."
                              : whyBond));
    }
    if (sum.all() != 0) reply.note = "“network collect” sends what there is.";
    return Step(std::move(reply));
}

Answer<Step> collect(Context& context, const Invocation& call)
{
    engine::CollectEarnings request;
    if (const auto to = call.option("to")) {
        STOA_TRY(request.to, readAddress(*to));
    } else {
        STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
        if (!wallet.exists) return Failure(Error{ErrorCode::NoWallet, {}});
        request.to = wallet.address;
    }
    request.leaves = call.has("leave");
    const auto done = ask(context.engine, request);
    if (!done && done.error().code == ErrorCode::NotSupported) return noNode();
    if (!done) {
        Failure failure(done.error());
        failure.message = ui::toStd(ui::collectRefusalText(done.error()));
        return failure;
    }
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"to", addressJson(request.to)},
                 {"fees", amountJson(done->fees)},
                 {"fromMainChain", amountJson(done->fromMainChain)}},
                {}};
    reply.text = "To " + addressJson(request.to) + ": " + amountText(done->fees, symbol) +
                 " that this node has earned with its blocks.";
    if (done->fromMainChain != 0)
        reply.note = amountText(done->fromMainChain, symbol) +
                     " follow from the main chain and are there with the next batch.";
    return Step(std::move(reply));
}

} // namespace

std::vector<Command> networkCommands()
{
    return {
        {"network",
         "status",
         "",
         0,
         0,
         "Shows the network that this data folder belongs to",
         "network status",
         {},
         &status},
        {"network",
         "faucet",
         "",
         0,
         0,
         "Gives play money on the local network",
         "network faucet --amount 500",
         {{"amount", "TOKENS", "how much; 1000 unless said otherwise"},
          {"to", "ADDRESS", "to whom; to yourself unless said otherwise"}},
         &faucet},
        {"network",
         "batches",
         "",
         0,
         0,
         "Lists the newest batches and what happened on the main chain",
         "--json network batches",
         {},
         &batches},
        {"network",
         "advance-time",
         "PERIOD",
         1,
         1,
         "Moves the clock of a test network",
         "network advance-time 14d",
         {},
         &advanceTime},
        {"network",
         "corrupt-next-batch",
         "",
         0,
         0,
         "Makes the next batch wrong on purpose, to see it rolled back",
         "network corrupt-next-batch",
         {},
         &corruptNextBatch},
        {"network",
         "appoint",
         "KEY",
         1,
         1,
         "Lets a validator’s key challenge wrong batches with your credit on the main chain, and nothing "
         "else",
         "--password-file password.txt network appoint 0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
         {{"allowance", "TOKENS", "how much it may stake; 100 unless said otherwise"}},
         &appoint,
         true},
        {"network",
         "dismiss",
         "",
         0,
         0,
         "Takes that back",
         "--password-file password.txt network dismiss",
         {},
         &dismiss,
         true},
        {"network",
         "earnings",
         "",
         0,
         0,
         "Shows what this computer’s node has earned, and what of it can be collected now",
         "network earnings",
         {},
         &earnings},
        {"network",
         "collect",
         "",
         0,
         0,
         "Sends what this computer’s node has earned to an account",
         "network collect",
         {{"to", "ADDRESS", "to whom; to yourself unless said otherwise"},
          {"leave", "", "takes the aggregator’s bond back, too; only where no blocks are made any more"}},
         &collect},
    };
}

} // namespace stoa::commands
