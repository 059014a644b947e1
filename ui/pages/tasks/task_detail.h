// SPDX-License-Identifier: MIT
// One task: title, description, the job statement in seven factors, and what can be done with it.
#pragma once

#include <optional>

#include <QHash>
#include <QWidget>

#include "core/engine/views.h"
#include "ui/pages/page.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTimer;
class QVBoxLayout;

namespace stoa::ui {

class AmountEdit;
class BannerArea;
class Card;
class CollaborationChip;
class FactorEditor;
class FinalityChip;
class FourLinesView;
class JobStatementView;
class PageHeader;
class ProposePanel;
class ScrollPage;
class StateChip;

class TaskDetail : public QWidget {
    Q_OBJECT

public:
    explicit TaskDetail(const PageContext& context, QWidget* parent = nullptr);
    ~TaskDetail() override;

    /// Shows the task; text that was written and not saved before comes back.
    void show(const engine::TaskView& task);
    /// Takes a fresh view of the same task. What is being written stays.
    void update(const engine::TaskView& task);
    void setCompany(const engine::CompanyView& company);
    const engine::TaskView& task() const { return m_task; }
    bool isDirty() const { return m_isDirty; }
    /// Why a collaboration cannot be proposed now, as a sentence; empty if it can.
    QString whyNotPropose() const;
    /// Keeps unsaved text of the task for when it is opened again, also after a restart.
    void stash();

    FactorEditor* factors() const { return m_factors; }
    ProposePanel* proposePanel() const { return m_propose; }
    QPushButton* proposeButton() const { return m_proposeButton; }
    QPushButton* saveButton() const { return m_save; }
    QLineEdit* titleEdit() const { return m_title; }
    FourLinesView* fourLines() const { return m_lines; }
    QLabel* progress() const { return m_progress; }
    BannerArea* banners() const { return m_banners; }
    void readAsOnePage();
    void save();

Q_SIGNALS:
    void backWanted();
    void changed();
    void moveWanted(const stoa::ObjectId& task, QWidget* origin);
    void assignWanted(const stoa::ObjectId& task, QWidget* origin);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Edit {
        QString title;
        QString description;
        QString reward;
        content::JobStatement statement;
    };
    void makeHead(QVBoxLayout* column);
    QWidget* makeEditor();
    QWidget* makeRail();
    QWidget* makeReader();
    void fill(const Edit& edit);
    QString draftKey() const;
    void keepDraft();
    std::optional<Edit> takeDraft();
    Edit editOf(const engine::TaskView& task) const;
    Edit current() const;
    void markDirty();
    void showHead();
    void showProgress();
    void showBanners();
    void readCollaboration();
    void discard();
    void fitRail();

    PageContext m_context;
    engine::TaskView m_task;
    engine::CompanyView m_company;
    QHash<QString, Edit> m_stashed;
    bool m_isDirty = false;
    QTimer* m_keep; ///< writing stops for a moment: what was written is kept
    bool m_isFilling = false;
    PageHeader* m_head = nullptr;
    StateChip* m_state;
    CollaborationChip* m_collaboration;
    FinalityChip* m_finality;
    QPushButton* m_save = nullptr;
    QPushButton* m_move = nullptr;
    QPushButton* m_assign = nullptr;
    QPushButton* m_proposeButton = nullptr;
    QWidget* m_buttonRow = nullptr;
    QLabel* m_reason;
    BannerArea* m_banners;
    QStackedWidget* m_stack;
    QWidget* m_editor = nullptr;
    QWidget* m_reader = nullptr;
    ScrollPage* m_scroll = nullptr;
    QListWidget* m_rail = nullptr;
    QLabel* m_progress;
    QLineEdit* m_title;
    QLabel* m_titleFault;
    QPlainTextEdit* m_description;
    AmountEdit* m_reward;
    Card* m_linesCard = nullptr;
    FourLinesView* m_lines;
    QWidget* m_basics = nullptr;
    FactorEditor* m_factors;
    JobStatementView* m_onePage;
    ProposePanel* m_propose;
};

} // namespace stoa::ui
