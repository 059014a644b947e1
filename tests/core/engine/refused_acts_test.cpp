// SPDX-License-Identifier: MIT
// Acts on a collaboration that are refused before anybody signs them, and what the refusal says.
#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/three.h"

namespace stoa::test {

class RefusedActsTest final : public QObject {
    Q_OBJECT

    Three m_three;
    DacId m_dac;

    Result<Sent> act(Person& person, const ObjectId& id, Act what, std::string text = {}, Amount amount = 0)
    {
        auto sent = person.act(ActOnCollaboration{m_dac, id, what, std::move(text), amount, 0});
        m_three.wait(0);
        return sent;
    }
    Error refusal(Person& person, const ObjectId& id, Act what, std::string text = {}, Amount amount = 0)
    {
        const auto draft =
            ask(*person.engine, Prepare{ActOnCollaboration{m_dac, id, what, std::move(text), amount, 0}});
        return draft ? Error{ErrorCode::Internal, "nothing was refused"} : draft.error();
    }
    bool isRefused(Person& person, const ObjectId& id, Act what, ErrorCode code, const char* detail)
    {
        const Error error = refusal(person, id, what, "Well.", 0);
        if (error.code == code && error.detail == detail) return true;
        qWarning("%s %s", name(error.code).data(), error.detail.c_str());
        return false;
    }
    /// Ana asks, Mira does it and has accepted.
    Result<ObjectId> begun()
    {
        STOA_TRY(const ObjectId id, propose(m_three, m_dac, {.doer = m_three.mira.address, .again = true}));
        STOA_TRY_VOID(act(m_three.mira, id, Act::Accept));
        return id;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_three.start());
        STOA_SUCCEEDS(terms, ask(*m_three.ana.engine, DefaultTerms{}));
        tx::CharterTerms home = *terms;
        home.court = tx::personParty(m_three.jo.address);
        home.courtFee = 2 * kToken;
        STOA_SUCCEEDS(company, m_three.ana.act(CreateCompany{"Forge", "We build", home, 0}));
        m_dac = company->dac;
        QVERIFY(m_three.joins(m_three.mira, m_dac));
    }

    /// What is answered binds the ruling, so nobody signs away what the other side has granted already.
    void nobodyAnswersWithLessThanTheyWereGranted()
    {
        const std::string unit = "\nMTS";
        STOA_SUCCEEDS(asked, begun());
        STOA_SUCCEEDS(disputed, act(m_three.ana, *asked, Act::Dispute, "Half came.", 20 * kToken));
        const Error less = refusal(m_three.mira, *asked, Act::Answer, "No.", 19 * kToken);
        QCOMPARE(less.code, ErrorCode::OutOfRange);
        QCOMPARE(less.detail, "answer below " + std::to_string(20 * kToken) + unit);
        STOA_SUCCEEDS(same, ask(*m_three.mira.engine, Prepare{ActOnCollaboration{m_dac, *asked, Act::Answer,
                                                                                 "Yes.", 20 * kToken}}));
        STOA_SUCCEEDS(more, act(m_three.mira, *asked, Act::Answer, "All came.", 50 * kToken));

        STOA_SUCCEEDS(done, begun());
        STOA_SUCCEEDS(claimed, act(m_three.mira, *done, Act::Dispute, "It was all there.", 30 * kToken));
        const Error above = refusal(m_three.ana, *done, Act::Answer, "No.", 31 * kToken);
        QCOMPARE(above.code, ErrorCode::OutOfRange);
        QCOMPARE(above.detail, "answer above " + std::to_string(30 * kToken) + unit);
        STOA_SUCCEEDS(below, act(m_three.ana, *done, Act::Answer, "Nothing came.", 10 * kToken));
    }

