// SPDX-License-Identifier: MIT
#include <memory>
#include <set>

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include "tests/support/registry.h"
#include "ui/theme/icons.h"
#include "ui/theme/text_role.h"
#include "ui/theme/theme.h"
#include "ui/widgets/address.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/money.h"
#include "ui/widgets/password_edit.h"
#include "ui/widgets/qr_view.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/stepper.h"
#include "ui/widgets/text_label.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

class WidgetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsNeverReadMarkup()
    {
        for (TextLabel* label : {textLabel(u"<b>x</b>"_s), wrappedLabel(u"<b>x</b>"_s), captionLabel({})}) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            delete label;
        }
        StateChip chip(u"<i>x</i>"_s, u"check"_s, Tone::Ok);
        QCOMPARE(chip.textFormat(), Qt::PlainText);
    }

    void amountFieldSaysWhatIsWrong()
    {
        AmountEdit edit(u"MTS"_s);
        QVERIFY(edit.fault().isEmpty());
        edit.setText(u"x"_s);
        QVERIFY(!edit.fault().isEmpty());
        QVERIFY(edit.property("invalid").toBool());
        QCOMPARE(edit.accessibleDescription(), edit.fault());
        edit.setMaximum(10 * kToken);
        edit.setText(u"10.01"_s);
        QVERIFY(edit.fault().contains(u"10.00"_s));
        edit.setText(u"10"_s);
        QVERIFY(edit.fault().isEmpty());
        QCOMPARE(edit.amount(), std::optional<Amount>(10 * kToken));
    }

    void addressFieldChecksWhileTyping()
    {
        AddressEdit edit;
        edit.setText(u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"_s);
        QVERIFY(!edit.address());
        QVERIFY(edit.fault().contains(u"One character"_s));
        edit.setText(u" 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed "_s);
        QVERIFY(edit.address());
        QVERIFY(!edit.property("invalid").toBool());
    }

    void anAddressHasOneLineToWriteAndAsManyAsItNeedsToRead()
    {
        AddressEdit edit;
        edit.setText(u"0x5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed"_s);
        const int line = edit.heightForWidth(4000);
        QCOMPARE(edit.sizeHint().height(), line);
        QVERIFY(edit.heightForWidth(charactersWide(&edit, 30)) > line);
        QVERIFY(edit.heightForWidth(charactersWide(&edit, 10)) >
                edit.heightForWidth(charactersWide(&edit, 30)));
        edit.clear();
        QCOMPARE(edit.heightForWidth(charactersWide(&edit, 10)), line);
        QTest::keyClicks(&edit, u"0x5aAeb6053F3E94C9b9A0"_s);
        QTest::keyClick(&edit, Qt::Key_Return);
        QTest::keyClicks(&edit, u"9f33669435E7Ef1BeAed"_s);
        QCOMPARE(edit.text(), u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s);
        QVERIFY(edit.address());
        edit.clear();
        QGuiApplication::clipboard()->setText(u"  0x5aAeb6053F3E94C9b9A0\n9f33669435E7Ef1BeAed\n"_s);
        edit.paste();
        QVERIFY(edit.address());
        QVERIFY(!edit.text().contains(u'\n'));
    }

    void passwordLeavesTheFieldWhenItIsTaken()
    {
        PasswordEdit edit(u"Password"_s);
        edit.field()->setText(u"owls read quiet maps"_s);
        QVERIFY(edit.isLongEnough());
        QVERIFY(edit.strength() > 0);
        const auto secret = edit.take();
        QCOMPARE(QByteArray(secret->text().data(), static_cast<qsizetype>(secret->size())),
                 QByteArray("owls read quiet maps"));
        QVERIFY(edit.isEmpty());
        QCOMPARE(edit.field()->echoMode(), QLineEdit::Password);
        auto* reveal = edit.findChild<QToolButton*>();
        QVERIFY(!reveal->accessibleName().isEmpty());
        QVERIFY(reveal->focusPolicy() & Qt::TabFocus);
    }

    /// The icon grows with the text, also of a banner that stands there already.
    void aBannersTextKeepsOffItsIcon()
    {
        Theme theme;
        QWidget window;
        auto& banner = *new Banner(Tone::Danger, u"The disk is full."_s, &window);
        window.show();
        const auto* text = banner.findChild<QLabel*>();
        const auto gap = [&] {
            banner.resize(400, banner.sizeHint().height());
            banner.layout()->activate();
            return text->x() - (14 + iconSize()); // the icon begins 14 from the left
        };
        for (const int percent : {100, 200, 80}) {
            theme.setTextPercent(percent);
            QCoreApplication::processEvents(); // widgets hear of the font by an event
            QVERIFY2(gap() >= iconSize() / 2, qPrintable(u"%1 %: %2"_s.arg(percent).arg(gap())));
            Banner fresh(Tone::Danger, u"The disk is full."_s);
            QCOMPARE(fresh.layout()->contentsMargins(), banner.layout()->contentsMargins());
        }
    }

    void bannersReplaceThoseOfTheSameKeyAndVanishEmpty()
    {
        QWidget window;
        auto* area = new BannerArea(&window);
        auto* button = new QPushButton(&window);
        QCOMPARE(BannerArea::nearest(button), area);
        area->show(u"a"_s, Tone::Warn, u"one"_s);
        area->show(u"a"_s, Tone::Warn, u"two"_s);
        QVERIFY(!area->isEmpty());
        bool wasRun = false;
        area->show(u"b"_s, Tone::Info, u"three"_s)->addAction(u"Do it"_s, [&] { wasRun = true; });
        area->findChild<QPushButton*>()->click();
        QVERIFY(wasRun);
        area->remove(u"a"_s);
        area->remove(u"b"_s);
        QVERIFY(area->isEmpty() && area->isHidden());
    }

    void stepperSaysWhereItIs()
    {
        Stepper stepper;
        stepper.setSteps({u"Purpose"_s, u"Rules"_s, u"Review"_s}, 1);
        QCOMPARE(stepper.accessibleName(), u"Step 2 of 3: Rules"_s);
        QVERIFY(stepper.heightForWidth(120) > stepper.heightForWidth(1200) - 1);
    }

    void qrCodeIsBlackOnWhiteWithItsQuietZone()
    {
        QrView view(u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s, u"address"_s);
        QVERIFY(view.sizeHint().width() >= 200);
        view.resize(view.sizeHint());
        const QImage image = view.grab().toImage();
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::white));
        QVERIFY(view.accessibleName().contains(u"address"_s));
    }

    void factsUnderEachOtherHaveTheirValuesInOneColumn()
    {
        const auto widths = [](const FactList& facts) {
            std::set<int> found;
            for (const TextLabel* name : facts.findChildren<TextLabel*>(u"factName"_s))
                found.insert(name->minimumWidth());
            return found;
        };
        auto upper = std::make_unique<FactList>();
        FactList lower;
        FactList lowest;
        upper->addFact(u"Name"_s, u"Value"_s);
        lower.addFact(u"A longer name"_s, u"Value"_s);
        lowest.addFact(u"No"_s, u"Value"_s);
        QVERIFY(widths(*upper) != widths(lower));
        lower.alignWith(*upper);
        lowest.alignWith(*upper);
        QCOMPARE(widths(*upper), widths(lower));
        QCOMPARE(widths(lowest), widths(lower));
        upper->addFact(u"The longest name"_s, u"Value"_s);
        QCOMPARE(widths(*upper).size(), std::size_t(1));
        QCOMPARE(widths(*upper), widths(lower));
        upper.reset(); // whoever is left is aligned without it
        lower.addFact(u"Another name"_s, u"Value"_s);
        QCOMPARE(widths(lowest), widths(lower));
    }

    void factsKeepTheirNames()
    {
        FactList facts;
        facts.addFact(u"Name"_s, u"Value"_s);
        facts.addFact(u"Address"_s, new AddressLabel(Address{}));
        QVERIFY(facts.findChildren<TextLabel*>().size() >= 3);
        facts.clear();
    }
};

STOA_TEST(WidgetsTest)
#include "widgets_test.moc"
