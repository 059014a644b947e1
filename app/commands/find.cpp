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

constexpr std::size_t kLeastDigits = 4;

bool isIdBeginning(std::string_view called, const ObjectId& id)
{
    std::string wanted = lowered(called);
    if (wanted.starts_with("0x")) wanted.erase(0, 2);
    return wanted.size() >= kLeastDigits && toHex(id).substr(2).starts_with(wanted);
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
    const std::string shown = quotedText(called);
    if (found.empty()) return refusal(ifNone, "There is no " + thing + " " + shown + " here.");
    return refusal(ErrorCode::Ambiguous,
                   "More than one " + thing + " is called " + shown + "; use its id instead.");
}

} // namespace

Answer<std::string> symbolOf(Context& context)
{
    STOA_TRY(const auto network, ask(context.engine, engine::ReadNetwork{}));
    return lineText(network.symbol, 20);
}

Answer<std::monostate> checkWallet(const engine::WalletView& wallet)
{
    if (wallet.isDamaged) return Failure(Error{ErrorCode::BadKeystore, {}});
    if (!wallet.exists) return Failure(Error{ErrorCode::NoWallet, {}});
    return std::monostate();
}

Answer<DacId> findCompany(Context& context)
{
    const auto found = ask(context.engine, engine::FindCompany{context.company});
    if (found) return *found;
    const ErrorCode code = found.error().code;
    const bool isChoice = code == ErrorCode::NoCompanyChosen || code == ErrorCode::NoSuchCompany ||
                          code == ErrorCode::Ambiguous;
    if (!isChoice) return found.error();
    STOA_TRY(const auto companies, ask(context.engine, engine::ListCompanies{}));
    constexpr std::size_t kMostNamed = 12;
    std::string names;
    for (std::size_t i = 0; i < companies.size() && i < kMostNamed; ++i) {
        names += (names.empty() ? "" : ", ") + lineText(companies[i].name, 40);
        if (code == ErrorCode::Ambiguous) names += " " + toHex(companies[i].dac);
    }
    if (companies.size() > kMostNamed) names += ", …";
    if (companies.empty())
        return refusal(code, "There is no company in this data folder yet: create one with “stoa-cli company "
                             "create”, or join one with “stoa-cli company join LINK”.");
    if (code == ErrorCode::NoCompanyChosen)
        return refusal(code, "There are several companies here: " + names +
                                 "; say which one you mean with --company NAME.");
    if (code == ErrorCode::Ambiguous)
        return refusal(code, "More than one company is called " + quotedText(context.company) +
                                 "; give its id with --company: " + names + ".");
    return refusal(code,
                   "There is no company " + quotedText(context.company) + " here; there is: " + names + ".");
}

Answer<engine::TaskView> findTask(Context& context, const DacId& dac, std::string_view called)
{
    STOA_TRY(const auto tasks, ask(context.engine, engine::ListTasks{dac}));
    return pick(tasks, called, ErrorCode::NotFound, "task", [&](const engine::TaskView& task) {
        return task.title == called || (!task.number.empty() && lowered(task.number) == lowered(called)) ||
               (task.number.starts_with("T-") && lowered(task.number.substr(2)) == lowered(called)) ||
               (called.size() > kLeastDigits + 2 && (called.starts_with("T-") || called.starts_with("t-")) &&
                isIdBeginning(called.substr(2), task.id));
    });
}

