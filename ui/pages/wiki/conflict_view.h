// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include "ui/pages/wiki/conflict_parts.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace stoa::ui {

class ScrollPage;

/// What two versions were made of: for each place that both sides changed, one choice. Loses nothing.
class ConflictView : public QWidget {
    Q_OBJECT

public:
    struct Sides {
        QString page;
        QString base;
        bool hasBase = false;
        QString theirs;
        QString mine;
        QString theirName; ///< who published the other version
        QString theirTime;
    };

    explicit ConflictView(QWidget* parent = nullptr);

    void setSides(const Sides& sides);
    /// As it was picked so far.
    QString result() const { return mergedText(m_parts); }
    int undecided() const { return undecidedParts(m_parts); }
    QPushButton* finishButton() const { return m_finish; }

Q_SIGNALS:
    /// Every part is decided; `result` is the page.
    void finished();
    /// Keeps the person's own text as a draft and goes back to reading.
    void laterWanted();

private:
    QWidget* makePart(std::size_t number);
    void pick(std::size_t number, Pick pick);
    void showState();
    void goToUndecided();

    Sides m_sides;
    std::vector<ConflictPart> m_parts;
    QLabel* m_title;
    QLabel* m_what;
    ScrollPage* m_scroll;
    QWidget* m_column = nullptr;
    QPushButton* m_finish;
    QPushButton* m_next;
};

} // namespace stoa::ui
