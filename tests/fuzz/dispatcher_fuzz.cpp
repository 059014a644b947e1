// SPDX-License-Identifier: MIT
// Any text at a node's port: to each request its one answer, in the order of the requests, of the shape that
// the list of methods says; to a notification none. What was refused has changed nothing.
#include <deque>

#include <nlohmann/json.hpp>
#include <QCoreApplication>

#include "app/commands/command_table.h"
#include "app/commands/owner_desk.h"
#include "app/net/rpc_dispatcher.h"
#include "app/net/rpc_news.h"
#include "app/net/strict_json.h"
#include "core/base/hex.h"
#include "core/mainchain/signed_call.h"
#include "core/sync/chain_service.h"
#include "core/sync/rpc_node.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/fake_engine.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

using nlohmann::json;

/// Who asks: the first byte, so that a digit will do.
enum class Asker : std::uint8_t { Anybody, Listener, Owner, Unserved };
constexpr std::uint8_t kAskers = 4;

/// A WebSocket.
class Ear final : public net::Listener {
public:
    explicit Ear(bool isOwner)
        : m_isOwner(isOwner)
    {}
    bool isOwner() const override { return m_isOwner; }
    void hear(const std::string& text) override
    {
        const auto message = json::parse(text, nullptr, false);
        STOA_CHECK(message.is_object() && message.at("jsonrpc") == "2.0" && !message.contains("id"));
    }

private:
    bool m_isOwner;
};

/// Who signs this call in the seeds; has money on the main chain.
std::size_t callerOf(mainchain::Method method) { return 10 + static_cast<std::size_t>(method); }

/// A command that only lists what there is. Any other might read or write files of whoever runs this.
bool isHarmless(const json& params)
{
    const auto words = params.is_object() ? params.find("words") : params.end();
    if (!params.is_object() || words == params.end() || !words->is_array()) return true;
    std::vector<std::string> texts;
    for (const json& word : *words) {
        if (!word.is_string()) return true;
        texts.push_back(word.get<std::string>());
    }
    const auto line = commands::parseCommandLine(texts);
    return !line || line->call.command == nullptr || line->call.command->verb == "list";
}

/// A node with everything behind its port, but the port.
class Port {
public:
    Port()
        : m_owner(commands::ownerDesk(m_engine))
        , m_dispatcher(methods())
        , m_news(m_engine, m_dispatcher.figures())
    {
        STOA_CHECK(world.reopen());
        STOA_CHECK(world.network->faucet(world.address(1), 100 * kToken));
        STOA_CHECK(world.sends(1, tx::Withdraw{world.address(1), kToken}) && world.network->postNow());
        for (const mainchain::Method method : mainchain::kMethods)
            STOA_CHECK(world.network->chain().mint(world.address(callerOf(method)), 2000 * kToken));
        m_engine.onServeRpc = [this](const engine::ServeRpc& request) -> Result<std::string> {
            if (!sync::isChainMethod(request.method))
                return sync::serveNode(*world.network, request.method, *request.params);
            STOA_TRY(mainchain::LocalChain * chain, world.network->hostedChain());
            return sync::serveChain(*chain, request.method, *request.params);
        };
    }

    net::RpcReply ask(std::string_view text, Asker who)
    {
        m_isServing = who != Asker::Unserved;
        Ear ear(who == Asker::Owner);
        const bool isListening = who == Asker::Listener || who == Asker::Owner;
        std::optional<net::RpcReply> reply;
        int replies = 0;
        m_dispatcher.handle(text, {who == Asker::Owner, isListening ? &ear : nullptr},
                            [&](net::RpcReply given) {
                                reply = std::move(given);
                                ++replies;
                            });
        while (!reply) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents();
        STOA_CHECK(replies == 1);
        m_news.forget(ear);
        return *std::move(reply);
    }

    /// All that is stored, the main chain's newest block aside: who challenges too early has one mined.
    std::string condition()
    {
        std::string all;
        const auto add = [&](ByteView key, ByteView value) {
            if (textOf(key) == "m") return true;
            all.append(textOf(key)).append(textOf(value));
            return true;
        };
        for (storage::MemoryStore* store :
             {&world.chainStore, &world.aggregatorStore, &world.validatorStore, &world.contentsStore})
            STOA_CHECK(store->iterate({}, add));
        return all;
    }

