// SPDX-License-Identifier: MIT
// Fields at the border of their width: what wraps, what stays at the largest number, what is refused, and
// products of large numbers. Such values are put there behind the machine's back.
#include <limits>

#include "tests/support/guild_cases.h"
#include "tests/support/panel_cases.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

template <typename T>
constexpr T kFull = std::numeric_limits<T>::max();

constexpr Amount kFullAmount = kFull<Amount>;
constexpr std::uint32_t kFullCount = kFull<std::uint32_t>;

/// The record under `key`, changed.
template <typename R, typename Change>
void altered(World& w, const state::Key& key, Change change)
{
    R record = w.read<R>(key).value_or(R{});
    change(record);
    w.place(key, record);
}

template <typename Change>
void alteredJob(World& w, const Job& job, Change change)
{
    altered<state::Collaboration>(w, state::collaborationKey(job.dac, job.id), change);
}

void balanceOf(World& w, std::size_t person, Amount amount)
{
    altered<state::Account>(w, state::accountKey(addressOf(person)),
                            [&](state::Account& account) { account.balance = amount; });
}

template <typename Record>
void fillCounts(Record& record)
{
    record.settled = record.agreed = record.lost = record.late = kFullCount;
}

// ---- counts and stake days ------------------------------------------------------------------------------

/// A collaboration that `until` has brought to the end is paid, with these counts of both sides before.
template <typename Until, typename Change>
RuleCase paid(const char* name, Until until, Change change)
{
    return {"Settle", name, kOk, [=](World& w) {
                const Job job = until(w);
                w.now = w.collaboration(job).deadline;
                for (const std::size_t person : {kAsker, kDoer})
                    altered<state::Account>(w, state::accountKey(addressOf(person)), change);
                return World::unsignedStep(World::payout(job));
            }};
}

Job approved(World& w) { return w.jobIn(CollaborationState::ToBeAllocated); }

Job agreedOn(World& w)
{
    const Job job = w.jobIn(CollaborationState::Active);
    const std::uint16_t seq = w.collaboration(job).seq;
    w.must(w.send(kDoer, tx::Offer{job.dac, job.id, seq, 40 * kToken, w.now + kDay}), "offering");
    w.must(w.send(kAsker, tx::AcceptOffer{job.dac, job.id, seq, 40 * kToken}), "taking the offer");
    return job;
}

Job neverDelivered(World& w)
{
    const Job job = w.jobIn(CollaborationState::Active);
    w.now = w.collaboration(job).deadline;
    return job;
}

