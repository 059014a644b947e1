// SPDX-License-Identifier: MIT
#include "app/commands/statement_text.h"

#include "app/commands/plain_text.h"
#include "ui/words/factor_words.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

constexpr std::string_view kForm = R"(

<!-- A job statement: seven sections, and all of them are needed before deposits can be locked.
     Put your words in the place of the examples; hints like this one are left out. -->

## Context

<!-- Why is this needed, and what is already there? -->

Version 1 reads only half of the grammar. Newcomers give up at chapter 3.

## Boundaries

<!-- What is part of it ("In:"), and what is not ("Out:", at least one)? -->

- In: the lexer and its tests
- Out: the optimizer stays as it is

## Goals

<!-- What will be different when it is done? One to five. -->

- A newcomer compiles the first program within ten minutes

## Measurable results

<!-- result | measure | target | how it is checked | weight: the weights are 100 % together -->

- All tests pass | tests that pass | 400 of 400 | report of the test run | 60 %
- The lexer is fast | lines a second | 100,000 | bench on the build machine | 40 %

## Input

<!-- what the doer gets | from whom | link | when; or just the line: Nothing needed. -->

- Grammar, version 7 | Ana R. | Compiler/Grammar | 1 December

## Activities

<!-- step | tool | date: at least one date -->

- Write the lexer | C++20 | 5 December

## Output

<!-- what is handed over | form | wiki page | licence | results that it serves, by number -->

- Source of the front end | Git repository | Compiler/Front end | MIT | results 1, 2
)";

std::string wantedBy(const content::FactorGap& gap)
{
    // The window has a box to tick where the file has a line.
    if (gap.gap == content::Gap::NoInput) return "Still needed: a row, or the line “Nothing needed.”";
    if (gap.gap == content::Gap::InputAndNothing)
        return "There are rows and the line “Nothing needed.”: choose one.";
    return ui::toStd(ui::gapText(gap));
}

} // namespace

std::string statementTemplate(std::string_view title)
{
    return "# " + std::string(title) + std::string(kForm);
}

Answer<content::JobStatement> readStatementText(std::string_view text)
{
    auto statement = content::jobStatementFromMarkdown(text);
    if (statement) return *std::move(statement);
    const Error& error = statement.error();
    if (error.code != ErrorCode::BadJobStatement || error.detail.empty()) return error;
    return refusal(error.code, "The job statement cannot be read, and nothing was changed: " +
                                   lineText(error.detail, 300) +
                                   ". “stoa-cli task template” shows the form.");
}

std::vector<std::string> missingIn(const content::JobStatement& statement)
{
    std::vector<std::string> missing;
    for (const content::FactorGap& gap : content::gaps(statement))
        missing.push_back(ui::toStd(ui::factorName(gap.factor)) + ": " + wantedBy(gap));
    return missing;
}

} // namespace stoa::commands
