// SPDX-License-Identifier: MIT
// A wallet's history beyond what one answer holds, and what is said when the node cannot be asked.
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/mvm/context.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// Ana runs the network and founds a company whose court is a stranger; Mira joins it.
class Pair {
public:
    Pair()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &m_wire)
    {}

    bool start(Amount gift = 200 * kToken)
    {
        if (!ana.start() || !ana.createWallet() || !mira.start() || !mira.createWallet()) return false;
        ana.answerAt(m_wire);
        const auto usual = ask(*ana.engine, DefaultTerms{});
        if (!usual || !ask(*ana.engine, UseFaucet{{}, 5000 * kToken})) return false;
        terms = *usual;
        terms.court = tx::personParty(Address{{0x1a}});
        terms.courtFee = 2 * kToken;
        const auto company = ana.act(CreateCompany{"Forge", "We build", terms, 0});
        if (!company) return false;
        dac = company->dac;
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, gift});
        return invitation && mira.act(JoinCompany{invitation->link});
    }
    void cut(bool isCut) { m_wire.isCut = isCut; }
    void wait(std::uint64_t seconds)
    {
        (void)ask(*ana.engine, AdvanceTime{seconds});
        (void)ask(*mira.engine, Verify{}); // looks at the network
    }
    /// A task of Ana's, proposed with a reward of 40 and deposits of 10 tokens.
    Result<ObjectId> propose(ProposeCollaboration proposal)
    {
        SaveTask save;
        save.dac = dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_TRY(const Sent task, ana.act(save));
        proposal.dac = dac;
        proposal.task = task.object;
        proposal.reward = 40 * kToken;
        proposal.askerDeposit = proposal.doerDeposit = 10 * kToken;
        proposal.workBy = ana.network().now + 30 * kDay;
        STOA_TRY(const Sent sent, ana.act(proposal));
        wait(0);
        return sent.object;
    }

private:
    QTemporaryDir m_folder;
    Wire m_wire;

public:
    Person ana;
    Person mira;
    tx::CharterTerms terms;
    DacId dac;
};

} // namespace

