// SPDX-License-Identifier: MIT
#include "tests/bench/anvil_peer.h"

#include <cstdio>

#include <QFile>

namespace stoa::bench {
namespace {

constexpr int kPatienceMs = 300'000; ///< signing the calls takes long, once

} // namespace

AnvilPeer& AnvilPeer::shared()
{
    static AnvilPeer peer;
    return peer;
}

AnvilPeer::~AnvilPeer()
{
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(5'000)) return;
    m_process.terminate(); // it ends its anvil with itself
    if (!m_process.waitForFinished(5'000)) m_process.kill();
}

void AnvilPeer::leaveOut(const std::string& why)
{
    std::fprintf(stderr,
                 "anvil cannot be measured here (%s), so the figures “per_anvil” are left out.\n"
                 "It needs node and npm, and ./dev bench to have fetched it from npm's registry.\n",
                 why.c_str());
    m_isAbsent = true;
    m_rates.clear();
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.terminate();
    m_process.waitForFinished(5'000);
}

nlohmann::json AnvilPeer::readLine()
{
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(kPatienceMs)) return nullptr;
    auto line = nlohmann::json::parse(m_process.readLine().toStdString(), nullptr, false);
    return line.is_object() ? line : nlohmann::json();
}

bool AnvilPeer::start()
{
    m_hasStarted = true;
    const QString folder = QStringLiteral("build/bench/anvil/");
    if (!QFile::exists(folder + QStringLiteral("node_modules/@foundry-rs"))) {
        leaveOut("it is not there");
        return false;
    }
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral("node"),
                    {folder + QStringLiteral("measure.mjs"), QStringLiteral("--calls"),
                     QString::number(kIngestSteps), QStringLiteral("--on-demand")});
    if (!m_process.waitForStarted() || !readLine().is_object()) {
        leaveOut("it did not start");
        return false;
    }
    return true;
}

void AnvilPeer::run()
{
    const bool isFirst = !m_hasStarted;
    if (m_isAbsent || (isFirst && !start())) return;
    for (int i = isFirst ? 0 : 1; i < 2; ++i) {
        m_process.write("run\n");
        m_last = readLine();
        if (!m_last.is_object() || !m_last.contains("transactionsPerSecond")) {
            leaveOut("a run of it failed");
            return;
        }
    }
    m_rates.push_back(m_last["transactionsPerSecond"].get<double>());
}

} // namespace stoa::bench
