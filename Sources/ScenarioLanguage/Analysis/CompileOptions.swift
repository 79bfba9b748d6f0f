import Foundation

/// What is said about a scenario from outside it.
public struct CompileOptions: Sendable {
    /// A base URL instead of the scenario's own.
    public var target: String?
    /// Values of parameters, by name, as they were typed.
    public var parameters: [String: String]
    /// The value of a secret, or `nil` where it is not known. ``secretsMayBeMissing`` is for those who send nothing.
    public var secrets: @Sendable (String) -> String?
    /// A missing secret is a note instead of an error.
    public var secretsMayBeMissing: Bool
    /// The value of an environment variable that the scenario asks for with `env`.
    public var environment: @Sendable (String) -> String?
    /// Reads a data file, by its path as resolved against the scenario's folder.
    public var readFile: @Sendable (String) throws -> [UInt8]

    /// Options; without any, secrets are unknown and files are read from disk.
    public init(
        target: String? = nil,
        parameters: [String: String] = [:],
        secrets: @escaping @Sendable (String) -> String? = { _ in nil },
        secretsMayBeMissing: Bool = false,
        environment: @escaping @Sendable (String) -> String? = CompileOptions.processEnvironment,
        readFile: @escaping @Sendable (String) throws -> [UInt8] = CompileOptions.readFromDisk
    ) {
        self.target = target
        self.parameters = parameters
        self.secrets = secrets
        self.secretsMayBeMissing = secretsMayBeMissing
        self.environment = environment
        self.readFile = readFile
    }

    /// A variable of this process's environment.
    public static func processEnvironment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }

    /// Reads a whole file; throws what Foundation throws, or ``FileTooLarge``.
    public static func readFromDisk(_ path: String) throws -> [UInt8] {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        if let size = attributes[.size] as? Int, size > FileTooLarge.limit { throw FileTooLarge() }
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// A file that is larger than the compiler reads.
public struct FileTooLarge: Error, Sendable, CustomStringConvertible {
    /// The largest size in bytes.
    public static let limit = 256 << 20

    /// What is said to the user.
    public var description: String { "the file is larger than \(Self.limit >> 20) MiB" }
}
