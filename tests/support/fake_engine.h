// SPDX-License-Identifier: MIT
// An engine that answers from plain values: for tests and pictures of the window. Every request has a
// function `onRequest` that a test may replace.
#pragma once

#include <functional>
#include <vector>

#include "core/engine/engine.h"

namespace stoa::test {

/// Everything that the fake engine shows. A test changes what it needs.
struct FakeWorld {
    engine::NetworkView network;
    engine::WalletView wallet;
    engine::EarningsView earnings;
    std::vector<engine::CompanySummary> companies;
    std::vector<engine::CompanyView> companyViews;
    std::vector<engine::TaskView> tasks;
    std::vector<engine::CollaborationView> collaborations;
    std::vector<engine::MotionView> motions;
    std::vector<engine::SeatView> seats;
    std::vector<engine::ToolView> tools;
    std::vector<engine::PersonView> contacts; ///< the address book
    std::vector<engine::ToolRecordsView> toolRecords;
    std::vector<engine::WithdrawalView> withdrawals;
    std::vector<engine::PageView> pages;
    std::vector<engine::VersionView> versions;
    std::vector<engine::InboxItem> inbox;
    std::vector<engine::OutboxItem> outbox;
};

/// A company with people, tasks, a collaboration in every state, pages, money and batches.
FakeWorld sampleWorld();
/// The same company while it decides much: motions in every state, seats, tools, other terms and settlements
/// that are offered, a panel at every step, withdrawals, a guardian who gives the account another key.
FakeWorld governedWorld();
/// A network and nothing else: no wallet, no company.
FakeWorld emptyWorld();

class FakeEngine : public engine::Engine {
public:
    explicit FakeEngine(FakeWorld start = sampleWorld());

    FakeWorld world;
    std::vector<engine::Action> prepared; ///< every action that was asked for
    std::vector<engine::DraftId> signedDrafts;
    std::string followedUrl;

    std::string followed() const override { return followedUrl; }

#define STOA_FAKE(Request)                                                                                   \
    std::function<Result<engine::Request::Reply>(const engine::Request&)> on##Request;                       \
    void submit(engine::Request request, engine::Done<engine::Request> done) override                        \
    {                                                                                                        \
        done(on##Request(request));                                                                          \
    }
    STOA_REQUESTS(STOA_FAKE)
#undef STOA_FAKE

    engine::Subscription subscribe(std::function<void(const engine::Event&)> handler) override;

    /// Tells every subscriber.
    void tell(const engine::Event& event);

private:
    void answerReads();
    void answerActions();
    Result<engine::Draft> prepare(const engine::Action& action);

    std::vector<std::pair<int, std::function<void(const engine::Event&)>>> m_handlers;
    int m_nextHandler = 0;
    engine::DraftId m_nextDraft = 0;
    std::vector<engine::Draft> m_drafts;
};

} // namespace stoa::test
