/// The tool's version, as reports and records name it.
enum Version {
    /// The released version.
    static let number = "0.1.0"
    /// `zonda 0.1.0`.
    static let text = "zonda \(number)"
}
