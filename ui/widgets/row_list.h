// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace stoa::ui {

/// Rows of any widgets below each other that are made anew only when what they say has changed; the keyboard
/// then stays with the button of the same object name.
class RowList : public QWidget {
    Q_OBJECT

public:
    explicit RowList(int spacing = 8, QWidget* parent = nullptr);

    /// `words` is everything that the rows show. `make` adds them to the column.
    void setRows(const QStringList& words, const std::function<void(QVBoxLayout*)>& make);

private:
    QVBoxLayout* m_column;
    QStringList m_words;
    bool m_isFilled = false;
};

} // namespace stoa::ui
