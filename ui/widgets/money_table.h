// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

class QGridLayout;
class QFrame;
class QLabel;

namespace stoa::ui {

/// A small table of words and amounts: who gets what. The first column wraps, the others stand right-aligned.
class MoneyTable : public QWidget {
    Q_OBJECT

public:
    explicit MoneyTable(QWidget* parent = nullptr);

    /// `heads` and every row have the same length. `strongRow` is drawn semi-bold; -1: none.
    void setTable(const QStringList& heads, const QList<QStringList>& rows, int strongRow = -1);
    /// What stands in a cell, row 0 being the first below the heads.
    QString text(int row, int column) const;

private:
    QGridLayout* m_grid;
    QList<QList<QLabel*>> m_labels;
    QList<QFrame*> m_lines;
};

} // namespace stoa::ui
