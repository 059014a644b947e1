// SPDX-License-Identifier: MIT
#include "app/net/rpc_table_chain.h"

namespace stoa::net {

namespace {

#define STOA_EXAMPLE_HASH "\"0x0000000000000000000000000000000000000000000000000000000000000001\""
#define STOA_EXAMPLE_ACCOUNT "\"0x9858effd232b4033e47d90003d41ec34ecaeda94\""
/// Signed by nobody: refused with wrong-signer.
#define STOA_EXAMPLE_CALL                                                                                    \
    "{\"from\":" STOA_EXAMPLE_ACCOUNT ",\"number\":0,\"arguments\":\"0x0000003b9aca0000\",\"signature\":"    \
    "\"0x00000000000000000000000000000000000000000000000000000000000000010000000000000000000000000000"       \
    "0000000000000000000000000000000000011b\"}"

RpcMethod view(std::string_view name, std::string_view summary, std::vector<RpcField> parameters,
               std::string_view result, std::string_view resultHelp, std::vector<std::string_view> refusals,
               std::string_view example, bool isExampleRefused = false)
{
    refusals.push_back("not-supported");
    refusals.push_back("offline");
    return {name,       Who::Anybody,        summary, std::move(parameters), result,
            resultHelp, std::move(refusals), example, isExampleRefused};
}

RpcMethod call(std::string_view name, std::string_view summary, std::string_view arguments,
               std::string_view answer, std::vector<std::string_view> refusals)
{
    for (const std::string_view each :
         {"wrong-signer", "wrong-nonce", "invalid-argument", "too-large", "not-supported", "offline"})
        refusals.push_back(each);
    return {name,
            Who::Anybody,
            summary,
            {{"from", "address", "in whose name"},
             {"number", "number", "of this call, as chain_account says"},
             {"arguments", "bytes", arguments},
             {"signature", "bytes", "r, s and v, 65 bytes, by the key of `from`"}},
            "ChainAnswer",
            answer,
            std::move(refusals),
            STOA_EXAMPLE_CALL,
            true};
}

} // namespace

bool isAboutChain(std::string_view method) { return method.starts_with("chain_"); }

std::vector<RpcMethod> chainMethods()
{
    return {
        view("chain_info", "Where the main chain stands.", {}, "ChainInfo", "", {}, "{}"),
        view("chain_headers", "Headers of batches, as far as they stand. At most 500; 50 if nothing is said.",
             {{"from", "number", "number of the first; 0 is genesis", true}, kCount}, "ChainHeaders", "", {},
             R"({"from":0,"count":10})"),
        view("chain_batch", "A batch with the bytes of all its steps, if it is still the one that is meant.",
             {{"number", "number", "of the batch"}, {"header", "hash", "of its header"}}, "bytes",
             "as core/rollup/FORMAT.md has a batch", {"not-found"},
             "{\"number\":1,\"header\":" STOA_EXAMPLE_HASH "}", true),
        view("chain_inbox", "Messages for the sidechain. At most 500; 50 if nothing is said.",
             {{"from", "number", "index of the first", true}, kCount}, "ChainMessage[]", "oldest first", {},
             R"({"from":0,"count":10})"),
        view("chain_account", "An account’s money, whom it has appointed, and the number of its next call.",
             {{"account", "address", ""}}, "ChainAccount", "", {}, "{\"account\":" STOA_EXAMPLE_ACCOUNT "}"),
        view("chain_events", "What happened on the main chain. At most 500; 50 if nothing is said.",
             {{"after", "number", "id of the last one that is known", true}, kCount}, "ChainEvent[]",
             "oldest first", {}, R"({"after":0,"count":10})"),
        view("chain_faucet",
             "Money from nowhere for an operator’s bond, on a network whose definition has a faucet: as much "
             "as one needs, and a hundred bonds of each kind for everybody together, and one more each day. "
             "Whoever asks for less than a hundredth of two such bonds uses up that much.",
             {{"to", "address", ""}, {"amount", "amount", ""}}, "ChainInfo", "afterwards",
             {"local-network-only", "over-limit", "out-of-range"},
             "{\"to\":" STOA_EXAMPLE_ACCOUNT ",\"amount\":\"1000000000\"}"),
        call("chain_join", "Puts down a bond, or adds to it.", "amount (8)", "nothing",
             {"insufficient-balance", "not-permitted", "out-of-range", "below-minimum"}),
        call("chain_leave", "Turns a bond into credit, once the last own batch is final.", "none", "nothing",
             {"not-bonded", "too-early"}),
        call("chain_deposit", "Brings money to the sidechain.", "to (20), amount (8)",
             "the message’s index (8)", {"busy", "insufficient-balance", "out-of-range", "amount-overflow"}),
        call(
            "chain_force",
            "Puts a step into the inbox, where no aggregator can leave it out. Costs the network’s forceFee.",
            "the step’s bytes, at most 1015", "the message’s index (8)",
            {"wrong-length", "insufficient-balance"}),
        call("chain_submit", "Posts a batch.",
             "a submission: parent’s header, accumulator (32), time (8), hashes of the messages, the other "
             "steps, roots",
             "the batch’s header",
             {"wrong-parent", "not-bonded", "bond-too-small", "not-your-slot", "bad-batch"}),
        call("chain_announce", "Announces a challenge and stakes its bond.",
             "blind (32): keccak of sender, batch, step and salt, each in a word", "nothing",
             {"insufficient-balance", "already-exists"}),
        call("chain_announce_for",
             "The same with credit of an owner who has appointed the sender; what it brings is the owner’s.",
             "owner (20), blind (32)", "nothing",
             {"not-permitted", "insufficient-balance", "already-exists"}),
        call("chain_challenge", "Has one step of a batch judged, and settles the challenge.",
             "header, step (4), opening of the step before, opening, step’s bytes, tape, salt (32)",
             "1 if the batch was wrong (1), computed and posted root (32 each), paid and burnt (8 each)",
             {"rolled-back", "already-final", "not-announced", "too-early", "out-of-range", "bad-witness"}),
        call("chain_expire", "Burns the bond of an announcement that was not used in time.",
             "whose (20), blind (32)", "nothing", {"not-announced", "too-early"}),
        call("chain_claim", "Credits a withdrawal that the state of a final batch proves to whom it names.",
             "header, withdrawal (18), to (20), amount (8), tape", "nothing",
             {"not-final", "bad-witness", "already-claimed"}),
        call("chain_payout",
             "Hands over somebody’s credit, but for what is set aside for a key that challenges.",
             "whom (20)", "how much (8)", {}),
        call("chain_appoint",
             "Lets a key announce and challenge with the sender’s credit, up to an allowance. Such a key "
             "moves "
             "no money. A key of zeros: nobody.",
             "key (20), allowance (8)", "nothing",
             {"insufficient-balance", "below-minimum", "out-of-range", "nothing-changed"}),
    };
}

#undef STOA_EXAMPLE_HASH
#undef STOA_EXAMPLE_ACCOUNT
#undef STOA_EXAMPLE_CALL

std::vector<RpcType> chainTypes()
{
    return {
        {"ChainInfo",
         "where the main chain stands",
         {{"definition", "hash", "of the network’s definition"},
          {"block", "number", "the newest block"},
          {"time", "time", ""},
          {"tip", "number", "the newest batch"},
          {"rollbacks", "number", "how many there have been"},
          {"inbox", "number", "how many messages for the sidechain there have been"},
          {"events", "number", "how many"},
          {"held", "amount", "by the contract: all that follows together"},
          {"value", "amount", "deposited and not claimed"},
          {"bonds", "amount", ""},
          {"credits", "amount", "that accounts may have paid out"},
          {"burnt", "amount", ""},
          {"requiredBond", "amount", "of an aggregator"},
          {"slotOf", "address", "who alone may submit now; zeros: anybody with a bond"},
          {"slotUntil", "time", "until then"}}},
        {"ChainHeaders",
         "headers of batches",
         {{"rollbacks", "number", "how many there had been when these were read"},
          {"headers", "header[]", "oldest first"}}},
        {"ChainMessage",
         "a message for the sidechain",
         {{"index", "number", ""},
          {"time", "time", ""},
          {"step", "bytes", ""},
          {"acc", "hash", "over this message and all before it"}}},
        {"ChainAccount",
         "an account of the main chain",
         {{"balance", "amount", "outside of the contract"},
          {"bond", "amount", "as an aggregator"},
          {"lockedUntil", "time", "the bond is"},
          {"credit", "amount", "with the contract"},
          {"isSlashed", "flag", "it has lost a bond and cannot join again"},
          {"appointed", "address", "the key that may challenge with its credit; zeros: none"},
          {"allowance", "amount", "that this key may stake"},
          {"calls", "number", "of the next signed call"}}},
        {"ChainEvent",
         "something that happened on the main chain",
         {{"id", "number", "rises by one"},
          {"what", "number",
           "1 joined, 2 left, 3 deposited, 4 forced, 5 submitted, 6 announced, 7 proved wrong, 8 proved "
           "right, 9 rolled back, 10 slashed, 11 expired, 12 claimed, 13 appointed, 14 returned"},
          {"time", "time", ""},
          {"number", "number", "of a batch or message; 0: of none"},
          {"who", "address", ""},
          {"paid", "amount", ""},
          {"burnt", "amount", ""}}},
        {"ChainAnswer",
         "what a call of the main chain was answered, and where the chain stands then",
         {{"answer", "bytes", ""}, {"info", "ChainInfo", ""}}},
    };
}

} // namespace stoa::net
