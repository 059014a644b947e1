// SPDX-License-Identifier: MIT
#include "core/sync/remote_chain.h"

#include <algorithm>

#include "core/base/hex.h"
#include "core/base/limits.h"
#include "core/crypto/keccak.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_call.h"

namespace stoa::sync {
namespace {

using mainchain::Method;
using nlohmann::json;

constexpr std::size_t kMostKept = 20'000; ///< headers, and messages
constexpr std::size_t kBatchesKept = 4;

Error movedOn() { return {ErrorCode::Busy, "the main chain was rolled back meanwhile"}; }

/// Whether the call may have been made although there is no answer that says so.
bool isUnheard(ErrorCode code)
{
    return code == ErrorCode::Offline || code == ErrorCode::BadAnswer || code == ErrorCode::TooLarge;
}

} // namespace

RemoteChain::RemoteChain(Transport& transport, std::string url, rollup::NetworkDefinition definition)
    : m_transport(transport)
    , m_url(std::move(url))
    , m_definition(std::move(definition))
    , m_definitionHash(m_definition.hash())
{
    m_info.time = m_definition.genesis;
    m_headers.emplace(0, rollup::genesisHeader(m_definition.genesis));
}

Result<json> RemoteChain::ask(std::string_view method, json params)
{
    return callNode(m_transport, m_url, "chain_" + std::string(method), std::move(params));
}

Result<void> RemoteChain::take(const ChainInfo& info)
{
    if (info.definition != m_definitionHash) return Error{ErrorCode::WrongNetwork, "main chain"};
    // It may have been another chain of the same definition, set back to an earlier day: nothing kept counts.
    const bool isAnother = info.rollbacks != m_info.rollbacks || info.block < m_info.block ||
                           info.tip < m_info.tip || info.inbox < m_info.inbox;
    if (isAnother) {
        m_headers.clear();
        m_headers.emplace(0, rollup::genesisHeader(m_definition.genesis));
        m_messages.clear();
    }
    m_info = info;
    return {};
}

Result<void> RemoteChain::refresh()
{
    STOA_TRY(const json answer, ask("info", json::object()));
    STOA_TRY(const ChainInfo info, chainInfoFromJson(answer));
    return take(info);
}

Result<void> RemoteChain::faucet(const Address& to, Amount amount)
{
    STOA_TRY(const json answer, ask("faucet", {{"to", toHex(to)}, {"amount", std::to_string(amount)}}));
    STOA_TRY(const ChainInfo info, chainInfoFromJson(answer));
    return take(info);
}

void RemoteChain::signFor(const Address& who, Sign sign) { m_signers[who] = std::move(sign); }

Result<Bytes> RemoteChain::call(Method method, const Address& from, Bytes arguments)
{
    const auto signer = m_signers.find(from);
    if (signer == m_signers.end()) return Error{ErrorCode::NotPermitted, "no key for this sender"};
    auto unheard = m_unanswered.find(from);
    if (unheard != m_unanswered.end() &&
        (unheard->second.method != method || unheard->second.arguments != arguments)) {
        m_unanswered.erase(unheard);
        unheard = m_unanswered.end();
    }
    if (unheard == m_unanswered.end()) {
        STOA_TRY(const ChainAccountInfo account, accountInfo(from));
        mainchain::SignedCall made{method, from, account.calls, std::move(arguments), {}};
        made.signature = signer->second(mainchain::digestOf(made, m_definitionHash));
        unheard = m_unanswered.emplace(from, std::move(made)).first;
    }
    const mainchain::SignedCall& made = unheard->second;
    auto answer = ask(mainchain::nameOf(method), {{"from", toHex(from)},
                                                  {"number", made.number},
                                                  {"arguments", toHex(made.arguments)},
                                                  {"signature", toHex(made.signature.encode())}});
    if (!answer) {
        if (!isUnheard(answer.error().code)) m_unanswered.erase(unheard);
        return answer.error();
    }
    STOA_TRY(ChainAnswer heard, chainAnswerFromJson(*answer));
    m_unanswered.erase(unheard);
    STOA_TRY_VOID(take(heard.info));
    return std::move(heard.answer);
}

Result<void> RemoteChain::callForNothing(Method method, const Address& from, Bytes arguments)
{
    STOA_TRY(const Bytes answer, call(method, from, std::move(arguments)));
    if (!answer.empty()) return ErrorCode::BadAnswer;
    return {};
}

Result<void> RemoteChain::join(const Address& who, Amount bond)
{
    return callForNothing(Method::Join, who, mainchain::packedArguments(bond));
}

Result<void> RemoteChain::leave(const Address& who) { return callForNothing(Method::Leave, who, {}); }

namespace {

/// What cannot be read is the hosting program's fault.
template <typename T>
Result<T> readable(Result<T> read)
{
    if (!read) return ErrorCode::BadAnswer;
    return read;
}

} // namespace

Result<std::uint64_t> RemoteChain::deposit(const Address& from, const Address& to, Amount amount)
{
    STOA_TRY(const Bytes answer, call(Method::Deposit, from, mainchain::packedArguments(to, amount)));
    return readable(mainchain::decodeNumberAnswer(answer));
}

Result<std::uint64_t> RemoteChain::force(const Address& from, const Bytes& step)
{
    STOA_TRY(const Bytes answer, call(Method::Force, from, step));
    return readable(mainchain::decodeNumberAnswer(answer));
}

Result<rollup::Header> RemoteChain::submit(const Address& who, const mainchain::Submission& submission)
{
    STOA_TRY(const Bytes answer, call(Method::Submit, who, mainchain::encodeSubmission(submission)));
    return readable(rollup::decodeHeader(answer));
}

Result<void> RemoteChain::announce(const Address& who, const Hash& blind)
{
    return callForNothing(Method::Announce, who, mainchain::packedArguments(blind));
}

Result<void> RemoteChain::announceFor(const Address& key, const Address& owner, const Hash& blind)
{
    return callForNothing(Method::AnnounceFor, key, mainchain::packedArguments(owner, blind));
}

Result<void> RemoteChain::appoint(const Address& owner, const Address& key, Amount allowance)
{
    return callForNothing(Method::Appoint, owner, mainchain::packedArguments(key, allowance));
}

Result<mainchain::Verdict> RemoteChain::challenge(const Address& who, const mainchain::Challenge& challenge)
{
    STOA_TRY(const Bytes answer, call(Method::Challenge, who, mainchain::encodeChallenge(challenge)));
    return readable(mainchain::decodeVerdict(answer));
}

Result<void> RemoteChain::expire(const Address& who, const Hash& blind)
{
    return callForNothing(Method::Expire, who, mainchain::packedArguments(who, blind));
}

Result<void> RemoteChain::claim(const rollup::Header& header, const ObjectId& id, const Address& to,
                                Amount amount, const Bytes& tape)
{
    if (m_signers.empty()) return Error{ErrorCode::NotPermitted, "no key"};
    return callForNothing(Method::Claim, m_signers.begin()->first,
                          mainchain::encodeClaim({header, id, to, amount, tape}));
}

Result<Amount> RemoteChain::payout(const Address& who)
{
    if (m_signers.empty()) return Error{ErrorCode::NotPermitted, "no key"};
    STOA_TRY(const Bytes answer,
             call(Method::Payout, m_signers.begin()->first, mainchain::packedArguments(who)));
    return readable(mainchain::decodeNumberAnswer(answer));
}

Result<void> RemoteChain::fetchHeaders(std::uint64_t from)
{
    STOA_TRY(const json answer, ask("headers", {{"from", from}, {"count", kMostHeaders}}));
    STOA_TRY(const ChainHeaders fetched, chainHeadersFromJson(answer));
    if (fetched.rollbacks != m_info.rollbacks) return movedOn();
    if (m_headers.size() > kMostKept) m_headers.clear();
    std::uint64_t number = from;
    for (const rollup::Header& header : fetched.headers) {
        const auto before = m_headers.find(number - 1);
        const bool continues =
            number == 0 || before == m_headers.end() || header.parent == rollup::headerHash(before->second);
        if (header.number != number || !continues) return Error{ErrorCode::BadAnswer, "headers"};
        m_headers[number++] = header;
    }
    return {};
}

Result<rollup::Header> RemoteChain::header(std::uint64_t number)
{
    if (number > m_info.tip) return ErrorCode::NotFound;
    auto found = m_headers.find(number);
    if (found == m_headers.end()) {
        STOA_TRY_VOID(fetchHeaders(number));
        found = m_headers.find(number);
        if (found == m_headers.end()) return movedOn();
    }
    return found->second;
}

Result<Hash> RemoteChain::headerHash(std::uint64_t number)
{
    STOA_TRY(const rollup::Header found, header(number));
    return rollup::headerHash(found);
}

Result<bool> RemoteChain::isFinal(const rollup::Header& candidate)
{
    if (candidate.number > m_info.tip) return false;
    STOA_TRY(const rollup::Header known, header(candidate.number));
    return candidate == known && m_info.time >= candidate.l1Time + m_definition.window;
}

Result<rollup::Batch> RemoteChain::batch(std::uint64_t number)
{
    if (number == 0) return ErrorCode::NotFound;
    STOA_TRY(const Hash hash, headerHash(number));
    if (const auto kept = m_batches.find(hash); kept != m_batches.end()) return kept->second;
    const auto answer = ask("batch", {{"number", number}, {"header", toHex(hash)}});
    if (!answer) {
        if (answer.error().code == ErrorCode::NotFound) return movedOn(); // it was there a moment ago
        return answer.error();
    }
    const auto bytes = bytesFromJson(*answer, kMaxReplyBytes / 2);
    auto decoded = bytes ? rollup::decodeBatch(*bytes) : bytes.error();
    STOA_TRY(const rollup::Header parent, header(number - 1));
    if (!decoded || rollup::headerHash(decoded->header) != hash || !rollup::checkBatch(*decoded) ||
        decoded->header.parent != rollup::headerHash(parent) || decoded->header.preRoot != parent.postRoot)
        return Error{ErrorCode::BadAnswer, "batch"};
    if (m_batches.size() >= kBatchesKept) m_batches.clear();
    m_batches.emplace(hash, *decoded);
    return decoded;
}

Result<const ChainMessage*> RemoteChain::message(std::uint64_t index)
{
    if (index >= m_info.inbox) return ErrorCode::NotFound;
    if (const auto kept = m_messages.find(index); kept != m_messages.end()) return &kept->second;
    STOA_TRY(const json answer, ask("inbox", {{"from", index}, {"count", kMostMessages}}));
    if (!answer.is_array() || answer.empty() || answer.size() > kMostMessages)
        return Error{ErrorCode::BadAnswer, "inbox"};
    if (m_messages.size() > kMostKept) m_messages.clear();
    std::uint64_t next = index;
    for (const json& each : answer) {
        STOA_TRY(ChainMessage message, chainMessageFromJson(each));
        const auto before = m_messages.find(next - 1);
        const Hash hash = mainchain::messageHash(message.message);
        const bool continues =
            (next != 0 && before == m_messages.end()) ||
            message.acc == crypto::keccak256({ByteView((next == 0 ? Hash{} : before->second.acc).bytes),
                                              ByteView(hash.bytes)});
        if (message.message.index != next || !continues) return Error{ErrorCode::BadAnswer, "inbox"};
        m_messages[next++] = std::move(message);
    }
    return &m_messages.at(index);
}

Result<mainchain::InboxMessage> RemoteChain::inbox(std::uint64_t index)
{
    STOA_TRY(const ChainMessage* found, message(index));
    return found->message;
}

Result<Hash> RemoteChain::inboxAcc(std::uint64_t count)
{
    if (count == 0) return Hash{};
    STOA_TRY(const ChainMessage* last, message(count - 1));
    return last->acc;
}

Result<ChainAccountInfo> RemoteChain::accountInfo(const Address& who)
{
    STOA_TRY(const json answer, ask("account", {{"account", toHex(who)}}));
    return chainAccountFromJson(answer);
}

Result<mainchain::ChainAccount> RemoteChain::account(const Address& who)
{
    STOA_TRY(const ChainAccountInfo info, accountInfo(who));
    return info.account;
}

Result<bool> RemoteChain::isClaimed(const ObjectId& withdrawal)
{
    STOA_TRY(const json answer,
             callNode(m_transport, m_url, "is_claimed", {{"withdrawal", toHex(withdrawal)}}));
    if (!answer.is_boolean()) return Error{ErrorCode::BadAnswer, "is_claimed"};
    return answer.get<bool>();
}

Result<mainchain::Appointment> RemoteChain::appointment(const Address& owner)
{
    STOA_TRY(const ChainAccountInfo info, accountInfo(owner));
    return info.appointment;
}

Result<std::vector<mainchain::Event>> RemoteChain::events(std::uint64_t after, std::uint32_t count)
{
    STOA_TRY(const json answer, ask("events", {{"after", after}, {"count", count}}));
    if (!answer.is_array() || answer.size() > count) return Error{ErrorCode::BadAnswer, "events"};
    std::vector<mainchain::Event> events;
    for (const json& each : answer) {
        STOA_TRY(const mainchain::Event event, mainChainEventFromJson(each));
        if (event.id <= (events.empty() ? after : events.back().id))
            return Error{ErrorCode::BadAnswer, "events"};
        events.push_back(event);
    }
    return events;
}

} // namespace stoa::sync
