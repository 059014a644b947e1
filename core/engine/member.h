// SPDX-License-Identifier: MIT
// Everything one engine owns: the member's wallet, store and outbox, the verified copies of companies, and
// the node that is asked. Touched by the engine's thread alone; the handlers work on it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <tuple>

#include "core/content/content_store.h"
#include "core/content/page_history.h"
#include "core/engine/data_folder.h"
#include "core/engine/engine.h"
#include "core/engine/known_credits.h"
#include "core/engine/page_index.h"
#include "core/light/dac_replica.h"
#include "core/light/header_chain.h"
#include "core/light/inclusion.h"
#include "core/mvm/contracts/collaboration_rules.h"
#include "core/operator/local_network.h"
#include "core/sync/chain_follower.h"
#include "core/sync/outbox.h"
#include "core/sync/remote_operator.h"
#include "core/wallet/vault.h"

namespace stoa::engine {

/// What a salt of a case is for; never the same one twice.
enum class SaltFor : std::uint8_t { Drawing = 1, Answer = 2, Ruling = 3 };

/// A ruling that was sealed and not opened yet. Its words are public only then.
struct SealedRuling {
    DacId dac;
    ObjectId collaboration;
    std::uint8_t round = 0;
    Amount amount = 0;
    std::string reasons;
};

/// A draft with all it takes to send it.
struct PendingDraft {
    Draft view;
    std::vector<tx::Transaction> transactions; ///< unsigned, nonces filled in
    std::vector<std::string> subjects;         ///< of the steps, when they are about different things
    std::vector<Bytes> contents;               ///< objects that the steps name
    ImportReport report;
    std::optional<SealedRuling> sealed; ///< to be kept before it is sent
    std::vector<Hash> replaces;         ///< actions of the outbox that this one stands for, once it is sent
    std::vector<Hash> publishes;        ///< kept edits of `page` that are done with, once it is sent
    ObjectId page;
    std::optional<crypto::RecoverableSignature> signature; ///< of the only step, which is sent as it was
    bool wasTried = false; ///< sending it failed: what was kept under its digest may be this one

    const std::string& subjectOf(std::size_t step) const
    {
        return step < subjects.size() ? subjects[step] : view.subject;
    }
};

class KnownState;

/// What is known of an account, from a proof.
struct KnownAccount {
    state::Account account;
    std::string name; ///< from its profile
    bool exists = false;
};

class Member {
public:
    Member(EngineOptions options, EngineWorld world, std::function<void(const Event&)> emit);

    /// Opens folder, stores and network. Errors: see makeEngine.
    Result<void> open();
    /// As open, in memory: nothing touches a disk.
    Result<void> openInMemory(const crypto::Secret& phrase, std::size_t accounts);
    /// As open, on stores and keys that somebody else has made; there is no folder.
    Result<void> openOn(std::unique_ptr<storage::Store> memberStore,
                        std::unique_ptr<storage::Store> contentStore, wallet::Vault keys);

    // ---- the network as it is known here ----

