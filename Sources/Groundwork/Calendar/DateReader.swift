/// Reads the parts of which dates are written, byte by byte: digits of a fixed width, separators, offsets.
public struct DateReader {
    private let text: UnsafeRawBufferPointer
    private var index = 0

    /// A reader at the beginning of `text`, which must outlive it.
    public init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// Whether everything was read.
    public var isAtEnd: Bool { index == text.count }
    /// Whether a decimal digit comes next.
    public var isDigit: Bool { index < text.count && text[index] >= 48 && text[index] <= 57 }

    /// Takes `byte` if it comes next.
    public mutating func accept(_ byte: UInt8) -> Bool {
        guard index < text.count, text[index] == byte else { return false }
        index += 1
        return true
    }

    /// Takes a number of exactly `count` digits, at most 18.
    public mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<min(count, 18) {
            guard isDigit else { return nil }
            value = value * 10 + Int(text[index] - 48)
            index += 1
        }
        return value
    }

    /// Takes a month's three letters in any case.
    /// - Returns: 1 to 12.
    public mutating func monthName() -> Int? {
        guard index + 3 <= text.count else { return nil }
        for (number, name) in CivilDate.monthNames.enumerated()
        where (0..<3).allSatisfy({ text[index + $0] | 0x20 == name.utf8Start[$0] | 0x20 }) {
            index += 3
            return number + 1
        }
        return nil
    }

    /// Takes the digits after a decimal point.
    /// - Returns: nanoseconds; digits past the ninth are dropped.
    public mutating func fraction() -> Int? {
        guard isDigit else { return nil }
        var value = 0
        var scale = 1_000_000_000
        while isDigit {
            if scale > 1 {
                scale /= 10
                value += Int(text[index] - 48) * scale
            }
            index += 1
        }
        return value
    }

    /// Takes a distance from UTC: `Z`, `-03:00`, `-0300` or `-03`.
    /// - Returns: seconds east of Greenwich.
    public mutating func offset() -> Int? {
        if accept(UInt8(ascii: "Z")) || accept(UInt8(ascii: "z")) { return 0 }
        let isWest = accept(UInt8(ascii: "-"))
        guard isWest || accept(UInt8(ascii: "+")), let hours = digits(2), hours < 24 else { return nil }
        var minutes = 0
        if accept(UInt8(ascii: ":")) || isDigit {
            guard let read = digits(2), read < 60 else { return nil }
            minutes = read
        }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}
