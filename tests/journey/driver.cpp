// SPDX-License-Identifier: MIT
#include "tests/journey/driver.h"

#include <cstdio>
#include <cstdlib>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QTimer>

#include "ui/theme/theme.h"

namespace stoa::journey {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPatience = 60'000; ///< milliseconds before the tour gives up on something it waits for

QString plain(QString text) { return text.remove(u'&'); }

bool isUsable(const QWidget* widget) { return widget->isVisible() && widget->isEnabled(); }

/// Text of a widget as a person reads it; empty for what is not text.
QString textOf(const QWidget* widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(widget)) return plain(label->text());
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return plain(button->text());
    if (const auto* line = qobject_cast<const QLineEdit*>(widget))
        return line->echoMode() == QLineEdit::Normal ? line->text() : QString();
    if (const auto* edit = qobject_cast<const QPlainTextEdit*>(widget)) return edit->toPlainText();
    if (const auto* combo = qobject_cast<const QComboBox*>(widget)) return combo->currentText();
    return {};
}

void addRows(const QAbstractItemView* view, QStringList& lines)
{
    const QAbstractItemModel* model = view->model();
    if (!model) return;
    for (int row = 0; row < std::min(model->rowCount(view->rootIndex()), 60); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(view->rootIndex()); ++column) {
            const QString text = model->index(row, column, view->rootIndex()).data().toString();
            if (!text.isEmpty()) cells << text;
        }
        lines << cells.join(u" | "_s);
    }
}

} // namespace

Driver::Driver(ui::Theme& theme, QString folder)
    : m_theme(theme)
    , m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
}

void Driver::lookAt(QWidget* window, const QString& who)
{
    m_window = window;
    if (m_who != who) say(u"\n*At the computer of %1:*\n"_s.arg(who));
    m_who = who;
    window->show();
    window->raise();
    window->activateWindow();
    settle();
}

void Driver::chapter(const QString& title)
{
    say(u"\n## %1\n"_s.arg(title));
    std::printf("%s\n", qUtf8Printable(title));
    std::fflush(stdout);
}

void Driver::note(const QString& text) { say(text + u'\n'); }

void Driver::say(const QString& line) { m_transcript += line + u'\n'; }

QWidget* Driver::top() const
{
    if (QWidget* popup = QApplication::activePopupWidget()) return popup;
    if (QWidget* modal = QApplication::activeModalWidget()) return modal;
    return m_window;
}

QObject* Driver::findButton(const QString& text) const
{
    QWidget* area = top();
    if (!area) return nullptr;
    if (auto* menu = qobject_cast<QMenu*>(area))
        for (QAction* action : menu->actions())
            if (action->isEnabled() && plain(action->text()).startsWith(text)) return action;
    for (QAbstractButton* button : area->findChildren<QAbstractButton*>())
        if (isUsable(button) &&
            (plain(button->text()).startsWith(text) || button->accessibleName().startsWith(text)))
            return button;
    for (QAction* action : area->findChildren<QAction*>())
        if (action->isEnabled() && !action->menu() && plain(action->text()).startsWith(text)) return action;
    return nullptr;
}

QWidget* Driver::findField(const QString& label) const
{
    QWidget* area = top();
    if (!area) return nullptr;
    const auto innerField = [](QWidget* widget) -> QWidget* {
        if (qobject_cast<QLineEdit*>(widget) || qobject_cast<QPlainTextEdit*>(widget) ||
            qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget))
            return widget;
        if (auto* proxy = widget->focusProxy()) return proxy;
        for (QWidget* child : widget->findChildren<QWidget*>())
            if (qobject_cast<QLineEdit*>(child) || qobject_cast<QPlainTextEdit*>(child)) return child;
        return widget;
    };
    for (QLabel* each : area->findChildren<QLabel*>())
        if (each->isVisible() && each->buddy() && plain(each->text()).startsWith(label) &&
            isUsable(each->buddy()))
            return innerField(each->buddy());
    for (QWidget* each : area->findChildren<QWidget*>())
        if (isUsable(each) && each->accessibleName().startsWith(label) &&
            !qobject_cast<QAbstractButton*>(each))
            return innerField(each);
    return nullptr;
}

void Driver::waitFor(const QString& what, const std::function<bool()>& holds)
{
    QElapsedTimer time;
    time.start();
    while (!holds()) {
        if (time.elapsed() > kPatience) fail(u"waited in vain for: "_s + what);
        settle(30);
    }
}

void Driver::waitToSee(const QString& text)
{
    waitFor(u"the text “%1”"_s.arg(text), [&] { return sees(text); });
}

void Driver::settle(int milliseconds) const
{
    QElapsedTimer time;
    time.start();
    do {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    } while (time.elapsed() < milliseconds);
}

