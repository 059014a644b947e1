// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/sending.h"
#include "app/commands/unsent.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"
#include "ui/words/import_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

constexpr std::uint64_t kMaxVersion = 1'000'000'000;
constexpr std::uint32_t kManyPages = 5000; ///< more are not imported without a question

Answer<std::uint32_t> versionOption(const Invocation& call, std::string_view name, std::uint32_t otherwise)
{
    const auto text = call.option(name);
    if (!text) return otherwise;
    STOA_TRY(const auto number, readNumber(*text, "--" + std::string(name), kMaxVersion));
    if (number == 0) return usage("--" + std::string(name) + " counts from 1, the oldest version.");
    return static_cast<std::uint32_t>(number);
}

/// An edit as it stands, with a note to the person about where it stands.
Reply unsentReply(const engine::UnsentEdit& edit, bool isMarked)
{
    Reply reply{unsentJson(edit), isMarked ? edit.marked : edit.text};
    if (reply.text.ends_with('\n')) reply.text.pop_back(); // one line's end is written behind every answer
    reply.note = unsentText(edit);
    return reply;
}

Answer<engine::UnsentEdit> findMine(Context& context, const DacId& dac, const std::string& page)
{
    const auto mine = ask(context.engine, engine::ReadMyEdit{dac, page});
    if (!mine && mine.error().code == ErrorCode::NotFound)
        return refusal(ErrorCode::NotFound, "No edit of yours of the page " + quotedText(page) +
                                                " is left on this computer: all were sent.");
    if (!mine) return mine.error();
    return *mine;
}

bool hasMarkers(std::string_view text)
{
    return text.starts_with("<<<<<<< ") || text.find("\n<<<<<<< ") != std::string_view::npos;
}

/// What is saved in place of an edit of mine that did not get through, which is returned.
Answer<engine::UnsentEdit> useMine(Context& context, const Invocation& call, engine::SavePage& action)
{
    STOA_TRY(const auto mine, findMine(context, action.dac, action.name));
    if (mine.next == engine::UnsentEdit::Next::ByItself)
        return refusal(ErrorCode::WrongState, unsentText(mine));
    action.edit = mine.revision;
    action.base = mine.base;
    if (call.operands.size() < 2 && !call.has("text")) {
        action.text = mine.text;
        if (action.summary.empty()) action.summary = mine.summary;
        return mine;
    }
    STOA_TRY(action.text, readText(context, call, 1, false));
    action.isResolved = true;
    if (hasMarkers(action.text))
        return refusal(ErrorCode::MergeConflict,
                       "The text still has lines that begin with “<<<<<<<”: make one text of both "
                       "first. Nothing was saved.");
    return mine;
}

/// The page says already what it is to say: the edit is done with, and its words are said once more.
Answer<Step> keepPage(Context& context, const engine::SavePage& action, const engine::UnsentEdit& mine)
{
    STOA_TRY([[maybe_unused]] const auto done,
             ask(context.engine, engine::DropEdit{action.dac, action.name, mine.revision}));
    Reply reply{{{"page", action.name}, {"dropped", toHex(mine.revision)}, {"text", mine.text}}, {}};
    reply.text = "“" + lineText(action.name) +
                 "” stays as it is, and your edit is forgotten. Nothing was sent. This was your text:\n" +
                 mine.text;
    if (reply.text.ends_with('\n')) reply.text.pop_back();
    return Step(std::move(reply));
}

/// Why it was not saved, with where both changed the same lines.
Failure notSaved(Context& context, const engine::SavePage& action, const Failure& failure)
{
    if (failure.code != name(ErrorCode::MergeConflict)) return failure;
    const auto mine = ask(context.engine, engine::ReadMyEdit{action.dac, action.name});
    if (!mine) return failure;
    return refusal(ErrorCode::MergeConflict, "Your text is kept on this computer. " + unsentText(*mine));
}

