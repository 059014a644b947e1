// SPDX-License-Identifier: MIT
// The wallet as the engine shows it: what it has, what it did, and what came in.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/engine/main_chain_views.h"
#include "core/engine/motion_subject.h"
#include "core/engine/person_view.h"
#include "core/engine/tool_views.h"
#include "core/tx/kind_table.h"

namespace stoa::engine {

/// Money of mine that is not available. Not ComingIn: it is a part of what is locked or frozen.
struct DepositView {
    enum class What : std::uint8_t {
        Deposit,     ///< in a collaboration
        Reward,      ///< that I have promised
        ComingIn,    ///< all that a collaboration which is over pays to me, unless somebody objects
        Motion,      ///< my motion's
        Invitations, ///< gifts of mine that nobody has taken yet, of a company's invitations together
        Seat,        ///< as an arbitrator
    };
    What what = What::Deposit;
    DacId dac;
    ObjectId collaboration; ///< zero where it is about none
    std::string title;      ///< of the collaboration, else the company's name
    PersonView with;
    Amount amount = 0;
    bool isFrozen = false;   ///< by a dispute
    Timestamp returnsAt = 0; ///< what is left of it; zero: not known yet
};

/// One action of mine, whatever became of it.
struct ActionView {
    Hash id; ///< digest of the transaction
    Timestamp time = 0;
    tx::Payload payload;
    Address from;
    Amount fee = 0;      ///< what the network takes for it; zero of what was refused or rolled back
    std::string subject; ///< title of what it is about; may be empty
    PersonView with;     ///< whom it concerns, if one person
    PersonView payer;    ///< the company whose treasury pays what it takes; nobody: its signer does
    Amount setAside = 0; ///< for the network, by `payer`, besides what it locks or pays; not a part of `fee`
    ToolMoved moved;     ///< by a step on a tool's record; nothing where an earlier version signed it
    std::optional<MotionSubject> motion; ///< of one that is carried out: what it is about
    FinalityView finality;
    std::optional<ErrorCode> refusal;
    bool isAfterRefused = false; ///< refused for no more than that one of mine before it did not happen
};

/// Money that came to me. The node that is followed says so. RolledBack is what was shown here once and a
/// rollback took away again, until it is brought once more.
struct IncomingView {
    enum class What : std::uint8_t {
        Other,
        Deposit,
        Payment,
        Settlement,
        Company,
        Gift,             ///< of the invitation that I have joined with
        GiftReturned,     ///< of an invitation of mine that has ended
        StakeReturned,    ///< by less of it, or by leaving
        SeatReturned,     ///< what was locked as a juror
        BondReturned,     ///< what was locked for a motion
        RewardReturned,   ///< by new terms with a lower reward
        ProposalReturned, ///< reward and deposit of a proposal of mine that ended
        JudgeFee,         ///< for a ruling of mine
        CourtFeeReturned, ///< of a case of mine that ended without a ruling
        CourtFeeLost,     ///< by the other side, which took its case back
        FeesReturned      ///< what a case of mine did not need of what was set aside for the network
    };
    What what = What::Other;
    Timestamp time = 0;
    Amount amount = 0;
    /// Of What::Company the company that paid, of a Gift who has invited; nobody where no person pays, or I
    /// do.
    PersonView from;
    DacId dac;
    ObjectId object;   ///< the collaboration, if it is about one
    std::string title; ///< its title
    FinalityView finality;
    std::string company; ///< name of `dac`; empty if it is not known here
    /// It was shown here before, a rollback took it away, and it was brought again: one payment, not two. By
    /// giver, reason and sum, within two weeks.
    bool cameAgain = false;
};

/// A place in a wallet's history: what is older than it is meant. At first: everything.
struct HistoryPlace {
    static constexpr std::uint64_t kNewest = (std::uint64_t{1} << 53U) - 1; ///< the largest that JSON carries

    std::uint64_t action = kNewest; ///< actions signed before this one
    std::uint64_t block = kNewest;  ///< money that came in before this block and step, or at it
    std::uint32_t step = ~std::uint32_t{0};
    /// How many lines of money at that very place were told; of the largest number all were.
    std::uint32_t told = ~std::uint32_t{0};
};

struct WalletHistoryView {
    std::vector<std::variant<ActionView, IncomingView>> lines; ///< newest first
    std::optional<HistoryPlace> older;        ///< where the next lines begin, if there are any
    std::optional<ErrorCode> incomingProblem; ///< what came in (before the place) could not be asked: why
};

struct WalletView {
    bool exists = false;
    bool isDamaged = false; ///< there is a wallet file, but it cannot be read as one
    bool isLocked = true;
    Address address;
    std::string name;     ///< profile name
    bool isKnown = false; ///< false: the balance has not been seen yet; never show 0 then
    Timestamp asOf = 0;   ///< offline: when all this was so; zero: it is so now, or nothing is known
    Amount available = 0;
    Amount lockedInDeposits = 0; ///< all of `deposits` that neither comes in nor is frozen; stakes apart
    Amount lockedAsStake = 0;
    Amount comingIn = 0;        ///< to be allocated to me by undisputed collaborations
    Timestamp comingInAt = 0;   ///< the next date; zero if none
    Amount frozen = 0;          ///< in disputes
    PersonView guardian;        ///< may give this account another key; a zero address: nobody
    Address key;                ///< of this wallet; another than `address` if it acts for that account
    Address controller;         ///< whose key signs for this account instead of its own; zero: its own
    Address newKey;             ///< that the guardian has named and that does not count yet; zero: none
    Timestamp newKeyCounts = 0; ///< from when on it signs, unless its owner says no
    std::vector<DepositView> deposits;
    std::vector<ActionView> history;    ///< newest first, at most 200; older ones: ReadWalletHistory
    std::vector<IncomingView> incoming; ///< newest first, at most 200; older ones: ReadWalletHistory
};

} // namespace stoa::engine
