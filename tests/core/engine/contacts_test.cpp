// SPDX-License-Identifier: MIT
// The address book, through the engine's door.
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

class ContactsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreListedAndKeptOverARestart()
    {
        QTemporaryDir folder;
        Person ana(folder.filePath(QStringLiteral("ana")), nullptr);
        QVERIFY(ana.start() && ana.createWallet());
        const Address bob{{7}};
        const Address eve{{5}};
        STOA_SUCCEEDS(none, ask(*ana.engine, ListContacts{}));
        QVERIFY(none->empty());
        STOA_SUCCEEDS(first, ask(*ana.engine, NameContact{eve, "Eve"}));
        STOA_SUCCEEDS(second, ask(*ana.engine, NameContact{bob, " Bob "}));
        QVERIFY(!ask(*ana.engine, NameContact{bob, "Bob\x1b[31m"})); // and what he had stays
        // Who types a name with other capitals must not pay somebody else.
        const auto twin = ask(*ana.engine, NameContact{Address{{9}}, "bOB"});
        QVERIFY(!twin && twin.error().code == ErrorCode::AlreadyExists);
        QCOMPARE(twin.error().detail, std::string("contact"));
        STOA_SUCCEEDS(rewritten, ask(*ana.engine, NameContact{bob, "BOB"})); // his own he may have
        STOA_SUCCEEDS(asBefore, ask(*ana.engine, NameContact{bob, "Bob"}));
        ana.stop();
        QVERIFY(ana.start());
        STOA_SUCCEEDS(list, ask(*ana.engine, ListContacts{}));
        QCOMPARE(list->size(), std::size_t{2});
        QCOMPARE(list->at(0).name, std::string("Bob")); // by name
        QCOMPARE(list->at(0).address, bob);
        QCOMPARE(list->at(1).name, std::string("Eve"));
        QVERIFY(list->at(0).isContact && list->at(1).isContact);
        STOA_SUCCEEDS(forgotten, ask(*ana.engine, NameContact{bob, {}}));
        STOA_SUCCEEDS(rest, ask(*ana.engine, ListContacts{}));
        QCOMPARE(rest->size(), std::size_t{1});
        QCOMPARE(rest->front().address, eve);
    }
};

STOA_TEST(ContactsTest)

} // namespace stoa::test

#include "contacts_test.moc"
