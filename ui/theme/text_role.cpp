// SPDX-License-Identifier: MIT
#include "ui/theme/text_role.h"

#include <algorithm>

#include <QApplication>
#include <QFontDatabase>
#include <QSet>
#include <QWidget>

namespace stoa::ui {

namespace {

/// Remembers the role of one widget.
class RoleKeeper : public QObject {
public:
    RoleKeeper(QWidget* widget, TextRole role)
        : QObject(widget)
        , m_role(role)
    {
        setObjectName(QStringLiteral("textRoleKeeper"));
        all().insert(this);
        apply();
    }
    ~RoleKeeper() override { all().remove(this); }

    void setRole(TextRole role)
    {
        m_role = role;
        apply();
    }

    void apply() { static_cast<QWidget*>(parent())->setFont(fontOf(m_role)); }

    /// Qt tells only windows that the application's font has changed, and a font that was set stays.
    static QSet<RoleKeeper*>& all()
    {
        static QSet<RoleKeeper*> keepers;
        return keepers;
    }

private:
    TextRole m_role;
};

double factorOf(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
    case TextRole::Chip: return 0.90;
    case TextRole::Body:
    case TextRole::Strong:
    case TextRole::Mono: return 1.0;
    case TextRole::Reading: return 1.10;
    case TextRole::Subtitle: return 1.15;
    case TextRole::Title: return 1.45;
    case TextRole::Figure: return 1.90;
    }
    return 1.0;
}

} // namespace

QFont fontOf(TextRole role)
{
    QFont font = QApplication::font();
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : 10.0;
    if (role == TextRole::Mono) {
        const QString family = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
        font.setFamily(family);
        font.setStyleHint(QFont::Monospace);
    }
    double points = size * factorOf(role);
    if (role == TextRole::Caption || role == TextRole::Chip) points = std::max(points, std::min(size, 9.0));
    font.setPointSizeF(points);
    const bool isHeavy = role == TextRole::Chip || role == TextRole::Strong || role == TextRole::Subtitle ||
                         role == TextRole::Title || role == TextRole::Figure;
    font.setWeight(isHeavy ? QFont::DemiBold : QFont::Normal);
    return font;
}

void setTextRole(QWidget* widget, TextRole role)
{
    auto* found = widget->findChild<QObject*>(QStringLiteral("textRoleKeeper"), Qt::FindDirectChildrenOnly);
    if (found)
        static_cast<RoleKeeper*>(found)->setRole(role);
    else
        new RoleKeeper(widget, role);
}

void refreshTextRoles()
{
    const QSet<RoleKeeper*> keepers = RoleKeeper::all();
    for (RoleKeeper* keeper : keepers) keeper->apply();
}

int charactersWide(const QWidget* widget, int characters)
{
    return widget->fontMetrics().averageCharWidth() * characters;
}

int gridUnits(int units)
{
    const double points = QApplication::font().pointSizeF();
    const double scale = points > 0 ? std::clamp(points / 10.0, 1.0, 1.5) : 1.0;
    return static_cast<int>(4 * units * scale);
}

} // namespace stoa::ui
