// SPDX-License-Identifier: MIT
// Companies that somebody has named this wallet in, above every page: they are fetched only when the person
// wants to look.
#pragma once

#include <vector>

#include <QObject>

#include "core/engine/requests.h"

namespace stoa::ui {

class BannerArea;
class EngineBridge;
class Session;

class CompanyOffers : public QObject {
    Q_OBJECT

public:
    CompanyOffers(EngineBridge& bridge, Session& session, BannerArea* banners, QObject* parent);

    void refresh();

Q_SIGNALS:
    /// The company is chosen now.
    void opened();

private:
    void show(const std::vector<DacId>& offers);
    void answer(const DacId& dac, bool isWanted);

    EngineBridge& m_bridge;
    Session& m_session;
    BannerArea* m_banners;
    std::vector<DacId> m_shown;
};

} // namespace stoa::ui
