// SPDX-License-Identifier: MIT
// Reads the fields of a content object strictly: every field has its type and its limit, and none is
// unknown, so that nothing is signed that nobody is shown. Only for .cpp files of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/bytes.h"
#include "core/base/hex.h"
#include "core/base/result.h"

namespace stoa::content {

/// Failure sticks: read all fields, then ask finish() once. A field that is absent reads as empty.
class FieldReader {
public:
    /// `json` has to outlive the reader.
    explicit FieldReader(const nlohmann::json& json)
        : m_json(json)
    {
        if (!json.is_object()) fail("not an object");
    }

    /// The object must say that it is a `type`.
    void type(std::string_view type)
    {
        if (text("type", 64) != type) fail("type");
    }

    std::string text(const char* key, std::size_t maxBytes)
    {
        const nlohmann::json* const value = find(key);
        if (value == nullptr) return {};
        if (!value->is_string()) {
            fail(key);
            return {};
        }
        const auto& text = value->get_ref<const std::string&>();
        if (text.size() > maxBytes) {
            fail(key);
            return {};
        }
        return text;
    }

    std::uint64_t number(const char* key, std::uint64_t most)
    {
        const nlohmann::json* const value = find(key);
        if (value == nullptr) return 0;
        if (!value->is_number_unsigned() || value->get<std::uint64_t>() > most) {
            fail(key);
            return 0;
        }
        return value->get<std::uint64_t>();
    }

    bool flag(const char* key)
    {
        const nlohmann::json* const value = find(key);
        if (value == nullptr) return false;
        if (!value->is_boolean()) fail(key);
        return *value == true;
    }

    /// "0x" and small hex digits; absent if the field is.
    template <typename Fixed>
    std::optional<Fixed> fixed(const char* key)
    {
        if (!m_json.is_object() || !m_json.contains(key)) return std::nullopt;
        const auto value = fixedFromExactHex<Fixed>(text(key, 2 + 2 * Fixed::kSize));
        if (!value) fail(key);
        return value;
    }

    std::vector<std::string> texts(const char* key, std::size_t mostItems, std::size_t maxBytes)
    {
        std::vector<std::string> result;
        for (const nlohmann::json& item : items(key, mostItems)) {
            if (!item.is_string() || item.get_ref<const std::string&>().size() > maxBytes) {
                fail(key);
                break;
            }
            result.push_back(item.get<std::string>());
        }
        return result;
    }

    /// Reads each object of a list with `read(FieldReader&)`.
    template <typename Read>
    auto rows(const char* key, std::size_t mostItems, Read read)
        -> std::vector<decltype(read(std::declval<FieldReader&>()))>
    {
        std::vector<decltype(read(std::declval<FieldReader&>()))> result;
        for (const nlohmann::json& item : items(key, mostItems)) {
            FieldReader reader(item);
            result.push_back(read(reader));
            if (!reader.isGood()) {
                fail(key);
                break;
            }
        }
        return result;
    }

    /// The value as it is, or null.
    const nlohmann::json* any(const char* key) { return find(key); }

    void fail(std::string_view what)
    {
        if (m_problem.empty()) m_problem = what;
    }

    bool isGood() const { return m_problem.empty() && m_used == m_json.size(); }

    /// Errors: `code`, naming the first bad field.
    Result<void> finish(ErrorCode code) const
    {
        if (!m_problem.empty()) return Error{code, m_problem};
        if (m_used != m_json.size()) return Error{code, "unknown field"};
        return {};
    }

private:
    const nlohmann::json* find(const char* key)
    {
        if (!m_json.is_object()) return nullptr;
        const auto found = m_json.find(key);
        if (found == m_json.end()) return nullptr;
        ++m_used;
        return &*found;
    }

    const nlohmann::json& items(const char* key, std::size_t most)
    {
        static const nlohmann::json kNone = nlohmann::json::array();
        const nlohmann::json* const value = find(key);
        if (value == nullptr) return kNone;
        if (!value->is_array() || value->size() > most) {
            fail(key);
            return kNone;
        }
        return *value;
    }

    const nlohmann::json& m_json;
    std::size_t m_used = 0;
    std::string m_problem;
};

} // namespace stoa::content
