// SPDX-License-Identifier: MIT
// A page of the main window: what it may use, and what the shell asks of it.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QAction;

namespace stoa::ui {

class ActionRunner;
class EngineBridge;
class Navigator;
class Session;
class Theme;
class UiSettings;

/// Everything that a page may use. All of it outlives every page.
struct PageContext {
    EngineBridge& bridge;
    Session& session;
    Navigator& navigator;
    ActionRunner& actions;
    Theme& theme;
    UiSettings& settings;
};

class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What the window's title and the history of pages call it now.
    virtual QString title() const = 0;
    /// Shows one object of the page; empty: the page's start.
    virtual void open(const QString& object) { Q_UNUSED(object) }
    /// Asks the engine again. Called when the page is shown, and while it is shown whenever an event may
    /// concern it.
    virtual void refresh() = 0;
    /// What the page adds to the command palette and to its menu, enabled or not. The page owns them.
    virtual QList<QAction*> pageActions() const { return {}; }

Q_SIGNALS:
    void titleChanged();
};

} // namespace stoa::ui
