// SPDX-License-Identifier: MIT
// Every page and dialog once more: plain, with large text, with longer words, in high contrast; each look in
// a process of its own, on copies of the same data.
#pragma once

#include <QString>

namespace stoa::journey {

inline const QString kLookOption = QStringLiteral("--look");

/// Takes the pictures of all looks, two at a time, on copies of the data in `company`, made below `folder`.
/// False if one of them could not be taken; the reason stands on standard error.
bool takeLooks(const QString& pictures, const QString& company, const QString& folder);

/// What a process of its own does: one look; `data` has the company, and room beside it. The exit code.
int showLook(const QString& look, const QString& pictures, const QString& data);

} // namespace stoa::journey
