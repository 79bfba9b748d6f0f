public import Groundwork

extension RequestPhase {
    /// The clock whose histogram holds it; `nil` for the rest, which is what the others leave.
    public var clock: SampleClock? {
        switch self {
        case .queueing: .lateness
        case .lookup: .lookup
        case .connect: .connect
        case .tls: .tls
        case .wait: .wait
        case .transfer: .transfer
        case .rest: nil
        }
    }
}
