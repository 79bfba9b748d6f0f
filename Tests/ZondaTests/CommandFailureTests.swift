import LoadGenerator
import LoadMetrics
import SLOAnalysis
import Testing

@testable import zonda

/// The error by which a command ends, or `nil` where it ends well.
func failure(of command: () throws -> Void) -> (any CommandFailure)? {
    do {
        try command()
        return nil
    } catch {
        return error as? any CommandFailure
    }
}

@Suite("How commands end")
struct CommandFailureTests {
    @Test("A verdict's status is the word's of README.md")
    func verdicts() {
        #expect(Verdict.Outcome.allCases.map { ExitStatus($0).rawValue } == [0, 99, 98, 97])
    }

    @Test("What a module throws has a status")
    func statuses() {
        let missing = ArchiveError.missing(path: "run.json")
        #expect(failure { throw missing }?.status == .input)
        #expect(failure { throw ArchiveError.unwritable(path: "x", reason: "full") }?.status == .internalError)
        #expect(failure { throw GeneratorError.unreachable("h") }?.status == .unreachable)
        #expect(failure { throw GeneratorError.limits("h") }?.status == .internalError)
        #expect(failure { throw BaselineError.refused("h") }?.message == "the run is not accepted: h")
        #expect(failure { try naming("a.json") { throw missing } }?.message == "a.json: there is no run.json")
        #expect(failure {}?.status == nil)
    }
}
