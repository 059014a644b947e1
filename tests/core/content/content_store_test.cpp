// SPDX-License-Identifier: MIT
#include "core/content/content_store.h"

#include <QTest>

#include "core/base/random.h"
#include "core/crypto/keccak.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using content::ContentBatch;
using content::ContentStore;
using storage::MemoryStore;

namespace {

const Bytes kPrefix{'c'};

std::string randomWords(SeededRandom& random, std::size_t count)
{
    std::string text;
    for (std::size_t word = 0; word < count; ++word)
        text += "word" + std::to_string(random.next() % 1000) + (word % 10 == 9 ? "\n" : " ");
    return text;
}

} // namespace

class ContentStoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectsAreFoundByTheirHash()
    {
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        for (const std::string& text : {std::string(), std::string("a"), std::string(63, 'x'),
                                        std::string(100'000, 'y'), std::string("\0\xFF\x80", 3)}) {
            const auto hash = store.put(text);
            QVERIFY(hash);
            QCOMPARE(*hash, crypto::keccak256(text));
            QCOMPARE(std::string(textOf(*store.get(*hash))), text);
            ContentStore fresh(memory, kPrefix);
            QCOMPARE(std::string(textOf(*fresh.get(*hash))), text);
            QVERIFY(*fresh.has(*hash));
        }
        QCOMPARE(store.get(Hash{}).error().code, ErrorCode::ContentMissing);
        QVERIFY(!*store.has(Hash{}));
        QCOMPARE(*store.verify(), std::uint64_t{5});
        const Bytes huge(content::kMaxContentBytes + 1);
        QCOMPARE(store.put(ByteView(huge)).error().code, ErrorCode::TooLarge);
    }

    void aLongLineOfVersionsIsSmallAndEveryOneComesBack()
    {
        SeededRandom random(17);
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        std::string text = randomWords(random, 2000);
        std::vector<std::pair<Hash, std::string>> versions;
        std::optional<Hash> previous;
        std::size_t plain = 0;
        {
            ContentBatch batch(store);
            for (int version = 0; version < 100; ++version) {
                text.insert(random.next() % text.size(), "edit " + std::to_string(version));
                previous = *batch.put(viewOf(text), previous);
                versions.emplace_back(*previous, text);
                plain += text.size();
            }
            QVERIFY(batch.commit());
        }
        QCOMPARE(memory.commitCount(), std::size_t{1});
        std::size_t stored = 0;
        QVERIFY(memory.iterate({}, [&](ByteView, ByteView value) { return (stored += value.size()) > 0; }));
        QVERIFY2(stored * 10 < plain, qPrintable(QString::number(stored)));
        ContentStore fresh(memory, kPrefix);
        for (auto version = versions.rbegin(); version != versions.rend(); ++version)
            QVERIFY(textOf(*fresh.get(version->first)) == version->second);
        QCOMPARE(*fresh.verify(), std::uint64_t{100});
    }

    void aHintMayBeWrong()
    {
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        const Hash hash = *store.put(std::string_view("unrelated"), Hash{});
        QCOMPARE(textOf(*store.get(hash)), std::string_view("unrelated"));
        const std::string text(5000, 'z');
        const Hash other = *store.put(text, hash);
        QCOMPARE(*store.put(text, other), other);
        ContentStore fresh(memory, kPrefix);
        QVERIFY(textOf(*fresh.get(other)) == text);
    }

    void aDroppedBatchLeavesNothing()
    {
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        Hash lost;
        {
            ContentBatch batch(store);
            lost = *batch.put(viewOf(std::string(1000, 'a')));
        }
        QVERIFY(!*store.has(lost));
        // The lost object must not become the base of one that is kept.
        const std::string text = std::string(1000, 'a') + 'b';
        const Hash kept = *store.put(text, lost);
        ContentStore fresh(memory, kPrefix);
        QVERIFY(textOf(*fresh.get(kept)) == text);
    }

    void afterAFailedCommitNothingIsTakenForStored()
    {
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        memory.failCommit(1);
        const std::string text(1000, 'a');
        QVERIFY(!store.put(text));
        const Hash hash = crypto::keccak256(text);
        QVERIFY(!*store.has(hash));
        QVERIFY(store.put(text));
        QVERIFY(*store.has(hash));
    }

    void otherChangesTravelWithTheObjects()
    {
        MemoryStore memory;
        ContentStore store(memory, kPrefix);
        ContentBatch batch(store);
        const Hash hash = *batch.put(viewOf("text"));
        batch.writes().put(viewOf("head"), ByteView(hash.bytes));
        QVERIFY(batch.byteSize() > 0);
        QVERIFY(batch.commit());
        QCOMPARE(batch.byteSize(), std::size_t{0});
        QVERIFY((*memory.get(viewOf("head"))).has_value());
    }

    void everyDamageIsReported()
    {
        SeededRandom random(29);
        MemoryStore memory;
        Hash last;
        {
            ContentStore store(memory, kPrefix);
            std::string text = randomWords(random, 300);
            std::optional<Hash> previous;
            for (int version = 0; version < 5; ++version) {
                text += "more " + std::to_string(version);
                previous = *store.put(text, previous);
            }
            last = *previous;
        }
        std::vector<std::pair<Bytes, Bytes>> entries;
        QVERIFY(memory.iterate({}, [&](ByteView key, ByteView value) {
            entries.emplace_back(toBytes(key), toBytes(value));
            return true;
        }));
        int reported = 0;
        for (int round = 0; round < 2000; ++round) {
            const auto& [key, value] = entries[random.next() % entries.size()];
            Bytes damaged = value;
            if (random.next() % 4 == 0)
                damaged.resize(random.next() % damaged.size());
            else
                damaged[random.next() % damaged.size()] ^= static_cast<std::uint8_t>(1U << random.next() % 8);
            storage::WriteBatch batch;
            batch.put(key, damaged);
            QVERIFY(memory.commit(batch));
            ContentStore store(memory, kPrefix);
            const auto object = store.get(last);
            // Damage to bits that carry nothing may be without effect; a wrong answer is not possible.
            if (object)
                QCOMPARE(crypto::keccak256(*object), last);
            else
                ++reported;
            batch.clear();
            batch.put(key, value);
            QVERIFY(memory.commit(batch));
        }
        QVERIFY(reported > 1900);
    }
};

STOA_TEST(ContentStoreTest)

} // namespace stoa::test

#include "content_store_test.moc"
