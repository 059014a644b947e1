// SPDX-License-Identifier: MIT
// Every record of the state: fixed width, first byte its version, at most 512 bytes. Fields marked $ hold
// money; the conservation check sums exactly these (heldIn).
#pragma once

#include <optional>

#include "core/state/keys.h"
#include "core/tx/types/charter_terms.h"

namespace stoa::state {

inline constexpr std::size_t kMaxRecordBytes = 512;
inline constexpr std::uint8_t kRecordVersion = 1;

struct Account {
    Hash lanes;         ///< eight nonces of 4 bytes
    Amount balance = 0; ///< $
    Address controller; ///< key that signs; zero: the account's own
    Address guardian;
    Address pending;   ///< controller that the guardian has named; the account itself: its own key
    Timestamp due = 0; ///< when it begins to count
    Hash keyX;
    Hash keyY;
    Hash profile;
    std::uint32_t settled = 0;   ///< collaborations that ended well
    std::uint32_t agreed = 0;    ///< ended by agreement
    std::uint32_t lost = 0;      ///< disputes that were ruled against this side
    std::uint32_t late = 0;      ///< deliveries after the day agreed, or none
    std::uint64_t stakeDays = 0; ///< tokens × days that deposits were locked in what has ended

    std::uint32_t nonce(std::uint8_t lane) const;
    void setNonce(std::uint8_t lane, std::uint32_t nonce);

    static constexpr auto fields(auto visit)
    {
        using T = Account;
        return visit(field("lanes", &T::lanes), field("balance", &T::balance),
                     field("controller", &T::controller), field("guardian", &T::guardian),
                     field("pending", &T::pending), field("due", &T::due), field("keyX", &T::keyX),
                     field("keyY", &T::keyY), field("profile", &T::profile), field("settled", &T::settled),
                     field("agreed", &T::agreed), field("lost", &T::lost), field("late", &T::late),
                     field("stakeDays", &T::stakeDays));
    }
};

struct Charter : tx::CharterTerms {
    static constexpr auto fields(auto visit) { return tx::CharterTerms::fields<Charter>(visit); }
};

struct Purse {
    Amount treasury = 0; ///< $
    std::uint32_t members = 0;
    std::uint64_t weight = 0;   ///< stakes of all members together, whatever gives a vote its weight
    std::uint32_t seats = 0;    ///< numbers given to seats so far
    std::uint16_t nextTool = 0; ///< the next installed one; 1: kFirstInstalledTool
    Amount spent = 0;           ///< of the spending limit, at spentAt; drains within 30 days
    std::uint32_t spentAt = 0;  ///< Unix seconds, the lower half
    std::uint32_t settled = 0;
    std::uint32_t agreed = 0;
    std::uint32_t lost = 0;
    std::uint32_t late = 0;
    std::uint64_t stakeDays = 0;

    static constexpr auto fields(auto visit)
    {
        using T = Purse;
        return visit(field("treasury", &T::treasury), field("members", &T::members),
                     field("weight", &T::weight), field("seats", &T::seats), field("nextTool", &T::nextTool),
                     field("spent", &T::spent), field("spentAt", &T::spentAt), field("settled", &T::settled),
                     field("agreed", &T::agreed), field("lost", &T::lost), field("late", &T::late),
                     field("stakeDays", &T::stakeDays));
    }
};

struct Member {
    std::uint8_t role = 0; ///< tx::Role
    Timestamp since = 0;
    Amount stake = 0;       ///< $
    Timestamp locked = 0;   ///< no leaving before: the last day of the motions one has voted on
    tx::MotionId motion;    ///< one's own that is not closed yet; zero for none
    std::uint32_t seat = 0; ///< in this court, its number + 1; 0: none
    Address inviter;

    static constexpr auto fields(auto visit)
    {
        using T = Member;
        return visit(field("role", &T::role), field("since", &T::since), field("stake", &T::stake),
                     field("locked", &T::locked), field("motion", &T::motion), field("seat", &T::seat),
                     field("inviter", &T::inviter));
    }
};

struct Invite {
    Address inviter;
    std::uint8_t role = 0;
    std::uint16_t uses = 0; ///< left
    Timestamp expires = 0;
    Amount gift = 0; ///< $ sum that is left; each use pays an equal part

