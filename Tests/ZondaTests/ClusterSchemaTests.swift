import Foundation
import LoadTestKit
import Testing
import Yams

/// The documents for clusters in docs/ci against what their definitions demand.
@Suite("Documents for clusters")
struct ClusterSchemaTests {
    /// YAML as JSON: plain words are numbers and booleans where they read so, quoted ones are texts.
    static func value(_ node: Node) -> JSONValue {
        if let mapping = node.mapping {
            return .object(
                Dictionary(mapping.map { ($0.key.string ?? "", value($0.value)) }, uniquingKeysWith: { $1 })
            )
        }
        if let sequence = node.sequence { return .array(sequence.map(value)) }
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
            return .string(node.string ?? "")
        }
        if let number = node.int { return .integer(Double(number)) }
        if let flag = node.bool { return .boolean(flag) }
        return scalar.string.isEmpty ? .null : .string(scalar.string)
    }

    private func documents(_ name: String) throws -> [JSONValue] {
        let text = try String(contentsOfFile: "\(Products.root)/docs/ci/\(name)", encoding: .utf8)
        return try Yams.compose_all(yaml: text).map(Self.value)
    }

    @Test func argoRollouts() throws {
        let documents = try documents("argo-rollouts.yaml")
        try #require(documents.count == 2)
        #expect(try JSONSchema(text: ClusterSchemas.analysisTemplate).problems(documents[0]) == [])
        #expect(try JSONSchema(text: ClusterSchemas.rollout).problems(documents[1]) == [])
    }

    @Test func flagger() throws {
        let documents = try documents("flagger.yaml")
        try #require(documents.count == 1)
        #expect(try JSONSchema(text: ClusterSchemas.canary).problems(documents[0]) == [])
        // The definition does not say it, the controller does: a check must end before the next one begins.
        let hook = try #require(documents[0]["spec"]?["analysis"]?["webhooks"]?[0]?["timeout"]?.text)
        let interval = try #require(documents[0]["spec"]?["analysis"]?["interval"]?.text)
        #expect(try #require(Int(hook.dropLast())) < (try #require(Int(interval.dropLast()))))
        #expect(hook.last == "m" && interval.last == "m")
    }

    @Test func mistakesAreFound() throws {
        let schema = try JSONSchema(text: ClusterSchemas.canary)
        var canary = try #require(try documents("flagger.yaml").first)
        canary["kind"] = .string("Canaries")
        canary["spec"] = .object(["targetRef": .object([:]), "analyses": .null])
        #expect(schema.problems(canary).count == 6)
        let rollout = try #require(try documents("argo-rollouts.yaml").last)
        #expect(try !JSONSchema(text: ClusterSchemas.analysisTemplate).problems(rollout).isEmpty)
    }
}
