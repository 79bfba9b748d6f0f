import Foundation
import Glibc
import LoadMetrics
import LoadTestKit
import Testing

/// Setup, shared values, teardown and budgets with the real command.
@Suite(.serialized) struct FrameTests {
    /// A service that hands out tokens and says what each request carried.
    private struct Service {
        let environment = ["ADMIN_PASSWORD": "geheim-7"]
        private let folder: TemporaryFolder
        private let server: NginxServer
        private let log: String

        init() throws {
            folder = try TemporaryFolder()
            log = "\(folder.path)/asked.log"
            server = try NginxServer(
                server: """
                    access_log \(log) asked;
                    location /login { default_type application/json; return 200 '{"token":"t-$request_id"}'; }
                    location /refused { return 403; }
                    location / { return 200; }
                    """,
                http: "log_format asked '$request_method $uri $http_authorization';"
            )
        }

        /// Lines of the log that begin with `text`.
        func asked(_ text: String) throws -> [String] {
            try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
                .filter { $0.hasPrefix(text) }
        }

        private func scenario(_ body: String, load: String) -> String {
            """
            scenario "Frame"
            target "\(server.url)"
            secret ADMIN_PASSWORD
            \(body)
            flow main {
              GET /read as read
                header Authorization: "Bearer ${token}"
              POST /write as write
              think 5ms
            }
            load { \(load) }
            slo { errors < 50% }
            """
        }

        /// Starts a run of a scenario with this frame.
        func start(_ body: String, load: String, _ options: [String] = []) throws -> RunUnderWay {
            try RunUnderWay(scenario(body, load: load), options, in: folder, environment: environment)
        }
    }

    private static let frame = """
        setup {
          POST /login as login
            json { "password": "${ADMIN_PASSWORD}" }
            capture token = json $.token
          let note = "key ${ADMIN_PASSWORD}"
        }
        shared other every 1s { POST /login/other as other  capture other = json $.token }
        teardown {
          DELETE /refused as refused
          DELETE /made/${other} as remove
            header Authorization: "Bearer ${token} ${note}"
        }
        """

    @Test func setupOnceTeardownOnceAndARefresh() throws {
        let service = try Service()
        let underWay = try service.start(Self.frame, load: "users 4 for 10m", ["--shards", "2"])
        // Once before the load, and every second from then on.
        try underWay.wait(until: "the shared value was made again twice") {
            try service.asked("POST /login/other").count >= 3
        }
        underWay.process.signal(SIGINT)
        let run = try underWay.finish()
        #expect(run.ending.errors.contains("teardown failed"), "\(run.printed)")
        #expect(run.ending.errors.contains("DELETE /refused answered 403"))
        #expect(try service.asked("POST /login ").count == 1)
        let removed = try service.asked("DELETE /made/t-")
        #expect(removed.count == 1)
        let readers = Set(try service.asked("GET /read ").map { $0.split(separator: " ").last })
        #expect(readers.count == 1)
        let token = try #require(readers.first ?? nil)
        #expect(removed.first?.hasSuffix("Bearer \(token) key geheim-7") == true)
        let journal = "\(try run.folder())/journal.ndjson"
        let text = try String(contentsOfFile: journal, encoding: .utf8)
        #expect(text.contains(token))
        #expect(!text.contains("geheim"))
        #expect(text.contains("\"failed\""))
        let mode = try FileManager.default.attributesOfItem(atPath: journal)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aKilledRunIsCleanedUpLater() throws {
        let service = try Service()
        let underWay = try service.start(
            Self.frame.replacingOccurrences(of: "  DELETE /refused as refused\n", with: ""),
            load: "users 2 for 10m"
        )
        try underWay.wait(until: "the load has begun") { try !service.asked("GET /read").isEmpty }
        underWay.process.signal(SIGKILL)
        let run = try underWay.finish().folder()
        #expect(try service.asked("DELETE").isEmpty)
        let teardown = try ZondaCommand.run(["teardown", run], environment: service.environment)
        #expect(teardown.status == 0, "\(teardown.output)\n\(teardown.errors)")
        #expect(!teardown.output.contains("geheim"))
        let removed = try service.asked("DELETE /made/t-")
        #expect(removed.count == 1)
        #expect(removed.first?.hasSuffix("key geheim-7") == true)
        let again = try ZondaCommand.run(["teardown", run], environment: service.environment)
        #expect(again.status == 0)
        #expect(again.output.contains("nothing is left"))
        #expect(try service.asked("DELETE").count == 1)
    }

    @Test func aFailedSetupMeasuresNothing() throws {
        let service = try Service()
        let run = try service.start(
            "setup { POST /login as login  capture token = json $.token\n  POST /refused as refused }\n"
                + "teardown { DELETE /made/${token} as remove }",
            load: "users 2 for 10m"
        ).finish()
        #expect(run.ending.status == 69, "\(run.printed)")
        #expect(run.ending.errors.contains("setup failed, so nothing was measured"))
        #expect(run.ending.errors.contains("POST /refused answered 403"))
        #expect(try service.asked("GET /read").isEmpty)
        #expect(try service.asked("DELETE /made/t-").count == 1)
        #expect(run.path == nil)
    }

    @Test(arguments: ["ends flow", "ends run"])
    func aBudgetIsKeptExactly(_ ending: String) throws {
        let service = try Service()
        let run = try service.start(
            "setup { let token = \"x\" }",
            load: "users 8 for 5s  at most 37 of write \(ending)",
            ["--shards", "3"]
        ).finish()
        #expect(try service.asked("POST /write").count == 37)
        #expect(try run.text("report.html").contains("at most 37 of write"))
        let isOver = try run.record().endReason?.contains("the budget is used up") ?? false
        #expect(isOver == (ending == "ends run"))
    }
}