    static constexpr auto fields(auto visit)
    {
        using T = Invite;
        return visit(field("inviter", &T::inviter), field("role", &T::role), field("uses", &T::uses),
                     field("expires", &T::expires), field("gift", &T::gift));
    }
};

enum class CollaborationState : std::uint8_t {
    Proposed = 1,
    Active = 2,
    Delivered = 3,
    ToBeAllocated = 4,
    Disputed = 5,
    Ruled = 6,
    Settled = 7,
    Cancelled = 8,
    Refunded = 9,
};

/// Bits of Collaboration::flags.
enum CollaborationFlag : std::uint8_t {
    kAskerDisputed = 1, ///< each side may dispute once
    kDoerDisputed = 2,
    kDeclined = 4,   ///< by the doer; otherwise an ended proposal was taken back or lapsed
    kRefund = 8,     ///< what is to be allocated is a refund: nothing was delivered in time
    kAgreed = 16,    ///< both named the same amount
    kWithdrawn = 32, ///< the asker took the proposal back
    kLate = 64,      ///< work came after the day agreed; counted when the collaboration ends
};

struct Collaboration {
    std::uint8_t state = 0; ///< CollaborationState
    std::uint16_t seq = 0;  ///< raised by every change of state
    std::uint8_t flags = 0;
    tx::Party asker;
    tx::Party doer; ///< zero: open to any member
    Hash statement;
    Amount reward = 0;       ///< $
    Amount askerDeposit = 0; ///< $
    Amount doerDeposit = 0;  ///< $ from Accept on
    Amount tip = 0;          ///< $ for the unsigned step that pays out
    std::uint16_t tax = 0;
    tx::Party court;
    std::uint8_t panel = 0;
    Amount courtFee = 0;
    std::uint16_t slash = 0;
    Seconds commitPeriod = 0;
    Seconds revealPeriod = 0;
    Seconds appealPeriod = 0;
    Timestamp answerBy = 0;
    Timestamp workBy = 0;
    Seconds reviewPeriod = 0;
    Seconds challengePeriod = 0;
    Seconds gracePeriod = 0;
    std::uint8_t changes = 0;
    std::uint8_t changesUsed = 0;
    Timestamp started = 0;
    Timestamp deadline = 0; ///< of the state
    std::uint8_t frozenState = 0;
    std::uint32_t remaining = 0; ///< seconds of the frozen state
    Amount outcome = 0;          ///< what the doer receives, before tax
    Hash delivery;
    Hash reasons;           ///< why changes were asked for, last round
    std::uint8_t round = 0; ///< of the newest case
    std::uint8_t offerBy = 0;
    Amount offer = 0;
    Timestamp offerUntil = 0;
    std::uint8_t amendBy = 0;
    Hash amendStatement;
    Amount amendReward = 0;
    Timestamp amendWorkBy = 0;
    ObjectId task;
    Timestamp proposed = 0;

