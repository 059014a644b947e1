// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace stoa::ui {

/// Stands where a list would be: what this is, why it is empty, and what to do.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString& icon, const QString& what, const QString& why, QWidget* parent = nullptr);

    /// A large picture in the accent colour and a title: the page shows nothing else.
    void setProminent();
    void setWords(const QString& what, const QString& why);
    /// At most two; the first is the main one.
    void addAction(const QString& label, std::function<void()> run);

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();
    QString m_icon;
    bool m_isProminent = false;
    QLabel* m_picture;
    QLabel* m_what;
    QLabel* m_why;
    QHBoxLayout* m_buttons;
};

} // namespace stoa::ui
