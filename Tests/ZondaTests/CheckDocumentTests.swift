import Foundation
import Groundwork
import LoadTestKit
import ScenarioLanguage
import Testing

@testable import zonda

/// `zonda check --format json` writes what `docs/schema/check.schema.json` describes.
struct CheckDocumentTests {
    private func document(_ text: String) throws -> JSONValue {
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "probe.zonda")
        var options = CompileOptions()
        options.secretsMayBeMissing = true
        let compilation = ScenarioCompiler.compile(path: file, options: options)
        let documents = [CheckDocument(file: file, compilation: compilation, plan: compilation.plan)]
        return try JSONValue(CanonicalJSON.bytes(documents))
    }

    @Test func aPlan() throws {
        let document = try document(
            """
            scenario "Probe"
            target "http://127.0.0.1:9"
            regions { ar-a share 50%  ar-b share 50% }
            flow main { GET / as home  while true { GET /x as more } }
            load { warmup 1s  rate 5/s for 5s }
            slo { p95 < 1s of home }
            """
        )
        #expect(try JSONSchema(named: "check").problems(document) == [])
        #expect(document[0]?["valid"] == .boolean(true))
        #expect(document[0]?["plan"]?["uncovered"] == .array([.string("more")]))
    }

    private func cold(_ connection: String, host: String = "192.0.2.1") throws -> Double {
        let document = try document(
            """
            scenario "Far"
            target "https://\(host)" { \(connection) }
            regions { near share 50%  far share 50% model "ar-fiber/bue-iad" }
            flow main { GET / as home }
            load { users 5 for 5s }
            slo {
              p95 < 150ms from far
              p95 < 150ms from near
            }
            """
        )
        #expect(try JSONSchema(named: "check").problems(document) == [])
        let distances = try #require(document[0]?["plan"]?["distances"]?.elements)
        #expect(distances.map { $0["kind"] } == [.string("here"), .string("model")])
        #expect(distances[0]["budgets"] == nil)
        let budgets = try #require(distances[1]["budgets"]?.elements)
        // The other objective is not about this region.
        #expect(budgets.map { $0["objective"] } == [.string("p95 < 150ms from far")])
        #expect(budgets[0]["warm"]?["infeasible"] == .boolean(true))
        #expect(budgets[0]["warm"]?["leftSeconds"] == .integer(0))
        guard case .string(let netem) = distances[1]["netem"]?["command"] else { return 0 }
        #expect(netem.hasPrefix("tc qdisc add dev eth0 root netem"))
        guard case .number(let seconds) = budgets[0]["cold"]?["networkSeconds"] else { return 0 }
        return seconds
    }

    /// What is left to the service; a name lookup is one round trip over the access network, of 11 ms in the median.
    @Test func distances() throws {
        let address = try cold("dns once")
        // TCP, TLS and the request.
        #expect(address > 3 * 0.163 && address < 3 * 0.175)
        #expect(try cold("dns once", host: "localhost") == address)
        for connection in ["dns once", "dns per user", "dns every 30s"] {
            let name = try cold(connection, host: "service.example")
            #expect(name > address + 0.008 && name < address + 0.020, "\(connection): \(name), \(address)")
        }
        // Each iteration opens a connection, and knows the address from the first one on.
        #expect(try cold("connections new per iteration", host: "service.example") == address)
    }

    @Test func mistakes() throws {
        let document = try document("scenario \"Probe\"\nflow main { GET /${x} as home }\nload { users 0 for 5s }\n")
        let schema = try JSONSchema(named: "check")
        #expect(schema.problems(document) == [])
        #expect(document[0]?["valid"] == .boolean(false))
        #expect(document[0]?["diagnostics"]?.elements?.isEmpty == false)
        guard case .array(var entries) = document else { return }
        entries[0]["valid"] = .string("no")
        #expect(schema.problems(.array(entries)) == ["$[0].valid: is no boolean"])
    }
}
