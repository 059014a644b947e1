// SPDX-License-Identifier: MIT
// Records of an installed tool, through the engine's door: what they hold, who may do what next, and money
// that is put in, paid and returned.
#include <algorithm>

#include <QTemporaryDir>
#include <QTest>

#include "core/tx/transaction.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;
using ToolBar = ToolMove::Bar;

namespace {

constexpr std::uint16_t kGrantsTool = tx::kFirstInstalledTool;
constexpr std::uint8_t kByAnyRole = 0x1e;
constexpr std::uint8_t kByFounders = 0x10;

/// Ana's company with 100 tokens and a tool: whoever is a member applies (1), founders fund (2), pay (3) or
/// return (4); the assignee may withdraw (5) what holds nothing.
class GrantWorld {
public:
    GrantWorld()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &m_wire)
    {}

    bool start()
    {
        if (!ana.start() || !ana.createWallet()) return false;
        ana.answerAt(m_wire);
        if (!mira.start() || !mira.createWallet() || !ask(*ana.engine, UseFaucet{{}, 1000 * kToken}) ||
            !ana.act(SendMoney{mira.address, kToken}))
            return false;
        const auto terms = ask(*ana.engine, DefaultTerms{});
        const auto company = terms ? ana.act(CreateCompany{"Forge", "We build", *terms, 0})
                                   : Result<Sent>(ErrorCode::Internal);
        if (!company) return false;
        dac = company->dac;
        const auto link = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, 10 * kToken});
        AddTool tool{dac, "Small grants\nMembers apply, founders pay.", 5, {}, false};
        const std::uint8_t rules[] = {
            0x01,        kByAnyRole, 0, 0,    0x12, kByFounders,     0, 1, 0x23, kByFounders, 0, 2, 0x24,
            kByFounders, 0,          3, 0x15, 0,    tx::kByAssignee, 0};
        std::copy(std::begin(rules), std::end(rules), tool.rules.bytes.begin());
        return link && mira.act(JoinCompany{link->link}) && ana.act(FundCompany{dac, 100 * kToken}) &&
               ana.act(tool) && look();
    }
    /// Mira's computer does not reach Ana's until it is joined again.
    void cutMira(bool isCut) { m_wire.isCut = isCut; }
    /// Mira's computer looks at the network.
    bool look() { return bool(ask(*ana.engine, AdvanceTime{0})) && bool(ask(*mira.engine, Verify{})); }

    Result<Sent> put(Person& person, PutToolRecord action)
    {
        action.dac = dac;
        action.tool = kGrantsTool;
        auto sent = person.act(action);
        look();
        return sent;
    }
    ToolRecordsView read(Person& person)
    {
        const auto views = ask(*person.engine, ListToolRecords{dac, kGrantsTool});
        return views && views->size() == 1 ? views->front() : ToolRecordsView{};
    }
    Amount treasury() { return ask(*ana.engine, ReadCompany{dac})->treasury; }

private:
    QTemporaryDir m_folder;
    Wire m_wire;

public:
    Person ana;
    Person mira;
    DacId dac;
};

std::string shortNameOf(const ToolRecordsView& view, const ObjectId& id)
{
    for (const ToolRecordView& record : view.records)
        if (record.id == id) return record.number;
    return {};
}

/// The bar before the state `to`; absent if no rule leads there.
std::optional<ToolBar> barBefore(const std::vector<ToolMove>& moves, std::uint8_t to)
{
    for (const ToolMove& move : moves)
        if (move.to == to) return move.bar;
    return std::nullopt;
}

} // namespace

class ToolRecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGrantIsAppliedForFundedAndPaid()
    {
        GrantWorld world;
        QVERIFY(world.start());
        QCOMPARE(world.read(world.mira).begin.size(), std::size_t{1});
        QVERIFY(world.read(world.mira).records.empty());
        // Members can read the whole table.
        STOA_SUCCEEDS(tools, ask(*world.mira.engine, ListTools{world.dac}));
        QCOMPARE(tools->size(), std::size_t{1});
        QCOMPARE(int{tools->front().table[0]}, 0x01);
        QCOMPARE(int{tools->front().table[16]}, 0x15);
        QCOMPARE(int{tools->front().table[18]}, int{tx::kByAssignee});
        STOA_SUCCEEDS(applied, world.put(world.mira, {.state = 1,
                                                      .assignee = world.mira.address,
                                                      .text = "Paint the hall\nTwo walls."}));

        const ToolRecordsView seenByMira = world.read(world.mira);
        QCOMPARE(seenByMira.records.size(), std::size_t{1});
        const ToolRecordView mine = seenByMira.records.front();
        QCOMPARE(mine.id, applied->object);
        QVERIFY(mine.number.starts_with("R-") && mine.number.size() >= 6);
        QCOMPARE(int{mine.state}, 1);
        QCOMPARE(mine.text, std::string("Paint the hall\nTwo walls."));
        QVERIFY(mine.author.isMe && mine.assignee.isMe);
        QCOMPARE(mine.held, Amount{0});
        // By role and by who is assigned: the founder funds, the assignee withdraws.
        QCOMPARE(barBefore(mine.next, 2), std::optional(ToolBar::NotNamed));
        QCOMPARE(barBefore(mine.next, 5), std::optional(ToolBar::None));
        QVERIFY(!barBefore(mine.next, 3)); // nothing leads there from here
        const ToolRecordView seenByAna = world.read(world.ana).records.front();
        QCOMPARE(seenByAna.number, mine.number);
        QCOMPARE(seenByAna.text, mine.text);
        QCOMPARE(barBefore(seenByAna.next, 2), std::optional(ToolBar::None));
        QCOMPARE(barBefore(seenByAna.next, 5), std::optional(ToolBar::NotNamed));

        // What is not the table's is refused with its reason, and nothing moves.
        const Error notHers =
            world.put(world.mira, {.object = mine.id, .state = 2, .amount = kToken}).error();
        QCOMPARE(notHers.code, ErrorCode::NotPermitted);
        QCOMPARE(notHers.detail, std::string("rule 16 0")); // for founders
        const Error notTheFounders = world.put(world.ana, {.object = mine.id, .state = 5}).error();
        QCOMPARE(notTheFounders.code, ErrorCode::NotPermitted);
        QCOMPARE(notTheFounders.detail, "rule 0 " + std::to_string(tx::kByAssignee));
        QCOMPARE(world.mira.act(DropTool{world.dac, kGrantsTool, false}).error().detail,
                 std::string("motion"));
        QCOMPARE(world.put(world.ana, {.object = mine.id, .state = 3}).error().code,
                 ErrorCode::NotAllowedByTool);
        QCOMPARE(world.put(world.ana, {.object = mine.id, .state = 2}).error().detail, std::string("fund"));
        QCOMPARE(world.treasury(), 100 * kToken);

        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = mine.id, .state = 2, .amount = 20 * kToken}));
        QCOMPARE(world.treasury(), 80 * kToken);
        const ToolRecordView holding = world.read(world.ana).records.front();
        QCOMPARE(holding.held, 20 * kToken);
        QCOMPARE(holding.text, mine.text); // it stays
        const auto pay = std::find_if(holding.next.begin(), holding.next.end(),
                                      [](const ToolMove& move) { return move.to == 3; });
        QVERIFY(pay != holding.next.end());
        QCOMPARE(pay->money, tx::ToolMoney::Pay);
        QCOMPARE(pay->amount, 20 * kToken);
        QCOMPARE(pay->payee.address, world.mira.address);
        QCOMPARE(pay->bar, ToolBar::None);

        // The review is told what the bytes will do.
        PutToolRecord paying{world.dac, kGrantsTool, mine.id, 3};
        STOA_SUCCEEDS(draft, ask(*world.ana.engine, Prepare{paying}));
        QVERIFY(draft->toolStep.has_value());
        QCOMPARE(draft->toolStep->manifestText, std::string("Small grants\nMembers apply, founders pay."));
        QCOMPARE(draft->toolStep->record, mine.number);
        QCOMPARE(draft->toolStep->move.money, tx::ToolMoney::Pay);
        QCOMPARE(draft->toolStep->move.amount, 20 * kToken);
        QCOMPARE(draft->toolStep->move.payee.address, world.mira.address);
        QCOMPARE(draft->subject, std::string("Paint the hall"));

        const Amount before = world.mira.balance();
        STOA_SUCCEEDS(paid, world.put(world.ana, paying));
        // It came from the company, not from Ana, who signed it.
        STOA_SUCCEEDS(wallet, ask(*world.mira.engine, ReadWallet{}));
        QVERIFY(!wallet->incoming.empty());
        QCOMPARE(wallet->incoming[0].amount, 20 * kToken);
        QCOMPARE(wallet->incoming[0].what, IncomingView::What::Company);
        QVERIFY(wallet->incoming[0].from.company == world.dac);
        QVERIFY(wallet->incoming[0].from.address != world.ana.address);
        QCOMPARE(world.mira.balance(), before + 20 * kToken);
        QCOMPARE(world.treasury(), 80 * kToken);
        QCOMPARE(world.read(world.mira).records.front().held, Amount{0});
        QCOMPARE(int{world.read(world.mira).records.front().state}, 3);

        // Whoever signed reads in the history how much went where, though the steps do not say it; as well
        // after a restart.
        for (const bool isAgain : {false, true}) {
            if (isAgain) {
                world.mira.stop();
                world.ana.stop();
                QVERIFY(world.ana.start());
            }
            STOA_SUCCEEDS(own, ask(*world.ana.engine, ReadWallet{}));
            QVERIFY(own->history.size() >= 2);
            const ActionView& payment = own->history[0];
            QCOMPARE(payment.moved.money, tx::ToolMoney::Pay);
            QCOMPARE(payment.moved.amount, 20 * kToken);
            QCOMPARE(payment.with.address, world.mira.address);
            QCOMPARE(own->history[1].moved.money, tx::ToolMoney::Fund);
            QCOMPARE(own->history[1].moved.amount, 20 * kToken);
            for (std::size_t i = 2; i < own->history.size(); ++i)
                QCOMPARE(own->history[i].moved.money, tx::ToolMoney::None);
        }
    }

    /// Whoever wants to remove the tool hears which records hold money, and can return it from there.
    void whatKeepsAToolFromBeingRemovedIsNamedAndReturned()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(first, world.put(world.mira, {.state = 1, .text = "Paint the hall"}));
        STOA_SUCCEEDS(second, world.put(world.mira, {.state = 1, .text = "A second screen"}));
        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = first->object, .state = 2, .amount = kToken}));
        const ToolRecordsView seen = world.read(world.ana);
        QCOMPARE(seen.records.size(), std::size_t{2});
        QCOMPARE(seen.records.front().id, first->object); // what holds money comes first
        QCOMPARE(barBefore(seen.records.front().next, 3), std::optional(ToolBar::NobodyAssigned));

        const auto refused = world.ana.act(DropTool{world.dac, kGrantsTool, false});
        QCOMPARE(refused.error().code, ErrorCode::StillHeld);
        QCOMPARE(refused.error().detail, seen.records.front().number); // this one, and only this one
        QCOMPARE(world.put(world.ana, {.object = first->object, .state = 3}).error().detail,
                 std::string("assignee"));
        QCOMPARE(world.put(world.ana, {.object = first->object, .state = 4, .amount = kToken}).error().detail,
                 std::string("amount"));

        STOA_SUCCEEDS(returned, world.put(world.ana, {.object = first->object, .state = 4}));
        QCOMPARE(world.treasury(), 100 * kToken);
        // What is not finished is named before it ends: the second application, not the one that was
        // returned.
        STOA_SUCCEEDS(draft, ask(*world.ana.engine, Prepare{DropTool{world.dac, kGrantsTool, false}}));
        QVERIFY(draft->manifestText.starts_with("Small grants"));
        QCOMPARE(draft->unfinished, std::vector{shortNameOf(world.read(world.ana), second->object)});
        STOA_SUCCEEDS(removed, world.ana.act(DropTool{world.dac, kGrantsTool, false}));
        const auto again = world.ana.act(DropTool{world.dac, kGrantsTool, false});
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::NotFound);
        QCOMPARE(again.error().detail, std::string("tool gone already"));
        QCOMPARE(world.mira.act(DropTool{world.dac, kGrantsTool, true}).error().detail,
                 std::string("tool gone already"));
        QCOMPARE(world.ana.act(DropTool{world.dac, 40, true}).error().detail, std::string("tool"));
        // Its records stay readable, and lead nowhere.
        const ToolRecordsView after = world.read(world.ana);
        QCOMPARE(after.records.size(), std::size_t{2});
        QVERIFY(after.begin.empty() && after.records.front().next.empty());
        QVERIFY(after.isRemoved);
        QVERIFY2(after.manifestText.starts_with("Small grants"), after.manifestText.c_str());
        STOA_SUCCEEDS(all, ask(*world.ana.engine, ListToolRecords{world.dac, 0}));
        QCOMPARE(all->size(), std::size_t{1}); // also where nobody remembers its number
        QVERIFY(all->front().isRemoved && all->front().records.size() == 2);
        // Nothing leads on from there, and that is said, not that there is no such tool or record.
        const std::string removedTool = "removed tool";
        QCOMPARE(world.put(world.ana, {.state = 1, .text = "Late"}).error().detail, removedTool);
        QCOMPARE(
            world.put(world.ana, {.object = second->object, .state = 2, .amount = kToken}).error().detail,
            removedTool);
        QCOMPARE(world.treasury(), 100 * kToken);
        QCOMPARE(world.ana.act(PutToolRecord{.dac = world.dac, .tool = 40, .state = 1, .text = "x"})
                     .error()
                     .detail,
                 std::string("tool"));
    }

    /// A removed tool is listed also without records, and what it said about itself is read where it was
    /// seen.
    void aRemovedToolCanStillBeRead()
    {
        GrantWorld world;
        QVERIFY(world.start());
        AddTool second{world.dac, "Reading list\nWhat we read.", 1, {}, false};
        second.rules.bytes[0] = 0x01;
        second.rules.bytes[1] = kByAnyRole;
        STOA_SUCCEEDS(added, world.ana.act(second));
        world.look();
        constexpr std::uint16_t kReadingTool = kGrantsTool + 1;
        const auto removed = [&](Person& person) {
            const auto all = ask(*person.engine, ListToolRecords{world.dac, 0});
            return all && all->size() == 2 && all->at(1).tool == kReadingTool && all->at(1).isRemoved
                       ? all->at(1).manifestText
                       : std::string("none");
        };
        QCOMPARE(removed(world.ana), std::string("none"));
        STOA_SUCCEEDS(dropped, world.ana.act(DropTool{world.dac, kReadingTool, false}));
        world.look();
        QCOMPARE(removed(world.ana), second.manifest);
        QCOMPARE(removed(world.mira), second.manifest);
        STOA_SUCCEEDS(one, ask(*world.mira.engine, ListToolRecords{world.dac, kReadingTool}));
        QVERIFY(one->size() == 1 && one->front().records.empty() && one->front().begin.empty());
        QCOMPARE(ask(*world.mira.engine, ListToolRecords{world.dac, kReadingTool + 1}).error().code,
                 ErrorCode::NotFound);
        QCOMPARE(ask(*world.mira.engine, ListTools{world.dac})->size(), std::size_t{1});
        // As well after a restart, when no node can say it any more.
        world.mira.stop();
        world.ana.stop();
        QVERIFY(world.ana.start());
        QCOMPARE(removed(world.ana), second.manifest);
    }

    /// What was signed before, by somebody who could not know: it does nothing, and that is said.
    void whatWaitsForAToolThatIsRemovedMeanwhileDoesNothing()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(
            made,
            world.put(world.mira, {.state = 1, .assignee = world.mira.address, .text = "Paint the hall"}));
        const ToolRecordView record = world.read(world.ana).records.front();
        world.cutMira(true);
        STOA_SUCCEEDS(withdrawn, world.put(world.mira, {.object = record.id, .state = 5}));
        STOA_SUCCEEDS(added, world.put(world.mira, {.state = 1, .text = "Paint the door"}));
        for (const Sent* sent : {&*withdrawn, &*added}) QCOMPARE(sent->finality.stage, Finality::Waiting);
        STOA_SUCCEEDS(removed, world.ana.act(DropTool{world.dac, kGrantsTool, false}));
        world.cutMira(false);
        QVERIFY(world.look() && world.look());
        STOA_SUCCEEDS(items, ask(*world.mira.engine, ReadOutbox{}));
        QCOMPARE(items->size(), std::size_t{2});
        for (const OutboxItem& item : *items) {
            QCOMPARE(item.action.finality.stage, Finality::Refused);
            // The second one's number comes after the first one's, which nobody has used.
            const bool isFirst = item.action.id == withdrawn->ids.front();
            QCOMPARE(item.action.refusal,
                     std::optional(isFirst ? ErrorCode::NotAllowedByTool : ErrorCode::WrongNonce));
            const auto again = ask(*world.mira.engine, PrepareResend{item.action.id});
            QVERIFY(!again); // nor anew
            QCOMPARE(again.error().code, ErrorCode::NotAllowedByTool);
        }
        for (Person* each : {&world.ana, &world.mira}) {
            const ToolRecordsView after = world.read(*each);
            QVERIFY(after.isRemoved);
            QCOMPARE(after.records.size(), std::size_t{1});
            QCOMPARE(int{after.records.front().state}, 1);
            QCOMPARE(after.records.front().text, record.text);
        }
        QCOMPARE(world.treasury(), 100 * kToken);
    }

    /// Members may decide about it meanwhile; it is carried out once nothing is held.
    void aMotionToRemoveAToolWaitsForItsMoney()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(made, world.put(world.mira, {.state = 1, .text = "Paint the hall"}));
        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = made->object, .state = 2, .amount = kToken}));
        const std::string number = world.read(world.ana).records.front().number;
        // Whoever was a member before it was put votes.
        STOA_SUCCEEDS(hour, ask(*world.ana.engine, AdvanceTime{kHour}));
        QVERIFY(world.look());
        STOA_SUCCEEDS(put, world.mira.act(DropTool{world.dac, kGrantsTool, true}));
        world.look();
        const MotionView seen = ask(*world.ana.engine, ListMotions{world.dac})->front();
        const tx::MotionId motion = seen.id;
        // Which tool it is about is said in the list, to who votes, and to who carries it out.
        QVERIFY2(seen.removedText.starts_with("Small grants"), seen.removedText.c_str());
        const auto isAboutIt = [&](const Action& action) {
            const auto draft = ask(*world.ana.engine, Prepare{action});
            return draft && draft->motion && draft->motion->hasAct &&
                   std::holds_alternative<tx::RemoveTool>(draft->motion->act) &&
                   draft->motion->removedText == seen.removedText;
        };
        QVERIFY(isAboutIt(VoteOnMotion{world.dac, motion, tx::Side::Against}));
        STOA_SUCCEEDS(gift, ask(*world.ana.engine, Prepare{FundCompany{world.dac, kToken}}));
        QVERIFY(!gift->motion);
        STOA_SUCCEEDS(first, world.ana.act(VoteOnMotion{world.dac, motion, tx::Side::For}));
        STOA_SUCCEEDS(second, world.mira.act(VoteOnMotion{world.dac, motion, tx::Side::For}));
        STOA_SUCCEEDS(later, ask(*world.ana.engine, AdvanceTime{14 * kDay + 1}));
        const auto refused = world.ana.act(CarryOutMotion{world.dac, motion});
        QCOMPARE(refused.error().code, ErrorCode::StillHeld);
        QCOMPARE(refused.error().detail, number);
        STOA_SUCCEEDS(returned, world.put(world.ana, {.object = made->object, .state = 4}));
        QVERIFY(isAboutIt(CarryOutMotion{world.dac, motion}));
        STOA_SUCCEEDS(carriedOut, world.ana.act(CarryOutMotion{world.dac, motion}));
        QVERIFY(ask(*world.ana.engine, ListTools{world.dac})->empty());
    }

    /// Somebody removes it at once while the members decide: then there is nothing left to decide about.
    void aMotionAboutAToolThatIsGoneSaysSo()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(hour, ask(*world.ana.engine, AdvanceTime{kHour}));
        QVERIFY(world.look());
        STOA_SUCCEEDS(put, world.mira.act(DropTool{world.dac, kGrantsTool, true}));
        const auto motion = [&] {
            world.look();
            return ask(*world.mira.engine, ListMotions{world.dac})->front();
        };
        QVERIFY(!motion().isGone);
        STOA_SUCCEEDS(removed, world.ana.act(DropTool{world.dac, kGrantsTool, false}));
        QVERIFY(motion().isGone);
        QVERIFY(motion().removedText.starts_with("Small grants"));
        const tx::MotionId id = motion().id;
        STOA_SUCCEEDS(first, world.ana.act(VoteOnMotion{world.dac, id, tx::Side::For}));
        STOA_SUCCEEDS(second, world.mira.act(VoteOnMotion{world.dac, id, tx::Side::For}));
        QCOMPARE(world.ana.act(CarryOutMotion{world.dac, id}).error().code, ErrorCode::TooEarly);
        STOA_SUCCEEDS(later, ask(*world.ana.engine, AdvanceTime{14 * kDay + 1}));
        const auto refused = world.ana.act(CarryOutMotion{world.dac, id});
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        QCOMPARE(refused.error().detail, std::string("motion's tool gone already"));
    }

    /// What a tool and its records are called stands in sentences that are signed.
    void namesOfToolsAndRecordsAreChecked()
    {
        GrantWorld world;
        QVERIFY(world.start());
        AddTool tool{world.dac, {}, 1, {}, false};
        tool.rules.bytes[0] = 0x01;
        tool.rules.bytes[1] = kByAnyRole;
        const auto refusal = [&](const std::string& manifest) {
            tool.manifest = manifest;
            const auto draft = ask(*world.ana.engine, Prepare{tool});
            return draft ? std::string("none") : draft.error().detail;
        };
        QCOMPARE(refusal("Evil\x1B[31mred"), std::string("control character"));
        QCOMPARE(refusal("Evil \u202Eabc"), std::string("reading direction"));
        QCOMPARE(refusal(std::string(10'000, 'M')), std::string("too long"));
        QCOMPARE(refusal(" \u200B "), std::string("empty"));
        QCOMPARE(refusal("Reading list"), std::string("none"));
        QCOMPARE(world.put(world.mira, {.state = 1, .text = "To \u202Eabc"}).error().detail,
                 std::string("reading direction"));
        STOA_SUCCEEDS(draft,
                      ask(*world.mira.engine,
                          Prepare{PutToolRecord{
                              .dac = world.dac, .tool = kGrantsTool, .state = 1, .text = "Paint\u200B it"}}));
        QCOMPARE(draft->subject, std::string("Paint it"));
    }

    /// It is the treasury's money that is missing, and a record cannot be put to the members.
    void whatATreasuryDoesNotGiveIsSaidInItsNumbers()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(made, world.put(world.ana, {.state = 1, .text = "Paint the hall"}));
        const auto refusal = [&](Amount amount) {
            return world.put(world.ana, {.object = made->object, .state = 2, .amount = amount}).error();
        };
        const std::string limit = std::to_string(500 * kToken);
        const std::string ofIt = "\nMTS\nForge";
        QVERIFY(world.ana.balance() > 101 * kToken); // it is not hers that counts
        const Error more = refusal(101 * kToken);
        QCOMPARE(more.code, ErrorCode::InsufficientTreasury);
        QCOMPARE(more.detail, "record " + std::to_string(100 * kToken) + ofIt);
        const Error beyond = refusal(501 * kToken);
        QCOMPARE(beyond.code, ErrorCode::OverLimit);
        QCOMPARE(beyond.detail, "record " + std::to_string(501 * kToken) + ' ' + limit + ' ' + limit + ' ' +
                                    std::to_string(100 * kToken) + ofIt);
        // What a record holds already is not taken again.
        STOA_SUCCEEDS(funded,
                      world.put(world.ana, {.object = made->object, .state = 2, .amount = 20 * kToken}));
        STOA_SUCCEEDS(other, world.put(world.ana, {.state = 1, .text = "Paint the door"}));
        const Error less =
            world.put(world.ana, {.object = other->object, .state = 2, .amount = 81 * kToken}).error();
        QCOMPARE(less.code, ErrorCode::InsufficientTreasury);
        QCOMPARE(less.detail, "record " + std::to_string(80 * kToken) + ofIt);
        // A payment could be a motion, and is told so.
        const Error paying =
            world.ana.act(SpendFromTreasury{world.dac, world.mira.address, 501 * kToken, {}, false}).error();
        QCOMPARE(paying.code, ErrorCode::OverLimit);
        QVERIFY2(paying.detail.starts_with("spending "), paying.detail.c_str());
        // Her own money is still her own.
        const Amount own = world.ana.balance();
        const Error hers = world.ana.act(FundCompany{world.dac, 5000 * kToken}).error();
        QCOMPARE(hers.code, ErrorCode::InsufficientBalance);
        QCOMPARE(hers.detail, "own " + std::to_string(5000 * kToken + tx::FundTreasury::kFee) + ' ' +
                                  std::to_string(own) + "\nMTS");
    }

    /// Whoever wants a step that no rule allows hears where the record stands and where it can go.
    void aStepThatNoRuleAllowsSaysWhereTheRecordStands()
    {
        GrantWorld world;
        QVERIFY(world.start());
        QCOMPARE(world.put(world.ana, {.state = 2, .text = "x"}).error().detail, std::string("new 0 1"));
        STOA_SUCCEEDS(made, world.put(world.ana, {.state = 1, .text = "Paint the hall"}));
        const std::string number = world.read(world.ana).records.front().number;
        const auto refusal = [&] {
            const Error error = world.put(world.ana, {.object = made->object, .state = 9}).error();
            return error.code == ErrorCode::NotAllowedByTool ? error.detail : std::string("another");
        };
        QCOMPARE(refusal(), number + " 1 2 5");
        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = made->object, .state = 2, .amount = kToken}));
        QCOMPARE(refusal(), number + " 2 3 4");
        STOA_SUCCEEDS(returned, world.put(world.ana, {.object = made->object, .state = 4}));
        QCOMPARE(refusal(), number + " 4");
    }

    /// Whoever thought of a change before another one came does not write over it.
    void aNewerTextIsNotWrittenOver()
    {
        GrantWorld world;
        QVERIFY(world.start());
        STOA_SUCCEEDS(made, world.put(world.mira, {.state = 1, .text = "Paint the hall"}));
        const std::uint32_t seen = world.read(world.ana).records.front().edits;
        QVERIFY(seen != 0);
        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = made->object, .state = 2, .amount = kToken}));
        PutToolRecord late{.object = made->object, .state = 4, .text = "Paint the door", .editsSeen = seen};
        QCOMPARE(world.put(world.ana, late).error().code, ErrorCode::WrongSequence);
        QCOMPARE(world.read(world.ana).records.front().text, std::string("Paint the hall"));
        QCOMPARE(world.read(world.ana).records.front().held, kToken);
        late.editsSeen = world.read(world.ana).records.front().edits;
        STOA_SUCCEEDS(returned, world.put(world.ana, late));
        QCOMPARE(world.read(world.ana).records.front().text, std::string("Paint the door"));
    }

    void nobodyPaysThemselvesAndNewRecordsNeedWords()
    {
        GrantWorld world;
        QVERIFY(world.start());
        QCOMPARE(world.put(world.ana, {.state = 1}).error().code, ErrorCode::BadContent);
        QCOMPARE(world.put(world.ana, {.state = 2, .text = "x"}).error().code, ErrorCode::NotAllowedByTool);
        STOA_SUCCEEDS(made,
                      world.put(world.ana, {.state = 1, .assignee = world.ana.address, .text = "Mine"}));
        STOA_SUCCEEDS(funded, world.put(world.ana, {.object = made->object, .state = 2, .amount = kToken}));
        QCOMPARE(barBefore(world.read(world.ana).records.front().next, 3),
                 std::optional(ToolBar::PaysMyself));
        QCOMPARE(world.put(world.ana, {.object = made->object, .state = 3}).error().code,
                 ErrorCode::SameParty);
        QCOMPARE(world.put(world.ana, {.object = ObjectId{{7}}, .state = 3}).error().detail,
                 std::string("record"));
        QCOMPARE(ask(*world.ana.engine, ListToolRecords{world.dac, 40}).error().code, ErrorCode::NotFound);
    }
};

STOA_TEST(ToolRecordsTest)

} // namespace stoa::test

#include "tool_records_test.moc"
