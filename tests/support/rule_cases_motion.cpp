// SPDX-License-Identifier: MIT
// The rules of motions, and of tools that a company installs.
#include <limits>

#include "tests/support/company_world.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

constexpr Amount kMost = std::numeric_limits<Amount>::max();
constexpr auto kOk = std::nullopt;

/// What a rule about a motion has at hand.
struct Put {
    World& w;
    DacId dac;
    tx::MotionId id;
    tx::Payload act;

    state::Motion motion() const { return motionOf(w, dac, id); }
    void vote(std::size_t person, tx::Side side) const
    {
        w.must(w.send(person, voteOn(dac, id, side)), "voting");
    }
    tx::EnactMotion enact() const { return enactment(dac, id, act); }
};

using MakeAct = std::function<tx::Payload(const DacId&)>;

const MakeAct kSmallSpending = [](const DacId& dac) { return spending(dac, 20 * kToken, true); };
const MakeAct kLargeSpending = [](const DacId& dac) { return spending(dac, 20 * kToken + 1, true); };
const MakeAct kNewFounder = [](const DacId& dac) { return roleChange(dac, kAsker, tx::Role::Founder, true); };

/// A step about a motion of kAsker's, by `person`.
template <typename Make>
RuleCase onMotion(const char* kind, const char* name, std::optional<ErrorCode> refusal, const MakeAct& act,
                  std::size_t person, Make make, const tx::CreateDac& terms = governedTerms())
{
    return {kind, name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w, terms);
                const tx::Payload payload = act(dac);
                const Put put{w, dac, putMotion(w, payload), payload};
                auto step = make(put);
                if constexpr (std::is_same_v<decltype(step), tx::Settle>)
                    return World::unsignedStep(step);
                else
                    return w.by(person, std::move(step));
            }};
}

RuleCases voteRules()
{
    using tx::Side;
    const auto vote = [](Side side) {
        return [side](const Put& put) { return voteOn(put.dac, put.id, side); };
    };
    tx::CreateDac byStake = governedTerms();
    byStake.weightRule = 1;
    return {
        onMotion("Vote", "for it", kOk, kSmallSpending, kDoer, vote(Side::For)),
        onMotion("Vote", "against it, by who has put it", kOk, kSmallSpending, kAsker, vote(Side::Against)),
        onMotion("Vote", "with the weight of a stake", kOk, kSmallSpending, kFounder, vote(Side::For),
                 byStake),
        onMotion("Vote", "in the last second", kOk, kLargeSpending, kDoer,
                 [](const Put& put) {
                     put.w.now = put.motion().decideBy - 1;
                     return voteOn(put.dac, put.id, Side::For);
                 }),
        onMotion("Vote", "when it is decided", ErrorCode::TooLate, kLargeSpending, kDoer,
                 [](const Put& put) {
                     put.w.now = put.motion().decideBy;
                     return voteOn(put.dac, put.id, Side::For);
                 }),
        onMotion("Vote", "when it has passed by silence", ErrorCode::TooLate, kSmallSpending, kDoer,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     return voteOn(put.dac, put.id, Side::Against);
                 }),
        onMotion("Vote", "on what somebody objects to", kOk, kSmallSpending, kDoer,
                 [](const Put& put) {
                     put.vote(kFounder, Side::Against);
                     put.w.now = put.motion().objectBy;
                     return voteOn(put.dac, put.id, Side::For);
                 }),
        onMotion("Vote", "twice", ErrorCode::AlreadyVoted, kSmallSpending, kDoer,
                 [](const Put& put) {
                     put.vote(kDoer, Side::For);
                     return voteOn(put.dac, put.id, Side::Against);
                 }),
        onMotion("Vote", "by somebody outside", ErrorCode::NotAMember, kSmallSpending, kArbitrator,
                 vote(Side::For)),
        onMotion("Vote", "for a side that does not exist", ErrorCode::OutOfRange, kSmallSpending, kDoer,
                 vote(static_cast<Side>(3))),
        onMotion("Vote", "on no motion", ErrorCode::NoSuchMotion, kSmallSpending, kDoer,
                 [](const Put& put) { return voteOn(put.dac, {}, Side::For); }),
        onMotion("Vote", "by who came in the same second", ErrorCode::NotEntitled, kSmallSpending,
                 kArbitrator,
                 [](const Put& put) {
                     put.w.join(put.dac, kArbitrator);
                     return voteOn(put.dac, put.id, Side::For);
                 }),
        onMotion("Vote", "by who has changed the stake since", ErrorCode::NotEntitled, kSmallSpending, kDoer,
                 [](const Put& put) {
                     put.w.must(put.w.send(kDoer, tx::ChangeStake{put.dac, kToken}), "changing the stake");
                     return voteOn(put.dac, put.id, Side::For);
                 }),
    };
}

