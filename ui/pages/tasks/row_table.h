// SPDX-License-Identifier: MIT
#pragma once

#include <QTableWidget>
#include <QWidget>

class QPushButton;

namespace stoa::ui {

/// A small table that a person fills in: rows of text cells, buttons to add and remove a row. As tall as its
/// rows, so that only the page scrolls.
class RowTable : public QWidget {
    Q_OBJECT

public:
    struct Cell {
        QString title;
        QString hint;           ///< tooltip of the column's head
        bool isPercent = false; ///< a whole number from 0 to 100
        int characters = 16;    ///< least width
    };

    /// `name`: what a row is, for the buttons ("result", "step"). `maximum` rows at most.
    RowTable(QList<Cell> cells, const QString& name, int maximum, QWidget* parent = nullptr);

    /// Rows of which at least one cell has text.
    QList<QStringList> rows() const;
    void setRows(const QList<QStringList>& rows);
    void setReadOnly(bool isReadOnly);
    QTableWidget* table() const { return m_table; }
    QPushButton* addButton() const { return m_add; }
    /// Appends an empty row and begins to edit it.
    void addRow();
    void removeRow();

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void appendRow(const QStringList& texts);
    void fit();
    void showButtons();

    QList<Cell> m_cells;
    int m_maximum;
    bool m_isReadOnly = false;
    bool m_isFilling = false;
    QTableWidget* m_table;
    QPushButton* m_add;
    QPushButton* m_remove;
};

} // namespace stoa::ui
