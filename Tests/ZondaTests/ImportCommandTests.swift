import ArgumentParser
import Foundation
import Testing

@testable import zonda

@Suite("zonda import")
struct ImportCommandTests {
    /// A folder of its own, gone afterwards.
    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func run(_ words: String...) throws {
        var command = try Zonda.parseAsRoot(["import"] + words)
        try command.run()
    }

    @Test("A command line of curl becomes a file, which another import does not replace unasked")
    func curl() throws {
        try withFolder { folder in
            let out = folder.appendingPathComponent("a.zonda").path
            try run("curl", "curl -d x=1 http://127.0.0.1/pay", "-o", out)
            let text = try String(contentsOfFile: out, encoding: .utf8)
            #expect(text.contains("POST /pay as pay\n    form { x: 1 }"))
            let stop = #expect(throws: Stop.self) { try run("curl", "curl http://127.0.0.1/b", "-o", out) }
            #expect(stop?.status == .usage)
            #expect(try String(contentsOfFile: out, encoding: .utf8) == text)
            try run("curl", "curl http://127.0.0.1/b", "-o", out, "--force")
            #expect(try String(contentsOfFile: out, encoding: .utf8) != text)
        }
    }

    @Test("Secrets go to a file that only its owner may read")
    func secrets() throws {
        try withFolder { folder in
            let (out, secrets) = (folder.appendingPathComponent("a.zonda").path, folder.path + "/secrets.env")
            let command = "curl https://h.test/a -u me:hidden-77"
            try run("curl", command, "-o", out, "--secrets-out", secrets)
            #expect(try !String(contentsOfFile: out, encoding: .utf8).contains("hidden-77"))
            #expect(try SecretFile.read(secrets) == ["PASSWORD": "hidden-77"])
            // A file that was there and open to all becomes a new one.
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secrets)
            try run("curl", command, "-o", out, "--secrets-out", secrets, "--force")
            let mode = try FileManager.default.attributesOfItem(atPath: secrets)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test("Outputs that exist end with 64 before anything is written, those that cannot be written with 70")
    func outputs() throws {
        try withFolder { folder in
            let (out, secrets) = (folder.appendingPathComponent("a.zonda").path, folder.path + "/secrets.env")
            let command = "curl https://h.test/a -u me:hidden-77"
            try Data().write(to: URL(fileURLWithPath: secrets))
            #expect(failure { try run("curl", command, "-o", out, "--secrets-out", secrets) }?.status == .usage)
            #expect(!FileManager.default.fileExists(atPath: out))
            #expect(failure { try run("curl", command, "-o", out, "--secrets-out", out) }?.status == .usage)
            let nowhere = folder.path + "/none/secrets.env"
            let unwritable = failure { try run("curl", command, "--secrets-out", nowhere) }
            #expect(unwritable?.status == .internalError && unwritable?.message.contains(nowhere) == true)
        }
    }

    @Test("A log's arrivals stand beside the scenario, which compiles with them")
    func log() throws {
        try withFolder { folder in
            let log = folder.appendingPathComponent("access.log").path
            let line = #"1.1.1.1 - - [20/Nov/2026:10:00:0%d -0300] "GET /a HTTP/1.1" 200 5 "-" "x""#
            let lines = (0..<5).map { line.replacingOccurrences(of: "%d", with: "\($0)") }
            try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: log))
            let out = folder.appendingPathComponent("day.zonda").path
            try run("access-log", log, "--out", out)
            #expect(try String(contentsOfFile: out, encoding: .utf8).contains("rate from \"day.arrivals.csv\""))
            try CheckCommand.parse([out]).run()
        }
    }

    @Test("An input that is not what it is said to be ends with 65, a wrong command line with 64")
    func refused() throws {
        try withFolder { folder in
            let file = folder.appendingPathComponent("x").path
            try Data("hello".utf8).write(to: URL(fileURLWithPath: file))
            for format in ["har", "openapi", "postman", "curl", "access-log"] {
                for path in [file, folder.path, file + ".none"] {
                    let failure = failure { try run(format, path) }
                    #expect(failure?.status == .input && failure?.message.isEmpty == false, "\(format) \(path)")
                }
            }
            let stop = #expect(throws: Stop.self) { try run("access-log", file, "--flows", "0") }
            #expect(stop?.status == .usage)
        }
    }
}
