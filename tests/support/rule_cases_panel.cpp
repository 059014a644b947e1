// SPDX-License-Identifier: MIT
// The rules of courts: what one may be, its seats, and panels drawn by lot.
#include <limits>

#include "tests/support/panel_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

RuleCases seatRules()
{
    const auto take = [](const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                         auto change) {
        return RuleCase{"TakeSeat", name, refusal, [=](World& w) {
                            const DacId court = courtCompany(w, 2);
                            w.money(kOutsider, 100 * kToken);
                            w.join(court, kOutsider, tx::Role::Arbitrator);
                            tx::TakeSeat act{court, 2, 10 * kToken};
                            change(act, w);
                            return w.by(person, act);
                        }};
    };
    const auto leave = [](const char* name, std::optional<ErrorCode> refusal, std::size_t person,
                          auto until) {
        return RuleCase{"LeaveSeat", name, refusal, [=](World& w) {
                            const DacId court = courtCompany(w, 2);
                            w.money(kOutsider, 100 * kToken);
                            until(w, court);
                            return w.by(person, tx::LeaveSeat{court});
                        }};
    };
    const auto notice = [](World& w, const DacId& court) {
        w.must(w.send(kFirstJuror, tx::LeaveSeat{court}), "giving notice");
    };
    /// The first juror's role is another one now.
    const auto becomes = [](World& w, const DacId& court, tx::Role role) {
        w.must(w.send(kFounder, roleChange(court, kFirstJuror, role)), "another role");
    };
    const auto role = [](const char* name, tx::Role to, auto until) {
        return RuleCase{"SetRole", name, kOk, [=](World& w) {
                            const DacId court = courtCompany(w, 2);
                            until(w, court);
                            return w.by(kFounder, roleChange(court, kFirstJuror, to));
                        }};
    };
    using T = tx::TakeSeat;
    return {
        role("to member only, of a juror, who has given notice by it", tx::Role::Member,
             [](World&, const DacId&) {}),
        role("to member only, of a juror who had given notice before", tx::Role::Member,
             [=](World& w, const DacId& court) {
                 notice(w, court);
                 w.now += kDay;
             }),
        role("to officer, of a juror, who keeps the seat", tx::Role::Officer, [](World&, const DacId&) {}),
        role("to arbitrator, of a juror, who keeps the seat", tx::Role::Arbitrator,
             [=](World& w, const DacId& court) { becomes(w, court, tx::Role::Officer); }),
        role("to arbitrator again, of a juror, whose notice stands", tx::Role::Arbitrator,
             [=](World& w, const DacId& court) { becomes(w, court, tx::Role::Member); }),
        role("to member only, of a juror whose seat is not there", tx::Role::Member,
             [](World& w, const DacId& court) { w.remove(state::seatKey(court, 0)); }),
        {"SetRole", "to member only, of a juror, by an officer who may change roles", ErrorCode::NotPermitted,
         [](World& w) {
             const DacId court = courtCompany(w, 2);
             auto charter = *w.read<state::Charter>(state::charterKey(court));
             charter.officerMask |= std::uint64_t{1} << static_cast<unsigned>(tx::Permission::ChangeRoles);
             w.place(state::charterKey(court), charter);
             for (const auto& [person, to] :
                  {std::pair{kOutsider, tx::Role::Officer}, std::pair{kAsker, tx::Role::Arbitrator}}) {
                 w.money(person, 100 * kToken);
                 w.join(court, person, to);
             }
             w.must(w.send(kOutsider, roleChange(court, kAsker, tx::Role::Member)), "one without a seat");
             return w.by(kOutsider, roleChange(court, kFirstJuror, tx::Role::Member));
         }},
        {"EnactMotion", "a juror is a member only, and has given notice by it", kOk,
         [](World& w) {
             const DacId court = courtCompany(w, 2);
             const tx::Payload act = roleChange(court, kFirstJuror, tx::Role::Member, true);
             const tx::MotionId id = putMotion(w, act, kFirstJuror + 1);
             w.now = motionOf(w, court, id).objectBy;
             return w.by(kFounder, enactment(court, id, act));
         }},
        take("the next one", kOk, kOutsider, [](T&, World&) {}),
        take("as a founder", kOk, kFounder, [](T&, World&) {}),
        take("one that is taken", ErrorCode::AlreadyExists, kOutsider, [](T& t, World&) { t.seat = 1; }),
        take("one beyond the next", ErrorCode::OutOfRange, kOutsider, [](T& t, World&) { t.seat = 3; }),
        take("a second one", ErrorCode::AlreadyExists, kFirstJuror, [](T&, World&) {}),
        take("for another deposit", ErrorCode::ContentConflict, kOutsider, [](T& t, World&) { --t.deposit; }),
        take("by somebody outside", ErrorCode::NotAMember, kFirstJuror + 9,
             [](T&, World& w) { w.money(kFirstJuror + 9, kToken); }),
        take("by a member without the role", ErrorCode::NotPermitted, kNewcomer,
             [](T& t, World& w) {
                 w.money(kNewcomer, 100 * kToken);
                 w.join(t.dac, kNewcomer);
             }),
        take("without the money", ErrorCode::InsufficientBalance, kOutsider,
             [](T&, World& w) {
                 const Amount spare = w.balance(kOutsider) - kToken;
                 w.must(w.send(kOutsider, tx::Transfer{addressOf(kFounder), spare}), "giving away");
             }),
        take("of no company", ErrorCode::NoSuchCompany, kOutsider, [](T& t, World&) { t.dac = {}; }),
        {"TakeSeat", "of a company that does not serve", ErrorCode::NoCourt,
         [](World& w) {
             const DacId dac = governedCompany(w);
             return w.by(kOutsider, tx::TakeSeat{dac, 0, 0});
         }},
        {"TakeSeat", "one that was left", kOk,
         [](World& w) {
             const DacId court = courtCompany(w, 2);
             w.must(w.send(kFirstJuror, tx::LeaveSeat{court}), "giving notice");
             w.now += mvm::kSeatNotice;
             w.must(w.send(kFirstJuror, tx::LeaveSeat{court}), "leaving");
             return w.by(kFirstJuror, tx::TakeSeat{court, 0, 10 * kToken});
         }},

        leave("gives notice", kOk, kFirstJuror, [](World&, const DacId&) {}),
        leave("after sixty days", kOk, kFirstJuror,
              [=](World& w, const DacId& court) {
                  notice(w, court);
                  w.now += mvm::kSeatNotice;
              }),
        leave("a second before", ErrorCode::TooEarly, kFirstJuror,
              [=](World& w, const DacId& court) {
                  notice(w, court);
                  w.now += mvm::kSeatNotice - 1;
              }),
        leave("sixty days after the role was taken", kOk, kFirstJuror,
              [=](World& w, const DacId& court) {
                  becomes(w, court, tx::Role::Member);
                  w.now += mvm::kSeatNotice;
              }),
        leave("a second before sixty days after the role was taken", ErrorCode::TooEarly, kFirstJuror,
              [=](World& w, const DacId& court) {
                  becomes(w, court, tx::Role::Member);
                  w.now += mvm::kSeatNotice - 1;
              }),
        leave("without a seat", ErrorCode::NotTheArbitrator, kFounder, [](World&, const DacId&) {}),
        leave("of a court of others", ErrorCode::NotAMember, kOutsider, [](World&, const DacId&) {}),
        leave("that is not there", ErrorCode::NotTheArbitrator, kFirstJuror,
              [](World& w, const DacId& court) { w.remove(state::seatKey(court, 0)); }),
        leave("with a case under way", ErrorCode::StillHeld, kFirstJuror,
              [=](World& w, const DacId& court) {
                  notice(w, court);
                  w.now += mvm::kSeatNotice;
                  state::Seat seat = seatOf(w, court, 0);
                  seat.open = 1;
                  w.place(state::seatKey(court, 0), seat);
              }),
        leave("with a deposit that does not fit", ErrorCode::AmountOverflow, kFirstJuror,
              [=](World& w, const DacId& court) {
                  notice(w, court);
                  w.now += mvm::kSeatNotice;
                  state::Account account = w.account(kFirstJuror);
                  account.balance = std::numeric_limits<Amount>::max();
                  w.place(state::accountKey(addressOf(kFirstJuror)), account);
              }),
    };
}

