import Foundation
import LoadMetrics
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
            steps: String = "GET /x as x\n expect status 200\n think 20ms",
            // A number of requests that no stall of the machine changes: four users, forty iterations.
            load: String = "users 4 for 10m  iterations 10 per user"
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
        #expect(run.lines.count == 40, "\(run.ending.output)\(run.ending.errors)")
        #expect(run.lines.allSatisfy { $0.version == "HTTP/2.0" && $0.tls == "TLSv1.3" && $0.status == "200" })
        #expect(run.connections == 4)
        #expect(run.audit.connections == 4)
    }

    @Test func requestsAtTheSameTimeShareAnHTTP2Connection() throws {
        let site = try Site()
        let steps = "parallel { GET /a as a  GET /b as b  GET /c as c }\n think 20ms"
        let run = try site.run(site.secure, "http 2  tls { ca \"\(site.authority.certificate)\" }", steps: steps)
        #expect(run.lines.count == 120, "\(run.ending.output)\(run.ending.errors)")
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
        #expect(run.audit.requests == 40)
        #expect(run.audit.connections == 4)
        let refused = try site.run(site.server.url, "http 2 only")
        #expect(refused.failures.values.reduce(0, +) == Int(refused.audit.requests))
    }

    @Test func sessionsAreTakenUpAgainUnlessSaidOtherwise() throws {
        let site = try Site()
        let tls = "ca \"\(site.authority.certificate)\""
        let resuming = try site.run(site.secure, "connections new per iteration  tls { \(tls) }")
        #expect(resuming.lines.count == 40, "\(resuming.ending.output)\(resuming.ending.errors)")
        #expect(resuming.connections == resuming.lines.count)
        // Each user pays for one whole handshake.
        #expect(resuming.lines.filter { !$0.isResumed }.count == 4)
        let before = resuming.lines.count
        let whole = try site.run(site.secure, "connections new per iteration  tls { \(tls) resumption off max 1.2 }")
        let lines = whole.lines.dropFirst(before)
        #expect(lines.count == 40)
        #expect(lines.allSatisfy { !$0.isResumed && $0.tls == "TLSv1.2" })
    }

    @Test func versionsAndCertificatesAreChecked() throws {
        let site = try Site(tls: "ssl_protocols TLSv1.2;")
        let ca = "ca \"\(site.authority.certificate)\""
        let tooNew = try site.run(site.secure, "tls { \(ca) min 1.3 }")
        // The start probe agrees on TLS as the load would: nothing is sent where it cannot.
        #expect(tooNew.ending.status == 69 && tooNew.ending.errors.contains("does not agree on TLS"))
        let stranger = try TestAuthority("Stranger")
        let unknown = try site.run(site.secure, "tls { ca \"\(stranger.certificate)\" }")
        #expect(unknown.ending.status == 69 && unknown.ending.errors.contains("tls { ca \"FILE\" }"))
        #expect(unknown.lines.isEmpty)
        let unchecked = try site.run(site.secure, "tls { ca \"\(stranger.certificate)\" verify off }")
        #expect(unchecked.failures.isEmpty)
        let otherName = try site.run(site.secure, "tls { \(ca) sni \"turnos.example\" }")
        #expect(otherName.ending.status == 69)
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
        #expect(shown.audit.requests == 40)
        let without = try site.run(target, "tls { \(ca) }")
        #expect(without.failures.values.reduce(0, +) == Int(without.audit.requests))
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
        #expect(elsewhere.lines.count == 40)
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
        #expect(socket.audit.connections == 4)
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
        let seen = ServedRequests.lines(of: log)
        #expect(seen.count == 40)
        #expect(Set(seen.map(\.connection)).count == 4)
        let credentials = "Basic " + Data("zoe:cl@ve:1".utf8).base64EncodedString()
        #expect(seen.allSatisfy { $0.host == "turnos.test" && $0.proxyAuthorization == credentials })
    }

    @Test func namesAreLookedUpByEachUser() throws {
        let site = try Site()
        let run = try site.run("http://localhost:\(site.server.port)", "dns per user  connections new per iteration")
        #expect(run.failures.isEmpty, "\(run.failures)")
        #expect(run.lines.count == 40)
        #expect(run.connections == 40)
        let again = try site.run("http://localhost:\(site.server.port)", "dns every 1s")
        #expect(again.failures.isEmpty)
    }

    /// Users who take turns, a ticket's holder asking while the others wait: with shared connections all of them ask on
    /// the one that is idle.
    @Test func connectionsCanBeShared() throws {
        let site = try Site()
        let steps = """
            take ticket from tickets wait 60s
            GET /x as x
              expect status 200
            put ticket into tickets
            """
        let first = "flow first weight 0 at 0s { put 1 into tickets }"
        let load = "users 8 for 10m  iterations 5 per user"
        let shared = try site.run(site.server.url, "connections shared", top: first, steps: steps, load: load)
        #expect(shared.failures.isEmpty, "\(shared.run.printed)")
        #expect(shared.lines.count == 40)
        #expect(shared.connections == 1)
        let own = try site.run(site.server.url, top: first, steps: steps, load: load)
        #expect(own.audit.connections == 8)
    }

    @Test func aRestartedServiceIsErrorsAndThenNone() throws {
        let folder = try TemporaryFolder()
        let (before, after) = ("\(folder.path)/before.log", "\(folder.path)/after.log")
        let answers = { (log: String) in "access_log \(log) asked; location / { return 200; }" }
        let first = try NginxServer(server: answers(before), http: ServedRequests.logFormat)
        let scenario = """
            scenario "Restart"
            target "\(first.url)"
            flow main { GET /x as x
              expect status 200
              think 20ms }
            load { users 8 for 10m }
            slo { errors < 100% }
            """
        let connections = { (log: String) in Set(ServedRequests.lines(of: log).map(\.connection)).count }
        let underWay = try RunUnderWay(scenario, in: folder)
        try underWay.wait(until: "eight users have asked") { connections(before) == 8 }
        try first.stop()
        // The end is written down once a second.
        try underWay.waitForSeconds(2)
        let second = try NginxServer(server: answers(after), http: ServedRequests.logFormat, port: first.port)
        // Each of the eight has its connection again.
        try underWay.wait(until: "eight users have asked again") { connections(after) == 8 }
        withExtendedLifetime(second) { underWay.process.signal(SIGINT) }
        let run = try underWay.finish()
        let kinds = Set(try run.failures().keys)
        #expect(!kinds.isEmpty && kinds.isSubset(of: ["connect", "reset"]), "\(kinds)")
        #expect(try run.record().audit.connections >= 16)
    }
}
