// SPDX-License-Identifier: MIT
#include "core/content/job_statement.h"

#include <algorithm>
#include <numeric>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

using nlohmann::json;

constexpr std::string_view kStatementType = "job-statement";
constexpr std::size_t kMaxStatementJson = 512U << 10U;
constexpr std::size_t kMaxContext = 32U << 10U;
constexpr std::size_t kMaxStatementCell = 2000;
constexpr std::size_t kMaxGoals = 5;
constexpr std::size_t kMaxStatementRows = 50;

bool isBlank(std::string_view text) { return trimmed(text).empty(); }

bool hasText(const std::vector<std::string>& entries)
{
    return std::any_of(entries.begin(), entries.end(), [](const auto& entry) { return !isBlank(entry); });
}

unsigned totalWeight(const JobStatement& statement)
{
    return std::accumulate(
        statement.results.begin(), statement.results.end(), 0U,
        [](unsigned sum, const MeasurableResult& row) { return sum + unsigned{row.weight}; });
}

void addResultGaps(const JobStatement& statement, std::vector<FactorGap>& found)
{
    if (statement.results.empty()) {
        found.push_back({Factor::Results, Gap::NoResult});
        return;
    }
    for (std::size_t row = 0; row < statement.results.size(); ++row) {
        const MeasurableResult& each = statement.results[row];
        if (isBlank(each.result) || isBlank(each.measure) || isBlank(each.target) ||
            isBlank(each.howChecked) || each.weight == 0)
            found.push_back({Factor::Results, Gap::ResultCellEmpty, row + 1});
    }
    if (totalWeight(statement) != 100) found.push_back({Factor::Results, Gap::WeightsNotFull});
}

void addInputGaps(const JobStatement& statement, std::vector<FactorGap>& found)
{
    if (statement.input.empty() && !statement.nothingNeeded) found.push_back({Factor::Input, Gap::NoInput});
    if (!statement.input.empty() && statement.nothingNeeded)
        found.push_back({Factor::Input, Gap::InputAndNothing});
    for (std::size_t row = 0; row < statement.input.size(); ++row)
        if (isBlank(statement.input[row].item)) found.push_back({Factor::Input, Gap::InputUnnamed, row + 1});
}

void addActivityGaps(const JobStatement& statement, std::vector<FactorGap>& found)
{
    if (statement.activities.empty()) {
        found.push_back({Factor::Activities, Gap::NoStep});
        return;
    }
    for (std::size_t row = 0; row < statement.activities.size(); ++row)
        if (isBlank(statement.activities[row].step))
            found.push_back({Factor::Activities, Gap::StepUnnamed, row + 1});
    if (std::all_of(statement.activities.begin(), statement.activities.end(),
                    [](const ActivityStep& step) { return isBlank(step.date); }))
        found.push_back({Factor::Activities, Gap::NoStepDated});
}

void addOutputGaps(const JobStatement& statement, std::vector<FactorGap>& found)
{
    if (statement.output.empty()) {
        found.push_back({Factor::Output, Gap::NoOutput});
        return;
    }
    for (std::size_t row = 0; row < statement.output.size(); ++row) {
        const OutputItem& each = statement.output[row];
        if (isBlank(each.item)) found.push_back({Factor::Output, Gap::OutputUnnamed, row + 1});
        if (std::any_of(each.results.begin(), each.results.end(), [&](std::uint8_t number) {
                return number == 0 || number > statement.results.size();
            }))
            found.push_back({Factor::Output, Gap::OutputOfUnknownResult, row + 1});
    }
}

bool isStarted(const JobStatement& statement, Factor factor)
{
    switch (factor) {
    case Factor::Context: return !isBlank(statement.context);
    case Factor::Boundaries: return hasText(statement.inside) || hasText(statement.outside);
    case Factor::Goals: return hasText(statement.goals);
    case Factor::Results: return !statement.results.empty();
    case Factor::Input: return !statement.input.empty() || statement.nothingNeeded;
    case Factor::Activities: return !statement.activities.empty();
    case Factor::Output: return !statement.output.empty();
    }
    return false;
}

