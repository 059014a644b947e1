// SPDX-License-Identifier: MIT
// Requests to a node: any method, any parameters. It answers or refuses, and goes on working.
#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_node.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

test::NetworkWorld& world()
{
    static const auto made = [] {
        auto w = std::make_unique<test::NetworkWorld>();
        STOA_CHECK(w->reopen());
        STOA_CHECK(w->network->faucet(w->address(1), 100 * kToken));
        return w;
    }();
    return *made;
}

constexpr const char* kMethods[] = {"node_info",    "batches", "events",  "blocks",  "block_steps",
                                    "batch_steps",  "batch",   "company", "record",  "contents",
                                    "put_contents", "submit",  "status",  "credits", "companies_of"};

} // namespace

std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    const std::string hash = "\"0x" + std::string(64, '0') + "\"";
    const std::string step = toHex(world().step(1, tx::Transfer{world().address(2), 1}));
    const std::string some[] = {"{}",
                                R"({"from":0,"count":5})",
                                R"({"after":0,"count":5})",
                                R"({"number":1})",
                                R"({"company":"0x0000000000000000","knownRoot":)" + hash + "}",
                                R"({"key":)" + hash + "}",
                                R"({"ids":[)" + hash + "]}",
                                R"({"objects":["0x01"]})",
                                R"({"steps":[")" + step + "\"]}",
                                R"({"digests":[)" + hash + "]}"};
    for (std::uint8_t method = 0; method < std::size(kMethods); ++method)
        for (const std::string& params : some) list.push_back(seed(method, viewOf(params)));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size == 0) return 0;
    const std::string_view params = textOf({data + 1, size - 1});
    const auto json = nlohmann::json::parse(params, nullptr, false);
    if (json.is_discarded()) return 0;
    const auto answer = sync::serveNode(*world().network, kMethods[data[0] % std::size(kMethods)], json);
    if (answer) STOA_CHECK(nlohmann::json::accept(*answer));
    STOA_CHECK(world().network->verifySupply()->problem == std::nullopt);
    // And the answers of such a node, as its client reads them.
    static_cast<void>(sync::nodeInfoFromJson(json).has_value());
    static_cast<void>(sync::batchInfoFromJson(json).has_value());
    static_cast<void>(sync::chainEventFromJson(json).has_value());
    static_cast<void>(sync::companySnapshotFromJson(json).has_value());
    static_cast<void>(sync::recordProofFromJson(json).has_value());
    static_cast<void>(sync::stepStatusFromJson(json).has_value());
    return 0;
}
