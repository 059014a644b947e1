// SPDX-License-Identifier: MIT
#include "core/content/sequence_diff.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stoa::content {
namespace {

using Index = std::int64_t;

// Cells looked at before the search gives up: about a tenth of a second.
constexpr Index kBudget = 30'000'000;
// A single middle is searched no further than this many edits, or the root of the size if that is more.
constexpr Index kMinimalCutoff = 256;

struct Box {
    Index oldBegin;
    Index oldEnd;
    Index newBegin;
    Index newEnd;
};

struct Point {
    Index inOld;
    Index inNew;
};

/// Finds the shortest edit script by meeting in the middle, again and again on smaller boxes.
class Myers {
public:
    Myers(const std::vector<Symbol>& oldSymbols, const std::vector<Symbol>& newSymbols)
        : m_old(oldSymbols)
        , m_new(newSymbols)
        , m_offset(static_cast<Index>(newSymbols.size()) + 1)
        , m_forward(oldSymbols.size() + newSymbols.size() + 3)
        , m_backward(oldSymbols.size() + newSymbols.size() + 3)
        , oldChanged(oldSymbols.size())
        , newChanged(newSymbols.size())
    {
        const auto root = std::sqrt(static_cast<double>(m_forward.size()));
        m_cutoff = std::max(kMinimalCutoff, static_cast<Index>(root));
    }

    void run()
    {
        std::vector<Box> open{{0, static_cast<Index>(m_old.size()), 0, static_cast<Index>(m_new.size())}};
        while (!open.empty()) {
            Box box = open.back();
            open.pop_back();
            trim(box);
            const bool oldIsEmpty = box.oldBegin == box.oldEnd;
            const bool newIsEmpty = box.newBegin == box.newEnd;
            if (oldIsEmpty || newIsEmpty || m_spent > kBudget) {
                mark(box);
                continue;
            }
            const Point middle = split(box);
            const bool isStart = middle.inOld == box.oldBegin && middle.inNew == box.newBegin;
            const bool isEnd = middle.inOld == box.oldEnd && middle.inNew == box.newEnd;
            if (isStart || isEnd) {
                mark(box);
                continue;
            }
            open.push_back({middle.inOld, box.oldEnd, middle.inNew, box.newEnd});
            open.push_back({box.oldBegin, middle.inOld, box.newBegin, middle.inNew});
        }
    }

private:
    const std::vector<Symbol>& m_old;
    const std::vector<Symbol>& m_new;
    Index m_offset;
    std::vector<Index> m_forward;  ///< furthest old index on each diagonal (old - new), from the start
    std::vector<Index> m_backward; ///< the same from the end
    Index m_cutoff = 0;
    Index m_spent = 0;

public:
    std::vector<char> oldChanged;
    std::vector<char> newChanged;

private:
    Symbol oldAt(Index index) const { return m_old[static_cast<std::size_t>(index)]; }
    Symbol newAt(Index index) const { return m_new[static_cast<std::size_t>(index)]; }
    Index& forward(Index diagonal) { return m_forward[static_cast<std::size_t>(diagonal + m_offset)]; }
    Index& backward(Index diagonal) { return m_backward[static_cast<std::size_t>(diagonal + m_offset)]; }

    void trim(Box& box)
    {
        while (box.oldBegin < box.oldEnd && box.newBegin < box.newEnd &&
               oldAt(box.oldBegin) == newAt(box.newBegin)) {
            ++box.oldBegin;
            ++box.newBegin;
            ++m_spent;
        }
        while (box.oldBegin < box.oldEnd && box.newBegin < box.newEnd &&
               oldAt(box.oldEnd - 1) == newAt(box.newEnd - 1)) {
            --box.oldEnd;
            --box.newEnd;
            ++m_spent;
        }
        ++m_spent;
    }

    void mark(const Box& box)
    {
        std::fill(oldChanged.begin() + box.oldBegin, oldChanged.begin() + box.oldEnd, 1);
        std::fill(newChanged.begin() + box.newBegin, newChanged.begin() + box.newEnd, 1);
    }

