// SPDX-License-Identifier: MIT
// What others call on a hosted main chain: arguments, answers, and whole calls whose signature is good.
#include "core/crypto/key_pair.h"
#include "core/mainchain/local_chain.h"
#include "core/storage/memory_store.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {

constexpr std::uint8_t kNumberAnswer = 4 + 13; ///< behind the last method's

std::vector<Bytes> seeds()
{
    mainchain::Submission submission;
    submission.inboxHashes = {Hash{{1}}};
    submission.txs = {Bytes{1, 2, 3}, Bytes(40, 7)};
    submission.roots = {Hash{{2}}, Hash{{3}}, Hash{{4}}};
    mainchain::Challenge challenge;
    challenge.pre.siblings = {Hash{{5}}};
    challenge.txBytes = Bytes(30, 9);
    challenge.tape = Bytes(50, 8);
    const Address to{{6}};
    return {seed(0, mainchain::encodeSubmission(submission)),
            seed(1, mainchain::encodeChallenge(challenge)),
            seed(2, mainchain::encodeClaim({{}, {}, to, 7, Bytes(20, 1)})),
            seed(3, mainchain::encodeVerdict({true, Hash{{1}}, Hash{{2}}, 3, 4})),
            seed(4 + 3, mainchain::packedArguments(to, Amount{5})),
            seed(4 + 5, mainchain::encodeSubmission(submission)),
            seed(4 + 8, mainchain::encodeChallenge(challenge)),
            seed(kNumberAnswer, mainchain::encodeNumberAnswer(7))};
}

/// One signed call of a method with these arguments: refused or made, and the contract is never short (which
/// the chain checks itself).
void callWith(std::uint8_t method, ByteView arguments)
{
    static const auto key = crypto::KeyPair::fromSecret(crypto::Secret32(ByteView(Bytes(32, 7))));
    storage::MemoryStore store;
    const auto definition = rollup::localDefinition(Hash{{3}}, 1'700'000'000, true);
    auto chain = mainchain::LocalChain::create(store, definition);
    STOA_CHECK(chain && key);
    STOA_CHECK((*chain)->mint(key->address(), 2000 * kToken));
    mainchain::SignedCall call{
        static_cast<mainchain::Method>(method), key->address(), 0, toBytes(arguments), {}};
    call.signature = key->sign(mainchain::digestOf(call, definition.hash()));
    const auto made = (*chain)->perform(call);
    STOA_CHECK(*(*chain)->callNumber(key->address()) <= (made ? 1U : 0U));
    const auto again = (*chain)->perform(call);
    STOA_CHECK(!made || (again && *again == *made));
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    const ByteView bytes{data + 1, size - 1};
    switch (data[0]) {
    case 0: fuzz::checkRoundTrip(bytes, &mainchain::decodeSubmission, &mainchain::encodeSubmission); break;
    case 1: fuzz::checkRoundTrip(bytes, &mainchain::decodeChallenge, &mainchain::encodeChallenge); break;
    case 2: fuzz::checkRoundTrip(bytes, &mainchain::decodeClaim, &mainchain::encodeClaim); break;
    case 3: fuzz::checkRoundTrip(bytes, &mainchain::decodeVerdict, &mainchain::encodeVerdict); break;
    case fuzz::kNumberAnswer:
        fuzz::checkRoundTrip(bytes, &mainchain::decodeNumberAnswer, &mainchain::encodeNumberAnswer);
        break;
    default: fuzz::callWith(static_cast<std::uint8_t>(data[0] - 4), bytes); break;
    }
    return 0;
}
