// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/base/hex.h"
#include "core/content/charter_text.h"
#include "core/content/text_rules.h"
#include "core/engine/handlers.h"
#include "core/mvm/contracts/handlers.h"
#include "core/mvm/contracts/treasury.h"

namespace stoa::engine {
namespace {

Bytes invitationKey(const DacId& dac, const Address& ticket)
{
    Bytes key = toBytes(viewOf("invitation/"));
    append(key, dac.bytes);
    append(key, ticket.bytes);
    return key;
}

std::uint32_t needsMe(Member& member, const DacId& dac)
{
    std::uint32_t count = 0;
    for (const CollaborationView& view : collaborationsOf(member, dac))
        if (view.next.waitsForMe) ++count;
    return count;
}

tx::Role myRoleIn(const Member& member, const light::DacReplica& replica)
{
    const auto mine = replica.read<state::Member>(state::memberKey(replica.dac(), member.me()));
    return mine ? static_cast<tx::Role>(mine->role) : tx::Role::None;
}

MemberView memberViewOf(Member& member, const Address& address, const state::Member& record)
{
    MemberView view;
    view.person = member.person(address);
    view.role = static_cast<tx::Role>(record.role);
    view.since = record.since;
    view.stake = record.stake;
    const state::Account account = member.account(address).account;
    view.settled = account.settled;
    view.lost = account.lost;
    view.late = account.late;
    return view;
}

bool isNamed(std::string_view name, std::string_view wanted)
{
    if (wanted.ends_with(".DAC")) wanted.remove_suffix(4);
    return name == wanted;
}

/// As isNamed, for who types "harbour" and means "Harbour".
bool isNamedInAnyCase(std::string_view name, std::string_view wanted)
{
    const auto lowered = [](std::string_view text) {
        std::string result(text);
        for (char& c : result)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (result.ends_with(".dac")) result.resize(result.size() - 4);
        return result;
    };
    return lowered(name) == lowered(wanted);
}

} // namespace

Result<void> keepInvitation(Member& member, const PendingDraft& draft)
{
    const auto* invite = std::get_if<tx::Invite>(&draft.view.payload);
    if (!invite) return {};
    storage::WriteBatch batch;
    batch.putSecret(invitationKey(invite->dac, invite->ticket), viewOf(draft.view.link));
    return member.store->commit(batch);
}

Result<ListCompanies::Reply> handle(Member& member, const ListCompanies&)
{
    std::vector<DacId> known;
    for (const auto& [dac, replica] : member.replicas)
        if (!replica.isEmpty()) known.push_back(dac);
    std::vector<CompanySummary> list;
    for (const DacId& dac : known) {
        const light::DacReplica& replica = *member.replica(dac);
        CompanySummary summary;
        summary.dac = dac;
        summary.name = member.companyName(dac);
        summary.myRole = myRoleIn(member, replica);
        if (const auto purse = replica.read<state::Purse>(state::purseKey(dac)))
            summary.members = purse->members;
        summary.finality = member.finalityOfBatch(replica.head().header.batch);
        summary.finality.block = replica.head().header.number;
        summary.needsMe = needsMe(member, dac);
        list.push_back(std::move(summary));
    }
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return list;
}

Result<ListOffers::Reply> handle(Member& member, const ListOffers&) { return member.offers; }

Result<FollowCompany::Reply> handle(Member& member, const FollowCompany& request)
{
    STOA_TRY_VOID(checkWritable(member));
    if (request.isWanted)
        STOA_TRY_VOID(member.takeOffer(request.dac));
    else
        STOA_TRY_VOID(member.ignoreOffer(request.dac));
    return std::monostate{};
}

Result<FindCompany::Reply> handle(Member& member, const FindCompany& request)
{
    std::vector<DacId> known;
    for (const auto& [dac, replica] : member.replicas)
        if (!replica.isEmpty()) known.push_back(dac);
    if (request.nameOrId.empty()) {
        if (known.size() != 1) return Error{ErrorCode::NoCompanyChosen, known.empty() ? "none" : "several"};
        return known.front();
    }
    if (request.nameOrId.starts_with("0x")) {
        const auto id = fixedFromHex<DacId>(request.nameOrId);
        if (id && std::find(known.begin(), known.end(), *id) != known.end()) return *id;
        return ErrorCode::NoSuchCompany;
    }
    std::vector<DacId> found;
    for (const DacId& dac : known)
        if (isNamed(member.companyName(dac), request.nameOrId)) found.push_back(dac);
    if (found.empty())
        for (const DacId& dac : known)
            if (isNamedInAnyCase(member.companyName(dac), request.nameOrId)) found.push_back(dac);
    if (found.empty()) return ErrorCode::NoSuchCompany;
    if (found.size() > 1) return ErrorCode::Ambiguous;
    return found.front();
}

Result<ReadCompany::Reply> handle(Member& member, const ReadCompany& request)
{
    STOA_TRY(const light::DacReplica* replica, member.company(request.dac));
    const auto charter = replica->read<state::Charter>(state::charterKey(request.dac));
    const auto purse = replica->read<state::Purse>(state::purseKey(request.dac));
    if (!charter || !purse) return ErrorCode::NoSuchCompany;
    CompanyView view;
    view.dac = request.dac;
    view.terms = *charter;
    if (const auto object = member.content(charter->text))
        if (const auto text = content::decodeCharterText(textOf(*object))) {
            view.name = text->name;
            view.purpose = text->purpose;
        }
    view.arbitrator = member.party(charter->court);
    const Amount spent = mvm::spentOf(*purse, charter->spendLimit, member.now());
    view.spendableNow = std::min(purse->treasury, charter->spendLimit - std::min(spent, charter->spendLimit));
    view.treasury = purse->treasury;
    view.myRole = myRoleIn(member, *replica);
    for (unsigned bit = 0; bit <= static_cast<unsigned>(tx::Permission::Amend); ++bit)
        if (mvm::isPermitted(*charter, static_cast<std::uint8_t>(view.myRole),
                             static_cast<tx::Permission>(bit)))
            view.iMay |= std::uint64_t{1} << bit;
    std::vector<std::pair<Address, state::Member>> members;
    replica->forEach<state::Member>(state::Table::Member,
                                    [&](const state::Key& key, const state::Member& record) {
                                        members.emplace_back(state::addressOf(key), record);
                                    });
    for (const auto& [address, record] : members)
        view.members.push_back(memberViewOf(member, address, record));
    std::stable_sort(view.members.begin(), view.members.end(), [](const MemberView& a, const MemberView& b) {
        return a.role > b.role || (a.role == b.role && a.since < b.since);
    });
    replica->forEach<state::Invite>(state::Table::Invite,
                                    [&](const state::Key& key, const state::Invite& record) {
                                        InviteView invite;
                                        invite.ticket = state::addressOf(key);
                                        invite.role = static_cast<tx::Role>(record.role);
                                        invite.usesLeft = record.uses;
                                        invite.expires = record.expires;
                                        invite.giftLeft = record.gift;
                                        view.invites.push_back(std::move(invite));
                                    });
    for (InviteView& invite : view.invites) {
        STOA_TRY(auto link, member.store->get(invitationKey(request.dac, invite.ticket)));
        if (!link) continue;
        invite.link = textOf(*link);
        crypto::wipe(*link);
    }
    view.records = replica->records().count({});
    view.root = replica->root();
    view.isVerified = replica->records().root() == replica->root();
    view.finality = member.finalityOfBatch(replica->head().header.batch);
    view.finality.block = replica->head().header.number;
    return view;
}

Result<DefaultTerms::Reply> handle(Member& member, const DefaultTerms&)
{
    tx::CharterTerms terms;
    terms.depositShare = 2'000;
    terms.minimumDeposit = 5 * kToken;
    terms.answerPeriod = 7 * kDay;
    terms.reviewPeriod = 7 * kDay;
    terms.challengePeriod = 14 * kDay;
    terms.gracePeriod = 3 * kDay;
    terms.changes = 3;
    terms.objectionPeriod = 7 * kDay;
    terms.votePeriod = 7 * kDay;
    terms.objectionThreshold = 1'000;
    terms.motionBond = 1 * kToken;
    terms.silentLimit = 100 * kToken;
    terms.spendLimit = 500 * kToken;
    terms.tools =
        (1U << static_cast<unsigned>(tx::Tool::Tasks)) | (1U << static_cast<unsigned>(tx::Tool::Wiki));
    const auto bit = [](tx::Permission permission) {
        return std::uint64_t{1} << static_cast<unsigned>(permission);
    };
    terms.memberMask = bit(tx::Permission::Invite) | bit(tx::Permission::PutRecords) |
                       bit(tx::Permission::Propose) | bit(tx::Permission::AcceptOpen);
    terms.arbitratorMask = terms.memberMask;
    terms.officerMask = terms.memberMask | bit(tx::Permission::Spend) | bit(tx::Permission::ChangeRoles);
    terms.slash = 1'000;
    terms.commitPeriod = 5 * kDay;
    terms.revealPeriod = 5 * kDay;
    terms.appealPeriod = 3 * kDay;
    (void)member;
    return terms;
}

Result<ReadInbox::Reply> handle(Member& member, const ReadInbox&)
{
    std::vector<InboxItem> items;
    std::vector<DacId> companies;
    for (const auto& [dac, replica] : member.replicas)
        if (!replica.isEmpty()) companies.push_back(dac);
    for (const DacId& dac : companies) {
        for (const CollaborationView& view : collaborationsOf(member, dac)) {
            if (!view.next.waitsForMe) continue;
            InboxItem item;
            const bool iJudge = view.iAmArbitrator || (view.dispute && view.dispute->iAmJuror);
            item.what = iJudge ? InboxItem::What::Ruling : InboxItem::What::Collaboration;
            item.dac = dac;
            item.object = view.id;
            item.title = view.title;
            item.state = view.state;
            item.with = view.iAmAsker ? view.doer : view.asker;
            item.iAmAsker = view.iAmAsker;
            item.next = view.next;
            items.push_back(std::move(item));
        }
        const auto motions = handle(member, ListMotions{dac});
        for (const MotionView& view : motions ? *motions : std::vector<MotionView>()) {
            if (!view.next.waitsForMe) continue;
            InboxItem item;
            item.what = InboxItem::What::Motion;
            item.dac = dac;
            item.motion = view.id;
            item.title = member.companyName(dac);
            item.with = view.proposer;
            item.next = view.next;
            items.push_back(std::move(item));
        }
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const InboxItem& a, const InboxItem& b) { return a.next.by < b.next.by; });
    std::vector<InboxItem> broken;
    for (const sync::OutboxEntry& entry : member.outbox->entries()) {
        const bool isRolledBack = entry.stage == sync::OutboxEntry::Stage::RolledBack;
        if (!isRolledBack && entry.stage != sync::OutboxEntry::Stage::Refused) continue;
        InboxItem item;
        item.what = isRolledBack ? InboxItem::What::RolledBack : InboxItem::What::Refused;
        item.title = entry.subject;
        item.action = entry.digest;
        item.with = member.person(entry.with);
        broken.push_back(std::move(item));
    }
    items.insert(items.begin(), broken.begin(), broken.end());
    return items;
}

} // namespace stoa::engine
