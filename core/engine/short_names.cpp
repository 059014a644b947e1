// SPDX-License-Identifier: MIT
#include "core/engine/short_names.h"

#include <algorithm>

#include "core/base/hex.h"

namespace stoa::engine {

std::map<ObjectId, std::string> shortNames(const std::vector<ObjectId>& ids, std::string_view prefix)
{
    constexpr std::size_t kLeast = 4;
    std::map<ObjectId, std::string> names;
    for (const ObjectId& id : ids) names.emplace(id, toHex(id).substr(2));
    const auto shared = [](const std::string& a, const std::string& b) {
        return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
    };
    std::string before;
    for (auto at = names.begin(); at != names.end(); ++at) {
        const std::string digits = at->second;
        std::size_t needed = kLeast;
        if (!before.empty()) needed = std::max(needed, shared(before, digits) + 1);
        if (const auto next = std::next(at); next != names.end())
            needed = std::max(needed, shared(digits, next->second) + 1);
        at->second = std::string(prefix) + digits.substr(0, needed);
        before = digits;
    }
    return names;
}

} // namespace stoa::engine
