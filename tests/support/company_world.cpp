// SPDX-License-Identifier: MIT
#include "tests/support/company_world.h"

#include "core/crypto/keccak.h"

namespace stoa::test {

using World = MachineWorld;
using state::CollaborationState;

namespace {

constexpr std::uint64_t bit(tx::Permission permission)
{
    return std::uint64_t{1} << static_cast<unsigned>(permission);
}

constexpr std::uint8_t rolesFrom(tx::Role lowest)
{
    return static_cast<std::uint8_t>(0x1e & (0xff << static_cast<unsigned>(lowest)));
}

} // namespace

tx::CreateDac governedTerms()
{
    tx::CreateDac t = World::terms();
    t.motionBond = 3 * kToken;
    t.silentLimit = 20 * kToken;
    t.spendLimit = 50 * kToken;
    t.officerMask |= bit(tx::Permission::ChangeRoles);
    return t;
}

DacId governedCompany(World& w, const tx::CreateDac& terms)
{
    const DacId dac = w.readyCompany(terms);
    w.join(dac, kOutsider, tx::Role::Officer);
    w.must(w.send(kFounder, tx::FundTreasury{dac, 200 * kToken}), "funding the treasury");
    w.now += kHour;
    return dac;
}

tx::MotionId putMotion(World& w, tx::Payload act, std::size_t proposer)
{
    w.must(w.send(proposer, std::move(act)), "putting a motion");
    return tx::motionIdOf(w.digest());
}

state::Motion motionOf(const World& w, const DacId& dac, const tx::MotionId& id)
{
    return w.read<state::Motion>(state::motionKey(dac, id)).value_or(state::Motion{});
}

tx::EnactMotion enactment(const DacId& dac, const tx::MotionId& id, const tx::Payload& act)
{
    return {dac, id, tx::encodeAct(act)};
}

tx::Vote voteOn(const DacId& dac, const tx::MotionId& id, tx::Side side)
{
    return {dac, id, static_cast<std::uint8_t>(side)};
}

tx::Settle motionPayout(const DacId& dac, const tx::MotionId& id)
{
    const state::Key key = state::motionKey(dac, id);
    return {dac, static_cast<std::uint8_t>(state::Table::Motion), state::objectOf(key), state::subOf(key)};
}

state::Member memberOf(const World& w, const DacId& dac, std::size_t person)
{
    return w.read<state::Member>(state::memberKey(dac, addressOf(person))).value_or(state::Member{});
}

tx::SetRole roleChange(const DacId& dac, std::size_t person, tx::Role role, bool asMotion)
{
    return {dac, addressOf(person), static_cast<std::uint8_t>(role), asMotion};
}

tx::SpendTreasury spending(const DacId& dac, Amount amount, bool asMotion)
{
    return {dac, addressOf(kNewcomer), amount, contentOf("a reason"), asMotion};
}

tx::AmendCharter otherRules(const DacId& dac, const tx::CharterTerms& terms, bool asMotion)
{
    tx::AmendCharter act;
    static_cast<tx::CharterTerms&>(act) = terms;
    act.dac = dac;
    act.tax = 700;
    act.asMotion = asMotion;
    return act;
}

tx::InstallTool bountyTool(const DacId& dac, bool asMotion)
{
    const auto money = [](tx::ToolMoney kind) { return static_cast<std::uint8_t>(kind); };
    const std::uint8_t rules[] = {0x01,
                                  rolesFrom(tx::Role::Member),
                                  0,
                                  money(tx::ToolMoney::None),
                                  0x12,
                                  rolesFrom(tx::Role::Officer),
                                  0,
                                  money(tx::ToolMoney::Fund),
                                  0x22,
                                  rolesFrom(tx::Role::Officer),
                                  0,
                                  money(tx::ToolMoney::Fund),
                                  0x23,
                                  rolesFrom(tx::Role::Founder),
                                  0,
                                  money(tx::ToolMoney::Pay),
                                  0x24,
                                  rolesFrom(tx::Role::Founder),
                                  tx::kByAuthor,
                                  money(tx::ToolMoney::Refund),
                                  0x11,
                                  0,
                                  tx::kByAuthor | tx::kByAssignee,
                                  money(tx::ToolMoney::None)};
    tx::ToolRules table;
    std::copy(std::begin(rules), std::end(rules), table.begin());
    tx::InstallTool act;
    act.dac = dac;
    act.manifest = contentOf("bounties");
    act.states = 4;
    act.setRules(table);
    act.asMotion = asMotion;
    return act;
}

tx::PutRecord newBounty(const DacId& dac)
{
    tx::PutRecord put;
    put.dac = dac;
    put.tool = kBounties;
    put.state = 1;
    put.content = contentOf("a bounty");
    put.assignee = addressOf(kDoer);
    return put;
}

tx::PutRecord bountyIn(World& w, const tx::PutRecord& last, const ObjectId& object, std::uint8_t state,
                       Amount amount)
{
    const auto record =
        w.read<state::Record>(state::recordKey(last.dac, last.tool, object)).value_or(state::Record{});
    tx::PutRecord next = last;
    next.object = object;
    next.expected = record.content;
    next.edits = record.edits;
    next.state = state;
    next.amount = amount;
    return next;
}

tx::CreateDac courtTerms()
{
    tx::CreateDac t = World::terms();
    t.text = contentOf("a court");
    t.court = {};
    t.serves = 1;
    t.panel = 3;
    t.courtFee = 3 * kToken;
    t.seatDeposit = 10 * kToken;
    t.slash = 2000;
    t.commitPeriod = 2 * kDay;
    t.revealPeriod = 2 * kDay;
    t.appealPeriod = 4 * kDay;
    return t;
}

DacId courtCompany(World& w, std::size_t jurors)
{
    w.money(kFounder, 1000 * kToken);
    const DacId court = w.company(courtTerms());
    for (std::size_t i = 0; i < jurors; ++i) {
        w.money(kFirstJuror + i, 100 * kToken);
        w.join(court, kFirstJuror + i, tx::Role::Arbitrator);
        const tx::TakeSeat seat{court, static_cast<std::uint32_t>(i), 10 * kToken};
        w.must(w.send(kFirstJuror + i, seat), "taking a seat");
    }
    w.now += kDay;
    return court;
}

PanelJob panelJob(World& w, std::size_t jurors)
{
    const DacId court = courtCompany(w, jurors);
    tx::CreateDac home = World::terms();
    home.court = tx::companyParty(court);
    return {w.jobIn(CollaborationState::Delivered, w.readyCompany(home)), court};
}

tx::Dispute panelDispute(const World& w, const Job& job)
{
    tx::Dispute dispute = w.dispute(job, 30 * kToken);
    dispute.saltHash = crypto::keccak256(kClaimantSalt.bytes);
    return dispute;
}

tx::DrawPanel drawing(const World& w, const Job& job, const Hash& salt)
{
    return {job.dac, job.id, w.collaboration(job).round, salt};
}

tx::RevealRuling panelRuling(const World& w, const Job& job, Amount amount)
{
    return {job.dac, job.id, w.collaboration(job).round, amount, contentOf("reasons"), contentOf("sealed")};
}

tx::CommitRuling commitment(const World& w, const Job& job, std::size_t juror, Amount amount)
{
    return {job.dac, job.id, w.collaboration(job).round,
            mvm::commitmentOf(panelRuling(w, job, amount), addressOf(juror))};
}

tx::CloseVote closing(const Job& job, std::uint8_t juror, std::uint8_t round)
{
    return {job.dac, job.id, round, juror};
}

tx::Appeal appeal(const World& w, const Job& job)
{
    const state::Collaboration c = w.collaboration(job);
    return {
        job.dac,       job.id, c.seq, contentOf("why it is wrong"), crypto::keccak256(kClaimantSalt.bytes),
        2 * c.courtFee};
}

std::size_t jurorAt(const World& w, const Job& job, std::uint8_t place)
{
    const state::Key key = state::jurorKey(job.dac, job.id, w.collaboration(job).round, place);
    const Address who = w.read<state::Juror>(key).value_or(state::Juror{}).who;
    std::size_t person = kFirstJuror;
    while (addressOf(person) != who && person < kFirstJuror + 20) ++person;
    return person;
}

state::Seat seatOf(const World& w, const DacId& court, std::uint32_t number)
{
    return w.read<state::Seat>(state::seatKey(court, number)).value_or(state::Seat{});
}

void answered(World& w, const PanelJob& panel)
{
    w.must(w.send(kAsker, panelDispute(w, panel.job)), "disputing");
    tx::Answer answer = w.answer(panel.job, 130 * kToken);
    answer.salt = contentOf("the answer's salt");
    w.must(w.send(kDoer, answer), "answering");
}

void drawn(World& w, const PanelJob& panel)
{
    const std::uint8_t round = w.collaboration(panel.job).round;
    for (int i = 0; i < 200; ++i) {
        const state::Case dispute = w.storedCase(panel.job, round);
        if (dispute.drawn == dispute.size) return;
        ++w.batchNumber;
        if (dispute.draw == static_cast<std::uint8_t>(state::DrawState::Sealed))
            w.must(w.send(kAsker, drawing(w, panel.job)), "opening the salt");
        else
            w.must(w.sendUnsigned(World::casePayout(panel.job, round)), "drawing on");
    }
    w.must(ErrorCode::NothingDue, "a whole panel");
}

void committed(World& w, const PanelJob& panel, const std::vector<Amount>& amounts)
{
    w.now = w.standing(panel.job).dispute->deadline;
    for (std::uint8_t i = 0; i < amounts.size(); ++i) {
        const std::size_t juror = jurorAt(w, panel.job, i);
        w.must(w.send(juror, commitment(w, panel.job, juror, amounts[i])), "committing");
    }
}

void revealed(World& w, const PanelJob& panel, const std::vector<Amount>& amounts)
{
    w.now = w.standing(panel.job).dispute->deadline;
    for (std::uint8_t i = 0; i < amounts.size(); ++i)
        w.must(w.send(jurorAt(w, panel.job, i), panelRuling(w, panel.job, amounts[i])), "revealing");
}

void ruled(World& w, const PanelJob& panel, const std::vector<Amount>& amounts)
{
    drawn(w, panel);
    committed(w, panel, amounts);
    revealed(w, panel, amounts);
    w.now = w.standing(panel.job).dispute->deadline;
}

} // namespace stoa::test
