import Curl
import Foundation
import Groundwork
import LoadTestKit
import Testing

/// What wait and transfer mean, whatever is sent and however it is carried: the service's time is wait.
///
/// A test's own clock bounds them: what passed while the service surely had the request is wait, and transfer is shorter
/// than what passed since it was told to answer.
@Suite struct TimeTests {
    /// A request that is sent.
    struct Row: CustomTestStringConvertible, Sendable {
        var kind: Wire.Kind
        var method: String
        var bytes: Int?
        var isHTTP2 = false
        var testDescription: String {
            "\(kind) \(method) \(bytes.map(String.init) ?? "no") bytes HTTP/\(isHTTP2 ? "2" : "1.1")"
        }
    }

    static let shapes: [(method: String, bytes: Int?)] = [
        ("GET", nil), ("POST", nil), ("POST", 0), ("POST", 5), ("POST", 300_000), ("PUT", 70_000), ("DELETE", 5),
    ]
    static let rows = Wire.Kind.allCases.flatMap { kind in
        shapes.map { Row(kind: kind, method: $0.method, bytes: $0.bytes) }
    }

    /// How long the service thinks, in microseconds.
    static let thinking: UInt32 = 20_000
    /// Libcurl's clock has whole microseconds.
    static let rounding: UInt64 = 2_000

    @Test(arguments: rows)
    func theServicesTimeIsWait(_ row: Row) throws {
        let service = try ScriptedServer { [.await("answer \($0.number)"), .answer(200, "ok")] }
        defer { service.stop() }
        try check(row, at: service.port, service)
    }

