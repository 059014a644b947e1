// SPDX-License-Identifier: MIT
// Tools that a company has installed, and their records: what there is, what it holds, and what comes next.
#include <algorithm>
#include <array>
#include <sstream>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/terms_options.h"
#include "app/commands/tool_text.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "core/codec/canonical_json.h"
#include "ui/words/names.h"
#include "ui/words/text.h"
#include "ui/words/tool_text.h"

namespace stoa::commands {

namespace {

/// A failure that names a word which `object` has and `known` has not: misspelled, it would count for
/// nothing.
Answer<std::monostate> checkToolWords(const Json& object, std::string_view what,
                                      std::initializer_list<std::string_view> known)
{
    std::string all;
    for (const std::string_view name : known) all += (all.empty() ? "" : ", ") + std::string(name);
    for (const auto& [name, value] : object.items())
        if (std::find(known.begin(), known.end(), name) == known.end())
            return usage(quotedText(name) + " is not known in " + std::string(what) + "; there are: " + all +
                         ".");
    return std::monostate();
}

/// A list of words; a rule may leave it out.
Answer<std::vector<std::string>> wordsOfRule(const Json& rule, const char* name, const std::string& what)
{
    std::vector<std::string> words;
    if (!rule.contains(name)) return words;
    const auto wrong = [&] {
        return usage("“" + std::string(name) + "” of " + what + " is a list of words.");
    };
    if (!rule[name].is_array()) return wrong();
    for (const Json& each : rule[name]) {
        if (!each.is_string()) return wrong();
        words.push_back(each.get<std::string>());
    }
    return words;
}

Answer<tx::ToolMoney> moneyOfRule(const Json& rule, const std::string& what)
{
    using tx::ToolMoney;
    if (!rule.contains("money")) return ToolMoney::None;
    for (const auto& [word, value] : {std::pair{"none", ToolMoney::None},
                                      {"fund", ToolMoney::Fund},
                                      {"pay", ToolMoney::Pay},
                                      {"refund", ToolMoney::Refund}})
        if (rule["money"] == word) return value;
    return usage("“money” of " + what + " is none, fund, pay or refund.");
}

/// {"from", "to", "roles", "by", "money"} as the four bytes of a rule; `what` is what it is called.
Answer<std::array<std::uint8_t, 4>> readRule(const Json& rule, const std::string& what)
{
    if (!rule.is_object()) return usage(what + " must be {\"from\", \"to\", \"roles\", \"by\", \"money\"}.");
    STOA_TRY_VOID(checkToolWords(rule, what, {"from", "to", "roles", "by", "money"}));
    const auto state = [&](const char* name) -> Answer<std::uint8_t> {
        if (!rule.contains(name) || !rule[name].is_number_unsigned() || rule[name].get<std::uint64_t>() > 15)
            return usage(what + " needs “" + name + "”, a state from 0 (new) to 15.");
        return static_cast<std::uint8_t>(rule[name].get<std::uint64_t>());
    };
    STOA_TRY(const std::uint8_t from, state("from"));
    STOA_TRY(const std::uint8_t to, state("to"));
    std::uint8_t roles = 0;
    std::uint8_t who = 0;
    STOA_TRY(const auto roleWords, wordsOfRule(rule, "roles", what));
    for (const std::string& word : roleWords) {
        STOA_TRY(const tx::Role role, readRole(word));
        roles = static_cast<std::uint8_t>(roles | (1U << static_cast<unsigned>(role)));
    }
    STOA_TRY(const auto byWords, wordsOfRule(rule, "by", what));
    for (const std::string& word : byWords) {
        if (word != "author" && word != "assignee")
            return usage("“by” of " + what + " is a list of author and assignee.");
        who = static_cast<std::uint8_t>(who | (word == "author" ? tx::kByAuthor : tx::kByAssignee));
    }
    STOA_TRY(const tx::ToolMoney money, moneyOfRule(rule, what));
    return std::array<std::uint8_t, 4>{static_cast<std::uint8_t>(from << 4 | to), roles, who,
                                       static_cast<std::uint8_t>(money)};
}

} // namespace

Answer<engine::AddTool> readToolText(std::string_view text)
{
    engine::AddTool action;
    const auto read = codec::parseJson(text, text.size());
    const Json json = read ? Json(*read) : Json();
    const bool isTool = json.is_object() && json.value("manifest", Json()).is_string() &&
                        json.value("states", Json()).is_number_unsigned() &&
                        json.value("rules", Json()).is_array() && json["rules"].size() <= 32 &&
                        json["states"].get<std::uint64_t>() <= 15;
    if (!isTool)
        return usage("The file must hold, each name once, {\"manifest\": \"what it is\", \"states\": 1 to "
                     "15, \"rules\": [up to 32 of "
                     "{\"from\", \"to\", \"roles\", \"by\", \"money\"}]}.");
    STOA_TRY_VOID(checkToolWords(json, "a tool's file", {"manifest", "states", "rules"}));
    action.manifest = json["manifest"].get<std::string>();
    action.states = static_cast<std::uint8_t>(json["states"].get<std::uint64_t>());
    std::size_t at = 0;
    for (const Json& each : json["rules"]) {
        STOA_TRY(const auto rule, readRule(each, "Rule " + std::to_string(at / 4 + 1)));
        std::copy(rule.begin(), rule.end(), action.rules.bytes.begin() + static_cast<std::ptrdiff_t>(at));
        at += rule.size();
    }
    return action;
}

namespace {

Answer<Step> addTool(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const std::string text, readTextFile(context, call.operands[0]));
    STOA_TRY(engine::AddTool action, readToolText(text));
    action.dac = dac;
    action.asMotion = call.has("as-motion");
    const bool asMotion = action.asMotion;
    return prepareAct(context, std::move(action), asMotion,
                      "The tool is there; “stoa-cli company tools” says its number.");
}

/// "3 (R-4f01, R-4f02, R-4f03)"
std::string countedNames(const std::vector<std::string>& names)
{
    constexpr std::size_t kMostNamed = 10;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i) text += (i == 0 ? "" : ", ") + names[i];
    return std::to_string(names.size()) + " (" + text + (names.size() > kMostNamed ? ", …)" : ")");
}