Answer<Step> put(Context& context, const Invocation& call)
{
    engine::SavePage action;
    STOA_TRY(action.dac, findCompany(context));
    action.name = call.operands[0];
    action.summary = call.option("summary").value_or("");
    action.keepsConflict = true;
    if (const auto answer = call.option("resolve")) {
        if (*answer != "mine" && *answer != "theirs") return usage("--resolve is “mine” or “theirs”.");
        action.answer = *answer == "mine" ? engine::SavePage::Answer::Mine : engine::SavePage::Answer::Theirs;
    }
    std::optional<engine::UnsentEdit> mine;
    if (call.has("mine")) {
        if (call.has("base")) return usage("--mine knows its base; leave --base out.");
        STOA_TRY(mine, useMine(context, call, action));
    } else {
        STOA_TRY(action.text, readText(context, call, 1, false));
        // As when the program before a pipe has failed.
        if (action.text.empty() && !call.has("empty")) {
            const auto newest = ask(context.engine, engine::ReadPage{action.dac, action.name, 0});
            if (newest && !newest->text.empty())
                return usage("The text is empty, and the page " + quotedText(action.name) +
                             " is not. Nothing was changed. To empty the page, give --empty.");
        }
    }
    if (const auto base = call.option("base")) {
        STOA_TRY(action.base, readHash(*base, "--base"));
    }
    const std::string page = action.name;
    auto step = prepare(context, action,
                        [&engine = context.engine, dac = action.dac,
                         page](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
                            Reply reply{{{"page", page}}, {}};
                            const auto view = ask(engine, engine::ReadPage{dac, page, 0});
                            if (view) {
                                reply.json["version"] = view->version;
                                reply.json["revision"] = toHex(view->revision);
                                reply.json["isSent"] = view->isSent;
                            }
                            reply.json.update(sentJson(sent));
                            reply.text = doneText(
                                "“" + lineText(page) + "” is saved" +
                                    (view ? " as version " + std::to_string(view->version) : "") + ".",
                                sent);
                            return reply;
                        });
    if (!step && mine && step.error().code == name(ErrorCode::NothingChanged))
        return keepPage(context, action, *mine);
    if (!step) return notSaved(context, action, step.error());
    return step;
}

Answer<Step> get(Context& context, const Invocation& call)
{
    STOA_TRY(const DacId dac, findCompany(context));
    STOA_TRY(const auto version, versionOption(call, "version", 0));
    if (call.has("mine") || call.has("marked")) {
        STOA_TRY(const auto mine, findMine(context, dac, call.operands[0]));
        if (call.has("marked") && mine.next != engine::UnsentEdit::Next::Choice)
            return refusal(ErrorCode::NotFound, "Nobody changed the same lines. " + unsentText(mine));
        return Step(unsentReply(mine, call.has("marked")));
    }
    STOA_TRY(const auto view, ask(context.engine, engine::ReadPage{dac, call.operands[0], version}));
    Json links = Json::array();
    for (const std::string& name : view.linksHere) links.push_back(name);
    Reply reply;
    reply.json = {{"page", view.summary.name},
                  {"version", view.version},
                  {"versions", view.summary.versions},
                  {"text", view.text},
                  {"isSent", view.isSent},
                  {"revision", toHex(view.revision)},
                  {"time", view.time},
                  {"author", view.author},
                  {"authorAddress",
                   view.authorAddress.isZero() ? Json(nullptr) : Json(addressJson(view.authorAddress))},
                  {"summary", view.changeSummary},
                  {"linksHere", std::move(links)},
                  {"sharing", nameOf(view.summary.sharing)},
                  {"finality", finalityJson(view.summary.finality)}};
    if (view.mine) reply.json["mine"] = unsentJson(*view.mine);
    reply.text = view.text;
    // One line's end is written behind every answer.
    if (reply.text.ends_with('\n')) reply.text.pop_back();
    if (!view.isSent)
        reply.note = "Version " + std::to_string(view.version) +
                     " is not sent yet: it is sent as soon as the network can be reached.";
    if (view.mine)
        reply.note = "An edit of yours is not in it; “stoa-cli wiki get " + shellWord(call.operands[0]) +
                     " --mine” shows it. " + unsentText(*view.mine);
    return Step(std::move(reply));
}

Answer<Step> listPages(Context& context, const Invocation&)
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
                      countText(page.versions, "version", "versions");
    }
    reply.isEmpty = pages.empty();
    if (reply.isEmpty) reply.text = "There is no page yet.";
    return Step(std::move(reply));
}

