internal import Groundwork

/// Dates of cookies, read as leniently as browsers do (RFC 6265 section 5.1.1).
enum CookieDate {
    private struct Found {
        var time: Int?
        var day: Int?
        var month: Int?
        var year: Int?
    }

    /// Seconds since 1970, or `nil` for what is not a date.
    static func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        var found = Found()
        var at = 0
        while at < text.count {
            var end = at
            while end < text.count, !isDelimiter(text[end]) { end += 1 }
            if end > at { take(text.slice(at, end), &found) }
            at = end + 1
        }
        guard let time = found.time, let day = found.day, let month = found.month, var year = found.year else {
            return nil
        }
        if (70...99).contains(year) { year += 1900 }
        if (0...69).contains(year) { year += 2000 }
        guard year >= 1601, let date = CivilDate(year: year, month: month, day: day) else { return nil }
        return Int64(date.daysSince1970) * 86_400 + Int64(time)
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// The first token that can be a time is the time, and so on in the RFC's order.
    private static func take(_ token: UnsafeRawBufferPointer, _ found: inout Found) {
        if found.time == nil, let time = time(token) {
            found.time = time
        } else if found.day == nil, let day = number(token, 1...2) {
            found.day = day
        } else if found.month == nil, let month = month(token) {
            found.month = month
        } else if found.year == nil, let year = number(token, 2...4) {
            found.year = year
        }
    }

    /// A number of this many digits, after which anything but a digit may follow.
    private static func number(_ token: UnsafeRawBufferPointer, _ digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < token.count, token[count].isDigit {
            if count == digits.upperBound { return nil }
            value = value * 10 + Int(token[count] &- UInt8(ascii: "0"))
            count += 1
        }
        return count >= digits.lowerBound ? value : nil
    }

    /// A token that begins with a month's name.
    private static func month(_ token: UnsafeRawBufferPointer) -> Int? {
        var reader = DateReader(token)
        return reader.monthName()
    }

    /// Seconds of a day; `nil` also for hours and minutes that no day has, as if there were no time.
    private static func time(_ token: UnsafeRawBufferPointer) -> Int? {
        var fields = (0, 0, 0)
        var at = 0
        for field in 0..<3 {
            if field > 0 {
                guard at < token.count, token[at] == .colon else { return nil }
                at += 1
            }
            guard let value = number(token.slice(at, token.count), 1...2) else { return nil }
            while at < token.count, token[at].isDigit { at += 1 }
            switch field {
            case 0: fields.0 = value
            case 1: fields.1 = value
            default: fields.2 = value
            }
        }
        guard fields.0 <= 23, fields.1 <= 59, fields.2 <= 59 else { return nil }
        return fields.0 * 3600 + fields.1 * 60 + fields.2
    }
}
