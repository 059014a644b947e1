// SPDX-License-Identifier: MIT
#include "core/mainchain/signed_call.h"

#include "core/crypto/eip712.h"
#include "core/crypto/keccak.h"

namespace stoa::mainchain {
namespace {

constexpr std::size_t kMaxSiblings = 16; ///< more than a batch of the largest size has

Error misfit() { return {ErrorCode::InvalidArgument, "arguments"}; }

void writeHashes(codec::Writer& writer, const std::vector<Hash>& hashes)
{
    writer.u16(static_cast<std::uint16_t>(hashes.size()));
    for (const Hash& hash : hashes) writer.fixed(hash);
}

std::vector<Hash> readHashes(codec::Reader& reader, std::size_t most)
{
    const std::size_t count = reader.u16();
    if (count > most) reader.fail();
    std::vector<Hash> hashes;
    for (std::size_t i = 0; reader.ok() && i < count; ++i) hashes.push_back(reader.fixed<Hash>());
    return hashes;
}

rollup::Header readHeader(codec::Reader& reader)
{
    const auto header = rollup::decodeHeader(reader.raw(widthOfFields<rollup::Header>()));
    if (!header) reader.fail();
    return header ? *header : rollup::Header{};
}

void writeOpening(codec::Writer& writer, const rollup::StepOpening& opening)
{
    writer.fixed(opening.txHash);
    writer.fixed(opening.postRoot);
    writeHashes(writer, opening.siblings);
}

rollup::StepOpening readOpening(codec::Reader& reader)
{
    rollup::StepOpening opening;
    opening.txHash = reader.fixed<Hash>();
    opening.postRoot = reader.fixed<Hash>();
    opening.siblings = readHashes(reader, kMaxSiblings);
    return opening;
}

} // namespace

std::string_view nameOf(Method method)
{
    switch (method) {
    case Method::Join: return "join";
    case Method::Leave: return "leave";
    case Method::Deposit: return "deposit";
    case Method::Force: return "force";
    case Method::Submit: return "submit";
    case Method::Announce: return "announce";
    case Method::AnnounceFor: return "announce_for";
    case Method::Challenge: return "challenge";
    case Method::Expire: return "expire";
    case Method::Claim: return "claim";
    case Method::Payout: return "payout";
    case Method::Appoint: return "appoint";
    }
    return "";
}

Hash digestOf(const SignedCall& call, const Hash& definition)
{
    static const Hash kDomain = crypto::keccak256(viewOf("Stoa main chain call 1"));
    const Hash words[] = {kDomain,
                          definition,
                          crypto::wordOf(std::uint64_t{static_cast<std::uint8_t>(call.method)}),
                          crypto::wordOf(call.from),
                          crypto::wordOf(call.number),
                          crypto::keccak256(call.arguments)};
    Bytes message;
    for (const Hash& word : words) append(message, word.bytes);
    return crypto::keccak256(message);
}

Bytes encodeSubmission(const Submission& submission)
{
    codec::Writer writer;
    writer.raw(rollup::encodeHeader(submission.parent));
    writer.fixed(submission.expectedInboxAcc);
    writer.u64(submission.time);
    writeHashes(writer, submission.inboxHashes);
    writer.u16(static_cast<std::uint16_t>(submission.txs.size()));
    for (const Bytes& tx : submission.txs) {
        writer.u16(static_cast<std::uint16_t>(tx.size()));
        writer.raw(tx);
    }
    writeHashes(writer, submission.roots);
    return writer.take();
}

Result<Submission> decodeSubmission(ByteView bytes)
{
    codec::Reader reader(bytes);
    Submission submission;
    submission.parent = readHeader(reader);
    submission.expectedInboxAcc = reader.fixed<Hash>();
    submission.time = reader.u64();
    submission.inboxHashes = readHashes(reader, rollup::kMaxInboxSteps);
    const std::size_t count = reader.u16();
    if (count > rollup::kMaxBatchSteps) reader.fail();
    for (std::size_t i = 0; reader.ok() && i < count; ++i)
        submission.txs.push_back(toBytes(reader.raw(reader.u16())));
    submission.roots = readHashes(reader, rollup::kMaxBatchSteps);
    if (!reader.atEnd()) return misfit();
    return submission;
}

Bytes encodeChallenge(const Challenge& challenge)
{
    codec::Writer writer;
    writer.raw(rollup::encodeHeader(challenge.header));
    writer.u32(challenge.step);
    writeOpening(writer, challenge.pre);
    writeOpening(writer, challenge.cur);
    writer.blob(challenge.txBytes);
    writer.blob(challenge.tape);
    writer.fixed(challenge.salt);
    return writer.take();
}

Result<Challenge> decodeChallenge(ByteView bytes)
{
    codec::Reader reader(bytes);
    Challenge challenge;
    challenge.header = readHeader(reader);
    challenge.step = reader.u32();
    challenge.pre = readOpening(reader);
    challenge.cur = readOpening(reader);
    challenge.txBytes = toBytes(reader.blob(tx::kMaxStepBytes));
    challenge.tape = toBytes(reader.blob(kMaxTapeBytes));
    challenge.salt = reader.fixed<Hash>();
    if (!reader.atEnd()) return misfit();
    return challenge;
}

Bytes encodeClaim(const ClaimArguments& claim)
{
    codec::Writer writer;
    writer.raw(rollup::encodeHeader(claim.header));
    writer.fixed(claim.id);
    writer.fixed(claim.to);
    writer.u64(claim.amount);
    writer.blob(claim.tape);
    return writer.take();
}

Result<ClaimArguments> decodeClaim(ByteView bytes)
{
    codec::Reader reader(bytes);
    ClaimArguments claim;
    claim.header = readHeader(reader);
    claim.id = reader.fixed<ObjectId>();
    claim.to = reader.fixed<Address>();
    claim.amount = reader.u64();
    claim.tape = toBytes(reader.blob(kMaxTapeBytes));
    if (!reader.atEnd()) return misfit();
    return claim;
}

Bytes encodeVerdict(const Verdict& verdict)
{
    const std::uint8_t isFraud = verdict.isFraud ? 1 : 0;
    return packedArguments(isFraud, verdict.computed, verdict.posted, verdict.paid, verdict.burnt);
}

Result<Verdict> decodeVerdict(ByteView bytes)
{
    Verdict verdict;
    std::uint8_t isFraud = 0;
    STOA_TRY_VOID(
        unpackArguments(bytes, isFraud, verdict.computed, verdict.posted, verdict.paid, verdict.burnt));
    if (isFraud > 1) return misfit();
    verdict.isFraud = isFraud == 1;
    return verdict;
}

Bytes encodeNumberAnswer(std::uint64_t number) { return packedArguments(number); }

Result<std::uint64_t> decodeNumberAnswer(ByteView bytes)
{
    std::uint64_t number = 0;
    STOA_TRY_VOID(unpackArguments(bytes, number));
    return number;
}

} // namespace stoa::mainchain
