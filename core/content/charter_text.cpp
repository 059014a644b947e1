// SPDX-License-Identifier: MIT
#include "core/content/charter_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::string_view kCharterType = "charter";
constexpr std::size_t kMaxCharterJson = 256U << 10U;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxPurpose = 4000;
constexpr std::size_t kMaxRules = 64U << 10U;
constexpr std::size_t kMaxLanguage = 35; // the longest tag that BCP 47 asks programs to hold

} // namespace

Result<void> checkCharterText(const CharterText& text)
{
    STOA_TRY(const std::string name, checkCompanyName(text.name));
    if (name != text.name) return Error{ErrorCode::InvalidArgument, "spaces around the name"};
    STOA_TRY_VOID(checkBodyText(text.purpose, kMaxPurpose));
    STOA_TRY_VOID(checkBodyText(text.rules, kMaxRules));
    const bool isTag = std::all_of(text.language.begin(), text.language.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
               byte == '-';
    });
    if (!isTag || text.language.size() > kMaxLanguage) return Error{ErrorCode::BadContent, "language"};
    return {};
}

std::string encodeCharterText(const CharterText& text)
{
    return codec::canonicalJson({{"type", kCharterType},
                                 {"name", text.name},
                                 {"purpose", text.purpose},
                                 {"language", text.language},
                                 {"rules", text.rules}});
}

Result<CharterText> decodeCharterText(std::string_view json)
{
    STOA_TRY(const nlohmann::json value, codec::parseJson(json, kMaxCharterJson));
    FieldReader reader(value);
    reader.type(kCharterType);
    CharterText text{reader.text("name", kMaxName), reader.text("purpose", kMaxPurpose),
                     reader.text("language", kMaxLanguage), reader.text("rules", kMaxRules)};
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkCharterText(text));
    return text;
}

} // namespace stoa::content
