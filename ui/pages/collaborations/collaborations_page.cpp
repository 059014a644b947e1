// SPDX-License-Identifier: MIT
#include "ui/pages/collaborations/collaborations_page.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/collaborations/collaboration_detail.h"
#include "ui/pages/collaborations/collaboration_model.h"
#include "ui/pages/page_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

CollaborationsPage::CollaborationsPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_model(new CollaborationModel(context.session, this))
    , m_filter(new CollaborationFilter(*m_model, this))
    , m_stack(new QStackedWidget)
    , m_detail(new CollaborationDetail(context))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_list = makeList();
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_detail);
    column->addWidget(m_stack);
    connect(m_detail, &CollaborationDetail::backWanted, this,
            [this] { m_context.navigator.go(page::kCollaborations); });
    connect(m_detail, &CollaborationDetail::changed, this, &CollaborationsPage::refresh);
    connect(&context.session, &Session::clockTicked, m_model, [this] { m_model->touchTimes(); });
    m_shownCompany = context.session.company();
    connect(&context.session, &Session::companyChanged, this, [this] {
        if (m_shownCompany == m_context.session.company()) return;
        m_shownCompany = m_context.session.company();
        showRows({});
        showList();
    });
}

QWidget* CollaborationsPage::makeList()
{
    auto* list = new QWidget;
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(12);
    auto* header = new PageHeader(tr("Collaborations"));
    m_needsMe = new QCheckBox(tr("&Needs me"));
    m_text = new QLineEdit;
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setToolTip(tr("Words of the title, a person or a state"));
    m_text->setAccessibleName(tr("Filter the collaborations"));
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(charactersWide(this, 20));
    m_text->setMaximumWidth(charactersWide(this, 36));
    m_text->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    header->addWidget(m_needsMe);
    header->addWidget(m_text);
    column->addWidget(header);
    m_banners = new BannerArea;
    column->addWidget(m_banners);
    m_count = secondaryLabel({});
    m_count->hide();
    column->addWidget(m_count);

    m_table = new Table(tr("Collaborations"));
    m_table->setModel(m_filter);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(CollaborationModel::NeedsMeColumn, Qt::AscendingOrder);
    m_table->setStretchedColumn(CollaborationModel::TitleColumn);
    m_empty =
        new EmptyState(u"collaboration"_s, tr("You don't work with anyone yet."),
                       tr("A collaboration begins with a task whose seven factors are complete: open the "
                          "task and propose one."));
    m_empty->addAction(tr("Open the tasks"), [this] { m_context.navigator.go(page::kTasks); });
    m_noMatch = new EmptyState(u"search"_s, tr("Nothing matches the filter."), {});
    m_noMatch->addAction(tr("Clear the filter"), [this] {
        m_text->clear();
        m_needsMe->setChecked(false);
    });
    m_body = new QStackedWidget;
    m_body->addWidget(m_table);
    m_body->addWidget(m_empty);
    m_body->addWidget(m_noMatch);
    column->addWidget(m_body, 1);

    connect(m_text, &QLineEdit::textChanged, this, &CollaborationsPage::showFilter);
    connect(m_needsMe, &QCheckBox::toggled, this, &CollaborationsPage::showFilter);
    connect(m_table, &Table::rowActivated, this, [this](int row) {
        if (const auto* view = m_filter->view(m_filter->index(row, 0)))
            m_context.navigator.go(page::kCollaborations, idText(view->id));
    });
    return list;
}

QString CollaborationsPage::title() const
{
    return isShowingOne() ? toQt(m_detail->view().title) : tr("Collaborations");
}

bool CollaborationsPage::isShowingOne() const { return m_stack->currentWidget() == m_detail; }

const engine::CollaborationView* CollaborationsPage::find(const ObjectId& id) const
{
    if (const auto* here = m_model->find(id)) return here;
    const auto found =
        std::find_if(m_mine.begin(), m_mine.end(), [&](const auto& each) { return each.id == id; });
    return found == m_mine.end() ? nullptr : &*found;
}

void CollaborationsPage::open(const QString& object)
{
    m_wanted = object;
    if (object.isEmpty()) {
        showList();
        return;
    }
    openWanted();
    if (!m_wanted.isEmpty()) refresh();
}

void CollaborationsPage::openWanted()
{
    if (m_wanted.isEmpty()) return;
    const auto* view = find(idFrom<ObjectId>(m_wanted.section(u'/', 0, 0)));
    if (!view) return;
    const bool isDispute = m_wanted.endsWith(u"/dispute"_s);
    m_wanted.clear();
    if (isShowingOne() && m_detail->view().id == view->id)
        m_detail->update(*view);
    else
        m_detail->show(*view);
    m_stack->setCurrentWidget(m_detail);
    if (isDispute) m_detail->showPart(CollaborationDetail::Part::Dispute);
    Q_EMIT titleChanged();
}

void CollaborationsPage::showList()
{
    m_stack->setCurrentWidget(m_list);
    Q_EMIT titleChanged();
}

void CollaborationsPage::refresh()
{
    // Mine everywhere, so that the inbox and the disputes can lead here; then all of this company, among them
    // proposals that any member may accept.
    m_context.bridge.send(engine::ListCollaborations{}, this,
                          [this](const Result<std::vector<engine::CollaborationView>>& reply) {
                              if (!reply) return;
                              m_mine = *reply;
                              openWanted();
                              updateShown();
                          });
    const DacId dac = m_context.session.company();
    if (dac.isZero()) {
        showRows({});
        return;
    }
    m_context.bridge.send(engine::ListCollaborations{dac}, this,
                          [this, dac](const Result<std::vector<engine::CollaborationView>>& reply) {
                              if (dac != m_context.session.company()) return;
                              if (reply)
                                  showRows(*reply);
                              else
                                  ActionRunner::showRefusal(m_list, reply.error());
                          });
}

void CollaborationsPage::showRows(std::vector<engine::CollaborationView> rows)
{
    m_model->setRows(std::move(rows));
    showFilter();
    openWanted();
    updateShown();
}

void CollaborationsPage::updateShown()
{
    if (!isShowingOne()) return;
    if (const auto* view = find(m_detail->view().id)) {
        m_detail->update(*view);
        Q_EMIT titleChanged();
    }
}

void CollaborationsPage::showFilter()
{
    m_filter->setNeedsMe(m_needsMe->isChecked());
    m_filter->setText(m_text->text());
    const bool isActive = m_needsMe->isChecked() || !m_text->text().trimmed().isEmpty();
    m_count->setVisible(isActive && m_model->rowCount() > 0);
    m_count->setText(tr("%1 of %2 collaborations match.").arg(m_filter->rowCount()).arg(m_model->rowCount()));
    m_body->setCurrentWidget(m_model->rowCount() == 0    ? static_cast<QWidget*>(m_empty)
                             : m_filter->rowCount() == 0 ? static_cast<QWidget*>(m_noMatch)
                                                         : m_table);
}

} // namespace stoa::ui
