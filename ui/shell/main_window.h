// SPDX-License-Identifier: MIT
// The window: sidebar, pages, status bar, menus. Shows itself at once and never waits for the engine.
#pragma once

#include <map>
#include <vector>

#include <QElapsedTimer>
#include <QMainWindow>

#include "core/base/error.h"
#include "ui/bridge/navigator.h"
#include "ui/pages/page.h"

class QAction;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace stoa::ui {

class ActionRegistry;
class ActionRunner;
class BannerArea;
class CompanyOffers;
class EngineBridge;
class IdleLock;
class NoCompanyPage;
class Session;
class Sidebar;
class StatusCells;
class Theme;
class UiSettings;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(EngineBridge& bridge, Theme& theme, UiSettings& settings);
    ~MainWindow() override;

    /// The engine could not be made: says why and what to do, in place of the pages' content.
    void showStartError(const Error& error);

    /// Shows a page as Navigator::go does.
    void go(const QString& page, const QString& object = {});
    Page* currentPage() const;
    QString currentPageId() const;
    ActionRegistry& actions() { return *m_registry; }
    Session& session() { return *m_session; }
    Navigator& navigator() { return *m_navigator; }

Q_SIGNALS:
    /// The person wants to see the sample company, or their own engine again.
    void sampleWanted(bool sample);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    struct Place {
        QString page;
        QString object;
    };

    void buildActions();
    void buildMenus();
    void connectEngine();
    Page* pageOf(const QString& id);
    /// Brings the page to the front, or what stands in its place while there is no company.
    void showPage(const Place& place);
    void showPlace(const Place& place);
    void step(int direction);
    void showStart();
    void refreshSoon();
    void updateTitle();
    void updateActions();
    void updateStanding();
    void readBadges();
    void openPalette();
    void openOutbox();
    void toggleLock();
    void unlock();
    void restore();
    void createCompany();
    void join();
    void showShortcuts();
    void applyAppearance();
    void setTextPercent(int percent);

    EngineBridge& m_bridge;
    Theme& m_theme;
    UiSettings& m_settings;
    Session* m_session;
    ActionRunner* m_actionRunner;
    Navigator* m_navigator;
    ActionRegistry* m_registry;
    IdleLock* m_idle;
    Sidebar* m_sidebar = nullptr;
    QStackedWidget* m_stack = nullptr;
    NoCompanyPage* m_noCompany = nullptr;
    BannerArea* m_standing = nullptr;
    CompanyOffers* m_offers = nullptr;
    StatusCells* m_cells = nullptr;
    QSplitter* m_splitter = nullptr;
    std::map<QString, Page*> m_pages;
    std::vector<Place> m_places;
    int m_place = -1;
    bool m_isRefreshing = false;
    QElapsedTimer m_sinceRefresh;
    bool m_hasChosen = false; ///< the person went somewhere by themselves
};

} // namespace stoa::ui
