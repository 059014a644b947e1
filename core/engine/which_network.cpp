// SPDX-License-Identifier: MIT
// Which network this folder follows, through which node, and what it takes to try another one.
#include <algorithm>

#include "core/base/hex.h"
#include "core/codec/canonical_json.h"
#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/engine/member.h"
#include "core/engine/member_keys.h"
#include "core/engine/silent_node.h"
#include "core/storage/memory_store.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_node.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kHeaders = "headers";
constexpr std::string_view kInfo = "info";
constexpr std::size_t kMostInfo = 64U << 10;

/// Nothing was signed or joined in this folder.
bool hasNothingHappened(const Member& member)
{
    bool isEmpty = member.outbox->entries().empty();
    const auto visited = member.store->iterate(viewOf(kFollowed), [&](ByteView, ByteView) {
        isEmpty = false;
        return false;
    });
    return isEmpty && visited;
}

/// The main chain, which says what the others belong to, goes last: if this is broken off, it says so again.
Result<void> putLocalNetworkAside(const DataFolder& folder)
{
    for (const char* name : {"validator", "aggregator", "chain"}) STOA_TRY_VOID(folder.setAside(name));
    return {};
}

/// What a node says of its network. Errors: BadAnswer; OlderFormat, NewerFormat with the detail "node".
Result<rollup::NetworkDefinition> definitionOf(const node::NodeInfo& info)
{
    auto announced = rollup::decodeDefinition(info.definition);
    if (announced) return announced;
    const ErrorCode code = announced.error().code;
    const bool isOfAnotherTime = code == ErrorCode::OlderFormat || code == ErrorCode::NewerFormat;
    return Error{isOfAnotherTime ? code : ErrorCode::BadAnswer, "node"};
}

/// The node that the options name; empty: none.
std::string urlOf(const EngineOptions& options)
{
    return options.nodeUrl.empty() ? options.chainUrl : options.nodeUrl;
}

/// What this computer does for the network behind `url`, or for its own. Errors: NotSupported.
Result<NodeRoles> nodeRolesFor(const EngineOptions& options, const std::string& url, bool hasLocal)
{
    const NodeRoles roles = options.roles.value_or(url.empty() ? NodeRoles{true, true, true} : NodeRoles{});
    // A network begins with an aggregator; its main chain may go on without one, for others.
    const bool hasChain = url.empty() ? hasLocal || roles.aggregator : !options.chainUrl.empty();
    if (!hasChain && url.empty() != roles.aggregator) return Error{ErrorCode::NotSupported, "aggregator"};
    return roles;
}

} // namespace

Result<void> Member::checkBeginning()
{
    const std::string url = urlOf(options);
    STOA_TRY([[maybe_unused]] const NodeRoles roles, nodeRolesFor(options, url, false));
    if (url.empty()) return {};
    if (!world.transport) return ErrorCode::Offline;
    const auto first = sync::RpcNode(*world.transport, url).info();
    if (!first && first.error().code == ErrorCode::Offline) return Error{ErrorCode::Offline, "first"};
    if (!first) return first.error();
    STOA_TRY([[maybe_unused]] const auto announced, definitionOf(*first));
    return {};
}

