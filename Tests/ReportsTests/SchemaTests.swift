import Foundation
import Groundwork
import LoadMetrics
import LoadTestKit
import SLOAnalysis
import Testing

@testable import Reports

/// What is written is what `docs/schema` describes, no more and no less.
@Suite("JSON Schemas")
struct SchemaTests {
    /// The fixed run as a real folder, through the code that writes every run.
    private func folder() throws -> (RunFolder, TemporaryFolder) {
        let place = try TemporaryFolder()
        let run = FixedRun.input().run
        let folder = RunFolder(path: "\(place.path)/run")
        let journal = try RunJournal(folder: folder, record: run.record)
        for tick in run.timeline { try journal.append(tick: tick) }
        try journal.finish(run.record)
        return (folder, place)
    }

    private func json(_ path: String) throws -> JSONValue {
        try JSONValue(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func theRecord() throws {
        let (folder, place) = try folder()
        let record = try json(folder.record)
        let schema = try JSONSchema(named: "run")
        #expect(schema.problems(record) == [])
        var broken = record
        broken["seed"] = .string("7")
        broken["state"] = .string("done")
        broken["host"] = nil
        broken["surprise"] = .null
        #expect(schema.problems(broken).count == 4)
        #expect(schema.problems(broken, strictly: false).count == 3)
        withExtendedLifetime(place) {}
    }

    /// Members that the fixed run leaves out are described too: every stored property has its place in the schema.
    @Test func everyMemberIsDescribed() throws {
        let record = FixedRun.input().run.record
        let schema = try JSONSchema(named: "run")
        let network = RunRecord.NetworkFacts(
            profile: "",
            summary: "",
            roundTripP50: 0,
            roundTripP95: 0,
            roundTripP99: 0,
            roundTripMean: 0,
            populations: 1,
            figures: []
        )
        let values: [(Any, String?)] = [
            (record, nil), (record.scenario, "scenario"), (record.load, "load"), (record.objectives[0], "objective"),
            (record.regions[0], "region"), (network, "network"), (record.series[0], "series"), (record.host, "host"),
            (record.audit, "audit"), (record.failures[0], "failure"),
        ]
        for (value, definition) in values {
            let described = schema.members(of: definition)
            for label in Mirror(reflecting: value).children.compactMap(\.label) {
                // A place is stored as its text.
                let member = label == "placeText" ? "place" : label
                #expect(described.contains(member), "\(definition ?? "run").\(member)")
            }
        }
        let finding = try JSONSchema(named: "verdict").members(of: "finding")
        for member in Mirror(reflecting: FixedRun.verdict.findings[0]).children.compactMap(\.label) {
            #expect(finding.contains(member), "finding.\(member)")
        }
    }

    @Test func theTimeline() throws {
        let (folder, place) = try folder()
        let schema = try JSONSchema(named: "timeline")
        let lines = try String(contentsOfFile: folder.timeline, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 70)
        for line in lines { #expect(schema.problems(try JSONValue(Data(line.utf8))) == []) }
        let tampered = lines[0].replacingOccurrences(of: "\"requests\":0", with: "\"requests\":-1")
        #expect(schema.problems(try JSONValue(Data(tampered.utf8))) == ["$.requests: -1.0 is below 0.0"])
        withExtendedLifetime(place) {}
    }

    @Test func theVerdict() throws {
        let schema = try JSONSchema(named: "verdict")
        var verdict = FixedRun.verdict
        #expect(schema.problems(try JSONValue(VerdictJSON.bytes(verdict))) == [])
        #expect(schema.problems(try json("\(Products.root)/Tests/ReportsTests/Golden/verdict.json")) == [])
        verdict.findings[0].observed = .infinity
        verdict.findings[0].bad = 3
        verdict.findings[0].allowed = 4.5
        verdict.baseline = nil
        var value = try JSONValue(VerdictJSON.bytes(verdict))
        #expect(schema.problems(value) == [])
        value["outcome"] = .string("GREEN")
        value["schema"] = .integer(2)
        #expect(schema.problems(value).count == 2)
    }

    @Test func aVerdictOfAFutureVersionIsRefusedAndAnOldOneRead() throws {
        let text = try String(decoding: VerdictJSON.bytes(FixedRun.verdict), as: UTF8.self)
        #expect(text.contains("\"schema\" : 1"))
        #expect(throws: CanonicalJSONError.newer(schema: 2, readable: 1)) {
            try VerdictJSON.read(Array(text.replacing("\"schema\" : 1", with: "\"schema\" : 2").utf8))
        }
        let old = text.replacing("\"schema\" : 1,\n", with: "").replacing(",\n  \"schema\" : 1", with: "")
        #expect(!old.contains("\"schema\""))
        #expect(try VerdictJSON.read(Array(old.utf8)) == FixedRun.verdict)
    }

    @Test func aStoredVerdictThatSpellsInfinityStaysReadable() throws {
        let path = "\(Products.root)/Tests/ReportsTests/Golden/verdict.json"
        let golden = try String(contentsOfFile: path, encoding: .utf8)
        let old = golden.replacing(/"observed" : [0-9.]+/) { _ in "\"observed\" : \"inf\"" }
        #expect(try VerdictJSON.read(Array(old.utf8)).findings.contains { $0.observed == .infinity })
    }

    @Test func aKeywordThatNothingChecksIsReported() throws {
        let schema = try JSONSchema(text: #"{ "type": "object", "minProperties": 1 }"#)
        #expect(schema.problems(.object([:])) == ["the schema uses \"minProperties\", which nothing checks"])
    }
}
