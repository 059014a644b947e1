// SPDX-License-Identifier: MIT
#include "tests/journey/driver.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>

#include "tests/journey/visible_words.h"
#include "ui/theme/theme.h"
#include "ui/words/amounts.h"

namespace stoa::journey {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int kPatience = 60'000; ///< milliseconds before the tour gives up on something it waits for

bool isUsable(const QWidget* widget) { return widget->isVisible() && widget->isEnabled(); }

} // namespace

Driver::Driver(ui::Theme& theme, QString folder)
    : m_theme(theme)
    , m_folder(std::move(folder))
{
    QDir().mkpath(m_folder);
}

void Driver::lookAt(QWidget* window, const QString& who)
{
    if (m_who != who) say(u"\n*%1:*\n"_s.arg(who));
    m_who = who;
    if (m_window == window && window->isVisible()) return;
    m_window = window;
    window->show();
    window->raise();
    window->activateWindow();
    settle();
}

void Driver::chapter(const QString& title)
{
    say(u"\n## %1\n"_s.arg(title));
    m_who.clear();
    std::printf("%s\n", qUtf8Printable(title));
    std::fflush(stdout);
}

void Driver::speak(std::function<QString(const QString&)> language) { m_language = std::move(language); }

QString Driver::spoken(const QString& text) const { return m_language ? m_language(text) : text; }

void Driver::did(const QString& what) { say(u"- "_s + what); }

void Driver::closeDialog()
{
    const QPointer<QWidget> dialog(top());
    if (!dialog || dialog == m_window) fail(u"there is no dialog to close"_s);
    say(u"- closes it"_s);
    dialog->close();
    waitFor(u"the end of the dialog"_s, [&] { return !dialog || !dialog->isVisible(); });
    settle();
}

void Driver::note(const QString& text) { say(u"\n"_s + text + u'\n'); }

void Driver::say(const QString& line) { m_transcript += line + u'\n'; }

QWidget* Driver::top() const
{
    if (QWidget* popup = QApplication::activePopupWidget()) return popup;
    if (QWidget* modal = QApplication::activeModalWidget()) return modal;
    return m_window;
}

