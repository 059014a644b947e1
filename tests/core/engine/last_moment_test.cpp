// SPDX-License-Identifier: MIT
// Until when a step that waits is in time: the machine itself is asked, which takes it then and refuses it a
// second later.
#include "core/engine/last_moment.h"

#include <set>

#include <QTest>

#include "tests/support/panel_cases.h"
#include "tests/support/registry.h"

namespace stoa::test {

using state::CollaborationState;
using World = MachineWorld;

namespace {

constexpr Seconds kLong = 3 * 365 * kDay; ///< longer than anything that a step is about

std::optional<Bytes> nothing(const state::Key&) { return std::nullopt; }

/// As `person` would have signed it to be good for a long time.
tx::Transaction longStep(const World& w, std::size_t person, tx::Payload payload)
{
    tx::Transaction step = w.transaction(person, std::move(payload));
    step.envelope.validUntil = w.now + kLong;
    step.signature = keyOf(person).sign(tx::digestOf(step, w.rules.domain));
    return step;
}

Timestamp lastOf(const World& w, const tx::Transaction& step, Timestamp now)
{
    const auto sender = w.read<state::Account>(state::accountKey(step.envelope.from));
    return engine::lastMomentOf(step, sender.value_or(state::Account{}), now, w.rules,
                                [&](const state::Key& key) -> std::optional<Bytes> {
                                    const ByteView* record = w.tree.get(key);
                                    return record ? std::optional(toBytes(*record)) : std::nullopt;
                                });
}
Timestamp lastOf(const World& w, const tx::Transaction& step) { return lastOf(w, step, w.now); }

Result<void> takenAt(World w, const tx::Transaction& step, Timestamp time)
{
    w.now = time;
    return w.apply({tx::encode(step)});
}

/// Empty: the last second is `expected`, the machine takes the step in it, and refuses it in the next.
QString wrongAbout(const World& w, const tx::Transaction& step, Timestamp expected)
{
    const Timestamp last = lastOf(w, step);
    if (last != expected)
        return QStringLiteral("%1 s from now, not %2").arg(last - w.now).arg(expected - w.now);
    if (!takenAt(w, step, last)) return QStringLiteral("refused in the last second");
    if (takenAt(w, step, last + 1)) return QStringLiteral("taken a second later");
    return {};
}
#define STOA_LAST(world, step, expected)                                                                     \
    do {                                                                                                     \
        const QString wrong = wrongAbout(world, step, expected);                                             \
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));                                                        \
    } while (false)

/// Whose key it is, among the people of the rules.
std::optional<std::size_t> whoIs(const Address& address)
{
    for (std::size_t person = 0; person < 40; ++person)
        if (addressOf(person) == address) return person;
    return std::nullopt;
}

/// kAsker's account, which kOutsider guards and has begun to give to kNewcomer's key.
World takenOver()
{
    World w;
    for (const std::size_t person : {kAsker, kOutsider, kNewcomer}) w.money(person, 50 * kToken);
    w.must(w.send(kAsker, tx::SetGuardian{addressOf(kOutsider)}), "naming a guardian");
    w.must(w.send(kOutsider, tx::Recover{addressOf(kAsker), addressOf(kNewcomer)}), "recovering");
    w.now += 3 * kDay;
    return w;
}

} // namespace

class LastMomentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Every step that the list of rules has accepted.
    void theMachineTakesEveryKindUntilThen()
    {
        std::set<std::string> ending;
        std::size_t asked = 0;
        for (const RuleCase& rule : allRules()) {
            if (rule.refusal) continue;
            World w;
            w.watch = [](const Seen&) {}; // what a step may touch is not the matter here
            const auto made = tx::decode(rule.make(w).bytes);
            if (!made || tx::originOf(made->payload) != tx::Origin::Signed) continue;
            const auto signer = crypto::recoverSigner(tx::digestOf(*made, w.rules.domain), made->signature);
            const auto person = signer ? whoIs(*signer) : std::nullopt;
            if (!person) continue; // a key of the rules about signatures
            tx::Transaction step = *made;
            step.envelope.validUntil = w.now + kLong;
            step.signature = keyOf(*person).sign(tx::digestOf(step, w.rules.domain));
            const QByteArray name = QByteArray::fromStdString(rule.kind + ": " + rule.name);

            // What the gift of an expired invitation is for is over, though it may still be taken back.
            const bool isRevoking = std::holds_alternative<tx::RevokeInvite>(step.payload);
            // What is late is taken, too: so a delivery's end is asked for as it is on the last day.
            const bool isDelivery = std::holds_alternative<tx::Deliver>(step.payload);
            const Timestamp last = lastOf(w, step, isDelivery ? w.now + kLong : w.now);
            ++asked;
            if (isRevoking) continue;
            QVERIFY2(last >= w.now, name + " is too late already");
            QVERIFY2(takenAt(w, step, last), name + " is refused in the last second");
            if (last == step.envelope.validUntil) continue;
            ending.insert(rule.kind);
            // Nobody draws here, and a draw has no end by itself.
            bool isBeingDrawn = false;
            w.tree.forEach({}, [&](const state::Key& key, ByteView bytes) {
                const auto dispute = state::tableOf(key) == state::Table::Case
                                         ? state::decodeRecord<state::Case>(bytes)
                                         : std::nullopt;
                if (dispute && mvm::isBeingDrawn(*dispute)) isBeingDrawn = true;
            });
            QVERIFY2(isBeingDrawn || !takenAt(w, step, last + 1), name + " is taken a second later");
        }
        QVERIFY(asked > 100);
        for (const char* kind : {"Join",   "Invite",          "Vote",      "EnactMotion",    "Propose",
                                 "Accept", "Cancel",          "Deliver",   "RequestChanges", "Approve",
                                 "Amend",  "AgreeAmendment",  "Offer",     "AcceptOffer",    "Dispute",
                                 "Answer", "WithdrawDispute", "DrawPanel", "CommitRuling",   "RevealRuling",
                                 "Appeal"})
            QVERIFY2(ending.count(kind) == 1, kind);
    }

    /// From its day on the guardian's key signs: for everything else that the owner's key has signed, too.
    void anOwnersStepsEndWhereTheGuardiansKeyBegins()
    {
        const World w = takenOver();
        const Timestamp due = w.account(kAsker).due;
        QCOMPARE(due, w.now + 11 * kDay);
        for (const tx::Payload& act :
             {tx::Payload(tx::Recover{addressOf(kAsker), addressOf(kNewcomer)}),
              tx::Payload(tx::RotateKey{addressOf(kDoer)}), tx::Payload(tx::SetGuardian{}),
              tx::Payload(tx::Transfer{addressOf(kDoer), kToken})})
            STOA_LAST(w, longStep(w, kAsker, act), due - 1);
        // Nobody takes the guardian's own key away, and the other key does not end where it begins.
        const auto again = longStep(w, kOutsider, tx::Recover{addressOf(kAsker), addressOf(kDoer)});
        QCOMPARE(lastOf(w, again), w.now + kLong);
        World after = w;
        after.now = due;
        tx::Transaction byOther = after.transaction(kAsker, tx::Transfer{addressOf(kDoer), kToken});
        byOther.envelope.validUntil = after.now + kLong;
        byOther.signature = keyOf(kNewcomer).sign(tx::digestOf(byOther, after.rules.domain));
        QCOMPARE(lastOf(after, byOther), after.now + kLong);
        QVERIFY(takenAt(after, byOther, after.now + kLong));
    }

    void anInvitationEndsBeforeTheStepThatUsesIt()
    {
        World w;
        const DacId dac = w.readyCompany();
        w.money(kNewcomer, kToken);
        const Timestamp expires = w.now + 2 * kDay;
        w.must(w.send(kFounder, World::invite(dac, expires)), "inviting");
        STOA_LAST(w, longStep(w, kNewcomer, w.joining(dac, kNewcomer)), expires - 1);
        // Who knows nothing of the company goes by what was signed.
        const auto join = longStep(w, kNewcomer, w.joining(dac, kNewcomer));
        QCOMPARE(engine::lastMomentOf(join, {}, w.now, w.rules, nothing), w.now + kLong);
        tx::Transaction shorter = join;
        shorter.envelope.validUntil = w.now + kDay; // the smaller of both counts
        QCOMPARE(lastOf(w, shorter), w.now + kDay);
    }

    void anOfferEndsBeforeTheStateThatItWasMadeIn()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Delivered);
        const state::Collaboration c = w.collaboration(job);
        const Timestamp until = w.now + 2 * kDay;
        QVERIFY(until < c.deadline);
        const tx::Offer offer{job.dac, job.id, c.seq, 90 * kToken, until};
        STOA_LAST(w, longStep(w, kAsker, offer), until - 1);
        w.must(w.send(kAsker, offer), "offering");
        const auto accepting = longStep(w, kDoer, tx::AcceptOffer{job.dac, job.id, c.seq, 90 * kToken});
        STOA_LAST(w, accepting, until - 1);
        w.now = until + kDay; // it is over, and stays so whatever time it is now
        QCOMPARE(lastOf(w, accepting), until - 1);
        // A longer one ends with what both can still settle.
        w.now = until - kDay;
        tx::Offer longer = offer;
        longer.until = c.deadline + kDay;
        w.must(w.send(kAsker, longer), "offering for longer");
        STOA_LAST(w, longStep(w, kDoer, tx::AcceptOffer{job.dac, job.id, c.seq, 90 * kToken}),
                  c.deadline - 1);
    }

    void otherTermsEndWithTheirDayOrTheWork()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Active);
        const state::Collaboration c = w.collaboration(job);
        for (const Timestamp workBy : {c.workBy - 5 * kDay, c.workBy + 30 * kDay}) {
            World each = w;
            const tx::Amend terms{job.dac, job.id, c.seq, contentOf("less"), 80 * kToken, workBy};
            const Timestamp last = std::min(workBy, c.deadline) - 1;
            STOA_LAST(each, longStep(each, kAsker, terms), last);
            each.must(each.send(kAsker, terms), "amending");
            STOA_LAST(
                each,
                longStep(each, kDoer,
                         tx::AgreeAmendment{job.dac, job.id, c.seq, contentOf("less"), 80 * kToken, workBy}),
                last);
        }
    }

    /// As it was: the deadlines of the states themselves.
    void proposalsAndDeliveriesEndWithTheirDays()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Proposed);
        const Timestamp answerBy = w.collaboration(job).answerBy;
        STOA_LAST(w, longStep(w, kDoer, w.acceptance(job)), answerBy - 1);
        STOA_LAST(w, longStep(w, kAsker, w.cancelling(job)), answerBy - 1);
        w.must(w.send(kDoer, w.acceptance(job)), "accepting");
        const state::Collaboration c = w.collaboration(job);
        const auto delivering = longStep(w, kDoer, w.delivery(job));
        // Until the day agreed it is not late; after it the grace is what counts.
        QCOMPARE(lastOf(w, delivering), c.workBy - 1);
        QCOMPARE(lastOf(w, delivering, c.workBy), c.deadline - 1);
        QVERIFY(takenAt(w, delivering, c.deadline - 1) && !takenAt(w, delivering, c.deadline));
        // What waits behind another step is no earlier than what has to come first lets it be.
        World before;
        const Job proposed = before.jobIn(CollaborationState::Proposed);
        tx::Deliver early = before.delivery(proposed);
        ++early.seq;
        QCOMPARE(lastOf(before, longStep(before, kDoer, early)), before.now + kLong);
    }

    void aDisputesStepsEndWithTheStateTheyAreFor()
    {
        World w;
        const Job job = w.jobIn(CollaborationState::Disputed);
        const Timestamp answerBy = w.standing(job).dispute->deadline;
        STOA_LAST(w, longStep(w, kDoer, w.answer(job, 130 * kToken)), answerBy - 1);
        // Who has disputed may take it back until the time to rule is over.
        STOA_LAST(w, longStep(w, kAsker, tx::WithdrawDispute{job.dac, job.id, 1}),
                  answerBy + w.collaboration(job).revealPeriod - 1);
        w.must(w.send(kDoer, w.answer(job, 130 * kToken)), "answering");
        STOA_LAST(w, longStep(w, kArbitrator, w.ruling(job, 80 * kToken)),
                  w.standing(job).dispute->deadline - 1);
    }

    void aPanelsStepsEndWithTheStateTheyAreFor()
    {
        World w;
        const PanelJob panel = panelJob(w);
        toCommitting(w, panel);
        const Timestamp commitBy = w.standing(panel.job).dispute->deadline;
        const std::size_t juror = jurorAt(w, panel.job, 0);
        STOA_LAST(w, longStep(w, juror, commitment(w, panel.job, juror, kLow)), commitBy - 1);
        // What both agree on comes before anything is opened.
        const tx::Offer offer{panel.job.dac, panel.job.id, w.collaboration(panel.job).seq, 90 * kToken,
                              w.now + 300 * kDay};
        STOA_LAST(w, longStep(w, kAsker, offer), commitBy - 1);

        World open;
        const PanelJob sealed = panelJob(open);
        toRevealing(open, sealed);
        const Timestamp revealBy = open.standing(sealed.job).dispute->deadline;
        STOA_LAST(open, longStep(open, jurorAt(open, sealed.job, 0), panelRuling(open, sealed.job, kLow)),
                  revealBy - 1);

        World ruledOne;
        const PanelJob decided = panelJob(ruledOne);
        toRuled(ruledOne, decided);
        STOA_LAST(ruledOne, longStep(ruledOne, kDoer, appeal(ruledOne, decided.job)),
                  ruledOne.collaboration(decided.job).deadline - 1);
    }

    /// Silence lets a motion pass: who is against it has the time to object, and not the time to decide.
    void anObjectionEndsBeforeTheVote()
    {
        World w;
        const DacId dac = governedCompany(w);
        const tx::SpendTreasury act = spending(dac, 10 * kToken, true);
        const tx::MotionId id = putMotion(w, act);
        w.now += kDay;
        const state::Motion motion = motionOf(w, dac, id);
        const auto against = longStep(w, kDoer, voteOn(dac, id, tx::Side::Against));
        STOA_LAST(w, against, motion.objectBy - 1);
        w.must(w.send(kFounder, voteOn(dac, id, tx::Side::Against)), "objecting");
        STOA_LAST(w, longStep(w, kDoer, voteOn(dac, id, tx::Side::Against)), motion.decideBy - 1);
    }
};

STOA_TEST(LastMomentTest)

} // namespace stoa::test

#include "last_moment_test.moc"
