// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/engine/views.h"

class QLabel;

namespace stoa::ui {

class Session;

/// What every state of a collaboration owes: what now, who must act, by when, what happens if nobody acts.
/// Keeps its times fresh by itself.
class FourLinesView : public QWidget {
    Q_OBJECT

public:
    explicit FourLinesView(Session& session, QWidget* parent = nullptr);

    void setCollaboration(const engine::CollaborationView& view);
    QStringList texts() const;
    /// Puts a widget below the first line; takes it over.
    void insertBelowFirst(QWidget* widget);

private:
    void refresh();

    Session& m_session;
    engine::CollaborationView m_view;
    QLabel* m_now;
    QLabel* m_who;
    QLabel* m_by;
    QLabel* m_otherwise;
};

} // namespace stoa::ui
