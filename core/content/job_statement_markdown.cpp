// SPDX-License-Identifier: MIT
// The job statement as a text file.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "core/content/job_statement.h"
#include "core/content/sequence_diff.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::size_t kMaxStatementMarkdown = 512U << 10U;
constexpr std::string_view kHint = "<!--";
constexpr std::string_view kHintEnd = "-->";
constexpr std::array<std::string_view, kFactors> kHeadings{
    "Context", "Boundaries", "Goals", "Measurable results", "Input", "Activities", "Output"};

// ---- writing

/// One cell on one line; "|" would end it.
std::string escapedCell(std::string_view text)
{
    std::string cell;
    for (const char byte : trimmed(text)) {
        if (byte == '|' || byte == '\\') cell += '\\';
        cell += byte == '\n' || byte == '\r' ? ' ' : byte;
    }
    return cell;
}

/// Of a list of things to do.
bool hasBox(std::string_view text) { return text.starts_with("[ ] ") || text.starts_with("[x] "); }

std::string row(std::initializer_list<std::string_view> cells)
{
    std::string line = "-";
    for (const std::string_view cell : cells) {
        const std::string escaped = escapedCell(cell);
        const bool isFirst = line.size() == 1;
        line += isFirst ? " " : " | ";
        if (isFirst && hasBox(escaped)) line += "[ ] "; // one box is passed over when it is read
        line += escaped;
    }
    return line + '\n';
}

/// A line of free text that looks like a heading keeps a backslash before it.
std::string escapedText(std::string_view text)
{
    std::string result;
    for (const std::string_view line : splitLines(trimmed(text))) {
        const std::string_view start = trimmed(line);
        const std::size_t indent = start.empty() ? 0 : line.find(start.front());
        result += line.substr(0, indent);
        if (start.starts_with('#') || start.starts_with('\\') || start.starts_with(kHint)) result += '\\';
        result += line.substr(indent);
    }
    return result;
}

std::string heading(Factor factor)
{
    return "\n## " + std::string(kHeadings[static_cast<std::size_t>(factor)]) + "\n\n";
}

// ---- reading

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char byte) {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    });
    return result;
}

bool isDigit(char byte) { return byte >= '0' && byte <= '9'; }

/// "3. Goals:" → "goals"
std::string plainHeading(std::string_view text)
{
    text = trimmed(text);
    while (text.ends_with('#') || text.ends_with(':')) text = trimmed(text.substr(0, text.size() - 1));
    const std::size_t digits =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
    if (digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')'))
        text = trimmed(text.substr(digits + 1));
    return lower(text);
}

std::optional<Factor> factorOf(std::string_view headingText)
{
    const std::string text = plainHeading(headingText);
    if (text == "context") return Factor::Context;
    if (text == "boundaries" || text == "boundary") return Factor::Boundaries;
    if (text == "goals" || text == "goal") return Factor::Goals;
    if (text == "measurable results" || text == "results") return Factor::Results;
    if (text == "input" || text == "inputs") return Factor::Input;
    if (text == "activities" || text == "steps") return Factor::Activities;
    if (text == "output" || text == "outputs") return Factor::Output;
    return std::nullopt;
}

/// The text behind "- ", "* ", "+ ", "1. " and "[ ] "; nothing if the line is no list item.
std::optional<std::string_view> itemOf(std::string_view line)
{
    line = trimmed(line);
    if (line.empty()) return std::nullopt;
    std::size_t marker = 0;
    if (line.front() == '-' || line.front() == '*' || line.front() == '+') {
        marker = 1;
    } else {
        while (marker < line.size() && isDigit(line[marker])) ++marker;
        if (marker == 0 || marker >= line.size() || (line[marker] != '.' && line[marker] != ')'))
            return std::nullopt;
        ++marker;
    }
    if (marker < line.size() && line[marker] != ' ' && line[marker] != '\t') return std::nullopt;
    line = trimmed(line.substr(marker));
    if (hasBox(line)) line = trimmed(line.substr(4));
    return line;
}

std::vector<std::string> cellsOf(std::string_view text)
{
    std::vector<std::string> cells(1);
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool isEscape = text[index] == '\\' && index + 1 < text.size() &&
                              (text[index + 1] == '|' || text[index + 1] == '\\');
        if (isEscape)
            cells.back() += text[++index];
        else if (text[index] == '|')
            cells.emplace_back();
        else
            cells.back() += text[index];
    }
    for (std::string& cell : cells) cell = std::string(trimmed(cell));
    return cells;
}

bool isTableRule(const std::vector<std::string>& cells)
{
    return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
        return cell.find('-') != std::string::npos && cell.find_first_not_of("-: ") == std::string::npos;
    });
}

struct Entry {
    std::size_t line;
    std::string text;
    std::string section; ///< the "###" heading it stands under, plain
    bool isTable = false;
};

