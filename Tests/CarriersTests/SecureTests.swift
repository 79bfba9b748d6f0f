import Carriers
import Curl
import Foundation
import Groundwork
import LoadTestKit
import Testing

/// Exchanges by TLS.
@Suite(.enabled(if: NginxServer.isInstalled && TestAuthority.isAvailable)) struct SecureTests {
    @Test func answersOfAnySizeComeWhole() throws {
        let nginx = try SecureNginx()
        let wire = try Wire(.exchange, port: nginx.port, scheme: "https") { $0.connections[0].tls.verifies = false }
        let small = try wire.add("GET", "/small")
        let large = try wire.add("GET", "/large")
        let first = try wire.send(small)
        #expect(first.result.code == .ok)
        #expect(first.result.phases.tls > 0)
        #expect(first.result.handshakeRounds == 1)
        #expect(first.body.count == 200)
        for _ in 0..<5 {
            let ended = try wire.send(large)
            #expect(ended.body.count == 200_000)
            #expect(ended.result.newConnections == 0)
        }
        wire.release()
        #expect(!wire.isConnected())
        #expect(try wire.send(small).result.newConnections == 1)
    }

    @Test(arguments: Wire.Kind.allCases)
    func anUnknownAuthorityIsNamed(_ kind: Wire.Kind) throws {
        let nginx = try SecureNginx()
        let wire = try Wire(kind, port: nginx.port, scheme: "https")
        let ended = try wire.send(try wire.add("GET", "/small"))
        #expect(ended.result.code.kind == .tls)
        #expect(ended.explanation?.contains("self-signed certificate") == true)
    }

    @Test(arguments: Wire.Kind.allCases)
    func anotherNameIsNamed(_ kind: Wire.Kind) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.sign("other", for: ["DNS:elsewhere.test"])
        let port = LoopbackPort.free()
        let nginx = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                location / { return 200 ''; }
                """
        )
        defer { try? nginx.stop() }
        let wire = try Wire(kind, port: port, scheme: "https") {
            $0.connections[0].tls.authorities = authority.certificate
        }
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code.kind == .tls)
        #expect(ended.explanation?.contains("127.0.0.1") == true)
    }

    /// Nothing but HTTP/2 is offered where nothing else may be spoken, and no request goes out by HTTP/1.1.
    @Test(arguments: [true, false]) func onlyHTTP2IsOffered(_ speaksIt: Bool) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.sign("one", for: ["IP:127.0.0.1"])
        let port = LoopbackPort.free()
        let nginx = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) ssl \(speaksIt ? "http2" : "");
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                location / { return 200 $server_protocol; }
                """
        )
        defer { try? nginx.stop() }
        let wire = try Wire(.transfer, port: port, scheme: "https") {
            $0.connections[0].tls.authorities = authority.certificate
            $0.connections[0].version = .http2Only
        }
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code == (speaksIt ? .ok : .notHTTP2), "\(ended.explanation ?? "")")
        #expect(ended.body == (speaksIt ? "HTTP/2.0" : ""))
        #expect((ended.result.bytesOut > 0) == speaksIt)
    }
}
