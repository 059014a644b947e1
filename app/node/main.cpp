// SPDX-License-Identifier: MIT
// stoad: an engine and its port, without a window.
#include <csignal>
#include <iostream>
#include <vector>

#include <QCoreApplication>

#include "app/commands/owner_desk.h"
#include "app/net/http_transport.h"
#include "app/net/program.h"
#include "app/net/rpc_server.h"
#include "app/node/node_options.h"
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
    engineOptions.testClock = options.testClock;
    auto engine = engine::makeEngine(engineOptions, {clock, random, &transport});
    if (!engine) return complain(engine.error());

    net::RpcServerOptions serverOptions;
    serverOptions.dataFolder = options.dataFolder;
    serverOptions.bindAddress = options.bindAddress;
    serverOptions.port = options.port;
    serverOptions.isServing = options.isServing;
    if (options.hasOwner) serverOptions.owner = commands::ownerDesk(**engine);
    auto server = net::RpcServer::start(**engine, std::move(serverOptions));
    if (!server && server.error().code == ErrorCode::PortInUse)
        return complain(commands::refusal(
            ErrorCode::PortInUse, "Port " + server.error().detail + " at " + options.bindAddress +
                                      " cannot be opened: another program uses it, or the address is not "
                                      "one of this computer. Choose another one with --port or --bind."));
    if (!server) return complain(server.error());

    std::cout << "stoad " STOA_VERSION " is ready at " << (*server)->url() << std::endl;
    int signal = 0;
    while (sigwait(&endingSignals, &signal) != 0) {
    }
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
    if (options->wantsVersion) {
        std::cout << "stoad " STOA_VERSION << std::endl;
        return 0;
    }
    if (options->wantsHelp) {
        std::cout << node_program::nodeHelp() << std::flush;
        return 0;
    }
    return runNode(*options, endingSignals);
}
