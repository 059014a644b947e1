// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "core/tx/kind.h"

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace stoa::ui {

/// The rules of a tool, one below the other: from which state to which, by whom, and what money does.
class RuleRows : public QWidget {
    Q_OBJECT

public:
    explicit RuleRows(QWidget* parent = nullptr);

    /// Records have the states 1 to `count`, and none before they are written.
    void setStates(int count);
    tx::ToolRules rules() const;
    bool movesMoney() const;
    /// What is wrong with the table, as a sentence; empty if nothing is.
    QString fault() const;
    int count() const { return static_cast<int>(m_rows.size()); }

Q_SIGNALS:
    void changed();

private:
    struct Row {
        QWidget* widget;
        QComboBox* from;
        QComboBox* to;
        QList<QCheckBox*> who; ///< four roles, the author, the assignee
        QComboBox* money;
    };
    void addRow();
    void fillStates(const Row& row) const;
    static bool isPaidByAssigneeOnly(const Row& row);
    /// A state whose records may hold money that no role could ever return; 0: there is none.
    int stateThatKeepsMoney() const;

    int m_states = 1;
    QVBoxLayout* m_column;
    QList<Row> m_rows;
};

} // namespace stoa::ui
