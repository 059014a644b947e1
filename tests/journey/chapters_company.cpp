// SPDX-License-Identifier: MIT
// What a company decides together, money on its way out, a guardian, what two sides agree to, and a panel of
// arbitrators who are drawn by lot.
#include <array>

#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"
#include "ui/words/address_text.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto kTokens = static_cast<qint64>(kToken);
const auto kCourt = u"Upland Court"_s;
} // namespace

void Tour::motions()
{
    d.chapter(u"The members decide"_s);
    const Purse before = purse(m_ana);
    const Purse paid = purse(m_judge);
    go(m_ana, ui::page::kDecisions);
    d.waitToSee(u"Nothing is being decided now."_s);
    d.selectTab(u"Money and rules"_s);
    d.waitToSee(u"Challenging period"_s);
    d.picture(u"company-rules"_s);
    const Amount treasury = d.shownAmount(u"Treasury"_s);
    d.press(u"Give money"_s);
    d.type(u"Amount"_s, u"50"_s);
    d.picture(u"give-money"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.isTrue(u"the treasury has 50.00 MTS more"_s,
             [&] { return d.shownAmount(u"Treasury"_s) == treasury + 50 * kToken; });
    moneyMoved(m_ana, before, -50 * kTokens, u"the treasury has 50.00 MTS"_s);

    d.note(u"Mira is a member: her role may not pay. She puts it to the others."_s);
    go(m_mira, ui::page::kDecisions);
    d.press(u"Put a motion"_s);
    d.press(u"Pay out of the treasury"_s);
    d.press(u"Review"_s);
    d.waitToSee(u"Whom should the company pay?"_s);
    d.choose(u"Who gets it"_s, u"Chidi Okafor"_s);
    d.type(u"Amount"_s, u"20"_s);
    d.type(u"What it is for"_s, u"The printer's bill for the handbook."_s);
    d.waitToSee(u"Your role may not pay from the treasury by itself."_s);
    d.waitToSee(u"The members can object until"_s);
    d.picture(u"put-a-motion"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"You put it"_s);

    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Mira Petrov put a motion to the members of Transpiler Lab"_s);
    d.picture(u"motion-asked"_s);
    d.press(u"Open"_s);
    d.waitToSee(u"The printer's bill for the handbook."_s);
    d.waitToSee(u"it has passed, and anybody can carry it out"_s);
    d.picture(u"motion-open"_s);
    d.press(u"Vote for it"_s);
    d.sign(kPassword);
    d.waitToSee(u"You have voted."_s);
    advance(7);
    go(m_ana, ui::page::kDecisions);
    d.waitToSee(u"Passed, and not carried out yet"_s);
    d.picture(u"motion-passed"_s);
    d.press(u"Carry it out"_s);
    d.sign(kPassword);
    d.waitToSee(u"Decided before"_s);
    d.picture(u"motion-carried-out"_s);
    moneyMoved(m_judge, paid, 20 * kTokens, u"the treasury has paid 20.00 MTS"_s);
}

void Tour::objection()
{
    d.chapter(u"A motion to which a member objects"_s);
    const Purse before = purse(m_mira);
    go(m_mira, ui::page::kDecisions);
    d.press(u"Put a motion"_s);
    d.press(u"Pay out of the treasury"_s);
    d.choose(u"Who gets it"_s, u"Chidi Okafor"_s);
    d.type(u"Amount"_s, u"10"_s);
    d.type(u"What it is for"_s, u"A second print run that nobody has ordered."_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"A second print run"_s);
    go(m_ana, ui::page::kDecisions);
    d.selectTab(u"Money and rules"_s);
    const Amount treasury = d.shownAmount(u"Treasury"_s);
    d.selectTab(u"Motions"_s);
    d.waitToSee(u"A second print run"_s);
    d.press(u"Object"_s);
    d.sign(kPassword);
    d.waitToSee(u"You have voted."_s);
    d.waitToSee(u"it is rejected, and the deposit of 1.00"_s);
    d.picture(u"motion-objected"_s);
    d.note(u"The others could still vote for it: more than half of them. Nobody does."_s);
    advance(14);
    go(m_ana, ui::page::kDecisions);
    d.waitToSee(u"Rejected"_s);
    d.picture(u"motion-rejected"_s);
    d.selectTab(u"Money and rules"_s);
    d.isTrue(u"nothing was paid, and the treasury has the motion's deposit of 1.00 MTS"_s,
             [&] { return d.shownAmount(u"Treasury"_s) == treasury + kToken; });
    moneyMoved(m_mira, before, -kTokens, u"the deposit of the rejected motion is the treasury's"_s);
}

void Tour::tools()
{
    const QString nothing = u"There are no tools besides the tasks and the wiki."_s;
    d.chapter(u"A tool of the company's own"_s);
    go(m_ana, ui::page::kDecisions);
    d.selectTab(u"Tools"_s);
    d.waitToSee(nothing);
    d.press(u"Add a tool"_s);
    d.type(u"What it is"_s, u"Reading list\nWhat everybody should have read. 1 proposed, 2 read."_s);
    d.press(u"Review"_s);
    d.waitToSee(u"Say who may follow rule 1."_s);
    d.tick(u"Rule 1: by members"_s);
    d.press(u"Add a rule"_s);
    d.choose(u"Rule 2: from"_s, u"state 1"_s);
    d.choose(u"Rule 2: to"_s, u"state 2"_s);
    d.tick(u"Rule 2: by members"_s);
    d.picture(u"add-a-tool"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"2 states · 2 rules · moves no money"_s);
    d.picture(u"tools"_s);
    go(m_mira, ui::page::kDecisions);
    d.selectTab(u"Tools"_s);
    d.waitToSee(u"Reading list"_s);
    go(m_ana, ui::page::kDecisions);
    d.press(u"Remove the tool Reading list"_s);
    d.waitToSee(u"Nobody can change its records any more"_s);
    d.picture(u"remove-a-tool"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    const QString gone = u"Reading list (removed)"_s; // what it said about itself can still be read
    d.waitToSee(gone);
    go(m_mira, ui::page::kDecisions);
    d.waitToSee(gone);
    d.selectTab(u"Motions"_s);
}

void Tour::toolThatPays()
{
    d.chapter(u"A tool that pays: a grant is applied for, funded and paid"_s);
    go(m_ana, ui::page::kDecisions);
    d.selectTab(u"Money and rules"_s);
    const Amount treasury = d.shownAmount(u"Treasury"_s);
    d.selectTab(u"Tools"_s);
    d.press(u"Add a tool"_s);
    d.type(u"What it is"_s, u"Small grants\nMembers apply, founders grant. 1 applied, 2 granted, 3 paid."_s);
    d.type(u"How many states a record can have"_s, u"3"_s);
    d.tick(u"Rule 1: by members"_s);
    const std::array<std::array<QString, 4>, 3> rules = {
        {{u"2"_s, u"state 1"_s, u"state 2"_s, u"money goes from the treasury"_s},
         {u"3"_s, u"state 2"_s, u"state 3"_s, u"all that it holds goes to its assignee"_s},
         {u"4"_s, u"state 2"_s, u"state 1"_s, u"all that it holds goes back"_s}}};
    for (const auto& [number, from, to, money] : rules) {
        d.press(u"Add a rule"_s);
        d.choose(u"Rule %1: from"_s.arg(number), from);
        d.choose(u"Rule %1: to"_s.arg(number), to);
        d.choose(u"Rule %1: money"_s.arg(number), money);
        d.tick(u"Rule %1: by founders"_s.arg(number));
    }
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"3 states · 4 rules · 0 records with money · its records hold 0.00"_s);

    const Purse before = purse(m_mira);
    go(m_mira, ui::page::kDecisions);
    d.selectTab(u"Tools"_s);
    d.waitToSee(u"Small grants"_s);
    d.press(u"New record"_s);
    d.type(u"What it says"_s, u"Paper for the handbook\nTwo hundred sheets."_s);
    d.choose(u"Assigned to"_s, u"You"_s);
    d.picture(u"apply-for-a-grant"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"State 1 · holds nothing · assigned to you"_s);
    d.isTrue(u"the table leaves the granting to founders"_s, [&] { return !d.canPress(u"To state 2"_s); });

    go(m_ana, ui::page::kDecisions);
    d.press(u"To state 2: put money in"_s);
    d.type(u"Amount"_s, u"8"_s);
    d.waitToSee(u"Money of the company goes from the treasury into the record."_s);
    d.picture(u"fund-a-record"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"State 2 · holds 8.00"_s);
    d.waitToSee(u"It can be removed once these records are paid or their money is returned: R-"_s);
    d.isTrue(u"the tool cannot be removed while a record holds money"_s,
             [&] { return !d.canPress(u"Remove the tool Small grants"_s); });
    d.picture(u"tool-holds-money"_s);
    d.press(u"To state 3: pay 8.00"_s);
    d.waitToSee(u"All that it holds, 8.00"_s);
    d.picture(u"pay-a-record"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"State 3 · holds nothing"_s);
    d.picture(u"tool-has-paid"_s);
    d.selectTab(u"Money and rules"_s);
    d.isTrue(u"the treasury has paid 8.00 MTS"_s,
             [&] { return d.shownAmount(u"Treasury"_s) == treasury - 8 * kToken; });
    moneyMoved(m_mira, before, 8 * kTokens, u"the grant of 8.00 MTS has come"_s);

    go(m_ana, ui::page::kDecisions);
    d.selectTab(u"Tools"_s);
    d.press(u"Remove the tool Small grants"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"This tool was removed. Its 1 record can be read"_s);
    d.selectTab(u"Motions"_s);
    go(m_mira, ui::page::kDecisions);
    d.selectTab(u"Motions"_s);
}

void Tour::withdrawal()
{
    d.chapter(u"Money goes out to the main chain"_s);
    const Purse before = purse(m_ana);
    d.press(u"Withdraw"_s);
    d.type(u"Amount"_s, u"25"_s);
    d.waitToSee(u"your own address on the main chain"_s);
    d.picture(u"withdraw"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(u"Withdrawn to the main chain"_s);
    d.picture(u"withdrawal-waits"_s);
    moneyMoved(m_ana, before, -25 * kTokens, u"25.00 MTS are on their way out"_s);
    d.note(u"Nothing can be claimed before the batch is final."_s);
    d.isTrue(u"there is nothing to claim yet"_s, [&] { return !d.canPress(u"Claim"_s); });
    advance(9);
    go(m_ana, ui::page::kWallet);
    d.waitToPress(u"Claim 25.00"_s);
    d.picture(u"withdrawal-ready"_s);
    d.press(u"Claim 25.00"_s);
    d.waitToSee(u"are claimed. They are at"_s);
    d.isTrue(u"it cannot be claimed twice"_s, [&] { return !d.canPress(u"Claim"_s); });
    d.picture(u"withdrawal-claimed"_s);
    moneyMoved(m_ana, before, -25 * kTokens, u"claiming costs nothing here"_s);
}

void Tour::guardian()
{
    d.chapter(u"A guardian, and a key that is kept"_s);
    go(m_mira, ui::page::kWallet);
    d.press(u"Guardian"_s);
    d.choose(u"Guardian"_s, u"Ana Reyes"_s);
    d.picture(u"guardian"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.isTrue(u"Ana is Mira's guardian"_s, [&] { return d.shownFact(u"Guardian"_s) == u"Ana Reyes"_s; });
    d.note(u"Somebody who pretends to be Mira talks Ana into giving the account another key."_s);
    go(m_ana, ui::page::kWallet);
    d.press(u"Help somebody"_s);
    d.choose(u"Whose account"_s, u"Mira Petrov"_s);
    d.type(u"Address of their new key"_s, m_judgeAddress);
    d.picture(u"help-somebody"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    go(m_mira, ui::page::kWallet);
    d.waitToSee(u"has named another key for your account"_s);
    d.picture(u"key-is-being-changed"_s);
    d.press(u"Keep my key"_s);
    d.sign(kPassword);
    d.waitFor(u"the warning to go"_s, [&] { return !d.sees(u"has named another key for your account"_s); });
    d.isTrue(u"Mira's own key signs for her"_s,
             [&] { return d.shownFact(u"Signs for you"_s) == u"the key of this wallet"_s; });
}

void Tour::keyHandedOver()
{
    d.chapter(u"Another key signs for an account, and then its own again"_s);
    const QString account = ui::addressText(m_mira.computer.session().myAddress());
    const QString link = inviteLink(m_ana, u"1"_s, false);
    m_otherKey.computer.start();
    d.lookAt(&m_otherKey.computer.window(), m_otherKey.name);
    createWallet(m_otherKey);
    const QString key = ui::addressText(m_otherKey.computer.session().myAddress());
    const Purse before = purse(m_mira);
    d.press(u"Another key"_s);
    d.type(u"Address of the other key"_s, key);
    d.press(u"Change the key"_s);
    d.waitToSee(u"Tick this first: there is no way back without that key."_s);
    d.tick(u"I have that key"_s);
    d.picture(u"another-key"_s);
    d.press(u"Change the key"_s);
    Amount fees = d.sign(kPassword);
    const auto cannotSign = [&] { return d.shownFact(u"Signs for you"_s).startsWith(u"another key, 0x"_s); };
    d.isTrue(u"Mira's wallet can no longer sign for her account"_s, cannotSign);
    d.picture(u"key-handed-over"_s);

    d.note(u"The other computer does not know the network yet: it joins with a link. Then it acts for Mira's "
           "account instead of its own."_s);
    go(m_otherKey, ui::page::kWelcome);
    d.press(u"Join"_s);
    d.type(u"Invitation link"_s, link);
    d.press(u"Join…"_s);
    d.sign(kPassword);
    d.waitFor(u"the company"_s, [&] { return m_otherKey.computer.session().hasCompany(); });
    go(m_otherKey, ui::page::kWallet);
    d.press(u"Another account"_s);
    d.type(u"Address of the account"_s, account);
    d.press(u"Act for it"_s);
    d.isTrue(u"this wallet's key signs for Mira's account"_s,
             [&] { return d.shownFact(u"Signs for you"_s).contains(u"which acts for the account"_s); });
    d.isTrue(u"her money is there, less the fee for the change"_s,
             [&] { return d.shownAmount(u"Available"_s) == before.available - fees; });
    d.picture(u"acts-for-the-account"_s);
    d.press(u"Another key"_s);
    d.type(u"Address of the other key"_s, account);
    d.tick(u"I have that key"_s);
    d.press(u"Change the key"_s);
    fees += d.sign(kPassword);
    d.isTrue(u"that wallet can no longer sign for Mira's account"_s, cannotSign);
    go(m_mira, ui::page::kWallet);
    d.isTrue(u"Mira's own key signs for her again"_s,
             [&] { return d.shownFact(u"Signs for you"_s) == u"the key of this wallet"_s; });
    moneyMoved(m_mira, before, 0, u"changes of a key cost only their fees"_s, fees);
    m_otherKey.computer.quit();
}

void Tour::agreements()
{
    d.chapter(u"Other terms, and a settlement"_s);
    const Purse asker = purse(m_ana);
    const Purse doer = purse(m_mira);
    newTask(kBind, false);
    propose(kBind, false);
    accept(kBind);
    open(m_mira, kBind, u"Active"_s);
    d.press(u"Offer other terms"_s);
    d.type(u"The whole reward"_s, u"45"_s);
    d.waitToSee(u"Ana Reyes locks 5.00"_s);
    d.picture(u"offer-other-terms"_s);
    d.press(u"Offer these terms"_s);
    d.sign(kPassword);
    d.waitToSee(u"You offer other terms."_s);
    open(m_ana, kBind, u"Active"_s);
    d.waitToSee(u"Mira Petrov offers other terms."_s);
    d.press(u"Agree to the other terms"_s);
    d.waitToSee(u"You lock 5.00"_s);
    d.picture(u"agree-to-other-terms"_s);
    d.press(u"Agree to these terms"_s);
    d.sign(kPassword);
    moneyMoved(m_ana, asker, -55 * kTokens, u"a reward of 45.00 MTS and a deposit of 10.00 MTS are locked"_s);

    open(m_ana, kBind, u"Active"_s);
    d.press(u"Offer to settle"_s);
    d.press(u"Half of the reward"_s);
    d.picture(u"offer-to-settle"_s);
    d.press(u"Offer to settle"_s);
    d.sign(kPassword);
    d.waitToSee(u"You offer to end it now, with 32.50"_s);
    open(m_mira, kBind, u"Active"_s);
    d.waitToSee(u"Ana Reyes offers to end it now, with 32.50"_s);
    d.picture(u"settlement-offered"_s);
    d.press(u"Settle with"_s);
    d.waitToSee(u"You do not want it? Do nothing"_s);
    d.picture(u"settle"_s);
    d.press(u"Settle with"_s);
    d.sign(kPassword);
    moneyMoved(m_ana, asker, -45 * kTokens / 2, u"half of the reward is back, and the deposit"_s);
    moneyMoved(m_mira, doer, 45 * kTokens / 2, u"half of the reward has come, and the deposit is back"_s);
}

void Tour::foundCourt()
{
    go(m_judge, ui::page::kWelcome);
    d.press(u"Create a company"_s);
    d.type(u"Name"_s, kCourt);
    d.type(u"Mission"_s, u"Judge fairly for companies that ask us to."_s);
    d.press(u"Next"_s);
    d.press(u"Next"_s);
    d.tick(u"I understand"_s);
    d.press(u"Create "_s + kCourt);
    d.sign(kPassword);
    d.waitFor(u"the court"_s, [&] { return m_judge.computer.session().companyName() == kCourt; });
    go(m_judge, ui::page::kDecisions);
    d.selectTab(u"Money and rules"_s);
    d.press(u"Change the rules"_s);
    d.type(u"A ruling costs"_s, u"2"_s);
    d.tick(u"This company judges for others"_s);
    d.choose(u"Arbitrators in a case"_s, u"1"_s);
    d.type(u"An arbitrator's seat locks"_s, u"10"_s);
    d.picture(u"judge-for-others"_s);
    d.scrollTo(u"Judging for others"_s);
    d.picture(u"judge-for-others-fields"_s);
    d.scrollToEnd();
    d.picture(u"judge-for-others-end"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitFor(u"the tab of arbitrators"_s, [&] { return d.sees(u"Arbitrators in a case"_s); });
    d.selectTab(u"Arbitrators"_s);
    d.press(u"Take a seat"_s);
    d.picture(u"take-a-seat"_s);
    d.press(u"Lock 10.00"_s);
    d.sign(kPassword);
    d.waitToSee(u"You have a seat: you can be drawn for disputes."_s);
    d.picture(u"seats"_s);
}

void Tour::openCase(const QString& title)
{
    go(m_judge, ui::page::kDisputes);
    d.openRow(title);
    d.waitToSee(u"Who must act"_s);
}

void Tour::panel()
{
    d.chapter(u"A panel, drawn by lot, seals and opens its ruling"_s);
    foundCourt();
    advance(1); // who has just sat down is not drawn
    const QString link = inviteLink(m_judge, u"1"_s, false);
    const DacId home = m_ana.computer.session().company();
    go(m_ana, ui::page::kWelcome);
    d.press(u"Join"_s);
    d.type(u"Invitation link"_s, link);
    d.press(u"Join…"_s);
    d.sign(kPassword);
    d.waitFor(u"the court"_s, [&] { return m_ana.computer.session().companyName() == kCourt; });
    m_ana.computer.session().setCompany(home);
    d.did(u"chooses the company Transpiler Lab again"_s);
    go(m_ana, ui::page::kDecisions);
    d.selectTab(u"Money and rules"_s);
    d.press(u"Change the rules"_s);
    d.choose(u"Who decides"_s, u"Arbitrators drawn from "_s + kCourt);
    d.waitToSee(u"→ "_s + kCourt);
    d.picture(u"change-the-rules"_s);
    d.scrollTo(u"Disputes"_s);
    d.picture(u"change-the-rules-arbitrators"_s);
    d.scrollToEnd();
    d.picture(u"change-the-rules-end"_s);
    d.press(u"Review"_s);
    d.sign(kPassword);
    d.waitToSee(kCourt + u".DAC"_s);

    const Purse doer = purse(m_mira);
    newTask(kProof, false);
    propose(kProof, false);
    accept(kProof);
    deliver(kProof);
    open(m_ana, kProof, u"Delivered"_s);
    d.press(u"Open a dispute"_s);
    d.tick(u"Result 1 is not met"_s);
    d.type(u"Write what you can show"_s,
           u"Every second page still has its old mistakes; the list is on the wiki."_s);
    d.press(u"Everybody's money back"_s);
    d.press(u"Open the dispute"_s);
    d.sign(kPassword);
    d.waitToSee(u"All money of this collaboration is frozen."_s);
    open(m_mira, kProof, u"In dispute"_s);
    d.press(u"Answer"_s);
    d.tick(u"Reject it"_s);
    d.type(u"Why"_s, u"The first half was what we had agreed on, and it is done."_s);
    d.press(u"Answer"_s);
    d.sign(kPassword);
    open(m_ana, kProof, u"In dispute"_s);
    d.press(u"Draw the arbitrators"_s);
    d.sign(kPassword);
    d.selectTab(u"Dispute"_s);
    d.waitToSee(u"those who have been drawn begin to rule"_s);
    d.picture(u"panel-drawn"_s);
    advance(3);
    openCase(kProof);
    d.press(u"Seal a ruling"_s);
    d.press(u"Halfway"_s);
    d.type(u"Reasons"_s, u"Half of the pages are as they should be."_s);
    d.picture(u"seal-a-ruling"_s);
    d.press(u"Seal my ruling"_s);
    d.sign(kPassword);
    d.waitToSee(u"have sealed a ruling"_s);
    d.note(u"Nobody else can read it yet."_s);
    open(m_ana, kProof, u"In dispute"_s);
    d.isTrue(u"Ana sees no reasons"_s, [&] { return !d.sees(u"Half of the pages"_s); });
    advance(5);
    openCase(kProof);
    d.press(u"Open the sealed ruling"_s);
    d.picture(u"open-a-sealed-ruling"_s);
    d.press(u"Open my ruling"_s);
    d.sign(kPassword);
    advance(5);
    open(m_ana, kProof, u"Ruled"_s);
    d.selectTab(u"Dispute"_s);
    d.waitToSee(u"Half of the pages are as they should be."_s);
    d.picture(u"panel-ruled"_s);
    d.press(u"Appeal"_s);
    d.waitToSee(u"It costs 4.00"_s);
    d.type(u"What is wrong with the ruling"_s,
           u"The list of mistakes was not looked at; it names every second page."_s);
    d.picture(u"appeal"_s);
    d.press(u"Appeal for 4.00"_s);
    d.sign(kPassword);
    d.selectTab(u"Dispute"_s);
    d.waitToSee(u"Ana Reyes appealed and paid 4.00"_s);
    d.picture(u"appealed"_s);
    d.note(u"Ana thinks better of it."_s);
    d.press(u"Withdraw the appeal"_s);
    d.waitToSee(u"It costs 4.00"_s);
    d.waitToSee(u"The first one stands, and is paid at once: 30.00"_s);
    d.picture(u"withdraw-the-appeal"_s);
    d.press(u"Withdraw, and give up 4.00"_s);
    d.sign(kPassword);
    advance(1);
    open(m_ana, kProof, u"Settled"_s);
    moneyMoved(
        m_mira, doer, 23 * kTokens,
        u"of 50.00 MTS she has 20.00 MTS, less half of the ruling's fee, and what the appeal cost Ana"_s);
    d.note(u"Ana has spent much of her play money."_s);
    const Purse before = purse(m_ana);
    for (int i = 1; i <= 2; ++i) {
        d.press(u"Faucet"_s);
        moneyMoved(m_ana, before, i * 100 * kTokens, u"the faucet has given some"_s);
    }
}

} // namespace stoa::journey
