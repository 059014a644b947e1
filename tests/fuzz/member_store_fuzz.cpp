// SPDX-License-Identifier: MIT
// What a member's program keeps and may be damaged there: one record of its store is another one. It opens or
// is refused, shows what it knows while no node answers, and ends.
#include <nlohmann/json.hpp>

#include "core/engine/handlers.h"
#include "core/engine/member.h"
#include "core/storage/memory_store.h"
#include "core/sync/rpc_node.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

/// Answers from a network, while there is one.
class Line final : public sync::Transport {
public:
    Result<std::string> post(std::string_view, std::string_view body) override
    {
        if (!network) return ErrorCode::Offline;
        const auto request = nlohmann::json::parse(body);
        const auto result =
            sync::serveNode(*network, request["method"].get<std::string>(), request["params"]);
        if (!result) return ErrorCode::BadAnswer;
        return R"({"jsonrpc":"2.0","id":1,"result":)" + *result + "}";
    }
    node::NodeService* network = nullptr;
};

class Computer {
public:
    explicit Computer(storage::MemoryStore& store)
        : m_store(store)
    {
        engine::EngineOptions options;
        options.nodeUrl = "http://127.0.0.1:1/";
        options.roles = engine::NodeRoles{};
        options.manualTicks = true;
        member = std::make_unique<engine::Member>(options, engine::EngineWorld{m_clock, m_random, &line},
                                                  [](const engine::Event&) {});
    }
    bool open(test::NetworkWorld& world)
    {
        std::vector<crypto::KeyPair> keys;
        keys.push_back(*crypto::KeyPair::fromSecret(crypto::Secret32(world.key(1).secret().view())));
        return member
            ->openOn(std::make_unique<test::BorrowedStore>(m_store),
                     std::make_unique<test::BorrowedStore>(m_texts), wallet::Vault::ofKeys(std::move(keys)))
            .has_value();
    }

    Line line;
    std::unique_ptr<engine::Member> member;

private:
    storage::MemoryStore& m_store;
    storage::MemoryStore m_texts;
    ManualClock m_clock{test::NetworkWorld::kStart};
    SeededRandom m_random{5};
};

struct Start {
    test::NetworkWorld world;
    storage::MemoryStore store;
    DacId dac;
};

Start& start()
{
    static Start* const made = [] {
        auto* s = new Start;
        STOA_CHECK(s->world.reopen());
        s->dac = s->world.company();
        STOA_CHECK(!s->dac.isZero() && s->world.network->postNow());
        Computer computer(s->store);
        computer.line.network = s->world.network.get();
        STOA_CHECK(computer.open(s->world) && computer.member->follow(s->dac) &&
                   computer.member->synchronize());
        engine::Member& member = *computer.member;
        static_cast<void>(member.account(s->world.address(0)));
        const Bytes step = s->world.step(1, tx::Transfer{s->world.address(2), kToken});
        sync::OutboxEntry entry;
        entry.digest = s->world.digestOf(step);
        entry.step = step;
        entry.time = test::NetworkWorld::kStart;
        entry.subject = "a gift";
        STOA_CHECK(member.outbox->add({entry}) && member.keepSetting("node", "http://127.0.0.1:1/"));
        return s;
    }();
    return *made;
}

} // namespace

/// length of a key ‖ key ‖ value
std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    const auto record = [&list](ByteView key, ByteView value) {
        Bytes bytes{static_cast<std::uint8_t>(key.size())};
        append(bytes, key);
        append(bytes, value);
        list.push_back(std::move(bytes));
        return true;
    };
    STOA_CHECK(start().store.iterate({}, record));
    const Bytes one{1};
    record(viewOf("contact/01234567890123456789"), viewOf("Ada"));
    record(viewOf("wanted/01234567890123456789012345678901"), one);
    record(viewOf("replaced/01234567890123456789012345678901"), viewOf("01234567890123456789012345678901"));
    record(viewOf("followed/01234567"), one);
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0 || size < 1U + data[0]) return 0;
    const ByteView key{data + 1, data[0]};
    const ByteView value{data + 1 + data[0], size - 1 - data[0]};
    storage::MemoryStore store = start().store;
    storage::WriteBatch batch;
    if (value.empty())
        batch.erase(toBytes(key));
    else
        batch.put(toBytes(key), toBytes(value));
    STOA_CHECK(store.commit(std::move(batch)));
    Computer computer(store);
    if (!computer.open(start().world)) return 0;
    engine::Member& member = *computer.member;
    static_cast<void>(member.account(member.me()));
    static_cast<void>(member.company(start().dac).has_value());
    static_cast<void>(engine::handle(member, engine::ReadWallet{}).has_value());
    static_cast<void>(engine::handle(member, engine::ReadNetwork{}).has_value());
    // The node is there again.
    computer.line.network = start().world.network.get();
    static_cast<void>(member.synchronize().has_value());
    return 0;
}
