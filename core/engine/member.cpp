// SPDX-License-Identifier: MIT
#include "core/engine/member.h"

#include <algorithm>

#include "core/base/file_system.h"
#include "core/base/hex.h"
#include "core/content/charter_text.h"
#include "core/content/profile_text.h"
#include "core/content/text_rules.h"
#include "core/crypto/keccak.h"
#include "core/engine/member_keys.h"
#include "core/storage/memory_store.h"

namespace stoa::engine {
namespace {

constexpr std::string_view kContact = "contact/";
constexpr std::string_view kProven = "proven/";

} // namespace

Member::Member(EngineOptions engineOptions, EngineWorld engineWorld, std::function<void(const Event&)> emit)
    : options(std::move(engineOptions))
    , world(engineWorld)
    , m_emit(std::move(emit))
{}

Result<void> Member::open()
{
    if (!fileExists(options.dataFolder)) STOA_TRY_VOID(checkBeginning());
    STOA_TRY(DataFolder opened, DataFolder::open(options.dataFolder));
    folder.emplace(std::move(opened));
    STOA_TRY(store, folder->openStore("member"));
    STOA_TRY(contentBacking, folder->openStore("content"));
    crypto::KdfParameters kdf;
    kdf.memoryKiB = options.kdfMemoryKiB;
    vault.emplace(folder->path(), world.random, kdf);
    return openRest();
}

Result<void> Member::openInMemory(const crypto::Secret& phrase, std::size_t accounts)
{
    STOA_TRY(wallet::Vault keys, wallet::Vault::inMemory(phrase, accounts));
    return openOn(std::make_unique<storage::MemoryStore>(), std::make_unique<storage::MemoryStore>(),
                  std::move(keys));
}

Result<void> Member::openOn(std::unique_ptr<storage::Store> memberStore,
                            std::unique_ptr<storage::Store> contentStore, wallet::Vault keys)
{
    store = std::move(memberStore);
    contentBacking = std::move(contentStore);
    vault.emplace(std::move(keys));
    return openRest();
}

Result<void> Member::openRest()
{
    contents = std::make_unique<content::ContentStore>(*contentBacking, toBytes(viewOf("object/")));
    pages = std::make_unique<content::PageHistory>(*contents, toBytes(viewOf("version/")));
    STOA_TRY(sync::Outbox opened, sync::Outbox::open(*store));
    outbox.emplace(std::move(opened));
    STOA_TRY_VOID(store->iterate(viewOf(kContact), [&](ByteView key, ByteView value) {
        m_contacts[Address::fromPrefix(key.subspan(kContact.size()))] = textOf(value);
        return true;
    }));
    STOA_TRY_VOID(store->iterate(viewOf(kProven), [&](ByteView key, ByteView value) {
        m_proven[state::Key::fromPrefix(key.subspan(kProven.size()))] = toBytes(value);
        return true;
    }));
    STOA_TRY_VOID(loadActsFor());
    STOA_TRY_VOID(openNetwork());
    STOA_TRY_VOID(loadReplicas());
    STOA_TRY_VOID(loadWanted());
    const auto turned = synchronize();
    const bool isMoneyWrong = !turned && turned.error().code == ErrorCode::MoneyMismatch;
    if (isMoneyWrong)
        onlyRead(turned.error());
    else
        STOA_TRY_VOID(turned);
    if ((isOffline || standstill) && !me().isZero()) account(me());
    if (folder && !standstill) STOA_TRY_VOID(folder->markCurrent());
    return {};
}

Result<void> Member::loadReplicas()
{
    std::vector<DacId> followed;
    STOA_TRY_VOID(store->iterate(viewOf(kFollowed), [&](ByteView key, ByteView) {
        followed.push_back(DacId::fromPrefix(key.subspan(kFollowed.size())));
        return true;
    }));
    for (const DacId& dac : followed) {
        light::DacReplica replica(dac);
        STOA_TRY(const auto saved, store->get(keyed(kReplica, dac.bytes)));
        if (saved)
            if (auto decoded = light::DacReplica::decode(dac, *saved)) replica = *std::move(decoded);
        replicas.emplace(dac, std::move(replica));
    }
    return {};
}

Result<void> Member::follow(const DacId& dac)
{
    if (replicas.contains(dac)) return {};
    storage::WriteBatch batch;
    batch.put(keyed(kFollowed, dac.bytes), Bytes{1});
    STOA_TRY_VOID(store->commit(batch));
    replicas.emplace(dac, light::DacReplica(dac));
    m_lastRoot = {}; // ask for it at the next synchronisation
    return {};
}

Result<std::optional<std::string>> Member::setting(std::string_view key)
{
    STOA_TRY(const auto value, store->get(keyed(kSetting, viewOf(key))));
    if (!value) return std::optional<std::string>{};
    return std::optional(std::string(textOf(*value)));
}

Result<crypto::PublicKey> Member::publicKey()
{
    if (const auto key = vault->key(ownKey())) return (*key)->publicKey();
    STOA_TRY(const auto kept, setting("publickey"));
    const auto bytes = kept ? fixedFromHex<crypto::PublicKey>(*kept) : std::nullopt;
    if (!bytes || crypto::addressOf(*bytes) != ownKey()) return ErrorCode::WalletLocked;
    return *bytes;
}

Result<void> Member::keepSetting(std::string_view key, std::string_view value)
{
    storage::WriteBatch batch;
    if (value.empty())
        batch.erase(keyed(kSetting, viewOf(key)));
    else
        batch.put(keyed(kSetting, viewOf(key)), toBytes(viewOf(value)));
    return store->commit(batch);
}

Timestamp Member::now() const
{
    if (local) return local->now();
    if (!info) return world.clock.now();
    if (definition.clockIsSettable) return info->now;
    const Timestamp clock = world.clock.now();
    return info->now + (clock > m_clockAtContact ? clock - m_clockAtContact : 0);
}

Address Member::me() const { return m_actsFor.isZero() ? ownKey() : m_actsFor; }

Result<void> Member::actFor(const Address& account)
{
    const bool isOwn = account == ownKey();
    Bytes both = toBytes(account.bytes);
    append(both, ownKey().bytes);
    STOA_TRY_VOID(keepSetting("acts-for", isOwn ? std::string() : toHex(both)));
    m_actsFor = isOwn ? Address{} : account;
    m_notJoined.clear();
    offers.clear();
    return {};
}

/// Of the wallet that is here: another one would have no key for it.
Result<void> Member::loadActsFor()
{
    STOA_TRY(const auto kept, setting("acts-for"));
    const auto bytes = kept ? fixedFromHex<FixedBytes<40, struct ActsForTag>>(*kept) : std::nullopt;
    if (bytes && Address::fromPrefix(ByteView(bytes->bytes).subspan(20)) == ownKey())
        m_actsFor = Address::fromPrefix(bytes->bytes);
    return {};
}

Address Member::ownKey() const
{
    const auto& addresses = vault->addresses();
    return m_account < addresses.size() ? addresses[m_account] : Address{};
}

const KnownAccount* Member::myAccount() const
{
    const auto found = m_accounts.find(me());
    return found == m_accounts.end() || me().isZero() ? nullptr : &found->second;
}

std::optional<Bytes> Member::record(const state::Key& key)
{
    if (state::spaceOf(key) == state::Space::Company)
        if (const auto* known = replica(state::dacOf(key)); known && !known->isEmpty()) {
            const ByteView* bytes = known->records().get(key);
            return bytes ? std::optional(toBytes(*bytes)) : std::nullopt;
        }
    const auto proof = node->record(key);
    auto checked = proof ? light::checkRecord(*proof, key, definitionHash) : proof.error();
    if (checked)
        if (const auto accepted = headers->accept(*node, proof->head); !accepted) checked = accepted.error();
    if (checked) {
        remember(key, *checked);
        return *checked;
    }
    // Without an answer: what was proved last.
    const auto known = m_proven.find(key);
    return known == m_proven.end() ? std::nullopt : known->second;
}

std::optional<state::Tool> Member::lastTool(const DacId& dac, std::uint16_t tool) const
{
    const auto known = m_proven.find(state::toolKey(dac, tool));
    if (known == m_proven.end() || !known->second) return std::nullopt;
    return state::decodeRecord<state::Tool>(*known->second);
}

void Member::remember(const state::Key& key, const std::optional<Bytes>& record)
{
    std::optional<Bytes>& known = m_proven[key];
    if (known == record) return;
    known = record;
    // My own account has to be known at the next start, too, before any node answers; and what a tool was
    // that is removed, no node says any more.
    const bool isMine = !me().isZero() && key == state::accountKey(me());
    const bool isTool =
        state::spaceOf(key) == state::Space::Company && state::tableOf(key) == state::Table::Tool;
    if (!record || !(isMine || isTool)) return;
    storage::WriteBatch batch;
    batch.put(keyed(kProven, key.bytes), *record);
    (void)store->commit(batch, storage::Durability::Buffered);
}

KnownAccount Member::account(const Address& address)
{
    const auto found = m_accounts.find(address);
    if (found != m_accounts.end()) return found->second;
    const auto bytes = record(state::accountKey(address));
    KnownAccount known;
    if (bytes) {
        if (const auto decoded = state::decodeRecord<state::Account>(*bytes)) {
            known.account = *decoded;
            known.exists = true;
        }
        if (!known.account.profile.isZero())
            if (const auto object = content(known.account.profile))
                if (const auto profile = content::decodeProfileText(textOf(*object)))
                    known.name = profile->name;
    }
    if (!isOffline || (known.exists && address == me())) m_accounts[address] = known; // mine as last known
    return known;
}

light::DacReplica* Member::replica(const DacId& dac)
{
    const auto found = replicas.find(dac);
    return found == replicas.end() ? nullptr : &found->second;
}

Result<light::DacReplica*> Member::company(const DacId& dac)
{
    light::DacReplica* found = replica(dac);
    if (!found || found->isEmpty()) return ErrorCode::NoSuchCompany;
    return found;
}

const PageIndex& Member::pageIndex(const DacId& dac)
{
    PageIndex& index = m_pageIndexes[dac];
    index.update(replicas.at(dac), *pages);
    return index;
}

Result<Bytes> Member::content(const Hash& id)
{
    if (id.isZero()) return ErrorCode::ContentMissing;
    if (auto kept = contents->get(id)) return kept;
    if (!remote) return ErrorCode::ContentMissing;
    const auto fetched = remote->contents({id});
    if (!fetched) return ErrorCode::ContentMissing;
    for (const Bytes& object : *fetched) {
        if (crypto::keccak256(object) != id) continue; // nothing else is kept
        STOA_TRY_VOID(contents->put(object));
        return object;
    }
    return ErrorCode::ContentMissing;
}

FinalityView Member::finalityOfBatch(std::uint64_t batch) const
{
    FinalityView view;
    view.stage = Finality::OnSidechain;
    view.batch = batch;
    if (!headers || batch == 0 || batch > headers->tip()) return view;
    const rollup::Header* header = headers->batch(batch);
    const bool isFinal = batch <= headers->finalBatch();
    if (!isFinal && (!header || !headers->agrees(batch))) return view;
    view.stage = isFinal ? Finality::Final : Finality::InBatch;
    view.isNodesWord = mode == NetworkMode::Remote;
    if (header) view.windowCloses = header->l1Time + definition.window;
    return view;
}

FinalityView Member::finalityOf(const sync::OutboxEntry& entry) const
{
    FinalityView view;
    view.stage = Finality::OnSidechain;
    view.block = entry.block;
    view.batch = entry.batch;
    if (entry.batchHeader.isZero() || !headers || entry.batch > headers->tip()) return view;
    const bool isFinal = entry.batch <= headers->finalBatch();
    const rollup::Header* header = headers->batch(entry.batch);
    // Where the header is no longer kept, it was final before it went.
    if (header && rollup::headerHash(*header) != entry.batchHeader) return view;
    view.stage = isFinal ? Finality::Final : Finality::InBatch;
    view.isNodesWord = mode == NetworkMode::Remote;
    if (header) view.windowCloses = header->l1Time + definition.window;
    return view;
}

FinalityView Member::finalityOfHead() const
{
    if (!info) return {};
    FinalityView view = finalityOfBatch(info->head.header.batch);
    view.block = info->head.header.number;
    return view;
}

PersonView Member::person(const Address& address)
{
    PersonView view;
    view.address = address;
    if (address.isZero()) return view;
    view.isMe = address == me();
    const auto contact = m_contacts.find(address);
    view.isContact = contact != m_contacts.end();
    view.name = view.isContact ? contact->second : account(address).name;
    return view;
}

PersonView Member::party(const tx::Party& party)
{
    const DacId dac = tx::companyOf(party);
    if (dac.isZero()) return person(tx::personOf(party));
    PersonView view;
    view.company = dac;
    view.address = Address::fromPrefix(ByteView(party.bytes).subspan(1));
    view.name = companyName(dac);
    return view;
}

std::string Member::companyName(const DacId& dac)
{
    const auto* known = replica(dac);
    if (!known) return {};
    const auto charter = known->read<state::Charter>(state::charterKey(dac));
    if (!charter) return {};
    const auto object = content(charter->text);
    if (!object) return {};
    const auto text = content::decodeCharterText(textOf(*object));
    return text ? text->name : std::string{};
}

std::string Member::titleOf(const state::Collaboration& collaboration)
{
    const auto object = content(collaboration.statement);
    if (!object) return {};
    const auto statement = content::decodeJobStatement(textOf(*object));
    return statement ? statement->title : std::string{};
}

Result<void> Member::nameContact(const Address& address, const std::string& name)
{
    storage::WriteBatch batch;
    if (name.empty()) {
        batch.erase(keyed(kContact, address.bytes));
        STOA_TRY_VOID(store->commit(batch));
        m_contacts.erase(address);
        return {};
    }
    STOA_TRY(const std::string title, content::checkTitle(name));
    for (const auto& [other, theirs] : m_contacts)
        if (other != address && content::isSameInAnyCase(theirs, title))
            return Error{ErrorCode::AlreadyExists, "contact"};
    batch.put(keyed(kContact, address.bytes), toBytes(viewOf(title)));
    STOA_TRY_VOID(store->commit(batch));
    m_contacts[address] = title;
    return {};
}

std::vector<PersonView> Member::contacts()
{
    std::vector<PersonView> people;
    for (const auto& [address, name] : m_contacts) people.push_back(person(address));
    std::stable_sort(people.begin(), people.end(),
                     [](const PersonView& a, const PersonView& b) { return a.name < b.name; });
    return people;
}

Result<void> checkWritable(const Member& member)
{
    if (member.standstill) return *member.standstill;
    if (member.isReadOnly) return ErrorCode::ReadOnly;
    return {};
}

Result<void> checkMayAct(const Member& member)
{
    STOA_TRY_VOID(checkWritable(member));
    if (member.me().isZero()) return member.vault->exists() ? ErrorCode::BadKeystore : ErrorCode::NoWallet;
    return {};
}

} // namespace stoa::engine