    /// A point that a shortest path through the box crosses; after the cutoff, one that a good path does.
    Point split(const Box& box)
    {
        const Index lowest = box.oldBegin - box.newEnd;
        const Index highest = box.oldEnd - box.newBegin;
        const Index start = box.oldBegin - box.newBegin;
        const Index goal = box.oldEnd - box.newEnd;
        const bool isOdd = ((start - goal) & 1) != 0;
        Index forwardLow = start;
        Index forwardHigh = start;
        Index backwardLow = goal;
        Index backwardHigh = goal;
        forward(start) = box.oldBegin;
        backward(goal) = box.oldEnd;

        for (Index edits = 1;; ++edits) {
            widen(forwardLow, forwardHigh, lowest, highest, -1, &Myers::forward);
            for (Index d = forwardHigh; d >= forwardLow; d -= 2) {
                Index x = std::max(forward(d - 1) + 1, forward(d + 1));
                const Index from = x;
                while (x < box.oldEnd && x - d < box.newEnd && oldAt(x) == newAt(x - d)) ++x;
                m_spent += 1 + x - from;
                forward(d) = x;
                if (isOdd && backwardLow <= d && d <= backwardHigh && backward(d) <= x) return {x, x - d};
            }
            widen(backwardLow, backwardHigh, lowest, highest, std::numeric_limits<Index>::max() / 2,
                  &Myers::backward);
            for (Index d = backwardHigh; d >= backwardLow; d -= 2) {
                Index x = std::min(backward(d - 1), backward(d + 1) - 1);
                const Index from = x;
                while (x > box.oldBegin && x - d > box.newBegin && oldAt(x - 1) == newAt(x - d - 1)) --x;
                m_spent += 1 + from - x;
                backward(d) = x;
                if (!isOdd && forwardLow <= d && d <= forwardHigh && x <= forward(d)) return {x, x - d};
            }
            if (edits >= m_cutoff || m_spent > kBudget)
                return furthest(box, forwardLow, forwardHigh, backwardLow, backwardHigh);
        }
    }

    /// One diagonal more on either side, or, at the edge of the box, one less; beyond them a value that
    /// never wins.
    void widen(Index& low, Index& high, Index lowest, Index highest, Index outside,
               Index& (Myers::*line)(Index))
    {
        if (low > lowest)
            (this->*line)(--low - 1) = outside;
        else
            ++low;
        if (high < highest)
            (this->*line)(++high + 1) = outside;
        else
            --high;
    }

    Point furthest(const Box& box, Index forwardLow, Index forwardHigh, Index backwardLow, Index backwardHigh)
    {
        Point best{box.oldBegin, box.newBegin};
        Index gain = -1;
        for (Index d = forwardHigh; d >= forwardLow; d -= 2) {
            Index x = std::min(forward(d), box.oldEnd);
            if (x - d > box.newEnd) x = box.newEnd + d;
            const Index reached = (x - box.oldBegin) + (x - d - box.newBegin);
            if (reached > gain) {
                gain = reached;
                best = {x, x - d};
            }
        }
        for (Index d = backwardHigh; d >= backwardLow; d -= 2) {
            Index x = std::max(backward(d), box.oldBegin);
            if (x - d < box.newBegin) x = box.newBegin + d;
            const Index reached = (box.oldEnd - x) + (box.newEnd - (x - d));
            if (reached > gain) {
                gain = reached;
                best = {x, x - d};
            }
        }
        return best;
    }
};

/// Walks the runs of changed elements of one side; between two neighbouring unchanged elements there is
/// exactly one run, which may be empty, so that runs of both sides correspond by number.
class Runs {
public:
    explicit Runs(std::vector<char>& changed)
        : m_changed(changed)
    {
        while (end < size() && m_changed[end] != 0) ++end;
    }

    std::size_t begin = 0;
    std::size_t end = 0;

