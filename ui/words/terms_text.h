// SPDX-License-Identifier: MIT
// A company's rules in words, row by row, and what changes from one set of rules to another.
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "core/engine/views.h"

namespace stoa::ui {

/// One rule. Rules of the same kind have the same name, whatever their value is.
struct TermRow {
    QString group;
    QString name;
    QString value;
};
/// What a party is called here.
using PartyName = std::function<QString(const tx::Party&)>;

/// Every rule, in the order in which people ask for them. What only counts for a company that judges for
/// others is left out where it does not.
std::vector<TermRow> termRows(const tx::CharterTerms& terms, const PartyName& nameOf, const QString& symbol);

struct TermChange {
    QString name;
    QString before; ///< empty: there was no such rule
    QString after;
};
std::vector<TermChange> termChanges(const tx::CharterTerms& before, const tx::CharterTerms& after,
                                    const PartyName& nameOf, const QString& symbol);

/// What a role may do: "Invite, write tasks and pages".
QString permissionsText(std::uint64_t mask);
QString permissionText(tx::Permission permission);
inline constexpr int kPermissions = static_cast<int>(tx::Permission::Amend) + 1;

} // namespace stoa::ui
