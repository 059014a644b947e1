// SPDX-License-Identifier: MIT
#include "ui/shell/action_registry.h"

#include <algorithm>

#include <QWidget>

#include "ui/theme/icons.h"

namespace stoa::ui {

ActionRegistry::ActionRegistry(QWidget* owner)
    : QObject(owner)
    , m_owner(owner)
{}

QAction* ActionRegistry::add(const QString& id, const QString& group, const QString& text,
                             const QString& shortcut, const QString& iconName, std::function<void()> run)
{
    auto* action = new QAction(text, m_owner);
    action->setObjectName(id);
    if (!shortcut.isEmpty())
        action->setShortcut(QKeySequence::fromString(shortcut, QKeySequence::PortableText));
    if (!iconName.isEmpty()) action->setIcon(icon(iconName));
    action->setMenuRole(QAction::NoRole);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_owner->addAction(action);
    m_entries.push_back({id, group, action});
    return action;
}

QAction* ActionRegistry::find(const QString& id) const
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.id == id; });
    return found == m_entries.end() ? nullptr : found->action;
}

void ActionRegistry::setReason(const QString& id, const QString& reason)
{
    if (QAction* action = find(id)) {
        action->setEnabled(reason.isEmpty());
        action->setStatusTip(reason);
        action->setProperty("reason", reason);
    }
}

} // namespace stoa::ui
