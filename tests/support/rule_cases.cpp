// SPDX-License-Identifier: MIT
#include "tests/support/rule_cases.h"

#include <algorithm>
#include <limits>

#include "tests/support/kinds.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

constexpr Amount kMost = std::numeric_limits<Amount>::max();

tx::Transfer transfer(Amount amount = kToken) { return {addressOf(kDoer), amount}; }

/// Puts `amount` into an account, whatever it held.
void holds(World& w, std::size_t person, Amount amount)
{
    state::Account account = w.account(person);
    account.balance = amount;
    w.place(state::accountKey(addressOf(person)), account);
}

} // namespace

RuleCases stepRules()
{
    const auto ok = std::nullopt;
    return {
        {"Step", "no bytes", ErrorCode::WrongLength, [](World&) { return Step{}; }},
        {"Step", "a kind that does not exist", ErrorCode::UnknownKind,
         [](World&) {
             return Step{{0x7f, 1, 2}};
         }},
        {"Step", "more than 1024 bytes", ErrorCode::TooLarge, [](World&) { return Step{Bytes(1025, 0x10)}; }},
        {"Step", "a byte too few", ErrorCode::WrongLength,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = w.by(kAsker, transfer());
             step.bytes.pop_back();
             return step;
         }},
        {"Step", "a byte too many", ErrorCode::WrongLength,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = w.by(kAsker, transfer());
             step.bytes.push_back(27);
             return step;
         }},
        {"Step", "a signed step from the inbox without Force", ErrorCode::WrongOrigin,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = w.by(kAsker, transfer());
             step.fromInbox = true;
             return step;
         }},
        {"Step", "in the last second of its validity", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.envelope.validUntil = w.now;
             return Step{w.sign(t, kAsker)};
         }},
        {"Step", "a second after its validity", ErrorCode::Expired,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.envelope.validUntil = w.now - 1;
             return Step{w.sign(t, kAsker)};
         }},
        {"Step", "a signature of no form", ErrorCode::BadSignature,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = w.by(kAsker, transfer());
             step.bytes.back() = 26;
             return step;
         }},
        {"Step", "a signature of nobody", ErrorCode::BadSignature,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = w.by(kAsker, transfer());
             std::fill(step.bytes.end() - 65, step.bytes.end() - 1, std::uint8_t{0});
             return step;
         }},
        {"Step", "a signature by somebody else", ErrorCode::WrongSigner,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return Step{w.sign(w.transaction(kAsker, transfer()), kOutsider)};
         }},
        {"Step", "signed for another network", ErrorCode::WrongSigner,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.signature = keyOf(kAsker).sign(tx::digestOf(t, contentOf("another network")));
             return Step{tx::encode(t)};
         }},
        {"Step", "signed by the account's controller", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             state::Account account = w.account(kAsker);
             account.controller = addressOf(kOutsider);
             w.place(state::accountKey(addressOf(kAsker)), account);
             return Step{w.sign(w.transaction(kAsker, transfer()), kOutsider)};
         }},
        {"Step", "signed by the key that a controller has replaced", ErrorCode::WrongSigner,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             state::Account account = w.account(kAsker);
             account.controller = addressOf(kOutsider);
             w.place(state::accountKey(addressOf(kAsker)), account);
             return w.by(kAsker, transfer());
         }},
        {"Step", "a nonce that was used", ErrorCode::WrongNonce,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             const Step step = w.by(kAsker, transfer());
             w.must(w.apply(step), "the first time");
             return step;
         }},
        {"Step", "a nonce that is not due", ErrorCode::WrongNonce,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.envelope.nonce = 1;
             return Step{w.sign(t, kAsker)};
         }},
        {"Step", "the first nonce of the last lane", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             w.must(w.send(kAsker, transfer()), "a step of lane 0");
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.envelope.lane = 7;
             t.envelope.nonce = 0;
             return Step{w.sign(t, kAsker)};
         }},
        {"Step", "a lane that does not exist", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, transfer());
             t.envelope.lane = 8;
             return Step{w.sign(t, kAsker)};
         }},
        {"Step", "the last nonce of a lane is never used", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             state::Account account = w.account(kAsker);
             account.setNonce(0, std::numeric_limits<std::uint32_t>::max());
             w.place(state::accountKey(addressOf(kAsker)), account);
             return w.by(kAsker, transfer());
         }},
        {"Step", "the fee is not there", ErrorCode::InsufficientBalance,
         [](World& w) {
             w.money(kAsker, kToken + tx::Transfer::kFee - 1);
             return w.by(kAsker, transfer());
         }},
        {"Step", "the aggregator cannot hold the fee", ErrorCode::AmountOverflow,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             holds(w, kAggregator, kMost - tx::Transfer::kFee + 1);
             return w.by(kAsker, transfer());
         }},
        {"Step", "the aggregator is the sender", ok,
         [](World& w) {
             w.money(kAsker, kToken + tx::Transfer::kFee);
             w.aggregator = addressOf(kAsker);
             return w.by(kAsker, transfer());
         }},
    };
}

