// SPDX-License-Identifier: MIT
#include "app/net/strict_json.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace stoa::net {

namespace {

using nlohmann::json;

/// Watches a first pass over the text; the second pass builds the value.
class Guard final : public nlohmann::json_sax<json> {
public:
    std::string fault;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(json::number_integer_t) override { return true; }
    bool number_unsigned(json::number_unsigned_t) override { return true; }
    bool number_float(json::number_float_t, const std::string&) override { return true; }
    bool string(std::string&) override { return true; }
    bool binary(json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool key(std::string& name) override
    {
        if (m_keys.back().insert(name).second) return true;
        fault = "a key stands twice in one object";
        return false;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override
    {
        fault = "not JSON at byte " + std::to_string(position);
        return false;
    }

private:
    bool open()
    {
        if (m_keys.size() >= kMaxJsonDepth) {
            fault = "too deep";
            return false;
        }
        m_keys.emplace_back();
        return true;
    }
    bool close()
    {
        m_keys.pop_back();
        return true;
    }

    std::vector<std::unordered_set<std::string>> m_keys;
};

} // namespace

Result<json> parseStrictJson(std::string_view text)
{
    Guard guard;
    if (!json::sax_parse(text, &guard)) return Error{ErrorCode::BadJson, guard.fault};
    json value = json::parse(text, nullptr, false);
    if (value.is_discarded()) return Error{ErrorCode::BadJson, "not JSON"};
    return value;
}

std::string toJsonText(const json& value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace stoa::net
