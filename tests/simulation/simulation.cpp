// SPDX-License-Identifier: MIT
// The first part of a run: turns by chance, and faults.
#include "tests/simulation/simulation_run.h"

namespace stoa::test {
namespace {

constexpr Timestamp kStart = 1'700'000'000;
constexpr std::size_t kSeen = 64; ///< steps that a hostile aggregator remembers
/// Who sends many steps at once, and whom they pay: nobody else here has to do with them.
constexpr std::size_t kCrowd = 90;
constexpr std::size_t kPaidByCrowd = 91;
constexpr std::uint64_t kBetweenCrowds = 125; ///< steps, on average

rollup::NetworkDefinition definitionFor(std::uint64_t seed)
{
    rollup::NetworkDefinition definition = rollup::localDefinition(Hash{{9}}, kStart, false);
    definition.seed.bytes[31] = static_cast<std::uint8_t>(seed);
    // Short ones, so that a case comes to its ruling within a run.
    definition.forceDelay = 30;
    definition.minimumPeriod = 90;
    definition.answerPeriod = 2 * kMinute;
    return definition;
}

} // namespace

SimulationReport simulate(const SimulationOptions& options) { return Simulation(options).run(); }

Simulation::Simulation(const SimulationOptions& options)
    : m_options(options)
    , m_random(options.seed * 977 + 13)
    , m_plan(FaultPlan::of(options.seed))
    , m_definition(definitionFor(options.seed))
    , m_now(kStart)
    , m_chain(m_definition)
    , m_truth(m_chain)
    , m_messages(m_random, m_faults)
    , m_node("a", {true, options.sabotage != Sabotage::NoValidators}, m_chain, m_random, m_faults,
             options.seed, m_plan.isOnLevelDb)
    , m_watcher("c", {m_plan.hasTwoHonest, options.sabotage != Sabotage::NoValidators}, m_chain, m_random,
                m_faults, options.seed + 1'000'000, m_plan.isOnLevelDb)
    , m_follower(m_messages, "d", "c", m_definition, options.seed + 2'000'000, m_plan.isOnLevelDb)
    , m_hostileNode(m_node, m_random, m_plan, m_definition.hash())
    , m_hostile(m_chain, m_truth, m_random, m_plan, m_trace, m_hostileNode)
    , m_acts(m_random, m_definition.rules())
{
    m_trace.setLoud(options.isLoud);
    if (options.sabotage == Sabotage::ForgetfulGroups) m_chain.forgetToKeep();
}

void Simulation::note(const std::string& line)
{
    m_trace.note(std::to_string(m_step) + " +" + std::to_string(m_now - kStart) + "s " + line);
}

/// A court, a company and what they have begun, all at the honest aggregator.
void Simulation::found()
{
    const auto addMoney = [this](std::size_t person) {
        (void)m_chain.mint(addressOf(person), 100'000 * kToken);
        (void)m_chain.deposit(addressOf(person), addressOf(person), 10'000 * kToken);
    };
    for (std::size_t person = 0; person < Acts::kPeople; ++person) addMoney(person);
    for (std::size_t juror = 0; juror < Acts::kJurors; ++juror) addMoney(kFirstJuror + juror);
    addMoney(kCrowd);
    for (std::size_t round = 0; round < m_acts.foundingRounds(); ++round) {
        m_now += 2; // a seat counts for cases that are opened later
        m_chain.advanceTo(m_now);
        setClocks();
        if (!m_node.tick()) return violated("the first messages are not taken in");
        m_acts.look(m_node.aggregator()->tree(), m_now);
        const auto acts = m_acts.founding(round);
        std::vector<Bytes> steps;
        for (const auto& [person, payload] : acts) steps.push_back(m_acts.world().by(person, payload).bytes);
        if (steps.empty()) continue;
        const auto answer = m_node.submit(steps);
        if (!answer) return violated("the company is not founded");
        for (std::size_t i = 0; i < acts.size(); ++i) {
            const Hash digest = tx::digestOf(*tx::decode(steps[i]), m_definition.rules().domain);
            if ((*answer)[i].stage != node::StepStatus::Stage::Included)
                return violated("the company is not founded: " + std::string(tx::nameOf(acts[i].second)) +
                                " is refused in round " + std::to_string(round));
            m_acts.remember(acts[i].first, acts[i].second, digest);
            m_truth.leaveOut(digest);
        }
    }
}

/// Everything that is there before anything goes wrong.
void Simulation::begin()
{
    m_messages.connect("a", &m_node);
    m_messages.connect("b", &m_hostileNode);
    m_messages.connect("c", &m_watcher);
    m_watcher.handOverTo(&m_node);
    if (m_plan.hasTwoHonest) m_node.handOverTo(&m_watcher);
    for (std::size_t person = 0; person < Acts::kPeople; ++person)
        for (SimulatedNode* node : {&m_node, &m_watcher}) node->watchAccount(addressOf(person));
    if (!m_node.start() || !m_watcher.start()) return violated("a node does not start");
    found();
    setClocks();
    (void)m_follower.tick();
    m_messages.connect("d", m_follower.service());
    for (std::size_t person = 0; person < Acts::kPeople; ++person) {
        std::string server = person == 2 ? "c" : person == 3 ? "d" : "a";
        if (person == kDeceived && isDeceived()) server = "b";
        m_members.push_back(std::make_unique<SimulatedMember>(person, m_messages, server, m_random, m_now,
                                                              m_options.seed * 16 + 2 * person,
                                                              m_plan.isOnLevelDb));
        if (m_options.sabotage == Sabotage::ForgetfulMembers) m_members.back()->forgetOnPowerCut();
        for (const DacId& dac : m_acts.companies()) m_members.back()->follow(dac);
        (void)m_members.back()->start();
    }
    m_lookedAt = m_now;
    m_faults = m_plan;
}

SimulationReport Simulation::run()
{
    begin();
    checkAll();
    for (; m_step < m_options.steps && m_violated.empty(); ++m_step) step();
    if (m_violated.empty()) heal();
    if (m_violated.empty()) checkEnd();
    SimulationReport report;
    report.violated = m_violated;
    report.step = m_step;
    report.plan = m_plan.text();
    report.trace = m_trace.hash();
    report.tail.assign(m_trace.tail().begin(), m_trace.tail().end());
    report.counts = counts();
    report.groupedCalls = m_chain.groupedCalls();
    for (const auto& [kind, count] : m_truth.kinds()) report.accepted[std::string(kind)] = count;
    for (const auto& [kind, count] : m_truth.undoneKinds()) report.undone[std::string(kind)] = count;
    for (const auto& [hostility, tried] : m_hostile.counts().reached) report.reached[name(hostility)] = tried;
    return report;
}

void Simulation::step()
{
    passTime();
    m_messages.deliver(m_now);
    someFault();
    if (below(kBetweenCrowds) == 0) crowdActs();
    someTurn();
    guardWindow();
    checkAll();
}

void Simulation::passTime()
{
    if (!m_chain.isAsStored()) violated("the main chain is not what its disk holds");
    m_now += below(6);
    if (strikes(m_faults.timeJumps)) {
        m_now += below(4 * kMinute);
        note("time jumps");
    } else if (below(25) == 0) {
        const Timestamp deadline = m_acts.someDeadline();
        if (deadline > m_now + 1 && deadline < m_now + 4 * kMinute) {
            m_now = deadline - below(2);
            note("a deadline comes");
        }
    }
    m_chain.advanceTo(m_now);
    setClocks();
}

void Simulation::setClocks()
{
    for (SimulatedNode* node : {&m_node, &m_watcher}) node->clock().pass(m_now);
    m_follower.clock().pass(m_now);
    for (const auto& member : m_members) member->clock().pass(m_now);
}

void Simulation::tick(SimulatedNode& node)
{
    if (!node.start()) return note(node.name() + " does not start");
    const auto done = node.tick();
    if (done && node.validator() && node.validator()->challenged() == 0 &&
        node.validator()->checkedBatch() == m_chain.tip())
        m_lookedAt = m_now;
    std::string line = node.name() + " ticks";
    if (!done) line += std::string(": ") + std::string(name(done.error().code));
    if (done && node.aggregator()) {
        line += ", block " + std::to_string(node.aggregator()->head().header.number) + " " +
                shortOf(node.aggregator()->tree().root());
    }
    note(line + ", batch " + std::to_string(m_chain.tip()));
}

void Simulation::someTurn()
{
    const std::uint64_t what = below(100);
    if (what < 50) return memberActs();
    if (what < 66) {
        SimulatedMember& member = *m_members[below(m_members.size())];
        m_hostileNode.listen();
        const auto done = member.synchronize();
        countLies(member);
        std::string line = member.name() + " looks";
        if (!done) line += std::string(": ") + std::string(name(done.error().code));
        if (member.member() && member.member()->headers)
            line += ", block " + std::to_string(member.member()->headers->head().header.number) + ", final " +
                    std::to_string(member.member()->headers->finalBatch());
        if (member.member() && member.member()->nodeProblem)
            line += ", " + std::string(name(*member.member()->nodeProblem));
        if (below(8) == 0) member.tidyUp();
        return note(line);
    }
    if (what < 81) {
        if (m_options.sabotage != Sabotage::DeafAggregator) tick(m_node);
        return;
    }
    if (what < 88) return tick(m_watcher);
    if (what < 92) {
        const auto done = m_follower.tick();
        m_messages.connect("d", m_follower.service());
        return note("d follows" + (done ? std::string() : ": " + std::string(name(done.error().code))));
    }
    m_hostile.act(m_seen);
    note("hostile: tip " + std::to_string(m_chain.tip()));
}

/// What somebody behind the node that lies has not believed. Of several lies at once nobody knows which it
/// was.
void Simulation::countLies(SimulatedMember& member)
{
    const engine::Member* deceived = member.line().server == "b" ? member.member() : nullptr;
    if (!deceived || !deceived->headers) return;
    const light::HeaderChain& headers = *deceived->headers;
    const rollup::BlockHeader& head = headers.head().header;
    const bool isPromised = m_hostileNode.hasPromised(head);
    const bool isRefused = deceived->nodeProblem && engine::isOfLies(*deceived->nodeProblem);
    const auto& told = m_hostileNode.told();
    if (isRefused && !isPromised && told.size() == 1)
        m_hostile.noticed(Hostility::LyingNode, std::string("a lie to a member about ") + told.front());
    if (isRefused && isPromised && told.empty())
        m_hostile.noticed(Hostility::Equivocation, "another head than the one that a member was promised");
    if (isPromised && head.batch <= headers.tip() && !headers.agrees(head.batch))
        m_hostile.noticed(Hostility::BrokenPromise, "a batch that breaks a promise to a member");
}

void Simulation::memberActs()
{
    // Acts are thought of in the newest state that the honest node has, whether the member knows it or not.
    if (m_node.aggregator()) m_acts.look(m_node.aggregator()->tree(), m_now);
    auto [person, payload] = m_acts.next();
    // Jurors have no computer here, and an engine has the first key of its account only.
    const bool hasKey = m_acts.signerFor(person) == person;
    if (person >= m_members.size() || (!hasKey && below(4) != 0)) return actPastEngine(person, payload);
    SimulatedMember& member = *m_members[person];
    std::string line = member.name() + " " + std::string(tx::nameOf(payload));
    const bool isSigned = tx::originOf(payload) == tx::Origin::Signed;
    const std::uint64_t how = below(20);
    if (!isSigned || how == 0) { // past the engine, at any node
        const Bytes step = member.sign(payload, static_cast<std::uint32_t>(below(3) == 0 ? below(3) : 0));
        if (step.empty()) return;
        const std::string target = below(2) == 0 ? "a" : "c";
        Line line2(m_messages, member.name(), target);
        sync::RpcNode node(line2, "http://node:1/");
        const auto answer = node.submit({step});
        const bool isIn = answer && answer->front().stage == node::StepStatus::Stage::Included;
        ++(isIn ? m_accepted : m_refused);
        m_seen.push_back(step);
        note(line + (isIn ? " past its engine" : " past its engine: not taken"));
    } else if (how == 1) { // over the main chain
        const Bytes step = member.sign(payload, 0);
        const auto forced = m_chain.force(addressOf(person), step);
        m_seen.push_back(step);
        note(line + (forced ? " forced" : " could not be forced"));
    } else if (how == 2) {
        const Amount amount = 1 + below(100 * kToken);
        (void)m_chain.deposit(addressOf(person), addressOf(person), amount);
        note(member.name() + " deposits");
    } else {
        if (m_options.isLoud) std::printf("  %s ...\n", line.c_str());
        std::fflush(stdout);
        const auto sent = member.act(payload);
        if (sent) {
            m_acts.remember(person, payload, *sent);
            if (const auto* entry = member.member()->outbox->find(*sent)) m_seen.push_back(entry->step);
        }
        ++(sent ? m_accepted : m_refused);
        note(line + ": " + (sent ? shortOf(*sent) : std::string(name(sent.error().code))));
    }
    if (m_seen.size() > kSeen) m_seen.erase(m_seen.begin());
}

/// Signed with the key that counts now, and handed to a node.
void Simulation::actPastEngine(std::size_t person, const tx::Payload& payload)
{
    const MachineWorld& world = m_acts.world();
    tx::Transaction transaction = world.transaction(person, payload);
    Bytes step = tx::encode(transaction);
    if (tx::originOf(payload) == tx::Origin::Signed)
        step = world.sign(std::move(transaction), m_acts.signerFor(person));
    const std::string who = "person " + std::to_string(person);
    Line line(m_messages, who, below(2) == 0 ? "a" : "c");
    sync::RpcNode node(line, "http://node:1/");
    const auto answer = node.submit({step});
    const bool isIn = answer && answer->front().stage == node::StepStatus::Stage::Included;
    ++(isIn ? m_accepted : m_refused);
    m_seen.push_back(std::move(step));
    if (m_seen.size() > kSeen) m_seen.erase(m_seen.begin());
    std::string why;
    if (!isIn) why = ": not taken";
    if (!answer)
        why += ", " + std::string(name(answer.error().code));
    else if (answer->front().refusal)
        why += ", " + std::string(name(*answer->front().refusal));
    note(who + " " + std::string(tx::nameOf(payload)) + why);
}

/// More steps in one submit than a batch holds, so that it posts one: what it writes on the main chain and on
/// the node's disk waits for each of the two once, and anything may go wrong before, between and after them.
void Simulation::crowdActs()
{
    tick(m_node); // what it was told to keep is compared with what it had seen of the main chain
    if (!m_node.aggregator()) return;
    m_acts.look(m_node.aggregator()->tree(), m_now);
    const MachineWorld& world = m_acts.world();
    tx::Transaction payment = world.transaction(kCrowd, tx::Transfer{addressOf(kPaidByCrowd), 1});
    std::vector<Bytes> steps;
    for (std::uint64_t count = rollup::kMaxBatchSteps + 1 + below(32); count > 0; --count) {
        steps.push_back(world.sign(payment, kCrowd));
        ++payment.envelope.nonce;
    }
    const auto afterwards = groupFault();
    const std::uint64_t grouped = m_chain.groupedCalls();
    const auto answer = m_node.submit(steps);
    m_chain.onKeep = m_chain.onKept = nullptr;
    std::size_t included = 0;
    if (answer)
        for (const node::StepStatus& each : *answer)
            if (each.stage == node::StepStatus::Stage::Included) ++included;
    ++m_crowds;
    note("a crowd: " + std::to_string(included) + " of " + std::to_string(steps.size()) +
         (answer ? std::string() : ", " + std::string(name(answer.error().code))) + ", calls " +
         std::to_string(m_chain.groupedCalls() - grouped));
    if (afterwards) afterwards();
}

/// What the protocol rests on: within each window, one honest validator comes through.
void Simulation::guardWindow()
{
    if (m_options.sabotage == Sabotage::NoValidators) return;
    if (m_now < m_lookedAt + m_definition.window / 3) return;
    const FaultPlan before = m_faults;
    m_faults = FaultPlan::none();
    for (Volume* volume : m_watcher.volumes()) volume->heal();
    m_chain.disk().setFull(false);
    m_chain.disk().failSoon(0, false);
    for (int i = 0; i < 8 && m_lookedAt != m_now; ++i) tick(m_watcher);
    m_faults = before;
}

} // namespace stoa::test
