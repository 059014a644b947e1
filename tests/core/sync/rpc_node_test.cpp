// SPDX-License-Identifier: MIT
// A node behind JSON-RPC, honest or not.
#include "core/sync/rpc_node.h"

#include <functional>

#include <QTest>

#include "core/base/hex.h"
#include "core/base/limits.h"
#include "core/crypto/keccak.h"
#include "core/light/dac_replica.h"
#include "core/sync/node_codec.h"
#include "tests/support/network_world.h"
#include "tests/support/registry.h"
#include "tests/support/served_node.h"

namespace stoa::test {

using nlohmann::json;
using sync::RpcNode;

namespace {

/// Says the same to everybody.
class OneAnswer final : public sync::Transport {
public:
    explicit OneAnswer(Result<std::string> answer)
        : m_answer(std::move(answer))
    {}
    Result<std::string> post(std::string_view, std::string_view) override { return m_answer; }

private:
    Result<std::string> m_answer;
};

std::string resultOf(const json& result)
{
    return json{{"jsonrpc", "2.0"}, {"id", 1}, {"result", result}}.dump();
}

std::string errorOf(const json& error)
{
    return json{{"jsonrpc", "2.0"}, {"id", 1}, {"error", error}}.dump();
}

/// Every question that a node is asked, and the error code of each answer.
std::vector<std::optional<ErrorCode>> askEverything(sync::Transport& transport)
{
    RpcNode node(transport, "http://127.0.0.1:1/");
    std::vector<std::optional<ErrorCode>> codes;
    const auto note = [&](const auto& answer) {
        codes.push_back(answer ? std::nullopt : std::optional(answer.error().code));
    };
    note(node.info());
    note(node.batches(1, 10));
    note(node.events(0, 10));
    note(node.blocks(1, 10));
    note(node.blockSteps(1));
    note(node.batchSteps(1));
    note(node.company(DacId{}, Hash{}));
    note(node.record(state::Key{}));
    note(node.contents({Hash{}}));
    note(node.submit({Bytes{1}}));
    note(node.status({Hash{}}));
    note(node.purse(Address{}));
    note(node.isClaimed(ObjectId{}));
    note(node.claim(ObjectId{}));
    return codes;
}

bool allAre(const std::vector<std::optional<ErrorCode>>& codes, ErrorCode code)
{
    return std::all_of(codes.begin(), codes.end(), [&](const auto& each) { return each == code; });
}

/// A company that has no end: one record in each piece.
class EndlessCompany final : public sync::Transport {
public:
    explicit EndlessCompany(const Bytes& prefix)
        : m_prefix(prefix)
    {}
    Result<std::string> post(std::string_view, std::string_view) override
    {
        ++requests;
        node::CompanySnapshot piece;
        piece.isPart = true;
        state::Key key;
        std::ranges::copy(m_prefix, key.bytes.begin());
        for (std::size_t i = 0; i < 4; ++i)
            key.bytes[key.size() - 1 - i] = static_cast<std::uint8_t>(requests >> (8 * i));
        piece.records.emplace_back(key, Bytes{1});
        return resultOf(sync::toJson(piece));
    }
    unsigned requests = 0;

private:
    Bytes m_prefix;
};

} // namespace

class RpcNodeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Anybody may write a record for a small fee: a company grows beyond every answer.
    void aCompanyThatIsTooLargeForOneAnswerComesInPieces()
    {
        NetworkWorld world;
        world.limits.recordsInAnswer = 200;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        const auto whole = world.network->company(dac, {});
        QVERIFY(whole && whole->records.size() > 4);
        ServedNode served(*world.network);
        RpcNode node(served, "http://127.0.0.1:1/");
        const auto fetched = node.company(dac, {});
        QVERIFY(fetched);
        QVERIFY(served.requests > 2);
        QVERIFY(fetched->records == whole->records && fetched->root == whole->root && !fetched->isPart);
        QVERIFY(light::checkSnapshot(*fetched, dac, world.definition.hash()));
        QVERIFY(node.company(dac, whole->root)->isUnchanged);

        // The company changes between two pieces: what was begun is finished as it was.
        const auto first = world.network->companyPiece(dac, {}, std::nullopt);
        QVERIFY(first && first->isPart);
        QVERIFY(world.sends(1, world.proposal(dac, 2)));
        const node::CompanyPlace place{first->root, first->records.back().first};
        const auto second = world.network->companyPiece(dac, {}, place);
        QVERIFY(second && second->root == first->root);
        QVERIFY(second->records.front() == whole->records[first->records.size()]);
        QVERIFY(world.network->company(dac, {})->root != first->root);

        // A state that nobody remembers is refused, and a piece that does not go on is not taken.
        QCOMPARE(world.network->companyPiece(dac, {}, node::CompanyPlace{Hash{{1}}, {}}).error().code,
                 ErrorCode::NotFound);
        OneAnswer again(resultOf(sync::toJson(*first)));
        QCOMPARE(RpcNode(again, "http://127.0.0.1:1/").company(dac, {}).error().code, ErrorCode::BadAnswer);
    }

