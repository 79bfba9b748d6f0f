import Foundation

/// nginx that also speaks TLS, with a certificate made for the test.
public final class SecureNginx: Sendable {
    /// The port with TLS.
    public let port: Int
    private let server: NginxServer
    private let folder: TemporaryFolder

    /// Starts it: 200 bytes lie at `/small`, a file of 200,000 bytes at `/large`.
    /// - Parameter version: of TLS, the only one it speaks.
    public init(version: String = "1.3") throws {
        folder = try TemporaryFolder()
        port = LoopbackPort.free()
        guard let openssl = Products.system("openssl") else {
            throw ChildProcess.Failure(description: "openssl is not installed")
        }
        let made = try ChildProcess(
            openssl,
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-keyout", "\(folder.path)/key.pem", "-out", "\(folder.path)/certificate.pem",
            ]
        ).wait(atMost: 20)
        guard made.status == 0 else { throw ChildProcess.Failure(description: made.errors) }
        try folder.write(String(repeating: "x", count: 200_000), to: "large")
        let small = String(repeating: "y", count: 200)
        server = try NginxServer(
            server: """
                listen 127.0.0.1:\(port) ssl backlog=4096;
                ssl_certificate \(folder.path)/certificate.pem;
                ssl_certificate_key \(folder.path)/key.pem;
                ssl_session_cache shared:sessions:1m;
                ssl_protocols TLSv\(version);
                root \(folder.path);
                location = /small { default_type text/plain; return 200 '\(small)'; }
                location = /large { default_type text/plain; }
                """
        )
    }
}
