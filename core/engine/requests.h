// SPDX-License-Identifier: MIT
// What the outside may ask of the engine. Each request is a plain struct that names its answer as Reply.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/crypto/secret.h"
#include "core/engine/governance_views.h"

namespace stoa::engine {

// ---- wallet -----------------------------------------------------------------------------------------

/// Twelve new words. Nothing is kept until CreateWallet brings them back.
struct NewPhrase {
    using Reply = std::shared_ptr<crypto::Secret>;
};
/// Makes the wallet of this data folder out of a recovery phrase, new or old.
/// Errors: WalletExists, WeakPassword, BadPhraseWord (detail: its number), BadPhraseLength,
/// BadPhraseChecksum, and those of `beforeItCounts`.
struct CreateWallet {
    using Reply = Address;
    std::shared_ptr<crypto::Secret> phrase;
    std::shared_ptr<crypto::Secret> password;
    /// Called on the engine's thread when the wallet is sealed and read back, but not in its place yet: the
    /// last moment to put the phrase before the person. After its error there is no wallet.
    std::function<Result<void>(const Address&)> beforeItCounts = {};
};
/// Makes the wallet of this data folder out of a file of BackupWallet; its password stays.
/// Errors: WalletExists, FileUnreadable, BadKeystore, WrongPassword.
struct RestoreBackup {
    using Reply = Address;
    std::string path;
    std::shared_ptr<crypto::Secret> password;
};
struct UnlockWallet {
    using Reply = Address;
    std::shared_ptr<crypto::Secret> password;
};
/// Wipes the keys from memory. Never fails.
struct LockWallet {
    using Reply = std::monostate;
};
/// Writes the sealed wallet to a new file.
struct BackupWallet {
    using Reply = std::monostate;
    std::string path;
};
struct ReadWallet {
    using Reply = WalletView;
};
/// What I did and what came in, in one list. Errors: NoWallet.
struct ReadWalletHistory {
    using Reply = WalletHistoryView;
    HistoryPlace before;       ///< WalletHistoryView::older of the answer before; at first: from the newest
    std::uint32_t limit = 100; ///< at most 200
};
/// Money that this wallet has withdrawn with actions of this computer, newest first, and how far it is.
struct ReadWithdrawals {
    using Reply = std::vector<WithdrawalView>;
};
/// Brings a withdrawal that is ready to its address on the main chain. Whom it names gets it, whoever asks.
/// Errors: NotFound, NotFinal, AlreadyClaimed, NotSupported (the node does not do that), and the node's.
struct ClaimWithdrawal {
    using Reply = std::monostate;
    Hash action;
};
/// Money from the local network's faucet, through the main chain's deposit. Errors: LocalNetworkOnly.
struct UseFaucet {
    using Reply = std::monostate;
    Address to;
    Amount amount = 0;
};
/// From now on this wallet acts for another account, whose owner has handed it over to this wallet's key or
/// whose guardian has given it that key; zero: for its own again. Kept over restarts. Errors: NoWallet,
/// Offline, NotFound (no such account), WrongSigner (another key signs for it).
struct ActForAccount {
    using Reply = std::monostate;
    Address account;
};
/// Companies that are not here and that, as the node says, have named this wallet as arbitrator, or a company
/// of its owner as a side. Nothing of them is fetched by itself: anybody can name anybody. At most 20.
struct ListOffers {
    using Reply = std::vector<DacId>;
};
/// Fetches a company's records from now on and checks them; or, unless `isWanted`, never lists it as an offer
/// again. Errors: NoSuchCompany, and the node's.
struct FollowCompany {
    using Reply = std::monostate;
    DacId dac;
    bool isWanted = true;
};
/// A name for an address, kept on this computer only. Errors: BadContent.
struct NameContact {
    using Reply = std::monostate;
    Address address;
    std::string name; ///< empty: it has none any more
};
/// The address book: everybody who was given a name on this computer, by name.
struct ListContacts {
    using Reply = std::vector<PersonView>;
};

// ---- reading ----------------------------------------------------------------------------------------

struct ReadNetwork {
    using Reply = NetworkView;
};
/// As of the last look at the network; ReadNetwork looks.
struct ReadChainEvents {
    using Reply = ChainEventsView;
    std::uint64_t after = 0; ///< id of the last one that is known
};
struct ListCompanies {
    using Reply = std::vector<CompanySummary>;
};
/// A company by exact name (with or without ".DAC") or 0x id. Errors: NoSuchCompany, Ambiguous.
struct FindCompany {
    using Reply = DacId;
    std::string nameOrId; ///< empty: the only one there is. Errors then: NoCompanyChosen
};
struct ReadCompany {
    using Reply = CompanyView;
    DacId dac;
};
/// Newest first, closed ones too.
struct ListMotions {
    using Reply = std::vector<MotionView>;
    DacId dac;
};
struct ListSeats {
    using Reply = std::vector<SeatView>;
    DacId dac;
};
struct ListTools {
    using Reply = std::vector<ToolView>;
    DacId dac;
};
/// The records of an installed tool, with what the person who asks may do with each. Errors: NotFound.
struct ListToolRecords {
    using Reply = std::vector<ToolRecordsView>;
    DacId dac;
    std::uint16_t tool = 0; ///< zero: of every one that is, and of every one that was removed
};
struct ListTasks {
    using Reply = std::vector<TaskView>;
    DacId dac;
};
struct ListCollaborations {
    using Reply = std::vector<CollaborationView>;
    DacId dac; ///< zero: of all my companies
};
struct ReadCollaboration {
    using Reply = CollaborationView;
    DacId dac;
    ObjectId id;
};
struct ListPages {
    using Reply = std::vector<PageSummary>;
    DacId dac;
};
/// `version` 0: the newest. Errors: NotFound, ContentMissing.
struct ReadPage {
    using Reply = PageView;
    DacId dac;
    std::string name;
    std::uint32_t version = 0;
};
/// An edit of mine that the network does not have. Errors: NotFound, ContentMissing.
struct ReadMyEdit {
    using Reply = UnsentEdit;
    DacId dac;
    std::string name; ///< its newest; first those that need me
    Hash action = {}; ///< not zero: of this action of the outbox, whatever the page
};
struct ReadPageHistory {
    using Reply = std::vector<VersionView>; ///< newest first
    DacId dac;
    std::string name;
};
struct ComparePage {
    using Reply = PageDiffView;
    DacId dac;
    std::string name;
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};
/// Markdown as the reader would show it.
struct RenderMarkdown {
    using Reply = std::string;
    DacId dac;
    std::string text;
    std::string page; ///< that the text belongs to; links relative to it are resolved
};
/// What the import that was prepared last found, also when it ended with NothingChanged. Errors: NotFound.
struct ReadImportReport {
    using Reply = ImportReport;
};
struct ReadInbox {
    using Reply = std::vector<InboxItem>; ///< most urgent first
};
struct ReadOutbox {
    using Reply = std::vector<OutboxItem>;
};

// ---- acting -----------------------------------------------------------------------------------------
// Every action is prepared into a Draft, reviewed by a person, then signed and sent.

struct SendMoney {
    Address to;
    Amount amount = 0;
};
struct SetProfileName {
    std::string name;
};
struct CreateCompany {
    std::string name;
    std::string purpose;
    tx::CharterTerms terms; ///< as DefaultTerms gives them, changed where wanted
    Amount stake = 0;
};
struct InviteMember {
    DacId dac;
    tx::Role role = tx::Role::Member;
    std::uint16_t uses = 1;
    Timestamp expires = 0; ///< 0: in 14 days, or as late as the network allows
    Amount gift = 0;
    /// Where whoever joins finds the network: http URL of a node. Empty: the one that this computer follows,
    /// or this computer itself.
    std::string node = {};
};
struct RevokeInvitation {
    DacId dac;
    Address ticket;
};
struct JoinCompany {
    std::string link;
};
struct SaveTask {
    DacId dac;
    ObjectId task; ///< zero: a new one
    std::string title;
    std::string description;
    content::JobStatement statement; ///< its title becomes the task's
    Amount reward = 0;
};
struct MoveTask {
    DacId dac;
    ObjectId task;
    tx::TaskState state = tx::TaskState::Backlog;
};
struct AssignTask {
    DacId dac;
    ObjectId task;
    Address assignee; ///< zero: nobody
};
struct ProposeCollaboration {
    DacId dac;
    ObjectId task; ///< its job statement is what both sides sign; all seven factors must be complete
    Address doer;  ///< zero: any member may accept
    Amount reward = 0;
    Amount askerDeposit = 0;
    Amount doerDeposit = 0;
    Timestamp answerBy = 0; ///< zero: by the charter
    Timestamp workBy = 0;
    DacId asker{};       ///< a company that asks, and pays out of its treasury; zero: me
    DacId doerCompany{}; ///< instead of `doer`
    bool again = false;  ///< also if the task has an open proposal or collaboration, or mine waits to be sent
};
struct ActOnCollaboration {
    DacId dac;
    ObjectId id;
    Act act = Act::Accept;
    std::string text;     ///< delivery, wanted changes, claim, answer, reasons or appeal, in words
    Amount amount = 0;    ///< Dispute, Answer, Rule, Offer, CommitRuling: for the doer; Amend: the reward
    Timestamp workBy = 0; ///< RequestChanges, Amend; zero: as agreed, or the review period from now if later
    Timestamp until = 0;  ///< Offer; zero: a week from now
    bool newStatement = false; ///< Amend: the task's job statement as it is now, instead of the agreed one
};
/// Acts of a company. Each happens at once if my role allows it, or is put to the members `asMotion`.
struct ChangeRole {
    DacId dac;
    Address member;
    tx::Role role = tx::Role::Member;
    bool asMotion = false;
};
struct SpendFromTreasury {
    DacId dac;
    Address to;
    Amount amount = 0;
    std::string reason;
    bool asMotion = false;
};
struct ChangeRules {
    DacId dac;
    tx::CharterTerms terms; ///< as the company's are, changed where wanted; the text's hash is left as it is
    bool asMotion = false;
};
struct AddTool {
    DacId dac;
    std::string manifest; ///< what it is, in words: up to 8 KiB, its first line is its name
    std::uint8_t states = 0;
    tx::ToolRules rules;
    bool asMotion = false;
};
/// Errors: StillHeld (detail: the records that hold money, "R-4f2a R-9b01").
struct DropTool {
    DacId dac;
    std::uint16_t tool = 0;
    bool asMotion = false;
};
/// One transition of an installed tool's record, by the tool's table. Errors: NotFound, NotAllowedByTool (no
/// rule leads there; detail: where it stands and where rules lead from there, "R-4f2a 3 2 4"),
/// InvalidArgument ("amount": the rule moves none that is chosen; "assignee": it pays, and there is nobody,
/// or another one), OutOfRange ("fund": it takes money from the treasury, and none is said), WrongSequence
/// (the record is not as `editsSeen` says any more), NothingChanged, and the machine's.
struct PutToolRecord {
    DacId dac;
    std::uint16_t tool = 0;
    ObjectId object;                      ///< zero: a new one
    std::uint8_t state = 0;               ///< afterwards
    Amount amount = 0;                    ///< where the rule funds: goes from the treasury into the record
    std::optional<Address> assignee = {}; ///< absent: as it is; zero: nobody
    std::string text = {};                ///< what it says from then on; empty: as it is
    std::uint32_t editsSeen = 0;          ///< of the record when the change was thought of; 0: of any
};
struct VoteOnMotion {
    DacId dac;
    tx::MotionId motion;
    tx::Side side = tx::Side::For;
};
/// Carries out a motion that has passed. Errors: ContentMissing (what it is about has not arrived here).
struct CarryOutMotion {
    DacId dac;
    tx::MotionId motion;
};
struct FundCompany {
    DacId dac;
    Amount amount = 0;
};
struct SetStake {
    DacId dac;
    Amount stake = 0; ///< all of it, not the difference
};
struct LeaveCompany {
    DacId dac;
};
/// The lowest free seat of a company that judges for others.
struct TakeCourtSeat {
    DacId dac;
};
/// Gives notice; again after 60 days, it pays the deposit out.
struct LeaveCourtSeat {
    DacId dac;
};
/// Who may give this account a new key; zero: nobody.
struct NameGuardian {
    Address guardian;
};
/// Another key signs for this account from now on; zero or the account: its own.
struct HandKeyOver {
    Address controller;
};
/// As its guardian: `controller` signs for `account` in 14 days. As the owner, with the same key: not so.
struct RecoverAccount {
    Address account;
    Address controller;
};
/// Out of the sidechain, to be claimed on the main chain once it is final.
struct WithdrawMoney {
    Address to;
    Amount amount = 0;
};
struct SavePage {
    DacId dac;
    std::string name;
    std::string text;
    std::string summary;
    Hash base; ///< revision that was edited; zero: whatever is newest
    enum class Answer : std::uint8_t { Ask, Mine, Theirs };
    Answer answer = Answer::Ask; ///< where two people changed the same lines
    Hash edit = {};              ///< UnsentEdit::revision that this goes on with, and stands for once sent
    bool isResolved = false;     ///< `text` is what a person made of `edit` and the newest version
    bool keepsConflict = false;  ///< after MergeConflict the words are kept as an UnsentEdit
};
/// A folder of Markdown files, or a history file (see ImportReport).
struct ImportWiki {
    DacId dac;
    std::string path;
    bool isHistory = false;
};
using Action =
    std::variant<SendMoney, SetProfileName, CreateCompany, InviteMember, RevokeInvitation, JoinCompany,
                 SaveTask, MoveTask, AssignTask, ProposeCollaboration, ActOnCollaboration, SavePage,
                 ImportWiki, ChangeRole, SpendFromTreasury, ChangeRules, AddTool, DropTool, PutToolRecord,
                 VoteOnMotion, CarryOutMotion, FundCompany, SetStake, LeaveCompany, TakeCourtSeat,
                 LeaveCourtSeat, NameGuardian, HandKeyOver, RecoverAccount, WithdrawMoney>;

/// The rules that a new company gets unless its founder changes them.
struct DefaultTerms {
    using Reply = tx::CharterTerms;
};
/// Builds and dry-runs the action on what this computer knows. Nothing is signed, sent or locked.
/// Errors: those of the action and of the machine. What a treasury does not give: InsufficientTreasury
/// and OverLimit. Their detail begins with "record", "spending", which could be a motion, or "motion", which
/// is carried out and knows no limit; then, in gwei, what the treasury holds or, of OverLimit, what the step
/// takes, what the limit leaves, the limit and what the treasury holds; then a line each with the unit and
/// the company's name. Of one's own money (InsufficientBalance) it is "own" or "join", what is needed and
/// what there is.
struct Prepare {
    using Reply = Draft;
    Action action;
};
struct Sent {
    std::vector<Hash> ids; ///< digests, in order
    ObjectId object;
    DacId dac;
    FinalityView finality; ///< of the first
    /// Why it only waits, if that is known: what the disk here or the node answers (Offline: nothing).
    std::optional<ErrorCode> obstacle;
    std::string link;     ///< invitation
    std::string linkNode; ///< where it leads
    ImportReport report;  ///< ImportWiki
};
/// Signs a draft with this computer's wallet, keeps it in the outbox (synced to disk) and sends it.
/// Offline it waits there. Errors: NotFound (draft gone), WalletLocked, DraftOvertaken (another action was
/// signed since it was prepared and has its number: nothing happened, prepare it anew), and every refusal of
/// the machine.
struct SignAndSend {
    using Reply = Sent;
    DraftId draft = 0;
};
/// What another program that holds the keys needs, to sign a draft.
struct ReadDraftSteps {
    using Reply = UnsignedSteps;
    DraftId draft = 0;
};
/// As SignAndSend with signatures of 65 bytes (r ‖ s ‖ v) that another program made with the same wallet.
struct SendSigned {
    using Reply = Sent;
    DraftId draft = 0;
    std::vector<Bytes> signatures;
};
struct DropDraft {
    using Reply = std::monostate;
    DraftId draft = 0;
};
/// Prepares a new draft out of an action that was rolled back or refused. An edit of a page is brought
/// together with what the page has become, and new words of a task with its new state. Errors: MergeConflict,
/// NothingChanged (the page has it), and those of Prepare.
struct PrepareResend {
    using Reply = Draft;
    Hash action;
};
/// Forgets an action that did not happen, or one that waits and was handed to nobody. Errors: NotFound,
/// WrongState (it was taken, or waits at the node), Offline (it may have gone out, and nobody says what
/// became of it: it stays).
struct DropAction {
    using Reply = std::monostate;
    Hash action;
};
/// Puts an action of the outbox into the main chain's inbox, where no aggregator can leave it out. It was
/// signed before; nothing is signed anew. Errors: NotFound, WrongState (it is in already), TooEarly
/// (OutboxItem::force says from when), NotSupported, and the node's.
struct ForceAction {
    using Reply = ForceView;
    Hash action;
};
/// Forgets an edit of mine of a page, signed or not, with those that it came out of. The page stays as it is.
/// Errors: NotFound (none of this revision that needs me), BadPageName, NoSuchCompany, of the store.
struct DropEdit {
    using Reply = std::monostate;
    DacId dac;
    std::string name;
    Hash revision; ///< UnsentEdit::revision
};
/// Keeps unpublished text of a page on this computer. Empty text removes it.
struct KeepPageDraft {
    using Reply = std::monostate;
    DacId dac;
    std::string name;
    std::string text;
};
/// Writes every page as a Markdown file below a folder that does not exist yet or is empty.
struct ExportWiki {
    using Reply = std::uint64_t; ///< pages written
    DacId dac;
    std::string path;
};

// ---- the network ------------------------------------------------------------------------------------

/// Test networks only. Errors: TestClockOnly.
struct AdvanceTime {
    using Reply = Timestamp;
    std::uint64_t seconds = 0;
};
/// The next batch of this computer's aggregator gets one wrong step. Errors: LocalNetworkOnly.
struct CorruptNextBatch {
    using Reply = std::monostate;
};
/// On the main chain, in the name of the open wallet's account: `key` may challenge wrong batches with its
/// credit, up to `allowance`, and moves no money. Zero: nobody. Where money comes from nowhere, what is
/// missing does, too. Errors: WalletLocked, NotSupported (the main chain is not within reach),
/// InsufficientBalance, BelowMinimum, OutOfRange, NothingChanged, Offline.
struct AppointChallenger {
    using Reply = std::monostate;
    Address key;
    Amount allowance = 0;
};
/// What CollectEarnings would send. Errors: those of reading the main chain, NotSupported (no node runs
/// here).
struct ReadEarnings {
    using Reply = EarningsView;
};
/// Sends what this computer's node has earned to somebody's account. See node::Node::collect. Errors: those,
/// NotSupported (no node runs here).
struct CollectEarnings {
    using Reply = CollectedView;
    Address to;
    bool leaves = false;
};
/// Recomputes everything this computer keeps.
struct Verify {
    using Reply = VerifyReport;
};
/// One JSON-RPC request for the network methods; the answer is JSON-RPC, too. Never needs a wallet.
struct ServeRpc {
    using Reply = std::string;
    std::string method;
    std::shared_ptr<const nlohmann::json> params; ///< null: none
};
/// Told by the program that serves: what invitation links should carry. Port 0: not serving.
struct SetServing {
    using Reply = std::monostate;
    std::uint16_t port = 0;
};

} // namespace stoa::engine
