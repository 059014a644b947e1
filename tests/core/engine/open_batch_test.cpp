// SPDX-License-Identifier: MIT
#include <map>
#include <utility>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

class OpenBatchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Nothing happens on the main chain meanwhile.
    void itsStepsAreCountedAsTheyCome()
    {
        QTemporaryDir folder;
        Person ana(folder.filePath(QStringLiteral("data")), nullptr);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 100 * kToken}));
        Address friendly;
        friendly[0] = 7;
        for (std::uint32_t sent = 1; sent <= 3; ++sent) {
            QVERIFY(ana.act(SendMoney{friendly, kToken}));
            const NetworkView network = ana.network();
            // All of them, as a slow computer may have posted some meanwhile.
            std::uint32_t steps = 0;
            std::uint64_t last = 0;
            for (const BatchView& batch : network.batches) {
                QVERIFY(batch.stage != BatchStage::Open || batch.number == network.openBatch);
                QVERIFY(last == 0 || batch.number + 1 == last); // each once, the newest first
                last = batch.number;
                steps += batch.steps;
            }
            QCOMPARE(steps, sent + 1); // and what the faucet has brought
        }
    }

    /// What is told of a posted batch is how many steps the list says it has: also where it is final by the
    /// time that somebody looks, and where it was posted while this computer was still asking.
    void aPostedBatchIsToldWithAllItsSteps()
    {
        QTemporaryDir folder;
        Wire wire;
        Person ana(folder.filePath(QStringLiteral("node")), nullptr);
        Person mira(folder.filePath(QStringLiteral("member")), &wire);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 100 * kToken}));
        ana.answerAt(wire);
        mira.nodeUrl = "http://127.0.0.1:4242";
        QVERIFY(mira.start() && mira.createWallet());
        Address friendly;
        friendly[0] = 7;
        const auto post = [&] {
            return ana.act(SendMoney{friendly, kToken}) && ask(*ana.engine, AdvanceTime{kHour});
        };
        // Every batch that was posted after `known`, by its number.
        const auto posted = [](Person& person, std::uint64_t& known) {
            std::map<std::uint64_t, std::uint32_t> steps;
            const auto view = ask(*person.engine, ReadChainEvents{known});
            for (const ChainEventView& event : view->events)
                if (event.what == ChainEventView::What::Posted) steps[event.batch] += event.steps;
            known = *view->until;
            return steps;
        };
        const auto listed = [](Person& person) {
            std::map<std::uint64_t, std::uint32_t> steps;
            for (const BatchView& batch : person.network().batches) steps[batch.number] = batch.steps;
            return steps;
        };
        (void)ask(*mira.engine, Verify{}); // looks at the network
        std::uint64_t known = *ask(*ana.engine, ReadChainEvents{0})->until;
        std::uint64_t knownToMira = *ask(*mira.engine, ReadChainEvents{0})->until;

        QVERIFY(post());
        bool isPosted = false;
        wire.onRequest = [&](const std::string& method) -> std::optional<std::string> {
            if (method == "events" && !std::exchange(isPosted, true)) (void)post();
            return std::nullopt; // as Ana's node says
        };
        std::map<std::uint64_t, std::uint32_t> told;
        for (int looks = 0; looks < 3; ++looks) {
            (void)ask(*mira.engine, Verify{});
            told.merge(posted(mira, knownToMira));
        }
        QVERIFY(isPosted && told.size() >= 2);
        const auto inList = listed(mira);
        for (const auto& [batch, steps] : told) {
            QVERIFY(steps != 0);
            QCOMPARE(steps, inList.at(batch));
        }

        QVERIFY(ask(*ana.engine, AdvanceTime{30 * kDay}) && post());
        const auto all = posted(ana, known);
        const auto inHers = listed(ana);
        QVERIFY(all.size() > told.size() && all.begin()->first < ana.network().finalBatch);
        for (const auto& [batch, steps] : all) QCOMPARE(steps, inHers.at(batch));
    }
};

STOA_TEST(OpenBatchTest)

} // namespace stoa::test

#include "open_batch_test.moc"
