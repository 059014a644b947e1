// SPDX-License-Identifier: MIT
// core/mvm/PROTOCOL.md lists every kind and every record field by field. These lines are made here from the
// same tables as the bytes, and must stand in the document as they are.
#include <fstream>
#include <sstream>

#include <QTest>

#include "core/base/hex.h"
#include "core/state/tape.h"
#include "tests/support/kinds.h"
#include "tests/support/machine_world.h"
#include "tests/support/registry.h"

namespace stoa::test {

namespace {

/// "to 20 · amount 8"
template <typename Struct>
std::string fieldsOf()
{
    std::string text;
    Struct::fields([&](const auto&... each) {
        ((text += (text.empty() ? "" : " · ") + std::string(each.name) + ' ' +
                  std::to_string(kWidthOf<typename std::remove_cvref_t<decltype(each)>::Type>)),
         ...);
    });
    return text;
}

/// "| `10` Transfer | 1000 | 28 | to 20 · amount 8 |"
template <typename T>
std::string kindLine()
{
    const std::string number = toHex(Bytes{static_cast<std::uint8_t>(T::kKind)}).substr(2);
    std::string fields = fieldsOf<T>();
    if constexpr (std::is_same_v<T, tx::Force>) fields += " · inner step";
    if constexpr (std::is_same_v<T, tx::EnactMotion>) fields += " · act";
    return "| `" + number + "` " + std::string(T::kName) + " | " + std::to_string(T::kFee) + " | " +
           std::to_string(widthOfFields<T>()) + " | " + fields + " |";
}

template <typename R>
std::string recordLine(const char* table)
{
    return std::string("| ") + table + " | " + std::to_string(1 + widthOfFields<R>()) + " | " +
           fieldsOf<R>() + " |";
}

} // namespace

class ProtocolTest : public QObject {
    Q_OBJECT
private:
    std::string m_document;
    int m_missing = 0;

    void mustStand(const std::string& line)
    {
        if (("\n" + m_document).find("\n" + line + "\n") != std::string::npos) return;
        ++m_missing;
        qWarning("%s", line.c_str());
    }

private slots:
    void initTestCase()
    {
        std::ostringstream text;
        text << std::ifstream(STOA_SOURCE_DIR "/core/mvm/PROTOCOL.md", std::ios::binary).rdbuf();
        m_document = text.str();
    }
    void init() { m_missing = 0; }

    void everyKindIsDescribed()
    {
        forEachKind([&]<typename T>(const T&) { mustStand(kindLine<T>()); });
        QVERIFY2(m_missing == 0, "put the lines above into PROTOCOL.md");
    }

    void everyRecordIsDescribed()
    {
        mustStand(recordLine<state::Account>("account"));
        mustStand(recordLine<state::Charter>("1 charter"));
        mustStand(recordLine<state::Purse>("2 purse"));
        mustStand(recordLine<state::Member>("3 member"));
        mustStand(recordLine<state::Invite>("4 invite"));
        mustStand(recordLine<state::Collaboration>("5 collaboration"));
        mustStand(recordLine<state::Motion>("6 motion"));
        mustStand(recordLine<state::Ballot>("7 ballot"));
        mustStand(recordLine<state::Seat>("8 seat"));
        mustStand(recordLine<state::Case>("9 case"));
        mustStand(recordLine<state::Juror>("10 juror"));
        mustStand(recordLine<state::Tool>("11 tool"));
        mustStand(recordLine<state::Record>("12 record"));
        mustStand(recordLine<state::Index>("13 index"));
        mustStand(recordLine<state::Withdrawal>("withdrawal"));
        QVERIFY2(m_missing == 0, "put the lines above into PROTOCOL.md");
    }

    void theEnvelopeAndTheLimitsAreDescribed()
    {
        mustStand("    " + fieldsOf<tx::Envelope>());
        mustStand("| longest step | " + std::to_string(tx::kMaxStepBytes) + " bytes |");
        mustStand("| longest record | " + std::to_string(state::kMaxRecordBytes) + " bytes |");
        mustStand("| accesses of a step (records read, and records changed) | " +
                  std::to_string(state::kMaxAccesses) + " |");
        mustStand("| nonce lanes of an account | " + std::to_string(tx::kLanes) + " |");
        mustStand("| tip | " + std::to_string(mvm::kTip) + " gwei |");
        QVERIFY2(m_missing == 0, "put the lines above into PROTOCOL.md");
    }
};

STOA_TEST(ProtocolTest)

} // namespace stoa::test

#include "protocol_test.moc"
