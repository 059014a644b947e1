// SPDX-License-Identifier: MIT
// The address book: names that this computer's owner has given to addresses. The window keeps the same one.
#include <algorithm>

#include "app/commands/command_table.h"
#include "app/commands/find.h"
#include "app/commands/values.h"
#include "app/commands/views.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

Json contactJson(const Address& address, const std::string& name)
{
    return {{"address", addressJson(address)}, {"name", name}};
}

Answer<Step> listContacts(Context& context, const Invocation&)
{
    STOA_TRY(const auto contacts, ask(context.engine, engine::ListContacts{}));
    Reply reply{{{"contacts", Json::array()}}, {}};
    for (const engine::PersonView& each : contacts) {
        reply.json["contacts"].push_back(contactJson(each.address, each.name));
        reply.text +=
            (reply.text.empty() ? "" : "\n") + addressJson(each.address) + "  " + lineText(each.name, 200);
    }
    if (contacts.empty())
        reply.text = "Your address book is empty; “stoa-cli contact add NAME ADDRESS” puts somebody into it.";
    return Step(std::move(reply));
}

/// As the window keeps it: without spaces around it, and single ones in it.
std::string nameOfContact(const std::string& typed) { return ui::toStd(ui::toQt(typed).simplified()); }

/// The one contact of this name or address.
Answer<engine::PersonView> findContact(Context& context, std::string_view called)
{
    STOA_TRY(const auto contacts, ask(context.engine, engine::ListContacts{}));
    std::optional<Address> address;
    if (called.starts_with("0x")) {
        STOA_TRY(address, readAddress(called));
    }
    std::vector<engine::PersonView> found;
    std::copy_if(contacts.begin(), contacts.end(), std::back_inserter(found),
                 [&](const auto& each) { return address ? each.address == *address : each.name == called; });
    if (found.empty())
        return refusal(ErrorCode::NotFound, "There is no " + quotedText(called) +
                                                " in your address book; “stoa-cli contact list” lists it.");
    if (found.size() > 1)
        return refusal(ErrorCode::Ambiguous, "Several in your address book are called " + quotedText(called) +
                                                 "; use the address instead.");
    return found.front();
}

/// Refuses a name that would not say who is meant: of somebody else, or what commands understand otherwise.
Answer<std::monostate> checkContactName(Context& context, const std::string& name, const Address& whose)
{
    if (name == "me" || name == "nobody" || name == "own" || name.starts_with("0x"))
        return usage(quotedText(name) + " means something else in commands; choose another name.");
    STOA_TRY(const auto contacts, ask(context.engine, engine::ListContacts{}));
    for (const engine::PersonView& each : contacts)
        if (each.address != whose &&
            ui::toQt(each.name).compare(ui::toQt(name), Qt::CaseInsensitive) == 0) // a slip of the shift key
            return refusal(ErrorCode::AlreadyExists,
                           quotedText(each.name) + " is in your address book already: " +
                               addressJson(each.address) + ". Choose another name; nothing was changed.");
    return std::monostate();
}

Answer<Step> addContact(Context& context, const Invocation& call)
{
    const std::string name = nameOfContact(call.operands[0]);
    STOA_TRY(const Address address, readAddress(call.operands[1]));
    if (name.empty()) return usage("NAME is empty.");
    STOA_TRY_VOID(checkContactName(context, name, address));
    STOA_TRY(const auto contacts, ask(context.engine, engine::ListContacts{}));
    for (const engine::PersonView& each : contacts)
        if (each.address == address && each.name != name)
            return refusal(ErrorCode::AlreadyExists,
                           addressJson(address) + " is in your address book already, as " +
                               quotedText(each.name) +
                               "; “stoa-cli contact rename” gives it another name. Nothing was changed.");
    STOA_TRY_VOID(ask(context.engine, engine::NameContact{address, name}));
    return Step(Reply{{{"contact", contactJson(address, name)}},
                      quotedText(name) + " is in your address book now: " + addressJson(address) +
                          ". The name is kept in this data folder only; nobody else sees it."});
}

Answer<Step> renameContact(Context& context, const Invocation& call)
{
    STOA_TRY(const auto contact, findContact(context, call.operands[0]));
    const std::string name = nameOfContact(call.operands[1]);
    if (name.empty()) return usage("NEW-NAME is empty; “contact remove” takes somebody out.");
    STOA_TRY_VOID(checkContactName(context, name, contact.address));
    STOA_TRY_VOID(ask(context.engine, engine::NameContact{contact.address, name}));
    return Step(Reply{{{"contact", contactJson(contact.address, name)}, {"before", contact.name}},
                      quotedText(contact.name) + " is called " + quotedText(name) +
                          " in your address book now: " + addressJson(contact.address) + "."});
}

Answer<Step> removeContact(Context& context, const Invocation& call)
{
    STOA_TRY(const auto contact, findContact(context, call.operands[0]));
    STOA_TRY_VOID(ask(context.engine, engine::NameContact{contact.address, {}}));
    return Step(
        Reply{{{"removed", contactJson(contact.address, contact.name)}},
              quotedText(contact.name) + ", " + addressJson(contact.address) +
                  ", is not in your address book any more. What they have and what you agreed on stays."});
}

} // namespace

std::vector<Command> contactCommands()
{
    return {
        {"contact",
         "list",
         "",
         0,
         0,
         "Lists your address book: names that you have given to addresses, here or in the window",
         "contact list",
         {},
         &listContacts},
        {"contact",
         "add",
         "NAME ADDRESS",
         2,
         2,
         "Gives an address a name of your choice; commands that pay or name somebody understand it then",
         "contact add \"Bob the painter\" 0x9858EfFD232B4033E47d90003D41EC34EcaEda94",
         {},
         &addContact},
        {"contact",
         "rename",
         "WHO NEW-NAME",
         2,
         2,
         "Gives somebody in your address book, by name or address, another name",
         "contact rename \"Bob the painter\" Bob",
         {},
         &renameContact},
        {"contact",
         "remove",
         "WHO",
         1,
         1,
         "Takes somebody, by name or address, out of your address book; nothing else changes",
         "contact remove Bob",
         {},
         &removeContact},
    };
}

} // namespace stoa::commands
