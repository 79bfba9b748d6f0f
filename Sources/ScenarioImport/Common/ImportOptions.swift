/// What is said about an import from outside.
public struct ImportOptions: Sendable {
    /// The scenario's title where the input has none.
    public var name: String
    /// What names of files beside the scenario begin with.
    public var fileBase: String
    /// Images, styles, scripts and fonts are kept too.
    public var withAssets = false
    /// Hosts whose requests are kept, instead of the one with the most; the first is the target's.
    public var hosts: [String] = []
    /// Values for the variables of a collection, which win over its own.
    public var environment: [String: String] = [:]
    /// Names of the environment's variables that are secret.
    public var secretVariables: Set<String> = []
    /// Reads a file that the input refers to, by its path relative to the input; `nil` where there is none.
    public var readFile: @Sendable (String) -> [UInt8]? = { _ in nil }
    /// Of an access log: at most so many flows.
    public var flows = 5
    /// Files may be written beside the scenario.
    public var mayWriteFiles = true

    /// Options for an input of this name.
    public init(name: String) {
        self.name = name
        fileBase = name
    }
}
