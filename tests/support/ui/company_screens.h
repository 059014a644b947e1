// SPDX-License-Identifier: MIT
// Every page, part and form with which a company decides and an account is kept, in governedWorld().
#pragma once

#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>

#include "tests/support/ui/screens.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/pages/decisions/decisions_page.h"

namespace stoa::test {

inline std::vector<Screen> companyScreens()
{
    using namespace Qt::Literals::StringLiterals;
    using Stage = WindowStage;
    std::vector<Screen> screens;
    const auto part = [](Stage& stage, int number) {
        stage.window.go(ui::page::kDecisions);
        settleFor();
        auto* page = qobject_cast<ui::DecisionsPage*>(stage.window.currentPage());
        page->tabs()->setCurrentIndex(number);
        settleFor(60);
        return page;
    };
    const QString parts[] = {u"motions"_s, u"rules"_s, u"tools"_s, u"seats"_s};
    for (int i = 0; i < 4; ++i)
        screens.push_back({parts[i], [part, i](Stage& stage) -> QWidget* {
                               part(stage, i);
                               return &stage.window;
                           }});
    screens.push_back({u"tools-removed"_s, [part](Stage& stage) -> QWidget* {
                           for (auto* area : part(stage, 2)->findChildren<QScrollArea*>())
                               area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
                           return &stage.window;
                       }});
    screens.push_back({u"tools-barred"_s, [part](Stage& stage) -> QWidget* {
                           auto& begin = stage.engine->world.toolRecords[0].begin[0];
                           begin.roles = 0x10;
                           begin.bar = engine::ToolMove::Bar::NotNamed;
                           part(stage, 2);
                           return &stage.window;
                       }});
    const std::pair<QString, int> forms[] = {{u"pay"_s, 1},
                                             {u"fund"_s, 1},
                                             {u"changeRules"_s, 1},
                                             {u"stake"_s, 1},
                                             {u"leave"_s, 1},
                                             {u"addTool"_s, 2},
                                             {u"drop-33"_s, 2},
                                             {u"record-32-1"_s, 2},
                                             {u"record-R-4f01-3"_s, 2},
                                             {u"record-R-4f03-2"_s, 2},
                                             {u"takeSeat"_s, 3}};
    for (const auto& [name, number] : forms)
        screens.push_back({u"form-"_s + name, [part, name = name, number = number](Stage& stage) {
                               part(stage, number)->findChild<QPushButton*>(name)->click();
                               settleFor();
                               return stage.topDialog();
                           }});
    screens.push_back({u"form-role"_s, [part](Stage& stage) {
                           part(stage, 0)->pageActions().at(1)->trigger();
                           settleFor();
                           return stage.topDialog();
                       }});
    screens.push_back({u"sign-motion"_s, [part](Stage& stage) {
                           auto* page = part(stage, 0);
                           for (auto* button : page->findChildren<QPushButton*>())
                               if (button->objectName().startsWith(u"against-"_s)) {
                                   button->click();
                                   break;
                               }
                           settleFor();
                           return stage.topDialog();
                       }});
    screens.push_back({u"wallet"_s, [](Stage& stage) -> QWidget* {
                           stage.window.go(ui::page::kWallet);
                           return &stage.window;
                       }});
    screens.push_back({u"wallet-company-money"_s, [](Stage& stage) -> QWidget* {
                           auto& world = stage.engine->world;
                           engine::ActionView line = world.wallet.history.front();
                           line.subject = "Paint the workshop";
                           line.with = world.companyViews.front().members[1].person;
                           tx::PutRecord put;
                           put.tool = 32;
                           using tx::ToolMoney;
                           for (const auto money : {ToolMoney::Fund, ToolMoney::Refund, ToolMoney::Pay}) {
                               put.state = static_cast<std::uint8_t>(money == ToolMoney::Pay ? 3 : 2);
                               line.payload = put;
                               line.moved = {money, 7 * kToken};
                               line.id[2] = static_cast<std::uint8_t>(money);
                               line.time += kMinute;
                               world.wallet.history.insert(world.wallet.history.begin(), line);
                           }
                           stage.window.go(ui::page::kWallet);
                           settleFor();
                           for (auto* area : stage.window.currentPage()->findChildren<QScrollArea*>())
                               area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
                           return &stage.window;
                       }});
    for (const QString& name : {u"withdraw"_s, u"setGuardian"_s, u"setKey"_s, u"actFor"_s, u"helpSomebody"_s})
        screens.push_back(
            {u"form-"_s + name, [name](Stage& stage) { return stage.byButton(ui::page::kWallet, name); }});
    screens.push_back({u"outbox"_s, [](Stage& stage) { return stage.byMenu(u"outbox"_s); }});
    screens.push_back({u"home"_s, [](Stage& stage) -> QWidget* {
                           stage.window.go(ui::page::kHome);
                           return &stage.window;
                       }});
    screens.push_back({u"disputes"_s, [](Stage& stage) -> QWidget* {
                           stage.window.go(ui::page::kDisputes);
                           return &stage.window;
                       }});
    const FakeWorld world = governedWorld();
    for (std::size_t i = sampleWorld().collaborations.size(); i < world.collaborations.size(); ++i) {
        const auto& view = world.collaborations[i];
        const QString id = ui::idText(view.id);
        screens.push_back({u"agreement-%1"_s.arg(i), [id](Stage& stage) -> QWidget* {
                               stage.window.go(ui::page::kCollaborations, id + u"/dispute"_s);
                               return &stage.window;
                           }});
        for (const engine::Act act : view.moreActs)
            screens.push_back({u"agreement-%1-act-%2"_s.arg(i).arg(static_cast<int>(act)),
                               [id, act](Stage& stage) -> QWidget* {
                                   stage.window.go(ui::page::kCollaborations, id);
                                   settleFor();
                                   stage.window.currentPage()->findChild<ui::CollaborationDetail*>()->begin(
                                       act);
                                   settleFor();
                                   QWidget* dialog = stage.topDialog();
                                   return dialog ? dialog : &stage.window;
                               }});
    }
    return screens;
}

} // namespace stoa::test
