// SPDX-License-Identifier: MIT
#include "ui/words/names.h"

#include <QCoreApplication>

#include "core/base/hex.h"

#include "ui/words/address_text.h"
#include "ui/words/amounts.h"
#include "ui/words/text.h"

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Names)
public:
    static QString you() { return tr("You"); }
    static QString called(const QString& name, const QString& address)
    {
        return tr("%1 (%2)", "name, address").arg(name, address);
    }
    static QString role(tx::Role role)
    {
        switch (role) {
        case tx::Role::None: return tr("Not a member");
        case tx::Role::Member: return tr("Member");
        case tx::Role::Arbitrator: return tr("Arbitrator");
        case tx::Role::Officer: return tr("Officer");
        case tx::Role::Founder: return tr("Founder");
        }
        return {};
    }
    static QString task(tx::TaskState state)
    {
        switch (state) {
        case tx::TaskState::Absent: return tr("Removed");
        case tx::TaskState::Backlog: return tr("Backlog");
        case tx::TaskState::Ready: return tr("Ready");
        case tx::TaskState::InProgress: return tr("In progress");
        case tx::TaskState::Review: return tr("Review");
        case tx::TaskState::Done: return tr("Done");
        case tx::TaskState::Archived: return tr("Archived");
        }
        return {};
    }
    static QString stage(engine::BatchStage stage)
    {
        switch (stage) {
        case engine::BatchStage::Open: return tr("Being filled");
        case engine::BatchStage::Posted: return tr("Posted, window open");
        case engine::BatchStage::Challenged: return tr("Being challenged");
        case engine::BatchStage::RolledBack: return tr("Rolled back");
        case engine::BatchStage::Final: return tr("Final");
        }
        return {};
    }
    static QString check(engine::BatchCheck check, quint32 wrongStep)
    {
        switch (check) {
        case engine::BatchCheck::NotChecked: return tr("Not checked");
        case engine::BatchCheck::Same: return tr("Same result");
        case engine::BatchCheck::Different: return tr("Different at step %1").arg(wrongStep);
        }
        return {};
    }
    static QString event(const engine::ChainEventView& event, const QString& symbol)
    {
        using What = engine::ChainEventView::What;
        const QString who = shortAddress(event.who);
        switch (event.what) {
        case What::Joined:
            return tr("%1 joined as an operator with a deposit of %2")
                .arg(who, amountText(event.paid, symbol));
        case What::Deposited:
            return tr("%1 arrived from the main chain for %2").arg(amountText(event.paid, symbol), who);
        case What::Posted: return tr("Batch %1 was posted").arg(event.batch);
        case What::Announced: return tr("%1 announced a challenge of a batch").arg(who);
        case What::BatchProvedWrong: return tr("Batch %1 was proved wrong").arg(event.batch);
        case What::BatchProvedRight: return tr("Batch %1 was proved right").arg(event.batch);
        case What::RolledBack: return tr("Batch %1 was rolled back").arg(event.batch);
        case What::Left:
            return tr("%1 stopped being an operator and took the deposit of %2 back")
                .arg(who, amountText(event.paid, symbol));
        case What::Slashed:
            return tr("%1 lost the deposit: %2 went to the challenger, %3 were burnt")
                .arg(who, amountText(event.paid, symbol), amountText(event.burnt, symbol));
        }
        return {};
    }
};

} // namespace

QString nameOf(const engine::PersonView& person) { return person.isMe ? Words::you() : properNameOf(person); }

QString properNameOf(const engine::PersonView& person)
{
    if (!person.company.isZero())
        return person.name.empty() ? toQt(toHex(person.company)) : companyTitle(toQt(person.name));
    return person.name.empty() ? shortAddress(person.address) : toQt(person.name);
}

QString nameAndAddress(const engine::PersonView& person)
{
    const bool isAnybody = person.isMe || person.name.empty() || !person.company.isZero();
    return isAnybody ? nameOf(person) : Words::called(nameOf(person), shortAddress(person.address));
}

QString withOneStop(QString sentence) { return sentence.replace(QStringLiteral(".."), QStringLiteral(".")); }

QString roleText(tx::Role role) { return Words::role(role); }
QString taskStateText(tx::TaskState state) { return Words::task(state); }
QString companyTitle(const QString& name) { return name + QStringLiteral(".DAC"); }
QString batchStageText(engine::BatchStage stage) { return Words::stage(stage); }
QString batchCheckText(engine::BatchCheck check, quint32 wrongStep) { return Words::check(check, wrongStep); }
QString chainEventText(const engine::ChainEventView& event, const QString& symbol)
{
    return Words::event(event, symbol);
}

} // namespace stoa::ui
