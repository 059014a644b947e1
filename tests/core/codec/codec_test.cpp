// SPDX-License-Identifier: MIT
#include <QTest>

#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "tests/support/registry.h"

namespace stoa::test {

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void numbersAreBigEndian()
    {
        codec::Writer writer;
        writer.u8(0x01);
        writer.u16(0x0203);
        writer.u32(0x04050607);
        writer.u64(0x08090a0b0c0d0e0f);
        const Bytes bytes = writer.take();
        QCOMPARE(bytes.size(), std::size_t{15});
        for (std::size_t i = 0; i < bytes.size(); ++i) QCOMPARE(std::size_t{bytes[i]}, i + 1);
        QCOMPARE(writer.size(), std::size_t{0});
    }

    void whatIsWrittenIsReadBack()
    {
        const auto id = ObjectId::fromPrefix(viewOf("eighteen bytes, ok"));
        codec::Writer writer;
        writer.u64(42);
        writer.fixed(id);
        writer.blob(viewOf("text"));
        writer.raw("tail");
        const Bytes bytes = writer.take();
        codec::Reader reader(bytes);
        QCOMPARE(reader.u64(), std::uint64_t{42});
        QVERIFY(reader.fixed<ObjectId>() == id);
        QVERIFY(textOf(reader.blob(4)) == "text");
        QCOMPARE(reader.remaining(), std::size_t{4});
        QVERIFY(!reader.finish());
        QVERIFY(textOf(reader.raw(4)) == "tail");
        QVERIFY(reader.atEnd() && reader.finish());
    }

    void failureSticks()
    {
        const Bytes bytes{1, 2, 3};
        codec::Reader reader(bytes);
        QCOMPARE(reader.u32(), std::uint32_t{0});
        QVERIFY(!reader.ok());
        QCOMPARE(reader.u8(), std::uint8_t{0});
        QVERIFY(!reader.atEnd());
        QCOMPARE(reader.remaining(), std::size_t{0});
        QVERIFY(reader.finish().error().code == ErrorCode::BadEncoding);
    }

    void aBlobLongerThanAllowedIsRefused()
    {
        codec::Writer writer;
        writer.blob(viewOf("12345"));
        const Bytes bytes = writer.take();
        codec::Reader reader(bytes);
        QVERIFY(reader.blob(4).empty());
        QVERIFY(!reader.ok());
    }
};

STOA_TEST(CodecTest)

} // namespace stoa::test

#include "codec_test.moc"
