// SPDX-License-Identifier: MIT
// Every rule, accepting and refusing. What each case changes or leaves alone is checked by the world itself:
// money, roots, tapes.
#include <algorithm>
#include <set>

#include <QTest>

#include "tests/support/registry.h"
#include "tests/support/rule_cases.h"

namespace stoa::test {

namespace {

QByteArray nameOf(const RuleCase& rule) { return QByteArray::fromStdString(rule.kind + ": " + rule.name); }

} // namespace

class RulesTest : public QObject {
    Q_OBJECT
private slots:
    void holds_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < allRules().size(); ++i)
            QTest::newRow(nameOf(allRules()[i]).constData()) << static_cast<int>(i);
    }

    void holds()
    {
        QFETCH(const int, index);
        const RuleCase& rule = allRules()[static_cast<std::size_t>(index)];
        MachineWorld world;
        const Step step = rule.make(world);
        const Hash root = world.tree.root();
        const Result<void> result = world.apply(step);
        const auto expected = rule.refusal ? name(*rule.refusal) : "accepted";
        const auto actual = result ? "accepted" : name(result.error().code);
        QCOMPARE(QString::fromStdString(std::string(actual)), QString::fromStdString(std::string(expected)));
        QCOMPARE(world.tree.root() == root, rule.refusal.has_value());
        QCOMPARE(QString::fromStdString(world.faults()), QString());
    }

    void namesAreUnique()
    {
        std::set<QByteArray> names;
        for (const RuleCase& rule : allRules())
            QVERIFY2(names.insert(nameOf(rule)).second, nameOf(rule).constData());
    }

    /// Each kind has a rule that accepts and one that refuses.
    void everyKindHasRules()
    {
        std::set<std::string> accepted;
        std::set<std::string> refused;
        for (const RuleCase& rule : allRules()) (rule.refusal ? refused : accepted).insert(rule.kind);
        for (unsigned byte = 0; byte < 256; ++byte) {
            // A kind exists if its byte alone is refused for its length, not for being unknown.
            Bytes bytes{static_cast<std::uint8_t>(byte)};
            const auto decoded = tx::decode(bytes);
            QVERIFY(!decoded);
            if (decoded.error().code == ErrorCode::UnknownKind) continue;
            auto unsignedForm = tx::decodeUnsigned(bytes);
            while (!unsignedForm && bytes.size() < tx::kMaxStepBytes) {
                bytes.push_back(0);
                unsignedForm = tx::decodeUnsigned(bytes);
            }
            QVERIFY(unsignedForm);
            const std::string kind(tx::nameOf(unsignedForm->payload));
            QVERIFY2(accepted.count(kind) == 1 && refused.count(kind) == 1, kind.c_str());
            const auto isOfWrongLength = [&](const RuleCase& rule) {
                return rule.kind == kind && rule.refusal == ErrorCode::WrongLength;
            };
            QVERIFY2(std::ranges::any_of(allRules(), isOfWrongLength), kind.c_str());
        }
    }
};

STOA_TEST(RulesTest)

} // namespace stoa::test

#include "rules_test.moc"
