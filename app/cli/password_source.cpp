// SPDX-License-Identifier: MIT
#include "app/cli/password_source.h"

#include <array>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace stoa::cli {

namespace {

using commands::Answer;
using SecretPointer = std::shared_ptr<crypto::Secret>;

constexpr std::size_t kMaxPassword = 1024;

/// The first line that comes out of `file`.
SecretPointer readLine(int file)
{
    std::array<char, kMaxPassword> buffer{};
    std::size_t size = 0;
    while (size < buffer.size()) {
        const ssize_t got = ::read(file, buffer.data() + size, 1);
        if (got <= 0 || buffer[size] == '\n') break;
        ++size;
    }
    std::string_view line(buffer.data(), size);
    if (line.ends_with('\r')) line.remove_suffix(1);
    auto secret = std::make_shared<crypto::Secret>(line);
    explicit_bzero(buffer.data(), buffer.size());
    return secret;
}

Answer<SecretPointer> readFile(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return commands::refusal(ErrorCode::FileUnreadable, "The password file " + path + " cannot be read.");
    struct stat status = {};
    const bool isFolder = ::fstat(file, &status) != 0 || S_ISDIR(status.st_mode);
    auto secret = readLine(file);
    ::close(file);
    if (isFolder)
        return commands::refusal(ErrorCode::FileUnreadable,
                                 "The password file " + path + " is a folder; name a file in it.");
    if (secret->text().empty())
        return commands::refusal(ErrorCode::FileUnreadable,
                                 "The password file " + path +
                                     " has no password in its first line; nothing was done.");
    return secret;
}

/// Asks on the terminal itself, so that standard input and output stay free.
Answer<SecretPointer> askOn(int terminal, std::string_view question)
{
    termios before{};
    if (::tcgetattr(terminal, &before) != 0)
        return commands::refusal(ErrorCode::WalletLocked, "The terminal cannot hide a password.");
    termios hidden = before;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &hidden);
    static_cast<void>(::write(terminal, question.data(), question.size()));
    auto secret = readLine(terminal);
    static_cast<void>(::write(terminal, "\n", 1));
    ::tcsetattr(terminal, TCSAFLUSH, &before);
    return secret;
}

Answer<SecretPointer> askPerson(bool isNew)
{
    const int terminal = ::isatty(STDIN_FILENO) != 0 ? ::open("/dev/tty", O_RDWR | O_CLOEXEC) : -1;
    if (terminal < 0)
        return commands::refusal(ErrorCode::WalletLocked,
                                 "The wallet's password is needed, and there is no terminal to ask on; give "
                                 "--password-file FILE.");
    auto first = askOn(terminal, isNew ? "New password for the wallet: " : "Password of the wallet: ");
    if (first && isNew) {
        const auto second = askOn(terminal, "The same once more: ");
        if (second && (*second)->text() != (*first)->text())
            first =
                commands::refusal(ErrorCode::WrongPassword, "The two passwords differ; nothing was made.");
    }
    ::close(terminal);
    return first;
}

} // namespace

Answer<SecretPointer> PasswordSource::password(bool isNew)
{
    if (!m_known) {
        STOA_TRY(auto secret, m_file.empty() ? askPerson(isNew) : readFile(m_file));
        m_known = std::move(secret);
    }
    // A copy, because whoever takes a password may wipe it.
    return std::make_shared<crypto::Secret>(m_known->text());
}

} // namespace stoa::cli
