import Foundation
import LoadTestKit
import Testing

/// How connections are made, as a real nginx sees them: one test after another, each a short run.
@Suite(.serialized) struct ConnectionTests {
    /// nginx with and without TLS, a log, and a folder for the scenario.
    struct Site {
        let folder: TemporaryFolder
        let authority: TestAuthority
        let server: NginxServer
        let securePort: Int
        var log: String { "\(folder.path)/asked.log" }

        init(tls: String = "ssl_protocols TLSv1.2 TLSv1.3;", http: String = "", locations: String = "") throws {
            folder = try TemporaryFolder()
            authority = try TestAuthority()
            let names = ["DNS:localhost", "DNS:*.turnos.test", "IP:127.0.0.1"]
            let (certificate, key) = try authority.sign("server", for: names)
            securePort = LoopbackPort.free()
            server = try NginxServer(
                server: """
                    listen 127.0.0.1:\(securePort) ssl http2;
                    listen unix:\(folder.path)/nginx.sock;
                    access_log \(folder.path)/asked.log asked;
                    \(locations)
                    location / { default_type application/json; return 200 '{"id":"b7f1c2d4"}'; }
                    """,
                http: """
                    \(ServedRequests.logFormat)
                    ssl_certificate \(certificate);
                    ssl_certificate_key \(key);
                    ssl_session_cache shared:sessions:1m;
                    \(tls)
                    \(http)
                    """
            )
        }

        var secure: String { "https://localhost:\(securePort)" }

        func run(
            _ target: String,
            _ lines: String = "",
            top: String = "",
            steps: String = "GET /x as x\n expect status 200\n think 100ms",
            load: String = "users 4 for 1500ms"
        ) throws -> ServedRequests {
            let scenario = """
                scenario "Served"
                target "\(target)" { \(lines) }
                \(top)
                flow main { \(steps) }
                load { \(load) }
                slo { p95 < 5s }
                """
            return try ServedRequests(scenario, in: folder, log: log, environment: ["PW": "cl@ve:1"])
        }
    }

    @Test func usersHaveConnectionsOfTheirOwnByHTTP2() throws {
        let site = try Site()
        let run = try site.run(site.secure, "http 2  tls { ca \"\(site.authority.certificate)\" }")
        #expect(run.lines.count > 20, "\(run.ending.output)\(run.ending.errors)")
        #expect(run.lines.allSatisfy { $0.version == "HTTP/2.0" && $0.tls == "TLSv1.3" && $0.status == "200" })
        #expect(run.connections == 4)
        #expect(run.audit("connections") == 4)
    }

    @Test func requestsAtTheSameTimeShareAnHTTP2Connection() throws {
        let site = try Site()
        let steps = "parallel { GET /a as a  GET /b as b  GET /c as c }\n think 100ms"
        let run = try site.run(site.secure, "http 2  tls { ca \"\(site.authority.certificate)\" }", steps: steps)
        #expect(run.lines.count > 30, "\(run.ending.output)\(run.ending.errors)")
        #expect(run.connections == 4)
        let plain = try site.run(site.server.url, steps: steps)
        #expect(Set(plain.lines.filter { $0.tls == "-" || $0.tls.isEmpty }.map(\.connection)).count == 12)
    }

    @Test func http2WithoutTLSIsDemanded() throws {
        let port = LoopbackPort.free()
        let site = try Site(
            http: "server { listen 127.0.0.1:\(port) http2; access_log LOG asked; return 200; }"
                .replacingOccurrences(of: "LOG", with: "/dev/null")
        )
        let run = try site.run("http://127.0.0.1:\(port)", "http 2 only")
        #expect(run.failures.isEmpty, "\(run.failures)")
        #expect(run.audit("requests") > 20)
        #expect(run.audit("connections") == 4)
        let refused = try site.run(site.server.url, "http 2 only")
        #expect(refused.failures.values.reduce(0, +) == refused.audit("requests"))
    }

