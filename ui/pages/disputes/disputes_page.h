// SPDX-License-Identifier: MIT
// Disputes of all my companies: those about me, and those that I decide.
#pragma once

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace stoa::ui {

class BannerArea;
class DisputeFilter;
class DisputeModel;
class EmptyState;
class Table;
enum class DisputeShare;

class DisputesPage : public Page {
    Q_OBJECT

public:
    explicit DisputesPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override { return tr("Disputes"); }
    void refresh() override;

    DisputeModel* model() const { return m_model; }
    Table* aboutMe() const { return m_tables.at(0); }
    Table* forMe() const { return m_tables.at(1); }

private:
    void addTable(QVBoxLayout* column, const QString& heading, const QString& nothing, DisputeShare share);
    void showAll(const std::vector<engine::CollaborationView>& all);
    void showWhatIsThere();

    PageContext m_context;
    DisputeModel* m_model;
    BannerArea* m_banners;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QList<Table*> m_tables;
    QList<DisputeFilter*> m_filters;
    QList<QLabel*> m_nothing;
};

} // namespace stoa::ui
