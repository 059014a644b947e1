// SPDX-License-Identifier: MIT
// What a node answers, as its client reads it: any bytes in place of the answer, or any JSON in place of its
// result. What is read is written again as JSON that is read as the same.
#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_node.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

using nlohmann::json;

class OneAnswer final : public sync::Transport {
public:
    Result<std::string> post(std::string_view, std::string_view) override { return body; }
    std::string body;
};

constexpr const char* kMethods[] = {"node_info",    "batches",    "events",  "blocks",  "block_steps",
                                    "batch_steps",  "batch",      "company", "record",  "contents",
                                    "put_contents", "submit",     "status",  "credits", "companies_of",
                                    "purse",        "is_claimed", "claim",   "force"};
constexpr std::uint8_t kWholeAnswer = 0x80; ///< of the first byte: the rest is the whole answer

json listed(const auto& list)
{
    json all = json::array();
    for (const auto& each : list) all.push_back(sync::toJson(each));
    return all;
}

/// Calls method number `which` of a node that answers `body`. What was read, as JSON again.
std::optional<json> ask(std::size_t which, const std::string& body)
{
    OneAnswer line;
    line.body = body;
    sync::RpcNode node(line, "http://127.0.0.1:1/");
    const auto one = [](const auto& result) -> std::optional<json> {
        return result ? std::optional(sync::toJson(*result)) : std::nullopt;
    };
    const auto several = [](const auto& result) -> std::optional<json> {
        return result ? std::optional(listed(*result)) : std::nullopt;
    };
    switch (which) {
    case 0: return one(node.info());
    case 1: return several(node.batches(0, 5));
    case 2: return several(node.events(0, 5));
    case 3: return several(node.blocks(1, 5));
    case 4: return one(node.blockSteps(1));
    case 5: return one(node.batchSteps(1));
    case 6: static_cast<void>(node.batch(1).has_value()); return std::nullopt;
    case 7: return one(node.company(DacId{{1}}, Hash{}));
    case 8: return one(node.record(state::Key{}));
    case 9: {
        const auto objects = node.contents({Hash{{1}}, Hash{{2}}});
        STOA_CHECK(!objects || objects->size() <= 2);
        return std::nullopt;
    }
    case 10: static_cast<void>(node.putContents({Bytes{1}}).has_value()); return std::nullopt;
    case 11: return several(node.submit({Bytes{1}}));
    case 12: return several(node.status({Hash{{1}}}));
    case 13: {
        const auto credits = node.credits(Address{{1}}, 5, {});
        STOA_CHECK(!credits || credits->size() <= 5);
        return several(credits);
    }
    case 14: static_cast<void>(node.companiesOf(Address{{1}}).has_value()); return std::nullopt;
    case 15: return one(node.purse(Address{{1}}));
    case 16: static_cast<void>(node.isClaimed(ObjectId{{1}}).has_value()); return std::nullopt;
    case 17: static_cast<void>(node.claim(ObjectId{{1}}).has_value()); return std::nullopt;
    default: static_cast<void>(node.force(Bytes{1}).has_value()); return std::nullopt;
    }
}

std::string wrapped(std::string_view result)
{
    return R"({"jsonrpc":"2.0","id":1,"result":)" + std::string(result) + "}";
}

} // namespace

std::vector<Bytes> seeds()
{
    test::NetworkWorld world;
    STOA_CHECK(world.reopen());
    STOA_CHECK(world.network->faucet(world.address(1), 100 * kToken));
    STOA_CHECK(world.sends(1, tx::Transfer{world.address(2), kToken}) && world.network->postNow());
    const DacId dac = world.company();
    const std::string account = "\"account\":\"" + toHex(world.address(1)) + "\"";
    const std::string hash = "\"0x" + std::string(64, '0') + "\"";
    const std::string params[] = {"{}",
                                  R"({"from":0,"count":2})",
                                  R"({"after":0,"count":2})",
                                  R"({"from":1,"count":2})",
                                  R"({"number":1})",
                                  R"({"number":1})",
                                  R"({"number":1})",
                                  R"({"company":")" + toHex(dac) + "\"}",
                                  R"({"key":")" + toHex(state::accountKey(world.address(1))) + "\"}",
                                  R"({"ids":[)" + hash + "]}",
                                  R"({"objects":["0x01"]})",
                                  R"({"steps":["0x01"]})",
                                  R"({"digests":[)" + hash + "]}",
                                  "{" + account + R"(,"count":2})",
                                  "{" + account + "}",
                                  "{" + account + "}",
                                  R"({"withdrawal":"0x)" + std::string(36, '1') + "\"}",
                                  R"({"withdrawal":"0x)" + std::string(36, '1') + "\"}",
                                  R"({"step":"0x0102"})"};
    static_assert(std::size(params) == std::size(kMethods));
    std::vector<Bytes> list;
    for (std::uint8_t method = 0; method < std::size(kMethods); ++method) {
        const auto answer = sync::serveNode(*world.network, kMethods[method], json::parse(params[method]));
        if (!answer) continue;
        list.push_back(seed(method, viewOf(*answer)));
        if (method < 3) list.push_back(seed(kWholeAnswer | method, viewOf(wrapped(*answer))));
    }
    list.push_back(seed(
        kWholeAnswer,
        viewOf(std::string_view(R"({"jsonrpc":"2.0","id":1,"error":{"code":-1,"data":{"code":"busy"}}})"))));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    const std::string_view text = textOf({data + 1, size - 1});
    const std::size_t which = (data[0] & 0x7fU) % std::size(kMethods);
    const auto read = ask(which, (data[0] & kWholeAnswer) != 0 ? std::string(text) : wrapped(text));
    if (!read) return 0;
    const auto again = ask(which, wrapped(read->dump()));
    STOA_CHECK(again && *again == *read);
    return 0;
}
