/// How many sessions began when, in buckets that grow with the log.
struct ArrivalCurve {
    private(set) var counts: [Int] = []
    /// The width of a bucket in seconds.
    private(set) var width = 1
    private var first: Int?
    private var last = 0
    /// More buckets than this are put together two by two.
    private static let most = 512

    /// A session that began at this moment, in milliseconds since 1970.
    mutating func add(_ moment: Int) {
        begin(at: moment)
        guard let first else { return }
        let seconds = max(0, moment &- first) / 1000
        last = max(last, seconds)
        while last / width >= Self.most { halve() }
        let bucket = seconds / width
        while counts.count <= bucket { counts.append(0) }
        counts[bucket] += 1
    }

    /// A moment before the first one moves the beginning: the buckets so far come later.
    private mutating func begin(at moment: Int) {
        guard let start = first, moment < start else { return first = first ?? moment }
        // By whole buckets, so that what was counted stays in its own.
        var shift = (start - moment + width * 1000 - 1) / (width * 1000)
        last += shift * width
        while last / width >= Self.most {
            // Of an odd number of buckets the first half would be torn.
            if shift % 2 == 1 {
                shift += 1
                last += width
            }
            halve()
            shift /= 2
        }
        counts.insert(contentsOf: Array(repeating: 0, count: counts.isEmpty ? 0 : shift), at: 0)
        first = start - shift * width * 1000
    }

    /// The log goes on until this moment.
    mutating func extend(to moment: Int) {
        guard let first, moment > first else { return }
        last = max(last, max(0, moment &- first) / 1000)
        while last / width >= Self.most { halve() }
    }

    private mutating func halve() {
        width *= 2
        counts = stride(from: 0, to: counts.count, by: 2).map { index in
            counts[index] + (index + 1 < counts.count ? counts[index + 1] : 0)
        }
    }

    /// How long it lasts, in whole seconds, at least one.
    var seconds: Int { last + 1 }
    var total: Int { counts.reduce(0, +) }
    /// Sessions a second, over the whole.
    var mean: Double { Double(total) / Double(seconds) }

    /// A load may last so long; what a log has behind it is left out.
    static let longest = 2_592_000

    /// `seconds,rate` rows: two rows a bucket, where it begins and ends, so that the area is the number of sessions.
    var csv: String {
        var rows = ["seconds,rate"]
        var before = ""
        for (index, count) in counts.enumerated() {
            let start = index * width
            let end = min(start + width, seconds, Self.longest)
            guard start < end else { break }
            let rate = Self.text(Double(count) / Double(end - start))
            // Equal neighbours are one piece.
            if rate == before { rows.removeLast() } else { rows.append("\(start),\(rate)") }
            rows.append("\(end),\(rate)")
            before = rate
        }
        return rows.joined(separator: "\n") + "\n"
    }

    /// A number to four digits behind the point, small ones to ten, without needless ones.
    static func text(_ value: Double) -> String {
        let digits = value < 0.01 ? 10 : 4
        let unit = value < 0.01 ? 10_000_000_000 : 10_000
        let scaled = Int((max(0, min(value, 1e12)) * Double(unit)).rounded())
        var fraction = String(scaled % unit)
        fraction = String(repeating: "0", count: max(0, digits - fraction.count)) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(scaled / unit)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}
