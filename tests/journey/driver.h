// SPDX-License-Identifier: MIT
// Drives real windows as a person would: presses what can be seen and is enabled, types into what has that
// label, waits for what should appear, takes pictures, and writes down what was done and that it came true.
#pragma once

#include <functional>
#include <set>
#include <vector>

#include <QImage>
#include <QPointer>
#include <QString>
#include <QWidget>

#include "core/base/amount.h"

class QAbstractItemView;
class QAction;
class QScrollArea;

namespace stoa::ui {
class Theme;
}

namespace stoa::journey {

/// Ends the program with a sentence, the visible texts and a picture when something does not come true.
class Driver {
public:
    /// Pictures and the transcript go into `folder`.
    Driver(ui::Theme& theme, QString folder);

    /// Which person's window the next words are about. Dialogs that are open come first.
    void lookAt(QWidget* window, const QString& who);

    /// A headline of the transcript.
    void chapter(const QString& title);
    /// A sentence of the transcript.
    void note(const QString& text);
    /// The pictures of all looks, which other processes took.
    void noteLooks();
    /// A line of what was done elsewhere than in a window.
    void did(const QString& what);

    /// Pictures are those of a look of pictures.h from here on.
    void setLook(const QString& look) { m_look = look; }
    /// Texts to look for are put through `language` first: the window speaks another one.
    void speak(std::function<QString(const QString&)> language);

    /// Presses a button or a menu's action whose text begins with `text`. Waits until there is one.
    void press(const QString& text);
    /// Chooses this entry of the menu bar.
    void choose(QAction* entry, const QString& text);
    /// Fills in the field with that label (or accessible name).
    void type(const QString& label, const QString& value);
    /// The same; the transcript says `shown` instead of the value.
    void type(const QString& label, const QString& value, const QString& shown);
    /// Picks the entry that begins with `entry`.
    void choose(const QString& label, const QString& entry);
    void tick(const QString& text);
    /// Adds a row with these cells to the table of that name.
    void addRow(const QString& addButton, const QString& table, const QStringList& cells);
    /// Opens the row (of a table, list or tree) in which one cell has `text`, and another one `also`.
    void openRow(const QString& text, const QString& also = {});
    /// Clicks on the first cell of that row: compare the version in it with the newest.
    void compareWith(const QString& table, int row);
    /// Selects the last row of the table of that name.
    void selectLastRow(const QString& table);
    void selectTab(const QString& text);
    /// Turns the mouse's wheel until what begins with `text` stands at the top, or there is no more below.
    void scrollTo(const QString& text);
    /// The same until the end.
    void scrollToEnd();
    /// Closes the topmost dialog, as with Escape.
    void closeDialog();
    /// Answers the dialog that asks for a file or a folder.
    void chooseFile(const QString& path, const QString& shown);
    /// Reviews and signs what is asked now: notes the sentence, types the password if it is wanted.
    /// Returns the network fee that the review names.
    Amount sign(const QString& password);

    /// The visible texts of the window, for checks.
    QString visibleText() const;
    bool sees(const QString& text) const { return visibleText().contains(text); }
    bool canPress(const QString& text) const { return findButton(text) != nullptr; }
    void waitFor(const QString& what, const std::function<bool()>& holds);
    /// Waits for the text and writes down that it was seen.
    void waitToSee(const QString& text);
    void waitToPress(const QString& text);
    /// Writes down what came true; stops the tour if it does not.
    void isTrue(const QString& sentence, const std::function<bool()>& holds);
    /// The amount on the card of that name, as it is written there.
    Amount shownAmount(const QString& card);
    /// The amount that `text` begins with, its unit after a space that does not break.
    Amount amountIn(const QString& text);
    /// The value beside the name in a list of facts; empty if there is none.
    QString shownFact(const QString& name) const;
    /// How many rows the visible table or tree of that name has, branches counted.
    int rows(const QString& table) const;
    void settle(int milliseconds = 60) const;

    /// Of the topmost dialog or the window, light and dark where the look has both. `name` is one of
    /// pictures.h, once.
    void picture(const QString& name);

    int pictures() const { return static_cast<int>(m_taken.size()); }
    /// Writes transcript.md. False if that fails.
    bool finish();
    [[noreturn]] void fail(const QString& why);

private:
    QWidget* top() const;
    QObject* findButton(const QString& text) const;
    QWidget* findField(const QString& label) const;
    QAbstractItemView* findTable(const QString& name) const;
    /// The largest area that can be scrolled up and down.
    QScrollArea* findScroll() const;
    void scroll(const QScrollArea* area, const std::function<bool()>& isFar);
    /// What shows pages of the wiki, as far as it can be seen.
    std::vector<const QWidget*> readers() const;
    /// Whether in the picture `seen` they are in the colours of the window.
    bool isReaderInTheme(const QImage& seen) const;
    void save(const QString& name);
    void say(const QString& line);
    QString spoken(const QString& text) const;

    ui::Theme& m_theme;
    QString m_folder;
    QPointer<QWidget> m_window;
    QString m_who;
    QString m_transcript;
    std::set<QString> m_taken;
    QString m_look;
    std::function<QString(const QString&)> m_language;
};

} // namespace stoa::journey
