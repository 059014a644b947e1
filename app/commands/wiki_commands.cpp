// SPDX-License-Identifier: MIT
#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"

namespace stoa::commands {

namespace {

constexpr std::uint64_t kMaxVersion = 1'000'000'000;

Answer<std::uint32_t> versionOption(const Invocation& call, std::string_view name, std::uint32_t otherwise)
{
    const auto text = call.option(name);
    if (!text) return otherwise;
    STOA_TRY(const auto number, readNumber(*text, "--" + std::string(name), kMaxVersion));
    if (number == 0) return usage("--" + std::string(name) + " counts from 1, the oldest version.");
    return static_cast<std::uint32_t>(number);
}

Answer<Step> put(Context& context, const Invocation& call)
{
    engine::SavePage action;
    STOA_TRY(action.dac, findCompany(context));
    action.name = call.operands[0];
    STOA_TRY(action.text, readText(context, call, 1, false));
    action.summary = call.option("summary").value_or("");
    if (const auto base = call.option("base")) {
        STOA_TRY(action.base, readHash(*base, "--base"));
    }
    const std::string page = action.name;
    return prepare(context, std::move(action),
                   [&engine = context.engine, dac = action.dac,
                    page](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                       Reply reply{{{"page", page}}, {}};
                       const auto view = ask(engine, engine::ReadPage{dac, page, 0});
                       if (view) {
                           reply.json["version"] = view->version;
                           reply.json["revision"] = toHex(view->revision);
                       }
                       reply.json.update(sentJson(sent));
                       reply.text = "“" + lineText(page) + "” is saved" +
                                    (view ? " as version " + std::to_string(view->version) : "") + ". " +
                                    sentText(sent);
                       return reply;
                   });
}

Answer<Step> get(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto version, versionOption(call, "version", 0));
    STOA_TRY(const auto view, ask(context.engine, engine::ReadPage{dac, call.operands[0], version}));
    Json links = Json::array();
    for (const std::string& name : view.linksHere) links.push_back(name);
    Reply reply;
    reply.json = {{"page", view.summary.name},
                  {"version", view.version},
                  {"versions", view.summary.versions},
                  {"text", view.text},
                  {"revision", toHex(view.revision)},
                  {"time", view.time},
                  {"author", view.author},
                  {"authorAddress",
                   view.authorAddress.isZero() ? Json(nullptr) : Json(addressJson(view.authorAddress))},
                  {"summary", view.changeSummary},
                  {"linksHere", std::move(links)},
                  {"sharing", nameOf(view.summary.sharing)},
                  {"finality", finalityJson(view.summary.finality)}};
    reply.text = view.text;
    // One line's end is written behind every answer.
    if (reply.text.ends_with('\n')) reply.text.pop_back();
    return Step(std::move(reply));
}

Answer<Step> list(Context& context, const Invocation&)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto pages, ask(context.engine, engine::ListPages{dac}));
    Reply reply{{{"pages", Json::array()}}, {}};
    for (const auto& page : pages) {
        reply.json["pages"].push_back({{"page", page.name},
                                       {"id", toHex(page.id)},
                                       {"versions", page.versions},
                                       {"updated", page.updated},
                                       {"sharing", nameOf(page.sharing)},
                                       {"finality", nameOf(page.finality.stage)}});
        reply.text += (reply.text.empty() ? "" : "\n") + lineText(page.name) + "  " +
                      std::to_string(page.versions) + (page.versions == 1 ? " version" : " versions");
    }
    if (pages.empty()) reply.text = "There is no page yet.";
    return Step(std::move(reply));
}

Answer<Step> history(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto versions, ask(context.engine, engine::ReadPageHistory{dac, call.operands[0]}));
    Reply reply{{{"page", call.operands[0]}, {"versions", Json::array()}}, {}};
    for (const auto& version : versions) {
        reply.json["versions"].push_back(
            {{"version", version.version},
             {"revision", toHex(version.revision)},
             {"time", version.time},
             {"author", version.author},
             {"authorAddress",
              version.authorAddress.isZero() ? Json(nullptr) : Json(addressJson(version.authorAddress))},
             {"summary", version.summary},
             {"bytes", version.bytes}});
        reply.text += (reply.text.empty() ? "" : "\n") + std::to_string(version.version) + "  " +
                      timeText(version.time) + "  " + lineText(version.author, 40) + "  " +
                      lineText(version.summary);
    }
    return Step(std::move(reply));
}

