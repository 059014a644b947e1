// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// One transition of a tool's record: a wiki page gets a new head, a task moves. Compare-and-swap: it names
/// the content and the number of edits that it replaces.
struct PutRecord {
    static constexpr Kind kKind = Kind::PutRecord;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "PutRecord";
    static constexpr Amount kFee = 2000; ///< gwei

    DacId dac;
    std::uint16_t tool = 0;  ///< Tool
    ObjectId object;         ///< zero: a new record whose id is the prefix of this step's digest
    Hash expected;           ///< content that it replaces; zero for a new record
    std::uint32_t edits = 0; ///< edits the record has had; zero for a new record
    std::uint8_t state = 0;  ///< state afterwards, by the tool's table
    Hash content;
    Address assignee;  ///< zero for nobody
    Amount amount = 0; ///< gwei set beside the record, for the tool to read; moves no money
    DacId linkDac;
    ObjectId linkObject; ///< a collaboration that the record follows; zero for none

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &PutRecord::dac), field("tool", &PutRecord::tool),
                     field("object", &PutRecord::object), field("expected", &PutRecord::expected),
                     field("edits", &PutRecord::edits), field("state", &PutRecord::state),
                     field("content", &PutRecord::content), field("assignee", &PutRecord::assignee),
                     field("amount", &PutRecord::amount), field("linkDac", &PutRecord::linkDac),
                     field("linkObject", &PutRecord::linkObject));
    }
};

} // namespace stoa::tx