RuleCases countWidths()
{
    const auto full = [](state::Account& account) { fillCounts(account); };
    return {
        paid("a work well done, when both have counted to the end", approved, full),
        paid("what both agreed on, when both have counted to the end", agreedOn, full),
        paid(
            "a ruling, when who lost has counted to the end",
            [](World& w) { return w.jobIn(CollaborationState::Ruled); }, full),
        paid("a refund, when who was late has counted to the end", neverDelivered, full),
        // Of 20 and of 30 tokens: one side comes near the end, the other's stop there.
        paid("a work well done, when stake days are nearly full", approved,
             [](state::Account& account) { account.stakeDays = kFull<std::uint64_t> - 300; }),
        paid("a work well done, when stake days are full", approved,
             [](state::Account& account) { account.stakeDays = kFull<std::uint64_t>; }),
        {"Settle", "a company's work, when its counts are full", kOk,
         [](World& w) {
             const Between b = proposedToGuild(w);
             w.must(w.send(kOutsider, w.acceptance(b.job)), "accepting for the guild");
             w.must(w.send(kOutsider, w.delivery(b.job)), "delivering");
             w.must(w.send(kAsker, w.approval(b.job)), "approving");
             w.now = w.collaboration(b.job).deadline;
             altered<state::Purse>(w, state::purseKey(b.guild), [](state::Purse& purse) {
                 fillCounts(purse);
                 purse.stakeDays = kFull<std::uint64_t> - 1;
             });
             return World::unsignedStep(World::payout(b.job));
         }},
        {"Join", "a company whose members are counted to the end", kOk,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.money(kNewcomer, 5 * kToken);
             w.must(w.send(kFounder, World::invite(dac, w.now + kDay)), "inviting");
             altered<state::Purse>(w, state::purseKey(dac),
                                   [](state::Purse& purse) { purse.members = kFullCount; });
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
        {"Join", "with an invite of as many uses as there can be", kOk,
         [](World& w) {
             const DacId dac = w.readyCompany();
             w.money(kNewcomer, 5 * kToken);
             tx::Invite invite = World::invite(dac, w.now + kDay);
             invite.uses = kFull<std::uint16_t>;
             invite.gift = 10 * kToken;
             w.must(w.send(kFounder, invite), "inviting");
             return w.by(kNewcomer, w.joining(dac, kNewcomer));
         }},
    };
}

// ---- seq and edits --------------------------------------------------------------------------------------

/// A step about a collaboration whose seq is the last before it wraps.
template <typename Make>
RuleCase atLastSeq(const char* kind, const char* name, std::optional<ErrorCode> refusal,
                   CollaborationState state, std::size_t person, Make make)
{
    return {kind, name, refusal, [=](World& w) {
                const Job job = w.jobIn(state);
                alteredJob(w, job, [](state::Collaboration& c) { c.seq = kFull<std::uint16_t>; });
                auto payload = make(w, job);
                if constexpr (std::is_same_v<decltype(payload), tx::Settle>)
                    return World::unsignedStep(payload);
                else
                    return w.by(person, std::move(payload));
            }};
}

RuleCases seqWidths()
{
    using W = const World&;
    return {
        atLastSeq("Accept", "with the last number that seq has", kOk, CollaborationState::Proposed, kDoer,
                  [](W w, const Job& job) { return w.acceptance(job); }),
        atLastSeq("Cancel", "with the last number that seq has", kOk, CollaborationState::Proposed, kAsker,
                  [](W w, const Job& job) { return w.cancelling(job); }),
        atLastSeq("Deliver", "with the last number that seq has", kOk, CollaborationState::Active, kDoer,
                  [](W w, const Job& job) { return w.delivery(job); }),
        atLastSeq("RequestChanges", "with the last number that seq has", kOk, CollaborationState::Delivered,
                  kAsker, [](W w, const Job& job) { return w.changes(job); }),
        atLastSeq("Approve", "with the last number that seq has", kOk, CollaborationState::Delivered, kAsker,
                  [](W w, const Job& job) { return w.approval(job); }),
        atLastSeq("Approve", "with the number that seq is to wrap to", ErrorCode::WrongSequence,
                  CollaborationState::Delivered, kAsker,
                  [](W w, const Job& job) {
                      tx::Approve approval = w.approval(job);
                      approval.seq = 0;
                      return approval;
                  }),
        atLastSeq(
            "AgreeAmendment", "with the last number that seq has", kOk, CollaborationState::Active, kDoer,
            [](World& w, const Job& job) {
                const state::Collaboration c = w.collaboration(job);
                w.must(w.send(kAsker,
                              tx::Amend{job.dac, job.id, c.seq, c.statement, c.reward - kToken, c.workBy}),
                       "amending");
                return tx::AgreeAmendment{job.dac, job.id, c.seq, c.statement, c.reward - kToken, c.workBy};
            }),
        atLastSeq(
            "AcceptOffer", "with the last number that seq has", kOk, CollaborationState::Active, kAsker,
            [](World& w, const Job& job) {
                const std::uint16_t seq = w.collaboration(job).seq;
                w.must(w.send(kDoer, tx::Offer{job.dac, job.id, seq, kToken, w.now + kDay}), "offering");
                return tx::AcceptOffer{job.dac, job.id, seq, kToken};
            }),
        atLastSeq("Dispute", "with the last number that seq has", kOk, CollaborationState::Active, kAsker,
                  [](W w, const Job& job) { return w.dispute(job, 0); }),
        atLastSeq("Dispute", "after silence has wrapped seq", kOk, CollaborationState::Delivered, kAsker,
                  [](World& w, const Job& job) {
                      w.now = w.collaboration(job).deadline;
                      return w.dispute(job, 30 * kToken);
                  }),
        atLastSeq("Dispute", "with the number from before silence has wrapped seq", ErrorCode::WrongSequence,
                  CollaborationState::Delivered, kAsker,
                  [](World& w, const Job& job) {
                      w.now = w.collaboration(job).deadline;
                      tx::Dispute dispute = w.dispute(job, 30 * kToken);
                      dispute.seq = kFull<std::uint16_t>;
                      return dispute;
                  }),
        atLastSeq("WithdrawDispute", "with the last number that seq has", kOk, CollaborationState::Disputed,
                  kAsker,
                  [](W, const Job& job) {
                      return tx::WithdrawDispute{job.dac, job.id, 1};
                  }),
        atLastSeq("Settle", "what is due, with the last number that seq has", kOk,
                  CollaborationState::ToBeAllocated, 0,
                  [](World& w, const Job& job) {
                      w.now = w.collaboration(job).deadline;
                      return World::payout(job);
                  }),
        atLastSeq("Settle", "a refund, after two changes from the last number that seq has", kOk,
                  CollaborationState::Active, 0,
                  [](World& w, const Job& job) {
                      w.now = w.collaboration(job).deadline;
                      w.now = w.collaboration(job).deadline;
                      return World::payout(job);
                  }),
    };
}

/// kAsker's page "Handbook" with so many edits, and its next version.
tx::PutRecord nextPage(World& w, std::uint32_t edits)
{
    tx::PutRecord page;
    page.dac = w.readyCompany();
    page.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
    page.object = tx::pageIdOf("Handbook");
    page.state = static_cast<std::uint8_t>(tx::PageState::Published);
    page.content = contentOf("first revision");
    w.must(w.send(kAsker, page), "a page");
    altered<state::Record>(w, state::recordKey(page.dac, page.tool, page.object),
                           [&](state::Record& record) { record.edits = edits; });
    page.expected = page.content;
    page.edits = edits;
    page.content = contentOf("another revision");
    return page;
}

RuleCases editWidths()
{
    return {
        {"PutRecord", "when edits are counted to the end", kOk,
         [](World& w) { return w.by(kAsker, nextPage(w, kFullCount)); }},
        {"PutRecord", "when edits have wrapped to none", kOk,
         [](World& w) { return w.by(kAsker, nextPage(w, 0)); }},
        {"PutRecord", "with the number that edits are to wrap to", ErrorCode::ContentConflict,
         [](World& w) {
             tx::PutRecord page = nextPage(w, kFullCount);
             page.edits = 0;
             return w.by(kAsker, page);
         }},
        about("RequestChanges", "the last of as many as there can be", kOk, CollaborationState::Delivered,
              kAsker,
              [](World& w, const Job& job) {
                  alteredJob(w, job, [](state::Collaboration& c) {
                      c.changes = kFull<std::uint8_t>;
                      c.changesUsed = kFull<std::uint8_t> - 1;
                  });
                  return w.changes(job);
              }),
        about("RequestChanges", "when as many as there can be are used", ErrorCode::NoMoreChanges,
              CollaborationState::Delivered, kAsker,
              [](World& w, const Job& job) {
                  alteredJob(w, job, [](state::Collaboration& c) {
                      c.changes = c.changesUsed = kFull<std::uint8_t>;
                  });
                  return w.changes(job);
              }),
    };
}

// ---- the spending limit ---------------------------------------------------------------------------------

/// The founder spends of a company that has `purse` and this limit, at a time that four bytes cannot hold.
template <typename Change>
RuleCase spent(const char* name, std::optional<ErrorCode> refusal, Amount amount, Change change)
{
    return {"SpendTreasury", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                w.now = (Timestamp{1} << 32U) + 5 * kDay;
                state::Charter charter = w.charter(dac);
                state::Purse purse = w.purse(dac);
                change(charter, purse);
                w.place(state::charterKey(dac), charter);
                w.place(state::purseKey(dac), purse);
                return w.by(kFounder, spending(dac, amount));
            }};
}