Answer<Step> diff(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto newest, ask(context.engine, engine::ReadPage{dac, call.operands[0], 0}));
    STOA_TRY(const auto to, versionOption(call, "to", newest.version));
    STOA_TRY(const auto from, versionOption(call, "from", to > 1 ? to - 1 : 1));
    STOA_TRY(const auto view, ask(context.engine, engine::ComparePage{dac, call.operands[0], from, to}));
    Reply reply;
    reply.json = {{"page", view.page},
                  {"from", view.from},
                  {"to", view.to},
                  {"added", view.diff.added},
                  {"removed", view.diff.removed},
                  {"lines", Json::array()}};
    for (const auto& line : view.diff.lines) {
        const char* change = line.change == content::Change::Added     ? "added"
                             : line.change == content::Change::Removed ? "removed"
                                                                       : "same";
        std::string text;
        Json spans = Json::array();
        for (const auto& span : line.spans) {
            text += span.text;
            spans.push_back({{"changed", span.change != content::Change::Same}, {"text", span.text}});
        }
        Json entry = {{"change", change}, {"text", text}};
        if (line.oldLine != 0) entry["oldLine"] = line.oldLine;
        if (line.newLine != 0) entry["newLine"] = line.newLine;
        if (line.change != content::Change::Same) entry["spans"] = std::move(spans);
        reply.json["lines"].push_back(std::move(entry));
        reply.text += (reply.text.empty() ? "" : "\n");
        reply.text += (line.change == content::Change::Added     ? "+ "
                       : line.change == content::Change::Removed ? "- "
                                                                 : "  ") +
                      text;
    }
    return Step(std::move(reply));
}

Answer<Step> importWiki(Context& context, const Invocation& call, bool isHistory)
{
    engine::ImportWiki action;
    STOA_TRY(action.dac, findCompany(context));
    action.path = pathFrom(context, call.operands[0]);
    action.isHistory = isHistory;
    return prepare(
        context, std::move(action), [](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
            const engine::ImportReport& report = sent.report;
            Json skipped = Json::array();
            for (const std::string& file : report.skipped) skipped.push_back(file);
            Reply reply{{{"pages", report.pages},
                         {"versions", report.versions},
                         {"authors", report.authors},
                         {"clockWentBack", report.clockWentBack},
                         {"previousIsOlder", report.previousIsOlder},
                         {"previousIsUnknown", report.previousIsUnknown},
                         {"previousIsMissing", report.previousIsMissing},
                         {"textsReturned", report.textsReturned},
                         {"skipped", std::move(skipped)}},
                        {}};
            reply.json.update(sentJson(sent));
            reply.text = std::to_string(report.versions) + " versions of " + std::to_string(report.pages) +
                         " pages by " + std::to_string(report.authors) + " authors are in the wiki. " +
                         sentText(sent);
            for (const std::string& file : report.skipped) reply.text += "\nLeft out: " + lineText(file, 200);
            return reply;
        });
}

Answer<Step> importFolder(Context& context, const Invocation& call)
{
    return importWiki(context, call, false);
}
Answer<Step> importHistory(Context& context, const Invocation& call)
{
    return importWiki(context, call, true);
}

Answer<Step> exportWiki(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    const std::string path = pathFrom(context, call.operands[0]);
    STOA_TRY(const auto pages, ask(context.engine, engine::ExportWiki{dac, path}));
    return Step(Reply{{{"pages", pages}, {"folder", path}},
                      std::to_string(pages) + " pages are written to " + path + "."});
}

} // namespace

std::vector<Command> wikiCommands()
{
    return {
        {"wiki",
         "put",
         "PAGE [FILE]",
         1,
         2,
         "Writes a page; the text comes from a file or standard input",
         "--password-file password.txt wiki put Compiler/Lexer lexer.md --summary \"First version\"",
         {{"text", "TEXT", "the text itself instead of a file"},
          {"summary", "TEXT", "what was changed, in a few words"},
          {"base", "REVISION", "the revision that was edited; the newest unless said otherwise"}},
         &put,
         false,
         true},
        {"wiki",
         "get",
         "PAGE",
         1,
         1,
         "Shows a page",
         "--json wiki get Compiler/Lexer --version 1",
         {{"version", "V", "an older version; 1 is the oldest"}},
         &get},
        {"wiki", "list", "", 0, 0, "Lists the pages", "wiki list", {}, &list},
        {"wiki",
         "history",
         "PAGE",
         1,
         1,
         "Lists the versions of a page, newest first",
         "wiki history Compiler/Lexer",
         {},
         &history},
        {"wiki",
         "diff",
         "PAGE",
         1,
         1,
         "Compares two versions of a page; the last two unless said otherwise",
         "wiki diff Compiler/Lexer --from 1 --to 3",
         {{"from", "V", "the older version"}, {"to", "V", "the newer version"}},
         &diff},
        {"wiki",
         "import",
         "FOLDER",
         1,
         1,
         "Imports a folder of Markdown files",
         "--password-file password.txt wiki import notes",
         {},
         &importFolder},
        {"wiki",
         "import-history",
         "FILE",
         1,
         1,
         "Imports a history file with all versions",
         "--password-file password.txt wiki import-history history.jsonl.zst",
         {},
         &importHistory},
        {"wiki",
         "export",
         "FOLDER",
         1,
         1,
         "Writes every page as a Markdown file to a new folder",
         "wiki export wiki-copy",
         {},
         &exportWiki},
    };
}

} // namespace stoa::commands
