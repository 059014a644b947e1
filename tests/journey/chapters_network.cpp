// SPDX-License-Identifier: MIT
// What protects the members: the referee, the recovery phrase, and a store that is whole after a kill; then
// how the window looks for other eyes.
#include "tests/journey/side_process.h"
#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/theme/theme.h"
#include "ui/words/amounts.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto kTokens = static_cast<qint64>(kToken);
} // namespace

void Tour::wrongBatch()
{
    d.chapter(u"A batch that lies is found, challenged and rolled back"_s);
    advance(1);
    const Purse asker = purse(m_ana);
    const Purse theirs = purse(m_mira);
    const Purse others = purse(m_judge);
    go(m_ana, ui::page::kNetwork);
    const Amount bond = m_ana.computer.session().network().aggregatorBond;
    const Amount earned = m_ana.computer.session().network().validatorCredit;
    d.press(u"Corrupt the next batch"_s);
    d.waitToSee(u"The next batch will be wrong"_s);
    d.picture(u"network-before"_s);
    const auto pay = [&](const QString& whom, const QString& amount) {
        go(m_ana, ui::page::kWallet);
        d.press(u"Send…"_s);
        d.choose(u"Known person"_s, whom);
        d.type(u"Amount"_s, amount);
        d.press(u"Review"_s);
        d.sign(kPassword);
    };
    pay(u"Mira Petrov"_s, u"5"_s);
    pay(u"Chidi Okafor"_s, u"3"_s);
    advance(1);
    d.waitFor(u"the rollback"_s,
              [&] { return d.sees(u"was rolled back. 2 of your actions did not happen."_s); });
    d.waitToSee(u"2 of your actions did not happen."_s);
    d.waitToSee(u"lost the deposit"_s);
    d.picture(u"network-rolled-back"_s);
    const QString symbol = m_ana.computer.session().symbol();
    const engine::NetworkView& network = m_ana.computer.session().network();
    d.isTrue(u"the aggregator had a deposit of %1, and has %2; the validator has earned %3 more"_s.arg(
                 ui::amountText(bond, symbol), ui::amountText(network.aggregatorBond, symbol),
                 ui::amountText(network.validatorCredit - earned, symbol)),
             [&] { return network.aggregatorBond < bond && network.validatorCredit > earned; });
    moneyMoved(m_ana, asker, 0, u"the payments did not happen, and nothing was paid for them"_s);
    d.press(u"Send them again"_s);
    d.waitToPress(u"Send again"_s);
    d.picture(u"outbox"_s);
    d.note(u"The first goes over the main chain, where whoever makes the next batch has to take it."_s);
    d.press(u"Send over the main chain"_s);
    d.waitToSee(u"It goes over the main chain, where nobody can leave it out."_s);
    d.picture(u"sent-over-the-main-chain"_s);
    d.press(u"Send again"_s);
    d.sign(kPassword);
    d.waitToSee(u"Nothing waits"_s);
    d.press(u"Close"_s);
    moneyMoved(m_ana, asker, -8 * kTokens, u"sent again, the 8.00 MTS have gone, and once only"_s);
    moneyMoved(m_mira, theirs, 5 * kTokens, u"the 5.00 MTS have arrived"_s);
    moneyMoved(m_judge, others, 3 * kTokens, u"the 3.00 MTS have arrived"_s);
    go(m_ana, ui::page::kNetwork);
    d.isTrue(u"the notice of the rolled-back batch is gone"_s,
             [&] { return !d.sees(u"of your actions did not happen"_s); });
    d.press(u"Verify everything"_s);
    d.waitToSee(u"was computed again and is right"_s);
    d.picture(u"verified"_s);
}

void Tour::earnings()
{
    d.chapter(u"What a node has earned"_s);
    const Purse before = purse(m_ana);
    go(m_ana, ui::page::kNetwork);
    d.press(u"Collect earnings"_s);
    d.waitToSee(u"your own account"_s);
    const Amount fees = d.amountIn(d.shownFact(u"With the next block"_s));
    const Amount later = d.amountIn(d.shownFact(u"With the next batch"_s));
    d.picture(u"collect-earnings"_s);
    d.press(u"Collect "_s);
    d.waitToSee(u"are on their way to your own account"_s);
    d.picture(u"earnings-collected"_s);
    advance(1);
    moneyMoved(m_ana, before, static_cast<qint64>(fees + later),
               u"the fees of the blocks are hers, and what the validator has won"_s);
}

