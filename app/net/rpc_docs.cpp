// SPDX-License-Identifier: MIT
// The list as a page for people.
#include "app/net/http_connection.h"
#include "app/net/rpc_news.h"
#include "app/net/rpc_table_chain.h"
#include "app/net/strict_json.h"
#include "app/net/websocket_session.h"

namespace stoa::net {

namespace {

std::string linkTo(std::string_view type)
{
    const bool isList = type.ends_with("[]");
    if (isList) type.remove_suffix(2);
    return (isList ? "list of " : "") + ("`" + std::string(type) + "`");
}

void addFields(std::string& page, const std::vector<RpcField>& fields, std::string_view title)
{
    page.append("| ").append(title).append(" | type | |\n|---|---|---|\n");
    for (const RpcField& field : fields) {
        page.append("| `").append(field.name).append("` | ").append(linkTo(field.type)).append(" | ");
        if (field.isOptional) page.append(field.help.empty() ? "may be absent" : "may be absent; ");
        page.append(field.help).append(" |\n");
    }
    page += "\n";
}

void addMethod(std::string& page, const RpcMethod& method)
{
    page.append("### ").append(method.name).append("\n\n").append(method.summary).append("\n\n");
    if (!method.parameters.empty()) addFields(page, method.parameters, "parameter");
    page.append("Answer: ").append(linkTo(method.result));
    if (!method.resultHelp.empty()) page.append(", ").append(method.resultHelp);
    page += ".";
    if (!method.refusals.empty()) {
        page += " Refusals:";
        for (std::size_t i = 0; i < method.refusals.size(); ++i) {
            const bool isName = method.refusals[i].find(' ') == std::string_view::npos;
            page.append(i == 0 ? " " : isName ? ", " : " ").append(isName ? "`" : "");
            page.append(method.refusals[i]).append(isName ? "`" : "");
        }
        page += ".";
    }
    page.append("\n\n```json\n{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"").append(method.name);
    page.append("\",\"params\":").append(method.example).append("}\n```\n\n");
}

void addMethods(std::string& page, Who who, bool areAboutChain = false)
{
    for (const RpcMethod& method : rpcTable()) {
        if (method.who == who && isAboutChain(method.name) == areAboutChain) addMethod(page, method);
    }
}

constexpr std::string_view kAboutChain =
    R"(For anybody, too, and only where the main chain is: a node that follows another one answers `not-supported`. With these
methods another program takes part in it as aggregator or validator (`stoad --chain URL`). What each call checks, in which order, and
what it changes is in core/mainchain/PROTOCOL.md.

What changes something is signed by the key in whose name it is done, so it needs no token: `arguments` are bytes, a million
at most, numbers big-endian, as core/mainchain/FORMAT.md has them; the signature is over the keccak of six words: keccak of
`Stoa main chain call 1`, hash of the network’s definition, method (1 join, 2 leave, 3 deposit, 4 force, 5 submit, 6 announce,
7 announce_for, 8 challenge, 9 expire, 10 claim, 11 payout, 12 appoint), sender, number of the call, keccak of the arguments. Each
sender numbers its calls from 0. A call that is sent a second time because its answer did not arrive changes nothing and gets the
same answer, as long as it is the sender’s last one.

)";

std::string millions(std::size_t bytes) { return std::to_string(bytes / 1'000'000) + " million bytes"; }

void addLimits(std::string& page)
{
    const ServerSide usual;
    const auto row = [&](std::string_view what, const std::string& limit, std::string_view otherwise) {
        page.append("| ").append(what).append(" | ").append(limit).append(" | ");
        page.append(otherwise).append(" |\n");
    };
    const auto seconds = [](int ms) { return std::to_string(ms / 1'000) + " s"; };
    page += "| what | limit | otherwise |\n|---|---|---|\n";
    row("head of a request", std::to_string(kMaxHeadBytes / 1'024) + " KiB, " + seconds(usual.headTimeoutMs),
        "431, 408");
    row("body of a request, or a WebSocket’s message",
        millions(kMaxBodyBytes) + ", " + seconds(usual.bodyTimeoutMs), "413, 408; the WebSocket is closed");
    row("answer", millions(kMaxReplyBytes), std::to_string(kReplyTooLarge));
    row("requests in a batch", std::to_string(kMaxBatchItems), std::to_string(kInvalidRequest));
    row("depth of JSON", std::to_string(kMaxJsonDepth), std::to_string(kParseError));
    row("answers of a batch together: what has not run by then does not run", millions(kMaxReplyBytes),
        std::to_string(kReplyTooLarge));
    row("requests that wait for their answers; a batch is one, and its calls run one after the other",
        std::to_string(kMaxWaiting) + ", of which the last " + std::to_string(kOwnersWaiting) +
            " are the owner’s; " + std::to_string(kMaxWaitingOfOne) +
            " of one address elsewhere, or one connection here",
        "429, " + std::to_string(kTooManyRequests));
    row("requests and answers that wait, the owner’s aside",
        millions(kMaxHeldBytes) + "; " + millions(kMaxHeldBytesOfOne) + " of one of these",
        "429, " + std::to_string(kTooManyRequests));
    row("connections",
        std::to_string(kMaxConnections) + ", of which the last " + std::to_string(kOwnersPlaces) +
            " are the owner’s; " + std::to_string(kMaxOfOneAddress) + " of one address elsewhere",
        "503");
    row("a WebSocket’s first message", seconds(usual.webSocketTimeoutMs), "closed");
    row("a WebSocket’s next message, unless it is the owner’s", seconds(usual.webSocketIdleMs),
        "closed; one with a subscription is asked with a ping instead, and its pong counts");
    row("what waits for a slow reader", std::to_string(kMaxUnsentBytes / (1'024 * 1'024)) + " MiB",
        "dropped");
    row("subscriptions of one WebSocket", std::to_string(kMaxSubscriptions), "`busy`");
    row("WebSockets with subscriptions, the owner’s aside", std::to_string(kMaxListeners), "`busy`");
    row("messages to a listener",
        "one look at the chain in " + std::to_string(kNewsPauseMs) +
            " ms; what happened in between is told once",
        "");
    page += "\n";
}

constexpr std::string_view kBegin =
    R"(# What a node answers

JSON-RPC 2.0 on one port, usually 8686 on loopback, over HTTP (`POST /`, `Content-Type: application/json`) and over WebSocket
(each text message is a request). Printed by `stoad rpc-docs`; the same list decides what the program accepts. Which of these a member
and a node use in which order, and what they check, is in core/sync/PROTOCOL.md.

## Who may ask what

* Methods for **anybody** answer while the program serves (`stoad --no-serve` switches it off). What they say is to be checked:
  roots are signed, records come with proofs, texts with hashes.
* Methods for the **owner** need the token that stands in `rpc.json` in the data folder, which only the owner can read and which is
  new at every start: `Authorization: Bearer TOKEN`, also in the request that opens a WebSocket, or `authenticate` as a WebSocket’s
  first message. Keys, passwords and recovery phrases never cross the port in either direction. With `stoad --no-owner` there are
  none of them, no `rpc.json` and no token.
* `Host` must be an address under which the program listens, or `localhost` on this computer, with the port; no other name. Web pages have no
  business here: any `Origin` is refused, and no answer over HTTP carries a CORS header. The
  answer that opens a WebSocket has those that Qt writes; it is given only to who has sent no `Origin`, which no browser leaves out.
* Each HTTP connection carries one request; the answer closes it.
* A WebSocket’s frames from the caller are masked, as its standard demands; one that is not ends it with 1002.

## Statuses and errors

| HTTP | when |
|---|---|
| 200, 204 | answered; nothing to answer (notifications only) |
| 400, 411, 417, 431, 501, 505 | a head that can be understood in two ways, or not at all |
| 401 | an owner’s method without the token: the error carries the request’s id; a wrong token: no body |
| 403 | a foreign `Host`, any `Origin` |
| 404, 405, 415 | another path, another verb, another content type or a content encoding |
| 408 | too slow |
| 413, 429, 503 | too large, too many requests, too many connections |

An id is a string, a whole number of at most 64 bits, or null; it comes back as it was. An error has `code`, `message` (one plain sentence) and, where the node refused, `data.code`: a stable name. Codes besides JSON-RPC’s own:
)";

} // namespace

std::string rpcDocs()
{
    std::string page(kBegin);
    const auto code = [&](int number, std::string_view text) {
        page.append(number == kRefused ? "" : ", ").append("`").append(std::to_string(number));
        page.append("` ").append(text);
    };
    code(kRefused, "refused");
    code(kUnauthorized, "not the owner");
    code(kReplyTooLarge, "the answer is too large");
    code(kTooManyRequests, "too many requests");
    code(kNotServing, "the program does not serve others");
    code(kNeedsWebSocket, "only over a WebSocket");
    page += ".\n\nParameters are given by name. One that a method does not have, one that is missing, or one "
            "of another type is `-32602`.\n\n"
            "## Limits\n\n";
    addLimits(page);
    page += "## Methods for anybody\n\n";
    addMethods(page, Who::Anybody);
    page += "## Methods for the owner\n\n";
    addMethods(page, Who::Owner);
    page += "## The main chain\n\n";
    page += kAboutChain;
    addMethods(page, Who::Anybody, true);
    page += "## Over a WebSocket only\n\n";
    addMethods(page, Who::Listener);
    page += "## Topics\n\n"
            "Each message to a listener is `{\"jsonrpc\":\"2.0\",\"method\":\"news\",\"params\":News}`.\n\n"
            "| topic | when | value |\n|---|---|---|\n";
    for (const RpcTopic& topic : rpcTopics()) {
        page.append("| `").append(topic.name).append("` | ").append(topic.summary).append(" | ");
        page.append(linkTo(topic.value)).append(" |\n");
    }
    page += "\n## Types\n\n| type | |\n|---|---|\n";
    for (const RpcType& type : rpcTypes()) {
        if (type.fits != nullptr)
            page.append("| `").append(type.name).append("` | ").append(type.help).append(" |\n");
    }
    page += "\n";
    for (const RpcType& type : rpcTypes()) {
        if (type.fits != nullptr) continue;
        page.append("### ").append(type.name).append("\n\n").append(type.help).append("\n\n");
        addFields(page, type.fields, "field");
    }
    page.pop_back();
    page += "Metrics are not JSON-RPC: see `GET /metrics` in packaging/README.md.\n";
    return page;
}

} // namespace stoa::net