    /// Asks the node and takes over what proves itself. Only trouble of this computer is an error: that the
    /// node is offline, or says what cannot be taken over, is kept in `isOffline` and `nodeProblem`, what is
    /// known stays, and it is asked again later.
    Result<void> synchronize();
    /// Something that was asked for failed with `code`: if it is one of the disk, it is found out whether
    /// anything can be kept here, and told until it can. Nothing happens for any other.
    void heedDisk(ErrorCode code);
    /// Asks what came in, if the balance or the chain's way says that something may have. Whether it was
    /// asked for.
    bool updateCredits();
    /// Whether `credits` is what the node said of this wallet.
    bool knowsCredits() const;
    /// Whether the node has told how the network stands since this program began to ask it.
    bool wasTold() const { return m_isChainShown && !isOffline && !nodeProblem; }
    /// As synchronize, also while bad answers are given time.
    Result<void> synchronizeNow()
    {
        m_pause = 0;
        return synchronize();
    }
    /// Leaves this folder's own local network, in which nothing has happened yet, for the one behind a node.
    /// Errors: WrongNetwork (there is something here, or the node serves another network), Offline.
    /// On trial: see keepTrial.
    Result<void> moveTo(const std::string& url, const Hash& wanted);
    /// Starts to keep a copy of the company, on trial: whoever joins looks at it before anything is signed.
    void tryCompany(const DacId& dac);
    /// A step is about to be sent: the network that it is for is followed for good, and so is a company that
    /// it joins. Nothing happens if nothing was tried. Errors: those of storage.
    Result<void> keepTrial(const tx::Payload& sent);
    /// Everything is again as it was before moveTo and tryCompany, unless there still is a draft of a join.
    /// Errors: those of storage.
    Result<void> giveUpTrial();
    /// The network's time now.
    Timestamp now() const;
    /// For whom this wallet acts: the address of its own key, or an account that this key signs for.
    Address me() const;
    /// The address of the wallet's own key.
    Address ownKey() const;
    /// See ActForAccount; that the key signs for it has been checked. Errors: those of storage.
    Result<void> actFor(const Address& account);
    /// Which of the wallet's accounts acts; the first unless the sample company plays several people.
    void actAs(std::size_t account) { m_account = account; }
    bool hasWallet() const { return vault->exists() || !vault->addresses().empty(); }
    /// The wallet's account from the newest proof. Absent while it is not known.
    const KnownAccount* myAccount() const;
    /// Known from before, or asked for now. Empty account if the node does not answer.
    KnownAccount account(const Address& address);
    /// Record under `key`, from a replica or by proof. Absent if there is none or it cannot be known.
    std::optional<Bytes> record(const state::Key& key);
    light::DacReplica* replica(const DacId& dac);
    /// The same. Errors: NoSuchCompany.
    Result<light::DacReplica*> company(const DacId& dac);
    /// Names and links of the company's pages, in step with its records. `dac` must be known here.
    const PageIndex& pageIndex(const DacId& dac);
    /// Starts to keep a copy of the company, for good.
    Result<void> follow(const DacId& dac);
    /// See FollowCompany.
    Result<void> takeOffer(const DacId& dac);
    Result<void> ignoreOffer(const DacId& dac);
    /// See ListOffers.
    std::vector<DacId> offers;
    /// A content object from the disk, or from the node. Errors: ContentMissing.
    Result<Bytes> content(const Hash& id);
    /// How many texts are known by their hash and have not arrived here.
    std::size_t missingContents() const { return m_wanted.size(); }
    /// Looks through everything that the records name, older versions of pages too; what is missing is asked
    /// for from then on. Returns how many are missing. Errors: those of storage.
    Result<std::uint64_t> findMissingContents();
    /// Of a batch, as far as this computer has linked it.
    FinalityView finalityOfBatch(std::uint64_t batch) const;
    /// Of an action of mine, as far as it is proved.
    FinalityView finalityOf(const sync::OutboxEntry& entry) const;
    /// Of something that stands in the newest state.
    FinalityView finalityOfHead() const;

    /// A removed tool's record as it was when it was seen here last. Absent: it never was.
    std::optional<state::Tool> lastTool(const DacId& dac, std::uint16_t tool) const;

    // ---- words for people ----
    PersonView person(const Address& address);
    /// A person, or a company by its name if it is known here. Nobody for an empty one.
    PersonView party(const tx::Party& party);
    std::string companyName(const DacId& dac);
    std::string titleOf(const state::Collaboration& collaboration);
    /// An empty name forgets the contact. Errors: BadContent, AlreadyExists "contact": another address has
    /// the name, in whatever case.
    Result<void> nameContact(const Address& address, const std::string& name);
    /// Everybody in the address book, by name.
    std::vector<PersonView> contacts();

    // ---- acting ----

    /// The nonce lane of what this folder signs: another one than another device's, so that what both sign
    /// while they are offline does not get in each other's way. Chosen once.
    Result<std::uint8_t> nonceLane(const KnownAccount& mine);
    /// Fills in nonces, dry-runs the steps on what is known here, keeps the draft. Errors: the first refusal.
    Result<Draft> keepDraft(PendingDraft draft);
    Result<PendingDraft*> draft(DraftId id);
    /// What is signed with the same numbers would be taken in its place, or be the same step once more.
    /// Errors: DraftOvertaken.
    Result<void> checkNumbersAreFree(const PendingDraft& draft) const;
    /// Keeps the signed steps in the outbox, then sends them. Errors: refusals of the network.
    Result<Sent> send(PendingDraft draft, const std::vector<crypto::RecoverableSignature>& signatures);
    /// Sends what waits. True if something became known of it. Errors: as synchronize, and the node's.
    Result<bool> sendWaiting();

    /// From here on nothing is written.
    void onlyRead(const Error& why);

    void tell(const Event& event) const { m_emit(event); }

