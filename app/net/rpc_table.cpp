// SPDX-License-Identifier: MIT
// The methods themselves.
#include "app/net/rpc_table.h"

#include <algorithm>

#include "app/net/rpc_table_chain.h"

namespace stoa::net {

namespace {

#define STOA_EXAMPLE_HASH "\"0x0000000000000000000000000000000000000000000000000000000000000001\""
#define STOA_EXAMPLE_ACCOUNT "\"0x9858effd232b4033e47d90003d41ec34ecaeda94\""

} // namespace

static std::vector<RpcMethod> ownMethods()
{
    return {
        {"node_info", Who::Anybody, "Where the node’s chain stands.", {}, "NodeInfo", "", {"offline"}, "{}"},
        {"batches",
         Who::Anybody,
         "Batches one after the other, as far as they exist. At most 500; 50 if nothing is said.",
         {{"from", "number", "number of the first; 0 is taken as 1", true}, kCount},
         "Batch[]",
         "oldest first",
         {"offline"},
         R"({"from":1,"count":10})"},
        {"events",
         Who::Anybody,
         "What happened on the main chain. At most 500; 50 if nothing is said.",
         {{"after", "number", "id of the last one that is known", true}, kCount},
         "Event[]",
         "oldest first; empty only if there are no more",
         {"offline"},
         R"({"after":0,"count":10})"},
        {"blocks",
         Who::Anybody,
         "Headers of blocks, as far as they exist. At most 500; 50 if nothing is said.",
         {{"from", "number", "number of the first; 0 is taken as 1", true}, kCount},
         "signed header[]",
         "oldest first",
         {"offline"},
         R"({"from":1,"count":10})"},
        {"block_steps",
         Who::Anybody,
         "The hashes of a block’s steps.",
         {{"number", "number", "of the block"}},
         "BlockSteps",
         "",
         {"not-found", "offline"},
         R"({"number":1})"},
        {"batch_steps",
         Who::Anybody,
         "The hashes of a posted batch’s steps, and the roots.",
         {{"number", "number", "of the batch"}},
         "BatchSteps",
         "",
         {"not-found", "offline"},
         R"({"number":1})"},
        {"batch",
         Who::Anybody,
         "A posted batch with the bytes of all its steps, to run them again.",
         {{"number", "number", "of the batch"}},
         "bytes",
         "as core/rollup/FORMAT.md has a batch: header, and for each step length, bytes and root",
         {"not-found", "not-supported", "offline"},
         R"({"number":1})"},
        {"company",
         Who::Anybody,
         "Everything of a company with a proof, in one answer or, where isPart says so, in several: ask "
         "again "
         "with the answer’s root and its last key, until isPart is false. not-found: that state is not at "
         "hand any more, begin anew.",
         {{"company", "company", ""},
          {"knownRoot", "hash", "what is known already; if nothing has changed, no records are sent", true},
          {"root", "hash", "with after: of the piece before", true},
          {"after", "key", "goes on behind this key", true}},
         "Company",
         "",
         {"not-found", "offline"},
         R"({"company":"0x0000000000000001"})"},
        {"record",
         Who::Anybody,
         "One record of the state with a proof, also of its absence. An account’s key is 01, nine zero "
         "bytes, "
         "the address, two zero bytes.",
         {{"key", "key", ""}},
         "Record",
         "",
         {"offline"},
         "{\"key\":" STOA_EXAMPLE_HASH "}"},
        {"contents",
         Who::Anybody,
         "Texts and files by their hash. The answer may stop early when it grows large; what is not there is "
         "left out.",
         {{"ids", "hash[]", "at most 4096"}},
         "bytes[]",
         "each hashes to one of the ids",
         {"too-large", "offline"},
         "{\"ids\":[" STOA_EXAMPLE_HASH "]}"},
        {"put_contents",
         Who::Anybody,
         "Hands over texts and files that steps name.",
         {{"objects", "bytes[]", "at most 4096, each of at most 2 MiB"}},
         "flag",
         "true: they are kept",
         {"bad-content", "too-large", "offline", "store-unavailable", "disk-full"},
         R"({"objects":["0x48617262"]})"},
        {"submit",
         Who::Anybody,
         "Hands over signed steps. They are run now, committed durably as one block, and answered one by "
         "one; "
         "a step that is refused is not included.",
         {{"steps", "bytes[]", "at most 4096, each of at most 1024 bytes"}},
         "Step[]",
         "in the order of the steps",
         {"offline", "too-large", "store-unavailable", "disk-full", "not-your-slot", "busy"},
         R"({"steps":["0x00"]})"},
        {"status",
         Who::Anybody,
         "What became of steps.",
         {{"digests", "hash[]", "at most 4096; the EIP-712 digest of each step"}},
         "Step[]",
         "in the order of the digests",
         {"too-large", "offline"},
         "{\"digests\":[" STOA_EXAMPLE_HASH "]}"},
        {"credits",
         Who::Anybody,
         "Money that steps brought to an account, also such of its own as join with a gift. At most 200; 50 "
         "if nothing is said.",
         {{"account", "address", ""},
          kCount,
          {"beforeBlock", "number", "only what came before this block, or in it before beforeStep", true},
          {"beforeStep", "number", "of that block; its place in the batch", true}},
         "Credit[]",
         "newest first",
         {"not-supported", "offline"},
         "{\"account\":" STOA_EXAMPLE_ACCOUNT ",\"count\":10}"},
        {"companies_of",
         Who::Anybody,
         "The companies that an account belongs to, or is or was an arbitrator for or a side of an agreement "
         "in; "
         "to be proved one by one with `company`. The account of a company is its id, then zeros.",
         {{"account", "address", ""}},
         "company[]",
         "at most 4,096, those that it belongs to first: anybody can name anybody, but joins in no one’s "
         "name",
         {"not-supported", "offline"},
         "{\"account\":" STOA_EXAMPLE_ACCOUNT "}"},
        {"purse",
         Who::Anybody,
         "Money of an account on the main chain, as this node sees it.",
         {{"account", "address", ""}},
         "Purse",
         "",
         {"not-supported", "offline"},
         "{\"account\":" STOA_EXAMPLE_ACCOUNT "}"},
        {"is_claimed",
         Who::Anybody,
         "Whether a withdrawal was claimed on the main chain.",
         {{"withdrawal", "object", "first 18 bytes of the digest of its Withdraw"}},
         "flag",
         "",
         {"not-supported", "offline"},
         R"({"withdrawal":"0x000000000000000000000000000000000001"})"},
        {"claim",
         Who::Anybody,
         "Claims a withdrawal that a final batch proves, for the account that it names, and has it paid out. "
         "Only where the main chain costs nothing; elsewhere whoever claims brings the proof there.",
         {{"withdrawal", "object", "first 18 bytes of the digest of its Withdraw"}},
         "flag",
         "true: it is paid; false: no final batch has it",
         {"already-claimed", "not-supported", "offline"},
         R"({"withdrawal":"0x000000000000000000000000000000000001"})"},
        {"force",
         Who::Anybody,
         "Puts a step into the main chain’s inbox, where no aggregator can leave it out. The node pays the "
         "network’s forceFee for it, so it brings only what would be done now, and only where the main "
         "chain’s "
         "money comes from a faucet.",
         {{"step", "bytes", "at most 1015 bytes"}},
         "number",
         "the message’s place in the inbox",
         {"too-large", "wrong-length", "unknown-kind", "busy", "not-supported", "offline",
          "and those of the step"},
         R"({"step":"0x00"})",
         true},
        {"owner_status", Who::Owner, "Which program answers, and for whom.", {}, "OwnerStatus", "", {}, "{}"},
        {"owner_run",
         Who::Owner,
         "Runs a command of stoa-cli in this program. A command that changes something is laid out as a "
         "draft: "
         "the caller signs its steps with keys of its own and sends the signatures with `owner_send`. "
         "Commands that handle keys, passwords or recovery phrases are refused: those never cross this port.",
         {{"words", "text[]", "the command line, without stoa-cli"},
          {"folder", "text", "where relative paths start; absolute", true},
          {"input", "text", "standard input", true}},
         "OwnerAnswer",
         "",
         {"usage", "not-permitted", "busy", "and those of the command"},
         R"({"words":["network","status"],"folder":"/"})"},
        {"owner_send",
         Who::Owner,
         "Sends a draft’s signatures.",
         {{"draft", "number", "as owner_run gave it"},
          {"signatures", "bytes[]", "one for each step: r, s and v, 65 bytes"}},
         "OwnerAnswer",
         "",
         {"not-found", "bad-signature", "and those of the command"},
         R"({"draft":1,"signatures":[]})",
         true},
        {"authenticate",
         Who::Listener,
         "Makes a WebSocket the owner’s. It counts as the very first message only, and a wrong token ends "
         "the "
         "connection.",
         {{"token", "text", "of rpc.json"}},
         "flag",
         "true",
         {"unauthorized"},
         R"({"token":"…"})",
         true},
        {"subscribe",
         Who::Listener,
         "From now on this WebSocket is told about a topic, until it unsubscribes or ends.",
         {{"topic", "text", "block, batch or account"},
          {"account", "address", "for the topic account, and only there", true}},
         "number",
         "the subscription; its messages carry it",
         {"not-found", "busy"},
         "{\"topic\":\"account\",\"account\":" STOA_EXAMPLE_ACCOUNT "}"},
        {"unsubscribe",
         Who::Listener,
         "Ends a subscription of this WebSocket.",
         {{"subscription", "number", "as subscribe gave it"}},
         "flag",
         "false if there was none",
         {},
         R"({"subscription":1})"},
    };
}

#undef STOA_EXAMPLE_HASH
#undef STOA_EXAMPLE_ACCOUNT

const std::vector<RpcMethod>& rpcTable()
{
    static const std::vector<RpcMethod> table = [] {
        std::vector<RpcMethod> all = ownMethods();
        for (auto methods = chainMethods(); RpcMethod & method : methods) all.push_back(std::move(method));
        return all;
    }();
    return table;
}

const std::vector<RpcTopic>& rpcTopics()
{
    static const std::vector<RpcTopic> topics = {
        {"block", "There is a newer block.", "NewHead"},
        {"batch", "A batch was posted, checked, challenged, rolled back, or has become final.", "BatchNews"},
        {"account", "An account’s record changed. The first message comes at once and says how it is.",
         "AccountNews", true},
    };
    return topics;
}

const RpcMethod* findMethod(std::string_view name)
{
    const auto& table = rpcTable();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const RpcMethod& method) { return method.name == name; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace stoa::net
