// SPDX-License-Identifier: MIT
// Steps from a stranger: every kind, signed and unsigned form.
#include "core/tx/transaction.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/kinds.h"

namespace stoa::fuzz {

std::vector<Bytes> seeds()
{
    std::vector<Bytes> list;
    SeededRandom random(1);
    test::forEachKind([&](const auto& kind) {
        using Kind = std::remove_cvref_t<decltype(kind)>;
        const auto transaction = test::sampleTransaction<Kind>(random);
        list.push_back(seed(0, tx::encode(transaction)));
        list.push_back(seed(1, tx::encodeUnsigned(transaction)));
    });
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    if (data[0] % 2 == 0) {
        fuzz::checkRoundTrip(bytes, &tx::decode, &tx::encode);
        if (const auto transaction = tx::decode(bytes)) tx::digestOf(*transaction, Hash{});
    } else {
        fuzz::checkRoundTrip(bytes, &tx::decodeUnsigned, &tx::encodeUnsigned);
    }
    return 0;
}
