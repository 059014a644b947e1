// SPDX-License-Identifier: MIT
// Three people with computers of their own in one network, and work that one of them proposes.
#pragma once

#include <algorithm>
#include <vector>

#include <QTemporaryDir>

#include "tests/support/people.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

/// Ana runs the network; Mira and Jo follow it from their computers.
class Three {
public:
    Three()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &m_wire)
        , jo(m_folder.filePath(QStringLiteral("jo")), &m_wire)
    {}

    bool start()
    {
        if (!ana.start() || !ana.createWallet()) return false;
        ana.answerAt(m_wire);
        return mira.start() && mira.createWallet() && jo.start() && jo.createWallet() &&
               ask(*ana.engine, UseFaucet{{}, 5000 * kToken}) && ana.act(SendMoney{mira.address, kToken}) &&
               ana.act(SendMoney{jo.address, kToken});
    }
    /// Mira and Jo leave their own networks for Ana's, by joining a company that nothing else is about.
    bool meet()
    {
        const auto terms = ask(*ana.engine, DefaultTerms{});
        const auto company = terms ? ana.act(CreateCompany{"Village", "We meet", *terms, 0})
                                   : Result<Sent>(ErrorCode::Internal);
        const bool haveMet = company && joins(mira, company->dac) && joins(jo, company->dac);
        wait(0);
        return haveMet;
    }
    /// Ana invites; whoever it is joins with a gift of 200 tokens.
    bool joins(Person& person, const DacId& dac, tx::Role role = tx::Role::Member)
    {
        const auto invitation = ana.act(InviteMember{dac, role, 1, 0, 200 * kToken});
        return invitation && person.act(JoinCompany{invitation->link});
    }
    void wait(std::uint64_t seconds)
    {
        (void)ask(*ana.engine, AdvanceTime{seconds});
        for (Person* person : {&mira, &jo}) (void)ask(*person->engine, Verify{}); // they look at the network
    }
    /// Mira and Jo reach nobody.
    void cut(bool isCut) { m_wire.isCut = isCut; }
    /// They hear how the network stands, and what they sign waits on their computers.
    void holdUp(bool isHeldUp)
    {
        m_wire.refuses = [isHeldUp](const std::string& method) -> std::optional<ErrorCode> {
            if (isHeldUp && method == "submit") return ErrorCode::NotYourSlot;
            return {};
        };
    }
    CollaborationView read(Person& person, const DacId& dac, const ObjectId& id)
    {
        return *ask(*person.engine, ReadCollaboration{dac, id});
    }
    MotionView motion(Person& person, const DacId& dac)
    {
        return ask(*person.engine, ListMotions{dac})->front();
    }

private:
    QTemporaryDir m_folder;
    Wire m_wire;

public:
    Person ana;
    Person mira;
    Person jo;
};

/// A task of Ana's, proposed to `doer` with a reward of 40 and deposits of 10 tokens.
inline Result<ObjectId> propose(Three& three, const DacId& dac, ProposeCollaboration proposal)
{
    SaveTask save;
    save.dac = dac;
    save.title = "Port the compiler";
    save.statement = completeStatement();
    STOA_TRY(const Sent task, three.ana.act(save));
    proposal.dac = dac;
    proposal.task = task.object;
    proposal.reward = 40 * kToken;
    proposal.askerDeposit = proposal.doerDeposit = 10 * kToken;
    proposal.workBy = three.ana.network().now + 30 * kDay;
    STOA_TRY(const Sent sent, three.ana.act(proposal));
    three.wait(0);
    return sent.object;
}

inline bool has(const std::vector<Act>& acts, Act act)
{
    return std::find(acts.begin(), acts.end(), act) != acts.end();
}

} // namespace stoa::test
