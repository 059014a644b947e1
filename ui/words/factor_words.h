// SPDX-License-Identifier: MIT
// The seven factors of a job statement in words: their names, their questions, what is still missing.
#pragma once

#include <QString>

#include "core/content/job_statement.h"

namespace stoa::ui {

QString factorName(content::Factor factor);
/// What the factor asks.
QString factorQuestion(content::Factor factor);
/// A good answer, to see what is meant.
QString factorExample(content::Factor factor);
/// What keeps it from being complete, as a sentence.
QString gapText(const content::FactorGap& gap);
QString factorStateText(content::FactorState state);

} // namespace stoa::ui
