// SPDX-License-Identifier: MIT
#pragma once

#include "core/tx/types/charter_terms.h"

namespace stoa::tx {

/// Founds a company: its charter, the founder as first member, and the founder's stake.
/// The company's id is the prefix of this step's digest.
struct CreateDac : CharterTerms {
    static constexpr Kind kKind = Kind::CreateDac;
    static constexpr Origin kOrigin = Origin::Signed;
    static constexpr std::string_view kName = "CreateDac";
    static constexpr Amount kFee = 10'000; ///< gwei

    Amount stake = 0; ///< gwei that the founder locks in the company

    static constexpr auto fields(auto visit)
    {
        return CharterTerms::fields<CreateDac>(
            [&](const auto&... terms) { return visit(terms..., field("stake", &CreateDac::stake)); });
    }
};

} // namespace stoa::tx