QObject* Driver::findButton(const QString& wanted) const
{
    const QString text = spoken(wanted);
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

QWidget* Driver::findField(const QString& wanted) const
{
    const QString label = spoken(wanted);
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
    say(u"- sees: “%1”"_s.arg(text));
}

void Driver::waitToPress(const QString& text)
{
    waitFor(u"something to press that begins with “%1”"_s.arg(text), [&] { return canPress(text); });
}

void Driver::isTrue(const QString& sentence, const std::function<bool()>& holds)
{
    waitFor(u"this to be true: "_s + sentence, holds);
    say(u"- **true:** "_s + sentence);
}

Amount Driver::shownAmount(const QString& card)
{
    QString text;
    const auto isShown = [&] {
        for (const QWidget* each : m_window->findChildren<QWidget*>())
            if (each->isVisible() && each->accessibleName().startsWith(card + u": "_s)) {
                text = each->accessibleName().mid(card.size() + 2);
                return text.at(0).isDigit();
            }
        return false;
    };
    waitFor(u"an amount on the card “%1”"_s.arg(card), isShown);
    return amountIn(text);
}

Amount Driver::amountIn(const QString& text)
{
    // The unit stands behind a space that does not break.
    const auto amount = ui::parseAmount(text.left(text.indexOf(QChar(0xa0))));
    if (!amount) fail(u"“%1” begins with no amount"_s.arg(text));
    return *amount;
}

QString Driver::shownFact(const QString& name) const
{
    for (const QLabel* each : top()->findChildren<QLabel*>(u"factName"_s))
        if (each->isVisible() && each->text() == name)
            if (const auto* value = qobject_cast<const QLabel*>(each->buddy())) return value->text();
    return {};
}

int Driver::rows(const QString& table) const
{
    const QAbstractItemView* view = findTable(table);
    if (!view) return 0;
    const auto all = [&](const auto& self, const QModelIndex& parent) -> int {
        const int direct = view->model()->rowCount(parent);
        int count = direct;
        for (int i = 0; i < direct; ++i) count += self(self, view->model()->index(i, 0, parent));
        return count;
    };
    return all(all, view->rootIndex());
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
    waitToPress(text);
    const QPointer<QObject> target(findButton(text));
    say(u"- presses **%1**"_s.arg(qobject_cast<QAbstractButton*>(target) &&
                                          !textOf(qobject_cast<QWidget*>(target)).isEmpty()
                                      ? textOf(qobject_cast<QWidget*>(target))
                                      : text));
    // A button opens its menu in an event loop of its own, out of which nothing here would lead.
    QMenu* menu = nullptr;
    if (const auto* button = qobject_cast<QPushButton*>(target)) menu = button->menu();
    if (const auto* button = qobject_cast<QToolButton*>(target)) menu = button->menu();
    if (menu) {
        auto* button = qobject_cast<QWidget*>(target);
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
        return settle();
    }
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

void Driver::choose(QAction* entry, const QString& text)
{
    waitFor(u"the menu's entry “%1”"_s.arg(text), [&] { return entry->isEnabled(); });
    say(u"- goes to *%1*"_s.arg(text));
    entry->trigger();
    settle();
}

void Driver::type(const QString& label, const QString& value)
{
    QString shown = value.section(u'\n', 0, 0).left(80);
    if (shown != value) shown += u" …"_s;
    type(label, value, shown);
}

void Driver::type(const QString& label, const QString& value, const QString& shown)
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

void Driver::openRow(const QString& text, const QString& also)
{
    QPointer<QAbstractItemView> view;
    QPersistentModelIndex found;
    const auto look = [&](const auto& self, QAbstractItemView* each, const QModelIndex& parent) -> bool {
        const QAbstractItemModel* model = each->model();
        for (int row = 0; row < model->rowCount(parent); ++row) {
            QModelIndex hit;
            bool hasOther = also.isEmpty();
            for (int column = 0; column < model->columnCount(parent); ++column) {
                const QModelIndex at = model->index(row, column, parent);
                const QString words = at.data().toString();
                if (!hit.isValid() && words.contains(text)) hit = at;
                hasOther = hasOther || words.contains(also);
            }
            if (hit.isValid() && hasOther) {
                view = each;
                found = hit;
                return true;
            }
            if (self(self, each, model->index(row, 0, parent))) return true;
        }
        return false;
    };
    waitFor(also.isEmpty() ? u"a row with “%1”"_s.arg(text) : u"a row with “%1” and “%2”"_s.arg(text, also),
            [&] {
                for (QAbstractItemView* each : top()->findChildren<QAbstractItemView*>())
                    if (each->isVisible() && each->model() && look(look, each, each->rootIndex()))
                        return true;
                return false;
            });
    say(also.isEmpty() ? u"- opens *%1*"_s.arg(text) : u"- opens *%1* (%2)"_s.arg(text, also));
    view->setCurrentIndex(found);
    view->scrollTo(found);
    settle(30);
    if (!view || !found.isValid()) return;
    Q_EMIT view->clicked(found);
    settle(30);
    if (!view || !found.isValid()) return;
    Q_EMIT view->doubleClicked(found);
    if (!view || !found.isValid()) return;
    Q_EMIT view->activated(found);
    settle();
}

QAbstractItemView* Driver::findTable(const QString& wanted) const
{
    const QString name = spoken(wanted);
    for (QAbstractItemView* each : top()->findChildren<QAbstractItemView*>())
        if (each->isVisible() && each->model() && each->accessibleName().startsWith(name)) return each;
    return nullptr;
}

void Driver::compareWith(const QString& table, int row)
{
    QAbstractItemView* view = findTable(table);
    if (!view || row >= view->model()->rowCount()) fail(u"there is no row %1 in “%2”"_s.arg(row).arg(table));
    const QModelIndex at = view->model()->index(row, 0);
    view->scrollTo(at);
    settle(30);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(at).center());
    say(u"- chooses the row %1 of *%2* to compare"_s.arg(row + 1).arg(table));
    settle();
}

void Driver::selectLastRow(const QString& table)
{
    QAbstractItemView* view = findTable(table);
    if (!view) fail(u"there is no table “%1”"_s.arg(table));
    const QModelIndex last = view->model()->index(view->model()->rowCount() - 1, 0);
    view->scrollTo(last);
    view->setCurrentIndex(last);
    say(u"- selects the last row of *%1*"_s.arg(table));
    settle();
}

QScrollArea* Driver::findScroll() const
{
    QScrollArea* found = nullptr;
    const auto size = [](const QScrollArea* area) { return area->width() * area->height(); };
    for (QScrollArea* each : top()->findChildren<QScrollArea*>())
        if (each->isVisible() && each->verticalScrollBar()->maximum() > 0 &&
            (!found || size(each) > size(found)))
            found = each;
    return found;
}

void Driver::scroll(const QScrollArea* area, const std::function<bool()>& isFar)
{
    QWidget* view = area->viewport();
    const QScrollBar* bar = area->verticalScrollBar();
    while (!isFar() && bar->value() < bar->maximum()) {
        const int before = bar->value();
        // At the edge, where no field lies that would take the turn for itself.
        const QPointF place(view->width() - 2, 2);
        QWheelEvent turn(place, view->mapToGlobal(place), {}, {0, -40}, Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QApplication::sendEvent(view, &turn);
        if (bar->value() == before) fail(u"the wheel moves nothing"_s);
    }
    settle();
}

void Driver::scrollTo(const QString& wanted)
{
    const QString text = spoken(wanted);
    const QScrollArea* area = findScroll();
    if (!area) fail(u"there is nothing to scroll to “%1”"_s.arg(text));
    const QLabel* goal = nullptr;
    for (const QLabel* each : area->widget()->findChildren<QLabel*>())
        if (!goal && each->isVisible() && plain(each->text()).startsWith(text)) goal = each;
    if (!goal) fail(u"there is no “%1” to scroll to"_s.arg(text));
    const auto height = [&] { return goal->mapTo(area->viewport(), QPoint()).y(); };
    scroll(area, [&] { return height() <= goal->height(); });
    say(u"- scrolls to *%1*"_s.arg(text));
    isTrue(u"“%1” can be seen"_s.arg(text),
           [&] { return height() >= 0 && height() < area->viewport()->height(); });
}

void Driver::scrollToEnd()
{
    const QScrollArea* area = findScroll();
    if (!area) fail(u"there is nothing to scroll"_s);
    scroll(area, [] { return false; });
    say(u"- scrolls to the end"_s);
}

void Driver::chooseFile(const QString& path, const QString& shown)
{
    waitFor(u"the dialog that asks for a file"_s,
            [&] { return qobject_cast<QFileDialog*>(top()) != nullptr; });
    const QPointer<QWidget> dialog(top());
    auto* name = dialog->findChild<QLineEdit*>(u"fileNameEdit"_s);
    auto* buttons = dialog->findChild<QDialogButtonBox*>();
    if (!name || !buttons) fail(u"the dialog that asks for a file has no place for a name"_s);
    name->setText(path);
    settle();
    QAbstractButton* choice = nullptr;
    for (QAbstractButton* each : buttons->buttons())
        if (buttons->buttonRole(each) == QDialogButtonBox::AcceptRole) choice = each;
    if (!choice) fail(u"the dialog that asks for a file has no button to choose"_s);
    say(u"- chooses %1"_s.arg(shown));
    QTimer::singleShot(0, choice, [choice] { choice->click(); });
    waitFor(u"the end of the choice"_s, [&] { return !dialog || !dialog->isVisible(); });
}

void Driver::selectTab(const QString& wanted)
{
    const QString text = spoken(wanted);
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

Amount Driver::sign(const QString& password)
{
    waitFor(u"the review"_s, [&] { return top()->objectName() == u"reviewAndSign"_s; });
    QPointer<QWidget> dialog(top());
    const auto* sentence = dialog->findChild<QLabel*>(u"sentence"_s);
    if (!sentence || sentence->text().isEmpty()) fail(u"the review says nothing"_s);
    const QString fee = shownFact(u"Network fee"_s);
    say(u"- reads: “%1” (fee %2)"_s.arg(sentence->text(), fee));
    for (QLineEdit* field : dialog->findChildren<QLineEdit*>())
        if (isUsable(field) && field->echoMode() != QLineEdit::Normal) field->setText(password);
    auto* primary = dialog->findChild<QAbstractButton*>(u"sign"_s);
    if (!primary) fail(u"the review has no button to sign"_s);
    // First payments wait a few seconds before they can be signed.
    waitFor(u"the button to sign"_s, [&] { return !dialog || primary->isEnabled(); });
    say(u"- signs with **%1**"_s.arg(plain(primary->text())));
    QTimer::singleShot(0, primary, [primary] { primary->click(); });
    waitFor(u"the end of the review"_s, [&] { return !dialog || !dialog->isVisible(); });
    settle(150);
    return amountIn(fee);
}

} // namespace stoa::journey
