// SPDX-License-Identifier: MIT
#include "app/net/strict_json.h"

namespace stoa::net {

Result<nlohmann::json> parseStrictJson(std::string_view text)
{
    return codec::parseJson(text, text.size(), codec::JsonNumbers::Any);
}

std::string toJsonText(const nlohmann::json& value)
{
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace stoa::net