    test::NetworkWorld world;

private:
    net::Methods methods()
    {
        net::Methods methods;
        methods.describe = &net::findMethod;
        methods.isServing = [this] { return m_isServing; };
        methods.listener = [this](net::Listener& listener, std::string_view method, const json& params) {
            return m_news.take(listener, method, params);
        };
        methods.owner = [this](const std::string& method, const json& params, const net::MethodDone& done) {
            if (method == "owner_run" && !isHarmless(params))
                done(net::answerOf(Error{ErrorCode::NotSupported, {}}));
            else
                m_owner(method, params, done);
        };
        methods.network = [this](std::string method, json params, const net::MethodDone& done) {
            m_engine.submit(
                engine::ServeRpc{std::move(method), std::make_shared<const json>(std::move(params))},
                [done](const Result<std::string>& answer) {
                    done(answer ? net::MethodAnswer{*answer, {}} : net::answerOf(answer.error()));
                });
        };
        return methods;
    }

    test::FakeEngine m_engine;
    net::OwnerHandler m_owner;
    bool m_isServing = true;
    net::RpcDispatcher m_dispatcher;
    net::RpcNews m_news;
};

Port& port()
{
    constexpr int kCalls = 512; // what requests leave behind is thrown away now and then
    static int argc = 1;
    static char program[] = "dispatcher_fuzz";
    static char* argv[] = {program, nullptr};
    static const QCoreApplication application(argc, argv);
    static std::unique_ptr<Port> made;
    static int calls = 0;
    if (!made || ++calls % kCalls == 0) made = std::make_unique<Port>();
    return *made;
}

bool isRequest(const json& item)
{
    if (!item.is_object() || !item.contains("jsonrpc") || item["jsonrpc"] != "2.0") return false;
    if (!item.contains("method") || !item["method"].is_string()) return false;
    const bool hasGoodId = !item.contains("id") || item["id"].is_string() || item["id"].is_number_integer() ||
                           item["id"].is_null();
    return hasGoodId && (!item.contains("params") || item["params"].is_structured());
}

bool isNotification(const json& item) { return isRequest(item) && !item.contains("id"); }

bool isRefused(const json& answer) { return answer.contains("error"); }

/// One well-formed answer, to this request if there is one.
void checkAnswer(const json& answer, const json* request)
{
    STOA_CHECK(answer.is_object() && answer.size() == 3 && answer.at("jsonrpc") == "2.0");
    STOA_CHECK(answer.contains("result") != answer.contains("error"));
    if (isRefused(answer)) {
        const json& error = answer["error"];
        STOA_CHECK(error.at("code").is_number_integer() && error.at("code") < 0);
        STOA_CHECK(error.at("message").is_string() && !error["message"].empty());
        STOA_CHECK(!error.contains("data") || error["data"].at("code").is_string());
    }
    const bool hasId = request != nullptr && request->is_object() && request->contains("id") &&
                       ((*request)["id"].is_string() || (*request)["id"].is_number_integer());
    STOA_CHECK(answer.at("id") == (hasId ? (*request)["id"] : json()));
    if (isRefused(answer)) return;
    STOA_CHECK(request != nullptr && isRequest(*request));
    const net::RpcMethod* method = net::findMethod((*request)["method"].get<std::string>());
    STOA_CHECK(method != nullptr && !net::misfitOf(answer["result"], method->result));
}

/// Whether `reply` answers these requests. False: all of them were refused.
bool checkReply(const net::RpcReply& reply, std::string_view text)
{
    STOA_CHECK(reply.status == 200 || reply.status == 204 || reply.status == 401);
    STOA_CHECK(reply.body.empty() == (reply.status == 204));
    const auto asked = net::parseStrictJson(text);
    const auto answer = json::parse(reply.body.empty() ? "[]" : reply.body, nullptr, false);
    STOA_CHECK(!answer.is_discarded());
    const bool isBatch =
        asked && asked->is_array() && !asked->empty() && asked->size() <= net::kMaxBatchItems;
    std::deque<const json*> waiting;
    if (isBatch) {
        for (const json& item : *asked)
            if (reply.status == 401 || !isNotification(item)) waiting.push_back(&item);
    } else if (!asked || asked->is_array() || reply.status == 401 || !isNotification(*asked)) {
        waiting.push_back(asked && !asked->is_array() ? &*asked : nullptr);
    }
    STOA_CHECK(waiting.empty() == (reply.status == 204));
    if (!isBatch && !waiting.empty()) {
        checkAnswer(answer, waiting.front());
        return !isRefused(answer);
    }
    STOA_CHECK(answer.is_array() && answer.size() == waiting.size());
    bool isDone =
        isBatch && reply.status != 401 && waiting.size() < asked->size(); // a notification runs unseen
    for (const json& each : answer) {
        checkAnswer(each, waiting.front());
        waiting.pop_front();
        isDone = isDone || !isRefused(each);
    }
    return isDone || reply.status == 204;
}

