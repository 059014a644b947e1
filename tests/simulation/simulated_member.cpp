// SPDX-License-Identifier: MIT
#include "tests/simulation/simulated_member.h"

#include <utility>

#include "tests/simulation/trace.h"

namespace stoa::test {

using engine::PendingDraft;
using sync::OutboxEntry;

namespace {

bool isOfDisk(ErrorCode code) { return code == ErrorCode::StoreUnavailable || code == ErrorCode::DiskFull; }

} // namespace

SimulatedMember::SimulatedMember(std::size_t person, Messages& messages, std::string server,
                                 SeededRandom& random, Timestamp now, std::uint64_t seed, bool isOnLevelDb)
    : m_person(person)
    , m_random(random)
    , m_line(messages, "member " + std::to_string(person), std::move(server))
    , m_clock(now)
    , m_seed(seed)
    , m_isOnLevelDb(isOnLevelDb)
    , m_volume(std::make_unique<Volume>(seed, isOnLevelDb))
    , m_contentVolume(std::make_unique<Volume>(seed + 1, isOnLevelDb))
{}

bool SimulatedMember::start()
{
    if (m_member) return true;
    auto store = m_volume->open();
    auto contentStore = m_contentVolume->open();
    if (!store || !contentStore) return false;
    engine::EngineOptions options;
    options.nodeUrl = "http://node:1/";
    options.roles = engine::NodeRoles{};
    options.manualTicks = true;
    m_member = std::make_unique<engine::Member>(options, engine::EngineWorld{m_clock, m_random, &m_line},
                                                [](const engine::Event&) {});
    std::vector<crypto::KeyPair> keys;
    keys.push_back(*crypto::KeyPair::fromSecret(crypto::Secret32(keyOf(m_person).secret().view())));
    const auto opened =
        m_member->openOn(*std::move(store), *std::move(contentStore), wallet::Vault::ofKeys(std::move(keys)));
    if (!opened) m_member.reset();
    return opened.has_value();
}

void SimulatedMember::powerIsBack()
{
    m_member.reset();
    if (m_isForgetful) m_volume = std::make_unique<Volume>(m_seed, m_isOnLevelDb);
    for (Volume* volume : volumes()) volume->powerIsBack();
    m_final = 0; // what it knew may be older than what it showed
}

Result<void> SimulatedMember::synchronize()
{
    if (!start()) return ErrorCode::Offline;
    const auto done = m_member->synchronize();
    if (!done) return done;
    for (auto& [digest, isGone] : m_denied)
        if (!shown(digest)) isGone = true;
    return done;
}

const OutboxEntry* SimulatedMember::shown(const Hash& digest) const
{
    const auto& replaced = m_member->outbox->replaced();
    Hash at = digest;
    for (auto next = replaced.find(at); next != replaced.end(); next = replaced.find(at)) at = next->second;
    return m_member->outbox->find(at);
}

void SimulatedMember::answered(const std::vector<Hash>& digests, const Result<void>& sent)
{
    for (const Hash& digest : digests) {
        if (sent) m_promised.insert(digest);
        if (sent || !isOfDisk(sent.error().code)) {
            m_denied.erase(digest);
            continue;
        }
        if (shown(digest)) continue; // the person sees that it is there all the same
        m_denied[digest] = false;
        ++m_deniedOnce;
    }
}

void SimulatedMember::follow(const DacId& dac)
{
    m_followed.insert(dac);
    if (m_member) (void)m_member->follow(dac);
}

Result<Hash> SimulatedMember::act(tx::Payload payload)
{
    if (!start()) return ErrorCode::Offline;
    for (const DacId& dac : m_followed) (void)m_member->follow(dac);
    // As before everything that is prepared. Somebody with a full disk tries all the same.
    const auto looked = synchronize();
    if (!looked && m_random.next() % 2 == 0) return looked.error();
    PendingDraft draft;
    draft.view.dac = engine::dacOf(payload);
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    draft.transactions.push_back(std::move(transaction));
    STOA_TRY(const engine::Draft kept, m_member->keepDraft(std::move(draft)));
    if (std::exchange(m_failsNextAction, false)) m_volume->failNext();
    const auto sent = engine::handle(*m_member, engine::SignAndSend{kept.id});
    answered(sent ? sent->ids : std::vector<Hash>{kept.digest},
             sent ? Result<void>() : Result<void>(sent.error()));
    if (!sent) return sent.error();
    return sent->ids.front();
}

Bytes SimulatedMember::sign(tx::Payload payload, std::uint32_t nonceAfter)
{
    tx::Transaction transaction;
    transaction.payload = std::move(payload);
    if (tx::originOf(transaction.payload) == tx::Origin::Signed) {
        const auto* mine = m_member ? m_member->myAccount() : nullptr;
        transaction.envelope.from = addressOf(m_person);
        transaction.envelope.nonce = (mine ? mine->account.nonce(0) : 0) + nonceAfter;
        transaction.envelope.validUntil = m_clock.now() + kDay;
        const Hash domain = m_member ? m_member->rules.domain : Hash{};
        transaction.signature = keyOf(m_person).sign(tx::digestOf(transaction, domain));
    }
    return tx::encode(transaction);
}

void SimulatedMember::tidyUp()
{
    if (!start()) return;
    std::vector<Hash> done;
    for (const OutboxEntry& entry : m_member->outbox->entries())
        if (entry.stage == OutboxEntry::Stage::RolledBack || entry.stage == OutboxEntry::Stage::Refused)
            done.push_back(entry.digest);
    for (const Hash& digest : done) {
        const OutboxEntry* entry = m_member->outbox->find(digest);
        if (!entry) continue;
        const auto again = engine::handle(*m_member, engine::PrepareResend{digest});
        if (again) {
            const auto sent = engine::handle(*m_member, engine::SignAndSend{again->id});
            answered(sent ? sent->ids : std::vector<Hash>{again->digest},
                     sent ? Result<void>() : Result<void>(sent.error()));
        } else if (again.error().code != ErrorCode::Offline) {
            // The person gives it up, knowing that it has not happened.
            const auto dropped = engine::handle(*m_member, engine::DropAction{digest});
            if (dropped || isOfDisk(dropped.error().code)) m_dropped.insert(digest);
        }
    }
}

bool SimulatedMember::waits() const
{
    if (!m_member) return true;
    for (const OutboxEntry& entry : m_member->outbox->entries())
        if (entry.stage == OutboxEntry::Stage::Waiting) return true;
    return false;
}

std::string SimulatedMember::waitingText(const state::Tree& tree)
{
    if (!m_member) return {};
    const ByteView* record = tree.get(state::accountKey(addressOf(m_person)));
    const auto account = record ? state::decodeRecord<state::Account>(*record) : std::nullopt;
    for (const OutboxEntry& entry : m_member->outbox->entries()) {
        if (entry.stage != OutboxEntry::Stage::Waiting) continue;
        const auto step = tx::decode(entry.step);
        const auto status = m_member->node->status({entry.digest});
        std::string text = std::string(tx::nameOf(step->payload)) + " " + shortOf(entry.digest) + ", nonce " +
                           std::to_string(step->envelope.nonce) + ", next is " +
                           std::to_string(account ? account->nonce(0) : 0) + ", its node says ";
        text += status ? std::to_string(static_cast<int>(status->front().stage)) + " in batch " +
                             std::to_string(status->front().batch)
                       : std::string(stoa::name(status.error().code));
        if (m_member->nodeProblem) text += ", " + std::string(stoa::name(*m_member->nodeProblem));
        return text;
    }
    return {};
}

std::string SimulatedMember::check(const std::map<Hash, std::uint64_t>& accepted)
{
    for (const auto& [digest, isGone] : m_denied)
        if (isGone && !m_dropped.contains(digest) && accepted.contains(digest))
            return name() + ": " + shortOf(digest) + " was said not to be saved, and it has happened";
    if (!m_member) return {};
    const auto& replaced = m_member->outbox->replaced();
    for (const Hash& digest : m_promised) {
        Hash at = digest;
        for (auto next = replaced.find(at); next != replaced.end(); next = replaced.find(at))
            at = next->second;
        if (m_dropped.contains(at) || m_member->outbox->find(at)) continue;
        return name() + ": the acknowledged action " + shortOf(digest) + " is lost";
    }
    for (const auto& [digest, isGone] : m_denied)
        if (isGone && shown(digest))
            return name() + ": " + shortOf(digest) + " was said not to be saved, and turns up later";
    const std::uint64_t final = m_member->headers->finalBatch();
    if (final < m_final && !m_member->isOffline) return name() + ": a final batch is final no more";
    m_final = std::max(m_final, final);
    return {};
}

} // namespace stoa::test
