// SPDX-License-Identifier: MIT
#include "app/net/rpc_news.h"

#include <algorithm>
#include <set>

#include "app/net/http_head.h"
#include "app/net/rpc_table.h"
#include "app/net/strict_json.h"

namespace stoa::net {

namespace {

using nlohmann::json;

constexpr std::uint64_t kBatchesAtOnce = 200;
constexpr std::uint64_t kFinal = 4; ///< of a batch's stage
constexpr std::uint64_t kOpen = 0;

/// An account's key in the state tree: 01, the empty company, no table, the address, padding.
std::string keyOfAccount(const std::string& account)
{
    return "0x01" + std::string(18, '0') + account.substr(2) + "0000";
}

/// What an account's record is, told apart from how its proof looks at this moment.
std::string stateOf(const json& record, const std::string& account)
{
    const json& path = record["path"];
    return path["key"] == keyOfAccount(account) ? path["value"].get<std::string>() : "absent";
}

} // namespace

RpcNews::RpcNews(engine::Engine& engine, RpcFigures& figures, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_figures(figures)
    , m_later(std::make_shared<Later<RpcNews>>(this))
    , m_isCalled(std::make_shared<std::atomic<bool>>(false))
    , m_pause(this) // goes along to another thread
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_isLate, false)) look();
    });
    m_events = m_engine.subscribe([later = m_later, isCalled = m_isCalled](const engine::Event& event) {
        if (!std::holds_alternative<engine::NetworkChanged>(event) || isCalled->exchange(true)) return;
        later->post([](RpcNews& self) {
            self.m_isCalled->store(false);
            self.look();
        });
    });
}

RpcNews::~RpcNews()
{
    m_events = {};
    m_later->close();
}

bool RpcNews::has(std::string_view topic) const
{
    return std::any_of(m_subscriptions.begin(), m_subscriptions.end(),
                       [&](const auto& each) { return each.second.topic == topic; });
}

MethodAnswer RpcNews::take(Listener& listener, std::string_view method, const json& params)
{
    if (method == "subscribe") return subscribe(listener, params);
    if (method == "unsubscribe") {
        const auto found = m_subscriptions.find(params["subscription"].get<std::uint64_t>());
        const bool isThere = found != m_subscriptions.end() && found->second.listener == &listener;
        if (isThere) m_subscriptions.erase(found);
        countSubscriptions();
        return {isThere ? "true" : "false", std::nullopt};
    }
    return {{},
            RpcError{kUnauthorized, "The token counts in a WebSocket's first message only.",
                     std::string(name(ErrorCode::Unauthorized))}};
}

MethodAnswer RpcNews::subscribe(Listener& listener, const json& params)
{
    const std::string topic = params["topic"].get<std::string>();
    const auto& topics = rpcTopics();
    const auto found =
        std::find_if(topics.begin(), topics.end(), [&](const RpcTopic& each) { return each.name == topic; });
    if (found == topics.end())
        return {{}, RpcError{kRefused, "There is no such topic.", std::string(name(ErrorCode::NotFound))}};
    if (params.contains("account") != found->needsAccount)
        return {{},
                RpcError{kInvalidParams,
                         found->needsAccount ? "The topic needs an account." : "The topic takes no account.",
                         {}}};
    std::set<const Listener*> others;
    int own = 0;
    for (const auto& [id, each] : m_subscriptions) {
        if (each.listener == &listener)
            ++own;
        else if (!each.listener->isOwner())
            others.insert(each.listener);
    }
    const bool isFull = !listener.isOwner() && own == 0 && others.size() >= kMaxListeners;
    if (isFull || own >= kMaxSubscriptions) {
        m_figures.refuse(Refusal::Listeners);
        return {
            {},
            RpcError{kTooManyRequests,
                     isFull ? "Too many listen to this program already. Try again later, or ask now and then."
                            : "This connection has too many subscriptions. End one first.",
                     std::string(name(ErrorCode::Busy))}};
    }
    Subscription& subscription = m_subscriptions[++m_lastId];
    subscription.listener = &listener;
    subscription.topic = topic;
    if (found->needsAccount) subscription.account = lowered(params["account"].get<std::string>());
    countSubscriptions();
    // Behind the answer: what is told first comes after the subscription's number.
    QMetaObject::invokeMethod(this, &RpcNews::look, Qt::QueuedConnection);
    return {std::to_string(m_lastId), std::nullopt};
}

void RpcNews::forget(Listener& listener)
{
    std::erase_if(m_subscriptions, [&](const auto& each) { return each.second.listener == &listener; });
    countSubscriptions();
}

bool RpcNews::isListening(const Listener& listener) const
{
    return std::any_of(m_subscriptions.begin(), m_subscriptions.end(),
                       [&](const auto& each) { return each.second.listener == &listener; });
}

void RpcNews::countSubscriptions()
{
    m_figures.subscriptions = m_subscriptions.size();
    if (!m_subscriptions.empty()) return;
    // Nobody listens: what is known grows old, and the next one begins anew.
    m_info = nullptr;
    m_batches.clear();
    m_firstBatch = 0;
}

