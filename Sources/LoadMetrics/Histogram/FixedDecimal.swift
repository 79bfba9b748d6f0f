/// Numbers as the Java library's `%.3f` writes them: a fixed number of places, halves away from zero, a point whatever
/// the locale.
enum FixedDecimal {
    /// `value` with `places` decimals, 0 to 15, right-aligned in `width`.
    static func text(_ value: Double, places: Int, width: Int = 0) -> String {
        let places = min(max(places, 0), 15)
        var scale: UInt64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * Double(scale)).rounded(.toNearestOrAwayFromZero)
        var text: String
        if let units = UInt64(exactly: scaled) {
            text = String(units / scale)
            if places > 0 {
                let fraction = String(units % scale)
                text += "." + String(repeating: "0", count: places - fraction.count) + fraction
            }
            if value < 0, units > 0 { text = "-" + text }
        } else {
            // Beyond 64 bits, or not a number: no decimal is known.
            text = value.isFinite ? integer(value) : "\(value)"
        }
        return padded(text, to: width)
    }

    static func padded(_ text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }

    private static func integer(_ value: Double) -> String {
        let whole = UInt128(exactly: value.magnitude.rounded(.towardZero)).map(String.init) ?? "\(value.magnitude)"
        return value < 0 ? "-" + whole : whole
    }
}
