// SPDX-License-Identifier: MIT
// A wallet's history beyond what one answer holds, and what is said when the node cannot be asked.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/mvm/context.h"
#include "tests/support/registry.h"
#include "tests/support/wallet_worlds.h"

namespace stoa::test {

using namespace stoa::engine;

class WalletHistoryTest final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void whatIsOlderIsToldInParts()
    {
        Person ana(m_folder.filePath(QStringLiteral("ana")), nullptr);
        QVERIFY(ana.start());
        QCOMPARE(ask(*ana.engine, ReadWalletHistory{}).error().code, ErrorCode::NoWallet);
        QVERIFY(ana.createWallet());
        // A network without a block has brought nothing: that is known, nobody has to be asked.
        STOA_SUCCEEDS(fresh, ask(*ana.engine, ReadWalletHistory{}));
        QVERIFY(fresh->lines.empty() && !fresh->incomingProblem);
        Address friendly;
        friendly[0] = 7;
        constexpr Amount kOften = 207; // more than a node tells at once
        for (Amount i = 1; i <= kOften; ++i) QVERIFY(ask(*ana.engine, UseFaucet{{}, i * kToken}));
        for (Amount i = 1; i <= 5; ++i) QVERIFY(ana.act(SendMoney{friendly, i}));
        for (const std::uint32_t limit : {1U, 7U, 200U}) {
            const auto lines = readAll(ana, limit);
            QCOMPARE(lines.size(), std::size_t{kOften + 5});
            std::vector<Amount> came;
            std::vector<Amount> went;
            for (const auto& line : lines) {
                if (const auto* incoming = std::get_if<IncomingView>(&line))
                    came.push_back(incoming->amount);
                else
                    went.push_back(std::get<tx::Transfer>(std::get<ActionView>(line).payload).amount);
            }
            QCOMPARE(came.size(), std::size_t{kOften});
            for (Amount i = 0; i < kOften; ++i) QCOMPARE(came[i], (kOften - i) * kToken); // newest first
            QVERIFY((went == std::vector<Amount>{5, 4, 3, 2, 1}));
        }
        QCOMPARE(ask(*ana.engine, ReadWallet{})->incoming.size(), std::size_t{200});
    }

