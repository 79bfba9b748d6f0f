import Foundation

/// A certificate authority for one test, made with openssl(1): `ca.pem`, and certificates signed by it.
public final class TestAuthority: Sendable {
    private let folder: TemporaryFolder
    private let program: String

    /// Whether the machine has openssl.
    public static var isAvailable: Bool { Products.system("openssl") != nil }

    /// Its own certificate.
    public var certificate: String { "\(folder.path)/ca.pem" }

    /// A new authority.
    public init(_ name: String = "Test CA") throws {
        guard let program = Products.system("openssl") else {
            throw ChildProcess.Failure(description: "openssl is not installed")
        }
        self.program = program
        folder = try TemporaryFolder()
        try run(
            ["req", "-x509"] + Self.key("ca", folder) + ["-out", "\(folder.path)/ca.pem", "-days", "2"]
                + ["-subj", "/CN=\(name)"]
        )
    }

    private static func key(_ name: String, _ folder: TemporaryFolder) -> [String] {
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        return curve + ["-keyout", "\(folder.path)/\(name).key"]
    }

    private func run(_ arguments: [String]) throws {
        let ending = try ChildProcess(program, arguments).wait(atMost: 30)
        guard ending.status == 0 else { throw ChildProcess.Failure(description: "openssl: \(ending.errors)") }
    }

    /// Signs a certificate for these names (`DNS:…`, `IP:…`).
    /// - Returns: the paths of certificate and key.
    public func sign(_ name: String, for names: [String]) throws -> (certificate: String, key: String) {
        let base = "\(folder.path)/\(name)"
        try run(["req"] + Self.key(name, folder) + ["-out", "\(base).csr", "-subj", "/CN=\(name)"])
        try folder.write("subjectAltName=\(names.joined(separator: ","))\n", to: "\(name).ext")
        try run(
            ["x509", "-req", "-in", "\(base).csr", "-CA", certificate, "-CAkey", "\(folder.path)/ca.key"]
                + ["-CAcreateserial", "-days", "2", "-extfile", "\(base).ext", "-out", "\(base).pem"]
        )
        return ("\(base).pem", "\(base).key")
    }
}
