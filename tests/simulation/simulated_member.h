// SPDX-License-Identifier: MIT
// A member at a computer of its own: the real engine without its thread, on disks that fill, fail and lose
// what was not synced, with a clock that jumps, behind a line that fails.
#pragma once

#include <map>
#include <set>

#include "core/engine/handlers.h"
#include "tests/simulation/messages.h"
#include "tests/simulation/skewed_clock.h"
#include "tests/simulation/volume.h"
#include "tests/support/machine_world.h"

namespace stoa::test {

class SimulatedMember {
public:
    SimulatedMember(std::size_t person, Messages& messages, std::string server, SeededRandom& random,
                    Timestamp now, std::uint64_t seed, bool isOnLevelDb);

    /// Opens what is on the disk, if it is not open. False: the node could not be reached for the first time,
    /// or the disk cannot be used.
    bool start();
    /// The power is back after it was gone: what was not synced is gone.
    void powerIsBack();
    bool isRunning() const { return m_member != nullptr; }

    SkewedClock& clock() { return m_clock; }
    std::vector<Volume*> volumes() { return {m_volume.get(), m_contentVolume.get()}; }
    /// The disk fails just as the next action is signed and kept.
    void failNextAction() { m_failsNextAction = true; }
    /// Ends the program, as people do. It opens again with the next turn.
    void stop() { m_member.reset(); }
    /// A member as it must not be: nothing is left after its power was gone. To see that this is noticed.
    void forgetOnPowerCut() { m_isForgetful = true; }

    Result<void> synchronize();
    /// Does it as a person would, through the engine. What was acknowledged is remembered, and so is what was
    /// said not to be saved.
    Result<Hash> act(tx::Payload payload);
    /// Signs it past the engine, with the nonce that the engine would take.
    Bytes sign(tx::Payload payload, std::uint32_t nonceAfter = 0);
    /// Sends again what was rolled back or refused, or else drops it.
    void tidyUp();
    /// Keeps a copy of the company from now on.
    void follow(const DacId& dac);

    /// What is not as it should be; empty if nothing is. `accepted`: what has happened on the main chain.
    std::string check(const std::map<Hash, std::uint64_t>& accepted);

    std::size_t person() const { return m_person; }
    std::string name() const { return "member " + std::to_string(m_person); }
    engine::Member* member() { return m_member.get(); }
    Line& line() { return m_line; }
    bool waits() const;
    /// Of the first action that waits: its nonce, the one that the state has as next, and where it is.
    std::string waitingText(const state::Tree& tree);
    std::size_t denied() const { return m_deniedOnce; }

private:
    /// What the outbox shows for it, also under the digest of what stands for it now. Null: nothing.
    const sync::OutboxEntry* shown(const Hash& digest) const;
    void answered(const std::vector<Hash>& digests, const Result<void>& sent);

    std::size_t m_person;
    SeededRandom& m_random;
    Line m_line;
    SkewedClock m_clock;
    std::uint64_t m_seed;
    bool m_isOnLevelDb;
    std::unique_ptr<Volume> m_volume;
    std::unique_ptr<Volume> m_contentVolume;
    std::unique_ptr<engine::Member> m_member;
    std::set<Hash> m_promised; ///< acknowledged to the person
    std::set<Hash> m_dropped;  ///< by the person
    /// Said not to be saved. True: the person has looked afterwards, and it was not there.
    std::map<Hash, bool> m_denied;
    std::size_t m_deniedOnce = 0;
    std::set<DacId> m_followed;
    bool m_isForgetful = false;
    bool m_failsNextAction = false;
    std::uint64_t m_final = 0; ///< the newest final batch that was shown
};

} // namespace stoa::test
