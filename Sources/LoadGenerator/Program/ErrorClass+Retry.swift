import LoadMetrics
import LoadPlan

extension ErrorClass {
    /// The class of a failure that a scenario may ask another try for.
    init(_ failure: Retry.Failure) {
        switch failure {
        case .lookup: self = .nameLookup
        case .connect: self = .connect
        case .tls: self = .tls
        case .timeout: self = .timeout
        case .reset: self = .reset
        case .protocol: self = .protocolError
        }
    }
}
