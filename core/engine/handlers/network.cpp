// SPDX-License-Identifier: MIT
#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/engine/clock_view.h"
#include "core/engine/handlers.h"
#include "core/sync/chain_service.h"
#include "core/sync/remote_chain.h"
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
    view.id = event.id;
    return view;
}

using What = VerifyReport::Line::What;
using Finding = VerifyReport::Line::Finding;

VerifyReport::Line lineOf(What what, std::uint64_t count, std::optional<ErrorCode> problem,
                          std::string subject = {})
{
    Finding finding = problem ? Finding::Wrong : Finding::Good;
    if (problem == ErrorCode::ContentMissing) finding = Finding::Missing;
    if (problem == ErrorCode::OlderFormat || problem == ErrorCode::Offline || problem == ErrorCode::Busy ||
        problem == ErrorCode::NotReady)
        finding = Finding::NotChecked;
    return {what, finding, count, std::move(subject), problem};
}

std::optional<ErrorCode> problemOf(const auto& result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

/// What the node's newest answers came to.
std::optional<ErrorCode> problemWithNode(const Member& member)
{
    if (member.isOffline) return ErrorCode::Offline;
    return member.nodeProblem;
}

/// Asks the node for the whole company again and recomputes it.
VerifyReport::Line verifyCompany(Member& member, const DacId& dac)
{
    const light::DacReplica& replica = *member.replica(dac);
    const std::string name = member.companyName(dac);
    const std::uint64_t records = replica.records().count({});
    if (replica.root() != replica.records().root())
        return lineOf(What::Company, records, ErrorCode::StoreDamaged, name);
    if (member.isOffline) return lineOf(What::Company, records, ErrorCode::Offline, name);
    const auto snapshot = member.node->company(dac, Hash{});
    if (!snapshot) return lineOf(What::Company, records, snapshot.error().code, name);
    const auto tree = light::checkSnapshot(*snapshot, dac, member.definitionHash);
    std::optional<ErrorCode> problem = problemOf(tree);
    if (!problem) problem = problemOf(member.headers->accept(*member.node, snapshot->head));
    // Another root is a change of this moment, unless the answers could not be taken over.
    if (!problem && snapshot->root != replica.root()) problem = problemWithNode(member);
    return lineOf(What::Company, records, problem, name);
}

/// Of the node whose main chain is here: an alarm must cry also where nothing else does.
void addLocalMoney(NetworkView& view, node::LocalNetwork& local)
{
    OperatorView& own = view.operators;
    const bool hasFaucet = local.definition().hasFaucet;
    own.requiredBond = local.chain().requiredBond();
    if (const auto account = local.chain().account(own.aggregator)) {
        own.bond = account->bond;
        // It comes from nowhere when it is needed, unless it did not.
        const Amount there = account->bond + account->balance;
        if (!hasFaucet || own.refusal == ErrorCode::InsufficientBalance)
            own.missingBond = own.requiredBond - std::min(own.requiredBond, there);
    }
    node::Validator* validator = local.node(0).validator();
    if (validator == nullptr) return;
    if (const auto stake = validator->missing()) {
        own.isAppointed = stake->isAppointed;
        if (!hasFaucet || !own.challengerOwner.isZero()) own.missingStake = stake->amount;
    }
}

void addOperators(NetworkView& view, const Member& member)
{
    OperatorView& own = view.operators;
    const auto posted = [&](const Address& aggregator) {
        Timestamp newest = 0;
        for (const node::BatchInfo& batch : member.batches) {
            const bool isPosted = batch.stage != node::BatchStage::Open;
            if (isPosted && batch.header.aggregator == aggregator)
                newest = std::max(newest, batch.header.l1Time);
        }
        return newest;
    };
    const auto addNode = [&](node::Node& node) {
        if (!node.isOpen()) return;
        own.aggregator = node.aggregator().address();
        own.refusal = node.aggregator().trouble();
        own.inboxMessages = node.aggregator().inbox().messages;
        own.inboxSince = node.aggregator().inbox().since;
        using Kind = mainchain::Event::What;
        // Who follows through somebody else's node reads only what members are told.
        if (member.local || member.operators->roles().aggregates)
            own.quietEvents = {node.eventCount(Kind::Forced), node.eventCount(Kind::Expired),
                               node.eventCount(Kind::Claimed), node.eventCount(Kind::Appointed),
                               node.eventCount(Kind::Returned)};
        own.lastPosted = posted(own.aggregator);
        const node::Validator* validator = node.validator();
        own.isValidator = validator != nullptr;
        if (!validator) return;
        own.validator = validator->address();
        own.challengerOwner = validator->owner();
        own.challengesWon = validator->won();
        // However far it is behind: the newest batches say nothing of that.
        view.checkedBatch = validator->checkedBatch();
        if (validator->challenged() != 0) view.wrongBatch = validator->challenged();
    };
    if (member.local) {
        addNode(member.local->node(0));
        own.isAggregator = member.local->node(0).makesBlocks();
        addLocalMoney(view, *member.local);
    }
    if (!member.operators) return;
    sync::RemoteOperator& operators = *member.operators;
    own.chainUrl = operators.url();
    own.chainProblem = operators.problem();
    own.isAggregator = operators.roles().aggregates;
    own.isValidator = operators.roles().validates;
    own.challengerOwner = member.options.challengerOwner;
    if (!operators.node()) return;
    addNode(*operators.node());
    own.bond = operators.money().bond;
    own.requiredBond = operators.money().requiredBond;
    own.missingBond = operators.money().missingBond;
    own.isAppointed = operators.money().stake.isAppointed;
    own.missingStake = operators.money().stake.amount;
    if (const node::Validator* validator = operators.node()->validator())
        view.wrongBatch = validator->challenged();
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
    view.clock = clockView(member);
    view.isReady = member.info.has_value() || member.standstill;
    view.isOffline = member.isOffline;
    view.problem = member.nodeProblem;
    view.disk = member.diskProblem;
    view.standstill = member.standstill;
    view.missingTexts = member.missingContents();
    // In the network's time, which may be another one than this computer's.
    view.lastContact = member.lastContact;
    if (member.isOffline && member.info) {
        const Timestamp clock = member.world.clock.now();
        const Timestamp silence = clock > member.lastContact ? clock - member.lastContact : 0;
        view.lastContact = view.now > silence ? view.now - silence : 0;
        view.asOf = member.info->now;
    }
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
        view.finalBatch = member.headers->finalBatch();
        view.rollbacks = info.rollbacks;
        view.aggregator = info.aggregator;
        view.aggregatorBond = info.aggregatorBond;
        view.validator = info.validator;
        view.validatorCredit = info.validatorCredit;
        view.corruptNextBatch = info.corruptNextBatch;
    }
    for (const node::BatchInfo& batch : member.batches) {
        const bool stands = batch.stage != node::BatchStage::RolledBack;
        if (batch.check == node::BatchInfo::Check::Different && stands && view.wrongBatch == 0)
            view.wrongBatch = batch.header.number;
    }
    if (member.follower && !member.operators) {
        view.checkedBatch = member.follower->checkedBatch();
        view.wrongBatch = member.follower->wrongBatch().value_or(0);
    }
    addOperators(view, member);
    view.keptBatch = member.local ? view.tipBatch : member.follower ? member.follower->keptBatch() : 0;
    for (auto at = member.batches.rbegin(); at != member.batches.rend() && view.batches.size() < kShown; ++at)
        view.batches.push_back(batchViewOf(*at, member));
    for (auto at = member.events.rbegin(); at != member.events.rend() && view.events.size() < kShown; ++at)
        view.events.push_back(eventViewOf(*at));
    return view;
}

