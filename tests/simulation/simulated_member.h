// SPDX-License-Identifier: MIT
// A member at a computer of its own: the real engine without its thread, on a disk that loses what was not
// synced, with a clock that jumps, behind a line that fails.
#pragma once

#include <map>
#include <set>

#include "core/engine/handlers.h"
#include "core/storage/memory_store.h"
#include "tests/simulation/messages.h"
#include "tests/support/machine_world.h"

namespace stoa::test {

class SimulatedMember {
public:
    SimulatedMember(std::size_t person, Messages& messages, std::string server, SeededRandom& random,
                    Timestamp now);

    /// Opens what is on the disk, if it is not open. False: the node could not be reached for the first time.
    bool start();
    /// The power goes: what was not synced is gone.
    void cutPower();
    bool isRunning() const { return m_member != nullptr; }

    void setClock(Timestamp time) { m_clock.set(time); }
    Timestamp clock() const { return m_clock.now(); }
    /// One of the next commits fails, once.
    void failDiskSoon(SeededRandom& random);
    void healDisk() { m_store->failCommit(0); }
    /// A member as it must not be: nothing is left after its power was gone. To see that this is noticed.
    void forgetOnPowerCut() { m_isForgetful = true; }

    Result<void> synchronize();
    /// Does it as a person would, through the engine. The digests that were acknowledged are remembered.
    Result<Hash> act(tx::Payload payload);
    /// Signs it past the engine, with the nonce that the engine would take.
    Bytes sign(tx::Payload payload, std::uint32_t nonceAfter = 0);
    /// Sends again what was rolled back or refused, or else drops it.
    void tidyUp();
    /// Keeps a copy of the company from now on.
    void follow(const DacId& dac);

    /// What is not as it should be; empty if nothing is.
    std::string check();

    std::size_t person() const { return m_person; }
    std::string name() const { return "member " + std::to_string(m_person); }
    engine::Member* member() { return m_member.get(); }
    Line& line() { return m_line; }
    bool waits() const;
    /// Of the first action that waits: its nonce, the one that the state has as next, and where it is.
    std::string waitingText(const state::Tree& tree);

private:
    std::size_t m_person;
    SeededRandom& m_random;
    Line m_line;
    ManualClock m_clock;
    std::unique_ptr<storage::MemoryStore> m_store = std::make_unique<storage::MemoryStore>();
    std::unique_ptr<storage::MemoryStore> m_contentStore = std::make_unique<storage::MemoryStore>();
    std::unique_ptr<engine::Member> m_member;
    std::set<Hash> m_promised; ///< acknowledged to the person
    std::set<Hash> m_dropped;  ///< by the person
    std::set<DacId> m_followed;
    bool m_isForgetful = false;
    std::uint64_t m_final = 0; ///< the newest final batch that was shown
};

} // namespace stoa::test
