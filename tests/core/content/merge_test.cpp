// SPDX-License-Identifier: MIT
#include "core/content/merge.h"

#include <fstream>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/random.h"
#include "tests/support/registry.h"

namespace stoa::test {

using content::MergeKind;
using content::mergeTexts;

namespace {

constexpr int kCasesInAFile = 8;

std::string randomText(SeededRandom& random, std::size_t lines, std::uint64_t alphabet)
{
    std::string text;
    for (std::size_t line = 0; line < lines; ++line)
        text += std::string("line ") + static_cast<char>('a' + random.next() % alphabet) + '\n';
    return text;
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = text.find('\n', begin) + 1;
        lines.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return lines;
}

std::string edited(SeededRandom& random, const std::string& text, std::uint64_t alphabet)
{
    std::vector<std::string> lines = linesOf(text);
    for (std::uint64_t edits = random.next() % 4; edits > 0; --edits) {
        const auto at = static_cast<std::ptrdiff_t>(random.next() % (lines.size() + 1));
        const bool atEnd = at == static_cast<std::ptrdiff_t>(lines.size());
        switch (random.next() % 3) {
        case 0: lines.insert(lines.begin() + at, randomText(random, 1, alphabet)); break;
        case 1:
            if (!atEnd) lines.erase(lines.begin() + at);
            break;
        default:
            if (!atEnd) lines[static_cast<std::size_t>(at)] = randomText(random, 1, alphabet);
        }
    }
    std::string result;
    for (const std::string& line : lines) result += line;
    return result;
}

/// Lines that occur once in each text keep the cases of one file apart.
std::string wall(int number)
{
    std::string text;
    for (int line = 0; line < 24; ++line)
        text += "wall " + std::to_string(number) + '.' + std::to_string(line) + '\n';
    return text;
}

std::vector<std::string> splitAtWalls(const std::string& text)
{
    std::vector<std::string> cases;
    std::size_t begin = 0;
    for (int number = 0; number < kCasesInAFile; ++number) {
        const std::string end = wall(number);
        const std::size_t at = text.find(end, begin);
        if (at == std::string::npos) return {};
        cases.push_back(text.substr(begin, at - begin));
        begin = at + end.size();
    }
    return cases;
}

} // namespace

class MergeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void editsFarApartMergeByThemselves()
    {
        const auto merged = mergeTexts("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n");
        QVERIFY(merged.isClean());
        QCOMPARE(merged.mergedCount(), std::size_t{2});
        QCOMPARE(merged.textWithTheirs(), std::string("A\nb\nc\nd\nE\n"));
    }

    void theSameEditOnBothSidesIsNoConflict()
    {
        const auto merged = mergeTexts("a\nb\n", "a\nx\n", "a\nx\n");
        QVERIFY(merged.isClean());
        QCOMPARE(merged.textWithTheirs(), std::string("a\nx\n"));
    }

    void differentEditsOfOneLineAreAConflict()
    {
        const auto merged = mergeTexts("a\nb\nc\n", "a\nours\nc\n", "a\ntheirs\nc\n");
        QCOMPARE(merged.conflictCount(), std::size_t{1});
        QCOMPARE(merged.parts[1].base, std::string("b\n"));
        QCOMPARE(merged.parts[1].ours, std::string("ours\n"));
        QCOMPARE(merged.parts[1].theirs, std::string("theirs\n"));
        QCOMPARE(merged.textWithTheirs(), std::string("a\ntheirs\nc\n"));
        const std::vector<std::string> both{"ours\ntheirs"};
        QCOMPARE(*merged.textWithAnswers(both), std::string("a\nours\ntheirs\nc\n"));
        QVERIFY(!merged.textWithAnswers({}));
    }

    void aConflictIsNoLargerThanItMustBe()
    {
        const auto merged = mergeTexts("x\n", "1\nsame\n2\n", "3\nsame\n4\n");
        QCOMPARE(merged.conflictCount(), std::size_t{2});
        QCOMPARE(merged.textWithTheirs(), std::string("3\nsame\n4\n"));
    }

    void emptyAndUnendedTextsAreMerged()
    {
        QCOMPARE(mergeTexts("", "", "").textWithTheirs(), std::string());
        QCOMPARE(mergeTexts("", "a", "").textWithTheirs(), std::string("a"));
        QCOMPARE(mergeTexts("a", "a", "a\nb").textWithTheirs(), std::string("a\nb"));
        QCOMPARE(mergeTexts("a", "", "a").textWithTheirs(), std::string());
        QCOMPARE(mergeTexts("a", "x", "y").textWithMarkers("o", "t"),
                 std::string("<<<<<<< o\nx\n||||||| before\na\n=======\ny\n>>>>>>> t\n"));
    }

