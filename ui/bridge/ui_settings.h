// SPDX-License-Identifier: MIT
// What the person chose on this computer: looks, text size, serving, auto-lock. One small file in the data
// folder; nothing in it is secret and nothing in it moves money.
#pragma once

#include <memory>

#include <QObject>
#include <QSettings>
#include <QString>

namespace stoa::ui {

class UiSettings : public QObject {
    Q_OBJECT

public:
    /// Keeps `folder`/ui.ini; an empty folder keeps nothing.
    explicit UiSettings(const QString& folder = {}, QObject* parent = nullptr);

    /// 0 follow the desktop, 1 light, 2 dark, 3 high contrast.
    int appearance() const;
    void setAppearance(int appearance);
    int textPercent() const;
    void setTextPercent(int percent);
    /// Whether other programs may follow this network through this computer.
    bool isServing() const;
    void setServing(bool serving);
    /// 0: the usual port, or any that is free.
    quint16 servingPort() const;
    void setServingPort(quint16 port);
    /// Minutes without use until the wallet locks itself; 0: never.
    int autoLockMinutes() const;
    void setAutoLockMinutes(int minutes);
    bool reducesMotion() const;
    void setReducesMotion(bool reduces);

    QByteArray state(const QString& name) const;
    void setState(const QString& name, const QByteArray& state);
    /// Text that a person began and did not finish, by the name of the form. Never a password.
    QString draft(const QString& form) const;
    /// Empty: it is finished, and nothing is kept.
    void setDraft(const QString& form, const QString& text);

    /// What the program that serves has to say: the address that is served, or why it is not.
    QString servingAddress() const { return m_servingAddress; }
    QString servingProblem() const { return m_servingProblem; }
    void reportServing(const QString& address, const QString& problem);

Q_SIGNALS:
    void appearanceChanged();
    /// The switch or the port was changed by the person.
    void servingWanted(bool serving);
    void servingReported();
    void autoLockChanged();

private:
    QVariant value(const QString& key, const QVariant& fallback) const;
    void setValue(const QString& key, const QVariant& value);

    std::unique_ptr<QSettings> m_file;
    QMap<QString, QVariant> m_memory;
    QString m_servingAddress;
    QString m_servingProblem;
};

} // namespace stoa::ui
