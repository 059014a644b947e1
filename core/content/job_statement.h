// SPDX-License-Identifier: MIT
// The job statement: both sides of a collaboration on one page, in seven factors. A value; its bytes are
// canonical JSON, and its keccak is what both sides sign.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace stoa::content {

/// How both will know that a goal is reached.
struct MeasurableResult {
    std::string result;
    std::string measure;
    std::string target;
    std::string howChecked;
    std::uint8_t weight = 0; ///< percent; all rows together 100

    bool operator==(const MeasurableResult&) const = default;
};

/// What the doer gets.
struct InputItem {
    std::string item;
    std::string from;
    std::string link;
    std::string due;

    bool operator==(const InputItem&) const = default;
};

struct ActivityStep {
    std::string step;
    std::string tool;
    std::string date;

    bool operator==(const ActivityStep&) const = default;
};

/// What is handed over.
struct OutputItem {
    std::string item;
    std::string format;
    std::string wikiPage;
    std::string licence;
    /// Measurable results that it serves, counted from 1; empty: all of them.
    std::vector<std::uint8_t> results;

    bool operator==(const OutputItem&) const = default;
};

enum class Factor : std::uint8_t { Context, Boundaries, Goals, Results, Input, Activities, Output };
inline constexpr std::size_t kFactors = 7;

enum class FactorState : std::uint8_t { Empty, Started, Complete };

struct JobStatement {
    std::string title;
    std::string context;
    std::vector<std::string> inside;  ///< Boundaries: what is part of it
    std::vector<std::string> outside; ///< Boundaries: what is not
    std::vector<std::string> goals;
    std::vector<MeasurableResult> results;
    std::vector<InputItem> input;
    bool nothingNeeded = false; ///< Input: said on purpose
    std::vector<ActivityStep> activities;
    std::vector<OutputItem> output;

    bool operator==(const JobStatement&) const = default;
};

/// The state of each factor, in the order of Factor.
std::array<FactorState, kFactors> completeness(const JobStatement& statement);

bool isComplete(const JobStatement& statement);

/// Why a factor is not complete yet.
enum class Gap : std::uint8_t {
    NoContext,
    NothingExcluded, ///< Boundaries need at least one thing that is not part of it
    NoGoal,
    NoResult,
    ResultCellEmpty,
    WeightsNotFull,  ///< the weights are not 100 % together
    NoInput,         ///< neither a row nor "nothing needed"
    InputAndNothing, ///< rows and "nothing needed" at once
    InputUnnamed,
    NoStep,
    StepUnnamed,
    NoStepDated,
    NoOutput,
    OutputUnnamed,
    OutputOfUnknownResult, ///< it names a result that the table does not have
};

struct FactorGap {
    Factor factor;
    Gap gap;
    std::size_t row = 0; ///< counted from 1; 0 if it is not about a row

    bool operator==(const FactorGap&) const = default;
};

/// Everything that keeps the statement from being complete, in the order of Factor. Empty if it is.
std::vector<FactorGap> gaps(const JobStatement& statement);

/// Limits of what may be kept and signed: title 200 bytes, context 32 KiB, a cell 2,000 bytes, 5 goals, 50
/// rows or entries of each kind. Errors: BadJobStatement, TooLarge.
Result<void> checkJobStatement(const JobStatement& statement);

/// Canonical JSON. The statement must pass checkJobStatement() to be read again.
std::string encodeJobStatement(const JobStatement& statement);
/// Errors: BadJobStatement, BadJson, TooLarge.
Result<JobStatement> decodeJobStatement(std::string_view json);

/// Markdown with the title as first heading and one "## Context" … section a factor, rows as lists with
/// " | " between the cells. Reading is lenient, and passes over hints ("<!-- … -->" from a line's start to a
/// line's end); what it cannot place is refused with the line's number and section.
std::string jobStatementToMarkdown(const JobStatement& statement);
/// Errors: BadJobStatement (detail: line number).
Result<JobStatement> jobStatementFromMarkdown(std::string_view markdown);

} // namespace stoa::content
