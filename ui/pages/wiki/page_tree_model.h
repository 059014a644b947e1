// SPDX-License-Identifier: MIT
// The pages of a company as a tree of the segments of their names.
#pragma once

#include <memory>
#include <vector>

#include <QAbstractItemModel>

#include "core/engine/views.h"

namespace stoa::ui {

/// Ten thousand pages are filtered and built in a few milliseconds, so every change builds the tree anew;
/// the view puts selection and open branches back (`modelReset`).
class PageTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< whole name, also of a branch without a page
        IsPageRole,
    };

    explicit PageTreeModel(QObject* parent = nullptr);
    ~PageTreeModel() override;

    /// A name occurs once. What differs only in state changes in place.
    void setPages(std::vector<engine::PageSummary> pages);
    const std::vector<engine::PageSummary>& pages() const { return m_pages; }
    /// Shows pages whose names have all the words, with the branches that lead there.
    void setFilter(const QString& filter);
    QString filter() const { return m_filter; }
    /// Pages that the filter lets through.
    int shown() const { return m_shown; }
    /// Invalid if it is not in the tree.
    QModelIndex indexOf(const QString& name) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Node;
    void build();
    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOf(const Node* node) const;

    std::vector<engine::PageSummary> m_pages;
    QString m_filter;
    std::unique_ptr<Node> m_root;
    int m_shown = 0;
};

} // namespace stoa::ui
