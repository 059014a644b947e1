// SPDX-License-Identifier: MIT
// The collaborations of a company as a table.
#pragma once

#include <QSortFilterProxyModel>

#include "core/engine/views.h"
#include "ui/models/table_model.h"

namespace stoa::ui {

class Session;

class CollaborationModel : public TableModel<engine::CollaborationView, ObjectId> {
public:
    enum ColumnNumber { TitleColumn, WithColumn, StateColumn, RewardColumn, DeadlineColumn, NeedsMeColumn };

    explicit CollaborationModel(const Session& session, QObject* parent = nullptr);

    /// Relative times are made new.
    void touchTimes();

protected:
    QVariant extraData(const engine::CollaborationView& view, int role) const override;
};

class CollaborationFilter : public QSortFilterProxyModel {
public:
    explicit CollaborationFilter(CollaborationModel& model, QObject* parent = nullptr);

    void setNeedsMe(bool needsMe);
    void setText(const QString& text);
    const engine::CollaborationView* view(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    CollaborationModel& m_model;
    bool m_needsMe = false;
    QString m_text;
};

/// The other side as the reader sees it: "Mira P.", "any member", or "Ana R. and Mira P." for outsiders.
QString withText(const engine::CollaborationView& view);

} // namespace stoa::ui
