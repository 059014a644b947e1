// SPDX-License-Identifier: MIT
#include "ui/pages/wallet/wallet_page.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/words/address_text.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using namespace Qt::Literals::StringLiterals;

namespace {

struct WalletStage : PageStage {
    std::unique_ptr<WalletPage> page;

    explicit WalletStage(test::FakeWorld world = test::governedWorld())
        : PageStage(std::move(world))
        , page(std::make_unique<WalletPage>(context()))
    {
        page->resize(1100, 900);
        page->show();
        page->refresh();
        settle();
    }
    bool says(const QString& text, const QWidget* where = nullptr) const
    {
        const QWidget* in = where ? where : page.get();
        for (const QLabel* label : in->findChildren<QLabel*>())
            if (label->isVisibleTo(in) && label->text().contains(text)) return true;
        return false;
    }
    QPushButton* button(const QString& name) const { return page->findChild<QPushButton*>(name); }
    QPushButton* claim(std::size_t i) const
    {
        return button(u"claim-"_s + idText(engine->world.withdrawals[i].action));
    }
};

} // namespace

class AccountTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withdrawalsSayWhatWaitsAndUntilWhen()
    {
        WalletStage stage;
        QVERIFY(stage.says(u"Withdrawn to the main chain"_s));
        QVERIFY(stage.says(u"Waiting for its batch"_s));
        QVERIFY(stage.says(u"Ready in 3 days 2 h"_s));
        QVERIFY(stage.says(u"Claimed"_s));
        for (const std::size_t i : {0U, 1U, 3U}) QVERIFY(!stage.claim(i));
    }

    void withoutWithdrawalsThereIsNoListOfThem()
    {
        WalletStage stage(test::sampleWorld());
        QVERIFY(!stage.says(u"Withdrawn to the main chain"_s));
    }

    void whatIsReadyIsClaimedOnce()
    {
        WalletStage stage;
        int asked = 0;
        const auto claim = stage.engine->onClaimWithdrawal;
        stage.engine->onClaimWithdrawal = [&](const engine::ClaimWithdrawal& request) {
            ++asked;
            return claim(request);
        };
        QPushButton* button = stage.claim(2);
        QVERIFY(button);
        button->click();
        button->click();
        settle();
        QCOMPARE(asked, 1);
        QVERIFY(stage.says(u"60.00"_s) && stage.says(u"are claimed"_s));
        QVERIFY(!stage.claim(2));
    }

    void aRefusedClaimSaysWhyAndCanBeTriedAgain()
    {
        WalletStage stage;
        stage.engine->onClaimWithdrawal = [](const auto&) -> Result<std::monostate> {
            return ErrorCode::NotSupported;
        };
        stage.claim(2)->click();
        settle();
        QVERIFY(stage.page->findChild<Banner*>(u"banner-claim"_s));
        QVERIFY(stage.claim(2) && stage.claim(2)->isEnabled());
    }

    void aKeyThatIsBeingChangedCanBeKept()
    {
        WalletStage stage;
        QVERIFY(stage.says(u"Your guardian has named the key"_s));
        QVERIFY(stage.says(u"Mira P."_s));
        stage.button(u"keepKey"_s)->click();
        settle();
        const auto* act = std::get_if<engine::RecoverAccount>(&stage.engine->prepared.back());
        QVERIFY(act && act->account == stage.session.myAddress() && act->controller.isZero());
    }

    void withoutAGuardianItSaysWhatThatMeans()
    {
        WalletStage stage(test::sampleWorld());
        QVERIFY(stage.says(u"If you lose this computer and the recovery phrase, nobody can help"_s));
        QVERIFY(!stage.button(u"keepKey"_s)->isVisibleTo(stage.page.get()));
        QVERIFY(!stage.says(u"Change under way"_s));
        for (const QString& name :
             {u"setGuardian"_s, u"setKey"_s, u"actFor"_s, u"helpSomebody"_s, u"withdraw"_s}) {
            stage.button(name)->click();
            settle();
            ActDialog* form = nullptr;
            for (QWidget* window : QApplication::topLevelWidgets())
                if (auto* dialog = qobject_cast<ActDialog*>(window); dialog && dialog->isVisible())
                    form = dialog;
            QVERIFY2(form, qPrintable(name));
            form->reject();
            settle();
        }
    }

    void anAccountThatAnotherKeySignsForSaysSo()
    {
        test::FakeWorld world = test::sampleWorld();
        world.wallet.controller = world.companyViews.front().members[1].person.address;
        WalletStage stage(world);
        QVERIFY(stage.says(u"This wallet cannot sign for the account any more"_s));
    }

    void aWalletGoesOnWithTheAccountThatItsKeySignsFor()
    {
        WalletStage stage(test::sampleWorld());
        const Address account = stage.engine->world.companyViews.front().members[1].person.address;
        std::vector<Address> asked;
        Result<std::monostate> answer = ErrorCode::WrongSigner;
        stage.engine->onActForAccount = [&](const engine::ActForAccount& request) {
            asked.push_back(request.account);
            return answer;
        };
        stage.button(u"actFor"_s)->click();
        settle();
        auto* form = stage.page->window()->findChild<ActDialog*>(u"actForForm"_s);
        QVERIFY(form);
        form->sendButton()->click();
        QCOMPARE(form->shownFaults().size(), 1);
        form->findChild<AddressEdit*>()->setText(groupedAddress(account));
        form->sendButton()->click();
        settle();
        QCOMPARE(asked.size(), std::size_t{1});
        QCOMPARE(asked.front(), account);
        QVERIFY(form->isVisible() && stage.says(u"does not sign for that account"_s, form));
        answer = std::monostate{};
        form->sendButton()->click();
        settle();
        QCOMPARE(asked.size(), std::size_t{2});
        QVERIFY(stage.engine->prepared.empty()); // nothing is signed
    }

    void whoActsForAnotherAccountSeesIt()
    {
        test::FakeWorld world = test::sampleWorld();
        world.wallet.key = world.companyViews.front().members[1].person.address;
        world.wallet.controller = world.wallet.key;
        WalletStage stage(world);
        QVERIFY(stage.says(u"which acts for the account"_s));
        // What is withdrawn goes to the key that is surely in these hands.
        stage.button(u"withdraw"_s)->click();
        settle();
        auto* form = stage.page->window()->findChild<ActDialog*>(u"withdrawForm"_s);
        QVERIFY(form);
        bool isShown = false;
        for (const auto* edit : form->findChildren<AddressEdit*>())
            isShown = isShown || edit->text() == addressText(world.wallet.key) ||
                      edit->text() == groupedAddress(world.wallet.key);
        QVERIFY(isShown);
        form->reject();
    }

    void whatNobodyTakesGoesOverTheMainChain()
    {
        WalletStage stage;
        int forced = 0;
        stage.engine->onForceAction = [&](const engine::ForceAction&) -> Result<engine::ForceView> {
            ++forced;
            return engine::ForceView{0, 0, true, stage.engine->world.network.now + kHour};
        };
        auto* dialog = new OutboxDialog(stage.bridge, stage.session, stage.actions, stage.page.get());
        dialog->open();
        settle();
        QPushButton* button = nullptr;
        for (auto* each : dialog->findChildren<QPushButton*>(u"force"_s))
            if (each->isVisibleTo(dialog)) button = each;
        QVERIFY(button);
        QVERIFY(stage.says(u"every batch has to take it from there"_s, dialog));
        button->click();
        button->click();
        settle();
        QCOMPARE(forced, 1);
        QVERIFY(stage.says(u"It goes over the main chain"_s, dialog));
    }

    void aNodeThatDoesNotForceSaysWhatToDo()
    {
        WalletStage stage;
        stage.engine->onForceAction = [](const auto&) -> Result<engine::ForceView> {
            return ErrorCode::NotSupported;
        };
        auto* dialog = new OutboxDialog(stage.bridge, stage.session, stage.actions, stage.page.get());
        dialog->open();
        settle();
        for (auto* each : dialog->findChildren<QPushButton*>(u"force"_s))
            if (each->isVisibleTo(dialog)) each->click();
        settle();
        QVERIFY(stage.says(u"Follow another node of the network"_s, dialog));
    }
};

STOA_TEST(AccountTest)
#include "account_test.moc"
