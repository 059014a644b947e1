// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

class QLayout;
class QVBoxLayout;

namespace stoa::ui {

/// Deletes everything that is in it.
void clearLayout(QLayout* layout);

/// Scrolls a column of widgets vertically, so that nothing is cut at any text size.
class ScrollPage : public QScrollArea {
    Q_OBJECT

public:
    /// `maxCharacters` limits the column's width (in average characters); 0: the whole width.
    explicit ScrollPage(QWidget* parent = nullptr, int maxCharacters = 0);

    /// The column. Add widgets here; a stretch is kept below them by `finish`.
    QVBoxLayout* body() const { return m_body; }
    /// Keeps the column at the top.
    void finish();

    QSize minimumSizeHint() const override;
    /// What it takes to show everything without scrolling, if it is `width` wide.
    int heightForContent(int width) const;
    /// The least width in which nothing of it has to be moved sideways.
    int widthForContent() const;

private:
    void measureAnew() const;
    QVBoxLayout* m_body;
};

} // namespace stoa::ui
