// SPDX-License-Identifier: MIT
// What enumerators are called in answers. Other programs compare these words: they are never changed.
#include "app/commands/views.h"

namespace stoa::commands {

std::string_view nameOf(engine::Finality stage)
{
    using F = engine::Finality;
    switch (stage) {
    case F::Local: return "local";
    case F::Waiting: return "waiting";
    case F::OnSidechain: return "on-sidechain";
    case F::InBatch: return "in-batch";
    case F::Final: return "final";
    case F::Refused: return "refused";
    case F::RolledBack: return "rolled-back";
    }
    return "unknown";
}

std::string_view nameOf(engine::BatchStage stage)
{
    using S = engine::BatchStage;
    switch (stage) {
    case S::Open: return "open";
    case S::Posted: return "posted";
    case S::Challenged: return "challenged";
    case S::RolledBack: return "rolled-back";
    case S::Final: return "final";
    }
    return "unknown";
}

std::string_view nameOf(engine::BatchCheck check)
{
    using C = engine::BatchCheck;
    switch (check) {
    case C::NotChecked: return "not-checked";
    case C::Same: return "same";
    case C::Different: return "different";
    }
    return "unknown";
}

std::string_view nameOf(engine::CollaborationState state)
{
    using S = engine::CollaborationState;
    switch (state) {
    case S::Proposed: return "proposed";
    case S::Active: return "active";
    case S::Delivered: return "delivered";
    case S::ToBeAllocated: return "to-be-allocated";
    case S::Disputed: return "disputed";
    case S::Ruled: return "ruled";
    case S::Settled: return "settled";
    case S::Cancelled: return "cancelled";
    case S::Refunded: return "refunded";
    }
    return "unknown";
}

std::string_view nameOf(engine::CaseState state)
{
    using S = engine::CaseState;
    switch (state) {
    case S::Open: return "open";
    case S::Ruling: return "ruling";
    case S::Void: return "void";
    case S::Ruled: return "ruled";
    case S::Withdrawn: return "withdrawn";
    case S::Agreed: return "agreed";
    case S::Closed: return "closed";
    case S::Drawing: return "drawing";
    case S::Committing: return "sealing";
    case S::Revealing: return "opening";
    }
    return "unknown";
}

std::string_view nameOf(engine::MotionState state)
{
    using S = engine::MotionState;
    switch (state) {
    case S::Open: return "open";
    case S::Passed: return "passed";
    case S::Rejected: return "rejected";
    case S::Enacted: return "carried-out";
    case S::Lapsed: return "lapsed";
    }
    return "unknown";
}

std::string_view nameOf(engine::Actor actor)
{
    using A = engine::Actor;
    switch (actor) {
    case A::Nobody: return "nobody";
    case A::Asker: return "asker";
    case A::Doer: return "doer";
    case A::AnyMember: return "any-member";
    case A::BothParties: return "both-parties";
    case A::Arbitrator: return "arbitrator";
    case A::Network: return "network";
    case A::Claimant: return "claimant";
    case A::Jurors: return "panel";
    case A::Members: return "members";
    case A::Anybody: return "anybody";
    }
    return "unknown";
}

std::string_view nameOf(engine::DefaultOutcome outcome)
{
    using O = engine::DefaultOutcome;
    switch (outcome) {
    case O::None: return "none";
    case O::ReturnsToAsker: return "returns-to-asker";
    case O::RefundAllocated: return "refund-allocated";
    case O::CountsAsApproved: return "counts-as-approved";
    case O::PaysOut: return "pays-out";
    case O::PaysRefund: return "pays-refund";
    case O::RulesWithoutAnswer: return "rules-without-answer";
    case O::CourtSilent: return "court-silent";
    case O::PaysRuling: return "pays-ruling";
    case O::DrawsWithoutAnswer: return "draws-without-answer";
    case O::DisputeLapses: return "dispute-lapses";
    case O::PanelBegins: return "panel-begins";
    case O::SealsEnd: return "seals-end";
    case O::RulesByMedian: return "rules-by-median";
    case O::RulingStands: return "ruling-stands";
    case O::FirstRulingStands: return "first-ruling-stands";
    case O::MotionPasses: return "motion-passes";
    case O::MotionFails: return "motion-fails";
    case O::MotionLapses: return "motion-lapses";
    case O::PaysCourt: return "pays-court";
    }
    return "unknown";
}

std::string_view nameOf(engine::Act act)
{
    using A = engine::Act;
    switch (act) {
    case A::Accept: return "accept";
    case A::Decline: return "decline";
    case A::TakeBack: return "cancel";
    case A::Deliver: return "deliver";
    case A::RequestChanges: return "changes";
    case A::Approve: return "approve";
    case A::Dispute: return "dispute";
    case A::Answer: return "answer";
    case A::Rule: return "rule";
    case A::Amend: return "amend";
    case A::AgreeAmendment: return "agree";
    case A::Offer: return "offer";
    case A::AcceptOffer: return "settle";
    case A::WithdrawDispute: return "withdraw";
    case A::DrawPanel: return "draw";
    case A::CommitRuling: return "seal";
    case A::RevealRuling: return "open";
    case A::Appeal: return "appeal";
    }
    return "unknown";
}

std::string_view nameOf(engine::UnsentEdit::Next next)
{
    using N = engine::UnsentEdit::Next;
    switch (next) {
    case N::ByItself: return "nothing";
    case N::Signature: return "signature";
    case N::Choice: return "choice";
    case N::Nothing: return "drop";
    }
    return "unknown";
}

std::string_view nameOf(engine::StepWords::Part part)
{
    using P = engine::StepWords::Part;
    switch (part) {
    case P::Title: return "title";
    case P::Name: return "name";
    case P::Purpose: return "purpose";
    case P::Description: return "description";
    case P::Statement: return "statement";
    case P::Text: return "text";
    }
    return "unknown";
}

std::string_view nameOf(engine::PageSharing sharing)
{
    using S = engine::PageSharing;
    switch (sharing) {
    case S::Draft: return "draft";
    case S::Waiting: return "waiting";
    case S::Shared: return "shared";
    case S::Conflict: return "conflict";
    }
    return "unknown";
}

std::string_view nameOf(engine::NetworkMode mode)
{
    using M = engine::NetworkMode;
    switch (mode) {
    case M::Local: return "local";
    case M::Remote: return "remote";
    case M::Sample: return "sample";
    }
    return "unknown";
}

std::string_view nameOf(engine::ChainEventView::What what)
{
    using W = engine::ChainEventView::What;
    switch (what) {
    case W::Joined: return "joined";
    case W::Deposited: return "deposited";
    case W::Posted: return "posted";
    case W::Announced: return "announced";
    case W::BatchProvedWrong: return "batch-proved-wrong";
    case W::BatchProvedRight: return "batch-proved-right";
    case W::RolledBack: return "rolled-back";
    case W::Slashed: return "slashed";
    case W::Left: return "left";
    }
    return "unknown";
}

std::string_view nameOf(tx::TaskState state)
{
    using S = tx::TaskState;
    switch (state) {
    case S::Absent: return "absent";
    case S::Backlog: return "backlog";
    case S::Ready: return "ready";
    case S::InProgress: return "in-progress";
    case S::Review: return "review";
    case S::Done: return "done";
    case S::Archived: return "archived";
    }
    return "unknown";
}

std::string_view nameOf(tx::Role role)
{
    using R = tx::Role;
    switch (role) {
    case R::None: return "none";
    case R::Member: return "member";
    case R::Arbitrator: return "arbitrator";
    case R::Officer: return "officer";
    case R::Founder: return "founder";
    }
    return "unknown";
}

} // namespace stoa::commands
