import Foundation
import JSON
import Testing

@testable import ScenarioImport

/// Secrets of an input are found in nothing that an import writes: text, files, names, messages.
@Suite struct SecretMarkerTests {
    /// What an import gives has none of the markers that were planted; where one is, its place is named.
    @discardableResult
    private func expectNoMarker(_ input: String, as name: String, _ planter: SecretPlanter, _ what: String) -> Bool {
        var output: String
        var isAccepted = true
        do {
            let scenario = try ImportFixtures.imported(Array(input.utf8), as: name, flows: 10_000)
            let files = scenario.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
            output = scenario.text + files + scenario.secrets.joined(separator: " ")
        } catch {
            output = error.message
            isAccepted = false
        }
        var leaks: [String] = []
        for line in output.lowercased().split(separator: "\n") where line.contains("qzmark") {
            let number = line.firstMatch(of: /qzmark\D?(\d+)/).flatMap { Int($0.1) } ?? 0
            let place = planter.places.indices.contains(number) ? planter.places[number] : "?"
            leaks.append("\(place): \(line.prefix(300))")
        }
        #expect(leaks.isEmpty, "\(name), \(what), \(planter.way): \(leaks.prefix(12).joined(separator: "\n"))")
        return isAccepted
    }

    @Test(
        "A secret in each field of each recording, collection and description",
        arguments: ImportFixtures.names.filter { !isText($0) }
    )
    func fields(_ name: String) throws {
        let bytes = try ImportFixtures.bytes(name)
        let json = name.hasSuffix(".yaml") ? try YAMLReader.read(bytes) : try JSONValue(reading: bytes)
        for way in SecretPlanter.Way.allCases {
            var planter = SecretPlanter(way)
            let planted = SecretPlanter.text(planter.planted(json))
            let isAccepted = expectNoMarker(planted, as: name, planter, "all")
            #expect(isAccepted || !ImportFixtures.accepted.contains(name), "\(name), \(way): nothing was imported")
        }
        for member in SecretPlanter.fixed {
            let count = SecretPlanter.count(of: member, in: json)
            for way in [SecretPlanter.Way.behind, .instead] {
                for odd in [true, false] where count > (odd ? 0 : 1) {
                    var planter = SecretPlanter(way)
                    let planted = SecretPlanter.text(planter.planted(json, only: member, odd: odd))
                    expectNoMarker(planted, as: name, planter, member)
                }
            }
        }
    }

    @Test("A secret in each value of each script", arguments: ImportFixtures.names.filter { isScript($0) })
    func words(_ name: String) throws {
        let text = String(decoding: try ImportFixtures.bytes(name), as: UTF8.self)
        for way in SecretPlanter.Way.allCases {
            var planter = SecretPlanter(way)
            let planted = planter.planted(script: text)
            let isAccepted = expectNoMarker(planted, as: name, planter, "all")
            #expect(isAccepted, "\(name), \(way): nothing was imported")
        }
        for single in SecretPlanter.single(script: text) {
            expectNoMarker(single.text, as: name, SecretPlanter(.behind), single.place)
        }
    }

    @Test(
        "A secret in each field of each line of each log",
        arguments: ImportFixtures.names.filter { $0.hasSuffix(".log") }
    )
    func lines(_ name: String) throws {
        let text = String(decoding: try ImportFixtures.bytes(name), as: UTF8.self)
        for way in SecretPlanter.Way.allCases {
            var planter = SecretPlanter(way)
            let planted = planter.planted(log: text)
            let isAccepted = expectNoMarker(planted, as: name, planter, "all")
            #expect(isAccepted, "\(name), \(way): nothing was imported")
        }
    }

    /// Names of secrets as services spell them.
    static let names = """
        password passwd userpassword newpassword password1 password2 passWord pwd pwd1 pass passphrase senha mot_de_passe \
        contrasena clave token accesstoken access_token authtoken refreshtoken apitoken csrfmiddlewaretoken secret \
        clientsecret client_secret apikey api_key api-key app_key appkey subscription-key consumer_key license_key key code \
        code_verifier client_assertion SAMLResponse assertion nonce sig signature hmac auth x-auth csrf xsrf anti-csrf \
        ticket sessid sessionid jsessionid sid cvv cvv2 cvc pan pin pincode otp mfa_code totp webhook_url dsn \
        connection_string jwt credential private_key
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)

    @Test("A value under a name that says so, in every part of a request", arguments: names)
    func named(_ name: String) throws {
        let value = "SECRETVALUE77"
        let commands = """
            curl 'https://h.test/a?flag&\(name)=\(value)'
            curl 'https://h.test/b?x=1&\(name)=\(value)%ff'
            curl https://h.test/c -d '\(name)=\(value)&y'
            curl https://h.test/d -d '{"a":{"\(name)":"\(value)"}}'
            curl https://h.test/e -H 'Content-Type: application/json' -d '{"\(name)":"\(value)",}'
            curl https://h.test/f -F '\(name)=\(value)'
            curl https://h.test/g -H 'Content-Type: text/xml' -d '<a><\(name)>\(value)</\(name)></a>'
            curl https://h.test/h -d 'u=https%3A%2F%2Fx%2F%3F\(name)%3D\(value)'
            \(name)=\(value)
            """
        let curl = try ImportFixtures.curl(commands)
        #expect(!curl.contains(value), "\(curl)")
        let har = """
            {"log":{"entries":[{"request":{"method":"POST","url":"https://h.test/a?\(name)=\(value)","headers":[],
            "postData":{"mimeType":"multipart/form-data; boundary=X","text":"--X\\r\\nContent-Disposition: form-data; name=\\"\(name)\\"\\r\\n\\r\\n\(value)\\r\\n--X--\\r\\n"}},
            "response":{"status":200}}]}}
            """
        let recorded = try ScenarioImporter.har(Array(har.utf8), options: ImportOptions(name: "t")).text
        #expect(!recorded.contains(value), "\(recorded)")
        let log = "1.1.1.1 - - [20/Nov/2026:10:00:00 +0000] \"GET /a?x&\(name)=\(value) HTTP/1.1\" 200 5 \"-\" \"A\"\n"
        let logged = try ImportFixtures.log(Array(log.utf8), options: ImportOptions(name: "t"), piece: 100).text
        #expect(!logged.contains(value), "\(logged)")
    }

    private static func isScript(_ name: String) -> Bool { name.hasSuffix(".sh") || name.hasSuffix(".bat") }

    private static func isText(_ name: String) -> Bool { isScript(name) || name.hasSuffix(".log") }
}
