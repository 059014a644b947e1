// SPDX-License-Identifier: MIT
#include "ui/widgets/qr_view.h"

#include <algorithm>

#include <QPainter>
#include <qrencode.h>

namespace stoa::ui {

namespace {
constexpr int kQuietZone = 4;
constexpr int kSide = 200;
} // namespace

QrView::QrView(const QString& content, const QString& name, QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setContent(content, name);
}

void QrView::setContent(const QString& content, const QString& name)
{
    setAccessibleName(tr("QR code: %1").arg(name));
    m_modules = {};
    const QByteArray bytes = content.toUtf8();
    if (QRcode* code = QRcode_encodeString8bit(bytes.constData(), 0, QR_ECLEVEL_M)) {
        const int side = code->width + 2 * kQuietZone;
        m_modules = QImage(side, side, QImage::Format_Grayscale8);
        m_modules.fill(Qt::white);
        for (int y = 0; y < code->width; ++y)
            for (int x = 0; x < code->width; ++x)
                if (code->data[y * code->width + x] & 1)
                    m_modules.setPixelColor(x + kQuietZone, y + kQuietZone, Qt::black);
        QRcode_free(code);
    }
    updateGeometry();
    update();
}

QSize QrView::sizeHint() const
{
    if (m_modules.isNull()) return {kSide, kSide};
    const int module = std::max(4, (kSide + m_modules.width() - 1) / m_modules.width());
    return m_modules.size() * module;
}

void QrView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    if (m_modules.isNull()) return;
    const int module = std::max(1, std::min(width(), height()) / m_modules.width());
    const QSize size = m_modules.size() * module;
    painter.drawImage(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size),
                      m_modules);
}

} // namespace stoa::ui
