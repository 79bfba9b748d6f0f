import ArgumentParser
import Foundation
import Groundwork
import LoadMetrics
import Reports
import SLOAnalysis

/// `zonda size`: pods and autoscaler settings from searches for capacity.
struct SizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Computes pods and autoscaler settings from a confirmed capacity, with the reason of each number.",
        discussion: """
            It sends nothing. The files are written beside the first search: sizing.md, sizing.json, hpa.yaml, and \
            where enough is known keda.yaml and vpa.yaml; proof.txt has the loads that prove the settings. Several \
            searches with different --pods show how the service scales. Exit status 98: a search has no confirmed answer, or \
            ended at the generator.
            """
    )

    @Argument(
        help: "capacity.json of a search, or its folder; one for each size.",
        completion: .file(extensions: ["json"])
    )
    var searches: [String]

    @Option(
        help: ArgumentHelp(
            "Pods that shared the load of each search, in their order: 4, or 1,2,4,8; --sizes has said it already.",
            valueName: "n"
        )
    )
    var pods: PodsArgument?

    @OptionGroup var options: SizeOptions

    @Option(help: ArgumentHelp("The Deployment's name; by default the scenario's.", valueName: "name"))
    var deployment: String?

    @Option(help: ArgumentHelp("The container's name; by default the Deployment's.", valueName: "name"))
    var container: String?

    @Option(help: ArgumentHelp("Requests a second of a pod, as the metrics adapter calls them.", valueName: "name"))
    var metric: String = "http_requests_per_second"

    @Option(help: ArgumentHelp("The Prometheus server as KEDA reaches it, for keda.yaml.", valueName: "url"))
    var prometheus: String?

    @Option(help: ArgumentHelp("The query of all pods' requests a second, for keda.yaml.", valueName: "promql"))
    var query: String?

    @Option(help: ArgumentHelp("Write the files to this folder instead.", valueName: "dir"))
    var out: String?

    @Flag(help: "Write the files and print nothing.")
    var quiet = false

    func validate() throws {
        if let pods, pods.counts.count != searches.count {
            throw ValidationError("--pods needs as many numbers as there are searches: \(searches.count)")
        }
        for (option, name) in [("--deployment", deployment), ("--container", container)] {
            guard let name, !Workload.isName(name) else { continue }
            throw ValidationError(
                "\(option): Kubernetes takes lower-case letters, digits and -, such as \(Workload.name(of: name))"
            )
        }
        if (prometheus == nil) != (query == nil) {
            throw ValidationError("--prometheus and --query belong together: keda.yaml needs both")
        }
    }

    func run() throws {
        var read: [(report: CapacityReport, pods: Int)] = []
        for (index, path) in searches.map(Self.file).enumerated() {
            let report = try Self.report(path)
            guard let pods = pods?.counts[index] ?? report.pods, (1...10_000).contains(pods) else {
                throw Stop(.usage, "\(path) does not say how many pods shared its load: say it with --pods")
            }
            read.append((report, pods))
        }
        let largest = read.map(\.pods).max() ?? 1
        let sizing = try Sizing(read, options.question(pods: largest), tool: Version.text)
        let name = deployment ?? Workload.name(of: sizing.scenario.name)
        let workload = Workload(
            deployment: name,
            container: container ?? name,
            metric: metric,
            prometheus: prometheus.flatMap { server in query.map { .init(server: server, query: $0) } }
        )
        let folder = out ?? URL(fileURLWithPath: Self.file(searches[0])).deletingLastPathComponent().relativePath
        try FileOutput.createFolder(folder)
        var names: [String] = []
        for format in SizingFormat.allCases {
            guard let text = try format.text(sizing, workload) else { continue }
            try FileOutput.replace("\(folder)/\(format.fileName)", with: Array(text.utf8))
            names.append(format.fileName)
        }
        guard !quiet else { return }
        let columns = isatty(STDOUT_FILENO) != 0 ? Swift.min(Console.size(of: STDOUT_FILENO).columns, 120) : 80
        let style = Console.style(of: STDOUT_FILENO)
        for line in SizingText.lines(sizing, columns: columns) {
            Console.print(line.rendered(style, columns: columns))
        }
        Console.print("\n  written to \(folder): \(names.joined(separator: ", "))\n")
    }

    /// The file of a search that was named by its folder or its file.
    private static func file(_ path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? "\(path)/\(CapacityFormat.json.fileName)" : path
    }

    private static func report(_ path: String) throws -> CapacityReport {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Stop(.input, "cannot read \(path): give the capacity.json of a search, or its folder")
        }
        return try naming(path) {
            try CanonicalJSON.decode(
                CapacityReport.self,
                from: Array(data),
                version: SchemaVersion(CapacityReport.schemaVersion)
            )
        }
    }
}
