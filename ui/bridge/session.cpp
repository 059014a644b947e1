// SPDX-License-Identifier: MIT
#include "ui/bridge/session.h"

#include <algorithm>

#include "ui/bridge/engine_bridge.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {
constexpr int kNetworkPart = 1;
constexpr int kWalletPart = 2;
constexpr int kCompaniesPart = 4;
constexpr int kAllParts = 7;
} // namespace

Session::Session(EngineBridge& bridge, QObject* parent)
    : QObject(parent)
    , m_bridge(bridge)
{
    connect(&bridge, &EngineBridge::engineChanged, this, [this] {
        m_isLoaded = false;
        m_arrived = 0;
        m_network = {};
        m_wallet = {};
        m_companies.clear();
        m_company = {};
        reload();
    });
    connect(&bridge, &EngineBridge::networkChanged, this, &Session::readNetwork);
    connect(&bridge, &EngineBridge::walletChanged, this, &Session::readWallet);
    connect(&bridge, &EngineBridge::companyChanged, this, &Session::readCompanies);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &Session::clockTicked);
    m_tick.start();
    if (bridge.hasEngine()) reload();
}

const engine::CompanySummary* Session::current() const
{
    const auto found = std::find_if(m_companies.begin(), m_companies.end(),
                                    [this](const auto& each) { return each.dac == m_company; });
    return found == m_companies.end() ? nullptr : &*found;
}

QString Session::companyName() const
{
    const auto* company = current();
    return company ? toQt(company->name) : QString();
}

tx::Role Session::myRole() const
{
    const auto* company = current();
    return company ? company->myRole : tx::Role::None;
}

void Session::setCompany(const DacId& company)
{
    if (company == m_company) return;
    m_company = company;
    Q_EMIT companyChanged();
}

QString Session::symbol() const
{
    return m_network.symbol.empty() ? QStringLiteral("MTS") : toQt(m_network.symbol);
}

Timestamp Session::now() const
{
    if (m_network.clockIsSettable || !m_sinceNetwork.isValid()) return m_network.now;
    return m_network.now + static_cast<Timestamp>(m_sinceNetwork.elapsed() / 1000);
}

void Session::reload()
{
    if (!m_bridge.hasEngine()) return;
    readNetwork();
    readWallet();
    readCompanies();
}

void Session::arrived(int part)
{
    m_arrived |= part;
    if (m_isLoaded || m_arrived != kAllParts) return;
    m_isLoaded = true;
    Q_EMIT loaded();
}

void Session::readNetwork()
{
    m_bridge.send(engine::ReadNetwork{}, this, [this](const Result<engine::NetworkView>& reply) {
        if (reply) {
            m_network = *reply;
            m_sinceNetwork.start();
            Q_EMIT networkChanged();
            Q_EMIT clockTicked();
        }
        arrived(kNetworkPart);
    });
}

void Session::readWallet()
{
    m_bridge.send(engine::ReadWallet{}, this, [this](const Result<engine::WalletView>& reply) {
        if (reply) {
            m_wallet = *reply;
            Q_EMIT walletChanged();
        }
        arrived(kWalletPart);
    });
}

void Session::readCompanies()
{
    m_bridge.send(engine::ListCompanies{}, this,
                  [this](const Result<std::vector<engine::CompanySummary>>& reply) {
                      if (reply) {
                          m_companies = *reply;
                          if (!current()) m_company = m_companies.empty() ? DacId{} : m_companies.front().dac;
                          Q_EMIT companyChanged();
                      }
                      arrived(kCompaniesPart);
                  });
}

} // namespace stoa::ui
