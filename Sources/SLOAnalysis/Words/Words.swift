/// Figures inside the sentences of findings and checks.
enum Words {
    /// A latency in nanoseconds: `183.2 ms`.
    static func latency(_ nanoseconds: Double) -> String {
        guard nanoseconds.isFinite else { return "unlimited" }
        switch abs(nanoseconds) {
        case ..<1e3: return "\(fixed(nanoseconds, 0)) ns"
        case ..<1e6: return "\(short(nanoseconds / 1e3)) µs"
        case ..<1e9: return "\(short(nanoseconds / 1e6)) ms"
        default: return "\(short(nanoseconds / 1e9)) s"
        }
    }

    /// A share as a percentage: `4.31 %`.
    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "–" }
        let percent = share * 100
        if percent == percent.rounded(), abs(percent) < 1e6 { return "\(fixed(percent, 0)) %" }
        let size = min(abs(percent), abs(100 - percent))
        return "\(trimmed(fixed(percent, size < 0.01 ? 5 : size < 0.1 ? 4 : size < 1 ? 3 : 2))) %"
    }

    /// A count: `48,211`.
    static func count(_ number: UInt64) -> String {
        var text = ""
        let digits = Array(String(number))
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A count that was estimated.
    static func count(_ number: Double) -> String {
        guard number.isFinite, number >= 0 else { return "–" }
        return number < 1e18 ? count(UInt64(number.rounded())) : "very many"
    }

    /// A number of samples that was summed as a fraction; what no counter can hold becomes the largest.
    static func whole(_ number: Double) -> UInt64 {
        number > 0 ? (number < 1.8e19 ? UInt64(number) : .max) : 0
    }

    /// An estimate with two significant digits, rounded up: what is asked for should suffice.
    static func roughly(_ number: Double) -> String {
        guard number.isFinite, number < 1e17 else { return "very many" }
        var unit = 1.0
        while number / unit > 99 { unit *= 10 }
        return count((number / unit).rounded(.up) * unit)
    }

    /// A length of time: `45 s`, `4 min`, `2.5 h`.
    static func duration(seconds: Double) -> String {
        guard seconds.isFinite else { return "very long" }
        switch seconds {
        case ..<100: return "\(fixed(seconds.rounded(.up), 0)) s"
        case ..<6000: return "\(fixed((seconds / 60).rounded(.up), 0)) min"
        case ..<360_000: return "\(trimmed(fixed(seconds / 3600, 1))) h"
        default: return "\(count(seconds / 86400)) days"
        }
    }

    /// A moment of a run, in nanoseconds since the start of its load: `00:41`, `1:02:07`.
    static func moment(_ nanoseconds: UInt64) -> String {
        let seconds = nanoseconds / 1_000_000_000
        func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let short = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return seconds < 3600 ? short : "\(seconds / 3600):\(short)"
    }

    /// A number a second.
    static func rate(_ number: Double) -> String { "\(trimmed(fixed(number, number < 100 ? 2 : 1)))/s" }

    /// The name of a quantile: `p95`, `p99.9`.
    static func quantile(_ quantile: Double) -> String { "p\(trimmed(fixed(quantile * 100, 4)))" }

    /// A number with so many decimals.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return "–" }
        var power = 1.0
        for _ in 0..<decimals { power *= 10 }
        let scaled = (abs(value) * power).rounded()
        guard scaled < 1e18 else { return "\(value)" }
        var digits = String(UInt64(scaled))
        if decimals > 0 {
            while digits.utf8.count <= decimals { digits = "0" + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
        }
        return value < 0 && scaled > 0 ? "-" + digits : digits
    }

    private static func short(_ value: Double) -> String {
        trimmed(fixed(value, abs(value) < 10 ? 3 : abs(value) < 100 ? 2 : 1))
    }

    private static func trimmed(_ number: String) -> String {
        guard number.contains(".") else { return number }
        var text = number
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }
}
