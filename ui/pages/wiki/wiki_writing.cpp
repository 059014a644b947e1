// SPDX-License-Identifier: MIT
// The part of the wiki page that changes something: drafts, publishing, restoring, and two versions made one.
#include <QPushButton>
#include <QStackedWidget>

#include "ui/bridge/engine_bridge.h"
#include "ui/bridge/session.h"
#include "ui/dialogs/action_runner.h"
#include "ui/pages/wiki/conflict_view.h"
#include "ui/pages/wiki/history_view.h"
#include "ui/pages/wiki/page_editor.h"
#include "ui/pages/wiki/page_tree.h"
#include "ui/pages/wiki/wiki_dialogs.h"
#include "ui/pages/wiki/wiki_page.h"
#include "ui/theme/visible_text.h"
#include "ui/web/page_view.h"
#include "ui/widgets/banner.h"
#include "ui/words/dates.h"
#include "ui/words/error_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

void WikiPage::startEditing()
{
    if (isEditing() || m_context.session.isReadOnly() || m_dac.isZero() || m_name.isEmpty()) return;
    if (m_isAwaited) {
        m_wantsToWrite = true; // what is written must stand on what is published
        return;
    }
    if (exists() && m_page.version < m_page.summary.versions) {
        // The newest version is what is edited; an old one comes back by restoring it.
        load(m_name);
        return;
    }
    ++m_asked; // an answer on its way may not take the editor away
    m_edited = {};
    m_isNotKept = false;
    const QString published = toQt(m_page.text);
    QString text = published;
    Hash base = m_page.revision;
    if (hasKeptText()) {
        text = keptText();
        const Hash begunFrom = m_drafts.base(m_name);
        if (!begunFrom.isZero() || !m_drafts.newText(m_name).isEmpty()) base = begunFrom;
    } else if (m_page.mine) { // its words did not get through
        text = toQt(m_page.mine->text);
        base = m_page.mine->base;
        m_edited = m_page.mine->revision;
    }
    m_editor->begin(m_name, published, base, text);
    turnTo(Shown::Page);
    if (base != m_page.revision)
        m_editor->banners()->show(u"outdated"_s, Tone::Info,
                                  tr("Somebody published a newer version since you began. Publishing brings "
                                     "both together; nothing of "
                                     "either is lost."));
    m_tree->select(m_name);
    m_editor->edit()->setFocus();
    Q_EMIT titleChanged();
}

bool WikiPage::hasKeptText() const { return !keptText().isEmpty() || m_page.hasDraft; }

/// What the settings hold is newer: it is what the engine could not take.
QString WikiPage::keptText() const
{
    const QString own = m_drafts.newText(m_name);
    return own.isEmpty() ? toQt(m_page.draft) : own;
}

void WikiPage::showMineBanner()
{
    m_banners->remove(u"mine"_s);
    if (!m_page.mine) return;
    Banner* banner = m_banners->show(u"mine"_s, Tone::Info,
                                     tr("An edit of yours is not in this page, because somebody else was "
                                        "quicker. Its text is kept on this "
                                        "computer. Publishing it brings both together."));
    banner->addAction(tr("Show my text"), [this] { startEditing(); });
}

void WikiPage::stopEditing()
{
    if (!isEditing()) return;
    const QString page = m_editor->page();
    const bool wasNew = !exists();
    m_editor->end();
    m_editor->hide();
    ++m_previewed;
    if (wasNew && m_name == page) refresh();
}

void WikiPage::preview(const QString& text)
{
    const quint64 number = ++m_previewed;
    const QString page = m_editor->page();
    m_context.bridge.send(engine::RenderMarkdown{m_dac, toStd(text), toStd(page)}, this,
                          [this, number, page](const Result<std::string>& html) {
                              if (number != m_previewed || !isEditing() || !html) return;
                              m_reader->showPage(page, toQt(*html));
                          });
}

