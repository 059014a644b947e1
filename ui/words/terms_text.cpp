// SPDX-License-Identifier: MIT
#include "ui/words/terms_text.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

#include "ui/words/amounts.h"
#include "ui/words/dates.h"

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(TermsText)
public:
    static QString permission(tx::Permission permission)
    {
        switch (permission) {
        case tx::Permission::Invite: return tr("invite people");
        case tx::Permission::PutRecords: return tr("write tasks and pages");
        case tx::Permission::Propose: return tr("propose collaborations");
        case tx::Permission::AcceptOpen: return tr("accept open proposals");
        case tx::Permission::Spend: return tr("pay from the treasury, and act for the company");
        case tx::Permission::ChangeRoles: return tr("change roles below their own");
        case tx::Permission::Amend: return tr("change the rules and the tools");
        }
        return {};
    }
    static QString nothing() { return tr("nothing besides"); }
    static QString nobody() { return tr("Nobody: disputes are not possible"); }

    static std::vector<TermRow> rows(const tx::CharterTerms& terms, const PartyName& nameOf,
                                     const QString& symbol)
    {
        const auto money = [&](Amount amount) { return amountText(amount, symbol); };
        std::vector<TermRow> rows;
        const auto add = [&rows](const QString& group, const QString& name, const QString& value) {
            rows.push_back({group, name, value});
        };
        const QString work = tr("Working together");
        add(work, tr("Each side locks at least"),
            tr("%1 of the reward, and never less than %2")
                .arg(shareText(terms.depositShare), money(terms.minimumDeposit)));
        add(work, tr("Time to answer a proposal"), periodText(terms.answerPeriod));
        add(work, tr("Time to review a delivery"), periodText(terms.reviewPeriod));
        add(work, tr("Challenging period"), periodText(terms.challengePeriod));
        add(work, tr("Grace after a missed deadline"), periodText(terms.gracePeriod));
        add(work, tr("Rounds of changes"), QString::number(terms.changes));
        add(work, tr("For the treasury"), tr("%1 of what a doer gains").arg(shareText(terms.tax)));
        add(work, tr("Who joins"), terms.joinRule == 0 ? tr("People with an invitation") : tr("Anybody"));

        const QString court = tr("Disputes");
        const bool hasCourt = !terms.court.isZero();
        add(court, tr("Who decides"), hasCourt ? nameOf(terms.court) : nobody());
        if (hasCourt && tx::companyOf(terms.court).isZero()) {
            add(court, tr("A ruling costs"), money(terms.courtFee));
            add(court, tr("Time to rule"), periodText(terms.revealPeriod));
        }

        const QString motions = tr("Deciding together");
        add(motions, tr("Time to object to a motion"), periodText(terms.objectionPeriod));
        add(motions, tr("Then time to vote"), periodText(terms.votePeriod));
        add(motions, tr("Silence is not enough any more if"),
            tr("%1 are against it").arg(shareText(terms.objectionThreshold)));
        add(motions, tr("A vote weighs"),
            terms.weightRule != 0 ? tr("what the member has locked")
            : terms.joinRule == 0 ? tr("the same for every member")
                                  : tr("the same for every member; anybody may join, so somebody with many "
                                       "accounts can outvote all others and take the treasury"));
        add(motions, tr("A motion locks"), money(terms.motionBond));
        add(motions, tr("A motion can pay in silence"), tr("up to %1").arg(money(terms.silentLimit)));
        add(motions, tr("Paid without a motion, in 30 days"), tr("up to %1").arg(money(terms.spendLimit)));

        const QString roles = tr("Who may do what");
        add(roles, tr("Members may"), permissionsText(terms.memberMask));
        add(roles, tr("Arbitrators may also"), permissionsText(terms.arbitratorMask & ~terms.memberMask));
        add(roles, tr("Officers may also"), permissionsText(terms.officerMask & ~terms.memberMask));

        const QString serving = tr("Judging for others");
        add(serving, tr("This company judges for others"), terms.serves != 0 ? tr("Yes") : tr("No"));
        if (terms.serves == 0) return rows;
        add(serving, tr("Arbitrators in a case"), QString::number(terms.panel));
        add(serving, tr("A case costs"), money(terms.courtFee));
        add(serving, tr("An arbitrator's seat locks"), money(terms.seatDeposit));
        add(serving, tr("Who is drawn and does not rule loses"), shareText(terms.slash));
        add(serving, tr("Time to seal a ruling"), periodText(terms.commitPeriod));
        add(serving, tr("Then time to open it"), periodText(terms.revealPeriod));
        add(serving, tr("Time to appeal"), periodText(terms.appealPeriod));
        return rows;
    }
};

} // namespace

QString permissionText(tx::Permission permission) { return Words::permission(permission); }

QString permissionsText(std::uint64_t mask)
{
    QStringList words;
    for (int bit = 0; bit < kPermissions; ++bit)
        if ((mask & (std::uint64_t{1} << bit)) != 0)
            words << Words::permission(static_cast<tx::Permission>(bit));
    return words.isEmpty() ? Words::nothing() : words.join(QStringLiteral(", "));
}

std::vector<TermRow> termRows(const tx::CharterTerms& terms, const PartyName& nameOf, const QString& symbol)
{
    return Words::rows(terms, nameOf, symbol);
}

std::vector<TermChange> termChanges(const tx::CharterTerms& before, const tx::CharterTerms& after,
                                    const PartyName& nameOf, const QString& symbol)
{
    const auto old = termRows(before, nameOf, symbol);
    const auto fresh = termRows(after, nameOf, symbol);
    const auto find = [](const std::vector<TermRow>& rows, const TermRow& wanted) {
        return std::find_if(rows.begin(), rows.end(), [&](const TermRow& row) {
            return row.group == wanted.group && row.name == wanted.name;
        });
    };
    std::vector<TermChange> changes;
    for (const TermRow& row : fresh) {
        const auto was = find(old, row);
        if (was == old.end())
            changes.push_back({row.name, {}, row.value});
        else if (was->value != row.value)
            changes.push_back({row.name, was->value, row.value});
    }
    for (const TermRow& row : old)
        if (find(fresh, row) == fresh.end()) changes.push_back({row.name, row.value, {}});
    return changes;
}

} // namespace stoa::ui