Result<void> checkCells(std::initializer_list<std::string_view> cells)
{
    for (const std::string_view cell : cells)
        if (!checkBodyText(cell, kMaxStatementCell)) return Error{ErrorCode::BadJobStatement, "cell"};
    return {};
}

Result<void> checkEntries(const std::vector<std::string>& entries, std::size_t most)
{
    if (entries.size() > most) return Error{ErrorCode::BadJobStatement, "too many entries"};
    for (const std::string& entry : entries) STOA_TRY_VOID(checkCells({entry}));
    return {};
}

JobStatement readFields(FieldReader& reader)
{
    JobStatement statement;
    reader.type(kStatementType);
    statement.title = reader.text("title", kMaxTitleBytes);
    statement.context = reader.text("context", kMaxContext);
    statement.inside = reader.texts("inside", kMaxStatementRows, kMaxStatementCell);
    statement.outside = reader.texts("outside", kMaxStatementRows, kMaxStatementCell);
    statement.goals = reader.texts("goals", kMaxGoals, kMaxStatementCell);
    statement.results = reader.rows("results", kMaxStatementRows, [](FieldReader& row) {
        return MeasurableResult{row.text("result", kMaxStatementCell), row.text("measure", kMaxStatementCell),
                                row.text("target", kMaxStatementCell),
                                row.text("howChecked", kMaxStatementCell),
                                static_cast<std::uint8_t>(row.number("weight", 100))};
    });
    statement.input = reader.rows("input", kMaxStatementRows, [](FieldReader& row) {
        return InputItem{row.text("item", kMaxStatementCell), row.text("from", kMaxStatementCell),
                         row.text("link", kMaxStatementCell), row.text("due", kMaxStatementCell)};
    });
    statement.nothingNeeded = reader.flag("nothingNeeded");
    statement.activities = reader.rows("activities", kMaxStatementRows, [](FieldReader& row) {
        return ActivityStep{row.text("step", kMaxStatementCell), row.text("tool", kMaxStatementCell),
                            row.text("date", kMaxStatementCell)};
    });
    statement.output = reader.rows("output", kMaxStatementRows, [](FieldReader& row) {
        OutputItem item{row.text("item", kMaxStatementCell),
                        row.text("format", kMaxStatementCell),
                        row.text("wikiPage", kMaxStatementCell),
                        row.text("licence", kMaxStatementCell),
                        {}};
        if (const json* const numbers = row.any("results"); numbers != nullptr) {
            if (!numbers->is_array() || numbers->size() > kMaxStatementRows) {
                row.fail("results");
                return item;
            }
            for (const json& number : *numbers) {
                if (!number.is_number_unsigned() || number.get<std::uint64_t>() > kMaxStatementRows) {
                    row.fail("results");
                    return item;
                }
                item.results.push_back(number.get<std::uint8_t>());
            }
        }
        return item;
    });
    return statement;
}

} // namespace

std::vector<FactorGap> gaps(const JobStatement& statement)
{
    std::vector<FactorGap> found;
    if (isBlank(statement.context)) found.push_back({Factor::Context, Gap::NoContext});
    if (!hasText(statement.outside)) found.push_back({Factor::Boundaries, Gap::NothingExcluded});
    if (!hasText(statement.goals)) found.push_back({Factor::Goals, Gap::NoGoal});
    addResultGaps(statement, found);
    addInputGaps(statement, found);
    addActivityGaps(statement, found);
    addOutputGaps(statement, found);
    return found;
}

std::array<FactorState, kFactors> completeness(const JobStatement& statement)
{
    std::array<FactorState, kFactors> states{};
    states.fill(FactorState::Complete);
    for (const FactorGap& gap : gaps(statement))
        states[static_cast<std::size_t>(gap.factor)] =
            isStarted(statement, gap.factor) ? FactorState::Started : FactorState::Empty;
    return states;
}

