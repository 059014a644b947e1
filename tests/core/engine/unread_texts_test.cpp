// SPDX-License-Identifier: MIT
// Nothing is signed for that is not on the computer: a proposal, a delivery or a motion whose words somebody
// keeps to themselves.
#include <QTemporaryDir>
#include <QTest>

#include "core/tx/transaction.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// Ana runs the network; Mira follows it from her computer, and can keep her words to herself.
class Two {
public:
    Two()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &m_wire)
    {}

    /// A company of both, with money for Mira.
    bool start()
    {
        if (!ana.start() || !ana.createWallet()) return false;
        ana.answerAt(m_wire);
        if (!mira.start() || !mira.createWallet() || !ask(*ana.engine, UseFaucet{{}, 5000 * kToken}))
            return false;
        const auto terms = ask(*ana.engine, DefaultTerms{});
        if (!terms) return false;
        const auto company = ana.act(CreateCompany{"Forge", "We build", *terms, 0});
        if (!company) return false;
        dac = company->dac;
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Officer, 1, 0, 500 * kToken});
        if (!invitation || !mira.act(JoinCompany{invitation->link})) return false;
        wait();
        return true;
    }
    void wait(std::uint64_t seconds = 0)
    {
        (void)ask(*ana.engine, AdvanceTime{seconds});
        (void)ask(*mira.engine, Verify{});
    }
    /// From now on no words of Mira's reach anybody, and she does not notice.
    void keepsSilent()
    {
        m_wire.onRequest = [](const std::string& method) -> std::optional<std::string> {
            if (method != "put_contents") return std::nullopt;
            return "true";
        };
    }
    void speaks() { m_wire.onRequest = {}; }
    /// What Mira asks Ana to do.
    Result<ObjectId> propose()
    {
        SaveTask save;
        save.dac = dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_TRY(const Sent task, mira.act(save));
        wait();
        ProposeCollaboration proposal;
        proposal.dac = dac;
        proposal.task = task.object;
        proposal.doer = ana.address;
        proposal.reward = 40 * kToken;
        proposal.askerDeposit = proposal.doerDeposit = 10 * kToken;
        proposal.workBy = ana.network().now + 30 * kDay;
        STOA_TRY(const Sent sent, mira.act(proposal));
        wait();
        return sent.object;
    }

    DacId dac;

private:
    QTemporaryDir m_folder;
    Wire m_wire;

public:
    Person ana;
    Person mira;
};

} // namespace

class UnreadTextsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyAcceptsAStatementThatIsNotHere()
    {
        Two two;
        QVERIFY(two.start());
        two.keepsSilent();
        STOA_SUCCEEDS(id, two.propose());
        STOA_SUCCEEDS(seen, ask(*two.ana.engine, ReadCollaboration{two.dac, *id}));
        QVERIFY(seen->title.empty());
        const Amount before = two.ana.balance();
        QCOMPARE(two.ana.act(ActOnCollaboration{two.dac, *id, Act::Accept, {}, 0, 0}).error().code,
                 ErrorCode::ContentMissing);
        QCOMPARE(two.ana.balance(), before);
        // What needs no words is still open.
        STOA_SUCCEEDS(declined, two.ana.act(ActOnCollaboration{two.dac, *id, Act::Decline, {}, 0, 0}));
        two.speaks();
        STOA_SUCCEEDS(other, two.propose());
        STOA_SUCCEEDS(accepted, two.ana.act(ActOnCollaboration{two.dac, *other, Act::Accept, {}, 0, 0}));
    }

    /// The node has the act from the step itself, so a motion is read without its author.
    void aMotionIsReadWithoutItsAuthor()
    {
        Two two;
        QVERIFY(two.start());
        two.keepsSilent();
        STOA_SUCCEEDS(put, two.mira.act(ChangeRole{two.dac, two.mira.address, tx::Role::Founder, true}));
        two.wait();
        STOA_SUCCEEDS(motions, ask(*two.ana.engine, ListMotions{two.dac}));
        QCOMPARE(motions->size(), std::size_t{1});
        QVERIFY(motions->front().hasAct);
        QCOMPARE(motions->front().kind, tx::Kind::SetRole);
        const auto* act = std::get_if<tx::SetRole>(&motions->front().act);
        QVERIFY(act && act->member == two.mira.address);
    }
};

STOA_TEST(UnreadTextsTest)

} // namespace stoa::test

#include "unread_texts_test.moc"
