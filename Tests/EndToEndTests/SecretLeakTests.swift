import Foundation
import LoadTestKit
import Testing

/// A secret goes into header, path, query and body, comes back in answers, is captured and stands in failed checks: it
/// is found in no file of the results and in nothing that is printed, however it was encoded on the way.
@Suite(.serialized) struct SecretLeakTests {
    private static let secret = "hunter2 s3cr\"t/ñ+x"

    /// Answers with what it was sent.
    private static func echo() throws -> NginxServer {
        let inner = LoopbackPort.free()
        let answer = "body=$http_x_body auth=$http_x_auth uri=$http_x_uri"
        return try NginxServer(
            server: """
                location / {
                  proxy_pass http://127.0.0.1:\(inner);
                  proxy_set_header X-Body $request_body;
                  proxy_set_header X-Auth $http_authorization;
                  proxy_set_header X-Uri $request_uri;
                }
                """,
            http: "server { listen 127.0.0.1:\(inner); large_client_header_buffers 4 16k; return 200 '\(answer)'; }"
        )
    }

    private static let scenario = """
        scenario "Secrets"
        target "http://127.0.0.1:1"
        secret TOKEN
        flow checked {
          POST /echo/${TOKEN} as echo
            header Authorization: "Bearer ${TOKEN}"
            header X-Basic: ${base64("paciente:${TOKEN}")}
            query q: ${TOKEN}
            body "js=${TOKEN} url=${urlencode(TOKEN)} jwt=${base64url("a${TOKEN}")} end"
            expect regex "body=(.*) auth=" == "nobody"
        }
        flow captured {
          POST /echo as basic
            auth basic "paciente" "${TOKEN}"
            json { "password": "${TOKEN}" }
            capture seen = regex "\\"password\\":(.*)\\} auth="
            capture all = body
          let copy = "${seen}!"
          let list = [copy, TOKEN]
          GET /x/${seen} as path
            query l: ${list}
            expect body == copy
            expect json $.missing == all
        }
        flow lost {
          POST /echo as lost
            body "${TOKEN} and ${base64("xy${TOKEN}")}"
            capture _n = json $.a
        }
        load { users 3 for 10m  iterations 60 }
        slo { errors < 1% }
        """

    /// How the secret may be spelt; half of it is too much already.
    private static var needles: [String] {
        let bytes = Data(secret.utf8)
        let base64 = (0..<3).map { before in
            let text = (Data(repeating: 0, count: before) + bytes).base64EncodedString()
            return String(text.dropFirst(4).prefix(12))
        }
        return ["hunter2", "s3cr", "%C3%B1%2Bx", "%c3%b1%2bx"] + base64
    }

    @Test(.enabled(if: NginxServer.isInstalled)) func nothingLeaks() throws {
        let server = try Self.echo()
        let folder = try TemporaryFolder()
        let file = try folder.write(Self.scenario, to: "secrets.zonda")
        let environment = ["TOKEN": Self.secret]
        var printed: [String] = []
        func zonda(_ arguments: String...) throws -> String {
            let ending = try ZondaCommand.run(arguments, environment: environment)
            printed.append(ending.output + ending.errors)
            return ending.output + ending.errors
        }
        let results = "\(folder.path)/results"
        let run = try zonda("run", file, "--target", server.url, "--out", results)
        #expect(run.contains("found the text"), "\(run)")
        _ = try zonda("check", file)
        _ = try zonda("check", file, "--format", "json")
        for flow in ["checked", "captured", "lost"] {
            let debug = try zonda("debug", file, "--target", server.url, "--flow", flow)
            #expect(debug.contains("*****"), "\(debug)")
        }
        // The secret did arrive, or none of this shows anything.
        let found = try #require(printed.last)
        #expect(found.contains("← 200"), "\(found)")
        for text in printed {
            for needle in Self.needles { #expect(!text.contains(needle), "\(needle) in \(text)") }
        }
        let files = folder.files.filter { $0.hasPrefix("results/") }
        #expect(files.contains { $0.hasSuffix("run.json") } && files.contains { $0.hasSuffix("report.html") })
        for name in files {
            guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else { continue }
            let text = String(decoding: data, as: UTF8.self)
            for needle in Self.needles { #expect(!text.contains(needle), "\(needle) in \(name)") }
        }
    }
}
