// SPDX-License-Identifier: MIT
// What waits, what was rolled back, and whether all that is kept is right.
#include <algorithm>
#include <optional>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/unsent.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/sentence_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

constexpr std::string_view kEmptyOutbox = "Nothing is in the outbox: every action was taken.";
constexpr std::string_view kAllWaits =
    "Nothing in the outbox was refused or rolled back; what waits is sent by "
    "itself as soon as the network answers.";

/// Below a refused action, in words.
std::string whyLine(const engine::ActionView& action)
{
    const std::string why = ui::toStd(ui::refusalText(action));
    return why.empty() ? "" : "\n    " + lineText(why, 400);
}

bool didNotHappen(const engine::OutboxItem& item)
{
    return item.action.finality.stage == engine::Finality::Refused ||
           item.action.finality.stage == engine::Finality::RolledBack;
}

/// What was written for an action; of an edit of a page its text.
std::vector<engine::StepWords> writtenFor(Context& context, const engine::OutboxItem& item)
{
    if (!item.edit) return item.words;
    const auto edit = ask(context.engine, engine::ReadMyEdit{{}, {}, item.action.id});
    return edit ? std::vector<engine::StepWords>{{engine::StepWords::Part::Text, edit->text}}
                : std::vector<engine::StepWords>();
}

Json wordsJson(const std::vector<engine::StepWords>& words)
{
    Json list = Json::array();
    for (const auto& each : words) list.push_back({{"part", nameOf(each.part)}, {"text", each.text}});
    return list;
}

/// Each below what it is called.
std::string wordsText(const std::vector<engine::StepWords>& words)
{
    std::string text;
    for (const auto& each : words) {
        text += "\n" + ui::toStd(ui::partName(each.part)) + ":\n" + each.text;
        if (text.ends_with('\n')) text.pop_back();
    }
    return text;
}

/// How to let an action go that cannot be sent again.
std::string doAnewText(const Hash& action)
{
    return "Look at it, do anew what is still wanted, and forget this one with “stoa-cli outbox drop " +
           toHex(action).substr(0, 12) + "”.";
}

/// Until when it helps to force an action that can be forced.
std::string timeToForceText(const engine::ForceView& force, Timestamp now)
{
    if (force.last == 0) return "";
    if (now > force.last) return ", but it may be too late for what it is about";
    return (force.isPressing(now) ? "; there is little time: in time until " : ", in time until ") +
           timeText(force.last);
}

Answer<Step> listActions(Context& context, const Invocation&)
{
    STOA_TRY(const auto items, ask(context.engine, engine::ReadOutbox{}));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    Reply reply{{{"actions", Json::array()}}, {}};
    for (const auto& item : items) {
        Json entry = actionJson(item.action);
        const std::string text = ui::toStd(ui::historyText(item.action, ui::toQt(network.symbol)));
        entry["text"] = text;
        entry["canResend"] = item.canResend;
        entry["canDrop"] = item.canDrop;
        entry["refusal"] = item.action.refusal ? Json(name(*item.action.refusal)) : Json(nullptr);
        entry["forceFrom"] = item.force ? Json(item.force->from) : Json(nullptr);
        entry["forceLast"] = item.force && item.force->last != 0 ? Json(item.force->last) : Json(nullptr);
        entry["forceFee"] = item.force ? Json(amountJson(item.force->fee)) : Json(nullptr);
        entry["isForced"] = item.force && item.force->isForced;
        if (item.edit) entry["needs"] = nameOf(*item.edit);
        std::string state(nameOf(item.action.finality.stage));
        if (item.force && item.force->isForced)
            state += "; goes over the main chain, in by " + timeText(item.force->takenBy);
        else if (item.force && item.force->from <= network.now &&
                 item.action.finality.stage == engine::Finality::Waiting)
            state += "; can be forced, for " + amountText(item.force->fee, network.symbol) +
                     " that the node pays" + timeToForceText(*item.force, network.now);
        if (item.edit && !needsText(*item.edit).empty()) state += "; " + needsText(*item.edit);
        if (!item.edit && didNotHappen(item) && !item.canResend) state += "; needs you: do it anew";
        reply.json["actions"].push_back(std::move(entry));
        reply.text += (reply.text.empty() ? "" : "\n") + toHex(item.action.id) + "  " + lineText(text) +
                      "  [" + state + "]" + whyLine(item.action);
        if (item.edit || !item.words.empty())
            reply.note = "“stoa-cli outbox show ID” shows the words of an action.";
    }
    if (items.empty()) reply.text = "Nothing waits.";
    return Step(std::move(reply));
}