class StatementParser {
public:
    Result<JobStatement> parse(std::string_view markdown)
    {
        if (markdown.size() > kMaxStatementMarkdown) return ErrorCode::TooLarge;
        if (!isUtf8(markdown)) return Error{ErrorCode::BadJobStatement, "not UTF-8"};
        if (markdown.starts_with("\xEF\xBB\xBF")) markdown.remove_prefix(3);
        for (const std::string_view line : splitLines(markdown)) {
            ++m_line;
            STOA_TRY_VOID(take(line));
        }
        STOA_TRY_VOID(endFactor());
        m_statement.context = std::string(trimmed(m_statement.context));
        STOA_TRY_VOID(checkJobStatement(m_statement));
        return std::move(m_statement);
    }

private:
    Error refuse(std::string_view why) const { return refuse(why, m_line); }
    Error refuse(std::string_view why, std::size_t line) const
    {
        std::string place = "line " + std::to_string(line) + ": ";
        if (m_hasFactor) place += std::string(kHeadings[static_cast<std::size_t>(m_factor)]) + ": ";
        return {ErrorCode::BadJobStatement, place + std::string(why)};
    }

    /// Whether the line belongs to a hint, "<!-- … -->", which may go over several lines.
    bool isHint(std::string_view text)
    {
        if (!m_inHint && !text.starts_with(kHint)) return false;
        m_inHint = text.find(kHintEnd) == std::string_view::npos;
        return true;
    }

    Result<void> take(std::string_view line)
    {
        const std::string_view text = trimmed(line);
        if (isHint(text)) return {};
        if (text.starts_with("## ") || text == "##") return beginFactor(text.substr(2));
        if (m_factor == Factor::Context && m_hasFactor) {
            const bool isEscaped =
                text.starts_with("\\#") || text.starts_with("\\\\") || text.starts_with("\\<!--");
            std::string kept(line);
            if (isEscaped) kept.erase(kept.find('\\'), 1);
            m_statement.context += kept;
            return {};
        }
        if (text.empty()) {
            m_follows = false;
            return {};
        }
        if (!m_hasFactor) return takeTitle(text);
        if (text.starts_with("###")) {
            m_section = plainHeading(text.substr(3));
            m_follows = false;
            return {};
        }
        takeEntry(text);
        return {};
    }

    Result<void> takeTitle(std::string_view text)
    {
        if (text == "#") return {};
        if (!text.starts_with("# "))
            return refuse(
                "text outside of the seven sections; a title begins with “# ”, a section with “## ”");
        if (!m_statement.title.empty()) return refuse("second title");
        m_statement.title = std::string(trimmed(text.substr(2)));
        return {};
    }

    Result<void> beginFactor(std::string_view headingText)
    {
        STOA_TRY_VOID(endFactor());
        m_hasFactor = false; // what is wrong with a heading is not the section's before it
        const auto factor = factorOf(headingText);
        if (!factor)
            return refuse("no such section; there are Context, Boundaries, Goals, Measurable results, Input, "
                          "Activities and Output");
        bool& isSeen = m_seen[static_cast<std::size_t>(*factor)];
        if (isSeen) return refuse("section appears twice");
        isSeen = true;
        m_factor = *factor;
        m_hasFactor = true;
        m_section.clear();
        m_follows = false;
        return {};
    }

    void takeEntry(std::string_view text)
    {
        if (text.starts_with('|')) {
            text.remove_prefix(1);
            if (text.ends_with('|') && !text.ends_with("\\|")) text.remove_suffix(1);
            if (isTableRule(cellsOf(text))) {
                if (!m_entries.empty() && m_entries.back().isTable) m_entries.pop_back(); // its header
                return;
            }
            m_entries.push_back({m_line, std::string(text), m_section, true});
            m_follows = false;
            return;
        }
        const auto item = itemOf(text);
        if (!item && m_follows) {
            m_entries.back().text += ' ' + std::string(text);
            return;
        }
        m_entries.push_back({m_line, std::string(item.value_or(text)), m_section});
        m_follows = true;
    }

    /// Cells of a row, `count` of them at most, empty ones added.
    Result<std::vector<std::string>> rowOf(const Entry& entry, std::size_t count) const
    {
        std::vector<std::string> cells = cellsOf(entry.text);
        if (cells.size() > count)
            return refuse("more than " + std::to_string(count) + (count == 1 ? " cell" : " cells"),
                          entry.line);
        cells.resize(count);
        return cells;
    }

    Result<unsigned> numberOf(std::string_view text, const Entry& entry) const
    {
        const std::string_view digits = trimmed(text);
        unsigned number = 0;
        if (digits.empty() || digits.size() > 3) return refuse("a number is wanted", entry.line);
        for (const char byte : digits) {
            if (!isDigit(byte)) return refuse("a number is wanted", entry.line);
            number = number * 10 + static_cast<unsigned>(byte - '0');
        }
        return number;
    }

    Result<void> endFactor()
    {
        for (const Entry& entry : m_entries) {
            if (trimmed(entry.text).empty()) continue;
            STOA_TRY_VOID(place(entry));
        }
        m_entries.clear();
        return {};
    }

