/// What is said about an import from outside.
public struct ImportOptions: Sendable {
    /// The scenario's title where the input has none.
    public var name: String
    /// What names of files beside the scenario begin with.
    public var fileBase: String
    /// Images, styles, scripts and fonts are kept too.
    public var withAssets = false
    /// The host whose requests are kept, instead of the one with the most.
    public var host: String?
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
