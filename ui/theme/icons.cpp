// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include <algorithm>
#include <optional>

#include <QApplication>
#include <QFile>
#include <QFontMetrics>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/theme/style.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

namespace {

QPixmap drawn(const QString& name, const QColor& color, const QSize& pixels)
{
    const QString key =
        u"stoa-icon/%1/%2/%3x%4"_s.arg(name).arg(color.rgba()).arg(pixels.width()).arg(pixels.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray svg = file.readAll();
    svg.replace("#000", color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const int side = std::min(pixels.width(), pixels.height());
    renderer.render(&painter,
                    QRectF((pixels.width() - side) / 2.0, (pixels.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

const Tokens& currentTokens()
{
    const auto* style = qobject_cast<const Style*>(QApplication::style());
    return style ? style->tokens() : tokensOf(Scheme::Light);
}

class TintedEngine : public QIconEngine {
public:
    TintedEngine(QString name, std::optional<Tone> tone)
        : m_name(std::move(name))
        , m_tone(tone)
    {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap picture = pixmap(rect.size() * ratio, mode, state);
        picture.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect.topLeft(), picture);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        const Tokens& tokens = currentTokens();
        QColor color = m_tone ? toneColor(tokens, *m_tone) : tokens.text;
        if (mode == QIcon::Disabled) color = tokens.textOff;
        return drawn(m_name, color, size);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    bool isNull() override { return !QFile::exists(u":/icons/%1.svg"_s.arg(m_name)); }
    QString key() const override { return u"stoa-tinted"_s; }
    QString iconName() override { return m_name; }
    QIconEngine* clone() const override { return new TintedEngine(m_name, m_tone); }

private:
    QString m_name;
    std::optional<Tone> m_tone;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new TintedEngine(name, std::nullopt)); }

QIcon icon(const QString& name, Tone tone) { return QIcon(new TintedEngine(name, tone)); }

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio)
{
    const int pixels = static_cast<int>(size * devicePixelRatio);
    QPixmap pixmap = drawn(name, color, QSize(pixels, pixels));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

int iconSize() { return std::max(16, QFontMetrics(QApplication::font()).height() + 1); }

} // namespace stoa::ui
