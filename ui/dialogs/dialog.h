// SPDX-License-Identifier: MIT
// The frame of every dialog: a body that scrolls, and below it banners and buttons that never do.
#pragma once

#include <functional>

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace stoa::ui {

class BannerArea;
class ScrollPage;

class Dialog : public QDialog {
    Q_OBJECT

public:
    /// `title` is the question, in the window's title and on top of the body.
    Dialog(const QString& title, QWidget* parent);

    QVBoxLayout* body() const { return m_body; }
    BannerArea* banners() const { return m_banners; }
    /// From left to right; the effect stands last. No button is the default unless it is made so.
    QPushButton* addButton(const QString& label, const char* kind = "");
    QPushButton* addCancel(const QString& label = {});
    /// Puts a widget left of the buttons.
    void addBesideButtons(QWidget* widget);
    /// Once everything is in: as wide as so many average characters, as high as what is in it and at least so
    /// many lines; never larger than the screen.
    void finish(int characters, int lines);

private:
    ScrollPage* m_scroll;
    QVBoxLayout* m_body;
    BannerArea* m_banners;
    QHBoxLayout* m_left;
    QHBoxLayout* m_buttons;
};

/// Gives `dialog` the size in which all of `pages` are seen whole, bounded as Dialog::finish says. `pages` is
/// what changes its height with the dialog.
void fitToContent(QDialog* dialog, const QList<ScrollPage*>& pages, int characters, int lines);

/// What `banners` says about a fault of the form goes as soon as the person changes a field of it: it would
/// stand there as if it were still so.
void dropFaultsOnEdit(QWidget* form, BannerArea* banners);

/// A field with its label above; a hint below if not empty. The label's mnemonic belongs to the field.
void addField(QVBoxLayout* body, const QString& label, QWidget* field, const QString& hint = {});

} // namespace stoa::ui
