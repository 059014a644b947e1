// SPDX-License-Identifier: MIT
// What tests write down in order to work together: the terms of a proposal, a whole job statement.
#pragma once

#include "core/content/job_statement.h"
#include "core/crypto/keccak.h"
#include "core/tx/transaction.h"

namespace stoa::test {

/// A proposal repeats these terms of its company's charter.
inline void repeatTerms(tx::Propose& proposal, const tx::CharterTerms& terms)
{
    proposal.reviewPeriod = terms.reviewPeriod;
    proposal.challengePeriod = terms.challengePeriod;
    proposal.gracePeriod = terms.gracePeriod;
    proposal.changes = terms.changes;
    proposal.tax = terms.tax;
    proposal.court = terms.court;
    proposal.courtFee = terms.courtFee;
}

/// Work for the asker's money, answered within a day and done within ten of `now`.
inline tx::Propose proposalOf(const DacId& dac, const tx::Party& doer, Timestamp now,
                              const tx::CharterTerms& terms)
{
    tx::Propose p;
    p.dac = dac;
    p.doer = doer;
    p.statement = crypto::keccak256("statement");
    p.reward = 10 * kToken;
    p.askerDeposit = 20 * kToken;
    p.doerDeposit = 30 * kToken;
    p.answerBy = now + kDay;
    p.workBy = now + 10 * kDay;
    repeatTerms(p, terms);
    return p;
}

/// All seven factors are there.
inline content::JobStatement completeStatement()
{
    content::JobStatement s;
    s.title = "Port the compiler";
    s.context = "The old one is slow.";
    s.outside = {"The linker"};
    s.goals = {"A faster build"};
    s.results = {{"All tests pass", "tests", "400", "they are run", 100}};
    s.nothingNeeded = true;
    s.activities = {{"Write it", "editor", "2026-12-01"}};
    s.output = {{"Source", "text", "Compiler", "MIT", {1}}};
    return s;
}

} // namespace stoa::test
