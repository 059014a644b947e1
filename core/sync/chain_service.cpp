// SPDX-License-Identifier: MIT
#include "core/sync/chain_service.h"

#include <algorithm>
#include <optional>

#include "core/base/hex.h"
#include "core/sync/chain_codec.h"
#include "core/sync/json_fields.h"

namespace stoa::sync {
namespace {

using nlohmann::json;

constexpr std::string_view kMethodPrefix = "chain_";
constexpr std::uint32_t kMostEvents = 500;
/// Messages that no batch has consumed, from which on others' deposits wait: they cost nothing, and whoever
/// forces a step looks through all that stands before it.
constexpr std::uint64_t kMostWaiting = 4096;

/// Reads the parameters of one method. What does not fit is InvalidArgument.
class Parameters {
public:
    explicit Parameters(const json& params)
        : m_params(params)
        , m_fields(params)
    {}

    std::uint64_t number(const char* name) { return m_fields.number(name); }
    std::uint64_t numberOr(const char* name, std::uint64_t otherwise)
    {
        return m_params.contains(name) ? m_fields.number(name) : otherwise;
    }
    std::uint32_t countOf(std::uint32_t most)
    {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(numberOr("count", 50), most));
    }
    template <typename Fixed>
    Fixed fixed(const char* name)
    {
        return m_fields.fixed<Fixed>(name);
    }
    Bytes bytes(const char* name, std::size_t most)
    {
        const auto at = m_params.find(name);
        const bool isLonger = at != m_params.end() && at->is_string() &&
                              at->get_ref<const std::string&>().size() > 2 + 2 * most;
        if (isLonger && !m_tooLarge) m_tooLarge = most;
        return m_fields.bytes(name, most);
    }
    /// Errors: TooLarge, "bytes" and the most there may be; InvalidArgument.
    Result<void> check() const
    {
        if (m_tooLarge) return Error{ErrorCode::TooLarge, "bytes " + std::to_string(*m_tooLarge)};
        if (!m_fields.ok()) return Error{ErrorCode::InvalidArgument, "params"};
        return {};
    }

private:
    const json& m_params;
    Fields m_fields;
    std::optional<std::size_t> m_tooLarge; ///< what the first that is longer may have
};

Result<ChainInfo> infoOf(mainchain::LocalChain& chain)
{
    ChainInfo info;
    info.definition = chain.definition().hash();
    info.block = chain.blockNumber();
    info.time = chain.time();
    info.tip = chain.tip();
    info.rollbacks = chain.rollbacks();
    info.inbox = chain.inboxCount();
    info.events = chain.eventCount();
    info.money = chain.solvency();
    info.requiredBond = chain.requiredBond();
    STOA_TRY(info.slot, chain.slot());
    return info;
}

Result<json> headersOf(mainchain::LocalChain& chain, std::uint64_t from, std::uint32_t count)
{
    ChainHeaders answer;
    answer.rollbacks = chain.rollbacks();
    for (std::uint64_t number = from; answer.headers.size() < count && number <= chain.tip(); ++number) {
        STOA_TRY(const rollup::Header header, chain.header(number));
        answer.headers.push_back(header);
    }
    return toJson(answer);
}

Result<json> batchOf(mainchain::LocalChain& chain, std::uint64_t number, const Hash& header)
{
    STOA_TRY(const Hash known, chain.headerHash(number));
    if (known != header) return ErrorCode::NotFound; // rolled back, and another one is in its place
    STOA_TRY(const rollup::Batch batch, chain.batch(number));
    return json(toHex(rollup::encodeBatch(batch)));
}

Result<json> messagesOf(mainchain::LocalChain& chain, std::uint64_t from, std::uint32_t count)
{
    json list = json::array();
    for (std::uint64_t index = from; list.size() < count && index < chain.inboxCount(); ++index) {
        ChainMessage message;
        STOA_TRY(message.message, chain.inbox(index));
        STOA_TRY(message.acc, chain.inboxAcc(index + 1));
        list.push_back(toJson(message));
    }
    return list;
}

Result<json> accountOf(mainchain::LocalChain& chain, const Address& who)
{
    ChainAccountInfo account;
    STOA_TRY(account.account, chain.account(who));
    STOA_TRY(account.appointment, chain.appointment(who));
    STOA_TRY(account.calls, chain.callNumber(who));
    return toJson(account);
}

/// On a network whose money comes from nowhere, an operator's bond does so, too: as much as one needs, and
/// not without end.
Result<json> fill(mainchain::LocalChain& chain, const Address& to, Amount amount)
{
    if (!chain.definition().hasFaucet) return ErrorCode::LocalNetworkOnly;
    if (to.isZero() || amount == 0) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(chain.mintForStranger(to, amount));
    STOA_TRY(const ChainInfo info, infoOf(chain));
    return toJson(info);
}

Result<json> perform(mainchain::LocalChain& chain, mainchain::Method method, Parameters& params)
{
    mainchain::SignedCall call;
    call.method = method;
    call.from = params.fixed<Address>("from");
    call.number = params.number("number");
    call.arguments = params.bytes("arguments", mainchain::kMaxCallBytes);
    const Bytes signature = params.bytes("signature", crypto::RecoverableSignature::kSize);
    STOA_TRY_VOID(params.check());
    const auto decoded = crypto::RecoverableSignature::decode(signature);
    if (!decoded) return ErrorCode::WrongSigner;
    call.signature = *decoded;
    if (method == mainchain::Method::Deposit) {
        STOA_TRY(const rollup::Header newest, chain.header(chain.tip()));
        STOA_TRY(const bool isRepeated, chain.hasPerformed(call)); // its message is in already
        if (!isRepeated && chain.inboxCount() - newest.inboxEnd >= kMostWaiting)
            return Error{ErrorCode::Busy, "the inbox is full"};
    }
    auto answer = chain.perform(call);
    // Blocks are mined by calls: who has announced and waits for one would wait for ever.
    if (!answer && answer.error().code == ErrorCode::TooEarly && method == mainchain::Method::Challenge)
        STOA_TRY_VOID(chain.mine());
    if (!answer) return answer.error();
    STOA_TRY(const ChainInfo info, infoOf(chain));
    return toJson(ChainAnswer{*std::move(answer), info});
}

Result<json> answer(mainchain::LocalChain& chain, std::string_view name, const json& value)
{
    Parameters params(value);
    const auto checked = [&](auto run) -> Result<json> {
        STOA_TRY_VOID(params.check());
        return run();
    };
    STOA_TRY_VOID(chain.refresh());
    if (name == "info") {
        STOA_TRY(const ChainInfo info, infoOf(chain));
        return toJson(info);
    }
    if (name == "headers") {
        const std::uint64_t from = params.numberOr("from", 0);
        const std::uint32_t count = params.countOf(kMostHeaders);
        return checked([&] { return headersOf(chain, from, count); });
    }
    if (name == "batch") {
        const std::uint64_t number = params.number("number");
        const auto header = params.fixed<Hash>("header");
        return checked([&] { return batchOf(chain, number, header); });
    }
    if (name == "inbox") {
        const std::uint64_t from = params.numberOr("from", 0);
        const std::uint32_t count = params.countOf(kMostMessages);
        return checked([&] { return messagesOf(chain, from, count); });
    }
    if (name == "account") {
        const auto who = params.fixed<Address>("account");
        return checked([&] { return accountOf(chain, who); });
    }
    if (name == "events") {
        const std::uint64_t after = params.numberOr("after", 0);
        const std::uint32_t count = params.countOf(kMostEvents);
        STOA_TRY_VOID(params.check());
        STOA_TRY(const auto events, chain.events(after, count));
        json list = json::array();
        for (const mainchain::Event& event : events) list.push_back(toJson(event));
        return list;
    }
    if (name == "faucet") {
        const auto to = params.fixed<Address>("to");
        const Amount amount = params.number("amount");
        return checked([&] { return fill(chain, to, amount); });
    }
    for (const mainchain::Method method : mainchain::kMethods)
        if (name == mainchain::nameOf(method)) return perform(chain, method, params);
    return Error{ErrorCode::NotFound, "method"};
}

} // namespace

bool isChainMethod(std::string_view method) { return method.starts_with(kMethodPrefix); }

Result<std::string> serveChain(mainchain::LocalChain& chain, std::string_view method, const json& params)
{
    if (!isChainMethod(method)) return Error{ErrorCode::NotFound, "method"};
    if (!params.is_object()) return Error{ErrorCode::InvalidArgument, "params"};
    STOA_TRY(const json result, answer(chain, method.substr(kMethodPrefix.size()), params));
    return result.dump();
}

} // namespace stoa::sync
