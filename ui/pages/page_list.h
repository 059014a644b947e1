// SPDX-License-Identifier: MIT
// THE list of pages. A new page is a folder in ui/pages and one line in page_list.cpp.
#pragma once

#include <span>

#include <QString>

namespace stoa::ui {

class Page;
struct PageContext;

/// Where a page stands in the sidebar: what is always mine, or what belongs to the company.
enum class PageZone { Company, Mine, Hidden };

struct PageEntry {
    QString id;
    QString icon;
    QString title;    ///< translated
    QString shortcut; ///< portable text; empty for none
    PageZone zone;
    Page* (*make)(const PageContext& context);
};

/// In the order of the sidebar.
std::span<const PageEntry> pageList();

/// Ids that code refers to.
namespace page {
inline const QString kWelcome = QStringLiteral("welcome");
inline const QString kHome = QStringLiteral("home");
inline const QString kTasks = QStringLiteral("tasks");
inline const QString kCollaborations = QStringLiteral("collaborations");
inline const QString kDecisions = QStringLiteral("decisions");
inline const QString kWiki = QStringLiteral("wiki");
inline const QString kWallet = QStringLiteral("wallet");
inline const QString kDisputes = QStringLiteral("disputes");
inline const QString kNetwork = QStringLiteral("network");
inline const QString kSettings = QStringLiteral("settings");
} // namespace page

} // namespace stoa::ui