RuleCases spendingWidths()
{
    const auto tenDaysBefore = [](state::Charter&, state::Purse& purse) {
        purse.spent = 50 * kToken; // all of it; a third has drained
        purse.spentAt = static_cast<std::uint32_t>(0) - static_cast<std::uint32_t>(5 * kDay);
    };
    const auto all = [](Seconds before) {
        return [before](state::Charter&, state::Purse& purse) {
            purse.spent = 50 * kToken;
            purse.spentAt = static_cast<std::uint32_t>(5 * kDay - before);
        };
    };
    const auto largest = [](state::Charter& charter, state::Purse& purse) {
        charter.spendLimit = kFullAmount;
        purse.treasury = kFullAmount;
        purse.spent = kFullAmount; // half of it has drained
        purse.spentAt = static_cast<std::uint32_t>(5 * kDay - 15 * kDay);
    };
    constexpr Amount kThird = 50 * kToken / 3;
    constexpr Amount kHalf = kFullAmount / 2;
    return {
        spent("what has drained while spentAt wrapped", kOk, kThird, tenDaysBefore),
        spent("a gwei more than has drained while spentAt wrapped", ErrorCode::OverLimit, kThird + 1,
              tenDaysBefore),
        spent("thirty days after it was used up, while spentAt wrapped", kOk, 50 * kToken, all(30 * kDay)),
        spent("a second before thirty days, while spentAt wrapped", ErrorCode::OverLimit, 50 * kToken,
              all(30 * kDay - 1)),
        // A whole turn of four bytes later looks as if it had been a moment ago.
        spent("a whole turn of spentAt after it was used up", ErrorCode::OverLimit, 1, all(0)),
        spent("half of the largest limit there can be", kOk, kHalf, largest),
        spent("a gwei more than half of the largest limit", ErrorCode::OverLimit, kHalf + 1, largest),
        spent("a gwei more than the largest limit", ErrorCode::OverLimit, 1,
              [](state::Charter& charter, state::Purse& purse) {
                  charter.spendLimit = purse.treasury = purse.spent = kFullAmount;
                  purse.spentAt = static_cast<std::uint32_t>(5 * kDay);
              }),
    };
}

