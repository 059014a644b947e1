// SPDX-License-Identifier: MIT
#include "core/sync/rpc_node.h"

#include <chrono>

#include "core/base/hex.h"
#include "core/base/limits.h"
#include "core/codec/canonical_json.h"
#include "core/sync/node_codec.h"
#include "core/sync/rpc_call.h"
#include "core/tx/transaction.h"

namespace stoa::sync {
namespace {

using nlohmann::json;

constexpr std::size_t kMostAnswer = kMaxReplyBytes;
// Of a company, that this program takes: more comes from nobody but a liar.
constexpr std::size_t kMostPieces = 1024;
constexpr std::size_t kMostBytesOfCompany = std::size_t{1} << 29;
constexpr std::chrono::minutes kLongestCompany{5};
constexpr std::size_t kMostContent = kMaxContentBytes;
constexpr std::size_t kMostItems = 4096;
constexpr std::size_t kContentsAtOnce = kMaxContentBytes; ///< bytes of objects in one put_contents

template <typename T>
Result<std::vector<T>> listOf(const json& value, Result<T> (*read)(const json&))
{
    if (!value.is_array()) return ErrorCode::BadAnswer;
    std::vector<T> list;
    for (const json& each : value) {
        STOA_TRY(T item, read(each));
        list.push_back(std::move(item));
    }
    return list;
}

template <typename T>
json jsonList(const std::vector<T>& list)
{
    json result = json::array();
    for (const T& each : list) result.push_back(toJson(each));
    return result;
}

json hexList(const auto& list)
{
    json result = json::array();
    for (const auto& each : list) result.push_back(toHex(each));
    return result;
}

/// Errors: TooLarge, "items" and the most there may be; InvalidArgument.
Result<void> checkList(const json& value)
{
    if (!value.is_array()) return ErrorCode::InvalidArgument;
    if (value.size() > kMostItems) return Error{ErrorCode::TooLarge, "items " + std::to_string(kMostItems)};
    return {};
}

/// As bytesFromJson; TooLarge says "bytes" and the most there may be.
Result<Bytes> limitedBytes(const json& value, std::size_t most)
{
    auto bytes = bytesFromJson(value, most);
    if (!bytes && bytes.error().code == ErrorCode::TooLarge)
        return Error{ErrorCode::TooLarge, "bytes " + std::to_string(most)};
    return bytes;
}

Result<std::vector<Hash>> hashesOf(const json& value)
{
    STOA_TRY_VOID(checkList(value));
    return listOf<Hash>(value, [](const json& each) { return fixedFromJson<Hash>(each); });
}

Result<std::vector<Bytes>> bytesListOf(const json& value, std::size_t mostEach)
{
    STOA_TRY_VOID(checkList(value));
    std::vector<Bytes> list;
    for (const json& each : value) {
        STOA_TRY(Bytes bytes, limitedBytes(each, mostEach));
        list.push_back(std::move(bytes));
    }
    return list;
}

Result<std::uint64_t> numberOr(const json& params, const char* name, std::uint64_t otherwise)
{
    const auto found = params.find(name);
    if (found == params.end()) return otherwise;
    if (!found->is_number_unsigned()) return Error{ErrorCode::InvalidArgument, "params"};
    return found->get<std::uint64_t>();
}

Result<std::uint32_t> countOf(const json& params, std::uint64_t most)
{
    STOA_TRY(const std::uint64_t count, numberOr(params, "count", 50));
    return static_cast<std::uint32_t>(std::min(count, most));
}

const json& memberOf(const json& params, const char* name)
{
    static const json kNull;
    const auto found = params.find(name);
    return found != params.end() ? *found : kNull;
}

/// Errors of reading parameters are the asker's: what is larger than it may be is called so.
template <typename T>
Result<T> argument(Result<T> value)
{
    if (!value && value.error().code != ErrorCode::TooLarge)
        return Error{ErrorCode::InvalidArgument, "params"};
    return value;
}

Result<json> answer(node::NodeService& node, std::string_view method, const json& params)
{
    if (method == "node_info") {
        STOA_TRY(const auto info, node.info());
        return toJson(info);
    }
    if (method == "batches") {
        STOA_TRY(const std::uint32_t count, countOf(params, 500));
        STOA_TRY(const std::uint64_t from, numberOr(params, "from", 0));
        STOA_TRY(const auto list, node.batches(from, count));
        return jsonList(list);
    }
    if (method == "events") {
        STOA_TRY(const std::uint32_t count, countOf(params, 500));
        STOA_TRY(const std::uint64_t after, numberOr(params, "after", 0));
        STOA_TRY(const auto list, node.events(after, count));
        return jsonList(list);
    }
    if (method == "blocks") {
        STOA_TRY(const std::uint32_t count, countOf(params, 500));
        STOA_TRY(const std::uint64_t from, numberOr(params, "from", 0));
        STOA_TRY(const auto list, node.blocks(from, count));
        return jsonList(list);
    }
    if (method == "block_steps") {
        STOA_TRY(const std::uint64_t number, numberOr(params, "number", 0));
        STOA_TRY(const auto steps, node.blockSteps(number));
        return toJson(steps);
    }
    if (method == "batch_steps") {
        STOA_TRY(const std::uint64_t number, numberOr(params, "number", 0));
        STOA_TRY(const auto steps, node.batchSteps(number));
        return toJson(steps);
    }
    if (method == "batch") {
        STOA_TRY(const std::uint64_t number, numberOr(params, "number", 0));
        STOA_TRY(const auto batch, node.batch(number));
        return json(toHex(rollup::encodeBatch(batch)));
    }
    if (method == "company") {
        STOA_TRY(const auto dac, argument(fixedFromJson<DacId>(memberOf(params, "company"))));
        const auto known = fixedFromJson<Hash>(memberOf(params, "knownRoot"));
        std::optional<node::CompanyPlace> place;
        if (params.contains("after")) {
            place.emplace();
            STOA_TRY(place->root, argument(fixedFromJson<Hash>(memberOf(params, "root"))));
            STOA_TRY(place->after, argument(fixedFromJson<state::Key>(memberOf(params, "after"))));
        }
        STOA_TRY(const auto snapshot, node.companyPiece(dac, known.value_or(Hash{}), place));
        return toJson(snapshot);
    }
    if (method == "record") {
        STOA_TRY(const auto key, argument(fixedFromJson<state::Key>(memberOf(params, "key"))));
        STOA_TRY(const auto proof, node.record(key));
        return toJson(proof);
    }
    if (method == "contents") {
        STOA_TRY(const auto ids, argument(hashesOf(memberOf(params, "ids"))));
        STOA_TRY(const auto objects, node.contents(ids));
        return hexList(objects);
    }
    if (method == "put_contents") {
        STOA_TRY(const auto objects, argument(bytesListOf(memberOf(params, "objects"), kMostContent)));
        STOA_TRY_VOID(node.putContents(objects));
        return json(true);
    }
    if (method == "submit") {
        STOA_TRY(const auto steps, argument(bytesListOf(memberOf(params, "steps"), tx::kMaxStepBytes)));
        STOA_TRY(const auto list, node.submit(steps));
        return jsonList(list);
    }
    if (method == "status") {
        STOA_TRY(const auto digests, argument(hashesOf(memberOf(params, "digests"))));
        STOA_TRY(const auto list, node.status(digests));
        return jsonList(list);
    }
    if (method == "credits") {
        STOA_TRY(const auto to, argument(fixedFromJson<Address>(memberOf(params, "account"))));
        STOA_TRY(const std::uint32_t count, countOf(params, node::kMaxCreditsTold));
        node::CreditPlace before;
        STOA_TRY(before.block, numberOr(params, "beforeBlock", before.block));
        STOA_TRY(const std::uint64_t beforeStep, numberOr(params, "beforeStep", before.step));
        before.step = static_cast<std::uint32_t>(std::min<std::uint64_t>(beforeStep, before.step));
        STOA_TRY(const auto list, node.credits(to, count, before));
        return jsonList(list);
    }
    if (method == "companies_of") {
        STOA_TRY(const auto member, argument(fixedFromJson<Address>(memberOf(params, "account"))));
        STOA_TRY(const auto companies, node.companiesOf(member));
        return hexList(companies);
    }
    if (method == "purse") {
        STOA_TRY(const auto who, argument(fixedFromJson<Address>(memberOf(params, "account"))));
        STOA_TRY(const auto purse, node.purse(who));
        return toJson(purse);
    }
    if (method == "is_claimed" || method == "claim") {
        STOA_TRY(const auto id, argument(fixedFromJson<ObjectId>(memberOf(params, "withdrawal"))));
        if (method == "claim") {
            const auto claimed = node.claim(id);
            if (!claimed && claimed.error().code != ErrorCode::NotFound) return claimed.error();
            return json(claimed.has_value());
        }
        STOA_TRY(const bool isClaimed, node.isClaimed(id));
        return json(isClaimed);
    }
    if (method == "force") {
        STOA_TRY(const auto step, argument(limitedBytes(memberOf(params, "step"), tx::kMaxStepBytes)));
        STOA_TRY(const auto index, node.force(step));
        return json(index);
    }
    return Error{ErrorCode::NotFound, "method"};
}

} // namespace

std::vector<Bytes> submittedSteps(const json& params)
{
    auto steps = bytesListOf(memberOf(params, "steps"), tx::kMaxStepBytes);
    if (!steps) return {};
    return *std::move(steps);
}

Result<std::string> serveNode(node::NodeService& node, std::string_view method, const json& params)
{
    if (!params.is_object()) return Error{ErrorCode::InvalidArgument, "params"};
    STOA_TRY(const json result, answer(node, method, params));
    return result.dump();
}

Result<node::NodeInfo> RpcNode::info()
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "node_info", json::object()));
    return nodeInfoFromJson(result);
}