    Result<void> place(const Entry& entry)
    {
        switch (m_factor) {
        case Factor::Context: return {};
        case Factor::Boundaries: return placeBoundary(entry);
        case Factor::Goals: {
            STOA_TRY(const auto cells, rowOf(entry, 1));
            m_statement.goals.push_back(cells[0]);
            return {};
        }
        case Factor::Results: return placeResult(entry);
        case Factor::Input: {
            const std::string text = lower(entry.text);
            if (text == "nothing needed" || text == "nothing needed.") {
                m_statement.nothingNeeded = true;
                return {};
            }
            STOA_TRY(const auto cells, rowOf(entry, 4));
            m_statement.input.push_back({cells[0], cells[1], cells[2], cells[3]});
            return {};
        }
        case Factor::Activities: {
            STOA_TRY(const auto cells, rowOf(entry, 3));
            m_statement.activities.push_back({cells[0], cells[1], cells[2]});
            return {};
        }
        case Factor::Output: return placeOutput(entry);
        }
        return {};
    }

    Result<void> placeBoundary(const Entry& entry)
    {
        STOA_TRY(const auto cells, rowOf(entry, 1));
        std::string text = cells[0];
        std::string side = entry.section;
        const std::string start = lower(text);
        if (start.starts_with("in:") || start.starts_with("out:")) {
            const std::size_t colon = text.find(':');
            side = start.substr(0, colon);
            text = std::string(trimmed(std::string_view(text).substr(colon + 1)));
        }
        if (side == "in" || side == "inside" || side == "part of it") {
            m_statement.inside.push_back(text);
        } else if (side == "out" || side == "outside" || side == "not part of it") {
            m_statement.outside.push_back(text);
        } else {
            return refuse("begin it with \"In:\" or \"Out:\"", entry.line);
        }
        return {};
    }

    Result<void> placeResult(const Entry& entry)
    {
        STOA_TRY(const auto cells, rowOf(entry, 5));
        std::string_view weight = cells[4];
        if (weight.ends_with('%')) weight.remove_suffix(1);
        unsigned percent = 0;
        if (!trimmed(weight).empty()) {
            STOA_TRY(percent, numberOf(weight, entry));
        }
        if (percent > 100) return refuse("a weight above 100 %", entry.line);
        m_statement.results.push_back(
            {cells[0], cells[1], cells[2], cells[3], static_cast<std::uint8_t>(percent)});
        return {};
    }

    Result<void> placeOutput(const Entry& entry)
    {
        STOA_TRY(const auto cells, rowOf(entry, 5));
        OutputItem item{cells[0], cells[1], cells[2], cells[3], {}};
        std::string_view numbers = cells[4];
        if (lower(numbers).starts_with("result")) {
            const std::size_t space = numbers.find(' ');
            numbers = space == std::string_view::npos ? std::string_view() : numbers.substr(space);
        }
        while (!trimmed(numbers).empty()) {
            const std::size_t comma = numbers.find(',');
            STOA_TRY(const unsigned number, numberOf(numbers.substr(0, comma), entry));
            if (number > 50) return refuse("no such result", entry.line);
            item.results.push_back(static_cast<std::uint8_t>(number));
            if (comma == std::string_view::npos) break;
            numbers.remove_prefix(comma + 1);
        }
        m_statement.output.push_back(std::move(item));
        return {};
    }

    JobStatement m_statement;
    std::size_t m_line = 0;
    Factor m_factor = Factor::Context;
    bool m_hasFactor = false;
    bool m_inHint = false;
    bool m_follows = false; ///< a plain line would continue the last entry
    std::string m_section;
    std::array<bool, kFactors> m_seen{};
    std::vector<Entry> m_entries;
};

} // namespace

std::string jobStatementToMarkdown(const JobStatement& statement)
{
    std::string text = "# " + std::string(trimmed(statement.title)) + '\n';
    text += heading(Factor::Context) + escapedText(statement.context) + '\n';
    text += heading(Factor::Boundaries);
    for (const std::string& entry : statement.inside) text += row({"In: " + entry});
    for (const std::string& entry : statement.outside) text += row({"Out: " + entry});
    text += heading(Factor::Goals);
    for (const std::string& goal : statement.goals) text += row({goal});
    text += heading(Factor::Results);
    for (const MeasurableResult& each : statement.results)
        text += row({each.result, each.measure, each.target, each.howChecked,
                     std::to_string(unsigned{each.weight}) + " %"});
    text += heading(Factor::Input);
    if (statement.nothingNeeded) text += "Nothing needed.\n";
    for (const InputItem& each : statement.input) text += row({each.item, each.from, each.link, each.due});
    text += heading(Factor::Activities);
    for (const ActivityStep& each : statement.activities) text += row({each.step, each.tool, each.date});
    text += heading(Factor::Output);
    for (const OutputItem& each : statement.output) {
        std::string results;
        for (const std::uint8_t number : each.results)
            results += (results.empty() ? "results " : ", ") + std::to_string(unsigned{number});
        text += row({each.item, each.format, each.wikiPage, each.licence, results});
    }
    return text;
}

Result<JobStatement> jobStatementFromMarkdown(std::string_view markdown)
{
    return StatementParser().parse(markdown);
}

} // namespace stoa::content
