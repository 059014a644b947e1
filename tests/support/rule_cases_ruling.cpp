// SPDX-License-Identifier: MIT
// The rules of sealed rulings, of appeals, and of who is paid.
#include "tests/support/panel_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

RuleCases sealedRules()
{
    const auto commit = [](World& w, const PanelJob& p, std::size_t juror) {
        return commitment(w, p.job, juror, kMiddle);
    };
    const auto open = [](World& w, const PanelJob& p, std::size_t) { return panelRuling(w, p.job, kLow); };
    return {
        byJuror("CommitRuling", "by a juror", kOk, 0, toCommitting, commit),
        byJuror(
            "CommitRuling", "replaces one's own", kOk, 1,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                drawn(w, p);
                committed(w, p, kThree);
            },
            commit),
        byJuror("CommitRuling", "before the panel is complete", ErrorCode::TooEarly, 0, toDrawn, commit),
        byJuror("CommitRuling", "when sealing is over", ErrorCode::TooLate, 0, toRevealing, commit),
        byJuror("CommitRuling", "nothing", ErrorCode::OutOfRange, 0, toCommitting,
                [](World& w, const PanelJob& p, std::size_t juror) {
                    tx::CommitRuling act = commitment(w, p.job, juror, kMiddle);
                    act.commitment = {};
                    return act;
                }),
        byJuror("CommitRuling", "on another round", ErrorCode::ContentConflict, 0, toCommitting,
                [](World& w, const PanelJob& p, std::size_t juror) {
                    tx::CommitRuling act = commitment(w, p.job, juror, kMiddle);
                    ++act.round;
                    return act;
                }),
        before("CommitRuling", "by a party", ErrorCode::NotTheArbitrator, kAsker, toCommitting,
               [](World& w, const PanelJob& p) { return commitment(w, p.job, kAsker, kMiddle); }),
        before(
            "CommitRuling", "without a dispute", ErrorCode::WrongState, kFirstJuror,
            [](World&, const PanelJob&) {},
            [](World& w, const PanelJob& p) { return commitment(w, p.job, kFirstJuror, kMiddle); }),
        {"CommitRuling", "in a place whose record names somebody else", ErrorCode::NotTheArbitrator,
         [](World& w) {
             const PanelJob p = panelJob(w);
             toCommitting(w, p);
             const std::size_t person = jurorAt(w, p.job, 0);
             const state::Key key = state::jurorKey(p.job.dac, p.job.id, 1, 0);
             state::Juror juror = *w.read<state::Juror>(key);
             juror.who = addressOf(kOutsider);
             w.place(key, juror);
             return w.by(person, commitment(w, p.job, person, kMiddle));
         }},
        {"CommitRuling", "on nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             return w.by(kAsker, tx::CommitRuling{});
         }},

        byJuror("RevealRuling", "opens a sealed one", kOk, 0, toRevealing, open),
        byJuror(
            "RevealRuling", "opens a sealed one beyond the claims", kOk, 0,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                drawn(w, p);
                committed(w, p, {149 * kToken});
                w.now = w.standing(p.job).dispute->deadline;
            },
            [](World& w, const PanelJob& p, std::size_t) { return panelRuling(w, p.job, 149 * kToken); }),
        byJuror("RevealRuling", "another one than was sealed", ErrorCode::ContentConflict, 1, toRevealing,
                open),
        byJuror(
            "RevealRuling", "sealed by another juror", ErrorCode::ContentConflict, 0,
            [](World& w, const PanelJob& p) {
                toCommitting(w, p);
                const std::size_t first = jurorAt(w, p.job, 0);
                const std::size_t second = jurorAt(w, p.job, 1);
                w.must(w.send(first, commitment(w, p.job, second, kLow)), "copying");
                w.now = w.standing(p.job).dispute->deadline;
            },
            open),
        byJuror(
            "RevealRuling", "opens it twice", ErrorCode::AlreadyExists, 0,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                drawn(w, p);
                committed(w, p, kThree);
                revealed(w, p, kThree);
            },
            open),
        byJuror(
            "RevealRuling", "opens it while others may still seal theirs", ErrorCode::TooEarly, 0,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                drawn(w, p);
                committed(w, p, kThree);
            },
            open),
        byJuror(
            "RevealRuling", "opens it when the time is over", ErrorCode::WrongState, 0,
            [](World& w, const PanelJob& p) {
                toRevealing(w, p);
                w.now += 2 * kDay;
            },
            open),
        byJuror("RevealRuling", "opens it without reasons", ErrorCode::OutOfRange, 0, toRevealing,
                [](World& w, const PanelJob& p, std::size_t) {
                    tx::RevealRuling act = panelRuling(w, p.job, kLow);
                    act.reasons = {};
                    return act;
                }),
        byJuror("RevealRuling", "opens it for another round", ErrorCode::ContentConflict, 0, toRevealing,
                [](World& w, const PanelJob& p, std::size_t) {
                    tx::RevealRuling act = panelRuling(w, p.job, kLow);
                    ++act.round;
                    return act;
                }),
        before("RevealRuling", "before a panel, by a party", ErrorCode::NotTheArbitrator, kAsker, toRevealing,
               [](World& w, const PanelJob& p) { return panelRuling(w, p.job, kLow); }),
        before(
            "WithdrawDispute", "after the first ruling was opened", ErrorCode::TooLate, kAsker,
            [](World& w, const PanelJob& p) {
                toRevealing(w, p);
                w.must(w.send(jurorAt(w, p.job, 0), panelRuling(w, p.job, kLow)), "opening");
            },
            [](World&, const PanelJob& p) {
                return tx::WithdrawDispute{p.job.dac, p.job.id, 1};
            }),
        before("WithdrawDispute", "before any ruling was opened", kOk, kAsker, toRevealing,
               [](World&, const PanelJob& p) {
                   return tx::WithdrawDispute{p.job.dac, p.job.id, 1};
               }),
        before("WithdrawDispute", "an appeal", kOk, kDoer, toAppealed,
               [](World&, const PanelJob& p) {
                   return tx::WithdrawDispute{p.job.dac, p.job.id, 2};
               }),
    };
}

