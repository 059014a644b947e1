// SPDX-License-Identifier: MIT
#include "tests/journey/wiki_source.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <QDir>
#include <QFile>

#include <nlohmann/json.hpp>
#include <zstd.h>

namespace stoa::journey {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kWindowLog = 27; // the files are packed with a long window

[[noreturn]] void stop(const QString& path) { qFatal("%s cannot be read or written", qUtf8Printable(path)); }

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) stop(path);
}

/// Hands on the file's bytes, unpacked if they are packed.
template <typename Take>
void readAll(const QString& path, const Take& take)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) stop(path);
    const QByteArray bytes = file.readAll();
    if (!path.endsWith(u".zst"_s)) {
        take(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        return;
    }
    ZSTD_DCtx* context = ZSTD_createDCtx();
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, kWindowLog);
    std::vector<char> room(ZSTD_DStreamOutSize());
    ZSTD_inBuffer in{bytes.constData(), static_cast<std::size_t>(bytes.size()), 0};
    bool isMore = true;
    while (in.pos < in.size || isMore) {
        ZSTD_outBuffer out{room.data(), room.size(), 0};
        const std::size_t state = ZSTD_decompressStream(context, &out, &in);
        if (ZSTD_isError(state) != 0U) stop(path);
        take(room.data(), out.pos);
        isMore = out.pos == out.size;
    }
    ZSTD_freeDCtx(context);
}

} // namespace

void writeMarkdownFolder(const QString& folder)
{
    QDir(folder).mkpath(u"Guide"_s);
    write(folder + u"/Guide/Start here.md"_s,
          "# Start here\n\nRead [[Guide/Tests]] next, and [[Glossary]] for the words.\n\n"
          "1. Fetch the source.\n2. Build it.\n3. Run the tests.\n");
    write(folder + u"/Guide/Tests.md"_s,
          "# Tests\n\nEvery test has a number. A failing test is a page of its own.\n\n"
          "```\nmake check\n```\n");
    write(folder + u"/Glossary.md"_s,
          "# Glossary\n\n| Word | Meaning |\n|---|---|\n| front end | what reads the source |\n");
    write(folder + u"/notes.txt"_s, "This is no page.\n");
}

QString historyFile(const QString& folder)
{
    const QString real = qEnvironmentVariable("STOA_WIKI_HISTORY");
    if (!real.isEmpty()) return real;
    QByteArray lines;
    QString text = u"# Minutes\n\nWhat was decided.\n"_s;
    const auto add = [&](const char* page, int time, int author, const QString& words, const char* previous) {
        nlohmann::json line{{"page", page},
                            {"time", 1'700'000'000 + time},
                            {"author", author},
                            {"revision", QString::number(time, 16).rightJustified(16, u'0').toStdString()},
                            {"text", words.toStdString()}};
        if (previous)
            line["previous"] = previous;
        else
            line["previous"] = nullptr;
        lines += QByteArray::fromStdString(line.dump()) + '\n';
    };
    add("archive/minutes", 1, 1, text, nullptr);
    for (int i = 2; i <= 12; ++i) {
        text += u"\n- decision %1\n"_s.arg(i - 1);
        const QByteArray previous = QString::number(i - 1, 16).rightJustified(16, u'0').toUtf8();
        add("archive/minutes", i, i % 3, text, previous.constData());
    }
    add("archive/plan", 20, 1, u"# Plan\n\nBegin with the front end.\n"_s, nullptr);
    const QString path = folder + u"/history.jsonl"_s;
    write(path, lines);
    return path;
}

HistoryCount countHistory(const QString& path)
{
    std::map<std::string, int> versions;
    std::set<std::int64_t> authors;
    HistoryCount count;
    const auto takeLine = [&](const std::string& line) {
        if (line.empty()) return;
        const nlohmann::json record = nlohmann::json::parse(line, nullptr, false);
        if (record.is_discarded()) stop(path);
        ++versions[record.at("page").get<std::string>()];
        authors.insert(record.at("author").get<std::int64_t>());
        ++count.versions;
    };
    std::string rest;
    readAll(path, [&](const char* bytes, std::size_t size) {
        rest.append(bytes, size);
        std::size_t begin = 0;
        for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
            takeLine(rest.substr(begin, end - begin));
            begin = end + 1;
        }
        rest.erase(0, begin);
    });
    takeLine(rest);
    count.pages = static_cast<int>(versions.size());
    count.authors = static_cast<int>(authors.size());
    for (const auto& [page, many] : versions)
        if (many > count.longestVersions) {
            count.longest = QString::fromStdString(page);
            count.longestVersions = many;
        }
    return count;
}

} // namespace stoa::journey
