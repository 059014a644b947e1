// SPDX-License-Identifier: MIT
// The list of methods against a real engine behind a real port: what it says is what the program does.
#include "app/net/rpc_table.h"

#include <algorithm>
#include <set>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include "app/commands/command.h"
#include "app/commands/owner_desk.h"
#include "app/net/connection_file.h"
#include "app/net/http_transport.h"
#include "app/net/rpc_server.h"
#include "core/base/error.h"
#include "tests/support/registry.h"

namespace stoa::net {

class RpcTableTest : public QObject {
    Q_OBJECT

    using json = nlohmann::json;

    const SystemClock m_clock;
    SystemRandom m_random;
    QTemporaryDir m_folder;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<RpcServer> m_server;
    std::string m_token;

    static std::string call(const RpcMethod& method, const json& params)
    {
        return json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method.name}, {"params", params}}.dump();
    }
    static json example(const RpcMethod& method) { return json::parse(method.example); }

    json post(const std::string& body)
    {
        HttpTransport transport;
        const auto answer = transport.postAsOwner(m_server->url(), m_token, body);
        return answer ? json::parse(*answer, nullptr, false) : json("no answer");
    }

    /// Empty if the answer is what the list promises.
    static std::string complaint(const RpcMethod& method, const json& answer)
    {
        if (method.isExampleRefused) {
            if (!answer.contains("error")) return "was to be refused: " + answer.dump();
            const json& error = answer["error"];
            const std::string code = error.contains("data") ? error["data"].value("code", "") : "";
            const bool isKnown = error["code"] == kUnauthorized ||
                                 std::ranges::find(method.refusals, code) != method.refusals.end();
            return isKnown ? "" : "refused otherwise: " + answer.dump();
        }
        if (!answer.contains("result")) return "no result: " + answer.dump();
        return misfitOf(answer["result"], method.result).value_or("");
    }

    QUrl webSocketUrl() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(m_server->port())); }

    void openSocket(QWebSocket& socket)
    {
        socket.open(webSocketUrl());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    }

