// SPDX-License-Identifier: MIT
// Steps on a state that no honest step has made: whoever proves something on top of a wrong root may choose
// the records. The answer does not matter; the machine must not stop, and money must still add up.
#include <QTest>

#include "core/crypto/keccak.h"
#include "tests/support/company_world.h"
#include "tests/support/kinds.h"
#include "tests/support/registry.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

class Forger {
public:
    explicit Forger(std::uint64_t seed)
        : m_random(seed)
    {
        m_job.dac = m_world.readyCompany();
        m_job.id = ObjectId::fromPrefix(viewOf("forged"));
        m_motion = tx::MotionId::fromPrefix(viewOf("a motion"));
    }

    World& world() { return m_world; }

    void forge()
    {
        place(state::collaborationKey(m_job.dac, m_job.id), forgedCollaboration());
        for (std::uint8_t round = 0; round < 3; ++round) {
            state::Case dispute = some<state::Case>();
            dispute.state = static_cast<std::uint8_t>(below(2) == 0 ? below(4) : below(8));
            dispute.round = round;
            dispute.claimant = static_cast<std::uint8_t>(below(4));
            dispute.state = static_cast<std::uint8_t>(below(2) == 0 ? 4 + below(6) : dispute.state);
            dispute.appellant = static_cast<std::uint8_t>(below(3));
            dispute.drawn = static_cast<std::uint8_t>(below(2) == 0 ? below(8) : below(256));
            if (below(2) == 0) dispute.saltHash = crypto::keccak256(kClaimantSalt.bytes);
            if (below(2) == 0) dispute.seats = static_cast<std::uint32_t>(below(5));
            place(state::caseKey(m_job.dac, m_job.id, round), dispute);
        }
        for (std::uint32_t number = 0; number < 4; ++number) {
            if (below(2) == 0) place(state::seatKey(m_job.dac, number), some<state::Seat>());
            auto juror = some<state::Juror>();
            juror.seat = static_cast<std::uint32_t>(below(5));
            juror.state = static_cast<std::uint8_t>(below(3));
            place(state::jurorKey(m_job.dac, m_job.id, static_cast<std::uint8_t>(number % 3),
                                  static_cast<std::uint16_t>(below(7))),
                  juror);
        }
        auto motion = some<state::Motion>();
        motion.state = static_cast<std::uint8_t>(below(7));
        motion.act = tx::actHashOf(act());
        place(state::motionKey(m_job.dac, m_motion), motion);
        place(state::toolKey(m_job.dac, kBounties), some<state::Tool>());
        place(state::recordKey(m_job.dac, kBounties, m_job.id), some<state::Record>());
        if (below(4) == 0) place(state::charterKey(m_job.dac), some<state::Charter>());
        if (below(4) == 0) place(state::purseKey(m_job.dac), some<state::Purse>());
        if (below(4) == 0) place(state::inviteKey(m_job.dac, addressOf(kTicket)), some<state::Invite>());
        const std::size_t person = below(6);
        if (below(4) == 0) place(state::memberKey(m_job.dac, addressOf(person)), some<state::Member>());
        state::Account account = some<state::Account>();
        account.controller = {};
        if (below(4) == 0) place(state::accountKey(addressOf(person)), account);
    }

