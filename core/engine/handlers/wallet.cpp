// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/crypto/mnemonic.h"
#include "core/engine/handlers.h"
#include "core/engine/page_edits.h"
#include "core/engine/resending.h"

namespace stoa::engine {
namespace {

constexpr std::size_t kHistoryShown = 200; // older ones: ReadWalletHistory

/// The one open collaboration's part in the four numbers of the wallet page. What a company locks and will
/// get is the company's, whoever acts for it.
void addCollaboration(WalletView& wallet, const CollaborationView& c)
{
    const bool isEnded = c.state == CollaborationState::Settled || c.state == CollaborationState::Cancelled ||
                         c.state == CollaborationState::Refunded;
    const bool isAsker = c.iAmAsker && c.asker.company.isZero();
    const bool isDoer = c.iAmDoer && c.doer.company.isZero();
    if (isEnded || (!isAsker && !isDoer)) return;
    if (c.state == CollaborationState::Proposed && !isAsker) return; // my deposit is not locked yet
    const bool isFrozen = c.state == CollaborationState::Disputed;
    const bool isComing =
        c.state == CollaborationState::ToBeAllocated || c.state == CollaborationState::Ruled;
    const Amount myPart = isAsker ? c.next.toAsker : c.next.toDoer;
    if (isComing && myPart == 0) return;
    DepositView deposit;
    deposit.dac = c.dac;
    deposit.collaboration = c.id;
    deposit.title = c.title;
    deposit.with = isAsker ? c.doer : c.asker;
    deposit.amount = isComing ? myPart : isAsker ? c.askerDeposit : c.doerDeposit;
    if (isComing) deposit.what = DepositView::What::ComingIn;
    deposit.isFrozen = isFrozen;
    deposit.returnsAt = isComing || c.state == CollaborationState::Proposed ? c.next.by : 0;
    wallet.deposits.push_back(deposit);
    if (isAsker && c.reward != 0 && !isComing) {
        deposit.amount = c.reward;
        deposit.what = DepositView::What::Reward;
        wallet.deposits.push_back(deposit);
    }
    const Amount mine = isAsker ? c.askerDeposit + c.reward : c.doerDeposit;
    if (isFrozen) {
        wallet.frozen += mine;
    } else if (isComing) {
        wallet.comingIn += myPart;
        if (wallet.comingInAt == 0 || c.next.by < wallet.comingInAt) wallet.comingInAt = c.next.by;
    } else {
        wallet.lockedInDeposits += mine;
    }
}

void addDeposit(WalletView& wallet, DepositView deposit)
{
    if (deposit.amount == 0) return;
    wallet.lockedInDeposits += deposit.amount;
    wallet.deposits.push_back(std::move(deposit));
}

/// What of mine a company holds besides its collaborations and my stake.
void addCompany(Member& member, WalletView& wallet, const DacId& dac)
{
    const light::DacReplica& replica = *member.replica(dac);
    DepositView deposit;
    deposit.dac = dac;
    deposit.title = member.companyName(dac);
    deposit.what = DepositView::What::Motion;
    replica.forEach<state::Motion>(state::Table::Motion, [&](const state::Key&, const state::Motion& stored) {
        if (stored.proposer != wallet.address) return;
        const state::Motion motion = mvm::effective(stored, member.now());
        const bool isLost = static_cast<MotionState>(motion.state) == MotionState::Rejected;
        deposit.amount += isLost ? Amount{0} : motion.bond;
    });
    addDeposit(wallet, deposit);
    deposit.what = DepositView::What::Seat;
    deposit.amount = 0;
    replica.forEach<state::Seat>(state::Table::Seat, [&](const state::Key&, const state::Seat& seat) {
        if (seat.who == wallet.address) deposit.amount += seat.deposit;
    });
    addDeposit(wallet, deposit);
    deposit.what = DepositView::What::Invitations;
    deposit.amount = 0;
    replica.forEach<state::Invite>(state::Table::Invite, [&](const state::Key&, const state::Invite& invite) {
        if (invite.inviter != wallet.address || invite.gift == 0) return;
        deposit.amount += invite.gift;
        if (deposit.returnsAt == 0 || invite.expires < deposit.returnsAt) deposit.returnsAt = invite.expires;
    });
    addDeposit(wallet, deposit);
}

} // namespace

Result<NewPhrase::Reply> handle(Member& member, const NewPhrase&)
{
    return std::make_shared<crypto::Secret>(crypto::newPhrase(member.world.random));
}

namespace {

/// Another account acts now: what does the network know of it?
Result<Address> meetAccount(Member& member)
{
    STOA_TRY_VOID(member.synchronize());
    member.account(member.me());
    STOA_TRY_VOID(member.synchronize()); // companies that were just found
    member.updateCredits();
    member.tell(WalletChanged{});
    return member.me();
}

/// A wallet has just come.
Result<Address> meetWallet(Member& member)
{
    STOA_TRY_VOID(member.keepPublicKey());
    return meetAccount(member);
}

} // namespace

Result<ActForAccount::Reply> handle(Member& member, const ActForAccount& request)
{
    STOA_TRY_VOID(checkMayAct(member));
    const Address own = member.ownKey();
    const Address account = request.account.isZero() ? own : request.account;
    if (account != own) {
        STOA_TRY_VOID(member.synchronizeNow());
        if (member.isOffline) return ErrorCode::Offline;
        const KnownAccount known = member.account(account);
        if (!known.exists) return Error{ErrorCode::NotFound, "account"};
        if (mvm::signerOf(mvm::effective(known.account, member.now()), account) != own)
            return ErrorCode::WrongSigner;
    }
    STOA_TRY_VOID(member.actFor(account));
    STOA_TRY_VOID(meetAccount(member));
    return std::monostate{};
}

Result<CreateWallet::Reply> handle(Member& member, const CreateWallet& request)
{
    STOA_TRY_VOID(checkWritable(member));
    if (!request.phrase || !request.password) return ErrorCode::InvalidArgument;
    STOA_TRY_VOID(member.vault->create(*request.phrase, *request.password, member.world.clock.now(), 1,
                                       request.beforeItCounts));
    return meetWallet(member);
}

Result<RestoreBackup::Reply> handle(Member& member, const RestoreBackup& request)
{
    STOA_TRY_VOID(checkWritable(member));
    if (!request.password) return ErrorCode::InvalidArgument;
    STOA_TRY_VOID(member.vault->restoreFrom(request.path, *request.password));
    return meetWallet(member);
}

Result<UnlockWallet::Reply> handle(Member& member, const UnlockWallet& request)
{
    if (!request.password) return ErrorCode::InvalidArgument;
    STOA_TRY_VOID(member.vault->unlock(*request.password));
    if (!member.isReadOnly) STOA_TRY_VOID(member.keepPublicKey());
    member.tell(WalletChanged{});
    return member.me();
}

Result<LockWallet::Reply> handle(Member& member, const LockWallet&)
{
    member.vault->lock();
    member.tell(WalletChanged{});
    return std::monostate{};
}

Result<BackupWallet::Reply> handle(Member& member, const BackupWallet& request)
{
    STOA_TRY_VOID(member.vault->backupTo(request.path));
    return std::monostate{};
}

Result<ReadWallet::Reply> handle(Member& member, const ReadWallet&)
{
    WalletView view;
    view.exists = !member.me().isZero();
    view.isDamaged = !view.exists && member.vault->exists();
    view.isLocked = member.vault->isLocked();
    view.address = member.me();
    view.key = member.ownKey();
    if (!view.exists) return view;
    view.name = member.person(view.address).name;
    if (const KnownAccount* mine = member.myAccount()) {
        view.isKnown = true;
        const state::Account account = mvm::effective(mine->account, member.now());
        view.available = account.balance;
        if (!account.guardian.isZero()) view.guardian = member.person(account.guardian);
        if (account.controller != view.address) view.controller = account.controller;
        view.newKey = account.pending;
        if (!account.pending.isZero()) view.newKeyCounts = account.due;
        if (member.isOffline && member.info) view.asOf = member.info->now;
    }
    std::vector<DacId> companies;
    for (const auto& [dac, replica] : member.replicas) companies.push_back(dac);
    for (const DacId& dac : companies) {
        for (const CollaborationView& c : collaborationsOf(member, dac)) addCollaboration(view, c);
        addCompany(member, view, dac);
        if (const auto standing =
                member.replica(dac)->read<state::Member>(state::memberKey(dac, view.address)))
            view.lockedAsStake += standing->stake;
    }
    for (const node::Credit& credit : newestCreditsOf(member))
        view.incoming.push_back(incomingViewOf(member, credit));
    const auto& entries = member.outbox->entries();
    for (auto at = entries.rbegin(); at != entries.rend() && view.history.size() < kHistoryShown; ++at)
        view.history.push_back(actionViewOf(member, *at));
    return view;
}

Result<UseFaucet::Reply> handle(Member& member, const UseFaucet& request)
{
    STOA_TRY_VOID(checkWritable(member));
    if (!member.local) return ErrorCode::LocalNetworkOnly;
    const Address to = request.to.isZero() ? member.me() : request.to;
    if (to.isZero()) return ErrorCode::NoWallet;
    if (request.amount == 0) return ErrorCode::OutOfRange;
    STOA_TRY_VOID(member.local->faucet(to, request.amount));
    STOA_TRY_VOID(member.synchronize());
    return std::monostate{};
}

Result<NameContact::Reply> handle(Member& member, const NameContact& request)
{
    STOA_TRY_VOID(member.nameContact(request.address, request.name));
    return std::monostate{};
}

Result<ListContacts::Reply> handle(Member& member, const ListContacts&) { return member.contacts(); }

Result<ReadOutbox::Reply> handle(Member& member, const ReadOutbox&)
{
    std::vector<OutboxItem> items;
    for (const sync::OutboxEntry& entry : member.outbox->entries()) {
        if (entry.stage == sync::OutboxEntry::Stage::Included) continue;
        OutboxItem item;
        item.action = actionViewOf(member, entry);
        item.force = forceViewOf(member, entry);
        item.canResend = entry.stage != sync::OutboxEntry::Stage::Waiting;
        if (const auto edit = ownEditOf(entry); edit && member.replica(edit->put.dac)) {
            const auto record =
                member.replica(edit->put.dac)
                    ->read<state::Record>(state::recordKey(edit->put.dac, edit->put.tool, edit->put.object))
                    .value_or(state::Record{});
            const bool fits = !edit->isWaiting && record.content == edit->put.expected &&
                              record.edits == edit->put.edits; // as most of a batch that was rolled back
            const auto next = fits ? Result<UnsentEdit::Next>(UnsentEdit::Next::Signature)
                                   : nextOf(member, edit->put.dac, *edit);
            if (next) item.edit = *next;
            if (next && item.canResend) item.canResend = *next == UnsentEdit::Next::Signature;
        } else if (item.canResend) {
            item.canResend = !isTooOld(member, item.action.payload);
        }
        item.words = wordsOfStep(member, entry);
        item.canDrop = entry.stage != sync::OutboxEntry::Stage::Waiting || member.isUnsent(entry.digest);
        items.push_back(std::move(item));
    }
    return items;
}

namespace {

/// What may have gone out may happen, whatever is forgotten here: first somebody must say that it has not
/// arrived.
Result<void> checkNobodyHas(Member& member, const Hash& action)
{
    const auto stage = [&] {
        const sync::OutboxEntry* entry = member.outbox->find(action);
        return entry ? std::optional(entry->stage) : std::nullopt;
    };
    if (stage() != sync::OutboxEntry::Stage::Waiting || member.isUnsent(action)) return {};
    STOA_TRY_VOID(member.synchronizeNow()); // it may be in by now
    const Error isThere{ErrorCode::WrongState, "cancel"};
    if (stage() == sync::OutboxEntry::Stage::Included) return isThere;
    if (stage() != sync::OutboxEntry::Stage::Waiting) return {};
    const auto known = member.node->status({action});
    if (!known) return Error{ErrorCode::Offline, "cancel"};
    const bool isKnown = known->front().stage == node::StepStatus::Stage::Included ||
                         known->front().stage == node::StepStatus::Stage::Waiting;
    return isKnown ? Result<void>(isThere) : Result<void>();
}

} // namespace

Result<DropAction::Reply> handle(Member& member, const DropAction& request)
{
    STOA_TRY_VOID(checkWritable(member));
    STOA_TRY_VOID(checkNobodyHas(member, request.action));
    STOA_TRY_VOID(member.outbox->drop(request.action));
    STOA_TRY_VOID(member.forgetUnsent({request.action}));
    member.tell(ActionChanged{request.action});
    return std::monostate{};
}

Result<Prepare::Reply> handle(Member& member, const Prepare& request)
{
    STOA_TRY_VOID(member.synchronize()); // what is reviewed should be as new as can be
    const auto prepared = [&]() -> Result<Draft> {
        STOA_TRY(PendingDraft draft, build(member, request.action));
        return member.keepDraft(std::move(draft));
    }();
    // Who cannot join has only looked.
    if (!prepared && std::holds_alternative<JoinCompany>(request.action)) STOA_TRY_VOID(member.giveUpTrial());
    return prepared;
}

namespace {

/// Ids are prefixes of the digest of the step that made the thing; a step that was signed anew made it anew.
tx::Payload withNewIds(tx::Payload payload, const std::map<Hash, Hash>& replaced)
{
    const auto rename = [&](auto& id) {
        using Id = std::decay_t<decltype(id)>;
        for (std::size_t round = 0; round < replaced.size(); ++round) { // it may have moved more than once
            const auto at = std::find_if(replaced.begin(), replaced.end(), [&](const auto& pair) {
                return Id::fromPrefix(pair.first.bytes) == id;
            });
            if (at == replaced.end()) return;
            id = Id::fromPrefix(at->second.bytes);
        }
    };
    std::visit(
        [&](auto& one) {
            std::decay_t<decltype(one)>::fields([&](const auto&... each) {
                const auto visit = [&](const auto& member) {
                    using Type = typename std::decay_t<decltype(member)>::Type;
                    if constexpr (std::is_same_v<Type, DacId> || std::is_same_v<Type, ObjectId> ||
                                  std::is_same_v<Type, tx::MotionId>)
                        rename(one.*member.member);
                };
                (visit(each), ...);
            });
        },
        payload);
    return payload;
}

} // namespace

Result<PrepareResend::Reply> handle(Member& member, const PrepareResend& request)
{
    STOA_TRY_VOID(checkMayAct(member));
    const sync::OutboxEntry* entry = member.outbox->find(request.action);
    if (!entry) return Error{ErrorCode::NotFound, "action"};
    const bool canResend = entry->stage == sync::OutboxEntry::Stage::RolledBack ||
                           entry->stage == sync::OutboxEntry::Stage::Refused;
    if (!canResend) return ErrorCode::WrongState;
    STOA_TRY(tx::Transaction transaction, tx::decode(entry->step));
    PendingDraft draft;
    draft.view.subject = entry->subject;
    draft.view.with = member.person(entry->with);
    draft.view.dac = dacOf(transaction.payload);
    draft.replaces = {entry->digest};
    for (const Hash& id : entry->contents)
        if (auto object = member.content(id)) draft.contents.push_back(*std::move(object));
    // As it was, if it still fits: then nothing has to be signed, and what it makes keeps its id. Otherwise a
    // new step in its place, which names what has moved in the meantime by its new ids.
    draft.transactions.push_back(transaction);
    draft.signature = transaction.signature;
    if (auto asItWas = member.keepDraft(draft)) return asItWas;
    draft.signature.reset();
    draft.transactions.front().payload = withNewIds(transaction.payload, member.outbox->replaced());
    draft.transactions.front().signature = {};
    draft.view.dac = dacOf(draft.transactions.front().payload);
    auto anew = member.keepDraft(draft);
    if (anew || anew.error().code != ErrorCode::ContentConflict) return anew;
    if (ownEditOf(*entry)) {
        STOA_TRY(PendingDraft merged, buildEditAgain(member, *entry));
        return member.keepDraft(std::move(merged));
    }
    const auto put = onTaskAsItIs(member, draft.transactions.front().payload);
    if (!put) return anew;
    draft.transactions.front().payload = *put;
    return member.keepDraft(std::move(draft));
}

Result<DropDraft::Reply> handle(Member& member, const DropDraft& request)
{
    if (member.drafts.erase(request.draft) != 0) STOA_TRY_VOID(member.giveUpTrial());
    return std::monostate{};
}

Result<ReadDraftSteps::Reply> handle(Member& member, const ReadDraftSteps& request)
{
    STOA_TRY(const PendingDraft* draft, member.draft(request.draft));
    UnsignedSteps unsignedSteps{member.rules.domain, {}, member.ownKey()};
    for (const tx::Transaction& transaction : draft->transactions)
        unsignedSteps.steps.push_back(tx::encodeUnsigned(transaction));
    return unsignedSteps;
}

namespace {

Result<Sent> sendDraft(Member& member, DraftId id,
                       const std::vector<crypto::RecoverableSignature>& signatures)
{
    STOA_TRY(PendingDraft * found, member.draft(id));
    const PendingDraft draft = *found;
    STOA_TRY_VOID(member.checkNumbersAreFree(draft));
    // Who could not open it again would have sealed it for nothing.
    if (draft.sealed) STOA_TRY_VOID(member.keepSealed(*draft.sealed));
    // The gift is locked for whoever has the link: it is not signed away before the link is safe.
    if (!draft.view.link.empty()) STOA_TRY_VOID(keepInvitation(member, draft));
    auto waiting = member.drafts.extract(id); // nobody looks at it any more, unless it fails
    auto sent = member.send(draft, signatures);
    // What the network has refused is signed and in the outbox: it is sent again from there only.
    const sync::OutboxEntry* entry = member.outbox->find(draft.view.digest);
    if (!sent && !entry) {
        waiting.mapped().wasTried = true;
        member.drafts.insert(std::move(waiting));
    }
    if (!sent && entry && sent.error().code == ErrorCode::ContentConflict && pagePutOf(*entry))
        return Error{ErrorCode::ContentConflict, "page"}; // it can be brought together with the newest
    return sent;
}

} // namespace

Result<SignAndSend::Reply> handle(Member& member, const SignAndSend& request)
{
    STOA_TRY(const PendingDraft* draft, member.draft(request.draft));
    std::vector<crypto::RecoverableSignature> signatures;
    if (draft->signature) return sendDraft(member, request.draft, {*draft->signature});
    for (const tx::Transaction& transaction : draft->transactions) {
        STOA_TRY(const auto signature,
                 member.vault->sign(member.ownKey(), tx::digestOf(transaction, member.rules.domain)));
        signatures.push_back(signature);
    }
    return sendDraft(member, request.draft, signatures);
}

Result<SendSigned::Reply> handle(Member& member, const SendSigned& request)
{
    std::vector<crypto::RecoverableSignature> signatures;
    for (const Bytes& bytes : request.signatures) {
        STOA_TRY(const auto signature, crypto::RecoverableSignature::decode(bytes));
        signatures.push_back(signature);
    }
    return sendDraft(member, request.draft, signatures);
}

} // namespace stoa::engine
