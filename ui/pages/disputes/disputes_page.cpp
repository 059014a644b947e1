// SPDX-License-Identifier: MIT
#include "ui/pages/disputes/disputes_page.h"

#include <algorithm>

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/disputes/dispute_model.h"
#include "ui/pages/page_list.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

DisputesPage::DisputesPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new DisputeModel(context.session, this))
    , m_banners(new BannerArea)
    , m_stack(new QStackedWidget)
    , m_empty(
          new EmptyState(u"dispute"_s, tr("No disputes."),
                         tr("When two people do not agree about a collaboration, one of them opens a dispute "
                            "there, and the company's arbitrator decides.")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    auto* scroll = new ScrollPage;
    scroll->body()->addWidget(new PageHeader(tr("Disputes")));
    scroll->body()->addWidget(m_banners);
    addTable(scroll->body(), tr("About me"), tr("Nobody has a dispute with you."), DisputeShare::AboutMe);
    addTable(scroll->body(), tr("For me to decide"), tr("You have nothing to decide."), DisputeShare::Mine);
    scroll->finish();
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_empty);
    m_empty->addAction(tr("Open the collaborations"),
                       [this] { m_context.navigator.go(page::kCollaborations); });
    connect(&context.session, &Session::clockTicked, m_model, [this] { m_model->touchTimes(); });
}

void DisputesPage::addTable(QVBoxLayout* column, const QString& heading, const QString& nothing,
                            DisputeShare share)
{
    column->addWidget(wrappedLabel(heading, TextRole::Subtitle));
    auto* filter = new DisputeFilter(*m_model, share, this);
    auto* table = new Table(heading);
    table->setModel(filter);
    table->setSortingEnabled(true);
    table->sortByColumn(DisputeModel::NextColumn, Qt::AscendingOrder);
    table->setStretchedColumn(DisputeModel::OtherwiseColumn);
    table->setTitleColumn(0);
    table->wrapRows(24);
    table->fitRows(1, 1000);
    column->addWidget(table);
    auto* empty = secondaryLabel(nothing);
    column->addWidget(empty);
    m_tables << table;
    m_filters << filter;
    m_nothing << empty;
    connect(table, &Table::rowActivated, this, [this, filter](int row) {
        if (const auto* view = filter->view(filter->index(row, 0)))
            m_context.navigator.go(page::kCollaborations, idText(view->id) + u"/dispute"_s);
    });
}

void DisputesPage::refresh()
{
    m_context.bridge.send(engine::ListCollaborations{}, this,
                          [this](const Result<std::vector<engine::CollaborationView>>& reply) {
                              if (reply)
                                  showAll(*reply);
                              else
                                  ActionRunner::showRefusal(this, reply.error());
                          });
}

void DisputesPage::showAll(const std::vector<engine::CollaborationView>& all)
{
    std::vector<engine::CollaborationView> disputes;
    std::copy_if(all.begin(), all.end(), std::back_inserter(disputes), [](const auto& each) {
        return each.dispute &&
               (each.iAmAsker || each.iAmDoer || each.iAmArbitrator || each.dispute->iAmJuror);
    });
    const auto settled = std::count_if(all.begin(), all.end(), [](const auto& each) {
        return each.state == engine::CollaborationState::Settled && !each.dispute;
    });
    if (settled > 0)
        m_empty->setWords(tr("No disputes."), tr("%n collaboration(s) were settled without one.", nullptr,
                                                 static_cast<int>(settled)));
    m_stack->setCurrentIndex(disputes.empty() ? 1 : 0);
    m_model->setRows(std::move(disputes));
    showWhatIsThere();
}

void DisputesPage::showWhatIsThere()
{
    for (int i = 0; i < m_tables.size(); ++i) {
        const int rows = m_filters.at(i)->rowCount();
        m_tables.at(i)->setVisible(rows > 0);
        m_nothing.at(i)->setVisible(rows == 0);
    }
}

} // namespace stoa::ui
