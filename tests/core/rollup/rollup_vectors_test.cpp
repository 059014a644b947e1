// SPDX-License-Identifier: MIT
// tests/vectors/rollup/bytes.json: everything besides steps whose bytes or hash somebody else has to come to:
// definitions, headers, trees of steps, batches, blocks, the inbox, announcements, tapes. A normal run
// compares the file with what the code does; with STOA_WRITE_VECTORS=1 in the environment it writes it.
// tests/model/rollup.py computes all of it a second time.
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>
#include <QTest>

#include "core/base/hex.h"
#include "core/crypto/keccak.h"
#include "core/mainchain/main_chain.h"
#include "core/rollup/block.h"
#include "core/state/tape.h"
#include "tests/support/panel_cases.h"
#include "tests/support/registry.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using nlohmann::ordered_json;

namespace {

constexpr std::uint64_t kMost = ~std::uint64_t{0};

std::string text(std::uint64_t value) { return std::to_string(value); }

ordered_json hexes(std::span<const Hash> hashes)
{
    ordered_json list = ordered_json::array();
    for (const Hash& hash : hashes) list.push_back(toHex(hash));
    return list;
}

/// Fields as JSON: numbers as texts, because not every reader has whole numbers of 64 bits.
template <typename Record>
ordered_json fieldsOf(const Record& record)
{
    ordered_json json;
    forEachField(record, [&](std::string_view name, const auto& value) {
        if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>)
            json[std::string(name)] = text(value);
        else
            json[std::string(name)] = toHex(value);
    });
    return json;
}

