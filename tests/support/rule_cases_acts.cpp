// SPDX-License-Identifier: MIT
// The rules of keys and guardians, and of what a company's members do at once.
#include <limits>

#include "tests/support/company_world.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

using World = MachineWorld;

namespace {

constexpr Amount kMost = std::numeric_limits<Amount>::max();
constexpr auto kOk = std::nullopt;

void fill(World& w, std::size_t person)
{
    state::Account account = w.account(person);
    account.balance = kMost;
    w.place(state::accountKey(addressOf(person)), account);
}

/// A step of `person` in a company that governs itself.
template <typename Make>
RuleCase inCompany(const char* kind, const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                   Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                auto payload = make(w, dac);
                return w.by(person, std::move(payload));
            }};
}

/// kAsker's account, whose guardian is kOutsider.
void guarded(World& w)
{
    for (const std::size_t person : {kAsker, kOutsider, kDoer}) w.money(person, 5 * kToken);
    w.must(w.send(kAsker, tx::SetGuardian{addressOf(kOutsider)}), "naming a guardian");
}

tx::Recover recovery() { return {addressOf(kAsker), addressOf(kNewcomer)}; }

void recovering(World& w)
{
    guarded(w);
    w.must(w.send(kOutsider, recovery()), "recovering");
}

/// Signed by `signer` for kAsker.
Step signedBy(World& w, std::size_t signer, tx::Payload payload)
{
    return {w.sign(w.transaction(kAsker, std::move(payload)), signer)};
}

RuleCases keyRules()
{
    const tx::Transfer transfer{addressOf(kDoer), kToken};
    return {
        {"SetGuardian", "names one", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::SetGuardian{addressOf(kOutsider)});
         }},
        {"SetGuardian", "names none any more", kOk,
         [](World& w) {
             guarded(w);
             return w.by(kAsker, tx::SetGuardian{});
         }},
        {"SetGuardian", "ends a change that is under way", kOk,
         [](World& w) {
             recovering(w);
             return w.by(kAsker, tx::SetGuardian{addressOf(kDoer)});
         }},
        {"SetGuardian", "not oneself", ErrorCode::SameParty,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::SetGuardian{addressOf(kAsker)});
         }},
        {"RotateKey", "to another key", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::RotateKey{addressOf(kNewcomer)});
         }},
        {"RotateKey", "back to one's own, signed by the other", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             w.must(w.send(kAsker, tx::RotateKey{addressOf(kNewcomer)}), "rotating");
             return signedBy(w, kNewcomer, tx::RotateKey{addressOf(kAsker)});
         }},
        {"RotateKey", "ends a change that is under way", kOk,
         [](World& w) {
             recovering(w);
             return w.by(kAsker, tx::RotateKey{});
         }},
        {"RotateKey", "by the key that was replaced", ErrorCode::WrongSigner,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             w.must(w.send(kAsker, tx::RotateKey{addressOf(kNewcomer)}), "rotating");
             return w.by(kAsker, tx::RotateKey{});
         }},
        {"Recover", "by the guardian", kOk,
         [](World& w) {
             guarded(w);
             return w.by(kOutsider, recovery());
         }},
        {"Recover", "by somebody else", ErrorCode::NotTheGuardian,
         [](World& w) {
             guarded(w);
             return w.by(kDoer, recovery());
         }},
        {"Recover", "an account that has no guardian", ErrorCode::NotTheGuardian,
         [](World& w) {
             w.money(kOutsider, 5 * kToken);
             return w.by(kOutsider, recovery());
         }},
        {"Recover", "to nobody", ErrorCode::OutOfRange,
         [](World& w) {
             guarded(w);
             return w.by(kOutsider, tx::Recover{addressOf(kAsker), {}});
         }},
        {"Recover", "begins again with another key", kOk,
         [](World& w) {
             recovering(w);
             w.now += 13 * kDay;
             return w.by(kOutsider, tx::Recover{addressOf(kAsker), addressOf(kDoer)});
         }},
        {"Recover", "stopped by the owner, in the last second", kOk,
         [](World& w) {
             recovering(w);
             w.now += mvm::kRecoveryDelay - 1;
             return w.by(kAsker, recovery());
         }},
        {"Recover", "stopped by the owner, who names another key", ErrorCode::ContentConflict,
         [](World& w) {
             recovering(w);
             return w.by(kAsker, tx::Recover{addressOf(kAsker), addressOf(kDoer)});
         }},
        {"Recover", "stopped, though nothing is under way", ErrorCode::NothingDue,
         [](World& w) {
             guarded(w);
             return w.by(kAsker, recovery());
         }},
        {"Step", "signed by the old key a second before a recovery counts", kOk,
         [=](World& w) {
             recovering(w);
             w.now += mvm::kRecoveryDelay - 1;
             return w.by(kAsker, transfer);
         }},
        {"Step", "signed by the old key when a recovery counts", ErrorCode::WrongSigner,
         [=](World& w) {
             recovering(w);
             w.now += mvm::kRecoveryDelay;
             return w.by(kAsker, transfer);
         }},
        {"Step", "signed by the new key when a recovery counts", kOk,
         [=](World& w) {
             recovering(w);
             w.now += mvm::kRecoveryDelay;
             return signedBy(w, kNewcomer, transfer);
         }},
        {"Step", "signed by the new key a second too early", ErrorCode::WrongSigner,
         [=](World& w) {
             recovering(w);
             w.now += mvm::kRecoveryDelay - 1;
             return signedBy(w, kNewcomer, transfer);
         }},
    };
}