    // Handed to the handlers as they are.
    EngineOptions options;
    EngineWorld world;
    NetworkMode mode = NetworkMode::Local;
    bool isReadOnly = false;
    std::optional<Error> standstill; ///< why this folder can only be read, until the program ends
    std::optional<DataFolder> folder;
    std::unique_ptr<storage::Store> store; ///< the member's own
    std::unique_ptr<storage::Store> contentBacking;
    std::unique_ptr<content::ContentStore> contents;
    std::unique_ptr<content::PageHistory> pages;
    std::optional<wallet::Vault> vault;
    std::optional<sync::Outbox> outbox;
    std::unique_ptr<node::LocalNetwork> local;
    std::unique_ptr<node::NodeService> remote;
    std::unique_ptr<storage::Store> followerStore;
    std::unique_ptr<sync::ChainFollower>
        follower; ///< of a remote network; null: neither validator nor archive
    std::unique_ptr<sync::RemoteOperator>
        operators; ///< on a main chain elsewhere; null: nothing is done there
    node::NodeService* node = nullptr;
    rollup::NetworkDefinition definition;
    Hash definitionHash;
    mvm::Rules rules;
    std::map<DacId, light::DacReplica> replicas;
    std::optional<node::NodeInfo> info;        ///< the newest that was taken over
    std::optional<light::HeaderChain> headers; ///< set once the network is known
    std::optional<ErrorCode> nodeProblem;      ///< why the node's last answer was not taken over
    std::optional<ErrorCode> diskProblem;      ///< why this computer could not keep what it does
    std::vector<node::BatchInfo> batches;      ///< oldest first
    std::vector<node::ChainEvent> events;      ///< oldest first; up to `eventsUntil` without a gap
    std::optional<std::uint64_t> eventsUntil;  ///< absent: the node has not been asked since the start
    KnownCredits credits;                      ///< to my account, if knowsCredits(); the node's word
    bool isOffline = false;
    int mostChecks = node::Node::kChecksInATick; ///< of batches in a turn, see Node::tick
    bool haveOthersActed = false;                ///< through this node, since the last look at it
    Timestamp lastContact = 0;                   ///< own clock
    std::uint16_t servingPort = 0;
    std::map<DraftId, PendingDraft> drafts;
    std::optional<ImportReport> lastImport; ///< that was read, also when there was nothing to add

    /// Whether an action that waits was surely handed to nobody. What may have gone out cannot be called off,
    /// answered or not.
    bool isUnsent(const Hash& action);
    /// It is no longer known, or not wanted any more. Errors: those of storage.
    Result<void> forgetUnsent(const std::vector<Hash>& actions);
    /// What was forced: the action, and when.
    Result<void> keepForced(const Hash& action);
    std::optional<Timestamp> forcedAt(const Hash& action);
    // small values of the member's store
    Result<std::optional<std::string>> setting(std::string_view key);
    /// The wallet's public key, which is known also while it is locked once it has been open here.
    /// Errors: WalletLocked (it never was), those of storage.
    Result<crypto::PublicKey> publicKey();
    /// After the wallet was opened: keeps its public key, and what caseSalt() needs, for later.
    Result<void> keepPublicKey();
    /// A secret for one round of a case that follows from the wallet's key, so that who seals something can
    /// open it again also on another computer. Errors: as publicKey.
    Result<Hash> caseSalt(const DacId& dac, const ObjectId& collaboration, std::uint8_t round, SaltFor what);
    /// What a juror has sealed here, until it is opened.
    Result<void> keepSealed(const SealedRuling& ruling);
    Result<std::optional<SealedRuling>> sealed(const DacId& dac, const ObjectId& collaboration,
                                               std::uint8_t round);
    Result<void> keepSetting(std::string_view key, std::string_view value);

private:
    /// Whether a folder could begin at all with these options: none is made for a node that does not answer.
    /// Errors: Offline "first", NotSupported, those of the node.
    Result<void> checkBeginning();
    Result<void> openRest();
    Result<void> openNetwork();
    Result<void> openLocal(bool isNew, const NodeRoles& roles);
    void standStill(const Error& why);
    Result<void> openRemote(const std::string& url, const std::optional<std::string>& knownUrl);
    void enter(rollup::NetworkDefinition entered);
    void recall();
    Result<void> keepInfo();
    Result<void> openFollower(const NodeRoles& roles);
    Result<void> openOperators(const NodeRoles& roles);
    /// What this computer has found out about the batch itself.
    Result<void> addOwnFinding(node::BatchInfo& batch);
    /// Runs and keeps what is new on the followed chain.
    Result<void> followChain();
    Result<void> loadActsFor();
    Result<void> loadReplicas();
    Result<void> ask();
    Result<void> followHeaders();
    Result<void> keepHeaders();
    Result<void> updateReplicas(bool headMoved);
    Result<bool> updateReplica(light::DacReplica& replica);
    Result<void> updateActions();
    /// Follows the companies that this wallet has joined, and lists those that have named it: once for each
    /// wallet and network, and `again` when others may have done something.
    Result<void> findCompanies(bool again);
    std::set<tx::Party> myParties() const;
    Result<void> updateChain();
    Result<void> updateOpenBatch();
    Result<void> recallCredits();
    void keepCredits();
    Result<void> updateEvents();
    void note(const Result<void>& asked);
    Result<void> turn();
    void numberSteps(PendingDraft& draft, std::uint8_t lane, std::uint32_t next);
    Result<void> tryOut(PendingDraft& draft, KnownState& state, std::uint32_t next);
    Result<void> showSteps(PendingDraft& draft) const;
    bool isKeptAlready(const PendingDraft& draft) const;
    void finishSending(const PendingDraft& draft);
    Result<void> keepUnsent(const std::vector<Hash>& actions);
    /// Remembers why nothing can be kept here now, or that it can be again.
    void noteDisk(std::optional<ErrorCode> problem);
    /// Why nothing can be kept here now, found out by trying it.
    std::optional<ErrorCode> tryDisk();