    @Test func sessionsAreTakenUpAgainUnlessSaidOtherwise() throws {
        let site = try Site()
        let tls = "ca \"\(site.authority.certificate)\""
        let resuming = try site.run(site.secure, "connections new per iteration  tls { \(tls) }")
        #expect(resuming.lines.count > 20, "\(resuming.ending.output)\(resuming.ending.errors)")
        #expect(resuming.connections == resuming.lines.count)
        // Each user pays for one whole handshake.
        #expect(resuming.lines.filter { !$0.isResumed }.count == 4)
        let before = resuming.lines.count
        let whole = try site.run(site.secure, "connections new per iteration  tls { \(tls) resumption off max 1.2 }")
        let lines = whole.lines.dropFirst(before)
        #expect(lines.count > 20)
        #expect(lines.allSatisfy { !$0.isResumed && $0.tls == "TLSv1.2" })
    }

    @Test func versionsAndCertificatesAreChecked() throws {
        let site = try Site(tls: "ssl_protocols TLSv1.2;")
        let ca = "ca \"\(site.authority.certificate)\""
        let tooNew = try site.run(site.secure, "tls { \(ca) min 1.3 }")
        #expect(Set(tooNew.failures.keys) == ["tls"])
        let stranger = try TestAuthority("Stranger")
        let unknown = try site.run(site.secure, "tls { ca \"\(stranger.certificate)\" }")
        #expect(Set(unknown.failures.keys) == ["tls"])
        #expect(unknown.lines.isEmpty)
        let unchecked = try site.run(site.secure, "tls { ca \"\(stranger.certificate)\" verify off }")
        #expect(unchecked.failures.isEmpty)
        let otherName = try site.run(site.secure, "tls { \(ca) sni \"turnos.example\" }")
        #expect(Set(otherName.failures.keys) == ["tls"])
    }

    @Test func usersShowTheirCertificate() throws {
        let port = LoopbackPort.free()
        let clients = try TestAuthority("Clients")
        let (certificate, key) = try clients.sign("user", for: ["DNS:user"])
        let site = try Site(
            http: """
                server { listen 127.0.0.1:\(port) ssl; ssl_verify_client on;
                  ssl_client_certificate \(clients.certificate); return 200; }
                """
        )
        let ca = "ca \"\(site.authority.certificate)\""
        let target = "https://localhost:\(port)"
        let shown = try site.run(target, "tls { \(ca) certificate \"\(certificate)\" key \"\(key)\" }")
        #expect(shown.failures.isEmpty, "\(shown.ending.output)")
        #expect(shown.audit("requests") > 20)
        let without = try site.run(target, "tls { \(ca) }")
        #expect(without.failures.values.reduce(0, +) == without.audit("requests"))
    }

    @Test func eachTenantHasItsOwnServerName() throws {
        let site = try Site()
        let run = try site.run(
            "https://127.0.0.1:\(site.securePort)",
            "tls { ca \"\(site.authority.certificate)\" sni \"${tenant}.turnos.test\" }",
            top: "tenants { barber doctor }"
        )
        #expect(run.failures.isEmpty, "\(run.ending.output)")
        #expect(Set(run.lines.map(\.serverName)) == ["barber.turnos.test", "doctor.turnos.test"])
        #expect(run.lines.allSatisfy { $0.host == $0.serverName })
        #expect(run.connections == 4)
    }

    @Test func connectionsLeadWhereTheScenarioSays() throws {
        let site = try Site()
        let port = site.securePort
        let elsewhere = try site.run(
            "https://api.turnos.test",
            "connect \"api.turnos.test\" to \"127.0.0.1:\(port)\"  tls { ca \"\(site.authority.certificate)\" }",
            top: "targets \"api.turnos.test\""
        )
        #expect(elsewhere.failures.isEmpty, "\(elsewhere.ending.output)\(elsewhere.ending.errors)")
        #expect(elsewhere.lines.count > 20)
        #expect(elsewhere.lines.allSatisfy { $0.host == "api.turnos.test" && $0.serverName == "api.turnos.test" })
        let plain = site.server.port
        let resolved = try site.run(
            "http://api.turnos.test:\(plain)",
            "resolve \"api.turnos.test:\(plain)\" to \"127.0.0.1\"  source address \"127.0.0.9\"",
            top: "targets \"api.turnos.test\""
        )
        #expect(resolved.failures.isEmpty)
        #expect(resolved.lines.last?.address == "127.0.0.9")
        let socket = try site.run("http://localhost", "unix socket \"\(site.folder.path)/nginx.sock\"")
        #expect(socket.failures.isEmpty)
        #expect(socket.lines.last?.address == "unix:")
        #expect(socket.audit("connections") == 4)
        // Neither listed nor allowed: nothing is sent.
        let unlisted = try site.run("http://localhost", "connect \"localhost\" to \"turnos.example:80\"")
        #expect(unlisted.ending.status == 64)
        #expect(unlisted.ending.errors.contains("turnos.example"))
    }