json requestOf(std::string_view method, json params)
{
    return {{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", std::move(params)}};
}

Bytes seedOf(Asker who, const std::string& text)
{
    return seed(static_cast<std::uint8_t>(who), viewOf(text));
}

/// Each method of the main chain, called with a good signature by a person of its own.
std::vector<Bytes> signedCalls()
{
    std::vector<Bytes> list;
    test::NetworkWorld& w = port().world;
    const Hash definition = w.network->definition().hash();
    for (const mainchain::Method method : mainchain::kMethods) {
        const std::size_t person = callerOf(method);
        const Address me = w.address(person);
        Bytes arguments = mainchain::packedArguments(me, Amount{kToken});
        if (method == mainchain::Method::Join) arguments = mainchain::packedArguments(Amount{1000 * kToken});
        if (method == mainchain::Method::Force) arguments = w.step(1, tx::Transfer{w.address(2), 1});
        if (method == mainchain::Method::Leave) arguments.clear();
        if (method == mainchain::Method::Announce) arguments.assign(32, 7);
        if (method == mainchain::Method::AnnounceFor || method == mainchain::Method::Expire)
            arguments.assign(52, 7);
        if (method == mainchain::Method::Payout) arguments = mainchain::packedArguments(me);
        if (method == mainchain::Method::Appoint)
            arguments = mainchain::packedArguments(w.address(2), Amount{1000 * kToken});
        mainchain::SignedCall call{method, me, 0, arguments, {}};
        call.signature = w.key(person).sign(mainchain::digestOf(call, definition));
        const json params = {{"from", toHex(me)},
                             {"number", 0},
                             {"arguments", toHex(arguments)},
                             {"signature", toHex(call.signature.encode())}};
        const std::string name = "chain_" + std::string(mainchain::nameOf(method));
        list.push_back(seedOf(Asker::Anybody, requestOf(name, params).dump()));
    }
    return list;
}

} // namespace

/// Who asks, then a request's text
std::vector<Bytes> seeds()
{
    test::NetworkWorld& w = port().world;
    std::vector<Bytes> list = signedCalls();
    json all = json::array();
    for (const net::RpcMethod& method : net::rpcTable()) {
        const json example = requestOf(method.name, json::parse(method.example));
        for (const Asker who : {Asker::Anybody, Asker::Listener, Asker::Owner, Asker::Unserved})
            list.push_back(seedOf(who, example.dump()));
        for (const net::RpcField& field : method.parameters) {
            json wrong = example;
            wrong["params"].erase(std::string(field.name));
            list.push_back(seedOf(Asker::Owner, wrong.dump()));
            wrong["params"][std::string(field.name)] = -1;
            list.push_back(seedOf(Asker::Owner, wrong.dump()));
        }
        all.push_back(example);
    }
    list.push_back(seedOf(Asker::Owner, all.dump()));
    for (const char* words :
         {R"(["company","list"])", R"(["task","list","--json"])", R"(["nonsense"])", "[1]"})
        list.push_back(seedOf(Asker::Owner, requestOf("owner_run", {{"words", json::parse(words)}}).dump()));
    const json steps = {{"steps", {toHex(w.step(1, tx::Transfer{w.address(2), 1}))}}};
    list.push_back(seedOf(Asker::Anybody, requestOf("submit", steps).dump()));
    const json account = {{"topic", "account"}, {"account", toHex(w.address(1))}};
    list.push_back(seedOf(Asker::Listener, requestOf("subscribe", account).dump()));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    const std::string_view text = textOf({data + 1, size - 1});
    Port& node = port();
    const std::string before = node.condition();
    const net::RpcReply reply = node.ask(text, static_cast<Asker>(data[0] % kAskers));
    if (!checkReply(reply, text)) STOA_CHECK(node.condition() == before);
    STOA_CHECK(node.world.network->tick());
    const auto supply = node.world.network->verifySupply();
    STOA_CHECK(supply && !supply->problem);
    return 0;
}