Result<void> Member::openRemote(const std::string& url, const std::optional<std::string>& knownUrl)
{
    if (!world.transport) return ErrorCode::Offline;
    mode = NetworkMode::Remote;
    remote = std::make_unique<sync::RpcNode>(*world.transport, url);
    node = remote.get();
    options.nodeUrl = url;
    STOA_TRY(const auto known, setting("definition"));
    if (known) {
        m_savedUrl = knownUrl.value_or("");
        const auto decoded = rollup::decodeDefinition(*known);
        const auto is = [&](ErrorCode code) { return !decoded && decoded.error().code == code; };
        if (is(ErrorCode::OlderFormat) || is(ErrorCode::NewerFormat)) {
            standStill(decoded.error());
            return {};
        }
        if (!decoded) return Error{ErrorCode::StoreDamaged, "store/member: definition"};
        definition = *decoded;
        if (url == m_savedUrl) return {};
        // Another address than before: it is remembered once a node of this network has answered there.
        const auto first = node->info();
        if (!first && first.error().code == ErrorCode::Offline) return {};
        if (!first) return first.error();
        STOA_TRY(const auto announced, definitionOf(*first));
        if (announced.hash() != definition.hash()) return Error{ErrorCode::WrongNetwork, "node"};
        return {};
    }
    // The first contact fixes the network for good.
    const auto first = node->info();
    if (!first && first.error().code == ErrorCode::Offline) return Error{ErrorCode::Offline, "first"};
    if (!first) return first.error();
    STOA_TRY(definition, definitionOf(*first));
    storage::WriteBatch batch;
    batch.put(keyed(kSetting, viewOf("node")), toBytes(viewOf(url)));
    batch.put(keyed(kSetting, viewOf("definition")), toBytes(viewOf(first->definition)));
    STOA_TRY_VOID(store->commit(batch));
    m_savedUrl = url;
    return {};
}

Result<void> Member::openNetwork()
{
    STOA_TRY(const auto knownUrl, setting("node"));
    std::string url = urlOf(options);
    STOA_TRY(const auto hasLocal, setting("local"));
    if (url.empty() && knownUrl) url = *knownUrl;
    if (!url.empty() && hasLocal) return ErrorCode::WrongNetwork;
    STOA_TRY(const NodeRoles roles, nodeRolesFor(options, url, hasLocal.has_value()));
    if (!url.empty()) {
        STOA_TRY_VOID(openRemote(url, knownUrl));
        if (standstill) return {};
        if (folder) STOA_TRY_VOID(folder->markCurrent());
        enter(definition);
        recall();
        STOA_TRY_VOID(openFollower(roles));
        return openOperators(roles);
    }
    return openLocal(!hasLocal, roles);
}

Result<void> Member::openLocal(bool isNew, const NodeRoles& roles)
{
    mode = NetworkMode::Local;
    const auto openStore = [this](std::string_view name) -> Result<std::unique_ptr<storage::Store>> {
        if (!folder) return std::unique_ptr<storage::Store>(std::make_unique<storage::MemoryStore>());
        // The main chain, which comes first, has said that the network is of our rules: an older program must
        // not take for damage what becomes of the others now.
        if (name != "chain") STOA_TRY_VOID(folder->markCurrent());
        return folder->openStore(name, storage::Contents::Signatures);
    };
    const auto whenNew = [this] {
        Hash seed;
        world.random.fill(seed.bytes);
        return rollup::localDefinition(seed, world.clock.now(), options.testClock);
    };
    const auto openIt = [&] {
        node::LocalNetwork::Setup setup{openStore, world.clock, world.random, *contents, roles.validator};
        setup.aggregates = roles.aggregator;
        setup.challengerOwner = options.challengerOwner;
        return node::LocalNetwork::open(std::move(setup), whenNew);
    };
    auto opened = openIt();
    const auto failsWith = [&](ErrorCode code) { return !opened && opened.error().code == code; };
    if (failsWith(ErrorCode::OlderFormat) && folder && hasNothingHappened(*this)) {
        STOA_TRY_VOID(putLocalNetworkAside(*folder));
        opened = openIt();
    }
    const bool isForGood = failsWith(ErrorCode::StoreDamaged) || failsWith(ErrorCode::MoneyMismatch) ||
                           failsWith(ErrorCode::OlderFormat) || failsWith(ErrorCode::NewerFormat);
    if (isForGood && folder && !isNew) {
        standStill(opened.error());
        return {};
    }
    if (!opened) return opened.error();
    local = *std::move(opened);
    node = local.get();
    if (isNew) STOA_TRY_VOID(keepSetting("local", "yes"));
    enter(local->definition());
    return {};
}

void Member::onlyRead(const Error& why)
{
    isReadOnly = true;
    standstill = why;
}

