// SPDX-License-Identifier: MIT
#include "ui/pages/tasks/task_detail.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/dialog.h"
#include "ui/pages/page_list.h"
#include "ui/pages/tasks/factor_editor.h"
#include "ui/pages/tasks/move_rules.h"
#include "ui/pages/tasks/propose_panel.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/four_lines_view.h"
#include "ui/widgets/job_statement_view.h"
#include "ui/widgets/money.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/text_label.h"
#include "ui/words/factor_words.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using content::Factor;
using content::FactorState;

namespace {

constexpr int kKeepAfterMs = 400;

QString stateIcon(FactorState state)
{
    switch (state) {
    case FactorState::Empty: return u"circle"_s;
    case FactorState::Started: return u"half"_s;
    case FactorState::Complete: return u"check-circle"_s;
    }
    return {};
}

Tone stateTone(FactorState state)
{
    switch (state) {
    case FactorState::Empty: return Tone::Idle;
    case FactorState::Started: return Tone::Info;
    case FactorState::Complete: return Tone::Ok;
    }
    return Tone::Idle;
}

} // namespace

TaskDetail::TaskDetail(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_keep(new QTimer(this))
    , m_state(new StateChip)
    , m_collaboration(new CollaborationChip)
    , m_finality(new FinalityChip)
    , m_reason(captionLabel({}))
    , m_banners(new BannerArea)
    , m_stack(new QStackedWidget)
    , m_progress(captionLabel({}))
    , m_title(new QLineEdit)
    , m_titleFault(captionLabel({}))
    , m_description(new QPlainTextEdit)
    , m_reward(new AmountEdit(context.session.symbol()))
    , m_lines(new FourLinesView(context.session))
    , m_factors(new FactorEditor)
    , m_onePage(new JobStatementView)
    , m_propose(new ProposePanel(context))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeHead(column);
    m_editor = makeEditor();
    m_reader = makeReader();
    m_stack->addWidget(m_editor);
    m_stack->addWidget(m_reader);
    m_stack->addWidget(m_propose);
    column->addWidget(m_stack, 1);
    m_keep->setSingleShot(true);
    m_keep->setInterval(kKeepAfterMs);
    connect(m_keep, &QTimer::timeout, this, &TaskDetail::keepDraft);

    // Terms and the page to read are steps of their own, with their own buttons.
    connect(m_stack, &QStackedWidget::currentChanged, this, [this] {
        const bool isEditor = m_stack->currentWidget() == m_editor;
        m_buttonRow->setVisible(isEditor);
        if (isEditor)
            showHead();
        else
            m_reason->hide();
    });
    connect(m_title, &QLineEdit::textChanged, this, &TaskDetail::markDirty);
    connect(m_description, &QPlainTextEdit::textChanged, this, &TaskDetail::markDirty);
    connect(m_reward, &AmountEdit::amountChanged, this, &TaskDetail::markDirty);
    connect(m_factors, &FactorEditor::edited, this, &TaskDetail::markDirty);
    connect(m_factors, &FactorEditor::progressed, this, &TaskDetail::showProgress);
    connect(m_propose, &ProposePanel::cancelled, this, [this] { m_stack->setCurrentWidget(m_editor); });
    connect(m_propose, &ProposePanel::proposed, this, [this](const ObjectId& id) {
        m_stack->setCurrentWidget(m_editor);
        m_context.navigator.go(page::kCollaborations, idText(id));
    });
    for (int i = 0; i < static_cast<int>(content::kFactors); ++i) {
        auto* jump = new QShortcut(QKeySequence(u"Ctrl+%1"_s.arg(i + 1)), this);
        jump->setContext(Qt::WidgetWithChildrenShortcut);
        connect(jump, &QShortcut::activated, this, [this, i] { m_rail->setCurrentRow(i + 1); });
    }
    auto* keep = new QShortcut(QKeySequence::Save, this);
    keep->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keep, &QShortcut::activated, this, &TaskDetail::save);
}