namespace {

/// Of a posted batch that still stands; 0 if it does not, or is too old to be known here.
std::uint32_t stepsOfBatch(const Member& member, std::uint64_t number)
{
    if (const rollup::Header* header = member.headers->batch(number)) return header->steps;
    for (const node::BatchInfo& batch : member.batches)
        if (batch.header.number == number && batch.stage == node::BatchStage::Final)
            return batch.header.steps;
    return 0;
}

} // namespace

Result<ReadChainEvents::Reply> handle(Member& member, const ReadChainEvents& request)
{
    ChainEventsView view;
    view.definition = member.definitionHash;
    view.until = member.eventsUntil;
    for (const node::ChainEvent& event : member.events) {
        if (event.id <= request.after) continue;
        view.events.push_back(eventViewOf(event));
        if (event.what == node::ChainEvent::What::Posted)
            view.events.back().steps = stepsOfBatch(member, event.batch);
    }
    return view;
}

Result<AdvanceTime::Reply> handle(Member& member, const AdvanceTime& request)
{
    STOA_TRY_VOID(checkWritable(member));
    if (!member.definition.clockIsSettable) return ErrorCode::TestClockOnly;
    if (!member.local) return ErrorCode::LocalNetworkOnly;
    STOA_TRY(const Timestamp now, member.local->advanceTime(request.seconds));
    STOA_TRY_VOID(member.synchronize());
    return now;
}

