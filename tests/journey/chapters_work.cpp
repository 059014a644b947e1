// SPDX-License-Identifier: MIT
// A task, the four ways in which a proposal ends, work that goes well, work that never comes, and a dispute.
#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto kTokens = static_cast<qint64>(kToken);
const auto kEnded = u"Ended before it began"_s;
} // namespace

void Tour::tasks()
{
    d.chapter(u"A task, with all seven factors"_s);
    go(m_ana, ui::page::kTasks);
    d.waitToSee(u"No tasks yet."_s);
    d.picture(u"board-empty"_s);
    newTask(kFrontEnd, true);
    newTask(kMeasure, false);
    go(m_ana, ui::page::kTasks);
    d.picture(u"board"_s);
}

void Tour::newTask(const QString& title, bool withPictures)
{
    go(m_ana, ui::page::kTasks);
    d.press(u"New task"_s);
    d.type(u"Title"_s, title);
    d.press(u"Create and open"_s);
    d.sign(kPassword);
    d.waitToSee(u"of 7 complete"_s);
    d.openRow(u"Context"_s);
    d.type(u"Why is this needed"_s, u"The old front end needs a machine that nobody builds any more."_s);
    d.openRow(u"Boundaries"_s);
    d.addRow(u"Add what is not part of it"_s, u"Not part of it"_s, {u"The linker"_s});
    d.openRow(u"Goals"_s);
    d.addRow(u"Add goal"_s, u"Goal"_s, {u"Builds on every member's computer"_s});
    d.openRow(u"Measurable results"_s);
    d.addRow(u"Add result"_s, u"Table: result"_s,
             {u"All tests pass"_s, u"tests"_s, u"400"_s, u"the asker runs them"_s, u"100"_s});
    if (withPictures) d.picture(u"task-results"_s);
    d.openRow(u"Input"_s);
    d.tick(u"Nothing is needed"_s);
    d.openRow(u"Activities"_s);
    d.addRow(u"Add step"_s, u"Table: step"_s, {u"Write it and describe it"_s, u"wiki"_s, u"5 December"_s});
    d.openRow(u"Output"_s);
    d.addRow(u"Add output"_s, u"Table: output"_s,
             {u"Source text"_s, u"archive"_s, u"Compiler/Front end"_s, u"MIT"_s, u"1"_s});
    d.waitToSee(u"7 of 7 complete"_s);
    if (withPictures) d.picture(u"task-seven-factors"_s);
    d.press(u"Save"_s);
    d.sign(kPassword);
    d.waitToPress(u"Propose a collaboration"_s);
}

void Tour::propose(const QString& title, bool withPicture, const QString& doer)
{
    go(m_ana, ui::page::kTasks);
    d.openRow(title);
    d.press(u"Propose a collaboration"_s);
    d.choose(u"With"_s, doer);
    d.type(u"Reward"_s, u"40"_s);
    d.type(u"Your deposit"_s, u"10"_s);
    d.type(u"Their deposit"_s, u"10"_s);
    if (withPicture) d.picture(u"propose"_s);
    d.press(u"Lock "_s);
    d.sign(kPassword);
    open(m_ana, title, u"1 of 2 deposits"_s);
    d.waitToSee(u"Your deposit and the reward are locked. %1 can accept."_s.arg(doer));
}

void Tour::open(Person& person, const QString& title, const QString& state)
{
    go(person, ui::page::kCollaborations);
    d.openRow(title, state);
    d.waitToSee(u"Who must act"_s);
}

void Tour::accept(const QString& title)
{
    open(m_mira, title, u"1 of 2 deposits"_s);
    d.press(u"Accept and lock"_s);
    d.sign(kPassword);
    d.waitToSee(u"Both deposits are locked. The work is yours."_s);
}

