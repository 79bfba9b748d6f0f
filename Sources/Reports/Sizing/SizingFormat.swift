public import Groundwork
public import SLOAnalysis

/// How a sizing is written to files.
public enum SizingFormat: String, Sendable, CaseIterable {
    /// For people: every number with its reason.
    case markdown
    /// For programs; `docs/schema/sizing.schema.json` describes it.
    case json
    /// The HorizontalPodAutoscaler (`autoscaling/v2`).
    case hpa
    /// KEDA's ScaledObject; written only where the metric's query is known.
    case keda
    /// A VerticalPodAutoscaler that only recommends; written only where processor or memory is known.
    case vpa
    /// The loads that prove the settings, for a copy of the scenario.
    case proof

    /// The file's name.
    public var fileName: String {
        switch self {
        case .markdown: "sizing.md"
        case .json: "sizing.json"
        case .hpa: "hpa.yaml"
        case .keda: "keda.yaml"
        case .vpa: "vpa.yaml"
        case .proof: "proof.txt"
        }
    }

    /// The sizing as text; nil where what the file needs is not known.
    public func text(_ sizing: Sizing, _ workload: Workload) throws(CanonicalJSONError) -> String? {
        switch self {
        case .markdown: SizingMarkdown.text(sizing)
        case .json: try CanonicalJSON.text(sizing)
        case .hpa: AutoscalerYAML(sizing, workload).horizontal
        case .keda: AutoscalerYAML(sizing, workload).keda
        case .vpa: AutoscalerYAML(sizing, workload).vertical
        case .proof: ProofText.text(sizing)
        }
    }
}
