import Groundwork
import NetworkModel

/// How often which round trip occurs, as blocks of eight heights.
enum DensityPlot {
    private static let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// Rows of blocks and an axis, from nothing to beyond the 99th percentile.
    static func lines(_ distribution: RoundTripDistribution, columns: Int = 64, rows: Int = 4) -> [String] {
        let end = max(1, distribution.quantile(0.99) * 1.08)
        let width = end / Double(columns)
        var before = distribution.cdf(0)
        let shares = (1...columns).map { column -> Double in
            let now = distribution.cdf(Double(column) * width)
            defer { before = now }
            return now - before
        }
        let highest = shares.max() ?? 0
        guard highest > 0 else { return [] }
        var lines: [String] = []
        for row in (0..<rows).reversed() {
            lines.append(
                String(
                    shares.map { share in
                        let eighths = share / highest * Double(rows * 8) - Double(row * 8)
                        // What occurs at all is seen.
                        let least = row == 0 && share > 0.0005 ? 1.0 : 0
                        return blocks[Int(min(8, max(least, eighths.rounded())))]
                    }
                )
            )
        }
        let left = "0"
        let middle = Figures.latency(end / 2 * 1e6)
        let right = Figures.latency(end * 1e6)
        let gap = { (count: Int) in String(repeating: " ", count: max(1, count)) }
        lines.append(
            left + gap(columns / 2 - left.count - middle.count / 2) + middle
                + gap(columns - columns / 2 - middle.count + middle.count / 2 - right.count) + right
        )
        return lines
    }
}
