// SPDX-License-Identifier: MIT
#include "tests/journey/looks.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QTranslator>

#include "tests/journey/pictures.h"
#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/shell/action_registry.h"
#include "ui/theme/theme.h"

namespace stoa::journey {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::size_t kAtOnce = 2;
constexpr int kReaderTime = 600; ///< milliseconds until the reader's process has drawn the page

/// Vowels wear accents: what has none was never translated.
QString accented(const QString& text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPlace = i > 0 && text.at(i - 1) == u'%';
        const auto at = QStringView(u"aeiou").indexOf(text.at(i));
        result += at < 0 || isPlace ? text.at(i) : QStringView(u"áéíóú").at(at);
    }
    return result;
}

/// Every text becomes nearly half as long again.
class LongWords : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int count) const override
    {
        const QString text = QString::fromUtf8(source);
        QString longer = accented(text);
        if (count >= 0) longer.replace(u"%n"_s, QString::number(count));
        if (text.size() < 4) return longer;
        const QString more = u"längerwerdende"_s;
        QString tail;
        while (tail.size() * 5 < text.size() * 2)
            tail += u' ' + more.left(std::min(text.size(), more.size()));
        const bool isSentence = longer.endsWith(u'.') || longer.endsWith(u'…');
        return isSentence ? longer.chopped(1) + tail + longer.back() : longer + tail;
    }
    bool isEmpty() const override { return false; }
};

/// One look, driven through two windows: a new one, and one of a company in which much has happened.
class Walk {
public:
    Walk(Driver& driver, ui::Theme& theme, const QString& look, const QString& data)
        : d(driver)
        , m_theme(theme)
        , m_look(look)
        , m_new(data + u"/new"_s, theme)
        , m_company(data + u"/company"_s, theme)
    {}

    void go()
    {
        open(m_new, u"Somebody new"_s);
        firstStart();
        emptyPages();
        m_new.quit();
        open(m_company, u"Ana"_s);
        d.waitFor(u"the company"_s, [&] { return m_company.session().hasCompany(); });
        home();
        tasks();
        collaborations();
        wiki();
        decisions();
        wallet();
        rest();
        companySteps();
        m_company.quit();
    }

private:
    void open(Computer& computer, const QString& who)
    {
        m_now = &computer;
        computer.open();
        if (m_look == "high-contrast"_L1) {
            computer.settings().setAppearance(static_cast<int>(ui::Appearance::HighContrast));
            m_theme.setAppearance(ui::Appearance::HighContrast);
        }
        if (m_look == "large-text"_L1) {
            computer.settings().setTextPercent(200);
            m_theme.setTextPercent(200);
        }
        computer.start();
        d.lookAt(&computer.window(), who);
        d.waitFor(u"the start"_s, [&] { return computer.session().isLoaded(); });
        d.settle(300);
    }

    void page(const QString& page, const QString& picture)
    {
        action(u"go."_s + page);
        d.settle(200);
        d.picture(picture);
    }

    void action(const QString& id) { d.choose(m_now->window().actions().find(id), id); }

    void dialog(const QString& picture)
    {
        d.settle(150);
        d.picture(picture);
        d.closeDialog();
    }

    void firstStart()
    {
        d.waitToPress(u"Restore"_s);
        d.picture(u"welcome"_s);
        d.press(u"Restore"_s);
        dialog(u"restore"_s);
        d.press(u"Create a wallet"_s);
        d.type(u"Password"_s, kPassword);
        d.type(u"The same password"_s, kPassword);
        d.picture(u"wallet-password"_s);
        d.press(u"Next"_s);
        d.press(u"Show the words"_s);
        d.picture(u"wallet-phrase"_s);
        QStringList words;
        for (const QLabel* label : QApplication::activeModalWidget()->findChildren<QLabel*>())
            if (label->property("shown").toBool()) words << label->text();
        d.press(u"Next"_s);
        for (QLineEdit* field : QApplication::activeModalWidget()->findChildren<QLineEdit*>())
            if (field->isVisible() && field->objectName().startsWith(u"checkWord"_s))
                field->setText(words.value(field->objectName().mid(9).toInt() - 1));
        d.settle();
        d.picture(u"wallet-check"_s);
        d.press(u"Create the wallet"_s);
        d.waitFor(u"the wallet"_s, [&] { return !m_new.session().myAddress().isZero(); });
        d.settle(300);
        d.picture(u"wallet-ready"_s);
    }

    void emptyPages()
    {
        page(ui::page::kHome, u"no-company-home"_s);
        page(ui::page::kTasks, u"no-company-tasks"_s);
        page(ui::page::kCollaborations, u"no-company-collaborations"_s);
        page(ui::page::kWiki, u"no-company-wiki"_s);
        page(ui::page::kWallet, u"empty-wallet"_s);
        page(ui::page::kDisputes, u"empty-disputes"_s);
        page(ui::page::kNetwork, u"first-network"_s);
    }

    void home()
    {
        page(ui::page::kHome, u"home"_s);
        d.press(u"Invite"_s);
        dialog(u"invite"_s);
        d.openRow(u"Mira Petrov"_s, u"MTS"_s); // the members' row has a deposit
        dialog(u"person"_s);
    }

    void tasks()
    {
        page(ui::page::kTasks, u"tasks"_s);
        d.press(u"New task"_s);
        d.type(u"Title"_s, u"Oil the weather vane"_s);
        d.picture(u"new-task"_s);
        d.press(u"Create task"_s);
        d.waitFor(u"the review"_s,
                  [&] { return QApplication::activeModalWidget()->objectName() == u"reviewAndSign"_s; });
        dialog(u"review-and-sign"_s);
        while (QApplication::activeModalWidget()) d.closeDialog();
        d.openRow(kFrontEnd);
        d.settle(200);
        d.picture(u"task"_s);
        action(u"go.tasks"_s);
        d.openRow(kTeach);
        d.press(u"Propose a collaboration"_s);
        d.settle(200);
        d.picture(u"propose"_s);
    }

