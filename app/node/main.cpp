// SPDX-License-Identifier: MIT
// stoad: an engine and its port, without a window.
#include <csignal>
#include <filesystem>
#include <iostream>
#include <vector>

#include <QCoreApplication>

#include "app/commands/command_table.h"
#include "app/commands/owner_desk.h"
#include "app/net/connection_file.h"
#include "app/net/http_transport.h"
#include "app/net/own_addresses.h"
#include "app/net/program.h"
#include "app/net/rpc_server.h"
#include "app/net/rpc_table.h"
#include "app/node/event_log.h"
#include "app/node/metrics.h"
#include "app/node/node_options.h"
#include "app/node/node_watch.h"
#include "core/base/random.h"
#include "ui/words/plurals.h"

namespace {

using namespace stoa;

int complain(const commands::Failure& failure)
{
    std::cerr << failure.message << std::endl;
    return failure.exitCode;
}

/// Blocks SIGINT and SIGTERM for this thread and all that it starts; one of them is waited for at the end.
sigset_t holdEndingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

int runNode(const node_program::NodeOptions& options, const sigset_t& endingSignals)
{
    const SystemClock clock;
    SystemRandom random;
    net::HttpTransport transport;
    engine::EngineOptions engineOptions;
    engineOptions.dataFolder = options.dataFolder;
    engineOptions.nodeUrl = options.nodeUrl;
    engineOptions.chainUrl = options.chainUrl;
    engineOptions.challengerOwner = options.challengerOwner;
    engineOptions.testClock = options.testClock;
    engineOptions.roles = options.roles;
    node_program::EventLog log(std::cerr, clock, options.logFormat, options.logLevel);
    // Nothing is begun for a node that could not open its port.
    std::error_code problem;
    const auto mark = std::filesystem::path(options.dataFolder) / "format";
    if (!std::filesystem::exists(mark, problem) && !problem)
        if (const auto open = net::RpcServer::tryPort(options.bindAddress, options.port); !open)
            return complain(node_program::listenFailure(open.error(), options));
    auto engine = engine::makeEngine(engineOptions, {clock, random, &transport});
    if (!engine && engine.error().code == ErrorCode::NotSupported)
        return complain(commands::refusal(
            ErrorCode::NotSupported,
            options.roles && options.roles->aggregator
                ? "This folder follows another node. To post batches on the main chain that it hosts, say "
                  "where "
                  "that is with --chain; otherwise leave “aggregator” out of --role."
                : "A network of one's own needs its aggregator here: add “aggregator” to --role, or follow "
                  "another node with --node."));
    if (!engine) return complain(engine.error());
    const std::string followed = (*engine)->followed(); // the folder may remember it
    if (options.port != 0 && net::leadsHere(followed, options.bindAddress, options.port))
        return complain(commands::refusal(ErrorCode::PortInUse, node_program::followsItself(followed)));
    const node_program::NodeWatch watch(**engine, log);

    net::RpcServerOptions serverOptions;
    serverOptions.dataFolder = options.dataFolder;
    serverOptions.bindAddress = options.bindAddress;
    serverOptions.port = options.port;
    serverOptions.isServing = options.isServing;
    serverOptions.build = commands::buildName();
    if (options.hasOwner) serverOptions.owner = commands::ownerDesk(**engine);
    serverOptions.metrics = node_program::metricsOf(**engine, watch, options.dataFolder);
    auto server = net::RpcServer::start(**engine, std::move(serverOptions));
    if (!server) return complain(node_program::listenFailure(server.error(), options));

    if (const auto connection = net::readConnection(options.dataFolder); connection && options.hasOwner)
        log.hide(connection->token);
    log.write(node_program::LogLevel::Info, "started", "The node is ready.",
              {{"port", std::uint64_t{(*server)->port()}}, {"version", std::string(STOA_VERSION)}});
    std::cout << "stoad " STOA_VERSION " is ready at " << (*server)->url() << std::endl;
    for (const std::string& url : net::urlsFromElsewhere(options.bindAddress, (*server)->port()))
        std::cout << "Other computers reach it at " << url << std::endl;
    int signal = 0;
    while (sigwait(&endingSignals, &signal) != 0) {
    }
    log.write(node_program::LogLevel::Info, "stopping", "The node was asked to end.");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    net::hardenProcess();
    const sigset_t endingSignals = holdEndingSignals();
    const QCoreApplication application(argc, argv);
    ui::installPlurals();
    const auto options = node_program::parseNodeOptions(std::vector<std::string>(argv + 1, argv + argc));
    if (!options) return complain(options.error());
    switch (options->print) {
    case node_program::Print::Nothing: break;
    case node_program::Print::Help: std::cout << node_program::nodeHelp() << std::flush; return 0;
    case node_program::Print::Version: std::cout << "stoad " STOA_VERSION << std::endl; return 0;
    case node_program::Print::RpcDocs: std::cout << net::rpcDocs() << std::flush; return 0;
    case node_program::Print::ConfigExample:
        std::cout << node_program::configExample() << std::flush;
        return 0;
    }
    return runNode(*options, endingSignals);
}