/// By id or the beginning of one; without a word, the only action that `isMeant` (null: the only one).
Answer<engine::OutboxItem> findAction(Context& context, const Invocation& call,
                                      bool engine::OutboxItem::*isMeant)
{
    STOA_TRY(const auto items, ask(context.engine, engine::ReadOutbox{}));
    std::vector<engine::OutboxItem> found;
    for (const auto& item : items) {
        const std::string id = toHex(item.action.id);
        if (call.operands.empty() ? !isMeant || item.*isMeant
                                  : call.operands[0].size() >= 6 && id.starts_with(call.operands[0]))
            found.push_back(item);
    }
    if (found.size() == 1) return found.front();
    if (!found.empty())
        return refusal(ErrorCode::Ambiguous,
                       "More than one action is meant; name one by its id (“stoa-cli outbox "
                       "list” shows them).");
    if (items.empty()) return refusal(ErrorCode::NotFound, std::string(kEmptyOutbox));
    if (call.operands.empty()) return refusal(ErrorCode::NotFound, std::string(kAllWaits));
    return refusal(ErrorCode::NotFound, "There is no action " + quotedText(call.operands[0]) +
                                            " in the outbox; “stoa-cli outbox list” shows them.");
}

/// Why an old action does not fit any more, and what to do instead.
Failure cannotResend(const Hash& action, const Error& error)
{
    const std::string instead = " Nothing was signed. " + doAnewText(action);
    const auto isOneOf = [&](std::initializer_list<ErrorCode> codes) {
        return std::find(codes.begin(), codes.end(), error.code) != codes.end();
    };
    if (isOneOf({ErrorCode::ContentConflict, ErrorCode::WrongSequence, ErrorCode::WrongState}))
        return refusal(error.code,
                       "This cannot be sent again: what it is about has been changed since, by you "
                       "or somebody else." +
                           instead);
    if (isOneOf({ErrorCode::NoSuchCompany, ErrorCode::NoSuchCollaboration, ErrorCode::NotFound,
                 ErrorCode::ContentMissing}))
        return refusal(error.code,
                       "This cannot be sent again: what it is about does not exist. If it was made by "
                       "another action that was rolled back, send that one again first." +
                           instead);
    Failure failure(error);
    failure.message += instead;
    return failure;
}

/// An action with every word that was written for it.
Answer<Step> showAction(Context& context, const Invocation& call)
{
    STOA_TRY(const auto item, findAction(context, call, nullptr));
    const auto edit = ask(context.engine, engine::ReadMyEdit{{}, {}, item.action.id});
    if (edit) {
        Reply reply{unsentJson(*edit), edit->text};
        if (reply.text.ends_with('\n')) reply.text.pop_back();
        reply.note = unsentText(*edit);
        return Step(std::move(reply));
    }
    if (edit.error().code != ErrorCode::NotFound) return edit.error();
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    Reply reply{actionJson(item.action), {}};
    reply.json["canResend"] = item.canResend;
    reply.json["words"] = wordsJson(item.words);
    reply.text = lineText(ui::toStd(ui::historyText(item.action, ui::toQt(network.symbol)))) + "  [" +
                 std::string(nameOf(item.action.finality.stage)) + "]" + whyLine(item.action) +
                 wordsText(item.words);
    if (didNotHappen(item) && !item.canResend)
        reply.note = "This cannot be sent again, because what it is about has been changed since. " +
                     doAnewText(item.action.id);
    return Step(std::move(reply));
}

Answer<Step> prepareAgain(Context& context, const Hash& action)
{
    auto prepared = ask(context.engine, engine::PrepareResend{action});
    if (!prepared) {
        const auto edit = ask(context.engine, engine::ReadMyEdit{{}, {}, action});
        const bool isKnown = prepared.error().code == ErrorCode::MergeConflict ||
                             prepared.error().code == ErrorCode::NothingChanged;
        if (edit && isKnown) return refusal(prepared.error().code, unsentText(*edit));
        return cannotResend(action, prepared.error());
    }
    Unsigned step;
    step.draft = *std::move(prepared);
    step.finish = [action](const engine::Sent& sent) -> Answer<Reply> {
        Reply reply{sentJson(sent), doneText("Sent again.", sent)};
        reply.json["resent"] = toHex(action);
        return reply;
    };
    return Step(std::move(step));
}

