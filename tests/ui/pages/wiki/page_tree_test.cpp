// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_tree.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include "tests/support/registry.h"
#include "ui/pages/wiki/page_tree_model.h"
#include "ui/theme/visible_text.h"

using namespace Qt::Literals::StringLiterals;
using namespace stoa;
using namespace stoa::ui;

namespace {

std::vector<engine::PageSummary> named(const std::vector<std::string>& names)
{
    std::vector<engine::PageSummary> pages;
    for (const std::string& name : names) {
        engine::PageSummary page;
        page.name = name;
        pages.push_back(page);
    }
    return pages;
}

} // namespace

class PageTreeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsTheRules()
    {
        PageTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPages(named({"Home", "Compiler/Front end", "Compiler/Back end/Costs", "Compiler"}));
        model.setFilter(u"end"_s);
        model.setFilter({});
        auto pages = named({"Home", "Compiler/Front end", "Compiler/Back end/Costs", "Compiler"});
        pages[1].sharing = engine::PageSharing::Conflict;
        model.setPages(pages);
        model.setPages(named({"Home"}));
        model.setPages({});
    }

    void namesBecomeBranches()
    {
        PageTreeModel model;
        model.setPages(named({"b", "A/x", "A/y", "C/d/e"}));
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex a = model.index(0, 0);
        QCOMPARE(a.data().toString(), u"A"_s);
        QVERIFY(!a.data(PageTreeModel::IsPageRole).toBool());
        QCOMPARE(model.rowCount(a), 2);
        const QModelIndex deep = model.indexOf(u"C/d/e"_s);
        QVERIFY(deep.isValid());
        QCOMPARE(deep.data(PageTreeModel::NameRole).toString(), u"C/d/e"_s);
        QVERIFY(deep.data(PageTreeModel::IsPageRole).toBool());
        QVERIFY(!model.indexOf(u"C/x"_s).isValid());
    }

    void filterKeepsTheWayToWhatItFinds()
    {
        PageTreeModel model;
        model.setPages(named({"Home", "Compiler/Front end", "Compiler/Back end", "Corpus"}));
        model.setFilter(u"FRONT comp"_s);
        QCOMPARE(model.shown(), 1);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.indexOf(u"Compiler/Front end"_s).isValid());
        QVERIFY(!model.indexOf(u"Corpus"_s).isValid());
    }

    void stateIsSaidInWords()
    {
        PageTreeModel model;
        auto pages = named({"Home"});
        pages[0].sharing = engine::PageSharing::Conflict;
        model.setPages(pages);
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"two versions"_s));
    }

    void tenThousandPagesAreShown()
    {
        std::vector<std::string> names;
        for (int i = 0; i < 10'000; ++i)
            names.push_back("Area " + std::to_string(i % 100) + "/Topic " + std::to_string(i % 1000) +
                            "/Page " + std::to_string(i));
        PageTreeModel model;
        model.setPages(named(names));
        model.setFilter(u"page 77"_s);
        model.setFilter({});
        QVERIFY(model.indexOf(u"Area 77/Topic 777/Page 9777"_s).isValid());
    }

    void selectionAndBranchesSurviveAFreshList()
    {
        PageTree tree;
        tree.setPages(named({"A/x", "A/y", "B"}));
        tree.select(u"A/y"_s);
        tree.setPages(named({"A/x", "A/y", "A/z", "B"}));
        QCOMPARE(tree.view()->currentIndex().data(PageTreeModel::NameRole).toString(), u"A/y"_s);
        QVERIFY(tree.view()->isExpanded(tree.model().indexOf(u"A"_s)));
        QSignalSpy opened(&tree, &PageTree::opened);
        tree.filter()->setText(u"B"_s);
        tree.filter()->clear();
        QVERIFY(opened.isEmpty());
        QVERIFY(tree.view()->isExpanded(tree.model().indexOf(u"A"_s)));
    }

    void hiddenCharactersAreShown()
    {
        QCOMPARE(visibleText(u"a\u202Eb"_s), u"a[U+202E]b"_s);
        QCOMPARE(visibleText(u"plain ü 漢"_s), u"plain ü 漢"_s);
        QCOMPARE(pageTitle(u"Compiler/Front end"_s), u"Compiler / Front end"_s);
        QCOMPARE(tipText(u"<b>x</b>"_s), u"<span>&lt;b&gt;x&lt;/b&gt;</span>"_s);
    }
};

STOA_TEST(PageTreeTest)
#include "page_tree_test.moc"
