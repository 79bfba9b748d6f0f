import ArgumentParser
import Foundation
import Testing

@testable import zonda

@Suite("zonda fmt")
struct FormatCommandTests {
    private static let messy = "flow a {\nGET / as home\nexpect status 200\n}\n"
    private static let tidy = "flow a {\n  GET / as home\n    expect status 200\n}\n"

    /// A file of its own, gone afterwards.
    private func withFile(_ text: String, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fmt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.zonda").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try body(file)
        // No temporary file stays behind.
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.allSatisfy { $0.hasSuffix(".zonda") })
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("A messy file is laid out and keeps its permissions")
    func writes() throws {
        try withFile(Self.messy) { file in
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
            try FormatCommand.parse([file]).run()
            let written = try text(file)
            #expect(written == Self.tidy)
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o640)
            try FormatCommand.parse([file, "--check"]).run()
        }
    }

    @Test("--check writes nothing and ends with 65")
    func checks() throws {
        try withFile(Self.messy) { file in
            let stop = #expect(throws: Stop.self) { try FormatCommand.parse(["--check", file]).run() }
            #expect(stop?.status == .input)
            let written = try text(file)
            #expect(written == Self.messy)
        }
    }

    @Test("A link stays a link")
    func links() throws {
        try withFile(Self.messy) { file in
            let link = file.replacingOccurrences(of: "a.zonda", with: "b.zonda")
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
            try FormatCommand.parse([link]).run()
            let written = try text(file)
            #expect(written == Self.tidy)
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: link)
            #expect(target == file)
        }
    }

    @Test("Files that cannot be read are said")
    func unreadable() throws {
        let stop = #expect(throws: Stop.self) { try FormatCommand.parse(["/nonexistent/x.zonda"]).run() }
        #expect(stop?.status == .input)
    }
}
