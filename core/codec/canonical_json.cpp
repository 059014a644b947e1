// SPDX-License-Identifier: MIT
#include "core/codec/canonical_json.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

namespace stoa::codec {

namespace {

using nlohmann::json;

// Builds the value while the parser runs, so that a bad text is given up at once and not after it has
// filled the memory.
class StrictBuilder final : public nlohmann::json_sax<json> {
public:
    explicit StrictBuilder(JsonNumbers numbers)
        : m_numbers(numbers)
    {}

    json takeRoot() { return std::move(m_root); }
    const char* problem() const { return m_problem; }

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override
    {
        if (m_numbers == JsonNumbers::SafeIntegers && value < -kMaxJsonInteger)
            return refuse("number too large");
        return put(value);
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_numbers == JsonNumbers::SafeIntegers && value > std::uint64_t{kMaxJsonInteger})
            return refuse("number too large");
        return put(value);
    }
    bool number_float(number_float_t value, const string_t&) override
    {
        if (m_numbers == JsonNumbers::SafeIntegers) return refuse("number is not whole");
        return put(value);
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t&) override { return refuse("binary"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override
    {
        json& object = *m_open.back();
        if (object.contains(name)) return refuse("key used twice");
        m_slot = &object[std::move(name)];
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const json::exception&) override
    {
        return refuse("not JSON");
    }

private:
    bool refuse(const char* problem)
    {
        m_problem = problem;
        return false;
    }
    json* place(json&& value)
    {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        json& holder = *m_open.back();
        if (holder.is_array()) {
            holder.push_back(std::move(value));
            return &holder.back();
        }
        *m_slot = std::move(value);
        return m_slot;
    }
    bool put(json&& value)
    {
        place(std::move(value));
        return true;
    }
    bool open(json&& container)
    {
        if (m_open.size() >= kMaxJsonDepth) return refuse("nested too deeply");
        // A pointer into an array stays good while its elements are open: the array grows only after they
        // close.
        m_open.push_back(place(std::move(container)));
        return true;
    }
    bool close()
    {
        m_open.pop_back();
        return true;
    }

    JsonNumbers m_numbers;
    json m_root;
    json* m_slot = nullptr;
    std::vector<json*> m_open;
    const char* m_problem = "not JSON";
};

bool holdsOnlySafeIntegers(const json& value)
{
    if (value.is_number_float() || value.is_binary() || value.is_discarded()) return false;
    if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= std::uint64_t{kMaxJsonInteger};
    if (value.is_number_integer()) {
        const auto number = value.get<std::int64_t>();
        return number >= -kMaxJsonInteger && number <= kMaxJsonInteger;
    }
    if (!value.is_structured()) return true;
    return std::all_of(value.begin(), value.end(), holdsOnlySafeIntegers);
}

} // namespace

Result<json> parseJson(std::string_view text, std::size_t maxBytes, JsonNumbers numbers)
{
    if (text.size() > maxBytes) return ErrorCode::TooLarge;
    // The library would skip a byte order mark; here one text has one form.
    if (text.starts_with("\xEF\xBB\xBF")) return Error{ErrorCode::BadJson, "byte order mark"};
    StrictBuilder builder(numbers);
    if (!json::sax_parse(text.begin(), text.end(), &builder))
        return Error{ErrorCode::BadJson, builder.problem()};
    return builder.takeRoot();
}

std::string canonicalJson(const json& value)
{
    STOA_CHECK(holdsOnlySafeIntegers(value));
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace stoa::codec
