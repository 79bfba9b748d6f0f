import Foundation

/// The name of a run: when it began and four random digits, `20261121T060800Z-4f2a`.
enum RunIdentity {
    /// A new name.
    static func make(at date: Date = Date(), random: UInt16 = .random(in: 0...UInt16.max)) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let day = padded(parts.year, 4) + padded(parts.month, 2) + padded(parts.day, 2)
        let time = padded(parts.hour, 2) + padded(parts.minute, 2) + padded(parts.second, 2)
        let digits = String(random, radix: 16)
        return "\(day)T\(time)Z-" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func padded(_ number: Int?, _ width: Int) -> String {
        let digits = String(number ?? 0)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