RuleCases payRules()
{
    const auto close = [](std::uint8_t juror) {
        return [juror](World&, const PanelJob& p) { return closing(p.job, juror); };
    };
    const auto fee = [](World&, const PanelJob& p) { return World::casePayout(p.job); };
    return {
        before("CloseVote", "near the ruling", kOk, 0, toRuled, close(0)),
        before("CloseVote", "far from the ruling", kOk, 0, toRuled, close(2)),
        before(
            "CloseVote", "never opened", kOk, 0,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                drawn(w, p);
                committed(w, p, kThree);
                revealed(w, p, {kLow});
                w.now = w.standing(p.job).dispute->deadline;
            },
            close(1)),
        before("CloseVote", "of a court that stayed silent", kOk, 0, toVoid, close(0)),
        before(
            "CloseVote", "of a dispute that was taken back", kOk, 0,
            [](World& w, const PanelJob& p) {
                toCommitting(w, p);
                w.must(w.send(kAsker, tx::WithdrawDispute{p.job.dac, p.job.id, 1}), "taking back");
            },
            close(0)),
        before(
            "CloseVote", "after the case's fee was paid", kOk, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.must(w.sendUnsigned(World::casePayout(p.job)), "the case");
            },
            close(1)),
        before(
            "CloseVote", "twice", ErrorCode::NothingDue, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.must(w.sendUnsigned(closing(p.job, 0)), "the first time");
            },
            close(0)),
        before("CloseVote", "under way", ErrorCode::NothingDue, 0, toRevealing, close(0)),
        before("CloseVote", "of a place that was not drawn", ErrorCode::NothingDue, 0, toRuled, close(3)),
        before("CloseVote", "of a place that no panel has", ErrorCode::NothingDue, 0, toRuled, close(200)),
        before("CloseVote", "of no case", ErrorCode::NoSuchCase, 0, toRuled,
               [](World&, const PanelJob& p) { return closing(p.job, 0, 2); }),
        before(
            "CloseVote", "of a juror without a record", ErrorCode::NoSuchCase, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.remove(state::jurorKey(p.job.dac, p.job.id, 1, 0));
            },
            close(0)),
        before(
            "CloseVote", "of a juror without a seat", ErrorCode::NoSuchCase, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                for (std::uint32_t i = 0; i < 7; ++i) w.remove(state::seatKey(p.court, i));
            },
            close(0)),
        {"CloseVote", "of a named person", ErrorCode::NothingDue,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Ruled);
             return World::unsignedStep(closing(job, 0));
         }},
        before("Settle", "what a panel has ruled, at once", ErrorCode::NothingDue, 0, toRuled,
               [](World&, const PanelJob& p) { return World::payout(p.job); }),
        before(
            "Settle", "what a panel has ruled, when nobody appeals", kOk, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.now = w.collaboration(p.job).deadline;
            },
            [](World&, const PanelJob& p) { return World::payout(p.job); }),
        before("Settle", "what a panel's fee leaves", kOk, 0, toRuled, fee),
        before(
            "Settle", "what a panel's fee leaves, twice", ErrorCode::NothingDue, 0,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.must(w.sendUnsigned(World::casePayout(p.job)), "the first time");
            },
            fee),
        before("Settle", "the fee of a panel that stayed silent", kOk, 0, toVoid, fee),
        before(
            "Settle", "the fee of a claimant who kept the salt", kOk, 0,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                w.now = w.standing(p.job).dispute->deadline;
            },
            fee),
        before(
            "Settle", "what is left of an appeal's fee", kOk, 0,
            [](World& w, const PanelJob& p) {
                toAppealed(w, p);
                ruled(w, p, {kFar, kFar, kLow, kMiddle, kMiddle});
            },
            [](World&, const PanelJob& p) { return World::casePayout(p.job, 2); }),
        before(
            "Settle", "what an appeal has ruled, at once", kOk, 0,
            [](World& w, const PanelJob& p) {
                toAppealed(w, p);
                ruled(w, p, {kFar, kFar, kLow, kMiddle, kMiddle});
            },
            [](World&, const PanelJob& p) { return World::payout(p.job); }),
    };
}

