import Glibc

/// A JSON number: exact where it is written as a whole number within 64 bits, else the nearest double.
public enum JSONNumber: Sendable {
    /// A whole number within 64 bits with a sign.
    case integer(Int64)
    /// A whole number beyond those, within 64 bits without a sign.
    case unsigned(UInt64)
    /// Any other, or one with a fraction or an exponent; infinite beyond the range of doubles.
    case double(Double)

    /// Powers of ten that a double holds exactly.
    private static let exactPowers = 22

    /// The number that these bytes, valid by RFC 8259 section 6, spell.
    public init(_ bytes: UnsafeRawBufferPointer) {
        var index = 0
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        var digits: UInt64 = 0
        var exponent = 0
        var isWhole = true
        var fits = true
        while index < bytes.count {
            let byte = bytes[index]
            if byte &- 0x30 < 10 {
                let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
                let (sum, overflow2) = product.addingReportingOverflow(UInt64(byte &- 0x30))
                if overflow || overflow2 { fits = false }
                digits = sum
                if !isWhole { exponent &-= 1 }
            } else if byte == UInt8(ascii: ".") {
                isWhole = false
            } else {
                isWhole = false
                exponent &+= Self.exponent(bytes, index + 1)
                break
            }
            index += 1
        }
        if isWhole, fits, let integer = Self.signed(digits, isNegative) {
            self = .integer(integer)
        } else if isWhole, fits, !isNegative {
            self = .unsigned(digits)
        } else if fits, digits <= 1 << 53, exponent.magnitude <= Self.exactPowers {
            // Both are exact, so one operation rounds once: the nearest double (Clinger, "How to read floating point
            // numbers accurately", 1990).
            let power = Self.power(exponent.magnitude)
            let value = exponent < 0 ? Double(digits) / power : Double(digits) * power
            self = .double(isNegative ? -value : value)
        } else {
            self = .double(Self.nearest(bytes))
        }
    }

    private static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Int64? {
        guard isNegative else { return Int64(exactly: magnitude) }
        return magnitude <= 1 << 63 ? Int64(bitPattern: 0 &- magnitude) : nil
    }

    /// The exponent behind an `e`, clamped far outside what matters.
    private static func exponent(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var index = start
        guard index < bytes.count else { return 0 }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
        var value = 0
        while index < bytes.count, value < 100_000 {
            value = value * 10 + Int(bytes[index] &- 0x30)
            index += 1
        }
        return isNegative ? -value : value
    }

    private static func power(_ exponent: UInt) -> Double {
        var value = 1.0
        for _ in 0..<exponent { value *= 10 }
        return value
    }

    /// strtod(3) on a copy that ends with a zero. The program never sets a locale, so the decimal point is a point.
    private static func nearest(_ bytes: UnsafeRawBufferPointer) -> Double {
        withUnsafeTemporaryAllocation(byteCount: bytes.count + 1, alignment: 1) { copy in
            copy.copyBytes(from: bytes)
            copy[bytes.count] = 0
            // The copy has at least the byte for the zero, so it has an address.
            return copy.baseAddress.map { strtod($0.assumingMemoryBound(to: CChar.self), nil) } ?? 0
        }
    }

    /// As the nearest double; infinite beyond the range of doubles.
    public var value: Double {
        switch self {
        case .integer(let integer): Double(integer)
        case .unsigned(let integer): Double(integer)
        case .double(let double): double
        }
    }

    /// Whether it has no fraction.
    public var isWhole: Bool {
        switch self {
        case .integer, .unsigned: true
        case .double(let double): double == double.rounded() && double.isFinite
        }
    }

    // MARK: Comparison by value, without rounding a whole number to a double

    /// Whether both are the same number.
    public static func equal(_ a: JSONNumber, _ b: JSONNumber) -> Bool {
        switch (a, b) {
        case (.integer(let x), .integer(let y)): x == y
        case (.double(let x), .double(let y)): x == y
        case (.unsigned(let x), .unsigned(let y)): x == y
        case (.integer, .unsigned), (.unsigned, .integer): false
        case (.integer(let x), .double(let y)), (.double(let y), .integer(let x)): order(x, y) == 0
        case (.unsigned(let x), .double(let y)), (.double(let y), .unsigned(let x)): order(x, y) == 0
        }
    }

    /// Whether `a` comes before `b`.
    public static func less(_ a: JSONNumber, _ b: JSONNumber) -> Bool {
        switch (a, b) {
        case (.integer(let x), .integer(let y)): x < y
        case (.double(let x), .double(let y)): x < y
        case (.unsigned(let x), .unsigned(let y)): x < y
        // What is unsigned is beyond all that has a sign.
        case (.integer, .unsigned): true
        case (.unsigned, .integer): false
        case (.integer(let x), .double(let y)): order(x, y) < 0
        case (.double(let x), .integer(let y)): order(y, x) > 0
        case (.unsigned(let x), .double(let y)): order(x, y) < 0
        case (.double(let x), .unsigned(let y)): order(y, x) > 0
        }
    }

    /// Below, at or above 0 as the whole number comes before, with or after the other; above it where that is not a
    /// number.
    private static func order<Whole: FixedWidthInteger>(_ integer: Whole, _ double: Double) -> Int {
        // One more than the largest is a power of two, which a double holds exactly.
        if double >= Double(sign: .plus, exponent: Whole.bitWidth - (Whole.isSigned ? 1 : 0), significand: 1) {
            return -1
        }
        guard double >= Double(Whole.min) else { return 1 }
        // Within 64 bits by the two lines above.
        let whole = Whole(double.rounded(.towardZero))
        if integer != whole { return integer < whole ? -1 : 1 }
        let fraction = double - double.rounded(.towardZero)
        return fraction == 0 ? 0 : fraction > 0 ? -1 : 1
    }
}
