// SPDX-License-Identifier: MIT
// Whole cases before a panel, to the gwei: who is paid, who is slashed, what an appeal changes.
#include <algorithm>
#include <functional>

#include <QTest>

#include "core/state/tape.h"
#include "tests/support/company_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

namespace {

constexpr std::uint8_t kPlaces = 3;

struct Money {
    Amount asker = 0;
    Amount doer = 0;
    Amount court = 0;
    Amount aggregator = 0;
};

Money moneyOf(const World& w, const PanelJob& p)
{
    return {w.balance(kAsker), w.balance(kDoer), w.purse(p.court).treasury, w.balance(kAggregator)};
}

/// All unsigned steps that a case leaves.
void close(World& w, const PanelJob& p, std::uint8_t round, std::uint8_t places)
{
    for (std::uint8_t juror = 0; juror < places; ++juror)
        w.must(w.sendUnsigned(closing(p.job, juror, round)), "closing a juror");
    w.must(w.sendUnsigned(World::casePayout(p.job, round)), "closing the case");
}

QString faultsOf(const World& w) { return QString::fromStdString(w.faults()); }

/// Three jurors have given the doer 80 of 150.
PanelJob ruledJob(World& w)
{
    const PanelJob p = panelJob(w);
    answered(w, p);
    ruled(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
    return p;
}

} // namespace

class PanelTest : public QObject {
    Q_OBJECT
private slots:
    void jurorsNearTheRulingShareTheFee()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        ruled(w, p, {78 * kToken, 80 * kToken, 120 * kToken});
        const std::size_t jurors[] = {jurorAt(w, p.job, 0), jurorAt(w, p.job, 1), jurorAt(w, p.job, 2)};
        const Amount before[] = {w.balance(jurors[0]), w.balance(jurors[1]), w.balance(jurors[2])};
        QVERIFY(w.stateOf(p.job) == CollaborationState::Ruled);
        QCOMPARE(w.collaboration(p.job).outcome, 80 * kToken);
        QCOMPARE(w.collaboration(p.job).deadline, w.now + 4 * kDay);

        const Money first = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        QCOMPARE(w.balance(jurors[0]) - before[0], 3 * kToken / 2);
        QCOMPARE(w.balance(jurors[1]) - before[1], 3 * kToken / 2);
        QCOMPARE(w.balance(jurors[2]), before[2]);
        QCOMPARE(moneyOf(w, p).aggregator - first.aggregator, 4 * mvm::kTip);
        QCOMPARE(moneyOf(w, p).court, first.court);
        const state::Case dispute = w.storedCase(p.job);
        QCOMPARE(dispute.fee, Amount{0});
        QCOMPARE(dispute.tip, Amount{0});
        for (std::uint8_t place = 0; place < kPlaces; ++place) {
            const state::Seat seat = seatOf(w, p.court, dispute.place(place));
            QCOMPARE(seat.open, 0U);
            QCOMPARE(seat.ruled, 1U);
            QCOMPARE(seat.deposit, 10 * kToken);
        }

        // The doer asked for 130, the asker for 30: of the fee of 3 the doer bears the half.
        w.now = w.collaboration(p.job).deadline;
        const Amount home = w.purse(p.job.dac).treasury;
        w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
        QCOMPARE(w.purse(p.job.dac).treasury - home, 5 * kToken / 2);
        QCOMPARE(w.balance(kDoer) - first.doer, 76 * kToken);
        QCOMPARE(w.balance(kAsker) - first.asker, 143 * kToken / 2);
        QCOMPARE(w.account(kDoer).lost, 1U);
        QCOMPARE(w.account(kAsker).lost, 0U);
        QCOMPARE(faultsOf(w), QString());
    }

