// SPDX-License-Identifier: MIT
// Steps that somebody signs, whatever they say, in a company with collaborations in every state: the machine
// never crashes, refused steps change nothing, money is neither made nor lost, tapes lead to the same root.
#include <QtGlobal>

#include "tests/fuzz/fuzz.h"
#include "tests/support/kinds.h"
#include "tests/support/machine_world.h"

namespace stoa::fuzz {
namespace {

using test::MachineWorld;

struct Start {
    MachineWorld world;
    DacId dac;
    std::vector<test::Job> jobs;
};

const Start& start()
{
    static const Start made = [] {
        Start s;
        s.dac = s.world.readyCompany();
        using enum state::CollaborationState;
        for (const auto state : {Proposed, Active, Delivered, ToBeAllocated, Disputed, Ruled})
            s.jobs.push_back(s.world.jobIn(state, s.dac));
        STOA_CHECK(s.world.faults().empty());
        return s;
    }();
    return made;
}

/// who ‖ time ‖ length(2) ‖ unsigned transaction
Bytes piece(std::size_t who, std::uint8_t time, const tx::Payload& payload)
{
    const Bytes step = tx::encodeUnsigned(start().world.transaction(who, payload));
    Bytes bytes{static_cast<std::uint8_t>(who), time, static_cast<std::uint8_t>(step.size() >> 8U),
                static_cast<std::uint8_t>(step.size())};
    append(bytes, step);
    return bytes;
}

} // namespace

std::vector<Bytes> seeds()
{
    const Start& s = start();
    const MachineWorld& w = s.world;
    std::vector<Bytes> list;
    for (const test::Job& job : s.jobs) {
        const tx::Payload acts[] = {w.acceptance(job), w.cancelling(job),     w.delivery(job),
                                    w.changes(job),    w.approval(job),       w.dispute(job, 40 * kToken),
                                    w.answer(job, 0),  w.ruling(job, kToken), MachineWorld::payout(job)};
        for (const tx::Payload& act : acts) {
            Bytes history;
            for (const std::size_t who : {test::kAsker, test::kDoer, test::kArbitrator})
                append(history, piece(who, 0, act));
            append(history, piece(test::kOutsider, 3, MachineWorld::payout(job)));
            list.push_back(std::move(history));
        }
    }
    SeededRandom random(1);
    test::forEachKind([&](const auto& kind) {
        using Kind = std::remove_cvref_t<decltype(kind)>;
        list.push_back(piece(test::kAsker, 0, test::sampleTransaction<Kind>(random).payload));
    });
    list.push_back(piece(test::kAsker, 0, w.proposal(s.dac)));
    list.push_back(piece(test::kAsker, 0, tx::Transfer{test::addressOf(test::kDoer), kToken}));
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    test::MachineWorld world = start().world;
    ByteView rest{data, size};
    for (int steps = 0; rest.size() >= 4 && steps < 8; ++steps) {
        const std::size_t who = rest[0] % 8;
        const Seconds spans[] = {0, 1, kHour, 5 * kDay, 20 * kDay};
        world.now += spans[rest[1] % std::size(spans)];
        const std::size_t length =
            std::min<std::size_t>((std::size_t{rest[2]} << 8U) | rest[3], rest.size() - 4);
        const ByteView bytes = rest.subspan(4, length);
        rest = rest.subspan(4 + length);
        const Hash before = world.tree.root();
        bool isRefused = false;
        if (const auto transaction = tx::decodeUnsigned(bytes)) {
            const bool isSigned = tx::originOf(transaction->payload) == tx::Origin::Signed;
            // Money comes from the main chain; a fuzzer's deposit would only run into the limits of the
            // counting.
            if (std::holds_alternative<tx::Deposit>(transaction->payload)) continue;
            isRefused = !(isSigned ? world.send(who, transaction->payload)
                                   : world.sendUnsigned(transaction->payload));
        } else {
            isRefused = !world.apply({Bytes(bytes.begin(), bytes.end()), rest.size() % 2 == 0});
        }
        STOA_CHECK(!isRefused || world.tree.root() == before);
        if (!world.faults().empty()) qFatal("%s", world.faults().c_str());
    }
    return 0;
}
