// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace stoa::ui {

class BannerArea;
class Stepper;

/// A dialog in a few steps: a stepper on top, one page a step, Back and Next below. Next is always enabled;
/// pressed with a fault it says what to fix and where.
class StepDialog : public QDialog {
    Q_OBJECT

public:
    StepDialog(const QString& title, QWidget* parent);

    int step() const;
    /// Shows step `step`, if the steps before it are in order.
    void goTo(int step);
    BannerArea* banners() const { return m_banners; }

protected:
    /// Adds a step and returns the layout of its page.
    QVBoxLayout* addStep(const QString& name);
    /// Once all steps are in. `effect` is the label of the last step's button.
    void finishSteps(const QString& effect, int characters, int lines);
    void setEffect(const QString& label);
    QPushButton* effectButton() const { return m_next; }

    /// What is wrong in the step, in words; empty if nothing. Puts the focus on the first bad field.
    virtual QString faultOf(int step) = 0;
    /// The step is shown now.
    virtual void entered(int step) { Q_UNUSED(step) }
    /// The last step's button.
    virtual void finishAll() = 0;

private:
    void next();
    void refreshButtons();

    Stepper* m_stepper;
    QStackedWidget* m_pages;
    BannerArea* m_banners;
    QPushButton* m_back;
    QPushButton* m_next;
    QStringList m_names;
    QString m_effect;
};

} // namespace stoa::ui
