// SPDX-License-Identifier: MIT
// Every dialog and every view inside a page that can be opened, by name: for the gallery's pictures and for
// tests that look at all of them.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include "tests/support/fake_engine.h"
#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/create_company_dialog.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/money_dialogs.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/dialogs/person_dialog.h"
#include "ui/dialogs/unlock.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/pages/collaborations/collaboration_detail.h"
#include "ui/pages/page_list.h"
#include "ui/pages/tasks/task_detail.h"
#include "ui/shell/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/table.h"

namespace stoa::test {

/// Lets queued things happen for a while: answers, layouts, pictures.
inline void settleFor(int milliseconds = 160)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::AllEvents, 20);
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// The window on one world.
struct WindowStage {
    std::shared_ptr<FakeEngine> engine;
    ui::UiSettings settings;
    ui::EngineBridge bridge;
    ui::MainWindow window;

    WindowStage(ui::Theme& theme, FakeWorld world)
        : engine(std::make_shared<FakeEngine>(std::move(world)))
        , window(bridge, theme, settings)
    {
        window.resize(1280, 800);
        window.show();
        bridge.attach(engine);
        settleFor();
    }

    QWidget* topDialog() const
    {
        QWidget* found = nullptr;
        for (QWidget* each : QApplication::topLevelWidgets())
            if (each->isVisible() && each->inherits("QDialog")) found = each;
        return found;
    }
    /// The dialog that an action of the menu opens.
    QWidget* byMenu(const QString& id)
    {
        window.actions().find(id)->trigger();
        settleFor();
        return topDialog();
    }
    QWidget* byButton(const QString& page, const QString& name)
    {
        window.go(page);
        settleFor();
        window.currentPage()->findChild<QPushButton*>(name)->click();
        settleFor();
        return topDialog();
    }
    template <typename Dialog, typename... Arguments>
    QWidget* opened(Arguments&&... arguments)
    {
        auto* dialog = new Dialog(std::forward<Arguments>(arguments)...);
        dialog->show();
        return dialog;
    }
};

struct Screen {
    QString name;
    std::function<QWidget*(WindowStage&)> open; ///< what is to be looked at
};

/// Dialogs.
inline std::vector<Screen> dialogScreens()
{
    using namespace Qt::Literals::StringLiterals;
    using Stage = WindowStage;
    std::vector<Screen> screens{
        {u"send"_s, [](Stage& stage) { return stage.byMenu(u"send"_s); }},
        {u"receive"_s, [](Stage& stage) { return stage.byMenu(u"receive"_s); }},
        {u"outbox"_s, [](Stage& stage) { return stage.byMenu(u"outbox"_s); }},
        {u"palette"_s,
         [](Stage& stage) -> QWidget* {
             stage.window.actions().find(u"palette"_s)->trigger();
             return &stage.window;
         }},
        {u"keyboard"_s, [](Stage& stage) { return stage.byMenu(u"shortcuts"_s); }},
        {u"join"_s, [](Stage& stage) { return stage.byMenu(u"join"_s); }},
        {u"restore"_s,
         [](Stage& stage) { return stage.opened<ui::RestoreWalletDialog>(stage.bridge, &stage.window); }},
        {u"unlock"_s,
         [](Stage& stage) { return stage.opened<ui::UnlockDialog>(stage.bridge, &stage.window); }},
        {u"invite"_s, [](Stage& stage) { return stage.byButton(ui::page::kHome, u"invite"_s); }},
        {u"invitation"_s,
         [](Stage& stage) {
             QWidget* dialog = stage.byButton(ui::page::kHome, u"invite"_s);
             dialog->findChild<QPushButton*>(u"makeLink"_s)->click();
             settleFor();
             if (auto* sign = stage.topDialog()->findChild<QPushButton*>(u"sign"_s)) sign->click();
             settleFor();
             return dialog;
         }},
        {u"name"_s, [](Stage& stage) { return stage.byButton(ui::page::kWallet, u"setName"_s); }},
        {u"person"_s,
         [](Stage& stage) {
             return stage.opened<ui::PersonDialog>(stage.bridge, stage.window.session(),
                                                   stage.engine->world.companyViews.front().members[1],
                                                   &stage.window);
         }},
        {u"collect-earnings"_s,
         [](Stage& stage) { return stage.byButton(ui::page::kNetwork, u"collectEarnings"_s); }},
        {u"new-task"_s, [](Stage& stage) { return stage.byButton(ui::page::kTasks, u"newTask"_s); }},
        {u"payment"_s,
         [](Stage& stage) {
             stage.window.go(ui::page::kWallet);
             settleFor();
             auto* table = stage.window.currentPage()->findChild<ui::Table*>(u"walletHistory"_s);
             Q_EMIT table->rowActivated(1);
             settleFor();
             return stage.topDialog();
         }},
        {u"sign"_s,
         [](Stage& stage) {
             engine::ProposeCollaboration action;
             action.doer = stage.engine->world.collaborations.front().doer.address;
             action.reward = 40 * kToken;
             action.askerDeposit = 120 * kToken;
             action.doerDeposit = 120 * kToken;
             stage.window.findChild<ui::ActionRunner*>()->run(action, stage.window.currentPage());
             settleFor();
             return stage.topDialog();
         }},
        {u"sign-many"_s,
         [](Stage& stage) {
             stage.engine->onPrepare = [](const auto&) -> Result<engine::Draft> {
                 engine::Draft draft;
                 draft.id = 1;
                 draft.fromName = "Sam";
                 draft.company = "TranspilerLab";
                 draft.steps = 40;
                 draft.fee = 40 * 3'000;
                 draft.availableNow = draft.availableAfter = 1310 * kToken;
                 draft.availableAfter -= draft.fee;
                 draft.bytes = Bytes(120, 0x2a);
                 for (std::uint32_t i = 0; i < draft.steps; ++i) {
                     tx::PutRecord put;
                     put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
                     put.state = static_cast<std::uint8_t>(tx::PageState::Published);
                     put.object[0] = static_cast<std::uint8_t>(i + 1);
                     draft.allSteps.push_back({put, Hash{}, "Manual/Chapter " + std::to_string(i + 1)});
                 }
                 draft.payload = draft.allSteps.front().payload;
                 return draft;
             };
             stage.window.findChild<ui::ActionRunner*>()->run(engine::ImportWiki{},
                                                              stage.window.currentPage());
             settleFor();
             return stage.topDialog();
         }},
        {u"sign-locked"_s,
         [](Stage& stage) {
             stage.engine->world.wallet.isLocked = true;
             stage.engine->tell(engine::WalletChanged{});
             settleFor();
             stage.window.findChild<ui::ActionRunner*>()->run(
                 engine::SendMoney{stage.engine->world.companyViews.front().members[4].person.address,
                                   40 * kToken},
                 stage.window.currentPage());
             settleFor();
             return stage.topDialog();
         }},
    };
    for (int step = 0; step < 3; ++step) {
        screens.push_back(
            {u"company-%1"_s.arg(step + 1), [step](Stage& stage) -> QWidget* {
                 auto* dialog = qobject_cast<ui::StepDialog*>(stage.byMenu(u"createCompany"_s));
                 dialog->findChild<QLineEdit*>(u"companyName"_s)->setText(u"Archiva"_s);
                 dialog->findChild<QPlainTextEdit*>(u"companyPurpose"_s)
                     ->setPlainText(
                         u"We keep the papers of small villages readable for the next hundred years."_s);
                 dialog->goTo(step);
                 return dialog;
             }});
        screens.push_back({u"wallet-%1"_s.arg(step + 1), [step](Stage& stage) -> QWidget* {
                               auto* dialog = new ui::CreateWalletDialog(stage.bridge, &stage.window);
                               dialog->show();
                               settleFor();
                               for (QLineEdit* field : dialog->findChildren<QLineEdit*>())
                                   if (field->echoMode() == QLineEdit::Password)
                                       field->setText(u"owls read quiet maps"_s);
                               if (step > 0) {
                                   dialog->goTo(1);
                                   dialog->findChild<QPushButton*>(u"showWords"_s)->click();
                               }
                               dialog->goTo(step);
                               if (step == 1) dialog->findChild<QPushButton*>(u"showWords"_s)->click();
                               return dialog;
                           }});
    }
    return screens;
}

