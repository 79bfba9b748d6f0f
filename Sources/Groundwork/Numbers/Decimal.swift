/// Numbers in decimal digits, the same on every machine: a point for decimals, halves rounded away from zero.
public enum Decimal {
    /// `value` with exactly `decimals` (0 to 15) decimals: `12.480`. No exponent; a number so large that no decimal of
    /// it is known has none. Not-a-number is `–`, infinities are `∞` and `-∞`.
    public static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite else { return value.isNaN ? Figures.missing : value < 0 ? "-∞" : "∞" }
        let places = min(max(decimals, 0), 15)
        let scaled = (value.magnitude * power(places)).rounded()
        guard let units = UInt64(exactly: scaled) else { return (value < 0 ? "-" : "") + whole(value.magnitude) }
        var digits = padded(UInt(units), to: places + 1)
        if places > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places)) }
        return value < 0 && units > 0 ? "-" + digits : digits
    }

    /// `value` with `digits` significant digits, no zeros at the end of its decimals, and thousands apart: `12.48`,
    /// `0.35`, `1,482`, `148,211`. Digits before the point are never rounded away, and there are at most 9 decimals.
    public static func significant(_ value: Double, _ digits: Int = 4) -> String {
        guard value.isFinite, value != 0 else { return value == 0 ? "0" : fixed(value, 0) }
        return grouped(trimmed(fixed(value, decimals(value.magnitude, digits))))
    }

    /// `text` without the zeros that end its decimals, and without the point where no decimal is left.
    public static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// A decimal number with a comma between thousands of its whole part.
    public static func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let whole = text.dropFirst(sign.count).prefix { ("0"..."9").contains($0) }
        guard whole.count > 3 else { return text }
        var result = sign
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result + text.dropFirst(sign.count + whole.count)
    }

    /// A whole number with zeros in front, up to `width` digits.
    public static func padded(_ number: UInt, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Decimals that `digits` significant digits of a positive number leave, judged after rounding: 9.9996 in four digits
    /// is `10.00`, not `10.000`.
    private static func decimals(_ size: Double, _ digits: Int) -> Int {
        var decimals = max(digits - 1, 0)
        var limit = 10.0
        while decimals > 0, (size * power(decimals)).rounded() >= limit * power(decimals) {
            decimals -= 1
            limit *= 10
        }
        var first = size
        while first < 1, decimals < 9 {
            first *= 10
            decimals += 1
        }
        return decimals
    }

    private static func power(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    private static func whole(_ size: Double) -> String {
        UInt128(exactly: size.rounded(.towardZero)).map { String($0) } ?? "\(size)"
    }
}