void Tour::takenBack()
{
    d.chapter(u"A proposal is taken back"_s);
    const Purse before = purse(m_ana);
    propose(kMeasure, true);
    d.waitToSee(u"the proposal ends by itself"_s);
    d.picture(u"proposal-waits"_s);
    moneyMoved(m_ana, before, -50 * kTokens, u"reward and deposit, 50.00 MTS together, are locked"_s);
    open(m_ana, kMeasure, u"1 of 2 deposits"_s);
    d.press(u"Take back"_s);
    d.sign(kPassword);
    d.waitToSee(kEnded);
    d.picture(u"proposal-taken-back"_s);
    moneyMoved(m_ana, before, 0, u"everything that was locked is back"_s);
}

void Tour::declined()
{
    d.chapter(u"A proposal is declined"_s);
    const Purse before = purse(m_ana);
    const Purse theirs = purse(m_mira);
    propose(kMeasure, false);
    go(m_mira, ui::page::kHome);
    d.waitToSee(u"Ana Reyes asks you to do “%1”"_s.arg(kMeasure));
    d.picture(u"proposal-asked"_s);
    d.press(u"Open"_s);
    d.press(u"Decline"_s);
    d.sign(kPassword);
    d.waitToSee(kEnded);
    d.picture(u"proposal-declined"_s);
    moneyMoved(m_ana, before, 0, u"everything that was locked is back"_s);
    moneyMoved(m_mira, theirs, 0, u"declining costs only its fee"_s);
}

void Tour::unanswered()
{
    d.chapter(u"A proposal that nobody answers"_s);
    const Purse before = purse(m_ana);
    propose(kMeasure, false);
    moneyMoved(m_ana, before, -50 * kTokens, u"reward and deposit are locked"_s);
    d.note(u"The answer is due within seven days, by the company's rules. Nobody does anything."_s);
    advance(8);
    moneyMoved(m_ana, before, 0, u"the proposal ended by itself, and everything is back"_s);
    go(m_ana, ui::page::kCollaborations);
    d.isTrue(u"three proposals have ended before they began, and none is open"_s,
             [&] { return d.visibleText().count(kEnded) == 3 && !d.sees(u"1 of 2 deposits"_s); });
    d.picture(u"proposal-unanswered"_s);
}

void Tour::deliver(const QString& title)
{
    open(m_mira, title, u"Active"_s);
    d.press(u"Deliver"_s);
    d.type(u"In your words"_s, u"The front end builds, and all tests pass. See [[Compiler/Front end]]."_s);
    d.tick(u"Result 1 is met"_s);
    d.press(u"Deliver"_s);
    d.sign(kPassword);
    d.waitToSee(u"You have delivered."_s);
}

void Tour::collaboration()
{
    const Purse asker = purse(m_ana);
    const Purse doer = purse(m_mira);
    d.chapter(u"Two members lock deposits"_s);
    propose(kFrontEnd, false);
    accept(kFrontEnd);
    d.picture(u"collaboration-active"_s);
    moneyMoved(m_ana, asker, -50 * kTokens, u"reward and deposit are locked"_s);
    moneyMoved(m_mira, doer, -10 * kTokens, u"the deposit is locked"_s);
    d.chapter(u"Deliver, ask for changes, approve"_s);
    deliver(kFrontEnd);
    open(m_ana, kFrontEnd, u"Delivered"_s);
    d.press(u"Ask for changes"_s);
    d.type(u"Reasons"_s, u"Result 1: two tests are skipped. Please run all 400."_s);
    d.picture(u"ask-for-changes"_s);
    d.press(u"Ask for changes"_s);
    d.sign(kPassword);
    d.waitToSee(u"Changes were asked for. Mira Petrov delivers again."_s);
    deliver(kFrontEnd);
    open(m_ana, kFrontEnd, u"Delivered"_s);
    d.picture(u"collaboration-delivered"_s);
    d.press(u"Accept the work"_s);
    d.sign(kPassword);
    d.waitToSee(u"To be allocated"_s);
    d.waitToSee(u"Deposits return in"_s);
    d.picture(u"collaboration-to-be-allocated"_s);
    d.chapter(u"After the challenging period the deposits return by themselves"_s);
    advance(14);
    open(m_ana, kFrontEnd, u"Settled"_s);
    d.waitToSee(u"Settled. 50.00"_s);
    d.picture(u"collaboration-settled"_s);
    moneyMoved(m_ana, asker, -40 * kTokens, u"the deposit is back, the reward is paid"_s);
    moneyMoved(m_mira, doer, 40 * kTokens, u"the deposit is back, and the reward of 40.00 MTS with it"_s);
    d.picture(u"second-member-wallet"_s);
}

