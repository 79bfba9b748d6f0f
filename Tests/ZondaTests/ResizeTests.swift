import ArgumentParser
import Foundation
import Groundwork
import LoadTestKit
import SLOAnalysis
import Testing

@testable import zonda

/// A search for each size.
@Suite("Sizes of a search", .serialized) struct ResizeTests {
    @Test(
        arguments: [
            "--sizes 1,2", "--resize true", "--sizes 2,1 --resize {}", "--sizes 1,1 --resize {}",
            "--sizes 1,2 --resize x",
            "--sizes 0 --resize {}",
        ]
    )
    func wrongOptionsAreRefused(words: String) {
        let arguments = ["capacity", "a.zonda"] + words.split(separator: " ").map(String.init)
        #expect(throws: (any Error).self) { try Zonda.parseAsRoot(arguments) }
    }

    @Test func theCommandGetsTheNumber() throws {
        let folder = try TemporaryFolder()
        try Resize(command: "echo {} {} > '\(folder.path)/size'").make(4)
        #expect(try String(contentsOfFile: "\(folder.path)/size", encoding: .utf8) == "4 4\n")
    }

    @Test func failuresAreNamed() {
        let error = #expect(throws: Stop.self) { try Resize(command: "exit {}").make(3) }
        #expect(error?.status == .unreachable)
        #expect(error?.message == "'exit 3' failed with status 3, so the service may not have 3 pods")
    }

    /// A command that does not end is ended: otherwise this takes ten minutes.
    @Test(.timeLimit(.minutes(1))) func whatIsStuckIsEnded() {
        let resize = Resize(command: "sleep 600; echo {}")
        let error = #expect(throws: Stop.self) { try resize.make(2, atMost: .second / 5) }
        #expect(error?.status == .unreachable)
        #expect(error?.message == "'sleep 600; echo 2' did not end within 200 ms")
    }

    @Test func theNextSizeBeginsAtItsShare() {
        let bounds = CapacitySearch.Bounds(from: 10, to: 500, within: 0.1)
        #expect(bounds.scaled(from: 123.45) == CapacitySearch.Bounds(from: 123, to: 500, within: 0.1))
        #expect(bounds.scaled(from: 900).from == 500)
    }
}
