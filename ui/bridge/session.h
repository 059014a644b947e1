// SPDX-License-Identifier: MIT
// What every page needs to know about where it is: company, account, token, the network's time. One copy,
// kept fresh by the bridge's events.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include "core/engine/views.h"

namespace stoa::ui {

class EngineBridge;

class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(EngineBridge& bridge, QObject* parent = nullptr);

    /// The company whose pages are shown; zero if there is none.
    const DacId& company() const { return m_company; }
    bool hasCompany() const { return !m_company.isZero(); }
    /// Without ".DAC"; empty if there is none.
    QString companyName() const;
    tx::Role myRole() const;
    const std::vector<engine::CompanySummary>& companies() const { return m_companies; }
    void setCompany(const DacId& company);

    bool hasWallet() const { return m_wallet.exists; }
    bool isLocked() const { return m_wallet.isLocked; }
    /// Zero without a wallet.
    const Address& myAddress() const { return m_wallet.address; }
    /// Of the wallet's own key, which may act for another account.
    const Address& myKey() const { return m_wallet.key.isZero() ? m_wallet.address : m_wallet.key; }
    const engine::WalletView& wallet() const { return m_wallet; }

    const engine::NetworkView& network() const { return m_network; }
    /// Of the token, for example "MTS".
    QString symbol() const;

    /// The network's time: as last told, and ticking on from there unless its clock is set by hand.
    Timestamp now() const;

    /// The sample company: every change is refused.
    bool isReadOnly() const { return m_network.mode == engine::NetworkMode::Sample; }
    /// True once network, wallet and companies have been read from the attached engine.
    bool isLoaded() const { return m_isLoaded; }
    /// What is shown may be old: the node does not answer or the first synchronisation runs.
    bool isStale() const { return m_isLoaded && (m_network.isOffline || !m_network.isReady); }

    /// Asks the engine for everything again.
    void reload();

Q_SIGNALS:
    /// Another company, or the list of companies or my role in one changed.
    void companyChanged();
    void networkChanged();
    void walletChanged();
    /// Once a second, and whenever the network's clock moves.
    void clockTicked();
    /// The first complete answers of a newly attached engine are here.
    void loaded();

private:
    void readNetwork();
    void readWallet();
    void readCompanies();
    void arrived(int part);
    const engine::CompanySummary* current() const;

    EngineBridge& m_bridge;
    engine::NetworkView m_network;
    engine::WalletView m_wallet;
    std::vector<engine::CompanySummary> m_companies;
    DacId m_company;
    QElapsedTimer m_sinceNetwork;
    QTimer m_tick;
    int m_arrived = 0;
    bool m_isLoaded = false;
};

} // namespace stoa::ui
