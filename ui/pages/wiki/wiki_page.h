// SPDX-License-Identifier: MIT
// The wiki of a company: the tree of pages, reading, writing, history, two versions made one.
#pragma once

#include "core/engine/requests.h"
#include "ui/pages/page.h"
#include "ui/pages/wiki/page_drafts.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace stoa::ui {

class BannerArea;
class ConflictView;
class EmptyState;
class HistoryView;
class PageEditor;
class PageRail;
class PageTree;
class PageView;
class StateChip;

class WikiPage : public Page {
    Q_OBJECT

public:
    explicit WikiPage(const PageContext& context, QWidget* parent = nullptr);
    ~WikiPage() override;

    QString title() const override;
    /// `object` is a page's name.
    void open(const QString& object) override;
    void refresh() override;
    QList<QAction*> pageActions() const override { return m_actions; }

    bool isEditing() const;
    void startEditing();
    void showHistory();
    void importFrom(const QString& path, bool isHistory);
    void exportTo(const QString& path);

    PageTree* tree() const { return m_tree; }
    PageView* reader() const { return m_reader; }
    PageEditor* editor() const { return m_editor; }
    PageRail* rail() const { return m_rail; }
    HistoryView* history() const { return m_history; }
    ConflictView* conflict() const { return m_conflict; }
    StateChip* chip() const { return m_chip; }
    BannerArea* banners() const { return m_banners; }

protected:
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Shown { Nothing, Empty, Missing, Page, History, Conflict };

    QWidget* makeCentre();
    QWidget* makeHead();
    void makeActions();
    void changeCompany();

    // Reading
    void setPages(std::vector<engine::PageSummary> pages);
    void load(const QString& name, std::uint32_t version = 0);
    void showPage(const Result<engine::PageView>& page, std::uint32_t version);
    void showMissing(const Error& error);
    void showDraftBanner();
    void turnTo(Shown what);
    void updateHead();
    void updateRail();
    void showState();
    void goTo(const QString& name, const QString& heading = {});
    void cyclePanes(bool backward);
    void askNewPage();
    void askImport(bool isHistory);
    void showLastImport();
    void askExport();
    void askOutside(const QString& address);

    // Writing (wiki_writing.cpp)
    bool exists() const { return m_page.version > 0; }
    bool hasKeptText() const;
    QString keptText() const;
    void showMineBanner();
    void stopEditing();
    void preview(const QString& text);
    void keep(const QString& page, const QString& text, bool isChanged);
    void forgetDraft(const QString& page);
    void publish(QWidget* origin);
    void published(const QString& page);
    void refused(const Error& error);
    void askDiscard();
    void restore(std::uint32_t version);
    void compare(quint32 from, quint32 to);
    void startConflict();
    void readConflictBase(const engine::PageView& theirs);
    void showConflict(const engine::PageView& theirs, const QString& base, bool hasBase);
    void finishConflict();
    void keepTheirs();

    PageContext m_context;
    DacId m_dac;
    PageDrafts m_drafts;
    QString m_name;            ///< what is shown or awaited
    engine::PageView m_page;   ///< version 0: it does not exist
    engine::PageView m_theirs; ///< during a conflict
    Hash m_edited;             ///< my version that was not sent, while it is edited again
    QString m_heading;         ///< to be shown once the page is here
    quint64 m_asked = 0;       ///< number of the last question about a page
    quint64 m_previewed = 0;
    bool m_isShared = false; ///< the editor and the reader have had half of the room each
    bool m_isListed = false; ///< the list of pages has arrived
    bool m_isNotKept = false;
    bool m_isAwaited = false;    ///< the page `m_name` has not arrived yet
    bool m_wantsToWrite = false; ///< as soon as it has
    int m_railWish = -1;         ///< -1: as wide as the window allows; 0, 1: the person's choice

    QSplitter* m_panes;
    PageTree* m_tree;
    QLabel* m_title = nullptr;
    StateChip* m_chip = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_historyButton = nullptr;
    QPushButton* m_more = nullptr;
    QPushButton* m_details = nullptr;
    BannerArea* m_banners = nullptr;
    QWidget* m_head = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    EmptyState* m_missing = nullptr;
    QSplitter* m_both = nullptr; ///< editor and reader
    PageEditor* m_editor = nullptr;
    PageView* m_reader = nullptr;
    HistoryView* m_history = nullptr;
    ConflictView* m_conflict = nullptr;
    PageRail* m_rail;
    QAction* m_editAction = nullptr;
    QAction* m_newAction = nullptr;
    QAction* m_importFolder = nullptr;
    QAction* m_importHistory = nullptr;
    QAction* m_export = nullptr;
    QAction* m_historyAction = nullptr;
    QList<QAction*> m_actions;
};

} // namespace stoa::ui
