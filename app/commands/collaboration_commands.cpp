// SPDX-License-Identifier: MIT
#include <algorithm>

#include "app/commands/collaboration_acts.h"
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/statement_text.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

/// Twice the longest period that a network allows.
constexpr std::uint64_t kMostWorkDays = 730;

/// When the work is due and until when the proposal can be accepted.
Answer<std::monostate> readDates(const Invocation& call, Timestamp now, Seconds answerPeriod,
                                 engine::ProposeCollaboration& action)
{
    if (call.has("work-by") == call.has("work-days"))
        return usage("Say when the work is due: either --work-days N or --work-by TIME.");
    if (const auto text = call.option("work-by")) {
        STOA_TRY(action.workBy, readTime(*text));
        if (action.workBy <= now)
            return usage("--work-by " + timeText(action.workBy) + " is over already; it is " + timeText(now) +
                         " now.");
        if (action.workBy - now > kMostWorkDays * kDay)
            return usage("--work-by is at most " + std::to_string(kMostWorkDays) + " days from now.");
    } else {
        STOA_TRY(const auto number, readNumber(*call.option("work-days"), "--work-days", kMostWorkDays));
        if (number == 0)
            return usage("--work-days is a whole number from 1 to " + std::to_string(kMostWorkDays) + ".");
        action.workBy = now + number * kDay;
    }
    if (const auto text = call.option("answer-by")) {
        STOA_TRY(action.answerBy, readTime(*text));
        if (action.answerBy <= now || action.answerBy >= action.workBy)
            return usage("--answer-by " + timeText(action.answerBy) + " does not lie between now, " +
                         timeText(now) + ", and the day when the work is due, " + timeText(action.workBy) +
                         ".");
    } else {
        // The company's period, but a short piece of work must be accepted before half of its time is over.
        action.answerBy = now + std::min<std::uint64_t>(answerPeriod, (action.workBy - now) / 2);
    }
    return std::monostate();
}

Answer<std::monostate> checkDeposit(std::string_view option, Amount deposit, Amount reward,
                                    const tx::CharterTerms& terms, const std::string& symbol)
{
    const Amount share = reward / kWhole * terms.depositShare + reward % kWhole * terms.depositShare / kWhole;
    const Amount least = std::max(terms.minimumDeposit, share);
    if (deposit >= least) return std::monostate();
    return refusal(ErrorCode::BelowMinimum,
                   std::string(option) + " of " + amountText(deposit, symbol) +
                       " is too small: this company asks for " + amountText(least, symbol) + " at least (" +
                       amountText(terms.minimumDeposit, symbol) + ", and " +
                       ui::toStd(ui::shareText(terms.depositShare)) + " of the reward).");
}

Answer<Step> propose(Context& context, const Invocation& call)
{
    engine::ProposeCollaboration action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    STOA_TRY(const auto company, ask(context.engine, engine::ReadCompany{action.dac}));
    const std::string symbol = lineText(network.symbol, 20);
    STOA_TRY(const auto task, findTask(context, action.dac, *call.option("task")));
    action.task = task.id;
    if (const auto missing = missingIn(task.statement); !missing.empty()) {
        std::string all;
        for (const std::string& each : missing) all += (all.empty() ? "" : " ") + each;
        return refusal(ErrorCode::BadJobStatement, "The job statement of " + task.number +
                                                       " is not complete, so nothing was locked. " + all +
                                                       " “stoa-cli task edit " + task.number +
                                                       " --statement-file FILE” puts in a new one.");
    }
    STOA_TRY_VOID(readDates(call, network.now, company.terms.answerPeriod, action));
    STOA_TRY(action.askerDeposit, readAmount(*call.option("deposit"), "--deposit"));
    STOA_TRY(action.doerDeposit, amountOption(call, "doer-deposit", action.askerDeposit));
    STOA_TRY(action.reward, amountOption(call, "reward", task.reward));
    if (call.has("with") && call.has("with-company")) return usage("Give one of --with and --with-company.");
    if (const auto with = call.option("with")) {
        STOA_TRY(action.doer, findMember(context, action.dac, *with, "The doer"));
    }
    if (const auto with = call.option("with-company")) {
        STOA_TRY(action.doerCompany, ask(context.engine, engine::FindCompany{*with}));
    }
    if (const auto asker = call.option("for")) {
        STOA_TRY(action.asker, ask(context.engine, engine::FindCompany{*asker}));
    }
    STOA_TRY_VOID(checkDeposit("--deposit", action.askerDeposit, action.reward, company.terms, symbol));
    STOA_TRY_VOID(checkDeposit("--doer-deposit", action.doerDeposit, action.reward, company.terms, symbol));
    action.again = call.has("again");
    auto step = prepare(
        context, action,
        [&engine = context.engine, dac = action.dac](const engine::Draft& draft,
                                                     const engine::Sent& sent) -> Answer<Reply> {
            return collaborationReply(engine, dac, sent.object.isZero() ? draft.object : sent.object, sent);
        });
    if (step || step.error().code != name(ErrorCode::AlreadyExists)) return step;
    return refusal(ErrorCode::AlreadyExists,
                   step.error().message + " If you want two of them, say so with --again.");
}

