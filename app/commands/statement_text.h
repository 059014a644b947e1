// SPDX-License-Identifier: MIT
// The job statement as a file: the form to fill in, and what is wrong with one in words.
#pragma once

#include <string>
#include <string_view>

#include "app/commands/command.h"
#include "core/content/job_statement.h"

namespace stoa::commands {

/// A complete example in the file's format, with a hint in every section.
std::string statementTemplate(std::string_view title);

/// Reads the file's text; a failure names the line, the section and what is wanted there.
Answer<content::JobStatement> readStatementText(std::string_view text);

/// What keeps it from being complete: "Goals: no goal yet", one entry each. Empty if nothing does.
std::vector<std::string> missingIn(const content::JobStatement& statement);

} // namespace stoa::commands
