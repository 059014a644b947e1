// SPDX-License-Identifier: MIT
// A message in the page, near what it is about: icon, text, at most two buttons. Inserted into the layout,
// never over it.
#pragma once

#include <functional>

#include <QFrame>

#include "ui/theme/tokens.h"

class QBoxLayout;
class QLabel;
class QVBoxLayout;

namespace stoa::ui {

class Banner : public QFrame {
    Q_OBJECT

public:
    Banner(Tone tone, const QString& text, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    /// Adds a button, at most two.
    void addAction(const QString& label, std::function<void()> run);
    /// Adds a button that closes it.
    void setClosable();

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// Room for the icon, which is as large as the text is.
    void makeRoom();

    Tone m_tone;
    QLabel* m_text;
    QBoxLayout* m_buttons;
};

/// The place in a page or dialog where banners appear; takes no room while it is empty.
class BannerArea : public QWidget {
    Q_OBJECT

public:
    explicit BannerArea(QWidget* parent = nullptr);

    /// Shows the banner; one with the same `key` is replaced.
    Banner* show(const QString& key, Tone tone, const QString& text);
    void remove(const QString& key);
    void clear();
    bool isEmpty() const;

    /// The area that stands nearest to `widget`: in its page, else in its window. Null if there is none.
    static BannerArea* nearest(QWidget* widget);

private:
    QVBoxLayout* m_layout;
};

} // namespace stoa::ui
