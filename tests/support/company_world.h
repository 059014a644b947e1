// SPDX-License-Identifier: MIT
// Companies that govern themselves and companies that judge for others, for the tests of the machine.
#pragma once

#include "core/mvm/contracts/panel.h"
#include "tests/support/machine_world.h"

namespace stoa::test {

// ---- a company that governs itself ----------------------------------------------------------------------

/// Bond 3, silent limit 20, spending limit 50 tokens; officers may change roles; a fifth may object.
tx::CreateDac governedTerms();
/// kFounder, kAsker and kDoer (members), kOutsider (officer); 200 tokens in the treasury.
DacId governedCompany(MachineWorld& w, const tx::CreateDac& terms = governedTerms());
/// kAsker puts a motion.
tx::MotionId putMotion(MachineWorld& w, tx::Payload act, std::size_t proposer = kAsker);
state::Motion motionOf(const MachineWorld& w, const DacId& dac, const tx::MotionId& id);
tx::EnactMotion enactment(const DacId& dac, const tx::MotionId& id, const tx::Payload& act);
tx::Vote voteOn(const DacId& dac, const tx::MotionId& id, tx::Side side);
tx::Settle motionPayout(const DacId& dac, const tx::MotionId& id);
state::Member memberOf(const MachineWorld& w, const DacId& dac, std::size_t person);

tx::SetRole roleChange(const DacId& dac, std::size_t person, tx::Role role, bool asMotion = false);
tx::SpendTreasury spending(const DacId& dac, Amount amount, bool asMotion = false);
/// As `terms`, with a tax of 7 %.
tx::AmendCharter otherRules(const DacId& dac, const tx::CharterTerms& terms, bool asMotion = false);

/// Bounties: 1 open (new, by members), 2 funded (by officers and founders), 3 paid (by founders), 4 closed
/// (refund, by its author or a founder), 1 → 1 by its author or assignee.
tx::InstallTool bountyTool(const DacId& dac, bool asMotion = false);
inline constexpr std::uint16_t kBounties = tx::kFirstInstalledTool;
/// A bounty of kAsker for kDoer, in state 1.
tx::PutRecord newBounty(const DacId& dac);
/// The same record's next version.
tx::PutRecord bountyIn(MachineWorld& w, const tx::PutRecord& last, const ObjectId& object, std::uint8_t state,
                       Amount amount);

// ---- a court --------------------------------------------------------------------------------------------

inline constexpr std::size_t kFirstJuror = 10; ///< people from here on are jurors

/// Serves with panels of three; fee 3, seat deposit 10 tokens, a fifth of it slashed.
tx::CreateDac courtTerms();
/// Founded by kFounder, with as many jurors in seats.
DacId courtCompany(MachineWorld& w, std::size_t jurors = 5);

/// A collaboration before a panel; reward 100, deposits 20 and 30 tokens.
struct PanelJob {
    Job job;
    DacId court;
};
inline const Hash kClaimantSalt = contentOf("the claimant's salt");

PanelJob panelJob(MachineWorld& w, std::size_t jurors = 7);
/// The asker claims 30 of 150 for the doer, against 130.
tx::Dispute panelDispute(const MachineWorld& w, const Job& job);
tx::DrawPanel drawing(const MachineWorld& w, const Job& job, const Hash& salt = kClaimantSalt);
tx::RevealRuling panelRuling(const MachineWorld& w, const Job& job, Amount amount);
tx::CommitRuling commitment(const MachineWorld& w, const Job& job, std::size_t juror, Amount amount);
tx::CloseVote closing(const Job& job, std::uint8_t juror, std::uint8_t round = 1);
tx::Appeal appeal(const MachineWorld& w, const Job& job);
/// The person in a place of the newest case's panel.
std::size_t jurorAt(const MachineWorld& w, const Job& job, std::uint8_t place);
state::Seat seatOf(const MachineWorld& w, const DacId& court, std::uint32_t number);

/// Moves a case on, each from the one before: disputed and answered; the panel is drawn; sealed rulings of
/// these amounts; opened; the time to open them over.
void answered(MachineWorld& w, const PanelJob& panel);
void drawn(MachineWorld& w, const PanelJob& panel);
void committed(MachineWorld& w, const PanelJob& panel, const std::vector<Amount>& amounts);
void revealed(MachineWorld& w, const PanelJob& panel, const std::vector<Amount>& amounts);
void ruled(MachineWorld& w, const PanelJob& panel, const std::vector<Amount>& amounts);

} // namespace stoa::test
