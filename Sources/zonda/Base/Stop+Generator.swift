import LoadGenerator

extension Stop {
    /// How a command ends that could not make its load.
    init(_ error: GeneratorError) {
        switch error {
        case .unreachable, .setup: self.init(.unreachable, error.message)
        case .limits, .journal, .internalError: self.init(.internalError, error.message)
        }
    }
}
