import ArgumentParser
import LoadPlan

/// What speaks HTTP, on a command line.
enum CarrierArgument: String, ExpressibleByArgument, CaseIterable {
    case exchange, transfer

    var carrier: Carrier {
        switch self {
        case .exchange: .exchange
        case .transfer: .transfer
        }
    }
}
