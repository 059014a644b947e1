// SPDX-License-Identifier: MIT
// Every key that real programs leave in their stores is a row of a FORMAT.md, with the widths that it says.
#include <fstream>
#include <set>
#include <sstream>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/hex.h"
#include "core/storage/leveldb_store.h"
#include "tests/support/people.h"
#include "tests/support/registry.h"

namespace stoa::test {

using namespace stoa::engine;

namespace {

/// One form of a key, from the first column of a table: `text`, `FF 6E` and name(width), one after the other.
/// A text that ends with … goes on at will.
struct Row {
    QString text;
    std::vector<Bytes> fixed; ///< before each of `widths`, and one after the last
    std::vector<std::size_t> widths;
    bool isOpen = false;

    bool fits(ByteView key) const
    {
        for (std::size_t i = 0; i < fixed.size(); ++i) {
            if (key.size() < fixed[i].size() || !equal(key.first(fixed[i].size()), fixed[i])) return false;
            key = key.subspan(fixed[i].size());
            if (i == widths.size()) break;
            if (key.size() < widths[i]) return false;
            key = key.subspan(widths[i]);
        }
        return isOpen || key.empty();
    }
};

Row rowOf(const QString& form)
{
    Row row{form.trimmed(), {Bytes{}}, {}, false};
    static const QRegularExpression kPart(QStringLiteral("`([^`]+)`|\\w+\\((\\d+)\\)"));
    static const QRegularExpression kHex(QStringLiteral("^FF( [0-9A-F]{2})+$"));
    for (auto parts = kPart.globalMatch(form); parts.hasNext();) {
        const auto part = parts.next();
        QString text = part.captured(1);
        if (text.isEmpty()) {
            row.widths.push_back(part.captured(2).toUInt());
            row.fixed.emplace_back();
            continue;
        }
        row.isOpen = text.endsWith(u'…');
        if (row.isOpen) text.chop(1);
        const QByteArray bytes =
            kHex.match(text).hasMatch() ? QByteArray::fromHex(text.toLatin1()) : text.toUtf8();
        row.fixed.back().insert(row.fixed.back().end(), bytes.begin(), bytes.end());
    }
    return row;
}

/// The rows of all tables "key | value" in a folder's FORMAT.md; of the one section, if it is named.
std::vector<Row> rowsOf(const char* folder, const QString& section = {})
{
    std::ostringstream page;
    page << std::ifstream(std::string(STOA_SOURCE_DIR "/core/") + folder + "/FORMAT.md", std::ios::binary)
                .rdbuf();
    std::vector<Row> rows;
    bool isMeant = section.isEmpty();
    bool isInside = false;
    for (const QString& line : QString::fromStdString(page.str()).split(u'\n')) {
        if (!section.isEmpty() && line.startsWith(QStringLiteral("## "))) isMeant = line == "## " + section;
        isInside = line == QStringLiteral("| key | value |") || (isInside && line.startsWith(u'|'));
        if (!isMeant || !isInside || !line.startsWith(QStringLiteral("| `"))) continue;
        for (const QString& form :
             line.section(QStringLiteral(" | "), 0, 0).mid(2).split(QStringLiteral(" or ")))
            rows.push_back(rowOf(form));
    }
    return rows;
}

} // namespace

class KeysOnDiskTest final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::set<QString> m_met; ///< rows that some key was of

    /// How many keys the store has; none of them without a row.
    std::size_t look(const QString& person, const char* store, std::vector<Row> rows)
    {
        const std::vector<Row> marker = rowsOf("storage");
        rows.insert(rows.end(), marker.begin(), marker.end());
        const std::string path = (m_folder.filePath(person) + "/store/" + store).toStdString();
        auto opened = storage::LevelDbStore::open(path);
        if (!opened) return 0;
        std::size_t count = 0;
        bool isKnown = true;
        const auto read = (*opened)->iterate({}, [&](ByteView key, ByteView) {
            ++count;
            const auto row =
                std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.fits(key); });
            if (row == rows.end()) {
                qWarning("store/%s: the key %s is in no document", store, toHex(key).c_str());
                isKnown = false;
                return false;
            }
            m_met.insert(QString::fromLatin1(store) + u' ' + row->text);
            return true;
        });
        return read && isKnown ? count : 0;
    }