Result<std::vector<node::BatchInfo>> RpcNode::batches(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "batches", {{"from", from}, {"count", count}}));
    return listOf<node::BatchInfo>(result, batchInfoFromJson);
}

Result<std::vector<node::ChainEvent>> RpcNode::events(std::uint64_t after, std::uint32_t count)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "events", {{"after", after}, {"count", count}}));
    return listOf<node::ChainEvent>(result, chainEventFromJson);
}

Result<std::vector<rollup::SignedHeader>> RpcNode::blocks(std::uint64_t from, std::uint32_t count)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "blocks", {{"from", from}, {"count", count}}));
    return listOf<rollup::SignedHeader>(result, signedHeaderFromJson);
}

Result<node::BlockSteps> RpcNode::blockSteps(std::uint64_t number)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "block_steps", {{"number", number}}));
    return blockStepsFromJson(result);
}

Result<node::BatchSteps> RpcNode::batchSteps(std::uint64_t number)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "batch_steps", {{"number", number}}));
    return batchStepsFromJson(result);
}

Result<rollup::Batch> RpcNode::batch(std::uint64_t number)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "batch", {{"number", number}}));
    const auto bytes = bytesFromJson(result, kMostAnswer / 2);
    auto decoded = bytes ? rollup::decodeBatch(*bytes) : bytes.error();
    if (!decoded) return ErrorCode::BadAnswer;
    return decoded;
}

