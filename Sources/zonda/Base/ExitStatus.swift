/// The one table of exit statuses; README.md and the help text repeat it.
enum ExitStatus: Int32, CaseIterable {
    /// Every objective holds.
    case pass = 0
    /// The command line is wrong (`EX_USAGE` of sysexits(3)); also what the argument parser itself uses.
    case usage = 64
    /// A scenario or another input file is wrong (`EX_DATAERR`).
    case input = 65
    /// The target does not answer, or setup failed (`EX_UNAVAILABLE`).
    case unreachable = 69
    /// A fault of the tool or of the machine that it runs on (`EX_SOFTWARE`).
    case internalError = 70
    /// The generator or the data cannot be trusted, so nothing is said about the service.
    case invalid = 97
    /// Not enough evidence to say either.
    case inconclusive = 98
    /// At least one objective is missed.
    case fail = 99
    /// Ended by a signal (128 + SIGINT, as shells report it).
    case interrupted = 130

    /// What it means, for the help text.
    var meaning: String {
        switch self {
        case .pass: "PASS: every objective holds"
        case .usage: "the command line is wrong"
        case .input: "a scenario or another input file is wrong"
        case .unreachable: "the target does not answer, or the scenario's setup failed"
        case .internalError: "a fault of zonda or of the machine it runs on"
        case .invalid: "INVALID: the measurement itself cannot be trusted"
        case .inconclusive: "INCONCLUSIVE: not enough evidence to say either"
        case .fail: "FAIL: at least one objective is missed"
        case .interrupted: "ended by Ctrl-C; results up to then are written"
        }
    }

    /// The table as help text.
    static var table: String {
        "EXIT STATUS:\n"
            + allCases.map { status in
                let number = String(status.rawValue)
                return "  " + number + String(repeating: " ", count: 5 - number.count) + status.meaning
            }.joined(separator: "\n")
    }
}
