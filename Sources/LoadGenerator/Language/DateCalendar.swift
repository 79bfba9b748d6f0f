import Curl
import Foundation
import LoadPlan

/// Writes moments as dates in the plan's zones.
///
/// The calendar is the proleptic Gregorian one (days from the civil date as in Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms"); offsets come from the system's tz database and are looked up once per quarter hour of the
/// date, since every transition falls on a full quarter of an hour.
final class DateCalendar {
    private let zones: [TimeZone]
    private var cachedHour: [Int64]
    private var cachedOffset: [Int64]

    /// RFC 3339 with offset: what a date without a format looks like.
    static var isoPattern: UnsafeRawBufferPointer {
        let text: StaticString = "yyyy-MM-dd'T'HH:mm:ssXXX"
        return UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    init(zones: [String]) {
        self.zones = zones.map { TimeZone(identifier: $0) ?? .gmt }
        cachedHour = [Int64](repeating: .min, count: zones.count)
        cachedOffset = [Int64](repeating: 0, count: zones.count)
    }

    /// Seconds east of Greenwich.
    private func offset(_ zone: Int, at seconds: Int64) -> Int64 {
        guard zone >= 0, zone < zones.count else { return 0 }
        let slice = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
        if cachedHour[zone] != slice {
            cachedHour[zone] = slice
            cachedOffset[zone] = Int64(zones[zone].secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        return cachedOffset[zone]
    }

    /// The moment at which the clocks of a zone show these seconds since 1970; where they show them twice, the first.
    func utc(ofLocal seconds: Int64, zone: Int) -> Int64 {
        // An offset a day away is at most one change off; asking again at the result mends it.
        let guess = seconds - offset(zone, at: seconds - 86_400)
        let better = seconds - offset(zone, at: guess)
        return better == guess || offset(zone, at: better) == seconds - better ? better : guess
    }

    /// Writes a moment by a pattern of Unicode TR 35 letters: y M d H h m s S a E X Z and quoted text; other letters
    /// stand for themselves.
    func write(_ nanoseconds: Int64, zone: Int, pattern: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        var seconds = nanoseconds / 1_000_000_000
        var rest = nanoseconds % 1_000_000_000
        if rest < 0 {
            rest += 1_000_000_000
            seconds -= 1
        }
        let offset = offset(zone, at: seconds)
        let local = seconds + offset
        var days = local / 86_400
        var second = local % 86_400
        if second < 0 {
            second += 86_400
            days -= 1
        }
        let (year, month, day) = Self.civil(days)
        var index = 0
        while index < pattern.count {
            let letter = pattern[index]
            var run = 1
            while index + run < pattern.count, pattern[index + run] == letter { run += 1 }
            switch letter {
            case UInt8(ascii: "y"): buffer.append(decimal: UInt64(max(0, run == 2 ? year % 100 : year)), width: run)
            case UInt8(ascii: "M"): buffer.append(decimal: UInt64(month), width: run)
            case UInt8(ascii: "d"): buffer.append(decimal: UInt64(day), width: run)
            case UInt8(ascii: "H"): buffer.append(decimal: UInt64(second / 3600), width: run)
            case UInt8(ascii: "h"): buffer.append(decimal: UInt64((second / 3600 + 11) % 12 + 1), width: run)
            case UInt8(ascii: "a"): buffer.append(second < 43_200 ? "AM" : "PM")
            case UInt8(ascii: "m"): buffer.append(decimal: UInt64(second / 60 % 60), width: run)
            case UInt8(ascii: "s"): buffer.append(decimal: UInt64(second % 60), width: run)
            case UInt8(ascii: "S"):
                var digits = UInt64(rest)
                for _ in 0..<max(0, 9 - run) { digits /= 10 }
                buffer.append(decimal: digits, width: min(run, 9))
            case UInt8(ascii: "E"): buffer.append(Self.weekdays[Int(((days + 4) % 7 + 7) % 7)])
            case UInt8(ascii: "X"), UInt8(ascii: "Z"): Self.writeOffset(offset, letter, run, to: &buffer)
            case UInt8(ascii: "'"):
                index = Self.writeQuoted(pattern, from: index, to: &buffer)
                continue
            default: for _ in 0..<run { buffer.append(letter) }
            }
            index += run
        }
    }

    private static let weekdays: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private static func writeQuoted(
        _ pattern: UnsafeRawBufferPointer,
        from start: Int,
        to buffer: inout ByteBuffer
    ) -> Int {
        var index = start + 1
        if index < pattern.count, pattern[index] == UInt8(ascii: "'") {
            buffer.append(UInt8(ascii: "'"))
            return index + 1
        }
        while index < pattern.count, pattern[index] != UInt8(ascii: "'") {
            buffer.append(pattern[index])
            index += 1
        }
        return index + 1
    }

    private static func writeOffset(_ offset: Int64, _ letter: UInt8, _ run: Int, to buffer: inout ByteBuffer) {
        if letter == UInt8(ascii: "X"), offset == 0 {
            buffer.append(UInt8(ascii: "Z"))
            return
        }
        buffer.append(UInt8(ascii: offset < 0 ? "-" : "+"))
        buffer.append(decimal: UInt64(abs(offset) / 3600), width: 2)
        if letter == UInt8(ascii: "X"), run == 1 { return }
        if letter == UInt8(ascii: "X"), run >= 3 { buffer.append(UInt8(ascii: ":")) }
        buffer.append(decimal: UInt64(abs(offset) / 60 % 60), width: 2)
    }

    /// Year, month and day of a number of days since 1970-01-01.
    static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Counted from 0000-03-01, so that the leap day is a year's last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

/// Writes numbers by a pattern such as `0.00` (decimals) or `0000` (least digits).
enum NumberFormat {
    static func write(_ number: Double, pattern: UnsafeRawBufferPointer, to buffer: inout ByteBuffer) {
        let point = pattern.firstIndex(of: UInt8(ascii: "."))
        let decimals = point.map { min(pattern.count - $0 - 1, 9) } ?? 0
        let least = point ?? pattern.count
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (abs(number) * scale).rounded()
        guard scaled < 9e18 else {
            buffer.append(number: number)
            return
        }
        if number < 0, scaled > 0 { buffer.append(UInt8(ascii: "-")) }
        let whole = UInt64(scaled)
        let factor = UInt64(scale)
        buffer.append(decimal: whole / factor, width: max(1, least))
        if decimals > 0 {
            buffer.append(UInt8(ascii: "."))
            buffer.append(decimal: whole % factor, width: decimals)
        }
    }
}
