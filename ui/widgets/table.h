// SPDX-License-Identifier: MIT
#pragma once

#include <unordered_map>
#include <vector>

#include <QTableView>

namespace stoa::ui {

class StackedRow;

/// A table of whole rows: quiet lines, column widths from the text, one column that takes the rest. It never
/// moves sideways: where the columns have no room side by side they get narrower, amounts excepted; where
/// that is not enough (large text, small window), each row shows its columns below each other.
class Table : public QTableView {
    Q_OBJECT

public:
    /// `name`: what the table lists, for screen readers.
    explicit Table(const QString& name, QWidget* parent = nullptr);

    /// `stretched` takes the room that is left. Call after setModel.
    void setStretchedColumn(int column);
    /// The column that heads a row whose columns stand below each other; without it the stretched one.
    void setTitleColumn(int column);
    /// Long texts wrap, in columns of at most so many average characters. Call after setModel.
    void wrapRows(int characters);
    /// Inside a page that scrolls: as high as its rows, at least `least` and at most `most` of them.
    void fitRows(int least, int most);

    /// Whether a row's columns stand below each other now.
    bool isStacked() const { return m_isStacked; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return m_most > 0; }
    int heightForWidth(int width) const override;
    void setModel(QAbstractItemModel* model) override;

Q_SIGNALS:
    /// Enter or a double click on a row.
    void rowActivated(int row);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// How everything stands at a width: a function of the width and the texts alone. If it depended on what
    /// is shown now, a scroll bar that comes because rows are high could make them low, and go again.
    struct Plan {
        bool isStacked = false;
        std::vector<int> widths;  ///< of the columns, unless stacked
        std::vector<int> heights; ///< of the rows
    };
    struct ColumnWidth {
        int wanted = 0;
        int least = 0;
    };
    Plan planFor(int room) const;
    const std::vector<ColumnWidth>& columnWidths() const;
    int barWidth() const;
    void forget();
    void fitColumns();
    void setStacked(bool isStacked);
    void unstack();
    int titleColumn() const { return m_title < 0 ? m_stretched : m_title; }

    StackedRow* m_stackedRow;
    int m_stretched = 0;
    int m_title = -1;
    int m_wrapAt = 0;
    bool m_isStacked = false;
    bool m_isFitting = false;
    int m_least = 0;
    int m_most = 0;
    mutable std::vector<ColumnWidth> m_widths;     ///< empty: to be measured
    mutable std::unordered_map<int, Plan> m_plans; ///< by width
};

} // namespace stoa::ui
