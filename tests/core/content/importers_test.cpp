// SPDX-License-Identifier: MIT
#include "core/content/importers.h"

#include <fstream>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/content/line_source.h"
#include "core/content/markdown.h"
#include "core/storage/leveldb_store.h"
#include "core/storage/memory_store.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace content;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

struct Wiki {
    storage::MemoryStore memory;
    ContentStore content{memory, Bytes{'c'}};
    PageHistory history{content, Bytes{'n'}};
    ImportTarget target{content, history, {}, {}, 1'700'000'000};
};

std::string record(const std::string& page, int time, const std::string& revision, const json& previous,
                   const std::string& text)
{
    return json{{"page", page},         {"time", time},         {"author", 7},
                {"revision", revision}, {"previous", previous}, {"text", text}}
               .dump() +
           '\n';
}

} // namespace

class ImportersTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_next = 0;

    fs::path fresh() { return fs::path(m_folder.path().toStdString()) / std::to_string(m_next++); }
    fs::path file(const std::string& text)
    {
        const fs::path path = fresh();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

private Q_SLOTS:
    void recordsBecomeVersionsInTheOrderOfTheFile()
    {
        Wiki wiki;
        const auto path =
            file(record("a", 10, "r1", nullptr, "one") + record("b", 11, "s1", nullptr, "bee") + '\n' +
                 record("a", 12, "r2", "r1", "two") + record("a", 9, "r3", "r1", "three") +
                 record("a", 13, "r1", "zz", "one") + record("a", 14, "r5", nullptr, "five"));
        const auto result = importHistory(path, wiki.target);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        QCOMPARE(result->versions, std::uint64_t{6});
        QCOMPARE(result->authors, std::uint64_t{1});
        QCOMPARE(result->clockWentBack, std::uint64_t{1});
        QCOMPARE(result->previousIsOlder, std::uint64_t{1});
        QCOMPARE(result->previousIsUnknown, std::uint64_t{1});
        QCOMPARE(result->previousIsMissing, std::uint64_t{1});
        QCOMPARE(result->textsReturned, std::uint64_t{1});
        QCOMPARE(result->pages.size(), std::size_t{2});
        QCOMPARE(result->pages[0].name, std::string("a"));
        QCOMPARE(result->pages[0].versions, 5U);
        const char* const texts[] = {"one", "two", "three", "one", "five"};
        for (std::uint32_t number = 1; number <= 5; ++number) {
            const auto version = *wiki.history.version(result->pages[0].head, number);
            const auto revision = *wiki.history.read(version.revision);
            QCOMPARE(revision.text, std::string(texts[number - 1]));
            QCOMPARE(revision.authorName, std::string("7"));
            QVERIFY(revision.imported);
        }
        const auto fourth = *wiki.history.version(result->pages[0].head, 4);
        QCOMPARE(*wiki.history.read(fourth.revision)->imported->previous, std::string("zz"));
    }

    void anImportGoesOnWithPagesThatExist()
    {
        Wiki wiki;
        const auto first = *importHistory(file(record("a", 10, "r1", nullptr, "one")), wiki.target);
        wiki.target.heads.emplace("a", first.pages[0].head);
        const auto second = *importHistory(file(record("a", 11, "r2", "r1", "two")), wiki.target);
        QCOMPARE(second.pages[0].versions, 1U);
        QCOMPARE(second.previousIsUnknown, std::uint64_t{0});
        QCOMPARE(wiki.history.versions(second.pages[0].head)->size(), std::size_t{2});
    }

    void whatIsThereIsNotAddedAgain()
    {
        Wiki wiki;
        // One text comes back: the same revision twice on one page, and both are versions.
        const std::string start = record("a", 10, "r1", nullptr, "one") + record("a", 11, "r2", "r1", "two") +
                                  record("a", 12, "r1", "r2", "one") + record("b", 13, "s1", nullptr, "bee");
        const auto first = *importHistory(file(start), wiki.target);
        QCOMPARE(first.versions, std::uint64_t{4});
        for (const auto& page : first.pages) wiki.target.heads[page.name] = page.head;

        const auto again = *importHistory(file(start), wiki.target);
        QCOMPARE(again.versions, std::uint64_t{0});
        QCOMPARE(again.alreadyThere, std::uint64_t{4});
        QVERIFY(again.pages.empty());

        // A longer history goes on where the shorter one ended.
        const auto longer = *importHistory(file(start + record("a", 14, "r3", "r1", "three")), wiki.target);
        QCOMPARE(longer.versions, std::uint64_t{1});
        QCOMPARE(longer.alreadyThere, std::uint64_t{4});
        QCOMPARE(longer.previousIsUnknown + longer.previousIsOlder, std::uint64_t{0});
        QCOMPARE(longer.pages.size(), std::size_t{1});
        QCOMPARE(wiki.history.versions(longer.pages[0].head)->size(), std::size_t{4});
    }

    void namesThatDifferInCaseArePagesOfTheirOwn()
    {
        Wiki wiki;
        const auto result = *importHistory(file(record("Home", 1, "r1", nullptr, "a") +
                                                record("home", 2, "r2", nullptr, "b") +
                                                record("Caf\xC3\xA9", 3, "r3", nullptr, "c") +
                                                record("Cafe\xCC\x81", 4, "r4", nullptr, "d")),
                                           wiki.target);
        QCOMPARE(result.pages.size(), std::size_t{4});
        QCOMPARE(result.versions, std::uint64_t{4});
    }

    void aBadLineIsNamedAndNothingHappens()
    {
        const std::string good = record("a", 10, "r1", nullptr, "one");
        const std::pair<std::string, std::string> bad[] = {
            {"nonsense", "not JSON"},
            {"{}", "page"},
            {"[]", "not an object"},
            {R"({"page":"a","page":"b"})", "key used twice"},
            {record("../x", 1, "r", nullptr, "t"), ""},
            {record("a", -1, "r", nullptr, "t"), "time"},
            {R"({"page":"a","time":1,"author":1,"revision":"r","previous":null})", "text"},
            {R"({"page":"a","time":1,"author":1,"revision":"r","previous":5,"text":""})", "previous"},
            {record("a", 1, "r", nullptr, std::string(kMaxPageText + 1, 'x')), "text"},
            {"{\"page\":\"\xFF\"}", ""},
        };
        for (const auto& [line, detail] : bad) {
            Wiki wiki;
            const auto result = importHistory(file(good + line + '\n' + good), wiki.target);
            QVERIFY2(!result, line.substr(0, 80).c_str());
            QCOMPARE(result.error().code, ErrorCode::BadImport);
            QVERIFY2(result.error().detail.starts_with("line 2: " + detail), result.error().detail.c_str());
            QCOMPARE(wiki.memory.size(), std::size_t{0});
        }
        Wiki wiki;
        QCOMPARE(importHistory(fresh(), wiki.target).error().code, ErrorCode::FileUnreadable);
        wiki.memory.failEveryCommit(true);
        QCOMPARE(importHistory(file(good), wiki.target).error().code, ErrorCode::DiskFull);
    }

    void compressedFilesAreReadToo()
    {
        if (QProcess::execute(QStringLiteral("zstd"), {QStringLiteral("-q"), QStringLiteral("--version")}) !=
            0)
            QSKIP("the zstd command is not installed: compressed files were not read");
        const fs::path plain =
            file(record("a", 10, "r1", nullptr, "one") + record("b", 10, "r1", nullptr, "x"));
        const auto compress = [&](const fs::path& from) {
            const fs::path to = from.string() + ".zst";
            QProcess::execute(QStringLiteral("zstd"),
                              {QStringLiteral("-q"), QStringLiteral("--long=27"),
                               QString::fromStdString(from.string()), QStringLiteral("-o"),
                               QString::fromStdString(to.string())});
            return to;
        };
        const fs::path small = compress(plain);
        Wiki wiki;
        QCOMPARE(importHistory(small, wiki.target)->pages.size(), std::size_t{2});

        fs::resize_file(small, fs::file_size(small) - 5);
        QCOMPARE(importHistory(small, wiki.target).error().code, ErrorCode::BadImport);

        // A few kilobytes that would unpack to very much more.
        const fs::path bomb = fresh();
        {
            std::ofstream out(bomb, std::ios::binary);
            const std::string line(1'000'000, ' ');
            for (int count = 0; count < 200; ++count) out << line << '\n';
        }
        const auto stopped = importHistory(compress(bomb), wiki.target);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::BadImport);
        fs::remove(bomb);
    }

    void linesAreCutWhereTheyEnd()
    {
        const auto read = [&](const std::string& text) {
            std::vector<std::string> lines;
            auto source = *LineSource::open(file(text));
            for (auto line = source.next(); line && *line; line = source.next()) lines.emplace_back(**line);
            return lines;
        };
        using Lines = std::vector<std::string>;
        QCOMPARE(read(""), Lines());
        QCOMPARE(read("a"), Lines{"a"});
        QCOMPARE(read("a\n"), Lines{"a"});
        QCOMPARE(read("\n\nb"), (Lines{"", "", "b"}));
        const std::string big(700'000, 'x');
        QCOMPARE(read(big + "\n" + big + "\ny"), (Lines{big, big, "y"}));
        auto endless = *LineSource::open(file(std::string(9'000'000, 'x')));
        QCOMPARE(endless.next().error().code, ErrorCode::TooLarge);
    }

    void aFolderBecomesPages()
    {
        const fs::path folder = fresh();
        const auto write = [&](const std::string& name, const std::string& text) {
            fs::create_directories((folder / name).parent_path());
            std::ofstream(folder / name, std::ios::binary) << text;
        };
        write("Home.md", "home");
        write("home.md", "again");
        write("Compiler/Lexer.md", "lexer");
        write("bad.md", "\xFF");
        write("big.md", std::string(kMaxPageText + 1, 'x'));
        write("picture.png", "png");
        write(".hidden/x.md", "x");
        write(" odd .md", "x");
        write("\xFE.md", "x");
        fs::create_symlink("/etc/passwd", folder / "link.md");
        fs::create_directory_symlink("/etc", folder / "etc");
        QCOMPARE(::mkfifo((folder / "pipe.md").c_str(), 0600), 0);

        Wiki wiki;
        const auto result = importFolder(folder, wiki.target);
        QVERIFY2(result, result ? "" : result.error().detail.c_str());
        QCOMPARE(result->pages.size(), std::size_t{2});
        QCOMPARE(result->pages[0].name, std::string("Compiler/Lexer"));
        QCOMPARE(wiki.history.read(result->pages[0].head)->text, std::string("lexer"));
        QCOMPARE(result->pages[1].name, std::string("Home"));
        const std::vector<std::string> skipped{
            " odd .md: bad-page-name", "bad.md: bad-encoding", "big.md: too-large",   "etc: link",
            "home.md: ambiguous",      "link.md: link",        "pipe.md: not-a-file", "?: bad-page-name"};
        QCOMPARE(result->skipped, skipped);
        QCOMPARE(result->leftOut, std::uint64_t{8});

        for (const ImportedPage& page : result->pages) wiki.target.heads.emplace(page.name, page.head);
        write("Home.md", "home, edited");
        const auto again = *importFolder(folder, wiki.target);
        QCOMPARE(again.pages.size(), std::size_t{1});
        QCOMPARE(again.alreadyThere, std::uint64_t{1});
        QCOMPARE(wiki.history.versions(again.pages[0].head)->size(), std::size_t{2});
        QCOMPARE(importFolder(folder / "absent", wiki.target).error().code, ErrorCode::FileUnreadable);
        fs::remove_all(folder); // Qt cannot remove names that are no text
    }

    void pagesAreExportedAndComeBack()
    {
        const fs::path folder = fresh();
        const std::vector<std::string> pages{"Home", "a/b/c", "a/b", "Überblick"};
        const auto textOf = [](const std::string& page) { return Result<std::string>("text of " + page); };
        QCOMPARE(*exportPages(folder, pages, textOf), std::uint64_t{4});
        Wiki wiki;
        const auto result = *importFolder(folder, wiki.target);
        QCOMPARE(result.pages.size(), pages.size());
        for (const ImportedPage& page : result.pages)
            QCOMPARE(wiki.history.read(page.head)->text, "text of " + page.name);
        QCOMPARE(exportPages(folder, pages, textOf).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(exportPages(fresh(), {"../x"}, textOf).error().code, ErrorCode::BadPageName);
        QCOMPARE(exportPages(file("x"), pages, textOf).error().code, ErrorCode::FileUnwritable);
    }

    void aRealHistoryComesBackUnchanged()
    {
        const QString path = qEnvironmentVariable("STOA_WIKI_HISTORY");
        if (path.isEmpty()) QSKIP("STOA_WIKI_HISTORY is not set: no real history was imported");
        auto disk = storage::LevelDbStore::open(fresh());
        QVERIFY(disk);
        ImportResult result;
        {
            ContentStore content(**disk, Bytes{'c'});
            PageHistory history(content, Bytes{'n'});
            ImportTarget target{content, history, {}, {}, 0};
            QElapsedTimer timer;
            timer.start();
            auto imported = importHistory(path.toStdString(), target);
            QVERIFY2(imported, imported ? "" : imported.error().detail.c_str());
            result = *std::move(imported);
            qInfo("%llu versions of %zu pages in %lld ms", static_cast<unsigned long long>(result.versions),
                  result.pages.size(), static_cast<long long>(timer.elapsed()));
        }
        qInfo("clock back %llu, previous older %llu, unknown %llu, missing %llu, texts returned %llu",
              static_cast<unsigned long long>(result.clockWentBack),
              static_cast<unsigned long long>(result.previousIsOlder),
              static_cast<unsigned long long>(result.previousIsUnknown),
              static_cast<unsigned long long>(result.previousIsMissing),
              static_cast<unsigned long long>(result.textsReturned));

        ContentStore content(**disk, Bytes{'c'});
        PageHistory history(content, Bytes{'n'});
        std::map<std::string, Hash> heads;
        for (const ImportedPage& page : result.pages) heads[page.name] = page.head;
        std::map<std::string, std::uint32_t> seen;
        auto lines = *LineSource::open(path.toStdString());
        std::uint64_t compared = 0;
        std::uint64_t clockWentBack = 0;
        std::uint64_t textsReturned = 0;
        std::uint64_t previousIsNotNewest = 0;
        std::uint64_t lastTime = 0;
        std::map<std::string, std::vector<std::string>> revisions;
        for (auto line = lines.next(); line && *line; line = lines.next()) {
            const json expected = json::parse(**line);
            const std::string page = expected["page"];
            const auto version = history.version(heads.at(page), ++seen[page]);
            QVERIFY(version);
            const auto revision = history.read(version->revision);
            QVERIFY(revision);
            QVERIFY(revision->text == expected["text"].get<std::string>());
            QCOMPARE(revision->time, expected["time"].get<std::uint64_t>());
            QCOMPARE(revision->imported->revision, expected["revision"].get<std::string>());
            QCOMPARE(revision->imported->previous.has_value(), !expected["previous"].is_null());
            ++compared;

            clockWentBack += expected["time"] < lastTime ? 1U : 0U;
            lastTime = expected["time"];
            std::vector<std::string>& before = revisions[page];
            const std::string newest = before.empty() ? "" : before.back();
            const json& previous = expected["previous"];
            previousIsNotNewest +=
                (previous.is_null() ? "" : previous.get<std::string>()) != newest ? 1U : 0U;
            const std::string id = expected["revision"];
            textsReturned += std::find(before.begin(), before.end(), id) != before.end() ? 1U : 0U;
            before.push_back(id);
        }
        QCOMPARE(result.clockWentBack, clockWentBack);
        QCOMPARE(result.textsReturned, textsReturned);
        QCOMPARE(result.previousIsOlder + result.previousIsUnknown + result.previousIsMissing,
                 previousIsNotNewest);
        QCOMPARE(compared, result.versions);
        for (const ImportedPage& page : result.pages) {
            QCOMPARE(page.versions, seen[page.name]);
            QVERIFY2(!renderMarkdown(history.read(page.head)->text).isPlain, page.name.c_str());
        }
    }
};

STOA_TEST(ImportersTest)

} // namespace stoa::test

#include "importers_test.moc"