void Tour::restore()
{
    d.chapter(u"A new computer, and the words on paper"_s);
    const Address address = m_mira.computer.session().myAddress();
    const Purse before = purse(m_mira);
    const QString link = inviteLink(false);
    m_restored.computer.start();
    d.lookAt(&m_restored.computer.window(), m_restored.name);
    d.press(u"Restore"_s);
    QStringList words = m_mira.phrase.split(u' ');
    words.swapItemsAt(0, 1);
    if (words.at(0) == words.at(1)) words.swapItemsAt(1, 2);
    d.type(u"Recovery phrase"_s, words.mid(0, 11).join(u' '), u"eleven of the twelve words"_s);
    d.type(u"New password"_s, kPassword);
    d.type(u"The same password"_s, kPassword);
    d.press(u"Restore the wallet"_s);
    d.waitToSee(u"A recovery phrase has 12 or 24 words."_s);
    d.picture(u"restore-refused"_s);
    d.type(u"Recovery phrase"_s, m_mira.phrase, u"all twelve words, in order"_s);
    d.type(u"New password"_s, kPassword);
    d.type(u"The same password"_s, kPassword);
    d.picture(u"restore"_s);
    d.press(u"Restore the wallet"_s);
    d.waitToSee(u"Wallet ready"_s);
    d.isTrue(u"the address is the same as at the old computer"_s,
             [&] { return m_restored.computer.session().myAddress() == address; });
    d.note(u"The new computer does not know the network yet. A link tells it where to go; she is a member "
           "already, so nothing has to be signed."_s);
    d.press(u"Join"_s);
    d.type(u"Invitation link"_s, link);
    d.press(u"Join…"_s);
    d.waitToSee(u"You are a member already."_s);
    d.press(u"Cancel"_s);
    go(m_restored, ui::page::kHome);
    d.waitToSee(u"Transpiler Lab"_s);
    d.waitToSee(u"All of them match the network's root"_s);
    d.picture(u"restored-home"_s);
    go(m_restored, ui::page::kWallet);
    d.isTrue(u"the same money is there: %1"_s.arg(
                 ui::amountText(before.available, m_mira.computer.session().symbol())),
             [&] { return d.shownAmount(u"Available"_s) == before.available; });
    m_restored.computer.quit();
}

void Tour::muchOfEverything()
{
    d.chapter(u"Much of everything, and long words"_s);
    d.note(u"Noor writes many tasks and pages, all of them in one go."_s);
    const QString word = u"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau"_s;
    QStringList commands;
    for (int i = 1; i <= 24; ++i)
        commands << u"task create --title \"%1 no. %2\" --reward %3"_s.arg(
            i % 6 == 0 ? word : u"Errand of the long list that nobody has begun yet"_s, QString::number(i),
            QString::number(i * 1001));
    for (int i = 1; i <= 24; ++i)
        commands << u"wiki put \"Archive %1/Note %2\" --text \"See [[Home]]. %3.\""_s.arg(
            QString::number(i % 4), QString::number(i), word);
    commands << u"wallet name \"Noor al-Hashimi-Featherstonehaugh of the Northern Provinces\""_s;
    m_noor.run({u"batch"_s}, commands.join(u'\n').toUtf8());
    newTask(kTeach, false); // nobody has been asked yet
    go(m_ana, ui::page::kTasks);
    d.waitToSee(word);
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Featherstonehaugh"_s);
}

