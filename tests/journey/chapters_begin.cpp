// SPDX-License-Identifier: MIT
// From the first start to a company of three.
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTcpServer>

#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/words/address_text.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

void Tour::prepareJudge()
{
    d.chapter(u"Somebody who will be the arbitrator"_s);
    d.note(u"A company's rules name its arbitrator by address, so this wallet comes first."_s);
    m_judge.computer.start();
    d.lookAt(&m_judge.computer.window(), m_judge.name);
    createWallet(m_judge);
    m_judgeAddress = ui::addressText(m_judge.computer.session().myAddress());
}

void Tour::firstStart()
{
    d.chapter(u"The first start"_s);
    m_ana.computer.open();
    d.lookAt(&m_ana.computer.window(), m_ana.name);
    d.waitToSee(u"Starting"_s);
    d.picture(u"starting"_s);
    m_ana.computer.start();
    d.waitToPress(u"Look around"_s);
    d.waitToPress(u"Create a wallet"_s);
    d.waitToPress(u"Restore"_s);
    d.picture(u"welcome"_s);
}

void Tour::lookAround()
{
    d.chapter(u"Look around in a sample company"_s);
    d.press(u"Look around"_s);
    d.waitFor(u"the sample"_s, [&] { return m_ana.computer.session().isReadOnly(); });
    d.waitToPress(u"Leave the sample"_s);
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Millstone"_s);
    d.waitToSee(u"sample company. Nothing can be changed"_s);
    d.picture(u"sample-home"_s);
    go(m_ana, ui::page::kTasks);
    d.picture(u"sample-board"_s);
    go(m_ana, ui::page::kCollaborations);
    d.picture(u"sample-collaborations"_s);
    go(m_ana, ui::page::kWelcome);
    d.press(u"Leave the sample"_s);
    d.waitToPress(u"Create a wallet"_s);
}

void Tour::createWallet(Person& person)
{
    const bool withPictures = &person == &m_ana;
    const auto picture = [&](const QString& name) {
        if (withPictures) d.picture(name);
    };
    d.press(u"Create a wallet"_s);
    d.type(u"Password"_s, kPassword);
    d.type(u"The same password"_s, kPassword);
    picture(u"wallet-password"_s);
    d.press(u"Next"_s);
    d.press(u"Show the words"_s);
    picture(u"wallet-phrase"_s);
    QStringList words;
    for (const QLabel* label : QApplication::activeModalWidget()->findChildren<QLabel*>())
        if (label->accessibleName().startsWith(u"Word "_s)) words << label->text();
    person.phrase = words.join(u' ');
    d.isTrue(u"twelve words are shown"_s, [&] { return words.size() == 12 && !words.contains(QString()); });
    d.press(u"Next"_s);
    int asked = 0;
    for (QLineEdit* field : QApplication::activeModalWidget()->findChildren<QLineEdit*>())
        if (field->isVisible() && field->objectName().startsWith(u"checkWord"_s)) {
            field->setText(words.value(field->objectName().mid(9).toInt() - 1));
            ++asked;
        }
    d.isTrue(u"three of the words are asked for"_s, [&] { return asked == 3; });
    picture(u"wallet-check"_s);
    d.press(u"Create the wallet"_s);
    d.waitFor(u"the wallet"_s, [&] { return !person.computer.session().myAddress().isZero(); });
    d.waitToSee(u"Wallet ready"_s);
    picture(u"wallet-ready"_s);
}

void Tour::wallet()
{
    d.chapter(u"Create a wallet"_s);
    d.lookAt(&m_ana.computer.window(), m_ana.name);
    createWallet(m_ana);
}

void Tour::money()
{
    d.chapter(u"Money to try things out, and a name"_s);
    go(m_ana, ui::page::kWallet);
    const auto shows = [&](int tokens) {
        return [&, tokens] { return d.shownAmount(u"Available"_s) == static_cast<Amount>(tokens) * kToken; };
    };
    for (int i = 1; i <= 6; ++i) {
        d.press(u"Faucet"_s);
        d.isTrue(u"Ana has %1 MTS"_s.arg(100 * i), shows(100 * i));
    }
    d.isTrue(u"nothing is on its way any more"_s, [&] { return !d.sees(u"on their way"_s); });
    d.picture(u"wallet"_s);
    d.press(u"Receive"_s);
    d.picture(u"receive"_s);
    d.press(u"Close"_s);
    setName(m_ana, u"Ana Reyes"_s);
}

void Tour::setName(Person& person, const QString& name)
{
    const Purse before = purse(person);
    d.press(u"Set my name"_s);
    d.type(u"Name"_s, name);
    if (&person == &m_ana) d.picture(u"profile-name"_s);
    d.press(u"Publish my name"_s);
    d.sign(kPassword);
    d.waitToSee(u"Known as %1"_s.arg(name));
    moneyMoved(person, before, 0, u"a name costs only its fee"_s);
}

