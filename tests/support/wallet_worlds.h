// SPDX-License-Identifier: MIT
// Small networks in which a wallet's history comes about.
#pragma once

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include "tests/support/people.h"
#include "tests/support/terms.h"

namespace stoa::test {

using namespace stoa::engine;

/// Ana runs the network and founds a company, which Mira joins. Jo, who does not, is its court.
class ForgeWorld {
public:
    ForgeWorld()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &m_wire)
        , jo(m_folder.filePath(QStringLiteral("jo")), &m_wire)
    {
        jo.nodeUrl = "http://127.0.0.1:4242";
    }

    bool start(Amount gift = 200 * kToken)
    {
        if (!ana.start() || !ana.createWallet() || !mira.start() || !mira.createWallet()) return false;
        ana.answerAt(m_wire);
        const auto usual = ask(*ana.engine, DefaultTerms{});
        if (!usual || !ask(*ana.engine, UseFaucet{{}, 5000 * kToken})) return false;
        if (!jo.start() || !jo.createWallet()) return false;
        if (!ask(*ana.engine, UseFaucet{jo.address, kToken})) return false;
        terms = *usual;
        terms.court = tx::personParty(jo.address);
        terms.courtFee = 2 * kToken;
        const auto company = ana.act(CreateCompany{"Forge", "We build", terms, 0});
        if (!company) return false;
        dac = company->dac;
        const auto invitation = ana.act(InviteMember{dac, tx::Role::Member, 1, 0, gift});
        return invitation && mira.act(JoinCompany{invitation->link});
    }
    void cut(bool isCut) { m_wire.isCut = isCut; }
    /// From now on Ana's node says of money no more than nodes of before did.
    void sayLess()
    {
        m_wire.onResult = [](const std::string& method, std::string& result) {
            if (method != "credits") return;
            auto list = nlohmann::json::parse(result);
            for (auto& each : list) {
                each.erase("table");
                each.erase("sub");
            }
            result = list.dump();
        };
    }
    void wait(std::uint64_t seconds)
    {
        (void)ask(*ana.engine, AdvanceTime{seconds});
        for (Person* person : {&mira, &jo}) (void)ask(*person->engine, Verify{}); // they look at the network
    }
    /// A task of Ana's, proposed with a reward of 40 and deposits of 10 tokens.
    Result<ObjectId> propose(ProposeCollaboration proposal, bool waits = true)
    {
        SaveTask save;
        save.dac = dac;
        save.title = "Port the compiler";
        save.statement = completeStatement();
        STOA_TRY(const Sent task, ana.act(save));
        proposal.dac = dac;
        proposal.task = task.object;
        proposal.reward = 40 * kToken;
        proposal.askerDeposit = proposal.doerDeposit = 10 * kToken;
        proposal.workBy = ana.network().now + 30 * kDay;
        STOA_TRY(proposed, ask(*ana.engine, Prepare{proposal}));
        STOA_TRY(const Sent sent, ask(*ana.engine, SignAndSend{proposed.id}));
        if (waits) wait(0);
        return sent.object;
    }

private:
    QTemporaryDir m_folder;
    Wire m_wire;

public:
    Person ana;
    Person mira;
    Person jo;
    tx::CharterTerms terms;
    DacId dac;
    Draft proposed; ///< as it was shown before it was signed
};

/// Everything, in answers of `limit` lines.
inline std::vector<std::variant<ActionView, IncomingView>> readAll(Person& person, std::uint32_t limit)
{
    std::vector<std::variant<ActionView, IncomingView>> lines;
    std::optional<HistoryPlace> place = HistoryPlace{};
    while (place) {
        const auto part = ask(*person.engine, ReadWalletHistory{*place, limit});
        if (!part || part->incomingProblem || part->lines.size() > limit) return {};
        if (part->lines.empty()) break;
        lines.insert(lines.end(), part->lines.begin(), part->lines.end());
        place = part->older;
    }
    return lines;
}

/// Ana runs the network, and is about to post a lie. Mira, whom she has paid one token before, and Jo follow
/// her node.
class LiarWorld {
public:
    LiarWorld()
        : ana(m_folder.filePath(QStringLiteral("ana")), nullptr)
        , mira(m_folder.filePath(QStringLiteral("mira")), &wire)
        , jo(m_folder.filePath(QStringLiteral("jo")), &wire)
    {
        mira.nodeUrl = jo.nodeUrl = "http://127.0.0.1:4242";
    }

    bool start()
    {
        if (!ana.start() || !ana.createWallet() || !ask(*ana.engine, UseFaucet{{}, 100 * kToken}))
            return false;
        ana.answerAt(wire);
        if (!mira.start() || !mira.createWallet() || !jo.start() || !jo.createWallet()) return false;
        return ask(*ana.engine, UseFaucet{jo.address, 100 * kToken}) &&
               ana.act(SendMoney{mira.address, kToken}) && ask(*ana.engine, AdvanceTime{10}) &&
               ask(*ana.engine, CorruptNextBatch{});
    }
    void rollBack()
    {
        for (int i = 0; i < 20; ++i) (void)ask(*ana.engine, AdvanceTime{10});
    }
    /// What came to Mira, in answers of `limit` lines: amounts, with a minus those that did not happen.
    std::vector<std::int64_t> came(std::uint32_t limit)
    {
        (void)ask(*mira.engine, Verify{}); // looks at the network
        std::vector<std::int64_t> amounts;
        for (const auto& line : readAll(mira, limit)) {
            const auto* incoming = std::get_if<IncomingView>(&line);
            if (!incoming) continue;
            const bool isUndone = incoming->finality.stage == Finality::RolledBack;
            amounts.push_back(static_cast<std::int64_t>(incoming->amount / kToken) * (isUndone ? -1 : 1));
        }
        return amounts;
    }

private:
    QTemporaryDir m_folder;

public:
    Wire wire;
    Person ana;
    Person mira;
    Person jo;
};

} // namespace stoa::test
