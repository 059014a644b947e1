// SPDX-License-Identifier: MIT
#include "core/content/diff.h"

#include <algorithm>

#include <QTest>

#include "core/base/random.h"
#include "core/content/sequence_diff.h"
#include "tests/support/registry.h"

namespace stoa::test {

using content::Change;
using content::diffSymbols;
using content::diffTexts;
using content::Hunk;
using content::Symbol;

namespace {

std::vector<Symbol> randomSymbols(SeededRandom& random, std::size_t size, std::uint64_t alphabet)
{
    std::vector<Symbol> symbols(size);
    for (Symbol& symbol : symbols) symbol = static_cast<Symbol>(random.next() % alphabet);
    return symbols;
}

/// Old with the hunks applied, or nothing if something outside the hunks differs.
std::optional<std::vector<Symbol>> applied(const std::vector<Symbol>& from, const std::vector<Symbol>& to,
                                           const std::vector<Hunk>& hunks)
{
    std::vector<Symbol> result;
    std::size_t next = 0;
    for (const Hunk& hunk : hunks) {
        if (hunk.oldBegin < next) return std::nullopt;
        while (next < hunk.oldBegin) result.push_back(from[next++]);
        if (result.size() != hunk.newBegin) return std::nullopt;
        for (std::size_t index = hunk.newBegin; index < hunk.newEnd; ++index) result.push_back(to[index]);
        next = hunk.oldEnd;
    }
    while (next < from.size()) result.push_back(from[next++]);
    return result;
}

std::size_t longestCommon(const std::vector<Symbol>& a, const std::vector<Symbol>& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (const Symbol symbol : a) {
        std::size_t diagonal = 0;
        for (std::size_t index = 0; index < b.size(); ++index) {
            const std::size_t above = row[index + 1];
            row[index + 1] = symbol == b[index] ? diagonal + 1 : std::max(above, row[index]);
            diagonal = above;
        }
    }
    return row.back();
}

std::string joined(const content::DiffLine& line)
{
    std::string text;
    for (const auto& span : line.spans) text += span.text;
    return text;
}

} // namespace

class DiffTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hunksTurnOldIntoNewWithTheFewestEdits()
    {
        SeededRandom random(3);
        for (int round = 0; round < 4000; ++round) {
            const std::uint64_t alphabet = 1 + random.next() % 8;
            const auto from = randomSymbols(random, random.next() % 30, alphabet);
            const auto to = randomSymbols(random, random.next() % 30, alphabet);
            const auto hunks = diffSymbols(from, to);
            const auto result = applied(from, to, hunks);
            QVERIFY(result && *result == to);
            std::size_t edits = 0;
            for (const Hunk& hunk : hunks) edits += hunk.oldEnd - hunk.oldBegin + hunk.newEnd - hunk.newBegin;
            QCOMPARE(edits, from.size() + to.size() - 2 * longestCommon(from, to));
        }
    }

    void hostileSizesEndSoonAndStayRight()
    {
        SeededRandom random(5);
        for (const std::uint64_t alphabet : {2U, 3U, 1000U}) {
            const auto from = randomSymbols(random, 500'000, alphabet);
            const auto to = randomSymbols(random, 400'000, alphabet);
            // A method that is not bounded does not come back within the time that a test may take.
            const auto result = applied(from, to, diffSymbols(from, to));
            QVERIFY(result && *result == to);
        }
    }

    void changedWordsAreMarkedInsideTheirLine()
    {
        const auto diff = diffTexts("one\nthe quick brown fox\nend\n", "one\nthe slow brown fox\nend\n");
        const auto& lines = diff.lines;
        QCOMPARE(lines.size(), std::size_t{4});
        QCOMPARE(lines[1].change, Change::Removed);
        QCOMPARE(lines[1].oldLine, std::uint32_t{2});
        QCOMPARE(lines[1].spans.size(), std::size_t{3});
        QCOMPARE(lines[1].spans[1].text, std::string("quick"));
        QCOMPARE(lines[1].spans[1].change, Change::Removed);
        QCOMPARE(lines[2].change, Change::Added);
        QCOMPARE(lines[2].spans[1].text, std::string("slow"));
        QCOMPARE(lines[3].newLine, std::uint32_t{3});
        QCOMPARE(diff.added, 1U);
        QCOMPARE(diff.removed, 1U);
    }

    void bothTextsCanBeReadFromTheLines()
    {
        SeededRandom random(9);
        const std::string pieces[] = {"a", "b", " ", "\n", "\n", "ä", ".", "word", "\r\n"};
        for (int round = 0; round < 3000; ++round) {
            std::string from;
            std::string to;
            for (auto size = random.next() % 25; size > 0; --size) from += pieces[random.next() % 9];
            for (auto size = random.next() % 25; size > 0; --size) to += pieces[random.next() % 9];
            std::string seenOld;
            std::string seenNew;
            std::uint32_t oldCount = 0;
            std::uint32_t newCount = 0;
            for (const auto& line : diffTexts(from, to).lines) {
                if (line.change != Change::Added) {
                    seenOld += joined(line) + '\n';
                    QCOMPARE(line.oldLine, ++oldCount);
                }
                if (line.change != Change::Removed) {
                    seenNew += joined(line) + '\n';
                    QCOMPARE(line.newLine, ++newCount);
                }
            }
            const auto plain = [](std::string text) {
                std::string::size_type at = 0;
                while ((at = text.find("\r\n", at)) != std::string::npos) text.erase(at, 1);
                if (!text.empty() && !text.ends_with('\n')) text += '\n';
                return text;
            };
            QCOMPARE(seenOld, plain(from));
            QCOMPARE(seenNew, plain(to));
        }
    }
};

STOA_TEST(DiffTest)

} // namespace stoa::test

#include "diff_test.moc"
