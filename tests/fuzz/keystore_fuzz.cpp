// SPDX-License-Identifier: MIT
// A wallet file from a stranger: read or refused, quickly, and never more than that.
#include "core/crypto/keystore.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds() { return {}; }

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    const auto head = crypto::readKeystoreHead(textOf({data, size}));
    if (!head)
        STOA_CHECK(head.error().code == ErrorCode::BadKeystore);
    else
        STOA_CHECK(!head->addresses.empty() && head->addresses.size() <= crypto::kMaxKeystoreAddresses);
    return 0;
}