rollup::Header sampleHeader()
{
    rollup::Header header = rollup::genesisHeader(1'700'000'000);
    header.number = 3;
    header.parent = contentOf("parent");
    header.preRoot = contentOf("before");
    header.stepsRoot = contentOf("steps");
    header.postRoot = contentOf("after");
    header.inboxSteps = 2;
    header.steps = 5;
    header.inboxEnd = 7;
    header.time = 1'700'000'100;
    header.l1Time = 1'700'000'160;
    header.aggregator = addressOf(kAggregator);
    header.entropy = contentOf("entropy");
    header.parentEntropy = contentOf("the parent's entropy");
    return header;
}

ordered_json headers()
{
    rollup::Header most = sampleHeader();
    most.number = most.inboxEnd = most.time = most.l1Time = kMost;
    most.inboxSteps = rollup::kMaxInboxSteps;
    most.steps = rollup::kMaxBatchSteps;
    ordered_json list = ordered_json::array();
    for (const rollup::Header& header : {rollup::genesisHeader(1'700'000'000), sampleHeader(), most})
        list.push_back({{"fields", fieldsOf(header)},
                        {"bytes", toHex(rollup::encodeHeader(header))},
                        {"hash", toHex(rollup::headerHash(header))}});
    return list;
}

ordered_json definitions()
{
    rollup::NetworkDefinition plain = rollup::localDefinition(contentOf("a seed"), 1'700'000'000, false);
    rollup::NetworkDefinition other = plain;
    other.name = "Ein Netz — 网络";
    other.chainId = kMost;
    other.contract = addressOf(kArbitrator);
    other.clockIsSettable = true;
    other.aggregatorBond = kMost;
    ordered_json list = ordered_json::array();
    for (const rollup::NetworkDefinition& each : {plain, other})
        list.push_back({{"json", rollup::encodeDefinition(each)},
                        {"chainId", text(each.chainId)},
                        {"contract", toHex(each.contract)},
                        {"hash", toHex(each.hash())},
                        {"domain", toHex(each.rules().domain)}});
    return list;
}

/// So many steps that are nothing but their number, and roots.
struct Sample {
    std::vector<Bytes> steps;
    std::vector<Hash> hashes;
    std::vector<Hash> roots;
    std::vector<Hash> leaves;

    explicit Sample(std::uint32_t count)
    {
        for (std::uint32_t i = 0; i < count; ++i) {
            Bytes step(1 + 37 * i % rollup::kMaxBatchSteps, static_cast<std::uint8_t>(i));
            hashes.push_back(crypto::keccak256(step));
            steps.push_back(std::move(step));
            roots.push_back(contentOf("root " + std::to_string(i)));
        }
        leaves = rollup::stepLeaves(hashes, roots);
    }
};

ordered_json stepsTrees()
{
    ordered_json list = ordered_json::array();
    for (const std::uint32_t count : {1U, 2U, 3U, 5U, 8U, 13U}) {
        const Sample sample(count);
        ordered_json openings = ordered_json::array();
        for (std::uint32_t i = 0; i < count; ++i)
            openings.push_back({{"index", i}, {"siblings", hexes(rollup::stepSiblings(sample.leaves, i))}});
        list.push_back({{"stepHashes", hexes(sample.hashes)},
                        {"roots", hexes(sample.roots)},
                        {"stepsRoot", toHex(rollup::stepsRoot(sample.leaves))},
                        {"openings", openings}});
    }
    return list;
}

ordered_json batches()
{
    ordered_json list = ordered_json::array();
    for (const std::uint32_t count : {1U, 5U}) {
        const Sample sample(count);
        rollup::Batch batch{sampleHeader(), sample.steps, sample.roots};
        batch.header.steps = count;
        batch.header.inboxSteps = count / 2;
        batch.header.stepsRoot = rollup::stepsRoot(sample.leaves);
        batch.header.postRoot = sample.roots.back();
        if (!rollup::checkBatch(batch)) return {}; // it would be a sample of nothing
        ordered_json steps = ordered_json::array();
        for (const Bytes& step : batch.steps) steps.push_back(toHex(step));
        list.push_back({{"header", fieldsOf(batch.header)},
                        {"steps", steps},
                        {"roots", hexes(batch.roots)},
                        {"bytes", toHex(rollup::encodeBatch(batch))}});
    }
    return list;
}

ordered_json blocks()
{
    const Hash definition = contentOf("a network");
    const Sample sample(3);
    Bytes hashes;
    for (const Hash& each : sample.hashes) append(hashes, each.bytes);
    rollup::BlockHeader header{9,
                               contentOf("the block before"),
                               3,
                               2,
                               3,
                               crypto::keccak256(hashes),
                               contentOf("before"),
                               sample.roots.back(),
                               1'700'000'100,
                               addressOf(kAggregator)};
    const Hash hash = rollup::blockHash(header, definition);
    const rollup::SignedHeader made{header, keyOf(kAggregator).sign(hash)};
    return ordered_json::array({{{"definition", toHex(definition)},
                                 {"fields", fieldsOf(header)},
                                 {"stepHashes", hexes(sample.hashes)},
                                 {"hash", toHex(hash)},
                                 {"bytes", toHex(rollup::encodeSignedHeader(made))}}});
}

ordered_json inbox()
{
    ordered_json list = ordered_json::array();
    Hash acc;
    for (std::uint64_t i = 0; i < 3; ++i) {
        const Step step = i == 1 ? MachineWorld::forced(MachineWorld::unsignedStep(tx::Settle{}))
                                 : MachineWorld::unsignedStep(tx::Deposit{i, addressOf(kAsker), kToken});
        const mainchain::InboxMessage message{i, 1'700'000'000 + 60 * i, step.bytes};
        const Hash hash = mainchain::messageHash(message);
        acc = crypto::keccak256({ByteView(acc.bytes), ByteView(hash.bytes)});
        list.push_back({{"index", text(i)},
                        {"time", text(message.time)},
                        {"step", toHex(step.bytes)},
                        {"hash", toHex(hash)},
                        {"accumulator", toHex(acc)}});
    }
    return list;
}

ordered_json blinds()
{
    ordered_json list = ordered_json::array();
    for (const std::uint64_t number : {std::uint64_t{1}, kMost})
        list.push_back(
            {{"sender", toHex(addressOf(kArbitrator))},
             {"number", text(number)},
             {"step", 255},
             {"salt", toHex(contentOf("a salt"))},
             {"blind", toHex(mainchain::blindOf(addressOf(kArbitrator), number, 255, contentOf("a salt")))}});
    return list;
}

/// Writes down which records are asked for, and which are written.
class Listener final : public state::StateAccess {
public:
    explicit Listener(state::Tree& tree)
        : recorder(tree)
    {}
    std::optional<Bytes> get(const state::Key& key) override
    {
        note("get", key);
        return recorder.get(key);
    }
    void put(const state::Key& key, Bytes record) override
    {
        note("put", key);
        recorder.put(key, std::move(record));
    }
    void erase(const state::Key& key) override
    {
        note("erase", key);
        recorder.erase(key);
    }

    state::Recorder recorder;
    ordered_json accesses = ordered_json::array();

private:
    void note(const char* what, const state::Key& key)
    {
        accesses.push_back({{"what", what}, {"key", toHex(key)}});
    }
};

ordered_json recordsOf(const state::Tree& tree)
{
    ordered_json records = ordered_json::object();
    tree.forEach({}, [&](const state::Key& key, ByteView record) { records[toHex(key)] = toHex(record); });
    return records;
}

/// The first rule of each kind that is accepted, and some that are refused, in their whole worlds.
ordered_json tapes()
{
    ordered_json list = ordered_json::array();
    std::map<std::string, int> accepted;
    for (const RuleCase& rule : allRules()) {
        const bool isFirst = !rule.refusal && ++accepted[rule.kind] == 1;
        if (!isFirst && rule.name != "one gwei more than there is") continue;
        MachineWorld world;
        const Step step = rule.make(world);
        state::Tree tree = world.tree;
        Listener listener(tree);
        const mvm::BatchContext batch = world.batch(step.fromInbox);
        const Result<void> result = mvm::applyBytes(listener, world.rules, batch, step.bytes);
        list.push_back({{"kind", rule.kind},
                        {"name", rule.name},
                        {"step", toHex(step.bytes)},
                        {"result", std::string(result ? "accepted" : name(result.error().code))},
                        {"before", recordsOf(world.tree)},
                        {"rootBefore", toHex(world.tree.root())},
                        {"accesses", listener.accesses},
                        {"tape", toHex(listener.recorder.tape())},
                        {"after", recordsOf(tree)},
                        {"rootAfter", toHex(tree.root())}});
    }
    return list;
}

} // namespace

class RollupVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void theFileSaysWhatTheCodeDoes()
    {
        const ordered_json file = {{"definitions", definitions()}, {"headers", headers()},
                                   {"stepsTrees", stepsTrees()},   {"batches", batches()},
                                   {"blocks", blocks()},           {"inbox", inbox()},
                                   {"blinds", blinds()},           {"tapes", tapes()}};
        QVERIFY(file.at("batches").size() == 2 && file.at("tapes").size() > 45);
        const std::string path = STOA_SOURCE_DIR "/tests/vectors/rollup/bytes.json";
        const std::string now = file.dump(1) + "\n";
        if (qEnvironmentVariableIsSet("STOA_WRITE_VECTORS")) std::ofstream(path, std::ios::binary) << now;
        std::ostringstream stored;
        stored << std::ifstream(path, std::ios::binary).rdbuf();
        QVERIFY2(stored.str() == now, (path + " differs; STOA_WRITE_VECTORS=1 writes it anew").c_str());
    }
};

STOA_TEST(RollupVectorsTest)

} // namespace stoa::test

#include "rollup_vectors_test.moc"