RuleCases courtRules()
{
    const auto founding = [](const char* name, std::optional<ErrorCode> refusal, auto change) {
        return RuleCase{"CreateDac", name, refusal, [change](World& w) {
                            w.money(kFounder, 100 * kToken);
                            tx::CreateDac terms = courtTerms();
                            change(terms, w);
                            return w.by(kFounder, terms);
                        }};
    };
    const auto proposing = [](const char* name, std::optional<ErrorCode> refusal, auto change) {
        return RuleCase{"Propose", name, refusal, [change](World& w) {
                            const DacId court = courtCompany(w, 0);
                            tx::CreateDac home = World::terms();
                            home.court = tx::companyParty(court);
                            tx::Propose p = w.proposal(w.readyCompany(home));
                            p.courtFee = 3 * kToken;
                            change(p, w, court);
                            return w.by(kAsker, p);
                        }};
    };
    using C = tx::CreateDac;
    using P = tx::Propose;
    return {
        founding("a court", kOk, [](C&, World&) {}),
        founding("a court with panels of two", ErrorCode::OutOfRange, [](C& c, World&) { c.panel = 2; }),
        founding("a court with panels of seven", ErrorCode::OutOfRange, [](C& c, World&) { c.panel = 7; }),
        founding("a court with a period too short", ErrorCode::OutOfRange,
                 [](C& c, World& w) { c.commitPeriod = w.rules.minimumPeriod - 1; }),
        founding("a court without an appeal period", ErrorCode::OutOfRange,
                 [](C& c, World&) { c.appealPeriod = 0; }),
        founding("with a company as court", kOk,
                 [](C& c, World&) { c.court = tx::companyParty(DacId::fromPrefix(viewOf("a court"))); }),
        founding("with a company of no id as court", ErrorCode::OutOfRange,
                 [](C& c, World&) { c.court = tx::companyParty({}); }),
        proposing("before a court", kOk, [](P&, World&, const DacId&) {}),
        proposing("at another fee than the court's", ErrorCode::OutOfRange,
                  [](P& p, World&, const DacId&) { p.courtFee = 2 * kToken; }),
        proposing("before a court that does not serve any more", ErrorCode::NoCourt,
                  [](P&, World& w, const DacId& court) {
                      state::Charter charter = w.charter(court);
                      charter.serves = 0;
                      w.place(state::charterKey(court), charter);
                  }),
        proposing("before a court that is not there", ErrorCode::NoCourt,
                  [](P&, World& w, const DacId& court) { w.remove(state::charterKey(court)); }),
        proposing("deposits that do not cover the court's fee", ErrorCode::BelowMinimum,
                  [](P& p, World& w, const DacId& court) {
                      state::Charter charter = w.charter(court);
                      charter.courtFee = p.courtFee = 21 * kToken;
                      w.place(state::charterKey(court), charter);
                  }),
        proposing("to the court itself", ErrorCode::SameParty,
                  [](P& p, World&, const DacId& court) { p.doer = tx::companyParty(court); }),
    };
}

