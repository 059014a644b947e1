// SPDX-License-Identifier: MIT
// What a member believes of headers, against a node that lies about one thing at a time.
#include "core/light/header_chain.h"

#include <QTest>

#include "tests/support/light_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

using light::HeaderChain;
using rollup::BlockHeader;
using rollup::Header;
using rollup::SignedHeader;

namespace {

template <typename H>
using Change = std::pair<const char*, std::function<void(H&)>>;

const std::vector<Change<Header>> kBatchLies = {
    {"number", [](Header& h) { ++h.number; }},
    {"parent", [](Header& h) { h.parent[5] ^= 1; }},
    {"preRoot", [](Header& h) { h.preRoot[0] ^= 1; }},
    {"parentEntropy", [](Header& h) { h.parentEntropy[0] ^= 1; }},
    {"no steps", [](Header& h) { h.steps = 0; }},
    {"too many steps", [](Header& h) { h.steps = rollup::kMaxBatchSteps + 1; }},
    {"more messages than steps", [](Header& h) { h.inboxSteps = h.steps + 1; }},
    {"inbox", [](Header& h) { ++h.inboxEnd; }},
    {"time before its parent", [](Header& h) { h.time = 0; }},
    {"posted before its parent", [](Header& h) { h.l1Time = 0; }},
    {"time ahead of the main chain", [](Header& h) { h.time = h.l1Time + 1; }},
    {"posted long after its time", [](Header& h) { h.l1Time += kDay; }},
    {"version", [](Header& h) { ++h.version; }},
};

const std::vector<Change<BlockHeader>> kBlockLies = {
    {"number", [](BlockHeader& h) { ++h.number; }},
    {"parent", [](BlockHeader& h) { h.parent[5] ^= 1; }},
    {"preRoot", [](BlockHeader& h) { h.preRoot[0] ^= 1; }},
    {"a batch is left out", [](BlockHeader& h) { ++h.batch; }},
    {"an old batch", [](BlockHeader& h) { --h.batch; }},
    {"first step", [](BlockHeader& h) { ++h.firstStep; }},
    {"time", [](BlockHeader& h) { --h.time; }},
};

} // namespace

class HeaderChainTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchesAreLinkedToTheirParents()
    {
        Light light;
        QVERIFY(light.post() && light.post());
        const auto list = light.world.network->batches(1, 2);
        const Header& parent = list->front().header;
        const Header& next = list->back().header;
        const Hash definition = light.world.definition.hash();
        QVERIFY(light::checkNext(parent, next, light.world.definition));
        for (const auto& [name, change] : kBatchLies) {
            Header changed = next;
            change(changed);
            QVERIFY2(!light::checkNext(parent, changed, light.world.definition), name);
        }
        const auto blocks = light.world.network->blocks(1, 50);
        for (std::size_t i = 1; i < blocks->size(); ++i) {
            const BlockHeader& before = (*blocks)[i - 1].header;
            QVERIFY(light::checkNext(before, (*blocks)[i].header, definition));
            for (const auto& [name, change] : kBlockLies) {
                BlockHeader changed = (*blocks)[i].header;
                change(changed);
                QVERIFY2(!light::checkNext(before, changed, definition), name);
            }
        }
    }

    void anHonestNodeIsFollowed()
    {
        Light light;
        QCOMPARE(light.chain.head().header.number, std::uint64_t{0});
        for (int i = 0; i < 4; ++i) {
            QVERIFY(light.post());
            QVERIFY(light.pay()); // and a block that is not posted yet
            QCOMPARE(light.follow(), std::nullopt);
            const auto info = light.world.network->info();
            QCOMPARE(light.chain.tip(), info->tipBatch);
            QVERIFY(light.chain.head().header == info->head.header);
            QVERIFY(light.chain.contains(info->head.header));
            QVERIFY(light.chain.agrees(info->tipBatch));
        }
        HeaderChain late(light.world.definition); // who comes later ends at the same place
        QCOMPARE(light.follow(late), std::nullopt);
        QCOMPARE(late.tip(), light.chain.tip());
        QVERIFY(*late.batch(late.tip()) == *light.chain.batch(light.chain.tip()));
        QVERIFY(late.head().header == light.chain.head().header);
        QCOMPARE(late.finalBatch(), light.chain.finalBatch());
        for (std::uint64_t number = 1; number <= late.head().header.batch; ++number)
            QCOMPARE(late.wasBonded(late.head().header.aggregator, number),
                     light.chain.wasBonded(late.head().header.aggregator, number));
    }

    void aBatchThatIsNotLinkedIsRefused()
    {
        for (const auto& [name, change] : kBatchLies) {
            Light light;
            QVERIFY(light.post());
            QCOMPARE(light.follow(), std::nullopt);
            QVERIFY(light.post() && light.post());
            light.node->onBatches = [&spoil = change](std::vector<node::BatchInfo>& list) {
                for (node::BatchInfo& batch : list)
                    if (batch.header.number == 2) spoil(batch.header);
            };
            QVERIFY2(light.refusesAndKeepsAll(), name);
            light.beHonest();
            QCOMPARE(light.follow(), std::nullopt);
            QCOMPARE(light.chain.tip(), std::uint64_t{3});
        }
    }

    void aBatchOfSomebodyWithoutABondIsRefused()
    {
        Light light;
        QVERIFY(light.post());
        light.node->onBatches = [&](std::vector<node::BatchInfo>& list) {
            for (node::BatchInfo& batch : list) batch.header.aggregator = light.world.address(kStranger);
        };
        QVERIFY(light.refusesAndKeepsAll());
    }

    void aBlockThatIsNotLinkedIsRefused()
    {
        const auto showChanged = [](Light& light, const std::function<void(BlockHeader&)>& change) {
            light.bondStranger(); // so that nothing but the links can be wrong
            STOA_CHECK(light.post());
            STOA_CHECK(!light.follow());
            BlockHeader block = light.nextBlock();
            change(block);
            light.show(light.sign(block, kStranger));
        };
        for (const auto& [name, change] : kBlockLies) {
            Light light;
            showChanged(light, change);
            QVERIFY2(light.refusesAndKeepsAll(), name);
        }
        Light light;
        showChanged(light, [](BlockHeader&) {});
        QCOMPARE(light.follow(), std::nullopt); // so the others were refused for their one change
    }

    void aBlockOfSomebodyWithoutABondIsRefused()
    {
        Light light;
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        light.show(light.sign(light.nextBlock(), kStranger));
        QVERIFY(light.refusesAndKeepsAll());
    }

    void aBlockThatAnotherSignedIsRefused()
    {
        Light light;
        light.bondStranger();
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        light.show(light.sign(light.nextBlock(), kStranger + 1));
        QVERIFY(light.refusesAndKeepsAll(ErrorCode::BadSignature));
    }

    /// Among events that were read already: a reorganization has changed nothing else that can be seen.
    void aBondThatAReorganizationHasBroughtIsFound()
    {
        Light light;
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const SignedHeader block = light.sign(light.nextBlock(), kStranger);
        light.show(block);
        QVERIFY(light.refusesAndKeepsAll());
        light.bondStranger();
        QCOMPARE(light.follow(), std::nullopt);
        QVERIFY(light.chain.head().header == block.header);
    }

    /// A main chain has more and more events. After a reorganization those are not read again that came
    /// before a batch that is final; but if what was heard of them was a lie, they are.
    void whatWasHeardBeforeAFinalBatchIsNotReadAgain()
    {
        for (const bool wasLie : {false, true}) {
            Light light;
            const auto countRollback = [](node::NodeInfo& info) { ++info.rollbacks; };
            const auto showRollback = [&](std::uint64_t id, std::uint64_t batch) {
                light.node->onInfo = countRollback;
                light.node->onEvents = [id, batch](std::vector<node::ChainEvent>& list) {
                    for (node::ChainEvent& event : list)
                        if (event.id == id)
                            event = {id, node::ChainEvent::What::RolledBack, event.time, batch, {}, 0, 0};
                };
            };
            std::uint64_t deposit = 0;
            const auto events = light.world.network->events(0, 100);
            for (const node::ChainEvent& event : *events)
                if (event.what == node::ChainEvent::What::Deposited) deposit = event.id;
            QVERIFY(deposit > 0);
            if (wasLie) showRollback(deposit, 1);
            QVERIFY(light.post());
            QCOMPARE(light.follow(), std::nullopt);
            const std::uint64_t heard = light.world.network->info()->lastEvent;
            QVERIFY(light.post());
            QVERIFY(light.world.network->advanceTime(light.world.definition.window));
            QVERIFY(light.post());
            QVERIFY(light.world.network->faucet(light.world.address(1), kToken));
            QCOMPARE(light.follow(), std::nullopt);
            QCOMPARE(light.chain.finalBatch(), std::uint64_t{2});
            const Bytes saved = light.chain.encode();
            light.chain = *HeaderChain::decode(light.world.definition, saved);
            QVERIFY(light.chain.encode() == saved);
            QCOMPARE(light.follow(), std::nullopt);

            if (wasLie)
                light.beHonest();
            else
                showRollback(light.world.network->info()->lastEvent, 4);
            const auto change = light.node->onEvents;
            std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
            light.node->onEvents = [&](std::vector<node::ChainEvent>& list) {
                if (change) change(list);
                if (!list.empty()) first = std::min(first, list.front().id);
            };
            QCOMPARE(light.follow(), std::nullopt);
            QVERIFY2(wasLie ? first <= deposit : first > heard, std::to_string(first).c_str());
            QCOMPARE(light.chain.rollbacks(), std::uint64_t{wasLie ? 0U : 1U});
            QCOMPARE(light.chain.tip(), std::uint64_t{3});
        }
    }

    /// Whoever could name those who leave without end would fill the memory of every member.
    void nobodyLeavesWhoHasNotJoined()
    {
        using What = node::ChainEvent::What;
        for (const std::vector<What>& ends : {std::vector{What::Left}, {What::ProvedWrong, What::Slashed}}) {
            for (const bool hasJoined : {false, true}) {
                Light light;
                QVERIFY(light.post());
                QCOMPARE(light.follow(), std::nullopt);
                std::vector<What> events = ends;
                if (hasJoined) events.insert(events.begin(), What::Joined);
                const std::uint64_t last = light.world.network->info()->lastEvent;
                const Address stranger = light.world.address(3);
                light.node->onInfo = [&](node::NodeInfo& info) { info.lastEvent += events.size(); };
                light.node->onEvents = [&](std::vector<node::ChainEvent>& list) {
                    for (std::uint64_t id = last; const What what : events)
                        list.push_back({++id, what, 0, light.chain.tip() + 1, stranger, 0, 0});
                };
                if (hasJoined)
                    QCOMPARE(light.follow(), std::nullopt);
                else
                    QVERIFY(light.refusesAndKeepsAll());
            }
        }
    }

    /// Every batch stays where it was, and one of the events that were read already is a rollback now: only
    /// the number of rollbacks says so.
    void aReorganizationThatLeavesEveryBatchIsFollowed()
    {
        Light light;
        QVERIFY(light.post());
        QVERIFY(light.world.network->faucet(light.world.address(1), kToken));
        QCOMPARE(light.follow(), std::nullopt);
        const std::uint64_t tip = light.chain.tip();
        const auto events = light.world.network->events(0, 100);
        QVERIFY(events && events->back().what == node::ChainEvent::What::Deposited);
        const std::uint64_t last = events->back().id;
        light.node->onInfo = [](node::NodeInfo& info) { ++info.rollbacks; };
        light.node->onEvents = [last, tip](std::vector<node::ChainEvent>& list) {
            for (node::ChainEvent& event : list)
                if (event.id == last)
                    event = {last, node::ChainEvent::What::RolledBack, event.time, tip + 1, {}, 0, 0};
        };
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.rollbacks(), std::uint64_t{1});
        QCOMPARE(light.chain.tip(), tip);
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.tip(), tip + 1);
        QVERIFY(light.chain.head().header == light.world.network->info()->head.header);
    }

    void aHeadThatComesWithAProofMustLeadOnFromTheNewest()
    {
        Light light;
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const SignedHeader old = light.world.network->info()->head;
        QVERIFY(light.chain.accept(*light.node, old)); // the newest itself
        QVERIFY(light.pay());
        const SignedHeader next = light.world.network->info()->head;
        const Bytes before = light.chain.encode();
        light.show(light.sign(light.nextBlock(), kStranger));
        QCOMPARE(light.chain.accept(*light.node, light.node->info()->head).error().code,
                 ErrorCode::ProofFailed);
        QVERIFY(light.chain.encode() == before);
        light.beHonest();
        QVERIFY(light.chain.accept(*light.node, next));
        QVERIFY(light.chain.head().header == next.header);
        QCOMPARE(light.chain.accept(*light.node, old).error().code, ErrorCode::ProofFailed); // no way back
        SignedHeader twin = next;
        twin.header.postRoot[0] ^= 1;
        QCOMPARE(light.chain.accept(*light.node, twin).error().code, ErrorCode::ProofFailed);
    }

    void aNodeThatGoesBackWithoutARollbackIsRefused()
    {
        Light light;
        QVERIFY(light.post() && light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const auto shows = [&](std::function<void(node::NodeInfo&)> change) {
            light.node->onInfo = std::move(change);
            return light.refusesAndKeepsAll();
        };
        QVERIFY(shows([](node::NodeInfo& info) { --info.tipBatch; }));
        QVERIFY(shows([](node::NodeInfo& info) { --info.lastEvent; }));
        QVERIFY(shows([](node::NodeInfo& info) { ++info.rollbacks; })); // no event says so
        const auto older = light.world.network->blocks(1, 1);
        QVERIFY(shows([&](node::NodeInfo& info) { info.head = older->front(); }));
    }

    void aBatchThatWasRolledBackIsLeftBehind()
    {
        Light light;
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const Address liar = light.world.network->info()->aggregator;
        QVERIFY(light.world.network->corruptNextBatch());
        QVERIFY(light.post());
        QVERIFY(light.pay()); // built upon the wrong batch
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.tip(), std::uint64_t{2});
        QVERIFY(!light.chain.agrees(2)); // seen here, before anybody has challenged it
        HeaderChain late(light.world.definition);
        QCOMPARE(light.follow(late), std::nullopt);

        // However long ago it was posted: a batch that was caught lying does not become final here.
        light.node->onInfo = [](node::NodeInfo& info) { info.now += kDay; };
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.finalBatch(), std::uint64_t{1});
        light.beHonest();

        QVERIFY(light.waitForRollback());
        HeaderChain latest = light.chain; // hears of it only when there are new batches
        for (HeaderChain* who : {&light.chain, &late}) {
            QCOMPARE(light.follow(*who), std::nullopt);
            QCOMPARE(who->tip(), std::uint64_t{1});
            QCOMPARE(who->rollbacks(), std::uint64_t{1});
            QCOMPARE(who->head().header.batch, std::uint64_t{1});
            QVERIFY(who->wasBonded(liar, 1));
            QVERIFY(!who->wasBonded(liar, 2));
        }
        QVERIFY(light.post() && light.post()); // by somebody else
        for (HeaderChain* who : {&light.chain, &late, &latest}) {
            QCOMPARE(light.follow(*who), std::nullopt);
            QCOMPARE(who->tip(), std::uint64_t{3});
            QVERIFY(who->agrees(2));
            QVERIFY(who->head().header == light.world.network->info()->head.header);
        }
    }

    void nothingFinalIsRolledBack()
    {
        Light light;
        QVERIFY(light.post());
        QVERIFY(light.world.network->advanceTime(light.world.definition.window));
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const std::uint64_t final = light.chain.finalBatch();
        QVERIFY(final >= 1);
        for (const std::uint64_t batch : {std::uint64_t{1}, final, final + 1}) {
            light.node->onInfo = [&](node::NodeInfo& info) {
                ++info.rollbacks;
                ++info.lastEvent;
                info.tipBatch = batch - 1;
                info.tipHeader = rollup::headerHash(
                    batch == 1 ? rollup::genesisHeader(light.world.definition.genesis)
                               : light.world.network->batches(batch - 1, 1)->front().header);
                info.head = {};
                const auto blocks = light.world.network->blocks(1, 500);
                for (const SignedHeader& block : *blocks)
                    if (block.header.batch < batch) info.head = block;
            };
            light.node->onEvents = [&](std::vector<node::ChainEvent>& list) {
                node::ChainEvent event;
                event.id = light.world.network->info()->lastEvent + 1;
                event.what = node::ChainEvent::What::RolledBack;
                event.batch = batch;
                list.push_back(event);
            };
            if (batch <= final)
                QVERIFY(light.refusesAndKeepsAll());
            else
                QCOMPARE(light.follow(),
                         std::nullopt); // what is not final may go, so the refusals had one reason
        }
    }

    void aWindowMustBeOverByThisComputersClockToo()
    {
        Light light(false);
        QVERIFY(light.post());
        light.node->onInfo = [](node::NodeInfo& info) { info.now += 365 * kDay; };
        QCOMPARE(light.follow(), std::nullopt);
        QCOMPARE(light.chain.finalBatch(), std::uint64_t{0});
        light.world.clock.advance(light.world.definition.window + 60);
        QCOMPARE(light.follow(), std::nullopt);
        QVERIFY(light.chain.finalBatch() >= 1);
    }

    void afterARestartItGoesOnFromWhereItWas()
    {
        Light light;
        QVERIFY(light.post() && light.post());
        QVERIFY(light.world.network->advanceTime(light.world.definition.window));
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const Bytes saved = light.chain.encode();
        auto again = HeaderChain::decode(light.world.definition, saved);
        QVERIFY(again);
        QVERIFY(again->encode() == saved);
        QCOMPARE(again->finalBatch(), light.chain.finalBatch());
        QVERIFY(again->head().header == light.chain.head().header);

        // Older batches are linked to the final one before they are believed.
        QVERIFY(again->batch(1) == nullptr);
        const auto first = again->batch(*light.node, 1);
        QVERIFY(first);
        QVERIFY(*first == light.world.network->batches(1, 1)->front().header);
        light.node->onBatches = [](std::vector<node::BatchInfo>& list) {
            for (node::BatchInfo& batch : list)
                if (batch.header.number == 1) batch.header.stepsRoot[3] ^= 1;
        };
        QCOMPARE(again->batch(*light.node, 1).error().code, ErrorCode::ProofFailed);
        light.beHonest();

        QVERIFY(light.post());
        QCOMPARE(light.follow(*again), std::nullopt);
        QCOMPARE(again->tip(), light.world.network->info()->tipBatch);
        light.chain = *HeaderChain::decode(light.world.definition, again->encode());
        light.show(light.sign(light.nextBlock(), kStranger));
        QVERIFY(light.refusesAndKeepsAll()); // the bonds were kept, too
    }

    void aRollbackDownToTheFinalBatchIsFollowedAfterARestart()
    {
        for (const int finals : {1, 3}) {
            Light light;
            for (int i = 0; i < finals; ++i) QVERIFY(light.post());
            QVERIFY(light.world.network->advanceTime(light.world.definition.window));
            QVERIFY(light.world.network->corruptNextBatch());
            QVERIFY(light.post());
            QCOMPARE(light.follow(), std::nullopt);
            QCOMPARE(light.chain.finalBatch(), light.chain.tip() - 1);
            light.chain = *HeaderChain::decode(light.world.definition, light.chain.encode());
            QVERIFY(light.waitForRollback());
            QCOMPARE(light.follow(), std::nullopt);
            QCOMPARE(light.chain.tip(), light.chain.finalBatch());
            QVERIFY(light.chain.head().header == light.world.network->info()->head.header);
            QVERIFY(light.post());
            QCOMPARE(light.follow(), std::nullopt);
        }
    }

    void afterARestartOlderBlocksAreLinkedAgain()
    {
        Light light;
        QVERIFY(light.post());
        for (int i = 0; i < 5; ++i) QVERIFY(light.pay());
        QCOMPARE(light.follow(), std::nullopt);
        light.chain = *HeaderChain::decode(light.world.definition, light.chain.encode());
        const auto blocks = light.world.network->blocks(1, 100);
        const std::uint64_t newest = blocks->back().header.number;
        const auto contains = [&](std::uint64_t number) {
            return light.chain.contains((*blocks)[number - 1].header);
        };
        QVERIFY(contains(newest));
        QVERIFY(!contains(newest - 3));
        QVERIFY(!light.chain.reachBack(*light.node, 0));
        QVERIFY(!light.chain.reachBack(*light.node, newest + 1));
        for (const std::uint64_t changed : {newest - 3, newest - 2, newest - 1, newest}) {
            light.node->onBlocks = [&](std::vector<SignedHeader>& list) {
                for (SignedHeader& block : list)
                    if (block.header.number == changed) block.header.stepsHash[0] ^= 1;
            };
            QCOMPARE(light.chain.reachBack(*light.node, newest - 3).error().code, ErrorCode::ProofFailed);
            QVERIFY(!contains(newest - 1));
        }
        light.beHonest();
        QVERIFY(light.chain.reachBack(*light.node, newest - 3));
        for (std::uint64_t number = newest - 3; number <= newest; ++number) QVERIFY(contains(number));
        QVERIFY(!contains(newest - 4));
        QVERIFY(light.pay());
        QCOMPARE(light.follow(), std::nullopt);
        QVERIFY(contains(newest - 3));
    }

    void savedHeadersThatAreDamagedOrOfAnotherNetworkAreNotUsed()
    {
        Light light;
        QVERIFY(light.post());
        QCOMPARE(light.follow(), std::nullopt);
        const Bytes saved = light.chain.encode();
        for (std::size_t size = 0; size < saved.size(); ++size)
            QVERIFY2(!HeaderChain::decode(light.world.definition, ByteView(saved).first(size)),
                     std::to_string(size).c_str());
        Bytes longer = saved;
        longer.push_back(0);
        QVERIFY(!HeaderChain::decode(light.world.definition, longer));
        const auto other = rollup::localDefinition(Hash{{8}}, NetworkWorld::kStart, true);
        QCOMPARE(HeaderChain::decode(other, saved).error().code, ErrorCode::BadEncoding);
    }
};

STOA_TEST(HeaderChainTest)

} // namespace stoa::test

#include "header_chain_test.moc"