    static constexpr auto fields(auto visit)
    {
        using T = Collaboration;
        return visit(
            field("state", &T::state), field("seq", &T::seq), field("flags", &T::flags),
            field("asker", &T::asker), field("doer", &T::doer), field("statement", &T::statement),
            field("reward", &T::reward), field("askerDeposit", &T::askerDeposit),
            field("doerDeposit", &T::doerDeposit), field("tip", &T::tip), field("tax", &T::tax),
            field("court", &T::court), field("panel", &T::panel), field("courtFee", &T::courtFee),
            field("slash", &T::slash), field("commitPeriod", &T::commitPeriod),
            field("revealPeriod", &T::revealPeriod), field("appealPeriod", &T::appealPeriod),
            field("answerBy", &T::answerBy), field("workBy", &T::workBy),
            field("reviewPeriod", &T::reviewPeriod), field("challengePeriod", &T::challengePeriod),
            field("gracePeriod", &T::gracePeriod), field("changes", &T::changes),
            field("changesUsed", &T::changesUsed), field("started", &T::started),
            field("deadline", &T::deadline), field("frozenState", &T::frozenState),
            field("remaining", &T::remaining), field("outcome", &T::outcome), field("delivery", &T::delivery),
            field("reasons", &T::reasons), field("round", &T::round), field("offerBy", &T::offerBy),
            field("offer", &T::offer), field("offerUntil", &T::offerUntil), field("amendBy", &T::amendBy),
            field("amendStatement", &T::amendStatement), field("amendReward", &T::amendReward),
            field("amendWorkBy", &T::amendWorkBy), field("task", &T::task), field("proposed", &T::proposed));
    }
};

enum class CaseState : std::uint8_t {
    Open = 1,   ///< the other side may answer
    Ruling = 2, ///< a named person has time to rule
    Void = 3,   ///< nobody ruled
    Ruled = 4,
    Withdrawn = 5,
    Agreed = 6,
    Drawing = 7, ///< the panel is drawn
    Committing = 8,
    Revealing = 9
};

/// How far the drawing of a panel has come.
enum class DrawState : std::uint8_t { Sealed = 0, Revealed = 1, Seeded = 2 };

inline constexpr std::uint8_t kMostJurors = 7;
/// Bit of Case::closed: Settle has been here. The bits below: the juror of that number is closed.
inline constexpr std::uint8_t kCaseClosed = 0x80;

inline constexpr std::uint8_t kAskerSide = 1;
inline constexpr std::uint8_t kDoerSide = 2;

struct Case {
    std::uint8_t state = 0; ///< CaseState
    std::uint8_t round = 0;
    std::uint8_t claimant = 0; ///< kAskerSide or kDoerSide
    Amount claim = 0;          ///< what the doer should receive, says the claimant
    Amount counterClaim = 0;   ///< … says the other side; the status quo until it answers
    std::uint8_t answered = 0;
    Amount statusQuo = 0;
    Amount fee = 0; ///< $
    Amount tip = 0; ///< $
    Hash evidence;
    Hash answer;
    Hash saltHash;
    Hash salt;
    Timestamp opened = 0;
    std::uint32_t seats = 0;
    std::uint8_t size = 0;
    std::uint8_t drawn = 0;
    std::uint16_t tries = 0;
    FixedBytes<28> places;
    std::uint8_t reveals = 0;
    FixedBytes<56> amounts;     ///< up to seven revealed amounts of 8 bytes
    Timestamp deadline = 0;     ///< of the state
    std::uint8_t appellant = 0; ///< side; 0: not an appeal
    Amount first = 0;           ///< an appeal: the ruling that it is about
    std::uint8_t draw = 0;      ///< DrawState
    std::uint64_t batch = 0;    ///< that opened the salt
    std::uint8_t closed = 0;    ///< jurors, and kCaseClosed

    Amount amount(std::size_t index) const;
    void setAmount(std::size_t index, Amount amount);
    std::uint32_t place(std::size_t juror) const;
    void setPlace(std::size_t juror, std::uint32_t seat);

    static constexpr auto fields(auto visit)
    {
        using T = Case;
        return visit(field("state", &T::state), field("round", &T::round), field("claimant", &T::claimant),
                     field("claim", &T::claim), field("counterClaim", &T::counterClaim),
                     field("answered", &T::answered), field("statusQuo", &T::statusQuo),
                     field("fee", &T::fee), field("tip", &T::tip), field("evidence", &T::evidence),
                     field("answer", &T::answer), field("saltHash", &T::saltHash), field("salt", &T::salt),
                     field("opened", &T::opened), field("seats", &T::seats), field("size", &T::size),
                     field("drawn", &T::drawn), field("tries", &T::tries), field("places", &T::places),
                     field("reveals", &T::reveals), field("amounts", &T::amounts),
                     field("deadline", &T::deadline), field("appellant", &T::appellant),
                     field("first", &T::first), field("draw", &T::draw), field("batch", &T::batch),
                     field("closed", &T::closed));
    }
};

/// A seat of a company that judges for others; its number is the key's last four bytes.
struct Seat {
    Address who;
    Amount deposit = 0; ///< $
    Timestamp since = 0;
    Timestamp left = 0;     ///< when notice was given; zero: it was not
    std::uint32_t open = 0; ///< cases under way
    std::uint32_t ruled = 0;
    std::uint32_t missed = 0;

    static constexpr auto fields(auto visit)
    {
        using T = Seat;
        return visit(field("who", &T::who), field("deposit", &T::deposit), field("since", &T::since),
                     field("left", &T::left), field("open", &T::open), field("ruled", &T::ruled),
                     field("missed", &T::missed));
    }
};

/// Among the records of a company that is a party elsewhere: where.
struct Index {
    DacId home;
    std::uint8_t side = 0; ///< kAskerSide or kDoerSide

    static constexpr auto fields(auto visit)
    {
        return visit(field("home", &Index::home), field("side", &Index::side));
    }
};

inline constexpr std::uint8_t kRevealed = 1; ///< Juror::state

struct Juror {
    Address who;
    std::uint32_t seat = 0;
    Hash commitment;
    Amount amount = 0;
    Hash reasons;
    std::uint8_t state = 0; ///< kRevealed

