/// How often what was seen when: columns of time, bands of a value, darker where there was more.
struct HeatMap {
    /// What it shows, for readers who do not see it.
    var title: String
    /// Start and end of each column on the x axis.
    var columns: [(start: Double, end: Double)]
    /// Counts by column and band, from the lowest band up; each column has the same number.
    var counts: [[UInt64]]
    /// The x axis.
    var x: LineChart.Axis
    /// The y axis; bands are evenly apart on it.
    var y: LineChart.Axis
    /// Height, at a width of 720.
    var height = 200.0

    /// Shades, from the fewest to the most.
    private static let shades = 6

    /// The drawing.
    func markup() -> Markup {
        var frame = LineChart(title: title, curves: [], x: x, y: y)
        frame.height = height
        return frame.markup(behind: cells(frame))
    }

    /// One path for each shade: thousands of cells stay a small file.
    private func cells(_ frame: LineChart) -> [Markup] {
        let most = counts.flatMap { $0 }.max() ?? 0
        guard most > 0, let bands = counts.first?.count, bands > 0 else { return [] }
        let (across, up) = frame.scales
        let step = (up.range.end - up.range.start) / Double(bands)
        var paths = [String](repeating: "", count: Self.shades)
        for (column, bandCounts) in zip(columns, counts) {
            let left = across.position(column.start)
            let width = Scale.text(max(1, across.position(column.end) - left))
            for (band, count) in bandCounts.enumerated() where count > 0 {
                // The root, so that rare cells beside frequent ones are still seen.
                let share = (Double(count) / Double(most)).squareRoot()
                let shade = min(Self.shades - 1, Int(share * Double(Self.shades)))
                let top = up.range.start + step * Double(band + 1)
                paths[shade] += "M\(Scale.text(left)) \(Scale.text(top))h\(width)v\(Scale.text(-step))h-\(width)z"
            }
        }
        return paths.enumerated().compactMap { shade, path in
            path.isEmpty ? nil : tag("path", ["class": "heat h\(shade + 1)", "d": path])
        }
    }
}
