/// Lengths of time and moments of a run.
extension Figures {
    /// A length of time: `250 ms`, `2.5 s`, `45 s`, `2 min 5 s`, `1 h 3 min`, `3 days 4 h`.
    public static func duration(_ nanoseconds: UInt64) -> String {
        duration(seconds: Double(nanoseconds) / 1e9)
    }

    /// A length of time in whole seconds, for clocks that run on a screen: `4 s`, `2 min 5 s`.
    public static func wholeSeconds(_ nanoseconds: UInt64) -> String {
        duration(seconds: (Double(nanoseconds) / 1e9).rounded())
    }

    /// A length of time in seconds; below 10 s to a tenth of a microsecond. Negative ones keep their sign.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite else { return Decimal.fixed(seconds, 0) }
        let size = seconds.magnitude
        let sign = seconds < 0 ? "-" : ""
        if size < 10 { return size == 0 ? "0 s" : latency(seconds * 1e9) }
        if size < 59.95 { return "\(Decimal.trimmed(Decimal.fixed(seconds, 1))) s" }
        if size < 3599.5 { return sign + parts(size.rounded(), 60, "min", "s") }
        if size < 172_770 { return sign + parts((size / 60).rounded(), 60, "h", "min") }
        return sign + parts((size / 3600).rounded(), 24, "days", "h")
    }

    /// A length of time that is needed, rounded up to what people plan with: whole seconds below 100 s, whole minutes below
    /// 100 min, tenths of an hour below 100 h, whole days.
    public static func roughDuration(seconds: Double) -> String {
        guard seconds.isFinite else { return "very long" }
        let step: Double = seconds < 100 ? 1 : seconds < 6000 ? 60 : seconds < 360_000 ? 360 : 86_400
        return duration(seconds: (seconds / step).rounded(.up) * step)
    }

    /// A moment of a run, nanoseconds since its load began, as a clock shows it: `00:41`, `1:02:07`.
    public static func moment(_ nanoseconds: UInt64) -> String {
        let seconds = nanoseconds / 1_000_000_000
        let minutes = seconds < 3600 ? Decimal.padded(UInt(seconds / 60), to: 2) : hours(seconds)
        return "\(minutes):\(Decimal.padded(UInt(seconds % 60), to: 2))"
    }

    private static func hours(_ seconds: UInt64) -> String {
        "\(seconds / 3600):\(Decimal.padded(UInt(seconds / 60 % 60), to: 2))"
    }

    /// `count` small units as large ones and the rest, without parts that are 0.
    private static func parts(_ count: Double, _ size: Double, _ large: String, _ small: String) -> String {
        let whole = (count / size).rounded(.down)
        let rest = count - whole * size
        let first = "\(Figures.count(whole)) \(large)"
        return rest > 0 ? "\(first) \(Decimal.fixed(rest, 0)) \(small)" : first
    }
}
