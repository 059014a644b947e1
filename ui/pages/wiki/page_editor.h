// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>
#include <QTimer>
#include <QWidget>

#include "core/base/clock.h"
#include "core/engine/views.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace stoa::ui {

class BannerArea;

/// Markdown. Takes plain text only, and lets Tab go on: Esc is not needed to leave it.
class MarkdownEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit MarkdownEdit(QWidget* parent = nullptr);

    /// Puts signs around what is selected, or in front of the lines that are.
    void surround(const QString& before, const QString& after);
    void prefixLines(const QString& prefix);

protected:
    void insertFromMimeData(const QMimeData* source) override;
    void keyPressEvent(QKeyEvent* event) override;
};

/// Writing a page: text, summary, and what became of it. Knows no engine; asks for everything by signals.
class PageEditor : public QWidget {
    Q_OBJECT

public:
    explicit PageEditor(QWidget* parent = nullptr);

    /// Begins with `text`. `published` is what is published now (empty for a new page), `base` its revision.
    void begin(const QString& page, const QString& published, const Hash& base, const QString& text);
    /// Hands in what waits to be kept, then forgets the page.
    void end();
    /// Forgets the page and what waits to be kept.
    void drop();
    bool isActive() const { return m_isActive; }
    QString page() const { return m_page; }
    QString text() const { return m_text->toPlainText(); }
    QString published() const { return m_published; }
    QString summary() const;
    const Hash& base() const { return m_base; }
    bool isChanged() const;
    /// Replaces the text as one step that can be undone; from now on `base` is what it is compared with.
    void rebase(const QString& text, const QString& published, const Hash& base);
    /// Emits `keepWanted` now if something waits.
    void flush();

    /// What became of keeping the draft.
    void showKept(Timestamp when);
    void showNotKept(const QString& why);

    MarkdownEdit* edit() const { return m_text; }
    QLineEdit* summaryEdit() const { return m_summary; }
    QPushButton* publishButton() const { return m_publish; }
    QLabel* state() const { return m_state; }
    BannerArea* banners() const { return m_banners; }

Q_SIGNALS:
    /// The text has not changed for a moment: render it.
    void previewWanted(const QString& text);
    /// Keep it on this computer. `isChanged` is false once it is what is published.
    void keepWanted(const QString& page, const QString& text, bool isChanged);
    void publishWanted();
    void discardWanted();
    void closeWanted();

private:
    QWidget* makeTools();
    void changed();
    void updateButtons();

    QString m_page;
    QString m_published;
    Hash m_base;
    bool m_isActive = false;
    bool m_isBeginning = false;
    bool m_waitsToKeep = false;
    MarkdownEdit* m_text;
    QLineEdit* m_summary;
    QPushButton* m_publish;
    QPushButton* m_discard;
    QPushButton* m_close;
    QLabel* m_state;
    BannerArea* m_banners;
    QTimer m_preview;
    QTimer m_keep;
    QTimer m_keepAtLatest;
};

} // namespace stoa::ui
