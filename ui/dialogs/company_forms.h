// SPDX-License-Identifier: MIT
// The forms of a company's acts: money, roles, rules, tools, seats, membership. Each is made, then shown with
// ActDialog::begin, and is gone once it is closed.
#pragma once

#include "core/engine/governance_views.h"
#include "ui/words/terms_text.h"

class QWidget;

namespace stoa::ui {

class ActDialog;
class ActionRunner;
class Session;

/// What a form stands on.
struct FormDesk {
    Session& session;
    ActionRunner& actions;
    QWidget* window;
};

/// Out of the treasury, at once or by motion.
ActDialog* makePayForm(const FormDesk& desk, const engine::CompanyView& company);
/// Into the treasury.
ActDialog* makeFundForm(const FormDesk& desk, const engine::CompanyView& company);
/// `member` is chosen at first, if it is one.
ActDialog* makeRoleForm(const FormDesk& desk, const engine::CompanyView& company, const Address& member = {});
ActDialog* makeRulesForm(const FormDesk& desk, const engine::CompanyView& company);
ActDialog* makeToolForm(const FormDesk& desk, const engine::CompanyView& company);
ActDialog* makeDropToolForm(const FormDesk& desk, const engine::CompanyView& company,
                            const engine::ToolView& tool);
/// One step of a tool's record; `record` has no id where `move` makes a new one.
ActDialog* makeRecordForm(const FormDesk& desk, const engine::CompanyView& company,
                          const engine::ToolView& tool, const engine::ToolRecordView& record,
                          const engine::ToolMove& move);
/// What I have locked in the company.
ActDialog* makeStakeForm(const FormDesk& desk, const engine::CompanyView& company);
ActDialog* makeLeaveForm(const FormDesk& desk, const engine::CompanyView& company);
ActDialog* makeTakeSeatForm(const FormDesk& desk, const engine::CompanyView& company);
ActDialog* makeLeaveSeatForm(const FormDesk& desk, const engine::CompanyView& company,
                             const engine::SeatView& seat);

/// Names of the company's members, its arbitrator and other companies that are known here.
QString memberName(const engine::CompanyView& company, const Address& address);
PartyName partyNames(const Session& session, const engine::CompanyView& company);
/// My row among the members; null if I am none.
const engine::MemberView* myMembership(const engine::CompanyView& company);

} // namespace stoa::ui
