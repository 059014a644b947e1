// SPDX-License-Identifier: MIT
// What operators publish: headers of batches and blocks, batches, definitions of networks.
#include "core/rollup/batch.h"
#include "core/rollup/block.h"
#include "core/rollup/network_definition.h"
#include "core/rollup/steps_tree.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds()
{
    rollup::Batch batch;
    batch.steps = {Bytes{1, 2, 3}, Bytes(40, 7)};
    batch.roots = {Hash{}, Hash{}};
    batch.header.steps = 2;
    rollup::SignedHeader block;
    block.header.number = 3;
    block.signature.v = 27;
    return {seed(0, rollup::encodeHeader(batch.header)), seed(1, rollup::encodeSignedHeader(block)),
            seed(2, rollup::encodeBatch(batch)),
            seed(3, viewOf(rollup::encodeDefinition(rollup::localDefinition({}, 1'700'000'000, true))))};
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0] % 4) {
    case 0: fuzz::checkRoundTrip(bytes, &rollup::decodeHeader, &rollup::encodeHeader); break;
    case 1:
        fuzz::checkRoundTrip(bytes, &rollup::decodeSignedHeader, &rollup::encodeSignedHeader);
        if (const auto header = rollup::decodeSignedHeader(bytes))
            static_cast<void>(rollup::checkSignature(*header, Hash{}));
        break;
    case 2:
        fuzz::checkRoundTrip(bytes, &rollup::decodeBatch, &rollup::encodeBatch);
        if (const auto batch = rollup::decodeBatch(bytes)) static_cast<void>(rollup::checkBatch(*batch));
        break;
    default: fuzz::checkRoundTripOfText(bytes, &rollup::decodeDefinition, &rollup::encodeDefinition); break;
    }
    return 0;
}
