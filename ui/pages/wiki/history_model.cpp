// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/history_model.h"

#include <algorithm>

#include <QLocale>

#include "ui/theme/visible_text.h"
#include "ui/words/address_text.h"
#include "ui/words/dates.h"
#include "ui/words/text.h"

namespace stoa::ui {

using engine::VersionView;

void HistoryModel::setVersions(std::vector<VersionView> versions, Timestamp now)
{
    beginResetModel();
    // What was chosen on another page says nothing about this one. The oldest version is last.
    const bool isSamePage =
        !m_versions.empty() && !versions.empty() && m_versions.back().revision == versions.back().revision;
    m_versions = std::move(versions);
    m_now = now;
    if (!isSamePage || !find(m_before) || !find(m_after)) {
        m_after = m_versions.empty() ? 0 : m_versions[0].version;
        m_before = m_versions.size() < 2 ? 0 : m_versions[1].version;
    }
    endResetModel();
    Q_EMIT choiceChanged();
}

const VersionView* HistoryModel::versionAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_versions[static_cast<std::size_t>(row)];
}

const VersionView* HistoryModel::find(std::uint32_t version) const
{
    const auto found = std::find_if(m_versions.begin(), m_versions.end(),
                                    [version](const VersionView& each) { return each.version == version; });
    return found == m_versions.end() ? nullptr : &*found;
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_versions.size());
}

int HistoryModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case BeforeColumn: return tr("Before");
    case AfterColumn: return tr("After");
    case VersionColumn: return tr("Version");
    case TimeColumn: return tr("When");
    case AuthorColumn: return tr("Author");
    case SummaryColumn: return tr("Summary");
    case SizeColumn: return tr("Size");
    default: return {};
    }
}

QString HistoryModel::textOf(const VersionView& version, int column) const
{
    switch (column) {
    case VersionColumn: return QString::number(version.version);
    case TimeColumn: return shortDateText(version.time, m_now);
    case AuthorColumn:
        return version.author.empty() ? shortAddress(version.authorAddress)
                                      : visibleText(toQt(version.author));
    case SummaryColumn: return visibleText(toQt(version.summary));
    case SizeColumn:
        return QLocale().formattedDataSize(static_cast<qint64>(version.bytes), 1, QLocale::DataSizeSIFormat);
    default: return {};
    }
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    const VersionView* version = index.isValid() ? versionAt(index.row()) : nullptr;
    if (!version) return {};
    const int column = index.column();
    const bool isChoice = column == BeforeColumn || column == AfterColumn;
    const bool isChosen = version->version == (column == BeforeColumn ? m_before : m_after);
    switch (role) {
    case Qt::DisplayRole: return textOf(*version, column);
    case Qt::CheckStateRole: return isChoice ? QVariant(isChosen ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return column == TimeColumn ? dateText(version->time) : tipText(textOf(*version, column));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter |
                        (column == SizeColumn || column == VersionColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        if (!isChoice)
            return QString(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
                           QStringLiteral(": ") + textOf(*version, column));
        return column == BeforeColumn ? tr("Compare from version %1").arg(version->version)
                                      : tr("Compare to version %1").arg(version->version);
    default: return {};
    }
}

bool HistoryModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const VersionView* version = index.isValid() ? versionAt(index.row()) : nullptr;
    if (!version || role != Qt::CheckStateRole || value.toInt() != Qt::Checked) return false;
    if (index.column() != BeforeColumn && index.column() != AfterColumn) return false;
    (index.column() == BeforeColumn ? m_before : m_after) = version->version;
    Q_EMIT dataChanged(this->index(0, BeforeColumn), this->index(rowCount() - 1, AfterColumn));
    Q_EMIT choiceChanged();
    return true;
}

Qt::ItemFlags HistoryModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (index.column() == BeforeColumn || index.column() == AfterColumn) flags |= Qt::ItemIsUserCheckable;
    return index.isValid() ? flags : Qt::NoItemFlags;
}

} // namespace stoa::ui
