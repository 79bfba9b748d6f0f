extension ShardProgress {
    /// The totals of several shards.
    init(sum parts: [ShardProgress]) {
        self.init()
        for part in parts {
            scheduled += part.scheduled
            started += part.started
            dropped += part.dropped
            finished += part.finished
            cutOff += part.cutOff
            requests += part.requests
            answered += part.answered
            errors += part.errors
            connections += part.connections
            resent += part.resent
            bytesIn += part.bytesIn
            bytesOut += part.bytesOut
            ownErrors += part.ownErrors
            users += part.users
            peakUsers += part.peakUsers
            inFlight += part.inFlight
            peakInFlight += part.peakInFlight
            inFlightArea &+= part.inFlightArea
            serviceSum &+= part.serviceSum
        }
    }
}
