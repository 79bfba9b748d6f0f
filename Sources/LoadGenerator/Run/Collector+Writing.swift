import LoadMetrics

/// What is appended to the run's folder while the run goes on.
extension Collector {
    /// Appends the tick that waits to be written to the timeline.
    func writePending() {
        guard let tick = pending else { return }
        pending = nil
        guarded { () throws(ArchiveError) in try journal.append(tick: tick) }
    }

    /// Appends the slice that has been gathered to the histograms; the clocks that only reports use seldom, or with `all`.
    func writeSlice(_ elapsed: UInt64, all: Bool) {
        let others = all || elapsed >= otherStart &+ Self.otherClocksEvery
        let responses = slice.take { $0 == .response }
        for (series, _, histogram) in responses {
            if totals[series] == nil { totals[series] = histogram } else { totals[series]?.add(histogram) }
        }
        if !responses.isEmpty {
            let start = sliceStart
            guarded { () throws(ArchiveError) in
                try journal.append(slice: HistogramSlice(start: start, length: elapsed - start, histograms: responses))
            }
        }
        sliceStart = elapsed
        guard others else { return }
        let rest = slice.take { $0 != .response }
        if !rest.isEmpty {
            let start = otherStart
            guarded { () throws(ArchiveError) in
                try journal.append(slice: HistogramSlice(start: start, length: elapsed - start, histograms: rest))
            }
        }
        otherStart = elapsed
    }

    /// Keeps what is in no slice yet, for a run that is killed. Where that takes long, because a run has thousands of
    /// series, it is done so seldom that it takes a fiftieth of the time.
    func keepUnfinished(_ elapsed: UInt64) {
        let begin = clock.now()
        let (responses, others) = (slice.all { $0 == .response }, slice.all { $0 != .response })
        let slices = [
            HistogramSlice(start: sliceStart, length: max(1, elapsed &- sliceStart), histograms: responses),
            HistogramSlice(start: otherStart, length: max(1, elapsed &- otherStart), histograms: others),
        ]
        guarded { () throws(ArchiveError) in try journal.keep(unfinished: slices) }
        // Half a tick early, so that two seconds do not become three.
        keptNext = elapsed &+ max(Self.keptEvery - 500_000_000, 50 &* (clock.now() &- begin))
    }

    /// A disk that is full must not end the measurement: it goes on, and the record says what is missing.
    func guarded(_ write: () throws(ArchiveError) -> Void) {
        do {
            try write()
        } catch {
            if journalFailure == nil { journalFailure = "\(error)" }
        }
    }
}