void Driver::press(const QString& text)
{
    waitFor(u"something to press that begins with “%1”"_s.arg(text),
            [&] { return findButton(text) != nullptr; });
    const QPointer<QObject> target(findButton(text));
    say(u"- presses **%1**"_s.arg(qobject_cast<QAbstractButton*>(target) &&
                                          !textOf(qobject_cast<QWidget*>(target)).isEmpty()
                                      ? textOf(qobject_cast<QWidget*>(target))
                                      : text));
    // Later, because a press may open a dialog that runs until it is closed.
    QTimer::singleShot(0, qApp, [target] {
        if (auto* button = qobject_cast<QAbstractButton*>(target)) button->click();
        if (auto* action = qobject_cast<QAction*>(target)) {
            if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
            action->trigger();
        }
    });
    settle();
}

void Driver::type(const QString& label, const QString& value)
{
    waitFor(u"a field “%1”"_s.arg(label), [&] { return findField(label) != nullptr; });
    QWidget* field = findField(label);
    bool isSecret = false;
    if (auto* line = qobject_cast<QLineEdit*>(field)) {
        isSecret = line->echoMode() != QLineEdit::Normal;
        line->selectAll();
        QTest::keyClicks(line, value);
        if (value.isEmpty()) line->clear();
        if (line->text() != value) line->setText(value);
    } else if (auto* edit = qobject_cast<QPlainTextEdit*>(field)) {
        edit->setPlainText(value);
    } else if (auto* number = qobject_cast<QSpinBox*>(field)) {
        number->setValue(value.toInt());
    } else if (auto* decimal = qobject_cast<QDoubleSpinBox*>(field)) {
        decimal->setValue(value.toDouble());
    } else {
        fail(u"“%1” is no field to type into"_s.arg(label));
    }
    QString shown = value.section(u'\n', 0, 0).left(80);
    if (shown != value) shown += u" …"_s;
    say(u"- %1: %2"_s.arg(label, isSecret ? u"•••"_s : shown));
    settle(40);
}

void Driver::choose(const QString& label, const QString& entry)
{
    waitFor(u"a choice “%1”"_s.arg(label),
            [&] { return qobject_cast<QComboBox*>(findField(label)) != nullptr; });
    auto* combo = qobject_cast<QComboBox*>(findField(label));
    waitFor(u"the entry “%1”"_s.arg(entry), [&] { return combo->findText(entry, Qt::MatchStartsWith) >= 0; });
    combo->setCurrentIndex(combo->findText(entry, Qt::MatchStartsWith));
    Q_EMIT combo->activated(combo->currentIndex());
    say(u"- %1: *%2*"_s.arg(label, entry));
    settle(40);
}

void Driver::tick(const QString& text)
{
    waitFor(u"a box “%1”"_s.arg(text), [&] { return findButton(text) != nullptr; });
    auto* box = qobject_cast<QAbstractButton*>(findButton(text));
    if (!box || !box->isCheckable()) fail(u"“%1” is no box to tick"_s.arg(text));
    if (!box->isChecked()) box->click();
    say(u"- ticks *%1*"_s.arg(plain(box->text())));
    settle(40);
}

void Driver::addRow(const QString& addButton, const QString& table, const QStringList& cells)
{
    press(addButton);
    QAbstractItemView* view = nullptr;
    waitFor(u"the table “%1”"_s.arg(table), [&] {
        for (QAbstractItemView* each : top()->findChildren<QAbstractItemView*>())
            if (isUsable(each) && each->accessibleName().startsWith(table)) view = each;
        return view != nullptr;
    });
    QAbstractItemModel* model = view->model();
    const int row = model->rowCount() - 1;
    for (int column = 0; column < cells.size(); ++column)
        model->setData(model->index(row, column), cells.at(column), Qt::EditRole);
    say(u"- %1: %2"_s.arg(table, cells.join(u" | "_s)));
    settle(40);
}

void Driver::openRow(const QString& text)
{
    QPointer<QAbstractItemView> view;
    QModelIndex found;
    waitFor(u"a row with “%1”"_s.arg(text), [&] {
        for (QAbstractItemView* each : top()->findChildren<QAbstractItemView*>()) {
            if (!each->isVisible() || !each->model()) continue;
            const QModelIndexList hits =
                each->model()->match(each->model()->index(0, 0, each->rootIndex()), Qt::DisplayRole, text, 1,
                                     Qt::MatchContains | Qt::MatchRecursive);
            for (int column = 0; column < each->model()->columnCount() && !found.isValid(); ++column) {
                const QModelIndexList more =
                    each->model()->match(each->model()->index(0, column, each->rootIndex()), Qt::DisplayRole,
                                         text, 1, Qt::MatchContains);
                if (!more.isEmpty()) found = more.first();
            }
            if (!found.isValid() && !hits.isEmpty()) found = hits.first();
            if (found.isValid()) {
                view = each;
                return true;
            }
        }
        return false;
    });
    say(u"- opens *%1*"_s.arg(text));
    view->setCurrentIndex(found);
    view->scrollTo(found);
    settle(60);
    if (!view || !found.isValid()) return;
    Q_EMIT view->clicked(found);
    settle(60);
    if (!view) return;
    Q_EMIT view->doubleClicked(found);
    Q_EMIT view->activated(found);
    settle();
}