/// What a dispute costs and what is at stake in it.
void addCost(Reply& reply, const engine::CollaborationView& view, const std::string& symbol)
{
    if (!view.dispute) return;
    const engine::CaseView& dispute = *view.dispute;
    const bool mayBeAnswered = dispute.state == engine::CaseState::Open;
    const bool isOpen = mayBeAnswered || dispute.state == engine::CaseState::Ruling;
    // The ruling lies between what both sides ask for. Until the other one answers, that is what would be
    // without the dispute; and nobody answers with less for themselves than the claim grants.
    const Amount other = mayBeAnswered ? dispute.statusQuo : dispute.counterClaim;
    const bool mayRise = mayBeAnswered && dispute.claimantIsAsker;
    const bool mayFall = mayBeAnswered && !dispute.claimantIsAsker;
    const Amount low = mayFall ? 0 : std::min(dispute.claim, other);
    const Amount high = mayRise ? view.pot : std::max(dispute.claim, other);
    const Amount atStake = isOpen ? high - low : 0;
    reply.json["cost"] = {{"courtFee", amountJson(view.courtFee)}, {"atStake", amountJson(atStake)}};
    if (!isOpen) return;
    reply.text +=
        "\nThe court fee of " + amountText(view.courtFee, symbol) +
        " is paid by the one who claims. As far as the ruling follows the claim, the other side gives "
        "it back out of what it receives; if the arbitrator stays silent, it comes back. "
        "At stake: " +
        amountText(atStake, symbol) + ". The doer receives between " + amountText(low, symbol) + " and " +
        amountText(high, symbol) +
        (mayBeAnswered ? "; what the other side answers will narrow it." : ", as the two sides ask.");
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
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    const std::string symbol = lineText(network.symbol, 20);
    action.dac = view.dac;
    action.id = view.id;
    if (hasAmount) STOA_TRY_VOID(checkAmount(view, what, action.amount, symbol));
    if (action.workBy != 0 && action.workBy < network.now + view.reviewPeriod)
        return usage("--work-by " + timeText(action.workBy) + " is too early: the doer has at least " +
                     periodText(view.reviewPeriod) + ", so " +
                     timeText(network.now + view.reviewPeriod + kMinute) + " or later.");
    if (hasText) {
        STOA_TRY(action.text, readText(context, call, 1, true));
        if (action.text.find_first_not_of(" \t\r\n") == std::string::npos)
            return usage("Some words are needed here: give --text TEXT, a FILE, or standard input.");
    }
    const bool isDispute = what == engine::Act::Dispute;
    return prepare(context, std::move(action),
                   [&engine = context.engine, dac = view.dac, id = view.id, isDispute,
                    symbol](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       STOA_TRY(Reply reply, collaborationReply(engine, dac, id, sent));
                       if (!isDispute) return reply;
                       if (const auto now = ask(engine, engine::ReadCollaboration{dac, id}))
                           addCost(reply, *now, symbol);
                       return reply;
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

/// Whether personText() says just "you".
bool isYou(const engine::PersonView& person) { return person.isMe && person.name.empty(); }

/// What one side has offered and the other has not answered.
std::string offersText(const engine::CollaborationView& view, const std::string& symbol)
{
    const auto by = [&](bool byAsker) { return personText(byAsker ? view.asker : view.doer); };
    std::string text;
    if (view.offer)
        text += "\nOffered to settle:  " + amountText(view.offer->amount, symbol) + " for the doer, by " +
                by(view.offer->byAsker) + ", until " + timeText(view.offer->until);
    if (view.amendment)
        text += "\nOther terms offered: a reward of " + amountText(view.amendment->reward, symbol) +
                ", due " + timeText(view.amendment->workBy) +
                (view.amendment->isOtherStatement ? ", another statement" : "") + ", by " +
                by(view.amendment->byAsker);
    return text;
}

Answer<Step> showCollaboration(Context& context, const Invocation& call)
{
    STOA_TRY(const auto view, findCollaboration(context, call.operands[0]));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    const std::string symbol = lineText(network.symbol, 20);
    Reply reply{collaborationJson(view), {}};
    reply.json["answers"] = fourLinesJson(view, network);
    reply.text =
        lineText(view.title) + "  " + toHex(view.id) + "\n" + personText(view.asker) +
        (isYou(view.asker) ? " ask, " : " asks, ") +
        (view.doer.address.isZero() ? "any member may accept"
                                    : personText(view.doer) + (isYou(view.doer) ? " do it" : " does it")) +
        "\nReward " + amountText(view.reward, symbol) + ", deposits " +
        amountText(view.askerDeposit, symbol) + " of the asker and " + amountText(view.doerDeposit, symbol) +
        " of the doer\n" +
        (view.arbitrator.address.isZero() ? "No arbitrator: disputes cannot be opened"
                                          : "Arbitrator " + personText(view.arbitrator) + ", court fee " +
                                                amountText(view.courtFee, symbol)) +
        "\n" + fourLinesText(view, network);
    if (const QString money = ui::moneyText(view, ui::toQt(network.symbol)); !money.isEmpty())
        reply.text += "\nWhere it goes:      " + lineText(ui::toStd(money), 600);
    std::string acts;
    for (const engine::Act each : view.myActs) acts += (acts.empty() ? "" : ", ") + std::string(nameOf(each));
    for (const engine::Act each : view.moreActs)
        acts += (acts.empty() ? "" : ", ") + std::string(nameOf(each));
    if (!acts.empty()) reply.text += "\nYou can:            " + acts;
    reply.text += offersText(view, symbol);
    if (view.dispute) {
        reply.text += "\nDispute: " + ui::toStd(ui::caseStateText(view.dispute->state)) +
                      ". Claimed for the doer: " + amountText(view.dispute->claim, symbol) + ". " +
                      lineText(view.dispute->claimText, 400);
        if (view.dispute->isAnswered)
            reply.text += "\nAnswer: " + amountText(view.dispute->counterClaim, symbol) + ". " +
                          lineText(view.dispute->answerText, 400);
        if (view.dispute->isPanel)
            reply.text +=
                "\nPanel: " + std::to_string(view.dispute->drawn) + " of " +
                std::to_string(view.dispute->size) + " drawn, " + std::to_string(view.dispute->reveals) +
                " rulings opened" + (view.dispute->iAmJuror ? "; you are one of them" : "") +
                (view.dispute->isAppeal
                     ? "; an appeal against " + amountText(view.dispute->firstRuling, symbol) + ", which " +
                           personText(view.dispute->appellantIsAsker ? view.asker : view.doer) + " paid for"
                     : "");
        if (!view.dispute->rulingText.empty())
            reply.text += "\nRuling: " + amountText(view.dispute->ruling, symbol) + ". " +
                          lineText(view.dispute->rulingText, 400);
        addCost(reply, view, symbol);
    }
    if (!view.deliveryText.empty()) reply.text += "\n\nDelivered:\n" + view.deliveryText;
    if (!view.changesText.empty()) reply.text += "\n\nChanges asked for:\n" + view.changesText;
    return Step(std::move(reply));
}

/// Three lines of the list: what it is, with whom and for how much, and what comes next.
std::string listEntry(const engine::CollaborationView& view, const engine::NetworkView& network)
{
    const std::string symbol = lineText(network.symbol, 20);
    const ui::FourLines lines = ui::fourLines(view, ui::toQt(network.symbol), network.now);
    const std::string with = view.iAmAsker  ? "with " + personText(view.doer)
                             : view.iAmDoer ? "for " + personText(view.asker)
                             : view.doer.address.isZero()
                                 ? "of " + personText(view.asker)
                                 : "of " + personText(view.asker) + " with " + personText(view.doer);
    std::string text =
        toHex(view.id) + "  " + lineText(view.title) + "  [" + std::string(nameOf(view.state)) + "]" +
        (view.next.waitsForMe ? "  — waits for you" : "") + "\n    " +
        (view.iAmAsker && view.doer.address.isZero() ? "open to any member" : with) + ", reward " +
        amountText(view.reward, symbol) + ", deposits " + amountText(view.askerDeposit, symbol) + " and " +
        amountText(view.doerDeposit, symbol) + "\n    " + lineText(ui::toStd(lines.now), 200);
    if (view.next.by != 0)
        text += "\n    Next: " + lineText(ui::toStd(lines.who)) + " — " + lineText(ui::toStd(lines.by));
    return text;
}

Answer<Step> listCollaborations(Context& context, const Invocation&)
{
    STOA_TRY(const auto all, listCollaborations(context));
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    Reply reply{{{"collaborations", Json::array()}}, {}};
    for (const auto& view : all) {
        Json entry = collaborationJson(view);
        entry["answers"] = fourLinesJson(view, network);
        reply.json["collaborations"].push_back(std::move(entry));
        reply.text += (reply.text.empty() ? "" : "\n") + listEntry(view, network);
    }
    reply.isEmpty = all.empty();
    if (reply.isEmpty) reply.text = "There is no collaboration yet.";
    return Step(std::move(reply));
}

} // namespace

Answer<Reply> collaborationReply(engine::Engine& engine, const DacId& dac, const ObjectId& id,
                                 const engine::Sent& sent)
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
        const Json whole = collaborationJson(*view);
        for (const char* offered : {"offer", "amendment"})
            if (whole.contains(offered)) reply.json[offered] = whole[offered];
        reply.text += "\n" + toHex(id) + "  " + lineText(view->title) + "\n" +
                      fourLinesText(*view, *network) + offersText(*view, lineText(network->symbol, 20));
    }
    return reply;
}