/// The network of this folder cannot go on. What this computer has of it can still be read.
void Member::standStill(const Error& why)
{
    onlyRead(why);
    const bool isNamed = why.code != ErrorCode::StoreDamaged || why.detail.starts_with("store/");
    if (!isNamed) standstill->detail = "store/network: " + why.detail;
    m_silent = std::make_unique<SilentNode>();
    node = m_silent.get();
    remote.reset();
    enter(rollup::localDefinition(Hash{}, 0, false));
    nodeProblem = why.code;
}

Result<void> Member::openFollower(const NodeRoles& roles)
{
    // With the main chain within reach, the validator there runs the steps.
    const bool checks = roles.validator && options.chainUrl.empty();
    if (!checks && !roles.archive) return {};
    if (folder) {
        STOA_TRY(followerStore, folder->openStore("follower"));
    } else {
        followerStore = std::make_unique<storage::MemoryStore>();
    }
    STOA_TRY(follower, sync::ChainFollower::open({*followerStore, definition, checks, roles.archive}));
    return {};
}

Result<void> Member::openOperators(const NodeRoles& roles)
{
    if (options.chainUrl.empty() || (!roles.validator && !roles.aggregator)) return {};
    // A main chain of one's own is here only if this folder began a network before it joined this one.
    if (folder && folder->hasStore("chain")) STOA_TRY_VOID(putLocalNetworkAside(*folder));
    const auto openStore = [this](std::string_view name) -> Result<std::unique_ptr<storage::Store>> {
        if (folder) return folder->openStore(name, storage::Contents::Signatures);
        return std::unique_ptr<storage::Store>(std::make_unique<storage::MemoryStore>());
    };
    operators = std::make_unique<sync::RemoteOperator>(sync::RemoteOperator::Setup{
        *world.transport, options.chainUrl, definition, openStore, world.clock, world.random, *contents,
        node::Roles{roles.aggregator, roles.validator}, options.challengerOwner});
    if (!roles.aggregator) return {};
    // Its own blocks are what members here see; before the main chain has answered there are none.
    m_silent = std::make_unique<SilentNode>();
    node = m_silent.get();
    return {};
}

/// From here on everything is about this network; of another one nothing is left.
void Member::enter(rollup::NetworkDefinition entered)
{
    definition = std::move(entered);
    definitionHash = definition.hash();
    rules = definition.rules();
    headers.emplace(definition);
    if (const auto saved = store->get(viewOf(kHeaders)); saved && *saved)
        if (auto known = light::HeaderChain::decode(definition, **saved)) headers = *std::move(known);
    nodeProblem.reset();
    m_pause = m_failures = 0;
    info.reset();
    batches.clear();
    events.clear();
    eventsUntil.reset();
    m_isChainShown = false;
    m_accounts.clear();
    m_lastRoot = {};
    m_companiesOf = {};
    offers.clear();
    m_notJoined.clear();
    m_creditsSeen = {};
    m_keptCredits.clear();
    credits = {};
}

/// What the node said last, for as long as it says nothing.
void Member::recall()
{
    const auto saved = store->get(viewOf(kInfo));
    if (!saved || !*saved) return;
    codec::Reader reader(**saved);
    lastContact = m_clockAtContact = reader.u64();
    const auto text = codec::parseJson(textOf(reader.blob(kMostInfo)), kMostInfo);
    if (!reader.finish() || !text) return;
    auto known = sync::nodeInfoFromJson(*text);
    const auto announced = known ? rollup::decodeDefinition(known->definition) : known.error();
    if (announced && announced->hash() == definitionHash) info = *std::move(known);
}

Result<void> Member::keepInfo()
{
    if (!remote || (m_trial && m_trial->left)) return {};
    if (options.nodeUrl != m_savedUrl) {
        STOA_TRY_VOID(keepSetting("node", options.nodeUrl));
        m_savedUrl = options.nodeUrl;
    }
    node::NodeInfo compared = *info;
    if (!definition.clockIsSettable) compared.now = 0; // goes on by itself
    std::string text = sync::toJson(compared).dump();
    if (text == m_savedInfo) return {};
    codec::Writer writer;
    writer.u64(lastContact);
    writer.blob(viewOf(sync::toJson(*info).dump()));
    storage::WriteBatch batch;
    batch.put(viewOf(kInfo), writer.take());
    STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
    m_savedInfo = std::move(text);
    return {};
}