void Driver::selectTab(const QString& text)
{
    for (QTabBar* bar : top()->findChildren<QTabBar*>())
        for (int i = 0; i < bar->count(); ++i)
            if (bar->isVisible() && plain(bar->tabText(i)).startsWith(text)) {
                bar->setCurrentIndex(i);
                say(u"- looks at *%1*"_s.arg(text));
                settle();
                return;
            }
    fail(u"there is no tab “%1”"_s.arg(text));
}

void Driver::sign(const QString& password)
{
    waitFor(u"the review"_s, [&] { return top()->objectName() == u"reviewAndSign"_s; });
    QPointer<QWidget> dialog(top());
    const auto* sentence = dialog->findChild<QLabel*>(u"sentence"_s);
    if (sentence) say(u"- reads: “%1”"_s.arg(sentence->text()));
    for (QLineEdit* field : dialog->findChildren<QLineEdit*>())
        if (isUsable(field) && field->echoMode() != QLineEdit::Normal) field->setText(password);
    auto* primary = dialog->findChild<QAbstractButton*>(u"sign"_s);
    if (!primary) fail(u"the review has no button to sign"_s);
    // First payments wait a few seconds before they can be signed.
    waitFor(u"the button to sign"_s, [&] { return !dialog || primary->isEnabled(); });
    say(u"- presses **%1**"_s.arg(plain(primary->text())));
    QTimer::singleShot(0, primary, [primary] { primary->click(); });
    waitFor(u"the end of the review"_s, [&] { return !dialog || !dialog->isVisible(); });
    settle(250);
}

QString Driver::visibleText() const
{
    QStringList lines;
    for (const QWidget* area : {top(), static_cast<QWidget*>(m_window)}) {
        if (!area) continue;
        lines << area->windowTitle();
        for (const QWidget* each : area->findChildren<QWidget*>()) {
            if (!each->isVisible()) continue;
            if (const auto* view = qobject_cast<const QAbstractItemView*>(each)) addRows(view, lines);
            const QString text = textOf(each);
            if (!text.isEmpty()) lines << text;
        }
        if (area == m_window) break;
    }
    return lines.join(u'\n');
}

void Driver::save(const QString& name)
{
    settle(220);
    QWidget* area = top();
    const QString file = u"%1/%2.png"_s.arg(m_folder, name);
    if (!area->grab().save(file)) fail(u"a picture could not be written: "_s + file);
    ++m_pictures;
}

void Driver::picture(const QString& name)
{
    const QString number = QString::number(m_pictures / 2 + 1).rightJustified(2, u'0');
    const QString numbered = number + u'-' + name;
    const ui::Appearance before = m_theme.appearance();
    m_theme.setAppearance(ui::Appearance::Light);
    save(numbered + u"-light"_s);
    m_theme.setAppearance(ui::Appearance::Dark);
    save(numbered + u"-dark"_s);
    m_theme.setAppearance(before);
    say(u"\n![%1](%2-light.png)\n"_s.arg(name, numbered));
}

void Driver::pictureAt(const QString& name, int textPercent, bool dark)
{
    const ui::Appearance before = m_theme.appearance();
    const int size = m_theme.textPercent();
    m_theme.setAppearance(dark ? ui::Appearance::Dark : ui::Appearance::Light);
    m_theme.setTextPercent(textPercent);
    save(u"%1-%2-%3"_s.arg(name).arg(textPercent).arg(dark ? u"dark"_s : u"light"_s));
    m_theme.setTextPercent(size);
    m_theme.setAppearance(before);
    settle();
}

bool Driver::finish()
{
    QFile file(m_folder + u"/transcript.md"_s);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(m_transcript.toUtf8());
    return true;
}

void Driver::fail(const QString& why)
{
    std::fprintf(stderr, "The tour stopped: %s\nWhat can be seen:\n%s\n", qUtf8Printable(why),
                 qUtf8Printable(visibleText()));
    say(u"\n**The tour stopped here: %1**\n"_s.arg(why));
    if (QWidget* area = top()) area->grab().save(m_folder + u"/stopped-here.png"_s);
    finish();
    std::_Exit(1);
}

} // namespace stoa::journey
