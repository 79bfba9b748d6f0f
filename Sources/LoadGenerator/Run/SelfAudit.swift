import LoadMetrics

/// Measures the generator itself: readings at the beginning of the measured part, and what has become of them at its
/// end. The collector's; used on its queue.
struct SelfAudit {
    private let hiccups = HiccupProbe()
    private var marks: Marks?

    /// Readings at the beginning of the measured part.
    private struct Marks {
        var time: UInt64
        var cpu: Double
        var busy: [UInt64]
        var ticks: (all: UInt64, steal: UInt64)
        var progress: ShardProgress
        var turns: [TurnLengths]
        var throttled: Double?
        var waiting: Double?
    }

    /// Whether the measured part has begun.
    var isMeasuring: Bool { marks != nil }

    /// Starts the probe of pauses.
    func begin() { hiccups.start() }

    /// The measured part begins at `now` on CLOCK_MONOTONIC.
    mutating func beginMeasuring(at now: UInt64, _ handovers: [Shard.Handover], _ progress: ShardProgress) {
        marks = Marks(
            time: now,
            cpu: HostProbe.processSeconds(),
            busy: handovers.map { $0.busy },
            ticks: HostProbe.machineTicks(),
            progress: progress,
            turns: handovers.map { $0.turns },
            throttled: HostProbe.throttledSeconds(),
            waiting: HostProbe.runQueueSeconds()
        )
        hiccups.reset()
    }

    private static func difference(_ after: Double?, _ before: Double?) -> Double? {
        guard let after, let before else { return nil }
        return max(0, after - before)
    }

    /// What was found, at the end of the run.
    func finish(at now: UInt64, _ handovers: [Shard.Handover], _ progress: ShardProgress) -> GeneratorAudit {
        var audit = GeneratorAudit()
        audit.scheduled = progress.scheduled
        audit.started = progress.started
        audit.dropped = progress.dropped
        audit.finished = progress.finished
        audit.cutOff = progress.cutOff
        audit.requests = progress.requests
        audit.connections = progress.connections
        audit.resent = progress.resent
        audit.bytesIn = progress.bytesIn
        audit.bytesOut = progress.bytesOut
        audit.peakUsers = progress.peakUsers
        audit.peakInFlight = progress.peakInFlight
        audit.ownErrors = progress.ownErrors
        audit.shards = handovers.count
        audit.peakMemory = HostProbe.peakMemory()
        let pauses = hiccups.stop()
        audit.longestHiccup = pauses.exactMax
        audit.hiccupP99 = pauses.value(atPercentile: 99)
        guard let marks, now > marks.time else { return audit }
        let wall = Double(now - marks.time)
        audit.wallSeconds = wall / 1e9
        audit.cpuSeconds = HostProbe.processSeconds() - marks.cpu
        audit.busiestShard = zip(handovers, marks.busy).map { Double($0.busy - $1) / wall }.max() ?? 0
        var turns = TurnLengths()
        for (handover, before) in zip(handovers, marks.turns) {
            var since = handover.turns
            since.subtract(before)
            turns.add(since)
        }
        audit.turnP99 = turns.quantile(0.99)
        audit.longestTurn = turns.longest
        audit.throttledSeconds = Self.difference(HostProbe.throttledSeconds(), marks.throttled)
        audit.runQueueSeconds = Self.difference(HostProbe.runQueueSeconds(), marks.waiting)
        audit.meanInFlight = Double(progress.inFlightArea - marks.progress.inFlightArea) / wall
        let ticks = HostProbe.machineTicks()
        if ticks.all > marks.ticks.all {
            audit.steal = Double(ticks.steal - marks.ticks.steal) / Double(ticks.all - marks.ticks.all)
        }
        return audit
    }
}
