// SPDX-License-Identifier: MIT
#include "core/content/delivery_text.h"

#include <nlohmann/json.hpp>

#include "core/codec/canonical_json.h"
#include "core/content/json_fields.h"
#include "core/content/text_rules.h"

namespace stoa::content {
namespace {

using nlohmann::json;

constexpr std::string_view kDeliveryType = "delivery";
constexpr std::size_t kMaxDeliveryJson = 512U << 10U;
constexpr std::size_t kMaxDeliverySummary = 64U << 10U;
constexpr std::size_t kMaxDeliveryRows = 50;
constexpr std::size_t kMaxDeliveryCell = 2000;

} // namespace

Result<void> checkDeliveryText(const DeliveryText& text)
{
    STOA_TRY_VOID(checkBodyText(text.summary, kMaxDeliverySummary));
    if (text.results.size() > kMaxDeliveryRows || text.links.size() > kMaxDeliveryRows)
        return Error{ErrorCode::BadContent, "too many rows"};
    for (const ResultClaim& claim : text.results) {
        if (claim.result == 0 || claim.result > kMaxDeliveryRows)
            return Error{ErrorCode::BadContent, "result"};
        STOA_TRY_VOID(checkBodyText(claim.evidence, kMaxDeliveryCell));
    }
    for (const std::string& link : text.links) STOA_TRY_VOID(checkBodyText(link, kMaxDeliveryCell));
    return {};
}

std::string encodeDeliveryText(const DeliveryText& text)
{
    json results = json::array();
    for (const ResultClaim& claim : text.results)
        results.push_back({{"result", claim.result}, {"isMet", claim.isMet}, {"evidence", claim.evidence}});
    return codec::canonicalJson({{"type", kDeliveryType},
                                 {"summary", text.summary},
                                 {"results", std::move(results)},
                                 {"links", text.links}});
}

Result<DeliveryText> decodeDeliveryText(std::string_view text)
{
    STOA_TRY(const json value, codec::parseJson(text, kMaxDeliveryJson));
    FieldReader reader(value);
    reader.type(kDeliveryType);
    DeliveryText delivery;
    delivery.summary = reader.text("summary", kMaxDeliverySummary);
    delivery.results = reader.rows("results", kMaxDeliveryRows, [](FieldReader& row) {
        return ResultClaim{static_cast<std::uint8_t>(row.number("result", kMaxDeliveryRows)),
                           row.flag("isMet"), row.text("evidence", kMaxDeliveryCell)};
    });
    delivery.links = reader.texts("links", kMaxDeliveryRows, kMaxDeliveryCell);
    STOA_TRY_VOID(reader.finish(ErrorCode::BadContent));
    STOA_TRY_VOID(checkDeliveryText(delivery));
    return delivery;
}

} // namespace stoa::content
