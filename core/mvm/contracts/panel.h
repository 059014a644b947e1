// SPDX-License-Identifier: MIT
// A panel of jurors: what arbitration asks about it.
#pragma once

#include "core/mvm/contracts/collaboration_rules.h"

namespace stoa::mvm {

inline constexpr Seconds kSeatNotice = 60 * kDay; ///< between giving notice and the deposit's return

/// A juror opens the ruling that it has committed to.
Result<void> revealToPanel(const tx::RevealRuling& ruling, Standing& standing, ApplyContext& context);

/// The next place of a panel whose salt is known, without anybody's choice. Errors: TooEarly (chance comes
/// from a later batch than the one that opened the salt).
Result<void> drawOn(const tx::Settle& settle, const state::Collaboration& collaboration, state::Case& dispute,
                    ApplyContext& context);

/// Jurors who were drawn and are not closed.
unsigned openJurors(const state::Case& dispute);

/// What is left of the fee of a ruled case when every juror near the ruling has its share.
Amount remainderOfFee(const state::Collaboration& c, const state::Case& dispute);

/// What whoever opens a case before so many jurors pays besides its fee, for the unsigned steps that will
/// close it: one for the case, and one for each juror.
Amount tipsOf(const state::Collaboration& c, std::uint8_t size);

/// Of the panel that an appeal from this case's ruling is before.
std::uint8_t sizeOfAppeal(const state::Case& ruled);

/// What a juror who opened no ruling loses of a seat with this deposit.
Amount slashOf(const state::Collaboration& c, Amount deposit);

/// What a juror commits to: keccak(company ‖ collaboration ‖ round ‖ juror ‖ amount ‖ reasons ‖ salt).
Hash commitmentOf(const tx::RevealRuling& ruling, const Address& juror);

/// What a panel is drawn from: keccak(company ‖ collaboration ‖ round ‖ the claimant's salt ‖ `other`), with
/// the salt of the answer, or the entropy of a batch.
Hash panelSeed(const DacId& dac, const ObjectId& collaboration, std::uint8_t round, const Hash& salt,
               const Hash& other);
/// The seat that the `attempt`-th draw comes to, of `seats` > 0.
std::uint32_t drawnSeat(const Hash& seed, std::uint16_t attempt, std::uint32_t seats);

} // namespace stoa::mvm
