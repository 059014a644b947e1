// SPDX-License-Identifier: MIT
// Every action of the shell, once: menus, command palette and the sheet of shortcuts are made from this list.
#pragma once

#include <functional>
#include <vector>

#include <QAction>
#include <QObject>

class QWidget;

namespace stoa::ui {

class ActionRegistry : public QObject {
    Q_OBJECT

public:
    struct Entry {
        QString id;
        QString group;
        QAction* action;
    };

    /// `owner` is the window in which the shortcuts work.
    explicit ActionRegistry(QWidget* owner);

    QAction* add(const QString& id, const QString& group, const QString& text, const QString& shortcut,
                 const QString& icon, std::function<void()> run);
    QAction* find(const QString& id) const;
    const std::vector<Entry>& entries() const { return m_entries; }

    /// Switches an action off and says why, or on again with an empty reason.
    void setReason(const QString& id, const QString& reason);

private:
    QWidget* m_owner;
    std::vector<Entry> m_entries;
};

} // namespace stoa::ui
