// SPDX-License-Identifier: MIT
// What a node keeps and may be damaged there: one record of an aggregator's, a validator's or a follower's
// store is another one. The node opens or is refused, serves and goes on, and makes no money.
#include "core/sync/chain_follower.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

enum Store : std::uint8_t { kAggregator, kValidator, kFollower, kStores };

/// A network whose aggregator has posted a lie that is being challenged, has more that is not posted, and
/// shall lie again; and somebody who follows it.
struct Start {
    test::NetworkWorld world;
    storage::MemoryStore follower;
    std::optional<light::HeaderChain> headers;
    std::vector<Bytes> steps;
    DacId dac;
};

bool follow(storage::MemoryStore& store, node::NodeService& node, const light::HeaderChain& headers,
            const rollup::NetworkDefinition& definition)
{
    auto opened = sync::ChainFollower::open({store, definition});
    if (!opened) return false;
    sync::ChainFollower& follower = **opened;
    for (int i = 0; i < 20; ++i) {
        const auto happened = follower.follow(node, headers);
        if (!happened) return false;
        if (!*happened) break;
    }
    static_cast<void>(follower.batch(1).has_value());
    if (const rollup::Header* header = headers.batch(1))
        static_cast<void>(follower.finding(*header).has_value());
    return true;
}

const Start& start()
{
    static const Start* const made = [] {
        auto* s = new Start;
        test::NetworkWorld& w = s->world;
        STOA_CHECK(w.reopen());
        s->dac = w.company();
        STOA_CHECK(!s->dac.isZero() && w.network->postNow());
        for (int i = 0; i < 3; ++i) {
            s->steps.push_back(w.step(1, tx::Transfer{w.address(2), kToken}));
            STOA_CHECK(w.network->submit({s->steps.back()}) && w.network->postNow());
        }
        s->headers.emplace(w.network->definition());
        STOA_CHECK(s->headers->follow(*w.network, *w.network->info(), w.network->now()));
        STOA_CHECK(follow(s->follower, *w.network, *s->headers, w.network->definition()));
        STOA_CHECK(w.network->corruptNextBatch());
        STOA_CHECK(w.sends(1, tx::Transfer{w.address(2), kToken}) && w.network->postNow());
        for (int i = 0; i < 2; ++i) STOA_CHECK(w.network->tick());
        static_cast<void>(w.network->corruptNextBatch().has_value());
        w.network.reset();
        return s;
    }();
    return *made;
}

const storage::MemoryStore& storeOf(std::uint8_t which)
{
    const Start& s = start();
    return which == kAggregator  ? s.world.aggregatorStore
           : which == kValidator ? s.world.validatorStore
                                 : s.follower;
}

void use(node::LocalNetwork& network)
{
    const Start& s = start();
    static_cast<void>(network.info().has_value());
    static_cast<void>(network.blocks(1, 5).has_value());
    static_cast<void>(network.batches(1, 5).has_value());
    static_cast<void>(network.batchSteps(1).has_value());
    static_cast<void>(network.blockSteps(2).has_value());
    static_cast<void>(network.company(s.dac, Hash{}).has_value());
    const Address who = const_cast<Start&>(s).world.address(1);
    static_cast<void>(network.record(state::accountKey(who)).has_value());
    static_cast<void>(network.credits(who, 5, {}).has_value());
    static_cast<void>(network.companiesOf(who).has_value());
    static_cast<void>(network.submit(s.steps).has_value());
    for (int i = 0; i < 4; ++i) static_cast<void>(network.tick().has_value());
}

} // namespace

/// which store ‖ length of a key ‖ key ‖ value
std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    for (std::uint8_t which = 0; which < kStores; ++which) {
        storage::MemoryStore store = storeOf(which);
        std::map<std::uint8_t, int> ofTable;
        STOA_CHECK(store.iterate({}, [&](ByteView key, ByteView value) {
            if (++ofTable[key[0]] > 3) return true;
            Bytes record{static_cast<std::uint8_t>(key.size())};
            append(record, key);
            append(record, value);
            list.push_back(seed(which, record));
            return true;
        }));
    }
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size < 2 || size < 2U + data[1]) return 0;
    const std::uint8_t which = data[0] % kStores;
    const ByteView key{data + 2, data[1]};
    const ByteView value{data + 2 + data[1], size - 2 - data[1]};
    const Start& s = start();

    test::NetworkWorld w;
    w.chainStore = s.world.chainStore;
    w.aggregatorStore = s.world.aggregatorStore;
    w.validatorStore = s.world.validatorStore;
    storage::MemoryStore follower = s.follower;
    storage::MemoryStore& changed = which == kAggregator  ? w.aggregatorStore
                                    : which == kValidator ? w.validatorStore
                                                          : follower;
    storage::WriteBatch batch;
    if (value.empty())
        batch.erase(toBytes(key));
    else
        batch.put(toBytes(key), toBytes(value));
    STOA_CHECK(changed.commit(std::move(batch)));
    if (which != kFollower) {
        if (!w.reopen()) return 0;
        use(*w.network);
        return 0;
    }
    static test::NetworkWorld* const served = [] {
        auto* other = new test::NetworkWorld;
        other->chainStore = start().world.chainStore;
        other->aggregatorStore = start().world.aggregatorStore;
        other->validatorStore = start().world.validatorStore;
        STOA_CHECK(other->reopen());
        return other;
    }();
    static_cast<void>(follow(follower, *served->network, *s.headers, served->network->definition()));
    return 0;
}
