// SPDX-License-Identifier: MIT
#include "core/sync/rpc_call.h"

#include "core/base/limits.h"
#include "core/codec/canonical_json.h"

namespace stoa::sync {

using nlohmann::json;

namespace {

/// A node's own trouble, which must not be taken for one of this computer.
bool isOfOneComputer(ErrorCode code)
{
    return code == ErrorCode::StoreUnavailable || code == ErrorCode::StoreDamaged ||
           code == ErrorCode::DiskFull || code == ErrorCode::MoneyMismatch ||
           code == ErrorCode::FileUnreadable || code == ErrorCode::FileUnwritable ||
           code == ErrorCode::EngineBroken || code == ErrorCode::EngineStopped;
}

} // namespace

Result<json> callNode(Transport& transport, const std::string& url, std::string_view method, json params)
{
    const json request = {{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", std::move(params)}};
    STOA_TRY(const std::string body, transport.post(url, request.dump()));
    const auto parsed = codec::parseJson(body, kMaxReplyBytes);
    if (!parsed || !parsed->is_object()) return ErrorCode::BadAnswer;
    if (const auto error = parsed->find("error"); error != parsed->end()) {
        // The node's own words are never passed on: only a code that we know.
        const json* data = error->is_object() && error->contains("data") ? &error->at("data") : nullptr;
        const json* code = data && data->is_object() && data->contains("code") ? &data->at("code") : nullptr;
        const auto known =
            code && code->is_string() ? codeOf(code->get_ref<const std::string&>()) : std::nullopt;
        if (known && isOfOneComputer(*known)) return Error{ErrorCode::Offline, "node"};
        return Error{known.value_or(ErrorCode::BadAnswer), "node"};
    }
    const auto result = parsed->find("result");
    if (result == parsed->end()) return ErrorCode::BadAnswer;
    return *result;
}

} // namespace stoa::sync
