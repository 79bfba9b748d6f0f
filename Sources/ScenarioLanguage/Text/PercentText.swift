/// Percentages in messages.
enum PercentText {
    /// A percentage without needless digits: two decimals at most, and more only where it would become zero.
    static func write(_ percent: Double) -> String {
        if percent != 0, abs(percent) < 0.005 { return "\(percent)%" }
        let rounded = (percent * 100).rounded() / 100
        guard let whole = Int(exactly: rounded) else { return "\(rounded)%" }
        return "\(whole)%"
    }
}
