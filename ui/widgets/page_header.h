// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace stoa::ui {

class FlowLayout;

/// The head of a page: title, one line below it, state, and at most one primary button.
class PageHeader : public QWidget {
    Q_OBJECT

public:
    explicit PageHeader(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// One line under the title; empty hides it.
    void setSubtitle(const QString& subtitle);
    /// Puts a chip or any small widget right of the title; takes it over.
    void addChip(QWidget* chip);
    /// A button at the right end; `kind` as in Style ("primary", "quiet", "danger" or empty).
    QPushButton* addButton(const QString& label, const char* kind = "");
    /// Any widget at the right end; takes it over.
    void addWidget(QWidget* widget);

private:
    QLabel* m_title;
    QLabel* m_subtitle;
    FlowLayout* m_row; ///< title, chips, buttons
};

} // namespace stoa::ui
