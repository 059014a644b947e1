// SPDX-License-Identifier: MIT
// Motions: those that are open or can be carried out, each with its four answers and buttons; and a table of
// those that are over.
#pragma once

#include "core/engine/requests.h"
#include "ui/models/table_model.h"
#include "ui/pages/decisions/company_state.h"
#include "ui/pages/page.h"

class QLabel;
class QVBoxLayout;

namespace stoa::ui {

class FactList;
class RowList;
class Table;

class MotionList : public QWidget {
    Q_OBJECT

public:
    explicit MotionList(const PageContext& context, QWidget* parent = nullptr);

    void showState(const CompanyState& state);
    /// Brings the motion into view and gives its main button the keyboard. False if it is not open.
    bool showMotion(const QString& id);

Q_SIGNALS:
    void changed();

private:
    /// One that is over.
    struct Past {
        engine::MotionView motion;
        QString subject;
    };
    QWidget* makeCard(const engine::MotionView& motion);
    void addButtons(QVBoxLayout* column, const engine::MotionView& motion);
    FactList* addRules(QVBoxLayout* column, const engine::MotionView& motion);
    void run(engine::Action action, QWidget* button);
    void showPast(int row);

    PageContext m_context;
    CompanyState m_state;
    RowList* m_open;
    QLabel* m_nothing;
    TableModel<Past>* m_past;
    QLabel* m_pastHeading;
    Table* m_pastTable;
};

} // namespace stoa::ui
