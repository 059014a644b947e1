// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/diff_view.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/pages/wiki/conflict_parts.h"
#include "ui/pages/wiki/diff_model.h"
#include "ui/pages/wiki/history_model.h"
#include "ui/theme/tokens.h"

using namespace Qt::Literals::StringLiterals;
using namespace stoa;
using namespace stoa::ui;
using content::Change;

namespace {

content::Diff sampleDiff()
{
    std::string before;
    std::string after;
    for (int i = 1; i <= 20; ++i) {
        const std::string line = "line " + std::to_string(i) + "\n";
        before += i == 10 ? "It reads COBOL now\n" : line;
        after += i == 10 ? "It reads PL/I now\nand more\n" : line;
    }
    return content::diffTexts(before, after);
}

} // namespace

class DiffViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelKeepsTheRules()
    {
        DiffModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setDiff(sampleDiff());
        model.setSideBySide(true);
        model.unfold(0);
        model.setSideBySide(false);
        model.setDiff({});
    }

    void unchangedLinesAreFoldedAndUnfolded()
    {
        DiffModel model;
        model.setDiff(sampleDiff());
        QCOMPARE(model.row(0).folded, 6); // 9 lines, of which 3 stay
        QVERIFY(model.index(0, 0).data().toString().contains(u"6"_s));
        const int folded = model.rowCount();
        model.unfold(0);
        QCOMPARE(model.rowCount(), folded + 5);
        QCOMPARE(model.row(0).left->oldLine, 1U);
    }

    void changedLinesStandBesideOrBelowEachOther()
    {
        DiffModel model;
        model.setDiff(sampleDiff());
        int first = model.nextChange(-1, false);
        QVERIFY(model.row(first).left && !model.row(first).right);
        model.setSideBySide(true);
        first = model.nextChange(-1, false);
        QVERIFY(model.row(first).left && model.row(first).right);
        QVERIFY(!model.row(first + 1).left && model.row(first + 1).right);
        QCOMPARE(model.nextChange(first, false), -1);
        QCOMPARE(model.nextChange(model.rowCount(), true), first);
    }

    void wordsAreMarkedWithMoreThanColour()
    {
        const Tokens& tokens = tokensOf(Scheme::Light);
        const content::DiffLine removed{
            Change::Removed, 1, 0, {{Change::Same, "It reads "}, {Change::Removed, "COBOL"}}};
        auto formats = diffFormats(removed, tokens);
        QCOMPARE(formats.size(), 1);
        QCOMPARE(formats[0].start, 9);
        QCOMPARE(formats[0].length, 5);
        QVERIFY(formats[0].format.fontStrikeOut());
        QCOMPARE(formats[0].format.background().color(), tokens.diffDel);
        const content::DiffLine added{Change::Added, 0, 1, {{Change::Added, "whole line"}}};
        formats = diffFormats(added, tokens);
        QCOMPARE(formats.size(), 1);
        QVERIFY(formats[0].format.fontUnderline());
        QCOMPARE(formats[0].format.background().color(), tokens.diffAdd);
        QVERIFY(diffFormats({Change::Same, 1, 1, {{Change::Same, "same"}}}, tokens).isEmpty());
    }

    void directionControlsAreShownInDifferences()
    {
        DiffModel model;
        content::Diff diff;
        diff.lines = {{Change::Added, 0, 1, {{Change::Added, "a\u202E\u2066b"}}}};
        model.setDiff(diff);
        QVERIFY(model.index(0, 0).data().toString().contains(u"a[U+202E][U+2066]b"_s));
    }

    void widthDecidesHowItIsShown()
    {
        DiffView view;
        view.resize(700, 300);
        view.show();
        view.setDiff(sampleDiff());
        QVERIFY(!view.model().isSideBySide());
        view.resize(1200, 300);
        QTRY_VERIFY(view.model().isSideBySide());
    }

    void anyTwoVersionsCanBeChosen()
    {
        HistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<engine::VersionView> versions;
        for (std::uint32_t i = 5; i > 0; --i) versions.push_back({i, {}, 1000 * i, "Mira", {}, "why", 100});
        model.setVersions(versions, 10'000);
        QCOMPARE(model.before(), 4U);
        QCOMPARE(model.after(), 5U);
        QVERIFY(model.setData(model.index(4, HistoryModel::BeforeColumn), Qt::Checked, Qt::CheckStateRole));
        QVERIFY(model.setData(model.index(2, HistoryModel::AfterColumn), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(model.before(), 1U);
        QCOMPARE(model.after(), 3U);
        QCOMPARE(model.index(4, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Checked));
        QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), static_cast<int>(Qt::Unchecked));
        model.setVersions(versions, 11'000);
        QCOMPARE(model.after(), 3U); // the choice stays while one looks at the page
        for (auto& version : versions) version.revision.bytes[0] = static_cast<std::uint8_t>(version.version);
        model.setVersions(versions, 12'000); // another page with as many versions
        QCOMPARE(model.before(), 4U);
        QCOMPARE(model.after(), 5U);
    }

    void whatOneSideChangedIsTakenAndWhatBothChangedIsAsked()
    {
        const QString base = u"one\ntwo\nthree\nfour\nfive\nsix\nseven\n"_s;
        const QString theirs = u"ONE\ntwo\nthree\nfour THEIRS\nfive\nsix\nseven\n"_s;
        const QString mine = u"one\ntwo\nthree\nfour MINE\nfive\nSIX\nseven\n"_s;
        auto parts = conflictParts(base, true, theirs, mine);
        QCOMPARE(undecidedParts(parts), 1);
        const auto asked =
            std::find_if(parts.begin(), parts.end(), [](const auto& part) { return part.needsMe; });
        QCOMPARE(asked->theirs, u"four THEIRS\n"_s);
        QCOMPARE(asked->mine, u"four MINE\n"_s);
        // Undecided: nothing is lost.
        QCOMPARE(mergedText(parts), u"ONE\ntwo\nthree\nfour THEIRS\nfour MINE\nfive\nSIX\nseven\n"_s);
        asked->pick = Pick::Mine;
        QCOMPARE(mergedText(parts), u"ONE\ntwo\nthree\nfour MINE\nfive\nSIX\nseven\n"_s);
    }

    void removalsOfOneSideAreTakenToo()
    {
        const QString base = u"one\ntwo\nthree\n"_s;
        auto parts = conflictParts(base, true, u"one\nthree\n"_s, u"one\ntwo\nthree\nfour\n"_s);
        QCOMPARE(undecidedParts(parts), 0);
        QCOMPARE(mergedText(parts), u"one\nthree\nfour\n"_s);
    }

    void withoutTheCommonVersionEveryDifferenceIsAsked()
    {
        const auto parts = conflictParts({}, false, u"one\ntwo\n"_s, u"one\nTWO\n"_s);
        QCOMPARE(undecidedParts(parts), 1);
    }
};

STOA_TEST(DiffViewTest)
#include "diff_view_test.moc"
