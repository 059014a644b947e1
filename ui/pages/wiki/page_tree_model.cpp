// SPDX-License-Identifier: MIT
#include "ui/pages/wiki/page_tree_model.h"

#include <algorithm>

#include <QHash>

#include "ui/theme/icons.h"
#include "ui/theme/visible_text.h"
#include "ui/words/text.h"

using namespace Qt::Literals::StringLiterals;

namespace stoa::ui {

using engine::PageSharing;
using engine::PageSummary;

struct PageTreeModel::Node {
    QString segment;
    QString name;
    int page = -1; ///< into m_pages; -1: only a branch
    Node* parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;
};

PageTreeModel::PageTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{}

PageTreeModel::~PageTreeModel() = default;

void PageTreeModel::setPages(std::vector<PageSummary> pages)
{
    std::sort(pages.begin(), pages.end(),
              [](const PageSummary& a, const PageSummary& b) { return a.name < b.name; });
    const bool isSame =
        std::equal(pages.begin(), pages.end(), m_pages.begin(), m_pages.end(),
                   [](const PageSummary& a, const PageSummary& b) { return a.name == b.name; });
    if (!isSame) {
        beginResetModel();
        m_pages = std::move(pages);
        build();
        endResetModel();
        return;
    }
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i].sharing != m_pages[i].sharing) changed.push_back(i);
    m_pages = std::move(pages);
    for (const std::size_t i : changed) {
        const QModelIndex at = indexOf(toQt(m_pages[i].name));
        if (at.isValid()) Q_EMIT dataChanged(at, at);
    }
}

void PageTreeModel::setFilter(const QString& filter)
{
    if (filter.simplified() == m_filter) return;
    beginResetModel();
    m_filter = filter.simplified();
    build();
    endResetModel();
}

void PageTreeModel::build()
{
    m_root = std::make_unique<Node>();
    m_shown = 0;
    const QStringList words = m_filter.split(u' ', Qt::SkipEmptyParts);
    QHash<QString, Node*> branches;
    branches.reserve(static_cast<qsizetype>(m_pages.size()));
    const auto nodeFor = [&](const QString& name, auto&& self) -> Node* {
        if (name.isEmpty()) return m_root.get();
        if (Node* known = branches.value(name)) return known;
        const qsizetype slash = name.lastIndexOf(u'/');
        Node* above = self(slash < 0 ? QString() : name.left(slash), self);
        auto made = std::make_unique<Node>();
        made->name = name;
        made->segment = visibleText(name.mid(slash + 1));
        made->parent = above;
        above->children.push_back(std::move(made));
        return *branches.insert(name, above->children.back().get());
    };
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const QString name = toQt(m_pages[i].name);
        const bool isShown = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            return name.contains(word, Qt::CaseInsensitive);
        });
        if (!isShown) continue;
        nodeFor(name, nodeFor)->page = static_cast<int>(i);
        ++m_shown;
    }
    const auto sort = [](Node& node, auto&& self) -> void {
        std::sort(node.children.begin(), node.children.end(), [](const auto& a, const auto& b) {
            const int order = a->segment.compare(b->segment, Qt::CaseInsensitive);
            return order != 0 ? order < 0 : a->segment < b->segment;
        });
        for (std::size_t i = 0; i < node.children.size(); ++i) {
            node.children[i]->row = static_cast<int>(i);
            self(*node.children[i], self);
        }
    };
    sort(*m_root, sort);
}

PageTreeModel::Node* PageTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex PageTreeModel::indexOf(const Node* node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, const_cast<Node*>(node));
}

QModelIndex PageTreeModel::indexOf(const QString& name) const
{
    const Node* at = m_root.get();
    while (true) {
        const auto next = std::find_if(at->children.begin(), at->children.end(), [&](const auto& child) {
            return name == child->name || name.startsWith(child->name + u'/');
        });
        if (next == at->children.end()) return {};
        at = next->get();
        if (at->name == name) return indexOf(at);
    }
}

QModelIndex PageTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    if (row < 0 || column != 0 || row >= static_cast<int>(node->children.size())) return {};
    return createIndex(row, 0, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex PageTreeModel::parent(const QModelIndex& index) const
{
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int PageTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int PageTreeModel::columnCount(const QModelIndex&) const { return 1; }

QVariant PageTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Node& node = *nodeOf(index);
    const PageSummary* page = node.page < 0 ? nullptr : &m_pages[static_cast<std::size_t>(node.page)];
    QString state;
    QString sign = page ? u"file"_s : u"folder"_s;
    Tone tone = Tone::Idle;
    if (page) {
        switch (page->sharing) {
        case PageSharing::Shared: break;
        case PageSharing::Draft:
            state = tr("not shared");
            sign = u"edit"_s;
            tone = Tone::Warn;
            break;
        case PageSharing::Waiting:
            state = tr("shared when online");
            sign = u"hourglass"_s;
            tone = Tone::Warn;
            break;
        case PageSharing::Conflict:
            state = tr("two versions");
            sign = u"warning"_s;
            tone = Tone::Danger;
            break;
        }
    } else {
        state = tr("no page of its own");
    }
    switch (role) {
    case Qt::DisplayRole: return node.segment;
    case Qt::DecorationRole: return icon(sign, tone);
    case Qt::ToolTipRole:
        return tipText(state.isEmpty() ? pageTitle(node.name)
                                       : tr("%1 — %2").arg(pageTitle(node.name), state));
    case Qt::AccessibleTextRole:
        return state.isEmpty() ? node.segment : tr("%1, %2").arg(node.segment, state);
    case NameRole: return node.name;
    case IsPageRole: return page != nullptr;
    default: return {};
    }
}

} // namespace stoa::ui