Answer<Step> removeTool(Context& context, const Invocation& call)
{
    engine::DropTool action;
    STOA_TRY(action.dac, findCompany(context));
    STOA_TRY(const auto number, readNumber(call.operands[0], "The tool's number", 65'535));
    action.tool = static_cast<std::uint16_t>(number);
    action.asMotion = call.has("as-motion");
    std::vector<std::string> unfinished;
    if (const auto all = ask(context.engine, engine::ListToolRecords{action.dac, action.tool}))
        for (const engine::ToolRecordsView& tool : *all)
            for (const engine::ToolRecordView& record : tool.records)
                if (std::any_of(record.next.begin(), record.next.end(),
                                [&](const engine::ToolMove& move) { return move.to != record.state; }))
                    unfinished.push_back(record.number);
    STOA_TRY(Step step, prepareAct(context, action, action.asMotion,
                                   "The tool is gone. " + ui::toStd(ui::endedRecordsText(unfinished))));
    // Here no sentence is read before it is signed, and this cannot be undone. A motion is read by members.
    if (!unfinished.empty() && !action.asMotion && !call.has("unfinished"))
        return usage(
            "Nothing was signed. Records of this tool are not finished: " + countedNames(unfinished) +
            ". Once it is removed they stay as they are for good. Finish them first, or remove it "
            "all the same with --unfinished.");
    return step;
}

bool isNumber(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Answer<std::uint16_t> readTool(std::string_view text)
{
    STOA_TRY(const auto number, readNumber(text, "The tool's number", 65'535));
    return static_cast<std::uint16_t>(number);
}

/// What the rule itself says.
Json ruleJson(const engine::ToolMove& rule)
{
    Json json = {{"from", rule.from},
                 {"to", rule.to},
                 {"money", moneyName(rule.money)},
                 {"roles", Json::array()},
                 {"by", Json::array()}};
    for (const auto role : {tx::Role::Member, tx::Role::Arbitrator, tx::Role::Officer, tx::Role::Founder})
        if ((rule.roles & (1U << static_cast<unsigned>(role))) != 0) json["roles"].push_back(nameOf(role));
    if ((rule.who & tx::kByAuthor) != 0) json["by"].push_back("author");
    if ((rule.who & tx::kByAssignee) != 0) json["by"].push_back("assignee");
    return json;
}

Json toolJson(const engine::ToolView& tool)
{
    Json json = {{"tool", tool.number},
                 {"manifest", toHex(tool.manifest)},
                 {"manifestText", tool.manifestText},
                 {"states", tool.states},
                 {"rules", tool.rules},
                 {"table", Json::array()},
                 {"movesMoney", tool.movesMoney},
                 {"held", amountJson(tool.held)},
                 {"open", tool.open},
                 {"removed", false}};
    for (const engine::ToolMove& rule : ui::rulesOf(tool.table)) {
        json["table"].push_back(ruleJson(rule));
        json["table"].back()["text"] = ui::toStd(ui::toolRuleText(rule));
    }
    return json;
}

std::string toolLine(const engine::ToolView& tool, const std::string& symbol)
{
    return std::to_string(tool.number) + "  " + lineText(tool.manifestText, 80) + "  " +
           countText(tool.rules, "rule", "rules") +
           (tool.movesMoney ? ", its records hold " + amountText(tool.held, symbol) : "");
}

/// A mark before each line: nothing that stands there is taken for the program's own words.
std::string markedText(const std::string& manifestText)
{
    std::string text;
    std::istringstream lines(safeText(manifestText));
    for (std::string line; std::getline(lines, line);) text += "\n  | " + line;
    return text;
}

Json removedToolJson(const engine::ToolRecordsView& tool)
{
    return {{"tool", tool.tool},
            {"manifestText", tool.manifestText},
            {"removed", true},
            {"records", tool.records.size()}};
}

std::string removedToolLine(const engine::ToolRecordsView& tool)
{
    return std::to_string(tool.tool) + "  " +
           (tool.manifestText.empty() ? "" : lineText(tool.manifestText, 80) + "  ") + "removed, " +
           countText(tool.records.size(), "record", "records") + " left to read";
}

/// All that it said about itself.
std::string wholeRemovedText(const engine::ToolRecordsView& tool)
{
    return "Tool " + std::to_string(tool.tool) + " was removed" +
           (tool.manifestText.empty() ? ". What it said about itself was never here."
                                      : ". It said about itself:" + markedText(tool.manifestText)) +
           "\nIt has " + countText(tool.records.size(), "record", "records") + ", which nobody can change.";
}

/// All that it says about itself, and every rule.
std::string wholeToolText(const engine::ToolView& tool, const std::string& symbol)
{
    std::string text = "Tool " + std::to_string(tool.number);
    text += tool.manifestText.empty() ? ". What it says about itself is not here yet."
                                      : " says about itself:" + markedText(tool.manifestText);
    text += "\nIts records have " + countText(tool.states, "state", "states") +
            (tool.movesMoney ? " and hold " + amountText(tool.held, symbol) : "") +
            ". Its rules, which can never be changed:";
    for (const engine::ToolMove& rule : ui::rulesOf(tool.table))
        text += "\n    " + ui::toStd(ui::toolRuleText(rule));
    return text;
}

Answer<Step> tools(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    std::uint16_t wanted = 0;
    if (!call.operands.empty()) {
        STOA_TRY(wanted, readTool(call.operands[0]));
    }
    STOA_TRY(const auto all, ask(context.engine, engine::ListTools{dac}));
    STOA_TRY(const auto records, ask(context.engine, engine::ListToolRecords{dac, 0}));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"company", toHex(dac)}, {"tools", Json::array()}}, {}};
    const auto add = [&](std::uint16_t number, Json json, const std::string& line, const std::string& whole) {
        if (!call.operands.empty() && number != wanted) return;
        reply.json["tools"].push_back(std::move(json));
        reply.text += (reply.text.empty() ? "" : "\n") + (call.operands.empty() ? line : whole);
    };
    for (const engine::ToolView& tool : all)
        add(tool.number, toolJson(tool), toolLine(tool, symbol), wholeToolText(tool, symbol));
    for (const engine::ToolRecordsView& tool : records)
        if (tool.isRemoved)
            add(tool.tool, removedToolJson(tool), removedToolLine(tool), wholeRemovedText(tool));
    if (!call.operands.empty() && reply.text.empty()) return Failure(Error{ErrorCode::NotFound, "tool"});
    reply.isEmpty = reply.text.empty();
    if (reply.isEmpty)
        reply.text = "The company has no tools besides its tasks and its wiki.";
    else if (call.operands.empty())
        reply.note =
            "“stoa-cli company tools NUMBER” shows all that a tool says about itself, and its rules.";
    return Step(std::move(reply));
}

// ---- records ----------------------------------------------------------------------------------------

Json moveJson(const engine::ToolMove& move, Amount held, const std::string& symbol)
{
    Json json = ruleJson(move);
    json["amount"] = amountJson(move.amount);
    json["payee"] = personJson(move.payee);
    json["iMay"] = move.bar == engine::ToolMove::Bar::None;
    json["whyNot"] = nullptr;
    if (move.bar != engine::ToolMove::Bar::None) json["whyNot"] = ui::toStd(ui::toolBarText(move));
    json["consequence"] = ui::toStd(ui::toolMoneyText(move, held, ui::toQt(symbol)));
    return json;
}

std::string moveLine(const engine::ToolMove& move, Amount held, const std::string& symbol)
{
    std::string line = "\n    " + std::string(move.from == 0 ? "A new record, in state " : "To state ") +
                       std::to_string(move.to) + ": " +
                       lineText(ui::toStd(ui::toolMoneyText(move, held, ui::toQt(symbol))), 200) + ". By " +
                       lineText(ui::toStd(ui::toolUsersText(move)), 200) + ".";
    if (move.bar != engine::ToolMove::Bar::None)
        line += " Not you, now: " + lineText(ui::toStd(ui::toolBarText(move)), 200);
    return line;
}

Json recordJson(const engine::ToolRecordView& record, const std::string& symbol)
{
    Json json = {{"record", toHex(record.id)},
                 {"number", record.number},
                 {"state", record.state},
                 {"text", record.text},
                 {"author", personJson(record.author)},
                 {"assignee", personJson(record.assignee)},
                 {"held", amountJson(record.held)},
                 {"edits", record.edits},
                 {"updated", record.updated},
                 {"next", Json::array()}};
    for (const engine::ToolMove& move : record.next)
        json["next"].push_back(moveJson(move, record.held, symbol));
    return json;
}

std::string recordLine(const engine::ToolRecordView& record, const std::string& symbol)
{
    std::string text = record.number + "  " +
                       (record.text.empty() ? "(its text is not here yet)" : lineText(record.text, 80)) +
                       "  [state " + std::to_string(record.state) + "]  holds " +
                       (record.held == 0 ? "nothing" : amountText(record.held, symbol));
    if (!record.assignee.address.isZero())
        text += ", assigned to " + lineText(ui::toStd(ui::nameAndAddress(record.assignee)), 80);
    for (const engine::ToolMove& move : record.next) text += moveLine(move, record.held, symbol);
    return text;
}

Answer<Step> records(Context& context, const Invocation& call)
{
    engine::ListToolRecords request;
    STOA_TRY(request.dac, findCompany(context));
    if (!call.operands.empty()) {
        STOA_TRY(request.tool, readTool(call.operands[0]));
    }
    STOA_TRY(const auto all, ask(context.engine, request));
    STOA_TRY(const std::string symbol, symbolOf(context));
    Reply reply{{{"company", toHex(request.dac)}, {"tools", Json::array()}}, {}};
    for (const engine::ToolRecordsView& tool : all) {
        Json json = {{"tool", tool.tool},
                     {"removed", tool.isRemoved},
                     {"begin", Json::array()},
                     {"records", Json::array()}};
        reply.text += (reply.text.empty() ? "Tool " : "\nTool ") + std::to_string(tool.tool) + ", " +
                      countText(tool.records.size(), "record", "records") +
                      (!tool.isRemoved        ? ""
                       : tool.records.empty() ? "; the tool was removed"
                                              : "; the tool was removed: they can be read, not changed");
        for (const engine::ToolMove& move : tool.begin) {
            json["begin"].push_back(moveJson(move, 0, symbol));
            reply.text += moveLine(move, 0, symbol);
        }
        for (const engine::ToolRecordView& record : tool.records) {
            json["records"].push_back(recordJson(record, symbol));
            reply.text += "\n" + recordLine(record, symbol);
        }
        reply.json["tools"].push_back(std::move(json));
    }
    reply.isEmpty = all.empty();
    if (reply.isEmpty) reply.text = "The company has no tools besides its tasks and its wiki.";
    return Step(std::move(reply));
}

/// Its short name; of one that is not here yet, its id.
std::string recordNumber(engine::Engine& engine, const DacId& dac, std::uint16_t tool, const ObjectId& id)
{
    if (const auto all = ask(engine, engine::ListToolRecords{dac, tool}))
        for (const engine::ToolRecordsView& each : *all)
            for (const engine::ToolRecordView& record : each.records)
                if (record.id == id) return record.number;
    return toHex(id);
}

/// Names are free, so the address stands with them wherever somebody gets money.
std::string payeeText(const engine::PersonView& person)
{
    const std::string name = personText(person);
    const std::string address = addressJson(person.address);
    return name.find(address) == std::string::npos ? name + " (" + address + ")" : name;
}

/// What the step has done with money.
std::string movedText(const engine::ToolMove& move, const std::string& symbol)
{
    const std::string amount = amountText(move.amount, symbol);
    switch (move.money) {
    case tx::ToolMoney::None: return "No money moved.";
    case tx::ToolMoney::Fund: return amount + " of the company went from the treasury into it.";
    case tx::ToolMoney::Pay:
        return "All that it held, " + amount + " of the company, went to " + payeeText(move.payee) + ".";
    case tx::ToolMoney::Refund: return "All that it held, " + amount + ", went back to the treasury.";
    }
    return {};
}

Reply recordReply(const engine::Draft& draft, const engine::Sent& sent, const ObjectId& id,
                  const std::string& number, bool isAssigned, const std::string& symbol)
{
    Reply reply{sentJson(sent), {}};
    reply.json["record"] = toHex(id);
    reply.json["number"] = number;
    if (!draft.toolStep) {
        reply.text = doneText(number + " is as you have signed it; “stoa-cli company records” shows what it "
                                       "holds.",
                              sent);
        return reply;
    }
    const engine::ToolMove& move = draft.toolStep->move;
    reply.json["state"] = move.to;
    reply.json["money"] = moneyName(move.money);
    reply.json["amount"] = amountJson(move.amount);
    reply.json["payee"] = personJson(move.payee);
    std::string done = number + " is in state " + std::to_string(move.to) + ". " + movedText(move, symbol);
    if (isAssigned)
        done += draft.toolStep->assignee.address.isZero()
                    ? " Nobody is assigned to it."
                    : " It is assigned to " + payeeText(draft.toolStep->assignee) + ".";
    reply.text = doneText(done, sent);
    return reply;
}

Answer<Step> putRecord(Context& context, const Invocation& call)
{
    engine::PutToolRecord action;
    STOA_TRY(action.dac, findCompany(context));
    const std::string& what = call.operands[0];
    if (isNumber(what)) {
        STOA_TRY(action.tool, readTool(what));
    } else {
        STOA_TRY(const FoundRecord found, findToolRecord(context, action.dac, what));
        action.tool = found.tool;
        action.object = found.record.id;
    }
    STOA_TRY(const auto state, readNumber(call.operands[1], "The state", 15));
    action.state = static_cast<std::uint8_t>(state);
    STOA_TRY(action.amount, amountOption(call, "amount", 0));
    if (const auto who = call.option("assignee")) {
        action.assignee = Address{};
        if (*who != "nobody") {
            STOA_TRY(action.assignee, findPerson(context, action.dac, *who));
        }
    }
    action.text = call.option("text").value_or(std::string());
    const ObjectId known = action.object;
    STOA_TRY(const std::string symbol, symbolOf(context));
    return prepare(context, action,
                   [&engine = context.engine, known, symbol, dac = action.dac, tool = action.tool,
                    isAssigned = action.assignee.has_value()](const engine::Draft& draft,
                                                              const engine::Sent& sent) -> Answer<Reply> {
                       ObjectId id = known;
                       if (id.isZero()) id = sent.object.isZero() ? draft.object : sent.object;
                       return recordReply(draft, sent, id, recordNumber(engine, dac, tool, id), isAssigned,
                                          symbol);
                   });
}

} // namespace

namespace {

/// The table is that of docs/tool.json.
constexpr std::string_view kToolFileHelp = R"(FILE is JSON. This one works:

{
  "manifest": "Grants\nMembers apply, founders grant and pay. 1 applied, 2 granted, 3 paid, 4 returned.",
  "states": 4,
  "rules": [
    {"from": 0, "to": 1, "roles": ["member", "founder"]},
    {"from": 1, "to": 1, "by": ["author"]},
    {"from": 1, "to": 2, "roles": ["founder"], "money": "fund"},
    {"from": 2, "to": 3, "roles": ["founder"], "money": "pay"},
    {"from": 2, "to": 4, "roles": ["founder"], "money": "refund"}
  ]
}

manifest  what the tool is and what its states are called; the first line is its name
states    how many there are, 1 to 15; 0 stands for “not there yet”
rules     up to 32, one for each change from one state to another; what no rule names cannot be done
  from    the state before; 0 makes a new record
  to      the state afterwards
  roles   whose role lets them do it: member, arbitrator, officer, founder. Each means exactly that role: a
          founder is not meant by “member”
  by      who may do it besides: author (who made the record), assignee
  money   none: none moves, as without the word
          fund: from the treasury into the record
          pay: all that the record holds goes to its assignee; nobody pays themselves
          refund: all that it holds goes back to the treasury

From every state in which a record can hold money, rules must lead to a refund by somebody's role. A new record
has neither author nor assignee yet, and holds nothing to pay or return. The table can never be changed.
)";

} // namespace