/// The one that is named; without a name the oldest that still fits.
Answer<Step> resend(Context& context, const Invocation& call)
{
    if (!call.operands.empty()) {
        STOA_TRY(const auto item, findAction(context, call, nullptr));
        return prepareAgain(context, item.action.id);
    }
    STOA_TRY(const auto items, ask(context.engine, engine::ReadOutbox{}));
    std::optional<Failure> why; // of the oldest that should fit
    for (const auto& item : items) {
        if (!item.canResend) continue;
        auto step = prepareAgain(context, item.action.id);
        if (step) return step;
        if (!why) why = step.error();
    }
    if (why) return *why;
    if (items.empty()) return refusal(ErrorCode::NotFound, std::string(kEmptyOutbox));
    const auto left = std::count_if(items.begin(), items.end(), &didNotHappen);
    if (left == 0) return refusal(ErrorCode::NotFound, std::string(kAllWaits));
    return refusal(ErrorCode::WrongState,
                   "Nothing can be sent again as it is: " +
                       countText(static_cast<std::uint64_t>(left), "action needs", "actions need") +
                       " you. “stoa-cli outbox list” says why; “stoa-cli outbox show ID” shows the words and "
                       "what to do. What you do anew, or do not want any more, you forget with “stoa-cli "
                       "outbox drop ID”.");
}

/// Says what is gone, with the words: they are kept nowhere else.
Answer<Step> drop(Context& context, const Invocation& call)
{
    STOA_TRY(const auto item, findAction(context, call, &engine::OutboxItem::canDrop));
    STOA_TRY(const std::string symbol, symbolOf(context));
    const auto words = writtenFor(context, item);
    STOA_TRY([[maybe_unused]] const auto done, ask(context.engine, engine::DropAction{item.action.id}));
    const std::string what = ui::toStd(ui::historyText(item.action, ui::toQt(symbol)));
    return Step(Reply{{{"dropped", toHex(item.action.id)}, {"text", what}, {"words", wordsJson(words)}},
                      lineText(what) + "\nIt is forgotten now." +
                          (words.empty() ? "" : " These were its words." + wordsText(words))});
}

/// Around a node that does not take an action, or does not answer for it.
Answer<Step> force(Context& context, const Invocation& call)
{
    STOA_TRY(const auto item, findAction(context, call, nullptr));
    const Hash& action = item.action.id;
    if (!item.force)
        return refusal(ErrorCode::WrongState, "This action is in already; there is nothing to force.");
    if (item.force->isForced)
        return refusal(ErrorCode::WrongState,
                       "This action is on its way over the main chain already; it is in "
                       "by " +
                           timeText(item.force->takenBy) + ".");
    STOA_TRY(const std::string symbol, symbolOf(context));
    const auto forced = ask(context.engine, engine::ForceAction{action});
    if (!forced && forced.error().code == ErrorCode::TooEarly)
        return refusal(ErrorCode::TooEarly, "The node still has time to take this action by itself, until " +
                                                timeText(item.force->from) +
                                                ". After that it can be forced.");
    if (!forced && forced.error().code == ErrorCode::NotSupported)
        return refusal(ErrorCode::NotSupported,
                       "This node brings nothing to the main chain for others, because it would have to pay "
                       "there. Nothing was sent; follow another node of this network, or wait.");
    if (!forced) return forced.error();
    Reply reply{{{"forced", toHex(action)},
                 {"takenBy", forced->takenBy},
                 {"last", forced->last == 0 ? Json(nullptr) : Json(forced->last)}},
                {}};
    reply.text =
        "Put into the main chain’s inbox, where nobody who makes blocks can leave it out: it is in by " +
        timeText(forced->takenBy) + ". You pay the fee of the action, as always; the main chain’s own, " +
        amountText(item.force->fee, symbol) + ", is paid by the node.";
    if (forced->mayBeLate())
        reply.note = "It may come too late: what it is about could go on without it before.";
    return Step(std::move(reply));
}

