// SPDX-License-Identifier: MIT
// What the engine shows the outside: plain, immutable values. Amounts are gwei, times are Unix seconds
// on the network's clock. Everything that is a person's text came from the network or the disk and has
// been checked against its hash, but it is still somebody else's text: show it plain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/amount.h"
#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/content/diff.h"
#include "core/content/job_statement.h"
#include "core/engine/main_chain_views.h"
#include "core/engine/motion_subject.h"
#include "core/engine/next_step_view.h"
#include "core/engine/operator_view.h"
#include "core/engine/tool_views.h"
#include "core/engine/wallet_views.h"
#include "core/tx/kind_table.h"

namespace stoa::engine {

using DraftId = std::uint64_t;

// ---- the network ------------------------------------------------------------------------------------

enum class NetworkMode : std::uint8_t { Local, Remote, Sample };

enum class BatchStage : std::uint8_t { Open, Posted, Challenged, RolledBack, Final };

enum class BatchCheck : std::uint8_t { NotChecked, Same, Different };

struct BatchView {
    std::uint64_t number = 0;
    Hash header;
    Hash postRoot;
    Timestamp time = 0;
    std::uint32_t steps = 0;
    std::uint32_t inboxSteps = 0;
    Address aggregator;
    BatchStage stage = BatchStage::Open;
    BatchCheck check = BatchCheck::NotChecked; ///< by the validator of this computer
    std::uint32_t wrongStep = 0;               ///< when Different
    Timestamp windowCloses = 0;
    std::uint32_t mine = 0; ///< how many of my actions are inside
};

struct NetworkView {
    NetworkMode mode = NetworkMode::Local;
    std::string name;
    std::string symbol; ///< of the token, for example "MTS"
    Hash definition;
    bool clockIsSettable = false;
    Timestamp now = 0;
    ClockView clock;
    bool isReady = false;             ///< false while the first synchronisation runs
    bool isOffline = false;           ///< the node does not answer
    std::optional<ErrorCode> problem; ///< why the node's last answer was not taken over
    std::optional<ErrorCode> disk;    ///< why nothing can be kept in this folder now; it goes on by itself
    std::optional<Error> standstill;  ///< why this folder can only be read, until the program ends
    std::uint64_t missingTexts = 0;   ///< that records name and that have not arrived here
    Timestamp lastContact = 0;        ///< when the node last answered, in the network's time
    Timestamp asOf = 0;  ///< offline: when all this was so; zero: it is so now, or nothing is known
    std::string nodeUrl; ///< Remote: the node that is followed
    std::uint64_t headBlock = 0;
    Timestamp headTime = 0;
    Hash headRoot;
    std::uint64_t openBatch = 0;
    std::uint64_t tipBatch = 0;   ///< newest posted
    std::uint64_t finalBatch = 0; ///< newest final
    std::uint64_t rollbacks = 0;
    std::uint64_t checkedBatch = 0; ///< newest whose every step was run again here
    std::uint64_t wrongBatch = 0;   ///< that was found wrong here and stands; 0: none
    std::uint64_t keptBatch = 0;    ///< up to which batches are kept here
    Address aggregator;
    Amount aggregatorBond = 0;
    Address validator;
    Amount validatorCredit = 0; ///< earned by challenges, not yet paid out
    bool corruptNextBatch = false;
    OperatorView operators;
    bool isServing = false;
    std::uint16_t servingPort = 0;
    std::vector<BatchView> batches;     ///< newest first, at most 50
    std::vector<ChainEventView> events; ///< newest first, at most 50
};

// ---- companies --------------------------------------------------------------------------------------

struct CompanySummary {
    DacId dac;
    std::string name; ///< without ".DAC"
    tx::Role myRole = tx::Role::None;
    std::uint32_t members = 0;
    FinalityView finality;
    std::uint32_t needsMe = 0; ///< collaborations and cases that wait for me
};

struct MemberView {
    PersonView person;
    tx::Role role = tx::Role::None;
    Timestamp since = 0;
    Amount stake = 0;
    std::uint32_t settled = 0; ///< collaborations ended well
    std::uint32_t lost = 0;    ///< disputes lost
    std::uint32_t late = 0;
};

struct InviteView {
    Address ticket;
    tx::Role role = tx::Role::Member;
    std::uint16_t usesLeft = 0;
    Timestamp expires = 0;
    Amount giftLeft = 0;
    std::string link; ///< only on the computer that made it
};

struct CompanyView {
    DacId dac;
    std::string name;
    std::string purpose;
    tx::CharterTerms terms;
    PersonView arbitrator; ///< when the court is a person
    Amount treasury = 0;
    Amount spendableNow = 0; ///< within the limit, by whoever may spend
    tx::Role myRole = tx::Role::None;
    std::uint64_t iMay = 0; ///< bit n: Permission n
    std::vector<MemberView> members;
    std::vector<InviteView> invites;
    std::uint64_t records = 0;
    Hash root; ///< of the company's subtree
    bool isVerified =
        false; ///< the whole subtree was recomputed on this computer and matches the network's root
    FinalityView finality;
};

// ---- collaborations ---------------------------------------------------------------------------------

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

/// How a proposal ended, when it ended before the second deposit.
enum class ProposalEnding : std::uint8_t { None, Unanswered, Declined, TakenBack };

enum class CaseState : std::uint8_t {
    Open = 1,
    Ruling = 2,
    Void = 3,
    Ruled = 4,
    Withdrawn = 5,
    Agreed = 6,
    Closed = 7,
    Drawing = 8,
    Committing = 9,
    Revealing = 10,
};

struct CaseView {
    std::uint8_t round = 0;
    CaseState state = CaseState::Open;
    bool claimantIsAsker = false;
    Amount claim = 0;
    bool isAnswered = false;
    Amount counterClaim = 0;
    Amount statusQuo = 0;
    Amount fee = 0;
    std::string claimText;
    std::string answerText;
    std::string rulingText;
    Amount ruling = 0;
    Timestamp opened = 0;
    Timestamp deadline = 0;
    bool isPanel = false;          ///< judged by jurors of a company, not by one named person
    bool isAppeal = false;         ///< the second round
    bool appellantIsAsker = false; ///< who has appealed, and paid for that
    std::uint8_t size = 0;         ///< of the panel
    std::uint8_t drawn = 0;
    std::uint8_t reveals = 0;
    bool saltIsOpen = false; ///< drawing has begun
    bool iAmJuror = false;
    bool iHaveSealed = false;
    bool iHaveOpened = false;
    Amount firstRuling = 0;      ///< that an appeal is about
    std::vector<Amount> rulings; ///< opened so far
};

enum class Act : std::uint8_t {
    Accept,
    Decline,
    TakeBack,
    Deliver,
    RequestChanges,
    Approve,
    Dispute,
    Answer,
    Rule,
    Amend,           ///< offers other terms for work that is under way
    AgreeAmendment,  ///< to what the other side has offered
    Offer,           ///< to settle
    AcceptOffer,     ///< of the other side
    WithdrawDispute, ///< or the appeal
    DrawPanel,
    CommitRuling, ///< seals a juror's ruling
    RevealRuling, ///< opens it
    Appeal,
};

/// Other terms that one side has offered.
struct AmendmentView {
    bool byAsker = false;
    Amount reward = 0;
    Timestamp workBy = 0;
    bool isOtherStatement = false;
    Hash statement;
    content::JobStatement text; ///< of the other statement
    bool hasText = false;       ///< false: it has not arrived yet, or there is no other
};

/// A settlement that one side has offered.
struct OfferView {
    bool byAsker = false;
    Amount amount = 0; ///< for the doer, before tax
    Timestamp until = 0;
};

struct CollaborationView {
    DacId dac;
    ObjectId id;
    std::string company;
    std::string title;
    PersonView asker;
    PersonView doer; ///< zero address while open to any member
    PersonView arbitrator;
    CollaborationState state = CollaborationState::Proposed;
    ProposalEnding ending = ProposalEnding::None; ///< known at once, before the money is back
    std::uint16_t seq = 0;
    bool iAmAsker = false;
    bool iAmDoer = false;
    bool iAmArbitrator = false;
    Amount reward = 0;
    Amount askerDeposit = 0;
    Amount doerDeposit = 0;
    Amount pot = 0;
    std::uint16_t tax = 0;
    Amount courtFee = 0;
    Timestamp answerBy = 0;
    Timestamp workBy = 0;
    Seconds reviewPeriod = 0;
    Seconds challengePeriod = 0;
    Seconds gracePeriod = 0;
    std::uint8_t changesAllowed = 0;
    std::uint8_t changesUsed = 0;
    Timestamp started = 0;
    Timestamp deadline = 0; ///< of the current state
    Timestamp stateSince = 0;
    NextStep next;
    std::vector<Act> myActs;   ///< what I may do now, the main one first
    std::vector<Act> moreActs; ///< and what is rarer: terms, settlements, a panel's work
    std::optional<AmendmentView> amendment;
    std::optional<OfferView> offer;
    Hash statementHash;
    content::JobStatement statement;
    bool hasStatement = false; ///< false: its text has not arrived yet
    std::string deliveryText;
    Hash delivery;
    std::string changesText; ///< what the asker asked to be changed, of the last round
    Amount paidToAsker = 0;  ///< once it has ended
    Amount paidToDoer = 0;
    Amount paidAsTax = 0; ///< to the treasury of the company in which it is
    Amount feeBorne =
        0; ///< once ruled: what who did not claim bears of the court's fee, paid to the claimant
    ObjectId task;
    std::optional<CaseView> dispute;
    FinalityView finality;
};

// ---- tasks ------------------------------------------------------------------------------------------

struct TaskView {
    DacId dac;
    ObjectId id;
    std::string number; ///< short name inside the company, such as "T-3f2a": the same on every computer
    std::string title;
    std::string description;
    content::JobStatement statement;
    std::uint8_t factorsComplete = 0; ///< of seven
    tx::TaskState state =
        tx::TaskState::Backlog; ///< what the board shows: follows the collaboration if there is one
    PersonView author;
    PersonView assignee;
    Amount reward = 0; ///< of the open collaboration; without one as the task says, for the next proposal
    Timestamp updated = 0;
    Hash content;
    std::uint32_t edits = 0;
    std::optional<ObjectId> collaboration; ///< the open or last one
    std::optional<CollaborationState> collaborationState;
    FinalityView finality;
};

// ---- the wiki ---------------------------------------------------------------------------------------

enum class PageSharing : std::uint8_t { Draft, Waiting, Shared, Conflict };

struct PageSummary {
    DacId dac;
    ObjectId id;
    std::string name;
    std::uint32_t versions = 0;
    Timestamp updated = 0;
    PageSharing sharing = PageSharing::Shared;
    FinalityView finality;
};

/// An edit of mine that the network does not have: it waits, was refused or rolled back, or met a conflict.
struct UnsentEdit {
    enum class Next : std::uint8_t {
        ByItself,  ///< it is sent as soon as the node answers
        Signature, ///< it fits, perhaps merged; sending it again needs me
        Choice,    ///< both changed the same lines: I have to choose
        Nothing,   ///< the page has these words already
    };
    struct Place {
        std::string mine;
        std::string theirs;
    };
    std::string page;
    Hash action; ///< of the outbox; zero: never signed
    Hash revision;
    Hash base;                 ///< the version it was written on; zero: a new page
    std::uint32_t version = 0; ///< its number, if nobody else is quicker
    std::string text;
    std::string summary;
    Timestamp time = 0;
    std::optional<ErrorCode> refusal;
    Next next = Next::ByItself;
    Hash newest;               ///< the page's newest version here; zero: there is none
    std::string marked;        ///< Choice: the merged text with both between marker lines
    std::vector<Place> places; ///< Choice: where both changed the same
};

struct PageView {
    PageSummary summary;
    std::uint32_t version = 0; ///< 1 is the oldest
    Hash revision;
    std::string text; ///< Markdown
    std::string html; ///< rendered and safe: no script, no remote content
    std::string author;
    Address authorAddress;
    Timestamp time = 0;
    std::string changeSummary;
    std::vector<std::string> linksHere;
    std::string draft; ///< unpublished text on this computer; empty if none
    bool hasDraft = false;
    bool isSent = true;             ///< false: this version waits on this computer
    std::optional<UnsentEdit> mine; ///< an edit of mine that needs me
};

struct VersionView {
    std::uint32_t version = 0;
    Hash revision;
    Timestamp time = 0;
    std::string author;
    Address authorAddress;
    std::string summary;
    std::uint64_t bytes = 0;
    bool isSent = true; ///< false: it waits on this computer
};

struct PageDiffView {
    std::string page;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    content::Diff diff;
};

struct ImportReport {
    std::uint64_t pages = 0;
    std::uint64_t versions = 0;
    std::uint64_t authors = 0;
    std::uint64_t alreadyThere = 0; ///< versions that the wiki had, and that were not added again
    std::uint64_t clockWentBack = 0;
    std::uint64_t previousIsOlder = 0;
    std::uint64_t previousIsUnknown = 0;
    std::uint64_t previousIsMissing = 0; ///< none named, though the page existed
    std::uint64_t textsReturned = 0;     ///< equal to an earlier version of the page
    std::vector<std::string> skipped; ///< the first files that were left out, with a code: "name: too-large"
    std::uint64_t leftOut = 0;        ///< how many were left out in all
};

// ---- what needs me, what waits ----------------------------------------------------------------------

struct InboxItem {
    enum class What : std::uint8_t { Collaboration, Ruling, RolledBack, Refused, PageConflict, Motion };
    What what = What::Collaboration;
    DacId dac;
    ObjectId object;
    std::string title;
    CollaborationState state = CollaborationState::Proposed;
    PersonView with;
    bool iAmAsker = false; ///< then `with` is who does it, else who asked for it
    NextStep next;
    Hash action;         ///< RolledBack, Refused
    tx::MotionId motion; ///< Motion: that I may vote on; ListMotions says what it is about
};

/// Something that was written for a step.
struct StepWords {
    enum class Part : std::uint8_t {
        Title,
        Name,
        Purpose,
        Description,
        Statement, ///< as jobStatementToMarkdown gives it
        Text,      ///< all there is, or the rest
    };
    Part part = Part::Text;
    std::string text;