    void whatCannotBeAskedIsSaid()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("node")), nullptr);
        Person mira(m_folder.filePath(QStringLiteral("member")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}));
        wire.server = ana.engine.get();
        mira.nodeUrl = "http://127.0.0.1:4242";
        QVERIFY(mira.start() && mira.createWallet());
        for (Amount i = 1; i <= 201; ++i) QVERIFY(ana.act(SendMoney{mira.address, i * kToken / 1000}));
        (void)ask(*mira.engine, Verify{}); // looks at the network
        QCOMPARE(readAll(mira, 150).size(), std::size_t{201});

        const auto first = ask(*mira.engine, ReadWalletHistory{{}, 150});
        QVERIFY(first->older.has_value());
        wire.isCut = true;
        const auto older = ask(*mira.engine, ReadWalletHistory{*first->older, 200});
        QVERIFY(older->incomingProblem == ErrorCode::Offline);
        wire.isCut = false;
        // An older node knows no places: it begins anew. Its answer is not taken for older lines.
        const auto newest =
            ask(*ana.engine, ServeRpc{"credits", std::make_shared<const nlohmann::json>(nlohmann::json{
                                                     {"account", toHex(mira.address)}, {"count", 200U}})});
        QVERIFY(newest);
        wire.onRequest = [&](const std::string& method) {
            return method == "credits" ? std::optional(*newest) : std::nullopt;
        };
        QVERIFY(ask(*mira.engine, ReadWalletHistory{*first->older, 200})->incomingProblem ==
                ErrorCode::BadAnswer);
    }

    /// A gift with an invitation, and what one's own steps bring back, stand in the history like all other
    /// money: what came in and what went out give the balance.
    void whatOwnStepsBringIsMoneyThatCameIn()
    {
        using What = IncomingView::What;
        ForgeWorld world;
        QVERIFY(world.start(200 * kToken));
        const auto incoming = [](Person& person) { return ask(*person.engine, ReadWallet{})->incoming; };
        world.wait(0);
        const auto gifts = incoming(world.mira);
        QCOMPARE(gifts.size(), std::size_t{1});
        QCOMPARE(gifts[0].what, What::Gift);
        QCOMPARE(gifts[0].amount, 200 * kToken); // the fee is the step's
        QVERIFY(gifts[0].from.address == world.ana.address);
        QCOMPARE(gifts[0].company, std::string("Forge"));
        QCOMPARE(world.mira.balance(), 200 * kToken - tx::Join::kFee);

        STOA_SUCCEEDS(locked, world.mira.act(SetStake{world.dac, 30 * kToken}));
        STOA_SUCCEEDS(less, world.mira.act(SetStake{world.dac, 10 * kToken}));
        STOA_SUCCEEDS(left, world.mira.act(LeaveCompany{world.dac}));
        world.wait(0);
        const auto returned = incoming(world.mira);
        QCOMPARE(returned.size(), std::size_t{3}); // that more was locked brought nothing
        QCOMPARE(returned[0].what, What::StakeReturned);
        QCOMPARE(returned[0].amount, 10 * kToken);
        QCOMPARE(returned[1].what, What::StakeReturned);
        QCOMPARE(returned[1].amount, 20 * kToken);
        QVERIFY(returned[1].from.address.isZero()); // nobody gave it
        QCOMPARE(world.mira.balance() + tx::Join::kFee + 2 * tx::ChangeStake::kFee + tx::Leave::kFee,
                 200 * kToken);

        const std::size_t before = incoming(world.ana).size();
        STOA_SUCCEEDS(invitation, world.ana.act(InviteMember{world.dac, tx::Role::Member, 1, 0, 5 * kToken}));
        const ActionView made = ask(*world.ana.engine, ReadWallet{})->history.front();
        QVERIFY(std::holds_alternative<tx::Invite>(made.payload));
        STOA_SUCCEEDS(ended,
                      world.ana.act(RevokeInvitation{world.dac, std::get<tx::Invite>(made.payload).ticket}));
        STOA_SUCCEEDS(toMyself, world.ana.act(SendMoney{world.ana.address, kToken}));
        const auto back = incoming(world.ana);
        QCOMPARE(back.size(), before + 1); // what one pays oneself is no income
        QCOMPARE(back[0].what, What::GiftReturned);
        QCOMPARE(back[0].amount, 5 * kToken);
        QVERIFY(back[0].from.address.isZero());
    }

    /// In the order in which it happened, also where all of it has the time of one batch.
    void theNewestIsFirst()
    {
        ForgeWorld world;
        QVERIFY(world.start());
        // What every line moved: with a minus what an action named, with a plus what came in.
        const auto moved = [](Person& person, std::uint32_t limit) {
            std::vector<std::int64_t> amounts;
            for (const auto& line : readAll(person, limit)) {
                const auto* action = std::get_if<ActionView>(&line);
                const auto* change = action ? std::get_if<tx::ChangeStake>(&action->payload) : nullptr;
                const Amount amount = change   ? change->stake
                                      : action ? tx::moneyOutOf(action->payload).amount
                                               : std::get<IncomingView>(line).amount;
                amounts.push_back(static_cast<std::int64_t>(amount / kToken) * (action ? -1 : 1));
            }
            return amounts;
        };
        world.wait(0);
        QVERIFY((moved(world.mira, 10) == std::vector<std::int64_t>{200, 0})); // she joined: that brought it
        const Address friendly{{7}};
        STOA_SUCCEEDS(first, world.ana.act(SendMoney{friendly, kToken}));
        STOA_SUCCEEDS(second, world.mira.act(SendMoney{world.ana.address, 2 * kToken}));
        STOA_SUCCEEDS(third, world.ana.act(SendMoney{friendly, 3 * kToken}));
        STOA_SUCCEEDS(fourth, world.mira.act(SendMoney{world.ana.address, 4 * kToken}));
        (void)ask(*world.ana.engine, Verify{}); // looks at the network
        for (const std::uint32_t limit : {1U, 2U, 200U}) {
            auto lines = moved(world.ana, limit);
            QVERIFY(lines.size() > 4);
            lines.resize(4);
            QVERIFY((lines == std::vector<std::int64_t>{4, -3, 2, -1}));
        }

        // Signed while the node was away, and so in one block: the second one brought 20 back.
        world.cut(true);
        for (const Amount stake : {30 * kToken, 10 * kToken, 25 * kToken})
            QVERIFY(world.mira.act(SetStake{world.dac, stake}));
        world.cut(false);
        world.wait(0);
        world.wait(0);
        auto lines = moved(world.mira, 200);
        QVERIFY(lines.size() > 4);
        lines.resize(4);
        QVERIFY((lines == std::vector<std::int64_t>{-25, 20, -10, -30}));
    }

    /// Of what comes due by itself: a reward is not a judge's fee, nor what was one's own and came back.
    void whatCameDueIsToldApart()
    {
        using What = IncomingView::What;
        ForgeWorld world;
        QVERIFY(world.start());
        const auto amounts = [](Person& person, What what) {
            std::vector<Amount> found;
            const auto wallet = ask(*person.engine, ReadWallet{});
            for (const IncomingView& each : wallet->incoming)
                if (each.what == what) found.push_back(each.amount);
            return found;
        };
        const auto act = [&](Person& person, const ObjectId& id, Act what, std::string text = {},
                             Amount amount = 0) {
            auto sent = person.act(ActOnCollaboration{world.dac, id, what, std::move(text), amount, 0});
            world.wait(0);
            return sent;
        };
        const std::vector<Amount> courtFee{2 * kToken};

        // A ruling: its judge is paid for it, and the sides get what it says.
        STOA_SUCCEEDS(ruled, world.propose({.doer = world.mira.address}));
        STOA_SUCCEEDS(accepted, act(world.mira, *ruled, Act::Accept));
        STOA_SUCCEEDS(disputed, act(world.ana, *ruled, Act::Dispute, "Nothing came.", 0));
        STOA_SUCCEEDS(answered, act(world.mira, *ruled, Act::Answer, "It came.", 50 * kToken));
        world.wait(kHour); // its batch is on the main chain
        STOA_SUCCEEDS(followed, ask(*world.jo.engine, FollowCompany{world.dac}));
        STOA_SUCCEEDS(ruling, act(world.jo, *ruled, Act::Rule, "Half.", 30 * kToken));
        world.wait(kDay);
        QVERIFY(amounts(world.jo, What::JudgeFee) == courtFee);
        QVERIFY(amounts(world.jo, What::Settlement).empty());
        QCOMPARE(amounts(world.mira, What::Settlement).size(), std::size_t{1});
        QCOMPARE(ask(*world.jo.engine, ReadWallet{})->incoming.front().title,
                 std::string("Port the compiler"));

        // One that was taken back: the other side has the fee.
        STOA_SUCCEEDS(second, world.propose({.doer = world.mira.address}));
        STOA_SUCCEEDS(agreed, act(world.mira, *second, Act::Accept));
        STOA_SUCCEEDS(opened, act(world.mira, *second, Act::Dispute, "Too hard.", 50 * kToken));
        STOA_SUCCEEDS(takenBack, act(world.mira, *second, Act::WithdrawDispute));
        world.wait(kHour);
        QVERIFY(amounts(world.ana, What::CourtFeeLost) == courtFee);

        // One that its judge lets lie, an invitation and a proposal that nobody takes: all comes back.
        STOA_SUCCEEDS(again, act(world.ana, *second, Act::Dispute, "Still nothing.", 0));
        STOA_SUCCEEDS(invitation, world.ana.act(InviteMember{world.dac, tx::Role::Member, 1,
                                                             world.ana.network().now + kDay, 5 * kToken}));
        STOA_SUCCEEDS(third, world.propose({.doer = world.mira.address}));
        const std::size_t before = amounts(world.ana, What::Settlement).size();
        world.wait(25 * kDay);
        QVERIFY(amounts(world.ana, What::GiftReturned) == std::vector<Amount>{5 * kToken});
        QVERIFY(amounts(world.ana, What::ProposalReturned) == std::vector<Amount>{50 * kToken});
        QVERIFY(amounts(world.ana, What::CourtFeeReturned) == courtFee);
        QCOMPARE(amounts(world.ana, What::Settlement).size(), before);

        // From a node that does not say what was settled it is a payout, and no answer that is not believed.
        world.jo.stop();
        world.sayLess();
        QVERIFY(world.jo.start());
        world.wait(0);
        QVERIFY(amounts(world.jo, What::Settlement) == courtFee);
    }

    /// What a motion locked, and what lower terms set free, was one's own; what a motion pays is the
    /// company's.
    void whatWasLockedComesBackAsOnesOwn()
    {
        using What = IncomingView::What;
        ForgeWorld world;
        QVERIFY(world.start());
        const auto newest = [](Person& person) {
            return ask(*person.engine, ReadWallet{})->incoming.front();
        };
        STOA_SUCCEEDS(funded, world.ana.act(FundCompany{world.dac, 50 * kToken}));
        STOA_SUCCEEDS(
            put, world.ana.act(SpendFromTreasury{world.dac, world.mira.address, 20 * kToken, "Rent", true}));
        world.wait(8 * kDay);
        STOA_SUCCEEDS(motions, ask(*world.ana.engine, ListMotions{world.dac}));
        STOA_SUCCEEDS(enacted, world.ana.act(CarryOutMotion{world.dac, motions->front().id}));
        world.wait(0);
        QCOMPARE(newest(world.ana).what, What::BondReturned);
        QCOMPARE(newest(world.ana).amount, world.terms.motionBond);
        QCOMPARE(newest(world.mira).what, What::Company);
        QCOMPARE(newest(world.mira).amount, 20 * kToken);
        QVERIFY(newest(world.mira).from.company == world.dac);

        STOA_SUCCEEDS(id, world.propose({.doer = world.mira.address}));
        for (const Act act : {Act::Accept, Act::Amend}) {
            QVERIFY(world.mira.act(ActOnCollaboration{world.dac, *id, act, {}, 25 * kToken, 0}));
            world.wait(0);
        }
        STOA_SUCCEEDS(agreed,
                      world.ana.act(ActOnCollaboration{world.dac, *id, Act::AgreeAmendment, {}, 0, 0}));
        world.wait(0);
        QCOMPARE(newest(world.ana).what, What::RewardReturned);
        QCOMPARE(newest(world.ana).amount, 15 * kToken);
        QCOMPARE(newest(world.ana).title, std::string("Port the compiler"));
    }

    /// That the node had no block when it was heard last says nothing of now.
    void nothingIsKnownOfWhatCameWhileTheNodeIsAway()
    {
        QTemporaryDir folder;
        Wire wire;
        Person ana(folder.filePath(QStringLiteral("node")), nullptr);
        Person mira(folder.filePath(QStringLiteral("member")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        ana.answerAt(wire);
        mira.nodeUrl = "http://127.0.0.1:4242";
        QVERIFY(mira.start() && mira.createWallet());
        QTRY_VERIFY(ask(*mira.engine, ReadNetwork{})->isReady);
        const auto problem = [&] { return ask(*mira.engine, ReadWalletHistory{})->incomingProblem; };
        QTRY_VERIFY(!problem());
        wire.isCut = true;
        QVERIFY(ask(*ana.engine, UseFaucet{mira.address, 9 * kToken}));
        mira.stop();
        QVERIFY(mira.start() && mira.unlock());
        QVERIFY(problem() == ErrorCode::Offline);
        wire.isCut = false;
        (void)ask(*mira.engine, Verify{});
        QVERIFY(!mira.network().isOffline);
        QCOMPARE(ask(*mira.engine, ReadWalletHistory{})->lines.size(), std::size_t{1});
    }

    /// What a treasury locks or pays is not the money of whoever signs on the company's side.
    void whatACompanyPaysIsNotItsSigners()
    {
        ForgeWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(guild, world.mira.act(CreateCompany{"Guild", "We work", world.terms, 0}));
        STOA_SUCCEEDS(forgeHas, world.ana.act(FundCompany{world.dac, 200 * kToken}));
        STOA_SUCCEEDS(guildHas, world.mira.act(FundCompany{guild->dac, 50 * kToken}));
        world.wait(0);
        const auto wallet = [](Person& person) { return *ask(*person.engine, ReadWallet{}); };
        const Amount anaHad = world.ana.balance();
        const Amount miraHad = world.mira.balance();
        STOA_SUCCEEDS(id, world.propose({.asker = world.dac, .doerCompany = guild->dac}));
        // Before it is signed, too.
        const auto isCompanys = [](const Draft& draft, const DacId& company, Amount amount, Amount fee) {
            return draft.payer.company == company && draft.paidByPayer == amount && draft.fee == fee &&
                   draft.lockedByIt == 0 && draft.availableAfter == draft.availableNow - fee;
        };
        const auto drafted = [&](Person& person, Act what) {
            const auto draft =
                ask(*person.engine, Prepare{ActOnCollaboration{world.dac, *id, what, "Nothing.", 0, 0}});
            return draft ? *draft : Draft{};
        };
        QVERIFY(isCompanys(world.proposed, world.dac, 50 * kToken + mvm::kTip, tx::Propose::kFee));
        QVERIFY(isCompanys(drafted(world.mira, Act::Accept), guild->dac, 10 * kToken, tx::Accept::kFee));
        const ActionView proposed = wallet(world.ana).history.front();
        QVERIFY(proposed.payer.company == world.dac);
        QCOMPARE(proposed.payer.name, std::string("Forge"));
        QCOMPARE(proposed.fee, tx::Propose::kFee); // the tip is the company's, too
        QCOMPARE(proposed.setAside, mvm::kTip);
        const auto treasury = [&](Person& person, const DacId& dac) {
            const auto company = ask(*person.engine, ReadCompany{dac});
            return company ? company->treasury : Amount{0};
        };
        // What the line says is what the treasury has less, to the last unit.
        QCOMPARE(treasury(world.ana, world.dac),
                 200 * kToken - tx::moneyOutOf(proposed.payload).amount - proposed.setAside);
        STOA_SUCCEEDS(accepted, world.mira.act(ActOnCollaboration{world.dac, *id, Act::Accept, {}, 0, 0}));
        world.wait(0);
        const ActionView locked = wallet(world.mira).history.front();
        QVERIFY(std::holds_alternative<tx::Accept>(locked.payload));
        QVERIFY(locked.payer.company == guild->dac);
        QCOMPARE(locked.payer.name, std::string("Guild"));
        QCOMPARE(locked.setAside, Amount{0});
        QCOMPARE(treasury(world.mira, guild->dac), 40 * kToken);
        const Draft disputing = drafted(world.ana, Act::Dispute);
        QVERIFY(isCompanys(disputing, world.dac, 2 * kToken + mvm::kTip, tx::Dispute::kFee));
        QCOMPARE(disputing.atRisk, 52 * kToken); // with the fee
        STOA_SUCCEEDS(disputed,
                      world.ana.act(ActOnCollaboration{world.dac, *id, Act::Dispute, "Nothing.", 0, 0}));
        const WalletView own = wallet(world.ana);
        QVERIFY(std::holds_alternative<tx::Dispute>(own.history.front().payload));
        QVERIFY(own.history.front().payer.company == world.dac);
        QCOMPARE(own.history.front().fee, tx::Dispute::kFee);
        QCOMPARE(own.history.front().setAside, mvm::kTip);
        QCOMPARE(treasury(world.ana, world.dac), 148 * kToken - 2 * mvm::kTip);
        // And so nothing of either wallet is locked, frozen or missing but the fees.
        QCOMPARE(own.available, anaHad - tx::PutRecord::kFee - tx::Propose::kFee - tx::Dispute::kFee);
        QVERIFY(own.deposits.empty());
        QCOMPARE(own.frozen + own.lockedInDeposits + own.comingIn, Amount{0});
        const WalletView theirs = wallet(world.mira);
        QCOMPARE(theirs.available, miraHad - tx::Accept::kFee);
        QVERIFY(theirs.deposits.empty());

        // Who is a side pays, also as a member of a company that is the other one.
        STOA_SUCCEEDS(other, world.propose({.doer = world.mira.address, .asker = world.dac}));
        STOA_SUCCEEDS(taking, ask(*world.mira.engine,
                                  Prepare{ActOnCollaboration{world.dac, *other, Act::Accept, {}, 0, 0}}));
        QVERIFY(taking->payer.company.isZero());
        QCOMPARE(taking->lockedByIt, 10 * kToken);
        STOA_SUCCEEDS(taken, world.mira.act(ActOnCollaboration{world.dac, *other, Act::Accept, {}, 0, 0}));
        world.wait(0);
        STOA_SUCCEEDS(opened, world.mira.act(ActOnCollaboration{world.dac, *other, Act::Dispute, "Late.",
                                                                50 * kToken, 0}));
        world.wait(0);
        const WalletView sides = wallet(world.mira);
        QVERIFY(sides.history[0].payer.company.isZero() && sides.history[1].payer.company.isZero());
        QCOMPARE(sides.history[0].fee, tx::Dispute::kFee + mvm::kTip);
        QCOMPARE(sides.frozen, 10 * kToken);
        QCOMPARE(sides.history[0].setAside, Amount{0});
        QCOMPARE(sides.deposits.size(), std::size_t{1});
    }
};

STOA_TEST(WalletHistoryTest)

} // namespace stoa::test

#include "wallet_history_test.moc"
