// SPDX-License-Identifier: MIT
// The tasks of the company: a board, and one task at a time.
#pragma once

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace stoa::ui {

class BannerArea;
class BoardView;
class EmptyState;
class PageHeader;
class TaskDetail;
class TaskModel;

class TasksPage : public Page {
    Q_OBJECT

public:
    explicit TasksPage(const PageContext& context, QWidget* parent = nullptr);

    QString title() const override;
    /// A task's id; empty: the board.
    void open(const QString& object) override;
    void refresh() override;
    QList<QAction*> pageActions() const override { return m_actions; }

    TaskModel* model() const { return m_model; }
    BoardView* board() const { return m_board; }
    TaskDetail* detail() const { return m_detail; }
    BannerArea* banners() const { return m_banners; }
    QLineEdit* filterEdit() const { return m_filter; }
    bool isShowingTask() const;
    /// Asks for a title and creates a task.
    void createTask();
    void moveTask(const ObjectId& task, tx::TaskState target, QWidget* origin);

private:
    QWidget* makeBoard();
    void makeActions();
    void showTasks(std::vector<engine::TaskView> tasks);
    void showFilter();
    void showBoard();
    void openTask(const ObjectId& task);
    void showMoveMenu(const ObjectId& task, QWidget* origin);
    void showAssignMenu(const ObjectId& task, const QPoint& global, QWidget* origin);
    void assign(const ObjectId& task, const Address& person, QWidget* origin);
    BannerArea* shownBanners() const;

    PageContext m_context;
    engine::CompanyView m_company;
    TaskModel* m_model;
    QStackedWidget* m_stack;
    QWidget* m_boardPage = nullptr;
    PageHeader* m_header = nullptr;
    QPushButton* m_new = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_clear = nullptr;
    BannerArea* m_banners = nullptr;
    QStackedWidget* m_boardStack = nullptr;
    BoardView* m_board = nullptr;
    EmptyState* m_empty = nullptr;
    TaskDetail* m_detail;
    QList<QAction*> m_actions;
    QString m_wanted; ///< to open once the list has it
    bool m_isLoaded = false;
};

} // namespace stoa::ui
