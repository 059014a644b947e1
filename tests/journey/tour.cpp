// SPDX-License-Identifier: MIT
#include "tests/journey/tour.h"

#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/words/amounts.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

Tour::Tour(Driver& driver, ui::Theme& theme, const QString& folder)
    : d(driver)
    , m_theme(theme)
    , m_folder(folder)
    , m_ana{u"Ana"_s, Computer(folder + u"/ana"_s, theme)}
    , m_mira{u"Mira"_s, Computer(folder + u"/mira"_s, theme)}
    , m_judge{u"Okafor"_s, Computer(folder + u"/judge"_s, theme)}
    , m_otherKey{u"Mira, with another key"_s, Computer(folder + u"/other-key"_s, theme)}
    , m_restored{u"Mira, at a new computer"_s, Computer(folder + u"/restored"_s, theme)}
    , m_noor(driver, folder + u"/noor"_s)
{}

void Tour::play()
{
    prepareJudge();
    firstStart();
    lookAround();
    wallet();
    money();
    serving();
    company();
    invitation();
    arbitratorJoins();
    pages();
    tasks();
    commandLineMember();
    takenBack();
    declined();
    unanswered();
    collaboration();
    deadlineMissed();
    dispute();
    motions();
    objection();
    tools();
    toolThatPays();
    withdrawal();
    guardian();
    keyHandedOver();
    agreements();
    panel();
    wrongBatch();
    earnings();
    restore();
    importFolder();
    importHistory();
    muchOfEverything();
    lockAndUnlock();
    quit();
    killed();
    appearance();
    for (Person* each : {&m_mira, &m_judge, &m_ana}) each->computer.quit();
}

void Tour::go(Person& person, const QString& page)
{
    ui::MainWindow& window = person.computer.window();
    d.lookAt(&window, person.name);
    QString title = u"Welcome"_s;
    for (const ui::PageEntry& entry : ui::pageList())
        if (entry.id == page) title = entry.title;
    d.choose(window.actions().find(page == ui::page::kWelcome ? page : u"go."_s + page), title);
    d.settle(200);
}

void Tour::advance(int days)
{
    go(m_ana, ui::page::kNetwork);
    const auto before = m_ana.computer.session().now();
    d.type(u"How much"_s, QString::number(days));
    d.press(u"Advance time"_s);
    d.isTrue(days == 1 ? u"the network's time moved on by a day"_s
                       : u"the network's time moved on by %1 days"_s.arg(days),
             [&] { return m_ana.computer.session().now() >= before + static_cast<quint64>(days) * kDay; });
}

Purse Tour::purse(Person& person)
{
    go(person, ui::page::kWallet);
    Purse purse;
    purse.available = d.shownAmount(u"Available"_s);
    for (const engine::ActionView& action : person.computer.session().wallet().history)
        if (action.finality.stage != engine::Finality::Refused &&
            action.finality.stage != engine::Finality::RolledBack)
            purse.fees += action.fee;
    return purse;
}

void Tour::moneyMoved(Person& person, const Purse& before, qint64 change, const QString& why,
                      std::optional<Amount> fees)
{
    Purse now = purse(person);
    const Amount paid = fees ? *fees : now.fees - before.fees;
    const auto wanted = [&] { return before.available + static_cast<Amount>(change) - paid; };
    const QString symbol = person.computer.session().symbol();
    d.waitFor(u"%1 to have %2 after %3 (last seen: %4)"_s.arg(person.name, ui::amountText(wanted(), symbol),
                                                              why, ui::amountText(now.available, symbol)),
              [&] {
                  now.available = d.shownAmount(u"Available"_s);
                  return now.available == wanted();
              });
    d.isTrue(u"%1 had %2, and has %3: %4, and fees of %5"_s.arg(
                 person.name, ui::amountText(before.available, symbol), ui::amountText(now.available, symbol),
                 why, ui::amountText(paid, symbol)),
             [&] { return now.available == wanted(); });
}

} // namespace stoa::journey
