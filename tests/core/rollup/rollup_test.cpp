// SPDX-License-Identifier: MIT
// Values of the rollup: headers, the tree over steps, batches, blocks, the network's definition.
#include <QTest>

#include "core/base/hex.h"
#include "core/base/random.h"
#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"
#include "core/crypto/key_pair.h"
#include "core/rollup/batch.h"
#include "core/rollup/block.h"
#include "core/rollup/network_definition.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::rollup;

namespace {

Hash hashOf(std::uint64_t number) { return crypto::keccak256(viewOf(std::to_string(number))); }

std::vector<Hash> leaves(std::uint32_t count)
{
    std::vector<Hash> all;
    for (std::uint32_t i = 0; i < count; ++i) all.push_back(stepLeaf(hashOf(i), hashOf(1000 + i)));
    return all;
}

Header sampleHeader()
{
    Header header;
    header.number = 7;
    header.parent = hashOf(1);
    header.preRoot = hashOf(2);
    header.stepsRoot = hashOf(3);
    header.postRoot = hashOf(4);
    header.inboxSteps = 2;
    header.steps = 5;
    header.inboxEnd = 9;
    header.time = 1'700'000'000;
    header.l1Time = 1'700'000'005;
    header.aggregator = Address{{1, 2, 3}};
    header.entropy = hashOf(5);
    header.parentEntropy = hashOf(6);
    return header;
}

Batch sampleBatch(std::uint32_t steps)
{
    Batch batch;
    batch.header = sampleHeader();
    batch.header.steps = steps;
    batch.header.inboxSteps = 1;
    for (std::uint32_t i = 0; i < steps; ++i) {
        batch.steps.push_back(Bytes(1 + i % 5, static_cast<std::uint8_t>(i)));
        batch.roots.push_back(hashOf(i));
    }
    batch.header.postRoot = batch.roots.back();
    batch.header.stepsRoot = stepsRoot(stepLeaves(batch));
    return batch;
}

} // namespace

class RollupTest : public QObject {
    Q_OBJECT

private slots:
    void headerSurvivesItsEncoding()
    {
        const Header header = sampleHeader();
        const Bytes bytes = encodeHeader(header);
        QVERIFY(*decodeHeader(bytes) == header);
        QCOMPARE(decodeHeader(ByteView(bytes).first(bytes.size() - 1)).error().code, ErrorCode::WrongLength);
    }

    void headerHashIsOverWordsOf32Bytes()
    {
        const Header h = sampleHeader();
        Bytes words;
        const auto number = [&](std::uint64_t value) {
            words.insert(words.end(), 24, 0);
            for (int shift = 56; shift >= 0; shift -= 8)
                words.push_back(static_cast<std::uint8_t>(value >> shift));
        };
        number(h.number);
        for (const Hash& hash : {h.parent, h.preRoot, h.stepsRoot, h.postRoot}) append(words, hash.bytes);
        for (const std::uint64_t value : {std::uint64_t{h.inboxSteps}, std::uint64_t{h.steps}, h.inboxEnd,
                                          std::uint64_t{h.time}, std::uint64_t{h.l1Time}})
            number(value);
        words.insert(words.end(), 12, 0);
        append(words, h.aggregator.bytes);
        number(h.version);
        append(words, h.entropy.bytes);
        append(words, h.parentEntropy.bytes);
        QCOMPARE(words.size(), std::size_t{14 * 32});
        QVERIFY(headerHash(h) == crypto::keccak256(words));
    }

