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
};

STOA_TEST(RefusedActsTest)

} // namespace stoa::test

#include "refused_acts_test.moc"
