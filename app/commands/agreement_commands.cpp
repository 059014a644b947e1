// SPDX-License-Identifier: MIT
// What both sides of a collaboration can change or end together, and what a panel does: terms, settlements,
// withdrawing, drawing, sealed rulings, appeals.
#include "app/commands/collaboration_acts.h"
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"

namespace stoa::commands {

namespace {

Answer<Step> send(Context& context, engine::ActOnCollaboration action)
{
    const DacId dac = action.dac;
    const ObjectId id = action.id;
    return prepare(context, std::move(action),
                   [&engine = context.engine, dac, id](const engine::Draft&, const engine::Sent& sent) {
                       return collaborationReply(engine, dac, id, sent);
                   });
}

engine::ActOnCollaboration actionOn(const engine::CollaborationView& view, engine::Act what)
{
    engine::ActOnCollaboration action;
    action.dac = view.dac;
    action.id = view.id;
    action.act = what;
    return action;
}

Answer<std::string> wordsOf(Context& context, const Invocation& call)
{
    STOA_TRY(std::string text, readText(context, call, 1, true));
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        return usage("Some words are needed here: give --text TEXT, a FILE, or standard input.");
    return text;
}

Answer<Step> plain(Context& context, const Invocation& call, engine::Act what)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    return send(context, actionOn(view, what));
}

Answer<Step> amend(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    auto action = actionOn(view, engine::Act::Amend);
    if (!call.has("reward") && !call.has("work-by") && !call.has("new-statement"))
        return usage("Say what should be different: --reward, --work-by or --new-statement.");
    STOA_TRY(action.amount, amountOption(call, "reward", view.reward));
    if (const auto text = call.option("work-by")) {
        STOA_TRY(action.workBy, readTime(*text));
    }
    action.newStatement = call.has("new-statement");
    return send(context, std::move(action));
}

Answer<Step> agree(Context& context, const Invocation& call)
{
    return plain(context, call, engine::Act::AgreeAmendment);
}

Answer<Step> offer(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    STOA_TRY(const std::string symbol, symbolOf(context));
    auto action = actionOn(view, engine::Act::Offer);
    STOA_TRY(action.amount, readAmount(*call.option("amount"), "--amount"));
    STOA_TRY_VOID(checkAmount(view, action.act, action.amount, symbol));
    if (const auto text = call.option("until")) {
        STOA_TRY(action.until, readTime(*text));
    }
    return send(context, std::move(action));
}

Answer<Step> settle(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    // What is agreed to is said again, so that nobody agrees to an offer that has just been replaced.
    STOA_TRY(const Amount amount, readAmount(*call.option("amount"), "--amount"));
    STOA_TRY(const std::string symbol, symbolOf(context));
    if (view.offer && view.offer->amount != amount)
        return refusal(ErrorCode::ContentConflict, "The offer is " + amountText(view.offer->amount, symbol) +
                                                       " for the doer, not " + amountText(amount, symbol) +
                                                       ".");
    return send(context, actionOn(view, engine::Act::AcceptOffer));
}

Answer<Step> withdrawDispute(Context& context, const Invocation& call)
{
    return plain(context, call, engine::Act::WithdrawDispute);
}

Answer<Step> draw(Context& context, const Invocation& call)
{
    return plain(context, call, engine::Act::DrawPanel);
}

Answer<Step> seal(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    STOA_TRY(const std::string symbol, symbolOf(context));
    auto action = actionOn(view, engine::Act::CommitRuling);
    STOA_TRY(action.amount, readAmount(*call.option("amount"), "--amount"));
    STOA_TRY_VOID(checkAmount(view, engine::Act::Rule, action.amount, symbol));
    STOA_TRY(action.text, wordsOf(context, call));
    return send(context, std::move(action));
}

Answer<Step> open(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    auto action = actionOn(view, engine::Act::RevealRuling);
    STOA_TRY(action.amount, amountOption(call, "amount", 0));
    if (call.has("amount") != call.has("text"))
        return usage(
            "A ruling that was sealed on another computer needs both --amount and --text, as they were.");
    action.text = call.option("text").value_or(std::string());
    return send(context, std::move(action));
}

Answer<Step> appeal(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    auto action = actionOn(view, engine::Act::Appeal);
    STOA_TRY(action.text, wordsOf(context, call));
    return send(context, std::move(action));
}

} // namespace

std::vector<Command> agreementCommands()
{
    const Option text = {"text", "TEXT", "the words themselves instead of a file"};
    const Option amount = {"amount", "TOKENS",
                           "what the doer should receive out of all deposits and the reward", true};
    return {
        {"collaboration",
         "amend",
         "ID",
         1,
         1,
         "Offers other terms for work that is under way; they count when the other side agrees",
         "--password-file password.txt collaboration amend 0x3f2a --reward 60 --work-by 2027-12-31",
         {{"reward", "TOKENS", "the whole reward; if it rises, the asker locks the rest when both agree"},
          {"work-by", "TIME", "when the work is due, like 2026-12-31"},
          {"new-statement", "", "the task's job statement as it is now"}},
         &amend},
        {"collaboration",
         "agree",
         "ID",
         1,
         1,
         "Agrees to the other terms that the other side has offered",
         "--password-file password.txt collaboration agree 0x3f2a",
         {},
         &agree},
        {"collaboration",
         "offer",
         "ID",
         1,
         1,
         "Offers to end it with this amount for the doer; the rest goes to the asker",
         "--password-file password.txt collaboration offer 0x3f2a --amount 40",
         {amount, {"until", "TIME", "last moment to accept it; a week from now unless said otherwise"}},
         &offer},
        {"collaboration",
         "settle",
         "ID",
         1,
         1,
         "Accepts the other side's offer: it is paid at once, and over",
         "--password-file password.txt collaboration settle 0x3f2a --amount 40",
         {{"amount", "TOKENS", "what was offered for the doer, said again", true}},
         &settle},
        {"collaboration",
         "withdraw",
         "ID",
         1,
         1,
         "Takes back your dispute or appeal before anything is ruled; the fee goes to the other side",
         "--password-file password.txt collaboration withdraw 0x3f2a",
         {},
         &withdrawDispute},
        {"collaboration",
         "draw",
         "ID",
         1,
         1,
         "Has the arbitrators drawn for the dispute or appeal that you opened; the network draws them by "
         "itself",
         "--password-file password.txt collaboration draw 0x3f2a",
         {},
         &draw},
        {"collaboration",
         "seal",
         "ID [FILE]",
         1,
         2,
         "Seals your ruling as one of the drawn arbitrators: nobody can read it before it is opened",
         "--password-file password.txt collaboration seal 0x3f2a --amount 60 --text \"The tests do pass.\"",
         {amount, text},
         &seal,
         false,
         true},
        {"collaboration",
         "open",
         "ID",
         1,
         1,
         "Opens the ruling that you sealed. Who never does loses a part of the deposit",
         "--password-file password.txt collaboration open 0x3f2a",
         {{"amount", "TOKENS", "as it was sealed, on another computer"},
          {"text", "TEXT", "the words as they were sealed, on another computer"}},
         &open},
        {"collaboration",
         "appeal",
         "ID [FILE]",
         1,
         2,
         "Asks a larger panel to decide again, once. It costs twice the court fee",
         "--password-file password.txt collaboration appeal 0x3f2a --text \"The main point was left out.\"",
         {text},
         &appeal,
         false,
         true},
    };
}

} // namespace stoa::commands
