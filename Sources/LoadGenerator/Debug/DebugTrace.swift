import LoadPlan

/// Where a debug run's core tells what happens. A load run has none, and its core only looks whether there is one.
final class DebugTrace {
    private let tell: (DebugEvent) -> Void
    /// What carried the request that was told of last.
    var carrier: Carrier.Choice?
    /// The iteration is over.
    var isOver = false

    init(_ tell: @escaping (DebugEvent) -> Void) {
        self.tell = tell
    }

    func callAsFunction(_ event: DebugEvent) { tell(event) }
}
