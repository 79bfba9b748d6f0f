import LoadMetrics

extension TimelineTick.SeriesCount {
    /// Both counts together.
    static func + (a: Self, b: Self) -> Self {
        Self(
            series: a.series,
            count: a.count + b.count,
            beyond: zip(a.beyond, b.beyond).map(+),
            serviceBeyond: zip(a.serviceBeyond, b.serviceBeyond).map(+)
        )
    }
}

extension TimelineTick {
    /// Two neighbouring ticks as one.
    static func + (a: Self, b: Self) -> Self {
        var sum = b
        sum.start = a.start
        sum.length = a.length + b.length
        sum.scheduled += a.scheduled
        sum.started += a.started
        sum.dropped += a.dropped
        sum.requests += a.requests
        sum.connections += a.connections
        sum.bytesIn += a.bytesIn
        sum.cpu += a.cpu
        if let busiest = a.busiest { sum.busiest = (sum.busiest ?? 0) + busiest }
        var series = Dictionary(a.series.map { ($0.series, $0) }) { $0 + $1 }
        for count in b.series { series[count.series] = series[count.series].map { $0 + count } ?? count }
        sum.series = series.values.sorted { $0.series < $1.series }
        return sum
    }
}

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
