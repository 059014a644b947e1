// SPDX-License-Identifier: MIT
// Pages: written, compared, and brought in from elsewhere.
#include <QDir>
#include <QLocale>

#include "tests/journey/tour.h"
#include "tests/journey/wiki_source.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kReaderTime = 600; ///< milliseconds until the reader's process has drawn the page
}

void Tour::publish(const QString& text, const QString& summary, bool withPicture)
{
    d.type(u"Text"_s, text);
    d.type(u"Summary"_s, summary);
    if (withPicture) {
        d.settle(kReaderTime);
        d.picture(u"wiki-editor"_s);
    }
    d.press(u"Publish"_s);
    d.sign(kPassword);
}

void Tour::pages()
{
    d.chapter(u"The wiki"_s);
    go(m_ana, ui::page::kWiki);
    d.picture(u"wiki-empty"_s);
    d.press(u"Write the home page"_s);
    publish(u"# Transpiler Lab\n\nWe port old compilers.\n\n- [[Compiler/Front end]]\n- [[Rules]]\n"_s,
            u"First words"_s, false);
    d.waitToSee(u"Shared, version 1"_s);
    d.press(u"Edit"_s);
    publish(u"# Transpiler Lab\n\nWe port **old** compilers so that young machines can run them.\n\n"
            "- [[Compiler/Front end]]\n- [[Rules]]\n\n| Part | State |\n|---|---|\n| Front end | next |\n"_s,
            u"What we do it for"_s, true);
    d.waitToSee(u"Shared, version 2"_s);
    d.press(u"Edit"_s);
    publish(u"# Transpiler Lab\n\nWe port **old** compilers so that young machines can run them.\n\n"
            "- [[Compiler/Front end]]\n- [[Rules]]\n\n| Part | State |\n|---|---|\n| Front end | begun |\n"
            "| Tests | 400 |\n"_s,
            u"Where we are"_s, false);
    d.waitToSee(u"Shared, version 3"_s);
    d.settle(kReaderTime);
    d.picture(u"wiki-page"_s);
    d.press(u"History"_s);
    d.isTrue(u"three versions are listed"_s, [&] { return d.rows(u"Versions of the page"_s) == 3; });
    d.waitToSee(u"From version 2 to version 3: 2 lines added, 1 line removed"_s);
    d.picture(u"wiki-history"_s);
    d.compareWith(u"Versions of the page"_s, 2);
    d.waitToSee(u"From version 1 to version 3: 6 lines added, 1 line removed"_s);
    d.picture(u"wiki-diff"_s);
    d.selectLastRow(u"Versions of the page"_s);
    d.press(u"Restore this version"_s);
    d.sign(kPassword);
    d.waitToSee(u"Shared, version 4"_s);
    d.waitToSee(u"Version 1 restored"_s);
    d.settle(kReaderTime);
    d.picture(u"wiki-restored"_s);

    go(m_mira, ui::page::kWiki);
    d.waitToSee(u"Shared, version 4"_s);
}

void Tour::importFolder()
{
    d.chapter(u"A folder of Markdown files becomes pages"_s);
    const QString folder = m_folder + u"/notes"_s;
    writeMarkdownFolder(folder);
    go(m_ana, ui::page::kWiki);
    const int before = d.rows(u"Pages"_s);
    d.press(u"Import and export"_s);
    d.press(u"Import a folder of Markdown files"_s);
    d.chooseFile(folder, u"a folder with three Markdown files and one other"_s);
    d.sign(kPassword);
    d.waitToSee(u"What was imported"_s);
    d.isTrue(u"three pages are reported"_s, [&] { return d.shownFact(u"Pages"_s) == u"3"_s; });
    d.picture(u"import-folder-report"_s);
    d.press(u"Close"_s);
    // One of the pages stands in a branch of its own.
    d.isTrue(u"the list of pages has grown by three pages and the branch “Guide”"_s,
             [&] { return d.rows(u"Pages"_s) == before + 4; });
    d.type(u"Filter pages by name"_s, u"Start"_s);
    d.openRow(u"Start here"_s);
    d.waitToSee(u"Shared, version 1"_s);
    d.type(u"Filter pages by name"_s, {});
    d.settle(kReaderTime);
    d.picture(u"imported-pages"_s);
}

void Tour::importHistory()
{
    d.chapter(u"A history file with every version"_s);
    const QString path = historyFile(m_folder);
    const HistoryCount count = countHistory(path);
    const auto number = [](int value) { return QLocale().toString(value); };
    if (qEnvironmentVariableIsEmpty("STOA_WIKI_HISTORY"))
        d.note(u"STOA_WIKI_HISTORY names no file, so the tour imports a small one of its own."_s);
    const Purse before = purse(m_ana);
    go(m_ana, ui::page::kWiki);
    d.press(u"Import and export"_s);
    d.press(u"Import a history file"_s);
    d.chooseFile(
        path, u"a history file: %1 versions of %2 pages"_s.arg(number(count.versions), number(count.pages)));
    const Amount fees = d.sign(kPassword);
    d.waitToSee(u"What was imported"_s);
    d.isTrue(u"the report counts what the file has: %1 pages, %2 versions, %3 authors"_s.arg(
                 number(count.pages), number(count.versions), number(count.authors)),
             [&] {
                 return d.shownFact(u"Pages"_s) == number(count.pages) &&
                        d.shownFact(u"Versions"_s) == number(count.versions) &&
                        d.shownFact(u"Authors"_s) == number(count.authors);
             });
    d.picture(u"import-history-report"_s);
    d.press(u"Close"_s);

    const QString name = count.longest.section(u'/', -1);
    d.type(u"Filter pages by name"_s, count.longest);
    d.openRow(name);
    d.waitToSee(u"Shared, version %1"_s.arg(count.longestVersions));
    d.settle(kReaderTime);
    d.picture(u"imported-page"_s);
    d.press(u"History"_s);
    d.isTrue(u"all %1 versions of this page are listed"_s.arg(count.longestVersions),
             [&] { return d.rows(u"Versions of the page"_s) == count.longestVersions; });
    d.compareWith(u"Versions of the page"_s, count.longestVersions - 1);
    d.waitToSee(u"From version 1 to version %1: "_s.arg(count.longestVersions));
    d.picture(u"imported-history"_s);
    d.selectLastRow(u"Versions of the page"_s);
    d.press(u"Read this version"_s);
    d.waitToSee(u"This is version 1 of %1."_s.arg(count.longestVersions));
    d.settle(kReaderTime);
    d.picture(u"imported-oldest-version"_s);
    d.press(u"Show the newest"_s);
    d.type(u"Filter pages by name"_s, {});
    moneyMoved(m_ana, before, 0, u"an import costs only the fees that the review named"_s, fees);
}

} // namespace stoa::journey
