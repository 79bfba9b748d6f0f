import Foundation
import Reports
import SLOAnalysis

/// Prints a search to standard output while it goes on: the table row by row, the answer at its end.
final class CapacityScreen {
    private let style = Console.style(of: STDOUT_FILENO)
    private let columns = isatty(STDOUT_FILENO) != 0 ? min(Console.size(of: STDOUT_FILENO).columns, 120) : 80
    private var hasBegun = false

    /// A level's row, the first below the table's head.
    func show(_ level: CapacityLevel, of report: CapacityReport) {
        if !hasBegun { print(CapacityText.head(report, columns: columns)) }
        hasBegun = true
        print(CapacityText.rows(level, of: report, columns: columns))
    }

    /// The answer.
    func conclude(_ report: CapacityReport, folder: String) {
        print(CapacityText.conclusion(report, folder: folder, columns: columns))
    }

    private func print(_ lines: [StyledLine]) {
        for line in lines { Console.print(line.rendered(style, columns: columns)) }
    }
}
