// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/engine/handlers.h"
#include "core/sync/rpc_node.h"

namespace stoa::engine {
namespace {

constexpr std::size_t kShown = 50;

BatchView batchViewOf(const node::BatchInfo& batch, const Member& member)
{
    BatchView view;
    view.number = batch.header.number;
    view.header = rollup::headerHash(batch.header);
    view.postRoot = batch.header.postRoot;
    view.time = batch.header.time;
    view.steps = batch.header.steps;
    view.inboxSteps = batch.header.inboxSteps;
    view.aggregator = batch.header.aggregator;
    view.stage = static_cast<BatchStage>(batch.stage);
    view.check = static_cast<BatchCheck>(batch.check);
    view.wrongStep = batch.wrongStep;
    view.windowCloses = batch.windowCloses;
    for (const sync::OutboxEntry& entry : member.outbox->entries())
        if (entry.batch == view.number && entry.stage == sync::OutboxEntry::Stage::Included) ++view.mine;
    return view;
}

ChainEventView eventViewOf(const node::ChainEvent& event)
{
    ChainEventView view;
    view.what = static_cast<ChainEventView::What>(event.what);
    view.time = event.time;
    view.batch = event.batch;
    view.who = event.who;
    view.paid = event.paid;
    view.burnt = event.burnt;
    return view;
}

VerifyReport::Line lineOf(VerifyReport::Line::What what, std::uint64_t count,
                          std::optional<ErrorCode> problem, std::string subject = {})
{
    return {what, !problem, count, std::move(subject), problem};
}

std::optional<ErrorCode> problemOf(const auto& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

/// Asks the node for the whole company again and recomputes it.
VerifyReport::Line verifyCompany(Member& member, const DacId& dac)
{
    using What = VerifyReport::Line::What;
    const light::DacReplica& replica = *member.replica(dac);
    const std::string name = member.companyName(dac);
    const std::uint64_t records = replica.records().count({});
    const auto snapshot = member.node->company(dac, Hash{});
    if (!snapshot) return lineOf(What::Company, records, snapshot.error().code, name);
    const auto tree = light::checkSnapshot(*snapshot, dac, member.definitionHash);
    std::optional<ErrorCode> problem = problemOf(tree);
    if (!problem && snapshot->root == replica.root() && tree->root() != replica.records().root())
        problem = ErrorCode::StoreDamaged;
    return lineOf(What::Company, records, problem, name);
}

} // namespace

Result<ReadNetwork::Reply> handle(Member& member, const ReadNetwork&)
{
    NetworkView view;
    view.mode = member.mode;
    view.name = member.definition.name;
    view.symbol = member.definition.symbol;
    view.definition = member.definitionHash;
    view.clockIsSettable = member.definition.clockIsSettable;
    view.now = member.now();
    view.isReady = member.info.has_value();
    view.isOffline = member.isOffline;
    view.lastContact = member.lastContact;
    view.nodeUrl = member.options.nodeUrl;
    view.isServing = member.servingPort != 0;
    view.servingPort = member.servingPort;
    if (member.info) {
        const node::NodeInfo& info = *member.info;
        view.headBlock = info.head.header.number;
        view.headTime = info.head.header.time;
        view.headRoot = info.head.header.postRoot;
        view.openBatch = info.openBatch;
        view.tipBatch = info.tipBatch;
        view.finalBatch = info.finalBatch;
        view.aggregator = info.aggregator;
        view.aggregatorBond = info.aggregatorBond;
        view.validator = info.validator;
        view.validatorCredit = info.validatorCredit;
        view.corruptNextBatch = info.corruptNextBatch;
    }
    for (auto at = member.batches.rbegin(); at != member.batches.rend() && view.batches.size() < kShown; ++at)
        view.batches.push_back(batchViewOf(*at, member));
    for (auto at = member.events.rbegin(); at != member.events.rend() && view.events.size() < kShown; ++at)
        view.events.push_back(eventViewOf(*at));
    return view;
}

Result<AdvanceTime::Reply> handle(Member& member, const AdvanceTime& request)
{
    if (member.isReadOnly) return ErrorCode::ReadOnly;
    if (!member.definition.clockIsSettable) return ErrorCode::TestClockOnly;
    if (!member.local) return ErrorCode::LocalNetworkOnly;
    STOA_TRY(const Timestamp now, member.local->advanceTime(request.seconds));
    STOA_TRY_VOID(member.synchronize());
    return now;
}

Result<CorruptNextBatch::Reply> handle(Member& member, const CorruptNextBatch&)
{
    if (member.isReadOnly) return ErrorCode::ReadOnly;
    if (!member.local) return ErrorCode::LocalNetworkOnly;
    STOA_TRY_VOID(member.local->corruptNextBatch());
    STOA_TRY_VOID(member.synchronize());
    member.tell(NetworkChanged{});
    return std::monostate{};
}

Result<Verify::Reply> handle(Member& member, const Verify&)
{
    using What = VerifyReport::Line::What;
    VerifyReport report;
    const auto contents = member.contents->verify();
    report.lines.push_back(lineOf(What::Content, contents.value_or(0), problemOf(contents)));
    if (member.local) {
        const auto batches = member.local->verifyBatches();
        report.lines.push_back(lineOf(What::Batches, batches ? batches->batches : 0,
                                      batches ? batches->problem : problemOf(batches)));
        const auto supply = member.local->verifySupply();
        report.lines.push_back(
            lineOf(What::Supply, supply ? supply->steps : 0, supply ? supply->problem : problemOf(supply)));
    }
    std::vector<DacId> companies;
    for (const auto& [dac, replica] : member.replicas)
        if (!replica.isEmpty()) companies.push_back(dac);
    for (const DacId& dac : companies) report.lines.push_back(verifyCompany(member, dac));
    report.isGood =
        std::all_of(report.lines.begin(), report.lines.end(), [](const auto& line) { return line.isGood; });
    return report;
}

Result<ServeRpc::Reply> handle(Member& member, const ServeRpc& request)
{
    return sync::serveNode(*member.node, request.method, request.params);
}

Result<SetServing::Reply> handle(Member& member, const SetServing& request)
{
    member.servingPort = request.port;
    member.tell(NetworkChanged{});
    return std::monostate{};
}

} // namespace stoa::engine
