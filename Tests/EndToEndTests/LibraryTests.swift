import Foundation
import LoadTestKit
import Testing

/// The program of docs/library.md, built as a package of its own that depends on this one, and run.
@Suite(.serialized) struct LibraryTests {
    private static func block(_ kind: String) throws -> String {
        let text = try String(contentsOfFile: "\(Products.root)/docs/library.md", encoding: .utf8)
        let parts = text.components(separatedBy: "```swift \(kind)\n")
        try #require(parts.count == 2, "one block of \(kind)")
        return parts[1].components(separatedBy: "\n```")[0] + "\n"
    }

    private static let scenario = """
        scenario "Library"
        target "URL"
        flow main {
          GET /things as things
            expect json $.id == 7
          think 20ms
        }
        load { users 5 for 3s }
        slo { errors < 5% }

        """

    @Test func theProgramOfThePageBuildsAndRuns() throws {
        let folder = try TemporaryFolder()
        // A package is known by the name of its folder, which a checkout may call otherwise.
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/zonda",
            withDestinationPath: Products.root
        )
        let manifest = try Self.block("package")
        #expect(manifest.contains("../zonda"))
        for name in ["check", "check/Sources", "check/Sources/check"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)",
                withIntermediateDirectories: true
            )
        }
        _ = try folder.write(manifest, to: "check/Package.swift")
        _ = try folder.write(try Self.block("program"), to: "check/Sources/check/main.swift")

        // Kept between runs, so that only what has changed is built again.
        let scratch = "\(Products.root)/.build/library"
        let build = try ChildProcess(
            "/usr/bin/env",
            [
                "swift", "build", "--package-path", "\(folder.path)/check", "--scratch-path", scratch,
                "--product", "check",
            ]
        ).wait(atMost: 900)
        try #require(build.status == 0, "\(build.output.suffix(4000))\n\(build.errors.suffix(4000))")

        let server = try ScriptedServer { _ in
            [.answer(200, #"{"id":7}"#, fields: ["Content-Type: application/json"])]
        }
        defer { server.stop() }
        let scenario = try folder.write(Self.scenario.replacing("URL", with: server.url), to: "library.zonda")
        let ending = try ChildProcess("\(scratch)/debug/check", [scenario, "\(folder.path)/results"]).wait(atMost: 60)
        #expect(ending.status == 0, "\(ending.errors)")
        let outcomes = ["pass", "fail", "inconclusive", "invalid"]
        #expect(outcomes.contains(ending.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(ending.output)")
        #expect(server.requestCount > 50)
        for name in ["run.json", "verdict.json", "junit.xml", "summary.md", "report.html"] {
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/results/\(name)"), "\(name)")
        }
    }

    /// A package with unsafe flags is refused as a dependency (SwiftPM, `unsafeFlags`).
    @Test func theManifestHasNoUnsafeFlags() throws {
        let manifest = try String(contentsOfFile: "\(Products.root)/Package.swift", encoding: .utf8)
        #expect(!manifest.contains("unsafeFlags"))
    }
}
