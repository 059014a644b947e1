// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/amount.h"
#include "core/tx/kind.h"

namespace stoa::tx {

/// Puts a tool's manifest and the table of its rules into the company. Its number is the next free one.
struct InstallTool {
    static constexpr Kind kKind = Kind::InstallTool;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "InstallTool";
    static constexpr Amount kFee = 5000; ///< gwei

    DacId dac;
    Hash manifest;           ///< content
    std::uint8_t states = 0; ///< records have the states 1 to this one, at most 15
    Hash rules0;             ///< the table, eight rules each
    Hash rules1;
    Hash rules2;
    Hash rules3;
    std::uint8_t asMotion = 0; ///< 1: put to the members instead of done at once

    static constexpr auto fields(auto visit)
    {
        return visit(field("dac", &InstallTool::dac), field("manifest", &InstallTool::manifest),
                     field("states", &InstallTool::states), field("rules0", &InstallTool::rules0),
                     field("rules1", &InstallTool::rules1), field("rules2", &InstallTool::rules2),
                     field("rules3", &InstallTool::rules3), field("asMotion", &InstallTool::asMotion));
    }

    ToolRules rules() const
    {
        Bytes all;
        for (const Hash& each : {rules0, rules1, rules2, rules3}) append(all, each.bytes);
        return ToolRules::fromPrefix(all);
    }
    void setRules(const ToolRules& rules)
    {
        const ByteView all = rules.bytes;
        rules0 = Hash::fromPrefix(all.subspan(0, 32));
        rules1 = Hash::fromPrefix(all.subspan(32, 32));
        rules2 = Hash::fromPrefix(all.subspan(64, 32));
        rules3 = Hash::fromPrefix(all.subspan(96, 32));
    }
};

} // namespace stoa::tx
