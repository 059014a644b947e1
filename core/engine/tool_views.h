// SPDX-License-Identifier: MIT
// Installed tools as the engine shows them: their records, and what each transition would do.
#pragma once

#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/engine/person_view.h"

namespace stoa::engine {

/// A tool that a company has installed.
struct ToolView {
    std::uint16_t number = 0;
    Hash manifest;
    std::string manifestText; ///< somebody else's text; empty until it has arrived
    std::uint8_t states = 0;
    std::uint32_t rules = 0; ///< how many the table has
    tx::ToolRules table;
    bool movesMoney = false;
    Amount held = 0; ///< by its records
    std::uint32_t open = 0;
};

/// A rule of a tool's table, as it is from where one record stands.
struct ToolMove {
    /// What keeps the one who asks from following it now.
    enum class Bar : std::uint8_t {
        None,
        NotAMember,
        NotNamed,       ///< the rule names others: `roles`, `who`
        MayNotSpend,    ///< it takes money from the treasury, and their role may not
        HoldsNothing,   ///< it pays or returns what the record holds, which is nothing
        NobodyAssigned, ///< it pays, and there is nobody whom
        PaysMyself,
    };
    std::uint8_t from = 0; ///< 0: it makes a new record
    std::uint8_t to = 0;
    tx::ToolMoney money = tx::ToolMoney::None;
    Amount amount = 0;      ///< that moves; of Fund only once the step says it
    PersonView payee;       ///< Pay: who gets it
    std::uint8_t roles = 0; ///< whom it names: bit n for Role n
    std::uint8_t who = 0;   ///< and tx::ToolWho
    Bar bar = Bar::None;
};

struct ToolRecordView {
    ObjectId id;
    std::string number; ///< "R-4f2a", the same on every computer
    std::uint8_t state = 0;
    std::string text; ///< somebody else's; empty until it has arrived
    PersonView author;
    PersonView assignee; ///< nobody: no address
    Amount held = 0;
    std::uint32_t edits = 0;
    Timestamp updated = 0;
    std::vector<ToolMove> next; ///< all that lead on, by the state that they lead to
};

/// The records of one installed tool.
struct ToolRecordsView {
    std::uint16_t tool = 0;
    std::vector<ToolMove> begin;         ///< how a new record is made
    std::vector<ToolRecordView> records; ///< those that hold money first, then the newest
    bool isRemoved = false;              ///< the tool is: its records can be read, not changed
    std::string manifestText{}; ///< of a removed one what it said about itself; empty: it was never here
};

/// What a step on a record did with the company's money. The step alone does not say how much: it names what
/// the record holds afterwards.
struct ToolMoved {
    tx::ToolMoney money = tx::ToolMoney::None;
    Amount amount = 0;
};

/// What a step on a record does: from its bytes and from the record that it replaces.
struct ToolStep {
    std::string manifestText; ///< of the tool
    std::string record;       ///< its short name; empty: a new one
    PersonView assignee;      ///< afterwards
    ToolMove move;
    PersonView assigneeBefore; ///< nobody: no address
};

} // namespace stoa::engine