RuleCases puttingRules()
{
    return {
        onMotion("SpendTreasury", "a second motion of one's own", ErrorCode::MotionOpen, kSmallSpending,
                 kAsker, [](const Put& put) { return spending(put.dac, kToken, true); }),
        onMotion("SpendTreasury", "a motion after the last one was closed", kOk, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().decideBy + 7 * kDay;
                     put.w.must(put.w.sendUnsigned(motionPayout(put.dac, put.id)), "closing");
                     return spending(put.dac, kToken, true);
                 }),
        onMotion("SpendTreasury", "a motion by somebody outside", ErrorCode::NotAMember, kSmallSpending,
                 kArbitrator, [](const Put& put) { return spending(put.dac, kToken, true); }),
        onMotion("SpendTreasury", "a motion without the bond", ErrorCode::InsufficientBalance, kSmallSpending,
                 kDoer,
                 [](const Put& put) {
                     const Amount spare = put.w.balance(kDoer) - kToken;
                     put.w.must(put.w.send(kDoer, tx::Transfer{addressOf(kOutsider), spare}), "giving away");
                     return spending(put.dac, kToken, true);
                 }),
        {"SpendTreasury", "a motion whose id is taken", ErrorCode::AlreadyExists,
         [](World& w) {
             const DacId dac = governedCompany(w);
             const Step step = w.by(kAsker, spending(dac, kToken, true));
             const Hash digest = tx::digestOf(*tx::decode(step.bytes), w.rules.domain);
             w.place(state::motionKey(dac, tx::motionIdOf(digest)), state::Motion{});
             return step;
         }},
        {"SetRole", "as a motion, in a company without a purse", ErrorCode::NoSuchCompany,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.remove(state::purseKey(dac));
             return w.by(kAsker, roleChange(dac, kDoer, tx::Role::Officer, true));
         }},
    };
}

