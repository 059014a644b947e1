// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QWidget>

namespace stoa::ui {

/// A QR code, always black on white with its quiet zone, also in the dark theme.
class QrView : public QWidget {
    Q_OBJECT

public:
    /// `name`: what the code contains, for screen readers.
    QrView(const QString& content, const QString& name, QWidget* parent = nullptr);
    void setContent(const QString& content, const QString& name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_modules; ///< one pixel a module, quiet zone included; null if it could not be made
};

} // namespace stoa::ui