Result<CorruptNextBatch::Reply> handle(Member& member, const CorruptNextBatch&)
{
    STOA_TRY_VOID(checkWritable(member));
    if (!member.local) return ErrorCode::LocalNetworkOnly;
    STOA_TRY_VOID(member.local->corruptNextBatch());
    STOA_TRY_VOID(member.synchronize());
    member.tell(NetworkChanged{});
    return std::monostate{};
}

namespace {

/// Fills the account up where money comes from nowhere, then appoints.
Result<void> appointOn(mainchain::MainChain& chain, const Address& owner, const AppointChallenger& request,
                       const std::function<Result<void>(Amount)>& fill)
{
    STOA_TRY(const mainchain::ChainAccount account, chain.account(owner));
    const Amount there = account.credit + account.balance;
    if (chain.definition().hasFaucet && there < request.allowance)
        STOA_TRY_VOID(fill(request.allowance - there));
    STOA_TRY_VOID(chain.appoint(owner, request.key, request.allowance));
    STOA_TRY_VOID(chain.payout(owner)); // what is not set aside (any more) is in its own hands again
    return {};
}

} // namespace

Result<AppointChallenger::Reply> handle(Member& member, const AppointChallenger& request)
{
    STOA_TRY_VOID(checkMayAct(member));
    STOA_TRY(const crypto::KeyPair* key, member.vault->key(member.ownKey()));
    if (member.local) {
        STOA_TRY(mainchain::LocalChain * chain, member.local->hostedChain());
        STOA_TRY_VOID(appointOn(*chain, member.ownKey(), request,
                                [&](Amount amount) { return chain->mint(member.ownKey(), amount); }));
        return std::monostate{};
    }
    const std::string& url =
        member.options.chainUrl.empty() ? member.options.nodeUrl : member.options.chainUrl;
    if (!member.world.transport || url.empty()) return ErrorCode::NotSupported;
    sync::RemoteChain chain(*member.world.transport, url, member.definition);
    STOA_TRY_VOID(chain.refresh());
    chain.signFor(member.ownKey(), [key](const Hash& digest) { return key->sign(digest); });
    const auto done = appointOn(chain, member.ownKey(), request, [&](Amount amount) -> Result<void> {
        auto given = chain.faucet(member.ownKey(), amount);
        const bool isOver = !given && given.error().code == ErrorCode::OverLimit;
        return isOver ? Error{ErrorCode::InsufficientBalance} : given;
    });
    if (!done) return unheard(done.error());
    return std::monostate{};
}

namespace {

/// The node that runs in this program.
Result<node::Node*> ownNode(Member& member)
{
    node::Node* const remote = member.operators ? member.operators->node() : nullptr;
    if (remote) return remote;
    if (member.local) return &member.local->node(0);
    return member.operators ? ErrorCode::Offline : ErrorCode::NotSupported;
}

} // namespace

