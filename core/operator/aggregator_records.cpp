// SPDX-License-Identifier: MIT
#include "core/operator/aggregator_records.h"

namespace stoa::node {
namespace {

Bytes numberKey(char table, std::uint64_t number)
{
    codec::Writer writer;
    writer.u8(static_cast<std::uint8_t>(table));
    writer.u64(number);
    return writer.take();
}

constexpr std::size_t kSignedHeaderBytes =
    widthOfFields<rollup::BlockHeader>() + crypto::RecoverableSignature::kSize;

} // namespace

Bytes blockKey(std::uint64_t number) { return numberKey('b', number); }
Bytes lastBlockKey(std::uint64_t batch) { return numberKey('t', batch); }
Bytes postedKey(std::uint64_t batch) { return numberKey('h', batch); }
Bytes waitingKey(std::uint64_t number) { return numberKey('p', number); }

Result<tx::Transaction> transactionIn(ByteView bytes)
{
    auto transaction = tx::decode(bytes);
    if (transaction)
        if (const auto* force = std::get_if<tx::Force>(&transaction->payload))
            return transactionIn(force->inner);
    return transaction;
}

std::optional<Hash> digestOfStep(ByteView bytes, const Hash& domain)
{
    const auto transaction = transactionIn(bytes);
    if (!transaction) return std::nullopt;
    return tx::digestOf(*transaction, domain);
}

Bytes formerKey(const Address& slashed)
{
    Bytes key{'f'};
    append(key, slashed.bytes);
    return key;
}

Bytes stepKey(const Hash& digest)
{
    Bytes key{'x'};
    key.resize(1 + Hash::kSize);
    std::copy(digest.begin(), digest.end(), key.begin() + 1);
    return key;
}

Bytes stepsKey(const ObjectId& made)
{
    Bytes key{'x'};
    append(key, made.bytes);
    return key;
}

Bytes actKey(const Hash& act)
{
    Bytes key{kActTable};
    append(key, act.bytes);
    return key;
}

std::optional<Bytes> actPutToMembers(const tx::Payload& payload)
{
    const bool isMotion = std::visit(
        [](const auto& act) {
            if constexpr (requires { act.asMotion; }) return act.asMotion != 0;
            return false;
        },
        payload);
    return isMotion ? std::optional(tx::encodeAct(payload)) : std::nullopt;
}

Bytes encodeNumber(std::uint64_t number)
{
    Bytes bytes;
    appendFixed(bytes, number);
    return bytes;
}

Result<std::uint64_t> decodeNumber(ByteView bytes)
{
    if (bytes.size() != sizeof(std::uint64_t)) return Error{ErrorCode::StoreDamaged, "a number"};
    std::uint64_t number = 0;
    takeFixed(bytes, number);
    return number;
}

Bytes encodePlace(const StepPlace& place)
{
    Bytes bytes;
    appendFields(bytes, place);
    return bytes;
}

Result<StepPlace> decodePlace(ByteView bytes)
{
    if (bytes.size() != widthOfFields<StepPlace>()) return Error{ErrorCode::StoreDamaged, "a step's place"};
    StepPlace place;
    takeFields(bytes, place);
    return place;
}

Bytes encodeBlock(const Aggregator::Block& block)
{
    return encodeBlockOf(block.header, block.steps, block.roots);
}

Bytes encodeBlockOf(const rollup::SignedHeader& header, std::span<const Bytes> steps,
                    std::span<const Hash> roots)
{
    codec::Writer writer;
    writer.raw(rollup::encodeSignedHeader(header));
    for (std::size_t i = 0; i < steps.size(); ++i) {
        writer.u16(static_cast<std::uint16_t>(steps[i].size()));
        writer.raw(steps[i]);
        writer.fixed(roots[i]);
    }
    return writer.take();
}

Result<rollup::SignedHeader> decodeHeaderOfBlock(ByteView bytes)
{
    codec::Reader reader(bytes);
    const auto header = rollup::decodeSignedHeader(reader.raw(kSignedHeaderBytes));
    if (!header) return Error{ErrorCode::StoreDamaged, "a block's header"};
    return *header;
}

Result<Aggregator::Block> decodeBlock(ByteView bytes)
{
    Aggregator::Block block;
    STOA_TRY(block.header, decodeHeaderOfBlock(bytes));
    codec::Reader reader(bytes);
    reader.raw(kSignedHeaderBytes);
    for (std::uint32_t i = 0; reader.ok() && i < block.header.header.steps; ++i) {
        block.steps.push_back(toBytes(reader.raw(reader.u16())));
        block.roots.push_back(reader.fixed<Hash>());
    }
    if (!reader.atEnd() || block.steps.empty()) return Error{ErrorCode::StoreDamaged, "a block"};
    return block;
}

} // namespace stoa::node
