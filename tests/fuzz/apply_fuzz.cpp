// SPDX-License-Identifier: MIT
// Steps that somebody signs, whatever they say, in a company with collaborations in every state and around
// the moment of each rule case (courts, panels, motions, tools, invites, guardians): the machine never
// crashes, what decodes is encoded as the same bytes, refused steps change nothing, money is neither made nor
// lost, tapes lead to the same root.
#include <map>

#include <QtGlobal>

#include "tests/fuzz/fuzz.h"
#include "tests/support/kinds.h"
#include "tests/support/machine_world.h"
#include "tests/support/rule_cases.h"

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

constexpr std::size_t kPeople = 24;

struct Moment {
    MachineWorld world;
    test::Step step; ///< of the rule case
};

/// The moment before a rule case's step; 0: the company of start().
const Moment& moment(std::size_t number)
{
    static std::map<std::size_t, Moment> made;
    const auto found = made.find(number);
    if (found != made.end()) return found->second;
    Moment m;
    if (number == 0)
        m.world = start().world;
    else
        m.step = test::allRules()[number - 1].make(m.world);
    return made.emplace(number, std::move(m)).first->second;
}

Bytes number(std::size_t moment)
{
    return {static_cast<std::uint8_t>(moment >> 8U), static_cast<std::uint8_t>(moment)};
}

/// who ‖ time ‖ length(2) ‖ unsigned transaction
Bytes piece(const MachineWorld& world, std::size_t who, std::uint8_t time, const tx::Payload& payload)
{
    const Bytes step = tx::encodeUnsigned(world.transaction(who, payload));
    Bytes bytes{static_cast<std::uint8_t>(who), time, static_cast<std::uint8_t>(step.size() >> 8U),
                static_cast<std::uint8_t>(step.size())};
    append(bytes, step);
    return bytes;
}
Bytes piece(std::size_t who, std::uint8_t time, const tx::Payload& payload)
{
    return piece(start().world, who, time, payload);
}

} // namespace

/// number of a moment(2) ‖ pieces
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
            Bytes history = number(0);
            for (const std::size_t who : {test::kAsker, test::kDoer, test::kArbitrator})
                append(history, piece(who, 0, act));
            append(history, piece(test::kOutsider, 3, MachineWorld::payout(job)));
            list.push_back(std::move(history));
        }
    }
    SeededRandom random(1);
    test::forEachKind([&](const auto& kind) {
        using Kind = std::remove_cvref_t<decltype(kind)>;
        Bytes one = number(0);
        append(one, piece(test::kAsker, 0, test::sampleTransaction<Kind>(random).payload));
        list.push_back(std::move(one));
    });
    Bytes two = number(0);
    append(two, piece(test::kAsker, 0, w.proposal(s.dac)));
    append(two, piece(test::kAsker, 0, tx::Transfer{test::addressOf(test::kDoer), kToken}));
    list.push_back(std::move(two));
    for (std::size_t at = 1; at <= test::allRules().size(); ++at) {
        const Moment& m = moment(at);
        const auto transaction = tx::decode(m.step.bytes);
        if (!transaction) continue;
        std::size_t who = 0;
        while (who < kPeople && test::addressOf(who) != transaction->envelope.from) ++who;
        Bytes one = number(at);
        append(one, piece(m.world, who % kPeople, 0, transaction->payload));
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace stoa::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace stoa;
    using namespace stoa::fuzz;
    if (size < 2) return 0;
    test::MachineWorld world =
        moment(((std::size_t{data[0]} << 8U) | data[1]) % (test::allRules().size() + 1)).world;
    if (!world.faults().empty()) return 0; // a rule case may show one
    ByteView rest{data + 2, size - 2};
    for (int steps = 0; rest.size() >= 4 && steps < 8; ++steps) {
        const std::size_t who = rest[0] % kPeople;
        const Seconds spans[] = {0, 1, kHour, 5 * kDay, 20 * kDay, 100 * kDay};
        world.now += spans[rest[1] % std::size(spans)];
        const std::size_t length =
            std::min<std::size_t>((std::size_t{rest[2]} << 8U) | rest[3], rest.size() - 4);
        const ByteView bytes = rest.subspan(4, length);
        rest = rest.subspan(4 + length);
        const Hash before = world.tree.root();
        bool isRefused = false;
        if (const auto transaction = tx::decodeUnsigned(bytes)) {
            STOA_CHECK(equal(tx::encodeUnsigned(*transaction), bytes));
            const bool isSigned = tx::originOf(transaction->payload) == tx::Origin::Signed;
            // Money comes from the main chain; a fuzzer's deposit would only run into the limits of the
            // counting.
            if (std::holds_alternative<tx::Deposit>(transaction->payload)) continue;
            isRefused = !(isSigned ? world.send(who, transaction->payload)
                                   : world.sendUnsigned(transaction->payload));
        } else {
            if (const auto whole = tx::decode(bytes)) STOA_CHECK(equal(tx::encode(*whole), bytes));
            isRefused = !world.apply({Bytes(bytes.begin(), bytes.end()), rest.size() % 2 == 0});
        }
        STOA_CHECK(!isRefused || world.tree.root() == before);
        if (!world.faults().empty()) qFatal("%s", world.faults().c_str());
    }
    return 0;
}
