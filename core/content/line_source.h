// SPDX-License-Identifier: MIT
// Reads a text file line by line, also one that zstd has compressed, without ever holding more than a line
// and a few buffers.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "core/base/result.h"

namespace stoa::content {

inline constexpr std::size_t kMaxLine = 8U << 20U;

/// Limits (checked): a line of 8 MiB; 4 GiB of text; 100 times as much text as file, 16 MiB being free; a
/// zstd window of 128 MiB.
class LineSource {
public:
    /// Follows links, because a person named the file. Errors: FileUnreadable.
    static Result<LineSource> open(const std::filesystem::path& path);

    ~LineSource();
    LineSource(LineSource&&) noexcept;
    LineSource& operator=(LineSource&&) = delete;

    /// The next line without its line break, valid until the next call; nothing at the end of the file.
    /// Errors: BadImport (not a zstd file, cut short), TooLarge, FileUnreadable.
    Result<std::optional<std::string_view>> next();

    /// Number of the line that next() gave last, from 1.
    std::uint64_t lineNumber() const { return m_lineNumber; }

private:
    struct State;
    explicit LineSource(std::unique_ptr<State> state);
    Result<bool> fill();

    std::unique_ptr<State> m_state;
    std::uint64_t m_lineNumber = 0;
};

} // namespace stoa::content
