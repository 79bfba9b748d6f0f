import Curl
import Foundation
import Groundwork
import LoadPlan

/// Writes moments as dates in the plan's zones.
///
/// Offsets come from the system's tz database and are looked up once per quarter hour of the date, since every
/// transition falls on a full quarter of an hour.
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
    func write(_ nanoseconds: Int64, zone: Int, pattern: UnsafeRawBufferPointer, to buffer: inout GrowingBytes) {
        var seconds = nanoseconds / 1_000_000_000
        var rest = nanoseconds % 1_000_000_000
        if rest < 0 {
            rest += 1_000_000_000
            seconds -= 1
        }
        let offset = offset(zone, at: seconds)
        let time = CivilTime(secondsSince1970: Int(seconds + offset))
        let date = time.date
        var index = 0
        while index < pattern.count {
            let letter = pattern[index]
            var run = 1
            while index + run < pattern.count, pattern[index + run] == letter { run += 1 }
            switch letter {
            case UInt8(ascii: "y"):
                buffer.append(decimal: UInt64(max(0, run == 2 ? date.year % 100 : date.year)), width: run)
            case UInt8(ascii: "M"): buffer.append(decimal: UInt64(date.month), width: run)
            case UInt8(ascii: "d"): buffer.append(decimal: UInt64(date.day), width: run)
            case UInt8(ascii: "H"): buffer.append(decimal: UInt64(time.hour), width: run)
            case UInt8(ascii: "h"): buffer.append(decimal: UInt64((time.hour + 11) % 12 + 1), width: run)
            case UInt8(ascii: "a"): buffer.append(time.hour < 12 ? "AM" : "PM")
            case UInt8(ascii: "m"): buffer.append(decimal: UInt64(time.minute), width: run)
            case UInt8(ascii: "s"): buffer.append(decimal: UInt64(time.second), width: run)
            case UInt8(ascii: "S"):
                var digits = UInt64(rest)
                for _ in 0..<max(0, 9 - run) { digits /= 10 }
                buffer.append(decimal: digits, width: min(run, 9))
            case UInt8(ascii: "E"): buffer.append(CivilDate.weekdayNames[date.weekday])
            case UInt8(ascii: "X"), UInt8(ascii: "Z"): Self.writeOffset(offset, letter, run, to: &buffer)
            case UInt8(ascii: "'"):
                index = Self.writeQuoted(pattern, from: index, to: &buffer)
                continue
            default: for _ in 0..<run { buffer.append(letter) }
            }
            index += run
        }
    }

    private static func writeQuoted(
        _ pattern: UnsafeRawBufferPointer,
        from start: Int,
        to buffer: inout GrowingBytes
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

    private static func writeOffset(_ offset: Int64, _ letter: UInt8, _ run: Int, to buffer: inout GrowingBytes) {
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
}

/// Writes numbers by a pattern such as `0.00` (decimals) or `0000` (least digits).
enum NumberFormat {
    static func write(_ number: Double, pattern: UnsafeRawBufferPointer, to buffer: inout GrowingBytes) {
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
