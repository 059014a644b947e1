// SPDX-License-Identifier: MIT
#include "core/rollup/network_definition.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "core/base/hex.h"
#include "core/codec/canonical_json.h"
#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::rollup {
namespace {

constexpr std::size_t kMaxBytes = 8192;
constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxSymbol = 12;
constexpr std::uint64_t kSlowestBlock = 12; ///< seconds between two blocks of a main chain

/// The one list of what is in the file. `visit(name, value)`; `Definition` may be const.
template <typename Definition, typename Visitor>
void forEachPart(Definition& d, Visitor&& visit)
{
    visit("protocol", d.protocol);
    visit("name", d.name);
    visit("symbol", d.symbol);
    visit("chainId", d.chainId);
    visit("contract", d.contract);
    visit("seed", d.seed);
    visit("genesis", d.genesis);
    visit("clockIsSettable", d.clockIsSettable);
    visit("hasFaucet", d.hasFaucet);
    visit("minimumPeriod", d.minimumPeriod);
    visit("maximumPeriod", d.maximumPeriod);
    visit("answerPeriod", d.answerPeriod);
    visit("window", d.window);
    visit("slot", d.slot);
    visit("penalty", d.penalty);
    visit("forceDelay", d.forceDelay);
    visit("timeLag", d.timeLag);
    visit("announceExpiry", d.announceExpiry);
    visit("announceAge", d.announceAge);
    visit("aggregatorBond", d.aggregatorBond);
    visit("bondShare", d.bondShare);
    visit("challengerBond", d.challengerBond);
    visit("forceFee", d.forceFee);
}

nlohmann::json toJson(const std::string& value) { return value; }
nlohmann::json toJson(bool value) { return value; }
nlohmann::json toJson(std::uint32_t value) { return value; }
/// Text, because not every program that reads JSON has whole numbers of 64 bits.
nlohmann::json toJson(std::uint64_t value) { return std::to_string(value); }
template <std::size_t N, typename Tag>
nlohmann::json toJson(const FixedBytes<N, Tag>& value)
{
    return toHex(value);
}

bool fromJson(const nlohmann::json& json, std::string& value)
{
    if (!json.is_string()) return false;
    value = json.get<std::string>();
    return true;
}

bool fromJson(const nlohmann::json& json, bool& value)
{
    if (!json.is_boolean()) return false;
    value = json.get<bool>();
    return true;
}

bool fromJson(const nlohmann::json& json, std::uint32_t& value)
{
    if (!json.is_number_integer()) return false;
    const auto number = json.get<std::int64_t>();
    if (number < 0 || number > 0xffff'ffff) return false;
    value = static_cast<std::uint32_t>(number);
    return true;
}

bool fromJson(const nlohmann::json& json, std::uint64_t& value)
{
    if (!json.is_string()) return false;
    const auto& text = json.get_ref<const std::string&>();
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    // One way to write each number.
    return error == std::errc() && at == end && std::to_string(value) == text;
}

template <std::size_t N, typename Tag>
bool fromJson(const nlohmann::json& json, FixedBytes<N, Tag>& value)
{
    if (!json.is_string()) return false;
    const auto bytes = fixedFromHex<FixedBytes<N, Tag>>(json.get_ref<const std::string&>());
    if (bytes) value = *bytes;
    return bytes.has_value();
}

Result<void> check(const NetworkDefinition& d)
{
    const auto refuse = [](const char* why) { return Error{ErrorCode::InvalidArgument, why}; };
    if (d.name.empty() || d.name.size() > kMaxName) return refuse("name");
    if (d.symbol.empty() || d.symbol.size() > kMaxSymbol) return refuse("symbol");
    if (d.minimumPeriod == 0 || d.minimumPeriod > d.maximumPeriod) return refuse("periods");
    // Censorship must not outlast any deadline.
    if (d.minimumPeriod < 3 * std::uint64_t{d.forceDelay}) return refuse("minimumPeriod");
    if (d.answerPeriod < d.minimumPeriod || d.answerPeriod > d.maximumPeriod) return refuse("answerPeriod");
    if (d.timeLag == 0) return refuse("timeLag");
    // Whoever announces must come to a challenge before the announcement ends, and if that was kept out, once
    // more before the batch is final.
    if (d.announceExpiry <= kSlowestBlock * d.announceAge) return refuse("announceAge");
    if (d.window < 2 * std::uint64_t{d.announceExpiry}) return refuse("window");
    if (d.aggregatorBond == 0 || d.challengerBond == 0 || d.bondShare > 10'000) return refuse("bonds");
    // Where it costs nothing, anybody fills the inbox, and nobody else comes through.
    if (d.forceFee == 0) return refuse("forceFee");
    return {};
}

} // namespace

mvm::Rules NetworkDefinition::rules() const
{
    crypto::Domain domain;
    domain.name = "Stoa";
    domain.version = "1";
    domain.chainId = chainId;
    domain.verifyingContract = contract;
    domain.salt = hash();
    return {crypto::domainSeparator(domain), minimumPeriod, maximumPeriod, answerPeriod};
}

Hash NetworkDefinition::hash() const { return crypto::keccak256(viewOf(encodeDefinition(*this))); }

std::string encodeDefinition(const NetworkDefinition& definition)
{
    nlohmann::json json = nlohmann::json::object();
    forEachPart(definition, [&](const char* name, const auto& value) { json[name] = toJson(value); });
    return codec::canonicalJson(json);
}

Result<NetworkDefinition> decodeDefinition(std::string_view text)
{
    const auto json = codec::parseJson(text, kMaxBytes);
    if (!json) return Error{ErrorCode::BadJson, json.error().detail};
    if (!json->is_object()) return Error{ErrorCode::BadJson, "not an object"};
    NetworkDefinition definition;
    // The first one had no number; what another one means by the rest is not ours to say.
    const auto protocol = json->find("protocol");
    if (protocol == json->end() ? json->contains("seed")
                                : fromJson(*protocol, definition.protocol) && definition.protocol < kProtocol)
        return Error{ErrorCode::OlderFormat, "network"};
    if (protocol != json->end() && definition.protocol > kProtocol)
        return Error{ErrorCode::NewerFormat, "network"};
    std::size_t parts = 0;
    std::string wrong;
    forEachPart(definition, [&](const char* name, auto& value) {
        ++parts;
        const auto found = json->find(name);
        if (found == json->end() || !fromJson(*found, value)) wrong = name;
    });
    if (!wrong.empty()) return Error{ErrorCode::InvalidArgument, wrong};
    // Something we do not know could change what the rest means.
    if (json->size() != parts) return Error{ErrorCode::InvalidArgument, "unknown part"};
    STOA_TRY_VOID(check(definition));
    // Whoever hashes the bytes that they were given has to come to the same network.
    if (encodeDefinition(definition) != text) return Error{ErrorCode::InvalidArgument, "not canonical"};
    return definition;
}

NetworkDefinition localDefinition(const Hash& seed, Timestamp genesis, bool clockIsSettable)
{
    NetworkDefinition d;
    d.name = "Local network";
    d.symbol = "MTS";
    d.seed = seed;
    d.genesis = genesis;
    d.clockIsSettable = clockIsSettable;
    d.hasFaucet = true;
    d.minimumPeriod = 3 * kMinute;
    d.maximumPeriod = 365 * kDay;
    d.answerPeriod = 3 * kDay;
    d.window = 10 * kMinute;
    d.slot = 10;
    d.penalty = kMinute;
    d.forceDelay = kMinute;
    d.timeLag = kMinute;
    d.announceExpiry = kMinute;
    d.announceAge = 1;
    d.aggregatorBond = 1000 * kToken;
    d.bondShare = 10;
    d.challengerBond = 10 * kToken;
    d.forceFee = kToken / 1000;
    return d;
}

} // namespace stoa::rollup
