// SPDX-License-Identifier: MIT
#include "ui/words/factor_words.h"

#include <QCoreApplication>

namespace stoa::ui {

using content::Factor;
using content::FactorState;
using content::Gap;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FactorWords)
public:
    static QString name(Factor factor)
    {
        switch (factor) {
        case Factor::Context: return tr("Context");
        case Factor::Boundaries: return tr("Boundaries");
        case Factor::Goals: return tr("Goals");
        case Factor::Results: return tr("Measurable results");
        case Factor::Input: return tr("Input");
        case Factor::Activities: return tr("Activities");
        case Factor::Output: return tr("Output");
        }
        return {};
    }
    static QString question(Factor factor)
    {
        switch (factor) {
        case Factor::Context: return tr("Why is this needed, and what is already there?");
        case Factor::Boundaries:
            return tr("What is part of it, and what is not? Which limits hold: law, budget, tools, secrecy?");
        case Factor::Goals: return tr("What will be different when it is done?");
        case Factor::Results: return tr("How will both of you know?");
        case Factor::Input: return tr("What does the doer get, from whom, and when?");
        case Factor::Activities: return tr("Which steps, with which tools, by when?");
        case Factor::Output: return tr("What is handed over, in which form, and where on the wiki?");
        }
        return {};
    }
    static QString example(Factor factor)
    {
        switch (factor) {
        case Factor::Context:
            return tr(
                "For example: “Version 1 reads only half of the grammar. Newcomers give up at chapter 3.”");
        case Factor::Boundaries: return tr("For example, not part of it: “The optimizer stays as it is.”");
        case Factor::Goals:
            return tr("For example: “A newcomer compiles the first program within ten minutes.”");
        case Factor::Results:
            return tr(
                "For example: “All tests pass · tests that pass · 400 of 400 · report of the test run · "
                "60 %”. The weights are 100 % together.");
        case Factor::Input:
            return tr(
                "For example: “Grammar, version 7 · Ana R. · wiki page Compiler/Grammar · 1 December”.");
        case Factor::Activities: return tr("For example: “Write the lexer · C++20 · 5 December”.");
        case Factor::Output:
            return tr("For example: “Source of the front end · Git repository · Compiler/Front end · MIT”.");
        }
        return {};
    }
    static QString gap(Gap gap, qulonglong row)
    {
        switch (gap) {
        case Gap::NoContext: return tr("Still needed: at least one sentence.");
        case Gap::NothingExcluded: return tr("Still needed: at least one thing that is not part of it.");
        case Gap::NoGoal: return tr("Still needed: at least one goal.");
        case Gap::NoResult: return tr("Still needed: at least one result.");
        case Gap::ResultCellEmpty: return tr("Result %1 has an empty cell or no weight.").arg(row);
        case Gap::WeightsNotFull: return tr("The weights are not 100 % together.");
        case Gap::NoInput: return tr("Still needed: a row, or the tick that nothing is needed.");
        case Gap::InputAndNothing:
            return tr("There are rows and the tick that nothing is needed: choose one.");
        case Gap::InputUnnamed: return tr("Row %1 does not say what the doer gets.").arg(row);
        case Gap::NoStep: return tr("Still needed: at least one step.");
        case Gap::StepUnnamed: return tr("Step %1 has no text.").arg(row);
        case Gap::NoStepDated: return tr("Still needed: a date for at least one step.");
        case Gap::NoOutput: return tr("Still needed: at least one thing that is handed over.");
        case Gap::OutputUnnamed: return tr("Row %1 does not say what is handed over.").arg(row);
        case Gap::OutputOfUnknownResult:
            return tr("Row %1 names a result that the table does not have.").arg(row);
        }
        return {};
    }
    static QString state(FactorState state)
    {
        switch (state) {
        case FactorState::Empty: return tr("empty");
        case FactorState::Started: return tr("started");
        case FactorState::Complete: return tr("complete");
        }
        return {};
    }
};

} // namespace

QString factorName(Factor factor) { return Words::name(factor); }
QString factorQuestion(Factor factor) { return Words::question(factor); }
QString factorExample(Factor factor) { return Words::example(factor); }
QString gapText(const content::FactorGap& gap) { return Words::gap(gap.gap, gap.row); }
QString factorStateText(FactorState state) { return Words::state(state); }

} // namespace stoa::ui
