// SPDX-License-Identifier: MIT
// Steps on a state that no honest step has made: whoever proves something on top of a wrong root may choose
// the records. The answer does not matter; the machine must not stop, and money must still add up.
#include <QTest>

#include "tests/support/kinds.h"
#include "tests/support/machine_world.h"
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
            place(state::caseKey(m_job.dac, m_job.id, round), dispute);
        }
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
        const tx::Payload acts[] = {w.acceptance(j),
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
                                    tx::RevokeInvite{j.dac, addressOf(kTicket)}};
        for (std::size_t i = 0; i < std::size(acts); ++i) {
            const std::size_t person = below(6);
            (void)m_world.send(person, acts[below(std::size(acts))]);
        }
    }

private:
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
                field = partyOf(below(6));
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
