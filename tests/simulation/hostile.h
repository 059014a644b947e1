// SPDX-License-Identifier: MIT
// An aggregator that is hostile, and its friends on the main chain: each way of tests/core/ATTACKS.md that is
// open to them. What the contract must refuse and does not, and what must cost a bond and does not, is kept.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>

#include "core/light/header_chain.h"
#include "tests/simulation/fault_plan.h"
#include "tests/simulation/hostile_node.h"
#include "tests/simulation/recomputed.h"
#include "tests/simulation/trace.h"

namespace stoa::test {

class Hostile {
public:
    /// `itsNode`: what members ask who ask this aggregator.
    Hostile(ReorganisingChain& chain, Recomputed& truth, SeededRandom& random, const FaultPlan& plan,
            Trace& trace, HostileNode& itsNode);

    /// One attempt of one kind. `seen`: steps of members that it has heard of.
    void act(const std::vector<Bytes>& seen);
    /// To be called when the main chain may have changed: what has become of the lies. `wasReorganised`: by
    /// itself, so that a lie may be gone without a challenge.
    void watch(bool wasReorganised);

    /// Somebody else has come to what this is against.
    void noticed(Hostility hostility, const std::string& what) { ++m_counts.reached[hostility][what]; }

    const std::string& problem() const { return m_problem; }
    const crypto::KeyPair& key() const { return *m_key; }
    struct Counts {
        std::size_t attempts = 0;
        std::size_t posted = 0;
        std::size_t lies = 0;
        std::size_t slashed = 0;
        std::size_t copied = 0; ///< announcements and challenges of others
        /// How often an attempt came to the very rule that it is against, or to what no rule forbids and
        /// somebody has to notice; by what was tried. Whatever was refused before that is not in it.
        std::map<Hostility, std::map<std::string, std::size_t>> reached;
    };
    const Counts& counts() const { return m_counts; }
    /// No lie is in the chain any more.
    bool isCaught() const { return m_lies.empty(); }

private:
    // Lanes of the friend's in which nothing ever happens: 0 is always the next number there.
    static constexpr std::uint8_t kLateLane = 6;
    static constexpr std::uint8_t kForeignLane = 7;
    struct Lie {
        std::uint64_t number = 0;
        Hash header;
        Address who;
        bool isFirst = false; ///< the batches below it are right
    };
    /// An honest submission of these steps, with the inbox, upon the tip.
    struct Built {
        mainchain::Submission submission;
        std::vector<Bytes> steps; ///< the inbox's, then its own
        state::Tree after;
        std::uint32_t inboxSteps = 0;
    };

    std::uint64_t below(std::uint64_t limit) { return m_random.next() % limit; }
    bool mayPost();
    void renew();
    std::vector<Bytes> ownSteps(std::size_t count);
    std::vector<Bytes> stepsOfMembers();
    Bytes sign(const crypto::KeyPair& key, tx::Payload payload, std::uint32_t nonce);
    static Bytes signFor(const rollup::NetworkDefinition& network, const crypto::KeyPair& key,
                         tx::Payload payload, const tx::Envelope& envelope);
    state::Account accountOf(const Address& who) const;
    Built build(const std::vector<Bytes>& txs);
    rollup::Header headerOf(const mainchain::Submission& submission) const;
    bool submit(const mainchain::Submission& submission, bool isLie, const char* what);
    void reached(const std::string& what) { noticed(m_trying, what); }
    /// What has to refuse: the code, and what it says where one code stands for several rules.
    struct Rule {
        ErrorCode code;
        std::string_view detail = {};
    };
    /// `inTheWay`: refusals that come before the rule; then it was not reached.
    template <typename R>
    void mustFail(const R& result, const Rule& rule, const char* what,
                  std::initializer_list<ErrorCode> inTheWay = {})
    {
        judge(result ? nullptr : &result.error(), rule, what, inTheWay);
    }
    void judge(const Error* refusal, const Rule& rule, const char* what,
               std::initializer_list<ErrorCode> inTheWay);
    void mustRefuse(const mainchain::Submission& submission, const Rule& rule, const char* what);

    void wrongRoot();
    void forgedDeposit();
    void descendants();
    void replay(bool isMalleable);
    void skippedInbox();
    void bentTime();
    void oddBatch();
    void selfChallenge();
    void wrongChallenge();
    void malformedWitness();
    void copiedChallenge();
    void flood();
    void deepKeys();
    void refusedStep();
    void aliasedStep();
    void foreignStep();
    void expiredStep();
    void forbidden(const Bytes& step, ErrorCode rule, const Bytes& allowed, Timestamp time, const char* what);
    void withhold();
    void promise();
    void equivocate(light::HeaderChain& light, const Promises& promises, const Built& other);
    void breakPromise(light::HeaderChain& light, const Promises& promises, const Built& other);
    rollup::SignedHeader promiseOf(const rollup::BlockHeader& parent, const Built& built) const;
    bool follows(light::HeaderChain& light, node::NodeService& node, Seconds later, const char* what);
    void mustNotFollow(light::HeaderChain& light, node::NodeService& node, std::string_view why,
                       const char* what);
    void overhear(const Address& who, const Hash& blind);
    void announced(const Address& who, const Hash& blind, const Result<void>& result);
    void snatch(const Address& who, const mainchain::Challenge& challenge);
    void earlyExit();
    void doubleClaim();
    std::optional<mainchain::Challenge> challengeOf(std::uint64_t number, std::uint32_t step);

    ReorganisingChain& m_chain;
    Recomputed& m_truth;
    SeededRandom& m_random;
    const FaultPlan& m_plan;
    Trace& m_trace;
    HostileNode& m_itsNode;
    std::vector<Bytes> m_heard; ///< steps of members, oldest first
    std::optional<crypto::KeyPair> m_key;
    crypto::KeyPair m_friend;
    Bytes m_late; ///< a step that is held back
    std::vector<Lie> m_lies;
    std::size_t m_honestBefore = 0; ///< batches until a late lie
    /// The newest announcement of somebody else.
    struct Overheard {
        Address who;
        Hash blind;
        Timestamp time = 0;
    };
    std::optional<Overheard> m_overheard;
    bool m_wasThere = false; ///< what somebody is about to announce
    bool m_isCopied = false; ///< the same, by a friend
    Hostility m_trying = Hostility::WrongRoot;
    std::string m_problem;
    Counts m_counts;
};

} // namespace stoa::test
