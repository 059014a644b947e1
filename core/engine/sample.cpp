// SPDX-License-Identifier: MIT
#include "core/engine/sample.h"

#include "core/content/job_statement.h"
#include "core/engine/handlers.h"

namespace stoa::engine {
namespace {

/// Plays actions as one of several people, whose keys are all in the sample's wallet in memory.
class SampleStage {
public:
    explicit SampleStage(Member& member)
        : m_member(member)
    {}

    Result<Sent> act(std::size_t person, const Action& action)
    {
        m_member.actAs(person);
        STOA_TRY(PendingDraft built, build(m_member, action));
        STOA_TRY(const Draft draft, m_member.keepDraft(std::move(built)));
        return handle(m_member, SignAndSend{draft.id});
    }

    Result<Sent> join(std::size_t person, const DacId& dac)
    {
        STOA_TRY(const Sent invitation, act(0, InviteMember{dac, tx::Role::Member, 1, 0, kToken}));
        return act(person, JoinCompany{invitation.link});
    }

    Address address(std::size_t person) const { return m_member.vault->addresses()[person]; }

private:
    Member& m_member;
};

content::JobStatement statementOf(std::string title, std::string context, std::string goal,
                                  std::string result)
{
    content::JobStatement statement;
    statement.title = title;
    statement.context = std::move(context);
    statement.inside = {"What is written here"};
    statement.outside = {"Everything else; a new task is quickly written"};
    statement.goals = {std::move(goal)};
    statement.results = {{std::move(result), "yes or no", "yes", "the asker tries it", 100}};
    statement.nothingNeeded = true;
    statement.activities = {{"Do the work and describe it", "wiki", "in the first week"}};
    statement.output = {{title, "wiki page", title, "CC0", {1}}};
    return statement;
}

struct SampleTask {
    const char* title;
    const char* description;
    Amount reward;
    tx::TaskState state;
};

constexpr SampleTask kTasks[] = {
    {"Write the welcome page", "What a newcomer should know in two minutes.", 20 * kToken,
     tx::TaskState::Ready},
    {"Collect recipes for sourdough", "At least twelve, each tried once.", 40 * kToken, tx::TaskState::Ready},
    {"Find a room for the spring meeting", "Forty people, near a station.", 60 * kToken,
     tx::TaskState::Ready},
    {"Translate the house rules", "Into Spanish and Turkish.", 35 * kToken, tx::TaskState::Ready},
    {"Photograph the ovens", "", 10 * kToken, tx::TaskState::Backlog},
};

constexpr const char* kHomePage =
    "# Millstone Bakers\n\nWe bake together and share what we learn. This is a **sample company**: look "
    "around, "
    "open the tasks and the collaborations, and see what would happen next.\n\n- [[House rules]]\n- "
    "[[Recipes/Sourdough]]\n";
constexpr const char* kRulesPage = "# House rules\n\n1. Whoever takes a task locks a deposit for it. So does "
                                   "whoever asks.\n2. When the work is "
                                   "accepted, both deposits are *to be allocated* for two weeks, then they "
                                   "return by themselves.\n3. Whoever was "
                                   "wronged opens a dispute. Our arbitrator decides.\n";
constexpr const char* kRecipePage =
    "# Sourdough\n\n| What | How much |\n|---|---|\n| Flour | 500 g |\n| Water | 350 g |\n| Salt | 10 g |\n| "
    "Starter | 100 g |\n\nBack to [[Home]].\n";

Result<void> writePages(SampleStage& stage, const DacId& dac)
{
    STOA_TRY_VOID(stage.act(0, SavePage{dac, "Home", kHomePage, "First words", {}}));
    STOA_TRY_VOID(stage.act(1, SavePage{dac, "House rules", kRulesPage, "As agreed in spring", {}}));
    STOA_TRY_VOID(
        stage.act(2, SavePage{dac, "Recipes/Sourdough", "# Sourdough\n\nFlour, water, salt.\n", "", {}}));
    STOA_TRY_VOID(
        stage.act(1, SavePage{dac, "Recipes/Sourdough", kRecipePage, "Amounts, and a way home", {}}));
    return {};
}

} // namespace

Result<void> fillSample(Member& member)
{
    SampleStage stage(member);
    const char* const names[] = {"Ana R.", "Mira P.", "Jon B.", "Judge Okafor"};
    for (std::size_t person = 0; person < 4; ++person) {
        STOA_TRY_VOID(member.local->faucet(stage.address(person), 500 * kToken));
        STOA_TRY_VOID(member.synchronize());
        STOA_TRY_VOID(stage.act(person, SetProfileName{names[person]}));
    }
    STOA_TRY(tx::CharterTerms terms, handle(member, DefaultTerms{}));
    terms.court = tx::personParty(stage.address(3));
    terms.panel = 1;
    terms.courtFee = 2 * kToken;
    terms.tax = 200;
    STOA_TRY(const Sent company,
             stage.act(0, CreateCompany{"Millstone Bakers", "Bake together, and write down what works.",
                                        terms, 50 * kToken}));
    const DacId dac = company.dac;
    for (std::size_t person = 1; person < 3; ++person) STOA_TRY_VOID(stage.join(person, dac));
    STOA_TRY_VOID(writePages(stage, dac));

    std::vector<ObjectId> tasks;
    for (const SampleTask& each : kTasks) {
        SaveTask save;
        save.dac = dac;
        save.title = each.title;
        save.description = each.description;
        save.reward = each.reward;
        if (each.state == tx::TaskState::Ready)
            save.statement =
                statementOf(each.title, "The members asked for it.", each.description, each.title);
        STOA_TRY(const Sent saved, stage.act(0, save));
        tasks.push_back(saved.object);
        if (each.state != tx::TaskState::Backlog)
            STOA_TRY_VOID(stage.act(0, MoveTask{dac, saved.object, each.state}));
    }
    // Four collaborations: proposed, at work, to be allocated, in dispute.
    const auto propose = [&](std::size_t task, std::size_t doer) {
        ProposeCollaboration proposal;
        proposal.dac = dac;
        proposal.task = tasks[task];
        proposal.doer = stage.address(doer);
        proposal.reward = kTasks[task].reward;
        proposal.askerDeposit = proposal.doerDeposit =
            std::max(kTasks[task].reward / 2, terms.minimumDeposit);
        proposal.workBy = member.now() + 21 * kDay;
        return stage.act(0, proposal);
    };
    const auto act = [&](std::size_t person, const ObjectId& id, Act what, std::string text, Amount amount) {
        return stage.act(person, ActOnCollaboration{dac, id, what, std::move(text), amount, 0});
    };
    STOA_TRY(const Sent finished, propose(1, 1));
    STOA_TRY_VOID(act(1, finished.object, Act::Accept, {}, 0));
    STOA_TRY_VOID(act(1, finished.object, Act::Deliver, "Twelve recipes, all on [[Recipes/Sourdough]].", 0));
    STOA_TRY_VOID(act(0, finished.object, Act::Approve, {}, 0));
    STOA_TRY(const Sent disputed, propose(2, 2));
    STOA_TRY_VOID(act(2, disputed.object, Act::Accept, {}, 0));
    STOA_TRY_VOID(act(2, disputed.object, Act::Deliver, "The hall at the old mill.", 0));
    STOA_TRY_VOID(act(0, disputed.object, Act::Dispute, "The hall holds twenty people, not forty.",
                      std::max(kTasks[2].reward / 2, terms.minimumDeposit)));
    STOA_TRY(const Sent atWork, propose(3, 1));
    STOA_TRY_VOID(act(1, atWork.object, Act::Accept, {}, 0));
    STOA_TRY_VOID(propose(0, 2));
    STOA_TRY_VOID(member.local->advanceTime(5 * kDay));
    STOA_TRY_VOID(member.local->postNow());
    member.actAs(0);
    STOA_TRY_VOID(member.synchronize());
    member.isReadOnly = true;
    member.mode = NetworkMode::Sample;
    return {};
}

} // namespace stoa::engine