void Tour::serving()
{
    d.chapter(u"The switch that lets others in"_s);
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    const QString port = QString::number(probe.serverPort());
    probe.close();
    go(m_ana, ui::page::kSettings);
    d.waitToSee(u"Serving is off."_s);
    d.type(u"Port"_s, port);
    d.tick(u"Let other programs follow"_s);
    d.waitToSee(u"Serving at http://127.0.0.1:%1"_s.arg(port));
    d.waitToSee(u"Local network · serving"_s);
    d.picture(u"serving-on"_s);
}

void Tour::company()
{
    d.chapter(u"A company in three steps"_s);
    const Purse before = purse(m_ana);
    go(m_ana, ui::page::kWelcome);
    d.press(u"Create a company"_s);
    d.type(u"Name"_s, u"Transpiler Lab"_s);
    d.type(u"Mission"_s, u"Port old compilers so that young machines can run them."_s);
    d.picture(u"company-1-purpose"_s);
    d.press(u"Next"_s);
    d.choose(u"Who decides disputes"_s, u"Somebody"_s);
    d.type(u"Address of the arbitrator"_s, m_judgeAddress);
    d.type(u"Fee of the arbitrator"_s, u"2"_s);
    d.picture(u"company-2-rules"_s);
    d.press(u"Next"_s);
    d.tick(u"I understand"_s);
    d.picture(u"company-3-review"_s);
    d.press(u"Create Transpiler Lab"_s);
    d.waitToPress(u"Cancel"_s);
    d.picture(u"review-and-sign"_s);
    d.sign(kPassword);
    d.waitFor(u"the company"_s, [&] { return m_ana.computer.session().hasCompany(); });
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Transpiler Lab"_s);
    d.waitToSee(u"Nothing needs you."_s);
    d.picture(u"home"_s);
    moneyMoved(m_ana, before, -10 * static_cast<qint64>(kToken),
               u"the founder's deposit of 10.00 MTS is locked"_s);
}

QString Tour::inviteLink(bool withPictures) { return inviteLink(m_ana, u"100"_s, withPictures); }

QString Tour::inviteLink(Person& person, const QString& gift, bool withPictures)
{
    go(person, ui::page::kHome);
    d.press(u"Invite"_s);
    d.type(u"Gift"_s, gift);
    if (withPictures) d.picture(u"invite"_s);
    d.press(u"Make the link"_s);
    d.sign(kPassword);
    QString text;
    d.waitFor(u"the link"_s, [&] {
        QWidget* dialog = QApplication::activeModalWidget();
        const auto* edit = dialog ? dialog->findChild<QPlainTextEdit*>(u"invitationLink"_s) : nullptr;
        if (edit) text = edit->toPlainText();
        return text.startsWith(u"stoa://"_s);
    });
    if (withPictures) d.picture(u"invitation-link"_s);
    d.press(u"Close"_s);
    return text;
}

void Tour::joinWith(Person& person, const QString& link, bool withPicture)
{
    go(person, ui::page::kWelcome);
    d.press(u"Join"_s);
    d.type(u"Invitation link"_s, link);
    if (withPicture) d.picture(u"join"_s);
    d.press(u"Join…"_s);
    d.sign(kPassword);
    d.waitFor(u"the company"_s, [&] { return person.computer.session().hasCompany(); });
    go(person, ui::page::kHome);
    d.waitToSee(u"Transpiler Lab"_s);
    d.waitToSee(u"All of them match the network's root"_s);
    go(person, ui::page::kWallet);
    d.isTrue(u"the gift has arrived: %1 has 100.00 MTS, less the fee"_s.arg(person.name), [&] {
        const Amount has = d.shownAmount(u"Available"_s);
        return has < 100 * kToken && has > 99 * kToken;
    });
}

void Tour::invitation()
{
    d.chapter(u"A second member joins from another computer"_s);
    const Purse before = purse(m_ana);
    const QString link = inviteLink(true);
    moneyMoved(m_ana, before, -100 * static_cast<qint64>(kToken), u"the gift of 100.00 MTS is in the link"_s);
    m_mira.computer.start();
    d.lookAt(&m_mira.computer.window(), m_mira.name);
    createWallet(m_mira);
    joinWith(m_mira, link, true);
    setName(m_mira, u"Mira Petrov"_s);
    go(m_mira, ui::page::kHome);
    d.waitToSee(u"Ana Reyes"_s);
    d.picture(u"second-member-home"_s);
}

void Tour::arbitratorJoins()
{
    d.chapter(u"The arbitrator joins, too"_s);
    joinWith(m_judge, inviteLink(false), false);
    setName(m_judge, u"Chidi Okafor"_s);
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Mira Petrov"_s);
    d.waitToSee(u"Chidi Okafor"_s);
    d.picture(u"members"_s);
}

} // namespace stoa::journey