Result<node::CompanySnapshot> RpcNode::company(const DacId& dac, const Hash& knownRoot)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "company",
                                         {{"company", toHex(dac)}, {"knownRoot", toHex(knownRoot)}}));
    STOA_TRY(node::CompanySnapshot whole, companySnapshotFromJson(result));
    bool isPart = whole.isPart;
    const Bytes prefix = state::companyPrefix(dac);
    std::size_t bytes = 0;
    // Nothing is checked before the last piece, so all of them must be few, small, and about the company.
    const auto isTooMuch = [&](const node::CompanySnapshot& piece) {
        for (const auto& [key, record] : piece.records) {
            if (!equal(ByteView(key.bytes).first(prefix.size()), prefix)) return true;
            bytes += key.size() + record.size();
        }
        return bytes > kMostBytesOfCompany;
    };
    if (isPart && isTooMuch(whole)) return ErrorCode::BadAnswer;
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t pieces = 1; isPart; ++pieces) {
        if (std::chrono::steady_clock::now() - begun > kLongestCompany)
            return Error{ErrorCode::Offline, "too slow"};
        if (whole.records.empty() || pieces == kMostPieces) return ErrorCode::BadAnswer;
        const json place = {{"company", toHex(dac)},
                            {"root", toHex(whole.root)},
                            {"after", toHex(whole.records.back().first)}};
        const auto next = callNode(m_transport, m_url, "company", place);
        // That state is gone from the node's memory: the next synchronisation begins anew.
        if (!next && next.error().code == ErrorCode::NotFound) return ErrorCode::Busy;
        if (!next) return next.error();
        STOA_TRY(node::CompanySnapshot piece, companySnapshotFromJson(*next));
        // Each piece goes on after the one before; that all together are right, their root will show.
        if (piece.root != whole.root || piece.records.empty() ||
            !(whole.records.back().first < piece.records.front().first) || isTooMuch(piece))
            return ErrorCode::BadAnswer;
        std::ranges::move(piece.records, std::back_inserter(whole.records));
        isPart = piece.isPart;
    }
    whole.isPart = false;
    return whole;
}

