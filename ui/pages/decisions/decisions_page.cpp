// SPDX-License-Identifier: MIT
#include "ui/pages/decisions/decisions_page.h"

#include <algorithm>

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/company_forms.h"
#include "ui/pages/decisions/company_parts.h"
#include "ui/pages/decisions/motion_list.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/page_header.h"
#include "ui/words/error_text.h"
#include "ui/words/names.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

DecisionsPage::DecisionsPage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_tabs(new QTabBar)
    , m_motions(new MotionList(context))
    , m_rules(new MoneyAndRules(context))
    , m_tools(new ToolList(context))
    , m_seats(new SeatList(context))
{
    const PageFrame body = makePageFrame(this, tr("Decisions"), 100);
    m_header = body.header;
    m_banners = body.banners;
    m_propose = m_header->addButton(tr("&Put a motion"), "primary");
    m_propose->setObjectName(u"putMotion"_s);
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Parts of the page"));
    body.column->addWidget(m_tabs);
    m_parts = {m_motions, m_rules, m_tools, m_seats};
    for (const QString& name : {tr("Motions"), tr("Money and rules"), tr("Tools"), tr("Arbitrators")})
        m_tabs->addTab(name);
    for (QWidget* part : m_parts) body.column->addWidget(part);
    body.column->addStretch(1);
    const auto choose = [this](int index) {
        for (int i = 0; i < m_parts.size(); ++i) m_parts.at(i)->setVisible(i == index);
    };
    connect(m_tabs, &QTabBar::currentChanged, this, choose);
    choose(Motions);
    for (QWidget* part : m_parts) part->setEnabled(false); // until something is known
    addActions();

    connect(m_motions, &MotionList::changed, this, &DecisionsPage::refresh);
    connect(m_rules, &MoneyAndRules::payWanted, this, [this] { begin(makePayForm); });
    connect(m_rules, &MoneyAndRules::fundWanted, this, [this] { begin(makeFundForm); });
    connect(m_rules, &MoneyAndRules::rulesWanted, this, [this] { begin(makeRulesForm); });
    connect(m_rules, &MoneyAndRules::stakeWanted, this, [this] { begin(makeStakeForm); });
    connect(m_rules, &MoneyAndRules::leaveWanted, this, [this] { begin(makeLeaveForm); });
    connect(m_tools, &ToolList::addWanted, this, [this] { begin(makeToolForm); });
    connect(m_tools, &ToolList::dropWanted, this, [this](const engine::ToolView& tool) {
        begin([tool](const FormDesk& desk, const engine::CompanyView& company) {
            return makeDropToolForm(desk, company, tool);
        });
    });
    connect(m_tools, &ToolList::recordWanted, this,
            [this](const engine::ToolView& tool, const engine::ToolRecordView& record,
                   const engine::ToolMove& move) {
                begin([=](const FormDesk& desk, const engine::CompanyView& company) {
                    return makeRecordForm(desk, company, tool, record, move);
                });
            });
    connect(m_seats, &SeatList::takeWanted, this, [this] { begin(makeTakeSeatForm); });
    connect(m_seats, &SeatList::leaveWanted, this, [this](const engine::SeatView& seat) {
        begin([seat](const FormDesk& desk, const engine::CompanyView& company) {
            return makeLeaveSeatForm(desk, company, seat);
        });
    });
    connect(&context.session, &Session::companyChanged, this, &DecisionsPage::refresh);
    connect(&context.bridge, &EngineBridge::actionChanged, this, [this] {
        if (isVisible()) refresh();
    });
    connect(&context.session, &Session::clockTicked, this, [this] {
        const Timestamp minute = m_context.session.now() / kMinute;
        if (!isVisible() || m_state.company.dac.isZero() || minute == m_minute) return;
        m_minute = minute;
        showState(); // relative times move on
    });
}

void DecisionsPage::addActions()
{
    auto* menu = new QMenu(m_propose);
    using Make = std::function<ActDialog*(const FormDesk&, const engine::CompanyView&)>;
    const std::pair<QString, Make> all[] = {{tr("&Pay out of the treasury…"), makePayForm},
                                            {tr("Change a &role…"),
                                             [](const FormDesk& desk, const engine::CompanyView& company) {
                                                 return makeRoleForm(desk, company);
                                             }},
                                            {tr("&Change the rules…"), makeRulesForm},
                                            {tr("Add a &tool…"), makeToolForm}};
    for (const auto& [label, make] : all) {
        QAction* action = menu->addAction(label);
        connect(action, &QAction::triggered, this, [this, make = make] { begin(make); });
        m_actions << action;
    }
    m_propose->setMenu(menu);
}

