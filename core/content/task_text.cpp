// SPDX-License-Identifier: MIT
#include "core/content/task_text.h"

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::string_view kTaskType = "task";
constexpr std::size_t kMaxTaskJson = 768U << 10U;
constexpr std::size_t kMaxDescription = 64U << 10U;
constexpr std::size_t kMaxLabels = 16;

} // namespace

Result<void> checkTaskText(const TaskText& text)
{
    STOA_TRY_VOID(checkTitle(text.title));
    STOA_TRY_VOID(checkBodyText(text.description, kMaxDescription));
    if (text.labels.size() > kMaxLabels) return Error{ErrorCode::BadContent, "too many labels"};
    for (const std::string& label : text.labels) STOA_TRY_VOID(checkTitle(label));
    return checkJobStatement(text.statement);
}

std::string encodeTaskText(const TaskText& text)
{
    return codec::canonicalJson({{"type", kTaskType},
                                 {"title", text.title},
                                 {"description", text.description},
                                 {"labels", text.labels},
                                 {"statement", nlohmann::json::parse(encodeJobStatement(text.statement))}});
}

Result<TaskText> decodeTaskText(std::string_view json)
{
    STOA_TRY(const nlohmann::json value, codec::parseJson(json, kMaxTaskJson));
    FieldReader reader(value);
    reader.type(kTaskType);
    TaskText text;
    text.title = reader.text("title", kMaxTitleBytes);
    text.description = reader.text("description", kMaxDescription);
    text.labels = reader.texts("labels", kMaxLabels, kMaxTitleBytes);
    if (const nlohmann::json* const statement = reader.any("statement"); statement != nullptr) {
        STOA_TRY(text.statement, decodeJobStatement(codec::canonicalJson(*statement)));
    } else {
        reader.fail("statement");
    }
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkTaskText(text));
    return text;
}

} // namespace stoa::content