void WikiPage::keep(const QString& page, const QString& text, bool isChanged)
{
    m_drafts.setBase(page, isChanged ? m_editor->base() : Hash());
    const auto showKept = [this, page](const Error* error) {
        if (!isEditing() || m_editor->page() != page) {
            if (error)
                m_banners->show(u"keep"_s, Tone::Danger,
                                tr("Your draft of “%1” is kept with the settings of this window only, and "
                                   "offered when you "
                                   "open the page. %2")
                                    .arg(pageTitle(page), errorText(*error)));
            return;
        }
        m_isNotKept = error != nullptr;
        if (error)
            m_editor->showNotKept(errorText(*error));
        else
            m_editor->showKept(m_context.session.now());
        showState();
    };
    // At once and here, until the engine has said that it holds the words: it may fail, or the program end.
    const QString kept = isChanged ? text : QString();
    m_drafts.setNewText(page, kept);
    if (!exists()) {
        showKept(nullptr);
        return;
    }
    m_context.bridge.send(
        engine::KeepPageDraft{m_dac, toStd(page), toStd(kept)}, this,
        [showKept, drafts = m_drafts, page, kept](const Result<std::monostate>& reply) mutable {
            if (reply && drafts.newText(page) == kept) drafts.setNewText(page, {});
            showKept(reply ? nullptr : &reply.error());
        });
}

void WikiPage::forgetDraft(const QString& page)
{
    m_drafts.setBase(page, {});
    if (!m_drafts.newText(page).isEmpty()) m_drafts.setNewText(page, {});
    m_page.hasDraft = false;
    m_page.draft.clear();
    m_context.bridge.send(engine::KeepPageDraft{m_dac, toStd(page), {}}, this,
                          [](const Result<std::monostate>&) {});
}

void WikiPage::publish(QWidget* origin)
{
    m_editor->flush();
    const QString page = m_editor->page();
    engine::SavePage save{m_dac, toStd(page), toStd(m_editor->text()), toStd(m_editor->summary()),
                          m_editor->base()};
    save.edit = m_edited;
    m_editor->banners()->remove(u"refusal"_s);
    m_context.actions.run(
        std::move(save), origin, [this, page](const engine::Sent&) { published(page); },
        [this](const Error& error) { refused(error); });
}

void WikiPage::published(const QString& page)
{
    m_editor->drop();
    m_editor->hide();
    ++m_previewed;
    forgetDraft(page);
    m_isNotKept = false;
    turnTo(Shown::Page);
    load(page);
    refresh();
}

void WikiPage::refused(const Error& error)
{
    if (error.code == ErrorCode::MergeConflict) {
        startConflict();
        return;
    }
    if (m_stack->currentIndex() == static_cast<int>(Shown::Conflict)) turnTo(Shown::Page);
    m_editor->banners()
        ->show(u"refusal"_s, Tone::Danger,
               tr("%1 Your text is still here and saved on this computer.").arg(errorText(error)))
        ->setClosable();
}

void WikiPage::askDiscard()
{
    const QString page = m_name;
    auto* dialog = new DiscardDraftDialog(page, window());
    connect(dialog, &DiscardDraftDialog::discarded, this, [this, page] {
        m_editor->drop();
        m_editor->hide();
        ++m_previewed;
        forgetDraft(page);
        m_banners->remove(u"draft"_s);
        load(page);
        refresh();
    });
    dialog->show();
}

void WikiPage::showHistory()
{
    if (!exists()) return;
    const QString page = m_name;
    m_context.bridge.send(engine::ReadPageHistory{m_dac, toStd(page)}, this,
                          [this, page](const Result<std::vector<engine::VersionView>>& versions) {
                              if (page != m_name) return;
                              turnTo(Shown::History);
                              m_history->banners()->remove(u"history"_s);
                              if (versions)
                                  m_history->setVersions(*versions, m_context.session.now());
                              else
                                  m_history->banners()->show(u"history"_s, Tone::Danger,
                                                             errorText(versions.error()));
                          });
}

void WikiPage::compare(quint32 from, quint32 to)
{
    m_context.bridge.send(engine::ComparePage{m_dac, toStd(m_name), from, to}, this,
                          [this](const Result<engine::PageDiffView>& diff) {
                              m_history->banners()->remove(u"compare"_s);
                              if (diff)
                                  m_history->setDiff(*diff);
                              else
                                  m_history->banners()->show(u"compare"_s, Tone::Danger,
                                                             errorText(diff.error()));
                          });
}

