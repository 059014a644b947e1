// SPDX-License-Identifier: MIT
// Every page, dialog and form, without a mouse and without eyes: whatever can be used has a name and can be
// reached with Tab, and no two things of a window share a letter.
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

#include "tests/support/registry.h"
#include "tests/support/ui/company_screens.h"
#include "tests/support/ui/open_dialogs.h"
#include "ui/pages/collaborations/act_form.h"
#include "ui/widgets/scroll_page.h"

using namespace stoa;
using namespace stoa::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QString pathOf(const QWidget* widget)
{
    QStringList path;
    for (; widget; widget = widget->parentWidget())
        path.prepend(QString::fromLatin1(widget->metaObject()->className()) + u'#' + widget->objectName());
    return path.mid(std::max<qsizetype>(0, path.size() - 4)).join(u'/');
}

/// What a screen reader calls the widget.
QString nameOf(const QWidget* widget)
{
    if (!widget->accessibleName().isEmpty()) return widget->accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) return button->text();
    for (const QLabel* label : widget->window()->findChildren<QLabel*>())
        if (label->buddy() == widget) return label->text();
    return {};
}

/// Whether a person does something with the widget itself; parts of other widgets do not count.
bool isInteractive(const QWidget* widget)
{
    if (widget->inherits("QLineEdit"))
        return !widget->parentWidget()->inherits("QAbstractSpinBox") &&
               !widget->parentWidget()->inherits("QComboBox");
    if (widget->inherits("QScrollBar") || widget->inherits("QHeaderView")) return false;
    if (const auto* list = qobject_cast<const QAbstractItemView*>(widget))
        return !list->window()->inherits("QComboBoxPrivateContainer");
    // The arrow in a line edit that empties it; Backspace does it, too.
    if (widget->inherits("QToolButton") && widget->parentWidget()->inherits("QLineEdit")) return false;
    if (widget->inherits("QToolButton") && widget->parentWidget()->inherits("QTabBar")) return false;
    if (widget->inherits("QToolButton") && widget->parentWidget()->inherits("QMenuBar")) return false;
    return widget->inherits("QAbstractButton") || widget->inherits("QComboBox") ||
           widget->inherits("QAbstractSpinBox") || widget->inherits("QAbstractSlider") ||
           widget->inherits("QPlainTextEdit") || widget->inherits("QTextEdit") ||
           widget->inherits("QTabBar") || widget->inherits("QGroupBox");
}