void TaskDetail::makeHead(QVBoxLayout* column)
{
    auto* head = new QVBoxLayout;
    head->setContentsMargins(24, 12, 24, 8);
    head->setSpacing(8);
    auto* line = new QHBoxLayout;
    auto* back = new QPushButton(icon(u"back"_s), tr("Board"));
    back->setProperty("kind", QByteArray("quiet"));
    back->setAccessibleName(tr("Back to the board"));
    connect(back, &QPushButton::clicked, this, &TaskDetail::backWanted);
    line->addWidget(back);
    line->addStretch(1);
    head->addLayout(line);

    m_head = new PageHeader({});
    head->addWidget(m_head);
    auto* chips = new FlowLayout;
    for (StateChip* chip :
         {m_state, static_cast<StateChip*>(m_collaboration), static_cast<StateChip*>(m_finality)})
        chips->addWidget(chip);
    head->addLayout(chips);

    m_buttonRow = new QWidget;
    auto* buttons = new FlowLayout(m_buttonRow);
    m_save = new QPushButton(tr("&Save…"));
    m_save->setProperty("kind", QByteArray("primary"));
    m_proposeButton = new QPushButton(tr("&Propose a collaboration…"));
    m_move = new QPushButton(tr("&Move…"));
    m_assign = new QPushButton(tr("&Assign…"));
    auto* read = new QPushButton(tr("&Read as one page"));
    for (QPushButton* button : {m_save, m_proposeButton, m_move, m_assign, read}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    head->addWidget(m_buttonRow);
    head->addWidget(m_reason);
    head->addWidget(m_banners);
    column->addLayout(head);

    connect(m_save, &QPushButton::clicked, this, &TaskDetail::save);
    connect(m_move, &QPushButton::clicked, this, [this] { Q_EMIT moveWanted(m_task.id, m_move); });
    connect(m_assign, &QPushButton::clicked, this, [this] { Q_EMIT assignWanted(m_task.id, m_assign); });
    connect(read, &QPushButton::clicked, this, &TaskDetail::readAsOnePage);
    connect(m_proposeButton, &QPushButton::clicked, this, [this] {
        m_propose->start(m_task, m_company);
        m_stack->setCurrentWidget(m_propose);
    });
}

QWidget* TaskDetail::makeRail()
{
    auto* rail = new QWidget;
    auto* column = new QVBoxLayout(rail);
    column->setContentsMargins(24, 8, 0, 12);
    m_rail = new QListWidget;
    m_rail->setFrameShape(QFrame::NoFrame);
    m_rail->setAccessibleName(tr("Parts of the task"));
    m_rail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rail->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    m_rail->addItem(new QListWidgetItem(icon(u"tasks"_s), tr("Task")));
    for (int i = 0; i < static_cast<int>(content::kFactors); ++i)
        m_rail->addItem(factorName(static_cast<Factor>(i)));
    QPalette clear = m_rail->palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    m_rail->setPalette(clear);
    column->addWidget(m_progress);
    column->addWidget(m_rail, 1);
    connect(m_rail, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row < 0 || m_isFilling) return;
        QWidget* section = row == 0 ? m_basics : m_factors->section(static_cast<Factor>(row - 1));
        const QPoint top = section->mapTo(m_scroll->widget(), QPoint(0, 0));
        m_scroll->verticalScrollBar()->setValue(top.y() - 12);
    });
    connect(m_rail, &QListWidget::itemActivated, this, [this] {
        const int row = m_rail->currentRow();
        if (row == 0)
            m_title->setFocus();
        else
            m_factors->focusFactor(static_cast<Factor>(row - 1));
    });
    return rail;
}

