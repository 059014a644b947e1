// SPDX-License-Identifier: MIT
// Appearance as a whole: scheme, text size, and how both reach the application.
#pragma once

#include <QFont>
#include <QObject>

#include "ui/theme/tokens.h"

namespace stoa::ui {

/// What the person chose in Settings.
enum class Appearance { FollowDesktop, Light, Dark, HighContrast };

/// Owns the application's style, palette and font from the moment it is made.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;

    const Tokens& tokens() const { return tokensOf(m_scheme); }
    Scheme scheme() const { return m_scheme; }
    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);

    /// Percent of the desktop's text size, 80 to 200.
    int textPercent() const { return m_textPercent; }
    void setTextPercent(int percent);

    bool reducesMotion() const { return m_reducesMotion; }
    void setReducesMotion(bool reduces) { m_reducesMotion = reduces; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void followDesktop(const QString& group, const QString& key);

private:
    void choose(Appearance appearance);
    void apply();
    Scheme desktopScheme() const;

    QFont m_desktopFont;
    bool m_paletteIsDark = false;
    Appearance m_appearance = Appearance::FollowDesktop;
    Scheme m_scheme = Scheme::Light;
    int m_textPercent = 100;
    bool m_reducesMotion = false;
};

} // namespace stoa::ui