RuleCases stakeRules()
{
    const auto stake = [](Amount amount) {
        return [amount](World&, const DacId& dac) { return tx::ChangeStake{dac, amount}; };
    };
    return {
        inCompany("ChangeStake", "locks more", kOk, kAsker, stake(10 * kToken)),
        inCompany("ChangeStake", "frees a part", kOk, kFounder, stake(20 * kToken)),
        inCompany("ChangeStake", "by somebody outside", ErrorCode::NotAMember, kArbitrator, stake(kToken)),
        inCompany("ChangeStake", "to what it is", ErrorCode::OutOfRange, kAsker, stake(0)),
        inCompany("ChangeStake", "to what is not there", ErrorCode::InsufficientBalance, kAsker,
                  stake(2000 * kToken)),
        inCompany("ChangeStake", "to less while a motion that one has voted on is open", ErrorCode::TooEarly,
                  kFounder,
                  [](World& w, const DacId& dac) {
                      const auto id = putMotion(w, roleChange(dac, kDoer, tx::Role::Officer, true));
                      w.must(w.send(kFounder, voteOn(dac, id, tx::Side::For)), "voting");
                      return tx::ChangeStake{dac, 0};
                  }),
        inCompany("ChangeStake", "frees what does not fit", ErrorCode::AmountOverflow, kFounder,
                  [](World& w, const DacId& dac) {
                      fill(w, kFounder);
                      return tx::ChangeStake{dac, 0};
                  }),
        inCompany("ChangeStake", "of a company without a purse", ErrorCode::NoSuchCompany, kAsker,
                  [](World& w, const DacId& dac) {
                      w.remove(state::purseKey(dac));
                      return tx::ChangeStake{dac, kToken};
                  }),
        inCompany("ChangeStake", "to more than all can be together", ErrorCode::AmountOverflow, kAsker,
                  [](World&, const DacId& dac) {
                      return tx::ChangeStake{dac, kMost};
                  }),

        inCompany("Leave", "with nothing locked", kOk, kAsker,
                  [](World&, const DacId& dac) { return tx::Leave{dac}; }),
        inCompany("Leave", "takes the stake along", kOk, kFounder,
                  [](World&, const DacId& dac) { return tx::Leave{dac}; }),
        inCompany("Leave", "a company of others", ErrorCode::NotAMember, kArbitrator,
                  [](World&, const DacId& dac) { return tx::Leave{dac}; }),
        inCompany("Leave", "with a motion of one's own", ErrorCode::MotionOpen, kAsker,
                  [](World& w, const DacId& dac) {
                      putMotion(w, roleChange(dac, kDoer, tx::Role::Officer, true));
                      return tx::Leave{dac};
                  }),
        inCompany("Leave", "while a motion that one has voted on is open", ErrorCode::TooEarly, kDoer,
                  [](World& w, const DacId& dac) {
                      const auto id = putMotion(w, roleChange(dac, kDoer, tx::Role::Officer, true));
                      w.must(w.send(kDoer, voteOn(dac, id, tx::Side::Against)), "voting");
                      w.now = motionOf(w, dac, id).decideBy - 1;
                      return tx::Leave{dac};
                  }),
        inCompany("Leave", "when a motion that one has voted on is decided", kOk, kDoer,
                  [](World& w, const DacId& dac) {
                      const auto id = putMotion(w, roleChange(dac, kDoer, tx::Role::Officer, true));
                      w.must(w.send(kDoer, voteOn(dac, id, tx::Side::Against)), "voting");
                      w.now = motionOf(w, dac, id).decideBy;
                      return tx::Leave{dac};
                  }),
        inCompany("Leave", "of a company without a purse", ErrorCode::NoSuchCompany, kAsker,
                  [](World& w, const DacId& dac) {
                      w.remove(state::purseKey(dac));
                      return tx::Leave{dac};
                  }),
        inCompany("Leave", "with a stake that does not fit", ErrorCode::AmountOverflow, kFounder,
                  [](World& w, const DacId& dac) {
                      fill(w, kFounder);
                      return tx::Leave{dac};
                  }),
        {"Leave", "the last one", ErrorCode::LastMember,
         [](World& w) {
             w.money(kFounder, 200 * kToken);
             return w.by(kFounder, tx::Leave{w.company()});
         }},
        {"Leave", "with a seat", ErrorCode::StillHeld,
         [](World& w) { return w.by(kFirstJuror, tx::Leave{courtCompany(w, 1)}); }},
    };
}