class WalletHistoryTest final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// Everything, in answers of `limit` lines.
    static std::vector<std::variant<ActionView, IncomingView>> readAll(Person& person, std::uint32_t limit)
    {
        std::vector<std::variant<ActionView, IncomingView>> lines;
        std::optional<HistoryPlace> place = HistoryPlace{};
        while (place) {
            const auto part = ask(*person.engine, ReadWalletHistory{*place, limit});
            if (!part || part->incomingProblem || part->lines.size() > limit) return {};
            if (part->lines.empty()) break;
            lines.insert(lines.end(), part->lines.begin(), part->lines.end());
            place = part->older;
        }
        return lines;
    }

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
        Pair pair;
        QVERIFY(pair.start(200 * kToken));
        const auto incoming = [](Person& person) { return ask(*person.engine, ReadWallet{})->incoming; };
        pair.wait(0);
        const auto gifts = incoming(pair.mira);
        QCOMPARE(gifts.size(), std::size_t{1});
        QCOMPARE(gifts[0].what, What::Gift);
        QCOMPARE(gifts[0].amount, 200 * kToken); // the fee is the step's
        QVERIFY(gifts[0].from.address == pair.ana.address);
        QCOMPARE(gifts[0].company, std::string("Forge"));
        QCOMPARE(pair.mira.balance(), 200 * kToken - tx::Join::kFee);

        STOA_SUCCEEDS(locked, pair.mira.act(SetStake{pair.dac, 30 * kToken}));
        STOA_SUCCEEDS(less, pair.mira.act(SetStake{pair.dac, 10 * kToken}));
        STOA_SUCCEEDS(left, pair.mira.act(LeaveCompany{pair.dac}));
        pair.wait(0);
        const auto returned = incoming(pair.mira);
        QCOMPARE(returned.size(), std::size_t{3}); // that more was locked brought nothing
        QCOMPARE(returned[0].what, What::StakeReturned);
        QCOMPARE(returned[0].amount, 10 * kToken);
        QCOMPARE(returned[1].what, What::StakeReturned);
        QCOMPARE(returned[1].amount, 20 * kToken);
        QVERIFY(returned[1].from.address.isZero()); // nobody gave it
        QCOMPARE(pair.mira.balance() + tx::Join::kFee + 2 * tx::ChangeStake::kFee + tx::Leave::kFee,
                 200 * kToken);

        const std::size_t before = incoming(pair.ana).size();
        STOA_SUCCEEDS(invitation, pair.ana.act(InviteMember{pair.dac, tx::Role::Member, 1, 0, 5 * kToken}));
        const ActionView made = ask(*pair.ana.engine, ReadWallet{})->history.front();
        QVERIFY(std::holds_alternative<tx::Invite>(made.payload));
        STOA_SUCCEEDS(ended,
                      pair.ana.act(RevokeInvitation{pair.dac, std::get<tx::Invite>(made.payload).ticket}));
        STOA_SUCCEEDS(toMyself, pair.ana.act(SendMoney{pair.ana.address, kToken}));
        const auto back = incoming(pair.ana);
        QCOMPARE(back.size(), before + 1); // what one pays oneself is no income
        QCOMPARE(back[0].what, What::GiftReturned);
        QCOMPARE(back[0].amount, 5 * kToken);
        QVERIFY(back[0].from.address.isZero());
    }

    /// In the order in which it happened, also where all of it has the time of one batch.
    void theNewestIsFirst()
    {
        Pair pair;
        QVERIFY(pair.start());
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
        pair.wait(0);
        QVERIFY((moved(pair.mira, 10) == std::vector<std::int64_t>{200, 0})); // she joined: that brought it
        const Address friendly{{7}};
        STOA_SUCCEEDS(first, pair.ana.act(SendMoney{friendly, kToken}));
        STOA_SUCCEEDS(second, pair.mira.act(SendMoney{pair.ana.address, 2 * kToken}));
        STOA_SUCCEEDS(third, pair.ana.act(SendMoney{friendly, 3 * kToken}));
        STOA_SUCCEEDS(fourth, pair.mira.act(SendMoney{pair.ana.address, 4 * kToken}));
        (void)ask(*pair.ana.engine, Verify{}); // looks at the network
        for (const std::uint32_t limit : {1U, 2U, 200U}) {
            auto lines = moved(pair.ana, limit);
            QVERIFY(lines.size() > 4);
            lines.resize(4);
            QVERIFY((lines == std::vector<std::int64_t>{4, -3, 2, -1}));
        }

        // Signed while the node was away, and so in one block: the second one brought 20 back.
        pair.cut(true);
        for (const Amount stake : {30 * kToken, 10 * kToken, 25 * kToken})
            QVERIFY(pair.mira.act(SetStake{pair.dac, stake}));
        pair.cut(false);
        pair.wait(0);
        auto lines = moved(pair.mira, 200);
        QVERIFY(lines.size() > 4);
        lines.resize(4);
        QVERIFY((lines == std::vector<std::int64_t>{-25, 20, -10, -30}));
    }

    /// What a treasury locks or pays is not the money of whoever signs on the company's side.
    void whatACompanyPaysIsNotItsSigners()
    {
        Pair pair;
        QVERIFY(pair.start());
        STOA_SUCCEEDS(guild, pair.mira.act(CreateCompany{"Guild", "We work", pair.terms, 0}));
        STOA_SUCCEEDS(forgeHas, pair.ana.act(FundCompany{pair.dac, 200 * kToken}));
        STOA_SUCCEEDS(guildHas, pair.mira.act(FundCompany{guild->dac, 50 * kToken}));
        pair.wait(0);
        const auto wallet = [](Person& person) { return *ask(*person.engine, ReadWallet{}); };
        const Amount anaHad = pair.ana.balance();
        const Amount miraHad = pair.mira.balance();
        STOA_SUCCEEDS(id, pair.propose({.asker = pair.dac, .doerCompany = guild->dac}));
        const ActionView proposed = wallet(pair.ana).history.front();
        QVERIFY(proposed.payer.company == pair.dac);
        QCOMPARE(proposed.payer.name, std::string("Forge"));
        QCOMPARE(proposed.fee, tx::Propose::kFee); // the tip is the company's, too
        STOA_SUCCEEDS(accepted, pair.mira.act(ActOnCollaboration{pair.dac, *id, Act::Accept, {}, 0, 0}));
        pair.wait(0);
        const ActionView locked = wallet(pair.mira).history.front();
        QVERIFY(std::holds_alternative<tx::Accept>(locked.payload));
        QVERIFY(locked.payer.company == guild->dac);
        QCOMPARE(locked.payer.name, std::string("Guild"));
        STOA_SUCCEEDS(disputed,
                      pair.ana.act(ActOnCollaboration{pair.dac, *id, Act::Dispute, "Nothing.", 0, 0}));
        const WalletView own = wallet(pair.ana);
        QVERIFY(std::holds_alternative<tx::Dispute>(own.history.front().payload));
        QVERIFY(own.history.front().payer.company == pair.dac);
        QCOMPARE(own.history.front().fee, tx::Dispute::kFee);
        // And so nothing of either wallet is locked, frozen or missing but the fees.
        QCOMPARE(own.available, anaHad - tx::PutRecord::kFee - tx::Propose::kFee - tx::Dispute::kFee);
        QVERIFY(own.deposits.empty());
        QCOMPARE(own.frozen + own.lockedInDeposits + own.comingIn, Amount{0});
        const WalletView theirs = wallet(pair.mira);
        QCOMPARE(theirs.available, miraHad - tx::Accept::kFee);
        QVERIFY(theirs.deposits.empty());

        // Who is a side pays, also as a member of a company that is the other one.
        STOA_SUCCEEDS(other, pair.propose({.doer = pair.mira.address, .asker = pair.dac}));
        STOA_SUCCEEDS(taken, pair.mira.act(ActOnCollaboration{pair.dac, *other, Act::Accept, {}, 0, 0}));
        pair.wait(0);
        STOA_SUCCEEDS(opened, pair.mira.act(ActOnCollaboration{pair.dac, *other, Act::Dispute, "Late.",
                                                               50 * kToken, 0}));
        pair.wait(0);
        const WalletView sides = wallet(pair.mira);
        QVERIFY(sides.history[0].payer.company.isZero() && sides.history[1].payer.company.isZero());
        QCOMPARE(sides.history[0].fee, tx::Dispute::kFee + mvm::kTip);
        QCOMPARE(sides.frozen, 10 * kToken);
        QCOMPARE(sides.deposits.size(), std::size_t{1});
    }
};

STOA_TEST(WalletHistoryTest)

} // namespace stoa::test

#include "wallet_history_test.moc"