private Q_SLOTS:
    void initTestCase()
    {
        engine::EngineOptions options;
        options.dataFolder = m_folder.filePath(QStringLiteral("data")).toStdString();
        options.testClock = true;
        options.manualTicks = true;
        auto made = engine::makeEngine(options, {m_clock, m_random, nullptr});
        QVERIFY(bool(made));
        m_engine = *std::move(made);
        // One block, in one posted batch.
        const Address somebody = Address::fromPrefix(Bytes(20, 7));
        QVERIFY(bool(commands::ask(*m_engine, engine::UseFaucet{somebody, 1'000'000'000})));
        QVERIFY(bool(commands::ask(*m_engine, engine::AdvanceTime{10})));
        RpcServerOptions serving;
        serving.dataFolder = options.dataFolder;
        serving.isServing = true;
        serving.owner = commands::ownerDesk(*m_engine);
        auto server = RpcServer::start(*m_engine, std::move(serving));
        QVERIFY(bool(server));
        m_server = *std::move(server);
        m_token = readConnection(options.dataFolder)->token;
    }
    void cleanupTestCase()
    {
        m_server.reset();
        m_engine.reset();
    }

    void everyMethodAnswersItsExample()
    {
        for (const RpcMethod& method : rpcTable()) {
            if (method.who == Who::Listener) continue;
            const std::string wrong = complaint(method, post(call(method, example(method))));
            QVERIFY2(wrong.empty(), (std::string(method.name) + ": " + wrong).c_str());
        }
    }

    void everyMethodForListenersAnswersItsExampleOverAWebSocketOnly()
    {
        for (const RpcMethod& method : rpcTable()) {
            if (method.who != Who::Listener) continue;
            QCOMPARE(post(call(method, example(method)))["error"]["code"].get<int>(), kNeedsWebSocket);
            QWebSocket socket;
            QSignalSpy answers(&socket, &QWebSocket::textMessageReceived);
            openSocket(socket);
            socket.sendTextMessage(QString::fromStdString(call(method, example(method))));
            QTRY_VERIFY(answers.size() >= 1);
            const std::string wrong =
                complaint(method, json::parse(answers[0][0].toString().toStdString(), nullptr, false));
            QVERIFY2(wrong.empty(), (std::string(method.name) + ": " + wrong).c_str());
        }
    }

    void eachParameterIsChecked()
    {
        for (const RpcMethod& method : rpcTable()) {
            if (method.who == Who::Listener) continue;
            const auto codeWith = [&](const json& params) {
                const json answer = post(call(method, params));
                return answer.contains("error") ? answer["error"]["code"].get<int>() : 0;
            };
            json more = example(method);
            more["unheard_of"] = 1;
            QCOMPARE(codeWith(more), kInvalidParams);
            QCOMPARE(codeWith(json::array({1})), kInvalidParams);
            for (const RpcField& field : method.parameters) {
                json wrong = example(method);
                wrong[field.name] = json::object();
                QCOMPARE(codeWith(wrong), kInvalidParams);
                if (field.isOptional) continue;
                wrong.erase(std::string(field.name));
                QCOMPARE(codeWith(wrong), kInvalidParams);
            }
        }
    }

    void whatIsLargerThanItMayBeIsCalledSoAndTheLimitIsNamed()
    {
        const auto hex = [](std::size_t bytes) { return "0x" + std::string(2 * bytes, '0'); };
        const auto listOf = [](std::size_t count, const std::string& item) {
            json list = json::array();
            for (std::size_t i = 0; i < count; ++i) list.push_back(item);
            return list;
        };
        struct Limit {
            std::string method;
            std::string parameter;
            json most;
            json tooMuch;
            std::string named;
        };
        constexpr std::size_t kTwoMiB = std::size_t{2} << 20;
        const std::vector<Limit> limits = {
            {"submit", "steps", json::array({hex(1024)}), json::array({hex(1025)}), "1024 bytes"},
            {"submit", "steps", listOf(4096, "0x"), listOf(4097, "0x"), "4096"},
            {"put_contents", "objects", json::array({hex(kTwoMiB)}), json::array({hex(kTwoMiB + 1)}),
             "2097152 bytes"},
            {"put_contents", "objects", listOf(4096, "0x61"), listOf(4097, "0x61"), "4096"},
            {"contents", "ids", listOf(4096, hex(32)), listOf(4097, hex(32)), "4096"},
            {"status", "digests", listOf(4096, hex(32)), listOf(4097, hex(32)), "4096"},
            {"force", "step", hex(1015), hex(1025), "1024 bytes"},
            {"chain_deposit", "arguments", hex(1'000'000), hex(1'000'001), "1000000 bytes"},
        };
        for (const Limit& limit : limits) {
            const RpcMethod* method = findMethod(limit.method);
            QVERIFY(method != nullptr);
            const auto answerTo = [&](const json& value) {
                json params = example(*method);
                params[limit.parameter] = value;
                return post(call(*method, params));
            };
            const auto isTooLarge = [](const json& answer) {
                return answer.contains("error") && answer["error"].contains("data") &&
                       answer["error"]["data"]["code"] == "too-large";
            };
            const json most = answerTo(limit.most);
            QVERIFY2(most.is_object() && !isTooLarge(most), (limit.method + most.dump()).c_str());
            const json tooMuch = answerTo(limit.tooMuch);
            QVERIFY2(isTooLarge(tooMuch), (limit.method + tooMuch.dump()).c_str());
            const auto message = tooMuch["error"]["message"].get<std::string>();
            QVERIFY2(message.find(limit.named) != std::string::npos, message.c_str());
            QVERIFY(std::ranges::find(method->refusals, "too-large") != method->refusals.end());
        }
    }

    void aWrongNumberIsSaidToBeOne()
    {
        const json answer = post(R"({"jsonrpc":"2.0","id":1,"method":"batches","params":{"from":-1}})");
        QCOMPARE(answer["error"]["code"].get<int>(), kInvalidParams);
        const auto message = answer["error"]["message"].get<std::string>();
        QVERIFY2(message.find("“from” must be a whole number") != std::string::npos, message.c_str());
    }

    void theListIsWhole()
    {
        std::set<std::string_view> names;
        const auto isType = [](std::string_view type) {
            const auto misfit = misfitOf(json(), type);
            return !misfit || misfit->find("there is no type") == std::string::npos;
        };
        for (const RpcMethod& method : rpcTable()) {
            QVERIFY2(names.insert(method.name).second, method.name.data());
            QCOMPARE(isOwnersMethod(method.name), method.who == Who::Owner);
            QVERIFY2(isType(method.result), method.name.data());
            for (const RpcField& field : method.parameters) QVERIFY2(isType(field.type), method.name.data());
            for (const std::string_view refusal : method.refusals)
                QVERIFY2(codeOf(refusal) || refusal == "usage" || refusal.find(' ') != std::string_view::npos,
                         refusal.data());
        }
        for (const RpcType& type : rpcTypes())
            for (const RpcField& field : type.fields) QVERIFY2(isType(field.type), type.name.data());
        for (const RpcTopic& topic : rpcTopics()) QVERIFY(isType(topic.value));
    }

    void theShapesTellRightFromWrong()
    {
        const std::string hash = "0x" + std::string(64, 'a');
        QVERIFY(!misfitOf(hash, "hash"));
        QVERIFY(misfitOf(hash + "0", "hash"));
        QVERIFY(misfitOf("0x" + std::string(64, 'g'), "hash"));
        QVERIFY(misfitOf(std::string(64, 'a'), "hash"));
        QVERIFY(misfitOf(json::array({hash, 1}), "hash[]"));
        QVERIFY(!misfitOf("0x", "bytes"));
        QVERIFY(misfitOf("0x0", "bytes"));
        QVERIFY(!misfitOf("18446744073709551615", "amount"));
        for (const char* bad : {"", "01", "-1", "1.5", "1e3"}) QVERIFY(misfitOf(bad, "amount"));
        QVERIFY(misfitOf(-1, "number"));
        QVERIFY(misfitOf(1.5, "number"));
        QVERIFY(misfitOf(json{{"empty", true}}, "Path"));
        QVERIFY(misfitOf("no-such-code", "code"));
        QVERIFY(!misfitOf("wrong-nonce", "code"));
    }

    void thePageInTheProjectIsTheList()
    {
        QFile page(QStringLiteral(STOA_SOURCE_DIR "/docs/RPC.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY2(page.readAll().toStdString() == rpcDocs(),
                 "docs/RPC.md is not what `stoad rpc-docs` prints: print it again");
    }
};

STOA_TEST(RpcTableTest)

} // namespace stoa::net

#include "rpc_table_test.moc"