    /// Whose turn it is, and how it stands: nobody hears that they are no side of their own collaboration.
    void whoActsOutOfTurnHearsWhoseTurnItIs()
    {
        using Code = ErrorCode;
        Person& ana = m_three.ana;
        Person& mira = m_three.mira;
        STOA_SUCCEEDS(made, propose(m_three, m_dac, {.doer = mira.address, .again = true}));
        const ObjectId id = *made;
        QVERIFY(isRefused(ana, id, Act::Accept, Code::SameParty, "own proposal"));
        QVERIFY(isRefused(ana, id, Act::Decline, Code::NotAParty, "decline"));
        QVERIFY(isRefused(mira, id, Act::TakeBack, Code::NotAParty, "take back"));
        QVERIFY(isRefused(ana, id, Act::Deliver, Code::NotAParty, "deliver"));
        QVERIFY(isRefused(mira, id, Act::Deliver, Code::WrongState, "not begun"));
        QVERIFY(isRefused(mira, id, Act::Dispute, Code::WrongState, "not begun"));
        QVERIFY(isRefused(mira, id, Act::Answer, Code::WrongState, "state 1"));
        STOA_SUCCEEDS(accepted, act(mira, id, Act::Accept));
        QVERIFY(isRefused(mira, id, Act::Accept, Code::WrongState, "accepted already"));
        QVERIFY(isRefused(ana, id, Act::TakeBack, Code::WrongState, "begun already"));
        QVERIFY(isRefused(mira, id, Act::Approve, Code::NotAParty, "approve"));
        QVERIFY(isRefused(mira, id, Act::RequestChanges, Code::NotAParty, "changes"));
        STOA_SUCCEEDS(delivered, act(mira, id, Act::Deliver, "Done."));
        QVERIFY(isRefused(mira, id, Act::Deliver, Code::WrongState, "delivered already"));
        QVERIFY(isRefused(mira, id, Act::AcceptOffer, Code::WrongState, "no offer"));
        STOA_SUCCEEDS(offered, act(mira, id, Act::Offer, {}, 30 * kToken));
        QVERIFY(isRefused(mira, id, Act::AcceptOffer, Code::NotAParty, "own offer"));
        STOA_SUCCEEDS(disputed, act(ana, id, Act::Dispute, "Nothing works.", 0));
        QVERIFY(isRefused(ana, id, Act::Answer, Code::NotAParty, "answer"));
        QVERIFY(isRefused(mira, id, Act::WithdrawDispute, Code::NotAParty, "withdraw"));
        QVERIFY(isRefused(mira, id, Act::Deliver, Code::WrongState, "state 5"));
        STOA_SUCCEEDS(answered, act(mira, id, Act::Answer, "It does.", 50 * kToken));
        QVERIFY(isRefused(mira, id, Act::Answer, Code::WrongState, "answered already"));
    }

    void aProposalThatIsOverSaysSo()
    {
        STOA_SUCCEEDS(id, propose(m_three, m_dac, {.doer = m_three.mira.address, .again = true}));
        STOA_SUCCEEDS(declined, act(m_three.mira, *id, Act::Decline));
        QVERIFY(isRefused(m_three.mira, *id, Act::Accept, ErrorCode::TooLate, "proposal"));
        QVERIFY(isRefused(m_three.ana, *id, Act::TakeBack, ErrorCode::TooLate, "proposal"));
    }

    /// What was signed without a network is not denied: the next step waits for it.
    void aStepOfMineThatWaitsIsNotForgotten()
    {
        STOA_SUCCEEDS(id, propose(m_three, m_dac, {.doer = m_three.mira.address, .again = true}));
        m_three.cut(true);
        STOA_SUCCEEDS(accepted, m_three.mira.act(ActOnCollaboration{m_dac, *id, Act::Accept, {}, 0, 0}));
        QCOMPARE(accepted->finality.stage, Finality::Waiting);
        QVERIFY(isRefused(m_three.mira, *id, Act::Deliver, ErrorCode::ContentConflict, "own edit"));
        QVERIFY(isRefused(m_three.mira, *id, Act::Accept, ErrorCode::ContentConflict, "own edit"));
        m_three.cut(false);
        m_three.wait(0);
        m_three.wait(0);
        QVERIFY(isRefused(m_three.mira, *id, Act::Accept, ErrorCode::WrongState, "accepted already"));
    }

    /// What a step of mine that waits cannot change is not put down to it: whose time is over hears that.
    void whatIsTooLateDoesNotWaitForAStepOfMine()
    {
        Person& mira = m_three.mira;
        STOA_SUCCEEDS(id, begun());
        ActOnCollaboration offer{m_dac, *id, Act::Offer, {}, 30 * kToken, 0};
        offer.until = m_three.ana.network().now + kDay;
        STOA_SUCCEEDS(offered, m_three.ana.act(offer));
        m_three.wait(0);
        m_three.holdUp(true);
        STOA_SUCCEEDS(delivered, act(mira, *id, Act::Deliver, "Done."));
        QCOMPARE(delivered->finality.stage, Finality::Waiting);
        QVERIFY(isRefused(mira, *id, Act::AcceptOffer, ErrorCode::ContentConflict, "own edit"));
        m_three.wait(2 * kDay);
        QVERIFY(isRefused(mira, *id, Act::AcceptOffer, ErrorCode::TooLate, ""));
        // So it is with a whole collaboration: 30 days for the work, and some for grace.
        m_three.wait(34 * kDay);
        QVERIFY(isRefused(mira, *id, Act::Deliver, ErrorCode::WrongState, "state 4"));
        m_three.holdUp(false);
        m_three.wait(0);
    }