void RpcNews::look()
{
    if (m_subscriptions.empty()) return;
    if (m_pause.isActive() || m_asking > 0) {
        m_isLate = true;
        if (!m_pause.isActive()) m_pause.start(kNewsPauseMs);
        return;
    }
    m_pause.start(kNewsPauseMs);
    ask("node_info", json::object(), [](RpcNews& self, const json& info) { self.takeInfo(info); });
}

void RpcNews::ask(std::string method, json params, std::function<void(RpcNews&, const json&)> take)
{
    ++m_asking;
    m_engine.submit(engine::ServeRpc{std::move(method), std::make_shared<const json>(std::move(params))},
                    [later = m_later, take = std::move(take)](const Result<std::string>& reply) {
                        json value = reply ? json::parse(*reply, nullptr, false) : json();
                        later->post([take, value = std::move(value)](RpcNews& self) {
                            --self.m_asking;
                            // Without an answer there is nothing to tell; the next change is looked at again.
                            if (!value.is_null() && !value.is_discarded()) take(self, value);
                        });
                    });
}

void RpcNews::takeInfo(const json& info)
{
    if (misfitOf(info, "NodeInfo")) return;
    const bool isFirst = m_info.is_null();
    const bool headMoved = isFirst || m_info["head"] != info["head"];
    m_info = info;
    if (headMoved && !isFirst) tell("block", {{"head", info["head"]}, {"openBatch", info["openBatch"]}});
    if (has("batch")) askForBatches();
    std::set<std::string> accounts;
    for (auto& [id, each] : m_subscriptions) {
        each.isDue = each.isDue || headMoved; // also where the answer to an earlier look has failed
        if (each.topic == "account" && each.isDue) accounts.insert(each.account);
    }
    for (const std::string& account : accounts) {
        ask("record", {{"key", keyOfAccount(account)}},
            [account](RpcNews& self, const json& record) { self.takeRecord(account, record); });
    }
}

/// Those that may have become final, and the newest. A check changes nothing else, so they are always asked
/// for.
void RpcNews::askForBatches()
{
    const auto number = [&](const char* key) { return m_info[key].get<std::uint64_t>(); };
    const std::uint64_t newest = std::max(number("openBatch"), number("tipBatch"));
    const std::uint64_t recent = newest < kBatchesAtOnce ? 1 : newest - kBatchesAtOnce + 1;
    const auto from = [&](std::uint64_t first) {
        ask("batches", {{"from", first}, {"count", kBatchesAtOnce}},
            [first](RpcNews& self, const json& batches) { self.takeBatches(first, batches); });
    };
    if (m_firstBatch == 0) {
        from(std::max(recent, number("finalBatch") + 1));
        return;
    }
    if (m_firstBatch < recent && m_firstBatch <= number("finalBatch")) from(m_firstBatch);
    from(std::max(recent, m_firstBatch));
}

void RpcNews::takeBatches(std::uint64_t from, const json& batches)
{
    if (misfitOf(batches, "Batch[]")) return;
    const bool isFirst = m_firstBatch == 0;
    if (isFirst) m_firstBatch = from;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        const std::uint64_t number = from + i;
        const json& batch = batches[i];
        if (number < m_firstBatch || batch["stage"] == kOpen) continue;
        const Known now{batch["stage"].get<std::uint64_t>(), batch["check"].get<std::uint64_t>(),
                        std::hash<std::string>()(batch["header"].get_ref<const std::string&>())};
        const auto known = m_batches.find(number);
        const bool isNews = known == m_batches.end() || known->second != now;
        m_batches[number] = now;
        if (isNews && !isFirst) tell("batch", {{"number", number}, {"batch", batch}});
    }
    while (!m_batches.empty() && m_batches.begin()->second.stage == kFinal) {
        m_firstBatch = m_batches.begin()->first + 1;
        m_batches.erase(m_batches.begin());
    }
}

void RpcNews::takeRecord(const std::string& account, const json& record)
{
    if (misfitOf(record, "Record")) return;
    const std::string now = stateOf(record, account);
    for (auto& [id, each] : m_subscriptions) {
        if (each.topic != "account" || each.account != account) continue;
        each.isDue = false;
        if (each.last == now) continue;
        each.last = now;
        tell(id, each, {{"account", account}, {"record", record}});
    }
}

void RpcNews::tell(std::string_view topic, const json& value)
{
    for (auto& [id, each] : m_subscriptions) {
        if (each.topic == topic) tell(id, each, value);
    }
}

void RpcNews::tell(std::uint64_t id, Subscription& subscription, const json& value)
{
    ++m_figures.news;
    subscription.listener->hear(
        toJsonText({{"jsonrpc", "2.0"},
                    {"method", "news"},
                    {"params", {{"subscription", id}, {"topic", subscription.topic}, {"value", value}}}}));
}

} // namespace stoa::net
