// SPDX-License-Identifier: MIT
// The address book by command line: who is in it, and who is paid by a name.
#include <QTest>

#include "app/commands/views.h"
#include "tests/app/commands/beginnings.h"
#include "tests/support/registry.h"

namespace stoa::commands {

namespace {

const std::string kBob = "0x9858EfFD232B4033E47d90003D41EC34EcaEda94";
const std::string kOther = "0x6fac4d18c912343bf86fa7049364dd4e424ab9c0";

} // namespace

class ContactCommandsTest : public CommandBench {
    Q_OBJECT

private:
    void refused(const std::string& line, const char* code, const char* part)
    {
        const auto before = m_engine->world.contacts.size();
        const auto reply = run(line);
        QVERIFY2(!reply, line.c_str());
        QCOMPARE(reply.error().code, std::string(code));
        QVERIFY2(reply.error().message.find(part) != std::string::npos, reply.error().message.c_str());
        QCOMPARE(m_engine->world.contacts.size(), before);
    }

private Q_SLOTS:
    void init() { renew(); }

    void namesAreAddedListedChangedAndRemoved()
    {
        QVERIFY(run("contact list")->text.find("contact add NAME ADDRESS") != std::string::npos);
        const auto added = run("contact add ' Bob  the painter ' " + kBob);
        QVERIFY2(added, added ? "" : added.error().message.c_str());
        QCOMPARE(added->json["contact"]["name"].get<std::string>(), std::string("Bob the painter"));
        QVERIFY(added->text.find(kBob) != std::string::npos);
        QCOMPARE(m_engine->world.contacts.size(), std::size_t{1});
        const auto list = run("contact list");
        QCOMPARE(list->text, kBob + "  Bob the painter");
        QCOMPARE(list->json["contacts"][0]["address"].get<std::string>(), kBob);
        QVERIFY(bool(run("contact rename 'Bob the painter' Bob")));
        QCOMPARE(run("contact list")->text, kBob + "  Bob");
        QVERIFY(bool(run("contact rename " + kBob + " Robert"))); // by the address, too
        QCOMPARE(run("contact list")->json["contacts"][0]["name"].get<std::string>(), std::string("Robert"));
        const auto removed = run("contact remove Robert");
        QVERIFY(removed->text.find(kBob) != std::string::npos);
        QVERIFY(m_engine->world.contacts.empty());
    }

    void aNameMeansOnePerson()
    {
        QVERIFY(bool(run("contact add Bob " + kBob)));
        refused("contact add Bob " + kOther, "already-exists", "in your address book already");
        refused("contact add Robert " + kBob, "already-exists", "contact rename");
        QVERIFY(bool(run("contact add Eve " + kOther)));
        refused("contact rename Eve Bob", "already-exists", kBob.c_str());
        // Nor does a slip of the shift key pay somebody else.
        refused("contact add bob " + kOther, "already-exists", kBob.c_str());
        refused("contact rename Eve BOB", "already-exists", kBob.c_str());
        QVERIFY(bool(run("contact rename Bob Émile")));
        refused("contact rename Eve éMILE", "already-exists", kBob.c_str());
        QVERIFY(bool(run("contact rename Émile Bob")));
        refused("contact rename Nobodyelse Ann", "not-found", "contact list");
        refused("contact remove Nobodyelse", "not-found", "contact list");
        for (const char* name : {"me", "nobody", "own", "0xabc"})
            refused(std::string("contact add ") + name + " 0x0000000000000000000000000000000000000001",
                    "usage", "another name");
        refused("contact add Ann 0x12", "bad-address", "not an address");
    }

    /// Its owner has chosen the name, so it is enough to pay; nobody else's choice is.
    void whoIsInTheAddressBookIsPaidByName()
    {
        refused("wallet send Bob 1", "usage", "a name in your address book");
        // It says where addresses are found, and how they get a name.
        refused("wallet send Bob 1", "usage", "company members");
        refused("wallet send Bob 1", "usage", "contact add");
        QVERIFY(m_engine->prepared.empty());
        QVERIFY(bool(run("contact add Bob " + kBob)));
        QCOMPARE(addressJson(prepared<engine::SendMoney>("wallet send Bob 1").to), kBob);
        QCOMPARE(addressJson(prepared<engine::NameGuardian>("wallet guardian Bob").guardian), kBob);
        // Somebody else in the company calls themselves so: the name alone does not say who is meant.
        auto& members = m_engine->world.companyViews.front().members;
        auto& namesake = members.back().person;
        namesake.name = "Bob";
        namesake.isMe = namesake.isContact = false;
        const auto spending = run("company spend Bob 1");
        QCOMPARE(spending.error().code, std::string("ambiguous"));
        QVERIFY(spending.error().message.find(kBob) != std::string::npos);
        QVERIFY(spending.error().message.find(addressJson(namesake.address)) != std::string::npos);
        QVERIFY(bool(run("contact remove Bob")));
        QCOMPARE(run("company spend Bob 1").error().code, std::string("ambiguous")); // theirs alone
        QVERIFY(bool(run("contact add Bob " + addressJson(namesake.address))));
        namesake.isContact = true; // as the engine says it then
        QCOMPARE(prepared<engine::SpendFromTreasury>("company spend Bob 1").to, namesake.address);
    }

    /// A doer is paid, an assignee is who a task is proposed to, and a role may be given the treasury:
    /// whoever takes the name of somebody who has left, or has another one now, gets none of it.
    void nobodyIsHiredOrPromotedByANameOfTheirOwnChoice()
    {
        const std::string task = m_engine->world.tasks.front().number;
        const std::string propose =
            "collaboration propose --task " + task + " --reward 40 --deposit 20 --work-days 5 --with ";
        auto& mallory = m_engine->world.companyViews.front().members.back().person;
        mallory.name = "Bob";
        mallory.isMe = mallory.isContact = false;
        const std::string address = addressJson(mallory.address);
        for (const std::string& line :
             {propose + "Bob", std::string("company role Bob officer"), "task assign " + task + " Bob"})
            for (const char* part : {address.c_str(), "company members", "contact add"})
                refused(line, "ambiguous", part);
        QVERIFY(m_engine->prepared.empty());
        const auto everywhere = [&](const std::string& who) {
            QCOMPARE(prepared<engine::ProposeCollaboration>(propose + who).doer, mallory.address);
            QCOMPARE(prepared<engine::ChangeRole>("company role " + who + " officer").member,
                     mallory.address);
            QCOMPARE(prepared<engine::AssignTask>("task assign " + task + ' ' + who).assignee,
                     mallory.address);
        };
        everywhere(address);
        QVERIFY(bool(run("contact add Bob " + address)));
        mallory.isContact = true; // as the engine says it then
        everywhere("Bob");
        // A name in one's own address book makes nobody a member.
        QVERIFY(bool(run("contact add Ann " + kBob)));
        refused("company role Ann officer", "not-a-member", kBob.c_str());
    }
};

STOA_TEST(ContactCommandsTest)

} // namespace stoa::commands

#include "contact_commands_test.moc"
