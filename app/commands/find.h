// SPDX-License-Identifier: MIT
// From what a person calls something to what it is.
#pragma once

#include "app/commands/command.h"

namespace stoa::commands {

/// What the network's token is called, such as "MTS".
Answer<std::string> symbolOf(Context& context);

/// Refuses without a wallet that can be read.
Answer<std::monostate> checkWallet(const engine::WalletView& wallet);

/// --company, or the only one there is.
Answer<DacId> findCompany(Context& context);

/// By id, the beginning of an id (at least four digits), short number or exact title.
Answer<engine::TaskView> findTask(Context& context, const DacId& dac, std::string_view called);

/// A record of an installed tool, by id, its beginning (at least four digits) or short number ("R-4f2a").
struct FoundRecord {
    std::uint16_t tool = 0;
    engine::ToolRecordView record;
};
Answer<FoundRecord> findToolRecord(Context& context, const DacId& dac, std::string_view called);

/// Those of the chosen company, or of all that this folder follows.
Answer<std::vector<engine::CollaborationView>> listCollaborations(Context& context);

/// By id, the beginning of an id, or exact title; also by its task's number. Looks where listCollaborations
/// looks.
Answer<engine::CollaborationView> findCollaboration(Context& context, std::string_view called);

/// Who gets money, work or a say: an address, "me", or a name from the address book that no other member of
/// the company (zero: no company) has. A name that its bearer has chosen is refused, with the address behind
/// it, unless it is one's own.
Answer<Address> findPerson(Context& context, const DacId& dac, std::string_view called);

/// Like findPerson, who must be a member of the company. `what` begins the sentence: "The doer".
Answer<Address> findMember(Context& context, const DacId& dac, std::string_view called,
                           std::string_view what);

Answer<Address> myAddress(Context& context);

} // namespace stoa::commands
