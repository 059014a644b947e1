// SPDX-License-Identifier: MIT
#include "ui/shell/company_offers.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/widgets/banner.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using namespace Qt::Literals::StringLiterals;

namespace {

struct OfferStage : PageStage {
    BannerArea banners;
    CompanyOffers offers{bridge, session, &banners, nullptr};
    std::vector<DacId> named;
    std::vector<engine::FollowCompany> answers;

    OfferStage()
        : PageStage(test::sampleWorld())
    {
        engine->onListOffers = [this](const auto&) { return named; };
        engine->onFollowCompany = [this](const engine::FollowCompany& request) {
            answers.push_back(request);
            std::erase(named, request.dac);
            return std::monostate{};
        };
        banners.resize(900, 200);
        banners.setVisible(true);
    }
    Banner* banner() { return banners.findChild<Banner*>(u"banner-offer"_s); }
    void look()
    {
        offers.refresh();
        settle();
    }
    void press(const QString& words)
    {
        for (auto* button : banners.findChildren<QPushButton*>())
            if (button->text() == words) return button->click();
        QFAIL("no such button");
    }
};

} // namespace

class CompanyOffersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyHasNamedMe()
    {
        OfferStage stage;
        stage.look();
        QVERIFY(!stage.banner());
    }

    void aCompanyIsFetchedOnlyWhenItIsWanted()
    {
        OfferStage stage;
        const DacId dac = stage.engine->world.companyViews.front().dac;
        stage.named = {dac};
        QSignalSpy opened(&stage.offers, &CompanyOffers::opened);
        stage.look();
        QVERIFY(stage.banner());
        QVERIFY(stage.answers.empty());
        stage.press(u"Look at it"_s);
        settle();
        QCOMPARE(stage.answers.size(), std::size_t{1});
        QVERIFY(stage.answers.front().dac == dac && stage.answers.front().isWanted);
        QCOMPARE(opened.count(), 1);
        settle();
        QVERIFY(!stage.banner());
    }

    void whatIsLeftMakesRoomForTheNext()
    {
        OfferStage stage;
        stage.named = {DacId{{1}}, DacId{{2}}};
        stage.look();
        const auto says = [&](const QString& text) {
            for (const auto* label : stage.banner()->findChildren<QLabel*>())
                if (label->text().contains(text)) return true;
            return false;
        };
        QVERIFY(says(idText(DacId{{1}})));
        stage.press(u"Leave it"_s);
        settle();
        QVERIFY(!stage.answers.front().isWanted);
        QVERIFY(stage.banner() && says(idText(DacId{{2}})));
    }

    void aRefusalIsSaid()
    {
        OfferStage stage;
        stage.named = {DacId{{1}}};
        stage.engine->onFollowCompany = [](const auto&) -> Result<std::monostate> {
            return ErrorCode::NoSuchCompany;
        };
        stage.look();
        stage.press(u"Look at it"_s);
        settle();
        QVERIFY(stage.banners.findChild<Banner*>(u"banner-offerRefused"_s));
    }
};

STOA_TEST(CompanyOffersTest)
#include "company_offers_test.moc"
