// SPDX-License-Identifier: MIT
// The form of one step of a tool's record: what it does with money stands there before it is signed.
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QtTest>

#include "tests/support/registry.h"
#include "tests/support/ui/page_stage.h"
#include "ui/dialogs/act_dialog.h"
#include "ui/dialogs/company_forms.h"
#include "ui/widgets/money.h"

using namespace stoa;
using namespace stoa::ui;
using stoa::test::PageStage;
using stoa::test::settle;
using namespace Qt::Literals::StringLiterals;

namespace {

struct RecordStage : PageStage {
    QWidget window;

    RecordStage()
        : PageStage(test::governedWorld())
    {
        window.show();
    }
    const engine::ToolRecordView& record(std::size_t i) const
    {
        return engine->world.toolRecords.front().records[i];
    }
    /// The form for the move of the small grant `i` to that state.
    ActDialog* open(std::size_t i, std::uint8_t to)
    {
        for (const engine::ToolMove& move : record(i).next) {
            if (move.to != to) continue;
            ActDialog* form = makeRecordForm({session, actions, &window}, engine->world.companyViews.front(),
                                             engine->world.tools.front(), record(i), move);
            form->begin();
            settle();
            return form;
        }
        return nullptr;
    }
    const engine::PutToolRecord* last() const
    {
        return engine->prepared.empty() ? nullptr
                                        : std::get_if<engine::PutToolRecord>(&engine->prepared.back());
    }
    static bool says(const ActDialog* form, const QString& text)
    {
        settle();
        for (const QLabel* label : form->findChildren<QLabel*>())
            if (label->isVisibleTo(form) && label->text().contains(text)) return true;
        return false;
    }
};

} // namespace

class RecordFormTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fundingAsksForAnAmountWithinTheLimit()
    {
        RecordStage stage;
        ActDialog* form = stage.open(2, 2);
        QVERIFY(form);
        QVERIFY(RecordStage::says(form, u"Money of the company goes from the treasury into the record."_s));
        auto* amount = form->findChild<AmountEdit*>();
        QVERIFY(amount);
        amount->setAmount(181 * kToken);
        form->send();
        QCOMPARE(form->shownFaults().size(), 1);
        QVERIFY(form->shownFaults().front().contains(u"180.00"_s));
        QVERIFY(!stage.last());
        amount->setAmount(9 * kToken);
        QVERIFY(RecordStage::says(form, u"9.00"_s)); // the record then holds
        form->send();
        settle();
        const auto* put = stage.last();
        QVERIFY(put);
        QCOMPARE(put->amount, 9 * kToken);
        QCOMPARE(put->object, stage.record(2).id);
        QVERIFY(put->text.empty()); // nobody changed it
        QCOMPARE(*put->assignee, stage.record(2).assignee.address);
    }

    void payingSaysToWhomAndChangesNobody()
    {
        RecordStage stage;
        ActDialog* form = stage.open(0, 3);
        QVERIFY(form);
        QVERIFY(RecordStage::says(form, u"All that it holds, 7.00"_s));
        QVERIFY(!form->findChild<QComboBox*>()); // who is paid was fixed before
        QVERIFY(!form->findChild<AmountEdit*>());
        form->send();
        settle();
        const auto* put = stage.last();
        QVERIFY(put && put->state == 3 && put->amount == 0 && !put->assignee);
        QCOMPARE(put->editsSeen, stage.record(0).edits); // of the record that was read
    }

    void whatItSaysAndWhoIsAssignedCanChangeOnTheWay()
    {
        RecordStage stage;
        ActDialog* form = stage.open(0, 1);
        QVERIFY(form);
        QVERIFY(RecordStage::says(form, u"goes back to the treasury"_s));
        form->findChild<QPlainTextEdit*>()->setPlainText(u"Paint it later"_s);
        form->findChild<QComboBox*>()->setCurrentIndex(0); // nobody
        form->send();
        settle();
        const auto* put = stage.last();
        QVERIFY(put);
        QCOMPARE(put->text, std::string("Paint it later"));
        QVERIFY(put->assignee && put->assignee->isZero());
    }
};

STOA_TEST(RecordFormTest)
#include "record_form_test.moc"
