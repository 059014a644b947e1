// SPDX-License-Identifier: MIT
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
            std::uint32_t steps = 0;
            std::size_t open = 0;
            for (const BatchView& batch : network.batches) {
                if (batch.stage != BatchStage::Open) continue;
                QCOMPARE(batch.number, network.openBatch);
                steps += batch.steps;
                ++open;
            }
            QCOMPARE(open, std::size_t{1});
            QCOMPARE(steps, sent + 1); // and what the faucet has brought
        }
    }
};

STOA_TEST(OpenBatchTest)

} // namespace stoa::test

#include "open_batch_test.moc"
