// SPDX-License-Identifier: MIT
#include "ui/words/node_text.h"

#include <algorithm>
#include <array>

namespace stoa::ui {

bool leadsToOneself(std::string_view url)
{
    constexpr std::array<std::string_view, 3> kStarts = {"http://127.", "http://localhost", "http://[::1]"};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return url.starts_with(start); });
}

} // namespace stoa::ui
