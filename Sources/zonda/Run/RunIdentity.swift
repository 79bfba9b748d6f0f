import Groundwork

/// The name of a run: when it began and four random digits, `20261121T060800Z-4f2a`.
enum RunIdentity {
    /// A new name.
    /// - Parameter seconds: since 1970 in UTC.
    static func make(
        at seconds: Double = Double(SystemTime.wall()) / 1e9,
        random: UInt16 = .random(in: 0...UInt16.max)
    ) -> String {
        "\(CivilTime(limiting: seconds).iso8601Basic)-\(Hex.text(random, digits: 4))"
    }
}
