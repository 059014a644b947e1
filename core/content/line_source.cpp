// SPDX-License-Identifier: MIT
#include "core/content/line_source.h"

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

namespace stoa::content {
namespace {

constexpr std::uint64_t kMaxFile = std::uint64_t{4} << 30U;
constexpr std::uint64_t kMaxRatio = 100;
constexpr std::uint64_t kFreeText = 16U << 20U;
constexpr int kWindowLog = 27;
constexpr std::size_t kChunk = 256U << 10U;
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

} // namespace

struct LineSource::State {
    int descriptor = -1;
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> expander{nullptr, &ZSTD_freeDCtx};
    std::string input = std::string(kChunk, '\0');
    std::size_t inputBegin = 0;
    std::size_t inputEnd = 0;
    bool isInputDone = false;
    bool isInsideFrame = false;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::string text; ///< what was read and not given out yet begins at textBegin
    std::size_t textBegin = 0;

    ~State()
    {
        if (descriptor >= 0) ::close(descriptor);
    }

    Result<void> readInput()
    {
        ssize_t size = 0;
        do {
            size = ::read(descriptor, input.data(), input.size());
        } while (size < 0 && errno == EINTR);
        if (size < 0) return Error{ErrorCode::FileUnreadable, std::strerror(errno)};
        inputBegin = 0;
        inputEnd = static_cast<std::size_t>(size);
        isInputDone = size == 0;
        bytesIn += inputEnd;
        return {};
    }
};

LineSource::LineSource(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}
LineSource::~LineSource() = default;
LineSource::LineSource(LineSource&&) noexcept = default;

Result<LineSource> LineSource::open(const std::filesystem::path& path)
{
    auto state = std::make_unique<State>();
    state->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (state->descriptor < 0) return Error{ErrorCode::FileUnreadable, std::strerror(errno)};
    STOA_TRY_VOID(state->readInput());
    if (std::string_view(state->input.data(), state->inputEnd).starts_with(kZstdMagic)) {
        state->expander.reset(ZSTD_createDCtx());
        STOA_CHECK(state->expander != nullptr);
        ZSTD_DCtx_setParameter(state->expander.get(), ZSTD_d_windowLogMax, kWindowLog);
    }
    return LineSource(std::move(state));
}

/// Adds text to the buffer. False: there is no more.
Result<bool> LineSource::fill()
{
    State& state = *m_state;
    state.text.erase(0, state.textBegin);
    state.textBegin = 0;
    const std::size_t before = state.text.size();
    while (state.text.size() == before) {
        if (state.inputBegin == state.inputEnd && !state.isInputDone) STOA_TRY_VOID(state.readInput());
        if (state.isInputDone) {
            if (state.isInsideFrame) return Error{ErrorCode::BadImport, "the file is cut short"};
            return false;
        }
        if (state.expander == nullptr) {
            state.text.append(state.input, state.inputBegin, state.inputEnd - state.inputBegin);
            state.inputBegin = state.inputEnd;
        } else {
            state.text.resize(before + kChunk);
            ZSTD_inBuffer in{state.input.data(), state.inputEnd, state.inputBegin};
            ZSTD_outBuffer out{state.text.data() + before, kChunk, 0};
            const std::size_t left = ZSTD_decompressStream(state.expander.get(), &out, &in);
            state.text.resize(before + out.pos);
            state.inputBegin = in.pos;
            if (ZSTD_isError(left) != 0) return Error{ErrorCode::BadImport, ZSTD_getErrorName(left)};
            state.isInsideFrame = left != 0;
        }
    }
    state.bytesOut += state.text.size() - before;
    if (state.bytesOut > kMaxFile || state.bytesOut > kFreeText + kMaxRatio * state.bytesIn)
        return Error{ErrorCode::TooLarge, "text of the file"};
    return true;
}

Result<std::optional<std::string_view>> LineSource::next()
{
    State& state = *m_state;
    std::size_t searched = state.textBegin;
    for (;;) {
        const std::size_t end = state.text.find('\n', searched);
        if (end != std::string::npos) {
            const std::string_view line(state.text.data() + state.textBegin, end - state.textBegin);
            state.textBegin = end + 1;
            ++m_lineNumber;
            return std::optional<std::string_view>(line);
        }
        const std::size_t waiting = state.text.size() - state.textBegin;
        if (waiting > kMaxLine) return Error{ErrorCode::TooLarge, "line of the file"};
        STOA_TRY(const bool hasMore, fill());
        searched = waiting;
        if (hasMore) continue;
        if (waiting == 0) return std::optional<std::string_view>();
        const std::string_view line(state.text.data(), waiting);
        state.textBegin = state.text.size();
        ++m_lineNumber;
        return std::optional<std::string_view>(line);
    }
}

} // namespace stoa::content