// ---- numbers of tools and seats, and what they count ----------------------------------------------------

/// A tool is installed when the purse has this for the next.
RuleCase installed(const char* name, std::optional<ErrorCode> refusal, std::uint16_t next)
{
    return {"InstallTool", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                altered<state::Purse>(w, state::purseKey(dac),
                                      [&](state::Purse& purse) { purse.nextTool = next; });
                return w.by(kFounder, bountyTool(dac));
            }};
}

/// A seat of this number is taken when it is the next.
RuleCase seated(const char* name, std::optional<ErrorCode> refusal, std::uint32_t number)
{
    return {"TakeSeat", name, refusal, [=](World& w) {
                const DacId court = courtCompany(w, 1);
                w.money(kFirstJuror + 1, 100 * kToken);
                w.join(court, kFirstJuror + 1, tx::Role::Arbitrator);
                altered<state::Purse>(w, state::purseKey(court),
                                      [&](state::Purse& purse) { purse.seats = number; });
                return w.by(kFirstJuror + 1, tx::TakeSeat{court, number, 10 * kToken});
            }};
}

/// A bounty that holds ten tokens, of a tool with that change, moves on.
template <typename Change>
RuleCase onBounty(const char* name, std::uint8_t from, std::uint8_t to, Amount amount, Change change)
{
    return {"PutRecord", name, kOk, [=](World& w) {
                const DacId dac = governedCompany(w);
                w.must(w.send(kFounder, bountyTool(dac)), "installing");
                w.must(w.send(kAsker, newBounty(dac)), "a bounty");
                const ObjectId id = tx::objectIdOf(w.digest());
                if (from == 2)
                    w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), id, 2, 10 * kToken)), "funding it");
                altered<state::Tool>(w, state::toolKey(dac, kBounties), change);
                return w.by(kFounder, bountyIn(w, newBounty(dac), id, to, amount));
            }};
}

