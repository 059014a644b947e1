// SPDX-License-Identifier: MIT
// The status bar: how fresh things are, how final, what waits, and the lock. Buttons, so that the keyboard
// reaches them.
#pragma once

#include <vector>

#include <QStatusBar>

#include "core/engine/views.h"
#include "ui/theme/tokens.h"

class QToolButton;

namespace stoa::ui {

class EngineBridge;
class FlowLayout;
class Session;

class StatusCells : public QStatusBar {
    Q_OBJECT

public:
    StatusCells(EngineBridge& bridge, Session& session, QWidget* parent = nullptr);

    /// Seconds until the wallet locks itself; -1: never.
    void setLockSeconds(int seconds);
    /// A rollback that the person has seen gives way to the newest batch that stands. `seen` is what
    /// rollbackSeen told last, kept over restarts by the caller.
    void setSeenRollback(const QByteArray& seen);
    /// The person looks at the batches now.
    void markRollbackSeen();

Q_SIGNALS:
    void rollbackSeen(const QByteArray& seen);
    void networkWanted();
    void outboxWanted();
    void lockWanted();

private:
    QToolButton* addCell(const QString& name, bool isPermanent);
    void setCell(QToolButton* cell, const QString& icon, Tone tone, const QString& text,
                 const QString& toolTip = {});
    void showNetwork();
    void showOutbox();
    void showLock();
    void readOutbox();

    EngineBridge& m_bridge;
    Session& m_session;
    FlowLayout* m_cells;
    QToolButton* m_sync;
    QToolButton* m_finality;
    QToolButton* m_clock; ///< hidden while nothing is wrong with it
    QToolButton* m_outbox;
    QToolButton* m_engine;
    QToolButton* m_lock;
    int m_lockSeconds = -1;
    std::vector<engine::OutboxItem> m_outboxItems;
    bool m_outboxHasFault = false;
    QByteArray m_newestRollback; ///< empty: none
    QByteArray m_seenRollback;
};

} // namespace stoa::ui