void Tour::lockAndUnlock()
{
    d.chapter(u"Lock and unlock"_s);
    const auto session = [&]() -> ui::Session& { return m_ana.computer.session(); };
    go(m_ana, ui::page::kWallet);
    d.isTrue(u"the wallet is open"_s, [&] { return !session().isLocked(); });
    d.choose(m_ana.computer.window().actions().find(u"lock"_s), u"Lock now"_s);
    d.isTrue(u"the keys are gone from memory"_s, [&] { return session().isLocked(); });
    d.waitToSee(u"Locked"_s);
    d.picture(u"locked-wallet"_s);
    d.choose(m_ana.computer.window().actions().find(u"lock"_s), u"Unlock"_s);
    d.type(u"Wallet password"_s, u"paper boats sail"_s);
    d.press(u"Unlock"_s);
    d.waitToSee(u"Wrong password."_s);
    d.isTrue(u"a wrong password opens nothing"_s, [&] { return session().isLocked(); });
    d.picture(u"unlock-refused"_s);
    d.type(u"Wallet password"_s, kPassword);
    d.press(u"Unlock"_s);
    d.isTrue(u"the wallet is open again"_s, [&] { return !session().isLocked(); });
    d.waitToSee(u"Locks in"_s);
}

void Tour::quit()
{
    d.chapter(u"Quit and start again"_s);
    const Purse before = purse(m_ana);
    m_ana.computer.quit();
    go(m_mira, ui::page::kHome);
    d.note(u"Ana has closed the program. Mira's computer says so, and shows what it has."_s);
    d.waitToSee(u"Offline for"_s);
    d.waitToSee(u"Transpiler Lab"_s);
    d.picture(u"node-away"_s);
    m_ana.computer.start();
    d.lookAt(&m_ana.computer.window(), m_ana.name);
    d.waitFor(u"the company"_s, [&] { return m_ana.computer.session().hasCompany(); });
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"All of them match the network's root"_s);
    d.picture(u"started-again"_s);
    moneyMoved(m_ana, before, 0, u"nothing is lost"_s);
    d.isTrue(u"the wallet is locked until the password is typed"_s,
             [&] { return m_ana.computer.session().isLocked(); });
    go(m_mira, ui::page::kHome);
    d.waitToSee(u"Synced"_s);
}

void Tour::killed()
{
    constexpr int kTasks = 3;
    d.chapter(u"Killed in the middle of work"_s);
    m_ana.computer.quit();
    d.note(
        u"Ana's program runs in a process of its own, and makes one task after the other. It is ended with "
        "kill -9 as soon as the third is on the board, while the fourth is being made."_s);
    const KilledWork work = killWhileWorking(m_ana.computer.folder(), kTasks);
    m_ana.computer.start();
    d.lookAt(&m_ana.computer.window(), m_ana.name);
    d.waitFor(u"the company"_s, [&] { return m_ana.computer.session().hasCompany(); });
    go(m_ana, ui::page::kTasks);
    for (const QString& title : work.tasks) d.waitToSee(title);
    d.picture(u"after-the-kill"_s);
    go(m_ana, ui::page::kWallet);
    const Amount has = d.shownAmount(u"Available"_s);
    d.isTrue(u"the money is what it was after the third task, less at most the fee of a fourth"_s,
             [&] { return has <= work.available && work.available - has < kToken / 100; });
    go(m_ana, ui::page::kNetwork);
    d.press(u"Verify everything"_s);
    d.waitToSee(u"was computed again and is right"_s);
    go(m_mira, ui::page::kTasks);
    d.note(u"Mira's computer found it again by itself:"_s);
    d.waitToSee(work.tasks.last());
}

void Tour::appearance()
{
    d.chapter(u"Other eyes"_s);
    go(m_ana, ui::page::kSettings);
    d.picture(u"settings"_s);
    d.choose(u"Colours"_s, u"Dark"_s);
    d.isTrue(u"the window is dark"_s, [&] { return m_theme.scheme() == ui::Scheme::Dark; });
    d.choose(u"Colours"_s, u"Light"_s);
    d.isTrue(u"the window is light"_s, [&] { return m_theme.scheme() == ui::Scheme::Light; });
    d.choose(u"Colours"_s, u"High contrast"_s);
    d.isTrue(u"the window has high contrast"_s, [&] { return m_theme.scheme() == ui::Scheme::HighContrast; });
    d.choose(u"Colours"_s, u"Light"_s);
}

} // namespace stoa::journey
