import Foundation
import LoadMetrics
import LoadTestKit
import Testing

/// How requests are made, as a real nginx sees them.
@Suite(.serialized) struct SendingTests {
    typealias Site = ConnectionTests.Site

    @Test func redirectsAreOneRequestAndStayWithTheTarget() throws {
        let foreign = LoopbackPort.free()
        let site = try Site(
            http: "server { listen 127.0.0.1:\(foreign); access_log FOREIGN asked; return 200; }"
                .replacingOccurrences(of: "FOREIGN", with: "/dev/null"),
            locations: """
                absolute_redirect off;
                location = /login { return 302 /welcome; }
                location = /loop { return 302 /loop; }
                location = /away { return 302 http://turnos.example:\(foreign)/; }
                """
        )
        let run = try site.run(
            site.server.url,
            steps: """
                GET /login as login
                  redirects follow 3
                  expect status 200
                GET /login as stays
                  expect status 302
                think 20ms
                """
        )
        #expect(run.failures.isEmpty, "\(run.failures)")
        let asked = Dictionary(grouping: run.lines, by: \.uri).mapValues(\.count)
        // Two steps ask for /login, one of them goes on to /welcome.
        #expect(run.audit.requests == 80)
        #expect(asked == ["/login": 80, "/welcome": 40])
        let loop = try site.run(site.server.url, steps: "GET /loop as l\n redirects follow 3\n think 20ms")
        #expect(Set(loop.failures.keys) == ["protocol"])
        let away = try site.run(site.server.url, steps: "GET /away as a\n redirects follow 3\n think 20ms")
        #expect(!away.failures.isEmpty)
        #expect(away.failures.values.reduce(0, +) == Int(away.audit.requests))
    }

    @Test func cookiesAreEachUsersOwn() throws {
        let site = try Site(
            locations: "location = /enter { add_header Set-Cookie session=$connection; return 200; }"
        )
        let steps = "GET /enter as enter\n GET /x as x\n think 20ms"
        let run = try site.run(site.server.url, steps: steps)
        let answered = run.lines.filter { $0.uri == "/x" }
        #expect(answered.count == 40)
        #expect(answered.allSatisfy { $0.cookie == "session=\($0.connection)" })
        let without = try site.run(site.server.url, "cookies off", steps: steps)
        #expect(without.lines.dropFirst(run.lines.count).allSatisfy { $0.cookie == "-" || $0.cookie.isEmpty })
    }

    @Test func compressionAuthorizationAndOtherServices() throws {
        let site = try Site(
            http: "gzip on; gzip_types application/json; gzip_min_length 1;",
            locations:
                "location = /x { default_type application/json; return 200 '{\"id\":\"abcabcabcabcabcabcabc\"}'; }"
        )
        let steps = """
            defaults { auth basic "zoe" "${PW}" }
            GET /x as x
              compression on
              expect json $.id starts with "abcabc"
            GET /y as y
              auth bearer "t0k"
            GET "https://localhost:\(site.securePort)/z" as z
            think 20ms
            """
        let ca = "tls { ca \"\(site.authority.certificate)\" }"
        let run = try site.run(site.server.url, ca, top: "secret PW", steps: steps)
        #expect(run.failures.isEmpty, "\(run.failures)")
        let credentials = "Basic " + Data("zoe:cl@ve:1".utf8).base64EncodedString()
        for line in run.lines {
            switch line.uri {
            case "/x":
                #expect(line.encoding.contains("gzip"))
                #expect(line.authorization == credentials)
            case "/y":
                #expect(line.encoding == "-" || line.encoding.isEmpty)
                #expect(line.authorization == "Bearer t0k")
            default:
                // What the target knows a user by is no other service's business.
                #expect(line.authorization == "-" || line.authorization.isEmpty)
                #expect(line.tls == "TLSv1.3")
            }
        }
        #expect(Set(run.lines.map(\.uri)) == ["/x", "/y", "/z"])
        #expect(run.connections == 8)
        for file in site.folder.files where file.hasPrefix("results") {
            let bytes = FileManager.default.contents(atPath: "\(site.folder.path)/\(file)") ?? Data()
            #expect(!String(decoding: bytes, as: UTF8.self).contains("cl@ve"), "\(file)")
        }
    }

    @Test func whatHasNotChangedIsNotSentAgain() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/static", withIntermediateDirectories: true)
        try folder.write("{\"v\":1}", to: "static/page.json")
        let served = try Site(locations: "location /static/ { root \(folder.path); }")
        let run = try served.run(
            served.server.url,
            steps: "GET /static/page.json as page\n conditional\n expect status 200\n think 20ms"
        )
        #expect(run.failures.isEmpty, "\(run.failures)")
        let statuses = Dictionary(grouping: run.lines, by: \.status).mapValues(\.count)
        // Each user gets it once.
        #expect(statuses["200"] == 4)
        #expect(statuses["304"] == 36)
    }

    @Test func tooManyRequestsAreThrottled() throws {
        let site = try Site(
            http: "limit_req_zone $binary_remote_addr zone=few:1m rate=5r/s;",
            locations: """
                location = /few {
                  limit_req zone=few; limit_req_status 429; error_page 429 = @many; try_files /none @few;
                }
                location @few { return 200; }
                location @many { add_header Retry-After 1 always; return 429; }
                """
        )
        let run = try site.run(site.server.url, steps: "GET /few as few")
        let throttled = run.failures["throttled"] ?? 0
        // The four users ask at the same time, and one of them is served.
        #expect(throttled > 0 && throttled < 40, "\(run.failures)")
        #expect(run.failures.keys.allSatisfy { $0 == "throttled" })
        #expect(run.lines.filter { $0.status == "429" }.count == throttled)
    }

    @Test func filesAndPartsArrive() throws {
        let site = try Site(
            locations:
                "location = /up { client_max_body_size 1m; if ($content_length = 300000) { return 201; } return 400; }"
        )
        try site.folder.write(String(repeating: "x", count: 300_000), to: "big.bin")
        let run = try site.run(
            site.server.url,
            steps: "PUT /up as up\n body from \"big.bin\"\n expect status 201\n think 20ms"
        )
        #expect(run.failures.isEmpty, "\(run.failures) \(run.ending.errors)")
        #expect(run.audit.bytesOut > 300_000 * 40)
    }
}
