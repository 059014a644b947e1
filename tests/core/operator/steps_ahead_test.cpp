// SPDX-License-Identifier: MIT
#include "core/operator/steps_ahead.h"

#include <thread>

#include <QTest>

#include "core/base/random.h"
#include "core/crypto/keccak.h"
#include "core/crypto/key_pair.h"
#include "core/tx/transaction.h"
#include "tests/support/registry.h"

namespace stoa::node {

class StepsAheadTest final : public QObject {
    Q_OBJECT

private:
    std::vector<Bytes> transfers(std::size_t count)
    {
        std::vector<Bytes> steps;
        for (std::size_t i = 0; i < count; ++i) {
            tx::Transaction transfer;
            transfer.envelope = {m_key.address(), 0, m_nonce++, kDay};
            transfer.payload = tx::Transfer{m_key.address(), 1};
            transfer.signature = m_key.sign(tx::digestOf(transfer, m_domain));
            steps.push_back(tx::encode(transfer));
        }
        return steps;
    }
    bool knows(const Bytes& step) const { return m_memo->find(crypto::keccak256(step)) == m_key.address(); }

    SeededRandom m_random{1};
    crypto::KeyPair m_key = crypto::KeyPair::generate(m_random);
    Hash m_domain = crypto::keccak256("a network");
    std::shared_ptr<mvm::SignerMemo> m_memo = std::make_shared<mvm::SignerMemo>();
    std::uint32_t m_nonce = 0;

private Q_SLOTS:
    void signersOfWaitingStepsBecomeKnown()
    {
        StepsAhead ahead(m_domain, m_memo);
        const auto steps = transfers(40); // not a multiple of what is taken at once
        (void)ahead.foresee([&] { return steps; });
        QTRY_VERIFY_WITH_TIMEOUT(
            std::all_of(steps.begin(), steps.end(), [&](const auto& s) { return knows(s); }), 60'000);
    }

    void whatCannotBeReadIsLeftAloneAndTheNextIsDone()
    {
        StepsAhead ahead(m_domain, m_memo);
        const auto steps = transfers(3);
        (void)ahead.foresee([] { return std::vector<Bytes>{}; });
        (void)ahead.foresee([] { return std::vector<Bytes>{{}, {1, 2, 3}, Bytes(500, 0xFF)}; });
        (void)ahead.foresee([&] { return steps; });
        QTRY_VERIFY_WITH_TIMEOUT(knows(steps.back()), 60'000);
    }

    void nobodyIsAtWorkOnThemOnceTheirTurnHasCome()
    {
        const auto steps = transfers(5000); // more than both threads take at once
        const auto known = [&] {
            return std::count_if(steps.begin(), steps.end(), [&](const auto& s) { return knows(s); });
        };
        std::optional<StepsAhead> ahead(std::in_place, m_domain, m_memo);
        const auto waiting = ahead->foresee([&] { return steps; });
        QTRY_VERIFY_WITH_TIMEOUT(known() > 0, 60'000);
        waiting->itIsTheirTurn();
        const auto then = known();
        ahead.reset(); // what was going on ends here at the latest
        QCOMPARE(known(), then);
    }

    void whoseTurnHasComeIsNotReadAnyMore()
    {
        StepsAhead ahead(m_domain, m_memo);
        // Both threads are held up, so that the next one is still waiting when its turn comes.
        std::atomic<int> held = 0;
        std::atomic<bool> isOpen = false;
        for (int i = 0; i < 2; ++i)
            (void)ahead.foresee([&] {
                ++held;
                isOpen.wait(false);
                return std::vector<Bytes>{};
            });
        QTRY_COMPARE_WITH_TIMEOUT(held.load(), 2, 60'000);
        std::atomic<bool> isRead = false;
        const auto waiting = ahead.foresee([&] {
            isRead = true;
            return std::vector<Bytes>{};
        });
        waiting->itIsTheirTurn();
        const auto last = transfers(1);
        (void)ahead.foresee([&] { return last; });
        isOpen = true;
        isOpen.notify_all();
        QTRY_VERIFY_WITH_TIMEOUT(knows(last.front()), 60'000);
        QVERIFY(!isRead);
    }
};

STOA_TEST(StepsAheadTest)

} // namespace stoa::node

#include "steps_ahead_test.moc"