    using Answers = std::vector<std::pair<Hash, node::StepStatus>>;
    Result<std::size_t> bringContents(std::span<const sync::OutboxEntry* const> steps);
    Result<void> sendSome(std::span<const sync::OutboxEntry* const> steps, Answers& answers);

    struct Proofs;
    Result<Hash> prove(const sync::OutboxEntry& entry, const node::StepStatus& status, Proofs& proofs);
    Result<void> takeStatus(const Hash& digest, const node::StepStatus& status, Proofs& proofs);

    Result<void> loadWanted();
    Result<void> want(const std::vector<Hash>& ids);
    Result<void> wantContentsOf(const light::DacReplica& replica);
    Result<void> fetchWanted();
    void forget(const light::DacReplica& replica, storage::WriteBatch& batch);
    Result<bool> takeObjects(const std::vector<Hash>& asked, const std::vector<Bytes>& objects);
    void remember(const state::Key& key, const std::optional<Bytes>& record);

    std::function<void(const Event&)> m_emit;
    std::map<Address, KnownAccount> m_accounts;          ///< at the newest head
    std::map<state::Key, std::optional<Bytes>> m_proven; ///< what was proved last, at whatever head
    std::map<Address, std::string> m_contacts;
    std::map<DacId, PageIndex> m_pageIndexes;
    std::set<Hash> m_wanted; ///< contents that records name and that are not here; also on the disk
    Hash m_wantedFrom;       ///< where the next round of asking begins
    unsigned m_wantedPause = 0;
    unsigned m_wantedFailures = 0;
    unsigned m_pause = 0; ///< synchronisations to leave out after bad answers
    unsigned m_failures = 0;
    Bytes m_savedHeaders;
    std::string m_savedInfo;
    std::string m_savedUrl;
    bool m_isChainShown = false; ///< batches and events are those of `info`

    /// What a join has changed here and nobody has signed for yet.
    struct Trial {
        std::unique_ptr<node::LocalNetwork> left; ///< the own network, if it was left
        std::vector<DacId> companies;
    };
    std::optional<Trial> m_trial;
    std::unique_ptr<node::NodeService> m_silent; ///< the node, when there is none
    Timestamp m_clockAtContact = 0;
    bool m_isClockApart = false; ///< as it was told last
    Hash m_lastRoot;
    /// Whose credits are known, at which balance and nonces.
    std::tuple<Address, Amount, Hash> m_creditsSeen;
    rollup::BlockHeader m_creditsHead; ///< the newest block then
    Bytes m_keptCredits;               ///< as they are on the disk
    Address m_companiesOf;             ///< who was asked about last
    std::set<DacId> m_notJoined;       ///< companies that name this wallet, which is no member of them
    std::set<Hash> m_unsent;           ///< signed since the start and handed to nobody
    DraftId m_lastDraft = 0;
    std::size_t m_account = 0;
    Address m_actsFor; ///< zero: for the wallet's own account
};

/// Whether it says that a node's answer was untrue or senseless, rather than that there was none.
bool isOfLies(ErrorCode code);

/// What a call to another computer that failed is called: without an answer nobody knows whether it was made.
Error unheard(const Error& error);

/// Errors: why the folder can only be read; ReadOnly for a sample company.
Result<void> checkWritable(const Member& member);

/// Errors: those of checkWritable, NoWallet or BadKeystore without keys to act with.
Result<void> checkMayAct(const Member& member);

/// The company that a step is about; zero if none.
DacId dacOf(const tx::Payload& payload);

/// State as a draft's dry run sees it, for who builds one.
mvm::Standing standingOf(Member& member, const light::DacReplica& company, const ObjectId& id,
                         const state::Collaboration& stored);

/// Builds the steps of an action. Errors: everything that is wrong with it before any state decides.
Result<PendingDraft> build(Member& member, const Action& action);

} // namespace stoa::engine