RuleCases appealRules()
{
    const auto plain = [](World& w, const PanelJob& p) { return appeal(w, p.job); };
    const auto changed = [](auto change) {
        return [change](World& w, const PanelJob& p) {
            tx::Appeal act = appeal(w, p.job);
            change(act);
            return act;
        };
    };
    return {
        before("Appeal", "by the claimant", kOk, kAsker, toRuled, plain),
        before("Appeal", "by the other side", kOk, kDoer, toRuled, plain),
        before(
            "Appeal", "in the last second", kOk, kDoer,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.now = w.collaboration(p.job).deadline - 1;
            },
            plain),
        before(
            "Appeal", "when the ruling stands", ErrorCode::TooLate, kDoer,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                w.now = w.collaboration(p.job).deadline;
            },
            plain),
        before(
            "Appeal", "by who got all it asked for", ErrorCode::NotPermitted, kDoer,
            [](World& w, const PanelJob& p) {
                answered(w, p);
                ruled(w, p, {140 * kToken, 140 * kToken});
            },
            plain),
        before("Appeal", "by somebody else", ErrorCode::NotAParty, kOutsider, toRuled, plain),
        before("Appeal", "before the ruling", ErrorCode::WrongState, kDoer, toRevealing, plain),
        before("Appeal", "as it was before it changed", ErrorCode::WrongSequence, kDoer, toRuled,
               changed([](tx::Appeal& a) { --a.seq; })),
        before("Appeal", "without reasons", ErrorCode::OutOfRange, kDoer, toRuled,
               changed([](tx::Appeal& a) { a.evidence = {}; })),
        before("Appeal", "without a salt", ErrorCode::OutOfRange, kDoer, toRuled,
               changed([](tx::Appeal& a) { a.saltHash = {}; })),
        before("Appeal", "at another fee", ErrorCode::ContentConflict, kDoer, toRuled,
               changed([](tx::Appeal& a) { --a.fee; })),
        before(
            "Appeal", "without the money", ErrorCode::InsufficientBalance, kDoer,
            [](World& w, const PanelJob& p) {
                toRuled(w, p);
                const Amount spare = w.balance(kDoer) - kToken;
                w.must(w.send(kDoer, tx::Transfer{addressOf(kOutsider), spare}), "giving away");
            },
            plain),
        before(
            "Appeal", "against an appeal", ErrorCode::TooLate, kAsker,
            [](World& w, const PanelJob& p) {
                toAppealed(w, p);
                ruled(w, p, {kFar, kFar, kLow, kMiddle, kMiddle});
            },
            plain),
        {"Appeal", "against a named person", ErrorCode::TooLate,
         [](World& w) {
             const Job job = w.jobIn(CollaborationState::Ruled);
             return w.by(kDoer, appeal(w, job));
         }},
        {"Appeal", "nothing", ErrorCode::NoSuchCollaboration,
         [](World& w) {
             w.money(kDoer, 5 * kToken);
             return w.by(kDoer, tx::Appeal{});
         }},
    };
}

} // namespace

RuleCases verdictRules()
{
    RuleCases rules = sealedRules();
    for (const RuleCases& more : {payRules(), appealRules()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
