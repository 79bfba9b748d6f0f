import CBuildInfo

/// The tool's version, as reports and records name it.
enum Version {
    /// The released version.
    static let number = "0.1.0"
    /// The commit that the program was built from, or nothing where the build was not told (`make` tells it).
    static let commit = String(cString: zonda_build_commit())
    /// `zonda 0.1.0 (614e886d0c41)`.
    static let text = text(commit: commit)

    static func text(commit: String) -> String {
        commit.isEmpty ? "zonda \(number)" : "zonda \(number) (\(commit))"
    }
}