    void whoNeverOpensARulingLosesAPart()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        ruled(w, p, {78 * kToken});
        const std::size_t juror = jurorAt(w, p.job, 0);
        const Amount before = w.balance(juror);
        const Money first = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        QCOMPARE(w.balance(juror) - before, 3 * kToken);
        QCOMPARE(moneyOf(w, p).court - first.court, 4 * kToken);
        const state::Case dispute = w.storedCase(p.job);
        const state::Seat missed = seatOf(w, p.court, dispute.place(1));
        QCOMPARE(missed.missed, 1U);
        QCOMPARE(missed.deposit, 8 * kToken);
        QCOMPARE(faultsOf(w), QString());
    }

    void aSilentPanelReturnsTheFeeAndWhatWasFrozenGoesOn()
    {
        World w;
        const PanelJob p = panelJob(w);
        const Seconds left = static_cast<Seconds>(w.collaboration(p.job).deadline - w.now);
        answered(w, p);
        drawn(w, p);
        const Timestamp over = w.standing(p.job).dispute->deadline + 4 * kDay;
        w.now = over;
        QVERIFY(w.stateOf(p.job) == CollaborationState::Delivered);
        QCOMPARE(w.collaboration(p.job).deadline, over + left);
        const Money first = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        QCOMPARE(moneyOf(w, p).asker - first.asker, 3 * kToken);
        QCOMPARE(moneyOf(w, p).court - first.court, 6 * kToken);
        QCOMPARE(faultsOf(w), QString());
    }

    void whoKeepsTheSaltLosesTheFee()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        w.now = w.standing(p.job).dispute->deadline;
        QVERIFY(w.stateOf(p.job) == CollaborationState::Delivered);
        const Money first = moneyOf(w, p);
        close(w, p, 1, 0);
        QCOMPARE(moneyOf(w, p).doer - first.doer, 3 * kToken);
        // Of four tips three were never needed.
        QCOMPARE(moneyOf(w, p).asker - first.asker, 3 * mvm::kTip);
        QCOMPARE(faultsOf(w), QString());
    }

    void aSettlementFreesTheJurors()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        drawn(w, p);
        const tx::Offer offer{p.job.dac, p.job.id, w.collaboration(p.job).seq, 90 * kToken, w.now + kDay};
        w.must(w.send(kDoer, offer), "offering");
        const tx::AcceptOffer yes{p.job.dac, p.job.id, w.collaboration(p.job).seq, 90 * kToken};
        w.must(w.send(kAsker, yes), "accepting");
        const Money first = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
        QCOMPARE(moneyOf(w, p).court, first.court);
        QCOMPARE(moneyOf(w, p).asker - first.asker, 3 * kToken + 60 * kToken);
        QCOMPARE(moneyOf(w, p).doer - first.doer, 87 * kToken); // 90 less a tax of 5 % on 60
        const state::Seat seat = seatOf(w, p.court, w.storedCase(p.job).place(0));
        QVERIFY(seat.open == 0 && seat.missed == 0 && seat.ruled == 0 && seat.deposit == 10 * kToken);
        QCOMPARE(w.account(kAsker).agreed, 1U);
        QCOMPARE(faultsOf(w), QString());
    }

    void anAppealDecidesForTheLastTime()
    {
        World w;
        const PanelJob p = ruledJob(w);
        const Money first = moneyOf(w, p);
        w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
        QCOMPARE(first.doer - w.balance(kDoer), 6 * kToken + 8 * mvm::kTip + tx::Appeal::kFee);
        QCOMPARE(int{w.storedCase(p.job, 2).size}, 7);
        ruled(w, p, std::vector<Amount>(7, 100 * kToken));
        QVERIFY(w.stateOf(p.job) == CollaborationState::Ruled);
        QCOMPARE(w.collaboration(p.job).outcome, 100 * kToken);
        QCOMPARE(w.collaboration(p.job).deadline, w.now);

        Amount jurors = 0;
        for (std::size_t i = 0; i < 7; ++i) jurors += w.balance(kFirstJuror + i);
        const Money before = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        close(w, p, 2, 7);
        w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
        // 6 tokens do not divide by seven: the court's treasury has what is left.
        const Amount share = 6 * kToken / 7;
        QCOMPARE(moneyOf(w, p).court - before.court, 6 * kToken - 7 * share);
        Amount after = 0;
        for (std::size_t i = 0; i < 7; ++i) after += w.balance(kFirstJuror + i);
        QCOMPARE(after - jurors, 3 * kToken + 7 * share);
        // Of the first fee the doer bears three tenths by the final ruling, the appeal's is its own.
        QCOMPARE(moneyOf(w, p).asker - before.asker, 50 * kToken + 9 * kToken / 10);
        QCOMPARE(moneyOf(w, p).doer - before.doer, 100 * kToken - 7 * kToken / 2 - 9 * kToken / 10);
        QCOMPARE(faultsOf(w), QString());
    }

    void aFailedAppealLeavesTheFirstRuling()
    {
        for (const bool isWithdrawn : {false, true}) {
            World w;
            const PanelJob p = ruledJob(w);
            w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
            drawn(w, p);
            if (isWithdrawn)
                w.must(w.send(kDoer, tx::WithdrawDispute{p.job.dac, p.job.id, 2}), "taking it back");
            else
                w.now = w.standing(p.job).dispute->deadline + 4 * kDay;
            QVERIFY(w.stateOf(p.job) == CollaborationState::Ruled);
            QCOMPARE(w.collaboration(p.job).outcome, 80 * kToken);
            const Money before = moneyOf(w, p);
            close(w, p, 2, 7);
            QCOMPARE((isWithdrawn ? w.balance(kAsker) - before.asker : w.balance(kDoer) - before.doer),
                     6 * kToken);
            // Who was drawn and stayed silent is slashed; who was sent home is not.
            QCOMPARE(moneyOf(w, p).court - before.court, isWithdrawn ? Amount{0} : 14 * kToken);
            w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
            QCOMPARE(faultsOf(w), QString());
        }
    }

    void aWithdrawnDisputeGoesOnWhereItStopped()
    {
        World w;
        const PanelJob p = panelJob(w);
        const Seconds left = static_cast<Seconds>(w.collaboration(p.job).deadline - w.now);
        answered(w, p);
        drawn(w, p);
        w.now += kDay;
        w.must(w.send(kAsker, tx::WithdrawDispute{p.job.dac, p.job.id, 1}), "taking it back");
        QVERIFY(w.stateOf(p.job) == CollaborationState::Delivered);
        QCOMPARE(w.collaboration(p.job).deadline, w.now + left);
        const Money before = moneyOf(w, p);
        close(w, p, 1, kPlaces);
        QCOMPARE(moneyOf(w, p).doer - before.doer, 3 * kToken);
        // Each side may dispute once, also when it took the first one back.
        QVERIFY(w.send(kAsker, panelDispute(w, p.job)).error().code == ErrorCode::AlreadyDisputed);
        QCOMPARE(faultsOf(w), QString());
    }

    /// Whoever may not judge is passed over, however often the lot falls on them.
    void onlyWhoMayJudgeIsDrawn()
    {
        using Spoil = std::function<void(World&, const PanelJob&, std::uint32_t)>;
        const auto seat = [](auto change) -> Spoil {
            return [change](World& w, const PanelJob& p, std::uint32_t number) {
                state::Seat record = seatOf(w, p.court, number);
                change(record, w);
                w.place(state::seatKey(p.court, number), record);
            };
        };
        const Spoil spoils[] = {
            seat([](state::Seat& s, World&) { s.deposit = 0; }),
            seat([](state::Seat& s, World&) { s.left = s.since; }),
            seat([](state::Seat& s, World& w) { s.since = w.now; }),
            seat([](state::Seat& s, World&) { s.who = addressOf(kAsker); }),
        };
        for (const Spoil& spoil : spoils) {
            World w;
            const PanelJob p = panelJob(w, 3);
            w.join(p.court, kAsker, tx::Role::Arbitrator);
            answered(w, p);
            for (std::uint32_t number : {0U, 1U}) spoil(w, p, number);
            for (int i = 0; i < 30; ++i) w.must(w.send(kAsker, drawing(w, p.job)), "drawing");
            const state::Case dispute = w.storedCase(p.job);
            QCOMPARE(int{dispute.drawn}, 1);
            QCOMPARE(dispute.place(0), 2U);
            QCOMPARE(int{dispute.tries}, 30);
            QCOMPARE(faultsOf(w), QString());
        }
    }

    void nobodyJudgesACompanyOfTheirs()
    {
        World w;
        const DacId court = courtCompany(w, 2);
        tx::CreateDac home = World::terms();
        home.court = tx::companyParty(court);
        const DacId dac = w.readyCompany(home);
        const DacId guild = w.company(governedTerms());
        w.join(guild, kOutsider, tx::Role::Officer);
        w.join(guild, kFirstJuror);
        w.must(w.send(kFounder, tx::FundTreasury{guild, 100 * kToken}), "funding");
        tx::Propose proposal = w.proposal(dac);
        proposal.doer = tx::companyParty(guild);
        w.must(w.send(kAsker, proposal), "proposing");
        const PanelJob p{{dac, tx::objectIdOf(w.digest()), kAsker, kOutsider}, court};
        w.must(w.send(kOutsider, w.acceptance(p.job)), "accepting");
        w.must(w.send(kOutsider, w.delivery(p.job)), "delivering");
        w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
        tx::Answer answer = w.answer(p.job, 130 * kToken);
        w.must(w.send(kOutsider, answer), "answering");
        for (int i = 0; i < 30; ++i) w.must(w.send(kAsker, drawing(w, p.job)), "drawing");
        QCOMPARE(int{w.storedCase(p.job).drawn}, 1);
        QCOMPARE(w.storedCase(p.job).place(0), 1U);
        QVERIFY(w.mostAccesses() <= state::kMaxAccesses);
        QCOMPARE(faultsOf(w), QString());
    }

    /// Who knows the salt and the answer knows the whole order. Nobody ends it with the first that they like.
    void aDrawGoesOnToItsEndHoweverLateItIs()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        while (w.storedCase(p.job).drawn == 0) w.must(w.send(kAsker, drawing(w, p.job)), "drawing");
        w.now = w.standing(p.job).dispute->deadline + 30 * kDay;
        QVERIFY(w.stateOf(p.job) == CollaborationState::Disputed);
        QCOMPARE(w.sendUnsigned(closing(p.job, 0)).error().code, ErrorCode::NothingDue);
        drawn(w, p);
        QVERIFY(mvm::isIn(*w.standing(p.job).dispute, state::CaseState::Committing));
        QCOMPARE(w.standing(p.job).dispute->deadline, w.now + 2 * kDay);
        QCOMPARE(faultsOf(w), QString());
    }

    /// The salt came in the last second, and then nobody drew for a month: it is ruled all the same, and who
    /// opened the salt is where an early draw would have brought them.
    void aLateDrawTurnsNothingAgainstWhoOpenedTheSalt()
    {
        for (const bool isAnswered : {false, true}) {
            Money ends[2];
            for (const bool isLate : {false, true}) {
                World w;
                const PanelJob p = panelJob(w);
                w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
                if (isAnswered)
                    w.must(w.send(kDoer, w.answer(p.job, 150 * kToken)), "answering");
                else
                    w.now = w.standing(p.job).dispute->deadline;
                const Timestamp last = w.standing(p.job).dispute->deadline - 1;
                if (isLate) w.now = last;
                w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
                if (isLate) w.now = last + 30 * kDay;
                drawn(w, p);
                // A draw in time leaves the jurors waiting for their time, a late one does not.
                if (!isLate) w.now = w.standing(p.job).dispute->deadline;
                QVERIFY(mvm::isIn(*w.standing(p.job).dispute, state::CaseState::Committing));
                for (std::uint8_t place = 0; place < kPlaces; ++place) {
                    const std::size_t juror = jurorAt(w, p.job, place);
                    w.must(w.send(juror, commitment(w, p.job, juror, 80 * kToken)), "committing");
                }
                revealed(w, p, {80 * kToken, 80 * kToken, 80 * kToken});
                w.now = w.standing(p.job).dispute->deadline;
                QVERIFY(w.stateOf(p.job) == CollaborationState::Ruled);
                QCOMPARE(w.collaboration(p.job).outcome, 80 * kToken);
                close(w, p, 1, kPlaces);
                w.now = w.collaboration(p.job).deadline;
                w.must(w.sendUnsigned(World::payout(p.job)), "paying out");
                ends[isLate ? 1 : 0] = moneyOf(w, p);
                QCOMPARE(faultsOf(w), QString());
            }
            QCOMPARE(ends[0].asker, ends[1].asker);
            QCOMPARE(ends[0].doer, ends[1].doer);
        }
    }

    /// An appeal is no lottery: one friend among the court's seats, the first that is drawn, and nobody else.
    void anAppealIsNotDecidedByTheFriendWhoIsDrawnFirst()
    {
        World w;
        const PanelJob p = ruledJob(w);
        w.must(w.send(kDoer, appeal(w, p.job)), "appealing");
        w.must(w.send(kDoer, drawing(w, p.job)), "opening the salt");
        ++w.batchNumber;
        while (w.storedCase(p.job, 2).drawn == 0)
            w.must(w.sendUnsigned(World::casePayout(p.job, 2)), "drawing on");
        w.now = w.standing(p.job).dispute->deadline;
        QVERIFY(w.stateOf(p.job) == CollaborationState::Disputed);
        drawn(w, p);
        QCOMPARE(int{w.storedCase(p.job, 2).drawn}, 7);
        QVERIFY(mvm::isIn(*w.standing(p.job).dispute, state::CaseState::Committing));
        QCOMPARE(faultsOf(w), QString());
    }

    /// With the answer the claimant knows who will be drawn. From when the case opened on nobody changes it:
    /// no juror by giving notice, and no court by taking a juror's role.
    void whoMayJudgeIsDecidedWhenTheCaseOpens()
    {
        using Change = std::function<void(World&, const PanelJob&, std::uint32_t)>;
        const auto panelOf = [](const Change& before, const Change& after, std::uint32_t seat) {
            World w;
            const PanelJob p = panelJob(w);
            before(w, p, seat);
            w.now += kHour;
            answered(w, p);
            after(w, p, seat);
            w.now += kHour;
            drawn(w, p);
            std::vector<std::uint32_t> places;
            const state::Case dispute = w.storedCase(p.job);
            for (std::uint8_t j = 0; j < kPlaces; ++j) places.push_back(dispute.place(j));
            return places;
        };
        const Change nothing = [](World&, const PanelJob&, std::uint32_t) {};
        const Change notice = [](World& w, const PanelJob& p, std::uint32_t seat) {
            w.must(w.send(kFirstJuror + seat, tx::LeaveSeat{p.court}), "giving notice");
        };
        const Change demotion = [](World& w, const PanelJob& p, std::uint32_t seat) {
            w.must(w.send(kFounder, roleChange(p.court, kFirstJuror + seat, tx::Role::Member)),
                   "a lower role");
        };
        // Whoever has the role again has not taken the notice back.
        const Change andBack = [&demotion](World& w, const PanelJob& p, std::uint32_t seat) {
            demotion(w, p, seat);
            w.now += kMinute;
            w.must(w.send(kFounder, roleChange(p.court, kFirstJuror + seat, tx::Role::Arbitrator)),
                   "the role again");
        };
        const std::vector<std::uint32_t> first = panelOf(nothing, nothing, 0);
        const std::uint32_t seat = first[0];
        for (const Change& change : {notice, demotion, andBack}) {
            QVERIFY(panelOf(nothing, change, seat) == first);
            const std::vector<std::uint32_t> without = panelOf(change, nothing, seat);
            QVERIFY(std::find(without.begin(), without.end(), seat) == without.end());
        }
    }

    /// Whose role was taken judges what they were drawn for, is paid for it, and has the deposit back.
    void aJurorWhoseRoleWasTakenHasGivenNotice()
    {
        World w;
        const PanelJob p = panelJob(w);
        answered(w, p);
        drawn(w, p);
        const std::size_t juror = jurorAt(w, p.job, 0);
        w.must(w.send(kFounder, roleChange(p.court, juror, tx::Role::Member)), "a lower role");
        const Timestamp left = w.now;
        QCOMPARE(seatOf(w, p.court, w.storedCase(p.job).place(0)).left, left);
        const std::vector<Amount> same(kPlaces, 80 * kToken);
        committed(w, p, same);
        revealed(w, p, same);
        w.now = w.standing(p.job).dispute->deadline;
        const Amount before = w.balance(juror);
        close(w, p, 1, kPlaces);
        QCOMPARE(w.balance(juror) - before, kToken);
        w.now = left + mvm::kSeatNotice;
        w.must(w.send(juror, tx::LeaveSeat{p.court}), "leaving");
        QCOMPARE(w.balance(juror) - before, 11 * kToken - tx::LeaveSeat::kFee);
        QCOMPARE(faultsOf(w), QString());
    }

    /// Drawn while no more than a member, and an arbitrator again before the seals: judges and is paid. The
    /// notice stands all the same, until the seat is left and taken anew.
    void aJurorWhoHasTheRoleAgainJudgesAndHasGivenNotice()
    {
        World w;
        const PanelJob p = panelJob(w, 3); // all of them are drawn
        answered(w, p);
        const std::size_t juror = kFirstJuror;
        w.now += kHour;
        w.must(w.send(kFounder, roleChange(p.court, juror, tx::Role::Member)), "a lower role");
        const Timestamp left = w.now;
        drawn(w, p);
        w.now += kHour;
        w.must(w.send(kFounder, roleChange(p.court, juror, tx::Role::Arbitrator)), "the role again");
        QCOMPARE(seatOf(w, p.court, 0).left, left);
        QCOMPARE(seatOf(w, p.court, 0).open, 1U);
        const std::vector<Amount> same(kPlaces, 80 * kToken);
        committed(w, p, same);
        revealed(w, p, same);
        w.now = w.standing(p.job).dispute->deadline;
        const Amount before = w.balance(juror);
        close(w, p, 1, kPlaces);
        QCOMPARE(w.balance(juror) - before, kToken);
        // A second notice is none: what is sent now asks for the deposit, too early.
        const tx::TakeSeat again{p.court, 0, 10 * kToken};
        QCOMPARE(w.send(juror, again).error().code, ErrorCode::AlreadyExists);
        QCOMPARE(w.send(juror, tx::LeaveSeat{p.court}).error().code, ErrorCode::TooEarly);
        w.now = left + mvm::kSeatNotice;
        w.must(w.send(juror, tx::LeaveSeat{p.court}), "leaving");
        w.must(w.send(juror, again), "taking a seat again");
        QCOMPARE(seatOf(w, p.court, 0).left, Timestamp{0});
        QCOMPARE(seatOf(w, p.court, 0).since, w.now);
        QCOMPARE(faultsOf(w), QString());
    }

    /// Where few may judge, those who were found are the panel.
    void aCourtWithFewWhoMayJudgeJudgesAllTheSame()
    {
        World w;
        const PanelJob p = panelJob(w, 2);
        answered(w, p);
        w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
        int steps = 1;
        while (w.sendUnsigned(World::casePayout(p.job))) ++steps;
        QCOMPARE(steps, 48);
        QCOMPARE(int{w.storedCase(p.job).tries}, 48);
        QCOMPARE(int{w.storedCase(p.job).drawn}, 2);
        w.now = w.standing(p.job).dispute->deadline;
        QVERIFY(mvm::isIn(*w.standing(p.job).dispute, state::CaseState::Committing));
        QCOMPARE(faultsOf(w), QString());
    }

    void chanceIsOfALaterBatchWhenNobodyAnswered()
    {
        World w;
        const PanelJob p = panelJob(w);
        w.must(w.send(kAsker, panelDispute(w, p.job)), "disputing");
        w.now = w.standing(p.job).dispute->deadline;
        w.must(w.send(kAsker, drawing(w, p.job)), "opening the salt");
        QCOMPARE(int{w.storedCase(p.job).tries}, 0);
        // In which batch, nobody who signs can choose: the network draws, in the first that is later.
        QCOMPARE(w.send(kAsker, drawing(w, p.job)).error().code, ErrorCode::TooEarly);
        QCOMPARE(w.sendUnsigned(World::casePayout(p.job)).error().code, ErrorCode::TooEarly);
        ++w.batchNumber;
        QCOMPARE(w.send(kAsker, drawing(w, p.job)).error().code, ErrorCode::TooEarly);
        w.must(w.sendUnsigned(World::casePayout(p.job)), "drawing on");
        const state::Case dispute = w.storedCase(p.job);
        QVERIFY(dispute.salt ==
                mvm::panelSeed(p.job.dac, p.job.id, 1, kClaimantSalt, w.batch(false).entropy));
        QCOMPARE(int{dispute.tries}, 1);
        QCOMPARE(dispute.place(0), mvm::drawnSeat(dispute.salt, 0, 7));
    }
};

STOA_TEST(PanelTest)

} // namespace stoa::test

#include "panel_test.moc"