    /// Nothing can be checked before the last piece, and a liar sends none.
    void aCompanyWithoutAnEndIsNotTaken()
    {
        const DacId dac = DacId::fromPrefix(Bytes(8, 5));
        EndlessCompany endless(state::companyPrefix(dac));
        QCOMPARE(RpcNode(endless, "http://127.0.0.1:1/").company(dac, {}).error().code, ErrorCode::BadAnswer);
        QVERIFY(endless.requests > 100 && endless.requests < 10'000);
        EndlessCompany another(state::companyPrefix(DacId::fromPrefix(Bytes(8, 6))));
        QCOMPARE(RpcNode(another, "http://127.0.0.1:1/").company(dac, {}).error().code, ErrorCode::BadAnswer);
        QCOMPARE(another.requests, 1U);
    }

    void everythingArrivesAsItWas()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        const DacId dac = world.company();
        QVERIFY(!dac.isZero());
        QVERIFY(world.network->postNow());
        QVERIFY(world.sends(1, tx::Transfer{world.address(2), kToken}));
        ServedNode transport(*world.network);
        RpcNode node(transport, "http://127.0.0.1:1/");

        const auto info = node.info();
        QVERIFY(info);
        QVERIFY(info->head.header == world.network->info()->head.header);
        QVERIFY(rollup::checkSignature(info->head, world.definition.hash()));
        QCOMPARE(info->definition, rollup::encodeDefinition(world.definition));
        QVERIFY(node.batches(1, 1)->front().header == world.network->batches(1, 1)->front().header);
        QCOMPARE(node.events(0, 100)->size(), world.network->events(0, 100)->size());
        const auto blocks = node.blocks(1, 100);
        QCOMPARE(blocks->size(), std::size_t{info->head.header.number});
        QVERIFY(blocks->back().header == info->head.header);
        const auto steps = node.blockSteps(2);
        QVERIFY(steps->header.header == (*blocks)[1].header);
        QVERIFY(steps->steps == world.network->blockSteps(2)->steps);
        const auto batch = node.batchSteps(1);
        QVERIFY(batch->steps == world.network->batchSteps(1)->steps);
        QVERIFY(batch->roots == world.network->batchSteps(1)->roots);
        QCOMPARE(node.batchSteps(99).error().code, ErrorCode::NotFound);
        const auto company = node.company(dac, Hash{});
        QVERIFY(company->root == world.network->company(dac, Hash{})->root);
        QVERIFY(company->records == world.network->company(dac, Hash{})->records);
        const state::Key key = state::accountKey(world.address(1));
        QVERIFY(node.record(key)->path.leafValue == world.network->record(key)->path.leafValue);
        const auto status = node.status({world.digest()});
        QCOMPARE(status->front().stage, node::StepStatus::Stage::Included);
        QCOMPARE(status->front().step, world.network->status({world.digest()})->front().step);

        QCOMPARE(node.purse(world.address(1))->balance, world.network->purse(world.address(1))->balance);
        QCOMPARE(*node.isClaimed(ObjectId{{1}}), false);
        QCOMPARE(node.claim(ObjectId{{1}}).error().code, ErrorCode::NotFound);
        const Bytes forced = world.step(1, tx::Transfer{world.address(2), kToken});
        const std::uint64_t messages = world.network->chain().inboxCount();
        QCOMPARE(*node.force(forced), messages);
        QCOMPARE(node.force(Bytes(2000, 1)).error().code, ErrorCode::TooLarge);
    }

    void whatMakesNoSenseIsABadAnswer()
    {
        const json deep = [] {
            json value = 1;
            for (int i = 0; i < 2000; ++i) value = json::array({value});
            return value;
        }();
        for (const std::string& text :
             {std::string(), std::string("<html>"), std::string("[]"), std::string("{}"),
              std::string("{\"result\""), resultOf(nullptr), resultOf(7), resultOf("text"),
              resultOf(json::object()), resultOf(json::array({7})), resultOf(json::array({json::object()})),
              resultOf({{"header", "00"}}), resultOf(json::array({"zz"})), errorOf("no"),
              errorOf({{"data", 7}}), errorOf({{"data", {{"code", "no-such-code"}}}}), resultOf(deep)}) {
            OneAnswer transport(text);
            QVERIFY2(allAre(askEverything(transport), ErrorCode::BadAnswer), text.substr(0, 60).c_str());
        }
    }

