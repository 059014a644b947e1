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

private:
    int arrange(const QRect& rect, bool moves) const;

    QList<QLayoutItem*> m_items;
};

} // namespace stoa::ui