/// What is wrong with the window, a line each.
QStringList faultsOf(QWidget* window)
{
    QStringList faults;
    QSet<const QWidget*> reached;
    const QWidget* at = window;
    for (int i = 0; i < 5000; ++i) {
        at = at->nextInFocusChain();
        if (at == window) break;
        reached.insert(at);
    }
    std::map<QString, QString> letters;
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible() || !isInteractive(widget) || widget->window() != window) continue;
        if (nameOf(widget).trimmed().isEmpty()) faults << u"has no name: "_s + pathOf(widget);
        if (!widget->isEnabled()) continue;
        const auto isReached = [&](const QWidget* each) {
            return (each->focusPolicy() & Qt::TabFocus) && reached.contains(each);
        };
        bool byTab = isReached(widget);
        if (!byTab && widget->inherits("QRadioButton"))
            for (const QWidget* other : widget->parentWidget()->findChildren<QRadioButton*>())
                byTab = byTab || isReached(other);
        // Of buttons that belong together one has the keyboard, and the arrows go on.
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (!byTab && !widget->focusProxy()) faults << u"is not reached: "_s + pathOf(widget);
        if (button && !window->inherits("QMainWindow")) {
            const qsizetype mark = button->text().indexOf(u'&');
            if (mark < 0 || mark + 1 >= button->text().size()) continue;
            const QString letter = button->text().at(mark + 1).toLower();
            if (letters.contains(letter))
                faults << u"“%1” and “%2” share a letter"_s.arg(button->text(), letters[letter]);
            letters[letter] = button->text();
        }
    }
    if (!window->inherits("QMainWindow"))
        for (const QLabel* label : window->findChildren<QLabel*>()) {
            if (!label->isVisible() || !label->buddy()) continue;
            const qsizetype mark = label->text().indexOf(u'&');
            if (mark < 0 || mark + 1 >= label->text().size()) continue;
            const QString letter = label->text().at(mark + 1).toLower();
            if (letters.contains(letter))
                faults << u"“%1” and “%2” share a letter"_s.arg(label->text(), letters[letter]);
            letters[letter] = label->text();
        }
    return faults;
}

} // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { test::deleteDialogs(); }

    void everyPageCanBeUsedWithoutMouseAndEyes()
    {
        Theme theme;
        test::WindowStage stage(theme, test::sampleWorld());
        QStringList faults;
        for (const PageEntry& entry : pageList()) {
            stage.window.go(entry.id);
            test::settleFor(60);
            for (const QString& fault : faultsOf(&stage.window)) faults << entry.id + u": "_s + fault;
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void everyDialogCanBeUsedWithoutMouseAndEyes_data() { screens(test::dialogScreens()); }
    void everyDialogCanBeUsedWithoutMouseAndEyes() { check(test::dialogScreens()); }
    void everyActOfACompanyCanBeUsedWithoutMouseAndEyes_data() { screens(test::companyScreens()); }
    void everyActOfACompanyCanBeUsedWithoutMouseAndEyes()
    {
        check(test::companyScreens(), test::governedWorld());
    }
    void everyFormCanBeUsedWithoutMouseAndEyes_data() { screens(test::workScreens()); }
    void everyFormCanBeUsedWithoutMouseAndEyes() { check(test::workScreens()); }

private:
    static void screens(const std::vector<test::Screen>& all)
    {
        QTest::addColumn<int>("number");
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(qPrintable(all[i].name)) << static_cast<int>(i);
    }
    static void check(const std::vector<test::Screen>& all,
                      const test::FakeWorld& world = test::sampleWorld())
    {
        QFETCH(int, number);
        Theme theme;
        test::WindowStage stage(theme, world);
        QWidget* shown = all[static_cast<std::size_t>(number)].open(stage);
        QVERIFY(shown);
        test::settleFor(60);
        const QStringList faults = faultsOf(shown);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        // In a form Tab goes through the fields first, and the keyboard begins in one.
        if (auto* form = shown->findChild<ActForm*>()) {
            QList<const QWidget*> order;
            for (const QWidget* at = shown->nextInFocusChain(); at != shown; at = at->nextInFocusChain())
                if (form->isAncestorOf(at) && at->isVisible() && (at->focusPolicy() & Qt::TabFocus))
                    order << at;
            if (order.size() == 2) { // nothing to fill in: what does nothing has the keyboard
                QCOMPARE(form->focusWidget(), order.first());
                QVERIFY(order.first() != form->sendButton());
                return;
            }
            QVERIFY(order.size() > 2);
            QVERIFY2(order.last() == form->sendButton(), qPrintable(pathOf(order.last())));
            QVERIFY(order.first() != form->sendButton());
            const auto* focused = qobject_cast<const QPushButton*>(form->focusWidget());
            QVERIFY2(form->focusWidget() && !focused, "a button has the keyboard");
        }
        // Nothing of a dialog has to be moved sideways to be read.
        for (const auto* page : shown->findChildren<ScrollPage*>())
            if (page->isVisible() && shown->inherits("QDialog"))
                QCOMPARE(page->horizontalScrollBar()->maximum(), 0);
        // A dialog has the keyboard from the first moment on.
        if (shown->isWindow() && shown->inherits("QDialog")) {
            QWidget* focused = shown->focusWidget();
            QVERIFY2(focused && focused->isVisible() && focused->isEnabled(), "nothing has the keyboard");
        }
    }
};

STOA_TEST(AccessibilityTest)
#include "accessibility_test.moc"
