import Foundation
import ScenarioLanguage
import Testing

@testable import ScenarioImport

/// Each input in `Fixtures` with the scenario that is made of it, `INPUT.zonda`. With `UPDATE_GOLDEN=1` in the
/// environment they are written anew.
@Suite struct ImportGoldenTests {
    @Test("What is refused says why", arguments: ImportFixtures.names.filter { !ImportFixtures.accepted.contains($0) })
    func message(_ name: String) throws {
        let wanted = try String(
            contentsOf: ImportFixtures.folder.appendingPathComponent(name + ".message"),
            encoding: .utf8
        )
        #expect(throws: ImportError(wanted.trimmingCharacters(in: .newlines))) {
            try ImportFixtures.imported(try ImportFixtures.bytes(name), as: name)
        }
    }

    @Test(arguments: ImportFixtures.accepted)
    func scenario(_ name: String) throws {
        let scenario = try ImportFixtures.imported(try ImportFixtures.bytes(name), as: name)
        #expect(!scenario.compilation.hasErrors, "\(ImportFixtures.mistakes(scenario))")
        let golden = ImportFixtures.folder.appendingPathComponent("\(name).zonda")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try scenario.text.write(to: golden, atomically: true, encoding: .utf8)
        }
        #expect(scenario.text == (try? String(contentsOf: golden, encoding: .utf8)))
    }

    /// Nothing but notes and the secrets that are not given: no unused name, no step that is never reached.
    @Test(arguments: ImportFixtures.accepted)
    func compilesWithoutWarnings(_ name: String) throws {
        let scenario = try ImportFixtures.imported(try ImportFixtures.bytes(name), as: name)
        let warnings = scenario.compilation.diagnostics.filter { $0.severity != .note }
        #expect(warnings.isEmpty, "\(ImportFixtures.mistakes(scenario))")
    }

    @Test(arguments: ImportFixtures.accepted)
    func isLaidOutAlready(_ name: String) throws {
        let text = try ImportFixtures.imported(try ImportFixtures.bytes(name), as: name).text
        #expect(ScenarioFormatter.format(text) == text)
    }

    /// The secrets of the inputs: passwords, tokens, cookies, keys.
    @Test(arguments: ImportFixtures.accepted)
    func holdsNoSecret(_ name: String) throws {
        let text = try ImportFixtures.imported(try ImportFixtures.bytes(name), as: name).text
        for secret in [
            "mi clave secreta", "eyJhbGciOiJIUzI1NiJ9", "8f7a6b5c4d3e", "yes-2026", "secreto-1", "APP_USR-112233445566",
            "hunter2-hunter2", "GA1.2.3", "Hidden7",
        ] {
            #expect(!text.lowercased().contains(secret.lowercased()), "\(secret)")
        }
    }
}