RuleCases drawRules()
{
    const auto draw = [](World& w, const PanelJob& p) { return drawing(w, p.job); };
    const auto afterSilence = [](World& w, const PanelJob& p) {
        toOpen(w, p);
        w.now = w.standing(p.job).dispute->deadline;
    };
    return {
        before(
            "Dispute", "before a court", kOk, kAsker, [](World&, const PanelJob&) {},
            [](World& w, const PanelJob& p) { return panelDispute(w, p.job); }),
        before(
            "Dispute", "before a court, without a salt", ErrorCode::OutOfRange, kAsker,
            [](World&, const PanelJob&) {},
            [](World& w, const PanelJob& p) { return w.dispute(p.job, 30 * kToken); }),
        before(
            "Dispute", "before a court without a purse", ErrorCode::NoCourt, kAsker,
            [](World& w, const PanelJob& p) { w.remove(state::purseKey(p.court)); },
            [](World& w, const PanelJob& p) { return panelDispute(w, p.job); }),
        before("Answer", "before a court", kOk, kDoer, toOpen,
               [](World& w, const PanelJob& p) { return w.answer(p.job, 130 * kToken); }),
        before("DrawPanel", "the first place", kOk, kAsker, toAnswered, draw),
        before("DrawPanel", "by anybody who knows the salt", kOk, kFirstJuror, toAnswered, draw),
        before("DrawPanel", "before the other side has answered", ErrorCode::TooEarly, kAsker, toOpen, draw),
        before("DrawPanel", "opens the salt when no answer came", kOk, kAsker, afterSilence, draw),
        before("DrawPanel", "once the salt is known and the network draws", ErrorCode::TooEarly, kAsker,
               toKnown, draw),
        before(
            "DrawPanel", "to choose a later batch", ErrorCode::TooEarly, kAsker,
            [](World& w, const PanelJob& p) {
                toKnown(w, p);
                ++w.batchNumber;
            },
            draw),
        before("DrawPanel", "with another salt", ErrorCode::ContentConflict, kAsker, toAnswered,
               [](World& w, const PanelJob& p) { return drawing(w, p.job, contentOf("another")); }),
        before("DrawPanel", "of another round", ErrorCode::ContentConflict, kAsker, toAnswered,
               [](World& w, const PanelJob& p) {
                   tx::DrawPanel act = drawing(w, p.job);
                   ++act.round;
                   return act;
               }),
        before("DrawPanel", "of a panel that is full", ErrorCode::WrongState, kAsker, toDrawn, draw),
        before(
            "DrawPanel", "in the last second", kOk, kAsker,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                w.now = w.standing(p.job).dispute->deadline - 1;
            },
            draw),
        before(
            "DrawPanel", "when the time is over, and places are to be drawn", kOk, kAsker,
            [](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                w.now = w.standing(p.job).dispute->deadline;
            },
            draw),
        before("DrawPanel", "when drawing is over", ErrorCode::TooLate, kAsker, toCommitting, draw),
        before(
            "DrawPanel", "after the claimant kept the salt", ErrorCode::WrongState, kAsker,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                w.now = w.standing(p.job).dispute->deadline;
            },
            draw),
        before(
            "DrawPanel", "without a dispute", ErrorCode::WrongState, kAsker, [](World&, const PanelJob&) {},
            draw),
        before(
            "DrawPanel", "from seats that nobody holds", kOk, kAsker,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                for (std::uint32_t i = 0; i < 7; ++i) w.remove(state::seatKey(p.court, i));
            },
            draw),
        before(
            "DrawPanel", "for the last time", kOk, kAsker,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                triedToTheEnd(w, p, 47);
            },
            draw),
        before(
            "DrawPanel", "after the last time", ErrorCode::OutOfRange, kAsker,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                triedToTheEnd(w, p);
            },
            draw),
        {"DrawPanel", "before a named person", ErrorCode::WrongState,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Disputed);
             return w.by(kAsker, drawing(w, job));
         }},
        {"DrawPanel", "on nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::DrawPanel{});
         }},
        {"DrawPanel", "in a court without seats", kOk,
         [](World& w) {
             const PanelJob panel = panelJob(w, 0);
             answered(w, panel);
             return w.by(kAsker, drawing(w, panel.job));
         }},
    };
}