    void tryEverything()
    {
        const World& w = m_world;
        const Job& j = m_job;
        const tx::Payload acts[] = {
            w.acceptance(j),
            w.cancelling(j),
            w.delivery(j),
            w.changes(j),
            w.approval(j),
            w.dispute(j, amount()),
            w.answer(j, amount()),
            w.ruling(j, amount()),
            w.proposal(j.dac),
            World::payout(j),
            World::casePayout(j),
            World::invitePayout(j.dac, addressOf(kTicket)),
            w.joining(j.dac, kOutsider),
            tx::RevokeInvite{j.dac, addressOf(kTicket)},
            tx::ChangeStake{j.dac, amount()},
            tx::Leave{j.dac},
            tx::FundTreasury{j.dac, amount()},
            act(),
            spending(j.dac, amount()),
            otherRules(j.dac, governedTerms()),
            bountyTool(j.dac),
            tx::RemoveTool{j.dac, kBounties, 0},
            voteOn(j.dac, m_motion, static_cast<tx::Side>(1 + below(2))),
            enactment(j.dac, m_motion, act()),
            motionPayout(j.dac, m_motion),
            bountyIn(m_world, newBounty(j.dac), j.id, static_cast<std::uint8_t>(below(5)), amount()),
            tx::Amend{j.dac, j.id, w.collaboration(j).seq, contentOf("more"), amount(), w.now + kDay},
            tx::Offer{j.dac, j.id, w.collaboration(j).seq, amount(), w.now + kDay},
            tx::AcceptOffer{j.dac, j.id, w.collaboration(j).seq, w.collaboration(j).offer},
            tx::WithdrawDispute{j.dac, j.id, w.collaboration(j).round},
            tx::TakeSeat{j.dac, static_cast<std::uint32_t>(below(5)), 0},
            tx::LeaveSeat{j.dac},
            drawing(w, j),
            commitment(w, j, kDoer, kToken),
            panelRuling(w, j, kToken),
            closing(j, static_cast<std::uint8_t>(below(8)), static_cast<std::uint8_t>(below(3))),
            appeal(w, j)};
        for (std::size_t i = 0; i < std::size(acts); ++i) {
            const std::size_t person = below(6);
            (void)m_world.send(person, acts[below(std::size(acts))]);
        }
    }

private:
    /// What the forged motion is about.
    tx::Payload act() const { return spending(m_job.dac, kToken, true); }

    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }

    Amount amount()
    {
        const Amount amounts[] = {0,
                                  1,
                                  2,
                                  kToken,
                                  2 * kToken,
                                  30 * kToken,
                                  150 * kToken,
                                  Amount{1} << 62,
                                  ~Amount{0},
                                  m_random.next()};
        return amounts[below(std::size(amounts))];
    }

    template <typename R>
    R some()
    {
        R record;
        forEachField(record, [&](std::string_view, auto& field) {
            using T = std::remove_cvref_t<decltype(field)>;
            if constexpr (std::is_same_v<T, std::uint64_t>)
                field = below(2) == 0 ? amount() : m_world.now - 5 + below(10);
            else if constexpr (std::is_same_v<T, tx::Party>)
                field = below(3) == 0 ? tx::companyParty(m_job.dac) : partyOf(below(6));
            else if constexpr (std::is_same_v<T, Address>)
                field = addressOf(below(6));
            else
                fillField(m_random, field);
        });
        return record;
    }

    state::Collaboration forgedCollaboration()
    {
        auto c = some<state::Collaboration>();
        c.state = static_cast<std::uint8_t>(below(3) == 0 ? 5 : below(11));
        c.frozenState = static_cast<std::uint8_t>(below(2) == 0 ? below(5) : below(11));
        c.round = static_cast<std::uint8_t>(below(4) == 0 ? 255 : below(3));
        if (below(3) == 0) c.doer = c.asker;
        if (below(3) == 0) c.doer = {};
        return c;
    }

    template <typename R>
    void place(const state::Key& key, const R& record)
    {
        Bytes bytes = state::encodeRecord(record);
        if (below(20) == 0) bytes.pop_back(); // not a record at all
        m_world.place(key, bytes);
    }

    SeededRandom m_random;
    World m_world;
    Job m_job;
    tx::MotionId m_motion;
};

} // namespace

class MalformedStatePropertyTest : public QObject {
    Q_OBJECT
private slots:
    void forgedRecordsDoNoHarm()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Forger forger(seed);
            for (int round = 0; round < 12; ++round) {
                forger.forge();
                forger.tryEverything();
            }
            QCOMPARE(QString::fromStdString(forger.world().faults()), QString());
        }
    }
};

STOA_TEST(MalformedStatePropertyTest)

} // namespace stoa::test

#include "malformed_state_property_test.moc"
