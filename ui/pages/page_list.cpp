// SPDX-License-Identifier: MIT
#include "ui/pages/page_list.h"

#include <vector>

#include <QCoreApplication>

#include "ui/pages/collaborations/collaborations_page.h"
#include "ui/pages/decisions/decisions_page.h"
#include "ui/pages/disputes/disputes_page.h"
#include "ui/pages/home/home_page.h"
#include "ui/pages/network/network_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/pages/tasks/tasks_page.h"
#include "ui/pages/wallet/wallet_page.h"
#include "ui/pages/welcome/welcome_page.h"
#include "ui/pages/wiki/wiki_page.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PageList)
};

template <typename T>
Page* make(const PageContext& context)
{
    return new T(context);
}

std::vector<PageEntry> makeList()
{
    return {
        {page::kHome, u"home"_s, Words::tr("Home"), u"Alt+1"_s, PageZone::Company, make<HomePage>},
        {page::kTasks, u"tasks"_s, Words::tr("Tasks"), u"Alt+2"_s, PageZone::Company, make<TasksPage>},
        {page::kCollaborations, u"collaboration"_s, Words::tr("Collaborations"), u"Alt+3"_s,
         PageZone::Company, make<CollaborationsPage>},
        {page::kWiki, u"wiki"_s, Words::tr("Wiki"), u"Alt+4"_s, PageZone::Company, make<WikiPage>},
        {page::kDecisions, u"check-circle"_s, Words::tr("Decisions"), u"Alt+5"_s, PageZone::Company,
         make<DecisionsPage>},
        {page::kWallet, u"wallet"_s, Words::tr("Wallet"), u"Alt+6"_s, PageZone::Mine, make<WalletPage>},
        {page::kDisputes, u"dispute"_s, Words::tr("Disputes"), u"Alt+7"_s, PageZone::Mine,
         make<DisputesPage>},
        {page::kNetwork, u"network"_s, Words::tr("Network"), u"Alt+8"_s, PageZone::Mine, make<NetworkPage>},
        {page::kSettings, u"settings"_s, Words::tr("Settings"), u"Ctrl+,"_s, PageZone::Mine,
         make<SettingsPage>},
        {page::kWelcome, u"flag"_s, Words::tr("Welcome"), {}, PageZone::Hidden, make<WelcomePage>},
    };
}

} // namespace

std::span<const PageEntry> pageList()
{
    static const std::vector<PageEntry> list = makeList();
    return list;
}

} // namespace stoa::ui
