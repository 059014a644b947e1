// SPDX-License-Identifier: MIT
#pragma once

#include <QLayout>
#include <QList>

namespace stoa::ui {

/// Widgets in a row that goes on in the next line when there is no more room: buttons at large text sizes.
class FlowLayout : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index, nullptr); }
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return arrange(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect& rect) override;

    /// The first item takes the room that is left in its line, so that the others stand at the right end;
    /// when they do not fit beside it, it has its line for itself.
    void stretchFirst() { m_stretchesFirst = true; }
    /// Between lines; without it, as between the items of a line.
    void setLineSpacing(int spacing) { m_lineSpacing = spacing; }

protected:
    const QList<QLayoutItem*>& items() const { return m_items; }
    /// Places the items if `moves`. Returns the height that they need.
    virtual int arrange(const QRect& rect, bool moves) const;

private:
    QList<QLayoutItem*> m_items;
    int m_lineSpacing = -1;
    bool m_stretchesFirst = false;
};

/// Widgets of one width in as many columns as fit, and the same height in a line: cards with numbers.
class TileLayout : public FlowLayout {
    Q_OBJECT

public:
    explicit TileLayout(QWidget* parent = nullptr);

protected:
    int arrange(const QRect& rect, bool moves) const override;
};

} // namespace stoa::ui
