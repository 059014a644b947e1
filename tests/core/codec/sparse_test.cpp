// SPDX-License-Identifier: MIT
#include "core/codec/sparse.h"

#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using codec::fromSparse;
using codec::toSparse;

namespace {

Bytes zeros(std::size_t count) { return Bytes(count); }

Bytes operator+(Bytes first, const Bytes& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

} // namespace

class SparseTest : public QObject {
    Q_OBJECT
private slots:
    void bytesAreWrittenAsDescribed()
    {
        QVERIFY(toSparse({}) == Bytes{});
        QVERIFY(toSparse(Bytes{7}) == (Bytes{0, 1, 7}));
        QVERIFY(toSparse(zeros(2)) == (Bytes{2, 0}));
        QVERIFY(toSparse(zeros(2) + Bytes{7, 0, 0, 8} + zeros(2)) == (Bytes{2, 6, 7, 0, 0, 8, 0, 0}));
        QVERIFY(toSparse(Bytes{7} + zeros(3) + Bytes{8}) == (Bytes{0, 1, 7, 3, 1, 8}));
        QVERIFY(toSparse(zeros(255)) == (Bytes{255, 0}));
        QVERIFY(toSparse(zeros(256) + Bytes{9}) == (Bytes{255, 2, 0, 9}));
        QVERIFY(toSparse(Bytes(256, 5)) == (Bytes{0, 255} + Bytes(255, 5) + Bytes{0, 1, 5}));
    }

    void whatIsWrittenIsReadAgain()
    {
        SeededRandom random(1);
        for (int i = 0; i < 3000; ++i) {
            Bytes bytes(random.next() % 700);
            const std::uint64_t share = 1 + random.next() % 300; // of bytes that are not zero
            for (std::uint8_t& each : bytes)
                if (random.next() % 300 < share) each = static_cast<std::uint8_t>(random.next());
            const Bytes sparse = toSparse(bytes);
            const auto read = fromSparse(sparse, bytes.size());
            QVERIFY(read && *read == bytes);
            QVERIFY(bytes.empty() || !fromSparse(sparse, bytes.size() - 1));
            if (!sparse.empty()) QVERIFY(!fromSparse(ByteView(sparse).first(sparse.size() - 1), 700));
        }
    }

    void whatNobodyWritesSoIsNotRead()
    {
        QVERIFY(!fromSparse(Bytes{1}, 10));          // half a pair
        QVERIFY(!fromSparse(Bytes{0, 2, 7}, 10));    // a byte is missing
        QVERIFY(!fromSparse(Bytes{0, 0}, 10));       // nothing at all
        QVERIFY(!fromSparse(Bytes{1, 1, 0}, 10));    // a zero that is no zero
        QVERIFY(!fromSparse(Bytes{1, 0, 1, 0}, 10)); // zeros in two pieces
        QVERIFY(!fromSparse(Bytes{0, 1, 7, 0, 1, 7}, 10));
        QVERIFY(!fromSparse(Bytes{0, 5, 7, 0, 0, 0, 8}, 10)); // zeros that are too many to be written out
        QVERIFY(!fromSparse(Bytes{11, 0}, 10));
        QVERIFY(fromSparse(Bytes{10, 0}, 10));
    }
};

STOA_TEST(SparseTest)

} // namespace stoa::test

#include "sparse_test.moc"
