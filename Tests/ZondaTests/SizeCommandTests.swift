import ArgumentParser
import Foundation
import Groundwork
import LoadMetrics
import LoadPlan
import LoadTestKit
import ScenarioLanguage
import Testing
import Yams

@testable import Reports
@testable import SLOAnalysis
@testable import zonda

/// `zonda size` from a search's file to the files that it writes.
@Suite("Sizes from a search") struct SizeCommandTests {
    /// A search of four pods that holds 280 requests a second and not 294.
    private func search(end: CapacityEnd = .bracket, title: String = "Book | an appointment") -> CapacityReport {
        var report = CapacityReport(
            id: "20261121T060800Z-0001",
            tool: "zonda test",
            scenario: .init(title: title, name: "Book_it", path: "book.zonda", hash: "abc", parameters: [:]),
            target: "http://127.0.0.1:1",
            seed: 7,
            startedAt: 1_795_241_280,
            model: .rate,
            bounds: .init(from: 70, to: 10_000),
            levelSeconds: 30,
            warmupSeconds: 5,
            objectives: ["p95 < 150ms of book", "errors < 1% of book"],
            leftOut: []
        )
        var search = CapacitySearch(report.bounds)
        while case .trial(let trial) = search.next {
            let isMet = trial.level <= 285
            report.levels.append(
                CapacityLevel(
                    trial: trial,
                    run: "level-01",
                    outcome: isMet ? .pass : .fail,
                    result: isMet ? .holds : .misses,
                    reason: "",
                    seconds: 30,
                    requests: 9000,
                    throughput: trial.level,
                    inFlight: trial.level * 0.02,
                    objectives: []
                )
            )
            search.record(isMet ? .holds : .misses)
        }
        report.conclude(search, end: end)
        return report
    }

    private func file(_ report: CapacityReport, in folder: TemporaryFolder) throws -> String {
        try folder.write(CapacityFormat.json.text(report), to: "capacity.json")
    }

    /// Runs the command.
    private func size(_ words: [String]) throws {
        let command = try #require(try Zonda.parseAsRoot(["size"] + words + ["--quiet"]) as? SizeCommand)
        try command.run()
    }

    private static let full = [
        "--pods", "4", "--peak", "1250/s", "--night", "60/s", "--ramp", "20m", "--ready", "25s", "--min", "3", "--cpu",
        "120/s=0.72", "--cpu", "240/s=1.2", "--cpu-request", "500m", "--memory", "310Mi", "--price", "0.04/h",
        "--prometheus", "http://prometheus:9090", "--query", "sum(rate(http_requests_total{app=\"book\"}[1m]))",
    ]

    @Test func allFilesAreWrittenBesideTheSearch() throws {
        let folder = try TemporaryFolder()
        try size([file(search(), in: folder)] + Self.full)
        for format in SizingFormat.allCases {
            let text = try String(contentsOfFile: "\(folder.path)/\(format.fileName)", encoding: .utf8)
            #expect(text.hasSuffix("\n") && text.utf8.count > 100, "\(format)")
        }
        let document = try String(contentsOfFile: "\(folder.path)/sizing.md", encoding: .utf8)
        #expect(document.contains("| target per pod | 37.88/s | "), "\(document)")
        #expect(document.contains("| minReplicas | 3 | "))
        let rows = document.split(separator: "\n").filter { $0.hasPrefix("|") }
        #expect(Set(rows.map { row in row.replacing("\\|", with: "").count { $0 == "|" } }) == [5], "\(rows)")
    }

