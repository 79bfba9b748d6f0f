/// Numbers as people read them, the same in every report and on every machine: a point for decimals, a comma between
/// thousands, a unit after a blank.
public enum Figures {
    /// A latency with about four significant digits: `843 µs`, `12.48 ms`, `183.2 ms`, `2.041 s`.
    ///
    /// Recorded to 0.1 %, a figure has no more digits than that to show.
    public static func latency(_ nanoseconds: UInt64) -> String { latency(Double(nanoseconds)) }

    /// A latency in (possibly interpolated) nanoseconds; not-a-number is `–`, infinity says that it never ended.
    public static func latency(_ nanoseconds: Double) -> String {
        guard !nanoseconds.isNaN else { return missing }
        guard nanoseconds.isFinite else { return "∞" }
        let size = abs(nanoseconds)
        switch size {
        case ..<999.5: return "\(fixed(nanoseconds, 0)) ns"
        case ..<999_500: return "\(fixed(nanoseconds / 1e3, size < 9_995 ? 2 : size < 99_950 ? 1 : 0)) µs"
        case ..<9_999_500: return "\(fixed(nanoseconds / 1e6, 3)) ms"
        case ..<99_995_000: return "\(fixed(nanoseconds / 1e6, 2)) ms"
        case ..<999_950_000: return "\(fixed(nanoseconds / 1e6, 1)) ms"
        default: return "\(fixed(nanoseconds / 1e9, size < 9_999_500_000 ? 3 : size < 99_995_000_000 ? 2 : 1)) s"
        }
    }

    /// A length of time in whole seconds: `45s`, `2m 05s`, `1h 03m`; below ten seconds with one decimal.
    public static func duration(_ nanoseconds: UInt64) -> String {
        if nanoseconds < 9_950_000_000 {
            let text = fixed(Double(nanoseconds) / 1e9, 1)
            return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "s"
        }
        let seconds = nanoseconds / 1_000_000_000 + (nanoseconds % 1_000_000_000 >= 500_000_000 ? 1 : 0)
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m \(twoDigits(seconds % 60))s" }
        return "\(seconds / 3600)h \(twoDigits(seconds % 3600 / 60))m"
    }

    /// A whole number with thousands apart: `48,211`.
    public static func count(_ number: UInt64) -> String { grouped(String(number)) }

    /// A rate a second: `1,482/s`, `48.2/s`, `0.350/s`.
    public static func rate(_ perSecond: Double) -> String {
        guard perSecond.isFinite else { return missing }
        let size = abs(perSecond)
        return number(perSecond, size < 9.995 ? 2 : size < 999.5 ? 1 : 0) + "/s"
    }

    /// A ratio as a percentage with enough digits to tell it from 0 and from 100: `0.083 %`, `99.917 %`, `12.5 %`.
    public static func percent(_ ratio: Double) -> String {
        guard ratio.isFinite else { return missing }
        let percent = ratio * 100
        if percent == 0 || percent == 100 { return "\(fixed(percent, 0)) %" }
        let margin = min(abs(percent), abs(100 - percent))
        return "\(fixed(percent, margin < 0.01 ? 4 : margin < 1 ? 3 : margin < 10 ? 2 : 1)) %"
    }

    /// A plain number with thousands apart and so many decimals.
    public static func number(_ value: Double, _ decimals: Int) -> String { grouped(fixed(value, decimals)) }

    /// A number of bytes: `118 MB` (10⁶).
    public static func bytes(_ bytes: UInt64) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(fixed(Double(bytes) / 1e3, 1)) kB"
        case ..<1_000_000_000: "\(fixed(Double(bytes) / 1e6, 1)) MB"
        default: "\(fixed(Double(bytes) / 1e9, 2)) GB"
        }
    }

    /// A figure without the zeros that end its decimals, for round numbers such as targets: `200.0 ms` is `200 ms`.
    public static func round(_ figure: String) -> String {
        let number = figure.prefix { $0.isNumber || $0 == "." || $0 == "," || $0 == "-" }
        guard number.contains(".") else { return figure }
        var short = number
        while short.hasSuffix("0") { short = short.dropLast() }
        if short.hasSuffix(".") { short = short.dropLast() }
        return String(short) + figure[number.endIndex...]
    }

    /// What stands where there is no figure.
    public static let missing = "–"

    /// `value` with exactly so many decimals (0 to 9), rounded half away from zero; no exponent below 10¹⁵.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? missing : value < 0 ? "-∞" : "∞" }
        let places = min(max(decimals, 0), 9)
        var power = 1.0
        for _ in 0..<places { power *= 10 }
        let scaled = (abs(value) * power).rounded()
        guard scaled < 9e18 else { return "\(value)" }
        var digits = String(UInt64(scaled))
        if places > 0 {
            if digits.utf8.count <= places {
                digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
            }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
        }
        return value < 0 && scaled > 0 ? "-" + digits : digits
    }

    private static func twoDigits(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func grouped(_ text: String) -> String {
        let whole = text.prefix { $0 == "-" || $0.isNumber }
        let digits = whole.drop { $0 == "-" }
        guard digits.count > 3 else { return text }
        var result = whole.first == "-" ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result + text[whole.endIndex...]
    }
}
