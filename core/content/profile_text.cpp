// SPDX-License-Identifier: MIT
#include "core/content/profile_text.h"

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

constexpr std::string_view kProfileType = "profile";
constexpr std::size_t kMaxProfileJson = 32U << 10U;
constexpr std::size_t kMaxAbout = 4000;

} // namespace

Result<void> checkProfileText(const ProfileText& text)
{
    STOA_TRY(const std::string name, checkTitle(text.name));
    if (name != text.name) return Error{ErrorCode::BadContent, "spaces around the name"};
    return checkBodyText(text.about, kMaxAbout);
}

std::string encodeProfileText(const ProfileText& text)
{
    return codec::canonicalJson({{"type", kProfileType}, {"name", text.name}, {"about", text.about}});
}

Result<ProfileText> decodeProfileText(std::string_view json)
{
    STOA_TRY(const nlohmann::json value, codec::parseJson(json, kMaxProfileJson));
    FieldReader reader(value);
    reader.type(kProfileType);
    ProfileText text{reader.text("name", kMaxTitleBytes), reader.text("about", kMaxAbout)};
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkProfileText(text));
    return text;
}

} // namespace stoa::content