QString DecisionsPage::title() const { return tr("Decisions"); }

void DecisionsPage::open(const QString& object)
{
    if (object == u"rules"_s) m_tabs->setCurrentIndex(Rules);
    if (object == u"tools"_s) m_tabs->setCurrentIndex(Tools);
    if (object == u"seats"_s) m_tabs->setCurrentIndex(Seats);
    if (object.size() != 2 * static_cast<int>(tx::MotionId::kSize)) return;
    m_tabs->setCurrentIndex(Motions);
    if (!m_motions->showMotion(object)) m_wanted = object;
}

void DecisionsPage::refresh()
{
    if (!m_context.session.hasCompany()) return;
    read();
}

void DecisionsPage::read()
{
    const DacId dac = m_context.session.company();
    const int round = ++m_round;
    m_fresh = {};
    m_missing = 5;
    const auto take = [this, round](auto member) {
        return [this, round, member](const auto& reply) {
            if (round != m_round) return;
            if (!reply) {
                ++m_round; // one reason is enough
                m_banners->show(u"company"_s, Tone::Danger, errorText(reply.error()));
                return;
            }
            m_fresh.*member = *reply;
            if (--m_missing > 0) return;
            m_banners->remove(u"company"_s);
            m_state = std::move(m_fresh);
            showState();
        };
    };
    m_context.bridge.send(engine::ReadCompany{dac}, this, take(&CompanyState::company));
    m_context.bridge.send(engine::ListMotions{dac}, this, take(&CompanyState::motions));
    m_context.bridge.send(engine::ListSeats{dac}, this, take(&CompanyState::seats));
    m_context.bridge.send(engine::ListTools{dac}, this, take(&CompanyState::tools));
    m_context.bridge.send(engine::ListToolRecords{dac, 0}, this, take(&CompanyState::records));
}

void DecisionsPage::showState()
{
    const auto& session = m_context.session;
    if (m_state.company.dac != session.company()) return; // another one was chosen meanwhile
    m_header->setSubtitle(companyTitle(toQt(m_state.company.name)));
    const bool iPutOne =
        std::any_of(m_state.motions.begin(), m_state.motions.end(), [](const engine::MotionView& motion) {
            return motion.proposer.isMe && motion.state == engine::MotionState::Open;
        });
    const QString why = session.isReadOnly() ? tr("This is the sample company: read-only")
                        : m_state.company.myRole == tx::Role::None
                            ? tr("You are not a member of this company")
                            : QString();
    m_propose->setEnabled(why.isEmpty());
    m_propose->setToolTip(!why.isEmpty() ? why
                          : iPutOne
                              ? tr("A motion of yours is open. You can put another one when it is decided")
                              : QString());
    for (QAction* action : std::as_const(m_actions)) action->setEnabled(why.isEmpty());
    for (QWidget* part : std::as_const(m_parts)) part->setEnabled(true);
    const auto count =
        std::count_if(m_state.motions.begin(), m_state.motions.end(), [](const engine::MotionView& motion) {
            return motion.state == engine::MotionState::Open || motion.state == engine::MotionState::Passed;
        });
    m_tabs->setTabText(Motions, count == 0 ? tr("Motions") : tr("Motions (%1)").arg(count));
    m_tabs->setTabVisible(Seats, m_state.company.terms.serves != 0 || !m_state.seats.empty());
    m_motions->showState(m_state);
    m_rules->showState(m_state);
    m_tools->showState(m_state);
    m_seats->showState(m_state);
    if (!m_wanted.isEmpty() && m_motions->showMotion(m_wanted)) m_wanted.clear();
}

void DecisionsPage::begin(const std::function<ActDialog*(const FormDesk&, const engine::CompanyView&)>& make)
{
    if (m_state.company.dac.isZero() || m_context.session.isReadOnly()) return;
    ActDialog* form = make({m_context.session, m_context.actions, window()}, m_state.company);
    connect(form, &ActDialog::sent, this, &DecisionsPage::refresh);
    form->begin();
}

} // namespace stoa::ui
