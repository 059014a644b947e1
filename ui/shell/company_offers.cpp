// SPDX-License-Identifier: MIT
#include "ui/shell/company_offers.h"

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/widgets/banner.h"
#include "ui/words/error_text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

CompanyOffers::CompanyOffers(EngineBridge& bridge, Session& session, BannerArea* banners, QObject* parent)
    : QObject(parent)
    , m_bridge(bridge)
    , m_session(session)
    , m_banners(banners)
{}

void CompanyOffers::refresh()
{
    m_bridge.send(engine::ListOffers{}, this, [this](const Result<std::vector<DacId>>& reply) {
        const bool isShown = m_banners->findChild<Banner*>(u"banner-offer"_s) != nullptr;
        if (reply && (*reply != m_shown || isShown == reply->empty())) show(*reply);
    });
}

/// One at a time: whoever names many must not fill the window.
void CompanyOffers::show(const std::vector<DacId>& offers)
{
    m_shown = offers;
    m_banners->remove(u"offer"_s);
    if (offers.empty() || m_session.isReadOnly()) return;
    const DacId dac = offers.front();
    const QString id = u"0x"_s + idText(dac);
    Banner* banner = m_banners->show(
        u"offer"_s, Tone::Info,
        tr("A company that you do not belong to has named you: as an arbitrator, or your company as a side "
           "of "
           "an agreement. It is %1. Nothing of it is on this computer yet. Look at it, and its records are "
           "fetched and checked; or leave it, if you do not know what this is.")
            .arg(id));
    banner->addAction(tr("Look at it"), [this, dac] { answer(dac, true); });
    banner->addAction(tr("Leave it"), [this, dac] { answer(dac, false); });
}

void CompanyOffers::answer(const DacId& dac, bool isWanted)
{
    m_bridge.send(
        engine::FollowCompany{dac, isWanted}, this,
        [this, dac, isWanted](const Result<std::monostate>& reply) {
            if (!reply) {
                m_banners->show(u"offerRefused"_s, Tone::Danger, errorText(reply.error()))->setClosable();
                return;
            }
            m_banners->remove(u"offerRefused"_s);
            refresh();
            if (!isWanted) return;
            m_session.setCompany(dac);
            Q_EMIT opened();
        });
}

} // namespace stoa::ui
