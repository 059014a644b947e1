// SPDX-License-Identifier: MIT
// What a wallet has besides what is available: each sum stands in a line, and no line is another's money.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/three.h"

namespace stoa::test {

using namespace stoa::engine;
using What = DepositView::What;

class LockedMoneyTest : public QObject {
    Q_OBJECT

private:
    static WalletView wallet(Person& person) { return *ask(*person.engine, ReadWallet{}); }

    /// Of all lines of that kind.
    static Amount sumOf(const WalletView& view, What what)
    {
        Amount sum = 0;
        for (const DepositView& deposit : view.deposits) sum += deposit.what == what ? deposit.amount : 0;
        return sum;
    }

    static bool fits(const WalletView& view)
    {
        Amount locked = 0;
        Amount coming = 0;
        Amount frozen = 0;
        for (const DepositView& deposit : view.deposits)
            (deposit.isFrozen ? frozen : deposit.what == What::ComingIn ? coming : locked) += deposit.amount;
        return locked == view.lockedInDeposits && coming == view.comingIn && frozen == view.frozen;
    }

private Q_SLOTS:
    void motionsAndGiftsAreSeenUntilTheyComeBack()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac)); // its gift is Mira's
        STOA_SUCCEEDS(funded, three.ana.act(FundCompany{dac, 100 * kToken}));
        three.wait(kHour);
        QVERIFY(wallet(three.ana).deposits.empty());
        STOA_SUCCEEDS(invited, three.ana.act(InviteMember{dac, tx::Role::Member, 5, 0, 50 * kToken}));
        STOA_SUCCEEDS(put, three.ana.act(SpendFromTreasury{dac, three.ana.address, kToken, "Paint", true}));
        three.wait(0);
        const WalletView locked = wallet(three.ana);
        QVERIFY(terms->motionBond != 0);
        QCOMPARE(sumOf(locked, What::Motion), terms->motionBond);
        QCOMPARE(sumOf(locked, What::Invitations), 50 * kToken);
        QCOMPARE(locked.lockedInDeposits, 50 * kToken + terms->motionBond);
        QVERIFY(fits(locked));
        QCOMPARE(locked.deposits.front().title, std::string("Forge"));
        QVERIFY(wallet(three.mira).deposits.empty()); // what others have locked is not hers
        STOA_SUCCEEDS(joined, three.jo.act(JoinCompany{invited->link}));
        three.wait(0);
        QCOMPARE(sumOf(wallet(three.ana), What::Invitations), 40 * kToken);
        // The motion is rejected: the deposit does not come back, and is not shown until it has gone either.
        STOA_SUCCEEDS(against,
                      three.mira.act(VoteOnMotion{dac, three.motion(three.mira, dac).id, tx::Side::Against}));
        three.wait(terms->objectionPeriod + terms->votePeriod + 1);
        QCOMPARE(sumOf(wallet(three.ana), What::Motion), Amount{0});
        QVERIFY(fits(wallet(three.ana)));
    }

    void whatComesInIsOneLineOfMyOwnMoney()
    {
        Three three;
        QVERIFY(three.start());
        STOA_SUCCEEDS(terms, ask(*three.ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(company, three.ana.act(CreateCompany{"Forge", "We build", *terms, 0}));
        const DacId dac = company->dac;
        QVERIFY(three.joins(three.mira, dac));
        STOA_SUCCEEDS(id, propose(three, dac, {{}, {}, three.mira.address}));
        const auto act = [&](Person& person, Act what, std::string text = {}) {
            auto sent = person.act(ActOnCollaboration{dac, *id, what, std::move(text), 0, 0});
            three.wait(0);
            return sent;
        };
        STOA_SUCCEEDS(accepted, act(three.mira, Act::Accept));
        QCOMPARE(sumOf(wallet(three.ana), What::Deposit), 10 * kToken);
        QCOMPARE(sumOf(wallet(three.ana), What::Reward), 40 * kToken);
        QVERIFY(fits(wallet(three.ana)) && fits(wallet(three.mira)));
        STOA_SUCCEEDS(delivered, act(three.mira, Act::Deliver, "Done."));
        STOA_SUCCEEDS(approved, act(three.ana, Act::Approve));
        const NextStep next = three.read(three.ana, dac, *id).next;
        for (const auto& [person, mine] : {std::pair{&three.ana, next.toAsker}, {&three.mira, next.toDoer}}) {
            const WalletView view = wallet(*person);
            QVERIFY(mine != 0);
            QCOMPARE(view.deposits.size(), std::size_t{1});
            QVERIFY(view.deposits.front().what == What::ComingIn);
            QCOMPARE(view.deposits.front().amount, mine);
            QCOMPARE(view.comingIn, mine);
            QCOMPARE(view.lockedInDeposits, Amount{0});
            QVERIFY(fits(view));
        }
    }
};

STOA_TEST(LockedMoneyTest)

} // namespace stoa::test

#include "locked_money_test.moc"