    @Test func theFileIsAsItsSchemaSays() throws {
        let schema = try JSONSchema(named: "sizing")
        for words in [Self.full, ["--pods", "4", "--peak", "300/s"]] {
            let folder = try TemporaryFolder()
            try size([file(search(), in: folder)] + words)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/sizing.json"))
            #expect(schema.problems(try JSONValue(bytes)) == [])
        }
        let text = try String(contentsOfFile: "\(Products.root)/docs/schema/sizing.schema.json", encoding: .utf8)
        for name in SizingFigure.Name.allCases { #expect(text.contains("\"\(name.rawValue)\""), "\(name)") }
    }

    /// A search that set the pods itself needs no --pods; one that did not asks for it.
    @Test func aSearchMayKnowItsPods() throws {
        let folder = try TemporaryFolder()
        var report = search()
        let unknown = try file(report, in: folder)
        let error = #expect(throws: Stop.self) { try size([unknown, "--peak", "300/s"]) }
        #expect(error?.status == .usage && error?.message.contains("--pods") == true)
        for (pods, isFit) in [(4, true), (0, false), (Int.min, false)] {
            report.pods = pods
            let path = try file(report, in: folder)
            #expect(((try? size([path, "--peak", "300/s"])) != nil) == isFit, "\(pods)")
        }
    }

    @Test func whatIsNotKnownIsNotWritten() throws {
        let folder = try TemporaryFolder()
        try size([file(search(), in: folder), "--pods", "4", "--peak", "1250/s"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == ["capacity.json", "hpa.yaml", "proof.txt", "sizing.json", "sizing.md"])
        let autoscaler = try String(contentsOfFile: "\(folder.path)/hpa.yaml", encoding: .utf8)
        #expect(!autoscaler.contains("cpu"))
    }

    @Test(arguments: [("hpa.yaml", SizingSchemas.horizontal), ("keda.yaml", SizingSchemas.keda)])
    func autoscalersAreAsTheirDefinitionsSay(name: String, schema: String) throws {
        try check(name, schema)
    }

    @Test func theRecommenderIsAsItsDefinitionSays() throws { try check("vpa.yaml", SizingSchemas.vertical) }

    private func check(_ name: String, _ schema: String) throws {
        let folder = try TemporaryFolder()
        try size([file(search(title: "x\n: y"), in: folder)] + Self.full)
        let text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
        let documents = try Yams.compose_all(yaml: text).map(ClusterSchemaTests.value)
        try #require(documents.count == 1)
        #expect(try JSONSchema(text: schema).problems(documents[0]) == [])
        #expect(text.contains("# Written by zonda size from 20261121T060800Z-0001 (4 pods)"))
    }

    /// Kubernetes' own schema, where the machine has the program that brings it (PyPI: kubernetes-validate).
    @Test(.enabled(if: Products.system("kubernetes-validate") != nil, "kubernetes-validate is missing"))
    func kubernetesTakesIt() throws {
        let folder = try TemporaryFolder()
        try size([file(search(), in: folder)] + Self.full)
        let program = try #require(Products.system("kubernetes-validate"))
        for version in ["1.31", "1.37"] {
            let ending = try ChildProcess(program, ["--strict", "-k", version, "\(folder.path)/hpa.yaml"]).wait(
                atMost: 60
            )
            #expect(ending.status == 0, "\(version): \(ending.output)\(ending.errors)")
        }
    }

    @Test func theProofIsAScenario() throws {
        let folder = try TemporaryFolder()
        try size([file(search(), in: folder)] + Self.full)
        let blocks = try String(contentsOfFile: "\(folder.path)/proof.txt", encoding: .utf8)
        let head = "scenario \"proof\"\ntarget \"http://127.0.0.1:1\"\nflow book {\n  GET / as book\n}\n"
        let scenario = try folder.write(head + blocks, to: "proof.zonda")
        let compilation = ScenarioCompiler.compile(path: scenario, options: CompileOptions())
        #expect(compilation.plan != nil, "\(compilation.diagnostics)")
        #expect(compilation.plan?.objectives.count == 4)
        #expect(compilation.plan?.load.curve.peak == 1250)
    }

    @Test(arguments: [CapacityEnd.unconfirmed, .tooFew, .invalid, .nothing, .interrupted])
    func whatIsNotConfirmedIsRefused(end: CapacityEnd) throws {
        let folder = try TemporaryFolder()
        let path = try file(search(end: end), in: folder)
        let error = #expect(throws: SizingError.self) { try size([path, "--pods", "4", "--peak", "1250/s"]) }
        #expect(error?.status == .inconclusive)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/hpa.yaml"))
    }

    @Test func damagedSearchesAreNamed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("{\"schema\":1}", to: "capacity.json")
        #expect(throws: Stop.self) { try size([path, "--pods", "1", "--peak", "1/s"]) }
        #expect(throws: Stop.self) { try size(["\(folder.path)/none.json", "--pods", "1", "--peak", "1/s"]) }
        // A confirmed answer without the run that confirmed it.
        var report = search()
        report.levels = []
        let empty = try file(report, in: folder)
        let error = #expect(throws: SizingError.self) { try size([empty, "--pods", "1", "--peak", "1/s"]) }
        #expect(error?.status == .input)
    }

    @Test(
        arguments: [
            "--peak 1250", "--peak 10users --growth 5% --ramp 2m", "--peak 1/s --cycle 5s", "--peak 1/s --pods 1,2",
            "--peak 1/s --pods 0", "--peak 1/s --zones 1", "--peak 1/s --jump 1", "--peak 1/s --cpu 5/s=1",
            "--peak 1/s --deployment Book_it", "--peak 1/s --query up", "--peak 1/s --cpu-request 0m",
            "--peak 1/s --memory 5", "--peak 1/s --price -1",
        ]
    )
    func wrongOptionsAreRefused(words: String) {
        let arguments = ["size", "capacity.json"] + words.split(separator: " ").map(String.init)
        #expect(throws: (any Error).self) { try Zonda.parseAsRoot(arguments) }
    }
}