std::vector<Command> toolCommands()
{
    return {
        {"company",
         "tools",
         "[NUMBER]",
         0,
         1,
         "Lists the tools that the company has installed; of one, all that it says about itself and every "
         "rule of its table",
         "company tools 32",
         {},
         &tools},
        {"company",
         "add-tool",
         "FILE",
         1,
         1,
         "Installs a tool: a file with its manifest, and a table of what its records may become",
         "--password-file password.txt company add-tool tool.json --as-motion",
         {kAsMotion},
         &addTool,
         false,
         false,
         kToolFileHelp},
        {"company",
         "remove-tool",
         "NUMBER",
         1,
         1,
         "Removes an installed tool, while its records hold no money",
         "--password-file password.txt company remove-tool 32",
         {{"unfinished", "", "also while records are not finished: they stay as they are for good"},
          kAsMotion},
         &removeTool},
        {"company",
         "records",
         "[TOOL]",
         0,
         1,
         "Lists the records of an installed tool, or of all: state, money held, and who may do what next",
         "company records 32",
         {},
         &records},
        {"company",
         "put-record",
         "TOOL-OR-RECORD STATE",
         2,
         2,
         "Makes a new record of an installed tool (a tool's number), or moves a record (its short name) to "
         "another state, by the tool's table; “company records” says what each state means for money",
         "--password-file password.txt company put-record 32 1 --text \"Paint the hall\" --assignee me",
         {{"text", "TEXT", "what it says from then on; a new record needs it; everybody can read it"},
          {"amount", "AMOUNT",
           "where the table takes money from the treasury: how much goes into the record"},
          {"assignee", "WHO",
           "who gets the money when it is paid: an address, “me”, a name from your address book, or "
           "“nobody”; with "
           "a step that pays: refused if the record is assigned to anybody else"}},
         &putRecord},
    };
}

} // namespace stoa::commands
