// SPDX-License-Identifier: MIT
#include "ui/pages/home/home_page.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/convert.h"
#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/navigator.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/dialogs/member_dialogs.h"
#include "ui/dialogs/money_dialogs.h"
#include "ui/dialogs/outbox_dialog.h"
#include "ui/dialogs/person_dialog.h"
#include "ui/pages/page_list.h"
#include "ui/theme/icons.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/page_frame.h"
#include "ui/widgets/page_header.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/state_chip.h"
#include "ui/widgets/table.h"
#include "ui/widgets/text_label.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/names.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

constexpr std::size_t kNewest = 6;

} // namespace

HomePage::HomePage(const PageContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
    , m_finality(new FinalityChip)
    , m_purpose(wrappedLabel({}, TextRole::Reading))
    , m_treasury(new StatCard(tr("Treasury")))
    , m_memberCount(new StatCard(tr("Members")))
    , m_records(new StatCard(tr("Checked on this computer")))
    , m_inbox(new RowList)
    , m_invites(new RowList)
    , m_inviteCard(new Card(tr("Open invitations")))
    , m_noNews(secondaryLabel(tr("Nothing yet. Tasks, collaborations and wiki pages of the company are "
                                 "listed here when there are some.")))
{
    Session& session = context.session;
    const PageFrame body = makePageFrame(this, tr("Home"));
    m_header = body.header;
    m_banners = body.banners;
    m_header->addChip(m_finality);
    auto* invite = m_header->addButton(tr("&Invite…"), "primary");
    invite->setObjectName(u"invite"_s);
    m_inviteButton = invite;
    connect(invite, &QPushButton::clicked, this, &HomePage::invite);
    body.column->addWidget(m_purpose);

    auto* numbers = new TileLayout;
    for (StatCard* card : {m_treasury, m_memberCount, m_records}) numbers->addWidget(card);
    body.column->addLayout(numbers);

    body.column->addWidget(wrappedLabel(tr("What needs you"), TextRole::Subtitle));
    body.column->addWidget(m_inbox);

    m_news = new TableModel<News>(
        {{tr("What is new"), [](const News& news) { return news.text; }, Qt::AlignLeft,
          [](const News& news) { return icon(news.icon); }},
         {tr("When"),
          [&session](const News& news) { return relativeText(news.time, session.now()); },
          Qt::AlignLeft,
          {},
          [](const News& news) { return dateText(news.time); }},
         {tr("Finality"), [](const News& news) { return finalityShortText(news.finality); }, Qt::AlignLeft,
          [](const News& news) {
              return icon(finalityIcon(news.finality.stage), finalityTone(news.finality.stage));
          },
          [&session](const News& news) { return finalityExplanation(news.finality, session.now()); }}},
        [](const News& news) { return news.page + news.object; }, this);
    m_newest = new Table(tr("What is new in the company"));
    Table* newest = m_newest;
    newest->setModel(m_news);
    newest->setStretchedColumn(0);
    newest->fitRows(1, static_cast<int>(kNewest));
    connect(newest, &Table::rowActivated, this,
            [this](int row) { m_context.navigator.go(m_news->row(row).page, m_news->row(row).object); });
    body.column->addWidget(wrappedLabel(tr("Newest"), TextRole::Subtitle));
    body.column->addWidget(m_noNews);
    m_newest->hide();
    body.column->addWidget(m_newest);

    using Member = engine::MemberView;
    m_members = new TableModel<Member>(
        {{tr("Name"),
          [](const Member& member) { return nameOf(member.person); },
          Qt::AlignLeft,
          {},
          [](const Member& member) { return groupedAddress(member.person.address); }},
         {tr("Role"), [](const Member& member) { return roleText(member.role); }},
         {tr("Record"),
          [](const Member& member) {
              constexpr std::uint32_t kEnoughToSay = 3;
              if (member.settled + member.lost < kEnoughToSay) return tr("New here");
              return tr("%1 settled, %2 lost, %3 late").arg(member.settled).arg(member.lost).arg(member.late);
          }},
         {tr("Company deposit"),
          [&session](const Member& member) { return amountText(member.stake, session.symbol()); },
          Qt::AlignRight},
         {tr("Member since"),
          [&session](const Member& member) { return dayText(member.since, session.now()); }}},
        [](const Member& member) { return idText(member.person.address); }, this);
    auto* members = new Table(tr("Members"));
    members->setModel(m_members);
    members->setStretchedColumn(2);
    members->setTitleColumn(0);
    members->fitRows(1, 100);
    connect(members, &Table::rowActivated, this, [this](int row) { showPerson(m_members->row(row)); });
    body.column->addWidget(wrappedLabel(tr("Members"), TextRole::Subtitle));
    body.column->addWidget(members);

    m_inviteCard->body()->addWidget(m_invites);
    m_inviteCard->hide();
    body.column->addWidget(m_inviteCard);
    body.column->addStretch(1);

    connect(&session, &Session::companyChanged, this, &HomePage::refresh);
    connect(&context.bridge, &EngineBridge::actionChanged, this, [this] {
        if (isVisible()) refresh();
    });
}

QString HomePage::title() const { return tr("Home"); }

void HomePage::refresh()
{
    const Session& session = m_context.session;
    m_inviteButton->setVisible(!session.isReadOnly());
    if (!session.hasCompany()) return;
    const DacId dac = session.company();
    m_context.bridge.send(engine::ReadCompany{dac}, this,
                          [this, dac](const Result<engine::CompanyView>& reply) {
                              if (dac != m_context.session.company()) return;
                              if (reply)
                                  showCompany(*reply);
                              else
                                  m_banners->show(u"company"_s, Tone::Danger, errorText(reply.error()));
                          });
    m_context.bridge.send(engine::ReadInbox{}, this,
                          [this](const Result<std::vector<engine::InboxItem>>& reply) {
                              if (reply) showInbox(*reply);
                          });
    m_context.bridge.send(
        engine::ListCollaborations{dac}, this,
        [this](const Result<std::vector<engine::CollaborationView>>& reply) {
            std::vector<News> news;
            if (reply)
                for (const auto& each : *reply)
                    news.push_back(
                        {u"collaboration"_s,
                         tr("“%1” between %2 and %3: %4")
                             .arg(toQt(each.title), nameOf(each.asker),
                                  each.doer.address.isZero() ? tr("any member") : nameOf(each.doer),
                                  collaborationStateText(each.state)),
                         each.stateSince, page::kCollaborations, idText(each.id), each.finality});
            addNews(0, std::move(news));
        });
    m_context.bridge.send(
        engine::ListTasks{dac}, this, [this](const Result<std::vector<engine::TaskView>>& reply) {
            std::vector<News> news;
            if (reply)
                for (const auto& each : *reply)
                    news.push_back({u"tasks"_s,
                                    tr("Task %1 “%2”: %3")
                                        .arg(toQt(each.number), toQt(each.title), taskStateText(each.state)),
                                    each.updated, page::kTasks, idText(each.id), each.finality});
            addNews(1, std::move(news));
        });
    m_context.bridge.send(
        engine::ListPages{dac}, this, [this](const Result<std::vector<engine::PageSummary>>& reply) {
            std::vector<News> news;
            if (reply)
                for (const auto& each : *reply)
                    news.push_back({u"wiki"_s,
                                    tr("Page “%1”, version %2").arg(toQt(each.name)).arg(each.versions),
                                    each.updated, page::kWiki, toQt(each.name), each.finality});
            addNews(2, std::move(news));
        });
}

void HomePage::showCompany(const engine::CompanyView& company)
{
    const QString symbol = m_context.session.symbol();
    m_banners->remove(u"company"_s);
    m_header->setTitle(companyTitle(toQt(company.name)));
    m_header->setSubtitle(tr("You are here as: %1").arg(roleText(company.myRole).toLower()));
    m_finality->setFinality(company.finality, m_context.session.now());
    m_purpose->setText(toQt(company.purpose));
    m_treasury->setValue(amountText(company.treasury, symbol),
                         tr("%1 of what doers gain comes here").arg(shareText(company.terms.tax)));
    m_memberCount->setValue(QString::number(company.members.size()),
                            company.arbitrator.address.isZero()
                                ? tr("No arbitrator")
                                : tr("Disputes are decided by: %1").arg(nameOf(company.arbitrator)));
    m_records->setValue(
        company.isVerified ? tr("%n record(s)", nullptr, static_cast<int>(company.records)) : tr("Not yet"),
        company.isVerified ? tr("All of them match the network's root")
                           : tr("The records of this company are still being fetched and checked"));
    m_members->setRows(company.members);
    showInvites(company);
}

void HomePage::showInvites(const engine::CompanyView& company)
{
    const Session& session = m_context.session;
    std::vector<std::pair<const engine::InviteView*, QString>> open;
    QStringList words{idText(company.dac)};
    for (const auto& invite : company.invites) {
        if (invite.usesLeft == 0 || invite.expires <= session.now()) continue;
        QString text = tr("%1: for %n more person(s), until %2", nullptr, invite.usesLeft)
                           .arg(roleText(invite.role), dayText(invite.expires, session.now()));
        if (invite.giftLeft > 0) text += tr(", with %1").arg(amountText(invite.giftLeft, session.symbol()));
        words << idText(invite.ticket) << text << toQt(invite.link);
        open.emplace_back(&invite, text);
    }
    m_inviteCard->setVisible(!open.empty() && !session.isReadOnly());
    m_invites->setRows(words, [&](QVBoxLayout* column) {
        for (const auto& [invite, text] : open) column->addWidget(makeInviteRow(company.dac, *invite, text));
    });
}

QWidget* HomePage::makeInviteRow(const DacId& dac, const engine::InviteView& invite, const QString& text)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(wrappedLabel(text), 1);
    const QString link = toQt(invite.link);
    if (!link.isEmpty()) {
        auto* copy = new QPushButton(tr("Copy the link"));
        copy->setAutoDefault(false);
        copy->setObjectName(u"copy-"_s + idText(invite.ticket));
        connect(copy, &QPushButton::clicked, copy, [link] { QGuiApplication::clipboard()->setText(link); });
        layout->addWidget(copy);
    }
    auto* end = new QPushButton(tr("End it…"));
    end->setAutoDefault(false);
    end->setObjectName(u"end-"_s + idText(invite.ticket));
    end->setAccessibleDescription(text);
    const engine::RevokeInvitation action{dac, invite.ticket};
    connect(end, &QPushButton::clicked, this,
            [this, end, action] { m_context.actions.run(action, end, [this](const auto&) { refresh(); }); });
    layout->addWidget(end);
    return row;
}

