// SPDX-License-Identifier: MIT
// What the host of a main chain answers, as an operator elsewhere reads it: any bytes in place of the answer,
// or any JSON in place of its result. What is read is written again as JSON that is read as the same.
#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/sync/chain_codec.h"
#include "core/sync/remote_chain.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/chain_world.h"

namespace stoa::fuzz {
namespace {

using nlohmann::json;

class OneAnswer final : public sync::Transport {
public:
    Result<std::string> post(std::string_view, std::string_view) override { return body; }
    std::string body;
};

constexpr std::uint8_t kKinds = 6;
constexpr std::uint8_t kCalls = 8; ///< of a remote chain

template <typename T>
void checkValue(const json& value, Result<T> (*read)(const json&))
{
    const auto first = read(value);
    if (!first) return;
    const json written = sync::toJson(*first);
    const auto again = read(written);
    STOA_CHECK(again && sync::toJson(*again) == written);
}

void readAs(std::uint8_t which, const json& value)
{
    switch (which) {
    case 0: checkValue(value, &sync::chainInfoFromJson); break;
    case 1: checkValue(value, &sync::chainHeadersFromJson); break;
    case 2: checkValue(value, &sync::chainMessageFromJson); break;
    case 3: checkValue(value, &sync::chainAccountFromJson); break;
    case 4: checkValue(value, &sync::mainChainEventFromJson); break;
    default: checkValue(value, &sync::chainAnswerFromJson); break;
    }
}

const rollup::NetworkDefinition& definition()
{
    static const rollup::NetworkDefinition one = test::ChainWorld().definition;
    return one;
}

/// A chain that was asked where it stands, and now hears `body`.
void ask(std::uint8_t which, const std::string& body, const std::string& info)
{
    OneAnswer line;
    sync::RemoteChain chain(line, "http://127.0.0.1:1/", definition());
    line.body = info;
    if (which != 0) static_cast<void>(chain.refresh().has_value());
    line.body = body;
    const Address who{{1}};
    switch (which) {
    case 0: static_cast<void>(chain.refresh().has_value()); break;
    case 1: static_cast<void>(chain.header(1).has_value()); break;
    case 2: static_cast<void>(chain.batch(1).has_value()); break;
    case 3: static_cast<void>(chain.inbox(0).has_value()); break;
    case 4: static_cast<void>(chain.account(who).has_value()); break;
    case 5: {
        const auto events = chain.events(0, 3);
        STOA_CHECK(!events || events->size() <= 3);
        break;
    }
    case 6: static_cast<void>(chain.isClaimed(ObjectId{{1}}).has_value()); break;
    default: static_cast<void>(chain.inboxAcc(1).has_value()); break;
    }
}

std::string wrapped(std::string_view result)
{
    return R"({"jsonrpc":"2.0","id":1,"result":)" + std::string(result) + "}";
}

sync::ChainInfo infoOf(test::ChainWorld& world)
{
    const auto& c = *world.chain;
    sync::ChainInfo info;
    info.definition = world.definition.hash();
    info.block = c.blockNumber();
    info.time = c.time();
    info.tip = c.tip();
    info.inbox = c.inboxCount();
    info.events = c.eventCount();
    info.money = c.solvency();
    info.requiredBond = c.requiredBond();
    return info;
}

const std::string& goodInfo()
{
    static const std::string text = [] {
        test::ChainWorld world;
        world.deposit();
        STOA_CHECK(world.post({world.transfer(0)}));
        return wrapped(sync::toJson(infoOf(world)).dump());
    }();
    return text;
}

} // namespace

/// 0–5: a value; then a call, first answered as a whole, then only its result
std::vector<Bytes> seeds()
{
    test::ChainWorld world;
    world.deposit();
    STOA_CHECK(world.post({world.transfer(0)}));
    mainchain::MainChain& chain = *world.chain;
    const json info = sync::toJson(infoOf(world));
    const json headers = sync::toJson(sync::ChainHeaders{0, {*chain.header(0), *chain.header(1)}});
    const json message = sync::toJson(sync::ChainMessage{*chain.inbox(0), *chain.inboxAcc(1)});
    const json account = sync::toJson(sync::ChainAccountInfo{*chain.account(world.member.address()), {}, 3});
    const json event = sync::toJson(chain.events(0, 1)->front());
    const json answer = sync::toJson(sync::ChainAnswer{Bytes{1, 2}, infoOf(world)});
    const json batch = toHex(rollup::encodeBatch(*chain.batch(1)));
    const json values[] = {info, headers, message, account, event, answer};
    const json results[] = {info,       headers,
                            batch,      json::array({message}),
                            account,    json::array({event}),
                            json(true), json::array({message})};
    static_assert(std::size(values) == kKinds && std::size(results) == kCalls);
    std::vector<Bytes> list;
    for (std::uint8_t i = 0; i < kKinds; ++i) list.push_back(seed(i, viewOf(values[i].dump())));
    for (std::uint8_t i = 0; i < kCalls; ++i) {
        list.push_back(seed(static_cast<std::uint8_t>(kKinds + kCalls + i), viewOf(results[i].dump())));
        if (i < 2)
            list.push_back(seed(static_cast<std::uint8_t>(kKinds + i), viewOf(wrapped(results[i].dump()))));
    }
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    const std::string_view text = textOf({data + 1, size - 1});
    const auto which = static_cast<std::uint8_t>(data[0] % (kKinds + 2 * kCalls));
    if (which < kKinds) {
        const auto value = json::parse(text, nullptr, false);
        if (!value.is_discarded()) readAs(which, value);
    } else if (which < kKinds + kCalls) {
        ask(static_cast<std::uint8_t>(which - kKinds), std::string(text), goodInfo());
    } else {
        ask(static_cast<std::uint8_t>(which - kKinds - kCalls), wrapped(text), goodInfo());
    }
    return 0;
}