Result<node::RecordProof> RpcNode::record(const state::Key& key)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "record", {{"key", toHex(key)}}));
    return recordProofFromJson(result);
}

Result<std::vector<Bytes>> RpcNode::contents(const std::vector<Hash>& ids)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "contents", {{"ids", hexList(ids)}}));
    auto objects = bytesListOf(result, kMostContent);
    if (!objects || objects->size() > ids.size()) return ErrorCode::BadAnswer;
    return objects;
}

Result<void> RpcNode::putContents(const std::vector<Bytes>& objects)
{
    json batch = json::array();
    std::size_t size = 0;
    const auto flush = [&]() -> Result<void> {
        if (batch.empty()) return {};
        STOA_TRY_VOID(callNode(m_transport, m_url, "put_contents", {{"objects", std::move(batch)}}));
        batch = json::array();
        size = 0;
        return {};
    };
    for (const Bytes& object : objects) {
        if (size != 0 && size + object.size() > kContentsAtOnce) STOA_TRY_VOID(flush());
        batch.push_back(toHex(object));
        size += object.size();
    }
    return flush();
}

Result<std::vector<node::StepStatus>> RpcNode::submit(const std::vector<Bytes>& steps)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "submit", {{"steps", hexList(steps)}}));
    STOA_TRY(auto list, listOf<node::StepStatus>(result, stepStatusFromJson));
    if (list.size() != steps.size()) return ErrorCode::BadAnswer;
    return list;
}

Result<std::vector<node::StepStatus>> RpcNode::status(const std::vector<Hash>& digests)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "status", {{"digests", hexList(digests)}}));
    STOA_TRY(auto list, listOf<node::StepStatus>(result, stepStatusFromJson));
    if (list.size() != digests.size()) return ErrorCode::BadAnswer;
    return list;
}

Result<std::vector<node::Credit>> RpcNode::credits(const Address& to, std::uint32_t count,
                                                   const node::CreditPlace& before)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "credits",
                                         {{"account", toHex(to)},
                                          {"count", count},
                                          {"beforeBlock", before.block},
                                          {"beforeStep", before.step}}));
    STOA_TRY(auto list, listOf<node::Credit>(result, creditFromJson));
    if (list.size() > count) return ErrorCode::BadAnswer;
    node::CreditPlace place = before;
    for (const node::Credit& credit : list) { // an older node knows no places and begins anew every time
        if (!place.isAfter(credit)) return ErrorCode::BadAnswer;
        place = {credit.block, credit.step};
    }
    return list;
}

Result<std::vector<DacId>> RpcNode::companiesOf(const Address& member)
{
    STOA_TRY(json result, callNode(m_transport, m_url, "companies_of", {{"account", toHex(member)}}));
    if (!result.is_array()) return ErrorCode::BadAnswer;
    // Strangers make it long, and so they would decide whether it is heard.
    if (result.size() > node::kMaxCompaniesTold)
        result.erase(result.begin() + node::kMaxCompaniesTold, result.end());
    return listOf<DacId>(result, [](const json& each) { return fixedFromJson<DacId>(each); });
}

Result<node::ChainPurse> RpcNode::purse(const Address& who)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "purse", {{"account", toHex(who)}}));
    return chainPurseFromJson(result);
}

Result<bool> RpcNode::isClaimed(const ObjectId& withdrawal)
{
    STOA_TRY(const json result,
             callNode(m_transport, m_url, "is_claimed", {{"withdrawal", toHex(withdrawal)}}));
    if (!result.is_boolean()) return ErrorCode::BadAnswer;
    return result.get<bool>();
}

Result<void> RpcNode::claim(const ObjectId& withdrawal)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "claim", {{"withdrawal", toHex(withdrawal)}}));
    if (!result.is_boolean()) return ErrorCode::BadAnswer;
    return result.get<bool>() ? Result<void>() : ErrorCode::NotFound;
}

Result<std::uint64_t> RpcNode::force(const Bytes& step)
{
    STOA_TRY(const json result, callNode(m_transport, m_url, "force", {{"step", toHex(step)}}));
    if (!result.is_number_unsigned()) return ErrorCode::BadAnswer;
    return result.get<std::uint64_t>();
}

} // namespace stoa::sync