    void mergingIsTheSameFromBothSides()
    {
        SeededRandom random(7);
        for (int round = 0; round < 3000; ++round) {
            const std::string base = randomText(random, random.next() % 10, 5);
            const std::string a = edited(random, base, 5);
            const std::string b = edited(random, base, 5);
            const auto forth = mergeTexts(base, a, b);
            const auto back = mergeTexts(base, b, a);
            QCOMPARE(forth.isClean(), back.isClean());
            if (forth.isClean()) QCOMPARE(forth.textWithTheirs(), back.textWithTheirs());
            if (a == base) QCOMPARE(forth.textWithTheirs(), b);
            if (b == base) QVERIFY(forth.isClean() && forth.textWithTheirs() == a);
        }
    }

    // Every line exists once, so that it can be followed through a merge.
    void aCleanMergeHoldsBothEdits()
    {
        SeededRandom random(11);
        int clean = 0;
        for (int round = 0; round < 2000; ++round) {
            std::vector<std::string> base;
            for (int line = 0; line < 30; ++line) base.push_back("base " + std::to_string(line) + '\n');
            const auto edit = [&](const std::string& who, std::vector<std::string>& added,
                                  std::vector<std::string>& removed) {
                std::string text;
                for (const std::string& line : base) {
                    const auto what = random.next() % 12;
                    if (what == 0) {
                        added.push_back(who + std::to_string(random.next()) + '\n');
                        text += added.back();
                    }
                    if (what == 1)
                        removed.push_back(line);
                    else
                        text += line;
                }
                return text;
            };
            std::string all;
            for (const std::string& line : base) all += line;
            std::vector<std::string> added;
            std::vector<std::string> removed;
            const std::string ours = edit("ours ", added, removed);
            const std::string theirs = edit("theirs ", added, removed);
            const auto merged = mergeTexts(all, ours, theirs);
            const std::string text =
                merged.isClean() ? merged.textWithTheirs() : merged.textWithMarkers("a", "b");
            for (const std::string& line : added)
                QVERIFY2(text.find(line) != std::string::npos, line.c_str());
            if (!merged.isClean()) continue;
            ++clean;
            for (const std::string& line : removed)
                QVERIFY2(text.find(line) == std::string::npos, line.c_str());
        }
        QVERIFY(clean > 100);
    }

    void resultsAreThoseOfGit()
    {
        if (QProcess::execute(QStringLiteral("git"), {QStringLiteral("--version")}) != 0)
            QSKIP("git is not installed: merges were not compared with git merge-file");
        QTemporaryDir folder;
        const auto write = [&](const char* name, const std::string& text) {
            std::ofstream(folder.filePath(QString::fromLatin1(name)).toStdString(), std::ios::binary) << text;
        };
        SeededRandom random(23);
        int compared = 0;
        int clean = 0;
        int differing = 0;
        for (int file = 0; file < 400; ++file) {
            const std::uint64_t alphabet = 3 + random.next() % 20;
            std::string base;
            std::string ours;
            std::string theirs;
            for (int number = 0; number < kCasesInAFile; ++number) {
                const std::string text = randomText(random, random.next() % 12, alphabet);
                base += text + wall(number);
                ours += edited(random, text, alphabet) + wall(number);
                theirs += edited(random, text, alphabet) + wall(number);
            }
            write("base", base);
            write("ours", ours);
            write("theirs", theirs);
            QProcess git;
            git.setWorkingDirectory(folder.path());
            git.start(QStringLiteral("git"),
                      {QStringLiteral("merge-file"), QStringLiteral("-p"), QStringLiteral("ours"),
                       QStringLiteral("base"), QStringLiteral("theirs")});
            QVERIFY(git.waitForFinished());
            const auto expected = splitAtWalls(git.readAllStandardOutput().toStdString());
            const auto found = splitAtWalls(mergeTexts(base, ours, theirs).textWithMarkers("a", "b"));
            QCOMPARE(expected.size(), std::size_t{kCasesInAFile});
            QCOMPARE(found.size(), std::size_t{kCasesInAFile});
            for (std::size_t number = 0; number < expected.size(); ++number) {
                ++compared;
                const bool isConflict = expected[number].find("<<<<<<<") != std::string::npos;
                if (!isConflict) ++clean;
                const bool isSame = isConflict ? found[number].find("<<<<<<<") != std::string::npos
                                               : found[number] == expected[number];
                if (!isSame) ++differing;
            }
        }
        qInfo("%d merges compared with git merge-file, %d clean, %d differ", compared, clean, differing);
        QVERIFY(clean > 500 && compared - clean > 500);
        QCOMPARE(differing, 0);
    }
};

STOA_TEST(MergeTest)

} // namespace stoa::test

#include "merge_test.moc"
