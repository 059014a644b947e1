// SPDX-License-Identifier: MIT
// What an import has left out, and why.
#pragma once

#include <string>

#include <QString>

namespace stoa::ui {

/// One line of engine::ImportReport::skipped, "name: code", for people: the reason, then the name as it is.
QString leftOutText(const std::string& skipped);

} // namespace stoa::ui
