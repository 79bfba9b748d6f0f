/// Moments in the spellings of recordings and logs, as milliseconds since 1970 in UTC.
enum Timestamp {
    /// `2026-11-20T10:15:30.123-03:00`, the form of RFC 3339; `nil` for anything else.
    static func iso8601(_ text: some StringProtocol) -> Int? {
        var digits = Cursor(Array(text.utf8.prefix(64)))
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), digits.takeAny("Tt "), let hour = digits.number(2), digits.take(":"),
            let minute = digits.number(2)
        else { return nil }
        var second = 0
        var millisecond = 0
        if digits.take(":") {
            guard let value = digits.number(2) else { return nil }
            second = value
            if digits.takeAny(".,") { millisecond = digits.fraction() }
        }
        guard let offset = digits.offset() else { return nil }
        return moment(year, month, day, hour, minute, second, offset: offset).map { $0 &+ millisecond }
    }

    /// `20/Nov/2026:10:15:30 -0300`, the form of access logs.
    static func commonLog(_ text: some StringProtocol) -> Int? {
        var digits = Cursor(Array(text.utf8.prefix(64)))
        guard let day = digits.number(2), digits.take("/"), let month = digits.month(), digits.take("/"),
            let year = digits.number(4), digits.take(":"), let hour = digits.number(2), digits.take(":"),
            let minute = digits.number(2), digits.take(":"), let second = digits.number(2)
        else { return nil }
        _ = digits.take(" ")
        guard let offset = digits.offset() else { return nil }
        return moment(year, month, day, hour, minute, second, offset: offset)
    }

    /// Days from the civil calendar, by eras of 400 years; `offset` in minutes.
    private static func moment(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ hour: Int,
        _ minute: Int,
        _ second: Int,
        offset: Int
    ) -> Int? {
        guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60,
            second <= 60
        else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return (((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000
    }

    private struct Cursor {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func take(_ character: Character) -> Bool { takeAny(String(character)) }

        mutating func takeAny(_ characters: String) -> Bool {
            guard let byte = peek, characters.utf8.contains(byte) else { return false }
            position += 1
            return true
        }

        /// Exactly so many digits.
        mutating func number(_ count: Int) -> Int? {
            var value = 0
            for _ in 0..<count {
                guard let byte = peek, byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
                position += 1
            }
            return value
        }

        /// Digits behind the point, as milliseconds.
        mutating func fraction() -> Int {
            var value = 0
            var unit = 100
            while let byte = peek, byte >= 0x30, byte <= 0x39 {
                value += Int(byte - 0x30) * unit
                unit /= 10
                position += 1
            }
            return value
        }

        /// `Jan` to `Dec`.
        mutating func month() -> Int? {
            guard position + 3 <= bytes.count else { return nil }
            let word = String(decoding: bytes[position..<position + 3], as: UTF8.self).lowercased()
            position += 3
            let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            return names.firstIndex(of: word).map { $0 + 1 }
        }

        /// `Z`, `-03:00`, `-0300` or nothing, which is UTC; in minutes.
        mutating func offset() -> Int? {
            if peek == nil || takeAny("Zz") { return 0 }
            let isNegative = peek == UInt8(ascii: "-")
            guard takeAny("+-"), let hours = number(2) else { return nil }
            _ = take(":")
            let minutes = number(2) ?? 0
            return (isNegative ? -1 : 1) * (hours * 60 + minutes)
        }
    }
}
