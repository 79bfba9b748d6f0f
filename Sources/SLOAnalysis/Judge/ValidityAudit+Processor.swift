import Groundwork
import LoadMetrics

extension ValidityAudit {
    /// A time in which the busiest shard had no more of its core to use.
    struct Saturation {
        /// When it began, nanoseconds since the start of the load.
        var from: UInt64
        /// All of its kind together, nanoseconds.
        var length: UInt64
        /// The busiest shard's share of its core meanwhile.
        var share: Double
    }

    /// The first stretch of three seconds or more at the end of a core in the measured part, with the length of all of them:
    /// a load that grows reaches it late, and the mean over the run hides it.
    var saturation: Saturation? {
        var found: Saturation?
        var used = 0.0
        var stretch: (from: UInt64, length: UInt64, used: Double)?
        func end() {
            if let stretch, stretch.length >= limits.saturated {
                found = Saturation(
                    from: found?.from ?? stretch.from,
                    length: (found?.length ?? 0) &+ stretch.length,
                    share: 0
                )
                used += stretch.used
            }
            stretch = nil
        }
        for tick in run.timeline
        where tick.start >= run.record.measuredFrom && tick.start < run.record.measuredTo && tick.length > 0 {
            guard let busiest = tick.busiest, busiest * 1e9 >= limits.busyLimit * Double(tick.length) else {
                end()
                continue
            }
            let before = stretch ?? (tick.start, 0, 0)
            stretch = (before.from, before.length &+ tick.length, before.used + busiest)
        }
        end()
        if let length = found?.length { found?.share = min(1, used * 1e9 / Double(length)) }
        return found
    }

    /// What is said of a saturated shard: `the generator was the bottleneck from 00:41 on for 19 s: …`.
    func bottleneck(_ stretch: Saturation?) -> String {
        guard let stretch else {
            return "its busiest shard used \(Figures.percent(run.record.audit.busiestShard)) of a core"
        }
        return "the generator was the bottleneck from \(Figures.moment(stretch.from)) on, for "
            + "\(Figures.duration(seconds: Double(stretch.length) / 1e9)): its busiest shard used "
            + "\(Figures.percent(stretch.share)) of a core"
    }

    /// What gives the generator more of a processor.
    var cure: String {
        let (shards, cores) = (run.record.audit.shards, run.record.host.cores)
        return shards < cores
            ? "use --shards \(cores) or a second machine (--part 1/2)"
            : "use a second machine (--part 1/2), or lower the load"
    }

    func processor() -> AuditFinding {
        let audit = run.record.audit
        let busy = audit.busiestShard
        let stretch = saturation
        let isBusy = busy >= limits.busyWarning
        let isStolen = audit.steal > limits.steal
        var words = "the busiest of \(audit.shards) shards used \(Figures.percent(busy)) of a core"
        if let stretch {
            words = "\(bottleneck(stretch)); \(cure)"
        } else if isBusy {
            words += "; near its limit it sends late: \(cure)"
        }
        if isStolen {
            words += "; \(Figures.percent(audit.steal)) of the machine's time went to other machines on its host"
        }
        return AuditFinding(
            check: "processor",
            value: Figures.percent(busy),
            limit: Figures.percent(limits.busyWarning),
            outcome: isBusy || isStolen || stretch != nil ? .warning : .ok,
            words: words
        )
    }
}
