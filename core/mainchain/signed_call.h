// SPDX-License-Identifier: MIT
// A call of the main chain's contract as its sender signs it, for a chain that another program hosts.
// FORMAT.md has every byte.
#pragma once

#include <string_view>

#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/mainchain/main_chain.h"

namespace stoa::mainchain {

inline constexpr std::size_t kMaxTapeBytes = 160 * 1024; ///< more than 16 records at the greatest depth need
inline constexpr std::size_t kMaxCallBytes = 1'000'000;  ///< of arguments

/// Numbers are part of what is signed: a number is never used for something else.
enum class Method : std::uint8_t {
    Join = 1,
    Leave,
    Deposit,
    Force,
    Submit,
    Announce,
    AnnounceFor,
    Challenge,
    Expire,
    Claim,
    Payout,
    Appoint
};

inline constexpr Method kMethods[] = {
    Method::Join,        Method::Leave,     Method::Deposit, Method::Force, Method::Submit, Method::Announce,
    Method::AnnounceFor, Method::Challenge, Method::Expire,  Method::Claim, Method::Payout, Method::Appoint};

/// "join", "announce_for", …
std::string_view nameOf(Method method);

struct SignedCall {
    Method method = Method::Join;
    Address from;
    std::uint64_t number = 0; ///< from 0, rises by one with each call of `from` that was made
    Bytes arguments;
    crypto::RecoverableSignature signature;
};

/// What is signed. `definition`: the network definition's hash, so that a call means nothing on another
/// chain.
Hash digestOf(const SignedCall& call, const Hash& definition);

// ---- arguments and answers; decoding errors: InvalidArgument ----

Bytes encodeSubmission(const Submission& submission);
Result<Submission> decodeSubmission(ByteView bytes);
Bytes encodeChallenge(const Challenge& challenge);
Result<Challenge> decodeChallenge(ByteView bytes);

struct ClaimArguments {
    rollup::Header header;
    ObjectId id;
    Address to;
    Amount amount = 0;
    Bytes tape;
};
Bytes encodeClaim(const ClaimArguments& claim);
Result<ClaimArguments> decodeClaim(ByteView bytes);

Bytes encodeVerdict(const Verdict& verdict);
Result<Verdict> decodeVerdict(ByteView bytes);
Bytes encodeNumberAnswer(std::uint64_t number);
Result<std::uint64_t> decodeNumberAnswer(ByteView bytes);

/// Fixed-width values one after the other.
template <typename... T>
Bytes packedArguments(const T&... values)
{
    Bytes bytes;
    (appendFixed(bytes, values), ...);
    return bytes;
}
template <typename... T>
Result<void> unpackArguments(ByteView bytes, T&... values)
{
    if (bytes.size() != (std::size_t{0} + ... + kWidthOf<T>))
        return Error{ErrorCode::InvalidArgument, "width of the arguments"};
    (takeFixed(bytes, values), ...);
    return {};
}

} // namespace stoa::mainchain
