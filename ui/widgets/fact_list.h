// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

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
    ~FactList() override;

    /// The names' columns of both, and of all that either is together with, are equally wide from here on:
    /// for lists that stand under each other.
    void alignWith(FactList& other);

    /// Adds a row of text.
    TextLabel* addFact(const QString& name, const QString& value);
    /// Adds a row with any widget, which is taken over.
    void addFact(const QString& name, QWidget* value);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    using Together = std::vector<FactList*>;

    void align();
    QVBoxLayout* m_rows;
    std::shared_ptr<Together> m_together; ///< never null; with this one
};

} // namespace stoa::ui