Result<void> Member::keepHeaders()
{
    Bytes bytes = headers->encode();
    if (bytes == m_savedHeaders) return {};
    storage::WriteBatch batch;
    batch.put(viewOf(kHeaders), ByteView(bytes));
    STOA_TRY_VOID(store->commit(batch, storage::Durability::Buffered));
    m_savedHeaders = std::move(bytes);
    return {};
}

Result<void> Member::moveTo(const std::string& url, const Hash& wanted)
{
    const bool isUnused = mode == NetworkMode::Local && replicas.empty() && outbox->entries().empty();
    if (!isUnused || url.empty() || !world.transport) return ErrorCode::WrongNetwork;
    auto candidate = std::make_unique<sync::RpcNode>(*world.transport, url);
    STOA_TRY(const node::NodeInfo first, candidate->info());
    STOA_TRY(const auto announced, definitionOf(first));
    if (announced.hash() != wanted) return ErrorCode::WrongNetwork;
    m_trial.emplace();
    m_trial->left = std::move(local);
    remote = std::move(candidate);
    node = remote.get();
    mode = NetworkMode::Remote;
    options.nodeUrl = url;
    m_proven.clear();
    enter(announced);
    return synchronize();
}

void Member::tryCompany(const DacId& dac)
{
    if (replicas.contains(dac)) return;
    if (!m_trial) m_trial.emplace();
    m_trial->companies.push_back(dac);
    replicas.emplace(dac, light::DacReplica(dac));
    m_lastRoot = {}; // ask for it at the next synchronisation
}

Result<void> Member::keepTrial(const tx::Payload& sent)
{
    if (!m_trial) return {};
    const auto* join = std::get_if<tx::Join>(&sent);
    storage::WriteBatch batch;
    if (join) batch.put(keyed(kFollowed, join->dac.bytes), Bytes{1});
    if (m_trial->left) {
        batch.put(keyed(kSetting, viewOf("node")), toBytes(viewOf(options.nodeUrl)));
        batch.put(keyed(kSetting, viewOf("definition")),
                  toBytes(viewOf(rollup::encodeDefinition(definition))));
        batch.erase(keyed(kSetting, viewOf("local")));
    }
    STOA_TRY_VOID(store->commit(batch));
    if (m_trial->left) m_savedUrl = options.nodeUrl;
    m_trial->left.reset();
    if (join) std::erase(m_trial->companies, join->dac);
    if (m_trial->companies.empty()) m_trial.reset();
    return {};
}

Result<void> Member::giveUpTrial()
{
    const bool isWanted = std::any_of(drafts.begin(), drafts.end(), [](const auto& each) {
        return std::holds_alternative<tx::Join>(each.second.view.payload);
    });
    if (!m_trial || isWanted) return {};
    Trial trial = *std::move(m_trial);
    m_trial.reset();
    storage::WriteBatch batch;
    for (const DacId& dac : trial.companies) {
        batch.erase(keyed(kReplica, dac.bytes));
        forget(replicas.at(dac), batch);
        replicas.erase(dac);
        m_pageIndexes.erase(dac);
    }
    STOA_TRY_VOID(store->commit(batch));
    if (!trial.left) return {};
    remote.reset();
    local = std::move(trial.left);
    node = local.get();
    mode = NetworkMode::Local;
    options.nodeUrl.clear();
    isOffline = false;
    m_proven.clear();
    enter(local->definition());
    STOA_TRY_VOID(synchronize());
    if (!me().isZero()) account(me());
    tell(NetworkChanged{});
    tell(WalletChanged{});
    return {};
}

} // namespace stoa::engine
