// How the figures of parts of a run add up to those of the whole.

extension HistogramSlice {
    /// Adds another part's histograms.
    mutating func add(_ other: HistogramSlice) {
        var places = Dictionary(histograms.indices.map { (Row(histograms[$0]), $0) }) { first, _ in first }
        for entry in other.histograms {
            if let index = places[Row(entry)] {
                histograms[index].histogram.add(entry.histogram)
            } else {
                places[Row(entry)] = histograms.count
                histograms.append(entry)
            }
        }
    }

    /// What a histogram is of.
    private struct Row: Hashable {
        var series: Int
        var clock: SampleClock

        init(_ entry: (series: Int, clock: SampleClock, histogram: Histogram)) {
            series = entry.series
            clock = entry.clock
        }
    }
}

extension RunRecord.GaugeFacts {
    /// What a gauge showed in two parts; which value was the last over all is not known, so it is the first part's.
    func merged(with other: Self) -> Self {
        let count = count &+ other.count
        guard count > 0 else { return self }
        let sum = mean * Double(self.count) + other.mean * Double(other.count)
        return Self(
            count: count,
            mean: sum / Double(count),
            least: min(least, other.least),
            most: max(most, other.most),
            last: last
        )
    }
}

extension GeneratorAudit {
    /// What generators that shared a load measured of themselves: amounts add up, of shares and delays the worst counts.
    static func sum(_ parts: [GeneratorAudit]) -> GeneratorAudit {
        var sum = GeneratorAudit()
        for part in parts {
            sum.scheduled = sum.scheduled &+ part.scheduled
            sum.started = sum.started &+ part.started
            sum.dropped = sum.dropped &+ part.dropped
            sum.finished = sum.finished &+ part.finished
            sum.cutOff = sum.cutOff &+ part.cutOff
            sum.requests = sum.requests &+ part.requests
            sum.connections = sum.connections &+ part.connections
            if let resent = part.resent { sum.resent = (sum.resent ?? 0) &+ resent }
            sum.bytesIn = sum.bytesIn &+ part.bytesIn
            sum.bytesOut = sum.bytesOut &+ part.bytesOut
            sum.peakUsers = sum.peakUsers &+ part.peakUsers
            sum.peakInFlight = sum.peakInFlight &+ part.peakInFlight
            sum.meanInFlight += part.meanInFlight
            sum.shards = sum.shards &+ part.shards
            sum.cpuSeconds += part.cpuSeconds
            sum.wallSeconds = max(sum.wallSeconds, part.wallSeconds)
            sum.busiestShard = max(sum.busiestShard, part.busiestShard)
            sum.steal = max(sum.steal, part.steal)
            sum.longestHiccup = max(sum.longestHiccup, part.longestHiccup)
            sum.hiccupP99 = max(sum.hiccupP99, part.hiccupP99)
            sum.ownErrors = sum.ownErrors &+ part.ownErrors
            sum.peakMemory = sum.peakMemory &+ part.peakMemory
            sum.turnP99 = most(sum.turnP99, part.turnP99)
            sum.longestTurn = most(sum.longestTurn, part.longestTurn)
            sum.throttledSeconds = most(sum.throttledSeconds, part.throttledSeconds)
            sum.runQueueSeconds = most(sum.runQueueSeconds, part.runQueueSeconds)
            sum.warmupSamples = sum.warmupSamples &+ part.warmupSamples
        }
        return sum
    }

    private static func most<Value: Comparable>(_ a: Value?, _ b: Value?) -> Value? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}
