// SPDX-License-Identifier: MIT
// Steps over our own JSON-RPC: a real stoad with all its stores on disk, and a client on the same computer
// that submits what was signed beforehand over four connections.
#include <chrono>
#include <future>
#include <thread>

#include <QProcess>

#include "app/net/http_transport.h"
#include "core/base/clock.h"
#include "core/base/hex.h"
#include "core/engine/engine.h"
#include "core/rollup/network_definition.h"
#include "core/sync/rpc_node.h"
#include "tests/bench/anvil_peer.h"
#include "tests/bench/workload.h"

namespace stoa::bench {
namespace {

constexpr std::size_t kConnections = 4;
constexpr std::size_t kStepsPerCall = 512;
constexpr int kRuns = 5;
constexpr Amount kMoney = 1'000'000 * kToken;

/// stoad on a folder of its own, in which everybody has money.
class Stoad {
public:
    explicit Stoad(const std::vector<Address>& people)
    {
        const QString folder = m_folder.path() + QStringLiteral("/data");
        fill(folder.toStdString(), people);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(
            QStringLiteral(STOA_BINARY_DIR "/app/stoad"),
            {QStringLiteral("--data"), folder, QStringLiteral("--log-level"), QStringLiteral("warning")});
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(30'000)) giveUp(Error{ErrorCode::Offline, "stoad did not start"});
        m_url = QString::fromUtf8(m_process.readLine())
                    .section(QStringLiteral(" at "), 1)
                    .trimmed()
                    .toStdString();
    }
    ~Stoad()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(30'000)) m_process.kill();
    }

    const std::string& url() const { return m_url; }

private:
    /// The faucet, before the program itself opens the folder.
    static void fill(const std::string& folder, const std::vector<Address>& people)
    {
        const SystemClock clock;
        SystemRandom random;
        engine::EngineOptions options;
        options.dataFolder = folder;
        const auto engine = must(engine::makeEngine(options, {clock, random, nullptr}));
        for (const Address& who : people) {
            std::promise<Result<engine::UseFaucet::Reply>> promise;
            engine->submit(engine::UseFaucet{who, kMoney},
                           [&](auto reply) { promise.set_value(std::move(reply)); });
            (void)must(promise.get_future().get());
        }
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    std::string m_url;
};

using Bodies = std::vector<std::vector<std::string>>; ///< of each connection, in order

Bodies bodiesOf(const std::vector<Bytes>& steps)
{
    Bodies bodies;
    // Everybody has signed in turn, so the steps of one person are all on one connection.
    static_assert(kSenders % kConnections == 0 && kIngestSteps % kSenders == 0);
    std::vector<std::vector<Bytes>> lists(kConnections);
    for (std::size_t i = 0; i < steps.size(); ++i) lists[i % kConnections].push_back(steps[i]);
    for (const auto& list : lists) {
        auto& mine = bodies.emplace_back();
        for (std::size_t from = 0; from < list.size(); from += kStepsPerCall) {
            nlohmann::json hex = nlohmann::json::array();
            for (std::size_t i = from; i < std::min(from + kStepsPerCall, list.size()); ++i)
                hex.push_back(toHex(list[i]));
            mine.push_back(nlohmann::json{
                {"jsonrpc", "2.0"}, {"id", 1}, {"method", "submit"}, {"params", {{"steps", std::move(hex)}}}}
                               .dump());
        }
    }
    return bodies;
}

/// Returns once every step is acknowledged, which is once it is durable.
void submitAll(const std::string& url, const Bodies& bodies)
{
    std::vector<std::thread> connections;
    for (const auto& mine : bodies)
        connections.emplace_back([&] {
            net::HttpTransport transport;
            for (const std::string& body : mine) {
                const auto answer = nlohmann::json::parse(must(transport.post(url, body)));
                for (const auto& status : answer.at("result"))
                    if (status.at("stage") != static_cast<int>(node::StepStatus::Stage::Included))
                        giveUp(Error{ErrorCode::BadAnswer, status.dump()});
            }
        });
    for (std::thread& each : connections) each.join();
}

/// Until the last batch is posted and the validator in stoad has checked it, so that it leaves the machine
/// to others.
void waitForRest(node::NodeService& stoad)
{
    for (int tries = 0; tries < 1200; ++tries) {
        const auto info = must(stoad.info());
        const auto tip = must(stoad.batches(info.tipBatch, 1));
        if (info.openBatch == 0 && !tip.empty() && tip.front().check != node::BatchInfo::Check::NotChecked)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    giveUp(Error{ErrorCode::Busy, "stoad does not come to rest"});
}

nlohmann::json measure(bool withProposals)
{
    // Who they are does not depend on the network, but what they sign does.
    const Timestamp now = SystemClock().now();
    const Stoad stoad(Senders({}, now).addresses());
    net::HttpTransport transport;
    sync::RpcNode node(transport, stoad.url());
    const auto info = must(node.info());
    Senders senders(must(rollup::decodeDefinition(info.definition)).rules().domain, info.now);
    if (withProposals) {
        const auto company = senders.company();
        submitAll(stoad.url(), {bodiesOf({company.front()}).front()});
        submitAll(stoad.url(), bodiesOf({company.begin() + 1, company.end()}));
    }
    std::vector<double> seconds;
    for (int run = 0; run <= kRuns; ++run) {
        const Bodies bodies =
            bodiesOf(withProposals ? senders.proposals(kIngestSteps) : senders.transfers(kIngestSteps));
        const double taken = secondsOf([&] { submitAll(stoad.url(), bodies); });
        waitForRest(node);
        if (run == 0) continue; // warmed up
        seconds.push_back(taken);
        AnvilPeer::shared().run();
    }
    return {{"steps_per_second", static_cast<double>(kIngestSteps) / median(seconds)},
            {"step", withProposals ? "Propose" : "Transfer"},
            {"steps", kIngestSteps},
            {"steps_per_call", kStepsPerCall},
            {"connections", kConnections},
            {"runs", kRuns}};
}

} // namespace

nlohmann::json measureIngestRpc() { return measure(true); }
nlohmann::json measureIngestRpcTransfers() { return measure(false); }

nlohmann::json measureIngestProposals()
{
    OwnNetwork network;
    Senders senders(network.domain(), network.chain().time());
    network.fund(senders.addresses(), kMoney);
    network.submit(senders.company());
    std::vector<double> seconds;
    for (int run = 0; run <= kRuns; ++run) {
        const auto steps = senders.proposals(kIngestSteps);
        const double taken = secondsOf([&] { network.submit(steps); });
        if (run == 0) continue; // warmed up
        seconds.push_back(taken);
        AnvilPeer::shared().run();
    }
    return {{"steps_per_second", static_cast<double>(kIngestSteps) / median(seconds)},
            {"step", "Propose"},
            {"steps", kIngestSteps},
            {"runs", kRuns}};
}

} // namespace stoa::bench
