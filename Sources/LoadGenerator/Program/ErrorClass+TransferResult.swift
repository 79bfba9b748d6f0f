import Curl
import LoadMetrics

extension ErrorClass {
    /// What kind of failure a transfer's result is; out of descriptors or ports is the generator's own fault.
    init(_ result: TransferResult) {
        // EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL
        let own: [Int32] = [24, 23, 105, 12, 99]
        if own.contains(result.systemError) {
            self = .generator
            return
        }
        switch result.code.kind {
        case .none, .protocolError: self = .protocolError
        case .nameLookup: self = .nameLookup
        case .connect: self = .connect
        case .tls: self = .tls
        case .timeout: self = .timeout
        case .reset: self = .reset
        case .ownFault: self = .generator
        }
    }
}