Answer<std::monostate> checkAmount(const engine::CollaborationView& view, engine::Act what, Amount amount,
                                   const std::string& symbol)
{
    if (what == engine::Act::Rule && view.dispute) {
        const auto [low, high] = std::minmax(view.dispute->claim, view.dispute->counterClaim);
        if (amount >= low && amount <= high) return std::monostate();
        return usage("--amount " + amountText(amount, symbol) +
                     " lies outside of what the two sides ask for; a ruling gives the doer between " +
                     amountText(low, symbol) + " and " + amountText(high, symbol) + ".");
    }
    if (amount <= view.pot) return std::monostate();
    return usage("--amount " + amountText(amount, symbol) +
                 " is more than there is: all deposits and the reward "
                 "together are " +
                 amountText(view.pot, symbol) + ".");
}

std::vector<Command> collaborationCommands()
{
    const Option text = {"text", "TEXT", "the words themselves instead of a file"};
    const Option amount = {"amount", "TOKENS",
                           "what the doer should receive out of all deposits and the reward", true};
    return {
        {"collaboration",
         "propose",
         "",
         0,
         0,
         "Offers a task as a collaboration and locks your deposit and the reward",
         "--password-file password.txt collaboration propose --task T-3f2a --reward 40 --deposit 20 "
         "--work-days "
         "10",
         {{"task", "TASK", "its job statement must have all seven factors", true},
          {"with", "WHO",
           "the doer: an address or a name from your address book; any member may accept without it"},
          {"with-company", "COMPANY", "a company as the doer: its treasury locks and receives"},
          {"for", "COMPANY", "ask for this company, out of its treasury, instead of for yourself"},
          {"reward", "TOKENS", "what the doer gets; the task's reward unless said otherwise"},
          {"deposit", "TOKENS", "what you lock as a promise", true},
          {"doer-deposit", "TOKENS", "what the doer locks; the same unless said otherwise"},
          {"work-days", "N", "days for the work, from now: 1 to 730; this or --work-by is needed"},
          {"work-by", "TIME", "when the work is due, like 2026-12-31"},
          {"answer-by", "TIME",
           "until when it can be accepted; unless said otherwise by the company's rules, and before half of "
           "the "
           "time for the work is over"},
          {"again", "",
           "also if the task has an open proposal or collaboration: the money is locked once more"}},
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
         {text,
          {"work-by", "TIME",
           "when the changed work is due; unless said otherwise the agreed day, or the review time from now "
           "if that is later"}},
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
         "Takes it to the company's arbitrator. You pay the court fee at once; as far as the ruling follows "
         "your "
         "claim, the other side gives it back out of what it receives (“collaboration show” names the fee)",
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
         "Answers the other side's claim. The same amount settles it at once; one that is worse for you than "
         "the claim is not sent",
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
         "Rules as the company's arbitrator: between what the two sides ask for",
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
         &showCollaboration},
        {"collaboration",
         "list",
         "",
         0,
         0,
         "Lists collaborations",
         "collaboration list",
         {},
         &listCollaborations},
    };
}

} // namespace stoa::commands
