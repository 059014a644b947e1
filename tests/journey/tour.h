// SPDX-License-Identifier: MIT
// The tour: three people, each with a data folder, an engine and a window, and sockets between them, from
// the first start to a ruling, a batch that is proved wrong, and a program that is killed. Every step is done
// in the window, every screen becomes a picture, and what the window says is compared with what it should be.
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "core/base/amount.h"
#include "tests/journey/command_line.h"
#include "tests/journey/computer.h"
#include "tests/journey/driver.h"

namespace stoa::journey {

inline const QString kPassword = QStringLiteral("paper boats sail far");
inline const QString kFrontEnd = QStringLiteral("Port the compiler front end");
inline const QString kTeach = QStringLiteral("Teach newcomers the new front end");
inline const QString kManual = QStringLiteral("Write the manual");
inline const QString kBind = QStringLiteral("Bind the handbook");
inline const QString kProof = QStringLiteral("Proofread the manual");
inline const QString kMeasure = QStringLiteral("Measure the new front end");

struct Person {
    QString name;
    Computer computer;
    QString phrase = {};
};

/// What somebody had at a moment, and what they had paid for the network until then. Amounts are gwei.
struct Purse {
    Amount available = 0;
    Amount fees = 0;
};

class Tour {
public:
    /// `folder` takes the people's data.
    Tour(Driver& driver, ui::Theme& theme, const QString& folder);

    /// The whole story, chapter by chapter. All programs have ended then.
    void play();

    /// Where the data of the company is.
    const QString& companyFolder() const { return m_ana.computer.folder(); }

private:
    void prepareJudge();
    void firstStart();
    void lookAround();
    void wallet();
    void money();
    void serving();
    void company();
    void invitation();
    void arbitratorJoins();
    void pages();
    void tasks();
    void commandLineMember();
    void takenBack();
    void declined();
    void unanswered();
    void collaboration();
    void deadlineMissed();
    void dispute();
    void motions();
    void objection();
    void tools();
    void toolThatPays();
    void withdrawal();
    void guardian();
    void keyHandedOver();
    void agreements();
    void panel();
    void wrongBatch();
    void earnings();
    void restore();
    void importFolder();
    void importHistory();
    void muchOfEverything();
    void lockAndUnlock();
    void quit();
    void killed();
    void appearance();

    /// To a page of the sidebar, through the menu.
    void go(Person& person, const QString& page);
    /// Answers the dialog's three steps; with pictures when it is Ana's.
    void createWallet(Person& person);
    void setName(Person& person, const QString& name);
    /// Makes a link for one member.
    QString inviteLink(bool withPictures);
    QString inviteLink(Person& person, const QString& gift, bool withPictures);
    /// Whoever judges shows the dispute, from the page of disputes.
    void openCase(const QString& title);
    void foundCourt();
    void joinWith(Person& person, const QString& link, bool withPicture);
    void publish(const QString& text, const QString& summary, bool withPicture);
    void newTask(const QString& title, bool withPictures);
    void propose(const QString& title, bool withPicture, const QString& doer = QStringLiteral("Mira Petrov"));
    void accept(const QString& title);
    void deliver(const QString& title);
    /// Opens the collaboration that is in that state.
    void open(Person& person, const QString& title, const QString& state);
    void advance(int days);

    Purse purse(Person& person);
    /// The person has what they had, changed by `change` gwei and by the fees paid since: those of the
    /// wallet's history, or, where more was signed than it lists, `fees`, which the review had named.
    void moneyMoved(Person& person, const Purse& before, qint64 change, const QString& why,
                    std::optional<Amount> fees = std::nullopt);

    Driver& d;
    ui::Theme& m_theme;
    QString m_folder;
    Person m_ana;
    Person m_mira;
    Person m_judge;
    Person m_otherKey;
    Person m_restored;
    CommandLine m_noor;
    QString m_judgeAddress;
};

} // namespace stoa::journey
