// SPDX-License-Identifier: MIT
// The company at a glance: what it is for, what needs me, who is in it, what is new.
#pragma once

#include "core/engine/views.h"
#include "ui/models/table_model.h"
#include "ui/pages/page.h"

namespace stoa::ui {

class BannerArea;
class Card;
class FinalityChip;
class PageHeader;
class RowList;
class StatCard;
class Table;
class TextLabel;

class HomePage : public Page {
    Q_OBJECT

public:
    explicit HomePage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    void refresh() override;

private:
    /// One new thing in the company.
    struct News {
        QString icon;
        QString text;
        Timestamp time = 0;
        QString page;
        QString object;
        engine::FinalityView finality;
    };

    void showCompany(const engine::CompanyView& company);
    void showInvites(const engine::CompanyView& company);
    QWidget* makeInviteRow(const DacId& dac, const engine::InviteView& invite, const QString& text);
    void showInbox(const std::vector<engine::InboxItem>& items);
    QWidget* makeInboxRow(const engine::InboxItem& item);
    void addNews(int source, std::vector<News> news);
    void showPerson(const engine::MemberView& member);
    void invite();

    PageContext m_context;
    PageHeader* m_header;
    BannerArea* m_banners;
    FinalityChip* m_finality;
    TextLabel* m_purpose;
    StatCard* m_treasury;
    StatCard* m_memberCount;
    StatCard* m_records;
    RowList* m_inbox;
    RowList* m_invites;
    Card* m_inviteCard;
    QWidget* m_inviteButton;
    TableModel<engine::MemberView>* m_members;
    TableModel<News>* m_news;
    Table* m_newest;
    TextLabel* m_noNews;
    std::vector<News> m_newsBySource[3];
};

} // namespace stoa::ui
