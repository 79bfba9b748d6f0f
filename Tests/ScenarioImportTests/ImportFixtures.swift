import Foundation
import Groundwork
import ScenarioLanguage
import Testing

@testable import ScenarioImport

/// The inputs beside these tests, and how each is imported.
enum ImportFixtures {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// All inputs: each has the scenario that is made of it beside it, `INPUT.zonda`.
    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let isInput = { (name: String) in !name.hasSuffix(".zonda") && !name.hasSuffix(".message") && name.contains(".")
        }
        return files.filter(isInput).sorted()
    }()

    /// Inputs that give a scenario; the others have a message instead, `INPUT.message`.
    static let accepted = names.filter {
        !FileManager.default.fileExists(atPath: folder.appendingPathComponent($0 + ".message").path)
    }

    /// One input of each format.
    static let formats = ["booking.har", "service.yaml", "collection.json", "commands.sh", "combined.log"]

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// Imports bytes as what the fixture of this name is.
    static func imported(
        _ bytes: [UInt8],
        as name: String,
        flows: Int? = nil
    ) throws(ImportError) -> ImportedScenario {
        var options = ImportOptions(name: name.split(separator: ".").first.map(String.init) ?? name)
        if let flows { options.flows = flows }
        return switch name.split(separator: ".").last {
        case "har": try ScenarioImporter.har(bytes, options: options)
        case "yaml": try ScenarioImporter.openAPI(bytes, options: options)
        case "json": try ScenarioImporter.postman(bytes, options: options)
        case "sh", "bat": try ScenarioImporter.curl(bytes, options: options)
        default: try log(bytes, options: options, piece: 1 << 16)
        }
    }

    /// A log that comes in pieces of so many bytes.
    static func log(_ bytes: [UInt8], options: ImportOptions, piece: Int) throws(ImportError) -> ImportedScenario {
        let pieces = Pieces(bytes, piece)
        return try ScenarioImporter.accessLog(options: options, inputs: [LogInput(next: pieces.next)])
    }

    static func curl(_ text: String) throws -> String {
        try ScenarioImporter.curl(Array(text.utf8), options: ImportOptions(name: "test")).text
    }

    /// What the compiler says, for messages of failed tests.
    static func mistakes(_ scenario: ImportedScenario) -> String {
        DiagnosticRenderer(sources: scenario.compilation.sources)
            .render(scenario.compilation.diagnostics.filter { $0.severity != .note })
    }
}

/// Gives bytes in pieces of one size, as a file is read.
final class Pieces {
    private var rest: ArraySlice<UInt8>
    private let size: Int

    init(_ bytes: [UInt8], _ size: Int) {
        rest = bytes[...]
        self.size = size
    }

    func next() throws(ImportError) -> [UInt8] {
        defer { rest = rest.dropFirst(size) }
        return Array(rest.prefix(size))
    }
}

extension SeededRandom {
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(below(UInt64(bound))) : 0 }
}
