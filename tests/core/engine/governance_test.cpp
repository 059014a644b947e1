// SPDX-License-Identifier: MIT
// A company that governs itself and one that judges for others, through the engine's door: motions on two
// computers, a panel that is drawn, seals and opens its rulings, other terms, settlements, companies as
// sides.
#include <QTest>

#include "core/mvm/context.h"
#include "core/tx/transaction.h"
#include "tests/support/registry.h"
#include "tests/support/three.h"

namespace stoa::test {

class GovernanceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMotionIsReadVotedOnAndCarriedOutOnAnotherComputer()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 50 * kToken}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(funded, three.ana.act(FundCompany{dac, 800 * kToken}));
        three.wait(kHour);

        // Within the limit the founder pays at once; what is beyond it needs the members.
        STOA_SUCCEEDS(
            paid, three.ana.act(SpendFromTreasury{dac, three.mira.address, 20 * kToken, "Hosting", false}));
        STOA_SUCCEEDS(view, ask(*three.ana.engine, ReadCompany{dac}));
        QCOMPARE(view->treasury, 780 * kToken);
        QCOMPARE(view->spendableNow, 480 * kToken);
        const auto spends = [](const CompanyView& seenBy) {
            return (seenBy.iMay >> static_cast<unsigned>(tx::Permission::Spend) & 1U) != 0;
        };
        QVERIFY(spends(*view) && !spends(*ask(*three.mira.engine, ReadCompany{dac})));
        QCOMPARE(
            three.ana.act(SpendFromTreasury{dac, three.mira.address, 481 * kToken, {}, false}).error().code,
            ErrorCode::OverLimit);
        const Error notHers =
            three.mira.act(SpendFromTreasury{dac, three.mira.address, kToken, {}, false}).error();
        QCOMPARE(notHers.code, ErrorCode::NotPermitted);
        QCOMPARE(notHers.detail, std::string("motion")); // what she can do instead
        // What no motion can do does not promise one.
        QCOMPARE(three.mira.act(InviteMember{dac, tx::Role::Founder, 1, 0, 0}).error().detail, std::string());

        // A member puts it to the others, who can read what it is about.
        STOA_SUCCEEDS(
            put, three.mira.act(SpendFromTreasury{dac, three.mira.address, 490 * kToken, "A press", true}));
        three.wait(0);
        const MotionView seen = three.motion(three.ana, dac);
        QVERIFY(seen.hasAct && seen.needsMajority && seen.iMayVote);
        const auto* act = std::get_if<tx::SpendTreasury>(&seen.act);
        QVERIFY(act && act->amount == 490 * kToken && act->to == three.mira.address);
        QCOMPARE(seen.next.ifNobodyActs, DefaultOutcome::MotionFails);
        QCOMPARE(seen.words, std::string("A press")); // what it is for has come along
        const auto waiting = [&] {
            const auto inbox = ask(*three.ana.engine, ReadInbox{});
            return inbox && std::any_of(inbox->begin(), inbox->end(), [&](const InboxItem& item) {
                       return item.what == InboxItem::What::Motion && item.motion == seen.id;
                   });
        };
        QVERIFY(waiting());
        STOA_SUCCEEDS(first, three.ana.act(VoteOnMotion{dac, seen.id, tx::Side::For}));
        QVERIFY(!waiting()); // a vote cannot be changed
        STOA_SUCCEEDS(second, three.mira.act(VoteOnMotion{dac, seen.id, tx::Side::For}));
        QCOMPARE(three.motion(three.mira, dac).inFavour, std::uint64_t{2});
        QVERIFY(!three.motion(three.mira, dac).iMayVote);
        three.wait(14 * kDay + 1);
        QCOMPARE(three.motion(three.ana, dac).state, MotionState::Passed);
        // Before it is carried out, the treasury gives some of it to somebody else.
        STOA_SUCCEEDS(less,
                      three.ana.act(SpendFromTreasury{dac, three.mira.address, 300 * kToken, "Rent", false}));
        const Error missing = three.ana.act(CarryOutMotion{dac, seen.id}).error();
        QCOMPARE(missing.code, ErrorCode::InsufficientTreasury);
        QCOMPARE(missing.detail, "motion " + std::to_string(480 * kToken) + "\nMTS\nForge");
        STOA_SUCCEEDS(again, three.ana.act(FundCompany{dac, 300 * kToken}));
        three.wait(0);
        // Mira's computer brings the act that Mira's motion was about, Ana's could as well.
        STOA_SUCCEEDS(enacted, three.ana.act(CarryOutMotion{dac, seen.id}));
        three.wait(0);
        QCOMPARE(three.motion(three.mira, dac).state, MotionState::Enacted);
        QCOMPARE(ask(*three.mira.engine, ReadCompany{dac})->treasury, 290 * kToken);
        // The history of who carried it out knows what that was.
        STOA_SUCCEEDS(wallet, ask(*three.ana.engine, ReadWallet{}));
        const ActionView& done = wallet->history.front();
        QVERIFY(std::holds_alternative<tx::EnactMotion>(done.payload));
        QVERIFY(done.motion && done.motion->hasAct);
        const auto* paidOut = std::get_if<tx::SpendTreasury>(&done.motion->act);
        QVERIFY(paidOut && paidOut->amount == 490 * kToken);
        QVERIFY(!wallet->history.at(1).motion);
    }

    void aMotionThatEnoughObjectToHasToWinAVote()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 50 * kToken}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(funded, three.ana.act(FundCompany{dac, 800 * kToken}));
        three.wait(kHour);
        STOA_SUCCEEDS(put, three.mira.act(SpendFromTreasury{dac, three.mira.address, kToken, "Paint", true}));
        three.wait(0);
        const MotionView before = three.motion(three.ana, dac);
        QVERIFY(!before.needsMajority && !before.isOpposed);
        QCOMPARE(before.next.ifNobodyActs, DefaultOutcome::MotionPasses);
        STOA_SUCCEEDS(against, three.ana.act(VoteOnMotion{dac, before.id, tx::Side::Against}));
        const MotionView after = three.motion(three.ana, dac);
        QVERIFY(!after.needsMajority && after.isOpposed);
        QCOMPARE(after.next.ifNobodyActs, DefaultOutcome::MotionFails);
    }

    void rolesRulesStakesAndToolsChange()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 50 * kToken}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(role, three.ana.act(ChangeRole{dac, three.mira.address, tx::Role::Officer, false}));
        three.wait(0);
        QCOMPARE(ask(*three.mira.engine, ReadCompany{dac})->myRole, tx::Role::Officer);
        ChangeRules rules{dac, ask(*three.ana.engine, ReadCompany{dac})->terms, false};
        QCOMPARE(three.ana.act(rules).error().code, ErrorCode::NothingChanged);
        rules.terms.tax = 250;
        STOA_SUCCEEDS(ruled, three.ana.act(rules));
        QCOMPARE(int{ask(*three.ana.engine, ReadCompany{dac})->terms.tax}, 250);
        QCOMPARE(ask(*three.ana.engine, ReadCompany{dac})->name, std::string("Forge")); // its text stays
        const Amount before = three.mira.balance();
        STOA_SUCCEEDS(locked, three.mira.act(SetStake{dac, 30 * kToken}));
        QCOMPARE(three.mira.balance(), before - 30 * kToken - tx::ChangeStake::kFee);
        AddTool tool{dac, "Bounties: work that anybody may take", 1, {}, false};
        tool.rules[0] = 0x01;
        tool.rules[1] = 0x1e;
        STOA_SUCCEEDS(installed, three.ana.act(tool));
        const auto tools = ask(*three.ana.engine, ListTools{dac});
        QVERIFY(tools && tools->size() == 1);
        QCOMPARE(tools->front().manifestText, std::string("Bounties: work that anybody may take"));
        STOA_SUCCEEDS(removed, three.ana.act(DropTool{dac, tools->front().number, false}));
        QVERIFY(ask(*three.ana.engine, ListTools{dac})->empty());
        STOA_SUCCEEDS(left, three.mira.act(LeaveCompany{dac}));
        QCOMPARE(three.mira.balance(), before - tx::ChangeStake::kFee - tx::Leave::kFee);
    }

    void anOwnerSeesWhatTheGuardianDoes()
    {
        Three three;
        QVERIFY(three.start() && three.meet());
        const auto wallet = [&] { return *ask(*three.mira.engine, ReadWallet{}); };
        QVERIFY(wallet().guardian.address.isZero());
        STOA_SUCCEEDS(named, three.mira.act(NameGuardian{three.ana.address}));
        three.wait(0);
        QCOMPARE(wallet().guardian.address, three.ana.address);
        QVERIFY(wallet().newKey.isZero());
        STOA_SUCCEEDS(begun, three.ana.act(RecoverAccount{three.mira.address, three.jo.address}));
        three.wait(0);
        QCOMPARE(wallet().newKey, three.jo.address);
        QVERIFY(wallet().newKeyCounts > three.mira.network().now + 13 * kDay);
        STOA_SUCCEEDS(kept, three.mira.act(RecoverAccount{three.mira.address, {}}));
        three.wait(0);
        QVERIFY(wallet().newKey.isZero() && wallet().controller.isZero());
        STOA_SUCCEEDS(again, three.ana.act(RecoverAccount{three.mira.address, three.jo.address}));
        three.wait(15 * kDay);
        // It counts now, though nobody has signed anything since.
        QCOMPARE(wallet().controller, three.jo.address);
        QVERIFY(wallet().newKey.isZero());
    }

    /// Whoever hands an account over, or lost its key, goes on with the other wallet.
    void anotherKeyGoesOnWithTheAccount()
    {
        Three three;
        QVERIFY(three.start() && three.meet());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 0}));
        QVERIFY(three.joins(three.mira, company->dac));
        const Address account = three.mira.address;
        const auto wallet = [](Person& person) { return *ask(*person.engine, ReadWallet{}); };
        const Amount before = wallet(three.mira).available;

        QCOMPARE(ask(*three.jo.engine, ActForAccount{account}).error().code, ErrorCode::WrongSigner);
        QCOMPARE(ask(*three.jo.engine, ActForAccount{Address{{9}}}).error().code, ErrorCode::NotFound);
        STOA_SUCCEEDS(handed, three.mira.act(HandKeyOver{three.jo.address}));
        three.wait(0);
        QCOMPARE(wallet(three.mira).controller, three.jo.address);
        // What nobody would take is not even laid out for signing.
        QCOMPARE(ask(*three.mira.engine, Prepare{SendMoney{three.ana.address, kToken}}).error().code,
                 ErrorCode::WrongSigner);

        STOA_SUCCEEDS(acting, ask(*three.jo.engine, ActForAccount{account}));
        QCOMPARE(wallet(three.jo).address, account);
        QCOMPARE(wallet(three.jo).key, three.jo.address);
        QCOMPARE(wallet(three.jo).available, before - tx::RotateKey::kFee);
        three.wait(0);
        STOA_SUCCEEDS(companies, ask(*three.jo.engine, ListCompanies{}));
        QCOMPARE(companies->size(), std::size_t{2});
        STOA_SUCCEEDS(paid, three.jo.act(SendMoney{three.ana.address, kToken}));
        STOA_SUCCEEDS(staked, three.jo.act(SetStake{company->dac, 3 * kToken}));
        three.wait(0);
        QCOMPARE(wallet(three.mira).available,
                 before - tx::RotateKey::kFee - 4 * kToken - tx::Transfer::kFee - tx::ChangeStake::kFee);
        // It is kept, and can be left.
        three.jo.stop();
        QVERIFY(three.jo.start() && three.jo.unlock());
        QCOMPARE(wallet(three.jo).address, account);
        STOA_SUCCEEDS(back, ask(*three.jo.engine, ActForAccount{}));
        QCOMPARE(wallet(three.jo).address, three.jo.address);
    }

    void aPanelIsDrawnSealsAndOpensItsRuling()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        tx::CharterTerms judging = *terms;
        judging.serves = 1;
        judging.panel = 1;
        judging.courtFee = 2 * kToken;
        judging.seatDeposit = 10 * kToken;
        STOA_SUCCEEDS(court, three.ana.act(CreateCompany{"Court", "We judge", judging, 0}));
        QVERIFY(three.joins(three.jo, court->dac, tx::Role::Arbitrator));
        STOA_SUCCEEDS(seat, three.jo.act(TakeCourtSeat{court->dac}));
        three.wait(kHour);
        QCOMPARE(ask(*three.ana.engine, ListSeats{court->dac})->front().deposit, 10 * kToken);

        tx::CharterTerms home = *terms;
        home.court = tx::companyParty(court->dac);
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", home, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac) && three.joins(three.jo, dac));
        STOA_SUCCEEDS(id, propose(three, dac, {.doer = three.mira.address}));
        const auto act = [&](Person& person, Act what, std::string text = {}, Amount amount = 0) {
            auto sent = person.act(ActOnCollaboration{dac, *id, what, std::move(text), amount, 0});
            three.wait(0);
            return sent;
        };
        STOA_SUCCEEDS(accepted, act(three.mira, Act::Accept));
        QCOMPARE(three.read(three.ana, dac, *id).arbitrator.company, court->dac);
        QCOMPARE(three.read(three.ana, dac, *id).arbitrator.name, std::string("Court"));
        STOA_SUCCEEDS(delivered, act(three.mira, Act::Deliver, "Done."));
        STOA_SUCCEEDS(disputed, act(three.ana, Act::Dispute, "It does not build.", 10 * kToken));
        QCOMPARE(three.read(three.mira, dac, *id).next.ifNobodyActs, DefaultOutcome::DrawsWithoutAnswer);
        STOA_SUCCEEDS(answered, act(three.mira, Act::Answer, "It does.", 50 * kToken));
        QVERIFY(has(three.read(three.ana, dac, *id).moreActs, Act::DrawPanel));
        // Only who has opened the dispute knows the salt.
        QCOMPARE(act(three.mira, Act::DrawPanel).error().code, ErrorCode::NotPermitted);
        STOA_SUCCEEDS(drawn, act(three.ana, Act::DrawPanel));
        QCOMPARE(int{three.read(three.ana, dac, *id).dispute->drawn}, 1);

        three.wait(3 * kDay);
        const CollaborationView asked = three.read(three.jo, dac, *id);
        QVERIFY(asked.dispute->iAmJuror && asked.next.waitsForMe);
        QVERIFY(has(asked.moreActs, Act::CommitRuling));
        const auto inbox = ask(*three.jo.engine, ReadInbox{});
        QVERIFY(inbox && !inbox->empty() && inbox->front().what == InboxItem::What::Ruling);
        // Nobody should sign one number and get another.
        QCOMPARE(act(three.jo, Act::CommitRuling, "No.", 60 * kToken).error().code, ErrorCode::OutOfRange);
        STOA_SUCCEEDS(sealed, act(three.jo, Act::CommitRuling, "Half of it builds.", 30 * kToken));
        QVERIFY(three.read(three.jo, dac, *id).dispute->iHaveSealed);
        QVERIFY(three.read(three.ana, dac, *id).dispute->rulings.empty());
        three.wait(5 * kDay);
        QVERIFY(has(three.read(three.jo, dac, *id).moreActs, Act::RevealRuling));
        STOA_SUCCEEDS(opened, act(three.jo, Act::RevealRuling)); // the amount and the words were kept
        QCOMPARE(three.read(three.ana, dac, *id).next.ifNobodyActs, DefaultOutcome::RulesByMedian);
        three.wait(5 * kDay);
        const CollaborationView ruled = three.read(three.ana, dac, *id);
        QCOMPARE(ruled.state, CollaborationState::Ruled);
        QCOMPARE(ruled.dispute->ruling, 30 * kToken);
        QCOMPARE(ruled.dispute->rulingText, std::string("Half of it builds."));
        QVERIFY(has(ruled.moreActs, Act::Appeal));
        // Half of the way from the answer to the claim: half of the fee of 2 is borne by who answered.
        QCOMPARE(ruled.feeBorne, kToken);
        const NextStep promised = ruled.next;
        QCOMPARE(promised.ifNobodyActs, DefaultOutcome::RulingStands);
        const Amount before = three.mira.balance();
        three.wait(4 * kDay);
        const CollaborationView over = three.read(three.mira, dac, *id);
        QCOMPARE(over.state, CollaborationState::Settled);
        QCOMPARE(over.feeBorne, kToken);
        QCOMPARE(over.paidToDoer + over.paidAsTax + over.feeBorne, 30 * kToken);
        QCOMPARE(over.paidToAsker + over.paidToDoer + over.paidAsTax, over.pot);
        (void)three.mira.act(SetProfileName{"Mira"}); // looks at the network
        QCOMPARE(three.mira.balance(), before + promised.toDoer - tx::SetProfile::kFee);
        QCOMPARE(ask(*three.ana.engine, ListSeats{court->dac})->front().ruled, 1U);
    }

    /// Who decides for others is a member of neither: the case has to find its way to this computer.
    void aCaseReachesWhoeverDecidesItWithoutBeingAMember_data()
    {
        QTest::addColumn<bool>("isPanel");
        QTest::newRow("drawn by lot") << true;
        QTest::newRow("named by the rules") << false;
    }
    void aCaseReachesWhoeverDecidesItWithoutBeingAMember()
    {
        QFETCH(bool, isPanel);
        Three three;
        QVERIFY(three.start() && three.meet());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        tx::CharterTerms home = *terms;
        home.court = tx::personParty(three.jo.address);
        if (isPanel) {
            tx::CharterTerms judging = *terms;
            judging.serves = 1;
            judging.panel = 1;
            judging.seatDeposit = 10 * kToken;
            STOA_SUCCEEDS(court, three.ana.act(CreateCompany{"Court", "We judge", judging, 0}));
            QVERIFY(three.joins(three.jo, court->dac, tx::Role::Arbitrator));
            STOA_SUCCEEDS(seat, three.jo.act(TakeCourtSeat{court->dac}));
            three.wait(kHour); // who has just sat down is not drawn
            home.court = tx::companyParty(court->dac);
        }
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", home, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(id, propose(three, dac, {.doer = three.mira.address}));
        const auto act = [&](Person& person, Act what, std::string text = {}, Amount amount = 0) {
            auto sent = person.act(ActOnCollaboration{dac, *id, what, std::move(text), amount, 0});
            three.wait(0);
            return sent;
        };
        // What a step has cost is what its line in the history says, to the last unit.
        const auto isAllSaid = [](Person& person, Amount before, Amount fees) {
            const ActionView line = ask(*person.engine, ReadWallet{})->history.front();
            const Amount out = tx::moneyOutOf(line.payload).amount;
            return line.fee == fees && person.balance() + line.fee + out == before;
        };
        STOA_SUCCEEDS(accepted, act(three.mira, Act::Accept));
        const Amount anaHad = three.ana.balance();
        const auto disputing = ask(
            *three.ana.engine, Prepare{ActOnCollaboration{dac, *id, Act::Dispute, "Nothing came.", 0, 0}});
        STOA_SUCCEEDS(disputed, act(three.ana, Act::Dispute, "Nothing came.", 0));
        const Amount fees = tx::Dispute::kFee + (isPanel ? 2 : 1) * mvm::kTip; // one for each juror, too
        QVERIFY(isAllSaid(three.ana, anaHad, fees));
        QVERIFY(disputing && disputing->fee == fees);
        STOA_SUCCEEDS(answered, act(three.mira, Act::Answer, "It came.", 50 * kToken));
        if (isPanel) {
            QVERIFY(!ask(*three.jo.engine, ReadCompany{dac})); // nothing of it was Jo's business until now
            STOA_SUCCEEDS(drawn, act(three.ana, Act::DrawPanel));
            QCOMPARE(int{three.read(three.ana, dac, *id).dispute->drawn}, 1);
            three.wait(3 * kDay);
        }
        three.wait(kHour); // its batch is on the main chain

        // Anybody can name anybody: nothing is fetched before Jo wants to look.
        QVERIFY(!ask(*three.jo.engine, ReadCompany{dac}));
        STOA_SUCCEEDS(offers, ask(*three.jo.engine, ListOffers{}));
        QCOMPARE(*offers, std::vector<DacId>{dac});
        QCOMPARE(ask(*three.jo.engine, FollowCompany{DacId{{9}}}).error().code, ErrorCode::NoSuchCompany);
        STOA_SUCCEEDS(followed, ask(*three.jo.engine, FollowCompany{dac}));
        QVERIFY(ask(*three.jo.engine, ListOffers{})->empty());
        STOA_SUCCEEDS(inbox, ask(*three.jo.engine, ReadInbox{}));
        QCOMPARE(inbox->size(), std::size_t{1});
        QCOMPARE(inbox->front().what, InboxItem::What::Ruling);
        QCOMPARE(inbox->front().dac, dac);
        const CollaborationView seen = three.read(three.jo, dac, *id);
        QCOMPARE(seen.dispute->claimText, std::string("Nothing came."));
        STOA_SUCCEEDS(companies, ask(*three.jo.engine, ListCompanies{}));
        const auto forge = std::find_if(companies->begin(), companies->end(),
                                        [&](const CompanySummary& each) { return each.dac == dac; });
        QVERIFY(forge != companies->end());
        QCOMPARE(forge->name, std::string("Forge"));
        QCOMPARE(forge->myRole, tx::Role::None);
        STOA_SUCCEEDS(ruled, act(three.jo, isPanel ? Act::CommitRuling : Act::Rule, "Half.", 30 * kToken));
        if (!isPanel) return;
        three.wait(5 * kDay);
        STOA_SUCCEEDS(opened, act(three.jo, Act::RevealRuling));
        three.wait(5 * kDay);
        // Who has appealed has paid for it, whoever opened the dispute.
        const Amount miraHad = three.mira.balance();
        STOA_SUCCEEDS(appealed, act(three.mira, Act::Appeal, "More came."));
        QVERIFY(isAllSaid(three.mira, miraHad, tx::Appeal::kFee + 4 * mvm::kTip)); // three jurors
        const CollaborationView again = three.read(three.ana, dac, *id);
        QVERIFY(again.dispute->isAppeal && again.dispute->claimantIsAsker);
        QVERIFY(!again.dispute->appellantIsAsker);
    }

    /// Members of a company that is a side in another one's house see what their company has agreed there.
    void anAgreementElsewhereReachesTheMembersOfTheCompany()
    {
        Three three;
        QVERIFY(three.start() && three.meet());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(lent, three.ana.act(SendMoney{three.mira.address, 60 * kToken}));
        three.wait(0);
        STOA_SUCCEEDS(guild, three.mira.act(CreateCompany{"Guild", "We do", *terms, 0}));
        STOA_SUCCEEDS(little, three.mira.act(FundCompany{guild->dac, 5 * kToken}));
        STOA_SUCCEEDS(invitation, three.mira.act(InviteMember{guild->dac, tx::Role::Member, 1, 0, 0}));
        STOA_SUCCEEDS(joined, three.jo.act(JoinCompany{invitation->link}));
        tx::CharterTerms home = *terms;
        Address judge;
        judge[0] = 9;
        home.court = tx::personParty(judge);
        home.courtFee = 4 * kToken;
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", home, 0}));
        three.wait(0);
        QVERIFY(!ask(*three.mira.engine, ReadCompany{company->dac}));
        STOA_SUCCEEDS(id, propose(three, company->dac, {.doerCompany = guild->dac}));
        three.wait(kHour);
        QCOMPARE(*ask(*three.jo.engine, ListOffers{}), std::vector<DacId>{company->dac});
        STOA_SUCCEEDS(ignored, ask(*three.jo.engine, FollowCompany{company->dac, false}));
        STOA_SUCCEEDS(followed, ask(*three.mira.engine, FollowCompany{company->dac}));
        STOA_SUCCEEDS(inbox, ask(*three.mira.engine, ReadInbox{}));
        QCOMPARE(inbox->size(), std::size_t{1});
        QCOMPARE(inbox->front().dac, company->dac);
        // It is the guild's treasury that is short, whatever Mira has herself.
        const Error tooLittle =
            three.mira.act(ActOnCollaboration{company->dac, *id, Act::Accept, {}, 0, 0}).error();
        QCOMPARE(tooLittle.code, ErrorCode::InsufficientTreasury);
        QCOMPARE(tooLittle.detail, "collaboration " + std::to_string(5 * kToken) + ' ' +
                                       std::to_string(10 * kToken) + "\nMTS\nGuild");
        STOA_SUCCEEDS(funded, three.mira.act(FundCompany{guild->dac, 8 * kToken}));
        STOA_SUCCEEDS(accepted, three.mira.act(ActOnCollaboration{company->dac, *id, Act::Accept, {}, 0, 0}));
        three.wait(kHour);
        // So it is with what a dispute takes.
        const Error tooPoor =
            three.mira.act(ActOnCollaboration{company->dac, *id, Act::Dispute, "No input came.", 0, 0})
                .error();
        QCOMPARE(tooPoor.code, ErrorCode::InsufficientTreasury);
        QCOMPARE(tooPoor.detail, "case " + std::to_string(3 * kToken) + ' ' +
                                     std::to_string(4 * kToken + mvm::kTip) + "\nMTS\nGuild");
        QVERIFY(ask(*three.jo.engine, ListOffers{})->empty()); // once was enough
        STOA_SUCCEEDS(after, ask(*three.jo.engine, FollowCompany{company->dac}));
        QCOMPARE(three.read(three.jo, company->dac, *id).state, CollaborationState::Active);
        QCOMPARE(three.read(three.jo, company->dac, *id).doer.company, guild->dac);
    }

    /// Nobody answers: chance comes from the next batch, in which the network draws by itself.
    void aPanelIsDrawnWithoutAnAnswer()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        tx::CharterTerms judging = *terms;
        judging.serves = 1;
        judging.panel = 1;
        judging.seatDeposit = 10 * kToken;
        STOA_SUCCEEDS(court, three.ana.act(CreateCompany{"Court", "We judge", judging, 0}));
        QVERIFY(three.joins(three.jo, court->dac, tx::Role::Arbitrator));
        STOA_SUCCEEDS(seat, three.jo.act(TakeCourtSeat{court->dac}));
        three.wait(kHour);
        tx::CharterTerms home = *terms;
        home.court = tx::companyParty(court->dac);
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", home, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(id, propose(three, dac, {.doer = three.mira.address}));
        const auto act = [&](Person& person, Act what, std::string text = {}, Amount amount = 0) {
            auto sent = person.act(ActOnCollaboration{dac, *id, what, std::move(text), amount, 0});
            three.wait(0);
            return sent;
        };
        STOA_SUCCEEDS(accepted, act(three.mira, Act::Accept));
        STOA_SUCCEEDS(disputed, act(three.ana, Act::Dispute, "Nothing came.", 0));
        three.wait(3 * kDay);
        STOA_SUCCEEDS(opened, act(three.ana, Act::DrawPanel));
        QVERIFY(three.read(three.ana, dac, *id).dispute->saltIsOpen);
        // From here on nobody chooses: the network draws in the next batch, whenever anybody comes back.
        QCOMPARE(three.ana.act(ActOnCollaboration{dac, *id, Act::DrawPanel, {}, 0, 0}).error().code,
                 ErrorCode::WrongState);
        QVERIFY(!has(three.read(three.ana, dac, *id).moreActs, Act::DrawPanel));
        three.wait(3 * kDay);
        QCOMPARE(int{three.read(three.ana, dac, *id).dispute->drawn}, 1);
        QCOMPARE(three.read(three.ana, dac, *id).dispute->state, CaseState::Committing);
        // What the draw was made with is what the posted parent says: whoever recomputes it finds the same.
        three.wait(kDay);
        STOA_SUCCEEDS(report, ask(*three.ana.engine, Verify{}));
        QVERIFY(report->isGood);
    }

    void termsAndSettlementsAreOfferedAndAccepted()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(id, propose(three, dac, {.doer = three.mira.address}));
        const auto act = [&](Person& person, Act what, Amount amount = 0) {
            auto sent = person.act(ActOnCollaboration{dac, *id, what, {}, amount, 0});
            three.wait(0);
            return sent;
        };
        STOA_SUCCEEDS(accepted, act(three.mira, Act::Accept));
        QCOMPARE(act(three.ana, Act::Amend, 40 * kToken).error().code, ErrorCode::NothingChanged);
        STOA_SUCCEEDS(offered, act(three.mira, Act::Amend, 60 * kToken));
        const CollaborationView asked = three.read(three.ana, dac, *id);
        QVERIFY(asked.amendment && !asked.amendment->byAsker && has(asked.moreActs, Act::AgreeAmendment));
        QCOMPARE(asked.amendment->reward, 60 * kToken);
        const Amount before = three.ana.balance();
        STOA_SUCCEEDS(agreed, act(three.ana, Act::AgreeAmendment));
        QCOMPARE(three.ana.balance(), before - 20 * kToken - tx::AgreeAmendment::kFee);
        QCOMPARE(three.read(three.mira, dac, *id).reward, 60 * kToken);
        STOA_SUCCEEDS(settlement, act(three.ana, Act::Offer, 25 * kToken));
        QCOMPARE(three.read(three.mira, dac, *id).offer->amount, 25 * kToken);
        STOA_SUCCEEDS(settled, act(three.mira, Act::AcceptOffer));
        three.wait(kHour);
        const CollaborationView over = three.read(three.ana, dac, *id);
        QCOMPARE(over.state, CollaborationState::Settled);
        QCOMPARE(over.paidToDoer, 25 * kToken);
        QCOMPARE(over.paidToAsker, 55 * kToken);
    }

    void aCompanyAsksAndItsTreasuryPays()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(little, three.ana.act(FundCompany{dac, 20 * kToken}));
        // Ana has thousands; the company has not.
        const auto refused = propose(three, dac, {.doer = three.mira.address, .asker = dac});
        QCOMPARE(refused.error().code, ErrorCode::InsufficientTreasury);
        const std::string short20 = "collaboration " + std::to_string(20 * kToken) + ' ';
        QVERIFY2(refused.error().detail.starts_with(short20), refused.error().detail.c_str());
        STOA_SUCCEEDS(funded, three.ana.act(FundCompany{dac, 180 * kToken}));
        STOA_SUCCEEDS(id, propose(three, dac, {.doer = three.mira.address, .asker = dac}));
        STOA_SUCCEEDS(treasury, ask(*three.ana.engine, ReadCompany{dac}));
        QVERIFY(treasury->treasury < 150 * kToken);
        const CollaborationView seen = three.read(three.mira, dac, *id);
        QCOMPARE(seen.asker.company, dac);
        QCOMPARE(seen.asker.name, std::string("Forge"));
        QVERIFY(seen.iAmDoer && !seen.iAmAsker);
        QVERIFY(three.read(three.ana, dac, *id).iAmAsker);
        // Who acts for the company is shown the other side, not the company, and whose money comes back.
        const auto drafted = [&](Person& who, Act act) {
            return ask(*who.engine, Prepare{ActOnCollaboration{dac, *id, act, {}, 0, 0}});
        };
        STOA_SUCCEEDS(takesBack, drafted(three.ana, Act::TakeBack));
        QCOMPARE(takesBack->with.address, three.mira.address);
        QCOMPARE(takesBack->payer.company, dac);
        QCOMPARE(takesBack->comesBack, Amount{0});
        STOA_SUCCEEDS(declines, drafted(three.mira, Act::Decline));
        QCOMPARE(declines->with.company, dac);
        QVERIFY(declines->payer.company.isZero());
        STOA_SUCCEEDS(accepted, three.mira.act(ActOnCollaboration{dac, *id, Act::Accept, {}, 0, 0}));
        STOA_SUCCEEDS(delivered, three.mira.act(ActOnCollaboration{dac, *id, Act::Deliver, "Done.", 0, 0}));
        three.wait(0);
        STOA_SUCCEEDS(approves, drafted(three.ana, Act::Approve));
        QCOMPARE(approves->with.address, three.mira.address);
        STOA_SUCCEEDS(approved, three.ana.act(ActOnCollaboration{dac, *id, Act::Approve, {}, 0, 0}));
        three.wait(15 * kDay);
        QCOMPARE(three.read(three.ana, dac, *id).state, CollaborationState::Settled);
        QVERIFY(ask(*three.ana.engine, ReadCompany{dac})->treasury >= 159 * kToken);
    }
};

STOA_TEST(GovernanceTest)

} // namespace stoa::test

#include "governance_test.moc"
