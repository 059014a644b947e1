// SPDX-License-Identifier: MIT
// What a hostile aggregator's node tells a light client: it withholds, it promises two things in one place,
// and what is posted is not what it has promised. Asked without a network in between, so that each comes to
// its very rule.
#include "core/crypto/keccak.h"
#include "core/engine/member.h"
#include "core/light/inclusion.h"
#include "tests/simulation/hostile.h"
#include "tests/support/lying_node.h"

namespace stoa::test {

using light::HeaderChain;

namespace {

constexpr ErrorCode kNoProof = ErrorCode::ProofFailed;
/// Nothing of this kind is said while a node answers.
constexpr std::initializer_list<ErrorCode> kNoAnswer = {ErrorCode::Offline, ErrorCode::StoreUnavailable,
                                                        ErrorCode::DiskFull, ErrorCode::Busy};

std::vector<Hash> hashesOf(const std::vector<Bytes>& steps)
{
    std::vector<Hash> hashes;
    for (const Bytes& step : steps) hashes.push_back(crypto::keccak256(step));
    return hashes;
}

/// The block that ends that batch, among the newest ones of the node.
std::optional<rollup::BlockHeader> endOf(const rollup::Header& batch, node::NodeService& node,
                                         std::uint64_t newest)
{
    const std::uint64_t from = newest > rollup::kMaxBatchSteps ? newest - rollup::kMaxBatchSteps : 1;
    const auto list = node.blocks(from, rollup::kMaxBatchSteps + 1);
    if (!list) return std::nullopt;
    for (const rollup::SignedHeader& each : *list) {
        const rollup::BlockHeader& block = each.header;
        if (block.batch == batch.number && block.firstStep + block.steps == batch.steps &&
            block.postRoot == batch.postRoot)
            return block;
    }
    return std::nullopt;
}

} // namespace

/// `later`: by so much the clocks of both have gone on.
bool Hostile::follows(HeaderChain& light, node::NodeService& node, Seconds later, const char* what)
{
    auto info = node.info();
    if (!info) return false;
    info->now += later;
    const auto followed = light.follow(node, *info, m_chain.time() + later);
    if (!followed && engine::isOfLies(followed.error().code))
        m_problem = std::string("a light client does not follow ") + what + ": " + followed.error().detail;
    return followed && !light.isBehind();
}

void Hostile::mustNotFollow(HeaderChain& light, node::NodeService& node, std::string_view why,
                            const char* what)
{
    const auto info = node.info();
    if (info) mustFail(light.follow(node, *info, m_chain.time()), {kNoProof, why}, what, kNoAnswer);
}

/// Whoever begins and is not shown everything takes nothing for known.
void Hostile::withhold()
{
    LyingNode hiding(m_itsNode.honest());
    const auto info = hiding.info();
    HeaderChain known(m_chain.definition());
    if (!info || info->tipBatch == 0 || info->head.header.number == 0) return;
    if (!follows(known, hiding, 0, "an honest node")) return;
    HeaderChain light(m_chain.definition());
    switch (below(4)) {
    case 0:
        hiding.onBatches = [](auto& list) { list.clear(); };
        return mustNotFollow(light, hiding, "batches are missing", "a node that withholds batches");
    case 1:
        hiding.onBlocks = [](auto& list) { list.clear(); };
        return mustNotFollow(light, hiding, "the beginning of the head's batch",
                             "a node that withholds blocks");
    case 2:
        hiding.onEvents = [](auto& list) { list.clear(); };
        return mustNotFollow(light, hiding,
                             info->rollbacks != 0 ? "events and number of rollbacks"
                                                  : "a batch of somebody who was not bonded",
                             "a node that withholds events");
    default: {
        auto steps = hiding.batchSteps(info->tipBatch);
        const rollup::Header* header = known.batch(info->tipBatch);
        if (!steps || !header) return;
        steps->steps.pop_back();
        return mustFail(light::checkSteps(*steps, *header), {kNoProof, "steps of a batch"},
                        "a node that withholds a step");
    }
    }
}

/// The first block of the next batch, of all its steps at once.
rollup::SignedHeader Hostile::promiseOf(const rollup::BlockHeader& parent, const Built& built) const
{
    const Hash definition = m_chain.definition().hash();
    Bytes hashes;
    for (const Hash& hash : hashesOf(built.steps)) append(hashes, hash.bytes);
    rollup::BlockHeader block;
    block.number = parent.number + 1;
    block.parent = rollup::blockHash(parent, definition);
    block.batch = built.submission.parent.number + 1;
    block.steps = static_cast<std::uint32_t>(built.steps.size());
    block.stepsHash = crypto::keccak256(hashes);
    block.preRoot = built.submission.parent.postRoot;
    block.postRoot = built.submission.roots.back();
    block.time = built.submission.time;
    block.aggregator = m_key->address();
    return {block, m_key->sign(rollup::blockHash(block, definition))};
}

/// Two blocks of one parent, each of steps that could be run and each signed with the key that has a bond. A
/// light client believes the first, as a promise.
void Hostile::promise()
{
    const bool isBroken = m_trying == Hostility::BrokenPromise;
    if (!mayPost()) return;
    const auto account = m_chain.account(m_key->address());
    if (!account || account->bond == 0 || account->isSlashed != 0) return;
    node::NodeService& honest = m_itsNode.honest();
    HeaderChain light(m_chain.definition());
    if (!follows(light, honest, 0, "an honest node")) return;
    const std::uint64_t tip = light.tip();
    if (tip == 0 || tip != m_chain.tip() || !light.agrees(tip)) return;
    const auto parent = endOf(*light.batch(tip), honest, light.head().header.number);
    if (!parent) return;
    const Built one = build(ownSteps(1));
    const Built other = build(ownSteps(2));
    const Promises promises{promiseOf(*parent, one), promiseOf(*parent, other)};
    m_itsNode.promise(promises);

    PromisingNode node(honest, promises.one);
    if (!follows(light, node, 0, "a promise of somebody with a bond")) return;
    if (light.head().header != promises.one.header)
        m_problem = "a light client has another head than it says";
    if (isBroken)
        breakPromise(light, promises, other);
    else
        equivocate(light, promises, other);
}

/// Nobody believes both: not at once, not by a proof, not one behind the other. It costs no bond.
void Hostile::equivocate(HeaderChain& light, const Promises& promises, const Built& other)
{
    node::NodeService& honest = m_itsNode.honest();
    PromisingNode node(honest, promises.one);
    node.named = promises.other;
    mustNotFollow(light, node, "another head", "a node that shows one promise and names another");
    node.shown = promises.other;
    mustFail(light.accept(node, promises.other), {kNoProof, "an older or another head"},
             "a proof under the other promise");
    const node::BlockSteps steps{promises.other, hashesOf(other.steps)};
    mustFail(light::checkSteps(steps, light), {kNoProof, "steps of a block"}, "steps of the other promise");

    if (!follows(light, node, 0, "the other promise alone")) return;
    if (!light.contains(promises.other.header) || light.contains(promises.one.header))
        m_problem = "a light client believes two promises of one parent";
    reached("the other promise in the first one's place");
    if (!follows(light, honest, 0, "an honest node after two promises")) return;
    if (light.contains(promises.one.header) || light.contains(promises.other.header))
        m_problem = "a light client believes a promise and what stands in its place";
    reached("no promise any more");
}

/// What is posted counts. Whoever goes on showing the promise is not believed that the batch is final.
void Hostile::breakPromise(HeaderChain& light, const Promises& promises, const Built& other)
{
    node::NodeService& honest = m_itsNode.honest();
    if (!submit(other.submission, false, "a batch that breaks a promise")) return;
    const std::uint64_t number = promises.one.header.batch;
    const Seconds window = m_chain.definition().window + 1;
    PromisingNode node(honest, promises.one);
    if (!follows(light, node, 0, "a promise that was broken") || light.tip() != number) return;
    if (light.agrees(number)) m_problem = "a light client does not notice that a promise was broken";
    if (!follows(light, node, window, "a promise that was broken, later")) return;
    if (light.finalBatch() >= number) m_problem = "a batch is final that breaks a promise";
    reached("a batch that breaks a promise");
    // And what was promised to nobody becomes final.
    if (!follows(light, honest, window, "an honest node after a broken promise")) return;
    if (light.head().header.batch < number) return; // it cannot build upon it just now
    if (!light.agrees(number) || light.finalBatch() != number)
        m_problem = "a light client believes a broken promise for ever";
    reached("what is posted in a promise's place");
}

} // namespace stoa::test
