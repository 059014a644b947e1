// SPDX-License-Identifier: MIT
// Records of the state, each table's.
#include "core/state/records.h"
#include "tests/fuzz/fuzz.h"

namespace stoa::fuzz {
namespace {

template <typename... Record>
struct List {
    static constexpr std::size_t kCount = sizeof...(Record);

    static std::vector<Bytes> seeds()
    {
        std::uint8_t number = 0;
        return {seed(number++, state::encodeRecord(Record{}))...};
    }
    static void check(std::uint8_t which, ByteView bytes)
    {
        std::uint8_t number = 0;
        ((number++ == which
              ? checkRoundTrip(bytes, &state::decodeRecord<Record>, &state::encodeRecord<Record>)
              : void()),
         ...);
    }
};

using Records = List<state::Account, state::Charter, state::Purse, state::Member, state::Invite,
                     state::Collaboration, state::Case, state::Juror, state::Record, state::Withdrawal,
                     state::Motion, state::Ballot, state::Seat, state::Tool, state::Index>;

} // namespace

std::vector<Bytes> seeds() { return Records::seeds(); }

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    if (size == 0) return 0;
    fuzz::Records::check(static_cast<std::uint8_t>(data[0] % fuzz::Records::kCount), {data + 1, size - 1});
    state::Key key{};
    key[0] = data[0];
    static_cast<void>(state::heldIn(key, {data + 1, size - 1}));
    return 0;
}
