/// A curve in one line of text.
public enum Sparkline {
    private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One character a value, from 0 to `highest`; a missing value is a blank.
    public static func text(_ values: [UInt64?], highest: UInt64) -> String {
        String(
            values.map { value -> Character in
                guard let value else { return " " }
                guard highest > 0 else { return levels[0] }
                let share = Double(min(value, highest)) / Double(highest)
                return levels[min(levels.count - 1, Int(share * Double(levels.count)))]
            }
        )
    }
}
