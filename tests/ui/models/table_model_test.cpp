// SPDX-License-Identifier: MIT
#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/models/table_model.h"

using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {
struct Row {
    QString id;
    int value = 0;
};
} // namespace

class TableModelTest : public QObject {
    Q_OBJECT

    TableModel<Row>* make()
    {
        return new TableModel<Row>(
            {{u"Id"_s, [](const Row& row) { return row.id; }},
             {u"Value"_s, [](const Row& row) { return QString::number(row.value); }, Qt::AlignRight}},
            [](const Row& row) { return row.id; }, this);
    }

private Q_SLOTS:
    void isAProperModelThroughEveryChange()
    {
        auto* model = make();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model->setRows({{u"a"_s, 1}, {u"b"_s, 2}, {u"c"_s, 3}});
        model->setRows({{u"c"_s, 3}, {u"x"_s, 9}, {u"a"_s, 7}});
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(model->index(0, 0).data().toString(), u"c"_s);
        QCOMPARE(model->index(1, 1).data().toString(), u"9"_s);
        QCOMPARE(model->index(2, 1).data().toString(), u"7"_s);
        QCOMPARE(model->rowOf(u"a"_s), 2);
        QCOMPARE(model->rowOf(u"b"_s), -1);
        model->setRows({});
        QCOMPARE(model->rowCount(), 0);
    }

    void aRowThatStaysKeepsItsSelection()
    {
        auto* model = make();
        model->setRows({{u"a"_s, 1}, {u"b"_s, 2}, {u"c"_s, 3}});
        QItemSelectionModel selection(model);
        selection.setCurrentIndex(model->index(1, 0),
                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QSignalSpy reset(model, &QAbstractItemModel::modelReset);
        model->setRows({{u"new"_s, 0}, {u"c"_s, 3}, {u"b"_s, 5}});
        QCOMPARE(selection.currentIndex().data().toString(), u"b"_s);
        QCOMPARE(reset.count(), 0);
    }

    void rowsWithTheSameKeyAreAllShown()
    {
        auto* model = make();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model->setRows({{u"a"_s, 1}, {u"a"_s, 2}});
        model->setRows({{u"b"_s, 0}, {u"a"_s, 3}, {u"a"_s, 4}, {u"a"_s, 5}});
        QCOMPARE(model->rowCount(), 4);
        QCOMPARE(model->index(2, 1).data().toString(), u"4"_s);
        QCOMPARE(model->rowOf(u"a"_s), 1);
        model->setRows({{u"a"_s, 6}});
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->index(0, 1).data().toString(), u"6"_s);
    }

    void toolTipsNeverTakeTextAsMarkup()
    {
        auto* model = make();
        model->setRows({{u"<b>Pay me</b>"_s, 1}});
        QCOMPARE(model->index(0, 0).data(Qt::ToolTipRole).toString(),
                 u"<span>&lt;b&gt;Pay me&lt;/b&gt;</span>"_s);
    }

    void cellsSayTheirColumnToScreenReaders()
    {
        auto* model = make();
        model->setRows({{u"a"_s, 1}});
        QCOMPARE(model->index(0, 1).data(Qt::AccessibleTextRole).toString(), u"Value: 1"_s);
    }
};

STOA_TEST(TableModelTest)
#include "table_model_test.moc"
