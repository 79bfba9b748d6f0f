import Foundation
import LoadTestKit

/// nginx, a folder beside it, and scenarios that run from the one against the other: what most end-to-end tests need.
struct TestBed {
    let folder: TemporaryFolder
    let server: NginxServer

    /// What nginx answers unless a test says otherwise.
    static let slotAnswer = """
        location / { default_type application/json; return 200 '{"id":"b7f1c2d4","free":true}'; }
        """

    /// Starts nginx.
    /// - Parameters:
    ///   - server: directives of its `server` block.
    ///   - http: directives of its `http` block.
    init(_ server: String = TestBed.slotAnswer, http: String = "") throws {
        folder = try TemporaryFolder()
        self.server = try NginxServer(server: server, http: http)
    }

    /// A scenario of one flow; the target is given on the command line.
    static func scenario(
        load: String,
        slo: String,
        flow: String = "GET /api/slot as read\n    expect status 200\n    capture _slot = json $.id",
        top: String = ""
    ) -> String {
        """
        scenario "Probe"
        target "http://127.0.0.1:9"
        \(top)
        flow main {
          \(flow)
        }
        load { \(load) }
        slo { \(slo) }
        """
    }

    /// Starts a scenario against the server.
    func start(
        _ scenario: String,
        _ options: [String] = [],
        environment: [String: String] = [:]
    ) throws -> RunUnderWay {
        try RunUnderWay(
            scenario,
            ["--target", server.url] + options,
            in: folder,
            keeping: server,
            environment: environment
        )
    }

    /// Runs a scenario against the server to its end.
    func run(
        _ scenario: String,
        _ options: [String] = [],
        environment: [String: String] = [:]
    ) throws -> FinishedRun {
        try start(scenario, options, environment: environment).finish()
    }
}
