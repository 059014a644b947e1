// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/diff_model.h"

#include <algorithm>

#include "ui/theme/visible_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using content::Change;
using content::DiffLine;

namespace {

QString plainText(const DiffLine& line)
{
    QString text;
    for (const content::DiffSpan& span : line.spans) text += visibleText(toQt(span.text));
    return text;
}

} // namespace

void DiffModel::setDiff(content::Diff diff)
{
    beginResetModel();
    m_diff = std::move(diff);
    m_rows = build();
    endResetModel();
}

void DiffModel::setSideBySide(bool sideBySide)
{
    if (sideBySide == m_isSideBySide) return;
    beginResetModel();
    m_isSideBySide = sideBySide;
    m_rows = build();
    endResetModel();
}

std::vector<DiffRow> DiffModel::build() const
{
    const auto& lines = m_diff.lines;
    std::vector<DiffRow> rows;
    std::size_t at = 0;
    while (at < lines.size()) {
        std::size_t end = at;
        if (lines[at].change == Change::Same) {
            while (end < lines.size() && lines[end].change == Change::Same) ++end;
            const auto count = static_cast<int>(end - at);
            const int before = at == 0 ? 0 : kAround;
            const int after = end == lines.size() ? 0 : kAround;
            // A fold of one line would take as much room as the line.
            const bool folds = count > before + after + 1;
            for (int i = 0; i < count; ++i) {
                if (folds && i == before) {
                    rows.push_back(
                        {&lines[at + static_cast<std::size_t>(i)], nullptr, count - before - after});
                    i = count - after - 1;
                    continue;
                }
                const DiffLine* line = &lines[at + static_cast<std::size_t>(i)];
                rows.push_back({line, line, 0});
            }
            at = end;
            continue;
        }
        while (end < lines.size() && lines[end].change != Change::Same) ++end;
        std::vector<const DiffLine*> removed;
        std::vector<const DiffLine*> added;
        for (std::size_t i = at; i < end; ++i)
            (lines[i].change == Change::Removed ? removed : added).push_back(&lines[i]);
        if (m_isSideBySide) {
            for (std::size_t i = 0; i < std::max(removed.size(), added.size()); ++i)
                rows.push_back(
                    {i < removed.size() ? removed[i] : nullptr, i < added.size() ? added[i] : nullptr});
        } else {
            for (const DiffLine* line : removed) rows.push_back({line, nullptr});
            for (const DiffLine* line : added) rows.push_back({nullptr, line});
        }
        at = end;
    }
    return rows;
}

void DiffModel::unfold(int number)
{
    if (number < 0 || number >= rowCount() || row(number).folded == 0) return;
    const DiffRow fold = row(number);
    const auto place = m_rows.begin() + number;
    beginRemoveRows({}, number, number);
    m_rows.erase(place);
    endRemoveRows();
    beginInsertRows({}, number, number + fold.folded - 1);
    std::vector<DiffRow> rows;
    for (int i = 0; i < fold.folded; ++i) rows.push_back({fold.left + i, fold.left + i, 0});
    m_rows.insert(m_rows.begin() + number, rows.begin(), rows.end());
    endInsertRows();
}

int DiffModel::nextChange(int from, bool backward) const
{
    const int step = backward ? -1 : 1;
    const auto isStart = [this](int at) {
        return row(at).isChange() && (at == 0 || !row(at - 1).isChange());
    };
    for (int at = from + step; at >= 0 && at < rowCount(); at += step)
        if (isStart(at)) return at;
    return -1;
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    const DiffRow& each = row(index.row());
    if (each.folded > 0) return tr("%n unchanged line(s)", nullptr, each.folded);
    if (!each.isChange()) {
        if (role == Qt::DisplayRole) return plainText(*each.left);
        return tr("Line %1: %2").arg(each.right->newLine).arg(plainText(*each.right));
    }
    QStringList parts;
    if (each.left) parts.append(tr("Removed line %1: %2").arg(each.left->oldLine).arg(plainText(*each.left)));
    if (each.right)
        parts.append(tr("Added line %1: %2").arg(each.right->newLine).arg(plainText(*each.right)));
    return parts.join(u'\n');
}

} // namespace stoa::ui
