import Groundwork

/// A date as ISO 8601 writes it: `2026-11-23`, `20261123`, `2026-11-23T09:00:00.5-03:00`, `2026-11-23 09:00`, with
/// colons and hyphens or without (RFC 3339 section 5.6 is one form of it).
struct ISODate {
    /// Seconds since 1970 as if the clock on the wall were UTC.
    private(set) var seconds: Int64 = 0
    /// Nanoseconds beside them.
    private(set) var fraction: Int64 = 0
    /// Seconds east of Greenwich; `nil` where the text does not say.
    private(set) var offset: Int64?

    /// `nil` where the text is no such date.
    init?(_ text: UnsafeRawBufferPointer) {
        var reader = Reader(text: text)
        guard let year = reader.digits(4) else { return nil }
        let dashes = reader.accept(UInt8(ascii: "-"))
        guard let month = reader.digits(2), (1...12).contains(month), !dashes || reader.accept(UInt8(ascii: "-")),
            let day = reader.digits(2), day >= 1, day <= Self.days(inMonth: month, of: year)
        else { return nil }
        seconds = Self.days(year, month, day) * 86_400
        if reader.isAtEnd { return }
        guard reader.accept(UInt8(ascii: "T")) || reader.accept(UInt8(ascii: "t")) || reader.accept(32) else {
            return nil
        }
        guard let hour = reader.digits(2), hour < 24 else { return nil }
        let colons = reader.accept(UInt8(ascii: ":"))
        guard let minute = reader.digits(2), minute < 60 else { return nil }
        seconds += hour * 3600 + minute * 60
        if !colons && reader.isDigit || reader.accept(UInt8(ascii: ":")) {
            // A leap second counts as the next one.
            guard let second = reader.digits(2), second <= 60 else { return nil }
            seconds += second
            if reader.accept(UInt8(ascii: ".")) || reader.accept(UInt8(ascii: ",")) {
                guard let read = reader.fraction() else { return nil }
                fraction = read
            }
        }
        guard reader.readZone(into: &offset), reader.isAtEnd else { return nil }
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar (Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms").
    static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        // Years begin in March, so that the leap day is a year's last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds and a fraction as nanoseconds; `nil` outside the years 1677 to 2262.
    static func nanoseconds(_ seconds: Int64, _ fraction: Int64) -> Int64? {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow2) = product.addingReportingOverflow(fraction)
        return overflow || overflow2 ? nil : sum
    }

    private struct Reader {
        let text: UnsafeRawBufferPointer
        var index = 0

        var isAtEnd: Bool { index == text.count }
        var isDigit: Bool { index < text.count && text[index] >= 48 && text[index] <= 57 }

        mutating func accept(_ byte: UInt8) -> Bool {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func digits(_ count: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<count {
                guard isDigit else { return nil }
                value = value * 10 + Int64(text[index] - 48)
                index += 1
            }
            return value
        }

        /// Digits behind a point as nanoseconds; those past the ninth are dropped.
        mutating func fraction() -> Int64? {
            guard isDigit else { return nil }
            var value: Int64 = 0
            var scale: Int64 = 1_000_000_000
            while isDigit {
                if scale > 1 {
                    scale /= 10
                    value += Int64(text[index] - 48) * scale
                }
                index += 1
            }
            return value
        }

        /// `Z`, `-03:00`, `-0300`, `-03` or nothing.
        mutating func readZone(into offset: inout Int64?) -> Bool {
            if isAtEnd { return true }
            if accept(UInt8(ascii: "Z")) || accept(UInt8(ascii: "z")) {
                offset = 0
                return true
            }
            let isWest = accept(UInt8(ascii: "-"))
            guard isWest || accept(UInt8(ascii: "+")), let hours = digits(2), hours < 24 else { return false }
            var minutes: Int64 = 0
            if accept(UInt8(ascii: ":")) || isDigit {
                guard let read = digits(2), read < 60 else { return false }
                minutes = read
            }
            offset = (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
            return true
        }
    }
}
