// SPDX-License-Identifier: MIT
// Compresses a text alone, or as its difference from another text that the reader will have too.
#pragma once

#include <memory>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace stoa::content {

/// Keeps its working memory between calls. Thread-confined.
class DeltaCodec {
public:
    DeltaCodec();
    ~DeltaCodec();
    DeltaCodec(const DeltaCodec&) = delete;
    DeltaCodec& operator=(const DeltaCodec&) = delete;

    /// A zstd frame. `base` may be empty: then the text stands alone.
    Bytes compress(ByteView text, ByteView base);

    /// The text of `size` bytes, with the same base. Never writes more than `size` bytes.
    /// Errors: StoreDamaged.
    Result<Bytes> expand(ByteView frame, std::size_t size, ByteView base);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace stoa::content
