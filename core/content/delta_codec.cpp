// SPDX-License-Identifier: MIT
#include "core/content/delta_codec.h"

#include <algorithm>
#include <bit>

#include <zstd.h>

namespace stoa::content {
namespace {

// Pages are short and mostly their own previous version: higher levels cost time and gain next to nothing.
constexpr int kLevel = 1;
constexpr int kSmallestWindow = 10;
constexpr int kLargestWindow = 24;

} // namespace

struct DeltaCodec::Contexts {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> compressor{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> expander{ZSTD_createDCtx(), &ZSTD_freeDCtx};
};

DeltaCodec::DeltaCodec()
    : m_contexts(std::make_unique<Contexts>())
{
    STOA_CHECK(m_contexts->compressor != nullptr && m_contexts->expander != nullptr);
}

DeltaCodec::~DeltaCodec() = default;

Bytes DeltaCodec::compress(ByteView text, ByteView base)
{
    ZSTD_CCtx* const context = m_contexts->compressor.get();
    ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, kLevel);
    // Our own hash stands over every object.
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 0);
    if (!base.empty()) {
        const int bits = static_cast<int>(std::bit_width(text.size() + base.size()));
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, std::clamp(bits, kSmallestWindow, kLargestWindow));
        ZSTD_CCtx_refPrefix(context, base.data(), base.size());
    }
    Bytes frame(ZSTD_compressBound(text.size()));
    const std::size_t size = ZSTD_compress2(context, frame.data(), frame.size(), text.data(), text.size());
    STOA_CHECK(ZSTD_isError(size) == 0); // the buffer is large enough for any input
    frame.resize(size);
    frame.shrink_to_fit();
    return frame;
}

Result<Bytes> DeltaCodec::expand(ByteView frame, std::size_t size, ByteView base)
{
    ZSTD_DCtx* const context = m_contexts->expander.get();
    ZSTD_DCtx_reset(context, ZSTD_reset_session_and_parameters);
    if (!base.empty()) ZSTD_DCtx_refPrefix(context, base.data(), base.size());
    Bytes text(size);
    const std::size_t written =
        ZSTD_decompressDCtx(context, text.data(), text.size(), frame.data(), frame.size());
    if (ZSTD_isError(written) != 0)
        return Error{ErrorCode::StoreDamaged, std::string("content: ") + ZSTD_getErrorName(written)};
    if (written != size) return Error{ErrorCode::StoreDamaged, "content: wrong size"};
    return text;
}

} // namespace stoa::content
