// SPDX-License-Identifier: MIT
// Drives real windows as a person would: presses what can be seen and is enabled, types into what has that
// label, waits for what should appear, takes pictures, and writes down what was done.
#pragma once

#include <functional>

#include <QPointer>
#include <QString>
#include <QWidget>

namespace stoa::ui {
class Theme;
}

namespace stoa::journey {

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

    /// Presses a button or a menu's action whose text begins with `text`. Waits until there is one.
    void press(const QString& text);
    bool canPress(const QString& text) { return findButton(text) != nullptr; }
    /// Fills in the field with that label (or accessible name).
    void type(const QString& label, const QString& value);
    /// Picks the entry that begins with `entry`.
    void choose(const QString& label, const QString& entry);
    void tick(const QString& text);
    /// Adds a row with these cells to the table of that name.
    void addRow(const QString& addButton, const QString& table, const QStringList& cells);
    /// Opens the row (of a table, list or tree) in which some cell begins with `text`.
    void openRow(const QString& text);
    void selectTab(const QString& text);
    /// Reviews and signs what is asked now: notes the sentence, types the password if it is wanted.
    void sign(const QString& password);

    /// The visible texts of the window, for checks and for the transcript.
    QString visibleText() const;
    bool sees(const QString& text) const { return visibleText().contains(text); }
    void waitFor(const QString& what, const std::function<bool()>& holds);
    void waitToSee(const QString& text);
    void settle(int milliseconds = 150) const;

    /// Light and dark, of the topmost dialog or the window.
    void picture(const QString& name);
    /// One picture in the given way, the rest as it was.
    void pictureAt(const QString& name, int textPercent, bool dark);

    int pictures() const { return m_pictures; }
    /// Writes transcript.md. False if anything went wrong on the way.
    bool finish();

private:
    QWidget* top() const;
    QObject* findButton(const QString& text) const;
    QWidget* findField(const QString& label) const;
    [[noreturn]] void fail(const QString& why);
    void save(const QString& name);
    void say(const QString& line);

    ui::Theme& m_theme;
    QString m_folder;
    QPointer<QWidget> m_window;
    QString m_who;
    QString m_transcript;
    int m_pictures = 0;
};

} // namespace stoa::journey