/// The network draws on, with nobody's choice.
RuleCases drawOnRules()
{
    const auto on = [](World&, const PanelJob& p) { return World::casePayout(p.job); };
    const auto later = [](World& w, const PanelJob& p) {
        toKnown(w, p);
        ++w.batchNumber;
    };
    const auto lapsed = [](World& w, const PanelJob& p) { w.now = w.standing(p.job).dispute->deadline; };
    /// The last seat that may be drawn is drawn, a day after the time for it.
    const auto late = [](World& w, const PanelJob& p) {
        toHalfDrawn(w, p);
        triedToTheEnd(w, p, 47);
        w.now = w.standing(p.job).dispute->deadline + kDay;
    };
    const auto sealedAfterLate = [=](Seconds period) {
        return [=](World& w, const PanelJob& p) {
            late(w, p);
            w.must(w.sendUnsigned(World::casePayout(p.job)), "drawing on");
            w.now += period;
        };
    };
    const auto seal = [](World& w, const PanelJob& p, std::size_t juror) {
        return commitment(w, p.job, juror, kLow);
    };
    return {
        before("Settle", "draws the next place", kOk, 0, toHalfDrawn, on),
        before("Settle", "draws with chance from a later batch", kOk, 0, later, on),
        before("Settle", "draws with chance from the same batch", ErrorCode::TooEarly, 0, toKnown, on),
        before("Settle", "draws before the salt is known", ErrorCode::NothingDue, 0, toAnswered, on),
        before("Settle", "draws for a panel that is full", ErrorCode::NothingDue, 0, toDrawn, on),
        before(
            "Settle", "draws for the last time", kOk, 0,
            [](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                triedToTheEnd(w, p, 47);
            },
            on),
        before(
            "Settle", "draws after the last time", ErrorCode::NothingDue, 0,
            [](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                triedToTheEnd(w, p);
            },
            on),
        before(
            "Settle", "draws in the last second", kOk, 0,
            [](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                w.now = w.standing(p.job).dispute->deadline - 1;
            },
            on),
        before(
            "Settle", "draws when the time to draw is over", kOk, 0,
            [=](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                lapsed(w, p);
            },
            on),
        before(
            "Settle", "draws with chance from the same batch, when the time to draw is over",
            ErrorCode::TooEarly, 0,
            [=](World& w, const PanelJob& p) {
                toKnown(w, p);
                lapsed(w, p);
            },
            on),
        before(
            "Settle", "draws with chance from a later batch, when the time to draw is over", kOk, 0,
            [=](World& w, const PanelJob& p) {
                later(w, p);
                lapsed(w, p);
            },
            on),
        before("Settle", "draws for the last time, when the time to draw is over", kOk, 0, late, on),
        before(
            "Settle", "draws nobody, for the last time, when the time to draw is over", kOk, 0,
            [=](World& w, const PanelJob& p) {
                later(w, p);
                triedToTheEnd(w, p, 47);
                for (std::uint32_t i = 0; i < 7; ++i) w.remove(state::seatKey(p.court, i));
                lapsed(w, p);
            },
            on),
        before("WithdrawDispute", "while places are drawn when the time for it is over", kOk, kAsker, late,
               [](World&, const PanelJob& p) {
                   return tx::WithdrawDispute{p.job.dac, p.job.id, 1};
               }),
        byJuror("CommitRuling", "in the last second after a late draw", kOk, 0, sealedAfterLate(2 * kDay - 1),
                seal),
        byJuror("CommitRuling", "a second later after a late draw", ErrorCode::TooLate, 0,
                sealedAfterLate(2 * kDay), seal),
        before(
            "Settle", "the fee of a panel that nobody may be on", kOk, 0,
            [=](World& w, const PanelJob& p) {
                later(w, p);
                triedToTheEnd(w, p);
                lapsed(w, p);
            },
            on),
        byJuror(
            "CommitRuling", "alone, as few may judge", kOk, 0,
            [=](World& w, const PanelJob& p) {
                toHalfDrawn(w, p);
                triedToTheEnd(w, p);
                lapsed(w, p);
            },
            seal),
        {"Settle", "draws in a court without seats", kOk,
         [](World& w) {
             const PanelJob p = panelJob(w, 0);
             toKnown(w, p);
             ++w.batchNumber;
             return World::unsignedStep(World::casePayout(p.job));
         }},
        {"Settle", "draws on for an appeal", kOk,
         [](World& w) {
             const PanelJob p = panelJob(w);
             toAppealed(w, p);
             w.must(w.send(kDoer, drawing(w, p.job)), "opening the salt");
             ++w.batchNumber;
             return World::unsignedStep(World::casePayout(p.job, 2));
         }},
    };
}

} // namespace

RuleCases panelRules()
{
    RuleCases rules = seatRules();
    for (const RuleCases& more : {courtRules(), drawRules(), drawOnRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
