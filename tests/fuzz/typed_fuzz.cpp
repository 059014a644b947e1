// SPDX-License-Identifier: MIT
// What people type or paste: addresses, recovery phrases, amounts, hexadecimal; and small things in bytes: an
// act that a motion is about, a signature, a sealed box, a text kept as its difference from another.
#include "core/base/amount.h"
#include "core/base/hex.h"
#include "core/content/delta_codec.h"
#include "core/crypto/address_text.h"
#include "core/crypto/mnemonic.h"
#include "core/crypto/sealed_box.h"
#include "core/tx/transaction.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

const crypto::Secret32 kKey(ByteView(Hash{{1, 2, 3}}.bytes));

crypto::Secret secretOf(ByteView bytes) { return crypto::Secret(bytes); }

} // namespace

std::vector<Bytes> seeds()
{
    const crypto::Secret entropy(ByteView(Bytes(16, 9)));
    return {
        seed(0, viewOf(crypto::toChecksumText(Address{{1, 2, 3}}))),
        seed(1, crypto::phraseOf(entropy).view()),
        seed(2, viewOf("1,234.567800001")),
        seed(3, viewOf("0x00ff10")),
        seed(4, tx::encodeAct(tx::SetRole{DacId{{1}}, Address{{2}}, 3, 1})),
        seed(4, tx::encodeAct(tx::SpendTreasury{DacId{{1}}, Address{{2}}, 7, Hash{{3}}, 1})),
        seed(5, Bytes(65, 27)),
        seed(6, crypto::sealBox(kKey, crypto::BoxNonce{}, Bytes{1, 2, 3}, Bytes{4})),
        seed(7, content::DeltaCodec().compress(viewOf("a text"), {})),
    };
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0] % 8) {
    case 0: fuzz::checkSameValue(bytes, &crypto::parseAddress, &crypto::toChecksumText); break;
    case 1:
        if (const auto entropy = crypto::parsePhrase(fuzz::secretOf(bytes))) {
            const auto again = crypto::parsePhrase(crypto::phraseOf(*entropy));
            STOA_CHECK(again && equal(again->view(), entropy->view()));
        }
        static_cast<void>(crypto::nearestWord(textOf(bytes.first(std::min<std::size_t>(bytes.size(), 64)))));
        break;
    case 2:
        if (const auto amount = parseTokens(textOf(bytes))) {
            const auto again = parseTokens(formatTokens(*amount));
            STOA_CHECK(again && *again == *amount);
        }
        break;
    case 3:
        if (const auto read = fromHex(textOf(bytes))) STOA_CHECK(fromHex(toHex(*read)) == read);
        break;
    case 4: fuzz::checkRoundTrip(bytes, &tx::decodeAct, &tx::encodeAct); break;
    case 5:
        if (const auto signature = crypto::RecoverableSignature::decode(bytes)) {
            static_cast<void>(crypto::recoverSigner(Hash{{1}}, *signature));
            Bytes again;
            append(again, signature->r.bytes);
            append(again, signature->s.bytes);
            again.push_back(signature->v);
            STOA_CHECK(equal(again, bytes));
        }
        break;
    case 6: static_cast<void>(crypto::openBox(fuzz::kKey, crypto::BoxNonce{}, bytes, Bytes{4})); break;
    default: {
        content::DeltaCodec codec;
        const auto text = codec.expand(bytes, 6, {});
        STOA_CHECK(!text || text->size() == 6);
        break;
    }
    }
    return 0;
}
