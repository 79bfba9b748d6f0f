/// Why a command ends before its work is done: an exit status and one clear message.
struct Stop: CommandFailure {
    /// The exit status.
    var status: ExitStatus
    /// What is wrong and what would be right; empty when all has been said already.
    var message: String

    /// An end with `status`.
    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