RuleCases enactingRules()
{
    using tx::Side;
    const auto atObjection = [](const Put& put) {
        put.w.now = put.motion().objectBy;
        return put.enact();
    };
    const auto atDecision = [](const Put& put) {
        put.w.now = put.motion().decideBy;
        return put.enact();
    };
    /// Three of four are for it.
    const auto byMajority = [](const Put& put) {
        for (const std::size_t person : {kFounder, kDoer, kOutsider}) put.vote(person, Side::For);
        put.w.now = put.motion().decideBy;
        return put.enact();
    };
    const MakeAct amendment = [](const DacId& dac) { return otherRules(dac, governedTerms(), true); };
    const MakeAct officer = [](const DacId& dac) { return roleChange(dac, kDoer, tx::Role::Officer, true); };
    const MakeAct tool = [](const DacId& dac) { return bountyTool(dac, true); };
    return {
        onMotion("EnactMotion", "silence has let it pass, anybody carries it out", kOk, kSmallSpending,
                 kArbitrator, atObjection),
        onMotion("EnactMotion", "a second before", ErrorCode::TooEarly, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy - 1;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "a large sum by silence", ErrorCode::WrongState, kLargeSpending, kAsker,
                 atDecision),
        onMotion("EnactMotion", "a large sum before the vote is over", ErrorCode::TooEarly, kLargeSpending,
                 kAsker,
                 [](const Put& put) {
                     for (const std::size_t person : {kFounder, kDoer, kOutsider})
                         put.vote(person, Side::For);
                     put.w.now = put.motion().decideBy - 1;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "a large sum by majority", kOk, kLargeSpending, kAsker, byMajority),
        onMotion("EnactMotion", "a large sum with half of the weight", ErrorCode::WrongState, kLargeSpending,
                 kAsker,
                 [](const Put& put) {
                     for (const std::size_t person : {kFounder, kDoer}) put.vote(person, Side::For);
                     put.w.now = put.motion().decideBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "what was objected to, with more for it", kOk, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.vote(kFounder, Side::Against);
                     put.vote(kDoer, Side::For);
                     put.vote(kOutsider, Side::For);
                     put.w.now = put.motion().decideBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "what was objected to, with as many for it", ErrorCode::WrongState,
                 kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.vote(kFounder, Side::Against);
                     put.vote(kDoer, Side::For);
                     put.w.now = put.motion().decideBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "in the last second before it lapses", kOk, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy + 7 * kDay - 1;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "when it has lapsed", ErrorCode::WrongState, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy + 7 * kDay;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "twice", ErrorCode::WrongState, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     put.w.must(put.w.send(kDoer, put.enact()), "the first time");
                     return put.enact();
                 }),
        onMotion("EnactMotion", "no motion", ErrorCode::NoSuchMotion, kSmallSpending, kAsker,
                 [](const Put& put) {
                     tx::EnactMotion act = put.enact();
                     act.motion = {};
                     return act;
                 }),
        onMotion("EnactMotion", "another act", ErrorCode::ContentConflict, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     return enactment(put.dac, put.id, spending(put.dac, 19 * kToken, true));
                 }),
        onMotion("EnactMotion", "an act of a wrong length", ErrorCode::WrongLength, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     tx::EnactMotion act = put.enact();
                     act.act.push_back(0);
                     return act;
                 }),
        onMotion("EnactMotion", "no act", ErrorCode::WrongLength, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     tx::EnactMotion act = put.enact();
                     act.act.clear();
                     return act;
                 }),
        onMotion("EnactMotion", "an act that is none", ErrorCode::UnknownKind, kSmallSpending, kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     tx::EnactMotion act = put.enact();
                     act.act[0] = 0x4d;
                     return act;
                 }),
        onMotion("EnactMotion", "an act that is no company's", ErrorCode::UnknownKind, kSmallSpending, kAsker,
                 [](const Put& put) {
                     state::Motion motion = put.motion();
                     const tx::Payload transfer = tx::Transfer{addressOf(kDoer), kToken};
                     motion.act = tx::actHashOf(transfer);
                     put.w.place(state::motionKey(put.dac, put.id), motion);
                     put.w.now = motion.objectBy;
                     return enactment(put.dac, put.id, transfer);
                 }),
        onMotion("EnactMotion", "a payment while the treasury is short", ErrorCode::InsufficientBalance,
                 kSmallSpending, kAsker,
                 [](const Put& put) {
                     state::Purse purse = put.w.purse(put.dac);
                     purse.treasury = kToken;
                     put.w.place(state::purseKey(put.dac), purse);
                     put.w.now = put.motion().objectBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "a payment when the officers have used the limit", kOk, kSmallSpending,
                 kAsker,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy;
                     put.w.must(put.w.send(kOutsider, spending(put.dac, 50 * kToken)), "spending");
                     return put.enact();
                 }),
        onMotion("EnactMotion", "a role by silence", kOk, officer, kAsker, atObjection),
        onMotion("EnactMotion", "a founder's role by silence", ErrorCode::WrongState, kNewFounder, kAsker,
                 atDecision),
        onMotion("EnactMotion", "a founder's role by majority", kOk, kNewFounder, kAsker, byMajority),
        onMotion("EnactMotion", "the role of who has become a founder, by silence", ErrorCode::NotPermitted,
                 officer, kAsker,
                 [](const Put& put) {
                     state::Member member = memberOf(put.w, put.dac, kDoer);
                     member.role = static_cast<std::uint8_t>(tx::Role::Founder);
                     put.w.place(state::memberKey(put.dac, addressOf(kDoer)), member);
                     put.w.now = put.motion().objectBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "the role of who has left", ErrorCode::NoSuchMember, officer, kAsker,
                 [](const Put& put) {
                     put.w.must(put.w.send(kDoer, tx::Leave{put.dac}), "leaving");
                     put.w.now = put.motion().objectBy;
                     return put.enact();
                 }),
        onMotion("EnactMotion", "other rules by silence", ErrorCode::WrongState, amendment, kAsker,
                 atDecision),
        onMotion("EnactMotion", "other rules by majority", kOk, amendment, kAsker, byMajority),
        onMotion("EnactMotion", "a tool that moves money, by silence", ErrorCode::WrongState, tool, kAsker,
                 atDecision),
        onMotion("EnactMotion", "a tool that moves money, by majority", kOk, tool, kAsker, byMajority),
        {"EnactMotion", "takes a tool out", kOk,
         [=](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             const tx::RemoveTool act{dac, kBounties, 1};
             const Put put{w, dac, putMotion(w, act), act};
             return w.by(kAsker, byMajority(put));
         }},
        onMotion("EnactMotion", "a proposer who cannot hold the bond", ErrorCode::AmountOverflow,
                 kSmallSpending, kDoer,
                 [](const Put& put) {
                     state::Account account = put.w.account(kAsker);
                     account.balance = kMost;
                     put.w.place(state::accountKey(addressOf(kAsker)), account);
                     put.w.now = put.motion().objectBy;
                     return put.enact();
                 }),
    };
}