RuleCases roleRules()
{
    using tx::Role;
    const auto role = [](std::size_t person, Role to) {
        return [=](World&, const DacId& dac) { return roleChange(dac, person, to); };
    };
    return {
        inCompany("SetRole", "by a founder", kOk, kFounder, role(kAsker, Role::Officer)),
        inCompany("SetRole", "an officer down, by a founder", kOk, kFounder, role(kOutsider, Role::Member)),
        inCompany("SetRole", "by an officer whom the charter allows it", kOk, kOutsider,
                  role(kAsker, Role::Arbitrator)),
        inCompany("SetRole", "to one's own role", ErrorCode::NotPermitted, kOutsider,
                  role(kAsker, Role::Officer)),
        inCompany("SetRole", "of somebody above", ErrorCode::NotPermitted, kOutsider,
                  role(kFounder, Role::Member)),
        inCompany("SetRole", "of oneself", ErrorCode::NotPermitted, kFounder, role(kFounder, Role::Officer)),
        inCompany("SetRole", "to founder, not even by one", ErrorCode::NotPermitted, kFounder,
                  role(kAsker, Role::Founder)),
        inCompany("SetRole", "by a member", ErrorCode::NotPermitted, kAsker, role(kDoer, Role::Arbitrator)),
        inCompany("SetRole", "by somebody outside", ErrorCode::NotAMember, kArbitrator,
                  role(kDoer, Role::Arbitrator)),
        inCompany("SetRole", "of somebody outside", ErrorCode::NoSuchMember, kFounder,
                  role(kArbitrator, Role::Officer)),
        inCompany("SetRole", "to none", ErrorCode::OutOfRange, kFounder, role(kAsker, Role::None)),
        inCompany("SetRole", "to one that does not exist", ErrorCode::OutOfRange, kFounder,
                  role(kAsker, static_cast<Role>(5))),
        inCompany("SetRole", "to what it is", ErrorCode::OutOfRange, kFounder, role(kAsker, Role::Member)),
        inCompany("SetRole", "of a company without a charter", ErrorCode::NoSuchCompany, kFounder,
                  [](World& w, const DacId& dac) {
                      w.remove(state::charterKey(dac));
                      return roleChange(dac, kAsker, Role::Officer);
                  }),
        inCompany("SetRole", "as a motion, by a member", kOk, kAsker,
                  [](World&, const DacId& dac) { return roleChange(dac, kDoer, Role::Officer, true); }),
        inCompany("SetRole", "neither at once nor as a motion", ErrorCode::OutOfRange, kAsker,
                  [](World&, const DacId& dac) {
                      tx::SetRole act = roleChange(dac, kDoer, Role::Officer);
                      act.asMotion = 2;
                      return act;
                  }),
    };
}

