/// Whether a run's files hold all that its record says was measured.
///
/// Timeline and histograms can agree with each other and still lack their ends: a copy that was not finished, a file that
/// was emptied. The record, written last, knows how much there must be. A run that was killed has no such record.
enum RunCompleteness {
    /// What is missing, in words; empty for a whole run, and for one that was killed.
    static func problems(_ record: RunRecord, _ timeline: [TimelineTick]) -> [String] {
        guard record.state != .running else { return [] }
        let audit = record.audit
        var problems: [String] = []
        func compare(_ noun: String, _ counted: UInt64, _ known: UInt64) {
            guard counted != known else { return }
            problems.append("the timeline counts \(counted) \(noun), the record \(known)")
        }
        compare("iterations that were due", sum(timeline, \.scheduled), audit.scheduled)
        compare("iterations that were begun", sum(timeline, \.started), audit.started)
        compare("requests", sum(timeline, \.requests), audit.requests)
        let end = timeline.last.map { $0.start &+ $0.length } ?? 0
        if record.state == .complete, end < record.measuredTo {
            problems.append(
                "the timeline ends after \(seconds(end)) s, the measured part after \(seconds(record.measuredTo)) s"
            )
        }
        if record.state == .complete, record.measuredTo > record.measuredFrom, audit.wallSeconds <= 0 {
            problems.append("the record gives the measured part no length (audit.wallSeconds)")
        }
        return problems
    }

    private static func sum(_ timeline: [TimelineTick], _ count: KeyPath<TimelineTick, UInt64>) -> UInt64 {
        timeline.reduce(0) { $0 &+ $1[keyPath: count] }
    }

    /// Seconds to the millisecond, rounded down.
    private static func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds / 1_000_000) / 1e3 }
}
