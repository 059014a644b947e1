// SPDX-License-Identifier: MIT
#include "app/commands/values.h"

#include <algorithm>
#include <filesystem>
#include <limits>

#include <QDateTime>
#include <QTimeZone>

#include "app/commands/plain_text.h"
#include "core/base/file_system.h"
#include "core/base/hex.h"
#include "ui/words/address_text.h"
#include "ui/words/text.h"

namespace stoa::commands {

namespace {

constexpr std::size_t kMaxText = 16 * 1024 * 1024;

bool isDigits(std::string_view text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Answer<Amount> readAmount(std::string_view text, std::string_view what)
{
    const auto amount = parseTokens(text);
    if (amount) return *amount;
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals = point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1);
    if (isDigits(whole) && isDigits(decimals) && decimals.size() <= 9 && text.size() < 50)
        return refusal(ErrorCode::AmountOverflow, std::string(what) + " " + quotedText(text) +
                                                      " is more than there can ever be; nothing was done.");
    return Failure("bad-amount",
                   std::string(what) + " " + quotedText(text) +
                       " is not an amount; write tokens with at most nine decimals, such as 12.5.",
                   kExitUsage);
}

Answer<Amount> amountOption(const Invocation& call, std::string_view name, Amount otherwise)
{
    const auto text = call.option(name);
    if (!text) return otherwise;
    return readAmount(*text, "--" + std::string(name));
}

Answer<Address> readAddress(std::string_view text)
{
    const auto parsed = ui::parseAddress(ui::toQt(text));
    if (text.starts_with("0x") && parsed.fault == ui::AddressFault::None) return parsed.address;
    return Failure("bad-address",
                   quotedText(text) +
                       " is not an address; an address is 0x and forty digits, and its upper and "
                       "lower case must fit.",
                   kExitUsage);
}

Answer<std::uint64_t> readDuration(std::string_view text)
{
    const Failure wrong =
        usage(quotedText(text) + " is not a period; write it like 90s, 30m, 3h, 14d or 1d12h.");
    constexpr std::uint64_t kMost = 100ULL * 366 * kDay;
    if (isDigits(text) && text.size() <= 12) {
        const std::uint64_t seconds = std::stoull(std::string(text));
        return seconds <= kMost ? Answer<std::uint64_t>(seconds) : Answer<std::uint64_t>(wrong);
    }
    if (text.empty()) return wrong;
    std::uint64_t total = 0;
    while (!text.empty()) {
        const auto digits = static_cast<std::size_t>(
            std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; }) - text.begin());
        if (digits == 0 || digits > 9 || digits == text.size()) return wrong;
        const std::uint64_t number = std::stoull(std::string(text.substr(0, digits)));
        std::uint64_t unit = 0;
        switch (text[digits]) {
        case 's': unit = 1; break;
        case 'm': unit = kMinute; break;
        case 'h': unit = kHour; break;
        case 'd': unit = kDay; break;
        case 'w': unit = 7ULL * kDay; break;
        default: return wrong;
        }
        total += number * unit;
        if (total > kMost) return wrong;
        text.remove_prefix(digits + 1);
    }
    return total;
}

Answer<Seconds> durationOption(const Invocation& call, std::string_view name, Seconds otherwise)
{
    const auto text = call.option(name);
    if (!text) return otherwise;
    STOA_TRY(const std::uint64_t seconds, readDuration(*text));
    if (seconds > std::numeric_limits<Seconds>::max())
        return usage("--" + std::string(name) + " is too long.");
    return static_cast<Seconds>(seconds);
}

Answer<Timestamp> readTime(std::string_view text)
{
    if (isDigits(text) && text.size() >= 9 && text.size() <= 12) return std::stoull(std::string(text));
    const QString typed = ui::toQt(text).trimmed();
    QDateTime time = QDateTime::fromString(typed, Qt::ISODate);
    if (time.isValid() && time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), QTimeZone::utc());
    if (!time.isValid() || time.toSecsSinceEpoch() <= 0)
        return usage(quotedText(text) + " is not a time; write it like 2026-12-31 or 2026-12-31T18:00Z.");
    return static_cast<Timestamp>(time.toSecsSinceEpoch());
}

Answer<std::uint64_t> readNumber(std::string_view text, std::string_view what, std::uint64_t most)
{
    if (isDigits(text) && text.size() <= 18) {
        const std::uint64_t number = std::stoull(std::string(text));
        if (number <= most) return number;
    }
    return usage(std::string(what) + " " + quotedText(text) + " is not a whole number up to " +
                 std::to_string(most) + ".");
}

Answer<std::uint16_t> readShare(std::string_view text, std::string_view what)
{
    const Failure wrong = usage(std::string(what) + " " + quotedText(text) +
                                " is not a share; write percent with at most two decimals, such as 2.5.");
    if (text.ends_with('%')) text.remove_suffix(1);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    std::string decimals(point == std::string_view::npos ? std::string_view("0") : text.substr(point + 1));
    if (!isDigits(whole) || whole.size() > 3 || !isDigits(decimals) || decimals.size() > 2) return wrong;
    decimals.resize(2, '0');
    const auto value = std::stoul(std::string(whole)) * 100 + std::stoul(decimals);
    if (value > 10'000) return wrong;
    return static_cast<std::uint16_t>(value);
}

Answer<Hash> readHash(std::string_view text, std::string_view what)
{
    if (const auto hash = fixedFromHex<Hash>(text)) return *hash;
    return usage(std::string(what) + " " + quotedText(text) + " is not an id of 0x and 64 digits.");
}

std::string pathFrom(const std::string& folder, std::string_view path)
{
    return (std::filesystem::path(folder) / std::filesystem::path(path)).lexically_normal().string();
}
std::string pathFrom(const Context& context, std::string_view path) { return pathFrom(context.folder, path); }

Answer<std::string> readTextFile(const Context& context, std::string_view path)
{
    const std::string full = pathFrom(context, path);
    std::error_code problem;
    const auto unreadable = [&](std::string_view why) {
        return refusal(ErrorCode::FileUnreadable,
                       "The file " + quotedText(path) + " " + std::string(why) + ".");
    };
    if (!std::filesystem::is_regular_file(full, problem)) return unreadable("is not there or is not a file");
    const auto content = readFile(full, kMaxText);
    if (!content)
        return unreadable(content.error().code == ErrorCode::TooLarge ? "is too large" : "cannot be read");
    std::string result(textOf(*content));
    if (!isUtf8(result)) return unreadable("is not text in UTF-8");
    return result;
}

Answer<std::string> readText(Context& context, const Invocation& call, std::size_t place, bool isOptional)
{
    const bool isNamed = call.operands.size() > place;
    if (const auto text = call.option("text")) {
        if (isNamed)
            return usage("The text is given twice, with --text and as " + quotedText(call.operands[place]) +
                         "; leave one out. Nothing was changed.");
        return *text;
    }
    const bool isInput = isNamed && (call.operands[place] == "-" || call.operands[place] == "/dev/stdin");
    if (isNamed && !isInput) return readTextFile(context, call.operands[place]);
    if (!context.input) {
        if (isOptional && !isNamed) return std::string();
        return usage("Standard input carries the commands here; name a file with the text instead.");
    }
    STOA_TRY(std::string text, context.input());
    if (text.size() > kMaxText) return refusal(ErrorCode::TooLarge, "The text is longer than 16 MiB.");
    if (!isUtf8(text)) return refusal(ErrorCode::BadEncoding, "Standard input is not text in UTF-8.");
    return text;
}

} // namespace stoa::commands