    std::size_t size() const { return m_changed.size(); }
    bool isEmpty() const { return begin == end; }
    bool next()
    {
        if (end == size()) return false;
        begin = ++end;
        while (end < size() && m_changed[end] != 0) ++end;
        return true;
    }
    bool previous()
    {
        if (begin == 0) return false;
        end = --begin;
        while (begin > 0 && m_changed[begin - 1] != 0) --begin;
        return true;
    }
    bool slideUp(std::span<const Symbol> symbols)
    {
        if (begin == 0 || symbols[begin - 1] != symbols[end - 1]) return false;
        m_changed[--begin] = 1;
        m_changed[--end] = 0;
        while (begin > 0 && m_changed[begin - 1] != 0) --begin;
        return true;
    }
    bool slideDown(std::span<const Symbol> symbols)
    {
        if (end == size() || symbols[begin] != symbols[end]) return false;
        m_changed[begin++] = 0;
        m_changed[end++] = 1;
        while (end < size() && m_changed[end] != 0) ++end;
        return true;
    }

private:
    std::vector<char>& m_changed;
};

/// A run that could as well stand further up or down is joined with its neighbours, stood beside a change
/// of the other side if there is one, else moved down: the same edit always looks the same.
void slideRuns(std::span<const Symbol> symbols, std::vector<char>& changed, std::vector<char>& otherChanged)
{
    Runs run(changed);
    Runs other(otherChanged);
    do {
        if (run.isEmpty()) continue;
        std::size_t size = 0;
        std::size_t highestEnd = 0;
        std::size_t besideOther = 0;
        bool standsBesideOther = false;
        do {
            size = run.end - run.begin;
            standsBesideOther = false;
            while (run.slideUp(symbols)) other.previous();
            highestEnd = run.end;
            if (!other.isEmpty()) {
                standsBesideOther = true;
                besideOther = run.end;
            }
            while (run.slideDown(symbols)) {
                other.next();
                if (!other.isEmpty()) {
                    standsBesideOther = true;
                    besideOther = run.end;
                }
            }
        } while (size != run.end - run.begin);
        if (run.end == highestEnd || !standsBesideOther) continue;
        while (run.end > besideOther && run.slideUp(symbols)) other.previous();
    } while (run.next() && other.next());
}

/// The symbols that occur on the other side as well; the rest is changed for certain.
struct Kept {
    std::vector<Symbol> symbols;
    std::vector<std::size_t> places;
};

Kept keep(std::span<const Symbol> symbols, const std::vector<char>& isInOther)
{
    Kept kept;
    for (std::size_t place = 0; place < symbols.size(); ++place) {
        if (symbols[place] >= isInOther.size() || isInOther[symbols[place]] == 0) continue;
        kept.symbols.push_back(symbols[place]);
        kept.places.push_back(place);
    }
    return kept;
}

std::vector<char> occurrences(std::span<const Symbol> symbols)
{
    // Symbols come from SymbolTable: small numbers without gaps.
    const auto highest = std::max_element(symbols.begin(), symbols.end());
    std::vector<char> occurs(highest == symbols.end() ? 0 : std::size_t{*highest} + 1);
    for (const Symbol symbol : symbols) occurs[symbol] = 1;
    return occurs;
}

std::vector<char> spread(const std::vector<char>& keptChanged, const Kept& kept, std::size_t size)
{
    std::vector<char> changed(size, 1);
    for (std::size_t index = 0; index < kept.places.size(); ++index)
        changed[kept.places[index]] = keptChanged[index];
    return changed;
}

} // namespace

std::vector<Hunk> diffSymbols(std::span<const Symbol> oldSymbols, std::span<const Symbol> newSymbols)
{
    const Kept oldKept = keep(oldSymbols, occurrences(newSymbols));
    const Kept newKept = keep(newSymbols, occurrences(oldSymbols));
    Myers myers(oldKept.symbols, newKept.symbols);
    myers.run();
    std::vector<char> oldChanged = spread(myers.oldChanged, oldKept, oldSymbols.size());
    std::vector<char> newChanged = spread(myers.newChanged, newKept, newSymbols.size());
    slideRuns(oldSymbols, oldChanged, newChanged);
    slideRuns(newSymbols, newChanged, oldChanged);

    std::vector<Hunk> hunks;
    Runs oldRun(oldChanged);
    Runs newRun(newChanged);
    do {
        if (!oldRun.isEmpty() || !newRun.isEmpty())
            hunks.push_back({oldRun.begin, oldRun.end, newRun.begin, newRun.end});
    } while (oldRun.next() && newRun.next());
    return hunks;
}

std::vector<std::string_view> splitLines(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
        lines.push_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return lines;
}

std::vector<Hunk> diffPieces(const std::vector<std::string_view>& oldPieces,
                             const std::vector<std::string_view>& newPieces)
{
    SymbolTable table;
    table.add(oldPieces);
    table.add(newPieces);
    const auto symbols = table.finish();
    return diffSymbols(symbols[0], symbols[1]);
}

std::size_t SymbolTable::add(std::vector<std::string_view> pieces)
{
    m_lists.push_back(std::move(pieces));
    return m_lists.size() - 1;
}

std::vector<std::vector<Symbol>> SymbolTable::finish() const
{
    struct Place {
        std::string_view piece;
        std::size_t list;
        std::size_t index;
    };
    std::vector<Place> places;
    std::vector<std::vector<Symbol>> symbols(m_lists.size());
    for (std::size_t list = 0; list < m_lists.size(); ++list) {
        symbols[list].resize(m_lists[list].size());
        for (std::size_t index = 0; index < m_lists[list].size(); ++index)
            places.push_back({m_lists[list][index], list, index});
    }
    // Sorted, not hashed: nobody can choose lines that make this slow.
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.piece.size() != b.piece.size() ? a.piece.size() < b.piece.size() : a.piece < b.piece;
    });
    Symbol next = 0;
    for (std::size_t place = 0; place < places.size(); ++place) {
        if (place > 0 && places[place].piece != places[place - 1].piece) ++next;
        symbols[places[place].list][places[place].index] = next;
    }
    return symbols;
}

} // namespace stoa::content