/// A task, a collaboration in every state, and every form inside them.
inline std::vector<Screen> workScreens()
{
    using namespace Qt::Literals::StringLiterals;
    using Stage = WindowStage;
    std::vector<Screen> screens;
    const auto taskDetail = [](Stage& stage, bool withCollaboration) {
        const engine::TaskView* best = nullptr;
        for (const auto& task : stage.engine->world.tasks) {
            const bool fits = withCollaboration ? task.collaboration.has_value()
                                                : !task.collaboration && task.factorsComplete > 0;
            if (fits && (!best || task.factorsComplete > best->factorsComplete)) best = &task;
        }
        stage.window.go(ui::page::kTasks, ui::idText(best->id));
        settleFor();
        return stage.window.currentPage()->findChild<ui::TaskDetail*>();
    };
    screens.push_back({u"task"_s, [taskDetail](Stage& stage) -> QWidget* {
                           taskDetail(stage, false);
                           return &stage.window;
                       }});
    screens.push_back({u"task-one-page"_s, [taskDetail](Stage& stage) -> QWidget* {
                           taskDetail(stage, false)->readAsOnePage();
                           return &stage.window;
                       }});
    screens.push_back({u"task-frozen"_s, [taskDetail](Stage& stage) -> QWidget* {
                           taskDetail(stage, true);
                           return &stage.window;
                       }});
    screens.push_back({u"propose"_s, [taskDetail](Stage& stage) -> QWidget* {
                           auto* detail = taskDetail(stage, false);
                           detail->proposeButton()->setEnabled(true);
                           detail->proposeButton()->click();
                           return &stage.window;
                       }});
    const FakeWorld world = sampleWorld();
    for (std::size_t i = 0; i < world.collaborations.size(); ++i) {
        const auto& view = world.collaborations[i];
        const QString id = ui::idText(view.id);
        const QString state = QString::number(static_cast<int>(view.state));
        screens.push_back({u"collaboration-%1-state-%2"_s.arg(i).arg(state), [id](Stage& stage) -> QWidget* {
                               stage.window.go(ui::page::kCollaborations, id);
                               return &stage.window;
                           }});
        for (const engine::Act act : view.myActs) {
            if (act == engine::Act::Accept || act == engine::Act::Decline || act == engine::Act::TakeBack)
                continue; // no form
            screens.push_back(
                {u"form-%1-act-%2"_s.arg(i).arg(static_cast<int>(act)), [id, act](Stage& stage) -> QWidget* {
                     stage.window.go(ui::page::kCollaborations, id);
                     settleFor();
                     stage.window.currentPage()->findChild<ui::CollaborationDetail*>()->begin(act);
                     settleFor();
                     QWidget* dialog = stage.topDialog();
                     return dialog ? dialog : &stage.window;
                 }});
        }
    }
    return screens;
}

} // namespace stoa::test