void HomePage::showInbox(const std::vector<engine::InboxItem>& items)
{
    const Session& now = m_context.session;
    QStringList words;
    for (const auto& item : items) {
        const InboxText text = inboxText(item, now.symbol(), now.now());
        words << idText(item.object) << idText(item.action) << idText(item.motion) << text.what << text.by
              << text.otherwise;
    }
    words << QString::number(items.empty() ? now.wallet().comingInAt
                                           : 0); // else: nothing needs you, but soon
    m_inbox->setRows(words, [&](QVBoxLayout* column) {
        for (const auto& item : items) column->addWidget(makeInboxRow(item));
        if (!items.empty()) return;
        auto* card = new Card;
        card->body()->addWidget(wrappedLabel(tr("Nothing needs you.")));
        if (now.wallet().comingInAt > now.now())
            card->body()->addWidget(
                secondaryLabel(tr("Next date: %1 arrive %2.")
                                   .arg(amountText(now.wallet().comingIn, now.symbol()),
                                        fullTimeText(now.wallet().comingInAt, now.now()))));
        column->addWidget(card);
    });
}

QWidget* HomePage::makeInboxRow(const engine::InboxItem& item)
{
    const Session& session = m_context.session;
    const InboxText text = inboxText(item, session.symbol(), session.now());
    auto* card = new Card;
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    auto* words = new QVBoxLayout;
    words->setSpacing(6);
    auto* head = new QHBoxLayout;
    head->addWidget(wrappedLabel(text.what, TextRole::Strong), 1);
    const bool isCollaboration =
        item.what == engine::InboxItem::What::Collaboration || item.what == engine::InboxItem::What::Ruling;
    if (isCollaboration) {
        auto* chip = new CollaborationChip;
        chip->setCollaboration(item.state);
        head->addWidget(chip, 0, Qt::AlignTop);
    }
    words->addLayout(head);
    auto* facts = new FactList;
    facts->addFact(tr("Who must act"), tr("You"));
    facts->addFact(tr("By when"), text.by);
    facts->addFact(tr("If nobody acts"), text.otherwise);
    words->addWidget(facts);
    row->addLayout(words, 1);
    const bool isMotion = item.what == engine::InboxItem::What::Motion;
    auto* open = new QPushButton(isCollaboration || isMotion ? tr("Open") : tr("See it…"));
    open->setAutoDefault(false);
    open->setObjectName(u"open-"_s + idText(item.object) + idText(item.action) + idText(item.motion));
    open->setAccessibleDescription(text.what);
    connect(open, &QPushButton::clicked, this, [this, item, isCollaboration, isMotion] {
        if (item.dac != DacId{}) m_context.session.setCompany(item.dac);
        if (item.what == engine::InboxItem::What::Ruling)
            m_context.navigator.go(page::kDisputes, idText(item.object));
        else if (isCollaboration)
            m_context.navigator.go(page::kCollaborations, idText(item.object));
        else if (isMotion)
            m_context.navigator.go(page::kDecisions, idText(item.motion));
        else if (item.what == engine::InboxItem::What::PageConflict)
            m_context.navigator.go(page::kWiki, toQt(item.title));
        else
            (new OutboxDialog(m_context.bridge, m_context.session, m_context.actions, window()))->open();
    });
    row->addWidget(open, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    return card;
}

void HomePage::addNews(int source, std::vector<News> news)
{
    m_newsBySource[source] = std::move(news);
    std::vector<News> all;
    for (const auto& part : m_newsBySource) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(), [](const News& a, const News& b) { return a.time > b.time; });
    if (all.size() > kNewest) all.erase(all.begin() + kNewest, all.end());
    m_newest->setVisible(!all.empty());
    m_noNews->setVisible(all.empty());
    m_news->setRows(std::move(all));
}

void HomePage::showPerson(const engine::MemberView& member)
{
    auto* dialog = new PersonDialog(m_context.bridge, m_context.session, member, window());
    connect(dialog, &PersonDialog::named, this, &HomePage::refresh);
    connect(dialog, &PersonDialog::moneyWanted, this, [this](const Address& address) {
        auto* send = new SendDialog(m_context.bridge, m_context.session, m_context.actions, window());
        send->setRecipient(address);
        send->open();
    });
    dialog->open();
}

void HomePage::invite() { (new InviteDialog(m_context.session, m_context.actions, window()))->open(); }

} // namespace stoa::ui