    void whatTheTransportCannotDoIsSaidAsItIs()
    {
        for (const ErrorCode code : {ErrorCode::Offline, ErrorCode::TooLarge, ErrorCode::BadAnswer}) {
            OneAnswer transport{Result<std::string>(code)};
            QVERIFY(allAre(askEverything(transport), code));
        }
        OneAnswer oversized(resultOf(std::string(kMaxReplyBytes, 'a')));
        QVERIFY(allAre(askEverything(oversized), ErrorCode::BadAnswer));
    }

    void aNodesOwnTroubleIsNotTakenForOneOfThisComputer()
    {
        for (const ErrorCode code :
             {ErrorCode::StoreUnavailable, ErrorCode::StoreDamaged, ErrorCode::DiskFull,
              ErrorCode::MoneyMismatch, ErrorCode::EngineBroken, ErrorCode::EngineStopped}) {
            OneAnswer transport(
                errorOf({{"message", "my words"}, {"data", {{"code", std::string(name(code))}}}}));
            QVERIFY2(allAre(askEverything(transport), ErrorCode::Offline), std::string(name(code)).c_str());
        }
        OneAnswer busy(errorOf({{"message", "my words"}, {"data", {{"code", "busy"}}}}));
        RpcNode node(busy, "http://127.0.0.1:1/");
        const auto answer = node.info();
        QCOMPARE(answer.error().code, ErrorCode::Busy);
        QVERIFY(answer.error().detail.find("my words") == std::string::npos);
    }

    void moreThanWasAskedForIsABadAnswer()
    {
        const std::string object = toHex(toBytes(viewOf("a page")));
        OneAnswer two(resultOf(json::array({object, object})));
        QCOMPARE(RpcNode(two, "u").contents({contentIdOf("a page")}).error().code, ErrorCode::BadAnswer);
        QCOMPARE(RpcNode(two, "u").contents({contentIdOf("a page"), Hash{}})->size(), std::size_t{2});
        OneAnswer large(resultOf(json::array({std::string(2 * kMaxContentBytes + 2, '0')})));
        QCOMPARE(RpcNode(large, "u").contents({Hash{}}).error().code, ErrorCode::BadAnswer);
        const json status = sync::toJson(node::StepStatus{});
        OneAnswer statuses(resultOf(json::array({status, status})));
        QCOMPARE(RpcNode(statuses, "u").status({Hash{}}).error().code, ErrorCode::BadAnswer);
        QCOMPARE(RpcNode(statuses, "u").submit({Bytes{1}}).error().code, ErrorCode::BadAnswer);
    }

    /// Whoever can name an account would otherwise decide whether its list is heard at all.
    void aListThatStrangersMadeLongIsHeardToItsLimit()
    {
        json list = json::array({toHex(DacId{{7}})});
        while (list.size() < node::kMaxCompaniesTold + 104) list.push_back(toHex(DacId{{9}}));
        OneAnswer transport(resultOf(list));
        const auto told = RpcNode(transport, "u").companiesOf(Address{});
        QVERIFY(told);
        QCOMPARE(told->size(), node::kMaxCompaniesTold);
        QVERIFY(told->front() == DacId{{7}});
        OneAnswer none(resultOf(json::object()));
        QCOMPARE(RpcNode(none, "u").companiesOf(Address{}).error().code, ErrorCode::BadAnswer);
    }

    void manyLargeObjectsGoInSeveralRequestsAndComeInSeveralAnswers()
    {
        NetworkWorld world;
        QVERIFY(world.reopen());
        ServedNode transport(*world.network);
        RpcNode node(transport, "http://127.0.0.1:1/");
        std::vector<Bytes> objects;
        std::vector<Hash> ids;
        SeededRandom random(7);
        for (std::size_t i = 0; i < 12; ++i) {
            Bytes object(i == 0 ? kMaxContentBytes : 1'000'000);
            random.fill(object);
            ids.push_back(crypto::keccak256(object));
            objects.push_back(std::move(object));
        }
        QVERIFY(node.putContents(objects));
        QVERIFY(transport.requests > 5);
        std::vector<Bytes> arrived;
        while (arrived.size() < objects.size()) {
            const auto some =
                node.contents({ids.begin() + static_cast<std::ptrdiff_t>(arrived.size()), ids.end()});
            QVERIFY(some);
            QVERIFY(!some->empty());
            arrived.insert(arrived.end(), some->begin(), some->end());
        }
        QVERIFY(arrived == objects);
        QVERIFY(!node.putContents({Bytes(kMaxContentBytes + 1)}));
    }
};

STOA_TEST(RpcNodeTest)

} // namespace stoa::test

#include "rpc_node_test.moc"