    @Test(.enabled(if: NginxServer.isInstalled), arguments: shapes)
    func theServicesTimeIsWaitByHTTP2(_ method: String, _ bytes: Int?) throws {
        let service = try ScriptedServer { [.await("answer \($0.number)"), .answer(200, "ok")] }
        defer { service.stop() }
        let port = LoopbackPort.free()
        let nginx = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) http2;
                location / { proxy_pass \(service.url); }
                """
        )
        defer { try? nginx.stop() }
        try check(Row(kind: .transfer, method: method, bytes: bytes, isHTTP2: true), at: port, service)
    }

    /// Two requests of a kind, on a new connection and on one that is open.
    private func check(_ row: Row, at port: Int, _ service: ScriptedServer) throws {
        let wire = try Wire(row.kind, port: port) { $0.connections[0].version = row.isHTTP2 ? .http2Only : .http1 }
        let shape = try wire.add(row.method, "/slow", hasBody: row.bytes != nil)
        for number in 0..<2 {
            let started = SystemTime.monotonic()
            try wire.start(shape, body: String(repeating: "x", count: row.bytes ?? 0))
            try wire.turn { service.requestCount > number }
            let arrived = SystemTime.monotonic()
            usleep(Self.thinking)
            let told = SystemTime.monotonic()
            service.signal("answer \(number)")
            let result = try wire.wait()[0].result
            let ended = SystemTime.monotonic()
            #expect(result.code == .ok)
            #expect(result.newConnections == (number == 0 ? 1 : 0))
            #expect(result.phases.wait &+ Self.rounding >= told - arrived)
            #expect(result.phases.transfer <= ended - told + Self.rounding)
            #expect(result.phases.transfer > 0)
            let parts = result.phases.opening + result.phases.wait + result.phases.transfer
            #expect(parts <= ended - started + Self.rounding)
        }
    }

    /// What the connection does not take at once is sent while the answer is waited for.
    @Test(arguments: Wire.Kind.allCases)
    func aSlowUploadIsWait(_ kind: Wire.Kind) throws {
        var options = ScriptedServer.Options()
        options.answersHeads = true
        let service = try ScriptedServer(options: options) { _ in
            [.await("reading"), .readBody, .await("answer"), .answer(200, "ok")]
        }
        defer { service.stop() }
        let wire = try Wire(kind, port: service.port)
        // More than the buffers of both ends hold while nothing is read (tcp_wmem and tcp_rmem in tcp(7)).
        try wire.start(try wire.add("PUT", "/", hasBody: true), body: String(repeating: "x", count: 8 << 20))
        try wire.turn { service.requestCount == 1 }
        let arrived = SystemTime.monotonic()
        usleep(Self.thinking)
        service.signal("reading")
        try wire.turn { service.requests[0].body.count > 0 }
        let told = SystemTime.monotonic()
        service.signal("answer")
        let result = try wire.wait()[0].result
        #expect(result.code == .ok)
        #expect(result.phases.wait &+ Self.rounding >= told - arrived)
        #expect(result.phases.transfer <= SystemTime.monotonic() - told + Self.rounding)
    }

    @Test(arguments: Wire.Kind.allCases, ["GET", "POST"])
    func aSlowBodyIsTransfer(_ kind: Wire.Kind, _ method: String) throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
        let service = try ScriptedServer { _ in [.send(head), .await("body"), .send("ok")] }
        defer { service.stop() }
        let wire = try Wire(kind, port: service.port)
        let started = SystemTime.monotonic()
        try wire.start(try wire.add(method, "/", hasBody: method == "POST"), body: "order")
        try wire.turn { wire.hasBegun() }
        let begun = SystemTime.monotonic()
        usleep(Self.thinking)
        let told = SystemTime.monotonic()
        service.signal("body")
        let result = try wire.wait()[0].result
        #expect(result.phases.wait <= begun - started)
        #expect(result.phases.transfer &+ Self.rounding >= told - begun)
    }

    @Test(arguments: Wire.Kind.allCases)
    func anInterimAnswerIsNoFirstByte(_ kind: Wire.Kind) throws {
        let service = try ScriptedServer { _ in
            [.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), .await("answer"), .answer(200, "ok")]
        }
        defer { service.stop() }
        let wire = try Wire(kind, port: service.port)
        try wire.start(try wire.add("POST", "/", hasBody: true), body: "order")
        try wire.turn { service.requestCount == 1 }
        let arrived = SystemTime.monotonic()
        try wire.turn { SystemTime.monotonic() - arrived > UInt64(Self.thinking) * 1000 }
        let told = SystemTime.monotonic()
        service.signal("answer")
        let result = try wire.wait()[0].result
        #expect(result.phases.wait &+ Self.rounding >= told - arrived)
        #expect(result.phases.transfer <= SystemTime.monotonic() - told + Self.rounding)
    }

    @Test(arguments: Wire.Kind.allCases, ["GET", "POST"])
    func eachHopHasItsWait(_ kind: Wire.Kind, _ method: String) throws {
        let service = try ScriptedServer { request in
            let think = ServerStep.await("answer \(request.number)")
            return request.number == 0
                ? [think, .answer(307, "gone", fields: ["Location: /there"])] : [think, .answer(200, "ok")]
        }
        defer { service.stop() }
        let wire = try Wire(kind, port: service.port)
        try wire.start(try wire.add(method, "/", hasBody: method == "POST", redirects: 3), body: "order")
        var thinking: UInt64 = 0
        var sending: UInt64 = 0
        var told = SystemTime.monotonic()
        for number in 0..<2 {
            try wire.turn { service.requestCount > number }
            let arrived = SystemTime.monotonic()
            sending += arrived - told
            usleep(Self.thinking)
            told = SystemTime.monotonic()
            thinking += told - arrived
            service.signal("answer \(number)")
        }
        let result = try wire.wait()[0].result
        sending += SystemTime.monotonic() - told
        #expect(result.redirects == 1)
        #expect(result.phases.wait &+ Self.rounding >= thinking)
        #expect(result.phases.transfer <= sending + Self.rounding)
    }

    /// A kept connection dies under a request after a while, and the request goes out again.
    @Test(arguments: rows.filter { ["GET", "PUT"].contains($0.method) }, [ServerStep.close, .reset])
    func aTryWithoutAnAnswerIsNeitherWaitNorTransfer(_ row: Row, _ end: ServerStep) throws {
        let service = try ScriptedServer { $0.number == 1 ? [.await("end"), end] : [.answer(200, "ok")] }
        defer { service.stop() }
        let wire = try Wire(row.kind, port: service.port)
        let shape = try wire.add(row.method, "/", hasBody: row.bytes != nil)
        _ = try wire.send(shape, body: "order")
        try wire.start(shape, body: "order")
        try wire.turn { service.requestCount == 2 }
        usleep(Self.thinking)
        let told = SystemTime.monotonic()
        service.signal("end")
        let result = try wire.wait()[0].result
        #expect(result.code == .ok)
        #expect(result.resent == 1)
        #expect(result.phases.wait > 0)
        #expect(result.phases.wait + result.phases.transfer <= SystemTime.monotonic() - told + Self.rounding)
    }

    /// A request that must wait for the connection which another opens.
    @Test(.enabled(if: NginxServer.isInstalled && TestAuthority.isAvailable), arguments: ["GET", "POST"])
    func waitingForAConnectionIsNeitherWaitNorTransfer(_ method: String) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.sign("service", for: ["IP:127.0.0.1"])
        let port = LoopbackPort.free()
        let nginx = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                location / { return 200 'ok'; }
                """
        )
        defer { try? nginx.stop() }
        let wire = try Wire(.transfer, port: port, scheme: "https", slots: 2) {
            $0.lanes = 2
            $0.connections[0].version = .http2
            $0.connections[0].tls.authorities = authority.certificate
        }
        let shape = try wire.add(method, "/", hasBody: method == "POST")
        nginx.freeze()
        for slot in 0..<2 { try wire.start(shape, slot: slot, body: "order") }
        let started = SystemTime.monotonic()
        try wire.turn { SystemTime.monotonic() - started > UInt64(Self.thinking) * 1000 }
        let thawed = SystemTime.monotonic()
        nginx.thaw()
        let results = try wire.wait(for: 2).map(\.result)
        let passed = SystemTime.monotonic() - thawed
        for result in results {
            #expect(result.code == .ok)
            #expect(result.phases.wait + result.phases.transfer <= passed + Self.rounding)
        }
        #expect(results.map(\.newConnections).reduce(0, +) == 1)
    }
}
