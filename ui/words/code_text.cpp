// SPDX-License-Identifier: MIT
#include "ui/words/code_text.h"

#include <QCoreApplication>

#include "core/base/password_strength.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString of(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::BadAmount: return tr("This is not an amount. Write a number such as 12.50.");
        case ErrorCode::BadHex:
            return tr("This is not a number in hexadecimal digits. Check what you pasted.");
        case ErrorCode::BadEncoding:
            return tr(
                "Something that was read here is damaged or was made by another program. It was not used.");
        case ErrorCode::BadJson: return tr("A file or an answer could not be read. It was not used.");
        case ErrorCode::TooLarge:
            return tr("This is too large. Make it shorter or split it, then try again.");
        case ErrorCode::InvalidArgument:
            return tr(
                "What was given is incomplete or does not fit together, so nothing was sent. Check it.");
        case ErrorCode::NotFound:
            return tr("There is nothing of this name or number here (any more). Look at the list again.");
        case ErrorCode::Ambiguous: return tr("Several have this name. Use the number instead of the name.");
        // wallet
        case ErrorCode::BadPhraseWord:
            return tr("One of the words is not in the list of recovery words. Check "
                      "its spelling.");
        case ErrorCode::BadPhraseLength:
            return tr("A recovery phrase has 12 or 24 words. Check that none is "
                      "missing.");
        case ErrorCode::BadPhraseChecksum:
            return tr("All words exist, but not in this order. Two words may be swapped.");
        case ErrorCode::BadAddress:
            return tr(
                "This is not an address, or one character in it is wrong. Copy it again from where you got "
                "it.");
        case ErrorCode::BadSignature:
            return tr("A signature does not fit. It was refused, and nothing happened.");
        case ErrorCode::BadKeystore:
            return tr("The wallet file is damaged and can't be opened. Your money is safe: restore the "
                      "wallet with the "
                      "recovery phrase, or from a backup file. The damaged file is then kept beside it.");
        case ErrorCode::WrongPassword:
            return tr("Wrong password. Try again; capital and small letters differ.");
        case ErrorCode::WeakPassword:
            return tr("This password is too short. Use at least %1 characters, for example four words.")
                .arg(kMinPasswordLength);
        case ErrorCode::WalletExists:
            return tr(
                "There already is a wallet on this computer, and it was left as it is. To use another one, "
                "choose another data folder.");
        case ErrorCode::NoWallet:
            return tr("There is no wallet on this computer yet. Create one or restore yours.");
        case ErrorCode::WalletLocked:
            return tr("The wallet is locked, so nothing was signed. Unlock it first.");
        // storage
        case ErrorCode::StoreUnavailable:
            return tr("The data folder can't be opened. Check that it exists and that you may write there.");
        case ErrorCode::StoreDamaged:
            return tr(
                "The data in this folder is damaged, and nothing in it was changed. Keep the folder, and "
                "copy it before you try anything. If you follow a node, your money is safe on the network: "
                "restore the wallet from the recovery phrase in an empty data folder. A local network is "
                "in this folder only.");
        case ErrorCode::MoneyMismatch:
            return tr(
                "What all records hold together is not what was deposited, or one more step would have "
                "made it so. The network of this computer has stopped, and nothing more is written. This is "
                "a fault of the program or of the disk: keep a copy of the folder, run “Verify everything”, "
                "and report what it says.");
        case ErrorCode::DiskFull:
            return tr(
                "The disk is full, so this may not have been kept. Free some room, then look whether it "
                "is there (an action: in the wallet's history) before you try again.");
        case ErrorCode::DataInUse:
            return tr(
                "Another program already uses this data folder. Close it, or choose another folder with "
                "--data.");
        case ErrorCode::NewerFormat:
            return tr(
                "This data folder was written by a newer version. Nothing was changed. Update this program.");
        case ErrorCode::OlderFormat:
            return tr(
                "The network of this data folder was made by an earlier version, and this one can't go on "
                "with it. Nothing was changed, and everything can be read: export the pages, and copy the "
                "wallet to a backup. Then restore the wallet in a new data folder, and import the pages.");
        case ErrorCode::FileUnreadable:
            return tr("The file can't be read. Check its name and that you may read it.");
        case ErrorCode::FileUnwritable:
            return tr("The file or folder can't be written. Choose a place where you may write.");
        // the machine, before and after it reads the state
        case ErrorCode::UnknownKind:
            return tr(
                "This version does not know this kind of action, so it was refused. Update this program.");
        case ErrorCode::WrongLength:
        case ErrorCode::WrongOrigin:
            return tr("The action was built wrongly and was refused. Nothing happened.");
        case ErrorCode::Expired:
            return tr("The signature was valid for a limited time, and that is over. Nothing happened. Sign "
                      "again.");
        case ErrorCode::DraftOvertaken:
            return tr(
                "Another action of yours was signed while this one was laid out, and has its number now. "
                "Nothing was signed or paid. Look at it once more and try it again.");
        case ErrorCode::WrongNonce:
            return tr(
                "Another action of yours came first, so this one no longer fits. Nothing was paid. Try it "
                "again.");
        case ErrorCode::WrongSigner:
            return tr("Another key signs for this account than the one of this wallet. Nothing happened.");
        case ErrorCode::InsufficientBalance:
            return tr(
                "There is not enough money available for this, fee included. Nothing was paid. Choose a "
                "smaller amount or receive money first.");
        case ErrorCode::InsufficientTreasury:
            return tr("The company's treasury does not hold enough for this. Nothing was paid.");
        case ErrorCode::AmountOverflow:
            return tr("The amounts are too large to be added up. Nothing was paid.");
        case ErrorCode::AlreadyExists:
            return tr(
                "This exists already. If it is a company: its name was taken before you. Choose another "
                "name; everything else is kept.");
        case ErrorCode::NoSuchCompany:
            return tr(
                "There is no such company on this network. Check the name, and that you follow the right "
                "network.");
        case ErrorCode::NoSuchInvite:
            return tr(
                "This invitation does not exist any more: it was used up, ended or has run out. Ask for a "
                "new one.");
        case ErrorCode::NoSuchCollaboration: return tr("This collaboration does not exist any more.");
        case ErrorCode::NoSuchCase: return tr("There is no dispute here that this could belong to.");
        case ErrorCode::NoSuchMotion: return tr("There is no such motion in this company. Look at the list.");
        case ErrorCode::NoSuchMember:
            return tr("This person is not a member of the company. Nothing was changed.");
        case ErrorCode::NotTheGuardian:
            return tr("Only the guardian that the account itself has named can do this, or its owner.");
        case ErrorCode::NotEntitled:
            return tr("Only who was a member before the motion was put, and has left the locked amount as it "
                      "was, can vote on it.");
        case ErrorCode::AlreadyVoted:
            return tr("You have voted on this motion already. A vote cannot be changed.");
        case ErrorCode::MotionOpen:
            return tr("You have an open motion. Wait until it is decided and closed.");
        case ErrorCode::OverLimit:
            return tr(
                "This is more than the company's spending limit leaves for now. Nothing was paid. Choose a "
                "smaller amount, or wait.");
        case ErrorCode::LastMember: return tr("The last member cannot leave the company.");
        case ErrorCode::StillHeld:
            return tr("Records of this tool still hold money. Pay it out or return it first.");
        case ErrorCode::NotAMember:
            return tr("Only members of the company can do this. Ask a member for an invitation.");
        case ErrorCode::AlreadyAMember: return tr("You are a member already. Nothing was paid.");
        case ErrorCode::NotPermitted:
            return tr("Your role in the company does not allow this. Nothing was changed. Ask a member whose "
                      "role does.");
        case ErrorCode::NotAParty: return tr("Only the two sides of this collaboration can do this.");
        case ErrorCode::NotTheArbitrator: return tr("Only the arbitrator of this dispute can do this.");
        case ErrorCode::SameParty:
            return tr(
                "Nobody decides for both sides, judges a case of their own, guards their own account or pays "
                "themselves. Nothing was paid. If you could also sign for the other side, have somebody sign "
                "who can sign for one side only. If the arbitrator is one of the sides, or a member of one, "
                "choose somebody else for the one or the other; once a case is open this arbitrator cannot "
                "rule, and it ends as if nobody had.");
        case ErrorCode::WrongState:
            return tr(
                "It has moved on in the meantime, so this no longer fits. Nothing was paid. Look at its "
                "state now.");
        case ErrorCode::WrongSequence:
            return tr("Somebody changed it while you were reading. Nothing was paid. Look again and decide "
                      "again.");
        case ErrorCode::TooLate: return tr("The time for this is over. Nothing was paid.");
        case ErrorCode::TooEarly: return tr("It is too early for this. Nothing was paid. Wait for the date.");
        case ErrorCode::OutOfRange:
            return tr(
                "A number is outside of what the rules allow. Nothing was paid. Check amounts and dates.");
        case ErrorCode::BelowMinimum:
            return tr(
                "The amount is below what the company's rules ask for. Nothing was locked. Choose a larger "
                "deposit.");
        case ErrorCode::NoCourt:
            return tr("This collaboration has no arbitrator, so a dispute cannot be opened.");
        case ErrorCode::AlreadyDisputed:
            return tr("Your side has opened a dispute in this collaboration before, and each side can do "
                      "that once. Nothing was paid.");
        case ErrorCode::NothingDue: return tr("Nothing is due here yet. It is paid by itself on its date.");
        case ErrorCode::NoMoreChanges:
            return tr("All agreed rounds of changes are used up. Accept the work or open a dispute.");
        case ErrorCode::NotAllowedByTool:
            return tr("The rules of this tool do not allow this step. Nothing was changed.");
        case ErrorCode::ContentConflict:
            return tr(
                "This was changed in the meantime, so what you did about it did not happen. It is kept in "
                "the outbox with its words. Send it again from there if that is offered; if not, look "
                "at what has become of it, do it anew with these words, and then let the old one go.");
        case ErrorCode::BadTicket:
            return tr("This invitation is not genuine or belongs to another company. Ask for a new link.");
        case ErrorCode::BadPublicKey:
            return tr("The key does not belong to this address. Nothing was changed.");
        case ErrorCode::NotSupported:
            return tr("This is not offered here, by this network's rules or by this node. Nothing happened.");
        case ErrorCode::NoRoom:
            return tr(
                "The computer that you are connected to takes no more texts from others. Your text is kept "
                "here; ask whoever runs that computer to make room.");
        case ErrorCode::RolledBack:
            return tr(
                "The batch with this action was wrong and was rolled back. It did not happen; you can send "
                "it again.");
        // the network, its texts and its main chain
        case ErrorCode::BadWitness:
            return tr("The proof does not fit the batch. The challenge was not filed.");
        case ErrorCode::BadBatch: return tr("A batch is built wrongly. It was not taken.");
        case ErrorCode::WrongParent:
            return tr("The batch does not continue the newest one. It was not taken.");
        case ErrorCode::NotBonded:
            return tr("The operator has no deposit on the main chain, so it may not do this.");
        case ErrorCode::NotYourSlot:
            return tr("It is another operator's turn to make blocks, so this one took nothing. What you "
                      "signed waits here and is sent again by itself.");
        case ErrorCode::BondTooSmall: return tr("The operator's deposit is too small for this.");
        case ErrorCode::AlreadyFinal: return tr("This batch is final and can no longer be challenged.");
        case ErrorCode::NotFinal: return tr("The batch is not final yet. Wait until its window has closed.");
        case ErrorCode::NotAnnounced: return tr("The challenge was not announced first. It was not filed.");
        case ErrorCode::AlreadyClaimed: return tr("This was paid out already.");
        case ErrorCode::BadContent:
            return tr("The text does not match its fingerprint, so it is not shown. Nothing was changed.");
        case ErrorCode::ContentMissing:
            return tr(
                "The text has not arrived on this computer yet. It is fetched as soon as somebody who has "
                "it is online.");
        case ErrorCode::NothingChanged: return tr("Nothing has changed, so nothing was published.");
        case ErrorCode::MergeConflict:
            return tr("Two people changed the same lines. Both versions are kept; choose for each place.");
        case ErrorCode::BadImport:
            return tr("The folder or file could not be read as a wiki. Nothing was imported.");
        case ErrorCode::BadJobStatement:
            return tr(
                "The job statement is not complete or can't be read. All seven factors are needed before "
                "deposits are locked.");
        case ErrorCode::BadPageName:
            return tr("A page can't have this name. Use letters, numbers, spaces and “/” between parts.");
        case ErrorCode::Offline:
            return tr(
                "The network does not answer, so this was not done. Try again when it is back. What you had "
                "signed before waits on this computer and is sent by itself.");
        case ErrorCode::Unanswered:
            return tr(
                "The program that has this data folder stopped answering. This may have been done all the "
                "same. Look at “stoa-cli wallet history” and “stoa-cli outbox list” before you do it again.");
        case ErrorCode::BadAnswer:
            return tr("The other computer sent an answer that makes no sense. It was not used.");
        case ErrorCode::WrongNetwork:
            return tr(
                "This belongs to another network than the one of this data folder. Nothing was changed. "
                "Use another data folder for it.");
        case ErrorCode::ProofFailed:
            return tr(
                "What the other computer sent does not match its proof. It was not used, and what you see "
                "is what was proved before.");
        case ErrorCode::BadLink:
            return tr("This is not a complete invitation link. Copy it again, from “stoa:” to the end.");
        case ErrorCode::Busy: return tr("Too much is asked at once. Wait a moment, then try again.");
        case ErrorCode::Unauthorized:
            return tr("The other program did not show the right token. It was refused.");
        case ErrorCode::PortInUse:
            return tr("Another program uses this port. Serving is off. Choose another port in Settings.");
        // the engine
        case ErrorCode::EngineStopped:
            return tr("The engine is stopping. Nothing was sent. Start the program "
                      "again.");
        case ErrorCode::EngineBroken:
            return tr(
                "The data on this computer can't be written any more, so everything is read-only. Nothing "
                "is lost. Check the disk, then start again.");
        case ErrorCode::NotReady: return tr("Still starting. Try again in a moment.");
        case ErrorCode::ReadOnly:
            return tr(
                "This is the sample company: you can look at everything, but not change it. Create a wallet "
                "to begin your own.");
        case ErrorCode::TestClockOnly:
            return tr("Time can be set only in a test network with a test clock. Nothing was changed.");
        case ErrorCode::LocalNetworkOnly:
            return tr("This works only in the local network of this computer. Nothing was changed.");
        case ErrorCode::NoCompanyChosen: return tr("Choose a company first.");
        case ErrorCode::Internal:
            return tr(
                "Something went wrong inside this program. Nothing was paid. If it happens again, report "
                "it.");
        }
        return {};
    }
};

} // namespace

QString codeText(ErrorCode code) { return Words::of(code); }

} // namespace stoa::ui
