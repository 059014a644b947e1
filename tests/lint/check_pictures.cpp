// SPDX-License-Identifier: MIT
// check_pictures FOLDER: fails when one of the tour's pictures is missing, is nearly blank, is as light in
// the dark as in the light, or when the folder has a picture that the tour does not take.
#include <algorithm>
#include <cstdio>
#include <optional>
#include <unordered_map>

#include <QDir>
#include <QFile>
#include <QImage>

#include "tests/journey/pictures.h"

namespace {

// A screen with one heading and one line of text covers about one percent of its middle.
constexpr double kLeastInk = 0.004;
constexpr std::size_t kLeastColours = 8;

struct Look {
    double ink = 0; ///< how much of the middle differs from its commonest colour
    std::size_t colours = 0;
    int ground = 0; ///< how light the commonest colour is, 0 to 255
};

/// Looks at the middle of the picture, where a page has its content.
Look lookAt(const QImage& picture)
{
    std::unordered_map<QRgb, int> counts;
    const int left = picture.width() / 4;
    const int right = picture.width() * 19 / 20;
    const int top = picture.height() / 10;
    const int bottom = picture.height() * 9 / 10;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) ++counts[picture.pixel(x, y)];
    const auto commonest =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& one, const auto& other) { return one.second < other.second; });
    if (commonest == counts.end()) return {};
    const double all = static_cast<double>(right - left) * (bottom - top);
    return {1.0 - commonest->second / all, counts.size(), qGray(commonest->first)};
}

int complaints = 0;

void complain(const QString& text)
{
    ++complaints;
    std::fprintf(stderr, "%s\n", qUtf8Printable(text));
}

/// Absent when the picture cannot be judged.
std::optional<Look> check(const QDir& folder, const QString& name)
{
    if (!folder.exists(name)) {
        complain(name + QStringLiteral(": missing"));
        return std::nullopt;
    }
    const QImage picture(folder.filePath(name));
    if (picture.width() < 200 || picture.height() < 100) {
        complain(name + QStringLiteral(": unreadable or very small"));
        return std::nullopt;
    }
    const Look look = lookAt(picture.convertToFormat(QImage::Format_RGB32));
    if (look.ink < kLeastInk || look.colours < kLeastColours)
        complain(QStringLiteral("%1: nearly blank (%2 % of its middle is drawn on, %3 colours)")
                     .arg(name)
                     .arg(look.ink * 100, 0, 'f', 2)
                     .arg(look.colours));
    return look;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fputs("Usage: check_pictures FOLDER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    QStringList wanted;
    for (const stoa::journey::Picture& each : stoa::journey::allPictures()) {
        const QString name = QString::fromStdString(each.file);
        if (!each.hasDark) {
            wanted << name + QStringLiteral(".png");
            check(folder, wanted.last());
            continue;
        }
        const QString light = name + QStringLiteral("-light.png");
        const QString dark = name + QStringLiteral("-dark.png");
        wanted << light << dark;
        const auto byDay = check(folder, light);
        const auto byNight = check(folder, dark);
        if (byDay && byNight && byDay->ground <= byNight->ground)
            complain(name + QStringLiteral(": the dark picture is as light as the light one"));
    }
    for (const QString& name : folder.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name))
        if (!wanted.contains(name)) complain(name + QStringLiteral(": is not one of the tour's pictures"));

    const QFile transcript(folder.filePath(QStringLiteral("transcript.md")));
    if (transcript.size() == 0) complain(QStringLiteral("transcript.md is missing or empty"));
    if (complaints == 0)
        std::printf("%d pictures, none of them missing or blank.\n", static_cast<int>(wanted.size()));
    return complaints == 0 ? 0 : 1;
}
