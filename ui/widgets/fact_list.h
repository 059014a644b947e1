// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace stoa::ui {

class TextLabel;

/// Names and values in two columns. Values wrap; the names' column is as wide as its widest name, at most a
/// third.
class FactList : public QWidget {
    Q_OBJECT

public:
    explicit FactList(QWidget* parent = nullptr);

    /// Adds a row of text.
    TextLabel* addFact(const QString& name, const QString& value);
    /// Adds a row with any widget, which is taken over.
    void addFact(const QString& name, QWidget* value);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    void align();
    QVBoxLayout* m_rows;
};

} // namespace stoa::ui
