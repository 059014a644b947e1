// SPDX-License-Identifier: MIT
// What happens on the main chain is known in order and whole, however much of it happens between two looks.
#include <QTest>

#include "core/engine/handlers.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

class ChainEventsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBusyChainIsKnownWhole()
    {
        ManualClock clock{kDay};
        SeededRandom random{7};
        EngineOptions options;
        options.manualTicks = true;
        Member member(options, EngineWorld{clock, random, nullptr}, [](const Event&) {});
        std::vector<crypto::KeyPair> keys;
        keys.push_back(crypto::KeyPair::generate(random));
        const Address somebody = keys.front().address();
        QVERIFY(member.openOn(std::make_unique<storage::MemoryStore>(),
                              std::make_unique<storage::MemoryStore>(),
                              wallet::Vault::ofKeys(std::move(keys))));
        std::uint64_t known = handle(member, ReadChainEvents{})->until.value_or(~std::uint64_t{0});
        constexpr std::uint64_t kDeposits = 250;
        std::uint64_t deposits = 0;
        std::uint64_t steps = 0;
        for (std::uint64_t look = 1; look <= 2; ++look) {
            for (std::uint64_t i = 0; i < kDeposits; ++i) QVERIFY(member.local->faucet(somebody, kToken));
            QVERIFY(member.local->postNow() && member.synchronize());
            const auto view = handle(member, ReadChainEvents{known});
            QVERIFY(view && view->definition == member.definitionHash);
            for (const ChainEventView& event : view->events) {
                QVERIFY(event.id > known); // each once, in order
                known = event.id;
                deposits += event.what == ChainEventView::What::Deposited ? 1 : 0;
                steps += event.steps;
            }
            QCOMPARE(deposits, look * kDeposits);
            QCOMPARE(view->until, std::optional(member.info->lastEvent));
            known = *view->until;
            QVERIFY(handle(member, ReadChainEvents{known})->events.empty());
        }
        QVERIFY(steps >= deposits); // each of them is a step of a batch
        QCOMPARE(handle(member, ReadNetwork{})->events.size(), std::size_t{50});
        using What = mainchain::Event::What;
        QCOMPARE(member.local->node(0).eventCount(What::Deposited), 2 * kDeposits);
    }
};

STOA_TEST(ChainEventsTest)

} // namespace stoa::test

#include "chain_events_test.moc"