private Q_SLOTS:
    void everyKeyOfEveryStoreIsDocumented()
    {
        Wire wire;
        Person ana(m_folder.filePath(QStringLiteral("ana")), nullptr);
        QVERIFY(ana.start() && ana.createWallet());
        QVERIFY(ask(*ana.engine, UseFaucet{{}, 1000 * kToken}).has_value());
        STOA_SUCCEEDS(company,
                      ana.act(CreateCompany{"Forge", "We build", *ask(*ana.engine, DefaultTerms{}), 0}));
        QVERIFY(ana.act(SavePage{company->dac, "Home", "One", "", {}}).has_value());
        QVERIFY(ana.act(SavePage{company->dac, "Home", "Two", "", {}}).has_value());
        QVERIFY(ask(*ana.engine, ReadPageHistory{company->dac, "Home"}).has_value());
        ana.answerAt(wire);
        STOA_SUCCEEDS(invitation, ana.act(InviteMember{company->dac, tx::Role::Member, 1, 0, 50 * kToken}));
        QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
        Person ben(m_folder.filePath(QStringLiteral("ben")), &wire);
        ben.roles = NodeRoles{false, true, true};
        ben.nodeUrl = "http://127.0.0.1:8686/";
        QVERIFY(ben.start() && ben.createWallet());
        QVERIFY(ben.act(JoinCompany{invitation->link}).has_value());
        QVERIFY(ben.act(SavePage{company->dac, "Other", "By Ben", "", {}}).has_value());
        const Address other = Address::fromPrefix(Bytes(20, 9));
        QVERIFY(ask(*ben.engine, NameContact{other, "Somebody"}).has_value());
        QVERIFY(ask(*ana.engine, AdvanceTime{10}).has_value());
        for (int i = 0; i < 10; ++i) (void)ask(*ben.engine, Verify{});
        QVERIFY(ben.network().checkedBatch > 0);
        // A lie, which is challenged here and rolled back: what is undone leaves keys of its own.
        QVERIFY(ask(*ana.engine, CorruptNextBatch{}).has_value());
        QVERIFY(ana.act(SendMoney{other, kToken}).has_value());
        QVERIFY(ask(*ana.engine, AdvanceTime{30}).has_value());
        QVERIFY(ana.network().rollbacks > 0);
        ben.stop();
        ana.stop();

        const QString ana_ = QStringLiteral("ana"), ben_ = QStringLiteral("ben");
        const auto member = [] { return rowsOf("engine", QStringLiteral("store/member")); };
        const auto content = [] { return rowsOf("engine", QStringLiteral("store/content")); };
        QVERIFY(look(ana_, "chain", rowsOf("mainchain")) > 10);
        QVERIFY(look(ana_, "aggregator", rowsOf("operator")) > 10);
        QVERIFY(look(ana_, "validator", rowsOf("operator")) > 10);
        QVERIFY(look(ana_, "member", member()) > 3);
        QVERIFY(look(ana_, "content", content()) > 0);
        QVERIFY(look(ben_, "member", member()) > 3);
        QVERIFY(look(ben_, "follower", rowsOf("sync")) > 5);
        QVERIFY(look(ben_, "content", content()) > 0);
        bool missing = false;
        for (const char* row : {"chain `D`",
                                "chain `m`",
                                "chain `h` number(8)",

                                "chain `e` id(8)",
                                "chain `FF 6E` number(8)",
                                "chain `FF 6D 61 72 6B 65 72`",
                                "aggregator `s` key(32)",
                                "aggregator `u` version(8)",
                                "aggregator `x` digest(32)",
                                "validator `V`",
                                "validator `v` batch(8)",
                                "validator `FF 6E` number(8)",
                                "follower `b` batch(8)",
                                "follower `c` batch(8)",
                                "member `action/` number(8)",
                                "member `replica/` company(8)",
                                "member `contact/` address(20)",
                                "member `credits/` network(32) address(20)",
                                "content `object/` hash(32)",
                                "content `loose-mark`",
                                "content `awaited/` hash(32)"})
            if (!m_met.contains(QString::fromUtf8(row))) {
                missing = true;
                qWarning("no store has a key like %s", row);
            }
        QVERIFY(!missing);
        QVERIFY(m_met.size() > 30);
    }

    void aFormIsReadAsItStandsThere()
    {
        const Row plain = rowOf(QStringLiteral("`n` address(20) blind(32)"));
        Bytes key(53, 1);
        key[0] = 'n';
        QVERIFY(plain.fits(key));
        key.push_back(0);
        QVERIFY(!plain.fits(key));
        QVERIFY(!plain.fits(Bytes{'n'}));
        QVERIFY(rowOf(QStringLiteral("`FF 62`")).fits(Bytes{0xff, 'b'}));
        QVERIFY(!rowOf(QStringLiteral("`FF 62`")).fits(Bytes{0xff, 'n'}));
        QVERIFY(rowOf(QStringLiteral("`setting/…` of a page")).fits(toBytes(viewOf("setting/x"))));
        QVERIFY(rowsOf("storage").size() == 3);
        QVERIFY(rowsOf("mainchain").size() > 8);
    }
};

STOA_TEST(KeysOnDiskTest)

} // namespace stoa::test

#include "keys_on_disk_test.moc"
