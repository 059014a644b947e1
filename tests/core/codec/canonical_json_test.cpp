// SPDX-License-Identifier: MIT
#include "core/codec/canonical_json.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

using codec::canonicalJson;
using codec::JsonNumbers;
using codec::parseJson;

class CanonicalJsonTest : public QObject {
    Q_OBJECT
private slots:
    void hasOneFormForOneValue()
    {
        const auto value = parseJson(
            "{ \"b\" : [1, -2,\ttrue, null],\n \"a\":\"\\u00e9\\/\\n\\u0001\\\"\", \"B\":{} }", 1000);
        QVERIFY(value.has_value());
        QVERIFY(canonicalJson(*value) ==
                "{\"B\":{},\"a\":\"\xC3\xA9/\\n\\u0001\\\"\",\"b\":[1,-2,true,null]}");
        QVERIFY(canonicalJson(*parseJson(canonicalJson(*value), 1000)) == canonicalJson(*value));
    }

    void nestedValuesKeepTheirPlaces()
    {
        const auto value = parseJson("{\"a\":[[1,{\"x\":[2]}],[],3],\"b\":{\"c\":{\"d\":4},\"e\":5}}", 1000);
        QVERIFY(value.has_value());
        QVERIFY(canonicalJson(*value) == "{\"a\":[[1,{\"x\":[2]}],[],3],\"b\":{\"c\":{\"d\":4},\"e\":5}}");
    }

    void whatIsNotStrictIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("two values") << QByteArray("1 2");
        QTest::newRow("key twice") << QByteArray("{\"a\":1,\"\\u0061\":2}");
        QTest::newRow("comment") << QByteArray("/* */1");
        QTest::newRow("comma at the end") << QByteArray("[1,]");
        QTest::newRow("not UTF-8") << QByteArray("\"\xC3\"");
        QTest::newRow("half a surrogate pair") << QByteArray("\"\\ud800\"");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}");
        QTest::newRow("fraction") << QByteArray("1.5");
        QTest::newRow("exponent") << QByteArray("1e3");
        QTest::newRow("2^53") << QByteArray("9007199254740992");
        QTest::newRow("-2^53") << QByteArray("-9007199254740992");
        QTest::newRow("256 bits") << QByteArray(
            "115792089237316195423570985008687907853269984665640564039457584007913129639935");
        QTest::newRow("NaN") << QByteArray("NaN");
        QTest::newRow("too deep") << QByteArray(65, '[') + QByteArray(65, ']');
        QTest::newRow("never closed") << QByteArray(100'000, '[');
    }
    void whatIsNotStrictIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto value = parseJson(text.toStdString(), 1'000'000);
        QVERIFY(!value);
        QVERIFY(value.error().code == ErrorCode::BadJson);
    }

    void theLimitsThemselvesAreAllowed()
    {
        QVERIFY(parseJson(std::string(64, '[') + std::string(64, ']'), 128).has_value());
        QVERIFY(parseJson("9007199254740991", 16).has_value());
        QVERIFY(parseJson("-9007199254740991", 17).has_value());
        QVERIFY(parseJson("123", 2).error().code == ErrorCode::TooLarge);
    }

    void filesOfOtherProgramsMayHoldFractions()
    {
        QVERIFY(parseJson("[16384.5,1e400]", 100, JsonNumbers::Any).error().code == ErrorCode::BadJson);
        const auto value = parseJson("[16384.5,18446744073709551615]", 100, JsonNumbers::Any);
        QVERIFY(value.has_value());
        QCOMPARE((*value)[0].get<double>(), 16384.5);
    }

    void bytesThatAreNotTextAreReplacedWhenWritten()
    {
        QVERIFY(canonicalJson(nlohmann::json("\xC3")) == "\"\xEF\xBF\xBD\"");
    }
};

STOA_TEST(CanonicalJsonTest)

} // namespace stoa::test

#include "canonical_json_test.moc"
