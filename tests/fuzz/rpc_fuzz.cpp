// SPDX-License-Identifier: MIT
// Requests to a node: any method, any parameters. It answers or refuses, whatever the asker wants is never
// trouble of its own disk or money, and it goes on working.
#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/sync/chain_service.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_node.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network_world.h"

namespace stoa::fuzz {
namespace {

test::NetworkWorld& world()
{
    // What requests leave behind is thrown away now and then.
    constexpr int kCalls = 512;
    static std::unique_ptr<test::NetworkWorld> made;
    static int calls = 0;
    if (made && ++calls % kCalls != 0) return *made;
    made = std::make_unique<test::NetworkWorld>();
    STOA_CHECK(made->reopen());
    STOA_CHECK(made->network->faucet(made->address(1), 100 * kToken));
    STOA_CHECK(made->sends(1, tx::Withdraw{made->address(1), kToken}) && made->network->postNow());
    return *made;
}

constexpr const char* kMethods[] = {"node_info",       "batches",        "events",
                                    "blocks",          "block_steps",    "batch_steps",
                                    "batch",           "company",        "record",
                                    "contents",        "put_contents",   "submit",
                                    "status",          "credits",        "companies_of",
                                    "purse",           "is_claimed",     "claim",
                                    "force",           "chain_info",     "chain_headers",
                                    "chain_batch",     "chain_inbox",    "chain_account",
                                    "chain_events",    "chain_faucet",   "chain_join",
                                    "chain_leave",     "chain_deposit",  "chain_force",
                                    "chain_submit",    "chain_announce", "chain_announce_for",
                                    "chain_challenge", "chain_expire",   "chain_claim",
                                    "chain_payout",    "chain_appoint"};

Result<std::string> serve(node::LocalNetwork& network, std::string_view method, const nlohmann::json& params)
{
    if (!sync::isChainMethod(method)) return sync::serveNode(network, method, params);
    STOA_TRY(mainchain::LocalChain * chain, network.hostedChain());
    return sync::serveChain(*chain, method, params);
}

/// Trouble that only this computer itself can have.
bool isOwnTrouble(ErrorCode code)
{
    return code == ErrorCode::StoreDamaged || code == ErrorCode::StoreUnavailable ||
           code == ErrorCode::DiskFull || code == ErrorCode::MoneyMismatch ||
           code == ErrorCode::EngineBroken || code == ErrorCode::Internal;
}

} // namespace

std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    const std::string hash = "\"0x" + std::string(64, '0') + "\"";
    const std::string step = toHex(world().step(1, tx::Transfer{world().address(2), 1}));
    const std::string account = toHex(world().address(1));
    std::vector<std::string> some = {"{}",
                                     R"({"company":"0x0000000000000000","knownRoot":)" + hash + "}",
                                     R"({"key":)" + hash + "}",
                                     R"({"ids":[)" + hash + "]}",
                                     R"({"objects":["0x01"]})",
                                     R"({"steps":[")" + step + "\"]}",
                                     R"({"step":")" + step + "\"}",
                                     R"({"digests":[)" + hash + "]}",
                                     R"({"withdrawal":")" + toHex(tx::objectIdOf(world().digest())) + "\"}",
                                     R"({"account":")" + account + "\"}",
                                     R"({"to":")" + account + R"(","amount":"1000000000"})",
                                     R"({"number":1,"header":)" + hash + "}",
                                     R"({"from":")" + account +
                                         R"(","number":0,"arguments":"0x","signature":"0x)" +
                                         std::string(128, '1') + "1b\"}"};
    for (const char* number : {"0", "1", "9223372036854775808", "18446744073709551615"}) {
        const std::string n = number;
        for (const char* count : {"5", "18446744073709551615"}) {
            const std::string c = count;
            some.push_back(R"({"from":)" + n + R"(,"count":)" + c + "}");
            some.push_back(R"({"after":)" + n + R"(,"count":)" + c + "}");
            some.push_back(R"({"account":")" + account + R"(","beforeBlock":)" + n + R"(,"beforeStep":)" + n +
                           R"(,"count":)" + c + "}");
        }
        some.push_back(R"({"number":)" + n + "}");
    }
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
    test::NetworkWorld& w = world();
    const auto answer = serve(*w.network, kMethods[data[0] % std::size(kMethods)], json);
    if (answer)
        STOA_CHECK(nlohmann::json::accept(*answer));
    else
        STOA_CHECK(!isOwnTrouble(answer.error().code));
    STOA_CHECK(w.network->info() && w.network->tick());
    const auto supply = w.network->verifySupply();
    STOA_CHECK(supply && !supply->problem);
    // And the answers of such a node, as its client reads them.
    static_cast<void>(sync::nodeInfoFromJson(json).has_value());
    static_cast<void>(sync::batchInfoFromJson(json).has_value());
    static_cast<void>(sync::chainEventFromJson(json).has_value());
    static_cast<void>(sync::companySnapshotFromJson(json).has_value());
    static_cast<void>(sync::recordProofFromJson(json).has_value());
    static_cast<void>(sync::stepStatusFromJson(json).has_value());
    return 0;
}
