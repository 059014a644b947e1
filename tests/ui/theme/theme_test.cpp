// SPDX-License-Identifier: MIT
#include <cmath>

#include <QDir>
#include <QImage>
#include <QLabel>
#include <QTest>

#include "tests/support/registry.h"
#include "ui/theme/icons.h"
#include "ui/theme/palette.h"
#include "ui/theme/style.h"
#include "ui/theme/text_role.h"
#include "ui/theme/theme.h"

using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// As WCAG 2 defines it.
double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPairOfTokensIsReadable_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
        QTest::newRow("high contrast") << Scheme::HighContrast;
    }
    void everyPairOfTokensIsReadable()
    {
        QFETCH(Scheme, scheme);
        const Tokens& t = tokensOf(scheme);
        int pairs = 0;
        const auto check = [&pairs](const QColor& front, const QColor& back, double needed,
                                    const char* what) {
            ++pairs;
            const double ratio = contrast(front, back);
            QVERIFY2(
                ratio >= needed,
                qPrintable(u"%1: %2 on %3 is %4"_s.arg(QString::fromLatin1(what), front.name(), back.name())
                               .arg(ratio)));
        };
        constexpr double kText = 4.5;
        constexpr double kControl = 3.0;
        const Tone tones[] = {Tone::Info,    Tone::Ok,   Tone::Warn,  Tone::Danger,
                              Tone::Dispute, Tone::Idle, Tone::Accent};
        for (const QColor& ground : {t.window, t.surface, t.sunken, t.sidebar, t.raised}) {
            check(t.text, ground, kText, "text");
            check(t.text2, ground, kText, "text2");
            check(t.link, ground, kText, "link");
            check(t.borderControl, ground, kControl, "borderControl");
            check(t.focus, ground, kControl, "focus");
            check(t.accent, ground, kControl, "accent");
            for (const Tone tone : tones) check(toneColor(t, tone), ground, kText, "tone");
        }
        for (const Tone tone : tones) {
            check(toneColor(t, tone), toneSoftColor(t, tone), kText, "tone on its soft ground");
            check(t.text, toneSoftColor(t, tone), kText, "text on a soft ground");
            check(toneColor(t, tone), t.select, kText, "tone on a selected row");
        }
        check(t.onAccent, t.accent, kText, "onAccent");
        check(t.onAccent, t.accentHover, kText, "onAccent under the mouse");
        check(t.onDanger, t.dangerFill, kText, "onDanger");
        check(t.text, t.select, kText, "text on a selected row");
        check(t.text2, t.select, kText, "text2 on a selected row");
        check(t.text, t.diffAdd, kText, "added");
        check(t.text, t.diffDel, kText, "removed");
        QVERIFY(pairs > 80);
    }

    void everyIconDrawsInItsColour()
    {
        const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() > 60);
        for (const QString& file : files) {
            const QImage image = iconPixmap(file.chopped(4), Qt::red, 32, 1).toImage();
            bool isDrawn = false;
            for (int y = 0; y < image.height() && !isDrawn; ++y)
                for (int x = 0; x < image.width() && !isDrawn; ++x)
                    isDrawn = image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).red() > 200;
            QVERIFY2(isDrawn, qPrintable(file));
        }
        QVERIFY(icon(u"there-is-none"_s).isNull());
    }

    void textSizeReachesLabelsThatExist()
    {
        Theme theme;
        QLabel label;
        setTextRole(&label, TextRole::Title);
        const double before = label.font().pointSizeF();
        theme.setTextPercent(200);
        QVERIFY(label.font().pointSizeF() > before * 1.9);
        theme.setTextPercent(100);
        QCOMPARE(label.font().pointSizeF(), before);
    }

    void schemeReachesPaletteAndStyle()
    {
        Theme theme;
        theme.setAppearance(Appearance::Dark);
        QWidget widget;
        QCOMPARE(widget.palette().window().color(), tokensOf(Scheme::Dark).window);
        QCOMPARE(tokensOf(&widget).scheme, Scheme::Dark);
        theme.setAppearance(Appearance::Light);
        QCOMPARE(tokensOf(&widget).scheme, Scheme::Light);
    }
};

STOA_TEST(ThemeTest)
#include "theme_test.moc"
