// SPDX-License-Identifier: MIT
// Reads the members of a JSON object strictly, for the codecs of this folder.
#pragma once

#include <charconv>

#include "core/sync/node_codec.h"

namespace stoa::sync {

/// Reads members of an object and remembers whether one did not fit.
class Fields {
public:
    explicit Fields(const nlohmann::json& object)
        : m_object(object)
        , m_ok(object.is_object())
    {}

    const nlohmann::json& at(const char* name)
    {
        static const nlohmann::json kNull;
        const auto found = m_ok ? m_object.find(name) : m_object.end();
        if (!m_ok || found == m_object.end()) {
            m_ok = false;
            return kNull;
        }
        return *found;
    }
    std::uint64_t number(const char* name)
    {
        const nlohmann::json& value = at(name);
        if (value.is_number_unsigned()) return value.get<std::uint64_t>();
        std::uint64_t result = 0;
        if (value.is_string()) {
            const auto& digits = value.get_ref<const std::string&>();
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result);
            if (error == std::errc{} && end == digits.data() + digits.size() && !digits.empty())
                return result;
        }
        m_ok = false;
        return 0;
    }
    template <typename Number>
    Number small(const char* name)
    {
        const std::uint64_t value = number(name);
        const auto narrowed = static_cast<Number>(value);
        if (static_cast<std::uint64_t>(narrowed) != value) m_ok = false;
        return narrowed;
    }
    template <typename Enum>
    Enum choice(const char* name, Enum last)
    {
        const std::uint64_t value = number(name);
        if (value > static_cast<std::uint64_t>(last)) m_ok = false;
        return m_ok ? static_cast<Enum>(value) : Enum{};
    }
    template <typename Fixed>
    Fixed fixed(const char* name)
    {
        const auto value = fixedFromJson<Fixed>(at(name));
        if (!value) m_ok = false;
        return value ? *value : Fixed{};
    }
    Bytes bytes(const char* name, std::size_t most)
    {
        const auto value = bytesFromJson(at(name), most);
        if (!value) m_ok = false;
        return value ? *value : Bytes{};
    }
    bool flag(const char* name)
    {
        const nlohmann::json& value = at(name);
        if (!value.is_boolean()) m_ok = false;
        return m_ok && value.get<bool>();
    }
    std::string string(const char* name, std::size_t most)
    {
        const nlohmann::json& value = at(name);
        if (!value.is_string() || value.get_ref<const std::string&>().size() > most) {
            m_ok = false;
            return {};
        }
        return value.get<std::string>();
    }
    const nlohmann::json& list(const char* name)
    {
        const nlohmann::json& value = at(name);
        if (!value.is_array()) m_ok = false;
        return value;
    }
    void fail() { m_ok = false; }
    bool ok() const { return m_ok; }

private:
    const nlohmann::json& m_object;
    bool m_ok;
};

template <typename T>
Result<T> checked(const Fields& fields, T value)
{
    if (!fields.ok()) return ErrorCode::BadAnswer;
    return value;
}

} // namespace stoa::sync
