// SPDX-License-Identifier: MIT
// Looking is not working: whoever asks after somebody else has acted here is shown what has happened, and the
// validator's work is left to its own turn.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "core/rollup/batch.h"
#include "core/sync/rpc_node.h"
#include "tests/support/machine_world.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

constexpr std::size_t kStranger = 3;

/// A computer that makes blocks, checks its batches and is asked over a port, as stoad is.
struct Served {
    bool begin()
    {
        if (!ana.start()) return false;
        wire.server = ana.engine.get();
        if (!ask(*ana.engine, UseFaucet{addressOf(kStranger), 1000 * kToken}) ||
            !ask(*ana.engine, AdvanceTime{10}))
            return false;
        const auto info = node.info();
        if (!info) return false;
        const auto definition = rollup::decodeDefinition(info->definition);
        if (!definition) return false;
        m_domain = definition->rules().domain;
        m_validUntil = info->now + kDay;
        return true;
    }
    /// That many payments of somebody who comes over the port, in one submit. True if all are included.
    bool strangerPays(std::size_t count)
    {
        std::vector<Bytes> steps;
        for (std::size_t i = 0; i < count; ++i) {
            tx::Transaction payment;
            payment.envelope = {addressOf(kStranger), 0, m_nonce++, m_validUntil};
            payment.payload = tx::Transfer{addressOf(kOutsider), 1};
            payment.signature = keyOf(kStranger).sign(tx::digestOf(payment, m_domain));
            steps.push_back(tx::encode(payment));
        }
        const auto answers = node.submit(steps);
        return answers && std::ranges::all_of(*answers, [](const node::StepStatus& answer) {
                   return answer.stage == node::StepStatus::Stage::Included;
               });
    }
    /// How many of the posted batches nobody has checked, as the view has them.
    static std::size_t unchecked(const NetworkView& view)
    {
        return static_cast<std::size_t>(std::ranges::count_if(view.batches, [&](const BatchView& batch) {
            return batch.number <= view.tipBatch && batch.check == BatchCheck::NotChecked;
        }));
    }

    QTemporaryDir folder;
    Wire wire;
    Person ana{folder.filePath(QStringLiteral("ana")), nullptr};
    sync::RpcNode node{wire, "http://node:1/"};

private:
    Hash m_domain;
    Timestamp m_validUntil = 0;
    std::uint32_t m_nonce = 0;
};

} // namespace

class LookingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// What stoad's log and metrics do after every change. Each look once checked eight batches.
    void whoeverOnlyLooksHasNoBatchChecked()
    {
        Served served;
        QVERIFY(served.begin());
        Engine& engine = *served.ana.engine;
        const NetworkView before = served.ana.network();
        QVERIFY(before.tipBatch > 0);
        QCOMPARE(Served::unchecked(before), std::size_t{0}); // there is a validator, and it has done its work
        QCOMPARE(before.checkedBatch, before.tipBatch);

        // Three batches become full and are posted within the submit; the fourth stays open.
        constexpr std::size_t kBatches = 3;
        QVERIFY(served.strangerPays(kBatches * rollup::kMaxBatchSteps + 1));
        const NetworkView seen = served.ana.network();
        QCOMPARE(seen.tipBatch, before.tipBatch + kBatches); // it is seen at once
        QVERIFY(seen.openBatch != 0);
        QCOMPARE(Served::unchecked(seen), kBatches);
        QCOMPARE(seen.checkedBatch, before.checkedBatch);
        // Nor by looking again, nor by asking something else.
        QVERIFY(ask(engine, ListCompanies{}));
        QVERIFY(ask(engine, ReadEarnings{}));
        QCOMPARE(Served::unchecked(served.ana.network()), kBatches);
        // Nor by another submit and a look after it.
        QVERIFY(served.strangerPays(rollup::kMaxBatchSteps));
        QCOMPARE(Served::unchecked(served.ana.network()), kBatches + 1);

        // Its own turn: all that waits is checked.
        QVERIFY(ask(engine, Verify{}));
        const NetworkView after = served.ana.network();
        QCOMPARE(after.tipBatch, before.tipBatch + kBatches + 1);
        QCOMPARE(Served::unchecked(after), std::size_t{0});
        QCOMPARE(after.checkedBatch, after.tipBatch);
    }
};

STOA_TEST(LookingTest)

} // namespace stoa::test

#include "looking_test.moc"
