import Foundation

/// Where this package's programs and files are while its tests run.
public enum Products {
    /// The folder that the test bundle was built into; the programs stand beside it.
    public static var folder: String {
        let arguments = ProcessInfo.processInfo.arguments
        let bundle = arguments.first { $0.hasSuffix(".xctest") } ?? arguments[0]
        return URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    /// The path of one of the package's programs.
    public static func program(_ name: String) -> String { "\(folder)/\(name)" }

    /// The package's root folder.
    public static var root: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    /// Where the system has a program, or `nil`.
    public static func system(_ name: String) -> String? {
        ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/bin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
