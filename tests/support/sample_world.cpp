// SPDX-License-Identifier: MIT
// The values behind FakeEngine: invented people, amounts and pages.
#include "tests/support/fake_engine.h"

#include "core/base/hex.h"

namespace stoa::test {

using namespace engine;

namespace {

constexpr Timestamp kNow = 1'763'993'100; // Mon 24 November 2025, 14:05 UTC

PersonView person(const char* hex, const char* name)
{
    PersonView view;
    view.address = fixedFromHex<Address>(hex).value_or(Address{});
    view.name = name;
    return view;
}

const PersonView& me()
{
    static const PersonView view = [] {
        PersonView self = person("7c3a91b4e0f255d86a172c4e88b019ff3d60a1c9", "Sam");
        self.isMe = true;
        return self;
    }();
    return view;
}
const PersonView& mira()
{
    static const PersonView view = person("51ea77c0a9d24b1f0c669e3d12fb84a7d05c6e21", "Mira P.");
    return view;
}
const PersonView& ana()
{
    static const PersonView view = person("19b23fd8c4470aa6e15b92d07c3388e14fa6b05d", "Ana R.");
    return view;
}
const PersonView& jonas()
{
    static const PersonView view = person("e4087b1cd95a62f330cb7718aa04be2f91d35c60", "Jonas K.");
    return view;
}
const PersonView& stranger()
{
    static const PersonView view = person("02c9d7f1e85a4b3360778fa1bd42ce9013fe5a74", "");
    return view;
}

DacId dac(std::uint8_t number)
{
    DacId id;
    id[0] = 0xda;
    id[7] = number;
    return id;
}

ObjectId object(std::uint8_t number)
{
    ObjectId id;
    id[0] = 0x0b;
    id[17] = number;
    return id;
}

Hash hash(std::uint8_t number)
{
    Hash value;
    for (std::size_t i = 0; i < value.size(); ++i)
        value[i] = static_cast<std::uint8_t>(number * 37U + i * 29U);
    return value;
}

constexpr Amount tokens(std::uint64_t whole, std::uint64_t cents = 0)
{
    return whole * kToken + cents * (kToken / 100);
}

FinalityView final() { return {Finality::Final, 184'100, 905, 0}; }
FinalityView inBatch() { return {Finality::InBatch, 184'420, 912, kNow + 3 * kDay + 2 * kHour}; }
FinalityView onChain() { return {Finality::OnSidechain, 184'502, 0, 0}; }

content::JobStatement statement()
{
    content::JobStatement job;
    job.title = "Port the compiler front end";
    job.context = "The old front end reads only one dialect. Members ask for PL/I every week.";
    job.inside = {"Lexer and parser", "Error messages in plain words"};
    job.outside = {"Code generation", "Editor plug-ins"};
    job.goals = {"PL/I programs of the corpus are read without errors"};
    job.results = {
        {"All 400 corpus programs parse", "programs parsed", "400 of 400", "test run in the wiki", 70},
        {"A newcomer understands the errors", "errors understood", "8 of 10", "two readers", 30}};
    job.input = {{"Corpus of 400 programs", "Sam", "wiki: Corpus", "26 Nov"}};
    job.activities = {{"Write the lexer", "C++", "1 Dec"}, {"Write the parser", "C++", "8 Dec"}};
    job.output = {{"Source and report", "Git and Markdown", "Compiler/Front end", "MIT"}};
    return job;
}

NetworkView network()
{
    NetworkView view;
    view.mode = NetworkMode::Local;
    view.name = "Local network";
    view.symbol = "MTS";
    view.definition = hash(1);
    view.clockIsSettable = true;
    view.now = kNow;
    view.isReady = true;
    view.lastContact = kNow - 4;
    view.headBlock = 184'502;
    view.headTime = kNow - 4;
    view.headRoot = hash(2);
    view.openBatch = 913;
    view.tipBatch = 912;
    view.finalBatch = 908;
    view.aggregator = ana().address;
    view.aggregatorBond = tokens(1000);
    view.validator = me().address;
    view.validatorCredit = tokens(250);
    for (std::uint64_t i = 0; i < 8; ++i) {
        BatchView batch;
        batch.number = 913 - i;
        batch.header = hash(static_cast<std::uint8_t>(20 + i));
        batch.postRoot = hash(static_cast<std::uint8_t>(40 + i));
        batch.time = kNow - 600 * i;
        batch.steps = static_cast<std::uint32_t>(30 + 7 * i);
        batch.inboxSteps = static_cast<std::uint32_t>(i % 3);
        batch.aggregator = ana().address;
        batch.stage = i == 0   ? BatchStage::Open
                      : i == 3 ? BatchStage::RolledBack
                      : i < 5  ? BatchStage::Posted
                               : BatchStage::Final;
        batch.check = i == 0 ? BatchCheck::NotChecked : i == 3 ? BatchCheck::Different : BatchCheck::Same;
        batch.wrongStep = i == 3 ? 18 : 0;
        batch.windowCloses = i < 5 ? kNow + 7 * kDay - i * kDay : kNow - kDay;
        batch.mine = i % 3 == 1 ? 2 : 0;
        view.batches.push_back(batch);
    }
    using What = ChainEventView::What;
    view.events = {{What::Posted, kNow - 600, 912, ana().address, 0, 0},
                   {What::RolledBack, kNow - 1500, 910, {}, 0, 0},
                   {What::Slashed, kNow - 1500, 910, ana().address, tokens(500), tokens(500)},
                   {What::BatchProvedWrong, kNow - 1560, 910, me().address, 0, 0},
                   {What::Deposited, kNow - 5000, 0, me().address, tokens(400), 0},
                   {What::Joined, kNow - 90'000, 0, ana().address, tokens(1000), 0}};
    return view;
}

tx::CharterTerms terms()
{
    tx::CharterTerms value;
    value.tax = 250;
    value.depositShare = 2000;
    value.minimumDeposit = tokens(10);
    value.answerPeriod = 3 * kDay;
    value.reviewPeriod = 4 * kDay;
    value.challengePeriod = 14 * kDay;
    value.gracePeriod = kDay;
    value.changes = 2;
    value.objectionPeriod = 2 * kDay;
    value.votePeriod = 5 * kDay;
    value.objectionThreshold = 2000;
    value.silentLimit = tokens(50);
    value.spendLimit = tokens(500);
    value.tools = 6;
    value.memberMask = 0x0e;
    value.officerMask = 0x1f;
    value.court = tx::personParty(jonas().address);
    value.panel = 1;
    value.courtFee = tokens(6);
    value.revealPeriod = 5 * kDay;
    return value;
}

CollaborationView collaboration(std::uint8_t number, CollaborationState state, const char* title,
                                const PersonView& asker, const PersonView& doer)
{
    CollaborationView view;
    view.dac = dac(1);
    view.id = object(number);
    view.company = "TranspilerLab";
    view.title = title;
    view.asker = asker;
    view.doer = doer;
    view.arbitrator = jonas();
    view.state = state;
    view.seq = 3;
    view.iAmAsker = asker.isMe;
    view.iAmDoer = doer.isMe;
    view.reward = tokens(40);
    view.askerDeposit = tokens(120);
    view.doerDeposit = tokens(120);
    view.pot = tokens(280);
    view.tax = 250;
    view.courtFee = tokens(6);
    view.answerBy = kNow + 2 * kDay;
    view.workBy = kNow + 6 * kDay;
    view.reviewPeriod = 4 * kDay;
    view.challengePeriod = 14 * kDay;
    view.gracePeriod = kDay;
    view.changesAllowed = 2;
    view.started = kNow - 9 * kDay;
    view.stateSince = kNow - 5 * kDay;
    view.statementHash = hash(7);
    view.statement = statement();
    view.statement.title = title;
    view.hasStatement = true;
    view.task = object(static_cast<std::uint8_t>(100 + number));
    view.finality = number % 2 == 0 ? inBatch() : final();
    NextStep& next = view.next;
    next.toAsker = view.askerDeposit;
    next.toDoer = view.doerDeposit + tokens(39);
    next.taxPaid = tokens(1);
    switch (state) {
    case CollaborationState::Proposed:
        next.who = doer.address.isZero() ? Actor::AnyMember : Actor::Doer;
        next.by = view.answerBy;
        next.ifNobodyActs = DefaultOutcome::ReturnsToAsker;
        next.toAsker = tokens(160);
        next.toDoer = next.taxPaid = 0;
        view.myActs = asker.isMe ? std::vector{Act::TakeBack} : std::vector{Act::Accept, Act::Decline};
        break;
    case CollaborationState::Active:
        next.who = Actor::Doer;
        next.by = view.workBy;
        next.ifNobodyActs = DefaultOutcome::RefundAllocated;
        next.toAsker = tokens(160);
        next.toDoer = tokens(120);
        next.taxPaid = 0;
        view.myActs = doer.isMe ? std::vector{Act::Deliver, Act::Dispute} : std::vector{Act::Dispute};
        break;
    case CollaborationState::Delivered:
        next.who = Actor::Asker;
        next.by = kNow + 3 * kDay + 4 * kHour;
        next.ifNobodyActs = DefaultOutcome::CountsAsApproved;
        view.deliveryText = "The parser reads all 400 programs. Report: wiki page Compiler/Front end.";
        view.delivery = hash(9);
        view.myActs = asker.isMe ? std::vector{Act::Approve, Act::RequestChanges, Act::Dispute}
                                 : std::vector{Act::Dispute};
        break;
    case CollaborationState::ToBeAllocated:
        next.who = Actor::BothParties;
        next.by = kNow + 9 * kDay + 4 * kHour + 12 * kMinute;
        next.ifNobodyActs = DefaultOutcome::PaysOut;
        view.deliveryText = "Everything is in the wiki.";
        view.myActs = {Act::Dispute};
        break;
    case CollaborationState::Disputed: {
        next.who = Actor::Doer;
        next.by = kNow + 4 * kDay;
        next.ifNobodyActs = DefaultOutcome::RulesWithoutAnswer;
        CaseView dispute;
        dispute.state = CaseState::Open;
        dispute.claimantIsAsker = true;
        dispute.claim = tokens(60);
        dispute.statusQuo = tokens(159);
        dispute.fee = tokens(6);
        dispute.claimText = "Result 2 is not met: three readers did not understand the messages.";
        dispute.opened = kNow - kDay;
        dispute.deadline = next.by;
        view.dispute = dispute;
        view.myActs = doer.isMe ? std::vector{Act::Answer} : std::vector<Act>{};
        break;
    }
    case CollaborationState::Ruled: {
        next.who = Actor::Network;
        next.by = kNow + 60;
        next.ifNobodyActs = DefaultOutcome::PaysRuling;
        CaseView dispute;
        dispute.state = CaseState::Ruled;
        dispute.claim = tokens(60);
        dispute.counterClaim = tokens(160);
        dispute.isAnswered = true;
        dispute.fee = tokens(6);
        dispute.claimText = "The report is missing.";
        dispute.answerText = "It was linked in the second delivery.";
        dispute.rulingText = "The report was linked, but it covers half of the results.";
        dispute.ruling = tokens(110);
        view.dispute = dispute;
        break;
    }
    case CollaborationState::Settled:
        next = {};
        view.paidToAsker = tokens(120);
        view.paidToDoer = tokens(159);
        view.paidAsTax = tokens(1);
        break;
    case CollaborationState::Cancelled:
    case CollaborationState::Refunded:
        next = {};
        view.paidToAsker = tokens(160);
        view.paidToDoer = state == CollaborationState::Refunded ? tokens(120) : 0;
        break;
    }
    next.waitsForMe = (next.who == Actor::Asker && view.iAmAsker) ||
                      (next.who == Actor::Doer && view.iAmDoer) ||
                      (next.who == Actor::AnyMember && !view.iAmAsker);
    view.deadline = next.by;
    return view;
}

std::vector<CollaborationView> collaborations()
{
    using S = CollaborationState;
    auto list = std::vector{
        collaboration(1, S::Delivered, "Port the compiler front end", me(), mira()),
        collaboration(2, S::ToBeAllocated, "Benchmark storage proofs", me(), ana()),
        collaboration(3, S::Active, "Package the light client for Debian", ana(), me()),
        collaboration(4, S::Proposed, "Map opcodes to the new machine", me(), PersonView{}),
        collaboration(5, S::Proposed, "Write the grammar test corpus", mira(), me()),
        collaboration(6, S::Disputed, "Error messages in plain words", mira(), me()),
        collaboration(7, S::Ruled, "Translate the handbook", me(), jonas()),
        collaboration(8, S::Settled, "Run the spring hackathon", me(), mira()),
        collaboration(9, S::Cancelled, "Draw a logo", me(), ana()),
        collaboration(10, S::Refunded, "Record a tutorial", me(), mira()),
    };
    CollaborationView court = collaboration(11, S::Disputed, "Audit of the release script", ana(), mira());
    court.arbitrator = me();
    court.iAmArbitrator = true;
    court.next.who = Actor::Arbitrator;
    court.next.ifNobodyActs = DefaultOutcome::CourtSilent;
    court.next.waitsForMe = true;
    court.dispute->state = CaseState::Ruling;
    court.dispute->isAnswered = true;
    court.dispute->counterClaim = tokens(150);
    court.dispute->answerText = "All scripts were audited; the list is in the wiki.";
    court.myActs = {Act::Rule};
    list.push_back(court);
    return list;
}

TaskView task(std::uint8_t number, const char* title, tx::TaskState state, std::uint8_t factors)
{
    TaskView view;
    view.dac = dac(1);
    view.id = object(static_cast<std::uint8_t>(100 + number));
    view.number = "T-" + std::to_string(number);
    view.title = title;
    view.description = "What has to be done is in the job statement.";
    if (factors == 7) view.statement = statement();
    view.statement.title = title;
    view.factorsComplete = factors;
    view.state = state;
    view.author = me();
    view.updated = kNow - number * kHour;
    view.content = hash(number);
    view.edits = 2;
    view.reward = tokens(40);
    view.finality = number % 2 == 0 ? final() : inBatch();
    return view;
}

std::vector<TaskView> tasks(const std::vector<CollaborationView>& collaborations)
{
    using T = tx::TaskState;
    std::vector<TaskView> list = {
        task(1, "Port the compiler front end", T::Review, 7),
        task(2, "Benchmark storage proofs", T::Done, 7),
        task(3, "Package the light client for Debian", T::InProgress, 7),
        task(4, "Map opcodes to the new machine", T::Ready, 7),
        task(5, "Write the grammar test corpus", T::Ready, 7),
        task(6, "Error messages in plain words", T::InProgress, 7),
        task(7, "Translate the handbook", T::Review, 7),
        task(8, "Run the spring hackathon", T::Done, 7),
        task(21, "Publish a wiki guide for validators", T::Backlog, 2),
        task(22, "Choose a name for the assembler", T::Backlog, 0),
        task(23, "Collect opcodes that nobody uses", T::Ready, 6),
    };
    for (TaskView& each : list)
        for (const CollaborationView& view : collaborations)
            if (view.task == each.id) {
                each.collaboration = view.id;
                each.collaborationState = view.state;
                each.assignee = view.doer;
            }
    return list;
}

PageView page(std::uint8_t number, const char* name, const char* text, PageSharing sharing)
{
    PageView view;
    view.summary.dac = dac(1);
    view.summary.id = object(static_cast<std::uint8_t>(200 + number));
    view.summary.name = name;
    view.summary.versions = number + 1U;
    view.summary.updated = kNow - number * kDay;
    view.summary.sharing = sharing;
    view.summary.finality = number % 2 == 0 ? final() : inBatch();
    view.version = view.summary.versions;
    view.revision = hash(number);
    view.text = text;
    view.html = std::string("<h1>") + name + "</h1><p>" + text + "</p>";
    view.author = "Mira P.";
    view.authorAddress = mira().address;
    view.time = view.summary.updated;
    view.changeSummary = "Say what is measured";
    view.linksHere = {"Home"};
    return view;
}

ActionView action(std::uint8_t number, tx::Payload payload, const char* subject, const PersonView& with,
                  const FinalityView& finality)
{
    ActionView view;
    view.id = hash(static_cast<std::uint8_t>(60 + number));
    view.time = kNow - number * 7 * kHour;
    view.payload = std::move(payload);
    view.from = me().address;
    view.fee = 3000;
    view.subject = subject;
    view.with = with;
    view.finality = finality;
    return view;
}

WalletView wallet(const std::vector<CollaborationView>& collaborations)
{
    WalletView view;
    view.exists = true;
    view.isLocked = false;
    view.address = view.key = me().address;
    view.name = me().name;
    view.isKnown = true;
    view.available = tokens(1310, 50);
    view.lockedInDeposits = tokens(640);
    view.lockedAsStake = tokens(50);
    view.comingIn = tokens(120);
    view.comingInAt = kNow + 9 * kDay + 4 * kHour;
    view.frozen = tokens(120);
    for (const CollaborationView& each : collaborations) {
        if (!each.iAmAsker && !each.iAmDoer) continue;
        if (each.next.who == Actor::Nobody) continue;
        DepositView deposit;
        deposit.dac = each.dac;
        deposit.collaboration = each.id;
        deposit.title = each.title;
        deposit.with = each.iAmAsker ? each.doer : each.asker;
        deposit.amount = each.iAmAsker ? each.askerDeposit : each.doerDeposit;
        deposit.isFrozen = each.state == CollaborationState::Disputed;
        deposit.returnsAt = deposit.isFrozen ? 0 : each.next.by;
        view.deposits.push_back(deposit);
        if (each.iAmAsker) {
            deposit.amount = each.reward;
            deposit.what = DepositView::What::Reward;
            view.deposits.push_back(deposit);
        }
    }
    tx::Propose propose;
    propose.reward = tokens(40);
    propose.askerDeposit = tokens(120);
    tx::Accept accept;
    accept.deposit = tokens(120);
    tx::PutRecord put;
    put.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
    tx::CreateDac create;
    create.stake = tokens(50);
    tx::Deposit arrival;
    arrival.to = me().address;
    arrival.amount = tokens(400);
    view.history = {
        action(0, tx::Transfer{ana().address, tokens(40)}, "", ana(), onChain()),
        action(1, propose, "Map opcodes to the new machine", PersonView{}, inBatch()),
        action(2, accept, "Package the light client for Debian", ana(), inBatch()),
        action(3, put, "Compiler/Front end", PersonView{}, final()),
        action(4, tx::Approve{}, "Benchmark storage proofs", ana(), final()),
        action(5, tx::Transfer{stranger().address, tokens(3)}, "", stranger(),
               FinalityView{Finality::RolledBack, 0, 910, 0}),
        action(6, create, "TranspilerLab", PersonView{}, final()),
        action(7, arrival, "", PersonView{}, final()),
    };
    ActionView refused =
        action(8, accept, "Write the grammar test corpus", mira(), FinalityView{Finality::Refused, 0, 0, 0});
    refused.refusal = ErrorCode::WrongState;
    view.history.push_back(refused);
    view.history[7].fee = 0;
    IncomingView payment{
        IncomingView::What::Payment, view.history[1].time - kHour, tokens(12), mira(), {}, {}, {}, inBatch()};
    IncomingView settled{IncomingView::What::Settlement,
                         view.history[4].time - kHour,
                         tokens(160),
                         {},
                         {},
                         {},
                         "Run the sprint",
                         final()};
    view.incoming = {payment, settled};
    return view;
}

CompanyView company(const std::vector<CollaborationView>&)
{
    CompanyView view;
    view.dac = dac(1);
    view.name = "TranspilerLab";
    view.purpose =
        "We turn old programs into ones that their owners can read and run again, for schools and small "
        "offices.";
    view.terms = terms();
    view.arbitrator = jonas();
    view.treasury = tokens(212, 40);
    view.myRole = tx::Role::Founder;
    view.iMay = ~std::uint64_t{0};
    view.members = {{me(), tx::Role::Founder, kNow - 90 * kDay, tokens(50), 14, 0, 0},
                    {mira(), tx::Role::Officer, kNow - 80 * kDay, tokens(20), 12, 0, 1},
                    {ana(), tx::Role::Member, kNow - 40 * kDay, 0, 5, 0, 0},
                    {jonas(), tx::Role::Arbitrator, kNow - 30 * kDay, 0, 1, 0, 0},
                    {stranger(), tx::Role::Member, kNow - 2 * kDay, 0, 0, 0, 0}};
    InviteView invite;
    invite.ticket = stranger().address;
    invite.usesLeft = 3;
    invite.expires = kNow + 5 * kDay;
    invite.giftLeft = tokens(6);
    invite.link = "stoa://"
                  "invite?node=http%3A%2F%2F127.0.0.1%3A8547%2F&network=0x25427e97&company="
                  "0xda00000000000001&ticket=0x9c4f";
    view.invites = {invite};
    view.records = 41;
    view.root = hash(3);
    view.isVerified = true;
    view.finality = final();
    return view;
}

} // namespace

FakeWorld emptyWorld()
{
    FakeWorld world;
    world.network = network();
    world.network.batches.clear();
    world.network.events.clear();
    world.wallet.isKnown = true;
    return world;
}

FakeWorld sampleWorld()
{
    FakeWorld world;
    world.network = network();
    const Address former = jonas().address, challenger = stranger().address;
    world.earnings.keys = {{ana().address, true, false, 3'120'000, 0},
                           {former, false, false, 84'000, tokens(12)},
                           {challenger, true, true, 0, tokens(250)}};
    world.earnings.makesBlocks = true;
    world.earnings.bond = world.network.aggregatorBond;
    world.earnings.bondUntil = kNow + 5 * kDay;
    world.collaborations = collaborations();
    world.tasks = tasks(world.collaborations);
    world.wallet = wallet(world.collaborations);
    world.companyViews = {company(world.collaborations)};
    world.companies = {{dac(1), "TranspilerLab", tx::Role::Founder, 5, final(), 3},
                       {dac(2), "Bibliotheca", tx::Role::Member, 12, inBatch(), 0}};
    CompanyView second = world.companyViews.front();
    second.dac = dac(2);
    second.name = "Bibliotheca";
    second.purpose = "We scan books nobody reprints.";
    second.myRole = tx::Role::Member;
    world.companyViews.push_back(second);
    world.pages = {
        page(0, "Home", "Welcome to **TranspilerLab**. Start with [[Compiler/Front end]].",
             PageSharing::Shared),
        page(11, "Compiler/Front end", "It reads PL/I. See [[Corpus]] for the test programs.",
             PageSharing::Conflict),
        page(3, "Compiler/Back end", "Opcodes and their costs.", PageSharing::Shared),
        page(2, "Corpus", "400 programs from five offices.", PageSharing::Waiting),
        page(1, "Handbook", "How we work.", PageSharing::Draft),
    };
    for (std::uint32_t i = 12; i > 0; --i)
        world.versions.push_back({i, hash(static_cast<std::uint8_t>(i)), kNow - (13 - i) * kDay,
                                  i % 2 == 0 ? "Mira P." : "Sam", i % 2 == 0 ? mira().address : me().address,
                                  "Say what is measured", 900 + 70 * i});
    for (const CollaborationView& each : world.collaborations) {
        if (!each.next.waitsForMe) continue;
        InboxItem item;
        item.what = each.iAmArbitrator ? InboxItem::What::Ruling : InboxItem::What::Collaboration;
        item.dac = each.dac;
        item.object = each.id;
        item.title = each.title;
        item.state = each.state;
        item.with = each.iAmAsker ? each.doer : each.asker;
        item.iAmAsker = each.iAmAsker;
        item.next = each.next;
        world.inbox.push_back(item);
    }
    OutboxItem back;
    back.action = world.wallet.history[5];
    back.canResend = back.canDrop = true;
    OutboxItem refused;
    refused.action = world.wallet.history[8];
    refused.canResend = refused.canDrop = true;
    world.outbox = {back, refused};
    return world;
}

} // namespace stoa::test
