// SPDX-License-Identifier: MIT
#include "app/node/metrics.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "core/base/hex.h"

namespace stoa::node_program {

namespace {

/// Puts the families one after the other, each with its HELP and TYPE.
class Page {
public:
    void gauge(std::string_view name, std::string_view help, std::uint64_t value)
    {
        begin(name, help, "gauge");
        add(name, {}, {}, value);
    }
    void counter(std::string_view name, std::string_view help, std::uint64_t value)
    {
        begin(name, help, "counter");
        add(name, {}, {}, value);
    }
    void begin(std::string_view name, std::string_view help, std::string_view type)
    {
        m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
        m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }
    void add(std::string_view name, std::string_view label, std::string_view word, std::uint64_t value)
    {
        m_text.append(name);
        if (!label.empty()) m_text.append("{").append(label).append("=\"").append(word).append("\"}");
        m_text.append(" ").append(std::to_string(value)).append("\n");
    }
    void addMissing(std::string_view role, const Address& address, std::uint64_t amount)
    {
        m_text.append("stoa_missing_gwei{role=\"").append(role).append("\",address=\"");
        m_text.append(toHex(address)).append("\"} ").append(std::to_string(amount)).append("\n");
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

constexpr std::array<std::string_view, 5> kStages = {"open", "posted", "challenged", "rolled_back", "final"};
constexpr std::array<std::string_view, kChainEventKinds> kEvents = {
    "joined",       "deposited",   "posted",  "announced", "proved_wrong",
    "proved_right", "rolled_back", "slashed", "left"};

void addNetwork(Page& page, const engine::NetworkView& network)
{
    page.gauge("stoa_block", "Number of the newest block, the last one that is synchronised.",
               network.headBlock);
    page.gauge("stoa_head_time_seconds", "Time of the newest block, by the main chain.", network.headTime);
    page.gauge("stoa_time_seconds", "The main chain's time.", network.now);
    page.begin("stoa_clock_apart_seconds",
               "How far this computer's clock lies from the network's time; 0 up to five minutes.", "gauge");
    page.add("stoa_clock_apart_seconds", "way", "behind", network.clock.behind);
    page.add("stoa_clock_apart_seconds", "way", "ahead", network.clock.ahead);
    page.gauge("stoa_stood_still_seconds",
               "How much older than the clock the newest block of the main chain here was at the start.",
               network.clock.stoodStill);
    page.begin("stoa_batch", "Number of the newest batch that has come this far; 0 for none.", "gauge");
    page.add("stoa_batch", "stage", "open", network.openBatch);
    page.add("stoa_batch", "stage", "posted", network.tipBatch);
    page.add("stoa_batch", "stage", "checked", network.checkedBatch);
    page.add("stoa_batch", "stage", "kept", network.keptBatch);
    page.add("stoa_batch", "stage", "final", network.finalBatch);
    std::array<std::uint64_t, kStages.size()> stages{};
    std::uint64_t pending = 0;
    for (const engine::BatchView& batch : network.batches) {
        ++stages[static_cast<std::size_t>(batch.stage)];
        if (batch.stage == engine::BatchStage::Open) pending += batch.steps;
    }
    page.begin("stoa_recent_batches", "How many of the newest fifty batches are at each stage.", "gauge");
    for (std::size_t i = 0; i < kStages.size(); ++i)
        page.add("stoa_recent_batches", "stage", kStages[i], stages[i]);
    page.gauge("stoa_pending_steps",
               "Steps of the open batch: acknowledged, not posted yet. Those that nobody signs count, too.",
               pending);
    page.gauge("stoa_wrong_batch", "The batch that was found wrong here and stands; 0 for none.",
               network.wrongBatch);
    page.counter("stoa_rollbacks_total", "Rollbacks of this network, ever.", network.rollbacks);
    page.gauge("stoa_missing_texts", "Texts that records name and that have not arrived here.",
               network.missingTexts);
    page.gauge("stoa_disk_unwritable", "1 while nothing can be kept in the data folder.",
               network.disk ? 1 : 0);
    page.gauge("stoa_synchronised", "1 while the node that is followed answers and is believed.",
               network.isReady && !network.isOffline && !network.problem ? 1 : 0);
    page.gauge("stoa_last_contact_seconds", "When the network was last heard of, by this computer's clock.",
               network.lastContact);
    page.gauge("stoa_serving", "1 while other members are served.", network.isServing ? 1 : 0);
}

/// For whom a label with an address stands: only for this node's own, and their owner.
void addOperators(Page& page, const engine::NetworkView& network)
{
    const engine::OperatorView& own = network.operators;
    if (!own.isAggregator && !own.isValidator) return;
    page.gauge("stoa_inbox_messages", "Messages of the main chain that no batch has taken in yet.",
               own.inboxMessages);
    page.gauge("stoa_inbox_oldest_seconds",
               "How long the oldest of them has waited, by the main chain’s time.",
               own.inboxMessages == 0 ? 0 : network.now - std::min(network.now, own.inboxSince));
    page.gauge("stoa_main_chain_followed", "1 while the main chain answers this node’s operators.",
               own.chainProblem ? 0 : 1);
    if (own.isAggregator) {
        page.gauge("stoa_bond_gwei", "What the aggregator here answers with.", own.bond);
        page.gauge("stoa_required_bond_gwei", "What it must answer with at least.", own.requiredBond);
        page.gauge(
            "stoa_last_posted_seconds",
            "When the main chain took the newest batch from here; 0: none of the newest 200 batches is.",
            own.lastPosted);
        page.gauge("stoa_posting_refused", "1 while the main chain does not take the open batch.",
                   own.refusal ? 1 : 0);
    }
    if (own.isValidator) {
        page.counter("stoa_challenges_won_total", "Batches that were proved wrong from here since the start.",
                     own.challengesWon);
        page.gauge(
            "stoa_key_appointed",
            "1 if the validator’s key may stake what it needs: its own, or an owner’s who appointed it.",
            own.isAppointed ? 1 : 0);
    }
    page.begin("stoa_missing_gwei", "Money that this address needs on the main chain, and has not.", "gauge");
    if (own.isAggregator) page.addMissing("aggregator", own.aggregator, own.missingBond);
    if (own.isValidator)
        page.addMissing("validator", own.challengerOwner.isZero() ? own.validator : own.challengerOwner,
                        own.missingStake);
}

void addCounted(Page& page, const Counted& counted, const std::optional<engine::QuietEvents>& quiet)
{
    constexpr std::string_view kFamily = "stoa_chain_events_total";
    page.begin(
        kFamily,
        "Events of the main chain since this program started; those that members are not told about "
        "(forced, expired, claimed, appointed, returned) where this node has them from the main chain.",
        "counter");
    for (std::size_t i = 0; i < kEvents.size(); ++i)
        page.add(kFamily, "what", kEvents[i], counted.chainEvents[i]);
    if (quiet) {
        page.add(kFamily, "what", "forced", quiet->forced);
        page.add(kFamily, "what", "expired", quiet->expired);
        page.add(kFamily, "what", "claimed", quiet->claimed);
        page.add(kFamily, "what", "appointed", quiet->appointed);
        page.add(kFamily, "what", "returned", quiet->returned);
    }
    page.counter("stoa_batches_posted_total", "Batches posted since this program started.", counted.batches);
    page.counter("stoa_steps_posted_total",
                 "Steps in these batches; what arrives or comes due without a signature counts, too.",
                 counted.steps);
    page.counter("stoa_actions_rolled_back_total", "Actions of this node's wallet that did not happen.",
                 counted.rolledBackActions);
    page.gauge("stoa_broken", "1 when store or money are wrong and this node only reads.",
               counted.isBroken ? 1 : 0);
}

void addRpc(Page& page, const net::RpcFigures& rpc)
{
    page.begin("stoa_rpc_open", "What is open at the port.", "gauge");
    page.add("stoa_rpc_open", "what", "connections", rpc.connections);
    page.add("stoa_rpc_open", "what", "websockets", rpc.webSockets);
    page.add("stoa_rpc_open", "what", "subscriptions", rpc.subscriptions);
    page.add("stoa_rpc_open", "what", "waiting_calls", rpc.waiting);
    page.counter("stoa_rpc_connections_total", "Connections that came.", rpc.accepted);
    page.counter("stoa_rpc_calls_total", "Methods that were run.", rpc.calls);
    page.counter("stoa_rpc_calls_failed_total", "Of these: answered with an error.", rpc.failed);
    page.counter("stoa_rpc_news_total", "Messages to listeners.", rpc.news);
    page.begin("stoa_rpc_refused_total", "What was refused at the port, by reason.", "counter");
    for (std::size_t i = 0; i < net::kRefusalNames.size(); ++i)
        page.add("stoa_rpc_refused_total", "reason", net::kRefusalNames[i], rpc.refused[i]);
}

} // namespace

ProcessFigures processFigures(const std::string& dataFolder)
{
    namespace fs = std::filesystem;
    ProcessFigures figures;
    std::error_code problem;
    for (fs::recursive_directory_iterator at(dataFolder + "/store", problem), end; !problem && at != end;
         at.increment(problem)) {
        std::error_code gone; // a file may go while it is looked at
        const auto size = at->is_regular_file(gone) ? at->file_size(gone) : 0;
        if (!gone) figures.storeBytes += size;
    }
    std::uint64_t pages = 0;
    if (std::ifstream file("/proc/self/statm"); file >> pages >> pages)
        figures.memoryBytes = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    for (fs::directory_iterator at("/proc/self/fd", problem), end; !problem && at != end;
         at.increment(problem))
        ++figures.openFiles;
    return figures;
}

std::string metricsText(const engine::NetworkView* network, const Counted& counted,
                        const net::RpcFigures& rpc, const ProcessFigures& process)
{
    Page page;
    page.gauge("stoa_up", "1 when the engine answered.", network != nullptr ? 1 : 0);
    if (network != nullptr) addNetwork(page, *network);
    if (network != nullptr) addOperators(page, *network);
    addCounted(page, counted, network != nullptr ? network->operators.quietEvents : std::nullopt);
    addRpc(page, rpc);
    page.gauge("stoa_store_bytes", "Size of the stores on the disk.", process.storeBytes);
    page.gauge("stoa_memory_bytes", "Resident memory of this program.", process.memoryBytes);
    page.gauge("stoa_open_files", "Open files and sockets of this program.", process.openFiles);
    return page.take();
}

net::MetricsHandler metricsOf(engine::Engine& engine, const NodeWatch& watch, std::string dataFolder)
{
    return [&engine, &watch, folder = std::move(dataFolder)](const net::RpcFigures& rpc,
                                                             const std::function<void(std::string)>& done) {
        const ProcessFigures process = processFigures(folder);
        engine.submit(engine::ReadNetwork{},
                      [counted = watch.counted(), rpc, process, done](Result<engine::NetworkView> view) {
                          done(metricsText(view ? &*view : nullptr, counted, rpc, process));
                      });
    };
}

} // namespace stoa::node_program
