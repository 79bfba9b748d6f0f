import Curl
import Groundwork
import LoadPlan
import NetworkModel

/// One lane's modelled way to the service and back: plain memory. Nanoseconds.
struct Journey {
    /// The region of its user, where that has a modelled distance.
    var region: Int?
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
    /// What the network takes of the request's parts: of wait the request's round trip and sending.
    var phases = PhaseTimes()
    /// The other half of the request's round trip.
    var half: UInt64 = 0
    /// How the transfer ended, and what the service took.
    var result = TransferResult(slot: 0, status: 0)
    var service: UInt64 = 0
    /// The answer comes later than the user waits.
    var isTooLate = false
}
