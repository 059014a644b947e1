// SPDX-License-Identifier: MIT
#include "app/net/rpc_dispatcher.h"

#include <optional>
#include <thread>

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::net {

class RpcDispatcherTest : public QObject {
    Q_OBJECT

    bool m_isServing = true;
    int m_calls = 0;
    std::vector<MethodDone> m_held;

    Methods methods()
    {
        Methods methods;
        methods.isServing = [this] { return m_isServing; };
        methods.network = [this](const std::string& method, const nlohmann::json& params, MethodDone done) {
            ++m_calls;
            if (method == "echo")
                done({params.dump(), std::nullopt});
            else if (method == "hold")
                m_held.push_back(std::move(done));
            else if (method == "large")
                done({std::string(kMaxReplyBytes + 1, '1'), std::nullopt});
            else if (method == "refuse")
                done(answerOf(Error{ErrorCode::WrongNonce, "secret detail"}));
            else if (method == "bad_params")
                done(answerOf(Error{ErrorCode::InvalidArgument, {}}));
            else if (method == "elsewhere")
                std::thread([done] { done({"1", std::nullopt}); }).detach();
            else
                done(answerOf(Error{ErrorCode::NotFound, "method"}));
        };
        methods.owner = [this](const std::string& method, const nlohmann::json&, const MethodDone& done) {
            ++m_calls;
            done({"\"" + method + "\"", std::nullopt});
        };
        return methods;
    }

    RpcReply ask(const std::string& text, bool isOwner = false)
    {
        RpcDispatcher dispatcher(methods());
        std::optional<RpcReply> reply;
        dispatcher.handle(text, isOwner, [&](RpcReply given) { reply = std::move(given); });
        if (!QTest::qWaitFor([&] { return reply.has_value(); }, 5'000)) return {0, "no answer"};
        return *reply;
    }

    nlohmann::json answer(const std::string& text, bool isOwner = false)
    {
        return nlohmann::json::parse(ask(text, isOwner).body, nullptr, false);
    }

private Q_SLOTS:
    void init()
    {
        m_isServing = true;
        m_calls = 0;
        m_held.clear();
    }

    // The examples of the specification's page.
    void theSpecificationsExamplesHold()
    {
        auto reply = answer("{\"jsonrpc\": \"2.0\", \"method\": \"echo\", \"params\": [42, 23], \"id\": 1}");
        QCOMPARE(reply, nlohmann::json({{"jsonrpc", "2.0"}, {"result", {42, 23}}, {"id", 1}}));
        reply = answer("{\"jsonrpc\": \"2.0\", \"method\": \"foobar\", \"id\": \"1\"}");
        QCOMPARE(reply["error"]["code"].get<int>(), kMethodNotFound);
        QCOMPARE(reply["id"].get<std::string>(), std::string("1"));
        reply = answer("{\"jsonrpc\": \"2.0\", \"method\": \"foobar, \"params\": \"bar\", \"baz]");
        QCOMPARE(reply["error"]["code"].get<int>(), kParseError);
        QVERIFY(reply["id"].is_null());
        reply = answer("{\"jsonrpc\": \"2.0\", \"method\": 1, \"params\": \"bar\"}");
        QCOMPARE(reply["error"]["code"].get<int>(), kInvalidRequest);
        reply = answer("[]");
        QVERIFY(reply.is_object());
        QCOMPARE(reply["error"]["code"].get<int>(), kInvalidRequest);
        reply = answer("[1]");
        QVERIFY(reply.is_array());
        QCOMPARE(reply[0]["error"]["code"].get<int>(), kInvalidRequest);
        reply = answer("[1,2,3]");
        QCOMPARE(reply.size(), std::size_t(3));
    }

    void whoAsksForSomethingUnknownIsToldSo()
    {
        const auto reply = answer("{\"jsonrpc\":\"2.0\",\"method\":\"eth_blockNumber\",\"id\":1}");
        QCOMPARE(reply["error"]["code"].get<int>(), kMethodNotFound);
        QCOMPARE(reply["error"]["message"].get<std::string>(), std::string(kNoSuchMethod));
    }

    void aRefusalForWantOfTheTokenKeepsTheId()
    {
        for (const char* id : {"7", "\"seven\""}) {
            const auto reply =
                ask(std::string("{\"jsonrpc\":\"2.0\",\"method\":\"owner_status\",\"id\":") + id + "}");
            QCOMPARE(reply.status, 401);
            const auto value = nlohmann::json::parse(reply.body);
            QCOMPARE(value["error"]["code"].get<int>(), kUnauthorized);
            QVERIFY(value["id"] == nlohmann::json::parse(id));
        }
        const auto reply = ask("[{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"id\":1},"
                               "{\"jsonrpc\":\"2.0\",\"method\":\"owner_status\",\"id\":2}]");
        QCOMPARE(reply.status, 401);
        const auto list = nlohmann::json::parse(reply.body);
        QCOMPARE(list.size(), std::size_t{2});
        QCOMPARE(list[0]["id"].get<int>(), 1);
        QCOMPARE(list[1]["id"].get<int>(), 2);
        QCOMPARE(m_calls, 0);
        QVERIFY(answer("{\"jsonrpc\":\"2.0\",\"method\":\"owner_status\",\"id\":{}}")["id"].is_null());
    }

    void aBatchIsAnsweredInOrderWithoutItsNotifications()
    {
        const auto reply =
            answer("["
                   "{\"jsonrpc\": \"2.0\", \"method\": \"echo\", \"params\": [1], \"id\": \"1\"},"
                   "{\"jsonrpc\": \"2.0\", \"method\": \"echo\", \"params\": [7]},"
                   "{\"foo\": \"boo\"},"
                   "{\"jsonrpc\": \"2.0\", \"method\": \"elsewhere\", \"id\": \"5\"},"
                   "{\"jsonrpc\": \"2.0\", \"method\": \"foo.get\", \"params\": {\"name\": \"myself\"}, "
                   "\"id\": \"6\"}]");
        QCOMPARE(reply.size(), std::size_t(4));
        QCOMPARE(reply[0]["id"].get<std::string>(), std::string("1"));
        QCOMPARE(reply[1]["error"]["code"].get<int>(), kInvalidRequest);
        QCOMPARE(reply[2]["result"].get<int>(), 1);
        QCOMPARE(reply[3]["error"]["code"].get<int>(), kMethodNotFound);
    }

    void notificationsAreSilentButRun()
    {
        auto reply = ask("{\"jsonrpc\": \"2.0\", \"method\": \"echo\", \"params\": [1]}");
        QCOMPARE(reply.status, 204);
        QVERIFY(reply.body.empty());
        reply = ask(
            "[{\"jsonrpc\": \"2.0\", \"method\": \"echo\"},{\"jsonrpc\": \"2.0\", \"method\": \"unknown\"}]");
        QCOMPARE(reply.status, 204);
        QCOMPARE(m_calls, 3);
    }

    void errorsBearASentenceAndAStableName()
    {
        const auto reply = answer("{\"jsonrpc\":\"2.0\",\"method\":\"refuse\",\"id\":1}");
        QCOMPARE(reply["error"]["code"].get<int>(), kRefused);
        QCOMPARE(reply["error"]["data"]["code"].get<std::string>(), std::string("wrong-nonce"));
        QVERIFY(!reply["error"]["message"].get<std::string>().empty());
        QVERIFY(reply.dump().find("secret detail") == std::string::npos);
        QCOMPARE(
            answer("{\"jsonrpc\":\"2.0\",\"method\":\"bad_params\",\"id\":1}")["error"]["code"].get<int>(),
            kInvalidParams);
    }

    void theOwnersMethodsNeedTheOwner()
    {
        for (const char* method : {"owner_run", "owner_status", "wallet_list", "sign", "key_export"}) {
            const std::string text =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + std::string(method) + "\"}";
            QCOMPARE(ask(text).status, 401);
            QCOMPARE(ask("[" + text + "]").status, 401);
        }
        // Not even well-formed, and refused before anything else is said.
        QCOMPARE(ask("{\"method\":\"wallet_list\"}").status, 401);
        QCOMPARE(m_calls, 0);
        QCOMPARE(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"owner_status\"}", true).status, 200);
        QCOMPARE(m_calls, 1);
    }

    void withoutServingOnlyTheOwnerIsAnswered()
    {
        m_isServing = false;
        const std::string text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":[]}";
        QCOMPARE(answer(text)["error"]["code"].get<int>(), kNotServing);
        QCOMPARE(m_calls, 0);
        QVERIFY(answer(text, true).contains("result"));
    }

    void limitsHold()
    {
        std::string batch = "[";
        for (std::size_t i = 0; i <= kMaxBatchItems; ++i) batch += (i == 0 ? "" : ",") + std::string("{}");
        QCOMPARE(answer(batch + "]")["error"]["code"].get<int>(), kInvalidRequest);
        QCOMPARE(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"large\"}")["error"]["code"].get<int>(),
                 kReplyTooLarge);
        QCOMPARE(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"method\":\"b\"}")["error"]["code"]
                     .get<int>(),
                 kParseError);
        const std::string longName(200, 'a');
        QCOMPARE(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + longName + "\"}")["error"]["code"]
                     .get<int>(),
                 kMethodNotFound);
        QCOMPARE(answer("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"echo\"}")["error"]["code"].get<int>(),
                 kInvalidRequest);
        QCOMPARE(answer("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":1}")["error"]["code"]
                     .get<int>(),
                 kInvalidRequest);
    }

    void tooManyWaitingRequestsAreRefusedAtOnce()
    {
        RpcDispatcher dispatcher(methods());
        const std::string text = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hold\"}";
        int answered = 0;
        for (int i = 0; i < kMaxWaiting; ++i)
            dispatcher.handle(text, false, [&](const RpcReply&) { ++answered; });
        QCOMPARE(answered, 0);
        std::optional<RpcReply> refused;
        dispatcher.handle(text, false, [&](RpcReply reply) { refused = std::move(reply); });
        QVERIFY(refused.has_value());
        QCOMPARE(refused->status, 429);
        for (const MethodDone& done : m_held) done({"1", std::nullopt});
        QTRY_COMPARE(answered, kMaxWaiting);
    }

    void answersAfterTheEndAreDropped()
    {
        bool isAnswered = false;
        {
            RpcDispatcher dispatcher(methods());
            dispatcher.handle("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hold\"}", false,
                              [&](const RpcReply&) { isAnswered = true; });
        }
        for (const MethodDone& done : m_held) done({"1", std::nullopt});
        QCoreApplication::processEvents();
        QVERIFY(!isAnswered);
    }
};

STOA_TEST(RpcDispatcherTest)

} // namespace stoa::net

#include "rpc_dispatcher_test.moc"