Result<ReadEarnings::Reply> handle(Member& member, const ReadEarnings&)
{
    STOA_TRY(node::Node * own, ownNode(member));
    STOA_TRY(const node::Node::Earnings earnings, own->earnings());
    EarningsView view;
    for (const node::Node::Earned& each : earnings.keys)
        view.keys.push_back({each.key, each.isInUse, each.isValidator, each.fees, each.onMainChain});
    view.makesBlocks = own->makesBlocks();
    view.bond = earnings.bond;
    view.bondUntil = earnings.bondUntil;
    view.besideBond = earnings.besideBond;
    return view;
}

Result<CollectEarnings::Reply> handle(Member& member, const CollectEarnings& request)
{
    STOA_TRY_VOID(checkWritable(member));
    STOA_TRY(node::Node * own, ownNode(member));
    const auto done = own->collect(request.to, request.leaves);
    STOA_TRY_VOID(member.synchronize());
    if (!done) return unheard(done.error());
    return CollectedView{done->fees, done->fromMainChain};
}

Result<Verify::Reply> handle(Member& member, const Verify&)
{
    VerifyReport report;
    const auto add = [&](VerifyReport::Line line) {
        if (line.count != 0 || line.finding != Finding::Good) report.lines.push_back(std::move(line));
    };
    if (member.operators) member.operators->hurry();
    STOA_TRY_VOID(member.synchronizeNow());
    report.isOffline = member.isOffline;
    if (member.standstill)
        add(lineOf(What::Store, 0, member.standstill->code));
    else
        add(lineOf(What::Headers, member.headers->tip(), problemWithNode(member)));
    const auto contents = member.contents->verify();
    add(lineOf(What::Content, contents.value_or(0), problemOf(contents)));
    const auto missing = member.findMissingContents();
    if (!missing)
        add(lineOf(What::Content, 0, problemOf(missing)));
    else if (*missing != 0)
        add(lineOf(What::Content, *missing, ErrorCode::ContentMissing));
    if (member.local) {
        const auto batches = member.local->verifyBatches();
        add(lineOf(What::Batches, batches ? batches->batches : 0,
                   batches ? batches->problem : problemOf(batches)));
        const auto supply = member.local->verifySupply();
        add(lineOf(What::Supply, supply ? supply->records : 0, supply ? supply->problem : problemOf(supply)));
    }
    std::vector<DacId> companies;
    for (const auto& [dac, replica] : member.replicas)
        if (!replica.isEmpty()) companies.push_back(dac);
    for (const DacId& dac : companies) add(verifyCompany(member, dac));
    const auto all = [&](const auto& holds) { return std::ranges::all_of(report.lines, holds); };
    report.isGood = all([](const auto& line) { return line.finding != Finding::Wrong; });
    report.isComplete = all([](const auto& line) { return line.finding == Finding::Good; });
    return report;
}

Result<ServeRpc::Reply> handle(Member& member, const ServeRpc& request)
{
    if (request.method == "submit") member.haveOthersActed = true;
    const nlohmann::json none = nlohmann::json::object();
    const nlohmann::json& params = request.params ? *request.params : none;
    if (sync::isChainMethod(request.method)) {
        if (!member.local) return ErrorCode::NotSupported;
        STOA_TRY(mainchain::LocalChain * chain, member.local->hostedChain());
        return sync::serveChain(*chain, request.method, params);
    }
    if (!member.follower) return sync::serveNode(*member.node, request.method, params);
    sync::ArchivingNode node(*member.node, *member.follower);
    return sync::serveNode(node, request.method, params);
}

Result<SetServing::Reply> handle(Member& member, const SetServing& request)
{
    member.servingPort = request.port;
    member.tell(NetworkChanged{});
    return std::monostate{};
}

} // namespace stoa::engine
