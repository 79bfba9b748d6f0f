import Groundwork
import LoadMetrics
import SLOAnalysis

/// The loads that show whether the settings hold, as two blocks for a copy of the scenario.
enum ProofText {
    /// The phase in which a pod is taken away.
    private static let loss = "lost"

    /// The blocks.
    static func text(_ sizing: Sizing) -> String {
        let proof = sizing.proof
        let lost = sizing.figures.first { $0.name == .lostAtOnce }.map { Int($0.value) } ?? 1
        let time = "\(Int(proof.seconds))s"
        let lines =
            [
                "# Put these blocks in place of load and slo in a copy of \(StyledLine.cleaned(sizing.scenario.path)),",
                "# and run it with hpa.yaml (or keda.yaml) in force. When phase \(loss) begins, take away "
                    + Noun.counted("\(lost)", "pod") + ":",
                "# kubectl delete pod NAME --wait=false",
                "load {", "  phase before { \(level(proof.before, proof)) for \(time) }",
                "  phase jump { \(level(proof.after, proof)) for \(time) }",
                "  phase peak { \(level(proof.peak, proof)) for \(time) }",
                "  phase \(loss) { \(level(proof.peak, proof)) for \(time) }", "}", "slo {",
            ]
            + sizing.objectives.flatMap { objective in
                let text = StyledLine.cleaned(objective)
                // An objective that names a phase, or ends the run, is already as narrow as it can be.
                let isNarrow = text.contains(" during ") || text.contains(" stop ")
                return isNarrow ? [] : ["  \(text) during jump", "  \(text) during \(loss)"]
            } + ["}"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func level(_ level: Double, _ proof: SizingProof) -> String {
        guard !proof.isUsers else { return "users \(Figures.fixed(level, 0))" }
        // The language has no thousands apart.
        return "rate \(Figures.number(level).replacing(",", with: ""))/s"
    }
}
