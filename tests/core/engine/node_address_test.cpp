// SPDX-License-Identifier: MIT
// Which node a folder follows: a wrong address or a refused invitation changes nothing, and what was known
// last is shown while nobody answers.
#include <filesystem>
#include <set>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

const std::string kRight = "http://127.0.0.1:4242";
const std::string kMoved = "http://127.0.0.1:5555/";
const std::string kNobody = "http://127.0.0.1:9/";

/// Ana serves at kRight. Mira has a folder of her own on another computer.
struct Addresses {
    Addresses()
    {
        STOA_CHECK(ana.start() && ana.createWallet());
        STOA_CHECK(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
        const auto company =
            ana.act(CreateCompany{"Far Away", "Apart", *ask(*ana.engine, DefaultTerms{}), 0});
        STOA_CHECK(company);
        dac = company->dac;
        ana.answerAt(wire);
        wire.onUrl = [this](const std::string& url) {
            asked.insert(url);
            wire.isCut = !served.contains(url);
        };
    }
    std::string invite()
    {
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 50 * kToken});
        STOA_CHECK(invitation);
        return invitation->link;
    }
    bool join() { return mira.start() && mira.createWallet() && mira.act(JoinCompany{invite()}); }
    bool restart(const std::string& url)
    {
        mira.stop();
        asked.clear();
        mira.nodeUrl = url;
        return mira.start();
    }

    QTemporaryDir folder;
    Wire wire;
    std::set<std::string> served{kRight};
    std::set<std::string> asked;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
    Person mira{folder.filePath(QStringLiteral("mira")), &wire};
    DacId dac;
};

} // namespace

class NodeAddressTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whereNobodyAnswersANewFolderIsNotTiedDown()
    {
        Addresses world;
        world.mira.nodeUrl = kNobody;
        QCOMPARE(world.mira.startOrWhy(), std::optional(ErrorCode::Offline));
        QVERIFY(!std::filesystem::exists(world.folder.filePath(QStringLiteral("mira")).toStdString()));
        QVERIFY(world.restart(""));
        QCOMPARE(world.mira.network().mode, NetworkMode::Local);
        // What was there before is not removed, whatever fails.
        world.mira.stop();
        world.mira.nodeUrl = kRight;
        QCOMPARE(world.mira.startOrWhy(), std::optional(ErrorCode::WrongNetwork));
        QVERIFY(world.restart(""));
    }

    void aNewFolderMayStillFollowTheRightNodeAfterAWrongOne()
    {
        Addresses world;
        world.mira.nodeUrl = kNobody;
        QCOMPARE(world.mira.startOrWhy(), std::optional(ErrorCode::Offline));
        QVERIFY(world.restart(kRight));
        QVERIFY(world.restart(""));
        QCOMPARE(world.mira.network().nodeUrl, kRight);
        QVERIFY(!world.mira.network().isOffline);
    }

    void anInvitationLeadsWhereItIsSaidToAndADeadAddressIsNamed()
    {
        Addresses world;
        QVERIFY(world.mira.start() && world.mira.createWallet());
        const auto inviteAt = [&](const std::string& node) {
            return world.ana.act(InviteMember{world.dac, tx::Role::Member, 1, 0, 50 * kToken, node});
        };
        STOA_SUCCEEDS(usual, inviteAt(""));
        QCOMPARE(usual->linkNode, kRight);
        STOA_SUCCEEDS(moved, inviteAt(kMoved));
        QCOMPARE(moved->linkNode, kMoved);
        QVERIFY(moved->link.find("node=" + kMoved) != std::string::npos);
        QCOMPARE(inviteAt("http://a b/").error().code, ErrorCode::InvalidArgument);

        const auto nobody = world.mira.act(JoinCompany{moved->link});
        QCOMPARE(nobody.error().code, ErrorCode::Offline);
        QCOMPARE(nobody.error().detail, "at " + kMoved);
        world.wire.refuses = [](const std::string&) { return std::optional(ErrorCode::BadAnswer); };
        world.served = {kMoved};
        const auto somethingElse = world.mira.act(JoinCompany{moved->link});
        QCOMPARE(somethingElse.error().code, ErrorCode::BadAnswer);
        QCOMPARE(somethingElse.error().detail, "at " + kMoved);
        world.wire.refuses = {};
        world.served = {kMoved};
        QVERIFY(world.mira.act(JoinCompany{moved->link}));
    }

    /// A gift is locked for a link that others can follow, or not at all.
    void nobodyInvitesToANodeThatNoLinkCanName()
    {
        Addresses world;
        QVERIFY(world.join());
        const std::string odd = "HTTP://127.0.0.1:4242"; // is called all the same
        world.served.insert(odd);
        QVERIFY(world.restart(odd) && world.mira.unlock());
        const Amount before = world.mira.balance();
        InviteMember invitation{world.dac, tx::Role::Member, 1, 0, 5 * kToken};
        const auto refused = world.mira.act(invitation);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(refused.error().detail, std::string("node followed"));
        QCOMPARE(world.mira.balance(), before);
        invitation.node = kRight;
        STOA_SUCCEEDS(sent, world.mira.act(invitation));
        QCOMPARE(sent->linkNode, kRight);
        QVERIFY(world.mira.balance() < before - 5 * kToken);
    }

    void aWrongAddressIsNotRememberedAndWhatWasKnownIsShown()
    {
        Addresses world;
        QVERIFY(world.join());
        STOA_SUCCEEDS(moved, ask(*world.ana.engine, AdvanceTime{10 * kDay}));
        (void)ask(*world.mira.engine, Verify{});
        const NetworkView before = world.mira.network();
        const Amount money = world.mira.balance();
        QVERIFY(money > 0);
        QVERIFY(world.restart(kNobody));
        const NetworkView now = world.mira.network();
        QVERIFY(now.isOffline);
        QCOMPARE(now.headBlock, before.headBlock);
        QCOMPARE(now.tipBatch, before.tipBatch);
        QCOMPARE(now.now, before.now); // the network's clock, which only a command moves
        const auto wallet = ask(*world.mira.engine, ReadWallet{});
        QVERIFY(wallet->isKnown);
        QCOMPARE(wallet->available, money);
        QVERIFY(world.restart(""));
        QVERIFY(!world.mira.network().isOffline);
        QCOMPARE(world.asked, std::set<std::string>{kRight});
        QVERIFY(!world.mira.network().batches.empty());
    }

    void aNewAddressIsRememberedOnceTheNodeHasAnsweredThere()
    {
        Addresses world;
        QVERIFY(world.join());
        world.served = {kMoved};
        QVERIFY(world.restart(kMoved));
        QVERIFY(!world.mira.network().isOffline);
        QVERIFY(world.restart(""));
        QCOMPARE(world.asked, std::set<std::string>{kMoved});
    }

    /// What is final stays so, whoever says something else at the same address. Another address is the
    /// person's own choice: then the node there is believed from the beginning on.
    void whoWasLiedToGetsBackByChoosingAnotherNode()
    {
        Addresses world;
        QVERIFY(world.join());
        const Amount money = world.mira.balance();
        world.mira.stop();
        world.ana.stop();
        std::filesystem::copy(world.folder.filePath(QStringLiteral("ana")).toStdString(),
                              world.folder.filePath(QStringLiteral("liar")).toStdString(),
                              std::filesystem::copy_options::recursive);
        Person liar(world.folder.filePath(QStringLiteral("liar")), nullptr);
        QVERIFY(world.ana.start() && liar.start());
        // Each goes its own way, and what it has done is final.
        for (const auto& [person, amount] :
             {std::pair{&liar, 3 * kToken}, std::pair{&world.ana, 5 * kToken}}) {
            STOA_SUCCEEDS(given, ask(*person->engine, UseFaucet{{}, amount}));
            STOA_SUCCEEDS(moved, ask(*person->engine, AdvanceTime{kDay}));
            STOA_SUCCEEDS(serving, ask(*person->engine, SetServing{4242}));
        }
        const auto isAt = [&](Person& node) {
            (void)ask(*world.mira.engine, Verify{});
            const NetworkView here = world.mira.network();
            const NetworkView there = node.network();
            return !here.isOffline && !here.problem && here.headBlock == there.headBlock &&
                   here.finalBatch == there.finalBatch;
        };
        world.wire.server = liar.engine.get();
        QVERIFY(world.restart(""));
        QVERIFY(isAt(liar));
        world.wire.server = world.ana.engine.get();
        QVERIFY(world.restart(""));
        QVERIFY(!isAt(world.ana));
        QCOMPARE(world.mira.network().problem, std::optional(ErrorCode::ProofFailed));
        world.served = {kMoved};
        QVERIFY(world.restart(kMoved));
        QVERIFY(isAt(world.ana));
        QVERIFY(world.restart(""));
        QVERIFY(isAt(world.ana));
        QCOMPARE(world.mira.balance(), money);
    }

    void anAddressOfAnotherNetworkIsRefused()
    {
        Addresses world;
        QVERIFY(world.join());
        Person other(world.folder.filePath(QStringLiteral("other")), nullptr);
        QVERIFY(other.start());
        world.mira.stop();
        world.served = {kMoved};
        world.wire.server = other.engine.get();
        world.mira.nodeUrl = kMoved;
        QCOMPARE(world.mira.startOrWhy(), std::optional(ErrorCode::WrongNetwork));
        world.served = {kRight};
        world.wire.server = world.ana.engine.get();
        QVERIFY(world.restart(""));
        QCOMPARE(world.asked, std::set<std::string>{kRight});
    }

    void aRefusedJoinLeavesTheFolderAsItWas()
    {
        Addresses world;
        const std::string link = world.invite();
        QVERIFY(world.mira.start() && world.mira.createWallet());
        const Hash own = world.mira.network().definition;
        STOA_SUCCEEDS(money, ask(*world.mira.engine, UseFaucet{{}, 7 * kToken}));
        const auto isAsBefore = [&] {
            const NetworkView network = world.mira.network();
            return network.mode == NetworkMode::Local && network.definition == own && !network.isOffline &&
                   !network.problem && network.missingTexts == 0 && world.mira.balance() == 7 * kToken &&
                   ask(*world.mira.engine, ListCompanies{})->empty();
        };
        // Nobody answers there.
        world.served.clear();
        QVERIFY(!ask(*world.mira.engine, Prepare{JoinCompany{link}}));
        QVERIFY(isAsBefore());
        // The invitation was taken back.
        world.served = {kRight};
        STOA_SUCCEEDS(company, ask(*world.ana.engine, ReadCompany{world.dac}));
        STOA_SUCCEEDS(revoked, world.ana.act(RevokeInvitation{world.dac, company->invites.front().ticket}));
        QVERIFY(!ask(*world.mira.engine, Prepare{JoinCompany{link}}));
        QVERIFY(isAsBefore());
        // Looked at, and left.
        STOA_SUCCEEDS(draft, ask(*world.mira.engine, Prepare{JoinCompany{world.invite()}}));
        QCOMPARE(world.mira.network().mode, NetworkMode::Remote);
        STOA_SUCCEEDS(dropped, ask(*world.mira.engine, DropDraft{draft->id}));
        QVERIFY(isAsBefore());
        // Looked at, and the program ends.
        STOA_SUCCEEDS(again, ask(*world.mira.engine, Prepare{JoinCompany{world.invite()}}));
        QVERIFY(world.restart(""));
        QVERIFY(isAsBefore());
        // The own network still works, and a good invitation is still good.
        STOA_SUCCEEDS(more, ask(*world.mira.engine, UseFaucet{{}, kToken}));
        QCOMPARE(world.mira.balance(), 8 * kToken);
        QVERIFY(world.mira.unlock());
        STOA_SUCCEEDS(joined, world.mira.act(JoinCompany{world.invite()}));
        QVERIFY(world.restart(""));
        QCOMPARE(world.mira.network().mode, NetworkMode::Remote);
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
    }

    void aMemberOnANewComputerFollowsTheCompanyByALink()
    {
        Addresses world;
        QVERIFY(world.join());
        const std::string copy = world.folder.filePath(QStringLiteral("copy.json")).toStdString();
        STOA_SUCCEEDS(backed, ask(*world.mira.engine, BackupWallet{copy}));
        Person again(world.folder.filePath(QStringLiteral("new laptop")), &world.wire);
        QVERIFY(again.start());
        const auto password = std::make_shared<crypto::Secret>(std::string_view("correct horse"));
        STOA_SUCCEEDS(restored, ask(*again.engine, RestoreBackup{copy, password}));
        const auto refused = ask(*again.engine, Prepare{JoinCompany{world.invite()}});
        QVERIFY(!refused && refused.error().code == ErrorCode::AlreadyAMember);
        const auto follows = [&] {
            return again.network().mode == NetworkMode::Remote &&
                   ask(*again.engine, ListCompanies{})->size() == 1 &&
                   again.balance() == world.mira.balance();
        };
        QVERIFY(follows());
        again.stop();
        QVERIFY(again.start());
        QVERIFY(follows());
    }

    void aRefusedJoinOfASecondCompanyIsNotFollowed()
    {
        Addresses world;
        QVERIFY(world.join());
        STOA_SUCCEEDS(second, world.ana.act(CreateCompany{"Second", "Another",
                                                          *ask(*world.ana.engine, DefaultTerms{}), 0}));
        STOA_SUCCEEDS(invitation, world.ana.act(InviteMember{second->dac, tx::Role::Member, 1, 0, kToken}));
        STOA_SUCCEEDS(company, ask(*world.ana.engine, ReadCompany{second->dac}));
        STOA_SUCCEEDS(revoked, world.ana.act(RevokeInvitation{second->dac, company->invites.front().ticket}));
        QVERIFY(!ask(*world.mira.engine, Prepare{JoinCompany{invitation->link}}));
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
        QVERIFY(ask(*world.mira.engine, Verify{})->isComplete);
        QVERIFY(world.restart(""));
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
    }

    void ofTwoDraftsOfAJoinTheOtherOneStaysGood()
    {
        Addresses world;
        const std::string link = world.invite();
        QVERIFY(world.mira.start() && world.mira.createWallet());
        STOA_SUCCEEDS(first, ask(*world.mira.engine, Prepare{JoinCompany{link}}));
        STOA_SUCCEEDS(second, ask(*world.mira.engine, Prepare{JoinCompany{link}}));
        STOA_SUCCEEDS(dropped, ask(*world.mira.engine, DropDraft{first->id}));
        QCOMPARE(world.mira.network().mode, NetworkMode::Remote);
        STOA_SUCCEEDS(joined, ask(*world.mira.engine, SignAndSend{second->id}));
        QVERIFY(world.restart(""));
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
    }

    void whatElseIsSentWhileOneLooksDoesNotFollowTheCompany()
    {
        Addresses world;
        QVERIFY(world.join());
        STOA_SUCCEEDS(second, world.ana.act(CreateCompany{"Second", "Another",
                                                          *ask(*world.ana.engine, DefaultTerms{}), 0}));
        STOA_SUCCEEDS(invitation, world.ana.act(InviteMember{second->dac, tx::Role::Member, 1, 0, kToken}));
        STOA_SUCCEEDS(draft, ask(*world.mira.engine, Prepare{JoinCompany{invitation->link}}));
        STOA_SUCCEEDS(paid, world.mira.act(SendMoney{world.ana.address, 1}));
        STOA_SUCCEEDS(dropped, ask(*world.mira.engine, DropDraft{draft->id}));
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
        QVERIFY(world.restart(""));
        QCOMPARE(ask(*world.mira.engine, ListCompanies{})->size(), std::size_t{1});
    }
};

STOA_TEST(NodeAddressTest)

} // namespace stoa::test

#include "node_address_test.moc"
