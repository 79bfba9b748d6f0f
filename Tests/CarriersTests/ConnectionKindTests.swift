import Carriers
import Curl
import Foundation
import LoadTestKit
import Testing

/// Connections of each kind carry requests alike with either carrier.
@Suite struct ConnectionKindTests {
    /// Two requests on one connection, both answered.
    private func bodies(_ wire: Wire) throws -> [String] {
        let shape = try wire.add()
        let first = try wire.send(shape)
        #expect(first.result.code == .ok, "\(first.result.code.message) \(first.explanation ?? "")")
        #expect(first.result.newConnections == 1)
        let second = try wire.send(shape)
        #expect(second.result.newConnections == 0)
        return [first.body, second.body]
    }

    @Test(arguments: Wire.Kind.allCases) func bySOCKS5(_ kind: Wire.Kind) throws {
        let server = try ScriptedServer { _ in [.answer(200, "there")] }
        defer { server.stop() }
        let proxy = try TunnelServer(.socks5)
        defer { proxy.stop() }
        let wire = try Wire(kind, port: server.port) {
            $0.connections[0].proxy = ConnectionOptions.Proxy(
                scheme: "socks5h",
                addresses: ["127.0.0.1"],
                port: proxy.port,
                user: "zoe",
                password: "cl@ve:1"
            )
            $0.endpoints[0].host = "127.0.0.1"
        }
        #expect(try bodies(wire) == ["there", "there"])
        #expect(proxy.asked == [.init(host: "127.0.0.1", port: server.port, credentials: "zoe:cl@ve:1")])
        #expect(server.connections == 1)
        #expect(server.requests.allSatisfy { $0.target == "/" })
    }

    /// A connection that leads through a proxy by CONNECT; what is agreed on in TLS is between the ends.
    @Test(.enabled(if: NginxServer.isInstalled && TestAuthority.isAvailable), arguments: Wire.Kind.allCases)
    func byTunnel(_ kind: Wire.Kind) throws {
        let nginx = try SecureNginx()
        let proxy = try TunnelServer(.connect)
        defer { proxy.stop() }
        let wire = try Wire(kind, port: nginx.port, scheme: "https") {
            $0.connections[0].tls.verifies = false
            $0.connections[0].proxy = ConnectionOptions.Proxy(
                scheme: "http",
                addresses: ["127.0.0.1"],
                port: proxy.port,
                user: "zoe",
                password: "cl@ve:1"
            )
        }
        let shape = try wire.add("GET", "/small")
        for number in 0..<2 {
            let ended = try wire.send(shape)
            #expect(ended.result.code == .ok, "\(ended.result.code.message) \(ended.explanation ?? "")")
            #expect(ended.body.count == 200)
            #expect(!ended.headers.contains("established"))
            #expect(ended.result.newConnections == (number == 0 ? 1 : 0))
        }
        let credentials = "Basic " + Data("zoe:cl@ve:1".utf8).base64EncodedString()
        #expect(proxy.asked == [.init(host: "127.0.0.1", port: nginx.port, credentials: credentials)])
    }

    /// What a proxy says to CONNECT is no answer of the service.
    @Test(arguments: Wire.Kind.allCases) func aProxyThatRefusesIsNamed(_ kind: Wire.Kind) throws {
        let proxy = try ScriptedServer { _ in [.answer(403, "no"), .close] }
        defer { proxy.stop() }
        let wire = try Wire(kind, port: LoopbackPort.free(), scheme: "https") {
            $0.connections[0].proxy = ConnectionOptions.Proxy(
                scheme: "http",
                addresses: ["127.0.0.1"],
                port: proxy.port
            )
        }
        let ended = try wire.send(try wire.add())
        #expect(ended.result.code != .ok)
        #expect(ended.explanation?.contains("403") == true, "\(ended.explanation ?? "")")
        #expect(proxy.requests.map(\.method) == ["CONNECT"])
    }

    @Test(.enabled(if: NginxServer.isInstalled), arguments: Wire.Kind.allCases)
    func byUnixSocket(_ kind: Wire.Kind) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/service"
        let nginx = try NginxServer(server: "listen unix:\(path); location / { return 200 '$remote_addr $host'; }")
        defer { try? nginx.stop() }
        let wire = try Wire(kind, port: 81) { $0.connections[0].unixSocket = path }
        #expect(try bodies(wire) == ["unix: 127.0.0.1", "unix: 127.0.0.1"])
    }

    @Test(.enabled(if: NginxServer.isInstalled), arguments: Wire.Kind.allCases)
    func fromAnAddress(_ kind: Wire.Kind) throws {
        let nginx = try NginxServer(server: "location / { return 200 $remote_addr; }")
        defer { try? nginx.stop() }
        let wire = try Wire(kind, port: nginx.port) { $0.connections[0].sourceAddress = "127.0.0.9" }
        #expect(try bodies(wire) == ["127.0.0.9", "127.0.0.9"])
    }

    /// Binding to a device needs a right on old kernels (socket(7), SO_BINDTODEVICE).
    @Test(.enabled(if: NginxServer.isInstalled), arguments: Wire.Kind.allCases)
    func byAnInterface(_ kind: Wire.Kind) throws {
        let nginx = try NginxServer(server: "location / { return 200 $remote_addr; }")
        defer { try? nginx.stop() }
        let wire = try Wire(kind, port: nginx.port) { $0.connections[0].interface = "lo" }
        #expect(try bodies(wire) == ["127.0.0.1", "127.0.0.1"])
        let other = try Wire(kind, port: nginx.port) { $0.connections[0].interface = "none-such0" }
        let ended = try other.send(try other.add())
        #expect(ended.result.code.kind == .connect, "\(ended.result.code.message)")
        #expect(ended.explanation?.contains("none-such0") == true, "\(ended.explanation ?? "")")
    }

    @Test(.enabled(if: NginxServer.isInstalled && TestAuthority.isAvailable), arguments: Wire.Kind.allCases)
    func withACertificate(_ kind: Wire.Kind) throws {
        let authority = try TestAuthority()
        let (certificate, key) = try authority.sign("server", for: ["IP:127.0.0.1"])
        let clients = try TestAuthority("Clients")
        let (shown, shownKey) = try clients.sign("zoe", for: ["DNS:zoe"])
        let port = LoopbackPort.free()
        let nginx = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                ssl_verify_client on;
                ssl_client_certificate \(clients.certificate);
                location / { return 200 $ssl_client_s_dn; }
                """
        )
        defer { try? nginx.stop() }
        func wire(showing: Bool) throws -> Wire {
            try Wire(kind, port: port, scheme: "https") {
                $0.connections[0].tls.authorities = authority.certificate
                if showing {
                    $0.connections[0].tls.certificate = shown
                    $0.connections[0].tls.key = shownKey
                }
            }
        }
        #expect(try bodies(wire(showing: true)) == ["CN=zoe", "CN=zoe"])
        let without = try wire(showing: false)
        let ended = try without.send(try without.add())
        #expect(ended.result.code == .ok ? ended.result.status == 400 : ended.result.code.kind == .tls)
    }
}