QWidget* TaskDetail::makeEditor()
{
    auto* editor = new QWidget;
    auto* row = new QHBoxLayout(editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeRail());
    m_scroll = new ScrollPage;
    auto* card = new Card;
    m_basics = card;
    addField(card->body(), tr("T&itle"), m_title);
    card->body()->addWidget(m_titleFault);
    m_titleFault->hide();
    m_description->setTabChangesFocus(true);
    m_description->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_description->setMaximumHeight(9 * fontMetrics().lineSpacing());
    addField(card->body(), tr("&Description"), m_description);
    addField(card->body(), tr("Re&ward"), m_reward,
             tr("What it may be worth. Nothing is locked before you propose a collaboration."));
    m_linesCard = new Card(tr("Its collaboration"));
    m_linesCard->body()->addWidget(m_lines);
    m_linesCard->hide();
    m_scroll->body()->addWidget(m_linesCard);
    m_scroll->body()->addWidget(card);
    m_scroll->body()->addWidget(m_factors);
    m_scroll->finish();
    row->addWidget(m_scroll, 1);
    return editor;
}

QWidget* TaskDetail::makeReader()
{
    auto* scroll = new ScrollPage;
    auto* back = new QPushButton(icon(u"edit"_s), tr("Back to the form"));
    back->setProperty("kind", QByteArray("quiet"));
    scroll->body()->addWidget(back, 0, Qt::AlignLeft);
    auto* card = new Card;
    card->body()->addWidget(m_onePage);
    scroll->body()->addWidget(card);
    scroll->finish();
    connect(back, &QPushButton::clicked, this, [this] { m_stack->setCurrentWidget(m_editor); });
    return scroll;
}

TaskDetail::Edit TaskDetail::editOf(const engine::TaskView& task) const
{
    return {toQt(task.title), toQt(task.description),
            task.reward == 0 ? QString() : amountNumber(task.reward), task.statement};
}

TaskDetail::Edit TaskDetail::current() const
{
    Edit edit{m_title->text().trimmed(), m_description->toPlainText().trimmed(), m_reward->text(),
              m_factors->statement()};
    edit.statement.title = toStd(edit.title);
    return edit;
}

void TaskDetail::fill(const Edit& edit)
{
    m_isFilling = true;
    m_reward->setSymbol(m_context.session.symbol());
    m_title->setText(edit.title);
    m_description->setPlainText(edit.description);
    m_reward->setText(edit.reward);
    m_factors->setStatement(edit.statement);
    m_isFilling = false;
    showProgress();
}

TaskDetail::~TaskDetail()
{
    if (m_isDirty) keepDraft();
}

void TaskDetail::show(const engine::TaskView& task)
{
    stash();
    m_task = task;
    m_banners->clear();
    m_linesCard->hide();
    m_stack->setCurrentWidget(m_editor);
    const QString id = idText(task.id);
    auto before = m_stashed.contains(id) ? std::optional(m_stashed.take(id)) : takeDraft();
    m_isDirty = before.has_value();
    fill(before ? *std::move(before) : editOf(task));
    m_scroll->verticalScrollBar()->setValue(0);
    m_rail->setCurrentRow(0);
    m_rail->setFocus();
    if (m_isDirty) {
        auto* banner = m_banners->show(u"stashed"_s, Tone::Info,
                                       tr("What you had written before is here again. It is not saved yet."));
        banner->addAction(tr("Discard it"), [this] { discard(); });
        banner->setClosable();
    }
    showHead();
    showBanners();
    readCollaboration();
}

void TaskDetail::update(const engine::TaskView& task)
{
    const bool isOther = task.content != m_task.content;
    m_task = task;
    if (isOther && m_isDirty) {
        auto* banner = m_banners->show(u"theirs"_s, Tone::Warn,
                                       tr("Somebody saved this task while you were writing. Saving replaces "
                                          "their text by yours."));
        banner->addAction(tr("Show their text"), [this] { discard(); });
        banner->setClosable();
    } else if (isOther)
        fill(editOf(task));
    showHead();
    showBanners();
    readCollaboration();
}

void TaskDetail::readCollaboration()
{
    if (!m_task.collaboration) {
        m_linesCard->hide();
        return;
    }
    const ObjectId id = *m_task.collaboration;
    m_context.bridge.send(engine::ReadCollaboration{m_task.dac, id}, this,
                          [this, id](const Result<engine::CollaborationView>& reply) {
                              if (m_task.collaboration != id) return;
                              m_linesCard->setVisible(static_cast<bool>(reply));
                              if (reply) m_lines->setCollaboration(*reply);
                          });
}