RuleCases closingRules()
{
    const auto settle = [](const Put& put) { return motionPayout(put.dac, put.id); };
    return {
        onMotion("Settle", "the bond of a motion under way", ErrorCode::NothingDue, kSmallSpending, 0,
                 settle),
        onMotion("Settle", "the bond of a motion that may be carried out", ErrorCode::NothingDue,
                 kSmallSpending, 0,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy + 7 * kDay - 1;
                     return motionPayout(put.dac, put.id);
                 }),
        onMotion("Settle", "the bond of a motion that has lapsed", kOk, kSmallSpending, 0,
                 [](const Put& put) {
                     put.w.now = put.motion().objectBy + 7 * kDay;
                     return motionPayout(put.dac, put.id);
                 }),
        onMotion("Settle", "the bond of a motion that was rejected", kOk, kLargeSpending, 0,
                 [](const Put& put) {
                     put.w.now = put.motion().decideBy;
                     return motionPayout(put.dac, put.id);
                 }),
        onMotion("Settle", "the bond twice", ErrorCode::NothingDue, kLargeSpending, 0,
                 [](const Put& put) {
                     put.w.now = put.motion().decideBy;
                     put.w.must(put.w.sendUnsigned(motionPayout(put.dac, put.id)), "the first time");
                     return motionPayout(put.dac, put.id);
                 }),
        onMotion("Settle", "the bond of no motion", ErrorCode::NoSuchMotion, kSmallSpending, 0,
                 [](const Put& put) { return motionPayout(put.dac, {}); }),
    };
}

/// A step on a bounty of kAsker's for kDoer that holds 10 tokens, by `person`.
template <typename Make>
RuleCase onBounty(const char* name, std::optional<ErrorCode> refusal, std::size_t person, Make make)
{
    return {"PutRecord", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                w.must(w.send(kFounder, bountyTool(dac)), "installing");
                const tx::PutRecord put = newBounty(dac);
                w.must(w.send(kAsker, put), "a bounty");
                const ObjectId id = tx::objectIdOf(w.digest());
                w.must(w.send(kOutsider, bountyIn(w, put, id, 2, 10 * kToken)), "funding it");
                return w.by(person, make(w, put, id));
            }};
}