/// One juror's part is closed, whose seat has that change.
template <typename Until>
RuleCase closed(const char* name, Until until)
{
    return before("CloseVote", name, kOk, 0, until, [](World& w, const PanelJob& p) {
        const std::size_t juror = jurorAt(w, p.job, 0);
        const std::uint32_t number = memberOf(w, p.court, juror).seat - 1;
        altered<state::Seat>(w, state::seatKey(p.court, number), [](state::Seat& seat) {
            seat.ruled = seat.missed = kFullCount;
            seat.open = 0; // as if it had wrapped
            seat.deposit = Amount{1} << 63U;
        });
        return closing(p.job, 0);
    });
}

RuleCases numberWidths()
{
    const auto noMore = [](state::Tool& tool) { tool.open = 0; }; // as if it had wrapped
    return {
        installed("with the last number", kOk, 65'503),
        installed("after the last number", ErrorCode::OutOfRange, 65'504),
        seated("with the last number", kOk, kFullCount - 1),
        seated("after the last number", ErrorCode::OutOfRange, kFullCount),
        onBounty("money, when a tool's records are counted to the end", 1, 2, 10 * kToken,
                 [](state::Tool& tool) { tool.open = kFullCount; }),
        onBounty("money back, when a tool's count has wrapped", 2, 4, 0, noMore),
        {"RemoveTool", "whose count has wrapped, and whose records hold money", ErrorCode::StillHeld,
         [=](World& w) {
             const DacId dac = governedCompany(w);
             w.must(w.send(kFounder, bountyTool(dac)), "installing");
             w.must(w.send(kAsker, newBounty(dac)), "a bounty");
             const ObjectId id = tx::objectIdOf(w.digest());
             w.must(w.send(kOutsider, bountyIn(w, newBounty(dac), id, 2, 10 * kToken)), "funding it");
             altered<state::Tool>(w, state::toolKey(dac, kBounties), noMore);
             return w.by(kFounder, tx::RemoveTool{dac, kBounties, 0});
         }},
        closed("of who has ruled as often as can be counted", toRuled),
        closed("of who has missed as often as can be counted, with a large deposit", toVoid),
        before("DrawPanel", "from seats whose cases are counted to the end", kOk, kAsker, toAnswered,
               [](World& w, const PanelJob& p) {
                   for (std::uint32_t i = 0; i < 7; ++i)
                       altered<state::Seat>(w, state::seatKey(p.court, i),
                                            [](state::Seat& seat) { seat.open = kFullCount; });
                   return drawing(w, p.job);
               }),
    };
}

// ---- large numbers --------------------------------------------------------------------------------------

/// A dispute with longer left than four bytes can hold.
Job longFrozen(World& w)
{
    const Job job = w.jobIn(CollaborationState::Active);
    alteredJob(w, job, [&](state::Collaboration& c) {
        c.deadline = w.now + (Timestamp{1} << 32U) + kDay;
        c.workBy = c.deadline - c.gracePeriod;
    });
    return job;
}

/// Delivered, with a pot of 2⁶² and a court's fee of 2⁵⁹.
Job largestJob(World& w)
{
    const Job job = w.jobIn(CollaborationState::Delivered);
    alteredJob(w, job, [](state::Collaboration& c) {
        c.reward = Amount{1} << 61U;
        c.askerDeposit = c.doerDeposit = Amount{1} << 60U;
        c.courtFee = Amount{1} << 59U;
    });
    return job;
}

/// `sum` of all stakes; so many of them against, or in favour. Enacted when that decides.
RuleCase enacted(const char* name, std::optional<ErrorCode> refusal, bool isSilent, std::uint64_t stakes)
{
    return {"EnactMotion", name, refusal, [=](World& w) {
                const DacId dac = governedCompany(w);
                const tx::SpendTreasury act = spending(dac, kToken, true);
                const tx::MotionId id = putMotion(w, act);
                altered<state::Motion>(w, state::motionKey(dac, id), [&](state::Motion& motion) {
                    motion.weightRule = 1;
                    motion.total = kFull<std::uint64_t> - 1;
                    motion.threshold = isSilent ? 5000 : state::kMajorityThreshold;
                    (isSilent ? motion.against : motion.inFavour) = stakes;
                });
                const state::Motion motion = motionOf(w, dac, id);
                w.now = isSilent ? motion.objectBy : motion.decideBy;
                return w.by(kAsker, enactment(dac, id, act));
            }};
}

RuleCases largeNumbers()
{
    constexpr std::uint64_t kHalfOfStakes = kFull<std::uint64_t> / 2;
    return {
        {"Step", "with the last nonce that a lane takes", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             altered<state::Account>(w, state::accountKey(addressOf(kAsker)),
                                     [](state::Account& account) { account.setNonce(0, kFullCount - 1); });
             return w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
         }},
        {"Step", "valid for as long as there can be", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             tx::Transaction t = w.transaction(kAsker, tx::Transfer{addressOf(kDoer), kToken});
             t.envelope.validUntil = kFull<Timestamp>;
             return Step{w.sign(t, kAsker)};
         }},
        {"Transfer", "as much as the other account can hold", kOk,
         [](World& w) {
             w.money(kAsker, 5 * kToken);
             balanceOf(w, kDoer, kFullAmount - kToken);
             return w.by(kAsker, tx::Transfer{addressOf(kDoer), kToken});
         }},
        {"Vote", "with as much weight as there can be", kOk,
         [](World& w) {
             tx::CreateDac terms = governedTerms();
             terms.weightRule = 1;
             const DacId dac = governedCompany(w, terms);
             const tx::MotionId id = putMotion(w, spending(dac, kToken, true));
             const std::uint64_t weight = memberOf(w, dac, kFounder).stake;
             altered<state::Motion>(w, state::motionKey(dac, id), [&](state::Motion& motion) {
                 motion.against = kFull<std::uint64_t> - weight;
             });
             return w.by(kFounder, voteOn(dac, id, tx::Side::Against));
         }},
        enacted("with fewer than half of all stakes there can be against it", kOk, true, kHalfOfStakes - 1),
        enacted("with half of all stakes there can be against it", ErrorCode::TooEarly, true, kHalfOfStakes),
        enacted("with half of all stakes there can be in favour", ErrorCode::WrongState, false,
                kHalfOfStakes),
        enacted("with more than half of all stakes there can be in favour", kOk, false, kHalfOfStakes + 1),
        {"Dispute", "with more time left than four bytes can hold", kOk,
         [](World& w) { return w.by(kAsker, w.dispute(longFrozen(w), 0)); }},
        {"WithdrawDispute", "which leaves the time that four bytes could hold", kOk,
         [](World& w) {
             const Job job = longFrozen(w);
             w.must(w.send(kAsker, w.dispute(job, 0)), "disputing");
             return w.by(kAsker, tx::WithdrawDispute{job.dac, job.id, 1});
         }},
        {"Settle", "the largest pot there can be, with its tax and stake days", kOk,
         [](World& w) {
             const Job job = largestJob(w);
             w.must(w.send(kAsker, w.approval(job)), "approving");
             w.now = w.collaboration(job).deadline;
             return World::unsignedStep(World::payout(job));
         }},
        {"Settle", "a ruling about the largest pot there can be", kOk,
         [](World& w) {
             const Job job = largestJob(w);
             balanceOf(w, kAsker, Amount{1} << 60U);
             w.must(w.send(kAsker, w.dispute(job, Amount{1} << 60U)), "disputing");
             w.must(w.send(kDoer, w.answer(job, Amount{3} << 60U)), "answering");
             w.must(w.send(kArbitrator, w.ruling(job, (Amount{1} << 61U) + kToken)), "ruling");
             return World::unsignedStep(World::payout(job));
         }},
    };
}

} // namespace

RuleCases widthRules()
{
    RuleCases rules = countWidths();
    for (const RuleCases& more :
         {seqWidths(), editWidths(), spendingWidths(), numberWidths(), largeNumbers()})
        rules.insert(rules.end(), more.begin(), more.end());
    return rules;
}

} // namespace stoa::test
