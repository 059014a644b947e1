// SPDX-License-Identifier: MIT
#include "core/rollup/batch.h"

#include "core/base/check.h"
#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/crypto/keccak.h"

namespace stoa::rollup {

Bytes encodeBatch(const Batch& batch)
{
    codec::Writer writer;
    writer.raw(encodeHeader(batch.header));
    for (std::size_t i = 0; i < batch.steps.size(); ++i) {
        writer.u16(static_cast<std::uint16_t>(batch.steps[i].size()));
        writer.raw(batch.steps[i]);
        writer.fixed(batch.roots[i]);
    }
    return writer.take();
}

Result<Batch> decodeBatch(ByteView bytes)
{
    codec::Reader reader(bytes);
    Batch batch;
    const ByteView packed = reader.raw(widthOfFields<Header>());
    if (!reader.ok()) return ErrorCode::BadEncoding;
    STOA_TRY(batch.header, decodeHeader(packed));
    if (batch.header.steps == 0 || batch.header.steps > kMaxBatchSteps) return ErrorCode::BadBatch;
    for (std::uint32_t i = 0; i < batch.header.steps; ++i) {
        const std::size_t size = reader.u16();
        if (reader.ok() && (size == 0 || size > tx::kMaxStepBytes)) return ErrorCode::BadBatch;
        batch.steps.push_back(toBytes(reader.raw(size)));
        batch.roots.push_back(reader.fixed<Hash>());
    }
    STOA_TRY_VOID(reader.finish());
    return batch;
}

std::vector<Hash> stepLeaves(const Batch& batch)
{
    const std::vector<ByteView> steps(batch.steps.begin(), batch.steps.end());
    return stepLeaves(crypto::keccak256Each(steps), batch.roots);
}

StepOpening openStep(const Batch& batch, std::uint32_t index)
{
    STOA_CHECK(index < batch.steps.size());
    return {crypto::keccak256(batch.steps[index]), batch.roots[index],
            stepSiblings(stepLeaves(batch), index)};
}

const Hash& rootBefore(const Batch& batch, std::uint32_t index)
{
    return index == 0 ? batch.header.preRoot : batch.roots[index - 1];
}

Result<void> checkBatch(const Batch& batch)
{
    const Header& header = batch.header;
    if (header.steps == 0 || header.steps > kMaxBatchSteps || header.inboxSteps > header.steps ||
        header.inboxSteps > kMaxInboxSteps || batch.steps.size() != header.steps ||
        batch.roots.size() != header.steps)
        return ErrorCode::BadBatch;
    for (const Bytes& step : batch.steps)
        if (step.empty() || step.size() > tx::kMaxStepBytes) return ErrorCode::BadBatch;
    if (stepsRoot(stepLeaves(batch)) != header.stepsRoot || batch.roots.back() != header.postRoot)
        return ErrorCode::BadBatch;
    return {};
}

} // namespace stoa::rollup