    /// Which number it is and what its limits are, for rules, proposals, invitations and claims.
    void aNumberOutsideOfTheLimitsIsNamed()
    {
        Person& ana = m_three.ana;
        const auto fault = [&](const Action& action) {
            const auto draft = ask(*ana.engine, Prepare{action});
            return draft ? std::string("nothing was refused") : draft.error().detail;
        };
        const auto amounts = [](const char* what, Amount given, Amount least) {
            return what + (' ' + std::to_string(given)) + ' ' + std::to_string(least) + "\nMTS";
        };
        STOA_SUCCEEDS(company, ask(*ana.engine, ReadCompany{m_dac}));
        CreateCompany other{"Guild", "We do", company->terms, 0};
        other.terms.revealPeriod = 1;
        QVERIFY2(fault(other).starts_with("period ruling 1 "), fault(other).c_str());
        ChangeRules rules{m_dac, company->terms, false};
        rules.terms.answerPeriod = 2;
        QVERIFY2(fault(rules).starts_with("period answer 2 "), fault(rules).c_str());
        rules.terms = company->terms;
        rules.terms.courtFee = rules.terms.minimumDeposit + kToken;
        QCOMPARE(fault(rules), amounts("court fee", rules.terms.courtFee, rules.terms.minimumDeposit));

        const Timestamp now = ana.network().now;
        const std::string late = fault(InviteMember{m_dac, tx::Role::Member, 1, now + 4000 * kDay, 0});
        QVERIFY2(late.starts_with("invitation "), late.c_str());
        QCOMPARE(fault(InviteMember{m_dac, tx::Role::Member, 0, 0, 0}), std::string("uses"));
        QCOMPARE(fault(SendMoney{m_three.mira.address, 100'000 * kToken}),
                 amounts("own", 100'000 * kToken + tx::Transfer::kFee, ana.balance()));

        STOA_SUCCEEDS(id, begun());
        QCOMPARE(refusal(ana, *id, Act::Dispute, "Nothing came.", 10 * kToken).detail,
                 "claim as it is " + std::to_string(10 * kToken) + "\nMTS");
        ActOnCollaboration offer{m_dac, *id, Act::Offer, {}, kToken, 0};
        offer.until = now + 4000 * kDay;
        QVERIFY2(fault(offer).starts_with("offer until "), fault(offer).c_str());
        STOA_SUCCEEDS(tasks, ask(*ana.engine, ListTasks{m_dac}));
        ProposeCollaboration proposal;
        proposal.dac = m_dac;
        proposal.task = tasks->front().id;
        proposal.again = true;
        proposal.askerDeposit = proposal.doerDeposit = 1;
        proposal.workBy = now + 60 * kDay;
        QCOMPARE(fault(proposal), amounts("deposit", 1, company->terms.minimumDeposit));
        proposal.workBy = now + kDay; // before it could be accepted
        QCOMPARE(fault(proposal), std::string("order of dates"));
    }

    /// Why nobody acts for the other side, or judges themselves, has several reasons: the one that holds is
    /// said.
    void whoHasToDoWithBothSidesHearsHow()
    {
        Person& ana = m_three.ana;
        const auto proposed = [&](ProposeCollaboration proposal) {
            proposal.again = true;
            const auto id = propose(m_three, m_dac, proposal);
            return id ? std::string("nothing was refused") : id.error().detail;
        };
        QCOMPARE(proposed({.doer = ana.address}), std::string("one party"));
        STOA_SUCCEEDS(terms, ask(*ana.engine, DefaultTerms{}));
        STOA_SUCCEEDS(guild, ana.act(CreateCompany{"Smiths", "We forge", *terms, 0}));
        STOA_SUCCEEDS(has, ana.act(FundCompany{m_dac, 100 * kToken}));
        STOA_SUCCEEDS(id,
                      propose(m_three, m_dac, {.asker = m_dac, .doerCompany = guild->dac, .again = true}));
        QVERIFY(isRefused(ana, *id, Act::Accept, ErrorCode::SameParty, "both sides"));
        QVERIFY(m_three.joins(m_three.jo, m_dac)); // who is the arbitrator
        QCOMPARE(proposed({.doer = m_three.jo.address}), std::string("court is side"));
        QCOMPARE(proposed({.doer = m_three.mira.address, .asker = m_dac}), std::string("court is member"));
        const auto own = ask(*ana.engine, Prepare{NameGuardian{ana.address}});
        QVERIFY(!own && own.error().detail == "own guardian");
    }
};

STOA_TEST(RefusedActsTest)

} // namespace stoa::test

#include "refused_acts_test.moc"
