// SPDX-License-Identifier: MIT
// Import of a wiki's whole history through the engine's door: every revision kept, hashed and findable, the
// heads signed and on the sidechain, all of it durable. Against git fast-import of the same texts.
//
// STOA_WIKI_HISTORY names a history file; without it the history is made here.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <sstream>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include "core/content/line_source.h"
#include "core/engine/engine.h"
#include "tests/bench/bench.h"

namespace stoa::bench {
namespace {

using engine::Engine;

constexpr int kRuns = 3;

[[noreturn]] void giveUp(const std::string& why)
{
    std::fprintf(stderr, "The measurement failed: %s\n", why.c_str());
    std::exit(1);
}

template <typename Request>
typename Request::Reply ask(Engine& engine, Request request)
{
    std::promise<Result<typename Request::Reply>> promise;
    engine.submit(std::move(request), [&](auto reply) { promise.set_value(std::move(reply)); });
    auto reply = promise.get_future().get();
    if (!reply) giveUp(std::string(name(reply.error().code)) + " " + reply.error().detail);
    return *std::move(reply);
}

std::string makeHistory(const std::string& path)
{
    SeededRandom random(7);
    std::ofstream file(path);
    std::vector<std::string> texts(100);
    for (int version = 0; version < 2000; ++version) {
        std::string& text = texts[random.next() % texts.size()];
        const auto page = static_cast<std::size_t>(&text - texts.data());
        for (int line = 0; line < (text.empty() ? 80 : 3); ++line)
            text.insert(text.empty() ? 0 : random.next() % text.size(),
                        "line " + std::to_string(random.next()) + "\n");
        file << nlohmann::json{{"page", "page-" + std::to_string(page)},
                               {"time", 1'600'000'000 + version},
                               {"author", random.next() % 40},
                               {"revision", std::to_string(version)},
                               {"previous", nullptr},
                               {"text", text}}
                    .dump()
             << '\n';
    }
    return path;
}

/// The same texts as git reads them, made before any clock runs.
std::size_t writeFastImport(const std::string& history, const std::string& target)
{
    auto lines = content::LineSource::open(history);
    if (!lines) giveUp("the history cannot be read");
    std::ofstream stream(target, std::ios::binary);
    std::size_t versions = 0;
    for (;;) {
        const auto line = lines->next();
        if (!line) giveUp("the history cannot be read");
        if (!*line) break;
        const auto record = nlohmann::json::parse(**line);
        const std::string text = record["text"];
        stream << "commit refs/heads/main\ncommitter a <a@b> " << record["time"].get<std::int64_t>()
               << " +0000\ndata 1\n.\n"
               << "M 100644 inline " << record["page"].get<std::string>() << ".md\ndata " << text.size()
               << "\n"
               << text << "\n";
        ++versions;
    }
    return versions;
}

double gitSeconds(const std::string& stream)
{
    QTemporaryDir repository;
    QProcess::execute(QStringLiteral("git"), {QStringLiteral("init"), QStringLiteral("-q"),
                                              QStringLiteral("--bare"), repository.path()});
    return secondsOf([&] {
        QProcess git;
        git.setWorkingDirectory(repository.path());
        git.setStandardInputFile(QString::fromStdString(stream));
        git.start(QStringLiteral("git"), {QStringLiteral("fast-import"), QStringLiteral("--quiet")});
        if (!git.waitForFinished(-1) || git.exitCode() != 0)
            giveUp("git fast-import: " + git.readAllStandardError().toStdString());
    });
}

double stoaSeconds(const std::string& history, std::size_t versions)
{
    QTemporaryDir folder;
    const SystemClock clock;
    SystemRandom random;
    engine::EngineOptions options;
    options.dataFolder = folder.path().toStdString() + "/data";
    options.kdfMemoryKiB = 1024;
    auto made = engine::makeEngine(options, {clock, random, nullptr});
    if (!made) giveUp(std::string(name(made.error().code)));
    Engine& engine = **made;
    const auto password = std::make_shared<crypto::Secret>(std::string_view("a long password"));
    ask(engine, engine::CreateWallet{ask(engine, engine::NewPhrase{}), password});
    ask(engine, engine::UseFaucet{{}, 1000 * kToken});
    const auto terms = ask(engine, engine::DefaultTerms{});
    const auto draft =
        ask(engine, engine::Prepare{engine::CreateCompany{"Archive", "Keep it all.", terms, kToken}});
    const auto company = ask(engine, engine::SignAndSend{draft.id});
    return secondsOf([&] {
        const auto import = ask(engine, engine::Prepare{engine::ImportWiki{company.dac, history, true}});
        const auto sent = ask(engine, engine::SignAndSend{import.id});
        if (sent.report.versions != versions) giveUp("not every version was imported");
    });
}

} // namespace

nlohmann::json measureWikiImport()
{
    QTemporaryDir folder;
    const char* given = std::getenv("STOA_WIKI_HISTORY");
    const std::string history =
        given ? given : makeHistory(folder.filePath(QStringLiteral("history.jsonl")).toStdString());
    const std::string stream = folder.filePath(QStringLiteral("stream")).toStdString();
    const std::size_t versions = writeFastImport(history, stream);
    std::vector<double> git;
    std::vector<double> ours;
    for (int run = 0; run < kRuns; ++run) {
        git.push_back(gitSeconds(stream));
        ours.push_back(stoaSeconds(history, versions));
    }
    const double count = static_cast<double>(versions);
    return {{"per_git_fast_import", median(git) / median(ours)},
            {"revisions_per_second", count / median(ours)},
            {"git_revisions_per_second", count / median(git)},
            {"revisions", versions},
            {"history", given ? "given" : "made"},
            {"runs", kRuns}};
}

} // namespace stoa::bench
