// SPDX-License-Identifier: MIT
// The content of a task's record: what is to be done, with its job statement inside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/content/job_statement.h"

namespace stoa::content {

struct TaskText {
    std::string title;               ///< by checkTitle()
    std::string description;         ///< Markdown, at most 64 KiB
    std::vector<std::string> labels; ///< at most 16, each by checkTitle()
    JobStatement statement;          ///< may be incomplete until it is proposed

    bool operator==(const TaskText&) const = default;
};

/// Errors: BadContent, BadJobStatement, TooLarge.
Result<void> checkTaskText(const TaskText& text);

/// Canonical JSON.
std::string encodeTaskText(const TaskText& text);
/// Errors: those of checkTaskText(), BadJson.
Result<TaskText> decodeTaskText(std::string_view json);

} // namespace stoa::content
