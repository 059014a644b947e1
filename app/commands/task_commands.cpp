// SPDX-License-Identifier: MIT
#include <utility>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/statement_text.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"

namespace stoa::commands {

namespace {

constexpr std::array kStates = {tx::TaskState::Backlog, tx::TaskState::Ready, tx::TaskState::InProgress,
                                tx::TaskState::Review,  tx::TaskState::Done,  tx::TaskState::Archived};

std::string taskLine(const engine::TaskView& task, const std::string& symbol)
{
    std::string text = task.number + "  " + lineText(task.title) + "  [" + std::string(nameOf(task.state)) +
                       "]  " + std::to_string(task.factorsComplete) + " of 7 factors";
    if (task.reward != 0) text += ", reward " + amountText(task.reward, symbol);
    if (!task.assignee.address.isZero()) text += ", " + personText(task.assignee);
    return text;
}

/// --statement-file over what is there; absent without the option.
Answer<std::optional<content::JobStatement>> readStatement(Context& context, const Invocation& call)
{
    const auto path = call.option("statement-file");
    if (!path) return std::optional<content::JobStatement>();
    std::string text;
    if (*path == "-") {
        if (!context.input) return usage("Standard input carries the commands here; name a file instead.");
        STOA_TRY(text, context.input());
    } else {
        STOA_TRY(text, readTextFile(context, *path));
    }
    STOA_TRY(auto statement, readStatementText(text));
    return std::optional(std::move(statement));
}

/// The task's title heads what both sides sign; a file that is headed otherwise is not left without a word.
Answer<Step> save(Context& context, engine::SaveTask action)
{
    std::string headedAs = std::exchange(action.statement.title, action.title);
    if (headedAs == action.title) headedAs.clear();
    const DacId dac = action.dac;
    const std::string title = action.title;
    const ObjectId known = action.task;
    const std::vector<std::string> missing = missingIn(action.statement);
    return prepare(
        context, std::move(action),
        [&engine = context.engine, dac, title, known, missing,
         headedAs](const engine::Draft& draft, const engine::Sent& sent) -> Answer<Reply> {
            ObjectId id = known;
            if (id.isZero()) id = sent.object.isZero() ? draft.object : sent.object;
            Reply reply{{{"task", toHex(id)}, {"title", title}, {"isComplete", missing.empty()}}, {}};
            reply.json["missing"] = missing;
            reply.json.update(sentJson(sent));
            reply.text = doneText("The task " + quotedText(title) + " is kept: " + toHex(id) + ".", sent);
            if (const auto tasks = ask(engine, engine::ListTasks{dac})) {
                for (const engine::TaskView& task : *tasks) {
                    if (task.id != id) continue;
                    reply.json["number"] = task.number;
                    reply.text += "\nIts short name is " + task.number + ", on every computer.";
                }
            }
            if (!headedAs.empty())
                reply.text += "\nIts job statement is headed " + quotedText(title) +
                              ", as the task is called, and not " + quotedText(headedAs) + ".";
            if (!missing.empty()) reply.text += "\nBefore it can be proposed as a collaboration:";
            for (const std::string& each : missing) reply.text += "\n  " + each;
            return reply;
        });
}

Answer<Step> createTask(Context& context, const Invocation& call)
{
    engine::SaveTask action;
    STOA_TRY(action.dac, findCompany(context));
    action.title = *call.option("title");
    action.description = call.option("description").value_or("");
    STOA_TRY(auto statement, readStatement(context, call));
    if (statement) action.statement = *std::move(statement);
    STOA_TRY(action.reward, amountOption(call, "reward", 0));
    return save(context, std::move(action));
}

Answer<Step> edit(Context& context, const Invocation& call)
{
    engine::SaveTask action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto task, findTask(context, action.dac, call.operands[0]));
    action.task = task.id;
    action.title = call.option("title").value_or(task.title);
    action.description = call.option("description").value_or(task.description);
    action.statement = task.statement;
    STOA_TRY(auto statement, readStatement(context, call));
    if (statement) action.statement = *std::move(statement);
    STOA_TRY(action.reward, amountOption(call, "reward", task.reward));
    return save(context, std::move(action));
}

Answer<Step> listTasks(Context& context, const Invocation&)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto tasks, ask(context.engine, engine::ListTasks{dac}));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"tasks", Json::array()}}, {}};
    for (const auto& task : tasks) {
        reply.json["tasks"].push_back(taskJson(task));
        reply.text += (reply.text.empty() ? "" : "\n") + taskLine(task, symbol);
    }
    reply.isEmpty = tasks.empty();
    if (reply.isEmpty) reply.text = "There is no task yet.";
    return Step(std::move(reply));
}