Answer<FoundRecord> findToolRecord(Context& context, const DacId& dac, std::string_view called)
{
    STOA_TRY(const auto tools, ask(context.engine, engine::ListToolRecords{dac, 0}));
    std::vector<engine::ToolRecordView> all;
    std::vector<std::uint16_t> numbers; // of the tool of each
    for (const engine::ToolRecordsView& tool : tools)
        for (const engine::ToolRecordView& record : tool.records) {
            all.push_back(record);
            numbers.push_back(tool.tool);
        }
    const std::string_view digits = lowered(called.substr(0, 2)) == "r-" ? called.substr(2) : called;
    const auto isNamed = [&](const engine::ToolRecordView& record) {
        return lowered(record.number) == lowered(called) || isIdBeginning(digits, record.id);
    };
    STOA_TRY(const auto found, pick(all, called, ErrorCode::NotFound, "record", isNamed));
    const auto at =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == found.id; });
    return FoundRecord{numbers[static_cast<std::size_t>(at - all.begin())], found};
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
    Failure unknown = found.error();
    unknown.message +=
        " If it is of a company that you are not a member of, as its arbitrator for one, first "
        "“stoa-cli company follow” with the company's id.";
    return unknown;
}

Answer<Address> myAddress(Context& context)
{
    STOA_TRY(const auto wallet, ask(context.engine, engine::ReadWallet{}));
    STOA_TRY_VOID(checkWallet(wallet));
    return wallet.address;
}

namespace {

/// Everybody of this name: members of the company, if there is one, and who is in the address book.
Answer<std::vector<engine::PersonView>> peopleCalled(Context& context, const DacId& dac,
                                                     std::string_view called)
{
    std::vector<engine::PersonView> found;
    const auto add = [&](const engine::PersonView& person) {
        const bool isKnown = std::any_of(found.begin(), found.end(),
                                         [&](const auto& each) { return each.address == person.address; });
        if (!person.name.empty() && person.name == called && !isKnown) found.push_back(person);
    };
    STOA_TRY(const auto contacts, ask(context.engine, engine::ListContacts{}));
    for (const auto& contact : contacts) add(contact);
    if (dac.isZero()) return found;
    STOA_TRY(const auto company, ask(context.engine, engine::ReadCompany{dac}));
    for (const auto& member : company.members) add(member.person);
    return found;
}

Failure nobodyCalled(std::string_view called)
{
    return usage(quotedText(called) +
                 " is neither an address of 0x and forty digits, nor a name in your address book, nor “me”. "
                 "“stoa-cli company members” shows the members’ addresses, and “stoa-cli contact add” gives "
                 "one of them a name of yours.");
}

} // namespace

Answer<Address> findPerson(Context& context, const DacId& dac, std::string_view called)
{
    if (called == "me") return myAddress(context);
    if (called.starts_with("0x")) return readAddress(called);
    STOA_TRY(const auto found, peopleCalled(context, dac, called));
    if (found.empty()) return nobodyCalled(called);
    if (found.size() == 1 && (found[0].isMe || found[0].isContact)) return found[0].address;
    std::string addresses;
    for (const auto& person : found) {
        if (person.address != found[0].address) addresses += ", ";
        addresses += addressJson(person.address);
    }
    return refusal(ErrorCode::Ambiguous,
                   "Anybody can choose the name " + quotedText(called) +
                       ", so it does not say who is meant. Nothing was signed. Whoever is called so here has "
                       "the address " +
                       addresses +
                       "; ask them whether it is theirs, and give it instead of the name (“stoa-cli company "
                       "members” shows it), or a name of yours, after “stoa-cli contact add NAME ADDRESS”.");
}

Answer<Address> findMember(Context& context, const DacId& dac, std::string_view called, std::string_view what)
{
    STOA_TRY(const Address address, findPerson(context, dac, called));
    STOA_TRY(const auto company, ask(context.engine, engine::ReadCompany{dac}));
    const bool isMember =
        std::any_of(company.members.begin(), company.members.end(),
                    [&](const engine::MemberView& member) { return member.person.address == address; });
    if (isMember) return address;
    return refusal(ErrorCode::NotAMember,
                   std::string(what) + ", " + addressJson(address) + ", is not a member of " +
                       lineText(company.name, 60) +
                       ", so nothing was signed; invite them first with “stoa-cli company invite”.");
}

} // namespace stoa::commands
