// SPDX-License-Identifier: MIT
// The collaborations of the company: a table, and one collaboration at a time.
#pragma once

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace stoa::ui {

class BannerArea;
class CollaborationDetail;
class CollaborationFilter;
class CollaborationModel;
class EmptyState;
class Table;
class PageHeader;

class CollaborationsPage : public Page {
    Q_OBJECT

public:
    explicit CollaborationsPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    /// A collaboration's id, of any of my companies; "/dispute" after it shows its dispute. Empty: the table.
    void open(const QString& object) override;
    void refresh() override;

    CollaborationModel* model() const { return m_model; }
    CollaborationDetail* detail() const { return m_detail; }
    Table* table() const { return m_table; }
    QCheckBox* needsMe() const { return m_needsMe; }
    bool isShowingOne() const;

protected:
private:
    QWidget* makeList();
    void showRows(std::vector<engine::CollaborationView> rows);
    void showFilter();
    void showList();
    void updateShown();
    void openWanted();
    const engine::CollaborationView* find(const ObjectId& id) const;

    PageContext m_context;
    std::vector<engine::CollaborationView> m_mine; ///< in all my companies
    DacId m_shownCompany;
    CollaborationModel* m_model;
    CollaborationFilter* m_filter;
    QStackedWidget* m_stack;
    QWidget* m_list = nullptr;
    BannerArea* m_banners = nullptr;
    QLineEdit* m_text = nullptr;
    QCheckBox* m_needsMe = nullptr;
    QLabel* m_count = nullptr;
    QStackedWidget* m_body = nullptr;
    Table* m_table = nullptr;
    EmptyState* m_empty = nullptr;
    EmptyState* m_noMatch = nullptr;
    CollaborationDetail* m_detail;
    QString m_wanted;
};

} // namespace stoa::ui
