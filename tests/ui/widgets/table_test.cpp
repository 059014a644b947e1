// SPDX-License-Identifier: MIT
#include "ui/widgets/table.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/models/table_model.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Money : QStandardItemModel {
    Money()
        : QStandardItemModel(3, 4)
    {
        setHorizontalHeaderLabels({u"What"_s, u"With whom"_s, u"Amount"_s, u"State"_s});
        for (int row = 0; row < 3; ++row) {
            const QStringList texts{u"Port the compiler front end to the new machine"_s,
                                    u"Mira Petrova of the translators' guild"_s, u"1 200.00 MTS"_s,
                                    u"To be allocated"_s};
            for (int column = 0; column < 4; ++column) {
                auto* item = new QStandardItem(texts.at(column));
                if (column == 2) item->setTextAlignment(Qt::AlignRight);
                setItem(row, column, item);
            }
        }
        setHeaderData(2, Qt::Horizontal, QVariant(Qt::AlignRight), Qt::TextAlignmentRole);
    }
};

struct Shown {
    Money model;
    Table table{u"Money"_s};
    explicit Shown(int width)
    {
        table.setModel(&model);
        table.setStretchedColumn(0);
        table.fitRows(1, 10);
        table.resize(width, 300);
        table.show();
        QTest::qWait(1);
    }
    int shownColumns() const
    {
        int shown = 0;
        for (int column = 0; column < 4; ++column) shown += table.isColumnHidden(column) ? 0 : 1;
        return shown;
    }
};

} // namespace

class TableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columnsStandSideBySideWhereThereIsRoom()
    {
        Shown wide(1400);
        QVERIFY(!wide.table.isStacked());
        QCOMPARE(wide.shownColumns(), 4);
        QCOMPARE(wide.table.horizontalHeader()->length(), wide.table.viewport()->width());
    }

    void lessRoomIsShared()
    {
        Shown wide(1400);
        const int amount = wide.table.columnWidth(2);
        const int person = wide.table.columnWidth(1);
        // Just too narrow for all of everything.
        const QFontMetrics metrics = wide.table.fontMetrics();
        wide.table.resize(amount + metrics.averageCharWidth() * 76, 300);
        QTest::qWait(1);
        QVERIFY(!wide.table.isStacked());
        QVERIFY(wide.table.columnWidth(1) < person);
        QCOMPARE(wide.table.columnWidth(2), amount); // figures are never cut
        QVERIFY(wide.table.horizontalHeader()->length() <= wide.table.viewport()->width());
    }

    void whereThereIsNoRoomTheColumnsStandBelowEachOther()
    {
        Shown narrow(220);
        QVERIFY(narrow.table.isStacked());
        QCOMPARE(narrow.shownColumns(), 1);
        QVERIFY(narrow.table.horizontalHeader()->length() <= narrow.table.viewport()->width());
        QVERIFY(narrow.table.rowHeight(0) > 3 * narrow.table.fontMetrics().height());
        // The keyboard goes from row to row and opens them.
        QSignalSpy opened(&narrow.table, &Table::rowActivated);
        narrow.table.setCurrentIndex(narrow.model.index(0, 0));
        QTest::keyClick(&narrow.table, Qt::Key_Down);
        QTest::keyClick(&narrow.table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().first().toInt(), 1);
        narrow.table.resize(1400, 300);
        QTest::qWait(1);
        QVERIFY(!narrow.table.isStacked());
        QCOMPARE(narrow.shownColumns(), 4);
        QVERIFY(narrow.table.rowHeight(0) < 3 * narrow.table.fontMetrics().height());
    }

    void aTableThatWasNarrowAtFirstIsAnOrdinaryOneLater()
    {
        Shown shown(220);
        QVERIFY(shown.table.isStacked());
        shown.table.setStretchedColumn(1);
        shown.table.setTitleColumn(3);
        QVERIFY(shown.table.isStacked());
        QCOMPARE(shown.shownColumns(), 1);
        QVERIFY(!shown.table.isColumnHidden(3));
        shown.table.resize(1400, 300);
        QTest::qWait(1);
        QCOMPARE(shown.shownColumns(), 4);
        for (int column = 0; column < 4; ++column)
            QVERIFY2(!shown.table.itemDelegateForColumn(column), qPrintable(QString::number(column)));
    }

    void theRowStaysChosenWhenTheColumnsMove()
    {
        Shown wide(1400);
        wide.table.setCurrentIndex(wide.model.index(2, 3));
        wide.table.resize(220, 300);
        QTest::qWait(1);
        QVERIFY(wide.table.isStacked());
        QCOMPARE(wide.table.currentIndex(), wide.model.index(2, 0));
    }

    void aScreenReaderHearsTheWholeRow()
    {
        TableModel<int> model({{u"Number"_s, [](int row) { return QString::number(row); }},
                               {u"Half of it"_s, [](int row) { return QString::number(row / 2); }}},
                              [](int row) { return QString::number(row); });
        model.setRows({6});
        Table table(u"Numbers"_s);
        table.setModel(&model);
        table.setStretchedColumn(0);
        table.resize(900, 200);
        table.show();
        QTest::qWait(1);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"Number: 6"_s);
        table.resize(90, 200);
        QTest::qWait(1);
        QVERIFY(table.isStacked());
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"Number: 6, Half of it: 3"_s);
    }
};

STOA_TEST(TableTest)
#include "table_test.moc"
