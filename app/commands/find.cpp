// SPDX-License-Identifier: MIT
#include "app/commands/find.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "app/commands/values.h"
#include "app/commands/views.h"
#include "core/base/hex.h"

namespace stoa::commands {

namespace {

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

bool isIdBeginning(std::string_view called, const ObjectId& id)
{
    constexpr std::size_t kLeast = 4;
    std::string wanted = lowered(called);
    if (wanted.starts_with("0x")) wanted.erase(0, 2);
    return wanted.size() >= kLeast && toHex(id).substr(2).starts_with(wanted);
}

/// The best match wins: an exact name before the beginning of an id.
template <typename View, typename IsExact>
Answer<View> pick(const std::vector<View>& views, std::string_view called, ErrorCode ifNone,
                  const std::string& thing, IsExact isExact)
{
    std::vector<const View*> exact;
    std::vector<const View*> beginning;
    for (const View& view : views) {
        if (toHex(view.id) == lowered(called)) return view;
        if (isExact(view)) exact.push_back(&view);
        if (isIdBeginning(called, view.id)) beginning.push_back(&view);
    }
    const auto& found = exact.empty() ? beginning : exact;
    if (found.size() == 1) return *found.front();
    const std::string shown = "“" + lineText(called, 60) + "”";
    if (found.empty()) return refusal(ifNone, "There is no " + thing + " " + shown + " here.");
    return refusal(ErrorCode::Ambiguous,
                   "More than one " + thing + " is called " + shown + "; use its id instead.");
}

} // namespace

Answer<DacId> findCompany(Context& context)
{
    STOA_TRY(const DacId dac, ask(context.engine, engine::FindCompany{context.company}));
    return dac;
}

Answer<engine::TaskView> findTask(Context& context, const DacId& dac, std::string_view called)
{
    STOA_TRY(const auto tasks, ask(context.engine, engine::ListTasks{dac}));
    return pick(tasks, called, ErrorCode::NotFound, "task", [&](const engine::TaskView& task) {
        return task.title == called || (!task.number.empty() && lowered(task.number) == lowered(called)) ||
               (task.number.starts_with("T-") && task.number.substr(2) == called);
    });
}

Answer<std::vector<engine::CollaborationView>> listCollaborations(Context& context)
{
    if (!context.company.empty()) {
        STOA_TRY(const DacId dac, findCompany(context));
        STOA_TRY(auto ofOne, ask(context.engine, engine::ListCollaborations{dac}));
        return ofOne;
    }
    STOA_TRY(const auto companies, ask(context.engine, engine::ListCompanies{}));
    std::vector<engine::CollaborationView> all;
    for (const engine::CompanySummary& company : companies) {
        STOA_TRY(auto some, ask(context.engine, engine::ListCollaborations{company.dac}));
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

Answer<engine::CollaborationView> findCollaboration(Context& context, std::string_view called)
{
    STOA_TRY(const auto all, listCollaborations(context));
    auto found = pick(all, called, ErrorCode::NoSuchCollaboration, "collaboration",
                      [&](const engine::CollaborationView& view) { return view.title == called; });
    if (found || found.error().code != name(ErrorCode::NoSuchCollaboration)) {
        if (!found) return found.error();
        // The list may carry less than the single view.
        STOA_TRY(auto view, ask(context.engine, engine::ReadCollaboration{found->dac, found->id}));
        return view;
    }
    // A task's short number stands for its collaboration.
    const auto company = findCompany(context);
    if (company) {
        const auto task = findTask(context, *company, called);
        if (task && task->collaboration) {
            STOA_TRY(auto view,
                     ask(context.engine, engine::ReadCollaboration{*company, *task->collaboration}));
            return view;
        }
    }
    return found.error();
}

Answer<Address> myAddress(Context& context)
{
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    if (!wallet.exists) return Failure(Error{ErrorCode::NoWallet, {}});
    return wallet.address;
}

Answer<Address> findPerson(Context& context, const DacId& dac, std::string_view called)
{
    if (called == "me") return myAddress(context);
    if (called.starts_with("0x")) return readAddress(called);
    std::vector<Address> found;
    if (!dac.isZero()) {
        STOA_TRY(const auto company, ask(context.engine, engine::ReadCompany{dac}));
        for (const auto& member : company.members) {
            if (!member.person.name.empty() && member.person.name == called)
                found.push_back(member.person.address);
        }
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1)
        return refusal(ErrorCode::Ambiguous,
                       "Several members are called “" + lineText(called, 60) + "”; use the address instead.");
    return usage("“" + lineText(called, 60) +
                 "” is neither an address of 0x and forty digits, nor a member's name, nor “me”.");
}

} // namespace stoa::commands
