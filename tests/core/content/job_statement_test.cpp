// SPDX-License-Identifier: MIT
#include "core/content/job_statement.h"

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;

namespace {

JobStatement completeStatement()
{
    JobStatement statement;
    statement.title = "Lexer for the opcode compiler";
    statement.context = "The parser is ready.\n\n# It waits for tokens";
    statement.inside = {"All 149 opcodes"};
    statement.outside = {"Macros", "In: brackets stay"};
    statement.goals = {"Source text becomes tokens", "Errors | name their line"};
    statement.results = {{"Tokens right", "tests passed", "100 %", "CI run", 60},
                         {"Fast enough", "MB/s", "50", "bench \\ twice", 40}};
    statement.input = {{"Grammar", "Mira", "wiki:Grammar", "2026-01-05"}};
    statement.activities = {{"Write it", "C++", "2026-02-01"}, {"Review", "", ""}};
    statement.output = {{"lexer.cpp", "C++20", "Compiler/Lexer", "MIT", {1, 2}},
                        {"report", "PDF", "", "CC0", {}}};
    return statement;
}

bool hasGap(const JobStatement& statement, Gap gap)
{
    const auto found = gaps(statement);
    return std::any_of(found.begin(), found.end(), [&](const FactorGap& each) { return each.gap == gap; });
}

} // namespace

class JobStatementTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyStatementHasSevenEmptyFactors()
    {
        for (const FactorState state : completeness(JobStatement())) QCOMPARE(state, FactorState::Empty);
        QVERIFY(!isComplete(JobStatement()));
    }

    void aFullStatementIsComplete()
    {
        QVERIFY(isComplete(completeStatement()));
        for (const FactorState state : completeness(completeStatement()))
            QCOMPARE(state, FactorState::Complete);
    }

    void eachGapIsNamed()
    {
        const auto with = [](auto change) {
            JobStatement statement = completeStatement();
            change(statement);
            return statement;
        };
        QVERIFY(hasGap(with([](auto& s) { s.context = " \n"; }), Gap::NoContext));
        QVERIFY(hasGap(with([](auto& s) { s.outside = {" "}; }), Gap::NothingExcluded));
        QVERIFY(hasGap(with([](auto& s) { s.goals.clear(); }), Gap::NoGoal));
        QVERIFY(hasGap(with([](auto& s) { s.results.clear(); }), Gap::NoResult));
        QVERIFY(hasGap(with([](auto& s) { s.results[1].measure.clear(); }), Gap::ResultCellEmpty));
        QVERIFY(hasGap(with([](auto& s) { s.results[1].weight = 39; }), Gap::WeightsNotFull));
        QVERIFY(hasGap(with([](auto& s) { s.input.clear(); }), Gap::NoInput));
        QVERIFY(hasGap(with([](auto& s) { s.nothingNeeded = true; }), Gap::InputAndNothing));
        QVERIFY(hasGap(with([](auto& s) { s.input[0].item.clear(); }), Gap::InputUnnamed));
        QVERIFY(hasGap(with([](auto& s) { s.activities.clear(); }), Gap::NoStep));
        QVERIFY(hasGap(with([](auto& s) { s.activities[1].step.clear(); }), Gap::StepUnnamed));
        QVERIFY(hasGap(with([](auto& s) { s.activities[0].date.clear(); }), Gap::NoStepDated));
        QVERIFY(hasGap(with([](auto& s) { s.output.clear(); }), Gap::NoOutput));
        QVERIFY(hasGap(with([](auto& s) { s.output[0].item.clear(); }), Gap::OutputUnnamed));
        QVERIFY(hasGap(with([](auto& s) { s.output[0].results = {3}; }), Gap::OutputOfUnknownResult));

        const JobStatement nothing = with([](auto& s) {
            s.input.clear();
            s.nothingNeeded = true;
        });
        QVERIFY(isComplete(nothing));
        const JobStatement half = with([](auto& s) { s.results[0].weight = 10; });
        QCOMPARE(completeness(half)[static_cast<std::size_t>(Factor::Results)], FactorState::Started);
        QCOMPARE(gaps(half).size(), std::size_t{1});
    }

    void jsonIsReadBackAndStaysTheSame()
    {
        for (const JobStatement& statement : {completeStatement(), JobStatement()}) {
            const std::string json = encodeJobStatement(statement);
            QCOMPARE(*decodeJobStatement(json), statement);
            QCOMPARE(encodeJobStatement(*decodeJobStatement(json)), json);
        }
    }

    void whatIsNotAJobStatementIsRefused()
    {
        const std::string good = encodeJobStatement(completeStatement());
        const auto replaced = [&](const std::string& from, const std::string& to) {
            std::string text = good;
            text.replace(text.find(from), from.size(), to);
            return text;
        };
        QCOMPARE(decodeJobStatement("").error().code, ErrorCode::BadJson);
        QCOMPARE(decodeJobStatement("[]").error().code, ErrorCode::BadJobStatement);
        QCOMPARE(decodeJobStatement(R"({"type":"task"})").error().code, ErrorCode::BadJobStatement);
        QVERIFY(!decodeJobStatement(replaced("\"weight\":60", "\"weight\":101")));
        QVERIFY(!decodeJobStatement(replaced("\"weight\":60", "\"weight\":-1")));
        QVERIFY(!decodeJobStatement(replaced("\"weight\":60", "\"weight\":\"60\"")));
        QVERIFY(!decodeJobStatement(replaced("\"goals\":[", "\"goals\":[1,")));
        QVERIFY(!decodeJobStatement(replaced("\"title\":", "\"unseen\":1,\"title\":")));
        QVERIFY(!decodeJobStatement(replaced("\"results\":[1,2]", "\"results\":[1,999]")));

        JobStatement tooMuch = completeStatement();
        tooMuch.goals.resize(6, "goal");
        QCOMPARE(checkJobStatement(tooMuch).error().code, ErrorCode::BadJobStatement);
        QVERIFY(!decodeJobStatement(encodeJobStatement(tooMuch)));
        tooMuch = completeStatement();
        tooMuch.goals[0].resize(2001, 'x');
        QVERIFY(!checkJobStatement(tooMuch));
    }

    void markdownIsReadBack()
    {
        const JobStatement statement = completeStatement();
        const auto read = jobStatementFromMarkdown(jobStatementToMarkdown(statement));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(*read, statement);
        QCOMPARE(*jobStatementFromMarkdown(jobStatementToMarkdown({})), JobStatement());
    }

    void peopleMayWriteItInTheirOwnWay()
    {
        const auto read = jobStatementFromMarkdown("\xEF\xBB\xBF# Lexer\r\n"
                                                   "## 1. context:\r\n"
                                                   "Two lines\r\nof text.\r\n"
                                                   "## Boundaries\n"
                                                   "### In\n* tokens\n### Out\n1) macros\n   and includes\n"
                                                   "## Goals\nBe done\n"
                                                   "## Results\n"
                                                   "| result | measure | target | how | weight |\n"
                                                   "|---|:-:|---|---|--:|\n"
                                                   "| right | tests | all | CI | 100% |\n"
                                                   "## Inputs\n- nothing needed\n"
                                                   "## Activities\n- [ ] write | C++ | May\n"
                                                   "## Output\n- code | C++ | | MIT | result 1\n");
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->context, std::string("Two lines\r\nof text."));
        QCOMPARE(read->inside, std::vector<std::string>{"tokens"});
        QCOMPARE(read->outside, std::vector<std::string>{"macros and includes"});
        QCOMPARE(read->results.size(), std::size_t{1});
        QCOMPARE(read->results[0].weight, std::uint8_t{100});
        QCOMPARE(read->output[0].results, std::vector<std::uint8_t>{1});
        QVERIFY(isComplete(*read));
    }

    void whatCannotBePlacedIsRefusedWithItsLine()
    {
        const auto problem = [](const char* text) {
            const auto read = jobStatementFromMarkdown(text);
            return read ? std::string() : read.error().detail;
        };
        QVERIFY(problem("hello\n").starts_with("line 1:"));
        QVERIFY(problem("# A\n# B\n").starts_with("line 2:"));
        QVERIFY(problem("## Plans\n").starts_with("line 1:"));
        QVERIFY(problem("## Goals\n## Goals\n").starts_with("line 2:"));
        QVERIFY(problem("## Goals\n\n- a | b\n").starts_with("line 3:"));
        QVERIFY(problem("## Boundaries\n- neither\n").starts_with("line 2:"));
        QVERIFY(problem("## Results\n- a | b | c | d | much\n").starts_with("line 2:"));
        QVERIFY(problem("## Results\n- a | b | c | d | 101%\n").starts_with("line 2:"));
        QVERIFY(problem("## Output\n- a | b | c | d | 1, x\n").starts_with("line 2:"));
        QVERIFY(!problem("## Context\n\xFF\n").empty());
        QCOMPARE(jobStatementFromMarkdown(std::string(600'000, 'x')).error().code, ErrorCode::TooLarge);
    }

    void theSectionIsNamedWithTheLine()
    {
        const auto problem = [](const char* text) { return jobStatementFromMarkdown(text).error().detail; };
        QCOMPARE(problem("## Results\n- a | b | c | d | much\n"),
                 std::string("line 2: Measurable results: a number is wanted"));
        QVERIFY(problem("## Goals\n- a\n## Plans\n").starts_with("line 3: no such section"));
    }

    void hintsAreLeftOut()
    {
        const auto read = jobStatementFromMarkdown("<!-- a form -->\n# Title\n<!-- two\n## Plans\nlines -->\n"
                                                   "## Context\n<!-- why? -->\nWords\n"
                                                   "## Goals\n<!-- what? -->\n- One\n");
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QCOMPARE(read->title, std::string("Title"));
        QCOMPARE(read->context, std::string("Words"));
        QCOMPARE(read->goals, std::vector<std::string>{"One"});
        JobStatement odd = completeStatement();
        odd.context = "<!-- not a hint -->\n\\<!-- nor this -->";
        QCOMPARE(*jobStatementFromMarkdown(jobStatementToMarkdown(odd)), odd);
        odd.goals = {"[ ] A box that belongs to it", "[x] and another"};
        odd.context = "An indented\n # is no heading,\n\t\\ no escape\n  <!-- and this no hint.";
        QCOMPARE(*jobStatementFromMarkdown(jobStatementToMarkdown(odd)), odd);
    }

    void brokenTextsNeverBreakTheReaders()
    {
        SeededRandom random(41);
        const std::string markdown = jobStatementToMarkdown(completeStatement());
        const std::string json = encodeJobStatement(completeStatement());
        for (int round = 0; round < 3000; ++round) {
            for (std::string text : {markdown, json}) {
                for (auto edits = 1 + random.next() % 4; edits > 0; --edits) {
                    const std::size_t at = random.next() % text.size();
                    if (random.next() % 2 == 0)
                        text[at] = static_cast<char>(random.next());
                    else
                        text.erase(at, random.next() % 40);
                    if (text.empty()) break;
                }
                const auto read = jobStatementFromMarkdown(text);
                if (read) QVERIFY(checkJobStatement(*read));
                const auto decoded = decodeJobStatement(text);
                if (decoded) QCOMPARE(*decodeJobStatement(encodeJobStatement(*decoded)), *decoded);
            }
        }
    }
};

STOA_TEST(JobStatementTest)

} // namespace stoa::test

#include "job_statement_test.moc"
