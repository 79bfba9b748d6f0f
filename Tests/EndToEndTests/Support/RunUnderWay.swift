import Foundation
import Glibc
import LoadTestKit

/// A run of the real command that was started. Tests wait for what it does, never for a length of time: on a busy machine
/// everything takes longer.
struct RunUnderWay {
    let process: ChildProcess
    /// The folder that holds the run's own.
    private let results: String
    /// What lasts as long as the run and its results: folders go and servers end with their last user.
    private let kept: [any Sendable]

    /// Starts `zonda run`; the scenario is written into `folder`, and results go below it.
    init(
        _ scenario: String,
        _ options: [String] = [],
        in folder: TemporaryFolder,
        keeping server: NginxServer? = nil,
        environment: [String: String] = [:]
    ) throws {
        let name = UUID().uuidString
        let file = try folder.write(scenario, to: "\(name).zonda")
        try self.init(
            file: file,
            options,
            results: "\(folder.path)/results-\(name)",
            keeping: [folder, server as any Sendable],
            environment: environment
        )
    }

    /// Starts `zonda run` with a scenario that is there already.
    init(
        file: String,
        _ options: [String] = [],
        results: String,
        keeping kept: [any Sendable] = [],
        environment: [String: String] = [:]
    ) throws {
        self.results = results
        self.kept = kept
        process = try ZondaCommand.start(
            ["run", file, "--no-live", "--out", results] + options,
            environment: environment
        )
    }

    /// The run's folder, once there is one.
    var path: String? { FinishedRun.folder(below: results) }

    /// What a file of the run holds by now.
    func text(_ name: String) -> String {
        path.flatMap { try? String(contentsOfFile: "\($0)/\(name)", encoding: .utf8) } ?? ""
    }

    /// Waits until something holds; fails where that takes more than a minute, or where the run ends before.
    func wait(until what: String, _ holds: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(60)
        while try !holds() {
            guard Date() < end, process.isRunning else {
                throw ChildProcess.Failure(
                    description: "the run did not come to this: \(what)\n\(process.output)\n\(process.errors)"
                )
            }
            usleep(20_000)
        }
    }

    /// Waits until so many more seconds of its load are written down.
    func waitForSeconds(_ count: Int) throws {
        let lines = { text("timeline.ndjson").utf8.count { $0 == UInt8(ascii: "\n") } }
        let before = lines()
        try wait(until: "\(before + count) seconds of load") { lines() >= before + count }
    }

    /// Waits for its end.
    func finish(atMost seconds: Double = 120) throws -> FinishedRun {
        FinishedRun(try process.wait(atMost: seconds), results: results, keeping: kept)
    }
}
