// SPDX-License-Identifier: MIT
#include "app/commands/plain_text.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include <QString>

#include "ui/words/text.h"

namespace stoa::commands {

namespace {

/// Controls (C0, C1, delete), marks and overrides of the reading direction, separators of lines.
bool isSteering(char32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c || code == 0x200e ||
           code == 0x200f || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff;
}

} // namespace

std::string lineText(std::string_view text, std::size_t most)
{
    QString line = ui::toQt(text);
    for (QChar& c : line) {
        if (isSteering(c.unicode())) c = QLatin1Char(' ');
    }
    if (line.size() > static_cast<qsizetype>(most)) {
        auto end = static_cast<qsizetype>(most);
        if (line[end - 1].isHighSurrogate()) --end;
        line = line.left(end) + QChar(0x2026);
    }
    return ui::toStd(line);
}

std::string safeText(std::string_view text)
{
    QString lines = ui::toQt(text);
    lines.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    for (QChar& c : lines) {
        if (isSteering(c.unicode()) && c != QLatin1Char('\n') && c != QLatin1Char('\t')) c = QLatin1Char(' ');
    }
    return ui::toStd(lines);
}

std::string quotedText(std::string_view text) { return "“" + lineText(text, 60) + "”"; }

std::string shellWord(std::string_view text)
{
    std::string word = "'";
    for (const char c : lineText(text, text.size() + 1)) {
        if (c == '\'')
            word += "'\\''"; // out of the quotes, one of its own, and in again
        else
            word += c;
    }
    return word + "'";
}

std::string jsonText(const Json& json)
{
    const std::string dumped = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string text;
    text.reserve(dumped.size());
    // All of them are two or three bytes of UTF-8; what is below 0x20 is escaped already.
    const auto byteAt = [&](std::size_t at) {
        return at < dumped.size() ? static_cast<unsigned char>(dumped[at]) : 0U;
    };
    for (std::size_t i = 0; i < dumped.size();) {
        const unsigned lead = byteAt(i);
        char32_t code = 0;
        std::size_t size = 1;
        if (lead >= 0xc2 && lead <= 0xdf) {
            size = 2;
            code = ((lead & 0x1fU) << 6U) | (byteAt(i + 1) & 0x3fU);
        } else if (lead >= 0xe0 && lead <= 0xef) {
            size = 3;
            code = ((lead & 0x0fU) << 12U) | ((byteAt(i + 1) & 0x3fU) << 6U) | (byteAt(i + 2) & 0x3fU);
        }
        if ((size > 1 && isSteering(code)) || lead == 0x7f) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(size > 1 ? code : lead));
            text += escaped;
        } else {
            text.append(dumped, i, size);
        }
        i += size;
    }
    return text;
}

std::string countText(std::uint64_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

bool isUtf8(std::string_view text)
{
    const QByteArray bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    return bytes.isValidUtf8();
}

bool looksLikeId(std::string_view name)
{
    const auto isDigit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    return name.size() >= 6 && (name.starts_with("0x") || name.starts_with("0X")) &&
           std::all_of(name.begin() + 2, name.end(), isDigit);
}

} // namespace stoa::commands
