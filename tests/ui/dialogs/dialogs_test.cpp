// SPDX-License-Identifier: MIT
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "tests/support/ui/open_dialogs.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/bridge/ui_settings.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/create_company_dialog.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/money_dialogs.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/dialogs/review_and_sign.h"
#include "ui/dialogs/unlock.h"
#include "ui/dialogs/wallet_dialogs.h"
#include "ui/widgets/banner.h"
#include "ui/words/amounts.h"
#include "ui/words/plurals.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A window with one button on top of a fake engine.
struct Desk {
    std::shared_ptr<test::FakeEngine> engine = std::make_shared<test::FakeEngine>();
    EngineBridge bridge;
    Session session{bridge};
    UiSettings settings;
    ActionRunner actions{bridge, session};
    QWidget window;
    QPushButton* button;
    BannerArea* banners;

    Desk()
    {
        auto* column = new QVBoxLayout(&window);
        banners = new BannerArea;
        button = new QPushButton(u"Go"_s);
        column->addWidget(banners);
        column->addWidget(button);
        window.show();
        bridge.attach(engine);
        const bool isLoaded = QTest::qWaitFor([this] { return session.isLoaded(); });
        Q_ASSERT(isLoaded);
        Q_UNUSED(isLoaded)
    }
    ~Desk() { test::deleteDialogs(); }

    template <typename T>
    T* wait()
    {
        T* found = nullptr;
        const bool isThere = QTest::qWaitFor([&] {
            for (QWidget* each : QApplication::topLevelWidgets())
                if (auto* dialog = qobject_cast<T*>(each); dialog && dialog->isVisible()) found = dialog;
            return found != nullptr;
        });
        return isThere ? found : nullptr;
    }
};

QPushButton* buttonOf(QWidget* widget, const QString& name) { return widget->findChild<QPushButton*>(name); }

} // namespace

class DialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installPlurals(); }

    void nothingIsSignedBeforeTheReview()
    {
        Desk desk;
        bool isDone = false;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button,
                         [&](const engine::Sent&) { isDone = true; });
        QVERIFY(!desk.button->isEnabled());
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QVERIFY(desk.engine->signedDrafts.empty());
        QTRY_COMPARE(review->focusWidget()->isEnabled(), true);
        QVERIFY(review->focusWidget() != buttonOf(review, u"sign"_s));
        QTest::keyClick(review, Qt::Key_Return);
        QTest::qWait(20);
        QVERIFY(desk.engine->signedDrafts.empty());
        QTest::keyClick(review, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(isDone);
        QCOMPARE(desk.engine->signedDrafts.size(), std::size_t(1));
        QVERIFY(desk.button->isEnabled());
    }

    void cancelDropsTheDraftAndGivesTheButtonBack()
    {
        Desk desk;
        bool wasDropped = false;
        desk.engine->onDropDraft = [&](const auto&) {
            wasDropped = true;
            return std::monostate{};
        };
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button);
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        review->reject();
        QTRY_VERIFY(wasDropped);
        QVERIFY(desk.button->isEnabled());
        QVERIFY(desk.engine->signedDrafts.empty());
    }

    void refusalIsShownWhereItBegan()
    {
        Desk desk;
        desk.actions.run(engine::SendMoney{desk.engine->world.companyViews[0].members[1].person.address,
                                           9'000'000 * kToken},
                         desk.button);
        QTRY_VERIFY(!desk.banners->isEmpty());
        QVERIFY(desk.banners->findChild<Banner*>()->text().contains(u"not enough money"_s));
        QVERIFY(desk.button->isEnabled());
    }

    void firstMoneyForSomebodyNewWaitsThreeSeconds()
    {
        Desk desk;
        desk.actions.run(
            engine::SendMoney{desk.engine->world.companyViews[0].members[1].person.address, kToken},
            desk.button);
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QPushButton* sign = buttonOf(review, u"sign"_s);
        QVERIFY(!sign->isEnabled());
        QVERIFY(sign->text().endsWith(u"(3)"_s));
        QTRY_VERIFY_WITH_TIMEOUT(sign->isEnabled(), 5000);
        QCOMPARE(sign->text(), u"Send "_s + amountText(kToken, u"MTS"_s));
    }

    void lockedWalletAsksForThePasswordInPlace()
    {
        Desk desk;
        desk.engine->world.wallet.isLocked = true;
        desk.engine->tell(engine::WalletChanged{});
        QTRY_VERIFY(desk.session.isLocked());
        bool isDone = false;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button,
                         [&](const engine::Sent&) { isDone = true; });
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QPushButton* sign = buttonOf(review, u"sign"_s);
        QVERIFY(!sign->isEnabled());
        auto* field = review->findChild<QLineEdit*>();
        field->setText(u"wrong"_s);
        sign->click();
        QTRY_VERIFY(!review->banners()->isEmpty());
        QVERIFY(field->text().isEmpty());
        field->setText(u"right"_s);
        sign->click();
        QTRY_VERIFY(isDone);
    }

    void sampleCompanyRefusesEveryChange()
    {
        Desk desk;
        desk.engine->world.network.mode = engine::NetworkMode::Sample;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button);
        QTRY_VERIFY(!desk.banners->isEmpty());
        QVERIFY(desk.banners->findChild<Banner*>()->text().contains(u"sample"_s));
    }

    void walletIsMadeOnlyAfterTheCheck()
    {
        Desk desk;
        int made = 0;
        desk.engine->onCreateWallet = [&](const engine::CreateWallet& request) -> Result<Address> {
            ++made;
            if (request.password->text() != "owls read quiet maps") return ErrorCode::WeakPassword;
            return Address{};
        };
        auto* dialog = new CreateWalletDialog(desk.bridge, &desk.window);
        dialog->open();
        QPushButton* next = buttonOf(dialog, u"next"_s);
        next->click();
        QCOMPARE(dialog->step(), 0);
        QVERIFY(!dialog->banners()->isEmpty());
        for (QLineEdit* field : dialog->findChildren<QLineEdit*>())
            if (field->echoMode() == QLineEdit::Password) field->setText(u"owls read quiet maps"_s);
        next->click();
        QCOMPARE(dialog->step(), 1);
        next->click();
        QCOMPARE(dialog->step(), 1); // the words were not looked at
        QTest::qWait(10);
        buttonOf(dialog, u"showWords"_s)->click();
        next->click();
        QCOMPARE(dialog->step(), 2);
        next->click();
        QCOMPARE(made, 0);
        const QStringList words =
            u"legal winner thank year wave sausage worth useful legal winner thank yellow"_s.split(u' ');
        for (int i = 1; i <= 12; ++i)
            if (auto* field = dialog->findChild<QLineEdit*>(u"checkWord%1"_s.arg(i)))
                field->setText(words.at(i - 1).left(4).toUpper());
        QSignalSpy created(dialog, &CreateWalletDialog::created);
        next->click();
        QTRY_COMPARE(created.count(), 1);
        QCOMPARE(made, 1);
    }

    void aRefusalGoesAsSoonAsItsCauseIsCorrected()
    {
        Desk desk;
        desk.engine->onCreateWallet = [](const auto&) -> Result<Address> {
            return ErrorCode::BadPhraseLength;
        };
        auto* dialog = new RestoreWalletDialog(desk.bridge, &desk.window);
        dialog->show();
        auto* phrase = dialog->findChild<QPlainTextEdit*>(u"phrase"_s);
        phrase->setPlainText(u"cruel midnight"_s);
        for (auto* field : dialog->findChildren<QLineEdit*>()) field->setText(u"owls read quiet maps"_s);
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->text() == u"Restore the wallet"_s) button->click();
        QTRY_VERIFY(dialog->findChild<Banner*>(u"banner-fault"_s));
        QTest::keyClicks(phrase, u" more words"_s);
        QTRY_VERIFY(!dialog->findChild<Banner*>(u"banner-fault"_s));
    }

    void companyIsCreatedInThreeStepsAndItsDraftKept()
    {
        Desk desk;
        auto* dialog =
            new CreateCompanyDialog(desk.bridge, desk.session, desk.actions, desk.settings, &desk.window);
        dialog->open();
        QTest::qWait(10);
        QPushButton* next = buttonOf(dialog, u"next"_s);
        dialog->findChild<QLineEdit*>(u"companyName"_s)->setText(u"transpilerlab"_s);
        next->click();
        QCOMPARE(dialog->step(), 0); // the name is taken
        dialog->findChild<QLineEdit*>(u"companyName"_s)->setText(u"Archiva"_s);
        dialog->findChild<QPlainTextEdit*>(u"companyPurpose"_s)->setPlainText(u"We keep papers readable."_s);
        QVERIFY(desk.settings.draft(u"createCompany"_s).contains(u"Archiva"_s));
        next->click();
        QCOMPARE(dialog->step(), 1);
        next->click();
        QCOMPARE(dialog->step(), 2);
        QCOMPARE(next->text(), u"Create Archiva.DAC…"_s);
        next->click();
        QVERIFY(!dialog->banners()->isEmpty()); // not understood yet
        dialog->findChild<QCheckBox*>(u"understood"_s)->setChecked(true);
        QSignalSpy created(dialog, &CreateCompanyDialog::created);
        next->click();
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        const auto& action = std::get<engine::CreateCompany>(desk.engine->prepared.back());
        QCOMPARE(action.name, std::string("Archiva"));
        QCOMPARE(action.terms.challengePeriod, Seconds(14 * kDay));
        QCOMPARE(action.terms.depositShare, std::uint16_t(2000));
        buttonOf(review, u"sign"_s)->click();
        QTRY_COMPARE(created.count(), 1);
        QVERIFY(desk.settings.draft(u"createCompany"_s).isEmpty());
    }

    void lookAlikeAddressIsCalledOut()
    {
        Address known;
        known[0] = 0x12;
        known[10] = 1;
        known[19] = 0x34;
        Address other = known;
        other[10] = 2;
        QVERIFY(looksAlike(known, other));
        QVERIFY(!looksAlike(known, known));
        Desk desk;
        desk.engine->world.wallet.history[0].with.address = known;
        desk.engine->tell(engine::WalletChanged{});
        QTRY_COMPARE(desk.session.wallet().history[0].with.address, known);
        SendDialog dialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.setRecipient(other);
        QVERIFY(!dialog.banners()->isEmpty());
        QVERIFY(dialog.banners()->findChild<Banner*>()->text().startsWith(u"This is not the address of"_s));
        dialog.setRecipient(known);
        QVERIFY(dialog.banners()->isEmpty());
    }

    void whatWasRolledBackIsSentAgainOnlyAfterReview()
    {
        Desk desk;
        auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog->open();
        QTRY_VERIFY(buttonOf(dialog, u"sendAgain"_s));
        buttonOf(dialog, u"sendAgain"_s)->click();
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QVERIFY(desk.engine->signedDrafts.empty());
        // The desk goes with both still open, one standing on the other.
    }

    void reviewThatGoesWithItsWindowLetsTheNextActionThrough()
    {
        Desk desk;
        auto* outbox = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        outbox->open();
        QTRY_VERIFY(buttonOf(outbox, u"sendAgain"_s));
        buttonOf(outbox, u"sendAgain"_s)->click();
        QVERIFY(desk.wait<ReviewAndSign>());
        delete outbox;
        QTest::qWait(0);
        bool isDone = false;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button,
                         [&](const engine::Sent&) { isDone = true; });
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        buttonOf(review, u"sign"_s)->click();
        QTRY_VERIFY(isDone);
    }

    void questionToAnEngineThatIsGoneLetsTheNextActionThrough()
    {
        Desk desk;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button);
        const auto other = std::make_shared<test::FakeEngine>();
        desk.bridge.attach(other); // before the answer is delivered, which is dropped then
        QVERIFY(desk.button->isEnabled());
        QTRY_VERIFY(desk.session.isLoaded());
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button);
        QVERIFY(desk.wait<ReviewAndSign>());
        QCOMPARE(other->prepared.size(), std::size_t(1));
    }

    void draftOfOneEngineIsNeverSignedByAnother()
    {
        Desk desk;
        desk.actions.run(engine::SetProfileName{"Sam"}, desk.button);
        const QPointer<ReviewAndSign> review(desk.wait<ReviewAndSign>());
        QVERIFY(review);
        const auto other = std::make_shared<test::FakeEngine>();
        bool wasDropped = false;
        other->onDropDraft = [&](const auto&) {
            wasDropped = true;
            return std::monostate{};
        };
        desk.bridge.attach(other);
        QTRY_VERIFY(!review);
        QVERIFY(!wasDropped); // the number means another draft there
        QVERIFY(desk.button->isEnabled());
    }

    void reviewOfManyStepsListsThemAllFromTheirBytes()
    {
        Desk desk;
        desk.engine->onPrepare = [](const engine::Prepare&) -> Result<engine::Draft> {
            engine::Draft draft;
            draft.id = 5;
            draft.company = "TranspilerLab";
            draft.fee = 40 * 3'000;
            draft.availableNow = 10 * kToken;
            draft.availableAfter = draft.availableNow - draft.fee;
            for (std::uint32_t i = 0; i < 40; ++i) {
                tx::PutRecord put;
                put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
                put.state = static_cast<std::uint8_t>(tx::PageState::Published);
                put.object[0] = static_cast<std::uint8_t>(i + 1);
                put.edits = i % 3;
                Hash digest;
                digest[0] = static_cast<std::uint8_t>(i + 1);
                draft.allSteps.push_back({put, digest, "Page " + std::to_string(i + 1)});
            }
            draft.payload = draft.allSteps.front().payload;
            draft.digest = draft.allSteps.front().digest;
            draft.subject = "folder";
            draft.steps = 40;
            return draft;
        };
        desk.actions.run(engine::ImportWiki{}, desk.button);
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QCOMPARE(review->findChild<QLabel*>(u"sentence"_s)->text(),
                 u"You publish 40 wiki pages in TranspilerLab.DAC, under your name."_s);
        QCOMPARE(buttonOf(review, u"sign"_s)->text(), u"Publish 40 pages"_s);
        auto* steps = review->findChild<QListView*>(u"steps"_s);
        QVERIFY(steps);
        QCOMPARE(steps->model()->rowCount(), 40);
        QCOMPARE(steps->model()->index(0, 0).data().toString(), u"1. Publish “Page 1”, version 1"_s);
        QCOMPARE(steps->model()->index(39, 0).data().toString(), u"40. Publish “Page 40”, version 1"_s);
        QVERIFY(steps->height() < 12 * steps->sizeHintForRow(0)); // the rest is scrolled to
        const auto says = [&](const QString& text) {
            for (const QLabel* label : review->findChildren<QLabel*>())
                if (label->text().contains(text)) return true;
            return false;
        };
        QVERIFY(says(u"40 signatures"_s));
        QVERIFY(says(amountText(40 * 3'000, u"MTS"_s) + u", the fees only"_s));
        const QString digests = review->findChild<QPlainTextEdit*>(u"digests"_s)->toPlainText();
        QCOMPARE(digests.count(u"0x"_s), 40);
        QVERIFY(digests.contains(u"40  0x28"_s));
    }

    /// What may be out already is not offered to be taken back, and why is said.
    void onlyWhatHasSurelyReachedNobodyCanBeCancelled()
    {
        for (const bool isUnsent : {true, false}) {
            Desk desk;
            engine::OutboxItem item;
            item.action = desk.engine->world.wallet.history[5];
            item.action.finality = {engine::Finality::Waiting, 0, 0, 0};
            item.canDrop = isUnsent;
            desk.engine->world.outbox = {item};
            auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
            dialog->open();
            const auto says = [&](const QString& text) {
                for (const QLabel* label : dialog->findChildren<QLabel*>())
                    if (label->isVisible() && label->text().contains(text)) return true;
                return false;
            };
            const QString can = u"you can cancel it"_s;
            const QString cannot = u"may have reached the network"_s;
            QTRY_VERIFY(says(isUnsent ? can : cannot));
            QVERIFY(!says(isUnsent ? cannot : can));
            QTRY_COMPARE(buttonOf(dialog, u"drop"_s)->isVisible(), isUnsent);
            delete dialog;
        }
    }

    /// What cannot be sent again shows its words, whole, and does not speak of cancelling.
    void wordsOfWhatWasRefusedCanBeReadAndCopied()
    {
        Desk desk;
        engine::OutboxItem item;
        item.action = desk.engine->world.wallet.history[5];
        item.action.finality = {engine::Finality::Refused, 0, 0, 0};
        item.action.refusal = ErrorCode::ContentConflict;
        item.canDrop = true;
        item.words = {{engine::StepWords::Part::Description, "my long words\nby hand"}};
        desk.engine->world.outbox = {item};
        auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog->open();
        QTRY_VERIFY(dialog->findChild<QPlainTextEdit*>(u"words"_s));
        const auto* words = dialog->findChild<QPlainTextEdit*>(u"words"_s);
        QCOMPARE(words->toPlainText(), u"my long words\nby hand"_s);
        QVERIFY(words->isReadOnly());
        QVERIFY(!buttonOf(dialog, u"sendAgain"_s)->isVisible());
        const auto labels = dialog->findChildren<QLabel*>();
        const auto isSaid = [&](const QString& part) {
            return std::ranges::any_of(labels,
                                       [&](const QLabel* each) { return each->text().contains(part); });
        };
        QVERIFY(isSaid(u"Description"_s));
        QVERIFY(isSaid(u"cannot be sent again"_s) && !isSaid(u"can cancel it"_s));
    }

    void allThatWasRolledBackIsSentAgainOldestFirst()
    {
        Desk desk;
        desk.engine->world.wallet.isLocked = true; // what is signed needs no password
        desk.engine->tell(engine::WalletChanged{});
        QTRY_VERIFY(desk.session.isLocked());
        auto& outbox = desk.engine->world.outbox;
        outbox.clear();
        for (std::uint8_t i = 3; i > 0; --i) { // the newest stands first, as it must not be sent
            engine::OutboxItem item;
            item.action = desk.engine->world.wallet.history[5];
            item.action.id = {};
            item.action.id[0] = i;
            item.action.time = 1000u + i;
            item.action.finality = {engine::Finality::RolledBack, 0, 912, 0};
            item.canResend = item.canDrop = true;
            outbox.push_back(item);
        }
        std::vector<int> order;
        desk.engine->onPrepareResend = [&](const engine::PrepareResend& request) -> Result<engine::Draft> {
            engine::Draft draft;
            draft.id = request.action[0];
            draft.isSigned = true;
            return draft;
        };
        desk.engine->onSignAndSend = [&](const engine::SignAndSend& request) -> Result<engine::Sent> {
            order.push_back(static_cast<int>(request.draft));
            std::erase_if(outbox, [&](const auto& item) { return item.action.id[0] == request.draft; });
            return engine::Sent{};
        };
        auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog->open();
        auto* all = buttonOf(dialog, u"sendAllAgain"_s);
        QTRY_VERIFY(all->isVisible());
        QVERIFY(all->text().contains(u"3"_s));
        const auto says = [&](const QString& text) {
            for (const QLabel* label : dialog->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(text)) return true;
            return false;
        };
        QTRY_VERIFY(says(u"Batch 912"_s) && says(u"no password is needed"_s));
        all->click();
        QTRY_COMPARE(order, (std::vector<int>{1, 2, 3}));
        QTRY_VERIFY(says(u"3 actions were sent again, oldest first."_s));
        QTRY_VERIFY(!all->isVisible());
    }

    void aLinkThatOnlyThisComputerCanUseSaysSo()
    {
        Desk desk; // its links lead to 127.0.0.1
        auto* dialog = new InviteDialog(desk.session, desk.actions, &desk.window);
        dialog->open();
        buttonOf(dialog, u"makeLink"_s)->click();
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QVERIFY(!dialog->banners()->findChild<Banner*>(u"banner-onlyHere"_s));
        QTRY_COMPARE(review->focusWidget()->isEnabled(), true);
        QTest::keyClick(review, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(dialog->banners()->findChild<Banner*>(u"banner-onlyHere"_s));
        const QString said = dialog->banners()->findChild<Banner*>(u"banner-onlyHere"_s)->text();
        QVERIFY2(said.contains(u"nobody at another computer"_s), qPrintable(said));
    }

    void sendingAllStopsAtTheFirstThatIsRefused()
    {
        Desk desk;
        int asked = 0;
        desk.engine->onPrepareResend = [&](const engine::PrepareResend&) -> Result<engine::Draft> {
            ++asked;
            return ErrorCode::WrongState;
        };
        auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog->open();
        auto* all = buttonOf(dialog, u"sendAllAgain"_s);
        QTRY_VERIFY(all->isVisible());
        all->click();
        QTRY_VERIFY(!dialog->banners()->isEmpty());
        QVERIFY(dialog->banners()->findChild<Banner*>()->text().contains(u"wait here"_s));
        QCOMPARE(asked, 1);
        QVERIFY(all->isEnabled());
    }

    void whatHasToBeSignedAnewIsReviewedWhenAllAreSent()
    {
        Desk desk; // what its engine prepares is not signed
        auto* dialog = new OutboxDialog(desk.bridge, desk.session, desk.actions, &desk.window);
        dialog->open();
        auto* all = buttonOf(dialog, u"sendAllAgain"_s);
        QTRY_VERIFY(all->isVisible());
        all->click();
        auto* review = desk.wait<ReviewAndSign>();
        QVERIFY(review);
        QVERIFY(desk.engine->signedDrafts.empty());
        review->reject();
        QTRY_VERIFY(all->isEnabled());
        QVERIFY(desk.engine->signedDrafts.empty());
    }

    void fiveWrongPasswordsMakeItWait()
    {
        Desk desk;
        auto* dialog = new UnlockDialog(desk.bridge, &desk.window);
        dialog->open();
        auto* field = dialog->findChild<QLineEdit*>();
        for (int i = 0; i < 6; ++i) {
            QTRY_VERIFY(field->isEnabled());
            field->setText(u"wrong"_s);
            QTest::keyClick(field, Qt::Key_Return);
            QTRY_VERIFY(!dialog->banners()->isEmpty());
        }
        QTest::qWait(20);
        QVERIFY(!field->isEnabled());
    }
};

STOA_TEST(DialogsTest)
#include "dialogs_test.moc"
