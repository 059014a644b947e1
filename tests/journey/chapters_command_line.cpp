// SPDX-License-Identifier: MIT
// A member without a window: every command is a process of its own, on a folder of its own.
#include <string>

#include "tests/journey/tour.h"
#include "ui/bridge/session.h"
#include "ui/pages/page_list.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr auto kTokens = static_cast<qint64>(kToken);
constexpr int kReaderTime = 600; ///< milliseconds until the reader's process has drawn the page
} // namespace

void Tour::commandLineMember()
{
    d.chapter(u"A member who works by command line"_s);
    d.note(
        u"Noor has another data folder and no window. Each of her commands is a program that starts, speaks "
        "to Ana's node over the loopback, and ends."_s);
    const QString link = inviteLink(false);
    const QString shown = u"stoa://…"_s;
    m_noor.run({u"wallet"_s, u"create"_s, u"--phrase-out"_s, m_folder + u"/noor/phrase.txt"_s}, {},
               u"phrase.txt"_s);
    m_noor.run({u"company"_s, u"join"_s, link}, {}, shown);
    d.note(u"Two commands at once: a page, and a name to be known by."_s);
    m_noor.run({u"batch"_s},
               "wiki put \"Compiler/Front end\" --text \"It reads the source. Back to [[Home]].\"\n"
               "wallet name \"Noor Haddad\"\n");
    go(m_ana, ui::page::kHome);
    d.waitToSee(u"Noor Haddad"_s);
    d.picture(u"command-line-member"_s);
    go(m_ana, ui::page::kWiki);
    d.waitToSee(u"Links here"_s);
    d.waitToSee(u"Compiler / Front end"_s);
    d.settle(kReaderTime);
    d.picture(u"wiki-links"_s);
    d.openRow(u"Compiler / Front end"_s);
    d.waitToSee(u"Shared, version 1"_s);

    newTask(kManual, false);
    const Purse asker = purse(m_ana);
    propose(kManual, false, u"Noor Haddad"_s);
    std::string id;
    m_noor.runUntil({u"collaboration"_s, u"list"_s}, [&](const nlohmann::json& answer) {
        if (answer.at("collaborations").empty()) return false;
        id = answer.at("collaborations").at(0).at("collaboration").get<std::string>();
        return true;
    });
    const QString contract = QString::fromStdString(id);
    m_noor.run({u"collaboration"_s, u"accept"_s, contract});
    m_noor.run({u"collaboration"_s, u"deliver"_s, contract, u"--text"_s,
                u"The manual stands on the page “Compiler/Front end”."_s});
    open(m_ana, kManual, u"Delivered"_s);
    d.selectTab(u"Deliver"_s);
    d.waitToSee(u"The manual stands on the page"_s);
    d.picture(u"command-line-delivery"_s);
    d.press(u"Accept the work"_s);
    d.sign(kPassword);
    d.waitToSee(u"To be allocated"_s);
    advance(14);
    open(m_ana, kManual, u"Settled"_s);
    moneyMoved(m_ana, asker, -40 * kTokens, u"the reward is paid"_s);
    const nlohmann::json wallet = m_noor.runUntil({u"wallet"_s, u"show"_s}, [](const nlohmann::json& answer) {
        return std::stoull(answer.at("available").get<std::string>()) > 139 * kToken;
    });
    d.did(u"Noor has %1 gwei: the gift of 100 MTS and the reward of 40 MTS, less her fees"_s.arg(
        QString::fromStdString(wallet.at("available").get<std::string>())));
}

} // namespace stoa::journey
