// SPDX-License-Identifier: MIT
// Signed calls of others: who may make one, how often, and what it is told.
#include "core/mainchain/local_chain.h"
#include "core/mainchain/local_chain_records.h"

namespace stoa::mainchain {
namespace {

Result<Bytes> nothing(const Result<void>& done)
{
    if (!done) return done.error();
    return Bytes{};
}

/// The last call that an account has made, with what it answered; before the first one the number is 0.
struct LastCall {
    StoredCall stored;
    Bytes answer;

    bool is(const SignedCall& call, const Hash& digest) const
    {
        return call.number + 1 == stored.next && digest == stored.digest;
    }
};

Result<LastCall> lastCallOf(const std::optional<Bytes>& bytes)
{
    LastCall last;
    if (!bytes) return last;
    constexpr std::size_t kHead = widthOfFields<StoredCall>();
    if (bytes->size() < kHead) return Error{ErrorCode::StoreDamaged, "last call"};
    STOA_TRY(last.stored, unpacked<StoredCall>(ByteView(*bytes).first(kHead)));
    last.answer = toBytes(ByteView(*bytes).subspan(kHead));
    return last;
}

} // namespace

Result<std::uint64_t> LocalChain::callNumber(const Address& who)
{
    STOA_TRY_VOID(refresh());
    STOA_TRY(const auto bytes, m_store.get(keyOf('q', who.bytes)));
    STOA_TRY(const LastCall last, lastCallOf(bytes));
    return last.stored.next;
}

Result<bool> LocalChain::hasPerformed(const SignedCall& call)
{
    STOA_TRY_VOID(refresh());
    STOA_TRY(const auto bytes, m_store.get(keyOf('q', call.from.bytes)));
    STOA_TRY(const LastCall last, lastCallOf(bytes));
    return last.is(call, digestOf(call, m_definition.hash()));
}

Result<Bytes> LocalChain::perform(const SignedCall& call)
{
    STOA_TRY_VOID(refresh());
    const Hash digest = digestOf(call, m_definition.hash());
    const auto signer = crypto::recoverSigner(digest, call.signature);
    if (!signer || *signer != call.from) return ErrorCode::WrongSigner;
    STOA_TRY(const auto bytes, m_store.get(keyOf('q', call.from.bytes)));
    STOA_TRY(LastCall last, lastCallOf(bytes));
    if (last.is(call, digest)) return std::move(last.answer); // the sender did not hear it
    if (call.number != last.stored.next) return ErrorCode::WrongNonce;
    m_signed = Signed{call.from, call.number, digest};
    auto answer = dispatch(call);
    m_signed.reset();
    return answer;
}

Result<Bytes> LocalChain::dispatch(const SignedCall& call)
{
    const ByteView arguments(call.arguments);
    Address address;
    Hash blind;
    Amount amount = 0;
    switch (call.method) {
    case Method::Join: {
        STOA_TRY_VOID(unpackArguments(arguments, amount));
        if (amount == 0) return ErrorCode::OutOfRange;
        return nothing(join(call.from, amount));
    }
    case Method::Leave: {
        STOA_TRY_VOID(unpackArguments(arguments));
        return nothing(leave(call.from));
    }
    case Method::Deposit: {
        STOA_TRY_VOID(unpackArguments(arguments, address, amount));
        STOA_TRY(const std::uint64_t index, deposit(call.from, address, amount));
        return encodeNumberAnswer(index);
    }
    case Method::Force: {
        STOA_TRY(const std::uint64_t index, force(call.from, call.arguments));
        return encodeNumberAnswer(index);
    }
    case Method::Submit: {
        STOA_TRY(const Submission submission, decodeSubmission(arguments));
        STOA_TRY(const rollup::Header header, submit(call.from, submission));
        return rollup::encodeHeader(header);
    }
    case Method::Announce: {
        STOA_TRY_VOID(unpackArguments(arguments, blind));
        return nothing(announce(call.from, blind));
    }
    case Method::AnnounceFor: {
        STOA_TRY_VOID(unpackArguments(arguments, address, blind));
        return nothing(announceFor(call.from, address, blind));
    }
    case Method::Challenge: {
        STOA_TRY(const mainchain::Challenge made, decodeChallenge(arguments));
        STOA_TRY(const Verdict verdict, challenge(call.from, made));
        return encodeVerdict(verdict);
    }
    case Method::Expire: {
        STOA_TRY_VOID(unpackArguments(arguments, address, blind));
        return nothing(expire(address, blind));
    }
    case Method::Claim: {
        STOA_TRY(const ClaimArguments made, decodeClaim(arguments));
        return nothing(claim(made.header, made.id, made.to, made.amount, made.tape));
    }
    case Method::Payout: {
        STOA_TRY_VOID(unpackArguments(arguments, address));
        STOA_TRY(const Amount paid, payout(address));
        return encodeNumberAnswer(paid);
    }
    case Method::Appoint: {
        STOA_TRY_VOID(unpackArguments(arguments, address, amount));
        return nothing(appoint(call.from, address, amount));
    }
    }
    return Error{ErrorCode::InvalidArgument, "method"};
}

} // namespace stoa::mainchain
