import Foundation
import LoadTestKit
import Testing

/// The tutorial, as a newcomer does it: every shell block of docs/tutorial.md in one shell.
@Suite(.serialized) struct TutorialTests {
    /// The blocks in order, with a free port in place of the one that the text names.
    private func script() throws -> String {
        let text = try String(contentsOfFile: "\(Products.root)/docs/tutorial.md", encoding: .utf8)
        let blocks = text.components(separatedBy: "```sh\n").dropFirst().map { $0.components(separatedBy: "\n```")[0] }
        try #require(blocks.count >= 7)
        return "set -eu\n" + blocks.joined(separator: "\n").replacing("8080", with: "\(LoopbackPort.free())") + "\n"
    }

    @Test func itWorksAsItIsWritten() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(try script(), to: "tutorial.sh")
        // Both programs where the path leads to, however the test was started.
        let path = "\(Products.folder):/usr/local/bin:/usr/bin:/bin"
        let ending = try ChildProcess(
            "/bin/bash",
            ["--noprofile", "--norc", file],
            folder: folder.path,
            environment: ["PATH": path, "GITHUB_ACTIONS": "", "GITHUB_STEP_SUMMARY": "", "NO_COLOR": "1"]
        ).wait(atMost: 170)
        #expect(ending.status == 0, "\(ending.output)\n\(ending.errors)")
        // What the text says of the two runs. A busy machine may leave the first one open and make the second one
        // INVALID; that the objective is missed is seen all the same.
        #expect(ending.output.contains("✗ FAIL         p95 < 150ms of schedule.*"), "\(ending.output)")
        #expect(ending.output.components(separatedBy: "exit status ").count >= 3)
        for name in ["report.html", "summary.md", "junit.xml", "verdict.json", "run.json", "histograms.hlog"] {
            #expect(folder.files.count { $0.hasSuffix("/\(name)") } == 2, "\(name)")
        }
        #expect(folder.files.contains("turnos.csv"))
    }
}
