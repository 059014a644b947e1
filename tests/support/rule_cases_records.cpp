// SPDX-License-Identifier: MIT
// The rules of tools' records.
#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

constexpr auto kTasks = static_cast<std::uint16_t>(tx::Tool::Tasks);
constexpr auto kWiki = static_cast<std::uint16_t>(tx::Tool::Wiki);

constexpr std::uint8_t stateOf(tx::TaskState state) { return static_cast<std::uint8_t>(state); }
constexpr std::uint8_t stateOf(tx::PageState state) { return static_cast<std::uint8_t>(state); }

tx::PutRecord newPage(const DacId& dac)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = kWiki;
    put.object = tx::pageIdOf("Handbook");
    put.state = stateOf(tx::PageState::Published);
    put.content = contentOf("first revision");
    return put;
}

tx::PutRecord newTask(const DacId& dac)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = kTasks;
    put.state = stateOf(tx::TaskState::Backlog);
    put.content = contentOf("a task");
    put.assignee = addressOf(kDoer);
    put.amount = 5 * kToken;
    return put;
}

/// The next version of what `put` made.
tx::PutRecord after(const tx::PutRecord& put, std::uint8_t state, std::string_view content)
{
    tx::PutRecord next = put;
    next.expected = put.content;
    next.edits = put.edits + 1;
    next.state = state;
    next.content = contentOf(content);
    return next;
}

/// A second step on the page "Handbook", after a first one has made it.
RuleCase onPage(const char* name, std::optional<ErrorCode> refusal,
                std::function<void(tx::PutRecord&)> change)
{
    return {"PutRecord", name, refusal, [change = std::move(change)](World& w) {
                const tx::PutRecord first = newPage(w.readyCompany());
                w.must(w.send(kAsker, first), "the first revision");
                tx::PutRecord next = after(first, stateOf(tx::PageState::Published), "second revision");
                change(next);
                return w.by(kDoer, next);
            }};
}

/// A task moved from one column to another.
RuleCase onTask(const char* name, std::optional<ErrorCode> refusal, std::uint8_t state)
{
    return {"PutRecord", name, refusal, [state](World& w) {
                tx::PutRecord task = newTask(w.readyCompany());
                w.must(w.send(kAsker, task), "a task");
                task.object = tx::objectIdOf(w.digest());
                return w.by(kDoer, after(task, state, "a task"));
            }};
}

RuleCase first(const char* name, std::optional<ErrorCode> refusal,
               std::function<void(tx::PutRecord&, World&)> change)
{
    return {"PutRecord", name, refusal, [change = std::move(change)](World& w) {
                tx::CreateDac terms = World::terms();
                terms.tools |= 1U << 5; // a tool that has no table
                tx::PutRecord put = newPage(w.readyCompany(terms));
                change(put, w);
                return w.by(kAsker, put);
            }};
}

} // namespace

RuleCases recordRules()
{
    using Put = tx::PutRecord;
    const auto ok = std::nullopt;
    const auto conflict = ErrorCode::ContentConflict;
    const auto notByTool = ErrorCode::NotAllowedByTool;
    return {
        first("a new page", ok, [](Put&, World&) {}),
        first("a new task", ok, [](Put& put, World&) { put = newTask(put.dac); }),
        first("a new task that is ready", ok,
              [](Put& put, World&) {
                  put = newTask(put.dac);
                  put.state = stateOf(tx::TaskState::Ready);
              }),
        first("a task that begins in progress", notByTool,
              [](Put& put, World&) {
                  put = newTask(put.dac);
                  put.state = stateOf(tx::TaskState::InProgress);
              }),
        first("a page that begins deleted", notByTool,
              [](Put& put, World&) { put.state = stateOf(tx::PageState::Deleted); }),
        first("in no company", ErrorCode::NoSuchCompany, [](Put& put, World&) { put.dac = {}; }),
        {"PutRecord", "by somebody outside", ErrorCode::NotAMember,
         [](World& w) { return w.by(kOutsider, newPage(w.readyCompany())); }},
        {"PutRecord", "by a member whom the charter does not allow it", ErrorCode::NotPermitted,
         [](World& w) {
             tx::CreateDac terms = World::terms();
             terms.memberMask = 0;
             return w.by(kAsker, newPage(w.readyCompany(terms)));
         }},
        first("of a tool that is not switched on", notByTool, [](Put& put, World&) { put.tool = 3; }),
        first("of a tool that cannot be switched on", notByTool, [](Put& put, World&) { put.tool = 33; }),
        first("of a tool without a table", notByTool, [](Put& put, World&) { put.tool = 5; }),
        first("new, with a content that it replaces", conflict,
              [](Put& put, World&) { put.expected = contentOf("nothing"); }),
        first("new, with a number of edits", conflict, [](Put& put, World&) { put.edits = 1; }),
        first("without content", ErrorCode::OutOfRange, [](Put& put, World&) { put.content = {}; }),
        onPage("a second revision", ok, [](Put&) {}),
        onPage("deletes a page", ok, [](Put& put) { put.state = stateOf(tx::PageState::Deleted); }),
        onPage("a page that was new for somebody else too", conflict,
               [](Put& put) {
                   put.expected = {};
                   put.edits = 0;
               }),
        onPage("of another revision", conflict,
               [](Put& put) { put.expected = contentOf("an older revision"); }),
        // The same content may come back; the number of edits does not.
        onPage("of another number of edits", conflict, [](Put& put) { put.edits = 2; }),
        onPage("to a state that pages do not have", notByTool, [](Put& put) { put.state = 3; }),
        onPage("back to nothing", notByTool, [](Put& put) { put.state = 0; }),
        {"PutRecord", "brings a deleted page back", ok,
         [](World& w) {
             const Put page = newPage(w.readyCompany());
             w.must(w.send(kAsker, page), "a page");
             const Put gone = after(page, stateOf(tx::PageState::Deleted), "gone");
             w.must(w.send(kAsker, gone), "deleting");
             return w.by(kAsker, after(gone, stateOf(tx::PageState::Published), "back"));
         }},
        {"PutRecord", "deletes a page twice", notByTool,
         [](World& w) {
             const Put page = newPage(w.readyCompany());
             w.must(w.send(kAsker, page), "a page");
             const Put gone = after(page, stateOf(tx::PageState::Deleted), "gone");
             w.must(w.send(kAsker, gone), "deleting");
             return w.by(kAsker, after(gone, stateOf(tx::PageState::Deleted), "gone again"));
         }},
        onTask("a task to progress", ok, stateOf(tx::TaskState::InProgress)),
        onTask("a task to the archive", ok, stateOf(tx::TaskState::Archived)),
        onTask("a task to a column that does not exist", notByTool, 7),
        onTask("a task to nothing", notByTool, 0),
    };
}

} // namespace stoa::test
