// SPDX-License-Identifier: MIT
// What happens on the main chain is known in order and whole, however much of it happens between two looks,
// and so is how far it has been checked.
#include <QTest>

#include "core/base/check.h"
#include "core/engine/handlers.h"
#include "core/storage/memory_store.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// Somebody on a network of their own.
struct Alone {
    Alone()
    {
        std::vector<crypto::KeyPair> keys;
        keys.push_back(crypto::KeyPair::generate(random));
        somebody = keys.front().address();
        STOA_CHECK(member
                       .openOn(std::make_unique<storage::MemoryStore>(),
                               std::make_unique<storage::MemoryStore>(),
                               wallet::Vault::ofKeys(std::move(keys)))
                       .has_value());
    }
    static EngineOptions byHand()
    {
        EngineOptions options;
        options.manualTicks = true;
        return options;
    }

    ManualClock clock{kDay};
    SeededRandom random{7};
    Member member{byHand(), EngineWorld{clock, random, nullptr}, [](const Event&) {}};
    Address somebody;
};

} // namespace

class ChainEventsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// More batches may wait to be checked than are kept for people to look at.
    void howFarItIsCheckedIsTheValidatorsWord()
    {
        Alone alone;
        Member& member = alone.member;
        const auto post = [&] {
            return member.local->faucet(alone.somebody, kToken) && member.local->postNow();
        };
        QVERIFY(post() && member.synchronize());
        const std::uint64_t checked = member.local->node(0).validator()->checkedBatch();
        QVERIFY(checked > 0);
        member.mostChecks = 0;
        while (member.local->chain().tip() < checked + 230) QVERIFY(post());
        QVERIFY(member.synchronize());
        QCOMPARE(member.local->node(0).validator()->checkedBatch(), checked);
        const auto view = handle(member, ReadNetwork{});
        QVERIFY(view->tipBatch >= checked + 230);
        QCOMPARE(view->checkedBatch, checked);
    }

    void aBusyChainIsKnownWhole()
    {
        Alone alone;
        Member& member = alone.member;
        std::uint64_t known = handle(member, ReadChainEvents{})->until.value_or(~std::uint64_t{0});
        constexpr std::uint64_t kDeposits = 250;
        std::uint64_t deposits = 0;
        std::uint64_t steps = 0;
        for (std::uint64_t look = 1; look <= 2; ++look) {
            for (std::uint64_t i = 0; i < kDeposits; ++i)
                QVERIFY(member.local->faucet(alone.somebody, kToken));
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