    void everyFieldOfTheHeaderCounts()
    {
        const Bytes bytes = encodeHeader(sampleHeader());
        const Hash hash = headerHash(sampleHeader());
        int refused = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            Bytes changed = bytes;
            changed[i] ^= 1;
            const auto decoded = decodeHeader(changed);
            if (decoded) QVERIFY(headerHash(*decoded) != hash);
            refused += decoded ? 0 : 1;
        }
        QCOMPARE(refused, 4); // the bytes of the version
    }

    void everyStepOfATreeOfAnySizeOpens()
    {
        for (std::uint32_t count = 1; count <= 40; ++count) {
            const auto all = leaves(count);
            const Hash root = stepsRoot(all);
            for (std::uint32_t i = 0; i < count; ++i) {
                StepOpening opening{hashOf(i), hashOf(1000 + i), stepSiblings(all, i)};
                QVERIFY(opens(opening, i, count, root));
                // Nothing else opens: another place, another size, another root, other siblings.
                QVERIFY(!opens(opening, (i + 1) % (count + 1), count, root));
                QVERIFY(!opens(opening, i, count, hashOf(77)));
                QVERIFY(!opens(opening, count, count, root));
                StepOpening other = opening;
                other.postRoot[0] ^= 1;
                QVERIFY(!opens(other, i, count, root));
                other = opening;
                other.siblings.push_back(hashOf(5));
                QVERIFY(!opens(other, i, count, root));
                if (opening.siblings.empty()) continue;
                other = opening;
                other.siblings.pop_back();
                QVERIFY(!opens(other, i, count, root));
                other = opening;
                other.siblings.back()[31] ^= 1;
                QVERIFY(!opens(other, i, count, root));
            }
        }
    }

    void anInnerNodeIsNoLeaf()
    {
        // Domain bytes differ, so a pair of hashes cannot be passed off as a step.
        const auto all = leaves(2);
        QVERIFY(stepsRoot(all) != stepLeaf(all[0], all[1]));
    }

    void batchSurvivesItsEncodingAndNothingElseDecodes()
    {
        for (const std::uint32_t count : {1U, 2U, 3U, 255U, 256U}) {
            const Batch batch = sampleBatch(count);
            QVERIFY(checkBatch(batch));
            const Bytes bytes = encodeBatch(batch);
            const auto decoded = decodeBatch(bytes);
            QVERIFY(decoded);
            QVERIFY(decoded->header == batch.header && decoded->steps == batch.steps &&
                    decoded->roots == batch.roots);
            QVERIFY(!decodeBatch(ByteView(bytes).first(bytes.size() - 1)));
            Bytes longer = bytes;
            longer.push_back(0);
            QVERIFY(!decodeBatch(longer));
        }
        Batch empty = sampleBatch(1);
        empty.header.steps = 0;
        QCOMPARE(decodeBatch(encodeHeader(empty.header)).error().code, ErrorCode::BadBatch);
        Batch tooMany = sampleBatch(257);
        QCOMPARE(decodeBatch(encodeBatch(tooMany)).error().code, ErrorCode::BadBatch);
        QVERIFY(!checkBatch(tooMany));
    }

    void batchThatDoesNotFitItsHeaderIsRefused()
    {
        const Batch batch = sampleBatch(5);
        Batch other = batch;
        other.roots[2][0] ^= 1;
        QVERIFY(!checkBatch(other));
        other = batch;
        other.steps[0][0] ^= 1;
        QVERIFY(!checkBatch(other));
        other = batch;
        other.header.postRoot[0] ^= 1;
        QVERIFY(!checkBatch(other));
        other = batch;
        other.header.inboxSteps = 6;
        QVERIFY(!checkBatch(other));
        QVERIFY(rootBefore(batch, 0) == batch.header.preRoot && rootBefore(batch, 3) == batch.roots[2]);
        const StepOpening opening = openStep(batch, 4);
        QVERIFY(opens(opening, 4, 5, batch.header.stepsRoot));
    }

    void blockIsSignedForItsNetworkAlone()
    {
        SeededRandom random(3);
        const auto key = crypto::KeyPair::generate(random);
        SignedHeader block;
        block.header.number = 4;
        block.header.postRoot = hashOf(9);
        block.header.aggregator = key.address();
        block.signature = key.sign(blockHash(block.header, hashOf(1)));
        QVERIFY(checkSignature(block, hashOf(1)));
        QCOMPARE(checkSignature(block, hashOf(2)).error().code, ErrorCode::BadSignature);
        SignedHeader other = block;
        other.header.postRoot[0] ^= 1;
        QVERIFY(!checkSignature(other, hashOf(1)));
        other = block;
        other.header.aggregator[0] ^= 1;
        QVERIFY(!checkSignature(other, hashOf(1)));
        const Bytes bytes = encodeSignedHeader(block);
        const auto decoded = decodeSignedHeader(bytes);
        QVERIFY(decoded && decoded->header == block.header && decoded->signature == block.signature);
        QVERIFY(!decodeSignedHeader(ByteView(bytes).first(10)));
    }

    void definitionIsReadBackAndHashedByItsJson()
    {
        const NetworkDefinition local = localDefinition(hashOf(1), 1'700'000'000, true);
        const std::string json = encodeDefinition(local);
        const auto read = decodeDefinition(json);
        QVERIFY(read);
        QVERIFY(*read == local);
        QVERIFY(local.hash() == crypto::keccak256(viewOf(json)));
        QCOMPARE(QString::fromStdString(local.name), QStringLiteral("Local network"));
        NetworkDefinition other = local;
        other.window += 1;
        QVERIFY(other.hash() != local.hash());
        QVERIFY(other.rules().domain != local.rules().domain);
        other = local;
        other.seed = hashOf(2);
        QVERIFY(other.rules().domain != local.rules().domain);
    }

    void strangeDefinitionsAreRefused()
    {
        const std::string json = encodeDefinition(localDefinition(hashOf(1), 5, false));
        const auto with = [&](const std::string& from, const std::string& to) {
            std::string changed = json;
            const auto at = changed.find(from);
            if (at == std::string::npos) return std::string("the test is wrong");
            changed.replace(at, from.size(), to);
            return changed;
        };
        const auto code = [](const std::string& text) {
            const auto result = decodeDefinition(text);
            return result ? std::optional<ErrorCode>() : std::optional(result.error().code);
        };
        const auto bad = std::optional(ErrorCode::InvalidArgument);
        QCOMPARE(code("{"), std::optional(ErrorCode::BadJson));
        QCOMPARE(code("[]"), std::optional(ErrorCode::BadJson));
        QCOMPARE(code("{}"), bad);
        QCOMPARE(code(with("{", "{\"more\":1,")), bad);
        const auto protocol = [](std::uint32_t number) { return "\"protocol\":" + std::to_string(number); };
        const std::string ours = protocol(kProtocol);
        QCOMPARE(code(with(ours + ",", "")), std::optional(ErrorCode::OlderFormat));
        QCOMPARE(code(with(ours, protocol(kProtocol - 1))), std::optional(ErrorCode::OlderFormat));
        QCOMPARE(code(with(ours, "\"more\":1," + protocol(kProtocol + 1))),
                 std::optional(ErrorCode::NewerFormat));
        QCOMPARE(code(with(ours, "\"protocol\":\"2\"")), bad);
        QCOMPARE(code(with("\"genesis\":\"5\"", "\"genesis\":5")), bad);
        QCOMPARE(code(with("\"genesis\":\"5\"", "\"genesis\":\"05\"")), bad);
        QCOMPARE(code(with("\"genesis\":\"5\"", "\"genesis\":\"-5\"")), bad);
        QCOMPARE(code(with("\"window\":600", "\"window\":4294967296")), bad);
        QCOMPARE(code(with("\"window\":600", "\"window\":-1")), bad);
        QCOMPARE(code(with("\"window\":600", "\"window\":0")), bad);
        // Time to announce twice, and blocks enough before an announcement ends.
        QCOMPARE(code(with("\"window\":600", "\"window\":119")), bad);
        QCOMPARE(code(with("\"window\":600", "\"window\":120")), std::nullopt);
        QCOMPARE(code(with("\"announceAge\":1", "\"announceAge\":5")), bad);
        QCOMPARE(code(with("\"announceAge\":1", "\"announceAge\":4")), std::nullopt);
        QCOMPARE(code(with("\"announceExpiry\":60", "\"announceExpiry\":0")), bad);
        QCOMPARE(code(with("\"minimumPeriod\":180", "\"minimumPeriod\":179")), bad);
        QCOMPARE(code(with("\"symbol\":\"MTS\"", "\"symbol\":\"\"")), bad);
        QCOMPARE(code(with("\"contract\":\"0x00", "\"contract\":\"0x")), bad);
    }

    /// Its hash is of its bytes: what means the same in other bytes would be another network to whoever
    /// hashes what they were given.
    void aDefinitionHasOneForm()
    {
        const Hash seed{{0xab, 0xcd}};
        const std::string json = encodeDefinition(localDefinition(seed, 5, false));
        QVERIFY(decodeDefinition(json));
        const std::string digits = toHex(seed).substr(2);
        const std::vector<std::pair<std::string, std::string>> changes = {
            {"{", "{ "},
            {"\"genesis\":", "\"genesis\": "},
            {digits, "ABCD" + digits.substr(4)},
            {"0x" + digits, digits},
            {"0x" + digits, "0X" + digits},
            {"\"Local network\"", "\"\\u004cocal network\""},
            {"\"bondShare\":10,", ""}, // put to the end below
        };
        for (const auto& [from, to] : changes) {
            std::string other = json;
            const auto at = other.find(from);
            QVERIFY2(at != std::string::npos, from.c_str());
            other.replace(at, from.size(), to);
            if (to.empty()) other.insert(other.size() - 1, ",\"bondShare\":10");
            const auto read = decodeDefinition(other);
            QVERIFY2(!read && read.error().detail == "not canonical", other.c_str());
        }
        QVERIFY(!decodeDefinition(json + "\n"));
        QVERIFY(!decodeDefinition(" " + json));
    }

    void genesisIsARealHeader()
    {
        const Header genesis = genesisHeader(5);
        QVERIFY(!headerHash(genesis).isZero());
        QVERIFY(headerHash(genesis) != headerHash(genesisHeader(6)));
    }
};

STOA_TEST(RollupTest)

} // namespace stoa::test

#include "rollup_test.moc"
