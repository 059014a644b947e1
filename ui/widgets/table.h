// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>

namespace stoa::ui {

/// A table of whole rows: quiet lines, column widths from the text, one column that takes the rest.
class Table : public QTableView {
    Q_OBJECT

public:
    /// `name`: what the table lists, for screen readers.
    explicit Table(const QString& name, QWidget* parent = nullptr);

    /// `stretched` takes the room that is left. Call after setModel.
    void setStretchedColumn(int column);
    /// Long texts wrap, in columns of at most so many average characters. Call after setModel.
    void wrapRows(int characters);
    /// Inside a page that scrolls: as high as its rows, at least `least` and at most `most` of them.
    void fitRows(int least, int most);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    void setModel(QAbstractItemModel* model) override;

Q_SIGNALS:
    /// Enter or a double click on a row.
    void rowActivated(int row);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int heightOfRows() const;
    void fitColumns();

    int m_stretched = 0;
    int m_wrapAt = 0;
    bool m_isTooWide = false; ///< moved sideways
    int m_least = 0;
    int m_most = 0;
};

} // namespace stoa::ui
