/// Figures for people: one spelling of each, in every report, sentence and live view, on every machine.
///
/// | figure | rule | examples |
/// |---|---|---|
/// | any | comma between thousands, blank before the unit, no zeros at the end of decimals | `1,482`, `200 ms` |
/// | latency | four significant digits in the unit that keeps the rounded number below 1,000 | `12.48 ms`, `1 s` |
/// | duration | below 10 s as a latency; below 1 min one decimal; then two units | `2.5 s`, `2 min 5 s` |
/// | rate, number | four significant digits, the whole part never rounded | `0.35/s`, `1,482/s` |
/// | percent | three significant digits of the distance to the nearer of 0 and 100 | `12.5 %`, `99.917 %` |
/// | bytes | four significant digits, powers of 1,000 | `512 B`, `118.4 MB` |
/// | no value | `–` for not-a-number, `∞` for a latency or a bound that never ends | |
///
/// Histograms record to 0.1 %, so a latency has no more than four digits to show. A target that a scenario states and a
/// measured figure of the same size look alike. Files that programs read take ``Decimal/fixed(_:_:)`` instead.
public enum Figures {
    /// What is shown where there is no figure.
    public static let missing = "–"

    /// A latency: `843 µs`, `12.48 ms`, `183.2 ms`, `2.041 s`.
    public static func latency(_ nanoseconds: UInt64, digits: Int = 4) -> String {
        latency(Double(nanoseconds), digits: digits)
    }

    /// A latency in (possibly interpolated) nanoseconds, in `digits` significant digits. Negative differences keep their
    /// sign.
    public static func latency(_ nanoseconds: Double, digits: Int = 4) -> String {
        guard nanoseconds.isFinite else { return Decimal.fixed(nanoseconds, 0) }
        // Below a microsecond there are whole nanoseconds only.
        let size = nanoseconds.magnitude < 1000 ? nanoseconds.rounded() : nanoseconds
        return size.magnitude < 1000
            ? "\(Decimal.fixed(size, 0)) ns" : scaled(size, from: 1e3, ["µs", "ms", "s"], digits)
    }

    /// A whole number: `48,211`.
    public static func count(_ number: UInt64) -> String { Decimal.grouped(String(number)) }

    /// A whole number that was estimated or summed as a fraction.
    public static func count(_ number: Double) -> String { Decimal.grouped(Decimal.fixed(number, 0)) }

    /// A rate a second: `1,482/s`, `48.25/s`, `0.35/s`.
    public static func rate(_ perSecond: Double) -> String {
        perSecond.isFinite ? "\(number(perSecond))/s" : missing
    }

    /// A plain number in four significant digits.
    public static func number(_ value: Double) -> String { Decimal.significant(value) }

    /// A plain number with exactly `decimals` decimals and thousands apart, for columns in which numbers are compared.
    public static func number(_ value: Double, _ decimals: Int) -> String {
        Decimal.grouped(Decimal.fixed(value, decimals))
    }

    /// `value` with exactly `decimals` decimals (0 to 15) and without commas.
    public static func fixed(_ value: Double, _ decimals: Int) -> String { Decimal.fixed(value, decimals) }

    /// A ratio as a percentage with enough digits to tell it from 0 and from 100: `0.083 %`, `99.917 %`, `12.5 %`.
    public static func percent(_ ratio: Double) -> String {
        guard ratio.isFinite else { return missing }
        let percent = ratio * 100
        var margin = min(abs(percent), abs(100 - percent))
        var decimals = 1
        while margin < 10, margin > 0, decimals < 9 {
            margin *= 10
            decimals += 1
        }
        return "\(Decimal.grouped(Decimal.trimmed(Decimal.fixed(percent, decimals)))) %"
    }

    /// A number of bytes: `118.4 MB` (10⁶).
    public static func bytes(_ bytes: UInt64) -> String {
        bytes < 1000 ? "\(bytes) B" : scaled(Double(bytes), from: 1e3, ["kB", "MB", "GB", "TB"], 4)
    }

    /// The name of a quantile between 0 and 1: `p95`, `p99.9`.
    public static func quantile(_ quantile: Double) -> String {
        "p\(Decimal.trimmed(Decimal.fixed(quantile * 100, 4)))"
    }

    /// An estimate of how many are needed, with two significant digits, rounded up: what is asked for should suffice.
    public static func roughly(_ number: Double) -> String {
        guard number.isFinite, number < 1e17 else { return "very many" }
        var unit = 1.0
        while number / unit > 99 { unit *= 10 }
        return count((number / unit).rounded(.up) * unit)
    }

    /// `value` in the first unit in which its rounded number is below 1,000, or the last; units are 1,000 apart.
    private static func scaled(_ value: Double, from first: Double, _ units: [String], _ digits: Int) -> String {
        var size = first
        for unit in units.dropLast() {
            let number = Decimal.significant(value / size, digits)
            // Four characters before the point, or a comma between them, are a thousand.
            if !number.contains(","), value.magnitude / size < 1000 { return "\(number) \(unit)" }
            size *= 1000
        }
        return "\(Decimal.significant(value / size, digits)) \(units.last ?? "")"
    }
}

extension UInt64 {
    /// A number of samples that was summed as a fraction, without the fraction. Negative ones and not-a-number are 0, what
    /// no counter can hold is the largest.
    public init(clampingCount number: Double) {
        self = number > 0 ? (number < 0x1p64 ? UInt64(number) : .max) : 0
    }
}
