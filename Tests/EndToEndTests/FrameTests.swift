import Foundation
import Glibc
import LoadTestKit
import Testing

/// Setup, shared values, teardown and budgets with the real command.
@Suite(.serialized) struct FrameTests {
    /// A service that hands out tokens and says what each request carried.
    private struct Service {
        let folder: TemporaryFolder
        let server: NginxServer
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

        func scenario(_ body: String, load: String) throws -> String {
            try folder.write(
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
                """,
                to: "frame.zonda"
            )
        }

        /// The folder of the only run.
        func run() throws -> String {
            let record = try #require(folder.files.first { $0.hasSuffix("/run.json") })
            return URL(fileURLWithPath: "\(folder.path)/\(record)").deletingLastPathComponent().path
        }
    }

    private static let environment = ["ADMIN_PASSWORD": "geheim-7"]

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
        let file = try service.scenario(Self.frame, load: "users 4 for 3s")
        let ending = try ZondaCommand.run(
            ["run", file, "--out", "\(service.folder.path)/results", "--shards", "2"],
            environment: Self.environment
        )
        #expect(ending.errors.contains("teardown failed"), "\(ending.errors)")
        #expect(ending.errors.contains("DELETE /refused answered 403"))
        #expect(try service.asked("POST /login ").count == 1)
        #expect(try service.asked("POST /login/other").count >= 3)
        let removed = try service.asked("DELETE /made/t-")
        #expect(removed.count == 1)
        let readers = Set(try service.asked("GET /read ").map { $0.split(separator: " ").last })
        #expect(readers.count == 1)
        let token = try #require(readers.first ?? nil)
        #expect(removed.first?.hasSuffix("Bearer \(token) key geheim-7") == true)
        let journal = "\(try service.run())/journal.ndjson"
        let text = try String(contentsOfFile: journal, encoding: .utf8)
        #expect(text.contains(token))
        #expect(!text.contains("geheim"))
        #expect(text.contains("\"failed\""))
        let mode = try FileManager.default.attributesOfItem(atPath: journal)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aKilledRunIsCleanedUpLater() throws {
        let service = try Service()
        let file = try service.scenario(
            Self.frame.replacingOccurrences(of: "  DELETE /refused as refused\n", with: ""),
            load: "users 2 for 60s"
        )
        let process = try ZondaCommand.start(
            ["run", file, "--out", "\(service.folder.path)/results"],
            environment: Self.environment
        )
        let end = Date().addingTimeInterval(20)
        while try service.asked("GET /read").isEmpty, Date() < end { usleep(20_000) }
        process.signal(SIGKILL)
        _ = try process.wait(atMost: 10)
        #expect(try service.asked("DELETE").isEmpty)
        let run = try service.run()
        let teardown = try ZondaCommand.run(["teardown", run], environment: Self.environment)
        #expect(teardown.status == 0, "\(teardown.output)\n\(teardown.errors)")
        #expect(!teardown.output.contains("geheim"))
        let removed = try service.asked("DELETE /made/t-")
        #expect(removed.count == 1)
        #expect(removed.first?.hasSuffix("key geheim-7") == true)
        let again = try ZondaCommand.run(["teardown", run], environment: Self.environment)
        #expect(again.status == 0)
        #expect(again.output.contains("nothing is left"))
        #expect(try service.asked("DELETE").count == 1)
    }

    @Test func aFailedSetupMeasuresNothing() throws {
        let service = try Service()
        let file = try service.scenario(
            "setup { POST /login as login  capture token = json $.token\n  POST /refused as refused }\n"
                + "teardown { DELETE /made/${token} as remove }",
            load: "users 2 for 60s"
        )
        let ending = try ZondaCommand.run(
            ["run", file, "--out", "\(service.folder.path)/results"],
            environment: Self.environment
        )
        #expect(ending.status == 69)
        #expect(ending.errors.contains("setup failed, so nothing was measured"))
        #expect(ending.errors.contains("POST /refused answered 403"))
        #expect(try service.asked("GET /read").isEmpty)
        #expect(try service.asked("DELETE /made/t-").count == 1)
        #expect(!service.folder.files.contains { $0.hasSuffix("run.json") })
    }

    @Test(arguments: ["ends flow", "ends run"])
    func aBudgetIsKeptExactly(_ ending: String) throws {
        let service = try Service()
        let file = try service.scenario(
            "setup { let token = \"x\" }",
            load: "users 8 for 3s  at most 37 of write \(ending)"
        )
        let run = try ZondaCommand.run(
            ["run", file, "--out", "\(service.folder.path)/results", "--shards", "3"],
            environment: Self.environment
        )
        #expect(try service.asked("POST /write").count == 37)
        #expect(run.output.contains("at most 37 of write"), "\(run.output)")
        let record = try String(contentsOfFile: "\(try service.run())/run.json", encoding: .utf8)
        #expect(record.contains("the budget is used up") == (ending == "ends run"))
    }
}
