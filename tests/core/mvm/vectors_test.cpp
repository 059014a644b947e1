// SPDX-License-Identifier: MIT
// tests/vectors/<kind>.json: every rule as data, for other implementations of the machine. A normal run
// compares the files with what the machine does; with STOA_WRITE_VECTORS=1 in the environment it writes them.
#include <clocale>
#include <ctime>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>
#include <QTest>

#include "core/base/hex.h"
#include "tests/support/registry.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using nlohmann::ordered_json;
using state::Key;

namespace {

/// Notes the keys that a step asks for.
class Listener final : public state::StateAccess {
public:
    explicit Listener(state::Tree& tree)
        : m_state(tree)
    {}
    std::optional<Bytes> get(const Key& key) override
    {
        keys.insert(key);
        return m_state.get(key);
    }
    void put(const Key& key, Bytes record) override { m_state.put(key, std::move(record)); }
    void erase(const Key& key) override { m_state.erase(key); }

    std::set<Key> keys;

private:
    state::TreeState m_state;
};

ordered_json recordsOf(const state::Tree& tree)
{
    ordered_json records = ordered_json::object();
    tree.forEach({}, [&](const Key& key, ByteView record) { records[toHex(key)] = toHex(record); });
    return records;
}

ordered_json contextOf(const mvm::BatchContext& batch)
{
    return {{"number", batch.number},
            {"time", batch.time},
            {"step", batch.step},
            {"fromInbox", batch.fromInbox},
            {"aggregator", toHex(batch.aggregator)},
            {"entropy", toHex(batch.entropy)}};
}

/// Whether what the step never asks for could change what comes of it elsewhere: a rule that somebody has
/// left out, or a seat that is passed over, shows only where everything is there.
bool needsTheWholeWorld(const std::string& kind, bool isAccepted)
{
    return !isAccepted || kind == "DrawPanel" || kind == "Settle";
}

/// The rule as a vector: the step, and of the world what it needs.
ordered_json vectorOf(const RuleCase& rule)
{
    MachineWorld world;
    const Step step = rule.make(world);
    const mvm::BatchContext batch = world.batch(step.fromInbox);

    state::Tree whole = world.tree;
    Listener listener(whole);
    const Result<void> result = mvm::applyBytes(listener, world.rules, batch, step.bytes);
    state::Tree before;
    if (needsTheWholeWorld(rule.kind, result.has_value())) {
        before = world.tree;
    } else {
        for (const Key& key : listener.keys)
            if (const ByteView* record = world.tree.get(key)) before.put(key, *record);
    }
    state::Tree after = before;
    state::TreeState state(after);
    const Result<void> again = mvm::applyBytes(state, world.rules, batch, step.bytes);
    if (again.has_value() != result.has_value()) return {};

    return {{"name", rule.name},
            {"context", contextOf(batch)},
            {"before", recordsOf(before)},
            {"step", toHex(step.bytes)},
            {"digest", toHex(mvm::checkStep(step.bytes, world.rules.domain).digest)},
            {"result", std::string(again ? "accepted" : name(again.error().code))},
            {"rootBefore", toHex(before.root())},
            {"rootAfter", toHex(after.root())},
            {"after", again ? recordsOf(after) : ordered_json(nullptr)}};
}

std::map<std::string, ordered_json> allVectors()
{
    std::map<std::string, ordered_json> files;
    const MachineWorld world;
    for (const RuleCase& rule : allRules()) {
        ordered_json& file = files[rule.kind];
        if (file.is_null())
            file = {{"kind", rule.kind},
                    {"rules",
                     {{"domain", toHex(world.rules.domain)},
                      {"minimumPeriod", world.rules.minimumPeriod},
                      {"maximumPeriod", world.rules.maximumPeriod},
                      {"answerPeriod", world.rules.answerPeriod}}},
                    {"vectors", ordered_json::array()}};
        file["vectors"].push_back(vectorOf(rule));
    }
    return files;
}

/// "RequestChanges" → "request_changes.json".
std::string fileNameOf(const std::string& kind)
{
    std::string name;
    for (const char letter : kind) {
        const bool isUpper = letter >= 'A' && letter <= 'Z';
        if (isUpper && !name.empty()) name += '_';
        name += isUpper ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return name + ".json";
}

} // namespace

class VectorsTest : public QObject {
    Q_OBJECT
private slots:
    /// ctest runs this class twice more, in another language and in another time zone (C06). That it is
    /// really run there is asked here.
    void itRunsWhereItIsSaidToRun()
    {
        const QByteArray place = qgetenv("STOA_ELSEWHERE");
        if (place == "language") {
            QCOMPARE(QByteArray(std::localeconv()->decimal_point), QByteArray(","));
        } else if (place == "time zone") {
            const std::time_t time = 1'700'000'000;
            QCOMPARE(std::localtime(&time)->tm_gmtoff, 14L * 3600);
        } else {
            QVERIFY(place.isEmpty());
        }
    }

    void filesSayWhatTheMachineDoes()
    {
        const bool isWriting = qEnvironmentVariableIsSet("STOA_WRITE_VECTORS");
        std::size_t count = 0;
        for (const auto& [kind, file] : allVectors()) {
            for (const ordered_json& vector : file.at("vectors")) QVERIFY(vector.is_object());
            const std::string path = STOA_SOURCE_DIR "/tests/vectors/" + fileNameOf(kind);
            const std::string text = file.dump(1) + "\n";
            if (isWriting) std::ofstream(path, std::ios::binary) << text;
            std::ostringstream stored;
            stored << std::ifstream(path, std::ios::binary).rdbuf();
            QVERIFY2(stored.str() == text, (path + " differs; STOA_WRITE_VECTORS=1 writes it anew").c_str());
            count += file.at("vectors").size();
        }
        qInfo("%zu vectors", count);
    }
};

STOA_TEST(VectorsTest)

} // namespace stoa::test

#include "vectors_test.moc"
