import Foundation
import Groundwork
import LoadPlan
import Testing

@testable import ScenarioLanguage

/// What becomes of the clauses that say how a request and its connection are made.
@Suite struct RequestTests {
    private func plan(_ text: String, secrets: [String: String] = [:]) throws -> Plan {
        var options = Fixtures.options()
        options.secrets = { secrets[$0] }
        options.readFile = { path in Array("bytes of \(path)".utf8) }
        let compilation = Fixtures.compile(text, options: options)
        return try #require(compilation.plan, "\(Fixtures.text(compilation))")
    }

    private func request(_ flow: String, before: String = "") throws -> Request {
        let plan = try plan(Fixtures.scenario(flow: flow, before: before))
        guard case .request(let request) = plan.flows[0].steps[0] else { throw CocoaError(.featureUnsupported) }
        return request
    }

    private func text(_ template: Template?) -> String {
        template?.constant.map { String(decoding: $0, as: UTF8.self) } ?? "not constant"
    }

    private func connection(_ lines: String, before: String = "") throws -> Connection {
        let text = """
            scenario "Test"
            target "https://turnos.test" { \(lines) }
            \(before)
            flow main { GET / as home }
            load { users 1 for 1m }
            slo { errors < 1% }
            """
        return try plan(text, secrets: ["PW": "p@ss:word"]).connection
    }

    @Test func rulesOfSending() throws {
        let request = try request(
            """
            GET /a as a
              redirects follow 3
              compression on
              conditional
            """
        )
        #expect(request.redirects == 3)
        #expect(request.compression)
        #expect(request.conditional)
    }

    @Test func authorizationIsAHeader() throws {
        let bearer = try request("GET /a as a\n auth bearer \"t\"")
        #expect(bearer.headers.map(\.name) == ["Authorization"])
        #expect(text(bearer.headers.first?.value) == "Bearer t")
        let basic = try request("GET /a as a\n auth basic \"u\" \"p\"")
        guard case .place(.call(.base64, _), .header)? = basic.headers.first?.value.segments.last else {
            Issue.record("\(basic.headers)")
            return
        }
    }

    @Test func authorizationOfDefaultsCanBeReplacedOrTakenBack() throws {
        let head = "defaults { auth bearer \"outer\" }"
        #expect(try request("GET /a as a", before: head).headers.count == 1)
        #expect(try request("GET /a as a\n auth off", before: head).headers.isEmpty)
        let own = try request("GET /a as a\n header authorization: mine", before: head)
        #expect(own.headers.map { text($0.value) } == ["mine"])
    }

    @Test func otherServicesGetNoneOfTheTargetsSecrets() throws {
        let head = """
            targets "pagos.test"
            defaults { auth bearer "t"  header Host: a.test  header X-Trace: 1 }
            """
        let plan = try plan(
            Fixtures.scenario(flow: "GET https://pagos.test/v1?x=1 as a\n GET https://pagos.test as b", before: head)
        )
        #expect(plan.services == [Plan.Target(scheme: "https", host: "pagos.test", port: 443)])
        #expect(plan.ownHosts == ["pagos.test"])
        let requests = plan.flows[0].steps.compactMap { step in
            if case .request(let request) = step { request } else { nil }
        }
        #expect(requests.map(\.service) == [0, 0])
        #expect(requests.map { text($0.path) } == ["/v1?x=1", "/"])
        #expect(requests[0].headers.map(\.name) == ["X-Trace"])
    }

    @Test func rangesBecomeNumbers() throws {
        let request = try request("GET /a as a\n forwarded for \"181.12.7.9/16\"")
        let expected = Expression.call(
            .userAddress,
            [.literal(.integer((181 << 24) + (12 << 16))), .literal(.integer(65536))]
        )
        #expect(request.headers.first?.value.segments == [.place(expected, .header)])
    }

    @Test func bodiesOfFilesAndParts() throws {
        let file = try request("PUT /a as a\n body from \"x.bin\"")
        #expect(file.body == .file(Array("bytes of x.bin".utf8)))
        let parts = try request("POST /a as a\n multipart { file: 1  file doc from \"d/x.pdf\" type \"a/b\" }")
        guard case .multipart(let made, let boundary) = parts.body else {
            Issue.record("\(parts.body)")
            return
        }
        #expect(made.map(\.name) == ["file", "doc"])
        #expect(made[1].content == .file(Array("bytes of d/x.pdf".utf8), name: "x.pdf", type: "a/b"))
        #expect(boundary.count == 46)
    }

