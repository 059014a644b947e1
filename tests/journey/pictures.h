// SPDX-License-Identifier: MIT
// The pictures that the tour leaves: the story's, in its order, then every page and dialog once more in each
// of several looks. The tour takes no other, and check_pictures wants every one of them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace stoa::journey {

/// Of the story, light and dark.
inline constexpr std::array kStoryPictures = std::to_array<std::string_view>({
    "starting",
    "welcome",
    "sample-home",
    "sample-board",
    "sample-collaborations",
    "wallet-password",
    "wallet-phrase",
    "wallet-check",
    "wallet-ready",
    "wallet",
    "receive",
    "profile-name",
    "serving-on",
    "company-1-purpose",
    "company-2-rules",
    "company-3-review",
    "review-and-sign",
    "home",
    "invite",
    "invitation-link",
    "join",
    "second-member-home",
    "members",
    "wiki-empty",
    "wiki-editor",
    "wiki-page",
    "wiki-history",
    "wiki-diff",
    "wiki-restored",
    "board-empty",
    "task-results",
    "task-seven-factors",
    "board",
    "command-line-member",
    "wiki-links",
    "command-line-delivery",
    "propose",
    "proposal-waits",
    "proposal-taken-back",
    "proposal-asked",
    "proposal-declined",
    "proposal-unanswered",
    "collaboration-active",
    "ask-for-changes",
    "collaboration-delivered",
    "collaboration-to-be-allocated",
    "collaboration-settled",
    "second-member-wallet",
    "deadline-missed",
    "collaboration-refunded",
    "open-a-dispute",
    "answer-a-dispute",
    "disputes",
    "ruling",
    "dispute-settled",
    "company-rules",
    "give-money",
    "put-a-motion",
    "motion-asked",
    "motion-open",
    "motion-passed",
    "motion-carried-out",
    "motion-objected",
    "motion-rejected",
    "add-a-tool",
    "tools",
    "remove-a-tool",
    "apply-for-a-grant",
    "fund-a-record",
    "tool-holds-money",
    "pay-a-record",
    "tool-has-paid",
    "withdraw",
    "withdrawal-waits",
    "withdrawal-ready",
    "withdrawal-claimed",
    "guardian",
    "help-somebody",
    "key-is-being-changed",
    "another-key",
    "key-handed-over",
    "acts-for-the-account",
    "offer-other-terms",
    "agree-to-other-terms",
    "offer-to-settle",
    "settlement-offered",
    "settle",
    "judge-for-others",
    "judge-for-others-fields",
    "judge-for-others-end",
    "take-a-seat",
    "seats",
    "change-the-rules",
    "change-the-rules-arbitrators",
    "change-the-rules-end",
    "panel-drawn",
    "seal-a-ruling",
    "open-a-sealed-ruling",
    "panel-ruled",
    "appeal",
    "appealed",
    "withdraw-the-appeal",
    "network-before",
    "network-rolled-back",
    "outbox",
    "sent-over-the-main-chain",
    "verified",
    "collect-earnings",
    "earnings-collected",
    "restore-refused",
    "restore",
    "restored-home",
    "import-folder-report",
    "imported-pages",
    "import-history-report",
    "imported-page",
    "imported-history",
    "imported-oldest-version",
    "locked-wallet",
    "unlock-refused",
    "node-away",
    "started-again",
    "after-the-kill",
    "settings",
});

/// Of every look: a first start, pages without anything in them, pages of a company with much in it, dialogs.
inline constexpr std::array kLookPictures = std::to_array<std::string_view>({
    "welcome",
    "restore",
    "wallet-password",
    "wallet-phrase",
    "wallet-check",
    "wallet-ready",
    "no-company-home",
    "no-company-tasks",
    "no-company-collaborations",
    "no-company-wiki",
    "empty-wallet",
    "empty-disputes",
    "first-network",
    "home",
    "invite",
    "person",
    "tasks",
    "new-task",
    "task",
    "propose",
    "collaborations",
    "collaboration",
    "dispute",
    "wiki",
    "wiki-editor",
    "wiki-history",
    "new-page",
    "decisions",
    "money-and-rules",
    "pay-form",
    "rules-form",
    "tool-form",
    "wallet",
    "send",
    "receive",
    "withdraw-form",
    "guardian-form",
    "name",
    "review-and-sign",
    "disputes",
    "network",
    "settings",
    "unlock",
    "outbox",
    "palette",
    "keyboard",
    "join",
    "company-1-purpose",
    "company-2-rules",
    "company-3-review",
});

struct Look {
    std::string_view name;
    std::string_view words;
    bool hasDark;
};

inline constexpr std::array kLooks = std::to_array<Look>({
    {"plain", "as most people see it", true},
    {"large-text", "with text of 200 %", true},
    {"long-words", "in another language, whose words are longer", true},
    {"high-contrast", "in high contrast", false},
});

struct Picture {
    std::string name; ///< the look and a dash before it, if it is of a look
    std::string file; ///< without what follows: -light.png and -dark.png, or .png
    bool hasDark = true;
};

inline std::vector<Picture> allPictures()
{
    std::vector<Picture> all;
    for (const std::string_view each : kStoryPictures) {
        const std::string number = std::to_string(all.size() + 1);
        const std::string name(each);
        all.push_back({name, std::string(number.size() < 2 ? "0" : "") + number + "-" + name, true});
    }
    for (const Look& look : kLooks)
        for (const std::string_view each : kLookPictures) {
            const std::string name = std::string(look.name) + "-" + std::string(each);
            all.push_back({name, name, look.hasDark});
        }
    return all;
}

} // namespace stoa::journey
