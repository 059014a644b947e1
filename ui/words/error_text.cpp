// SPDX-License-Identifier: MIT
#include "ui/words/error_text.h"

#include <cctype>
#include <string_view>

#include <QCoreApplication>

#include "ui/words/code_text.h"
#include "ui/words/collaboration_fault_text.h"
#include "ui/words/company_fault_text.h"
#include "ui/words/node_text.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

/// Before the id of the collaboration that is in the way.
constexpr std::string_view kOpenWork = "open collaboration ";

/// Before the address of a node that an invitation names.
constexpr std::string_view kAt = "at ";

/// Before the path of a data folder.
constexpr std::string_view kFolder = "folder ";

/// The first whole number in the detail; empty if there is none. Numbers cannot carry anybody's text.
QString numberIn(const std::string& detail)
{
    QString number;
    for (const char character : detail) {
        if (std::isdigit(static_cast<unsigned char>(character)) != 0)
            number += QLatin1Char(character);
        else if (!number.isEmpty())
            break;
    }
    return number.left(9);
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// What the code alone would leave open. Empty if the detail tells no more.
    static QString exactly(const Error& error)
    {
        const auto is = [&](ErrorCode code, std::string_view detail) {
            return error.code == code && error.detail == detail;
        };
        if (is(ErrorCode::InvalidArgument, "too-short") || is(ErrorCode::InvalidArgument, "too-long"))
            return tr("A company's name has 3 to 40 characters. Choose another one.");
        if (is(ErrorCode::InvalidArgument, "mixed-script"))
            return tr(
                "A word of this name mixes letters of several alphabets that look alike. Write it in one.");
        if (is(ErrorCode::InvalidArgument, "invisible") || is(ErrorCode::InvalidArgument, "not-utf8"))
            return tr("The name holds characters that can't be seen or read. Type it again.");
        if (is(ErrorCode::BadContent, "title length"))
            return tr("A title or name has 1 to 200 characters. Nothing was changed.");
        if (is(ErrorCode::BadContent, "title characters"))
            return tr("The title or name holds characters that can't be seen or read. Type it again.");
        if (is(ErrorCode::BadContent, "empty"))
            return tr("Some words are needed here, and there are none. Nothing was sent.");
        if (is(ErrorCode::BadContent, "too long"))
            return tr("The text is too long. Nothing was changed. Make it shorter, or split it.");
        if (is(ErrorCode::BadContent, "not UTF-8") || is(ErrorCode::BadContent, "control character"))
            return tr("The text holds characters that are no text. Nothing was changed. Save it as UTF-8.");
        if (is(ErrorCode::BadContent, "reading direction"))
            return tr(
                "The text holds characters that can't be seen and turn the reading direction. Nothing was "
                "changed. Type it again.");
        if (is(ErrorCode::NotAMember, "other"))
            return tr(
                "That person is not a member of this company, so nothing was signed. Invite them first, or "
                "choose a member.");
        if (is(ErrorCode::OutOfRange, "ruling"))
            return tr(
                "A ruling lies between what the two sides ask for. Nothing was signed. Choose an amount "
                "between them.");
        if (is(ErrorCode::WrongNonce, "after refused"))
            return tr(
                "It did not happen because an earlier action of yours did not happen, and it was signed to "
                "follow that one. Nothing was paid. Look at the earlier one first; then this one can be "
                "sent again.");
        if (is(ErrorCode::FileUnwritable, "exists"))
            return tr(
                "There already is another file of this name, and it was left as it is. Choose another name.");
        if (is(ErrorCode::NoCompanyChosen, "none"))
            return tr("There is no company here yet. Create one, or join one by an invitation link.");
        if (is(ErrorCode::AlreadyExists, "name"))
            return tr(
                "You already know a company of this name. Choose another name; everything else is kept.");
        if (is(ErrorCode::AlreadyExists, "action"))
            return tr(
                "This was signed before, so it was not kept or sent a second time. Your history shows what "
                "becomes of it.");
        if (is(ErrorCode::AlreadyExists, "contact"))
            return tr(
                "Somebody else in your address book has this name, in small or capital letters. Nothing "
                "was changed. Choose another name, so that money goes to whom you mean.");
        if (error.code == ErrorCode::AlreadyExists && error.detail.starts_with(kOpenWork))
            return tr("This task has an open proposal or collaboration: %1. Nothing was signed or locked. To "
                      "propose it anew, end that one first; otherwise the money would be locked twice.")
                .arg(toQt(error.detail.substr(kOpenWork.size())));
        if (error.code == ErrorCode::WrongState && error.detail.starts_with(kOpenWork))
            return tr("The reward is agreed or offered in an open collaboration: %1. Nothing was signed. End "
                      "that one first, or propose an amendment there; then the task can get another reward.")
                .arg(toQt(error.detail.substr(kOpenWork.size())));
        if (is(ErrorCode::Unanswered, "main chain"))
            return tr(
                "The main chain is on another computer, and that one stopped answering. This may have "
                "been done all the same. Look again before you repeat it; money that has moved does not "
                "move twice.");
        if (is(ErrorCode::Offline, "cancel"))
            return tr("This may have reached the network already, and the network does not answer: it cannot "
                      "be cancelled now. It stays here and is sent by itself; it happens once, however often "
                      "it is sent.");
        if (is(ErrorCode::WrongState, "cancel"))
            return tr("The network has this already, so it cannot be cancelled. Your history shows what "
                      "becomes of it.");
        if (is(ErrorCode::ContentConflict, "page"))
            return tr("Somebody else saved a newer version first. What you signed is kept in the outbox with "
                      "its text: send it again from there, and both are brought together.");
        if (is(ErrorCode::ContentConflict, "own edit"))
            return tr(
                "Your own change of this still waits on this computer, and a second one needs the first "
                "one done. Nothing was signed. Do this again once the network has taken the first one.");
        if (error.code == ErrorCode::StillHeld && error.detail.starts_with("R-"))
            return tr("Records of this tool still hold money: %1. Nothing was changed. Pay or return what "
                      "they "
                      "hold, then remove the tool.")
                .arg(toQt(error.detail).replace(QLatin1Char(' '), QLatin1String(", ")));
        if (is(ErrorCode::InvalidArgument, "amount"))
            return tr("Here no chosen amount moves: all that the record holds does, or nothing. Nothing was "
                      "sent. Leave the amount out.");
        if (is(ErrorCode::InvalidArgument, "assignee"))
            return tr(
                "It pays whoever the record is assigned to, and that is nobody or somebody else. Nothing "
                "was paid. Assign it in a step before.");
        if (is(ErrorCode::SameParty, "record"))
            return tr("It would pay you: somebody else has to do it. Nothing was paid.");
        if (is(ErrorCode::OutOfRange, "fund"))
            return tr("This takes money from the treasury, and no amount was said. Nothing was sent. Say how "
                      "much.");
        if (const QString fault = companyFaultText(error); !fault.isEmpty()) return fault;
        if (const QString fault = collaborationFaultText(error); !fault.isEmpty()) return fault;
        if (is(ErrorCode::NotFound, "tool"))
            return tr("The company has no tool of this number. Look at the list of its tools.");
        if (is(ErrorCode::NotFound, "removed tool"))
            return tr(
                "This tool was removed: its records can be read, but nobody can change them or add one. "
                "Nothing was changed, and no money moved.");
        if (is(ErrorCode::NotFound, "record"))
            return tr("There is no such record here. Look at the list of the tool's records.");
        if (is(ErrorCode::NotFound, "page"))
            return tr("There is no page of this name. Look at the list of pages.");
        if (is(ErrorCode::NotFound, "task"))
            return tr("There is no such task here. Look at the list of tasks.");
        if (is(ErrorCode::NotFound, "action") || is(ErrorCode::NotFound, "draft"))
            return tr("This action is not there any more. Nothing was sent. Begin it again.");
        if (error.code == ErrorCode::NotFound && error.detail.starts_with("version "))
            return tr("The page has no such version. Look at its history.");
        if (is(ErrorCode::TooLarge, "content"))
            return tr(
                "This is larger than 2 MB, the most that one text or file may have. Nothing was sent. Make "
                "it shorter or split it, then try again.");
        if (is(ErrorCode::TooLarge, "text"))
            return tr(
                "This page has more than 1 MB of text, the most that one page may have. Nothing was sent. "
                "Split it into several pages.");
        if (error.code == ErrorCode::TooLarge && error.detail.starts_with("items "))
            return tr("This list is longer than %1, the most at once. Nothing of it was taken. Hand it over "
                      "in parts.")
                .arg(numberIn(error.detail));
        if (error.code == ErrorCode::TooLarge && error.detail.starts_with("bytes "))
            return tr("One part of this is larger than %1 bytes, the most that it may have. Nothing was "
                      "taken.")
                .arg(numberIn(error.detail));
        if (error.code == ErrorCode::NotPermitted && error.detail.starts_with("port "))
            return tr("This user may not open port %1. Serving is off. Choose one above 1023 in Settings.")
                .arg(numberIn(error.detail));
        if (is(ErrorCode::OlderFormat, "node"))
            return tr("The node at this address runs by the rules of an earlier version. Nothing of it was "
                      "used. Ask who runs it for the newer one.");
        if (is(ErrorCode::NewerFormat, "node") || is(ErrorCode::NewerFormat, "network"))
            return tr("This network runs by the rules of a newer version. Nothing was changed. Update this "
                      "program.");
        if (error.code == ErrorCode::StoreDamaged) return damage(error.detail);
        if (error.detail.starts_with(kFolder))
            return closedFolder(error.code, toQt(error.detail.substr(kFolder.size())));
        if (is(ErrorCode::BadKeystore, "backup"))
            return tr(
                "This file is damaged, or it is no backup of a wallet. Nothing was changed. Take another "
                "copy, or the recovery phrase.");
        if (is(ErrorCode::BadKeystore, "version"))
            return tr("This wallet file was written by another version. Nothing was changed. Update this "
                      "program.");
        if (error.code == ErrorCode::Offline && error.detail.starts_with(kAt))
            return silent(error.detail.substr(kAt.size()));
        if (error.code == ErrorCode::BadAnswer && error.detail.starts_with(kAt))
            return tr("What answers at %1 is no node of Stoa, so nothing was signed and nothing has changed. "
                      "Ask "
                      "whoever invited you for the right address.")
                .arg(toQt(error.detail.substr(kAt.size())));
        if (is(ErrorCode::InvalidArgument, "node"))
            return tr("An invitation can't lead to this address. Nothing was signed. Write it as "
                      "http://192.168.1.5:8686/.");
        if (is(ErrorCode::InvalidArgument, "node followed"))
            return tr("An invitation can't lead to the node that this computer follows: its address is "
                      "written in a form that links can't hold. Nothing was signed. Follow the node as "
                      "http://192.168.1.5:8686/, with its own numbers, and invite again.");
        if (is(ErrorCode::Offline, "first"))
            return tr(
                "No node answers at this address, so nothing was set up. Check the address, or start without "
                "it for a network of your own.");
        if (is(ErrorCode::WrongNetwork, "node"))
            return tr("The node at this address belongs to another network. Nothing of it was used. If this "
                      "stays so, ask who runs it, or start with another node.");
        if (error.code == ErrorCode::BadImport) return importLine(error.detail);
        return {};
    }
    /// "store/member: …", "format"
    static QString damage(const std::string& detail)
    {
        const auto isIn = [&](std::string_view name) {
            return detail.starts_with("store/" + std::string(name) + ":");
        };
        if (detail == "format")
            return tr("This folder is no data folder of Stoa, or its file “format” is damaged. Nothing was "
                      "changed. Choose another folder.");
        if (isIn("member"))
            return tr(
                "What this computer keeps for you is damaged (store/member): the list of companies, drafts, "
                "contacts and what waits to be sent. Nothing was changed. Copy the folder before you try "
                "anything. The wallet is not part of it: restore it in a new data folder from this folder's "
                "wallet/keystore.json, or from the recovery phrase. If you follow a node, companies and "
                "pages come "
                "back from there; drafts do not.");
        if (isIn("content"))
            return tr(
                "The texts on this computer are damaged (store/content). Nothing was changed. Copy the "
                "folder "
                "before you try anything. If you follow a node, restore the wallet in a new data folder from "
                "this folder's wallet/keystore.json: all published texts come back from the node. A local "
                "network's "
                "texts are in this folder only.");
        if (isIn("network") || isIn("chain") || isIn("aggregator") || isIn("validator"))
            return tr("The data of this folder's own network is damaged (%1), so the network has stopped. "
                      "Nothing "
                      "was changed, and what this computer knows can be read: export the pages, and copy the "
                      "wallet "
                      "to a backup. Then go on in a new data folder. The network's money and agreements are "
                      "in this "
                      "folder only, so keep it.")
                .arg(toQt(detail.substr(0, detail.find(':'))));
        return {};
    }
    static QString closedFolder(ErrorCode code, const QString& path)
    {
        if (code == ErrorCode::DiskFull)
            return tr("The disk that holds the data folder %1 is full, so nothing was begun. Free some room, "
                      "then start again.")
                .arg(path);
        return tr("The data folder %1 can't be opened or written, so nothing was begun. Check that you may "
                  "write there, or choose another one.")
            .arg(path);
    }
    static QString silent(const std::string& url)
    {
        const QString said =
            tr("No node answers at %1, so nothing was signed and nothing has changed.").arg(toQt(url));
        if (leadsToOneself(url))
            return tr("%1 That address is this computer itself: if whoever invited you has another computer, "
                      "ask for a link that leads there.")
                .arg(said);
        return tr("%1 Ask whoever invited you whether their node runs and can be reached from here.")
            .arg(said);
    }
    /// "line 12: time"
    static QString importLine(const std::string& detail)
    {
        const QString number = numberIn(detail);
        if (number.isEmpty()) return {};
        const QString start = tr("Line %1 of the file can't be read as a version of a page, so nothing was "
                                 "imported.")
                                  .arg(number);
        const std::size_t colon = detail.find(": ");
        const std::string what = colon == std::string::npos ? std::string() : detail.substr(colon + 2);
        for (const char* field : {"page", "time", "author", "revision", "previous", "text"}) {
            if (what == field)
                return tr("%1 “%2” is missing there or is not what it should be.").arg(start, toQt(field));
        }
        return start;
    }
    static QString phraseWord(const QString& number)
    {
        return tr("Word %1 is not in the list of recovery words. Check its spelling.").arg(number);
    }
    static QString statementLine(const QString& number)
    {
        return tr("The job statement can't be read at line %1. Nothing was changed.").arg(number);
    }
};

} // namespace

QString errorText(const Error& error)
{
    const QString number = numberIn(error.detail);
    if (error.code == ErrorCode::BadPhraseWord && !number.isEmpty()) return Words::phraseWord(number);
    if (error.code == ErrorCode::BadJobStatement && !number.isEmpty()) return Words::statementLine(number);
    if (const QString exact = Words::exactly(error); !exact.isEmpty()) return exact;
    return codeText(error.code);
}

} // namespace stoa::ui
