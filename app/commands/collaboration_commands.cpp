// SPDX-License-Identifier: MIT
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

/// What every act on a collaboration answers: its new state, and the four lines.
Answer<Reply> replyFor(engine::Engine& engine, const DacId& dac, const ObjectId& id, const engine::Sent& sent)
{
    Reply reply{{{"collaboration", toHex(id)}}, {}};
    reply.json.update(sentJson(sent));
    reply.text = sentText(sent);
    const auto view = ask(engine, engine::ReadCollaboration{dac, id});
    const auto network = ask(engine, engine::ReadNetwork{});
    if (view && network) {
        reply.json["state"] = nameOf(view->state);
        reply.json["next"] = nextStepJson(view->next);
        reply.json["answers"] = fourLinesJson(*view, *network);
        reply.text += "\n" + toHex(id) + "  " + lineText(view->title) + "\n" + fourLinesText(*view, *network);
    }
    return reply;
}

Answer<Step> propose(Context& context, const Invocation& call)
{
    engine::ProposeCollaboration action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto task, findTask(context, action.dac, *call.option("task")));
    action.task = task.id;
    if (const auto with = call.option("with")) {
        STOA_TRY(action.doer, findPerson(context, action.dac, *with));
    }
    STOA_TRY(action.reward, amountOption(call, "reward", task.reward));
    STOA_TRY(action.askerDeposit, readAmount(*call.option("deposit"), "--deposit"));
    STOA_TRY(action.doerDeposit, amountOption(call, "doer-deposit", action.askerDeposit));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    if (const auto text = call.option("answer-by")) {
        STOA_TRY(action.answerBy, readTime(*text));
    }
    if (call.has("work-by") && call.has("work-days"))
        return usage("Give either --work-by or --work-days, not both.");
    if (const auto text = call.option("work-by")) {
        STOA_TRY(action.workBy, readTime(*text));
    } else if (const auto days = call.option("work-days")) {
        STOA_TRY(const auto number, readNumber(*days, "--work-days", 3650));
        action.workBy = network.now + number * kDay;
    }
    return prepare(context, action,
                   [&engine = context.engine, dac = action.dac](const engine::Draft& draft,
                                                                const engine::Sent& sent) -> Answer<Reply> {
                       return replyFor(engine, dac, sent.object.isZero() ? draft.object : sent.object, sent);
                   });
}

/// Prepares one act on the collaboration that the first operand names.
Answer<Step> act(Context& context, const Invocation& call, engine::Act what, bool hasText, bool hasAmount)
{
    engine::ActOnCollaboration action;
    action.act = what;
    if (hasAmount) {
        STOA_TRY(action.amount, readAmount(*call.option("amount"), "--amount"));
    }
    if (const auto text = call.option("work-by")) {
        STOA_TRY(action.workBy, readTime(*text));
    }
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    action.dac = view.dac;
    action.id = view.id;
    if (hasText) {
        STOA_TRY(action.text, readText(context, call, 1, true));
    }
    return prepare(context, std::move(action),
                   [&engine = context.engine, dac = view.dac,
                    id = view.id](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       return replyFor(engine, dac, id, sent);
                   });
}

Answer<Step> accept(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Accept, false, false);
}
Answer<Step> decline(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Decline, false, false);
}
Answer<Step> cancel(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::TakeBack, false, false);
}
Answer<Step> deliver(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Deliver, true, false);
}
Answer<Step> changes(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::RequestChanges, true, false);
}
Answer<Step> approve(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Approve, false, false);
}
Answer<Step> dispute(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Dispute, true, true);
}
Answer<Step> answer(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Answer, true, true);
}
Answer<Step> rule(Context& context, const Invocation& call)
{
    return act(context, call, engine::Act::Rule, true, true);
}

Answer<Step> show(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    Reply reply{collaborationJson(view), {}};
    reply.json["answers"] = fourLinesJson(view, network);
    reply.text = lineText(view.title) + "  " + toHex(view.id) + "\n" + personText(view.asker) + " asks, " +
                 (view.doer.address.isZero() ? "any member may accept" : personText(view.doer) + " does") +
                 "\nReward " + amountText(view.reward) + ", deposits " + amountText(view.askerDeposit) +
                 " and " + amountText(view.doerDeposit) + "\n" + fourLinesText(view, network);
    if (view.dispute) {
        reply.text += "\nDispute: " + ui::toStd(ui::caseStateText(view.dispute->state)) +
                      ". Claimed for the doer: " + amountText(view.dispute->claim) + ". " +
                      lineText(view.dispute->claimText, 400);
        if (view.dispute->isAnswered)
            reply.text += "\nAnswer: " + amountText(view.dispute->counterClaim) + ". " +
                          lineText(view.dispute->answerText, 400);
    }
    if (!view.deliveryText.empty()) reply.text += "\n\nDelivered:\n" + view.deliveryText;
    if (!view.changesText.empty()) reply.text += "\n\nChanges asked for:\n" + view.changesText;
    return Step(std::move(reply));
}

