public import Groundwork

/// The histograms of one series in one recorder: one for each clock, side by side.
@usableFromInline
struct ClockRecorders: ~Copyable {
    @usableFromInline var recorders: InlineArray<8, HistogramRecorder>

    /// Empty ones.
    @usableFromInline
    init() {
        let clocks = SampleClock.allCases
        recorders = InlineArray { HistogramRecorder(layout: clocks[$0].layout) }
    }

    /// That of a clock.
    @inlinable
    subscript(clock: SampleClock) -> HistogramRecorder {
        _read { yield recorders[clock.position] }
        _modify { yield &recorders[clock.position] }
    }

    /// Records all that is known of a request.
    @inlinable
    mutating func record(_ sample: Sample) {
        self[.response].record(sample.response)
        self[.service].record(sample.service)
        self[.lateness].record(sample.lateness)
        let phases = sample.phases
        if phases.wait > 0 { self[.wait].record(phases.wait) }
        if phases.transfer > 0 { self[.transfer].record(phases.transfer) }
        // Most requests open no connection.
        guard phases.connect > 0 else { return }
        self[.connect].record(phases.connect)
        if phases.lookup > 0 { self[.lookup].record(phases.lookup) }
        if phases.tls > 0 { self[.tls].record(phases.tls) }
    }

    /// Empties them into those of a series.
    mutating func drain(_ series: Int, into totals: SeriesHistograms) {
        for clock in SampleClock.allCases where !self[clock].isEmpty {
            totals.with(series, clock) { self[clock].drain(into: &$0) }
        }
    }
}

extension SampleClock {
    /// Range and precision of its histograms.
    var layout: HistogramLayout { isPrecise ? .latency : .phase }
}