RuleCases bountyRules()
{
    const auto next = [](std::uint8_t state, Amount amount) {
        return [=](World& w, const tx::PutRecord& put, const ObjectId& id) {
            return bountyIn(w, put, id, state, amount);
        };
    };
    return {
        onBounty("more money into a record", kOk, kOutsider, next(2, 12 * kToken)),
        onBounty("less money into a record", ErrorCode::OutOfRange, kOutsider, next(2, 10 * kToken)),
        onBounty("more money than the limit leaves", ErrorCode::OverLimit, kOutsider,
                 next(2, 50 * kToken + 1)),
        onBounty("money into a record, by whom the table does not name", ErrorCode::NotPermitted, kAsker,
                 next(2, 12 * kToken)),
        onBounty("pays a record's money to its assignee", kOk, kFounder, next(3, 0)),
        onBounty("pays a part", ErrorCode::OutOfRange, kFounder, next(3, kToken)),
        onBounty("pays somebody else than who was assigned", ErrorCode::ContentConflict, kFounder,
                 [](World& w, const tx::PutRecord& put, const ObjectId& id) {
                     tx::PutRecord changed = bountyIn(w, put, id, 3, 0);
                     changed.assignee = addressOf(kOutsider);
                     return changed;
                 }),
        onBounty("pays oneself", ErrorCode::SameParty, kFounder,
                 [](World& w, const tx::PutRecord& put, const ObjectId& id) {
                     state::Record record = *w.read<state::Record>(state::recordKey(put.dac, put.tool, id));
                     record.assignee = addressOf(kFounder);
                     w.place(state::recordKey(put.dac, put.tool, id), record);
                     tx::PutRecord changed = bountyIn(w, put, id, 3, 0);
                     changed.assignee = addressOf(kFounder);
                     return changed;
                 }),
        onBounty("an assignee who cannot hold the money", ErrorCode::AmountOverflow, kFounder,
                 [](World& w, const tx::PutRecord& put, const ObjectId& id) {
                     state::Account account = w.account(kDoer);
                     account.balance = kMost;
                     w.place(state::accountKey(addressOf(kDoer)), account);
                     return bountyIn(w, put, id, 3, 0);
                 }),
        onBounty("returns a record's money to the treasury, by its author", kOk, kAsker, next(4, 0)),
        onBounty("returns it, by somebody else", ErrorCode::NotPermitted, kDoer, next(4, 0)),
        onBounty("a transition that is not in the table", ErrorCode::NotAllowedByTool, kFounder,
                 next(1, 10 * kToken)),
        onBounty("returns a part", ErrorCode::OutOfRange, kAsker, next(4, kToken)),
        {"PutRecord", "an open record, changed by its assignee", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             w.must(w.send(kAsker, newBounty(dac)), "a bounty");
             return w.by(kDoer, bountyIn(w, newBounty(dac), tx::objectIdOf(w.digest()), 1, 0));
         }},
        {"PutRecord", "a record of an installed tool that names money without moving it",
         ErrorCode::OutOfRange,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             tx::PutRecord put = newBounty(dac);
             put.amount = kToken;
             return w.by(kAsker, put);
         }},
    };
}

