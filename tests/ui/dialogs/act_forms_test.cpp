// SPDX-License-Identifier: MIT
#include "ui/dialogs/act_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSpinBox>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/dialogs/company_forms.h"
#include "ui/dialogs/earnings_form.h"
#include "ui/dialogs/person_picker.h"
#include "ui/dialogs/rule_rows.h"
#include "ui/dialogs/wallet_forms.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/money.h"
#include "ui/widgets/period_edit.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using stoa::test::signOpenReview;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A form on the sample company, open.
struct FormStage : PageStage {
    QWidget window;

    explicit FormStage(test::FakeWorld world = test::governedWorld())
        : PageStage(std::move(world))
    {
        window.show();
    }
    FormDesk desk() { return {session, actions, &window}; }
    engine::CompanyView company() const { return engine->world.companyViews.front(); }
    const Address& person(std::size_t i) const
    {
        return engine->world.companyViews.front().members[i].person.address;
    }
    ActDialog* open(ActDialog* form)
    {
        form->begin();
        settle();
        return form;
    }
    template <typename T>
    const T* last() const
    {
        return engine->prepared.empty() ? nullptr : std::get_if<T>(&engine->prepared.back());
    }
    /// Whether the form says this below its fields.
    static bool says(const ActDialog* form, const QString& text)
    {
        settle(); // what is new in a form that is shown becomes visible with the next event
        for (const QLabel* label : form->findChildren<QLabel*>())
            if (label->isVisibleTo(form) && label->text().contains(text)) return true;
        return false;
    }
};

void fill(ActDialog* form, const Address& to) { form->findChild<PersonPicker*>()->setAddress(to); }
void fill(ActDialog* form, Amount amount) { form->findChild<AmountEdit*>()->setAmount(amount); }

/// What it is for, the last text of a form.
QPlainTextEdit* reasonOf(ActDialog* form) { return form->findChildren<QPlainTextEdit*>().last(); }

QRadioButton* atOnce(ActDialog* form) { return form->findChildren<QRadioButton*>().at(0); }
QRadioButton* byMembers(ActDialog* form) { return form->findChildren<QRadioButton*>().at(1); }

constexpr Amount tokens(Amount count) { return count * kToken; }

} // namespace

class ActFormsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPaymentIsAskedForWithEverythingThatItNeeds()
    {
        FormStage stage;
        ActDialog* form = stage.open(makePayForm(stage.desk(), stage.company()));
        form->send();
        QCOMPARE(form->shownFaults(),
                 (QStringList{u"Whom should the company pay?"_s, u"Write an amount above zero."_s,
                              u"Say what the payment is for."_s}));
        QVERIFY(stage.engine->prepared.empty());
        fill(form, stage.person(2));
        fill(form, tokens(40));
        reasonOf(form)->setPlainText(u"The printer's bill"_s);
        QVERIFY(form->shownFaults().isEmpty());      // they go as soon as they are mended
        QVERIFY(FormStage::says(form, u"172.40"_s)); // what the treasury holds then
        QVERIFY(atOnce(form)->isChecked());
        form->send();
        settle();
        const auto* pay = stage.last<engine::SpendFromTreasury>();
        QVERIFY(pay);
        QCOMPARE(pay->to, stage.person(2));
        QCOMPARE(pay->amount, tokens(40));
        QCOMPARE(pay->reason, std::string("The printer's bill"));
        QVERIFY(!pay->asMotion);
    }

    void aFormIsSentOnce()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeFundForm(stage.desk(), stage.company()));
        QSignalSpy sent(form, &ActDialog::sent);
        fill(form, tokens(3));
        form->send();
        form->send();
        form->sendButton()->click();
        settle();
        form->send(); // while the review is open
        settle();
        QCOMPARE(stage.engine->prepared.size(), std::size_t{1});
        QVERIFY(signOpenReview());
        QCOMPARE(sent.count(), 1);
        QCOMPARE(stage.engine->signedDrafts.size(), std::size_t{1});
        QVERIFY(!signOpenReview());
    }

    void aRefusalStaysInTheFormWithWhatWasWritten()
    {
        FormStage stage;
        stage.engine->onPrepare = [](const auto&) -> Result<engine::Draft> { return ErrorCode::MotionOpen; };
        ActDialog* form = stage.open(makePayForm(stage.desk(), stage.company()));
        fill(form, stage.person(1));
        fill(form, tokens(1));
        reasonOf(form)->setPlainText(u"Stamps"_s);
        form->send();
        settle();
        QVERIFY(form->isVisible());
        QVERIFY(form->sendButton()->isEnabled());
        QVERIFY(!form->banners()->isEmpty());
        QCOMPARE(reasonOf(form)->toPlainText(), u"Stamps"_s);
    }

    void whoeverMayNotPayPutsItToTheMembers()
    {
        FormStage stage;
        engine::CompanyView company = stage.company();
        company.iMay = 0;
        ActDialog* form = stage.open(makePayForm(stage.desk(), company));
        QVERIFY(byMembers(form)->isChecked());
        QVERIFY(!atOnce(form)->isEnabled());
        QVERIFY(FormStage::says(form, u"Your role may not pay"_s));
        QVERIFY(FormStage::says(form, u"The members can object until"_s));
        QVERIFY(FormStage::says(form, u"You lock 5.00"_s));
        fill(form, tokens(60)); // above what passes in silence
        QVERIFY(FormStage::says(form, u"More than half of the members must vote for it"_s));
        fill(form, stage.person(1));
        reasonOf(form)->setPlainText(u"Rent"_s);
        form->send();
        settle();
        QVERIFY(stage.last<engine::SpendFromTreasury>() && stage.last<engine::SpendFromTreasury>()->asMotion);
    }

    void moreThanTheLimitNeedsTheMembers()
    {
        FormStage stage;
        ActDialog* form = stage.open(makePayForm(stage.desk(), stage.company()));
        fill(form, stage.person(1));
        reasonOf(form)->setPlainText(u"A press"_s);
        fill(form, tokens(200)); // the limit leaves 180
        form->send();
        QCOMPARE(form->shownFaults().size(), 1);
        QVERIFY(form->shownFaults().front().startsWith(u"Without the members, 180.00"_s));
        byMembers(form)->setChecked(true);
        QVERIFY(form->shownFaults().isEmpty());
    }

    void aMotionThatCannotBePaidForIsNotSent()
    {
        FormStage stage;
        stage.engine->world.wallet.available = tokens(2);
        stage.engine->tell(engine::WalletChanged{});
        settle();
        ActDialog* form = stage.open(makeRoleForm(stage.desk(), stage.company(), stage.person(2)));
        form->findChildren<QComboBox*>().at(1)->setCurrentIndex(2);
        byMembers(form)->setChecked(true);
        form->send();
        QCOMPARE(form->shownFaults().size(), 1);
        QVERIFY(form->shownFaults().front().startsWith(u"A motion locks 5.00"_s));
        QVERIFY(stage.engine->prepared.empty());
    }

    void aRoleIsChangedBelowOnesOwn()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeRoleForm(stage.desk(), stage.company(), stage.person(2)));
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"That is their role already."_s});
        auto* role = form->findChildren<QComboBox*>().at(1);
        role->setCurrentIndex(role->findData(static_cast<int>(tx::Role::Officer)));
        QVERIFY(FormStage::says(form, u"invite people"_s));
        form->send();
        settle();
        const auto* act = stage.last<engine::ChangeRole>();
        QVERIFY(act && act->member == stage.person(2) && act->role == tx::Role::Officer && !act->asMotion);
    }

    void foundersAreMadeByAMajorityOnly()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeRoleForm(stage.desk(), stage.company(), stage.person(2)));
        auto* role = form->findChildren<QComboBox*>().at(1);
        role->setCurrentIndex(role->findData(static_cast<int>(tx::Role::Founder)));
        form->send();
        QVERIFY(form->shownFaults().join(u' ').contains(u"below your own"_s));
        byMembers(form)->setChecked(true);
        QVERIFY(FormStage::says(form, u"More than half of the members must vote for it"_s));
    }

    void rulesShowWhatChangesFromWhatToWhat()
    {
        FormStage stage;
        const engine::CompanyView company = stage.company();
        ActDialog* form = stage.open(makeRulesForm(stage.desk(), company));
        form->send();
        QVERIFY(form->shownFaults().contains(u"Nothing is changed yet."_s));
        auto periods = form->findChildren<PeriodEdit*>();
        const auto challenge = std::find_if(periods.begin(), periods.end(), [](const PeriodEdit* edit) {
            return edit->period() == 14 * kDay;
        });
        QVERIFY(challenge != periods.end());
        (*challenge)->setPeriod(7 * kDay);
        QVERIFY(FormStage::says(form, u"14 days → 7 days"_s));
        form->findChildren<QDoubleSpinBox*>().at(1)->setValue(5); // the tax
        form->send();
        settle();
        const auto* act = stage.last<engine::ChangeRules>();
        QVERIFY(act);
        tx::CharterTerms wanted = company.terms;
        wanted.challengePeriod = 7 * kDay;
        wanted.tax = 500;
        // Nothing else has changed on the way through the fields.
        QStringList differing;
        tx::CharterTerms::fields([&](const auto&... each) {
            const auto compare = [&](const auto& field) {
                if (!(act->terms.*field.member == wanted.*field.member))
                    differing << QString::fromUtf8(field.name.data(),
                                                   static_cast<qsizetype>(field.name.size()));
            };
            (compare(each), ...);
        });
        QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u' ')));
    }

    void aToolNeedsARuleThatBegins()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeToolForm(stage.desk(), stage.company()));
        auto* rules = form->findChild<RuleRows*>();
        reasonOf(form)->setPlainText(u"Grants"_s);
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"Say who may follow rule 1."_s});
        rules->findChildren<QCheckBox*>().at(4)->setChecked(true); // the author of what is not there yet
        QVERIFY(rules->fault().contains(u"no author"_s));
        rules->findChildren<QCheckBox*>().at(4)->setChecked(false);
        rules->findChildren<QCheckBox*>().at(0)->setChecked(true);
        QVERIFY(rules->fault().isEmpty());
        rules->findChildren<QComboBox*>().at(2)->setCurrentIndex(2); // pays what is not there yet
        QVERIFY(rules->fault().contains(u"no money yet"_s));
        rules->findChildren<QComboBox*>().at(2)->setCurrentIndex(1);
        QVERIFY(FormStage::says(form, u"take money out of the treasury"_s));
        // What goes in has to be able to come out, whoever has left by then.
        QVERIFY(rules->fault().contains(u"Money in state 1 could be lost for ever"_s));
        form->findChild<QPushButton*>(u"addRule"_s)->click();
        const auto boxes = rules->findChildren<QComboBox*>();
        boxes.at(3)->setCurrentIndex(1);                            // from state 1
        boxes.at(5)->setCurrentIndex(2);                            // to its assignee …
        rules->findChildren<QCheckBox*>().at(11)->setChecked(true); // … by the assignee
        QVERIFY(rules->fault().contains(u"nobody pays themselves"_s));
        boxes.at(5)->setCurrentIndex(3); // back to the treasury
        QVERIFY(rules->fault().contains(u"Money in state 1 could be lost for ever"_s));
        rules->findChildren<QCheckBox*>().at(9)->setChecked(true); // by founders too
        QVERIFY(rules->fault().isEmpty());
        form->send();
        settle();
        const auto* act = stage.last<engine::AddTool>();
        QVERIFY(act);
        QCOMPARE(int{act->states}, 2);
        QCOMPARE(int{act->rules.bytes[0]}, 0x01);
        QCOMPARE(int{act->rules.bytes[1]}, 0x02); // members
        QCOMPARE(int{act->rules.bytes[3]}, static_cast<int>(tx::ToolMoney::Fund));
        QCOMPARE(act->manifest, std::string("Grants"));
    }

    void aStakeSaysWhatIsPaidInOrComesBack()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeStakeForm(stage.desk(), stage.company()));
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"That is what you have locked already."_s});
        fill(form, tokens(30));
        QVERIFY(FormStage::says(form, u"You get back"_s) && FormStage::says(form, u"20.00"_s));
        fill(form, tokens(5000));
        QVERIFY(form->shownFaults().join(u' ').startsWith(u"That takes 4"_s));
        fill(form, tokens(70));
        form->send();
        settle();
        QVERIFY(stage.last<engine::SetStake>());
        QCOMPARE(stage.last<engine::SetStake>()->stake, tokens(70));
    }

    void aSeatNamesItsDepositAndWhatCanBeLost()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeTakeSeatForm(stage.desk(), stage.company()));
        QVERIFY(FormStage::says(form, u"30.00"_s));
        QVERIFY(FormStage::says(form, u"You lose 10 % of it, 3.00"_s) || FormStage::says(form, u"3.00"_s));
        form->send();
        settle();
        QVERIFY(stage.last<engine::TakeCourtSeat>());
        QCOMPARE(stage.last<engine::TakeCourtSeat>()->dac, stage.company().dac);
    }

    void aWithdrawalLeavesTheFeeAndSaysWhatIsLeft()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeWithdrawForm(stage.desk(), {}));
        const Amount available = stage.engine->world.wallet.available;
        fill(form, available);
        form->send();
        QCOMPARE(form->shownFaults().size(), 1);
        QVERIFY(form->shownFaults().front().startsWith(u"It can be "_s));
        fill(form, Address{});
        QVERIFY(form->shownFaults().contains(
            u"Nobody has the address of only zeros; what goes there would be lost."_s));
        fill(form, stage.session.myAddress());
        fill(form, tokens(10));
        QVERIFY(FormStage::says(form, u"your own address on the main chain"_s));
        form->send();
        settle();
        const auto* act = stage.last<engine::WithdrawMoney>();
        QVERIFY(act && act->amount == tokens(10) && act->to == stage.session.myAddress());
    }

    void aWholeAddressIsInSightInItsField()
    {
        FormStage stage;
        for (const int percent : {100, 200}) {
            stage.theme.setTextPercent(percent);
            ActDialog* form = stage.open(makeWithdrawForm(stage.desk(), {}));
            settle(); // its lines are laid out again where the form became narrower
            auto* edit = form->findChild<AddressEdit*>();
            QCOMPARE(edit->text(), groupedAddress(stage.session.myAddress()));
            if (percent == 200) QVERIFY(edit->document()->lineCount() > 1);
            QTextCursor cursor(edit->document());
            do {
                const QRect place = edit->cursorRect(cursor);
                QVERIFY2(edit->viewport()->rect().contains(place),
                         qPrintable(u"%1 %: character %2"_s.arg(percent).arg(cursor.position())));
            } while (cursor.movePosition(QTextCursor::NextCharacter));
            form->reject();
        }
    }

    void aGuardianIsSomebodyElse()
    {
        test::FakeWorld world = test::sampleWorld();
        FormStage stage(world);
        ActDialog* form = stage.open(makeGuardianForm(
            stage.desk(), {stage.company().members[1].person, stage.company().members[2].person}));
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"Who should be your guardian?"_s});
        fill(form, stage.session.myAddress());
        QVERIFY(form->shownFaults().front().startsWith(u"You cannot be your own guardian"_s));
        form->findChild<QComboBox*>()->setCurrentIndex(2);
        Q_EMIT form->findChild<QComboBox*>()->activated(2);
        QVERIFY(form->shownFaults().isEmpty());
        form->send();
        settle();
        QVERIFY(stage.last<engine::NameGuardian>());
        QCOMPARE(stage.last<engine::NameGuardian>()->guardian, stage.person(2));
    }

    void aGuardianCanBeTakenAway()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeGuardianForm(stage.desk(), {}));
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"That is your guardian already."_s});
        form->findChild<QCheckBox*>(u"noGuardian"_s)->setChecked(true);
        form->send();
        settle();
        QVERIFY(stage.last<engine::NameGuardian>() && stage.last<engine::NameGuardian>()->guardian.isZero());
    }

    void anotherKeyHasToBeTicked()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeNewKeyForm(stage.desk()));
        auto* key = form->findChild<AddressEdit*>();
        key->setAddress(stage.session.myAddress());
        form->send();
        QCOMPARE(form->shownFaults(),
                 (QStringList{u"This is the key that signs now."_s,
                              u"Tick this first: there is no way back without that key."_s}));
        key->setAddress(stage.person(1));
        form->send();
        QVERIFY(stage.engine->prepared.empty());
        form->findChild<QCheckBox*>(u"haveKey"_s)->setChecked(true);
        form->send();
        settle();
        QVERIFY(stage.last<engine::HandKeyOver>());
        QCOMPARE(stage.last<engine::HandKeyOver>()->controller, stage.person(1));
    }

    void anAccountGoesBackToItsOwnKey()
    {
        test::FakeWorld world = test::governedWorld();
        world.wallet.key = world.wallet.controller = world.companyViews.front().members[1].person.address;
        FormStage stage(world);
        ActDialog* form = stage.open(makeNewKeyForm(stage.desk()));
        form->findChild<QCheckBox*>(u"haveKey"_s)->setChecked(true);
        auto* key = form->findChild<AddressEdit*>();
        key->setAddress(world.wallet.key);
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"This is the key that signs now."_s});
        key->setAddress(stage.session.myAddress());
        QVERIFY(form->shownFaults().isEmpty());
        form->send();
        settle();
        QVERIFY(stage.last<engine::HandKeyOver>());
        QCOMPARE(stage.last<engine::HandKeyOver>()->controller, stage.session.myAddress());
    }

    void aRecoveryNamesTheAccountAndItsNewKey()
    {
        FormStage stage;
        ActDialog* form = stage.open(makeRecoverForm(stage.desk(), {}));
        fill(form, stage.person(1));
        auto* key = form->findChildren<AddressEdit*>().last();
        key->setAddress(stage.person(1));
        form->send();
        QCOMPARE(form->shownFaults(),
                 QStringList{u"This is the account itself. The new key has another address."_s});
        key->setAddress(stage.person(2));
        form->send();
        settle();
        const auto* act = stage.last<engine::RecoverAccount>();
        QVERIFY(act && act->account == stage.person(1) && act->controller == stage.person(2));
    }

    void whatANodeHasEarnedIsCollectedWithEveryAmountSaid()
    {
        FormStage stage;
        engine::EarningsView earnings = stage.engine->world.earnings;
        std::vector<engine::CollectEarnings> asked;
        Result<engine::CollectedView> answer = ErrorCode::NothingDue;
        stage.engine->onCollectEarnings = [&](const engine::CollectEarnings& request) {
            asked.push_back(request);
            return answer;
        };
        QString told;
        const auto open = [&] {
            return stage.open(makeCollectForm(
                stage.desk(), stage.bridge, earnings,
                [&](const engine::CollectedView& collected, const QString& whom) {
                    told = u"%1 %2 %3"_s.arg(collected.fees).arg(collected.fromMainChain).arg(whom);
                }));
        };
        ActDialog* form = open();
        // Two keys have fees, and each of their two steps costs a transfer's fee.
        const Amount fees = 3'120'000 + 84'000 - 2 * tx::Transfer::kFee;
        const auto money = [](Amount amount) { return amountText(amount, u"MTS"_s); };
        QVERIFY(FormStage::says(form, money(3'120'000) + u" for its blocks"_s));
        QVERIFY(FormStage::says(form, money(tokens(250)) + u" for challenges"_s));
        QVERIFY(FormStage::says(form, money(fees)));
        QVERIFY(FormStage::says(form, money(2 * tx::Transfer::kFee) + u", which is taken from the fees"_s));
        QVERIFY(FormStage::says(form, u"your own account"_s));
        QCOMPARE(form->sendButton()->text(), u"Collect "_s + money(fees + tokens(262)));
        auto* leave = form->findChild<QCheckBox*>(u"leave"_s);
        QVERIFY(leave && !leave->isEnabled());
        QVERIFY(FormStage::says(form, u"this node makes blocks"_s));
        fill(form, Address{});
        form->send();
        QCOMPARE(form->shownFaults(),
                 QStringList{u"Nobody has the address of only zeros; what goes there would be lost."_s});
        QVERIFY(asked.empty());
        fill(form, stage.person(1));
        form->send();
        settle();
        QCOMPARE(asked.size(), std::size_t{1});
        QVERIFY(asked.front().to == stage.person(1) && !asked.front().leaves);
        QVERIFY(form->isVisible() && !form->banners()->isEmpty() && told.isEmpty());
        answer = engine::CollectedView{fees, tokens(262)};
        form->send();
        settle();
        QVERIFY(told.startsWith(u"%1 %2 Mira P. ("_s.arg(fees).arg(tokens(262))));
        QVERIFY(stage.engine->prepared.empty()); // the node's keys sign, not the wallet's
    }

    void theBondComesBackFromANodeThatMakesNoBlocks()
    {
        FormStage stage;
        engine::EarningsView earnings;
        earnings.bond = tokens(1000);
        earnings.besideBond = tokens(3);
        std::vector<engine::CollectEarnings> asked;
        stage.engine->onCollectEarnings = [&](const engine::CollectEarnings& request) {
            asked.push_back(request);
            return engine::CollectedView{0, tokens(1003)};
        };
        const auto open = [&] {
            return stage.open(makeCollectForm(stage.desk(), stage.bridge, earnings, [](auto&&...) {}));
        };
        earnings.bondUntil = stage.session.now() + kDay;
        ActDialog* form = open();
        QVERIFY(!form->findChild<QCheckBox*>(u"leave"_s)->isEnabled());
        QVERIFY(FormStage::says(form, u"it answers for batches that can be challenged until"_s));
        form->send();
        QCOMPARE(form->shownFaults(), QStringList{u"There is nothing to collect yet."_s});
        form->reject();
        earnings.bondUntil = stage.session.now();
        form = open();
        form->findChild<QCheckBox*>(u"leave"_s)->setChecked(true);
        QCOMPARE(form->sendButton()->text(), u"Collect "_s + amountText(tokens(1003), u"MTS"_s));
        QVERIFY(FormStage::says(form, u"this node makes no more blocks"_s));
        form->send();
        settle();
        QVERIFY(asked.size() == 1 && asked.front().leaves && asked.front().to == stage.session.myAddress());
    }

    void aPeriodIsExactlyWhatItShows()
    {
        PeriodEdit edit;
        for (const Seconds period : {Seconds{0}, Seconds{1}, kMinute, 90 * kMinute, kHour, kDay, 14 * kDay,
                                     kDay + kHour, Seconds{86'401}}) {
            edit.setPeriod(period);
            QCOMPARE(edit.period(), period);
        }
    }

    void everyFieldHasANameForScreenReaders()
    {
        FormStage stage;
        const engine::CompanyView company = stage.company();
        for (ActDialog* form :
             {makePayForm(stage.desk(), company), makeRulesForm(stage.desk(), company),
              makeToolForm(stage.desk(), company), makeRoleForm(stage.desk(), company),
              makeWithdrawForm(stage.desk(), {}), makeGuardianForm(stage.desk(), {}),
              makeNewKeyForm(stage.desk()), makeRecoverForm(stage.desk(), {}),
              makeCollectForm(stage.desk(), stage.bridge, stage.engine->world.earnings, [](auto&&...) {})}) {
            stage.open(form);
            for (QWidget* field : form->findChildren<QWidget*>()) {
                const bool isField = qobject_cast<AmountEdit*>(field) || qobject_cast<AddressEdit*>(field) ||
                                     qobject_cast<QComboBox*>(field) ||
                                     qobject_cast<QPlainTextEdit*>(field) || qobject_cast<QSpinBox*>(field) ||
                                     qobject_cast<QDoubleSpinBox*>(field);
                if (isField && !field->parentWidget()->inherits("QDateTimeEdit"))
                    QVERIFY2(!field->accessibleName().isEmpty(),
                             qPrintable(form->objectName() + u' ' +
                                        QString::fromLatin1(field->metaObject()->className())));
            }
            form->reject();
        }
    }
};

STOA_TEST(ActFormsTest)
#include "act_forms_test.moc"
