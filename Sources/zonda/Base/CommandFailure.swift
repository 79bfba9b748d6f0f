import Groundwork
import LoadGenerator
import LoadMetrics
import LoadPlan
import NetworkModel
import Reports
import SLOAnalysis
import ScenarioImport

/// An error that ends a command: the exit status it means, and one line for the person at the terminal.
///
/// Commands let such an error pass; `main` says its line and ends the process. They catch it only where they know more
/// than it says, such as the name of a file (``naming(_:_:)``).
protocol CommandFailure: Error {
    /// What is wrong and what would be right; empty where all has been said already.
    var message: String { get }
    /// What it means for the process.
    var status: ExitStatus { get }
}

extension ArchiveError: CommandFailure {
    var status: ExitStatus {
        switch self {
        case .missing, .unreadable, .newer, .malformed: .input
        case .unwritable: .internalError
        }
    }
}

extension BaselineError: CommandFailure {
    var status: ExitStatus { .input }
}

extension CanonicalJSONError: CommandFailure {
    var status: ExitStatus {
        switch self {
        case .unwritable: .internalError
        case .malformed, .newer: .input
        }
    }
}

extension GeneratorError: CommandFailure {
    var status: ExitStatus {
        switch self {
        case .unreachable, .setup: .unreachable
        case .limits, .journal, .internalError: .internalError
        }
    }
}

extension ImportError: CommandFailure {
    var status: ExitStatus { .input }
}

extension LoadOverrideError: CommandFailure {
    var status: ExitStatus { .usage }
}

extension NotificationTemplate.Mistake: CommandFailure {
    var status: ExitStatus { .input }
}

extension ProfileFile.Mistake: CommandFailure {
    var status: ExitStatus { .input }
}

extension SizingError: CommandFailure {
    var status: ExitStatus {
        switch self {
        case .refused: .inconclusive
        case .input: .input
        }
    }
}

/// Puts the name of a file before what an error says of its content.
func naming<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let failure as any CommandFailure {
        throw Stop(failure.status, "\(file): \(failure.message)")
    }
}