RuleCases accountRules()
{
    const auto ok = std::nullopt;
    return {
        {"Deposit", "arrives", ok,
         [](World&) {
             return World::unsignedStep(tx::Deposit{0, addressOf(kAsker), 5 * kToken});
         }},
        {"Deposit", "is added to what is there", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return World::unsignedStep(tx::Deposit{1, addressOf(kAsker), 1});
         }},
        {"Deposit", "by position, not by anybody", ErrorCode::WrongOrigin,
         [](World&) {
             Step step = World::unsignedStep(tx::Deposit{0, addressOf(kAsker), 5 * kToken});
             step.fromInbox = false;
             return step;
         }},
        {"Deposit", "more than an account can hold", ErrorCode::AmountOverflow,
         [](World& w) {
             holds(w, kAsker, kMost);
             return World::unsignedStep(tx::Deposit{0, addressOf(kAsker), 1});
         }},

        {"Force", "a signed step", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return World::forced(w.by(kAsker, transfer()));
         }},
        {"Force", "an unsigned step", ok,
         [](World& w) {
             const Job job = w.jobIn(state::CollaborationState::ToBeAllocated);
             w.now = w.collaboration(job).deadline;
             return World::forced(World::unsignedStep(World::payout(job)));
         }},
        {"Force", "what an aggregator cannot include by itself", ErrorCode::WrongOrigin,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             Step step = World::forced(w.by(kAsker, transfer()));
             step.fromInbox = false;
             return step;
         }},
        {"Force", "makes no money", ErrorCode::WrongOrigin,
         [](World&) {
             return World::forced(World::unsignedStep(tx::Deposit{0, addressOf(kAsker), 5 * kToken}));
         }},
        {"Force", "not within another", ErrorCode::WrongOrigin,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return World::forced(World::forced(w.by(kAsker, transfer())));
         }},
        {"Force", "nothing at all", ErrorCode::WrongLength, [](World&) { return World::forced(Step{}); }},
        {"Force", "the inner step's own refusal", ErrorCode::WrongNonce,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             const Step step = w.by(kAsker, transfer());
             w.must(w.apply(step), "the first time");
             return World::forced(step);
         }},

        {"Transfer", "moves money", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             w.money(kDoer, kToken);
             return w.by(kAsker, transfer());
         }},
        {"Transfer", "to an account that was not there", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, transfer());
         }},
        {"Transfer", "all that is left after the fee", ok,
         [](World& w) {
             w.money(kAsker, kToken + tx::Transfer::kFee);
             return w.by(kAsker, transfer());
         }},
        {"Transfer", "to oneself", ok,
         [](World& w) {
             w.money(kAsker, kToken + tx::Transfer::kFee);
             return w.by(kAsker, tx::Transfer{addressOf(kAsker), kToken});
         }},
        {"Transfer", "to oneself what is not there", ErrorCode::InsufficientBalance,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Transfer{addressOf(kAsker), 5 * kToken + 1});
         }},
        {"Transfer", "nothing", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, transfer(0));
         }},
        {"Transfer", "to nobody", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Transfer{{}, kToken});
         }},
        {"Transfer", "one gwei more than there is", ErrorCode::InsufficientBalance,
         [](World& w) {
             w.money(kAsker, kToken - 1);
             return w.by(kAsker, transfer());
         }},
        {"Transfer", "more than the other account can hold", ErrorCode::AmountOverflow,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             holds(w, kDoer, kMost - kToken + 1);
             return w.by(kAsker, transfer());
         }},

        {"Withdraw", "leaves a record of it", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Withdraw{addressOf(kOutsider), kToken});
         }},
        {"Withdraw", "nothing", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Withdraw{addressOf(kOutsider), 0});
         }},
        {"Withdraw", "to nobody", ErrorCode::OutOfRange,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Withdraw{{}, kToken});
         }},
        {"Withdraw", "one gwei more than there is", ErrorCode::InsufficientBalance,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::Withdraw{addressOf(kOutsider), 5 * kToken + 1});
         }},
        {"Withdraw", "one whose id is taken", ErrorCode::AlreadyExists,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             const Step step = w.by(kAsker, tx::Withdraw{addressOf(kOutsider), kToken});
             const Hash digest = tx::digestOf(*tx::decode(step.bytes), w.rules.domain);
             w.place(state::withdrawalKey(tx::objectIdOf(digest)), state::Withdrawal{addressOf(kDoer), 1});
             return step;
         }},

        {"SetProfile", "publishes one's own key", ok,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             const ByteView key = keyOf(kAsker).publicKey().bytes;
             return w.by(kAsker, tx::SetProfile{Hash::fromPrefix(key.first(32)),
                                                Hash::fromPrefix(key.subspan(32)), contentOf("profile")});
         }},
        {"SetProfile", "not somebody else's key", ErrorCode::BadPublicKey,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             const ByteView key = keyOf(kDoer).publicKey().bytes;
             return w.by(kAsker, tx::SetProfile{Hash::fromPrefix(key.first(32)),
                                                Hash::fromPrefix(key.subspan(32)), contentOf("profile")});
         }},
    };
}

