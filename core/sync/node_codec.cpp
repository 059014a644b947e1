// SPDX-License-Identifier: MIT
#include "core/sync/node_codec.h"

#include "core/base/hex.h"
#include "core/rollup/header.h"
#include "core/sync/json_fields.h"

namespace stoa::sync {
namespace {

using nlohmann::json;

constexpr std::size_t kMostHeaderBytes = 1024;

std::vector<Hash> hashes(Fields& fields, const char* name)
{
    std::vector<Hash> list;
    const Bytes packed = fields.bytes(name, std::size_t{rollup::kMaxBatchSteps} * Hash::kSize);
    if (packed.size() % Hash::kSize != 0) fields.fail();
    for (std::size_t at = 0; at + Hash::kSize <= packed.size(); at += Hash::kSize)
        list.push_back(Hash::fromPrefix(ByteView(packed).subspan(at)));
    return list;
}

std::string packed(const std::vector<Hash>& list)
{
    Bytes bytes;
    for (const Hash& each : list) append(bytes, each.bytes);
    return toHex(bytes);
}

rollup::SignedHeader signedHeader(Fields& fields, const char* name)
{
    const auto header = rollup::decodeSignedHeader(fields.bytes(name, kMostHeaderBytes));
    if (!header) fields.fail();
    return header ? *header : rollup::SignedHeader{};
}

state::Path path(Fields& outer, const char* name)
{
    Fields fields(outer.at(name));
    state::Path path;
    path.treeIsEmpty = fields.flag("empty");
    path.leafKey = fields.fixed<state::Key>("key");
    path.leafValue = fields.bytes("value", state::kMaxRecordBytes);
    for (const json& level : fields.list("levels")) {
        if (!level.is_array() || level.size() != 2 || !level[0].is_number_unsigned() ||
            level[0].get<std::uint64_t>() > 255) {
            fields.fail();
            break;
        }
        const auto sibling = fixedFromJson<Hash>(level[1]);
        if (!sibling) fields.fail();
        path.levels.push_back({level[0].get<std::uint8_t>(), sibling ? *sibling : Hash{}});
    }
    if (!fields.ok()) outer.fail();
    return path;
}

} // namespace

Result<Bytes> bytesFromJson(const json& value, std::size_t most)
{
    if (!value.is_string()) return ErrorCode::BadAnswer;
    const auto& hex = value.get_ref<const std::string&>();
    if (hex.size() > 2 + 2 * most) return ErrorCode::TooLarge;
    auto bytes = fromHex(hex);
    if (!bytes) return ErrorCode::BadHex;
    if (bytes->size() > most) return ErrorCode::TooLarge;
    return std::move(*bytes);
}

json toJson(const rollup::SignedHeader& header) { return toHex(rollup::encodeSignedHeader(header)); }

json toJson(const node::NodeInfo& info)
{
    return {{"definition", info.definition},
            {"head", toJson(info.head)},
            {"now", info.now},
            {"openBatch", info.openBatch},
            {"tipBatch", info.tipBatch},
            {"tipHeader", toHex(info.tipHeader)},
            {"finalBatch", info.finalBatch},
            {"rollbacks", info.rollbacks},
            {"lastEvent", info.lastEvent},
            {"aggregator", toHex(info.aggregator)},
            {"aggregatorBond", std::to_string(info.aggregatorBond)},
            {"validator", toHex(info.validator)},
            {"validatorCredit", std::to_string(info.validatorCredit)},
            {"corruptNextBatch", info.corruptNextBatch}};
}

Result<rollup::SignedHeader> signedHeaderFromJson(const json& value)
{
    const auto bytes = bytesFromJson(value, kMostHeaderBytes);
    if (!bytes) return ErrorCode::BadAnswer;
    const auto header = rollup::decodeSignedHeader(*bytes);
    if (!header) return ErrorCode::BadAnswer;
    return *header;
}

json toJson(const node::BlockSteps& block)
{
    return {{"header", toJson(block.header)}, {"steps", packed(block.steps)}};
}

Result<node::BlockSteps> blockStepsFromJson(const json& value)
{
    Fields fields(value);
    node::BlockSteps block;
    block.header = signedHeader(fields, "header");
    block.steps = hashes(fields, "steps");
    return checked(fields, std::move(block));
}

json toJson(const node::BatchSteps& batch)
{
    return {{"steps", packed(batch.steps)}, {"roots", packed(batch.roots)}};
}

Result<node::BatchSteps> batchStepsFromJson(const json& value)
{
    Fields fields(value);
    node::BatchSteps batch;
    batch.steps = hashes(fields, "steps");
    batch.roots = hashes(fields, "roots");
    return checked(fields, std::move(batch));
}

Result<node::NodeInfo> nodeInfoFromJson(const json& value)
{
    Fields fields(value);
    node::NodeInfo info;
    info.definition = fields.string("definition", 16'384);
    info.head = signedHeader(fields, "head");
    info.now = fields.number("now");
    info.openBatch = fields.number("openBatch");
    info.tipBatch = fields.number("tipBatch");
    info.tipHeader = fields.fixed<Hash>("tipHeader");
    info.finalBatch = fields.number("finalBatch");
    info.rollbacks = fields.number("rollbacks");
    info.lastEvent = fields.number("lastEvent");
    info.aggregator = fields.fixed<Address>("aggregator");
    info.aggregatorBond = fields.number("aggregatorBond");
    info.validator = fields.fixed<Address>("validator");
    info.validatorCredit = fields.number("validatorCredit");
    info.corruptNextBatch = fields.flag("corruptNextBatch");
    return checked(fields, std::move(info));
}

json toJson(const node::BatchInfo& batch)
{
    return {{"header", toHex(rollup::encodeHeader(batch.header))},
            {"stage", static_cast<unsigned>(batch.stage)},
            {"windowCloses", batch.windowCloses},
            {"check", static_cast<unsigned>(batch.check)},
            {"wrongStep", batch.wrongStep}};
}

Result<node::BatchInfo> batchInfoFromJson(const json& value)
{
    Fields fields(value);
    node::BatchInfo batch;
    const auto header = rollup::decodeHeader(fields.bytes("header", kMostHeaderBytes));
    if (!header) return ErrorCode::BadAnswer;
    batch.header = *header;
    batch.stage = fields.choice("stage", node::BatchStage::Final);
    batch.windowCloses = fields.number("windowCloses");
    batch.check = fields.choice("check", node::BatchInfo::Check::Different);
    batch.wrongStep = fields.small<std::uint32_t>("wrongStep");
    return checked(fields, batch);
}

json toJson(const node::ChainEvent& event)
{
    return {{"id", event.id},
            {"what", static_cast<unsigned>(event.what)},
            {"time", event.time},
            {"batch", event.batch},
            {"who", toHex(event.who)},
            {"paid", std::to_string(event.paid)},
            {"burnt", std::to_string(event.burnt)}};
}

Result<node::ChainEvent> chainEventFromJson(const json& value)
{
    Fields fields(value);
    node::ChainEvent event;
    event.id = fields.number("id");
    event.what = fields.choice("what", node::ChainEvent::What::Left);
    event.time = fields.number("time");
    event.batch = fields.number("batch");
    event.who = fields.fixed<Address>("who");
    event.paid = fields.number("paid");
    event.burnt = fields.number("burnt");
    return checked(fields, event);
}

json toJson(const state::Path& path)
{
    json levels = json::array();
    for (const state::PathLevel& level : path.levels) levels.push_back({level.bit, toHex(level.sibling)});
    return {{"empty", path.treeIsEmpty},
            {"key", toHex(path.leafKey)},
            {"value", toHex(path.leafValue)},
            {"levels", std::move(levels)}};
}

json toJson(const node::CompanySnapshot& snapshot)
{
    json records = json::array();
    for (const auto& [key, record] : snapshot.records) records.push_back({toHex(key), toHex(record)});
    return {{"head", toJson(snapshot.head)}, {"root", toHex(snapshot.root)},
            {"path", toJson(snapshot.path)}, {"isUnchanged", snapshot.isUnchanged},
            {"isPart", snapshot.isPart},     {"records", std::move(records)}};
}

Result<node::CompanySnapshot> companySnapshotFromJson(const json& value)
{
    Fields fields(value);
    node::CompanySnapshot snapshot;
    snapshot.head = signedHeader(fields, "head");
    snapshot.root = fields.fixed<Hash>("root");
    snapshot.path = path(fields, "path");
    snapshot.isUnchanged = fields.flag("isUnchanged");
    snapshot.isPart = fields.flag("isPart");
    for (const json& each : fields.list("records")) {
        if (!each.is_array() || each.size() != 2) return ErrorCode::BadAnswer;
        STOA_TRY(const auto key, fixedFromJson<state::Key>(each[0]));
        STOA_TRY(Bytes record, bytesFromJson(each[1], state::kMaxRecordBytes));
        snapshot.records.emplace_back(key, std::move(record));
    }
    return checked(fields, std::move(snapshot));
}

json toJson(const node::RecordProof& proof)
{
    return {{"head", toJson(proof.head)}, {"path", toJson(proof.path)}};
}

Result<node::RecordProof> recordProofFromJson(const json& value)
{
    Fields fields(value);
    node::RecordProof proof;
    proof.head = signedHeader(fields, "head");
    proof.path = path(fields, "path");
    return checked(fields, std::move(proof));
}

json toJson(const node::StepStatus& status)
{
    json result = {{"stage", static_cast<unsigned>(status.stage)},
                   {"block", status.block},
                   {"batch", status.batch},
                   {"step", status.step}};
    if (status.refusal) result["refusal"] = name(*status.refusal);
    return result;
}

Result<node::StepStatus> stepStatusFromJson(const json& value)
{
    Fields fields(value);
    node::StepStatus status;
    status.stage = fields.choice("stage", node::StepStatus::Stage::Waiting);
    status.block = fields.number("block");
    status.batch = fields.number("batch");
    status.step = fields.small<std::uint32_t>("step");
    if (value.is_object() && value.contains("refusal")) {
        status.refusal = codeOf(fields.string("refusal", 64));
        if (!status.refusal) return ErrorCode::BadAnswer;
    }
    return checked(fields, status);
}

json toJson(const node::ChainPurse& purse)
{
    return {{"balance", std::to_string(purse.balance)}, {"credit", std::to_string(purse.credit)}};
}

Result<node::ChainPurse> chainPurseFromJson(const json& value)
{
    Fields fields(value);
    node::ChainPurse purse;
    purse.balance = fields.number("balance");
    purse.credit = fields.number("credit");
    return checked(fields, purse);
}

json toJson(const node::Credit& credit)
{
    return {{"block", credit.block},
            {"batch", credit.batch},
            {"step", credit.step},
            {"time", credit.time},
            {"kind", credit.kind},
            {"from", toHex(credit.from)},
            {"dac", toHex(credit.dac)},
            {"object", toHex(credit.object)},
            {"amount", std::to_string(credit.amount)},
            {"table", credit.table},
            {"sub", credit.sub}};
}

Result<node::Credit> creditFromJson(const json& value)
{
    Fields fields(value);
    node::Credit credit;
    credit.block = fields.number("block");
    credit.batch = fields.number("batch");
    credit.step = fields.small<std::uint32_t>("step");
    credit.time = fields.number("time");
    credit.kind = fields.small<std::uint16_t>("kind");
    credit.from = fields.fixed<Address>("from");
    credit.dac = fields.fixed<DacId>("dac");
    credit.object = fields.fixed<ObjectId>("object");
    credit.amount = fields.number("amount");
    if (value.is_object() && value.contains("table")) { // an older node does not say it
        credit.table = fields.small<std::uint8_t>("table");
        credit.sub = fields.small<std::uint32_t>("sub");
    }
    return checked(fields, credit);
}

} // namespace stoa::sync
