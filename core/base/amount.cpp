// SPDX-License-Identifier: MIT
#include "core/base/amount.h"

#include <limits>

namespace stoa {

Result<Amount> parseTokens(std::string_view text)
{
    const auto refuse = [&] { return Error{ErrorCode::BadAmount, std::string(text.substr(0, 40))}; };
    constexpr Amount kMax = std::numeric_limits<Amount>::max();
    Amount value = 0;
    int digits = 0;
    int decimals = -1; // -1: the point has not come yet
    for (const char c : text) {
        if (c == ' ' && decimals < 0 && digits > 0) continue;
        if (c == '.') {
            if (decimals >= 0) return refuse();
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9') return refuse();
        if (decimals >= 0 && ++decimals > 9) return refuse();
        const auto digit = static_cast<Amount>(c - '0');
        if (value > (kMax - digit) / 10) return refuse();
        value = value * 10 + digit;
        ++digits;
    }
    if (digits == 0) return refuse();
    for (int i = decimals < 0 ? 0 : decimals; i < 9; ++i) {
        if (value > kMax / 10) return refuse();
        value *= 10;
    }
    return value;
}

std::string formatTokens(Amount amount)
{
    std::string fraction = std::to_string(amount % kToken);
    fraction.insert(0, 9 - fraction.size(), '0');
    while (fraction.size() > 2 && fraction.back() == '0') fraction.pop_back();
    return std::to_string(amount / kToken) + '.' + fraction;
}

} // namespace stoa
