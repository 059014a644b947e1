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
            else if (method == "half")
                done({std::string(kMaxReplyBytes / 2, '1'), std::nullopt});
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

    static std::string call(const std::string& method)
    {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}";
    }
    static std::string batch(const std::string& method, int count)
    {
        std::string all;
        for (int i = 0; i < count; ++i) all += (i == 0 ? "[" : ",") + call(method);
        return all + "]";
    }
    /// 0: it waits.
    static int statusAtOnce(RpcDispatcher& dispatcher, const std::string& text, const Caller& caller)
    {
        int status = 0;
        auto seen = std::make_shared<int*>(&status);
        dispatcher.handle(text, caller, [seen](const RpcReply& reply) {
            if (*seen != nullptr) **seen = reply.status;
        });
        *seen = nullptr;
        return status;
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

    /// One that came back as another number would leave its caller waiting.
    void anIdComesBackAsItWasOrIsRefused()
    {
        for (const char* id : {"0", "-9223372036854775808", "18446744073709551615", "\"1.5\""}) {
            const auto reply = ask(std::string(R"({"jsonrpc":"2.0","method":"echo","id":)") + id + "}");
            QVERIFY2(reply.body.find(std::string("\"id\":") + id + ",") != std::string::npos,
                     reply.body.c_str());
        }
        for (const char* id : {"18446744073709551616", "1.5", "1e2", "true", "[1]"}) {
            const auto reply = answer(std::string(R"({"jsonrpc":"2.0","method":"echo","id":)") + id + "}");
            QCOMPARE(reply["error"]["code"].get<int>(), kInvalidRequest);
            QVERIFY(reply["id"].is_null());
        }
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
        int answered = 0;
        for (int i = 0; i < kMaxWaiting; ++i) // the last ones are for the owner
            dispatcher.handle(call("hold"), i >= kMaxWaiting - kOwnersWaiting,
                              [&](const RpcReply&) { ++answered; });
        QCOMPARE(answered, 0);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), true), 429);
        m_held.front()({"1", std::nullopt});
        QTRY_COMPARE(answered, 1);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), false), 429);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), true), 0);
        const auto held = std::move(m_held);
        for (std::size_t i = 1; i < held.size(); ++i) held[i]({"1", std::nullopt});
        QTRY_COMPARE(answered, kMaxWaiting);
        QTRY_COMPARE(dispatcher.figures().waiting, std::uint64_t{0});
    }

    void oneClientHasAShareOfWhatMayWait()
    {
        RpcDispatcher dispatcher(methods());
        const Caller one(false, nullptr, "one");
        for (int i = 0; i < kMaxWaitingOfOne; ++i)
            QCOMPARE(statusAtOnce(dispatcher, batch("hold", 100), one), 0);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), one), 429);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), Caller(false, nullptr, "two")), 0);
        QCOMPARE(statusAtOnce(dispatcher, call("hold"), Caller(true, nullptr, "one")), 0);
    }

    /// So whoever asks for much in one batch does not go before everybody else.
    void theCallsOfABatchRunOneAfterTheOther()
    {
        RpcDispatcher dispatcher(methods());
        std::optional<RpcReply> reply;
        dispatcher.handle(batch("hold", 3), false, [&](RpcReply given) { reply = std::move(given); });
        for (int i = 1; i <= 3; ++i) {
            QTRY_COMPARE(m_calls, i);
            QTest::qWait(1);
            QCOMPARE(m_calls, i);
            QVERIFY(!reply);
            m_held.back()({std::to_string(i), std::nullopt});
        }
        QTRY_VERIFY(reply.has_value());
        const auto answers = nlohmann::json::parse(reply->body);
        QCOMPARE(answers.size(), std::size_t{3});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(answers[static_cast<std::size_t>(i)]["result"].get<int>(), i + 1);
    }

    void aBatchEndsWhenItsAnswersAreTooLarge()
    {
        const auto reply = answer(batch("half", 100));
        QCOMPARE(reply["error"]["code"].get<int>(), kReplyTooLarge);
        QCOMPARE(m_calls, 2);
    }

    /// What slow readers have not taken yet counts.
    void theBytesThatWaitAreBounded()
    {
        RpcDispatcher dispatcher(methods());
        std::vector<std::shared_ptr<RpcRoom::Place>> unsent;
        const auto statusOf = [&](const Caller& caller) {
            std::optional<int> status;
            dispatcher.handle(call("half"), caller, [&](const RpcReply& reply) {
                status = reply.status;
                if (reply.place) unsent.push_back(reply.place);
            });
            return QTest::qWaitFor([&] { return status.has_value(); }, 5'000) ? *status : 0;
        };
        const auto fill = [&](const std::string& client) {
            int taken = 0;
            while (statusOf(Caller(false, nullptr, client)) == 200) ++taken;
            return taken;
        };
        const int ofOne = fill("one");
        QCOMPARE(ofOne, static_cast<int>(kMaxHeldBytesOfOne / (kMaxReplyBytes / 2)));
        int all = ofOne;
        for (const char* client : {"two", "three", "four", "five", "six"}) all += fill(client);
        QCOMPARE(all, static_cast<int>(kMaxHeldBytes / (kMaxReplyBytes / 2)));
        QCOMPARE(statusOf(Caller(false)), 429);
        QCOMPARE(statusOf(Caller(true)), 200);
        unsent.clear();
        QCOMPARE(fill("one"), ofOne);
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