void WikiPage::restore(std::uint32_t version)
{
    const QString page = m_name;
    m_context.bridge.send(
        engine::ReadPage{m_dac, toStd(page), version}, this,
        [this, page, version](const Result<engine::PageView>& old) {
            if (!old) {
                m_history->banners()->show(u"restore"_s, Tone::Danger, errorText(old.error()))->setClosable();
                return;
            }
            engine::SavePage save{m_dac, toStd(page), old->text,
                                  toStd(tr("Version %1 restored").arg(version)), m_page.revision};
            m_context.actions.run(std::move(save), m_history->restoreButton(),
                                  [this, page](const engine::Sent&) {
                                      if (page == m_name) load(page); // what is restored is shown
                                      refresh();
                                  });
        });
}

void WikiPage::startConflict()
{
    const QString page = m_editor->page();
    m_context.bridge.send(engine::ReadPage{m_dac, toStd(page), 0}, this,
                          [this, page](const Result<engine::PageView>& theirs) {
                              if (!isEditing() || m_editor->page() != page) return;
                              if (theirs)
                                  readConflictBase(*theirs);
                              else
                                  refused(theirs.error());
                          });
}

void WikiPage::readConflictBase(const engine::PageView& theirs)
{
    const QString page = m_editor->page();
    const Hash base = m_editor->base();
    m_context.bridge.send(
        engine::ReadPageHistory{m_dac, toStd(page)}, this,
        [this, page, base, theirs](const Result<std::vector<engine::VersionView>>& versions) {
            if (!isEditing() || m_editor->page() != page) return;
            std::uint32_t number = 0;
            if (versions)
                for (const engine::VersionView& version : *versions)
                    if (version.revision == base) number = version.version;
            if (number == 0) {
                showConflict(theirs, {}, false);
                return;
            }
            m_context.bridge.send(engine::ReadPage{m_dac, toStd(page), number}, this,
                                  [this, page, theirs](const Result<engine::PageView>& begun) {
                                      if (!isEditing() || m_editor->page() != page) return;
                                      showConflict(theirs, begun ? toQt(begun->text) : QString(),
                                                   begun.has_value());
                                  });
        });
}

void WikiPage::showConflict(const engine::PageView& theirs, const QString& base, bool hasBase)
{
    m_theirs = theirs;
    ConflictView::Sides sides;
    sides.page = m_editor->page();
    sides.base = base;
    sides.hasBase = hasBase;
    sides.theirs = toQt(theirs.text);
    sides.mine = m_editor->text();
    sides.theirName = theirs.author.empty() ? tr("Somebody") : visibleText(toQt(theirs.author));
    sides.theirTime = relativeText(theirs.time, m_context.session.now());
    m_conflict->setSides(sides);
    turnTo(Shown::Conflict);
}

/// Of mine nothing was chosen: there is nothing to publish, and nobody is asked again.
void WikiPage::keepTheirs()
{
    const QString page = m_editor->page();
    const auto forgotten = [this, page] {
        published(page);
        m_banners
            ->show(u"theirs"_s, Tone::Info,
                   tr("“%1” stays as it was published, as you chose. Your own text is forgotten; nothing was "
                      "sent.")
                       .arg(visibleText(page)))
            ->setClosable();
    };
    turnTo(Shown::Page);
    if (m_edited.isZero()) {
        forgotten();
        return;
    }
    m_context.bridge.send(engine::DropEdit{m_dac, toStd(page), m_edited}, this,
                          [this, forgotten](const Result<std::monostate>& reply) {
                              if (reply || reply.error().code == ErrorCode::NotFound)
                                  forgotten();
                              else
                                  refused(reply.error());
                          });
}

void WikiPage::finishConflict()
{
    if (m_conflict->result() == toQt(m_theirs.text)) {
        keepTheirs();
        return;
    }
    m_editor->rebase(m_conflict->result(), toQt(m_theirs.text), m_theirs.revision);
    turnTo(Shown::Page);
    publish(m_editor->publishButton());
}

/// Everything was there already: that is an answer, not a refusal.
void WikiPage::showLastImport()
{
    m_context.bridge.send(engine::ReadImportReport{}, this,
                          [this](const Result<engine::ImportReport>& report) {
                              if (report) (new ImportReportDialog(*report, window()))->show();
                          });
}

} // namespace stoa::ui
