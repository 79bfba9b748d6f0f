import Curl
import Foundation
import Groundwork
import LiveMetrics
import LoadGenerator
import LoadMetrics
import LoadPlan

/// Shows a run under way to other programs: a page to scrape, and snapshots that are sent every few seconds.
///
/// Fed by the generator's observer; nothing here can hold it up.
final class MetricsFeed: Sendable {
    private let plan: Plan
    private let runID: String
    private let buckets: ClassicBuckets
    private let server: ScrapeServer?
    private let pushers: [(name: String, pusher: MetricsPusher)]
    private let every: UInt64
    private let lastPush = Locked<UInt64?>(nil)
    private let latest = Locked<MetricsSnapshot?>(nil)

    /// A feed; `nil` where none is wanted.
    init?(_ options: MetricsOptions, plan: Plan, runID: String) throws(Stop) {
        guard options.listen != nil || options.remoteWrite != nil || options.otlp != nil else { return nil }
        self.plan = plan
        self.runID = runID
        let limits = plan.objectives.flatMap { $0.requirement.latencyLimits.map(\.limit) }
        let buckets = ClassicBuckets(limits: limits)
        self.buckets = buckets
        every = options.every.map { $0.nanoseconds } ?? 5_000_000_000
        if let port = options.listen {
            guard let server = ScrapeServer(port: port) else {
                throw Stop(.internalError, "cannot listen at port \(port) for metrics")
            }
            self.server = server
            Console.note("metrics: http://127.0.0.1:\(server.port)/metrics")
        } else {
            server = nil
        }
        let own = options.headers.map { Self.expanded($0) }
        var pushers: [(name: String, pusher: MetricsPusher)] = []
        if let url = options.remoteWrite {
            let headers = RemoteWrite.headers + own
            pushers.append(
                (
                    "remote write",
                    MetricsPusher { Self.post(RemoteWrite.body($0, buckets: buckets), to: url, headers) }
                )
            )
        }
        if let url = options.otlp {
            let headers = OpenTelemetry.headers + own
            pushers.append(
                ("OTLP", MetricsPusher { Self.post(OpenTelemetry.body($0, buckets: buckets), to: url, headers) })
            )
        }
        self.pushers = pushers
    }

    /// `Authorization: Bearer $TOKEN` with the environment's value: what a command line shows is no secret.
    private static func expanded(_ header: String) -> String {
        var text = header
        for (name, value) in ProcessInfo.processInfo.environment.sorted(by: { $0.key.count > $1.key.count }) {
            text = text.replacingOccurrences(of: "$\(name)", with: value)
        }
        return text
    }

    private static func post(_ body: [UInt8], to url: String, _ headers: [String]) -> String? {
        let answer = WebPost.send(body, to: url, headers: headers, seconds: 4)
        if answer.code != .ok { return answer.code.message }
        guard (200..<300).contains(answer.status) else {
            return "status \(answer.status): \(String(decoding: answer.beginning, as: UTF8.self))"
        }
        return nil
    }

    /// Takes note of the run's state.
    func update(_ state: LiveState) {
        let snapshot = snapshot(of: state)
        server?.show(PrometheusText.write(snapshot, buckets: buckets))
        latest.withLock { $0 = snapshot }
        let isDue = lastPush.withLock { last in
            // Half a second of slack, so that ticks that come a little early skip no turn.
            if let last, state.elapsed < last &+ every &- min(every, 500_000_000) { return false }
            last = state.elapsed
            return true
        }
        if isDue { for (_, pusher) in pushers { pusher.push(snapshot) } }
    }

    /// Sends the last state once more and says what became of the snapshots.
    func finish() {
        for (name, pusher) in pushers {
            if let snapshot = latest.withLock({ $0 }) { pusher.push(snapshot) }
            let tally = pusher.finish(within: 6)
            guard tally.failed > 0 || tally.dropped > 0 else { continue }
            let reason = tally.lastFailure.map { " (\($0))" } ?? ""
            Console.note(
                "metrics: \(name): \(tally.sent) sent, \(tally.failed) failed\(reason), \(tally.dropped) dropped"
            )
        }
        server?.stop()
    }

    private func snapshot(of state: LiveState) -> MetricsSnapshot {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let measured = state.elapsed > state.warmup ? Int64((state.elapsed - state.warmup) / 1_000_000) : 0
        let series = state.keys.indices.compactMap { index -> MetricsSnapshot.Series? in
            guard let count = state.counts[index], count.count > 0 else { return nil }
            return MetricsSnapshot.Series(key: state.keys[index], count: count.count, response: state.totals[index])
        }
        return MetricsSnapshot(
            scenario: plan.name,
            run: runID,
            time: now,
            start: now - measured,
            series: series,
            gauges: [
                .init(name: "users", help: "Users active now.", value: Double(state.tick.users)),
                .init(
                    name: "wanted",
                    help: "Users or arrivals a second that are wanted now.",
                    value: state.tick.wanted
                ),
                .init(name: "in_flight", help: "Requests unanswered now.", value: Double(state.tick.inFlight)),
                .init(
                    name: "requests_answered",
                    help: "Requests answered since the start, warm-up included.",
                    value: Double(state.requests)
                ),
                .init(
                    name: "requests_failed",
                    help: "Requests that failed since the start, warm-up included.",
                    value: Double(state.errors)
                ),
                .init(
                    name: "elapsed_seconds",
                    help: "Seconds since the start of the load.",
                    value: state.elapsed.inSeconds
                ),
            ]
        )
    }
}
