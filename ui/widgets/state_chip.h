// SPDX-License-Identifier: MIT
// Chips: a state in icon, word and colour. Labels, so that screen readers have their text.
#pragma once

#include <QLabel>

#include "core/engine/views.h"
#include "ui/theme/tokens.h"

namespace stoa::ui {

class StateChip : public QLabel {
    Q_OBJECT

public:
    explicit StateChip(QWidget* parent = nullptr);
    StateChip(const QString& text, const QString& icon, Tone tone, QWidget* parent = nullptr);

    void setState(const QString& text, const QString& icon, Tone tone);
    Tone tone() const { return m_tone; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    Tone m_tone = Tone::Idle;
};

/// How far something has come on its way to final; the tooltip says whether it can still change.
class FinalityChip : public StateChip {
    Q_OBJECT

public:
    using StateChip::StateChip;
    void setFinality(const engine::FinalityView& finality, Timestamp now);
};

/// The chip of a collaboration's state.
class CollaborationChip : public StateChip {
    Q_OBJECT

public:
    using StateChip::StateChip;
    void setCollaboration(engine::CollaborationState state);
};

QString finalityIcon(engine::Finality stage);
Tone finalityTone(engine::Finality stage);
QString collaborationIcon(engine::CollaborationState state);
Tone collaborationTone(engine::CollaborationState state);

} // namespace stoa::ui
