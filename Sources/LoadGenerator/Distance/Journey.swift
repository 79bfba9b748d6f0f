import Curl
import LoadPlan
import NetworkModel

/// One lane's modelled way to the service and back: plain memory, one beside each lane where some region is modelled.
/// Nanoseconds.
struct Journey {
    /// Its line, its numbers and its connection's windows.
    var traveller = DistanceModel.Traveller(line: 0, random: SeededRandom(seed: 0))
    /// Whose name lookups are remembered.
    var number: UInt64 = .max
    /// Until when this user knows the service's address, on the clock of the load; 0 before it has looked it up.
    var addressEnds: UInt64 = 0
    /// It had no connection when it set out.
    var opens = false
    /// When the request reaches the service, as planned.
    var due: UInt64 = 0
    /// From setting out until then.
    var before: UInt64 = 0
    /// What of it were name lookup, TCP and TLS handshakes, and the request itself.
    var lookup: UInt64 = 0
    var connect: UInt64 = 0
    var tls: UInt64 = 0
    var request: UInt64 = 0
    /// The other half of the request's round trip.
    var half: UInt64 = 0
    /// How the transfer ended, and what the service took.
    var result = TransferResult(slot: 0, status: 0)
    var service: UInt64 = 0
    /// The answer comes later than the user waits.
    var isTooLate = false

    /// Bytes of a request besides its body and the rest of its address: what libcurl and common headers make.
    static let headBytes = 250

    /// What draws of distances are seeded with beside the run's seed, so that they are not those of the user's data.
    static let salt: UInt64 = 0x6469_7374_616E_6365

    /// The models by region; empty where none has one.
    static func distances(of plan: Plan) -> [DistanceModel?] {
        guard plan.regions.contains(where: { $0.vantage.profile != nil }) else { return [] }
        return plan.regions.map { $0.vantage.profile.map { DistanceModel($0) } }
    }
}