RuleCases treasuryRules()
{
    const auto spend = [](Amount amount) {
        return [amount](World&, const DacId& dac) { return spending(dac, amount); };
    };
    return {
        inCompany("FundTreasury", "by anybody", kOk, kArbitrator,
                  [](World&, const DacId& dac) {
                      return tx::FundTreasury{dac, kToken};
                  }),
        inCompany("FundTreasury", "with nothing", ErrorCode::OutOfRange, kArbitrator,
                  [](World&, const DacId& dac) {
                      return tx::FundTreasury{dac, 0};
                  }),
        inCompany("FundTreasury", "with what is not there", ErrorCode::InsufficientBalance, kArbitrator,
                  [](World&, const DacId& dac) {
                      return tx::FundTreasury{dac, 1001 * kToken};
                  }),
        inCompany("FundTreasury", "of no company", ErrorCode::NoSuchCompany, kArbitrator,
                  [](World&, const DacId&) {
                      return tx::FundTreasury{{}, kToken};
                  }),
        inCompany("FundTreasury", "that cannot hold more", ErrorCode::AmountOverflow, kArbitrator,
                  [](World& w, const DacId& dac) {
                      state::Purse purse = w.purse(dac);
                      purse.treasury = kMost;
                      w.place(state::purseKey(dac), purse);
                      return tx::FundTreasury{dac, kToken};
                  }),

        inCompany("SpendTreasury", "by an officer", kOk, kOutsider, spend(30 * kToken)),
        inCompany("SpendTreasury", "all of the limit", kOk, kFounder, spend(50 * kToken)),
        inCompany("SpendTreasury", "more than the limit", ErrorCode::OverLimit, kFounder,
                  spend(50 * kToken + 1)),
        inCompany("SpendTreasury", "more than is left of the limit", ErrorCode::OverLimit, kFounder,
                  [](World& w, const DacId& dac) {
                      w.must(w.send(kOutsider, spending(dac, 40 * kToken)), "spending");
                      return spending(dac, 10 * kToken + 1);
                  }),
        inCompany("SpendTreasury", "what the limit has become free for in three days", kOk, kFounder,
                  [](World& w, const DacId& dac) {
                      w.must(w.send(kOutsider, spending(dac, 50 * kToken)), "spending");
                      w.now += 3 * kDay;
                      return spending(dac, 5 * kToken);
                  }),
        inCompany("SpendTreasury", "a gwei more than that", ErrorCode::OverLimit, kFounder,
                  [](World& w, const DacId& dac) {
                      w.must(w.send(kOutsider, spending(dac, 50 * kToken)), "spending");
                      w.now += 3 * kDay;
                      return spending(dac, 5 * kToken + 1);
                  }),
        inCompany("SpendTreasury", "the whole limit again after thirty days", kOk, kFounder,
                  [](World& w, const DacId& dac) {
                      w.must(w.send(kOutsider, spending(dac, 50 * kToken)), "spending");
                      w.now += 30 * kDay;
                      return spending(dac, 50 * kToken);
                  }),
        inCompany("SpendTreasury", "by a member", ErrorCode::NotPermitted, kAsker, spend(kToken)),
        inCompany("SpendTreasury", "by somebody outside", ErrorCode::NotAMember, kArbitrator, spend(kToken)),
        inCompany("SpendTreasury", "nothing", ErrorCode::OutOfRange, kFounder, spend(0)),
        inCompany("SpendTreasury", "to nobody", ErrorCode::OutOfRange, kFounder,
                  [](World&, const DacId& dac) {
                      tx::SpendTreasury act = spending(dac, kToken);
                      act.to = {};
                      return act;
                  }),
        inCompany("SpendTreasury", "of no company", ErrorCode::NoSuchCompany, kFounder,
                  [](World&, const DacId&) { return spending({}, kToken); }),
        inCompany("SpendTreasury", "to who cannot hold it", ErrorCode::AmountOverflow, kFounder,
                  [](World& w, const DacId& dac) {
                      fill(w, kNewcomer);
                      return spending(dac, kToken);
                  }),
        {"SpendTreasury", "what is not there", ErrorCode::InsufficientBalance,
         [](World& w) {
             tx::CreateDac terms = governedTerms();
             terms.spendLimit = 500 * kToken;
             return w.by(kFounder, spending(governedCompany(w, terms), 200 * kToken + 1));
         }},
        inCompany("SpendTreasury", "as a motion, by a member", kOk, kAsker,
                  [](World&, const DacId& dac) { return spending(dac, 100 * kToken, true); }),
        inCompany("SpendTreasury", "as a motion, in no company", ErrorCode::NoSuchCompany, kAsker,
                  [](World&, const DacId&) { return spending({}, kToken, true); }),

        inCompany("AmendCharter", "by a founder", kOk, kFounder,
                  [](World&, const DacId& dac) { return otherRules(dac, governedTerms()); }),
        inCompany("AmendCharter", "by an officer whom the charter does not allow it", ErrorCode::NotPermitted,
                  kOutsider, [](World&, const DacId& dac) { return otherRules(dac, governedTerms()); }),
        inCompany("AmendCharter", "of no company", ErrorCode::NoSuchCompany, kFounder,
                  [](World&, const DacId&) { return otherRules({}, governedTerms()); }),
        inCompany("AmendCharter", "to rules that nobody may have", ErrorCode::OutOfRange, kFounder,
                  [](World&, const DacId& dac) {
                      tx::AmendCharter act = otherRules(dac, governedTerms());
                      act.tax = 10'001;
                      return act;
                  }),
        inCompany("AmendCharter", "to judge itself", ErrorCode::SameParty, kFounder,
                  [](World&, const DacId& dac) {
                      tx::AmendCharter act = otherRules(dac, governedTerms());
                      act.court = tx::companyParty(dac);
                      return act;
                  }),
        inCompany("AmendCharter", "as a motion, by a member", kOk, kAsker,
                  [](World&, const DacId& dac) { return otherRules(dac, governedTerms(), true); }),
    };
}

} // namespace

RuleCases actRules()
{
    RuleCases rules = keyRules();
    for (const RuleCases& more : {stakeRules(), roleRules(), treasuryRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