    bool operator==(const StepWords&) const = default;
};

struct OutboxItem {
    ActionView action;
    std::optional<ForceView>
        force;              ///< what is waiting or was refused can be forced, if the node reaches that
    bool canResend = false; ///< PrepareResend would not refuse it for what the page, task, record or
                            ///< collaboration has become
    bool canDrop = false;   ///< it did not happen, or waits and has surely reached nobody
    std::optional<UnsentEdit::Next> edit; ///< of a page, what may become of it
    std::vector<StepWords> words; ///< what was written for it, as far as it is here; of a page see ReadMyEdit
};

/// A draft's steps as bytes without signatures, and the network that they are for.
struct UnsignedSteps {
    Hash domain; ///< EIP-712 domain separator
    std::vector<Bytes> steps;
    Address signer{}; ///< whose key signs; zero: the sender's
};

/// One step of a draft, decoded from the very bytes that will be hashed.
struct DraftStep {
    tx::Payload payload;
    Hash digest;
    std::string subject; ///< as Draft::subject, of this step
};

/// What will be signed. The payload was decoded from the very bytes that will be hashed.
struct Draft {
    DraftId id = 0;
    tx::Payload payload;             ///< of the first step
    std::uint32_t steps = 1;         ///< more than one only for imports
    std::vector<DraftStep> allSteps; ///< in the order in which they are sent; the first is `payload`
    Address from;
    std::string fromName;
    Hash digest;         ///< of the first step
    Bytes bytes;         ///< of the first step, unsigned
    std::string subject; ///< title of the task, collaboration, page or company it is about
    std::string company;
    PersonView with;
    bool isFirstPaymentToThem = false;
    Amount fee = 0; ///< of all steps together, out of the signer's money
    Amount availableNow = 0;
    Amount availableAfter = 0; ///< by a dry run on what this computer knows
    Amount lockedByIt = 0;     ///< of the signer's money
    PersonView payer;          ///< the company whose treasury pays what is not the fee; nobody: the signer
    Amount paidByPayer = 0;    ///< out of that treasury, locked or paid
    Amount comesBack = 0;      ///< to the signer, in the network's next step, because of this one
    Amount atRisk = 0;         ///< the most that the signer, or `payer`, can lose by a ruling, a fee included
    std::uint32_t nonce = 0;
    Timestamp validUntil = 0;
    ObjectId object; ///< what the first step creates or changes
    DacId dac;
    std::string link;                    ///< an invitation link, when the draft is one
    std::string linkNode;                ///< URL of the node where it leads
    std::optional<ToolStep> toolStep;    ///< of the first step, when it is about an installed tool's record
    std::vector<std::string> unfinished; ///< of a tool that is removed: the records that end with it
    std::string manifestText; ///< of a tool that is added or removed: what it says about itself; or empty
    std::optional<MotionSubject> motion; ///< of a vote, and of a motion that is carried out
    /// A rolled-back step that is sent again as it was: it needs no new signature, and what it makes keeps
    /// its id.
    bool isSigned = false;
};

/// A line for everything that there is to check; what there is nothing of has none.
struct VerifyReport {
    struct Line {
        enum class What : std::uint8_t { Store, StateRoot, Batches, Company, Content, Supply, Headers };
        enum class Finding : std::uint8_t {
            Good,
            Wrong,
            NotChecked, ///< it could not be, for now
            Missing     ///< has not arrived here; nothing is known to be wrong with it
        };
        What what = What::Store;
        Finding finding = Finding::Wrong;
        std::uint64_t count = 0;
        std::string subject;              ///< company name
        std::optional<ErrorCode> problem; ///< why it is not good
    };
    std::vector<Line> lines;
    bool isGood = false;     ///< nothing was found wrong
    bool isComplete = false; ///< and everything could be checked
    bool isOffline = false;  ///< the node does not answer
};

} // namespace stoa::engine
