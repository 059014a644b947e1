// SPDX-License-Identifier: MIT
// The file of --config: one option on a line, "name = value", in the words of the command line. Lines that
// begin with # and empty ones say nothing. Nothing is quoted, folded, included or guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/commands/answer.h"

namespace stoa::node_program {

inline constexpr std::size_t kMaxConfigBytes = 64 * 1024;

struct ConfigLine {
    std::string name;
    std::string value;
    std::size_t number = 0; ///< from 1
};

/// Takes the text apart. Total on any input; a failure is wrong usage and names the line.
commands::Answer<std::vector<ConfigLine>> parseConfig(std::string_view text);

/// Errors: wrong usage, also when the file is absent, too large or not to be read.
commands::Answer<std::vector<ConfigLine>> readConfig(const std::string& path);

} // namespace stoa::node_program
