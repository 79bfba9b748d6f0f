/// Running totals of a shard, read between turns.
struct ShardProgress {
    var scheduled: UInt64 = 0
    var started: UInt64 = 0
    var dropped: UInt64 = 0
    var finished: UInt64 = 0
    var cutOff: UInt64 = 0
    var requests: UInt64 = 0
    var answered: UInt64 = 0
    var errors: UInt64 = 0
    var connections: UInt64 = 0
    /// Requests that went out a second time.
    var resent: UInt64 = 0
    var bytesIn: UInt64 = 0
    var bytesOut: UInt64 = 0
    var ownErrors: UInt64 = 0
    var users = 0
    var peakUsers = 0
    var inFlight = 0
    var peakInFlight = 0
    /// Σ of requests unanswered × nanoseconds, for their mean.
    var inFlightArea: UInt64 = 0
    var inFlightSince: UInt64 = 0
    /// Σ of response times of requests answered, nanoseconds: the other side of Little's law.
    var serviceSum: UInt64 = 0

    mutating func changeInFlight(by change: Int, now: UInt64) {
        if now > inFlightSince {
            inFlightArea &+= UInt64(max(0, inFlight)) &* (now - inFlightSince)
            inFlightSince = now
        }
        inFlight += change
        if inFlight > peakInFlight { peakInFlight = inFlight }
    }
}