Answer<Step> showTask(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto task, findTask(context, dac, call.operands[0]));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{taskJson(task), taskLine(task, symbol) + "\n" + toHex(task.id)};
    const std::vector<std::string> missing = missingIn(task.statement);
    reply.json["missing"] = missing;
    if (!task.description.empty()) reply.text += "\n\n" + task.description;
    reply.text += "\n\n" + content::jobStatementToMarkdown(task.statement);
    while (reply.text.ends_with('\n')) reply.text.pop_back();
    if (!missing.empty()) reply.text += "\n\nBefore it can be proposed as a collaboration:";
    for (const std::string& each : missing) reply.text += "\n  " + each;
    return Step(std::move(reply));
}

Answer<Step> printTemplate(Context&, const Invocation& call)
{
    Reply reply;
    reply.text = statementTemplate(lineText(call.option("title").value_or("Port the lexer"), 200));
    reply.json = {{"template", reply.text}};
    while (reply.text.ends_with('\n')) reply.text.pop_back();
    return Step(std::move(reply));
}

Answer<Step> move(Context& context, const Invocation& call)
{
    engine::MoveTask action;
    STOA_TRY(action.dac, findCompany(context));
    const std::string wanted = call.operands[1];
    const auto state = std::find_if(kStates.begin(), kStates.end(),
                                    [&](tx::TaskState each) { return nameOf(each) == wanted; });
    if (state == kStates.end())
        return usage("STATE is one of backlog, ready, in-progress, review, done and archived.");
    action.state = *state;
    STOA_TRY(const auto task, findTask(context, action.dac, call.operands[0]));
    action.task = task.id;
    return prepare(context, action,
                   [id = task.id, wanted](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{{{"task", toHex(id)}, {"state", wanted}}, {}};
                       reply.json.update(sentJson(sent));
                       reply.text = doneText("The task is in “" + wanted + "” now.", sent);
                       return reply;
                   });
}

Answer<Step> assign(Context& context, const Invocation& call)
{
    engine::AssignTask action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto task, findTask(context, action.dac, call.operands[0]));
    action.task = task.id;
    if (call.operands[1] != "nobody") {
        STOA_TRY(action.assignee, findMember(context, action.dac, call.operands[1], "That person"));
    }
    return prepare(context, action,
                   [id = task.id, who = action.assignee](const engine::Draft&,
                                                         const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{{{"task", toHex(id)}}, {}};
                       reply.json["assignee"] = who.isZero() ? Json(nullptr) : Json(addressJson(who));
                       reply.json.update(sentJson(sent));
                       reply.text = doneText(who.isZero() ? std::string("The task is nobody's now.")
                                                          : "The task is " + addressJson(who) + "'s now.",
                                             sent);
                       return reply;
                   });
}

} // namespace

std::vector<Command> taskCommands()
{
    return {
        {"task",
         "create",
         "",
         0,
         0,
         "Writes a task; with all seven factors it can become a collaboration",
         "--password-file password.txt task create --title \"Port the lexer\" --statement-file lexer.md "
         "--reward 40",
         {{"title", "TITLE", "what is to be done", true},
          {"description", "TEXT", "a few words for the board"},
          {"statement-file", "FILE",
           "the job statement in the form that “task template” prints: Markdown with the sections Context, "
           "Boundaries, Goals, Measurable results, Input, Activities and Output"},
          {"reward", "TOKENS", "what the doer is offered"}},
         &createTask,
         false,
         false},
        {"task",
         "edit",
         "TASK",
         1,
         1,
         "Changes a task",
         "--password-file password.txt task edit T-3f2a --reward 50",
         {{"title", "TITLE", "a new title"},
          {"description", "TEXT", "a new description"},
          {"statement-file", "FILE", "a new job statement, see “task template”"},
          {"reward", "TOKENS", "a new reward"}},
         &edit},
        {"task",
         "template",
         "",
         0,
         0,
         "Prints a job statement to fill in: its seven sections, with hints and examples",
         "task template --title \"Port the lexer\"",
         {{"title", "TITLE", "the title to begin with"}},
         &printTemplate},
        {"task", "list", "", 0, 0, "Lists the tasks of a company", "task list", {}, &listTasks},
        {"task",
         "show",
         "TASK",
         1,
         1,
         "Shows a task with its job statement",
         "task show T-3f2a",
         {},
         &showTask},
        {"task",
         "move",
         "TASK STATE",
         2,
         2,
         "Moves a task: backlog, ready, in-progress, review, done or archived",
         "--password-file password.txt task move T-3f2a ready",
         {},
         &move},
        {"task",
         "assign",
         "TASK WHO",
         2,
         2,
         "Gives a task to somebody: an address, a name from your address book, me or nobody",
         "--password-file password.txt task assign T-3f2a me",
         {},
         &assign},
    };
}

} // namespace stoa::commands
