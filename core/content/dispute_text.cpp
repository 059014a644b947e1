// SPDX-License-Identifier: MIT
#include "core/content/dispute_text.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

// By DisputeWords; the type keeps one from being shown as another.
constexpr std::array<std::string_view, 4> kTypes{"dispute-changes", "dispute-claim", "dispute-answer",
                                                 "dispute-reasons"};
constexpr std::size_t kMaxDisputeJson = 512U << 10U;
constexpr std::size_t kMaxDisputeText = 64U << 10U;
constexpr std::size_t kMaxDisputeRows = 50;
constexpr std::size_t kMaxDisputeCell = 2000;

} // namespace

Result<void> checkDisputeText(const DisputeText& text)
{
    STOA_TRY_VOID(checkBodyText(text.text, kMaxDisputeText));
    if (text.evidence.size() > kMaxDisputeRows) return Error{ErrorCode::BadContent, "too many rows"};
    for (const std::string& each : text.evidence) STOA_TRY_VOID(checkBodyText(each, kMaxDisputeCell));
    return {};
}

std::string encodeDisputeText(const DisputeText& text)
{
    return codec::canonicalJson({{"type", kTypes[static_cast<std::size_t>(text.what)]},
                                 {"text", text.text},
                                 {"evidence", text.evidence}});
}

Result<DisputeText> decodeDisputeText(std::string_view json)
{
    STOA_TRY(const nlohmann::json value, codec::parseJson(json, kMaxDisputeJson));
    FieldReader reader(value);
    const std::string type = reader.text("type", 64);
    const auto found = std::find(kTypes.begin(), kTypes.end(), type);
    if (found == kTypes.end()) return Error{ErrorCode::BadContent, "type"};
    DisputeText text{static_cast<DisputeWords>(found - kTypes.begin()), reader.text("text", kMaxDisputeText),
                     reader.texts("evidence", kMaxDisputeRows, kMaxDisputeCell)};
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkDisputeText(text));
    return text;
}

} // namespace stoa::content
