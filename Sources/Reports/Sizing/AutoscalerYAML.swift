import Groundwork
import LoadMetrics
import SLOAnalysis

/// Settings of autoscalers as YAML, with comments that name the search and each number's reason.
///
/// Sources: Kubernetes `autoscaling/v2`; KEDA 2.21 `keda.sh/v1alpha1`; VerticalPodAutoscaler `autoscaling.k8s.io/v1`.
struct AutoscalerYAML {
    private let sizing: Sizing
    private let workload: Workload
    private var settings: ScalingSettings { sizing.settings }

    init(_ sizing: Sizing, _ workload: Workload) {
        (self.sizing, self.workload) = (sizing, workload)
    }

    /// `hpa.yaml`.
    var horizontal: String {
        var lines =
            head(
                "\(Self.comment(workload.metric)): requests a second of a pod, by the name that your metrics adapter "
                    + "serves them under."
            ) + [
                "apiVersion: autoscaling/v2", "kind: HorizontalPodAutoscaler", "metadata:",
                "  name: \(workload.deployment)", "spec:", "  scaleTargetRef:", "    apiVersion: apps/v1",
                "    kind: Deployment", "    name: \(workload.deployment)",
                "  minReplicas: \(settings.fewestPods)  # \(why(.fewestPods))",
                "  maxReplicas: \(settings.mostPods)  # \(why(.mostPods))", "  metrics:", "    - type: Pods",
                "      pods:", "        metric:", "          name: \(Self.quoted(workload.metric))", "        target:",
                "          type: AverageValue",
                "          averageValue: \"\(target)\"  # \(why(.target))",
            ]
        if let utilisation = settings.utilisation {
            lines += [
                "    - type: ContainerResource", "      containerResource:", "        name: cpu",
                "        container: \(workload.container)", "        target:", "          type: Utilization",
                "          averageUtilization: \(utilisation)  # \(why(.utilisation))",
            ]
        }
        return Self.text(lines + behavior("  "))
    }

    /// `keda.yaml`; nil without a query.
    var keda: String? {
        guard let prometheus = workload.prometheus else { return nil }
        return Self.text(
            head("KEDA makes an HPA of its own: use this file or hpa.yaml, not both.") + [
                "apiVersion: keda.sh/v1alpha1", "kind: ScaledObject", "metadata:", "  name: \(workload.deployment)",
                "spec:", "  scaleTargetRef:", "    apiVersion: apps/v1", "    kind: Deployment",
                "    name: \(workload.deployment)",
                "  pollingInterval: \(Int(max(1, settings.scrape.rounded())))  # seconds between two readings",
                "  minReplicaCount: \(settings.fewestPods)  # \(why(.fewestPods))",
                "  maxReplicaCount: \(settings.mostPods)  # \(why(.mostPods))", "  fallback:",
                "    failureThreshold: 3",
                "    replicas: \(settings.podsAtPeak)  # pods for the peak, for when Prometheus does not answer",
                "  advanced:", "    horizontalPodAutoscalerConfig:",
            ] + behavior("      ") + [
                "  triggers:", "    - type: prometheus", "      metricType: AverageValue", "      metadata:",
                "        serverAddress: \(Self.quoted(prometheus.server))",
                "        query: \(Self.quoted(prometheus.query))",
                "        threshold: \"\(threshold)\"  # \(why(.target))",
                "        ignoreNullValues: \"false\"  # no figure is an error, not a load of 0",
            ]
        )
    }

    /// `vpa.yaml`; nil where neither processor nor memory is known.
    var vertical: String? {
        guard settings.cores != nil || settings.memory != nil else { return nil }
        var lines =
            head("It recommends and changes nothing: an HPA on the same resource would fight it.") + [
                "apiVersion: autoscaling.k8s.io/v1", "kind: VerticalPodAutoscaler", "metadata:",
                "  name: \(workload.deployment)", "spec:", "  targetRef:", "    apiVersion: apps/v1",
                "    kind: Deployment", "    name: \(workload.deployment)", "  updatePolicy:",
                "    updateMode: \"Off\"", "  resourcePolicy:", "    containerPolicies:",
                "      - containerName: \(workload.container)", "        minAllowed:",
            ]
        if let cores = settings.cores {
            lines.append("          cpu: \"\(Self.milli(cores))\"  # \(why(.processor))")
        }
        if let memory = settings.memory {
            let mebibytes = Figures.fixed((memory / 1_048_576).rounded(.up), 0)
            lines.append("          memory: \"\(mebibytes)Mi\"  # \(why(.memory))")
        }
        return Self.text(lines)
    }

    private func head(_ note: String) -> [String] {
        let searches = sizing.sizes.map { "\($0.search) (\(Noun.counted("\($0.pods)", "pod")))" }.joined(
            separator: ", "
        )
        return [
            "# Written by zonda size from \(Self.comment(searches))",
            "# of scenario \(Self.comment(sizing.scenario.name)).",
            "# sizing.md has the reason of every number.", "# \(note)",
        ]
    }

    /// Up at once, as much as Kubernetes does by default; down slowly, since pods that were taken away are missed longer
    /// than pods that are left are paid.
    private func behavior(_ indent: String) -> [String] {
        [
            "behavior:", "  scaleUp:", "    stabilizationWindowSeconds: 0", "    selectPolicy: Max", "    policies:",
            "      - type: Percent", "        value: 100", "        periodSeconds: 15", "      - type: Pods",
            "        value: 4", "        periodSeconds: 15", "  scaleDown:", "    stabilizationWindowSeconds: 300",
            "    policies:", "      - type: Percent", "        value: 10", "        periodSeconds: 60",
        ].map { indent + $0 }
    }

    private func why(_ name: SizingFigure.Name) -> String {
        Self.comment(sizing.figures.first { $0.name == name }?.why ?? "")
    }

    /// A whole number where it has two digits, thousandths below; as a Kubernetes quantity.
    private var target: String {
        settings.target >= 10 ? Figures.fixed(settings.target, 0) : Self.milli(settings.target)
    }

    private var threshold: String { Figures.fixed(settings.target, settings.target >= 10 ? 0 : 3) }

    private static func milli(_ value: Double) -> String { "\(Figures.fixed(max(1, value * 1000), 0))m" }

    /// A text that ends no line.
    private static func comment(_ text: String) -> String { StyledLine.cut(StyledLine.cleaned(text), to: 300) }

    /// A double-quoted scalar (YAML 1.2, 7.3.1): JSON's escapes are YAML's.
    private static func quoted(_ text: String) -> String { JSONText.quoted(text) }

    private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