    /// A shared file's paths are meant beside it.
    @Test func filesOfSharedFlowsStandBesideThem() throws {
        var options = Fixtures.options()
        options.readFile = { path in
            let text = path.hasSuffix(".zonda") ? "flow up { PUT /a as a\n body from \"x.bin\" }" : "bytes of \(path)"
            return Array(text.utf8)
        }
        let text = """
            scenario "Test"
            target "http://127.0.0.1:8080"
            use "sub/common.zonda"
            load { users 1 for 1m }
            slo { errors < 1% }
            """
        let compilation = Fixtures.compile(text, options: options)
        let plan = try #require(compilation.plan, "\(Fixtures.text(compilation))")
        guard case .request(let request) = plan.flows[0].steps[0] else { throw CocoaError(.featureUnsupported) }
        #expect(request.body == .file(Array("bytes of sub/x.bin".utf8)))
    }

    @Test func graphQLIsJSONAndItsErrorsFail() throws {
        let request = try request(
            #"POST /g as g"# + "\n" + #" graphql { query "{ a(x: \"y\") }" variables { "n": 1 } operation "A" }"#
        )
        guard case .json(let body) = request.body else {
            Issue.record("\(request.body)")
            return
        }
        #expect(text(body) == #"{"query":"{ a(x: \"y\") }","variables":{"n":1},"operationName":"A"}"#)
        #expect(request.checks.map(\.text) == ["no errors in the GraphQL answer"])
        let own = try self.request("POST /g as g\n graphql { query \"{ a }\" }\n expect json $.errors is array")
        #expect(own.checks.map(\.text) == ["json $.errors is array"])
    }

    @Test func targetsSayHowTheyAreReached() throws {
        let connection = try connection(
            """
            http 2 only ; connections shared ; cookies off ; dns every 30s
            source address "10.0.0.1"
            connect "turnos.test" to "127.0.0.1:8443"
            tls { ca "ca.pem" certificate "c.pem" key "/k.pem" verify off min 1.2 max 1.3 resumption off }
            """
        )
        #expect(connection.version == .http2Only)
        #expect(connection.sharing == .shared)
        #expect(connection.lookup == .every(30 * .second))
        #expect(!connection.cookies)
        #expect(connection.sourceAddress == "10.0.0.1")
        let detour = Connection.Detour(host: "turnos.test", port: nil, toHosts: ["127.0.0.1"], toPort: 8443)
        #expect(connection.detours == [detour])
        #expect(connection.tls.authorities == "ca.pem")
        #expect(connection.tls.key == "/k.pem")
        #expect(!connection.tls.verifies && !connection.tls.resumes)
        #expect(connection.tls.oldest == .tls12 && connection.tls.newest == .tls13)
    }

    @Test func aProxyMayHoldASecret() throws {
        let connection = try connection("proxy \"socks5://zoe:${PW}@proxy.test:1081\"", before: "secret PW")
        let expected = Connection.Proxy(
            scheme: "socks5h",
            host: "proxy.test",
            port: 1081,
            user: "zoe",
            password: "p@ss:word"
        )
        #expect(connection.proxy == expected)
        #expect(connection.proxy?.url == "socks5h://proxy.test:1081")
    }

    @Test func aServerNameMayFollowTheTenant() throws {
        let connection = try connection("tls { sni \"${tenant}.turnos.test\" }")
        let label = Template.Segment.place(.attribute(.tenant), .url)
        #expect(connection.serverName?.segments == [label, .literal(Array(".turnos.test".utf8))])
    }

    /// The same scenario against two machines is the same scenario; reached in another way it is another.
    @Test func theWayToATargetIsPartOfTheHash() throws {
        func hash(_ target: String) throws -> String {
            try plan(
                "scenario \"T\"\ntarget \(target)\nflow main { GET / as home }\n"
                    + "load { users 1 for 1m }\nslo { errors < 1% }"
            ).hash
        }
        let plain = try hash("\"http://127.0.0.1\" { http 2 }")
        #expect(try hash("\"http://127.0.0.2:8080\" { http 2 }") == plain)
        #expect(try hash("\"http://127.0.0.1\" { http 1.1 }") != plain)
    }
}