bool isComplete(const JobStatement& statement) { return gaps(statement).empty(); }

Result<void> checkJobStatement(const JobStatement& statement)
{
    if (!statement.title.empty() && !checkTitle(statement.title))
        return Error{ErrorCode::BadJobStatement, "title"};
    if (!checkBodyText(statement.context, kMaxContext)) return Error{ErrorCode::BadJobStatement, "context"};
    STOA_TRY_VOID(checkEntries(statement.inside, kMaxStatementRows));
    STOA_TRY_VOID(checkEntries(statement.outside, kMaxStatementRows));
    STOA_TRY_VOID(checkEntries(statement.goals, kMaxGoals));
    if (std::max({statement.results.size(), statement.input.size(), statement.activities.size(),
                  statement.output.size()}) > kMaxStatementRows)
        return Error{ErrorCode::BadJobStatement, "too many rows"};
    for (const auto& [result, measure, target, howChecked, weight] : statement.results) {
        STOA_TRY_VOID(checkCells({result, measure, target, howChecked}));
        if (weight > 100) return Error{ErrorCode::BadJobStatement, "weight"};
    }
    for (const auto& [item, from, link, due] : statement.input)
        STOA_TRY_VOID(checkCells({item, from, link, due}));
    for (const auto& [step, tool, date] : statement.activities) STOA_TRY_VOID(checkCells({step, tool, date}));
    for (const auto& [item, format, wikiPage, licence, results] : statement.output) {
        STOA_TRY_VOID(checkCells({item, format, wikiPage, licence}));
        if (results.size() > kMaxStatementRows ||
            std::any_of(results.begin(), results.end(),
                        [](std::uint8_t number) { return number > kMaxStatementRows; }))
            return Error{ErrorCode::BadJobStatement, "results of an output"};
    }
    if (encodeJobStatement(statement).size() > kMaxStatementJson) return ErrorCode::TooLarge;
    return {};
}

std::string encodeJobStatement(const JobStatement& statement)
{
    json results = json::array();
    for (const MeasurableResult& row : statement.results)
        results.push_back({{"result", row.result},
                           {"measure", row.measure},
                           {"target", row.target},
                           {"howChecked", row.howChecked},
                           {"weight", row.weight}});
    json input = json::array();
    for (const InputItem& row : statement.input)
        input.push_back({{"item", row.item}, {"from", row.from}, {"link", row.link}, {"due", row.due}});
    json activities = json::array();
    for (const ActivityStep& row : statement.activities)
        activities.push_back({{"step", row.step}, {"tool", row.tool}, {"date", row.date}});
    json output = json::array();
    for (const OutputItem& row : statement.output)
        output.push_back({{"item", row.item},
                          {"format", row.format},
                          {"wikiPage", row.wikiPage},
                          {"licence", row.licence},
                          {"results", row.results}});
    return codec::canonicalJson({{"type", kStatementType},
                                 {"title", statement.title},
                                 {"context", statement.context},
                                 {"inside", statement.inside},
                                 {"outside", statement.outside},
                                 {"goals", statement.goals},
                                 {"results", std::move(results)},
                                 {"input", std::move(input)},
                                 {"nothingNeeded", statement.nothingNeeded},
                                 {"activities", std::move(activities)},
                                 {"output", std::move(output)}});
}

Result<JobStatement> decodeJobStatement(std::string_view text)
{
    STOA_TRY(const json value, codec::parseJson(text, kMaxStatementJson));
    FieldReader reader(value);
    JobStatement statement = readFields(reader);
    STOA_TRY_VOID(reader.finish(ErrorCode::BadJobStatement));
    STOA_TRY_VOID(checkJobStatement(statement));
    return statement;
}

} // namespace stoa::content