void Tour::deadlineMissed()
{
    d.chapter(u"Work that never comes"_s);
    const Purse asker = purse(m_ana);
    const Purse doer = purse(m_mira);
    propose(kMeasure, false);
    accept(kMeasure);
    d.note(u"Mira delivers nothing: seven days to answer, fourteen to work and three of grace go by."_s);
    advance(25);
    open(m_ana, kMeasure, u"To be allocated"_s);
    d.waitToSee(u"Everything goes back in"_s);
    d.picture(u"deadline-missed"_s);
    advance(14);
    open(m_ana, kMeasure, u"Refunded"_s);
    d.waitToSee(u"Nothing was delivered in time. Both deposits and the reward went back."_s);
    d.picture(u"collaboration-refunded"_s);
    moneyMoved(m_ana, asker, 0, u"reward and deposit are back"_s);
    moneyMoved(m_mira, doer, 0, u"the deposit is back"_s);
}

void Tour::dispute()
{
    d.chapter(u"A dispute, ruled by the company's arbitrator"_s);
    const Purse asker = purse(m_ana);
    const Purse doer = purse(m_mira);
    const Purse arbitrator = purse(m_judge);
    propose(kMeasure, false);
    accept(kMeasure);
    deliver(kMeasure);
    open(m_ana, kMeasure, u"Delivered"_s);
    d.press(u"Open a dispute"_s);
    d.tick(u"Result 1 is not met"_s);
    d.type(
        u"Write what you can show"_s,
        u"Only forty of the four hundred tests were run; the log on the wiki page shows it. We asked twice, "
        "and the second delivery is the same as the first. The measurements are worth nothing to us."_s);
    d.press(u"Everybody's money back"_s);
    d.picture(u"open-a-dispute"_s);
    d.press(u"Open the dispute"_s);
    d.sign(kPassword);
    d.waitToSee(u"All money of this collaboration is frozen."_s);
    open(m_mira, kMeasure, u"In dispute"_s);
    d.press(u"Answer"_s);
    d.tick(u"Reject it"_s);
    d.type(u"Why"_s,
           u"The other tests need a machine that was never given to me, as the first message says."_s);
    d.picture(u"answer-a-dispute"_s);
    d.press(u"Answer"_s);
    d.sign(kPassword);
    d.waitToSee(u"Chidi Okafor, as the arbitrator"_s);
    go(m_judge, ui::page::kDisputes);
    d.waitToSee(kMeasure);
    d.picture(u"disputes"_s);
    open(m_judge, kMeasure, u"In dispute"_s);
    d.press(u"Rule"_s);
    d.press(u"As Ana Reyes asks"_s);
    d.type(u"Reasons"_s, u"Forty tests are not four hundred, and nobody asked for the machine in time."_s);
    d.picture(u"ruling"_s);
    d.press(u"Rule"_s);
    d.sign(kPassword);
    advance(1);
    open(m_ana, kMeasure, u"Settled"_s);
    d.selectTab(u"Dispute"_s);
    d.waitToSee(u"ruled that Mira Petrov receives 10.00"_s);
    d.picture(u"dispute-settled"_s);
    moneyMoved(m_ana, asker, 0, u"the winner has everything back, the prepaid fee of the ruling, too"_s);
    moneyMoved(m_mira, doer, -2 * kTokens, u"the loser pays the ruling, 2.00 MTS"_s);
    moneyMoved(m_judge, arbitrator, 2 * kTokens, u"the arbitrator has earned the fee of 2.00 MTS"_s);
}

} // namespace stoa::journey
