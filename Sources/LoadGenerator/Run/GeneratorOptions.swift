public import LoadMetrics

/// Choices of a run that are not the scenario's.
public struct GeneratorOptions: Sendable {
    /// The seed of everything that is random, except for what the service must see once: that differs from run to run.
    public var seed: UInt64 = 1
    /// Shards; `nil` takes one a core, and fewer for a small load.
    public var shards: Int?
    /// Users to lay out for at least (closed model), so that more than the scenario's can be asked for while it runs.
    public var room: Int?
    /// How the verdict is looked for while the run is under way: the load is held until `extendTo`. Its other figures
    /// are filled in by the run.
    public var looks: RunRecord.Looks?
    /// Which part of the load is made here; `nil` for all of it. The others need the same scenario and seed.
    public var part: RunRecord.Part?
    /// Tool and version, for the record.
    public var tool = "zonda"
    /// The run's name, for the record.
    public var runID = ""

    /// The defaults.
    public init() {}
}