RuleCases installingRules()
{
    const auto install = [](const char* name, std::optional<ErrorCode> refusal, auto change) {
        return RuleCase{"InstallTool", name, refusal, [change](World& w) {
                            tx::InstallTool act = bountyTool(governedCompany(w));
                            change(act, w);
                            return w.by(kFounder, act);
                        }};
    };
    using Tool = tx::InstallTool;
    const auto out = ErrorCode::OutOfRange;
    const auto set = [](std::size_t at, std::uint8_t value) {
        return [=](Tool& act, World&) {
            tx::ToolRules rules = act.rules();
            rules[at] = value;
            act.setRules(rules);
        };
    };
    /// What state 2 holds is returned from state 4 only, and that by a founder.
    const auto wayBack = [](std::uint8_t rolesOnTheWay) {
        return [=](Tool& act, World&) {
            tx::ToolRules rules = act.rules();
            const std::uint8_t more[] = {0x24, rolesOnTheWay, tx::kByAuthor, 0, 0x44, 0x10, 0, 3};
            std::copy(std::begin(more), std::end(more), rules.begin() + 16);
            act.setRules(rules);
        };
    };
    return {
        install("by a founder", kOk, [](Tool&, World&) {}),
        install("a second one", kOk,
                [](Tool& act, World& w) { w.must(w.send(kFounder, act), "the first one"); }),
        install("without a manifest", out, [](Tool& act, World&) { act.manifest = {}; }),
        install("without states", out, [](Tool& act, World&) { act.states = 0; }),
        install("with too many states", out, [](Tool& act, World&) { act.states = 16; }),
        install("without rules", out, [](Tool& act, World&) { act.setRules({}); }),
        install("with a rule from a state that it does not have", out, set(4, 0x52)),
        install("with a rule to a state that it does not have", out, set(4, 0x15)),
        install("with a rule to nothing", out, set(4, 0x10)),
        install("with a rule for a role that does not exist", out, set(5, 0x20)),
        install("with a rule for nobody", out,
                [](Tool& act, World&) {
                    tx::ToolRules rules = act.rules();
                    rules[1] = 0;
                    act.setRules(rules);
                }),
        install("with a new record by its assignee", out, set(2, tx::kByAssignee)),
        install("with an unknown right", out, set(6, 4)),
        install("with a new record that pays", out, set(3, 2)),
        install("with an unknown movement of money", out, set(7, 4)),
        install("with a gap between the rules", out, set(120, 1)),
        install("with two rules for one transition", out, set(4, 0x22)),
        install("with money that only its author could return", out, set(17, 0)),
        install("with money that nobody could return", out, set(19, 2)),
        install("with money that moves on to where nobody could return it", out,
                [](Tool& act, World&) {
                    tx::ToolRules rules = act.rules();
                    const std::uint8_t on[] = {0x21, 0x10, 0, 0}; // and nothing leads back from 1 with money
                    std::copy(std::begin(on), std::end(on), rules.begin() + 24);
                    act.setRules(rules);
                }),
        install("with money that a role returns after another step of a role", kOk, wayBack(0x10)),
        install("with money that a role returns after a step of its author", out, wayBack(0)),
        install("with a payment that only the assignee could make", out,
                [=](Tool& act, World& w) {
                    set(13, 0)(act, w);
                    set(14, tx::kByAssignee)(act, w);
                }),
        install("with a payment that its author makes", kOk,
                [=](Tool& act, World& w) {
                    set(13, 0)(act, w);
                    set(14, tx::kByAuthor | tx::kByAssignee)(act, w);
                }),
        install("whose number is taken", ErrorCode::AlreadyExists,
                [](Tool& act, World& w) { w.place(state::toolKey(act.dac, kBounties), state::Tool{}); }),
        install("when there is no number left", out,
                [](Tool& act, World& w) {
                    state::Purse purse = w.purse(act.dac);
                    purse.nextTool = 0xffff;
                    w.place(state::purseKey(act.dac), purse);
                }),
        install("in a company without a purse", ErrorCode::NoSuchCompany,
                [](Tool& act, World& w) { w.remove(state::purseKey(act.dac)); }),
        {"InstallTool", "by a member", ErrorCode::NotPermitted,
         [](World& w) { return w.by(kAsker, bountyTool(governedCompany(w))); }},
        {"InstallTool", "as a motion, by a member", kOk,
         [](World& w) { return w.by(kAsker, bountyTool(governedCompany(w), true)); }},

        {"RemoveTool", "by a founder", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             return w.by(kFounder, tx::RemoveTool{dac, kBounties, 0});
         }},
        {"RemoveTool", "by a member", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             return w.by(kAsker, tx::RemoveTool{dac, kBounties, 0});
         }},
        {"RemoveTool", "as a motion, by a member", kOk,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             return w.by(kAsker, tx::RemoveTool{dac, kBounties, 1});
         }},
        {"RemoveTool", "one that is not there", ErrorCode::NotAllowedByTool,
         [](World& w) {
             return w.by(kFounder, tx::RemoveTool{governedCompany(w), kBounties, 0});
         }},
        {"RemoveTool", "while a record holds money", ErrorCode::StillHeld,
         [](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             w.must(w.send(kAsker, newBounty(dac)), "a bounty");
             const ObjectId id = tx::objectIdOf(w.digest());
             w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), id, 2, kToken)), "funding it");
             return w.by(kFounder, tx::RemoveTool{dac, kBounties, 0});
         }},
    };
}

} // namespace

RuleCases motionRules()
{
    RuleCases rules = voteRules();
    for (const RuleCases& more :
         {puttingRules(), enactingRules(), closingRules(), bountyRules(), installingRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
