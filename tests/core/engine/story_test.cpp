// SPDX-License-Identifier: MIT
// The whole story through the engine's door, on one computer and on two.
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/hex.h"
#include "core/tx/transaction.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

class StoryTest final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void twoPeopleOnTwoComputersWorkTogether()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("ana")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("mira")), &wire);
        QVERIFY(ana.start());
        QVERIFY(ana.createWallet());
        STOA_SUCCEEDS(money, ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
        QCOMPARE(ana.balance(), 1000 * kToken);
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company,
                      ana.act(CreateCompany{"Transpiler Lab", "Compilers for all", *terms, 50 * kToken}));
        const DacId dac = company->dac;
        STOA_SUCCEEDS(view, ask(*ana.engine, ReadCompany{dac}));
        QCOMPARE(view->name, std::string("Transpiler Lab"));
        QVERIFY(view->isVerified);

        wire.server = ana.engine.get();
        QVERIFY(mira.start());
        QVERIFY(mira.createWallet());
        (void)ask(*ana.engine, SetServing{4242});
        STOA_SUCCEEDS(invitation, ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 30 * kToken}));
        QVERIFY(!invitation->link.empty());
        STOA_SUCCEEDS(joined, mira.act(JoinCompany{invitation->link}));
        QCOMPARE(mira.balance(), 30 * kToken - tx::Join::kFee);

        SaveTask save;
        save.dac = dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_SUCCEEDS(task, ana.act(save));
        STOA_SUCCEEDS(now, ask(*ana.engine, ReadNetwork{}));
        ProposeCollaboration proposal;
        proposal.dac = dac;
        proposal.task = task->object;
        proposal.doer = mira.address;
        proposal.reward = 40 * kToken;
        proposal.askerDeposit = proposal.doerDeposit = 10 * kToken;
        proposal.workBy = now->now + 30 * kDay;
        STOA_SUCCEEDS(draft, ask(*ana.engine, Prepare{proposal}));
        // The review names all that will be gone.
        QCOMPARE(draft->availableAfter, draft->availableNow - draft->lockedByIt - draft->fee);
        STOA_SUCCEEDS(proposed, ask(*ana.engine, SignAndSend{draft->id}));
        const ObjectId id = proposed->object;
        const auto act = [&](Person& person, Act what, std::string text = {}, Amount amount = 0) {
            return person.act(ActOnCollaboration{dac, id, what, std::move(text), amount, 0});
        };
        const auto read = [&](Person& person) { return *ask(*person.engine, ReadCollaboration{dac, id}); };
        (void)ask(*mira.engine, Verify{}); // anything makes it look at the network
        STOA_SUCCEEDS(accepted, act(mira, Act::Accept));
        QCOMPARE(read(mira).state, CollaborationState::Active);
        QVERIFY(read(mira).next.waitsForMe);
        STOA_SUCCEEDS(delivered, act(mira, Act::Deliver, "It is on the wiki."));
        const Amount before = mira.balance();
        (void)ask(*ana.engine, AdvanceTime{0});
        QCOMPARE(read(ana).deliveryText, std::string("It is on the wiki."));
        STOA_SUCCEEDS(approved, act(ana, Act::Approve));
        QCOMPARE(read(ana).state, CollaborationState::ToBeAllocated);
        STOA_SUCCEEDS(later, ask(*ana.engine, AdvanceTime{14 * kDay}));
        QCOMPARE(read(ana).state, CollaborationState::Settled); // by itself
        STOA_SUCCEEDS(report, ask(*mira.engine, Verify{}));
        (void)mira.act(SavePage{dac, "Home", "Hello", "", {}}); // looks at the network
        QCOMPARE(mira.balance(), before + 50 * kToken - tx::PutRecord::kFee);
        QVERIFY(report->isGood);
    }

    void whatIsRefusedIsRefusedBeforeAnybodySigns()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("asker")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("doer")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 1000 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Refusals", "To say no", *terms, 0}));
        const DacId dac = company->dac;
        ana.answerAt(wire);
        QVERIFY(mira.start() && mira.createWallet());
        STOA_SUCCEEDS(invitation, ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 30 * kToken}));
        STOA_SUCCEEDS(joined, mira.act(JoinCompany{invitation->link}));

        SaveTask save;
        save.dac = dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_SUCCEEDS(task, ana.act(save));
        save.title = "Another one";
        STOA_SUCCEEDS(other, mira.act(save));
        // Short names follow from the ids: equal on both computers, in whatever order they heard of them.
        (void)ask(*ana.engine, AdvanceTime{0});
        const auto numbers = [&](Person& person) {
            std::map<ObjectId, std::string> found;
            const auto tasks = ask(*person.engine, ListTasks{dac});
            for (const TaskView& each : *tasks) found[each.id] = each.number;
            return found;
        };
        QCOMPARE(numbers(ana).size(), std::size_t{2});
        QVERIFY(numbers(ana) == numbers(mira));

        Address stranger;
        stranger[0] = 9;
        const auto assigned = ana.act(AssignTask{dac, task->object, stranger});
        QCOMPARE(assigned.error().code, ErrorCode::NotAMember);
        const Timestamp now = ask(*ana.engine, ReadNetwork{})->now;
        ProposeCollaboration proposal{dac,         task->object, stranger, 40 * kToken,
                                      10 * kToken, 10 * kToken,  0,        now + 60 * kDay};
        QCOMPARE(ana.act(proposal).error().code, ErrorCode::NotAMember);
        proposal.doer = mira.address;
        STOA_SUCCEEDS(declinable, ana.act(proposal));
        const auto act = [&](Person& person, const ObjectId& id, Act what, std::string text = {}) {
            return person.act(ActOnCollaboration{dac, id, what, std::move(text), 0, 0});
        };
        const auto read = [&](Person& person, const ObjectId& id) {
            return *ask(*person.engine, ReadCollaboration{dac, id});
        };
        STOA_SUCCEEDS(declined, act(mira, declinable->object, Act::Decline));
        QCOMPARE(read(mira, declinable->object).ending, ProposalEnding::Declined);

        // Changes never make the time shorter than it was agreed.
        STOA_SUCCEEDS(proposed, ana.act(proposal));
        const ObjectId id = proposed->object;
        // Who decides about work that is not there hears that, not that a text is missing.
        const auto isTooSoon = [&](Act what, const char* why) {
            (void)ask(*ana.engine, AdvanceTime{0});
            const Error error = act(ana, id, what, "Well.").error();
            return error.code == ErrorCode::WrongState && error.detail == why;
        };
        QVERIFY(isTooSoon(Act::Approve, "not begun") && isTooSoon(Act::RequestChanges, "not begun"));
        STOA_SUCCEEDS(accepted, act(mira, id, Act::Accept));
        QVERIFY(isTooSoon(Act::Approve, "not delivered") && isTooSoon(Act::RequestChanges, "not delivered"));
        QVERIFY(isTooSoon(Act::AgreeAmendment, "no other terms"));
        const Timestamp agreed = read(mira, id).workBy;
        STOA_SUCCEEDS(delivered, act(mira, id, Act::Deliver, "Done."));
        STOA_SUCCEEDS(changed, act(ana, id, Act::RequestChanges, "Not quite."));
        QCOMPARE(read(ana, id).workBy, agreed);
        QVERIFY(isTooSoon(Act::Approve, "not delivered again"));
    }

    /// A retry locks nothing twice, and a reward that was changed counts for the next proposal.
    void aTaskIsProposedOnceAtATimeAndAtItsNewestReward()
    {
        Person ana(m_folder.filePath(QStringLiteral("twice")), nullptr);
        QVERIFY(ana.start() && ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 1000 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Only Once", "Not twice", *terms, 0}));
        SaveTask save;
        save.dac = company->dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        save.reward = 40 * kToken;
        STOA_SUCCEEDS(task, ana.act(save));
        save.task = task->object;
        ProposeCollaboration proposal;
        proposal.dac = company->dac;
        proposal.task = task->object;
        proposal.reward = 45 * kToken;
        proposal.askerDeposit = proposal.doerDeposit = 25 * kToken;
        proposal.workBy = ana.network().now + 30 * kDay;
        const auto reward = [&] { return ask(*ana.engine, ListTasks{company->dac})->front().reward; };
        STOA_SUCCEEDS(first, ana.act(proposal));
        const Amount left = ana.balance();
        const auto retried = ana.act(proposal);
        QVERIFY(!retried && retried.error().code == ErrorCode::AlreadyExists);
        QCOMPARE(retried.error().detail, "open collaboration " + toHex(first->object));
        QCOMPARE(ana.balance(), left);
        QCOMPARE(reward(), 45 * kToken);

        // As long as it is open its reward stands; the rest of the task can be changed.
        save.reward = 60 * kToken;
        const auto raised = ana.act(save);
        QVERIFY(!raised && raised.error().code == ErrorCode::WrongState);
        QCOMPARE(raised.error().detail, "open collaboration " + toHex(first->object));
        save.reward = reward();
        save.title = "Port the whole compiler";
        STOA_SUCCEEDS(renamed, ana.act(save));
        // What both sides would sign is called as the task is.
        STOA_SUCCEEDS(tasks, ask(*ana.engine, ListTasks{company->dac}));
        QCOMPARE(tasks->front().statement.title, save.title);

        proposal.again = true;
        STOA_SUCCEEDS(second, ana.act(proposal)); // who says so may
        const auto takeBack = [&](const ObjectId& id) {
            return ana.act(ActOnCollaboration{company->dac, id, Act::TakeBack, {}, 0, 0}).has_value();
        };
        QVERIFY(takeBack(first->object) && takeBack(second->object));
        QCOMPARE(reward(), 40 * kToken); // the task's own, whatever was offered
        save.reward = 60 * kToken;
        STOA_SUCCEEDS(edited, ana.act(save));
        QCOMPARE(reward(), 60 * kToken);
        proposal.again = false;
        proposal.reward = reward();
        proposal.askerDeposit = proposal.doerDeposit = 30 * kToken;
        STOA_SUCCEEDS(third, ana.act(proposal));
    }

    void aFolderIsReviewedAndRememberedPageByPage()
    {
        Person ana(m_folder.filePath(QStringLiteral("importer")), nullptr);
        QVERIFY(ana.start());
        QVERIFY(ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 100 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Archiva", "We keep papers readable.", *terms, 0}));
        const std::filesystem::path pages = m_folder.filePath(QStringLiteral("pages")).toStdString();
        std::filesystem::create_directory(pages);
        for (const char* page : {"Alpha", "Beta", "Gamma"})
            std::ofstream(pages / (std::string(page) + ".md")) << "# " << page << "\n\nSome words.\n";

        QCOMPARE(ask(*ana.engine, ReadImportReport{}).error().code, ErrorCode::NotFound);
        STOA_SUCCEEDS(draft, ask(*ana.engine, Prepare{ImportWiki{company->dac, pages.string(), false}}));
        QCOMPARE(draft->steps, 3u);
        QCOMPARE(draft->allSteps.size(), std::size_t{3});
        QVERIFY(draft->allSteps[0].digest == draft->digest);
        QCOMPARE(draft->allSteps[2].subject, std::string("Gamma"));
        const auto* put = std::get_if<tx::PutRecord>(&draft->allSteps[2].payload);
        QVERIFY(put && put->object == tx::pageIdOf("Gamma"));
        // What is signed is what was listed.
        STOA_SUCCEEDS(sent, ask(*ana.engine, SignAndSend{draft->id}));
        QCOMPARE(sent->ids.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) QVERIFY(sent->ids[i] == draft->allSteps[i].digest);
        // Once more: nothing to add, and that is told in numbers.
        std::ofstream(pages / "bad.md") << "\xff";
        const auto again = ask(*ana.engine, Prepare{ImportWiki{company->dac, pages.string(), false}});
        QCOMPARE(again.error().code, ErrorCode::NothingChanged);
        STOA_SUCCEEDS(report, ask(*ana.engine, ReadImportReport{}));
        QCOMPARE(report->alreadyThere, std::uint64_t{3});
        QCOMPARE(report->versions, std::uint64_t{0});
        QCOMPARE(report->skipped, std::vector<std::string>{"bad.md: bad-encoding"});
        STOA_SUCCEEDS(wallet, ask(*ana.engine, ReadWallet{}));
        std::set<std::string> remembered;
        for (const ActionView& action : wallet->history) remembered.insert(action.subject);
        QVERIFY(remembered.contains("Alpha") && remembered.contains("Beta") && remembered.contains("Gamma"));
    }

    void aRestoredWalletFindsItsCompaniesAndWhatCameIn()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("home")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("laptop")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 1000 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Lost and Found", "To come back", *terms, 0}));
        ana.answerAt(wire);
        QVERIFY(mira.start() && mira.createWallet());
        STOA_SUCCEEDS(invitation, ana.act(InviteMember{company->dac, tx::Role::Member, 1, 0, 30 * kToken}));
        STOA_SUCCEEDS(joined, mira.act(JoinCompany{invitation->link}));
        STOA_SUCCEEDS(paid, ana.act(SendMoney{mira.address, 7 * kToken}));
        (void)ask(*mira.engine, Verify{});
        STOA_SUCCEEDS(looked, mira.act(SavePage{company->dac, "Home", "Hello", "", {}}));
        const auto before = ask(*mira.engine, ReadWallet{});
        QCOMPARE(before->incoming.size(), std::size_t{2});
        QCOMPARE(before->incoming[1].what, IncomingView::What::Gift);
        QCOMPARE(before->incoming[0].amount, 7 * kToken);
        QCOMPARE(before->incoming[0].what, IncomingView::What::Payment);
        QVERIFY(before->incoming[0].from.address == ana.address);

        const std::string copy = m_folder.filePath(QStringLiteral("copy.json")).toStdString();
        STOA_SUCCEEDS(backed, ask(*mira.engine, BackupWallet{copy}));
        Person again(m_folder.filePath(QStringLiteral("new laptop")), &wire);
        again.nodeUrl = "http://127.0.0.1:4242/";
        QVERIFY(again.start());
        const auto password = std::make_shared<crypto::Secret>(std::string_view("correct horse"));
        STOA_SUCCEEDS(restored, ask(*again.engine, RestoreBackup{copy, password}));
        QVERIFY(*restored == mira.address);
        STOA_SUCCEEDS(companies, ask(*again.engine, ListCompanies{}));
        QCOMPARE(companies->size(), std::size_t{1});
        QCOMPARE(companies->front().myRole, tx::Role::Member);
        QCOMPARE(again.balance(), mira.balance());
        QCOMPARE(ask(*again.engine, ReadWallet{})->incoming.size(), std::size_t{2}); // the gift as well
    }

    /// Anybody founds thousands of companies that name one; a node then has a long list to tell.
    void aWalletThatThousandsNameFindsItsCompanies()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("named at home")), nullptr);
        QVERIFY(ana.start() && ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 1000 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Among Many", "To be found", *terms, 0}));
        const std::string copy = m_folder.filePath(QStringLiteral("named.json")).toStdString();
        STOA_SUCCEEDS(backed, ask(*ana.engine, BackupWallet{copy}));
        ana.answerAt(wire);

        std::optional<std::string> instead = "{}";
        wire.onRequest = [&](const std::string& method) {
            return method == "companies_of" ? instead : std::nullopt;
        };
        wire.onResult = [](const std::string& method, std::string& result) {
            if (method != "companies_of") return;
            std::string strangers;
            for (std::uint8_t i = 0; i < 200; ++i)
                for (std::uint8_t j = 0; j < 25; ++j) strangers += ",\"" + toHex(DacId{{0xee, i, j}}) + "\"";
            result.insert(result.size() - 1, strangers, result == "[]" ? 1 : 0);
        };
        Person again(m_folder.filePath(QStringLiteral("named elsewhere")), &wire);
        again.nodeUrl = "http://127.0.0.1:4242/";
        QVERIFY(again.start());
        const auto password = std::make_shared<crypto::Secret>(std::string_view("correct horse"));
        STOA_SUCCEEDS(restored, ask(*again.engine, RestoreBackup{copy, password}));
        // What cannot be read is said, and asked for again; everything else is asked for as ever.
        (void)ask(*ana.engine, UseFaucet{{}, kToken});
        (void)ask(*again.engine, Verify{});
        QCOMPARE(again.network().problem, std::optional(ErrorCode::BadAnswer));
        QCOMPARE(ask(*again.engine, ReadWallet{})->incoming.size(), std::size_t{2}); // from the faucet
        QVERIFY(ask(*again.engine, ListCompanies{})->empty());
        instead.reset();
        for (int turns = 0; turns < 5; ++turns) (void)ask(*again.engine, Verify{});
        QCOMPARE(again.network().problem, std::optional<ErrorCode>());
        STOA_SUCCEEDS(companies, ask(*again.engine, ListCompanies{}));
        QCOMPARE(companies->size(), std::size_t{1});
        QVERIFY(companies->front().dac == company->dac);
        QCOMPARE(ask(*again.engine, ListOffers{})->size(), std::size_t{20});
    }

    void nothingAcknowledgedIsLostByARestart()
    {
        Person ana(m_folder.filePath(QStringLiteral("solo")), nullptr);
        QVERIFY(ana.start());
        QVERIFY(ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 100 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Solo Works", "Alone", *terms, 0}));
        for (int i = 0; i < 5; ++i) {
            const std::string text = "Version " + std::to_string(i);
            STOA_SUCCEEDS(saved, ana.act(SavePage{company->dac, "Home", text, "", {}}));
        }
        const Amount before = ana.balance();
        ana.stop();
        QVERIFY(ana.start());
        QCOMPARE(ana.balance(), before);
        STOA_SUCCEEDS(history, ask(*ana.engine, ReadPageHistory{company->dac, "Home"}));
        QCOMPARE(history->size(), std::size_t{5});
        STOA_SUCCEEDS(third, ask(*ana.engine, ReadPage{company->dac, "Home", 3}));
        QCOMPARE(third->text, std::string("Version 2"));
        QCOMPARE(ana.act(SavePage{company->dac, "Home", "x", "", {}}).error().code, ErrorCode::WalletLocked);
        QVERIFY(ana.unlock());
        STOA_SUCCEEDS(page, ana.act(SavePage{company->dac, "Home", "x", "", {}}));
        STOA_SUCCEEDS(report, ask(*ana.engine, Verify{}));
        QVERIFY(report->isGood);
    }

    void aWrongBatchIsRolledBackAndItsActionsCanBeSentAgain()
    {
        Person ana(m_folder.filePath(QStringLiteral("fraud")), nullptr);
        QVERIFY(ana.start());
        QVERIFY(ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 100 * kToken});
        STOA_SUCCEEDS(before, ask(*ana.engine, ReadNetwork{}));
        STOA_SUCCEEDS(corrupted, ask(*ana.engine, CorruptNextBatch{}));
        Address friendAddress;
        friendAddress[0] = 7;
        STOA_SUCCEEDS(paid, ana.act(SendMoney{friendAddress, 5 * kToken}));
        for (int i = 0; i < 20; ++i) (void)ask(*ana.engine, AdvanceTime{10});
        STOA_SUCCEEDS(after, ask(*ana.engine, ReadNetwork{}));
        QVERIFY(after->aggregator != before->aggregator); // lost its bond, and its role
        STOA_SUCCEEDS(outbox, ask(*ana.engine, ReadOutbox{}));
        QCOMPARE(outbox->size(), std::size_t{1});
        QCOMPARE(outbox->front().action.finality.stage, Finality::RolledBack);
        QCOMPARE(outbox->front().action.fee, Amount{0}); // nor was anything paid for it
        QCOMPARE(ana.balance(), 100 * kToken);           // it did not happen
        STOA_SUCCEEDS(draft, ask(*ana.engine, PrepareResend{outbox->front().action.id}));
        STOA_SUCCEEDS(again, ask(*ana.engine, SignAndSend{draft->id}));
        QCOMPARE(ana.balance(), 95 * kToken - tx::Transfer::kFee);
        QCOMPARE(ask(*ana.engine, ReadWallet{})->history.front().fee, tx::Transfer::kFee);
        QVERIFY(ask(*ana.engine, ReadOutbox{})->empty());
        STOA_SUCCEEDS(report, ask(*ana.engine, Verify{}));
        QVERIFY(report->isGood);
    }

    void whatIsDoneOfflineWaitsAndGoesOutLater()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("host")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("guest")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        (void)ask(*ana.engine, UseFaucet{{}, 100 * kToken});
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, ana.act(CreateCompany{"Far Away", "Apart", *terms, 0}));
        ana.answerAt(wire);
        QVERIFY(mira.start() && mira.createWallet());
        STOA_SUCCEEDS(invitation, ana.act(InviteMember{company->dac, tx::Role::Member, 1, 0, 5 * kToken}));
        STOA_SUCCEEDS(joined, mira.act(JoinCompany{invitation->link}));
        wire.isCut = true;
        STOA_SUCCEEDS(page, mira.act(SavePage{company->dac, "Offline", "Written on a train", "", {}}));
        QCOMPARE(page->finality.stage, Finality::Waiting);
        QCOMPARE(ask(*mira.engine, ReadOutbox{})->size(), std::size_t{1});
        wire.isCut = false;
        STOA_SUCCEEDS(more, mira.act(SavePage{company->dac, "Second", "Back again", "", {}}));
        QVERIFY(more->finality.stage == Finality::OnSidechain || more->finality.stage == Finality::InBatch);
        QVERIFY(ask(*mira.engine, ReadOutbox{})->empty());
        (void)ask(*ana.engine, AdvanceTime{0});
        STOA_SUCCEEDS(read, ask(*ana.engine, ReadPage{company->dac, "Offline", 0}));
        QCOMPARE(read->text, std::string("Written on a train"));
    }

    void theSampleCompanyShowsEverythingAndChangesNothing()
    {
        const auto engine = makeSampleEngine();
        STOA_SUCCEEDS(companies, ask(*engine, ListCompanies{}));
        QCOMPARE(companies->size(), std::size_t{1});
        const DacId dac = companies->front().dac;
        QCOMPARE(ask(*engine, ListTasks{dac})->size(), std::size_t{5});
        QCOMPARE(ask(*engine, ListCollaborations{dac})->size(), std::size_t{4});
        QCOMPARE(ask(*engine, ListPages{dac})->size(), std::size_t{3});
        QCOMPARE(ask(*engine, Prepare{SendMoney{Address{}, 1}}).error().code, ErrorCode::ReadOnly);
    }

    /// No engine takes from another's chance: what one does would depend on what the other has done.
    void everySampleCompanyIsOfItsOwnChance()
    {
        const auto one = makeSampleEngine();
        const auto other = makeSampleEngine();
        STOA_SUCCEEDS(ones, ask(*one, ReadWallet{}));
        STOA_SUCCEEDS(others, ask(*other, ReadWallet{}));
        QVERIFY(!ones->address.isZero());
        QVERIFY(ones->address == others->address);
    }
};

STOA_TEST(StoryTest)

} // namespace stoa::test

#include "story_test.moc"
