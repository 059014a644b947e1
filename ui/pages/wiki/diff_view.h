// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include "core/content/diff.h"

namespace stoa::ui {

class DiffModel;
struct Tokens;

/// How the spans of a line look: removed words struck through on soft red, added words underlined on soft
/// green. Never by colour alone.
QList<QTextLayout::FormatRange> diffFormats(const content::DiffLine& line, const Tokens& tokens);

class DiffDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    DiffDelegate(const DiffModel& model, QWidget* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int textWidth(const QFontMetrics& metrics, int width) const;
    int numberWidth(const QFontMetrics& metrics) const;
    void paintSide(QPainter* painter, const QStyleOptionViewItem& option, const QRect& area,
                   const content::DiffLine* line, bool isBefore) const;

    const DiffModel& m_model;
};

/// A difference, beside each other where there is room for it, else below each other. F7 and Shift+F7 go
/// from change to change; Enter opens a fold.
class DiffView : public QListView {
    Q_OBJECT

public:
    explicit DiffView(QWidget* parent = nullptr);

    void setDiff(content::Diff diff);
    const DiffModel& model() const { return *m_model; }
    void goToChange(bool backward);
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    DiffModel* m_model;
};

} // namespace stoa::ui
