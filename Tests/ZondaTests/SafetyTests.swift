import ArgumentParser
import Foundation
import Groundwork
import LoadPlan
import ScenarioLanguage
import Testing

@testable import zonda

@Suite("What comes from outside is only text")
struct SafetyTests {
    @Test("No control characters, and no commands of a pipeline")
    func inert() {
        #expect(Console.inert("a\u{1B}[31mb\nc", isPipeline: false) == "a\u{FFFD}[31mb\nc")
        #expect(Console.inert("x\n::error::pwn", isPipeline: true) == "x\n\\::error::pwn")
        #expect(Console.inert("  ::add-mask::a", isPipeline: true) == "  \\::add-mask::a")
        #expect(Console.inert("##[group]a\rb", isPipeline: true) == "\\##[group]a\u{FFFD}b")
        #expect(Console.inert("a::b ::c", isPipeline: true) == "a::b ::c")
    }

    private func diagnostics(_ secret: String) -> (codes: [String], value: String?) {
        let text = """
            scenario "s"
            target "http://127.0.0.1:1"
            secret TOKEN
            flow f { GET / as a  auth bearer TOKEN }
            load { users 1 for 10s }
            slo { p95 < 1s }
            """
        var options = CompileOptions()
        options.secrets = { _ in secret }
        let compiled = ScenarioCompiler.compile(source: text, path: "s.zonda", options: options)
        return (compiled.diagnostics.map(\.code), compiled.plan?.secrets.first?.value)
    }

    @Test("A secret is what can be sent", arguments: ["hunter2\n", "hunter2\r\n", " hunter2", "hunter2\t "])
    func trimmed(secret: String) {
        let found = diagnostics(secret)
        #expect(found.codes == ["secret-blanks"])
        #expect(found.value == "hunter2")
    }

    @Test(
        "A secret of several lines is refused",
        arguments: ["a\nb", "a\u{0}b", "-----BEGIN-----\nx\n-----END-----\n"]
    )
    func lines(secret: String) {
        #expect(diagnostics(secret).codes.contains("secret-lines"))
    }

    @Test func aSoundSecretStaysAsItIs() {
        #expect(diagnostics("a b\"ñ+x").codes == [])
        #expect(diagnostics("a b\"ñ+x").value == "a b\"ñ+x")
    }

    @Test("What a function makes of a secret is masked too")
    func cases() {
        let mask = SecretMask(["hunter2Secret"])
        #expect(mask.apply("x HUNTER2SECRET hunter2secret hunter2Secret") == "x ***** ***** *****")
    }

    private func plan(_ target: String) throws -> Plan {
        let text = """
            scenario "s"
            target "http://127.0.0.1:1" { \(target) }
            flow f { GET / as a }
            load { users 1 for 10s }
            slo { p95 < 1s }
            """
        let found = ScenarioCompiler.compile(source: text, path: "s.zonda").plan
        return try #require(found)
    }

    @Test("A proxy is a target", arguments: ["http", "socks5"])
    func proxies(scheme: String) throws {
        let plan = try plan("proxy \"\(scheme)://victim.test:3128\"")
        #expect(throws: Stop.self) { try TargetGuard.parse([]).check(plan) }
        try TargetGuard.parse(["--allow-target", "victim.test"]).check(plan)
        try TargetGuard.parse([]).check(self.plan("proxy \"http://127.0.0.1:3128\""))
    }

    @Test(
        "A header's name is a word",
        arguments: ["X-A: b\\r\\nX-Injected", "X y", "", "X:y", "Ñ"]
    )
    func headerNames(name: String) {
        let text = """
            scenario "s"
            target "http://127.0.0.1:1"
            flow f { GET / as a  header "\(name)": "v" }
            load { users 1 for 10s }
            slo { p95 < 1s }
            """
        let codes = ScenarioCompiler.compile(source: text, path: "s.zonda").diagnostics.map(\.code)
        #expect(codes.contains("header-name"))
    }

    @Test(
        "A scenario's name is never a way out of its folder",
        arguments: ["...zonda", "..zonda", "a/...zonda", ".zonda"]
    )
    func names(path: String) throws {
        let text = """
            scenario "s"
            target "http://127.0.0.1:1"
            flow f { GET / as a }
            load { users 1 for 10s }
            slo { p95 < 1s }
            """
        let found = ScenarioCompiler.compile(source: text, path: path).plan
        let name = try #require(found).name
        #expect(!name.isEmpty && name != "." && name != ".." && !name.contains("/"))
    }

    @Test func anEmptyFolderIsRefused() {
        #expect(throws: (any Error).self) { try RunCommand.parse(["s.zonda", "--out", ""]) }
        #expect(throws: (any Error).self) { try MergeCommand.parse(["a", "b", "--out", ""]) }
    }
}
