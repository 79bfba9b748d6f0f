public import LoadMetrics

/// Pods and autoscaler settings that follow from searches for capacity: the content of `sizing.json`.
public struct Sizing: Sendable, Codable, Hashable {
    /// The version of this shape; a reader refuses a higher one.
    public static let schemaVersion = 1

    /// ``schemaVersion`` of the tool that wrote it.
    public let schema: Int
    /// Tool and version.
    public let tool: String
    /// The scenario of the searches.
    public let scenario: RunRecord.ScenarioFacts
    /// The base URL that was loaded.
    public let target: String
    /// Objectives that hold at the sizes.
    public let objectives: [String]
    /// The searches that all figures come from.
    public let sizes: [MeasuredSize]
    /// Every number with its reason, in the order in which they follow from each other.
    public let figures: [SizingFigure]
    /// What an autoscaler is told.
    public let settings: ScalingSettings
    /// The loads that prove the settings, in levels of the search.
    public let proof: SizingProof
    /// What is not known, with the option that says it.
    public let missing: [String]
    /// What speaks against relying on the numbers.
    public let warnings: [String]

    /// Computes sizes.
    /// - Parameters:
    ///   - searches: searches with the pods that shared the load of each.
    ///   - question: what for.
    ///   - tool: tool and version.
    /// - Throws: ``SizingError``.
    public init(
        _ searches: [(report: CapacityReport, pods: Int)],
        _ question: SizingQuestion,
        tool: String
    ) throws(SizingError) {
        guard let first = searches.first?.report else { throw .input("no search is given") }
        if let other = searches.first(where: { $0.report.scenario.hash != first.scenario.hash })?.report {
            throw .input(
                "searches \(first.id) and \(other.id) are of different scenarios: their figures do not compare"
            )
        }
        var sizes: [MeasuredSize] = []
        for search in searches { sizes.append(try MeasuredSize(search.report, pods: search.pods)) }
        let computed = try SizingCalculation(sizes, question)
        schema = Self.schemaVersion
        self.tool = tool
        scenario = first.scenario
        target = first.target
        objectives = first.objectives
        self.sizes = sizes.sorted { $0.pods < $1.pods }
        figures = computed.figures
        settings = computed.settings
        proof = computed.proof
        missing = computed.missing
        warnings = computed.warnings
    }
}
