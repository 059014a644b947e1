// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <QTest>

#include "core/base/error.h"
#include "tests/support/fake_engine.h"
#include "tests/support/registry.h"
#include "ui/words/act_text.h"
#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/collaboration_text.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/finality_text.h"
#include "ui/words/names.h"
#include "ui/words/plurals.h"
#include "ui/words/sentence_text.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSymbol = u"MTS"_s;

/// Words that the vocabulary does not have.
QString forbiddenIn(const QString& text)
{
    static const QStringList words{u"stake"_s,    u"bond"_s,    u"collateral"_s, u"bounty"_s,  u"seed"_s,
                                   u"mnemonic"_s, u"oops"_s,    u"passphrase"_s, u"confirm"_s, u"submit"_s,
                                   u"juror"_s,    u"verdict"_s, u"fraud"_s,      u"MSC"_s};
    for (const QString& word : words)
        if (text.contains(word, Qt::CaseInsensitive)) return word;
    return {};
}

template <std::size_t... Index>
std::vector<tx::Payload> everyKind(std::index_sequence<Index...>)
{
    return {tx::Payload(std::in_place_index<Index>)...};
}

engine::Draft draftOf(tx::Payload payload)
{
    engine::Draft draft;
    draft.payload = std::move(payload);
    draft.subject = "Port the compiler front end";
    draft.company = "TranspilerLab";
    draft.with.name = "Mira P.";
    draft.availableNow = 100 * kToken;
    draft.availableAfter = 60 * kToken;
    return draft;
}

} // namespace

class WordsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMotionThatCannotBeReadSaysOfWhichKindItIsAndToObject()
    {
        engine::MotionView view;
        view.total = 5;
        std::set<QString> subjects;
        for (const auto kind : {tx::Kind::SpendTreasury, tx::Kind::SetRole, tx::Kind::AmendCharter,
                                tx::Kind::InstallTool, tx::Kind::RemoveTool, tx::Kind{}}) {
            view.kind = kind;
            const QString subject = motionSubject(view, {}, {}, kSymbol);
            QVERIFY(subject.contains(u"cannot be read"_s));
            subjects.insert(subject);
        }
        QCOMPARE(subjects.size(), std::size_t{6});
        QVERIFY(motionText(view, kSymbol, 0).now.contains(u"vote against it as long as that is so"_s));
        view.needsMajority = true;
        QVERIFY(motionText(view, kSymbol, 0).now.contains(u"do not vote for it until it can"_s));
        view.hasAct = true;
        QVERIFY(!motionText(view, kSymbol, 0).now.contains(u"cannot be read"_s));
    }

    /// Whoever votes hears that there is nothing to decide about any more.
    void aMotionAboutAToolThatIsGoneSaysSo()
    {
        engine::MotionView view;
        view.hasAct = true;
        view.act = tx::RemoveTool{{}, 32, 1};
        view.removedText = "Small grants";
        const auto subject = [&] { return motionSubject(view, {}, {}, kSymbol); };
        QCOMPARE(subject(), u"Remove the tool “Small grants” (number 32)"_s);
        view.isGone = true;
        QCOMPARE(subject(), u"Remove the tool “Small grants” (number 32), which is not there any more"_s);
        view.removedText.clear();
        QCOMPARE(subject(), u"Remove tool 32, which is not there any more"_s);
    }

    void initTestCase() { installPlurals(); }

    /// Before it is signed, and before anybody votes: which tool, and what its table does with money.
    void aToolThatIsAddedSaysWhatItsRulesDoWithMoney()
    {
        tx::ToolRules table;
        const std::uint8_t rules[] = {0x01, 0x1e,          0, 0,    0x12, 0x10, 0, 1, 0x23,
                                      0x10, tx::kByAuthor, 2, 0x24, 0x10, 0,    3};
        std::copy(std::begin(rules), std::end(rules), table.bytes.begin());
        tx::InstallTool step;
        step.setRules(table);
        engine::Draft draft = draftOf(step);
        draft.manifestText = "Grants\n1 applied, 2 granted";
        const QString moving = sentenceOf(draft, kSymbol, 0).sentence;
        for (
            const QString& part :
            {u"You add the tool “Grants” to TranspilerLab.DAC."_s,
             u"from state 1 to state 2: Money of the company goes from the treasury into the record (by founders)"_s,
             u"from state 2 to state 3: All that it holds goes to its assignee (by founders, its author)"_s,
             u"from state 2 to state 4: All that it holds goes back to the treasury (by founders)."_s})
            QVERIFY2(moving.contains(part), qPrintable(moving));
        QVERIFY(!moving.contains(u"state 0"_s) && !moving.contains(u"a new record"_s));

        engine::MotionView view;
        view.hasAct = true;
        view.act = step;
        view.words = draft.manifestText;
        QCOMPARE(motionSubject(view, {}, {}, kSymbol), u"Add the tool “Grants”"_s);
        view.words.clear();
        QCOMPARE(motionSubject(view, {}, {}, kSymbol), u"Add a tool"_s);

        table = {};
        table.bytes[0] = 0x01;
        table.bytes[1] = 0x1e;
        step.setRules(table);
        draft.payload = step;
        draft.manifestText.clear();
        QCOMPARE(sentenceOf(draft, kSymbol, 0).sentence,
                 u"You add a tool to TranspilerLab.DAC. Its rules move no money."_s);
    }

    /// Nobody votes, or carries out, without reading what it is about and which tool moves money.
    void aVoteSaysWhatTheMotionIsAbout()
    {
        engine::MotionSubject about;
        about.kind = tx::Kind::InstallTool;
        about.hasAct = true;
        tx::InstallTool install;
        tx::ToolRules table;
        const std::uint8_t rules[] = {0x01, 0x10, 0, 1, 0x12, 0x10, 0, 3};
        std::copy(std::begin(rules), std::end(rules), table.bytes.begin());
        install.setRules(table);
        about.act = install;
        about.words = "Grants\nMembers apply.";
        const auto draftAbout = [&](tx::Payload payload) {
            engine::Draft draft = draftOf(std::move(payload));
            draft.motion = about;
            draft.allSteps = {{draft.payload, {}, {}}};
            return draft;
        };
        const auto says = [&](const tx::Payload& payload, const QString& part) {
            const engine::Draft draft = draftAbout(payload);
            const QString text = sentenceOf(draft, kSymbol, 0).sentence;
            return text.contains(part) && !text.contains(u".."_s) && text.endsWith(u'.') &&
                   stepSentences(draft, kSymbol, 0).front() == text;
        };
        const tx::Vote isFor{{}, {}, static_cast<std::uint8_t>(tx::Side::For)};
        const tx::Vote isAgainst{{}, {}, static_cast<std::uint8_t>(tx::Side::Against)};
        for (const tx::Payload& step :
             {tx::Payload(isFor), tx::Payload(isAgainst), tx::Payload(tx::EnactMotion{})})
            QVERIFY(says(step, u": Add the tool “Grants”. Its rules move money of the treasury, without a "
                               "motion: a new record in state 1: "_s));
        QVERIFY(says(isAgainst, u"vote against"_s));
        Address who;
        who[0] = 0xab;
        about.act = tx::SpendTreasury{{}, who, 40 * kToken, {}, 1};
        QVERIFY(says(isFor, u"Pay 40.00"_s));
        QVERIFY(says(isFor, groupedAddress(who)));
        about.act = tx::RemoveTool{{}, 32, 1};
        QVERIFY(says(isFor, u": Remove the tool 32."_s));
        about.removedText = "Small grants\nMembers apply.";
        QVERIFY(says(isFor, u": Remove the tool “Small grants” (number 32)."_s));
        about.hasAct = false;
        about.kind = tx::Kind::RemoveTool;
        QVERIFY(says(isAgainst, u"cannot be read on this computer"_s));
        // Whoever removes a tool reads which one, too.
        engine::Draft removal = draftOf(tx::RemoveTool{{}, 32, 0});
        QVERIFY(sentenceOf(removal, kSymbol, 0).sentence.startsWith(u"You take tool 32 out of"_s));
        removal.manifestText = "Small grants";
        QVERIFY(sentenceOf(removal, kSymbol, 0)
                    .sentence.startsWith(u"You take the tool “Small grants” (number 32) out of"_s));
    }

    void everyErrorHasWords()
    {
        const ErrorCode codes[] = {
#define STOA_CODE(enumerator, text) ErrorCode::enumerator,
            STOA_ERRORS(STOA_CODE)
#undef STOA_CODE
        };
        QStringList seen;
        for (const ErrorCode code : codes) {
            const QString text = errorText({code, "secret detail"});
            QVERIFY2(text.size() > 20, name(code).data());
            QVERIFY2(text.endsWith(u'.'), qPrintable(text));
            QVERIFY2(!text.contains(u"secret detail"_s), qPrintable(text));
            QVERIFY2(forbiddenIn(text).isEmpty(), qPrintable(text));
            seen.append(text);
        }
        QVERIFY(seen.removeDuplicates() <= 1); // WrongLength and WrongOrigin are one for people
    }

    void numberInTheDetailMakesTheSentenceExact()
    {
        QVERIFY(errorText({ErrorCode::BadPhraseWord, "7"}).contains(u"Word 7"_s));
        const auto damaged = [](const char* where) {
            return errorText({ErrorCode::StoreDamaged, std::string(where) + ": <b>secret</b>"});
        };
        QVERIFY(damaged("store/member").contains(u"keystore.json"_s));
        QVERIFY(damaged("store/content").contains(u"come back from the node"_s));
        QVERIFY(damaged("store/aggregator").contains(u"store/aggregator"_s));
        QVERIFY(!damaged("store/aggregator").contains(u"secret"_s));
        QVERIFY(errorText({ErrorCode::StoreDamaged, "format"}).contains(u"no data folder"_s));
        for (const ErrorCode code :
             {ErrorCode::FileUnwritable, ErrorCode::StoreUnavailable, ErrorCode::DiskFull})
            QVERIFY(errorText({code, "folder /srv/data"}).contains(u" /srv/data "_s));
        QVERIFY(!errorText({ErrorCode::DiskFull, {}}).contains(u"Activity"_s)); // no page is called so
        const auto silent = [](const char* where) {
            return errorText({ErrorCode::Offline, std::string("at ") + where});
        };
        QVERIFY(silent("http://192.168.1.5:8686").contains(u"No node answers at http://192.168.1.5:8686"_s));
        QVERIFY(!silent("http://192.168.1.5:8686").contains(u"this computer itself"_s));
        QVERIFY(errorText({ErrorCode::BadAnswer, "at http://192.168.1.5:8686"})
                    .contains(u"at http://192.168.1.5:8686 is no node of Stoa"_s));
        QVERIFY(silent("http://127.0.0.1:8686").contains(u"this computer itself"_s));
        for (const char* form : {"node", "node followed"})
            QVERIFY(errorText({ErrorCode::InvalidArgument, form}).contains(u"Nothing was signed"_s));
        QVERIFY(errorText({ErrorCode::InvalidArgument, "node followed"}).contains(u"follows"_s));
        QVERIFY(errorText({ErrorCode::BadJobStatement, "line 12"}).contains(u"line 12"_s));
        QVERIFY(!errorText({ErrorCode::BadJobStatement, "<b>x</b>"}).contains(u"<b>"_s));
        for (const ErrorCode code : {ErrorCode::AlreadyExists, ErrorCode::WrongState}) {
            const QString text = errorText({code, "open collaboration 3f2a"});
            QVERIFY(text.contains(u"collaboration: 3f2a."_s) && text.contains(u"Nothing was signed"_s));
            QVERIFY(forbiddenIn(text).isEmpty());
        }
        // Nobody else is blamed, and nothing is said to be kept.
        const QString own = errorText({ErrorCode::ContentConflict, "own edit"});
        QVERIFY(own.contains(u"Your own change"_s) && own.contains(u"Nothing was signed"_s));
        QVERIFY(forbiddenIn(own).isEmpty());
        // Only a page is promised to be made one with the other's.
        QVERIFY(errorText({ErrorCode::ContentConflict, "page"}).contains(u"brought together"_s));
        const QString other = errorText({ErrorCode::ContentConflict, {}});
        QVERIFY(!other.contains(u"brought together"_s) && other.contains(u"with these words"_s));
        QVERIFY(errorText({ErrorCode::AlreadyExists, "contact"}).contains(u"address book"_s));
        // What may have arrived is not called undone.
        for (const Error& error :
             {Error{ErrorCode::Offline, "cancel"}, Error{ErrorCode::WrongState, "cancel"},
              Error{ErrorCode::Unanswered, "main chain"}}) {
            const QString text = errorText(error);
            QVERIFY2(text != errorText({error.code, {}}) && !text.contains(u"not done"_s), qPrintable(text));
            QVERIFY(forbiddenIn(text).isEmpty());
        }
    }

    void whatATreasuryOrAToolRefusesIsSaidWithItsNumbers()
    {
        const auto says = [](ErrorCode code, const char* detail, std::initializer_list<const char*> parts) {
            const QString text = errorText({code, detail});
            return text.endsWith(u'.') && !text.contains(u'%') && forbiddenIn(text).isEmpty() &&
                   std::all_of(parts.begin(), parts.end(),
                               [&](const char* part) { return text.contains(QString::fromUtf8(part)); });
        };
        QVERIFY(says(ErrorCode::InsufficientTreasury, "record 100000000000",
                     {"treasury holds 100.00 tokens", "Choose less", "company fund"}));
        // What members have decided is carried out as it is, or not at all.
        const char* motion = "motion 100000000000";
        QVERIFY(says(ErrorCode::InsufficientTreasury, motion,
                     {"treasury holds 100.00 tokens", "company fund", "until it lapses"}));
        QVERIFY(!says(ErrorCode::InsufficientTreasury, motion, {"Choose"}));
        const char* beyond = "record 600000000000 480000000000 500000000000 100000000000";
        QVERIFY(
            says(ErrorCode::OverLimit, beyond, {"leaves 480.00 of 500.00", "holds 100.00", "whole limit"}));
        QVERIFY(says(ErrorCode::OverLimit, "record 490000000000 480000000000 500000000000 900000000000",
                     {"leaves 480.00 of 500.00", "within 30 days"}));
        QVERIFY(says(ErrorCode::OverLimit, "spending 600000000000 480000000000 500000000000 100000000000",
                     {"leaves 480.00 of 500.00", "as a motion"}));
        // A record cannot be put to the members, and of what is not known nothing is promised.
        QVERIFY(!says(ErrorCode::OverLimit, beyond, {"motion"}));
        QVERIFY(!says(ErrorCode::OverLimit, "", {"motion"}));
        QVERIFY(!says(ErrorCode::OverLimit, "record 1 2 <b> 4", {"<b>"}));
        QVERIFY(says(ErrorCode::InsufficientTreasury, "collaboration 20000000000 50000000000",
                     {"treasury is short", "holds 20.00 tokens", "takes 50.00", "Your own money"}));
        QVERIFY(says(ErrorCode::OverLimit, "case 5000000000 2000000000 9000000000 70000000000",
                     {"leaves 2.00 of 9.00", "does not wait"}));
        QVERIFY(!says(ErrorCode::OverLimit, "case 5000000000 2000000000 9000000000 70000000000", {"Choose"}));
        QVERIFY(says(ErrorCode::InsufficientTreasury, "case 20000000000 50000000000",
                     {"treasury is short", "holds 20.00 tokens", "fee of the court", "take 50.00"}));
        QVERIFY(says(ErrorCode::NotAllowedByTool, "R-c3e2 2 3 4", {"R-c3e2 is in state 2", "state: 3, 4"}));
        QVERIFY(says(ErrorCode::NotAllowedByTool, "R-c3e2 3", {"R-c3e2 is in state 3", "leads on"}));
        QVERIFY(says(ErrorCode::NotAllowedByTool, "new 0 1", {"new record", "in state: 1"}));
        QVERIFY(!says(ErrorCode::NotAllowedByTool, "R-c3e2 2 <b>", {"<b>"}));
        QVERIFY(!says(ErrorCode::NotAllowedByTool, "<b> 2 3", {"<b>"}));
    }

    /// Whoever is refused hears what is in the way and what can be done, and no founder is sent to a founder.
    void aRefusalSaysWhatIsInTheWay()
    {
        const auto says = [](ErrorCode code, const char* detail, std::initializer_list<const char*> parts) {
            const QString text = errorText({code, detail});
            return text.endsWith(u'.') && !text.contains(u'%') && forbiddenIn(text).isEmpty() &&
                   text.contains(u"Nothing was signed"_s) &&
                   std::all_of(parts.begin(), parts.end(),
                               [&](const char* part) { return text.contains(QString::fromUtf8(part)); });
        };
        QVERIFY(says(ErrorCode::WrongState, "not begun", {"still a proposal"}));
        QVERIFY(says(ErrorCode::WrongState, "not delivered", {"Nothing has been delivered yet", "go back"}));
        QVERIFY(says(ErrorCode::WrongState, "not delivered again", {"Nothing new", "delivers again"}));
        QVERIFY(says(ErrorCode::WrongState, "no other terms", {"Nobody has offered other terms"}));
        QVERIFY(says(ErrorCode::NotPermitted, "motion", {"as a motion", "--as-motion"}));
        QVERIFY(says(ErrorCode::NotPermitted, "rule 0 1", {"only for: its author."}));
        QVERIFY(says(ErrorCode::NotPermitted, "rule 24 2", {"officers, founders, its assignee"}));
        QVERIFY(says(ErrorCode::NotPermitted, "rule spends", {"treasury", "your role may not"}));
        QVERIFY(says(ErrorCode::NotFound, "tool gone already", {"removed already"}));
        QVERIFY(says(ErrorCode::NotFound, "motion's tool gone already", {"nothing to carry out", "lapses"}));
        for (const char* detail : {"", "motion", "rule 0 1", "rule spends", "rule <b> 1", "rule 0 0"}) {
            const QString text = errorText({ErrorCode::NotPermitted, detail});
            QVERIFY2(!text.contains(u"Ask a founder"_s) && !text.contains(u"<b>"_s), qPrintable(text));
        }
        QVERIFY(!errorText({ErrorCode::NotPermitted, {}}).contains(u"motion"_s));
    }

    void everyKindHasASentence()
    {
        const auto kinds = everyKind(std::make_index_sequence<std::variant_size_v<tx::AnyKind>>{});
        for (const tx::Payload& payload : kinds) {
            const Sentence sentence = sentenceOf(draftOf(payload), kSymbol, 1'763'993'100);
            const std::string kind =
                std::visit([](const auto& step) { return std::string(step.kName); }, payload);
            for (const QString& text : {sentence.sentence, sentence.consequence, sentence.button}) {
                QVERIFY2(!text.isEmpty(), kind.c_str());
                QVERIFY2(forbiddenIn(text).isEmpty(), qPrintable(text));
                QVERIFY2(!text.contains(u"%"_s), qPrintable(text));
                QVERIFY2(!text.contains(u"(s)"_s), qPrintable(text));
            }
            QVERIFY2(sentence.sentence.endsWith(u'.'), kind.c_str());
            QVERIFY2(!sentence.button.endsWith(u'.'), kind.c_str());
            QVERIFY(!kindText(payload).isEmpty());
            engine::ActionView action;
            action.payload = payload;
            action.finality.stage = engine::Finality::OnSidechain;
            const QString done = historyText(action, kSymbol);
            QVERIFY2(!done.isEmpty() && !done.contains(u"%"_s), qPrintable(done));
            // What only waits, or never happens, is not said to be done.
            using F = engine::Finality;
            for (const F stage : {F::Local, F::Waiting, F::Refused, F::RolledBack}) {
                action.finality.stage = stage;
                const QString text = historyText(action, kSymbol);
                const bool isOver = stage == F::Refused || stage == F::RolledBack;
                QVERIFY2(text.startsWith(isOver ? u"Did not happen: "_s : u"Not done yet: "_s),
                         qPrintable(text));
                QVERIFY2(!text.contains(u"%"_s) && !text.contains(done), qPrintable(text));
            }
        }
    }

    void sentenceNamesAmountAndWholeAddress()
    {
        tx::Transfer step;
        step.amount = 40 * kToken;
        step.to[0] = 0xab;
        engine::Draft draft = draftOf(step);
        const Sentence sentence = sentenceOf(draft, kSymbol, 0);
        QVERIFY(sentence.sentence.contains(amountText(step.amount, kSymbol)));
        QVERIFY(sentence.sentence.contains(groupedAddress(step.to)));
        QVERIFY(sentence.sentence.contains(u"Mira P."_s));
        QCOMPARE(sentence.button, u"Send "_s + amountText(step.amount, kSymbol));
    }

    /// Which tool, which state, and whose money goes where: before it is signed.
    void aRecordOfAToolSaysWhatHappensToMoney()
    {
        tx::PutRecord put;
        put.tool = 32;
        put.state = 3;
        put.edits = 2;
        put.assignee[0] = 0xab;
        engine::Draft draft = draftOf(put);
        draft.subject = "Paint 100%1 of the hall"; // words of others are no place to put numbers into
        engine::ToolStep step;
        step.manifestText = "Small grants\nMembers apply.";
        step.record = "R-4f2a";
        step.assignee.address = put.assignee;
        step.assignee.name = "Mira P.";
        step.move = {2, 3, tx::ToolMoney::Pay, 20 * kToken, step.assignee, 0x10, 0, {}};
        draft.toolStep = step;
        const Sentence paid = sentenceOf(draft, kSymbol, 0);
        for (const QString& part : {u"R-4f2a"_s, u"“Small grants”"_s, u"(“Paint 100%1 of the hall”)"_s,
                                    u"from state 2 to state 3"_s, amountText(20 * kToken, kSymbol),
                                    u"Mira P. ("_s + groupedAddress(put.assignee)})
            QVERIFY2(paid.sentence.contains(part), qPrintable(paid.sentence));
        QVERIFY(paid.consequence.contains(u"cannot be undone"_s));
        QCOMPARE(paid.button, u"Pay "_s + amountText(20 * kToken, kSymbol));

        draft.toolStep->move.money = tx::ToolMoney::Refund;
        const Sentence returned = sentenceOf(draft, kSymbol, 0);
        QVERIFY(returned.sentence.contains(u"goes back to the treasury"_s));
        QCOMPARE(returned.button, u"Return "_s + amountText(20 * kToken, kSymbol));

        std::get<tx::PutRecord>(draft.payload).amount = 50 * kToken;
        draft.toolStep->move.money = tx::ToolMoney::Fund;
        const Sentence funded = sentenceOf(draft, kSymbol, 0);
        QVERIFY(funded.sentence.contains(amountText(20 * kToken, kSymbol) + u" go from the treasury"_s));
        QVERIFY(funded.sentence.contains(u"then holds "_s + amountText(50 * kToken, kSymbol)));
        QVERIFY(funded.consequence.contains(u"cannot be removed"_s));

        draft.toolStep->move.money = tx::ToolMoney::None;
        QVERIFY(sentenceOf(draft, kSymbol, 0).sentence.contains(u"It keeps the "_s));
        // Whoever is assigned is said also while nothing is held, and if it is taken away.
        std::get<tx::PutRecord>(draft.payload).amount = 0;
        QVERIFY(sentenceOf(draft, kSymbol, 0)
                    .sentence.contains(u"It is assigned to Mira P. ("_s + groupedAddress(put.assignee)));
        draft.toolStep->assigneeBefore = draft.toolStep->assignee;
        std::get<tx::PutRecord>(draft.payload).assignee = {};
        QVERIFY(sentenceOf(draft, kSymbol, 0)
                    .sentence.contains(u"assigned to nobody then; it was assigned to "
                                       "Mira P. ("_s));
        std::get<tx::PutRecord>(draft.payload) = put;
        std::get<tx::PutRecord>(draft.payload).amount = 50 * kToken;
        draft.toolStep->record.clear();
        QVERIFY(sentenceOf(draft, kSymbol, 0).sentence.startsWith(u"You make a record of “Small grants”"_s));

        // A name cannot turn round what stands behind it, nor fill the sentence.
        draft.toolStep->manifestText = "Gra\u202Ents\x1B" + std::string(1000, 'M') + "\nmore";
        const QString named = sentenceOf(draft, u"MTS"_s, 0).sentence;
        QVERIFY2(named.contains(u"“Gra nts MMM"_s) && named.size() < 400, qUtf8Printable(named));

        draft.toolStep.reset(); // only the bytes
        const QString bytes = sentenceOf(draft, kSymbol, 0).sentence;
        QVERIFY(bytes.contains(u"tool 32"_s) && bytes.contains(u"state 3"_s) &&
                bytes.contains(amountText(50 * kToken, kSymbol)));
        QVERIFY(errorText({ErrorCode::StillHeld, "R-4f2a R-9b01"}).contains(u"R-4f2a, R-9b01"_s));
    }

    /// Before the tool is removed: how many records end with it, and which.
    void aToolThatIsRemovedNamesWhatIsNotFinished()
    {
        engine::Draft draft = draftOf(tx::RemoveTool{{}, 32, 0});
        QVERIFY(!sentenceOf(draft, kSymbol, 0).consequence.contains(u"not finished"_s));
        draft.unfinished = {"R-3750", "R-4f2a"};
        const QString consequence = sentenceOf(draft, kSymbol, 0).consequence;
        QVERIFY2(consequence.contains(u"not finished and stay as they are for good: 2 (R-3750, R-4f2a)."_s),
                 qPrintable(consequence));
    }

    void cancelSaysWhoseMoneyComesBack()
    {
        engine::Draft mine = draftOf(tx::Cancel{});
        mine.fee = 1000;
        mine.availableAfter = mine.availableNow - mine.fee; // it comes with the step after
        mine.comesBack = 160 * kToken;
        QVERIFY(sentenceOf(mine, kSymbol, 0)
                    .sentence.contains(u"take back "_s + amountText(160 * kToken, kSymbol)));
        engine::Draft theirs = draftOf(tx::Cancel{});
        theirs.fee = 1000;
        theirs.availableAfter = theirs.availableNow - theirs.fee;
        QVERIFY(sentenceOf(theirs, kSymbol, 0).sentence.contains(u"decline"_s));
    }

    void aDisputeNamesAllThatCanBeLost()
    {
        engine::Draft draft = draftOf(tx::Dispute{});
        draft.atRisk = 152 * kToken;
        QVERIFY(sentenceOf(draft, kSymbol, 0).consequence.contains(amountText(draft.atRisk, kSymbol)));
    }

    void everyStateAnswersTheFourQuestions()
    {
        for (const auto& view : test::sampleWorld().collaborations) {
            const FourLines lines = fourLines(view, kSymbol, 1'763'993'100);
            for (const QString& line : {lines.now, lines.who, lines.by, lines.otherwise}) {
                QVERIFY(!line.isEmpty());
                QVERIFY2(!line.contains(u".."_s), qPrintable(line));
                QVERIFY2(!line.contains(u"0x0000000"_s), qPrintable(line));
            }
            QVERIFY(!collaborationStateText(view.state).isEmpty());
            for (const engine::Act act : view.myActs) QVERIFY(!actText(act, view, kSymbol).isEmpty());
        }
    }

    /// The network may be late, with a draw for instance: no day that has passed is promised.
    void whatIsOverdueIsNotPromisedForADayThatHasPassed()
    {
        constexpr Timestamp kNow = 1'763'993'100;
        engine::CollaborationView view;
        view.next.who = engine::Actor::Network;
        view.next.toDoer = 3 * kToken;
        for (const auto outcome :
             {engine::DefaultOutcome::PanelBegins, engine::DefaultOutcome::ReturnsToAsker,
              engine::DefaultOutcome::PaysOut, engine::DefaultOutcome::PaysRefund}) {
            view.next.ifNobodyActs = outcome;
            view.next.by = view.next.otherwiseAt = kNow + 40 * kDay;
            const FourLines before = fourLines(view, kSymbol, kNow);
            QCOMPARE(before.by, fullTimeText(view.next.by, kNow));
            QVERIFY(before.otherwise.contains(dayText(view.next.by, kNow)));
            for (const Seconds late : {Seconds{0}, 30 * kDay}) {
                view.next.by = view.next.otherwiseAt = kNow - late;
                const FourLines lines = fourLines(view, kSymbol, kNow);
                QCOMPARE(lines.by, u"Now. It has been due since %1."_s.arg(dateText(view.next.by)));
                QVERIFY2(!lines.otherwise.contains(dayText(view.next.by, kNow)), qPrintable(lines.otherwise));
                QVERIFY(lines.otherwise.contains(amountText(3 * kToken, kSymbol)));
                QVERIFY(lines.otherwise.contains(u"next block"_s) ||
                        lines.otherwise.contains(u"as soon as"_s));
            }
        }
    }

    void inboxAlwaysSaysWhatHappensOtherwise()
    {
        for (const auto& item : test::sampleWorld().inbox) {
            const InboxText text = inboxText(item, kSymbol, 1'763'993'100);
            QVERIFY(!text.what.isEmpty() && !text.by.isEmpty() && !text.otherwise.isEmpty());
        }
    }

    void onlyFinalIsCalledFinal()
    {
        using engine::Finality;
        for (const Finality stage : {Finality::Local, Finality::Waiting, Finality::OnSidechain,
                                     Finality::InBatch, Finality::Refused, Finality::RolledBack})
            QVERIFY(finalityChipText({stage, 5, 6, 7}, 1) != finalityChipText({Finality::Final, 5, 6, 7}, 1));
        QCOMPARE(finalityChipText({Finality::InBatch, 5, 912, 2 * kDay}, kDay),
                 u"In batch 912 · window closes in 1 day"_s);
    }

    void amountsAreReadAndWritten()
    {
        const QChar thin(0x2009);
        QCOMPARE(amountNumber(1'200 * kToken), u"1"_s + thin + u"200.00"_s);
        QCOMPARE(amountNumber(3000), u"0.000003"_s);
        QCOMPARE(amountText(5 * kToken, kSymbol, Sign::Minus).at(0), QChar(0x2212));
        QCOMPARE(parseAmount(u"12.5"_s), std::optional<Amount>(12'500'000'000));
        QCOMPARE(parseAmount(u"12,5"_s), std::optional<Amount>(12'500'000'000));
        QCOMPARE(parseAmount(amountNumber(1'234'567 * kToken)), std::optional<Amount>(1'234'567 * kToken));
        QVERIFY(!parseAmount(u"-1"_s) && !parseAmount(u"x"_s) && !parseAmount({}));
        QCOMPARE(shareText(250), u"2.5"_s + QChar(0xa0) + u"%"_s);
    }

    void durationsAreNeverRoundedUp()
    {
        QCOMPARE(durationText(9 * kDay + 4 * kHour + 59 * kMinute), u"9 days 4 h"_s);
        QCOMPARE(durationText(kDay), u"1 day"_s);
        QCOMPARE(durationText(59), u"59 s"_s);
        QCOMPARE(countdownText(2 * kHour + 5 * kMinute), u"2 h 05 min"_s);
        QCOMPARE(periodText(14 * kDay), u"14 days"_s);
        QCOMPARE(periodText(36 * kHour), u"36 hours"_s);
        QCOMPARE(relativeText(100, 40), u"in 1 min"_s);
        QCOMPARE(relativeText(40, 100), u"1 min ago"_s);
        QVERIFY(dateText(1'763'993'100).contains(u"2025"_s));
        QVERIFY(dateText(1'763'993'100).contains(u"UTC"_s));
    }

    void addressesCarryTheirChecksum()
    {
        // The examples of EIP-55.
        for (const QString& text : {u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_s,
                                    u"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"_s,
                                    u"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"_s}) {
            const ParsedAddress parsed = parseAddress(text);
            QCOMPARE(parsed.fault, AddressFault::None);
            QCOMPARE(addressText(parsed.address), text);
            QCOMPARE(parseAddress(groupedAddress(parsed.address)).address, parsed.address);
        }
        QCOMPARE(parseAddress(u"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"_s).fault, AddressFault::Checksum);
        QCOMPARE(parseAddress(u"0x5aae"_s).fault, AddressFault::Length);
        QCOMPARE(parseAddress(u"Mira"_s).fault, AddressFault::NotHex);
        QCOMPARE(parseAddress({}).fault, AddressFault::Empty);
    }

    void pluralsAreEnglish()
    {
        QCOMPARE(englishPlural(u"%n day(s)"_s, 1), u"1 day"_s);
        QCOMPARE(englishPlural(u"%n batch(es)"_s, 3), u"3 batches"_s);
        QCOMPARE(englishPlural(u"%n person(s)"_s, 2), u"2 people"_s);
    }
};

STOA_TEST(WordsTest)
#include "words_test.moc"
