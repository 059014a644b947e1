// SPDX-License-Identifier: MIT
// What a person, a script or somebody else's file says to stoa-cli: a line of `batch`, a job statement, a
// tool, one value. Read or refused with words that a terminal and JSON can take, and what is read can be
// written and read again.
#include "app/commands/command_table.h"
#include "app/commands/plain_text.h"
#include "app/commands/statement_text.h"
#include "app/commands/terms_options.h"
#include "app/commands/tool_text.h"
#include "app/commands/values.h"
#include "core/base/hex.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

namespace {

enum class ReadAs : std::uint8_t { Line, Statement, Tool, Value };
constexpr std::uint8_t kWays = 4;

Bytes seedOf(ReadAs what, std::string_view text)
{
    return seed(static_cast<std::uint8_t>(what), viewOf(text));
}

void checkWords(const commands::Failure& failure) { STOA_CHECK(commands::isUtf8(failure.message)); }

std::string quoted(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words) {
        line += line.empty() ? "\"" : " \"";
        for (const char c : word) {
            if (c == '"' || c == '\\') line += '\\';
            line += c;
        }
        line += '"';
    }
    return line;
}

void readLine(std::string_view text)
{
    const auto words = commands::splitLine(text);
    if (!words) return checkWords(words.error());
    const auto again = commands::splitLine(quoted(*words));
    STOA_CHECK(again && *again == *words);
    const auto line = commands::parseCommandLine(*words);
    if (!line) return checkWords(line.error());
    if (const commands::Command* command = line->call.command) {
        STOA_CHECK(line->call.operands.size() >= command->leastOperands);
        STOA_CHECK(line->call.operands.size() <= command->mostOperands);
        for (const auto& [name, value] : line->call.options) {
            const auto isName = [&](const commands::Option& each) { return each.name == name; };
            STOA_CHECK(std::ranges::any_of(command->options, isName));
        }
    } else {
        STOA_CHECK(line->wantsHelp || line->wantsVersion || line->isBatch);
    }
    if (line->wantsHelp) STOA_CHECK(!commands::helpText(line->helpGroup, line->helpVerb).empty());
}

void readStatement(std::string_view text)
{
    const auto statement = commands::readStatementText(text);
    if (!statement) return checkWords(statement.error());
    const auto missing = commands::missingIn(*statement);
    STOA_CHECK(missing.empty() == content::gaps(*statement).empty());
    for (const std::string& line : missing) STOA_CHECK(commands::isUtf8(line));
    // As it is kept: what can be read can be read by everybody.
    const std::string kept = content::encodeJobStatement(*statement);
    if (const auto again = content::decodeJobStatement(kept)) STOA_CHECK(*again == *statement);
}

std::string toolText(const engine::AddTool& tool)
{
    commands::Json rules = commands::Json::array();
    const auto& bytes = tool.rules.bytes;
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
        commands::Json rule = {{"from", bytes[at] >> 4U}, {"to", bytes[at] & 15U}};
        for (const char* word : {"member", "arbitrator", "officer", "founder"})
            if (const auto role = commands::readRole(word);
                role && (bytes[at + 1] >> static_cast<unsigned>(*role) & 1U) != 0)
                rule["roles"].push_back(word);
        if ((bytes[at + 2] & tx::kByAuthor) != 0) rule["by"].push_back("author");
        if ((bytes[at + 2] & tx::kByAssignee) != 0) rule["by"].push_back("assignee");
        constexpr const char* kMoney[] = {"none", "fund", "pay", "refund"};
        rule["money"] = kMoney[bytes[at + 3]];
        rules.push_back(rule);
    }
    return commands::Json{{"manifest", tool.manifest}, {"states", tool.states}, {"rules", rules}}.dump();
}

void readTool(std::string_view text)
{
    const auto tool = commands::readToolText(text);
    if (!tool) return checkWords(tool.error());
    const auto again = commands::readToolText(toolText(*tool));
    STOA_CHECK(again && again->manifest == tool->manifest && again->states == tool->states);
    STOA_CHECK(again->rules == tool->rules);
}

/// As each of what an operand or an option may be.
void readValue(std::string_view text)
{
    constexpr std::uint64_t kMost = 500;
    const auto check = [](const auto& value, auto isGood) {
        if (value)
            STOA_CHECK(isGood(*value));
        else
            checkWords(value.error());
    };
    const auto any = [](const auto&) { return true; };
    check(commands::readAmount(text, "The reward"), any);
    check(commands::readDuration(text), any);
    check(commands::readTime(text), any);
    check(commands::readRole(text), any);
    check(commands::readNumber(text, "The number", kMost), [](std::uint64_t n) { return n <= kMost; });
    check(commands::readShare(text, "The tax"), [](std::uint16_t share) { return share <= 10'000; });
    check(commands::readAddress(text),
          [](const Address& address) { return *commands::readAddress(toHex(address)) == address; });
    check(commands::readHash(text, "The hash"),
          [](const Hash& hash) { return *commands::readHash(toHex(hash), "The hash") == hash; });
}

} // namespace

std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    for (const commands::Command& command : commands::commandTable())
        list.push_back(seedOf(ReadAs::Line, command.example));
    for (const char* line :
         {"", "# nothing", "--help task", "batch", R"(wiki put 'A page' "with \"these\" words")"})
        list.push_back(seedOf(ReadAs::Line, line));
    list.push_back(seedOf(ReadAs::Statement, commands::statementTemplate("A front end")));
    for (const char* value : {"12.5", "18446744073.709551615", "1d12h", "2w", "99999999999999999999s", "2.5%",
                              "100", "officer", "2026-12-31T18:00:30+02:00", "1969-01-01", "9999-12-31",
                              "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"})
        list.push_back(seedOf(ReadAs::Value, value));
    list.push_back(seedOf(ReadAs::Value, "0x" + std::string(64, 'a')));
    list.push_back(seedOf(ReadAs::Tool, R"({"manifest":"Bounties","states":3,"rules":[)"
                                        R"({"from":0,"to":1,"roles":["member"],"money":"fund"},)"
                                        R"({"from":1,"to":2,"by":["author","assignee"],"money":"pay"}]})"));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    const std::string_view text = stoa::textOf({data + 1, size - 1});
    switch (static_cast<ReadAs>(data[0] % kWays)) {
    case ReadAs::Line: readLine(text); break;
    case ReadAs::Statement: readStatement(text); break;
    case ReadAs::Tool: readTool(text); break;
    case ReadAs::Value: readValue(text); break;
    }
    return 0;
}
