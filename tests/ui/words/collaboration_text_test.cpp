// SPDX-License-Identifier: MIT
#include "ui/words/collaboration_text.h"

#include <QTest>

#include "tests/support/registry.h"

using namespace stoa;
using namespace stoa::engine;
using namespace Qt::Literals::StringLiterals;

/// Who must act, in words.
class CollaborationTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAppealIsNobodysDuty()
    {
        CollaborationView view;
        view.state = CollaborationState::Ruled;
        view.asker.name = "Mira";
        view.doer.name = "Ben";
        view.doer.isMe = true;
        view.next.ifNobodyActs = DefaultOutcome::RulingStands;
        const auto who = [&](Actor actor) {
            view.next.who = actor;
            return ui::fourLines(view, u"MTS"_s, 1).who;
        };
        QCOMPARE(who(Actor::Asker), u"Mira, if they want"_s);
        QCOMPARE(who(Actor::Doer), u"You, if you want"_s);
        view.state = CollaborationState::Delivered;
        view.next.ifNobodyActs = DefaultOutcome::CountsAsApproved;
        QCOMPARE(who(Actor::Asker), u"Mira"_s);
    }
};

STOA_TEST(CollaborationTextTest)

#include "collaboration_text_test.moc"
