// SPDX-License-Identifier: MIT
// The peer anvil, a local Ethereum chain for developers: takes turns with our own runs, so that both see the
// machine in the same state.
#pragma once

#include <string>
#include <vector>

#include <QProcess>

#include "tests/bench/bench.h"

namespace stoa::bench {

/// Drives build/bench/anvil/measure.mjs, which ./dev bench puts there. Where that cannot run, there are no
/// figures, and it says so once.
class AnvilPeer {
public:
    /// The one of this program: it is started and warmed up once.
    static AnvilPeer& shared();
    ~AnvilPeer();

    /// kIngestSteps escrow calls. The first run warms up and does not count.
    void run();
    /// Of each run, in transactions a second. Empty: anvil cannot be had here.
    const std::vector<double>& rates() const { return m_rates; }
    /// What else the last run told: blocks, bytes of a call, memory.
    const nlohmann::json& last() const { return m_last; }

private:
    bool start();
    nlohmann::json readLine();
    void leaveOut(const std::string& why);

    QProcess m_process;
    bool m_hasStarted = false;
    bool m_isAbsent = false;
    std::vector<double> m_rates;
    nlohmann::json m_last;
};

} // namespace stoa::bench
