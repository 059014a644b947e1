// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QWidget>

#include "core/engine/views.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace stoa::ui {

class PageTreeModel;

/// The left side of the wiki: a filter, the tree of pages, and a button for a new one.
class PageTree : public QWidget {
    Q_OBJECT

public:
    explicit PageTree(QWidget* parent = nullptr);

    void setPages(std::vector<engine::PageSummary> pages);
    const PageTreeModel& model() const { return *m_model; }
    /// Selects the page and opens the branches that lead to it; tells nobody.
    void select(const QString& name);
    void setReadOnly(bool readOnly);

    QLineEdit* filter() const { return m_filter; }
    QTreeView* view() const { return m_view; }

Q_SIGNALS:
    void opened(const QString& name);
    void newWanted();

private:
    void restore();
    void showCount();

    PageTreeModel* m_model;
    QLineEdit* m_filter;
    QLabel* m_count;
    QTreeView* m_view;
    QPushButton* m_new;
    QSet<QString> m_expanded;
    QString m_selected;
    bool m_isRestoring = false;
};

} // namespace stoa::ui
