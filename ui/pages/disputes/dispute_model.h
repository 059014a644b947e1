// SPDX-License-Identifier: MIT
// Disputes as rows: about me, or for me to decide.
#pragma once

#include <QSortFilterProxyModel>

#include "core/engine/views.h"
#include "ui/models/table_model.h"

namespace stoa::ui {

class Session;

/// Which disputes a table shows.
enum class DisputeShare { AboutMe, Mine };

class DisputeModel : public TableModel<engine::CollaborationView, ObjectId> {
public:
    enum ColumnNumber { TitleColumn, BetweenColumn, StateColumn, ClaimColumn, NextColumn, OtherwiseColumn };

    explicit DisputeModel(const Session& session, QObject* parent = nullptr);

    void touchTimes();
};

class DisputeFilter : public QSortFilterProxyModel {
public:
    DisputeFilter(DisputeModel& model, DisputeShare share, QObject* parent = nullptr);

    const engine::CollaborationView* view(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    DisputeModel& m_model;
    DisputeShare m_share;
};

/// The next deadline with its subject: "You can answer until 5 Dec, 14:05." Every deadline has one.
QString deadlineSentence(const engine::CollaborationView& view, Timestamp now);

} // namespace stoa::ui