void TaskDetail::discard()
{
    m_stashed.remove(idText(m_task.id));
    m_isDirty = false;
    keepDraft();
    fill(editOf(m_task));
    m_banners->remove(u"stashed"_s);
    m_banners->remove(u"theirs"_s);
    showHead();
}

void TaskDetail::stash()
{
    if (m_isDirty && !m_task.id.isZero()) {
        keepDraft();
        m_stashed.insert(idText(m_task.id), current());
    }
    m_isDirty = false;
}

QString TaskDetail::draftKey() const { return u"task-"_s + idText(m_task.id); }

void TaskDetail::keepDraft()
{
    m_keep->stop();
    if (m_task.id.isZero()) return;
    QString draft;
    if (m_isDirty) {
        const Edit edit = current();
        QJsonObject json;
        json[u"title"_s] = edit.title;
        json[u"description"_s] = edit.description;
        json[u"reward"_s] = edit.reward;
        json[u"statement"_s] = toQt(content::encodeJobStatement(edit.statement));
        draft = QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
    }
    m_context.settings.setDraft(draftKey(), draft);
}

std::optional<TaskDetail::Edit> TaskDetail::takeDraft()
{
    const auto json = QJsonDocument::fromJson(m_context.settings.draft(draftKey()).toUtf8()).object();
    if (json.isEmpty()) return std::nullopt;
    auto statement = content::decodeJobStatement(toStd(json[u"statement"_s].toString()));
    if (!statement) return std::nullopt;
    return Edit{json[u"title"_s].toString(), json[u"description"_s].toString(), json[u"reward"_s].toString(),
                *std::move(statement)};
}

void TaskDetail::setCompany(const engine::CompanyView& company)
{
    m_company = company;
    if (!m_task.id.isZero()) showHead();
}

void TaskDetail::markDirty()
{
    if (m_isFilling) return;
    m_isDirty = true;
    m_keep->start();
    showHead();
}

QString TaskDetail::whyNotPropose() const
{
    if (m_context.session.isReadOnly()) return tr("This is a sample company: nothing can be changed in it.");
    if (m_context.session.myRole() == tx::Role::None) return tr("Only members can propose a collaboration.");
    if (followsCollaboration(m_task)) return tr("This task already has a collaboration.");
    if (m_company.arbitrator.isMe)
        return tr("You are the arbitrator of this company, and nobody judges a collaboration of their own.");
    const int complete = m_factors->complete();
    if (complete < static_cast<int>(content::kFactors))
        return tr("%1 of 7 factors are complete. A collaboration can be proposed when all seven are.")
            .arg(complete);
    if (m_isDirty) return tr("Save your changes first: both sides sign the saved text.");
    return {};
}

void TaskDetail::showHead()
{
    m_head->setTitle(m_task.title.empty() ? tr("Task without a title") : toQt(m_task.title));
    const QString who = m_task.assignee.address.isZero() ? tr("nobody assigned") : nameOf(m_task.assignee);
    m_head->setSubtitle(tr("%1 · %2").arg(toQt(m_task.number), who));
    m_state->setState(columnTitle(m_task.state), u"columns"_s, Tone::Idle);
    m_collaboration->setVisible(m_task.collaborationState.has_value());
    if (m_task.collaborationState) m_collaboration->setCollaboration(*m_task.collaborationState);
    m_finality->setFinality(m_task.finality, m_context.session.now());

    const bool isReadOnly = m_context.session.isReadOnly();
    const bool isFrozen = followsCollaboration(m_task);
    m_save->setEnabled(m_isDirty && !isReadOnly);
    m_save->setToolTip(m_isDirty ? QString() : tr("There is nothing to save."));
    m_move->setEnabled(!isReadOnly);
    m_assign->setEnabled(!isReadOnly && !isFrozen);
    m_assign->setToolTip(isFrozen ? tr("The collaboration says who does it.") : QString());
    for (QWidget* field : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_reward)})
        field->setEnabled(!isReadOnly && !isFrozen);
    m_description->setReadOnly(isReadOnly || isFrozen);
    m_factors->setReadOnly(isReadOnly || isFrozen);

    const QString why = whyNotPropose();
    m_proposeButton->setVisible(!isFrozen);
    m_proposeButton->setEnabled(why.isEmpty());
    m_proposeButton->setToolTip(tipText(why));
    m_proposeButton->setAccessibleDescription(why);
    m_reason->setText(why);
    m_reason->setVisible(!why.isEmpty() && !isFrozen && m_stack->currentWidget() == m_editor);
    m_proposeButton->setProperty("kind", why.isEmpty() ? QByteArray("primary") : QByteArray());
    m_save->setProperty("kind", why.isEmpty() ? QByteArray() : QByteArray("primary"));
}

