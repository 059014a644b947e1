// SPDX-License-Identifier: MIT
// The texts in the source are English with "(s)" where a number decides; this makes right English of them.
// Other languages bring their plural forms in their translation files, which are asked first.
#pragma once

#include <QString>

namespace stoa::ui {

/// Once a program, after its application is made. Later calls do nothing.
void installPlurals();

/// "%n day(s)" for 1: "1 day"; for 3: "3 days".
QString englishPlural(const QString& source, int count);

/// A whole number with thin spaces: "184 502".
QString countText(quint64 number);

} // namespace stoa::ui