RuleCases lengthRules(const RuleCases& others)
{
    RuleCases rules;
    forEachKind([&]<typename T>(const T&) {
        const auto isAccepted = [](const RuleCase& each) { return each.kind == T::kName && !each.refusal; };
        const auto found = std::ranges::find_if(others, isAccepted);
        if (found == others.end()) return; // RulesTest::everyKindHasRules complains
        const auto spoilt = [&](const char* name, auto spoil) {
            rules.push_back(
                {std::string(T::kName), name, ErrorCode::WrongLength, [make = found->make, spoil](World& w) {
                     Step step = make(w);
                     spoil(step.bytes);
                     return step;
                 }});
        };
        if constexpr (requires { T::kTailName; }) {
            constexpr bool kIsSigned = T::kOrigin == tx::Origin::Signed;
            constexpr std::size_t kLeast = 1 + widthOfFields<T>() +
                                           (kIsSigned ? widthOfFields<tx::Envelope>() : 0) +
                                           (kIsSigned ? crypto::RecoverableSignature::kSize : 0);
            spoilt("a byte fewer than its fields have", [](Bytes& bytes) { bytes.resize(kLeast - 1); });
        } else {
            spoilt("a byte too few", [](Bytes& bytes) { bytes.pop_back(); });
            spoilt("a byte too many", [](Bytes& bytes) { bytes.push_back(27); });
        }
    });
    return rules;
}

const RuleCases& allRules()
{
    static const RuleCases all = [] {
        RuleCases rules;
        for (const auto& each :
             {stepRules(),          signatureRules(), accountRules(), companyRules(), proposalRules(),
              collaborationRules(), settleRules(),    disputeRules(), recordRules(),  actRules(),
              motionRules(),        agreementRules(), partyRules(),   sidesRules(),   judgesRules(),
              restRules(),          panelRules(),     verdictRules(), borderRules(),  edgeRules(),
              widthRules()})
            rules.insert(rules.end(), each.begin(), each.end());
        const RuleCases lengths = lengthRules(rules);
        rules.insert(rules.end(), lengths.begin(), lengths.end());
        return rules;
    }();
    return all;
}

} // namespace stoa::test
