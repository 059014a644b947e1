// SPDX-License-Identifier: MIT
// The list of pages, with the company switcher above it.
#pragma once

#include <QWidget>

class QMenu;
class QStandardItemModel;
class QToolButton;
class QTreeView;

namespace stoa::ui {

class Session;

class Sidebar : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(Session& session, QWidget* parent = nullptr);

    void setCurrent(const QString& page);
    void setBadge(const QString& page, int count);
    /// Entries that the switcher offers below the companies.
    void setCompanyActions(const QList<QAction*>& actions);
    void setNewMenu(const QList<QAction*>& actions);
    void focusList();
    /// Wide enough for every entry in the weight of the chosen one, with its number.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pageChosen(const QString& page);
    void companyChosen();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillCompanies();
    void choose();

    Session& m_session;
    QToolButton* m_company;
    QMenu* m_companies;
    QTreeView* m_list;
    QStandardItemModel* m_model;
    QToolButton* m_new;
    QList<QAction*> m_actions;
};

} // namespace stoa::ui
