// SPDX-License-Identifier: MIT
#include "app/net/strict_json.h"

#include <string>

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::net {

class StrictJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ordinaryJsonIsRead()
    {
        const auto value = parseStrictJson("{\"a\":[1,{\"a\":2}],\"b\":{\"a\":3}}");
        QVERIFY(bool(value));
        QCOMPARE((*value)["a"][1]["a"].get<int>(), 2);
    }

    void aKeyMayStandOnlyOnce()
    {
        for (const char* bad :
             {"{\"a\":1,\"a\":2}", "[{\"b\":{\"a\":1,\"c\":2,\"a\":3}}]", "{\"a\":1,\"\\u0061\":2}"})
            QCOMPARE(parseStrictJson(bad).error().code, ErrorCode::BadJson);
    }

    void depthIsBounded()
    {
        const std::string fits(kMaxJsonDepth, '[');
        QVERIFY(bool(parseStrictJson(fits + std::string(kMaxJsonDepth, ']'))));
        const std::string deep(kMaxJsonDepth + 1, '[');
        QVERIFY(!parseStrictJson(deep + std::string(kMaxJsonDepth + 1, ']')));
        QVERIFY(!parseStrictJson(std::string(1'000'000, '[')));
        std::string objects;
        for (int i = 0; i < 100; ++i) objects += "{\"a\":";
        QVERIFY(!parseStrictJson(objects));
    }

    void brokenTextIsRefused()
    {
        for (const std::string& bad :
             {std::string(), std::string("{"), std::string("nul"), std::string("1 2"),
              std::string("\"\xff\""), std::string("\"\\ud800\""), std::string("{\"a\":1}x"),
              std::string("'a'"), std::string("[1,]"), std::string("\"\0\"", 3), std::string("1e999")})
            QVERIFY2(!parseStrictJson(bad), bad.c_str());
    }
};

STOA_TEST(StrictJsonTest)

} // namespace stoa::net

#include "strict_json_test.moc"
