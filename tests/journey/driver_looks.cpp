// SPDX-License-Identifier: MIT
// What the driver sees, and what it leaves behind: texts, pictures, the transcript.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

#include "tests/journey/driver.h"
#include "tests/journey/pictures.h"
#include "tests/journey/visible_words.h"
#include "ui/theme/theme.h"

namespace stoa::journey {

using namespace Qt::Literals::StringLiterals;

QString plain(QString text) { return text.remove(u'&'); }

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

namespace {

void addRows(const QAbstractItemView* view, QStringList& lines)
{
    const QAbstractItemModel* model = view->model();
    // A header shares the model of its table, whose rows would be there twice.
    if (!model || qobject_cast<const QHeaderView*>(view)) return;
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
    settle(180);
    // Pages of the wiki are drawn by another process, in its own time: a picture counts that is in the theme,
    // as the one before was.
    QImage seen = top()->grab().toImage();
    bool wasInTheme = false;
    for (int tries = 0; tries < 100; ++tries) {
        const bool isInTheme = isReaderInTheme(seen);
        if (isInTheme && (wasInTheme || readers().empty())) break;
        wasInTheme = isInTheme;
        settle(100);
        seen = top()->grab().toImage();
    }
    const QString file = u"%1/%2.png"_s.arg(m_folder, name);
    if (!seen.save(file)) fail(u"a picture could not be written: "_s + file);
}

std::vector<const QWidget*> Driver::readers() const
{
    std::vector<const QWidget*> found;
    for (const QWidget* view : top()->findChildren<QWidget*>())
        // Not by its visible region: a widget of its own covers all of it.
        if (view->inherits("QWebEngineView") && view->isVisible() && !view->rect().isEmpty())
            found.push_back(view);
    return found;
}

bool Driver::isReaderInTheme(const QImage& seen) const
{
    return std::ranges::all_of(readers(), [&](const QWidget* view) {
        const QPoint margin = view->mapTo(top(), QPoint(3, view->height() / 2));
        const QPointF place = QPointF(margin) * seen.devicePixelRatio();
        if (!seen.rect().contains(place.toPoint())) return true;
        const bool isDark = seen.pixelColor(place.toPoint()).lightness() < 128;
        return isDark == m_theme.tokens().isDark();
    });
}

void Driver::picture(const QString& name)
{
    const QString full = m_look.isEmpty() ? name : m_look + u'-' + name;
    const auto all = allPictures();
    const auto entry = std::find_if(all.begin(), all.end(),
                                    [&](const Picture& each) { return each.name == full.toStdString(); });
    if (entry == all.end()) fail(u"the picture “%1” is not in pictures.h"_s.arg(full));
    if (!m_taken.insert(name).second) fail(u"the picture “%1” is taken twice"_s.arg(full));
    const QString numbered = QString::fromStdString(entry->file);
    if (!entry->hasDark) return save(numbered);
    const ui::Appearance before = m_theme.appearance();
    m_theme.setAppearance(ui::Appearance::Light);
    save(numbered + u"-light"_s);
    m_theme.setAppearance(ui::Appearance::Dark);
    save(numbered + u"-dark"_s);
    m_theme.setAppearance(before);
    say(u"\n![%1](%2-light.png)\n"_s.arg(name, numbered));
}

void Driver::noteLooks()
{
    const auto text = [](std::string_view words) {
        return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
    };
    for (const Look& look : kLooks) {
        QStringList pictures;
        for (const std::string_view each : kLookPictures)
            pictures << u"[%1](%2-%1%3)"_s.arg(text(each), text(look.name),
                                               look.hasDark ? u"-light.png"_s : u".png"_s);
        note(u"*%1*, %2: %3."_s.arg(text(look.name), text(look.words), pictures.join(u", "_s)));
    }
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
