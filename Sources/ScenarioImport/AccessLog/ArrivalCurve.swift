/// How many sessions began when, in buckets that grow with the log.
struct ArrivalCurve {
    private(set) var counts: [Int] = []
    /// The width of a bucket in seconds.
    private(set) var width = 1
    private var first: Int?
    private var last = 0
    /// More buckets than this are put together two by two.
    private static let most = 512

    /// A session that began at this moment, in milliseconds since 1970. Moments before the first count as the first.
    mutating func add(_ moment: Int) {
        let start = first ?? moment
        first = start
        let seconds = max(0, moment &- start) / 1000
        last = max(last, seconds)
        while seconds / width >= Self.most { halve() }
        let bucket = seconds / width
        while counts.count <= bucket { counts.append(0) }
        counts[bucket] += 1
    }

    /// The log goes on until this moment.
    mutating func extend(to moment: Int) {
        guard let first else { return }
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

    /// A number to four digits behind the point, without needless ones.
    static func text(_ value: Double) -> String {
        let scaled = Int((min(value, 1e12) * 10_000).rounded())
        var fraction = String(scaled % 10_000)
        fraction = String(repeating: "0", count: 4 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(scaled / 10_000)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}
