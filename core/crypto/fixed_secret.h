// SPDX-License-Identifier: MIT
// A Secret whose width is part of its type: private keys, seeds, chain codes.
#pragma once

#include "core/base/check.h"
#include "core/crypto/secret.h"

namespace stoa::crypto {

/// Exactly `N` bytes, zero when made, wiped like a Secret. After it was moved from it may only be destroyed
/// or assigned to.
template <std::size_t N>
class FixedSecret {
public:
    static constexpr std::size_t kSize = N;

    FixedSecret()
        : m_secret(Secret::ofSize(N))
    {}
    /// `bytes` must be N long.
    explicit FixedSecret(ByteView bytes)
        : m_secret(bytes)
    {
        STOA_CHECK(bytes.size() == N);
    }

    ByteView view() const
    {
        STOA_CHECK(m_secret.size() == N);
        return m_secret.view();
    }
    std::span<std::uint8_t> writable()
    {
        STOA_CHECK(m_secret.size() == N);
        return m_secret.writable();
    }
    FixedSecret clone() const { return FixedSecret(view()); }

private:
    Secret m_secret;
};

using Secret32 = FixedSecret<32>;
using Secret64 = FixedSecret<64>;

} // namespace stoa::crypto
