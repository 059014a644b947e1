// SPDX-License-Identifier: MIT
// Where two sequences of symbols differ: Myers' algorithm in linear space, with a bound on its work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace stoa::content {

/// Elements oldBegin…oldEnd of the old sequence became newBegin…newEnd of the new one. Either may be empty.
struct Hunk {
    std::size_t oldBegin;
    std::size_t oldEnd;
    std::size_t newBegin;
    std::size_t newEnd;

    bool operator==(const Hunk&) const = default;
};

using Symbol = std::uint32_t;

/// The places that differ, in order; between two of them both sequences are the same.
///
/// Limits (checked): when the search has cost too much, whatever is left over counts as replaced as a whole.
/// The answer is right for every input, and shortest for those that people write. Fewer than 2^31 symbols.
std::vector<Hunk> diffSymbols(std::span<const Symbol> oldSymbols, std::span<const Symbol> newSymbols);

/// Gives equal pieces of text equal symbols.
class SymbolTable {
public:
    /// The pieces have to stay alive until finish(). Returns the index of the list.
    std::size_t add(std::vector<std::string_view> pieces);
    /// Symbols for every list that was added. Its time does not depend on chance or on a hash.
    std::vector<std::vector<Symbol>> finish() const;

private:
    std::vector<std::vector<std::string_view>> m_lists;
};

/// Lines with their line breaks; the last one may have none. Joined they are the text.
std::vector<std::string_view> splitLines(std::string_view text);

/// The hunks between two lists of lines or words.
std::vector<Hunk> diffPieces(const std::vector<std::string_view>& oldPieces,
                             const std::vector<std::string_view>& newPieces);

} // namespace stoa::content
