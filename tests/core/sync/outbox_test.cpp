// SPDX-License-Identifier: MIT
// What the outbox says of a commit that failed: only what the disk then really holds.
#include "core/sync/outbox.h"

#include <QTest>

#include "core/storage/memory_store.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using sync::Outbox;
using sync::OutboxEntry;
using Effect = storage::MemoryStore::FaultEffect;

namespace {

OutboxEntry entryOf(std::uint8_t name)
{
    OutboxEntry entry;
    entry.digest.bytes[0] = name;
    entry.step = {name};
    return entry;
}

/// A store that cannot even be read while it is away, as after a write that found no room.
class FullStore final : public storage::Store {
public:
    using Store::commit;
    Result<std::optional<Bytes>> get(ByteView key) override
    {
        if (isAway) return ErrorCode::DiskFull;
        return memory.get(key);
    }
    Result<void> commit(storage::WriteBatch batch, storage::Durability durability) override
    {
        auto done = memory.commit(std::move(batch), durability);
        if (!done) isAway = true;
        return done;
    }
    Result<void> iterate(ByteView prefix, const storage::Visitor& visit) override
    {
        if (isAway) return ErrorCode::DiskFull;
        return memory.iterate(prefix, visit);
    }

    storage::MemoryStore memory;
    bool isAway = false;
};

} // namespace

class OutboxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasKeptInSpiteOfAnErrorIsNoError()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        store.failCommit(1, Effect::Written, ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(1), entryOf(2)}));
        QCOMPARE(outbox->entries().size(), std::size_t(2));
        QVERIFY(outbox->add({entryOf(3)}));
        QCOMPARE(outbox->entries().back().number, std::uint64_t(3));

        store.failCommit(1, Effect::Written, ErrorCode::DiskFull);
        QVERIFY(outbox->drop(entryOf(2).digest));
        QCOMPARE(outbox->entries().size(), std::size_t(2));
    }

    void nothingIsAddedTwice()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        QVERIFY(outbox->add({entryOf(1)}));
        QVERIFY(outbox->add({entryOf(2), entryOf(1)}).error().code == ErrorCode::AlreadyExists);
        QVERIFY(outbox->add({entryOf(3), entryOf(3)}).error().code == ErrorCode::AlreadyExists);
        QVERIFY(outbox->add({entryOf(1)}, {entryOf(1).digest}).error().code == ErrorCode::AlreadyExists);
        QCOMPARE(outbox->entries().size(), std::size_t(1));
        QVERIFY(outbox->replaced().empty());
        STOA_SUCCEEDS(reopened, Outbox::open(store));
        QCOMPARE(reopened->entries().size(), std::size_t(1));
    }

    /// Whoever was told of an error and tries again has one step, not two.
    void whatTurnsOutToBeKeptIsNotAddedAgain()
    {
        FullStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        store.memory.failCommit(1, Effect::Written, ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(1)}).error().code == ErrorCode::DiskFull);
        store.isAway = false;
        QVERIFY(outbox->add({entryOf(1)}));
        QCOMPARE(outbox->entries().size(), std::size_t(1));
        STOA_SUCCEEDS(reopened, Outbox::open(store));
        QCOMPARE(reopened->entries().size(), std::size_t(1));
    }

    /// One row that cannot be read back would shut the whole outbox.
    void onlyWhatCanBeReadBackIsAdded()
    {
        const auto isTooLarge = [](const OutboxEntry& entry) {
            storage::MemoryStore store;
            auto outbox = Outbox::open(store);
            const auto added = outbox->add({entryOf(1), entry});
            const auto reopened = Outbox::open(store);
            const std::size_t expected = added ? 2 : 0;
            return reopened && reopened->entries().size() == expected && !added &&
                   added.error().code == ErrorCode::TooLarge;
        };
        const auto isKept = [](const OutboxEntry& entry) {
            storage::MemoryStore store;
            auto outbox = Outbox::open(store);
            if (!outbox->add({entry})) return false;
            const auto reopened = Outbox::open(store);
            return reopened && reopened->entries().size() == 1;
        };
        OutboxEntry largest = entryOf(2);
        largest.step.resize(tx::kMaxStepBytes);
        largest.subject.resize(4096, 's');
        largest.contents.resize(64);
        QVERIFY(isKept(largest));
        OutboxEntry step = entryOf(2);
        step.step.resize(tx::kMaxStepBytes + 1);
        QVERIFY(isTooLarge(step));
        OutboxEntry subject = entryOf(2);
        subject.subject.resize(4097, 's');
        QVERIFY(isTooLarge(subject));
        OutboxEntry contents = entryOf(2);
        contents.contents.resize(65);
        QVERIFY(isTooLarge(contents));
    }

    void whatWasNotKeptIsAnErrorAndLeavesNothing()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        store.failCommit(1, Effect::NotWritten, ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(1)}).error().code == ErrorCode::DiskFull);
        QVERIFY(outbox->entries().empty());
        QVERIFY(outbox->add({entryOf(1)}));

        store.failCommit(1, Effect::NotWritten, ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(2)}, {entryOf(1).digest}).error().code == ErrorCode::DiskFull);
        QVERIFY(outbox->find(entryOf(1).digest) && outbox->replaced().empty());
    }

    void whatNobodyKnowsIsReadBackBeforeAnythingElse_data()
    {
        QTest::addColumn<bool>("isKept");
        QTest::newRow("it was kept") << true;
        QTest::newRow("it was not") << false;
    }
    void whatNobodyKnowsIsReadBackBeforeAnythingElse()
    {
        QFETCH(const bool, isKept);
        FullStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        store.memory.failCommit(1, isKept ? Effect::Written : Effect::NotWritten, ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(1)}).error().code == ErrorCode::DiskFull);
        QVERIFY(outbox->catchUp().error().code == ErrorCode::DiskFull);
        QVERIFY(outbox->add({entryOf(2)}).error().code == ErrorCode::DiskFull);
        store.isAway = false;
        QVERIFY(outbox->catchUp());
        QCOMPARE(outbox->find(entryOf(1).digest) != nullptr, isKept);
        QVERIFY(outbox->find(entryOf(2).digest) == nullptr);
        QVERIFY(outbox->add({entryOf(3)}));
        QCOMPARE(outbox->entries().back().number, std::uint64_t(isKept ? 2 : 1));
    }

    /// Earlier versions could write a step twice; the newer row is what became of it.
    void aStepThatWasWrittenTwiceIsReadOnceAndForGood()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        QVERIFY(outbox->add({entryOf(1), entryOf(2), entryOf(3)}));
        node::StepStatus refused;
        refused.stage = node::StepStatus::Stage::Refused;
        QVERIFY(*outbox->update(entryOf(3).digest, refused, {}));
        Bytes first;
        Bytes last;
        QVERIFY(store.iterate({}, [&](ByteView key, ByteView) {
            (first.empty() ? first : last) = toBytes(key);
            return true;
        }));
        const auto newest = store.get(last);
        QVERIFY(newest && *newest);
        storage::WriteBatch batch;
        batch.put(first, **newest);
        QVERIFY(store.commit(std::move(batch)));
        for (int i = 0; i < 2; ++i) {
            STOA_SUCCEEDS(read, Outbox::open(store));
            QCOMPARE(read->entries().size(), std::size_t{2});
            QCOMPARE(read->entries().back().number, std::uint64_t{3});
        }
        STOA_SUCCEEDS(read, Outbox::open(store));
        QVERIFY(read->drop(entryOf(3).digest));
        STOA_SUCCEEDS(after, Outbox::open(store));
        QCOMPARE(after->entries().size(), std::size_t{1});
    }

    /// What is sent again is the newest from then on, also after a restart; nothing of it stays where it was.
    void whatIsSentAgainStandsWhereItWasSentAgain()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        QVERIFY(outbox->add({entryOf(1), entryOf(2), entryOf(3)}));
        node::StepStatus gone;
        gone.stage = node::StepStatus::Stage::RolledBack;
        for (const std::uint8_t name : {std::uint8_t{1}, std::uint8_t{3}})
            QVERIFY(*outbox->update(entryOf(name).digest, gone, {}));
        const auto names = [](const Outbox& box) {
            std::string all;
            for (const OutboxEntry& each : box.entries())
                all += std::to_string(each.digest.bytes[0]) + '@' + std::to_string(each.time) + ' ';
            return all;
        };
        QVERIFY(outbox->sendAgain(entryOf(1).digest, 70));
        QCOMPARE(names(*outbox), std::string("2@0 3@0 1@70 "));
        QVERIFY(outbox->sendAgain(entryOf(3).digest, 80));
        QCOMPARE(names(*outbox), std::string("2@0 1@70 3@80 "));
        STOA_SUCCEEDS(reopened, Outbox::open(store));
        QCOMPARE(names(*reopened), names(*outbox));
        QCOMPARE(reopened->entries().back().number, outbox->entries().back().number);
    }

    /// What was rolled back and is sent again goes out before what was signed after it with a later nonce.
    void whatWaitsGoesOutByTheNumbersOfItsLane()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        const auto stepOf = [](std::uint8_t name, std::uint8_t lane, std::uint32_t nonce) {
            OutboxEntry entry = entryOf(name);
            entry.step = tx::encode({{Address{}, lane, nonce, 0}, tx::Transfer{}, {}});
            return entry;
        };
        const auto names = [&] {
            std::string all;
            for (const OutboxEntry* each : outbox->waiting())
                all += std::to_string(each->digest.bytes[0]) + ' ';
            return all;
        };
        QVERIFY(outbox->add({stepOf(1, 0, 7), stepOf(2, 3, 1), stepOf(3, 0, 8), stepOf(4, 0, 9)}));
        QCOMPARE(names(), std::string("1 2 3 4 "));
        node::StepStatus gone;
        gone.stage = node::StepStatus::Stage::RolledBack;
        for (const std::uint8_t name : {std::uint8_t{1}, std::uint8_t{2}})
            QVERIFY(*outbox->update(entryOf(name).digest, gone, {}));
        QCOMPARE(names(), std::string("3 4 "));
        QVERIFY(outbox->sendAgain(entryOf(2).digest, 70));
        QVERIFY(outbox->sendAgain(entryOf(1).digest, 80));
        QCOMPARE(names(), std::string("1 3 2 4 "));
        // What no program can read any more waits where it stands.
        QVERIFY(outbox->add({entryOf(5)}));
        QCOMPARE(names(), std::string("1 3 2 4 5 "));
    }

    void afterARefusedActionIsSentAgainTheErrorIsOnlyWhatTheDiskSays()
    {
        storage::MemoryStore store;
        STOA_SUCCEEDS(outbox, Outbox::open(store));
        QVERIFY(outbox->add({entryOf(1)}));
        node::StepStatus refused;
        refused.stage = node::StepStatus::Stage::Refused;
        refused.refusal = ErrorCode::Expired;
        QVERIFY(*outbox->update(entryOf(1).digest, refused, {}));
        store.failCommit(1, Effect::Written, ErrorCode::DiskFull);
        QVERIFY(outbox->sendAgain(entryOf(1).digest, 0));
        QCOMPARE(outbox->find(entryOf(1).digest)->stage, OutboxEntry::Stage::Waiting);
    }
};

STOA_TEST(OutboxTest)

} // namespace stoa::test

#include "outbox_test.moc"
