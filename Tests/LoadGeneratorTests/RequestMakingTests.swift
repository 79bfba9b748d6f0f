import Curl
import Groundwork
import LoadMetrics
import LoadPlan
import Testing

@testable import LoadGenerator

/// What a request looks like when it is sent, and what its answer leaves behind.
@Suite struct RequestMakingTests {
    private func run(
        _ request: Request,
        users: Double = 1,
        for duration: UInt64 = 3 * .second,
        secrets: [Plan.Secret] = [],
        seed: UInt64 = 1,
        _ answer: @escaping (ScriptedTransport.Call) -> ScriptedTransport.Answer = { _ in .init(after: .second) }
    ) throws -> Simulation {
        let plan = Make.plan([.request(request)], load: Make.users(users, for: duration), secrets: secrets)
        return try Simulation(plan, seed: seed, script: answer)
    }

    private func place(_ expression: Expression, _ encoding: Template.Encoding = .header) -> Template {
        Template(segments: [.place(expression, encoding)])
    }

    @Test func basicAuthorizationIsWrittenOnce() throws {
        let whole = Template(segments: [
            .literal(Array("zoe:".utf8)), .place(.secret(0), .raw),
        ])
        let value = Template(segments: [
            .literal(Array("Basic ".utf8)), .place(.call(.base64, [.template(whole)]), .header),
        ])
        let result = try run(
            Make.request(headers: [.init(name: "Authorization", value: value)]),
            secrets: [.init(name: "PW", value: "clave")]
        )
        let call = try #require(result.calls.first)
        #expect(call.headers == ["Authorization: Basic em9lOmNsYXZl"])
        // Part of the shape: nothing is rendered for each request.
        #expect(call.shape.headers != nil)
    }

    @Test func eachUserHasOneAddressOfTheRange() throws {
        let range = Expression.call(.userAddress, [.literal(.integer(181 << 24)), .literal(.integer(1 << 24))])
        let request = Make.request(headers: [.init(name: "X-Forwarded-For", value: place(range))])
        let first = try run(request, users: 20)
        var byUser: [Int: Set<String>] = [:]
        for call in first.calls { byUser[call.user, default: []].formUnion(call.headers) }
        #expect(byUser.count == 20)
        #expect(byUser.values.allSatisfy { $0.count == 1 })
        #expect(Set(byUser.values).count > 15)
        #expect(byUser.values.joined().allSatisfy { $0.hasPrefix("X-Forwarded-For: 181.") })
        // From the seed: the same again, and others with another.
        #expect(try run(request, users: 20).calls.map(\.headers) == first.calls.map(\.headers))
        #expect(try run(request, users: 20, seed: 2).calls.map(\.headers) != first.calls.map(\.headers))
    }

    @Test func partsAreFramedByTheirBoundary() throws {
        let parts = [
            Request.Part(name: "who\"", content: .value(place(.attribute(.user), .raw))),
            Request.Part(name: "doc", content: .file([1, 2, 3], name: "a.bin", type: "x/y")),
        ]
        let result = try run(Make.request(method: "POST", body: .multipart(parts, boundary: "B")))
        let call = try #require(result.calls.first)
        #expect(call.headers == ["Content-Type: multipart/form-data; boundary=B"])
        let expected =
            Array(
                ("--B\r\nContent-Disposition: form-data; name=\"who%22\"\r\n\r\n1\r\n"
                    + "--B\r\nContent-Disposition: form-data; name=\"doc\"; filename=\"a.bin\"\r\n"
                    + "Content-Type: x/y\r\n\r\n").utf8
            ) + [1, 2, 3] + Array("\r\n--B--\r\n".utf8)
        #expect(call.body == expected)
    }

    @Test func aFileIsSentAsItIs() throws {
        let bytes: [UInt8] = [0, 255, 10, 0]
        let result = try run(Make.request(method: "PUT", body: .file(bytes)))
        #expect(result.calls.first?.body == bytes)
        #expect(result.calls.first?.headers == ["Content-Type: application/octet-stream"])
    }

    @Test func aConditionalRequestSendsBackWhatItWasTold() throws {
        var request = Make.request()
        request.conditional = true
        let result = try run(request, users: 2, for: 4 * .second) { call in
            let asksForChanges = call.headers.contains("If-None-Match: \"v1\"")
            return asksForChanges
                ? .init(status: 304, after: .second)
                : .init(
                    status: 200,
                    headers: ["HTTP/1.1 200 OK", "ETag: \"v1\"", "Last-Modified: today"],
                    after: .second
                )
        }
        for user in 0..<2 {
            let calls = result.calls.filter { $0.user == user }
            #expect(calls.first?.headers == [])
            for call in calls.dropFirst() {
                #expect(call.headers == ["If-None-Match: \"v1\"", "If-Modified-Since: today"])
            }
            #expect(calls.count >= 4)
        }
        // 304 passes where 200 is expected; without the clause it would not.
        #expect(result.totals.errors == 0)
        request.conditional = false
        #expect(try run(request) { _ in .init(status: 304, after: .second) }.totals.errors > 0)
    }

    /// Who comes next does not know what the last one was told: neither in the open model nor after a user has left.
    @Test func anotherUserKnowsNothing() throws {
        var request = Make.request()
        request.conditional = true
        let plan = Make.plan([.request(request)], load: Make.rate(5, for: 4 * .second, cap: 1))
        let result = try Simulation(plan) { _ in .init(status: 200, headers: ["ETag: \"v1\""], after: 1_000_000) }
        #expect(result.calls.count >= 15)
        #expect(result.calls.allSatisfy { $0.headers.isEmpty })
    }

    @Test func whatIsFollowedAndDecompressedIsPartOfTheShape() throws {
        var request = Make.request()
        request.redirects = 4
        request.compression = true
        let shape = try #require(try run(request).calls.first?.shape)
        #expect(shape.redirects == 4)
        #expect(shape.decompresses)
    }

    @Test func wholeURLsAndServerNames() throws {
        var request = Make.request()
        request.service = 0
        var plan = Make.plan([.request(request)], load: Make.users(1, for: .second))
        plan.services = [Plan.Target(scheme: "https", host: "pagos.test", port: 443, basePath: "")]
        let answer = { (_: ScriptedTransport.Call) in ScriptedTransport.Answer(after: .second) }
        #expect(try Simulation(plan, script: answer).calls.first?.url == "https://pagos.test:443/x")
        plan = Make.plan(
            [.request(Make.request())],
            load: Make.users(1, for: .second),
            tenants: [Tenant(name: "barber", share: 1)]
        )
        plan.connection.serverName = Template(segments: [
            .place(.attribute(.tenant), .url), .literal(Array(".turnos.test".utf8)),
        ])
        #expect(try Simulation(plan, script: answer).calls.first?.url == "http://barber.turnos.test:80/x")
    }
}