    @Test func aProxyStandsBetween() throws {
        let site = try Site()
        let target = site.server.port
        let log = "\(site.folder.path)/proxied.log"
        let proxy = try NginxServer(
            server: """
                access_log \(log) asked;
                location / { proxy_pass http://127.0.0.1:\(target); proxy_http_version 1.1; }
                """,
            http: ServedRequests.logFormat
        )
        let run = try site.run(
            "http://turnos.test:81",
            "proxy \"http://zoe:${PW}@127.0.0.1:\(proxy.port)\"",
            top: "secret PW\ntargets \"turnos.test\""
        )
        #expect(run.failures.isEmpty, "\(run.ending.output)\(run.ending.errors)")
        let seen = try ServedRequests(run.ending, in: site.folder, log: log)
        #expect(seen.lines.count > 20)
        #expect(seen.connections == 4)
        let credentials = "Basic " + Data("zoe:cl@ve:1".utf8).base64EncodedString()
        #expect(seen.lines.allSatisfy { $0.host == "turnos.test" && $0.proxyAuthorization == credentials })
    }

    @Test func namesAreLookedUpByEachUser() throws {
        let site = try Site()
        let run = try site.run("http://localhost:\(site.server.port)", "dns per user  connections new per iteration")
        #expect(run.failures.isEmpty, "\(run.failures)")
        #expect(run.lines.count > 20)
        #expect(run.connections == run.lines.count)
        let again = try site.run("http://localhost:\(site.server.port)", "dns every 1s")
        #expect(again.failures.isEmpty)
    }

    @Test func connectionsCanBeShared() throws {
        let site = try Site()
        // Users who come one after another find the connections of those who think.
        let load = "users 1 -> 16 over 1500ms"
        let run = try site.run(site.server.url, "connections shared  cookies off", load: load)
        #expect(run.failures.isEmpty)
        #expect(run.lines.count > 50)
        #expect(run.audit("connections") < 12)
        #expect(try site.run(site.server.url, load: load).audit("connections") >= 15)
    }

    @Test func aRestartedServiceIsErrorsAndThenNone() throws {
        let folder = try TemporaryFolder()
        let answers = "location / { return 200; }"
        let first = try NginxServer(server: answers)
        let scenario = """
            scenario "Restart"
            target "\(first.url)"
            flow main { GET /x as x
              expect status 200
              think 20ms }
            load { users 8 for 6s }
            slo { errors < 100% }
            """
        let file = try folder.write(scenario, to: "restart.zonda")
        let command = try ZondaCommand.start(["run", file, "--no-live", "--out", "\(folder.path)/results"])
        usleep(2_000_000)
        try first.stop()
        usleep(500_000)
        let second = try NginxServer(server: answers, port: first.port)
        let run = try ServedRequests(command.wait(), in: folder, log: "")
        withExtendedLifetime(second) {}
        let kinds = Set(run.failures.keys)
        #expect(!kinds.isEmpty && kinds.isSubset(of: ["connect", "reset"]), "\(run.failures)")
        // Each of the eight has its connection again.
        #expect(run.audit("connections") >= 16)
        #expect(run.audit("requests") > 8 * 60)
        let path = try #require(folder.files.first { $0.hasSuffix("timeline.ndjson") })
        let timeline = try String(contentsOfFile: "\(folder.path)/\(path)", encoding: .utf8)
        let last = timeline.split(separator: "\n").suffix(2)
        #expect(last.count == 2)
    }
}
