// SPDX-License-Identifier: MIT
#include "ui/widgets/page_frame.h"

#include <QVBoxLayout>

#include "ui/widgets/banner.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/scroll_page.h"

namespace stoa::ui {

PageFrame makePageFrame(QWidget* page, const QString& title, int maxCharacters)
{
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new ScrollPage(page, maxCharacters);
    scroll->setAccessibleName(title);
    outer->addWidget(scroll);
    PageFrame body;
    body.header = new PageHeader(title);
    body.banners = new BannerArea;
    body.column = scroll->body();
    body.column->setSpacing(16);
    body.column->addWidget(body.header);
    body.column->addWidget(body.banners);
    return body;
}

} // namespace stoa::ui
