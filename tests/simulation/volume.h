// SPDX-License-Identifier: MIT
// What a program's store lies on: a map in memory, or LevelDB on a simulated disk. It outlives the program,
// and it fills, fails and loses what was not synced.
#pragma once

#include <memory>

#include "core/storage/memory_store.h"
#include "tests/support/simulated_disk.h"

namespace stoa::test {

class Volume {
public:
    Volume(std::uint64_t seed, bool isOnLevelDb);
    ~Volume();
    Volume(const Volume&) = delete;
    Volume& operator=(const Volume&) = delete;

    /// For one program at a time.
    Result<std::unique_ptr<storage::Store>> open();

    /// One of the next changes fails, once.
    void failSoon();
    /// The very next change fails, once.
    void failNext();
    void fill();
    void makeRoom();
    /// Nothing goes wrong any more, not even what was to fail soon.
    void heal();
    bool isFull() const { return m_isFull; }
    /// The power goes during one of the next changes: from then on nothing is written.
    void cutPowerSoon();
    /// The program is gone; what was not synced may be too. Then everything works again.
    void powerIsBack();

private:
    class OnDisk;
    class InMemory;

    SeededRandom m_random;
    storage::MemoryStore m_memory;
    std::unique_ptr<SimulatedDisk> m_disk; ///< null: in memory
    bool m_isFull = false;
};

} // namespace stoa::test
