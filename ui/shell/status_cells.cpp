// SPDX-License-Identifier: MIT
#include "ui/shell/status_cells.h"

#include <algorithm>

#include <QToolButton>

#include "core/base/hex.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/visible_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/words/clock_text.h"
#include "ui/words/dates.h"
#include "ui/words/plurals.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

StatusCells::StatusCells(EngineBridge& bridge, Session& session, QWidget* parent)
    : QStatusBar(parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_cells(new FlowLayout)
    , m_sync(addCell(tr("Synchronisation"), false))
    , m_finality(addCell(tr("Newest batch"), false))
    , m_clock(addCell(tr("This computer's clock"), false))
    , m_outbox(addCell(tr("What waits"), false))
    , m_engine(addCell(tr("Kind of network"), false))
    , m_lock(addCell(tr("Lock"), true))
{
    setSizeGripEnabled(false);
    // At large text sizes they go on in a second line; nothing is cut.
    auto* cells = new QWidget;
    m_cells->setSpacing(12);
    m_cells->setLineSpacing(0);
    cells->setLayout(m_cells);
    insertWidget(0, cells, 1);
    for (QToolButton* cell : {m_sync, m_finality, m_clock, m_engine})
        connect(cell, &QToolButton::clicked, this, &StatusCells::networkWanted);
    connect(m_outbox, &QToolButton::clicked, this, &StatusCells::outboxWanted);
    connect(m_lock, &QToolButton::clicked, this, &StatusCells::lockWanted);
    connect(&session, &Session::clockTicked, this, &StatusCells::showOutbox);
    connect(&session, &Session::networkChanged, this, &StatusCells::showNetwork);
    connect(&session, &Session::walletChanged, this, &StatusCells::showLock);
    connect(&session, &Session::loaded, this, [this] {
        showNetwork();
        showLock();
        readOutbox();
    });
    connect(&bridge, &EngineBridge::actionChanged, this, &StatusCells::readOutbox);
    connect(&bridge, &EngineBridge::actionsRolledBack, this, &StatusCells::readOutbox);
    connect(&bridge, &EngineBridge::walletChanged, this, &StatusCells::readOutbox);
    m_outbox->hide();
    m_clock->hide();
    showNetwork();
    showLock();
}

QToolButton* StatusCells::addCell(const QString& name, bool isPermanent)
{
    auto* cell = new QToolButton;
    cell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    cell->setFocusPolicy(Qt::TabFocus);
    cell->setAccessibleDescription(name);
    setTextRole(cell, TextRole::Caption);
    if (isPermanent)
        addPermanentWidget(cell);
    else
        m_cells->addWidget(cell);
    return cell;
}

void StatusCells::setCell(QToolButton* cell, const QString& iconName, Tone tone, const QString& text,
                          const QString& toolTip)
{
    if (cell->text() == text && cell->toolTip() == toolTip) return;
    cell->setIcon(icon(iconName, tone));
    cell->setText(text);
    cell->setAccessibleName(text);
    cell->setToolTip(tipText(toolTip));
}

void StatusCells::showNetwork()
{
    const engine::NetworkView& network = m_session.network();
    const Timestamp now = m_session.now();
    m_finality->setVisible(m_session.isLoaded() && !network.batches.empty());
    m_engine->setVisible(m_session.isLoaded());
    if (!m_session.isLoaded()) {
        setCell(m_sync, u"hourglass"_s, Tone::Idle, tr("Starting…"));
        return;
    }
    const QString apart = clockLabel(network.clock);
    m_clock->setVisible(!apart.isEmpty());
    if (!apart.isEmpty()) setCell(m_clock, u"warning"_s, Tone::Warn, apart, clockApartText(network));
    const QString block = countText(network.headBlock);
    const quint64 silence = now > network.lastContact ? now - network.lastContact : 0;
    if (network.isOffline)
        setCell(m_sync, u"offline"_s, Tone::Warn,
                tr("Offline for %1 — you can keep writing; sending waits").arg(durationText(silence)),
                tr("Last answer: %1").arg(dateText(network.lastContact)));
    else if (!network.isReady)
        setCell(m_sync, u"hourglass"_s, Tone::Info, tr("Checking history · block %1").arg(block));
    else if (m_outboxHasFault)
        setCell(m_sync, u"warning"_s, Tone::Warn,
                tr("Up to date, but not everything was sent · block %1").arg(block));
    else
        setCell(m_sync, u"check-circle"_s, Tone::Ok, tr("Synced · block %1").arg(block),
                tr("The newest block is from %1").arg(dateText(network.headTime)));

    // What was rolled back without an action of mine needs nothing but to be known: once seen, the newest
    // batch that stands is of more use. Actions of mine in it stay in the cell of what waits.
    const auto rolledBack =
        std::find_if(network.batches.begin(), network.batches.end(),
                     [](const auto& batch) { return batch.stage == engine::BatchStage::RolledBack; });
    m_newestRollback = rolledBack == network.batches.end()
                           ? QByteArray()
                           : QByteArray::fromStdString(toHex(rolledBack->header));
    const bool isSeen = m_newestRollback == m_seenRollback;
    const auto posted = std::find_if(network.batches.begin(), network.batches.end(), [&](const auto& batch) {
        if (batch.stage == engine::BatchStage::RolledBack) return !isSeen && &batch == &*rolledBack;
        return batch.stage != engine::BatchStage::Open;
    });
    if (posted == network.batches.end()) {
        m_finality->hide();
    } else {
        const QString number = QString::number(posted->number);
        switch (posted->stage) {
        case engine::BatchStage::Open:
        case engine::BatchStage::Posted:
            setCell(m_finality, u"half"_s, Tone::Info,
                    posted->windowCloses > now ? tr("Batch %1: window closes in %2")
                                                     .arg(number, durationText(posted->windowCloses - now))
                                               : tr("Batch %1: window is closing").arg(number));
            break;
        case engine::BatchStage::Challenged:
            setCell(m_finality, u"warning"_s, Tone::Dispute, tr("Batch %1 is being challenged").arg(number));
            break;
        case engine::BatchStage::RolledBack:
            setCell(m_finality, u"rollback"_s, Tone::Danger, tr("Batch %1 was rolled back").arg(number),
                    tr("It was proved wrong. Click to see what happened; then this note goes."));
            break;
        case engine::BatchStage::Final:
            setCell(m_finality, u"check-circle"_s, Tone::Ok, tr("Batch %1 is final").arg(number));
            break;
        }
    }
    switch (network.mode) {
    case engine::NetworkMode::Local:
        setCell(m_engine, u"server"_s, Tone::Idle,
                network.isServing ? tr("Local network · serving") : tr("Local network"),
                tr("This computer runs the main chain, the aggregator and a validator by itself"));
        break;
    case engine::NetworkMode::Remote:
        setCell(m_engine, u"network"_s, Tone::Idle, tr("Light client"),
                tr("Follows a node, and checks everything that it says"));
        break;
    case engine::NetworkMode::Sample:
        setCell(m_engine, u"eye"_s, Tone::Warn, tr("Sample · read-only"));
        break;
    }
}

void StatusCells::setSeenRollback(const QByteArray& seen)
{
    m_seenRollback = seen;
    showNetwork();
}

void StatusCells::markRollbackSeen()
{
    if (m_newestRollback.isEmpty() || m_newestRollback == m_seenRollback) return;
    setSeenRollback(m_newestRollback);
    Q_EMIT rollbackSeen(m_seenRollback);
}

void StatusCells::readOutbox()
{
    m_bridge.send(engine::ReadOutbox{}, this, [this](const Result<std::vector<engine::OutboxItem>>& reply) {
        if (!reply) return;
        m_outboxItems = *reply;
        showOutbox();
    });
}

void StatusCells::showOutbox()
{
    int waiting = 0;
    int refused = 0;
    int back = 0;
    bool isPressing = false;
    for (const auto& item : m_outboxItems) {
        const bool isWaiting = item.action.finality.stage == engine::Finality::Waiting;
        if (isWaiting) ++waiting;
        if (isWaiting && item.force && item.force->isPressing(m_session.now())) isPressing = true;
        if (item.action.finality.stage == engine::Finality::Refused) ++refused;
        if (item.action.finality.stage == engine::Finality::RolledBack) ++back;
    }
    m_outboxHasFault = refused + back > 0;
    m_outbox->setVisible(waiting + refused + back > 0);
    if (back > 0)
        setCell(m_outbox, u"rollback"_s, Tone::Danger,
                tr("%n action(s) did not happen — open", nullptr, back));
    else if (refused > 0)
        setCell(m_outbox, u"error"_s, Tone::Danger, tr("Refused: %n action(s) — open", nullptr, refused));
    else if (isPressing)
        setCell(m_outbox, u"hourglass"_s, Tone::Danger,
                tr("%n signed action(s) waiting, and little time left — open", nullptr, waiting));
    else if (waiting > 0)
        setCell(m_outbox, u"hourglass"_s, Tone::Warn,
                tr("%n signed action(s) waiting for the network", nullptr, waiting));
    showNetwork();
}

void StatusCells::setLockSeconds(int seconds)
{
    m_lockSeconds = seconds;
    showLock();
}

void StatusCells::showLock()
{
    m_lock->setVisible(m_session.hasWallet() && !m_session.isReadOnly());
    if (m_session.isLocked())
        setCell(m_lock, u"lock"_s, Tone::Idle, tr("Locked"), tr("Unlock the wallet"));
    else if (m_lockSeconds < 0)
        setCell(m_lock, u"unlock"_s, Tone::Warn, tr("Locking is off"), tr("Lock the wallet now (Ctrl+L)"));
    else
        setCell(m_lock, u"unlock"_s, Tone::Idle,
                m_lockSeconds >= 60 ? tr("Locks in %1 min").arg((m_lockSeconds + 59) / 60)
                                    : tr("Locks in %1 s").arg(m_lockSeconds),
                tr("Lock the wallet now (Ctrl+L)"));
}

} // namespace stoa::ui
