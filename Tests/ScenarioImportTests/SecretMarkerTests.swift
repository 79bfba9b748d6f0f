import Foundation
import JSON
import Testing

@testable import ScenarioImport

/// Secrets of an input are found in nothing that an import writes: text, files, names, messages.
@Suite struct SecretMarkerTests {
    /// Looks like a key, whatever field it is in.
    private static let marker = "sk_live_MARKER0123456789abcdef"

    private func expectNoMarker(_ bytes: [UInt8], as name: String, _ place: String) {
        do {
            let scenario = try ImportFixtures.imported(bytes, as: name)
            let files = scenario.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
            let text = (scenario.text + files + scenario.secrets.joined()).lowercased()
            let line = text.split(separator: "\n").first { $0.contains("marker0123") }
            #expect(line == nil, "\(name), \(place)")
        } catch {
            #expect(!error.message.lowercased().contains("marker0123"), "\(name), \(place)")
        }
    }

    @Test(
        "A key in any field of any recording, collection or description",
        arguments: ImportFixtures.names.filter { !isText($0) }
    )
    func fields(_ name: String) throws {
        let bytes = try ImportFixtures.bytes(name)
        let json = name.hasSuffix(".yaml") ? try YAMLReader.read(bytes) : try JSONValue(reading: bytes)
        let count = Self.strings(json)
        let step = max(1, count / 12)
        for index in stride(from: 0, to: count, by: step) {
            for isWhole in [true, false] {
                var left = index
                let planted = Self.planted(json, isWhole, &left)
                expectNoMarker(Array(Self.text(planted).utf8), as: name, "text \(index)")
            }
        }
    }

    @Test("A key in any word of any command or log line", arguments: ImportFixtures.names.filter { isText($0) })
    func words(_ name: String) throws {
        let text = String(decoding: try ImportFixtures.bytes(name).prefix(6000), as: UTF8.self)
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: words.count, by: max(1, words.count / 15)) {
            // An option with more behind it is other options.
            if words[index].hasPrefix("-") { continue }
            var planted = words.map(String.init)
            planted[index] += "." + Self.marker
            expectNoMarker(Array(planted.joined(separator: " ").utf8), as: name, "word \(index)")
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

    // MARK: Planting

    private static func isText(_ name: String) -> Bool {
        ["sh", "bat", "log"].contains(name.split(separator: ".").last)
    }

    private static func strings(_ json: JSONValue) -> Int {
        switch json {
        case .string: 1
        case .array(let items): items.reduce(0) { $0 + strings($1) }
        case .object(let members): members.reduce(0) { $0 + strings($1.value) }
        default: 0
        }
    }

    /// The value with the marker in the text of this number, alone or behind what was there.
    private static func planted(_ json: JSONValue, _ isWhole: Bool, _ left: inout Int) -> JSONValue {
        switch json {
        case .string(let text):
            left -= 1
            return left == -1 ? .string(isWhole ? marker : text + " " + marker) : json
        case .array(let items): return .array(items.map { planted($0, isWhole, &left) })
        case .object(let members):
            return .object(members.map { JSONMember(name: $0.name, value: planted($0.value, isWhole, &left)) })
        default: return json
        }
    }

    private static func text(_ json: JSONValue) -> String {
        switch json {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let digits): digits
        case .string(let text): Spelling.json(DraftText(text)).replacing("\\u0024", with: "$")
        case .array(let items): "[" + items.map(text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Spelling.json(DraftText($0.name)) + ":" + text($0.value) }.joined(separator: ",") + "}"
        }
    }
}
