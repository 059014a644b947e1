// SPDX-License-Identifier: MIT
#include "core/sync/chain_codec.h"

#include "core/base/hex.h"
#include "core/sync/json_fields.h"
#include "core/tx/transaction.h"

namespace stoa::sync {
namespace {

using nlohmann::json;

constexpr std::size_t kMostAnswerBytes = 4096;

} // namespace

json toJson(const ChainInfo& info)
{
    return {{"definition", toHex(info.definition)},
            {"block", info.block},
            {"time", info.time},
            {"tip", info.tip},
            {"rollbacks", info.rollbacks},
            {"inbox", info.inbox},
            {"events", info.events},
            {"held", std::to_string(info.money.held)},
            {"value", std::to_string(info.money.value)},
            {"bonds", std::to_string(info.money.bonds)},
            {"credits", std::to_string(info.money.credits)},
            {"burnt", std::to_string(info.money.burnt)},
            {"requiredBond", std::to_string(info.requiredBond)},
            {"slotOf", toHex(info.slot.who)},
            {"slotUntil", info.slot.until}};
}

Result<ChainInfo> chainInfoFromJson(const json& value)
{
    Fields fields(value);
    ChainInfo info;
    info.definition = fields.fixed<Hash>("definition");
    info.block = fields.number("block");
    info.time = fields.number("time");
    info.tip = fields.number("tip");
    info.rollbacks = fields.number("rollbacks");
    info.inbox = fields.number("inbox");
    info.events = fields.number("events");
    info.money.held = fields.number("held");
    info.money.value = fields.number("value");
    info.money.bonds = fields.number("bonds");
    info.money.credits = fields.number("credits");
    info.money.burnt = fields.number("burnt");
    info.requiredBond = fields.number("requiredBond");
    info.slot.who = fields.fixed<Address>("slotOf");
    info.slot.until = fields.number("slotUntil");
    return checked(fields, info);
}

json toJson(const ChainHeaders& headers)
{
    json list = json::array();
    for (const rollup::Header& each : headers.headers) list.push_back(toHex(rollup::encodeHeader(each)));
    return {{"rollbacks", headers.rollbacks}, {"headers", std::move(list)}};
}

Result<ChainHeaders> chainHeadersFromJson(const json& value)
{
    Fields fields(value);
    ChainHeaders headers;
    headers.rollbacks = fields.number("rollbacks");
    const json& list = fields.list("headers");
    if (!fields.ok() || list.size() > kMostHeaders) return ErrorCode::BadAnswer;
    for (const json& each : list) {
        const auto bytes = bytesFromJson(each, widthOfFields<rollup::Header>());
        const auto header = bytes ? rollup::decodeHeader(*bytes) : bytes.error();
        if (!header) return ErrorCode::BadAnswer;
        headers.headers.push_back(*header);
    }
    return headers;
}

json toJson(const ChainMessage& message)
{
    return {{"index", message.message.index},
            {"time", message.message.time},
            {"step", toHex(message.message.step)},
            {"acc", toHex(message.acc)}};
}

Result<ChainMessage> chainMessageFromJson(const json& value)
{
    Fields fields(value);
    ChainMessage message;
    message.message.index = fields.number("index");
    message.message.time = fields.number("time");
    message.message.step = fields.bytes("step", tx::kMaxStepBytes);
    message.acc = fields.fixed<Hash>("acc");
    return checked(fields, std::move(message));
}

json toJson(const ChainAccountInfo& account)
{
    return {{"balance", std::to_string(account.account.balance)},
            {"bond", std::to_string(account.account.bond)},
            {"lockedUntil", account.account.lockedUntil},
            {"credit", std::to_string(account.account.credit)},
            {"isSlashed", account.account.isSlashed != 0},
            {"appointed", toHex(account.appointment.key)},
            {"allowance", std::to_string(account.appointment.allowance)},
            {"calls", account.calls}};
}

Result<ChainAccountInfo> chainAccountFromJson(const json& value)
{
    Fields fields(value);
    ChainAccountInfo account;
    account.account.balance = fields.number("balance");
    account.account.bond = fields.number("bond");
    account.account.lockedUntil = fields.number("lockedUntil");
    account.account.credit = fields.number("credit");
    account.account.isSlashed = fields.flag("isSlashed") ? 1 : 0;
    account.appointment.key = fields.fixed<Address>("appointed");
    account.appointment.allowance = fields.number("allowance");
    account.calls = fields.number("calls");
    return checked(fields, account);
}

json toJson(const mainchain::Event& event)
{
    return {{"id", event.id},
            {"what", event.what},
            {"time", event.time},
            {"number", event.number},
            {"who", toHex(event.who)},
            {"paid", std::to_string(event.paid)},
            {"burnt", std::to_string(event.burnt)}};
}

Result<mainchain::Event> mainChainEventFromJson(const json& value)
{
    Fields fields(value);
    mainchain::Event event;
    event.id = fields.number("id");
    event.what = fields.small<std::uint8_t>("what");
    event.time = fields.number("time");
    event.number = fields.number("number");
    event.who = fields.fixed<Address>("who");
    event.paid = fields.number("paid");
    event.burnt = fields.number("burnt");
    return checked(fields, event);
}

json toJson(const ChainAnswer& answer)
{
    return {{"answer", toHex(answer.answer)}, {"info", toJson(answer.info)}};
}

Result<ChainAnswer> chainAnswerFromJson(const json& value)
{
    Fields fields(value);
    ChainAnswer answer;
    answer.answer = fields.bytes("answer", kMostAnswerBytes);
    const json& info = fields.at("info");
    if (!fields.ok()) return ErrorCode::BadAnswer;
    STOA_TRY(answer.info, chainInfoFromJson(info));
    return answer;
}

} // namespace stoa::sync
