// SPDX-License-Identifier: MIT
// check_pictures FOLDER LEAST: fails when the tour left fewer than LEAST pictures, one that is nearly blank,
// or one that its transcript names and that is not there.
#include <algorithm>
#include <cstdio>
#include <unordered_map>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>

namespace {

// A screen with one heading and one line of text covers about one percent of its middle.
constexpr double kLeastInk = 0.004;
constexpr std::size_t kLeastColours = 8;

/// How much of the middle of the picture (where a page has its content) differs from its commonest colour.
double inkOf(const QImage& picture, std::size_t& colours)
{
    std::unordered_map<QRgb, int> counts;
    const int left = picture.width() / 4;
    const int right = picture.width() * 19 / 20;
    const int top = picture.height() / 10;
    const int bottom = picture.height() * 9 / 10;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) ++counts[picture.pixel(x, y)];
    }
    colours = counts.size();
    int commonest = 0;
    for (const auto& entry : counts) commonest = std::max(commonest, entry.second);
    const double all = static_cast<double>(right - left) * (bottom - top);
    return all > 0 ? 1.0 - commonest / all : 0.0;
}

void complain(int& complaints, const QString& text)
{
    ++complaints;
    std::fprintf(stderr, "%s\n", qUtf8Printable(text));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        std::fputs("Usage: check_pictures FOLDER LEAST-NUMBER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const int least = QByteArray(argv[2]).toInt();
    int complaints = 0;

    const QStringList names = folder.entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    if (names.size() < least) {
        complain(complaints, QStringLiteral("%1 pictures, fewer than %2").arg(names.size()).arg(least));
    }
    for (const QString& name : names) {
        const QImage picture(folder.filePath(name));
        if (picture.width() < 200 || picture.height() < 100) {
            complain(complaints, name + QStringLiteral(": unreadable or very small"));
            continue;
        }
        std::size_t colours = 0;
        const double ink = inkOf(picture.convertToFormat(QImage::Format_RGB32), colours);
        if (ink < kLeastInk || colours < kLeastColours) {
            complain(complaints,
                     QStringLiteral("%1: nearly blank (%2 % of its middle is drawn on, %3 colours)")
                         .arg(name)
                         .arg(ink * 100, 0, 'f', 2)
                         .arg(colours));
        }
    }

    QFile transcript(folder.filePath(QStringLiteral("transcript.md")));
    if (!transcript.open(QIODevice::ReadOnly) || transcript.size() == 0) {
        complain(complaints, QStringLiteral("transcript.md is missing or empty"));
    } else {
        static const QRegularExpression named(QStringLiteral(R"([\w.-]+\.png)"));
        auto found = named.globalMatch(QString::fromUtf8(transcript.readAll()));
        while (found.hasNext()) {
            const QString name = found.next().captured();
            if (!names.contains(name)) {
                complain(complaints, name + QStringLiteral(": named by the transcript, but missing"));
            }
        }
    }
    if (complaints == 0) std::printf("%d pictures, none of them blank.\n", static_cast<int>(names.size()));
    return complaints == 0 ? 0 : 1;
}