    void collaborations()
    {
        page(ui::page::kCollaborations, u"collaborations"_s);
        d.openRow(kFrontEnd);
        d.settle(200);
        d.picture(u"collaboration"_s);
        action(u"go.disputes"_s);
        d.openRow(kMeasure);
        d.selectTab(u"Dispute"_s);
        d.settle(200);
        d.picture(u"dispute"_s);
    }

    void wiki()
    {
        action(u"go.wiki"_s);
        d.settle(kReaderTime);
        d.picture(u"wiki"_s);
        d.press(u"History"_s);
        d.settle(300);
        d.picture(u"wiki-history"_s);
        d.press(u"Back to the page"_s);
        d.press(u"New page"_s);
        dialog(u"new-page"_s);
        d.press(u"Edit"_s);
        d.settle(kReaderTime);
        d.picture(u"wiki-editor"_s);
    }

    void decisions()
    {
        page(ui::page::kDecisions, u"decisions"_s);
        d.selectTab(u"Money and rules"_s);
        d.settle(200);
        d.picture(u"money-and-rules"_s);
        d.press(u"Pay"_s);
        d.type(u"Amount"_s, u"12"_s);
        dialog(u"pay-form"_s);
        d.press(u"Change the rules"_s);
        dialog(u"rules-form"_s);
        d.selectTab(u"Tools"_s);
        d.press(u"Add a tool"_s);
        dialog(u"tool-form"_s);
    }

    void wallet()
    {
        page(ui::page::kWallet, u"wallet"_s);
        d.press(u"Send"_s);
        dialog(u"send"_s);
        d.press(u"Receive"_s);
        dialog(u"receive"_s);
        d.press(u"Withdraw"_s);
        d.type(u"Amount"_s, u"12"_s);
        dialog(u"withdraw-form"_s);
        d.press(u"Guardian"_s);
        dialog(u"guardian-form"_s);
        d.press(u"Set my name"_s);
        d.type(u"Name"_s, u"Ana Reyes-Featherstonehaugh"_s);
        dialog(u"name"_s);
    }

    void rest()
    {
        page(ui::page::kDisputes, u"disputes"_s);
        page(ui::page::kNetwork, u"network"_s);
        page(ui::page::kSettings, u"settings"_s);
        action(u"outbox"_s);
        dialog(u"outbox"_s);
        action(u"palette"_s);
        dialog(u"palette"_s);
        action(u"shortcuts"_s);
        dialog(u"keyboard"_s);
        action(u"join"_s);
        dialog(u"join"_s);
        action(u"lock"_s); // the wallet is locked since the start
        d.type(u"Wallet password"_s, kPassword);
        d.picture(u"unlock"_s);
        d.press(u"Unlock"_s);
        d.waitFor(u"the keys"_s, [&] { return !m_company.session().isLocked(); });
    }

    void companySteps()
    {
        action(u"createCompany"_s);
        d.type(u"Name"_s, u"Weatherproof Signposts of the Northern Hills"_s.left(40));
        d.type(u"Mission"_s, u"Put up signposts that can be read in any weather, by anybody, from afar."_s);
        d.picture(u"company-1-purpose"_s);
        d.press(u"Next"_s);
        d.settle(150);
        d.picture(u"company-2-rules"_s);
        d.press(u"Next"_s);
        d.settle(150);
        d.picture(u"company-3-review"_s);
        d.closeDialog();
    }

    Driver& d;
    ui::Theme& m_theme;
    QString m_look;
    Computer m_new;
    Computer m_company;
    Computer* m_now = nullptr;
};

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString target = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(target).path());
        QFile::copy(path, target);
    }
}

} // namespace

int showLook(const QString& look, const QString& pictures, const QString& data)
{
    LongWords words;
    ui::Theme theme;
    Driver driver(theme, pictures);
    driver.setLook(look);
    if (look == "long-words"_L1) {
        QCoreApplication::installTranslator(&words);
        driver.speak(accented);
    }
    {
        Walk walk(driver, theme, look, data);
        walk.go();
    }
    QCoreApplication::removeTranslator(&words);
    return driver.pictures() == static_cast<int>(kLookPictures.size()) ? 0 : 1;
}

bool takeLooks(const QString& pictures, const QString& company, const QString& folder)
{
    std::vector<std::unique_ptr<QProcess>> running;
    const auto waitForOne = [&] {
        for (;;) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            for (auto at = running.begin(); at != running.end(); ++at)
                if ((*at)->waitForFinished(20) || (*at)->state() == QProcess::NotRunning) {
                    const bool isGood = (*at)->exitStatus() == QProcess::NormalExit && (*at)->exitCode() == 0;
                    running.erase(at);
                    return isGood;
                }
        }
    };
    bool isGood = true;
    for (const Look& look : kLooks) {
        if (running.size() == kAtOnce) isGood = waitForOne() && isGood;
        const auto name = QString::fromLatin1(look.name.data(), static_cast<qsizetype>(look.name.size()));
        const QString data = folder + u'/' + name;
        copyFolder(company, data + u"/company"_s);
        QFile::remove(data + u"/company/ui.ini"_s); // the port is taken
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedChannels);
        process->start(QCoreApplication::applicationFilePath(), {kLookOption, name, pictures, data});
        running.push_back(std::move(process));
    }
    while (!running.empty()) isGood = waitForOne() && isGood;
    return isGood;
}

} // namespace stoa::journey