std::string_view nameOfCheck(engine::VerifyReport::Line::What what)
{
    using W = engine::VerifyReport::Line::What;
    switch (what) {
    case W::Store: return "store";
    case W::StateRoot: return "state-root";
    case W::Batches: return "batches";
    case W::Company: return "company";
    case W::Content: return "content";
    case W::Supply: return "supply";
    case W::Headers: return "headers";
    }
    return "unknown";
}

std::string_view nameOfFinding(engine::VerifyReport::Line::Finding finding)
{
    using F = engine::VerifyReport::Line::Finding;
    switch (finding) {
    case F::Good: return "good";
    case F::Wrong: return "wrong";
    case F::NotChecked: return "not-checked";
    case F::Missing: return "missing";
    }
    return "unknown";
}

std::string textOfCheck(const engine::VerifyReport::Line& line)
{
    using F = engine::VerifyReport::Line::Finding;
    const std::string what = std::string(nameOfCheck(line.what)) +
                             (line.subject.empty() ? "" : " " + lineText(line.subject)) + ": ";
    const std::string count = " (" + std::to_string(line.count) + ")";
    const std::string reason = line.problem ? ", " + std::string(name(*line.problem)) : std::string();
    switch (line.finding) {
    case F::Good: return what + "good" + count;
    case F::Wrong: return what + "WRONG" + count + reason;
    case F::NotChecked: return what + "not checked" + count + reason;
    case F::Missing:
        return what + std::to_string(line.count) + " not here yet, asked for again by themselves";
    }
    return what;
}

Answer<Step> verify(Context& context, const Invocation&)
{
    STOA_TRY(const auto report, ask(context.engine, engine::Verify{}));
    Reply reply{{{"isGood", report.isGood},
                 {"isComplete", report.isComplete},
                 {"isOffline", report.isOffline},
                 {"checks", Json::array()}},
                {}};
    for (const auto& line : report.lines) {
        Json entry = {{"what", nameOfCheck(line.what)},
                      {"finding", nameOfFinding(line.finding)},
                      {"isGood", line.finding == engine::VerifyReport::Line::Finding::Good},
                      {"count", line.count}};
        if (!line.subject.empty()) entry["subject"] = line.subject;
        if (line.problem) entry["problem"] = name(*line.problem);
        reply.json["checks"].push_back(std::move(entry));
        reply.text += textOfCheck(line) + "\n";
    }
    if (!report.isGood) {
        Failure failure =
            refusal(ErrorCode::StoreDamaged, "Something does not fit: " + lineText(reply.text, 400));
        return failure;
    }
    if (report.lines.empty())
        reply.text += "There is nothing to check yet.";
    else if (report.isComplete)
        reply.text += "Everything fits.";
    else
        reply.text += std::string("What could be checked fits.") +
                      (report.isOffline ? " The node does not answer, so the rest was not checked: verify "
                                          "again when it does."
                                        : "");
    return Step(std::move(reply));
}

} // namespace

std::vector<Command> outboxCommands()
{
    return {
        {"outbox",
         "list",
         "",
         0,
         0,
         "Lists actions that wait, were refused or rolled back",
         "outbox list",
         {},
         &listActions},
        {"outbox",
         "show",
         "[ID]",
         0,
         1,
         "Shows an action with the words that were written for it",
         "outbox show",
         {},
         &showAction},
        {"outbox",
         "resend",
         "[ID]",
         0,
         1,
         "Sends an action again that did not happen; without ID, the oldest that still fits",
         "--password-file password.txt outbox resend",
         {},
         &resend},
        {"outbox",
         "force",
         "[ID]",
         0,
         1,
         "Sends an action over the main chain, past a node that does not take it. It was signed before, so "
         "nothing "
         "is signed anew",
         "outbox force",
         {},
         &force},
        {"outbox",
         "drop",
         "[ID]",
         0,
         1,
         "Forgets an action that did not happen, and says its words once more",
         "outbox drop",
         {},
         &drop},
        {"verify", "", "", 0, 0, "Recomputes everything that this computer keeps", "verify", {}, &verify},
    };
}

} // namespace stoa::commands
