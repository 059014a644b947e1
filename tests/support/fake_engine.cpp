// SPDX-License-Identifier: MIT
#include "tests/support/fake_engine.h"

#include <algorithm>

#include "core/base/overloaded.h"

namespace stoa::test {

using namespace engine;

namespace {

/// The draft of a step on a tool's record, as the lists of `world` say what it does.
void prepareRecord(const FakeWorld& world, const PutToolRecord& act, Draft& draft)
{
    tx::PutRecord put;
    put.dac = act.dac;
    put.tool = act.tool;
    put.object = act.object;
    put.state = act.state;
    put.content[0] = 1;
    put.assignee = act.assignee.value_or(Address{});
    draft.subject = act.text;
    ToolStep step;
    for (const ToolView& tool : world.tools)
        if (tool.number == act.tool) step.manifestText = tool.manifestText;
    const auto take = [&](const std::vector<ToolMove>& moves) {
        for (const ToolMove& move : moves)
            if (move.to == act.state) step.move = move;
    };
    for (const ToolRecordsView& tool : world.toolRecords) {
        if (tool.tool != act.tool) continue;
        if (act.object.isZero()) take(tool.begin);
        for (const ToolRecordView& record : tool.records) {
            if (record.id != act.object) continue;
            take(record.next);
            put.edits = record.edits;
            put.amount = record.held;
            if (!act.assignee) put.assignee = record.assignee.address;
            if (act.text.empty()) draft.subject = record.text;
            step.record = record.number;
            step.assignee = record.assignee;
        }
    }
    if (step.move.money == tx::ToolMoney::Fund) {
        step.move.amount = act.amount;
        put.amount += act.amount;
    } else if (step.move.money != tx::ToolMoney::None) {
        put.amount = 0;
    }
    draft.payload = put;
    draft.toolStep = step;
}

} // namespace

FakeEngine::FakeEngine(FakeWorld start)
    : world(std::move(start))
{
    answerReads();
    answerActions();
}

Subscription FakeEngine::subscribe(std::function<void(const Event&)> handler)
{
    const int id = m_nextHandler++;
    m_handlers.emplace_back(id, std::move(handler));
    return Subscription(
        [this, id] { std::erase_if(m_handlers, [id](const auto& each) { return each.first == id; }); });
}

void FakeEngine::tell(const Event& event)
{
    const auto handlers = m_handlers;
    for (const auto& each : handlers) each.second(event);
}

void FakeEngine::answerReads()
{
    onReadNetwork = [this](const auto&) { return world.network; };
    onReadChainEvents = [this](const ReadChainEvents& request) {
        const auto& shown = world.network.events;
        ChainEventsView view;
        view.definition = world.network.definition;
        view.until = shown.empty() ? 0 : shown.front().id;
        for (auto at = shown.rbegin(); at != shown.rend(); ++at)
            if (at->id > request.after) view.events.push_back(*at);
        return view;
    };
    onReadWallet = [this](const auto&) { return world.wallet; };
    onReadWalletHistory = [this](const ReadWalletHistory& request) {
        WalletHistoryView view; // the place counts lines
        std::uint64_t number = 0;
        const auto add = [&](const auto& line) {
            if (++number <= request.before.action && request.before.action != HistoryPlace::kNewest) return;
            if (view.lines.size() < request.limit)
                view.lines.emplace_back(line);
            else if (!view.older)
                view.older = HistoryPlace{number - 1, 0, 0};
        };
        std::vector<std::variant<ActionView, IncomingView>> lines(world.wallet.history.begin(),
                                                                  world.wallet.history.end());
        lines.insert(lines.end(), world.wallet.incoming.begin(), world.wallet.incoming.end());
        const auto timeOf = [](const auto& line) {
            return std::visit([](const auto& each) { return each.time; }, line);
        };
        std::stable_sort(lines.begin(), lines.end(),
                         [&](const auto& x, const auto& y) { return timeOf(x) > timeOf(y); });
        for (const auto& line : lines) add(line);
        return view;
    };
    onListCompanies = [this](const auto&) { return world.companies; };
    onFindCompany = [this](const FindCompany& request) -> Result<DacId> {
        for (const auto& company : world.companies)
            if (request.nameOrId.empty() || company.name == request.nameOrId) return company.dac;
        return ErrorCode::NoSuchCompany;
    };
    onReadCompany = [this](const ReadCompany& request) -> Result<CompanyView> {
        for (const auto& company : world.companyViews)
            if (company.dac == request.dac) return company;
        return ErrorCode::NoSuchCompany;
    };
    onListMotions = [this](const ListMotions&) { return world.motions; };
    onListSeats = [this](const ListSeats&) { return world.seats; };
    onListTools = [this](const ListTools&) { return world.tools; };
    onListToolRecords = [this](const ListToolRecords& request) {
        std::vector<ToolRecordsView> found;
        std::copy_if(world.toolRecords.begin(), world.toolRecords.end(), std::back_inserter(found),
                     [&](const auto& each) { return request.tool == 0 || request.tool == each.tool; });
        return found;
    };
    onListTasks = [this](const ListTasks& request) {
        std::vector<TaskView> found;
        std::copy_if(world.tasks.begin(), world.tasks.end(), std::back_inserter(found),
                     [&](const auto& task) { return task.dac == request.dac; });
        return found;
    };
    onListCollaborations = [this](const ListCollaborations& request) {
        std::vector<CollaborationView> found;
        std::copy_if(world.collaborations.begin(), world.collaborations.end(), std::back_inserter(found),
                     [&](const auto& each) { return request.dac.isZero() || each.dac == request.dac; });
        return found;
    };
    onReadCollaboration = [this](const ReadCollaboration& request) -> Result<CollaborationView> {
        for (const auto& each : world.collaborations)
            if (each.id == request.id) return each;
        return ErrorCode::NoSuchCollaboration;
    };
    onListPages = [this](const ListPages& request) {
        std::vector<PageSummary> found;
        for (const auto& page : world.pages)
            if (page.summary.dac == request.dac) found.push_back(page.summary);
        return found;
    };
    onReadPage = [this](const ReadPage& request) -> Result<PageView> {
        for (const auto& page : world.pages)
            if (page.summary.name == request.name) return page;
        return ErrorCode::NotFound;
    };
    onReadMyEdit = [](const auto&) -> Result<UnsentEdit> { return Error{ErrorCode::NotFound, "edit"}; };
    onReadPageHistory = [this](const auto&) { return world.versions; };
    onComparePage = [](const ComparePage& request) {
        PageDiffView view{request.name, request.from, request.to, {}};
        using content::Change;
        view.diff.lines = {{Change::Same, 1, 1, {{Change::Same, "# Front end"}}},
                           {Change::Removed, 2, 0, {{Change::Same, "It reads "}, {Change::Removed, "COBOL"}}},
                           {Change::Added, 0, 2, {{Change::Same, "It reads "}, {Change::Added, "PL/I"}}}};
        view.diff.added = 1;
        view.diff.removed = 1;
        return view;
    };
    onRenderMarkdown = [](const RenderMarkdown& request) { return "<p>" + request.text + "</p>"; };
    onReadImportReport = [](const auto&) -> Result<ImportReport> { return ErrorCode::NotFound; };
    onReadInbox = [this](const auto&) { return world.inbox; };
    onReadWithdrawals = [this](const auto&) { return world.withdrawals; };
    onClaimWithdrawal = [this](const ClaimWithdrawal& request) -> Result<std::monostate> {
        for (auto& each : world.withdrawals) {
            if (each.action != request.action) continue;
            if (each.state != WithdrawalView::State::Ready) return ErrorCode::NotFinal;
            each.state = WithdrawalView::State::Claimed;
            return std::monostate{};
        }
        return ErrorCode::NotFound;
    };
    onForceAction = [](const auto&) -> Result<ForceView> { return ErrorCode::TooEarly; };
    onReadOutbox = [this](const auto&) { return world.outbox; };
    onDefaultTerms = [this](const auto&) {
        return world.companyViews.empty() ? sampleWorld().companyViews.front().terms
                                          : world.companyViews.front().terms;
    };
    onVerify = [](const auto&) { return VerifyReport{{}, true, true, false}; };
}

void FakeEngine::answerActions()
{
    onNewPhrase = [](const auto&) {
        return std::make_shared<crypto::Secret>(
            std::string_view("legal winner thank year wave sausage worth useful legal winner thank yellow"));
    };
    const auto takeWallet = [this] {
        world.wallet.exists = true;
        world.wallet.isLocked = false;
        world.wallet.address = world.wallet.key = sampleWorld().wallet.address;
        tell(WalletChanged{});
        return world.wallet.address;
    };
    onCreateWallet = [takeWallet](const CreateWallet& request) -> Result<Address> {
        if (request.beforeItCounts) STOA_TRY_VOID(request.beforeItCounts(sampleWorld().wallet.address));
        return takeWallet();
    };
    onRestoreBackup = [takeWallet](const auto&) { return takeWallet(); };
    onUnlockWallet = [this](const UnlockWallet& request) -> Result<Address> {
        if (request.password->text() == "wrong") return ErrorCode::WrongPassword;
        world.wallet.isLocked = false;
        tell(WalletChanged{});
        return world.wallet.address;
    };
    onLockWallet = [this](const auto&) {
        world.wallet.isLocked = true;
        tell(WalletChanged{});
        return std::monostate{};
    };
    const auto nothing = [](const auto&) { return std::monostate{}; };
    onBackupWallet = nothing;
    onUseFaucet = [this](const UseFaucet& request) {
        world.wallet.available += request.amount;
        tell(WalletChanged{});
        return std::monostate{};
    };
    onListContacts = [this](const auto&) { return world.contacts; };
    onNameContact = [this](const NameContact& request) {
        std::erase_if(world.contacts, [&](const auto& each) { return each.address == request.address; });
        if (!request.name.empty()) world.contacts.push_back({request.address, request.name, false, {}, true});
        return std::monostate{};
    };
    onActForAccount = nothing;
    onReadEarnings = [this](const auto&) { return world.earnings; };
    onCollectEarnings = [](const auto&) { return CollectedView{3 * kToken, 0}; };
    onFollowCompany = nothing;
    onListOffers = [](const auto&) { return std::vector<DacId>(); };
    onDropDraft = nothing;
    onDropAction = [this](const DropAction& request) {
        std::erase_if(world.outbox, [&](const auto& item) { return item.action.id == request.action; });
        return std::monostate{};
    };
    onDropEdit = nothing;
    onKeepPageDraft = nothing;
    onSetServing = nothing;
    onAppointChallenger = nothing;
    onCorruptNextBatch = [this](const auto&) {
        world.network.corruptNextBatch = true;
        tell(NetworkChanged{});
        return std::monostate{};
    };
    onAdvanceTime = [this](const AdvanceTime& request) {
        world.network.now += request.seconds;
        tell(NetworkChanged{});
        return world.network.now;
    };
    onExportWiki = [this](const auto&) { return static_cast<std::uint64_t>(world.pages.size()); };
    onServeRpc = [](const auto&) { return std::string("{}"); };
    onReadDraftSteps = [](const auto&) { return engine::UnsignedSteps{}; };
    onSendSigned = [](const auto&) { return Sent{}; };
    onPrepare = [this](const Prepare& request) { return prepare(request.action); };
    onPrepareResend = [this](const auto&) { return prepare(SendMoney{world.wallet.address, kToken}); };
    onSignAndSend = [this](const SignAndSend& request) -> Result<Sent> {
        const auto found = std::find_if(m_drafts.begin(), m_drafts.end(),
                                        [&](const Draft& draft) { return draft.id == request.draft; });
        if (found == m_drafts.end()) return ErrorCode::NotFound;
        if (world.wallet.isLocked) return ErrorCode::WalletLocked;
        signedDrafts.push_back(request.draft);
        Sent sent;
        sent.ids = {found->digest};
        sent.object = found->object;
        sent.dac = found->dac;
        sent.finality = {Finality::OnSidechain, 184'502, 0, 0};
        sent.link = found->link;
        sent.linkNode = found->linkNode;
        tell(WalletChanged{});
        return sent;
    };
}

Result<Draft> FakeEngine::prepare(const Action& action)
{
    if (world.network.mode == NetworkMode::Sample) return ErrorCode::ReadOnly;
    if (!world.wallet.exists) return ErrorCode::NoWallet;
    prepared.push_back(action);
    Draft draft;
    draft.id = ++m_nextDraft;
    draft.from = world.wallet.address;
    draft.fromName = world.wallet.name;
    draft.digest[0] = 0x7f;
    draft.digest[31] = static_cast<std::uint8_t>(draft.id);
    draft.bytes = Bytes(120, 0x2a);
    draft.availableNow = world.wallet.available;
    draft.nonce = 57;
    draft.validUntil = world.network.now + kHour;
    draft.dac = world.companies.empty() ? DacId{} : world.companies.front().dac;
    draft.company = world.companies.empty() ? "" : world.companies.front().name;
    Amount out = 0;
    const auto takeMotion = [&](const tx::MotionId& id) {
        for (const MotionView& motion : world.motions)
            if (motion.id == id) draft.motion = motion;
    };
    std::visit(
        Overloaded{
            [&](const SendMoney& send) {
                draft.payload = tx::Transfer{send.to, send.amount};
                draft.with.address = send.to;
                draft.isFirstPaymentToThem = true;
                out = send.amount;
            },
            [&](const SetProfileName& name) {
                tx::SetProfile step;
                step.profile[0] = 1;
                draft.payload = step;
                draft.subject = name.name;
            },
            [&](const CreateCompany& create) {
                tx::CreateDac step;
                static_cast<tx::CharterTerms&>(step) = create.terms;
                step.stake = create.stake;
                draft.payload = step;
                draft.subject = draft.company = create.name;
                out = draft.lockedByIt = create.stake;
            },
            [&](const InviteMember& invite) {
                tx::Invite step;
                step.role = static_cast<std::uint8_t>(invite.role);
                step.uses = invite.uses;
                step.expires = invite.expires != 0 ? invite.expires : world.network.now + 14 * kDay;
                step.gift = invite.gift;
                draft.payload = step;
                draft.link = "stoa://"
                             "invite?node=http%3A%2F%2F127.0.0.1%3A8547%2F&network=0x25427e97&company="
                             "0xda00000000000001&ticket=0x9c4f";
                draft.linkNode = invite.node.empty() ? "http://127.0.0.1:8547/" : invite.node;
                out = invite.gift;
            },
            [&](const RevokeInvitation&) { draft.payload = tx::RevokeInvite{}; },
            [&](const JoinCompany&) { draft.payload = tx::Join{}; },
            [&](const SaveTask& save) {
                tx::PutRecord step;
                step.tool = static_cast<std::uint16_t>(tx::Tool::Tasks);
                step.content[0] = 1;
                draft.payload = step;
                draft.subject = save.title;
            },
            [&](const MoveTask& move) {
                tx::PutRecord step;
                step.tool = static_cast<std::uint16_t>(tx::Tool::Tasks);
                step.state = static_cast<std::uint8_t>(move.state);
                step.expected[0] = 1;
                draft.payload = step;
                draft.subject = "Port the compiler front end";
            },
            [&](const AssignTask& assign) {
                tx::PutRecord step;
                step.tool = static_cast<std::uint16_t>(tx::Tool::Tasks);
                step.expected[0] = 1;
                step.assignee = assign.assignee;
                draft.payload = step;
                draft.subject = "Port the compiler front end";
            },
            [&](const ProposeCollaboration& propose) {
                tx::Propose step;
                step.doer = tx::personParty(propose.doer);
                if (propose.doer.isZero()) step.doer = {};
                step.reward = propose.reward;
                step.askerDeposit = propose.askerDeposit;
                step.doerDeposit = propose.doerDeposit;
                step.answerBy = propose.answerBy != 0 ? propose.answerBy : world.network.now + 3 * kDay;
                step.workBy = propose.workBy;
                step.challengePeriod = 14 * kDay;
                draft.payload = step;
                draft.subject = "Port the compiler front end";
                draft.with.address = propose.doer;
                draft.with.name = "Mira P.";
                out = draft.lockedByIt = propose.reward + propose.askerDeposit;
            },
            [&](const ActOnCollaboration& act) {
                for (const auto& each : world.collaborations)
                    if (each.id == act.id) {
                        draft.subject = each.title;
                        draft.with = each.iAmAsker ? each.doer : each.asker;
                        out = act.act == Act::Accept ? each.doerDeposit : 0;
                    }
                draft.lockedByIt = out;
                switch (act.act) {
                case Act::Accept: {
                    tx::Accept step;
                    step.deposit = out;
                    draft.payload = step;
                    break;
                }
                case Act::Decline:
                case Act::TakeBack: draft.payload = tx::Cancel{}; break;
                case Act::Deliver: draft.payload = tx::Deliver{}; break;
                case Act::RequestChanges: {
                    tx::RequestChanges step;
                    step.workBy = act.workBy;
                    draft.payload = step;
                    break;
                }
                case Act::Approve: draft.payload = tx::Approve{}; break;
                case Act::Dispute: {
                    tx::Dispute step;
                    step.claim = act.amount;
                    step.courtFee = 6 * kToken;
                    draft.payload = step;
                    out = step.courtFee;
                    break;
                }
                case Act::Answer: {
                    tx::Answer step;
                    step.counterClaim = act.amount;
                    draft.payload = step;
                    break;
                }
                case Act::Rule: {
                    tx::RevealRuling step;
                    step.amount = act.amount;
                    draft.payload = step;
                    break;
                }
                case Act::Amend: draft.payload = tx::Amend{}; break;
                case Act::AgreeAmendment: draft.payload = tx::AgreeAmendment{}; break;
                case Act::Offer: draft.payload = tx::Offer{}; break;
                case Act::AcceptOffer: draft.payload = tx::AcceptOffer{}; break;
                case Act::WithdrawDispute: draft.payload = tx::WithdrawDispute{}; break;
                case Act::DrawPanel: draft.payload = tx::DrawPanel{}; break;
                case Act::CommitRuling: draft.payload = tx::CommitRuling{}; break;
                case Act::RevealRuling: draft.payload = tx::RevealRuling{}; break;
                case Act::Appeal: draft.payload = tx::Appeal{}; break;
                }
                draft.object = act.id;
            },
            [&](const SavePage& save) {
                tx::PutRecord step;
                step.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
                step.state = static_cast<std::uint8_t>(tx::PageState::Published);
                step.content[0] = 1;
                step.edits = 11;
                draft.payload = step;
                draft.subject = save.name;
            },
            [&](const ImportWiki&) {
                tx::PutRecord step;
                step.tool = static_cast<std::uint16_t>(tx::Tool::Wiki);
                draft.payload = step;
                draft.steps = 212;
            },
            [&](const ChangeRole& act) {
                draft.payload = tx::SetRole{act.dac, act.member, static_cast<std::uint8_t>(act.role),
                                            static_cast<std::uint8_t>(act.asMotion)};
            },
            [&](const SpendFromTreasury& act) {
                draft.payload = tx::SpendTreasury{
                    act.dac, act.to, act.amount, {}, static_cast<std::uint8_t>(act.asMotion)};
            },
            [&](const ChangeRules& act) {
                tx::AmendCharter step;
                static_cast<tx::CharterTerms&>(step) = act.terms;
                step.asMotion = static_cast<std::uint8_t>(act.asMotion);
                draft.payload = step;
            },
            [&](const AddTool& act) {
                tx::InstallTool step;
                step.states = act.states;
                step.setRules(act.rules);
                draft.manifestText = act.manifest;
                step.asMotion = static_cast<std::uint8_t>(act.asMotion);
                draft.payload = step;
            },
            [&](const DropTool& act) {
                draft.payload = tx::RemoveTool{act.dac, act.tool, static_cast<std::uint8_t>(act.asMotion)};
                for (const ToolView& tool : world.tools)
                    if (tool.number == act.tool) draft.manifestText = tool.manifestText;
            },
            [&](const PutToolRecord& act) { prepareRecord(world, act, draft); },
            [&](const VoteOnMotion& act) {
                draft.payload = tx::Vote{act.dac, act.motion, static_cast<std::uint8_t>(act.side)};
                takeMotion(act.motion);
            },
            [&](const CarryOutMotion& act) {
                draft.payload = tx::EnactMotion{};
                takeMotion(act.motion);
            },
            [&](const FundCompany& act) {
                draft.payload = tx::FundTreasury{act.dac, act.amount};
                out = act.amount;
            },
            [&](const SetStake& act) {
                draft.payload = tx::ChangeStake{act.dac, act.stake};
            },
            [&](const LeaveCompany& act) { draft.payload = tx::Leave{act.dac}; },
            [&](const TakeCourtSeat& act) {
                draft.payload = tx::TakeSeat{act.dac, 0, world.companyViews.front().terms.seatDeposit};
                out = draft.lockedByIt = world.companyViews.front().terms.seatDeposit;
            },
            [&](const LeaveCourtSeat& act) { draft.payload = tx::LeaveSeat{act.dac}; },
            [&](const NameGuardian& act) { draft.payload = tx::SetGuardian{act.guardian}; },
            [&](const HandKeyOver& act) { draft.payload = tx::RotateKey{act.controller}; },
            [&](const RecoverAccount& act) {
                draft.payload = tx::Recover{act.account, act.controller};
            },
            [&](const WithdrawMoney& act) {
                draft.payload = tx::Withdraw{act.to, act.amount};
                out = act.amount;
            },
        },
        action);
    draft.fee = draft.steps * 3000;
    if (out + draft.fee > draft.availableNow) return Error{ErrorCode::InsufficientBalance, {}};
    draft.availableAfter = draft.availableNow - out - draft.fee;
    m_drafts.push_back(draft);
    return draft;
}

} // namespace stoa::test
