// SPDX-License-Identifier: MIT
// What lies in the own stores and may be damaged there: actions that wait, places of steps, blocks, what a
// light client knows, a company's copy, any record of a main chain on this computer, and bytes that are
// sparse.
#include <memory>

#include "core/codec/sparse.h"
#include "core/light/dac_replica.h"
#include "core/light/header_chain.h"
#include "core/mainchain/local_chain.h"
#include "core/operator/aggregator_records.h"
#include "core/storage/memory_store.h"
#include "core/sync/outbox.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/chain_world.h"

namespace stoa::fuzz {
namespace {

const Bytes kActionKey = toBytes(viewOf(std::string_view("action/\0\0\0\0\0\0\0\1", 15)));

sync::OutboxEntry entry()
{
    sync::OutboxEntry result;
    result.digest = Hash{{1}};
    result.step = Bytes(94, 7);
    result.time = 1'700'000'000;
    result.subject = "a page";
    result.contents = {Hash{{2}}};
    result.refusal = ErrorCode::WrongNonce;
    return result;
}

Bytes storedAction(const sync::OutboxEntry& entry)
{
    storage::MemoryStore store;
    auto outbox = sync::Outbox::open(store);
    STOA_CHECK(outbox && outbox->add({entry}));
    return store.get(kActionKey)->value();
}

/// What can be read is written again as what is read again.
void readAction(ByteView bytes)
{
    storage::MemoryStore store;
    storage::WriteBatch batch;
    batch.put(kActionKey, toBytes(bytes));
    STOA_CHECK(store.commit(std::move(batch)));
    const auto outbox = sync::Outbox::open(store);
    if (!outbox) return;
    const Bytes again = storedAction(outbox->entries().front());
    storage::MemoryStore other;
    storage::WriteBatch second;
    second.put(kActionKey, again);
    STOA_CHECK(other.commit(std::move(second)));
    const auto reopened = sync::Outbox::open(other);
    STOA_CHECK(reopened && storedAction(reopened->entries().front()) == again);
}

Bytes storedBlock()
{
    node::Aggregator::Block block;
    block.header.header.steps = 1;
    block.header.header.number = 4;
    block.header.signature.v = 28;
    block.steps = {Bytes(94, 7)};
    block.roots = {Hash{{3}}};
    return node::encodeBlock(block);
}

const rollup::NetworkDefinition& definition()
{
    static const rollup::NetworkDefinition one = test::ChainWorld().definition;
    return one;
}

const DacId kDac{{5}};

Bytes storedReplica()
{
    Bytes bytes = light::DacReplica(kDac).encode();
    Bytes key = state::companyPrefix(kDac);
    key.resize(32, 1);
    append(bytes, key);
    appendFixed(bytes, std::uint32_t{3});
    append(bytes, Bytes{1, 2, 3});
    return bytes;
}

/// A main chain on which a little has happened.
const storage::MemoryStore& chainStore()
{
    static const auto world = [] {
        auto made = std::make_unique<test::ChainWorld>();
        made->deposit();
        STOA_CHECK(made->post({made->transfer(0)}));
        return made;
    }();
    return world->store;
}

/// key length ‖ key ‖ value: that record is another one, or none, and the chain is used.
void readChain(ByteView bytes)
{
    if (bytes.empty() || bytes.size() < 1U + bytes[0]) return;
    const ByteView key = bytes.subspan(1, bytes[0]);
    const ByteView value = bytes.subspan(1 + key.size());
    storage::MemoryStore store = chainStore();
    storage::WriteBatch batch;
    if (value.empty())
        batch.erase(toBytes(key));
    else
        batch.put(toBytes(key), toBytes(value));
    STOA_CHECK(store.commit(std::move(batch)));
    const auto chain = mainchain::LocalChain::open(store);
    if (!chain || *chain == nullptr) return;
    for (std::uint64_t number = 0; number < 3; ++number) {
        static_cast<void>((*chain)->header(number));
        static_cast<void>((*chain)->headerHash(number));
        static_cast<void>((*chain)->batch(number));
        static_cast<void>((*chain)->inbox(number));
    }
    static_cast<void>((*chain)->account(Address{{1}}));
    static_cast<void>((*chain)->events(0, 10));
}

Bytes chainRecord(std::string_view key)
{
    storage::MemoryStore store = chainStore();
    Bytes bytes{static_cast<std::uint8_t>(key.size())};
    append(bytes, viewOf(key));
    const auto value = store.get(viewOf(key));
    if (value && *value) append(bytes, **value);
    return bytes;
}

} // namespace

std::vector<Bytes> seeds()
{
    using namespace std::string_view_literals;
    Bytes number;
    appendFixed(number, std::uint64_t{7});
    return {
        seed(0, storedAction(entry())),
        seed(1, node::encodePlace({3, 2, 1, node::kStepIncluded})),
        seed(2, storedBlock()),
        seed(3, number),
        seed(4, light::HeaderChain(definition()).encode()),
        seed(5, light::DacReplica(kDac).encode()),
        seed(5, storedReplica()),
        seed(6, chainRecord("m")),
        seed(6, chainRecord("D")),
        seed(6, chainRecord("h\0\0\0\0\0\0\0\1"sv)),
        seed(6, chainRecord("d\0\0\0\0\0\0\0\1"sv)),
        seed(6, chainRecord("i\0\0\0\0\0\0\0\0"sv)),
        seed(6, chainRecord("e\0\0\0\0\0\0\0\1"sv)),
        seed(7, codec::toSparse(Bytes{7, 0, 0, 0, 8, 0, 0})),
    };
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0] % 8) {
    case 0: fuzz::readAction(bytes); break;
    case 1: fuzz::checkRoundTrip(bytes, &node::decodePlace, &node::encodePlace); break;
    case 2: fuzz::checkRoundTrip(bytes, &node::decodeBlock, &node::encodeBlock); break;
    case 3: fuzz::checkRoundTrip(bytes, &node::decodeNumber, &node::encodeNumber); break;
    case 4:
        fuzz::checkRoundTrip(
            bytes, [](ByteView all) { return light::HeaderChain::decode(fuzz::definition(), all); },
            [](const light::HeaderChain& chain) { return chain.encode(); });
        break;
    case 5:
        fuzz::checkRoundTrip(
            bytes, [](ByteView all) { return light::DacReplica::decode(fuzz::kDac, all); },
            [](const light::DacReplica& replica) { return replica.encode(); });
        break;
    case 6: fuzz::readChain(bytes); break;
    default:
        STOA_CHECK(equal(codec::fromSparse(codec::toSparse(bytes), bytes.size()).value(), bytes));
        if (const auto record = codec::fromSparse(bytes, 600))
            STOA_CHECK(equal(codec::toSparse(*record), bytes));
        break;
    }
    return 0;
}
