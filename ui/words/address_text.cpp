// SPDX-License-Identifier: MIT
#include "ui/words/address_text.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include "core/base/hex.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(AddressText)
public:
    static QString notHex()
    {
        return tr("This is not an address. An address is 0x and forty digits or letters from a to f.");
    }
    static QString length()
    {
        return tr("This address is not complete. An address has forty characters after 0x.");
    }
    static QString checksum()
    {
        return tr("One character is wrong in this address. Copy it again from where you got it.");
    }
};

QString digitsOf(const Address& address) { return toQt(toHex(address)).mid(2); }

/// EIP-55: a letter is upper case where the hash of the lower-case digits has a high nibble.
QString withChecksum(QString digits)
{
    const QByteArray hash = QCryptographicHash::hash(digits.toLatin1(), QCryptographicHash::Keccak_256);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const auto byte = static_cast<unsigned char>(hash.at(i / 2));
        const unsigned nibble = i % 2 == 0 ? byte >> 4 : byte & 0x0f;
        if (nibble >= 8) digits[i] = digits[i].toUpper();
    }
    return digits;
}

QString inGroups(const QString& digits)
{
    QString text;
    for (qsizetype i = 0; i < digits.size(); i += 4) {
        if (i > 0) text += u' ';
        text += QStringView(digits).mid(i, 4);
    }
    return text;
}

} // namespace

QString addressText(const Address& address) { return u"0x"_s + withChecksum(digitsOf(address)); }

QString groupedAddress(const Address& address) { return u"0x"_s + inGroups(withChecksum(digitsOf(address))); }

QString shortAddress(const Address& address)
{
    const QString digits = withChecksum(digitsOf(address));
    return u"0x"_s + digits.left(8) + u'…' + digits.right(8);
}

QString groupedHex(ByteView bytes) { return inGroups(toQt(toHex(bytes)).mid(2)); }

QString shortHash(ByteView bytes) { return inGroups(toQt(toHex(bytes)).mid(2, 8)); }

ParsedAddress parseAddress(const QString& text)
{
    QString digits;
    for (const QChar character : text)
        if (!character.isSpace()) digits += character;
    if (digits.isEmpty()) return {AddressFault::Empty, {}};
    if (digits.startsWith(u"0x"_s, Qt::CaseInsensitive)) digits.remove(0, 2);
    for (const QChar character : digits) {
        const char16_t c = character.toLower().unicode();
        if (!((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'))) return {AddressFault::NotHex, {}};
    }
    if (digits.size() != 40) return {AddressFault::Length, {}};
    const auto address = fixedFromHex<Address>(toStd(digits.toLower()));
    if (!address) return {AddressFault::NotHex, {}};
    const bool isMixed = digits != digits.toLower() && digits != digits.toUpper();
    if (isMixed && digits != withChecksum(digits.toLower())) return {AddressFault::Checksum, {}};
    return {AddressFault::None, *address};
}

QString addressFaultText(AddressFault fault)
{
    switch (fault) {
    case AddressFault::None:
    case AddressFault::Empty: return {};
    case AddressFault::NotHex: return Words::notHex();
    case AddressFault::Length: return Words::length();
    case AddressFault::Checksum: return Words::checksum();
    }
    return {};
}

} // namespace stoa::ui
