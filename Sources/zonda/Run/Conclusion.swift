import Foundation
import LoadMetrics
import Reports

/// The last words of a command that judged a run.
enum Conclusion {
    /// Prints the summary and tells GitHub Actions, where the command runs in it.
    static func publish(_ input: ReportInput, folder: RunFolder) throws {
        print(input, folder: folder)
        try GitHubActions.publish(input)
    }

    /// Prints the summary to standard output, at most as wide as the terminal.
    static func print(_ input: ReportInput, folder: RunFolder) {
        let isTerminal = isatty(STDOUT_FILENO) != 0
        let size = Console.size(of: STDOUT_FILENO)
        let columns = isTerminal ? min(size.columns, 140) : 100
        let rows = isTerminal ? size.rows : 60
        let style = Console.style(of: STDOUT_FILENO)
        for line in TerminalSummary.lines(input, folder: folder.path, columns: columns, rows: rows) {
            Console.print(line.rendered(style, columns: columns))
        }
    }
}
