import Foundation
import Reports

/// Standard output and standard error: what they are, and how to write to them.
enum Console {
    /// Writes a message about the command itself to standard error.
    static func error(_ message: String) {
        write("zonda: " + inert(message) + "\n", to: STDERR_FILENO)
    }

    /// A message of whose text a terminal or a pipeline's log makes nothing but text: no control characters but line
    /// breaks, and no line that GitHub Actions would take for a command (`::error::`).
    static func inert(
        _ message: String,
        isPipeline: Bool = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
    ) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let clean = StyledLine.cleaned(String(line))
            return isPipeline ? withoutCommand(clean) : clean
        }.joined(separator: "\n")
    }

    /// A line with what makes it a command of GitHub Actions taken from it: the runner looks behind leading blanks.
    static func withoutCommand(_ line: String) -> String {
        let start = line.drop { $0 == " " || $0 == "\t" }
        guard start.hasPrefix("::") || start.hasPrefix("##[") else { return line }
        return line.prefix(line.count - start.count) + "\\" + start
    }

    /// Writes lines about progress to standard error, so that standard output holds results alone.
    static func note(_ message: String) {
        write(message + "\n", to: STDERR_FILENO)
    }

    /// Writes a line to standard output.
    static func print(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes all of `text`; a closed or full output loses the text, never the run.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = ArraySlice(text.utf8)
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if written < 0, errno == EAGAIN {
                // Somebody made the terminal non-blocking: wait until it takes more, at most a second.
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if Foundation.poll(&poll, 1, 1_000) <= 0 { return }
            } else if errno != EINTR {
                return
            }
        }
    }

    /// How to write to a descriptor: colour on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is
    /// a dumb one.
    static func style(of descriptor: Int32) -> TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        let wanted = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        return TerminalStyle(
            isEnabled: wanted && isatty(descriptor) != 0,
            isLight: TerminalStyle.isLight(colorFgBg: environment["COLORFGBG"])
        )
    }

    /// Columns and rows of the terminal, or 80 × 24 where there is none.
    static func size(of descriptor: Int32) -> (columns: Int, rows: Int) {
        var size = winsize()
        // The request's type differs between C libraries; the value fits in each.
        guard ioctl(descriptor, numericCast(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
