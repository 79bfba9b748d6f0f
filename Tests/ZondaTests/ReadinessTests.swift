import ArgumentParser
import Foundation
import LoadGenerator
import LoadMetrics
import Testing

@testable import zonda

@Suite("Waiting for a target, and copies of a run's files")
struct ReadinessTests {
    /// Tries until it works; the clock is set by the pauses.
    private func tries(_ failures: Int, _ error: GeneratorError = .unreachable("no")) -> (count: Int, isReached: Bool) {
        var (count, time) = (0, UInt64(7))
        do throws(GeneratorError) {
            try Readiness.wait(for: 10_000_000_000, now: { time }, sleep: { time += $0 }) { () throws(GeneratorError) in
                count += 1
                if count <= failures { throw error }
            }
            return (count, true)
        } catch {
            return (count, false)
        }
    }

    @Test("It tries until the target is there, or the time is up")
    func waits() {
        #expect(tries(0) == (1, true))
        #expect(tries(5) == (6, true))
        #expect(tries(.max) == (20, false))
    }

    @Test("What waiting does not cure is told at once")
    func fails() {
        #expect(tries(5, .limits("too many")) == (1, false))
    }

    @Test("Files go where they are wanted")
    func copies() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("copies-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let run = RunFolder(path: folder)
        for (path, text) in [(run.junit, "j"), (run.summary, "s"), (run.report, "r")] {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        }
        try CopyOptions.parse(["--junit", "\(folder)/a", "--summary", "\(folder)/b"]).copy(from: run)
        #expect(try String(contentsOfFile: "\(folder)/a", encoding: .utf8) == "j")
        #expect(try String(contentsOfFile: "\(folder)/b", encoding: .utf8) == "s")
        #expect(throws: Stop.self) { try CopyOptions.parse(["--report", "\(folder)/no/c"]).copy(from: run) }
        #expect(throws: (any Error).self) { try CopyOptions.parse(["--junit", ""]) }
    }
}