    static constexpr auto fields(auto visit)
    {
        using T = Juror;
        return visit(field("who", &T::who), field("seat", &T::seat), field("commitment", &T::commitment),
                     field("amount", &T::amount), field("reasons", &T::reasons), field("state", &T::state));
    }
};

/// A wiki page, a task … one record of a tool.
struct Record {
    std::uint8_t state = 0;
    Address author;
    Address assignee;
    Hash content;
    Amount amount = 0; ///< $ if the tool is an installed one; otherwise for the tool to read
    DacId linkDac;
    ObjectId linkObject;
    Timestamp updated = 0;
    std::uint32_t edits = 0;

    static constexpr auto fields(auto visit)
    {
        using T = Record;
        return visit(field("state", &T::state), field("author", &T::author), field("assignee", &T::assignee),
                     field("content", &T::content), field("amount", &T::amount),
                     field("linkDac", &T::linkDac), field("linkObject", &T::linkObject),
                     field("updated", &T::updated), field("edits", &T::edits));
    }
};

enum class MotionState : std::uint8_t { Open = 1, Passed = 2, Rejected = 3, Enacted = 4, Lapsed = 5 };

inline constexpr std::uint16_t kMajorityThreshold = 0xffff; ///< of a motion: silence is not enough

/// An act that waits for the members' consent. Everything that decides it is copied here when it is put.
struct Motion {
    std::uint8_t state = 0; ///< MotionState
    Address proposer;
    std::uint8_t kind = 0; ///< tx::Kind of the act
    Hash act;              ///< tx::actHashOf
    Timestamp proposed = 0;
    Timestamp objectBy = 0;
    Timestamp decideBy = 0;
    std::uint8_t weightRule = 0; ///< of the charter then
    std::uint64_t total = 0;     ///< weight of all members then
    std::uint64_t inFavour = 0;
    std::uint64_t against = 0;
    std::uint16_t threshold = 0; ///< hundredths of a percent of the total; kMajorityThreshold
    Amount bond = 0;             ///< $

    static constexpr auto fields(auto visit)
    {
        using T = Motion;
        return visit(field("state", &T::state), field("proposer", &T::proposer), field("kind", &T::kind),
                     field("act", &T::act), field("proposed", &T::proposed), field("objectBy", &T::objectBy),
                     field("decideBy", &T::decideBy), field("weightRule", &T::weightRule),
                     field("total", &T::total), field("inFavour", &T::inFavour),
                     field("against", &T::against), field("threshold", &T::threshold),
                     field("bond", &T::bond));
    }
};

struct Ballot {
    std::uint8_t side = 0; ///< tx::Side
    std::uint64_t weight = 0;

    static constexpr auto fields(auto visit)
    {
        return visit(field("side", &Ballot::side), field("weight", &Ballot::weight));
    }
};

/// A tool that a company has installed.
struct Tool {
    Hash manifest;
    Amount escrow = 0;      ///< what its records hold together; they hold it
    std::uint32_t open = 0; ///< how many records hold something
    std::uint8_t states = 0;
    tx::ToolRules rules;

    static constexpr auto fields(auto visit)
    {
        return visit(field("manifest", &Tool::manifest), field("escrow", &Tool::escrow),
                     field("open", &Tool::open), field("states", &Tool::states),
                     field("rules", &Tool::rules));
    }
};

struct Withdrawal {
    Address to;
    Amount amount = 0; ///< $

    static constexpr auto fields(auto visit)
    {
        using T = Withdrawal;
        return visit(field("to", &T::to), field("amount", &T::amount));
    }
};

/// version(1) ‖ fields, in place of what `bytes` held.
template <typename R>
void encodeRecordInto(Bytes& bytes, const R& record)
{
    static_assert(1 + widthOfFields<R>() <= kMaxRecordBytes);
    bytes.clear();
    bytes.reserve(1 + widthOfFields<R>());
    bytes.push_back(kRecordVersion);
    appendFields(bytes, record);
}

template <typename R>
Bytes encodeRecord(const R& record)
{
    Bytes bytes;
    encodeRecordInto(bytes, record);
    return bytes;
}

/// Absent if the bytes are not exactly a record of this type and version.
template <typename R>
std::optional<R> decodeRecord(ByteView bytes)
{
    if (bytes.size() != 1 + widthOfFields<R>() || bytes[0] != kRecordVersion) return std::nullopt;
    ByteView rest = bytes.subspan(1);
    R record;
    takeFields(rest, record);
    return record;
}

/// Money that the record under `key` holds, in gwei.
Amount heldIn(const Key& key, ByteView record);

} // namespace stoa::state
