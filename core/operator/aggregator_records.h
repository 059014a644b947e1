// SPDX-License-Identifier: MIT
// How the aggregator's store is laid out (FORMAT.md), for the files that make up Aggregator.
#pragma once

#include "core/codec/reader.h"
#include "core/codec/writer.h"
#include "core/operator/aggregator.h"

namespace stoa::node {

inline constexpr std::uint8_t kStepIncluded = 1;
inline constexpr std::uint8_t kStepRolledBack = 2;
inline constexpr std::uint8_t kStepWaiting = 3; ///< was undone, and is to be run again

inline constexpr unsigned kRecoveringThreads = 2;

inline const Bytes kIdentityKey{'A'};
inline const Bytes kLieKey{'C'};
inline constexpr std::uint8_t kWaitingTable = 'p';
inline constexpr std::uint8_t kActTable = 'a';

/// Where a step is, or was.
struct StepPlace {
    std::uint64_t block = 0;
    std::uint64_t batch = 0;
    std::uint32_t step = 0; ///< index in the batch
    std::uint8_t state = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("block", &StepPlace::block), field("batch", &StepPlace::batch),
                     field("step", &StepPlace::step), field("state", &StepPlace::state));
    }
};

Bytes formerKey(const Address& slashed);
Bytes blockKey(std::uint64_t number);
Bytes lastBlockKey(std::uint64_t batch);
Bytes postedKey(std::uint64_t batch);
Bytes waitingKey(std::uint64_t number);
Bytes stepKey(const Hash& digest);
/// What the keys of all steps begin with whose digest begins like this.
Bytes stepsKey(const ObjectId& made);
Bytes actKey(const Hash& act);
/// The act that this step, once accepted, has put to the members of a company, as they are to read it.
std::optional<Bytes> actPutToMembers(const tx::Payload& payload);
/// What the bytes of a step say; of a Force, those inside.
Result<tx::Transaction> transactionIn(ByteView bytes);
/// What the step is known by; of a Force, the one inside. Absent if its bytes mean nothing.
std::optional<Hash> digestOfStep(ByteView bytes, const Hash& domain);
Bytes encodeNumber(std::uint64_t number);
/// Errors: StoreDamaged.
Result<std::uint64_t> decodeNumber(ByteView bytes);
Bytes encodePlace(const StepPlace& place);
/// Errors: StoreDamaged.
Result<StepPlace> decodePlace(ByteView bytes);
Bytes encodeBlock(const Aggregator::Block& block);
/// The same of its parts.
Bytes encodeBlockOf(const rollup::SignedHeader& header, std::span<const Bytes> steps,
                    std::span<const Hash> roots);
/// Errors: StoreDamaged.
Result<Aggregator::Block> decodeBlock(ByteView bytes);
/// The front of the same row; what follows is not looked at.
Result<rollup::SignedHeader> decodeHeaderOfBlock(ByteView bytes);

} // namespace stoa::node