/// Who has chosen no name is shown by the beginning of their address.
std::string authorText(const engine::VersionView& version)
{
    if (!version.author.empty() || version.authorAddress.isZero()) return lineText(version.author, 40);
    return addressJson(version.authorAddress).substr(0, 10) + "…";
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
             {"isSent", version.isSent},
             {"bytes", version.bytes}});
        reply.text += (reply.text.empty() ? "" : "\n") + std::to_string(version.version) + "  " +
                      timeText(version.time) + "  " + authorText(version) + "  " + lineText(version.summary) +
                      (version.isSent ? "" : "  [not sent yet]");
    }
    const auto mine = ask(context.engine, engine::ReadMyEdit{dac, call.operands[0]});
    if (mine && mine->next != engine::UnsentEdit::Next::ByItself) {
        reply.json["mine"] = unsentJson(*mine);
        reply.note = "An edit of yours is not among them; “stoa-cli wiki get " + shellWord(call.operands[0]) +
                     " --mine” shows it. " + unsentText(*mine);
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

/// Pages whose names cannot be told apart at a glance: they differ in case or in how letters are composed.
/// They stay pages of their own, because the file says so; people should know.
std::vector<std::vector<std::string>> alikeNames(engine::Engine& engine, const DacId& dac)
{
    std::map<QString, std::vector<std::string>> groups;
    if (const auto pages = ask(engine, engine::ListPages{dac})) {
        for (const auto& page : *pages) {
            const QString folded =
                ui::toQt(page.name).normalized(QString::NormalizationForm_KC).toCaseFolded();
            groups[folded].push_back(page.name);
        }
    }
    std::vector<std::vector<std::string>> alike;
    for (auto& [folded, names] : groups) {
        if (names.size() > 1) alike.push_back(std::move(names));
    }
    return alike;
}

/// What in the file was not as it should be, and what was made of it: one line for each.
std::string deviationsText(const engine::ImportReport& report)
{
    std::string text;
    const auto line = [&](std::uint64_t count, std::string_view one, std::string_view many) {
        if (count != 0) text += "\n  " + countText(count, one, many);
    };
    line(report.clockWentBack, "version is older than the one before it in the file; the file's order counts",
         "versions are older than the one before them in the file; the file's order counts");
    line(report.previousIsOlder,
         "version follows one that is not the page's newest; it was put on the newest",
         "versions follow one that is not the page's newest; they were put on the newest");
    line(report.previousIsUnknown,
         "version follows one that the page does not have; it was put on the newest",
         "versions follow one that the page does not have; they were put on the newest");
    line(report.previousIsMissing, "version names none before it, though the page existed",
         "versions name none before them, though the page existed");
    line(report.textsReturned, "version has the text of an earlier one",
         "versions have the text of an earlier one");
    return text.empty() ? std::string() : "\nNot as one would expect, and kept as the file says:" + text;
}

/// What was not added, and why.
std::string leftOutText(const engine::ImportReport& report)
{
    std::string text;
    if (report.alreadyThere != 0)
        text += "\n" + countText(report.alreadyThere, "version was", "versions were") +
                " there already and not added again.";
    for (const std::string& file : report.skipped)
        text += "\nLeft out: " + lineText(ui::toStd(ui::leftOutText(file)), 200);
    if (report.leftOut > report.skipped.size())
        text += "\n" + std::to_string(report.leftOut - report.skipped.size()) + " more were left out.";
    return text;
}

/// For the answer's first line.
std::string leftOutCount(const engine::ImportReport& report)
{
    return report.leftOut == 0 ? std::string()
                               : " " + countText(report.leftOut, "file was", "files were") + " left out.";
}

/// Changes of this company's pages that the network has not taken yet.
std::uint64_t waitingEdits(engine::Engine& engine, const DacId& dac)
{
    const auto outbox = ask(engine, engine::ReadOutbox{});
    if (!outbox) return 0;
    return static_cast<std::uint64_t>(
        std::count_if(outbox->begin(), outbox->end(), [&](const engine::OutboxItem& item) {
            const auto* put = std::get_if<tx::PutRecord>(&item.action.payload);
            return put != nullptr && put->dac == dac &&
                   put->tool == static_cast<std::uint16_t>(tx::Tool::Wiki) &&
                   item.action.finality.stage == engine::Finality::Waiting;
        }));
}

/// Nobody can take back what was published, and a folder may hold more than was meant.
Failure asksFirst(std::string what)
{
    return refusal(ErrorCode::TooLarge,
                   std::move(what) + " Nothing was signed, and nothing is published. What is in the wiki "
                                     "stays there for everybody to read: if that is what you want, give "
                                     "the command again with --yes.");
}

Json importJson(const engine::ImportReport& report)
{
    return {{"pages", report.pages},
            {"versions", report.versions},
            {"authors", report.authors},
            {"alreadyThere", report.alreadyThere},
            {"clockWentBack", report.clockWentBack},
            {"previousIsOlder", report.previousIsOlder},
            {"previousIsUnknown", report.previousIsUnknown},
            {"previousIsMissing", report.previousIsMissing},
            {"textsReturned", report.textsReturned},
            {"skipped", report.skipped},
            {"leftOut", report.leftOut}};
}

Reply importReply(engine::Engine& engine, const DacId& dac, const engine::Sent& sent)
{
    const engine::ImportReport& report = sent.report;
    Reply reply{importJson(report), {}};
    reply.json.update(sentJson(sent));
    reply.text = doneText(countText(report.versions, "version", "versions") + " of " +
                              countText(report.pages, "page", "pages") + " by " +
                              countText(report.authors, "author", "authors") +
                              (report.versions == 1 ? " is" : " are") + " in the wiki now.",
                          sent) +
                 leftOutCount(report) + leftOutText(report) + deviationsText(report);
    Json groups = Json::array();
    for (const auto& names : alikeNames(engine, dac)) {
        groups.push_back(names);
        std::string all;
        for (const std::string& name : names) all += (all.empty() ? "" : ", ") + quotedText(name);
        reply.text += "\nPages that look alike: " + all;
    }
    reply.json["alike"] = std::move(groups);
    return reply;
}

Answer<Step> importWiki(Context& context, const Invocation& call, bool isHistory)
{
    engine::ImportWiki action;
    STOA_TRY(action.dac, findCompany(context));
    action.path = pathFrom(context, call.operands[0]);
    action.isHistory = isHistory;
    std::error_code problem;
    const bool isFolder = std::filesystem::is_directory(action.path, problem);
    if (isFolder == isHistory || !std::filesystem::exists(action.path, problem))
        return refusal(ErrorCode::FileUnreadable,
                       quotedText(call.operands[0]) +
                           (isHistory ? " is not a file that can be read; FILE holds one version a line."
                                      : " is not a folder that can be read; FOLDER holds Markdown files."));
    if (!isHistory && !call.has("yes") && std::filesystem::canonical(action.path, problem) == "/")
        return asksFirst("This would read every Markdown file on this computer and publish it.");
    const DacId dac = action.dac;
    auto step = prepare(
        context, std::move(action),
        [&engine = context.engine, dac](const engine::Draft&, const engine::Sent& sent) -> Answer<Reply> {
            return importReply(engine, dac, sent);
        });
    const auto* changes = step ? std::get_if<Unsigned>(&*step) : nullptr;
    if (!isHistory && !call.has("yes") && changes != nullptr && changes->draft.steps > kManyPages) {
        static_cast<void>(ask(context.engine, engine::DropDraft{changes->draft.id}));
        return asksFirst("This would publish " + std::to_string(changes->draft.steps) + " pages.");
    }
    if (step || step.error().code != name(ErrorCode::NothingChanged)) return step;
    // Not a refusal: what was asked for is so.
    STOA_TRY(const auto report, ask(context.engine, engine::ReadImportReport{}));
    if (isHistory && report.alreadyThere == 0 && report.skipped.empty())
        return refusal(ErrorCode::BadImport, "The file " + quotedText(call.operands[0]) +
                                                 " is empty: there is no version of a page in it. Nothing "
                                                 "was changed.");
    const std::string_view what = report.alreadyThere != 0
                                      ? "Nothing to add: every page in it is in the wiki already."
                                  : report.skipped.empty() ? "Nothing to add: there is no page in it."
                                                           : "Nothing was added: no page in it can be used.";
    const std::uint64_t waiting = report.alreadyThere == 0 ? 0 : waitingEdits(context.engine, dac);
    Reply reply{importJson(report), std::string(what)};
    reply.json["waiting"] = waiting;
    if (waiting != 0)
        reply.text = "Nothing to add: this computer has every page in it already. But " +
                     countText(waiting, "change of a page waits", "changes of pages wait") +
                     " in the outbox until the network takes them, and nobody else has them yet.";
    reply.text += leftOutCount(report) + leftOutText(report) + deviationsText(report);
    return Step(std::move(reply));
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
    std::error_code problem;
    if (std::filesystem::exists(path, problem) && !std::filesystem::is_empty(path, problem))
        return refusal(ErrorCode::FileUnwritable,
                       quotedText(call.operands[0]) +
                           " is there and not empty, and was left as it is; name a new folder.");
    STOA_TRY(const auto pages, ask(context.engine, engine::ExportWiki{dac, path}));
    return Step(Reply{{{"pages", pages}, {"folder", path}},
                      countText(pages, "page is", "pages are") + " written to " + path + "."});
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
          {"base", "REVISION", "the revision that was edited; the newest unless said otherwise"},
          {"resolve", "mine|theirs", "whose words count where two people changed the same lines"},
          {"empty", "", "an empty text may replace what the page says"},
          {"mine", "", "your edit that did not get through; with FILE, what you made of it and the page"}},
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
         {{"version", "V", "an older version; 1 is the oldest"},
          {"mine", "", "your edit that was not sent or did not get through"},
          {"marked", "", "the same, with both texts between marker lines where two people changed the same"}},
         &get},
        {"wiki", "list", "", 0, 0, "Lists the pages", "wiki list", {}, &listPages},
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
         {{"yes", "", "also the whole computer (/), or more than 5000 pages"}},
         &importFolder},
        {"wiki",
         "import-history",
         "FILE",
         1,
         1,
         "Imports a history file with all versions: JSON lines, also compressed with zstd, each {page, time, "
         "author, "
         "revision, previous, text}. Each becomes a version on the page's newest one, in the order of the "
         "file; what "
         "is in the wiki already is not added again",
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
