// SPDX-License-Identifier: MIT
#include "core/crypto/address_text.h"

#include <QTest>

#include "tests/support/registry.h"

namespace stoa::test {

using crypto::parseAddress;
using crypto::toChecksumText;

namespace {

constexpr std::string_view kExamples[] = {
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
};

std::string withCase(std::string_view text, int (*change)(int))
{
    std::string result(text);
    for (std::size_t i = 2; i < result.size(); ++i)
        result[i] = static_cast<char>(change(static_cast<unsigned char>(result[i])));
    return result;
}

} // namespace

class AddressTextTest : public QObject {
    Q_OBJECT
private slots:
    void theExamplesOfEip55AreWrittenAsThere()
    {
        for (const std::string_view text : kExamples) {
            const auto address = parseAddress(text);
            QVERIFY(address.has_value());
            QVERIFY(toChecksumText(*address) == text);
        }
    }

    void oneCaseAloneIsAccepted()
    {
        for (const std::string_view text : kExamples) {
            QVERIFY(*parseAddress(withCase(text, std::tolower)) == *parseAddress(text));
            QVERIFY(*parseAddress(withCase(text, std::toupper)) == *parseAddress(text));
        }
        QVERIFY(parseAddress(" \n0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\t").has_value());
    }

    void aWrongLetterIsNamedAsAChecksumFault()
    {
        const auto wrong = parseAddress("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed");
        QVERIFY(wrong.error().code == ErrorCode::BadAddress);
        QVERIFY(wrong.error().detail == "checksum");
    }

    void otherTextIsRefused()
    {
        for (const std::string_view text :
             {"", " ", "0x", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
              "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0",
              "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg"}) {
            const auto address = parseAddress(text);
            QVERIFY(!address && address.error().code == ErrorCode::BadAddress &&
                    address.error().detail.empty());
        }
    }
};

STOA_TEST(AddressTextTest)

} // namespace stoa::test

#include "address_text_test.moc"