void TaskDetail::showBanners()
{
    if (!followsCollaboration(m_task)) {
        m_banners->remove(u"frozen"_s);
        return;
    }
    auto* banner =
        m_banners->show(u"frozen"_s, Tone::Info,
                        tr("The text is frozen: it was signed with the first deposit. The task follows its "
                           "collaboration from now on."));
    const QString id = idText(*m_task.collaboration);
    banner->addAction(tr("See the collaboration"),
                      [this, id] { m_context.navigator.go(page::kCollaborations, id); });
}

void TaskDetail::fitRail()
{
    m_rail->parentWidget()->setFixedWidth(m_rail->sizeHintForColumn(0) + 2 * m_rail->frameWidth() +
                                          m_rail->verticalScrollBar()->sizeHint().width() + 24);
}

void TaskDetail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_rail) fitRail();
}

void TaskDetail::showProgress()
{
    for (int i = 0; i < static_cast<int>(content::kFactors); ++i) {
        const FactorState state = m_factors->state(static_cast<Factor>(i));
        QListWidgetItem* item = m_rail->item(i + 1);
        item->setIcon(icon(stateIcon(state), stateTone(state)));
        item->setData(
            Qt::AccessibleTextRole,
            tr("%1, %2", "factor, state").arg(factorName(static_cast<Factor>(i)), factorStateText(state)));
    }
    const int complete = m_factors->complete();
    m_progress->setText(
        complete == static_cast<int>(content::kFactors)
            ? tr("7 of 7 complete. Both sides sign this text with their deposits.")
            : tr("%1 of 7 complete — all 7 must be before deposits are locked.").arg(complete));
    fitRail();
}

void TaskDetail::readAsOnePage()
{
    m_onePage->setStatement(current().statement);
    m_stack->setCurrentWidget(m_reader);
}

void TaskDetail::save()
{
    if (!m_save->isEnabled()) return;
    const Edit edit = current();
    const QString wrongReward = m_reward->fault();
    m_titleFault->setText(edit.title.isEmpty() ? tr("A task needs a title.") : wrongReward);
    m_titleFault->setVisible(!m_titleFault->text().isEmpty());
    if (edit.title.isEmpty() || !wrongReward.isEmpty()) {
        QLineEdit* field = edit.title.isEmpty() ? m_title : m_reward;
        field->setProperty("invalid", true);
        field->setAccessibleDescription(m_titleFault->text());
        field->setFocus();
        return;
    }
    m_title->setProperty("invalid", false);
    engine::SaveTask action;
    action.dac = m_task.dac;
    action.task = m_task.id;
    action.title = toStd(edit.title);
    action.description = toStd(edit.description);
    action.statement = edit.statement;
    action.reward = m_reward->amount().value_or(0);
    m_context.actions.run(std::move(action), m_save, [this](const engine::Sent&) {
        m_isDirty = false;
        keepDraft();
        m_banners->clear();
        showBanners();
        showHead();
        Q_EMIT changed();
    });
}

} // namespace stoa::ui
