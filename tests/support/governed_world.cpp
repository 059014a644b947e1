// SPDX-License-Identifier: MIT
// A company that decides much, for FakeEngine: what sampleWorld() leaves out.
#include <algorithm>
#include <initializer_list>

#include "tests/support/fake_engine.h"

namespace stoa::test {

using namespace engine;

namespace {

constexpr Amount tokens(std::uint64_t whole) { return whole * kToken; }

tx::MotionId motionId(std::uint8_t number)
{
    tx::MotionId id;
    id[0] = 0x5a;
    id[7] = number;
    return id;
}

MotionView motion(const FakeWorld& world, std::uint8_t number, const PersonView& proposer, tx::Payload act,
                  MotionState state)
{
    const Timestamp now = world.network.now;
    MotionView view;
    view.dac = world.companies.front().dac;
    view.id = motionId(number);
    view.proposer = proposer;
    view.state = state;
    view.kind = std::visit([](const auto& one) { return one.kKind; }, act);
    view.hasAct = true;
    view.act = std::move(act);
    view.proposed = now - number * kDay / 2;
    view.objectBy = view.proposed + 2 * kDay;
    view.decideBy = view.objectBy + 5 * kDay;
    view.total = 5;
    view.threshold = 2000;
    view.bond = tokens(5);
    switch (state) {
    case MotionState::Open:
        view.iMayVote = !proposer.isMe;
        view.next.who = Actor::Members;
        view.next.by = view.objectBy;
        view.next.ifNobodyActs = DefaultOutcome::MotionPasses;
        view.next.waitsForMe = view.iMayVote;
        break;
    case MotionState::Passed:
        view.inFavour = 2;
        view.next.who = Actor::Anybody;
        view.next.by = now + 3 * kDay;
        view.next.ifNobodyActs = DefaultOutcome::MotionLapses;
        break;
    case MotionState::Rejected: view.against = 3; break;
    case MotionState::Enacted: view.inFavour = 3; break;
    case MotionState::Lapsed: break;
    }
    return view;
}

std::vector<MotionView> motions(const FakeWorld& world)
{
    const CompanyView& company = world.companyViews.front();
    const DacId dac = company.dac;
    const auto& member = [&](std::size_t i) -> const MemberView& { return company.members[i]; };
    tx::SpendTreasury pay{dac, member(2).person.address, tokens(40), {}, 1};
    MotionView payment = motion(world, 1, member(1).person, pay, MotionState::Open);
    payment.words = "The printer's bill for the handbook, 400 copies. It is on the wiki page Handbook/Print.";
    tx::AmendCharter rules;
    static_cast<tx::CharterTerms&>(rules) = company.terms;
    rules.challengePeriod = 7 * kDay;
    rules.tax = 500;
    rules.officerMask |= std::uint64_t{1} << static_cast<unsigned>(tx::Permission::ChangeRoles);
    MotionView other = motion(world, 2, member(2).person, rules, MotionState::Open);
    other.needsMajority = true;
    other.inFavour = 1;
    other.against = 1;
    other.next.by = other.decideBy;
    other.next.ifNobodyActs = DefaultOutcome::MotionFails;
    const tx::SetRole role{dac, member(2).person.address, static_cast<std::uint8_t>(tx::Role::Officer), 1};
    MotionView passed = motion(world, 5, member(0).person, role, MotionState::Passed);
    pay.amount = tokens(90);
    MotionView unknown = motion(world, 30, member(3).person, pay, MotionState::Rejected);
    unknown.hasAct = false;
    return {payment, other, passed, motion(world, 20, member(1).person, pay, MotionState::Enacted), unknown};
}

CollaborationView with(const FakeWorld& world, std::size_t from, std::uint8_t number, const char* title)
{
    CollaborationView view = world.collaborations[from];
    view.id[17] = number;
    view.title = view.statement.title = title;
    return view;
}

/// A dispute before a panel, at one of its steps.
CollaborationView panelCase(const FakeWorld& world, std::uint8_t number, const char* title, CaseState state,
                            bool iAmJuror)
{
    const Timestamp now = world.network.now;
    CollaborationView view = with(world, iAmJuror ? 10 : 5, number, title); // of others, or mine
    view.iAmArbitrator = false;
    view.arbitrator = {};
    view.arbitrator.name = "Court of the Hills";
    view.arbitrator.company[0] = 0xc0;
    CaseView dispute = *view.dispute;
    dispute.state = state;
    dispute.isPanel = true;
    dispute.size = 3;
    dispute.drawn = state == CaseState::Drawing ? 1 : 3;
    dispute.isAnswered = true;
    dispute.counterClaim = tokens(150);
    dispute.answerText = "All of it was done; two readers did not read the second page.";
    dispute.iAmJuror = iAmJuror;
    dispute.deadline = now + 3 * kDay;
    view.next.by = dispute.deadline;
    view.myActs.clear();
    view.moreActs.clear();
    view.next.who = Actor::Jurors;
    view.next.waitsForMe = iAmJuror;
    switch (state) {
    case CaseState::Drawing:
        view.next.who = Actor::Claimant;
        view.next.ifNobodyActs = DefaultOutcome::PanelBegins;
        dispute.claimantIsAsker = false; // it is mine
        dispute.claim = tokens(240);
        view.moreActs = {Act::DrawPanel, Act::WithdrawDispute, Act::Offer};
        break;
    case CaseState::Committing:
        view.next.ifNobodyActs = DefaultOutcome::SealsEnd;
        if (iAmJuror) view.moreActs = {Act::CommitRuling};
        break;
    case CaseState::Revealing:
        dispute.iHaveSealed = iAmJuror;
        dispute.reveals = 1;
        dispute.rulings = {tokens(90)};
        view.next.ifNobodyActs = DefaultOutcome::RulesByMedian;
        if (iAmJuror) view.moreActs = {Act::RevealRuling};
        break;
    case CaseState::Ruled:
        dispute.reveals = 3;
        dispute.rulings = {tokens(60), tokens(90), tokens(110)};
        dispute.ruling = tokens(90);
        dispute.rulingText = "Half of the results are met.\n\nThe second reader was right.";
        view.state = CollaborationState::Ruled;
        view.next.who = Actor::BothParties;
        view.next.waitsForMe = false;
        view.next.ifNobodyActs = DefaultOutcome::RulingStands;
        view.next.toAsker = tokens(190);
        view.next.toDoer = tokens(90);
        view.moreActs = {Act::Appeal};
        break;
    case CaseState::Open:
    case CaseState::Ruling:
    case CaseState::Void:
    case CaseState::Withdrawn:
    case CaseState::Agreed:
    case CaseState::Closed: break;
    }
    view.dispute = dispute;
    return view;
}

std::vector<CollaborationView> agreements(const FakeWorld& world)
{
    const Timestamp now = world.network.now;
    CollaborationView terms = with(world, 2, 40, "Translate the error list"); // active, I do the work
    terms.amendment =
        AmendmentView{true, tokens(55), terms.workBy + 7 * kDay, true, {}, terms.statement, true};
    terms.moreActs = {Act::AgreeAmendment, Act::Amend, Act::Offer};
    CollaborationView settlement = with(world, 0, 41, "Index the corpus"); // delivered, I asked
    settlement.offer = OfferView{false, tokens(145), now + 4 * kDay};
    settlement.moreActs = {Act::AcceptOffer, Act::Offer};
    return {terms,
            settlement,
            panelCase(world, 42, "Check the glossary", CaseState::Drawing, false),
            panelCase(world, 43, "Proofread the manual", CaseState::Committing, true),
            panelCase(world, 44, "Sort the punch cards", CaseState::Revealing, true),
            panelCase(world, 45, "Draw the diagrams", CaseState::Ruled, false)};
}

std::vector<WithdrawalView> withdrawals(const FakeWorld& world)
{
    using State = WithdrawalView::State;
    const Timestamp now = world.network.now;
    const auto one = [&](std::uint8_t number, const Address& to, Amount amount, State state,
                         const FinalityView& finality) {
        WithdrawalView view;
        view.action[0] = 0x77;
        view.action[31] = number;
        view.id[17] = number;
        view.to = to;
        view.amount = amount;
        view.time = now - number * kDay;
        view.state = state;
        view.finality = finality;
        return view;
    };
    const Address mine = world.wallet.address;
    return {one(1, mine, tokens(25), State::Waiting, {Finality::OnSidechain, 184'502, 0, 0}),
            one(2, mine, tokens(40), State::Waiting,
                {Finality::InBatch, 184'420, 912, now + 3 * kDay + 2 * kHour}),
            one(8, world.companyViews.front().members[1].person.address, tokens(60), State::Ready,
                {Finality::Final, 184'100, 905, 0}),
            one(20, mine, tokens(10), State::Claimed, {Finality::Final, 183'100, 880, 0})};
}

/// Two small grants that hold money, one that is applied for; one book of the reading list; two loans of a
/// tool that was removed.
std::vector<ToolRecordsView> toolRecords(const CompanyView& company)
{
    using Bar = ToolMove::Bar;
    constexpr std::uint8_t kMembers = 0x1e;
    constexpr std::uint8_t kOfficers = 0x18;
    const auto grant = [&](std::uint8_t number, std::uint8_t state, Amount held, const PersonView& assignee,
                           std::string text) {
        ToolRecordView record;
        record.id[0] = 0x4f;
        record.id[1] = number;
        record.number = "R-4f0" + std::to_string(number);
        record.state = state;
        record.held = held;
        record.author = record.assignee = assignee;
        record.text = std::move(text);
        record.edits = state;
        record.updated = 1'790'000'000U - number * kDay;
        if (state == 1) record.next = {{1, 2, tx::ToolMoney::Fund, 0, {}, kOfficers, 0, Bar::None}};
        if (state == 2)
            record.next = {{2, 1, tx::ToolMoney::Refund, held, {}, kOfficers, tx::kByAuthor, Bar::None},
                           {2, 3, tx::ToolMoney::Pay, held, assignee, kOfficers, 0,
                            assignee.isMe ? Bar::PaysMyself : Bar::None}};
        return record;
    };
    const PersonView& me = company.members[0].person;
    const PersonView& other = company.members[1].person;
    ToolRecordsView grants{32,
                           {{0, 1, tx::ToolMoney::None, 0, {}, kMembers, 0, Bar::None}},
                           {grant(1, 2, tokens(7), other, "Paint the workshop\nTwo walls and the door."),
                            grant(2, 2, tokens(5), me, "A second screen"),
                            grant(3, 1, 0, other, "Travel to the fair")}};
    ToolRecordView book = grant(9, 2, 0, other, "The Mythical Man-Month");
    book.next = {{2, 1, tx::ToolMoney::None, 0, {}, kOfficers, 0, Bar::NotNamed}};
    ToolRecordsView reading{33, {{0, 1, tx::ToolMoney::None, 0, {}, kMembers, 0, Bar::None}}, {book}};
    ToolRecordView loan = grant(5, 2, 0, other, "Loan of the projector\nFor the fair, until the end of May.");
    loan.next.clear();
    ToolRecordView lamp = grant(6, 1, 0, me, "Loan of the lamp");
    lamp.next.clear();
    ToolRecordsView loans{34, {}, {loan, lamp}, true};
    return {grants, reading, loans};
}

} // namespace

FakeWorld governedWorld()
{
    FakeWorld world = sampleWorld();
    CompanyView& company = world.companyViews.front();
    company.terms.motionBond = tokens(5);
    company.terms.serves = 1;
    company.terms.panel = 3;
    company.terms.seatDeposit = tokens(30);
    company.terms.slash = 1000;
    company.terms.commitPeriod = 5 * kDay;
    company.terms.appealPeriod = 3 * kDay;
    company.spendableNow = tokens(180);
    company.iMay = ~std::uint64_t{0};
    world.motions = motions(world);
    world.seats = {{0, company.members[3].person, tokens(30), world.network.now - 20 * kDay, 0, 1, 4, 0},
                   {1, company.members[1].person, tokens(30), world.network.now - 60 * kDay,
                    world.network.now + 12 * kDay, 0, 7, 1}};
    ToolView grants;
    grants.number = 32;
    grants.manifestText =
        "Small grants\nMembers apply, officers grant and pay. 1 applied, 2 granted, 3 paid.";
    grants.states = 3;
    grants.rules = 4;
    grants.movesMoney = true;
    grants.held = tokens(12);
    grants.open = 2;
    const auto setRules = [](ToolView& tool, std::initializer_list<std::uint8_t> rules) {
        std::copy(rules.begin(), rules.end(), tool.table.bytes.begin());
    };
    setRules(grants, {0x01, 0x1e, 0, 0, 0x12, 0x18, 0, 1, 0x21, 0x18, tx::kByAuthor, 3, 0x23, 0x18, 0, 2});
    ToolView reading = grants;
    reading.number = 33;
    reading.manifestText = "Reading list";
    reading.states = 2;
    reading.movesMoney = false;
    setRules(reading, {0x01, 0x1e, 0, 0, 0x12, 0x18, 0, 0, 0x21, 0x18, 0, 0, 0x22, 0x18, 0, 0});
    reading.held = 0;
    reading.open = 0;
    world.tools = {grants, reading};
    world.toolRecords = toolRecords(company);
    for (CollaborationView& view : agreements(world)) world.collaborations.push_back(std::move(view));
    world.withdrawals = withdrawals(world);
    world.wallet.guardian = company.members[1].person;
    world.wallet.newKey = company.members[4].person.address;
    world.wallet.newKeyCounts = world.network.now + 11 * kDay;
    InboxItem vote;
    vote.what = InboxItem::What::Motion;
    vote.dac = company.dac;
    vote.motion = world.motions.front().id;
    vote.title = company.name;
    vote.with = world.motions.front().proposer;
    vote.next = world.motions.front().next;
    world.inbox.push_back(vote);
    engine::OutboxItem waiting;
    waiting.action = world.wallet.history.front();
    waiting.action.finality = {Finality::Waiting, 0, 0, 0};
    waiting.canDrop = true;
    waiting.force = ForceView{world.network.now - kHour, world.network.now + kDay, false, 0};
    world.outbox.push_back(waiting);
    return world;
}

} // namespace stoa::test
