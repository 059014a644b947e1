// SPDX-License-Identifier: MIT
// Everything that a page needs, on top of a FakeEngine.
#pragma once

#include <memory>

#include <QApplication>
#include <QPushButton>

#include "tests/support/fake_engine.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/page.h"
#include "ui/theme/theme.h"

namespace stoa::test {

/// Remembers where it was asked to go.
class FakeNavigator : public ui::Navigator {
public:
    void go(const QString& page, const QString& object) override
    {
        wentTo = page;
        wentToObject = object;
    }
    QString wentTo;
    QString wentToObject;
};

/// Lets everything that is queued happen.
inline void settle()
{
    for (int i = 0; i < 6; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// Presses the button of the review that is open; false if none is.
inline bool signOpenReview()
{
    settle();
    for (QWidget* window : QApplication::topLevelWidgets()) {
        auto* sign = window->isVisible() ? window->findChild<QPushButton*>(QStringLiteral("sign")) : nullptr;
        if (!sign || !sign->isEnabled()) continue;
        sign->click();
        settle();
        return true;
    }
    return false;
}

struct PageStage {
    QFont desktopFont = QApplication::font(); ///< the theme changes it for everybody
    std::shared_ptr<FakeEngine> engine;
    ui::Theme theme;
    ui::EngineBridge bridge;
    ui::Session session{bridge};
    ui::ActionRunner actions{bridge, session};
    ui::UiSettings settings;
    FakeNavigator navigator;

    explicit PageStage(FakeWorld world = sampleWorld())
        : engine(std::make_shared<FakeEngine>(std::move(world)))
    {
        bridge.attach(engine);
        settle();
    }
    ~PageStage()
    {
        for (QWidget* window : QApplication::topLevelWidgets())
            if (window->isWindow() && window->isVisible()) window->close();
        settle();
        QApplication::setFont(desktopFont);
    }

    ui::PageContext context() { return {bridge, session, navigator, actions, theme, settings}; }
};

} // namespace stoa::test
