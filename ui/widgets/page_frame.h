// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QVBoxLayout;
class QWidget;

namespace stoa::ui {

class BannerArea;
class PageHeader;

/// What every scrolling page begins with: header, place for banners, column.
struct PageFrame {
    PageHeader* header = nullptr;
    BannerArea* banners = nullptr;
    QVBoxLayout* column = nullptr;
};

/// Fills `page` with a scrolling body. `maxCharacters` as in ScrollPage.
PageFrame makePageFrame(QWidget* page, const QString& title, int maxCharacters = 0);

} // namespace stoa::ui
