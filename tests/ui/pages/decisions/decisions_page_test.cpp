// SPDX-License-Identifier: MIT
#include "ui/pages/decisions/decisions_page.h"

#include <set>

#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/bridge/convert.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/widgets/fact_list.h"
#include "ui/words/terms_text.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using stoa::test::signOpenReview;
using namespace Qt::Literals::StringLiterals;

namespace {

struct DecisionsStage : PageStage {
    std::unique_ptr<DecisionsPage> page;

    explicit DecisionsStage(test::FakeWorld world = test::governedWorld())
        : PageStage(std::move(world))
        , page(std::make_unique<DecisionsPage>(context()))
    {
        page->resize(1100, 900);
        page->show();
        page->refresh();
        settle();
    }
    bool says(const QString& text) const
    {
        for (const QLabel* label : page->findChildren<QLabel*>())
            if (label->isVisibleTo(page.get()) && label->text().contains(text)) return true;
        return false;
    }
    QPushButton* button(const QString& name) const { return page->findChild<QPushButton*>(name); }
    QPushButton* button(const QString& name, std::size_t motion) const
    {
        return button(name + idText(engine->world.motions[motion].id));
    }
    template <typename T>
    const T* last() const
    {
        return engine->prepared.empty() ? nullptr : std::get_if<T>(&engine->prepared.back());
    }
    ActDialog* form() const
    {
        for (QWidget* window : QApplication::topLevelWidgets())
            if (auto* dialog = qobject_cast<ActDialog*>(window); dialog && dialog->isVisible()) return dialog;
        return nullptr;
    }
};

} // namespace

class DecisionsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOpenMotionSaysWhatWhoByWhenAndOtherwise()
    {
        DecisionsStage stage;
        QVERIFY(stage.says(u"Pay 40.00"_s) && stage.says(u"to Ana R."_s));
        QVERIFY(stage.says(u"The printer's bill for the handbook"_s));
        QVERIFY(stage.says(u"What now"_s) && stage.says(u"Who must act"_s) && stage.says(u"By when"_s) &&
                stage.says(u"If nobody acts"_s));
        QVERIFY(stage.says(u"it has passed, and anybody can carry it out"_s));
        QCOMPARE(stage.page->tabs()->tabText(DecisionsPage::Motions), u"Motions (3)"_s);
    }

    void otherRulesAreShownAgainstThoseOfToday()
    {
        DecisionsStage stage;
        QVERIFY(stage.says(u"Change the rules"_s));
        QVERIFY(stage.says(u"14 days → 7 days"_s));
        QVERIFY(stage.says(u"it is rejected, and the deposit of"_s));
    }

    /// What a motion is about and its four answers are two lists; their values stand in one column.
    void theListsOfACardAreAligned()
    {
        DecisionsStage stage;
        std::size_t severalLists = 0;
        for (const auto& motion : stage.engine->world.motions) {
            const auto* card = stage.page->findChild<QWidget*>(u"motion-"_s + idText(motion.id));
            if (card == nullptr) continue; // it is over
            severalLists += card->findChildren<FactList*>().size() > 1;
            std::set<int> widths;
            for (const auto* name : card->findChildren<QLabel*>(u"factName"_s))
                widths.insert(name->minimumWidth());
            QCOMPARE(widths.size(), std::size_t(1));
        }
        QVERIFY(severalLists >= 2);
    }

    void votesGoToTheReviewWithTheirSide()
    {
        DecisionsStage stage;
        stage.button(u"against-"_s, 0)->click();
        settle();
        const auto* vote = stage.last<engine::VoteOnMotion>();
        QVERIFY(vote && vote->side == tx::Side::Against && vote->motion == stage.engine->world.motions[0].id);
        QVERIFY(signOpenReview());
        stage.button(u"for-"_s, 1)->click();
        settle();
        QVERIFY(stage.last<engine::VoteOnMotion>()->side == tx::Side::For);
    }

    void whoeverHasVotedHasNoButtons()
    {
        test::FakeWorld world = test::governedWorld();
        world.motions[0].iMayVote = false;
        world.motions[0].iHaveVoted = true;
        DecisionsStage stage(world);
        QVERIFY(!stage.button(u"for-"_s, 0) && !stage.button(u"against-"_s, 0));
        QVERIFY(stage.says(u"You have voted."_s));
    }

    void whatHasPassedCanBeCarriedOut()
    {
        DecisionsStage stage;
        QVERIFY(!stage.button(u"for-"_s, 2));
        stage.button(u"enact-"_s, 2)->click();
        settle();
        const auto* act = stage.last<engine::CarryOutMotion>();
        QVERIFY(act && act->motion == stage.engine->world.motions[2].id);
    }

    void whatIsOverStandsInATable()
    {
        DecisionsStage stage;
        const auto* table = stage.page->findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 2);
        QVERIFY(table->model()->index(1, 0).data().toString().contains(u"cannot be read on this computer"_s));
    }

    void theInboxLeadsToTheMotion()
    {
        DecisionsStage stage;
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Rules);
        stage.page->open(idText(stage.engine->world.motions[2].id));
        settle();
        QCOMPARE(stage.page->tabs()->currentIndex(), int{DecisionsPage::Motions});
        QCOMPARE(stage.page->focusWidget(), stage.button(u"enact-"_s, 2));
    }

    void everyActHasItsForm()
    {
        DecisionsStage stage;
        for (const QString& name : {u"pay"_s, u"fund"_s, u"stake"_s, u"leave"_s, u"changeRules"_s,
                                    u"addTool"_s, u"drop-33"_s, u"takeSeat"_s}) {
            QVERIFY2(stage.button(name), qPrintable(name));
            QVERIFY2(stage.button(name)->isEnabled(), qPrintable(name));
            stage.button(name)->click();
            settle();
            QVERIFY2(stage.form(), qPrintable(name));
            stage.form()->reject();
            settle();
        }
        QCOMPARE(stage.page->pageActions().size(), 4);
        for (QAction* action : stage.page->pageActions()) {
            action->trigger();
            settle();
            QVERIFY2(stage.form(), qPrintable(action->text()));
            stage.form()->reject();
            settle();
        }
    }

    void aToolThatHoldsMoneyStays()
    {
        DecisionsStage stage;
        QVERIFY(!stage.button(u"drop-32"_s)->isEnabled());
        // Which ones, so that they can be paid or returned.
        const QString why = stage.button(u"drop-32"_s)->toolTip();
        QVERIFY2(why.contains(u"R-4f01 (7.00"_s) && why.contains(u"R-4f02 (5.00"_s), qPrintable(why));
        QVERIFY2(!why.contains(u"R-4f03"_s), qPrintable(why));
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        QVERIFY(stage.says(u"It can be removed once these records are paid"_s));
    }

    void recordsOfAToolSayWhatTheyHoldAndWhoIsNext()
    {
        DecisionsStage stage;
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        QVERIFY(stage.says(u"R-4f01, “Paint the workshop”"_s));
        QVERIFY(stage.says(u"State 2 · holds 7.00"_s));
        QVERIFY(stage.says(u"State 1 · holds nothing"_s));
        auto* pay = stage.button(u"record-R-4f01-3"_s);
        QVERIFY(pay && pay->isEnabled() && pay->text().startsWith(u"To state 3: pay 7.00"_s));
        // Nobody pays themselves, and what the table leaves to others is said so.
        QVERIFY(!stage.button(u"record-R-4f02-3"_s)->isEnabled());
        QVERIFY(stage.button(u"record-R-4f02-3"_s)->toolTip().startsWith(u"It would pay you"_s));
        QVERIFY(stage.button(u"record-R-4f09-1"_s)->toolTip().contains(u"officers, founders"_s));

        // What holds the tool is returned from there.
        stage.button(u"record-R-4f02-1"_s)->click();
        settle();
        QVERIFY(stage.form());
        stage.form()->send();
        settle();
        const auto* put = stage.last<engine::PutToolRecord>();
        QVERIFY(put && put->tool == 32 && put->state == 1 && put->text.empty());
        QCOMPARE(put->object, stage.engine->world.toolRecords[0].records[1].id);
        QVERIFY(signOpenReview());
    }

    /// Whoever remembers a tool that is gone finds its records, whole, and nothing to press.
    void aRemovedToolStandsAtTheEndToBeRead()
    {
        DecisionsStage stage;
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        settle();
        QVERIFY(stage.says(u"Tool 34 (removed)"_s));
        QVERIFY(stage.says(u"This tool was removed. Its 2 record"_s));
        QVERIFY(stage.says(u"R-4f05, “Loan of the projector”"_s));
        QVERIFY(stage.says(u"For the fair, until the end of May."_s));
        const auto* card = stage.page->findChild<QWidget*>(u"removed-34"_s);
        QVERIFY(card && card->isVisibleTo(stage.page.get()));
        QVERIFY(card->findChildren<QPushButton*>().isEmpty());
        QVERIFY(!stage.button(u"drop-34"_s));
        // Below the tools that there are.
        QVERIFY(card->mapTo(stage.page.get(), QPoint(0, 0)).y() >
                stage.button(u"drop-33"_s)->mapTo(stage.page.get(), QPoint(0, 0)).y());
        // As soon as a tool goes. What it said about itself stays, where it was ever here.
        stage.engine->world.tools.pop_back();
        auto& reading = stage.engine->world.toolRecords[1];
        reading.isRemoved = true;
        reading.manifestText = "Reading list\nWhat we read.";
        reading.begin.clear();
        reading.records.clear();
        stage.page->refresh();
        settle();
        QVERIFY(stage.says(u"Reading list (removed)"_s) && stage.says(u"What we read."_s));
        QVERIFY(stage.says(u"This tool (number 33) was removed. It has no records."_s));
        QVERIFY(!stage.button(u"drop-33"_s));
    }

    /// Why something cannot be done stands beside it as text, which the keyboard and a screen reader reach.
    void whatCannotBePressedSaysWhyInText()
    {
        test::FakeWorld world = test::governedWorld();
        world.toolRecords[0].begin[0].roles = 0x10;
        world.toolRecords[0].begin[0].bar = engine::ToolMove::Bar::NotNamed;
        DecisionsStage stage(world);
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        const auto reason = [&](const QString& text) -> const QLabel* {
            for (const QLabel* label : stage.page->findChildren<QLabel*>(u"whyNot"_s))
                if (label->isVisibleTo(stage.page.get()) && label->text().contains(text)) return label;
            return nullptr;
        };
        const auto* fresh = stage.button(u"record-32-1"_s);
        QVERIFY(!fresh->isEnabled());
        const QString why = u"The tool leaves this to others: founders."_s;
        QCOMPARE(fresh->accessibleDescription(), why);
        const QLabel* text = reason(u"Not now: "_s + why);
        QVERIFY(text && (text->focusPolicy() & Qt::TabFocus));
        QVERIFY((text->textInteractionFlags() & Qt::TextSelectableByKeyboard) != 0);
        // Where only some of the steps are barred: which.
        QVERIFY(reason(u"Not now “To state 3: pay 5.00"_s));
        // What can be pressed needs no reason.
        QVERIFY(stage.button(u"record-33-1"_s)->isEnabled());
        QCOMPARE(stage.page->findChildren<QLabel*>(u"whyNot"_s).size(), 4); // that of adding is empty
        QVERIFY(!reason(u"not a member"_s) && !reason(u"read-only"_s));
    }

    void whoeverIsNoMemberReadsThatInText()
    {
        test::FakeWorld world = test::governedWorld();
        for (auto& member : world.companyViews.front().members) member.person.isMe = false;
        DecisionsStage stage(world);
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        QVERIFY(!stage.button(u"addTool"_s)->isEnabled());
        QVERIFY(stage.says(u"You are not a member of this company"_s));
    }

    void aNewRecordIsMadeOnTheToolsCard()
    {
        DecisionsStage stage;
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        stage.button(u"record-32-1"_s)->click();
        settle();
        stage.form()->send();
        QCOMPARE(stage.form()->shownFaults(), QStringList{u"Say what the record is about."_s});
        stage.form()->findChild<QPlainTextEdit*>()->setPlainText(u"New chairs"_s);
        stage.form()->send();
        settle();
        const auto* put = stage.last<engine::PutToolRecord>();
        QVERIFY(put && put->object.isZero() && put->state == 1);
        QCOMPARE(put->text, std::string("New chairs"));
        QVERIFY(put->assignee && put->assignee->isZero());
    }

    /// In the sample company nothing is offered, and records are shown anew when they change.
    void recordsFollowWhatIsKnown()
    {
        test::FakeWorld world = test::governedWorld();
        world.network.mode = engine::NetworkMode::Sample;
        DecisionsStage stage(world);
        QVERIFY(!stage.button(u"record-R-4f01-3"_s)->isEnabled());
        QVERIFY(!stage.button(u"record-32-1"_s)->isEnabled());
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Tools);
        QVERIFY(stage.says(u"This is the sample company: read-only"_s));
        auto& record = stage.engine->world.toolRecords[0].records[0];
        record.held = 0;
        record.state = 3;
        record.next.clear();
        stage.page->refresh();
        settle();
        QVERIFY(!stage.button(u"record-R-4f01-3"_s));
    }

    void aSeatIsForArbitrators()
    {
        test::FakeWorld world = test::governedWorld();
        world.companyViews.front().myRole = tx::Role::Member;
        DecisionsStage stage(world);
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Seats);
        QVERIFY(!stage.button(u"takeSeat"_s)->isEnabled());
        QVERIFY(stage.button(u"takeSeat"_s)->toolTip().startsWith(u"Your role has to be arbitrator"_s));
    }

    void aSeatThatWasGivenUpSaysWhenItsDepositComes()
    {
        test::FakeWorld world = test::governedWorld();
        world.seats[1].who.isMe = true;
        DecisionsStage stage(world);
        stage.page->tabs()->setCurrentIndex(DecisionsPage::Seats);
        QVERIFY(stage.says(u"Notice of your seat has been given. Your deposit of 30.00"_s));
        QVERIFY(!stage.button(u"leaveSeat"_s)->isEnabled());
        QVERIFY(!stage.button(u"takeSeat"_s)->isVisibleTo(stage.page.get()));
        stage.engine->world.seats[1].leavesAt = stage.engine->world.network.now - 1;
        stage.page->refresh();
        settle();
        stage.button(u"leaveSeat"_s)->click();
        settle();
        stage.form()->send();
        settle();
        QVERIFY(stage.last<engine::LeaveCourtSeat>());
    }

    void theSampleCompanyChangesNothing()
    {
        test::FakeWorld world = test::governedWorld();
        world.network.mode = engine::NetworkMode::Sample;
        DecisionsStage stage(world);
        for (const QString& name : {u"putMotion"_s, u"pay"_s, u"changeRules"_s, u"addTool"_s, u"takeSeat"_s})
            QVERIFY2(!stage.button(name)->isEnabled(), qPrintable(name));
        QVERIFY(!stage.button(u"for-"_s, 0)->isEnabled());
    }

    void everyRuleThatDiffersIsNamed()
    {
        const tx::CharterTerms now = test::governedWorld().companyViews.front().terms;
        const PartyName names = [](const tx::Party&) { return u"Somebody"_s; };
        QVERIFY(termChanges(now, now, names, u"MTS"_s).empty());
        const auto differs = [&](auto tx::CharterTerms::*member) {
            tx::CharterTerms other = now;
            other.*member = static_cast<std::decay_t<decltype(other.*member)>>(other.*member + 1);
            return termChanges(now, other, names, u"MTS"_s).size() == 1;
        };
        QVERIFY(differs(&tx::CharterTerms::changes));
        for (const auto share : {&tx::CharterTerms::tax, &tx::CharterTerms::depositShare,
                                 &tx::CharterTerms::objectionThreshold, &tx::CharterTerms::slash})
            QVERIFY(differs(share));
        for (const auto period : {&tx::CharterTerms::answerPeriod, &tx::CharterTerms::reviewPeriod,
                                  &tx::CharterTerms::challengePeriod, &tx::CharterTerms::gracePeriod,
                                  &tx::CharterTerms::objectionPeriod, &tx::CharterTerms::votePeriod,
                                  &tx::CharterTerms::commitPeriod, &tx::CharterTerms::appealPeriod}) {
            tx::CharterTerms other = now;
            other.*period += kDay;
            QCOMPARE(termChanges(now, other, names, u"MTS"_s).size(), std::size_t{1});
        }
        for (const auto amount : {&tx::CharterTerms::minimumDeposit, &tx::CharterTerms::motionBond,
                                  &tx::CharterTerms::silentLimit, &tx::CharterTerms::spendLimit,
                                  &tx::CharterTerms::seatDeposit}) {
            tx::CharterTerms other = now;
            other.*amount += kToken;
            QCOMPARE(termChanges(now, other, names, u"MTS"_s).size(), std::size_t{1});
        }
    }
};

STOA_TEST(DecisionsPageTest)
#include "decisions_page_test.moc"
