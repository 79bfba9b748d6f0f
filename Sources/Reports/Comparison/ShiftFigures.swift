import Glibc
import Groundwork
import SLOAnalysis

/// The figures of a comparison as text: one place that knows their units.
enum ShiftFigures {
    /// A relative change with its sign: `+5.2 %`.
    static func change(_ value: Double?) -> String {
        guard let value, value.isFinite else { return Figures.missing }
        let size = abs(value) * 100
        let text = Figures.fixed(size, size < 10 ? 1 : 0)
        return text.allSatisfy { $0 == "0" || $0 == "." } ? "0 %" : (value < 0 ? "−" : "+") + text + " %"
    }

    /// A change of a share in percentage points: `+0.12`.
    static func points(_ value: Double?) -> String {
        guard let value, value.isFinite else { return Figures.missing }
        let size = abs(value) * 100
        let text = Figures.fixed(size, size < 1 ? 3 : 2)
        return text.allSatisfy { $0 == "0" || $0 == "." } ? "0" : (value < 0 ? "−" : "+") + text
    }

    /// An interval: `[+1.2 %, +3.4 %]`.
    static func interval(_ figure: RunShift.Figure, _ text: (Double?) -> String) -> String {
        guard let low = figure.low, let high = figure.high else { return "too few to tell" }
        return "[\(text(low)), \(text(high))]"
    }

    /// A latency in either run.
    static func latency(_ value: Double?) -> String { Finding.Unit.nanoseconds.text(value) }

    /// A difference of mean latencies with its sign.
    static func difference(_ nanoseconds: Double) -> String {
        guard abs(nanoseconds) >= 500 else { return "0" }
        return (nanoseconds < 0 ? "−" : "+") + Figures.latency(abs(nanoseconds))
    }

    /// `slower`, `faster`, or that nothing can be told.
    static func word(_ figure: RunShift.Figure, more: String, less: String) -> (text: String, tone: TerminalStyle.Tone)
    {
        switch figure.direction {
        case 1: (more, .bad)
        case -1: (less, .good)
        default: ("", .quiet)
        }
    }

    /// The series' name with its kind and region.
    static func name(_ series: RunShift.SeriesShift) -> String {
        if series.name == "all", series.kind == "step" { return "all steps" }
        let kind = series.kind == "step" ? "" : " (\(series.kind))"
        return series.name + kind + (series.region.map { " from \($0)" } ?? "")
    }

    /// What a modelled distance adds to a series' phases, in either run or in one; `nil` where there is none.
    static func modelled(_ series: RunShift.SeriesShift) -> String? {
        switch (series.modelledA, series.modelledB) {
        case (false, false): nil
        case (true, true): PhaseText.modelled
        case (true, false): "in run A \(PhaseText.modelled)"
        case (false, true): "in run B \(PhaseText.modelled)"
        }
    }

    /// What is said of every comparison of two runs.
    static let caution =
        "Intervals hold 95 % on either side for these two runs. How much runs differ anyway they cannot know: a gate "
        + "needs eight accepted runs (zonda baseline accept)."

    /// The shift over the whole distribution: the further right, the slower the requests.
    static func plot(_ series: RunShift.SeriesShift, columns: Int) -> [StyledLine] {
        guard series.plot.count > 4 else { return [] }
        func position(_ share: Double) -> Double { -log(1 - share) }
        let most = position(series.plot.last?.quantile ?? 0.99)
        let labels = [0.5, 0.75, 0.9, 0.99, 0.999, 0.9999].filter { position($0) <= most + 1e-9 }
        return TextPlot(
            points: series.plot.map {
                .init(x: position($0.quantile) / most, y: $0.change, tone: $0.change > 0 ? .bad : .good)
            },
            base: 0,
            labels: labels.map { (position($0) / most, Figures.quantile($0)) },
            format: change,
            rows: 9,
            columns: max(20, columns - 14)
        ).lines()
    }
}