Answer<Step> list(Context& context, const Invocation&)
{
    STOA_TRY(const auto all, listCollaborations(context));
    Reply reply{{{"collaborations", Json::array()}}, {}};
    for (const auto& view : all) {
        reply.json["collaborations"].push_back(collaborationJson(view));
        reply.text += (reply.text.empty() ? "" : "\n") + toHex(view.id) + "  " + lineText(view.title) +
                      "  [" + std::string(nameOf(view.state)) + "]  " + amountText(view.reward) +
                      (view.next.waitsForMe ? "  — waits for you" : "");
    }
    if (all.empty()) reply.text = "There is no collaboration yet.";
    return Step(std::move(reply));
}

} // namespace

std::vector<Command> collaborationCommands()
{
    const Option text = {"text", "TEXT", "the words themselves instead of a file"};
    const Option amount = {"amount", "TOKENS", "what the doer should receive out of the pot", true};
    return {
        {"collaboration",
         "propose",
         "",
         0,
         0,
         "Offers a task as a collaboration and locks your deposit and the reward",
         "--password-file password.txt collaboration propose --task T-1 --reward 40 --deposit 20 --work-days "
         "10",
         {{"task", "TASK", "its job statement must have all seven factors", true},
          {"with", "WHO", "the doer: an address or a member's name; any member may accept without it"},
          {"reward", "TOKENS", "what the doer gets; the task's reward unless said otherwise"},
          {"deposit", "TOKENS", "what you lock as a promise", true},
          {"doer-deposit", "TOKENS", "what the doer locks; the same unless said otherwise"},
          {"work-days", "N", "days for the work, from now"},
          {"work-by", "TIME", "when the work is due"},
          {"answer-by", "TIME",
           "until when it can be accepted; by the company's rules unless said otherwise"}},
         &propose},
        {"collaboration",
         "accept",
         "ID",
         1,
         1,
         "Accepts a proposal and locks your deposit",
         "--password-file password.txt collaboration accept 0x3f2a",
         {},
         &accept},
        {"collaboration",
         "decline",
         "ID",
         1,
         1,
         "Declines a proposal that was made to you",
         "--password-file password.txt collaboration decline 0x3f2a",
         {},
         &decline},
        {"collaboration",
         "cancel",
         "ID",
         1,
         1,
         "Takes your own proposal back before anybody accepted it",
         "--password-file password.txt collaboration cancel 0x3f2a",
         {},
         &cancel},
        {"collaboration",
         "deliver",
         "ID [FILE]",
         1,
         2,
         "Hands the work over, in words",
         "--password-file password.txt collaboration deliver 0x3f2a delivery.md",
         {text},
         &deliver,
         false,
         true},
        {"collaboration",
         "changes",
         "ID [FILE]",
         1,
         2,
         "Asks for changes to what was delivered",
         "--password-file password.txt collaboration changes 0x3f2a --text \"Two tests are missing.\"",
         {text, {"work-by", "TIME", "when the changed work is due"}},
         &changes,
         false,
         true},
        {"collaboration",
         "approve",
         "ID",
         1,
         1,
         "Approves the work: deposits and reward are on their way",
         "--password-file password.txt collaboration approve 0x3f2a",
         {},
         &approve},
        {"collaboration",
         "dispute",
         "ID [FILE]",
         1,
         2,
         "Takes it to the company's arbitrator",
         "--password-file password.txt collaboration dispute 0x3f2a --amount 0 --text \"Nothing works.\"",
         {amount, text},
         &dispute,
         false,
         true},
        {"collaboration",
         "answer",
         "ID [FILE]",
         1,
         2,
         "Answers the other side's claim",
         "--password-file password.txt collaboration answer 0x3f2a --amount 60 --text \"All tests pass.\"",
         {amount, text},
         &answer,
         false,
         true},
        {"collaboration",
         "rule",
         "ID [FILE]",
         1,
         2,
         "Rules as the company's arbitrator",
         "--password-file password.txt collaboration rule 0x3f2a --amount 60 --text \"The tests do pass.\"",
         {amount, text},
         &rule,
         false,
         true},
        {"collaboration",
         "show",
         "ID",
         1,
         1,
         "Shows a collaboration: what now, who must act, by when, what if nobody acts",
         "collaboration show 0x3f2a",
         {},
         &show},
        {"collaboration", "list", "", 0, 0, "Lists collaborations", "collaboration list", {}, &list},
    };
}

} // namespace stoa::commands
